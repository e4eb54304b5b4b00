"""A life at work: answers of real sheets saved again and again, visits begun, visits signed."""

import random
import shutil
from contextlib import closing
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from charting.actions.visits import start_visit
from charting.fields import fields_of
from charting.kinds import Text
from charting.records.base import new_id, slot_of
from charting.records.patient import Allergy, Patient
from charting.records.sheets import SHEETS_OF
from charting.records.signed import SIGNED, UNSIGNED, sheets_of, signature_state
from charting.records.visit import Visit
from charting.store.backup import Source
from charting.store.chart_session import ChartSession
from charting.store.files import KEYS
from charting.store.instance import InUse
from charting.store.keys import unwrap_key
from tests.faults.clinics import PASSWORD, copy_of, drafts, sign, whole

KIND = "M_PRP"
DEEDS = ("answers", "visit", "sign")
WEIGHTS = (14, 2, 2)


class AtWork:
    """The clinic goes on from kill to kill, until every draft is signed; then a fresh copy takes its place."""

    begins_with = "open"
    sometimes_reaches = "begun"
    longest_seconds = 0.8

    def __init__(self, prepared, work):
        self._prepared = Source(prepared, unwrap_key(prepared / KEYS, PASSWORD))
        self._work = work
        self._begin()

    def _begin(self):
        shutil.rmtree(self._work, ignore_errors=True)
        self.source = copy_of(self._prepared, self._work)
        with closing(ChartSession.open(self._work, PASSWORD)) as chart:
            begin_visit(chart, new_id())
            self._open = {visit.id for visit in drafts(chart)}
        self._saved, self._visits, self._signed = 0, set(), set()

    def live(self, tell, chance):
        """Work until the end comes."""
        chosen = random.Random(chance)
        chart = ChartSession.open(self._work, PASSWORD)
        count = stamps(chart).pop()
        tell("open")
        while True:
            deed = chosen.choices(DEEDS, WEIGHTS)[0]
            if deed == "answers":
                count += 1
                tell(f"saving {count}")
                stamp(chart, count)
                tell(f"saved {count}")
            elif deed == "visit":
                visit_id = new_id()
                tell(f"beginning {visit_id}")
                begin_visit(chart, visit_id)
                tell(f"begun {visit_id}")
            elif waiting := drafts(chart):
                tell(f"signing {waiting[0].id}")
                sign(chart, waiting[0])
                tell(f"signed {waiting[0].id}")

    def meanwhile(self, life, counts):
        """A second Rootline is told who has the clinic."""
        with pytest.raises(InUse, match=f"process {life.pid}"):
            ChartSession.open(self._work, PASSWORD)
        counts["second instance refused"] += 1

    def check(self, told, counts):
        """Nothing acknowledged is lost, nothing is there by halves or twice, and Verify finds nothing."""
        self._listen(told, counts)
        whole(self.source)
        counts["Verify: everything fits"] += 1
        with closing(ChartSession.open(self._work, PASSWORD)) as chart:
            assert chart.seal_trouble == ""
            self._answers(chart, told, counts)
            self._begun(chart, told, counts)
            self._signatures(chart, told, counts)
            done = not drafts(chart)
        if done:
            self._begin()

    def _listen(self, told, counts):
        said = [line.split() for line in told]
        for verb, *what in said:
            if verb == "saved":
                self._saved = int(what[0])
                counts["answers acknowledged"] += 1
            elif verb == "begun":
                self._visits.add(what[0])
                counts["visits acknowledged"] += 1
            elif verb == "signed":
                self._signed.add(what[0])
                counts["signatures acknowledged"] += 1

    def _answers(self, chart, told, counts):
        found = stamps(chart)
        assert len(found) == 1, f"a save is there by halves: {found}"
        (count,) = found
        flying = _flying(told, "saving", "saved")
        assert count in {self._saved, int(flying or self._saved)}, f"{self._saved} was acknowledged, {count} is there"
        counts["written, killed before it was acknowledged"] += count > self._saved
        counts["killed before it was written"] += flying is not None and count == self._saved
        self._saved = count

    def _begun(self, chart, told, counts):
        flying = _flying(told, "beginning", "begun")
        for visit_id in self._visits:
            assert _whole_visit(chart, visit_id), "an acknowledged visit is lost, or there by halves"
        if flying is None:
            return
        if chart.orm.get(Visit, flying) is None:
            begin_visit(chart, flying)
            counts["visits begun again after the kill"] += 1
        assert _whole_visit(chart, flying)
        again = sa.insert(Visit.__table__).from_select(
            [column.name for column in Visit.__table__.columns], sa.select(Visit.__table__).where(Visit.id == flying)
        )
        with pytest.raises(IntegrityError):
            chart.orm.execute(again)
        chart.orm.rollback()
        found = chart.orm.scalar(sa.select(sa.func.count(Visit.id)).where(Visit.id == flying))
        assert found == 1, "a visit is there twice"
        self._visits.add(flying)
        counts["retries that made no second visit"] += 1

    def _signatures(self, chart, told, counts):
        flying = _flying(told, "signing", "signed")
        for visit_id in self._open:
            visit = chart.orm.get_one(Visit, visit_id)
            state = signature_state(visit)
            allowed = {SIGNED} if visit_id in self._signed else {SIGNED, UNSIGNED} if visit_id == flying else {UNSIGNED}
            assert state in allowed, f"a visit is {state}"
            if visit_id == flying:
                counts["killed while signing"] += 1
                self._signed |= {visit_id} if state == SIGNED else set()


