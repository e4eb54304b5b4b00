"""Deciding on warnings and signing: from what the sign-off screen says to the chart."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from charting.actions.decisions import accept, leave_open, override, take_back
from charting.actions.proving import Proven
from charting.actions.sign import points, sign_visit
from charting.errors import Known
from charting.findings import Finding
from charting.records.decision import Decision
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.pack_desk import PackDesk
from ui.people_desk import PeopleDesk
from ui.views.sign_off import SignOffView

Decide = Callable[[Visit, Finding, str, Proven, datetime], Decision]


class SignDesk(QObject):
    """Shows one visit for sign-off by whoever works. `refused(title, words)` says why not, `signed()` that it is done.

    PIN or password are asked for at the moment of signing and of overriding; a wrong one loses nothing.
    """

    refused = Signal(str, str)
    signed = Signal()

    def __init__(self, model: ChartModel, view: SignOffView, people: PeopleDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view, self._people = model, view, people
        self._visit: Visit | None = None
        view.signed.connect(self._sign)
        view.year_doubted.connect(self._note_year)
        view.accepted.connect(self._accept)
        view.overridden.connect(self._override)
        view.next_card.settled.connect(self._look_again)
        self.pack = PackDesk(model, view.pack, people, self)
        view.left_open.connect(self._leave_open)
        view.undone.connect(self._take_back)

    def show_visit(self, visit: Visit) -> None:
        """Open the board: how far a visit is from being signed."""
        self._visit = visit
        self._show(opened=True)

    def _show(self, *, opened: bool = False) -> None:
        visit = self._visit
        assert visit is not None
        person = self._people.person
        others = [one.name for one in self._model.chart.practitioners() if one is not person and one.name]
        staff = [name for name in (person.name, *others) if name]
        self._view.show_visit(visit, person, self._people.why_not("sign"), self._people.hint(), staff, opened=opened)
        self.pack.show_visit(visit)

    def _look_again(self) -> None:
        """An answer was given on the board itself: what else stands there is only made anew where it differs."""
        visit = self._visit
        if visit is None or visit.signed_at is not None:
            return
        found = points(visit, self._model.context())
        if {p.finding for p in found if p.open or p.decision is None} != set(self._view.findings):
            self._show()

    def _accept(self, finding: Finding) -> None:
        assert self._visit is not None
        try:
            accept(self._visit, finding, self._people.person, self._model.now())
        except Known as refused:
            self.refused.emit(_("Not decided"), str(refused))
        self._model.save()
        self._show()

    def _take_back(self, finding: Finding) -> None:
        assert self._visit is not None
        try:
            take_back(self._model.chart, self._visit, finding, self._people.person)
        except Known as refused:
            self.refused.emit(_("Not decided"), str(refused))
        self._model.save()
        self._show()

    def _override(self, finding: Finding, reason: str, secret: str) -> None:
        self._decide(override, finding, reason, secret)

    def _leave_open(self, finding: Finding, reason: str, secret: str) -> None:
        self._decide(leave_open, finding, reason, secret)

    def _decide(self, decide: Decide, finding: Finding, reason: str, secret: str) -> None:
        assert self._visit is not None
        try:
            decide(self._visit, finding, reason, self._people.prove(secret), self._model.now())
        except Known as refused:
            self._view.refuse_override(finding, str(refused), self._people.waiting())
            return
        self._model.save()
        self._show()

    def _note_year(self, typed: str) -> None:
        """Write down that somebody gave another person's year of birth for this chart."""
        if self._visit is not None:
            self._model.chart.note("other_year", self._visit, typed)
            self._model.save()

    def _sign(self, strokes: object, secret: str) -> None:
        assert self._visit is not None
        try:
            proven = self._people.prove(secret)
        except Known as refused:
            self._view.refuse_secret(str(refused), self._people.waiting())
            return
        try:
            sign_visit(self._model.chart, self._visit, proven, strokes, self._model.context())
        except Known as refused:
            self.refused.emit(_("Not signed"), str(refused))
            self._show()
            return
        self._model.undo_stack.clear()
        visit = self._visit
        self.signed.emit()
        self.pack.go_out(visit)
