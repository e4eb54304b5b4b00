"""A visit from its first sheet to its papers: as it begins, filled in, and signed."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from charting.actions.amend import begin_amendment
from charting.actions.visits import sheets_of, start_visit
from charting.output.documents import KINDS
from charting.practice.clinic import complete_visit
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.words import _
from ui.main_view import MainView
from ui.pictures.clinic_round import open_practice
from ui.pictures.sample_photo import write_sample
from ui.pictures.settle import settle, settle_until
from ui.pictures.tour import Stop, World
from ui.shell import Shell
from ui.views.preview import KEPT


def visits(world: World) -> Iterator[Stop]:
    """Every sheet of an empty, a full and a signed visit, the board, photographs and papers."""
    shell, window = open_practice(world)
    chart, now = window.chart, world.clock()
    signed = complete_visit(chart)
    begun = chart.orm.scalars(sa.select(Visit).where(Visit.signed_at.is_(None))).one()
    yield from _sheets(shell, window, begun, "begun", world.brief)
    window.go("sign_off")
    yield Stop("sign-off-begun", _("Sign off, with much to do"), shell)
    window.go("photos")
    yield Stop("photos-none", _("No photographs yet"), shell)
    yield from _gloves(shell, window)
    yield from _reading(shell, window, begun)
    window.open_visit(begun.id)
    window.visit.history_wanted.emit()
    yield Stop("history-visit", _("What was done to a visit"), shell)
    yield from _papers(shell, window, signed, KINDS[:1] if world.brief else KINDS)
    yield from _sheets(shell, window, signed, "signed", world.brief)
    window.go("sign_off")
    yield Stop("sign-off-signed", _("Sign off of a signed visit"), shell)
    full = begin_amendment(chart, signed, _("The lot of the cartridge was misread."), window.people.person, now)
    window.model.save()
    yield from _sheets(shell, window, full, "full")
    window.go("sign_off")
    yield Stop("sign-off-full", _("Sign off, with nothing left to do"), shell)
    yield from _photos(world, shell, window)
    otto = chart.orm.scalars(sa.select(Patient).where(Patient.given_name == "Otto")).one()
    review = start_visit(chart, otto.courses[-1], "review", window.people.person, now)
    window.model.save()
    yield from _sheets(shell, window, review, "review", world.brief)
    world.let_go(shell)


def _sheets(shell: Shell, window: MainView, visit: Visit, name: str, only_last: bool = False) -> Iterator[Stop]:
    window.open_visit(visit.id)
    for record in (visit,) if only_last else (*sheets_of(visit), visit):
        window.visit.show_sheet_of(record.__tablename__)
        yield Stop(f"visit-{name}-{record.__tablename__.replace('_', '-')}", _(record.title), shell)
    if window.visit.show_plan():
        settle()
        yield Stop(f"visit-{name}-plan", _("Plan for today"), shell)


def _photos(world: World, shell: Shell, window: MainView) -> Iterator[Stop]:
    window.go("photos")
    sample = write_sample(world.folder / "crown.jpg", thin=0.5)
    window.photos.files_chosen.emit([sample], None)
    settle_until(window.photos.check.isVisible)
    yield Stop("photos-check", _("A photograph before it is added"), shell)
    window.photos.check.confirmed.emit("vertex")
    settle()
    yield Stop("photos", _("Photographs"), shell)


def _gloves(shell: Shell, window: MainView) -> Iterator[Stop]:
    window.glove.open()
    settle()
    yield Stop("glove", _("Glove mode"), shell)
    window.glove.close()


def _reading(shell: Shell, window: MainView, visit: Visit) -> Iterator[Stop]:
    """The consent as a patient has it in hand, on the pages that ask for something different."""
    reading = window.deeds.reading
    if visit.consent is None:
        return
    reading.open(visit.consent)
    seen: set[str] = set()
    while (page := reading.page()) is not None:
        if page.kind not in seen:
            seen.add(page.kind)
            settle()
            yield Stop(f"reading-{page.kind}", page.title, shell)
        reading.turn_over(1)
    settle()
    yield Stop("reading-end", _("At the end of the reading"), shell)
    reading.go_on()
    settle()
    yield Stop("reading-hand-back", _("Hand back"), shell)
    reading.close()


def _papers(shell: Shell, window: MainView, visit: Visit, kinds: Sequence[tuple[str, str]]) -> Iterator[Stop]:
    window.open_visit(visit.id)
    window.go("sign_off")
    window.sign_off.paper_wanted.emit()
    for kind, title in (*kinds, (KEPT, _("Papers of this visit"))):
        window.preview.wanted.emit(kind)
        settle()
        yield Stop(f"paper-{kind.replace('_', '-')}", title, shell)