def _flying(told, beginning, done):
    """What was begun last and never acknowledged."""
    begun = [line.split()[1] for line in told if line.split()[0] == beginning]
    return begun[-1] if begun and f"{done} {begun[-1]}" not in told else None


def _whole_visit(chart, visit_id):
    visit = chart.orm.get(Visit, visit_id)
    return visit is not None and all(getattr(visit, slot_of(model)) is not None for model in SHEETS_OF[KIND])


def begin_visit(chart, visit_id):
    """Begin a visit with an id that was told before, and save it."""
    patient = chart.orm.scalars(sa.select(Patient).order_by(Patient.number)).first()
    visit = start_visit(chart, patient.courses[0], KIND, chart.practitioners()[0], datetime.now(UTC))
    visit.id = visit_id
    chart.save(datetime.now(UTC))


def stamp(chart, count):
    """Write one number into every sheet of a visit, its patient and a new row, and save: all of it or none."""
    visit, patient = _stamped(chart)
    for record, name in _places(visit):
        setattr(record, name, str(count))
    patient.address = str(count)
    patient.allergies.append(Allergy(agent=str(count), position=count))
    chart.save(datetime.now(UTC))


def stamps(chart):
    """The numbers that `stamp` left; rows it added that are missing or twice count as one of their own."""
    visit, patient = _stamped(chart)
    found = {int(getattr(record, name) or 0) for record, name in _places(visit)}
    found.add(int(patient.address or 0) if (patient.address or "0").isdigit() else 0)
    rows = [int(allergy.agent) for allergy in patient.allergies if allergy.agent.isdigit()]
    return found | ({max(rows, default=0)} if sorted(rows) == list(range(1, len(rows) + 1)) else {-1})


def _stamped(chart):
    visit = chart.orm.scalars(
        sa.select(Visit).where(Visit.started_at.is_(None), Visit.kind == KIND).order_by(Visit.opened_at)
    ).first()
    return visit, visit.course.patient


def _places(visit):
    """The text answers of every sheet that is not signed on its own."""
    for record in (visit, *(sheet for sheet in sheets_of(visit) if sheet.seal is None)):
        for name, field in fields_of(type(record)).items():
            if isinstance(field, Text) and getattr(record, name) in (None, *_digits(record, name)):
                yield record, name


def _digits(record, name):
    value = getattr(record, name)
    return (value,) if value is not None and value.isdigit() else ()
