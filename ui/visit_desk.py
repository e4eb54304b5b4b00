"""Amending, voiding, moving, withdrawing consent: from what a person asks for at a visit to the chart."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from charting.actions.amend import begin_amendment, why_not_amended
from charting.actions.marks import move, void, why_not_marked
from charting.actions.proving import Proven
from charting.actions.withdraw import why_not_withdrawn, withdraw_consent
from charting.dates import show_day, show_moment
from charting.errors import Known
from charting.findings import Finding, Level
from charting.isolate import isolated
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoScope
from charting.records.visit import Visit
from charting.records.visit_mark import MOVED
from charting.store.search import find_patients
from charting.words import _
from ui.chart_model import ChartModel
from ui.parts.banner import BannerData
from ui.people_desk import PeopleDesk
from ui.reading_desk import ReadingDesk
from ui.theme import Theme
from ui.views.deed import DeedView
from ui.views.deed_words import AMEND, DEEDS, MENU, MOVE, VOID, WITHDRAW
from ui.views.describe import alike, banner_of, person_of, visit_title
from ui.views.entry import Entry
from ui.views.move_people import MovePeople
from ui.views.moved import MovedView
from ui.views.patient_view import PatientView
from ui.views.today import TodayView
from ui.views.visit_view import VisitView


class VisitDesk(QObject):
    """Adds its screens to the stack of the window. `opened(id)` shows a visit, `refused(words)` says why not.

    `field_wanted(finding)` puts the cursor where something is to be written in the visit that was opened.
    """

    opened = Signal(str)
    refused = Signal(str)
    field_wanted = Signal(object)

    def __init__(
        self, theme: Theme, model: ChartModel, people: PeopleDesk, stack: QStackedWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._model, self._people, self._stack = model, people, stack
        self.reading = ReadingDesk(theme, model, people, parent)
        self.reading.refused.connect(self.refused)
        self._visit: Visit | None = None
        self._to: Patient | None = None
        self._before: QWidget | None = None
        self.move_people = MovePeople(theme)
        self.by = Entry(theme, _("Who withdrew it"), longest=80)
        self.what = Entry(theme, _("What was withdrawn"), _("everything, or one part of it"), longest=200)
        self.explained = Entry(theme, _("What was explained"), _("may stay blank"), longest=200)
        deeds: dict[str, Callable[[str], None]] = {
            AMEND: self._amend,
            VOID: self._void,
            MOVE: self._move,
            WITHDRAW: self._withdraw,
        }
        self.views = {
            AMEND: DeedView(theme, DEEDS[AMEND]),
            VOID: DeedView(theme, DEEDS[VOID]),
            MOVE: DeedView(theme, DEEDS[MOVE], beside=self.move_people),
            WITHDRAW: DeedView(theme, DEEDS[WITHDRAW], (self.by, self.what, self.explained)),
        }
        self.moved = MovedView(theme)
        for key, view in self.views.items():
            stack.addWidget(view)
            view.left.connect(self._go_back)
            view.wanted.connect(deeds[key])
        stack.addWidget(self.moved)
        self.moved.left.connect(self._go_back)
        self.moved.opened.connect(self._read_moved)
        self.move_people.searched.connect(self._find)
        self.move_people.chosen.connect(self._choose)

    def serve(self, today: TodayView, patient: PatientView, visit: VisitView) -> None:
        """Take what lists of visits and the visit itself ask for."""
        today.visit_opened.connect(self.open)
        patient.visit_opened.connect(self.open)
        patient.deeds_wanted.connect(lambda key, place: self._offer(key, place, patient, self._begin_with))
        visit.seal_bar.reading_wanted.connect(self.reading.open)
        self.reading.left.connect(visit.reload)
        self.reading.question_left.connect(visit.land)
        visit.seal_bar.fix.connect(visit.land)
        visit.deeds_wanted.connect(lambda key, place: self._offer(key, place, visit, self.begin))

    def open(self, key: str) -> None:
        """Show a visit; of one that was moved away only that it was."""
        visit = self._model.chart.orm.get(Visit, key)
        mark = visit.marks[-1] if visit is not None and visit.marks else None
        if visit is None or mark is None or mark.kind != MOVED:
            self.opened.emit(key)
            return
        self._visit = visit
        day = show_day(visit.opened_at.date())
        title = _("{visit} of {day} was moved on {when}.").format(
            visit=visit_title(visit), day=day, when=show_moment(mark.at)
        )
        self.moved.show_mark(title, f"{mark.reason}\n{mark.by}")
        self._show(self.moved)

    def _read_moved(self) -> None:
        assert self._visit is not None
        self.opened.emit(self._visit.id)

    def reasons_against(self, visit: Visit) -> dict[str, str]:
        """Why each deed is not offered for a visit; blank where it is."""
        said = {
            AMEND: why_not_amended(visit),
            VOID: why_not_marked(visit),
            MOVE: why_not_marked(visit),
            WITHDRAW: why_not_withdrawn(visit.consent),
        }
        return {key: said[key] or self._people.why_not(deed) for key, _words, deed in MENU}

    def _offer(self, key: str, place: QPoint, parent: QWidget, begin: Callable[[str, Visit], None]) -> None:
        visit = self._model.chart.orm.get(Visit, key)
        if visit is None:
            return
        against = self.reasons_against(visit)
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        for deed, words, _needs in MENU:
            action = menu.addAction(f"{_(words)}\t{against[deed]}" if against[deed] else _(words))
            action.setEnabled(not against[deed])
            action.setToolTip(against[deed])
            action.triggered.connect(lambda _checked=False, deed=deed: begin(deed, visit))
        if (allowed := self._allowed_use(visit)) is not None:
            action = menu.addAction(_("Take back a permission for photographs…"))
            action.triggered.connect(lambda: self._take_back(visit, allowed))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _allowed_use(self, visit: Visit) -> PhotoScope | None:
        """The first use of photographs that a sealed permission still allows, for whoever may write it down."""
        sheet = visit.photo_consent
        if sheet is None or sheet.signed_at is None or visit.marks or self._people.why_not("draft"):
            return None
        day = self._model.now().date()
        return next((scope for scope in sheet.scopes if scope.is_open(day)), None)

    def _take_back(self, visit: Visit, scope: PhotoScope) -> None:
        """To the line in which it is written down; the other uses stand beside it."""
        self.opened.emit(visit.id)
        self.field_wanted.emit(Finding(Level.NOTE, "", field="withdrawn_on", record_id=scope.id))

    def begin(self, deed: str, visit: Visit) -> None:
        """Show the sheet of a deed for a visit."""
        if why := self.reasons_against(visit)[deed]:
            self.refused.emit(why)
            return
        self._model.save()
        self._visit, self._to = visit, None
        view = self.views[deed]
        words = _("{visit} of {day}, {patient}").format(
            visit=visit_title(visit),
            day=show_day(visit.opened_at.date()),
            patient=isolated(visit.course.patient.display_name()),
        )
        view.show_visit(words, self._people.hint())
        if deed == MOVE:
            self.move_people.begin(self._facts(visit.course.patient))
        if deed == WITHDRAW:
            self.by.line.setText(visit.course.patient.display_name())
        self._show(view)
        view.setFocus()

    def _begin_with(self, deed: str, visit: Visit) -> None:
        """The same from a list, with the visit opened first: the banner above names no other than the sheet does."""
        self.opened.emit(visit.id)
        self.begin(deed, visit)

    def _find(self, typed: str) -> None:
        assert self._visit is not None
        today = self._model.now().date()
        found = [p for p in find_patients(self._model.chart.orm, typed, today) if p is not self._visit.course.patient]
        similar = alike(found)
        self.move_people.show_people([person_of(p, today, p.id in similar) for p in found] if typed.strip() else [])

    def _choose(self, key: str) -> None:
        self._to = self._model.chart.orm.get(Patient, key)
        self.move_people.right.show_person(self._facts(self._to) if self._to is not None else None)

    def _facts(self, patient: Patient) -> BannerData:
        return banner_of(patient, None, self._model.now().date(), False)

    def _amend(self, _secret: str) -> None:
        chart, now = self._model.chart, self._model.now()
        reason = self.views[AMEND].reason.text()
        self._do(AMEND, lambda visit: begin_amendment(chart, visit, reason, self._people.person, now))

    def _void(self, secret: str) -> None:
        chart, now = self._model.chart, self._model.now()
        view = self.views[VOID]
        if (proven := self._prove(view, secret)) is not None:
            self._do(VOID, lambda visit: void(chart, visit, view.reason.text(), proven, now).visit)

    def _move(self, secret: str) -> None:
        chart, now, to = self._model.chart, self._model.now(), self._to
        view = self.views[MOVE]
        if to is None:
            view.refuse(_("Find the right patient first."))
            self.move_people.setFocus()
            return
        if (proven := self._prove(view, secret)) is not None:
            self._do(MOVE, lambda visit: move(chart, visit, to, view.reason.text(), proven, now))

    def _withdraw(self, secret: str) -> None:
        chart, now = self._model.chart, self._model.now()
        view = self.views[WITHDRAW]
        if (proven := self._prove(view, secret)) is None:
            return

        def done(visit: Visit) -> Visit:
            assert visit.consent is not None
            said = (self.by.text(), self.what.text())
            withdraw_consent(chart, visit.consent, *said, proven.person, self.explained.text(), now)
            return visit

        self._do(WITHDRAW, done)

    def _prove(self, view: DeedView, secret: str) -> Proven | None:
        try:
            return self._people.prove(secret)
        except Known as refused:
            view.secret.refuse_for(str(refused), self._people.waiting())
            return None

    def _do(self, deed: str, done: Callable[[Visit], Visit]) -> None:
        assert self._visit is not None
        try:
            shown = done(self._visit)
        except Known as refused:
            self.views[deed].refuse(str(refused))
            return
        self._model.undo_stack.clear()
        self._model.save()
        self._before = None
        self.opened.emit(shown.id)

    def _show(self, view: QWidget) -> None:
        at = self._stack.currentWidget()
        if at not in {*self.views.values(), self.moved}:
            self._before = at
        self._stack.setCurrentWidget(view)

    def _go_back(self) -> None:
        if self._before is not None:
            self._stack.setCurrentWidget(self._before)
