"""The practice clinic in its own folder: opened when it is there, made when it is not, replaced when it is broken."""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from charting.errors import Known
from charting.practice.acp_visit import ACP, complete_visit_of
from charting.practice.histories import add_histories
from charting.practice.long_course import add_long_course
from charting.practice.people import add_people
from charting.practice.register import PEOPLE
from charting.practice.team import found, new_team
from charting.records.base import Record
from charting.records.prp import Prp
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.store.instance import InUse
from charting.store.places import UnsafePlace
from charting.words import _

PASSWORD = "practice"
"""It protects nothing, because nobody in the file exists; but the file is of the same kind as a real clinic's."""


class NotWhole(Known):
    """The practice clinic lacks what it was made with."""


def open_practice(folder: Path, now: datetime) -> ChartSession:
    """Open the practice clinic of `folder`, or make it there.

    One that cannot be opened (damaged, half made, of another schema) is moved into a folder beside it first.
    Raises Known when the folder cannot hold a clinic.
    """
    if ChartSession.exists(folder):
        try:
            return _open(folder)
        except (InUse, UnsafePlace):
            raise
        except (Known, sa.exc.DatabaseError):
            _move_aside(folder, now)
    return _make(folder, now)


def complete_visit(chart: ChartSession) -> Visit:
    """The complete, signed M-PRP visit with the ACP figures of vector V-09. Raises NotWhole when it is not there."""
    made_of = sa.select(Visit).join(Prp).where(Prp.kit_name == ACP.kit, Visit.signed_at.is_not(None))
    found = chart.orm.scalars(made_of.order_by(Visit.opened_at)).all()
    if not found:
        raise NotWhole(_("The practice clinic has lost its complete visit."))
    # Who practises may void it: the clinic is whole all the same.
    return next((visit for visit in found if visit.in_force), found[0])


def _open(folder: Path) -> ChartSession:
    chart = ChartSession.open(folder, PASSWORD)
    try:
        for mapper in Record.registry.mappers:
            chart.orm.execute(sa.select(*mapper.columns).limit(1))
        complete_visit(chart)
        if not chart.orm.scalar(sa.text("SELECT practice FROM clinic")):
            raise NotWhole(_("The practice clinic was not made to its end."))
        if chart.seal_trouble:
            raise NotWhole(chart.seal_trouble)
    except (Known, sa.exc.DatabaseError):
        chart.close()
        raise
    return chart


def _make(folder: Path, now: datetime) -> ChartSession:
    chart = ChartSession.create(folder, PASSWORD)
    team = new_team(chart, now)
    chart.work_as(team.doctor)
    chart.trail.written_at = now
    people = add_people(team, PEOPLE)
    complete_visit_of(team, people)
    add_histories(team, people)
    add_long_course(team, people)
    found(team, PASSWORD)
    chart.save(now)
    chart.trail.written_at = None
    return chart


def _move_aside(folder: Path, now: datetime) -> None:
    aside = folder / f"set-aside-{now:%Y%m%d-%H%M%S-%f}"
    try:
        aside.mkdir()
        for file in [path for path in folder.iterdir() if path.is_file()]:
            file.rename(aside / file.name)
    except OSError as refused:
        words = _("The practice clinic in {folder} cannot be opened and cannot be moved: {reason}.")
        raise Known(words.format(folder=folder, reason=refused.strerror)) from refused
