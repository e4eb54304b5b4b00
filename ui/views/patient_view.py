"""One patient: who they are and what they bring along; their course, and the visits so far."""

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.carry_source import known_protocol
from charting.actions.print_jobs import handed_line
from charting.findings import Finding, Level
from charting.records.base import Record, findings
from charting.records.course import Course
from charting.records.interval_ahead import interval_ahead
from charting.records.patient import Patient
from charting.records.visit import VISIT_KINDS
from charting.words import _
from ui.binding.form import Form
from ui.binding.grid import Offers
from ui.chart_model import ChartModel
from ui.forms import course as course_form
from ui.forms import patient as patient_form
from ui.parts.buttons import LinkButton, MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.place_tab import PlaceTab
from ui.parts.strip import WarningStrip
from ui.parts.tap_choice import TapChoice
from ui.step_toast import StepToast
from ui.theme import Theme
from ui.views.describe import visit_row
from ui.views.scroll import Centre
from ui.views.standing_words import in_order
from ui.views.visit_list import VisitList

WIDE, BESIDE, ANY = 1100, 800, 16_777_215
LEAST_VISITS = 150
CHART, PLAN, VISITS = "chart", "plan", "visits"


class PatientView(QWidget):
    """`visit_opened(id)` follows a row, `visit_wanted(kind)` the button, the others the links above the chart.

    `same_wanted(kind)` is a new visit that begins with the answers of the last one, or as the house does it.
    """

    visit_opened = Signal(str)
    deeds_wanted = Signal(str, QPoint)
    visit_wanted = Signal(str)
    same_wanted = Signal(str)
    history_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, theme: Theme, model: ChartModel, offers: Offers) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self._patient: Patient | None = None
        self.form = Form(theme, Patient, model, patient_form.compose, offers)
        self.course_form = Form(theme, Course, model, course_form.compose, offers)
        self.identity_form = Form(theme, Patient, model, patient_form.compose_identity, offers)
        self._clinical, self._page = True, CHART
        self._chart = Centre(self.form, _("Patient"))
        self._identity = Centre(self.identity_form, _("Patient"))
        self._identity.hide()
        self._plan = Centre(self.course_form, _("Course"))
        self._plan.hide()
        self._chart_tab = PlaceTab(theme, _("Chart"))
        self._plan_tab = PlaceTab(theme, _("Course plan"))
        self._chart_tab.clicked.connect(lambda: self.show_plan(False))
        self._plan_tab.clicked.connect(lambda: self.show_plan(True))
        self._visits_tab = PlaceTab(theme, _("Visits"))
        self._visits_tab.clicked.connect(lambda: self._show_visits(True))
        self.kind = TapChoice(
            theme, [(c.code, VISIT_KINDS.label(c.code)) for c in VISIT_KINDS.offered()], name=_("Kind of visit")
        )
        self.start = MainButton(theme, _("&Start visit"))
        self.start.clicked.connect(lambda: self._start(self.visit_wanted))
        self.start_same = PlainButton(theme, "", icon="history", accent=True)
        self.start_same.clicked.connect(lambda: self._start(self.same_wanted))
        self._hint = Label(theme, "", px=12, token="ink3", wrap=True)
        self._visits = VisitList(theme, compact=True)
        self._visits.opened.connect(self.visit_opened)
        self._visits.deeds_wanted.connect(self.deeds_wanted)
        new_card = Card(theme, _("New visit"), rail=True)
        self.too_soon = WarningStrip(theme, "warn", "")
        self.too_soon.hide()
        new_card.body.addWidget(self.kind)
        new_card.body.addWidget(self.too_soon)
        new_card.body.addWidget(self._hint)
        new_card.body.addWidget(self.start_same)
        new_card.body.addWidget(self.start)
        self._visits_card = Card(theme, _("Visits"), rail=True)
        self._visits_card.body.addWidget(Centre(self._visits, _("Visits")), 1)
        rail = QVBoxLayout()
        rail.setSpacing(12)
        rail.addWidget(new_card)
        rail.addWidget(self._visits_card, 1)
        holder = QWidget()
        holder.setLayout(rail)
        self._visits_card.setMinimumHeight(LEAST_VISITS)
        self._rail = Centre(holder, _("Visits"))
        rail.setContentsMargins(0, 0, 0, 0)
        tabs = QHBoxLayout()
        tabs.setSpacing(18)
        tabs.addWidget(self._chart_tab)
        tabs.addWidget(self._plan_tab)
        tabs.addWidget(self._visits_tab)
        tabs.addStretch(1)
        self.history = LinkButton(theme, _("&History"), icon="history")
        self.history.clicked.connect(self.history_wanted)
        self.export = LinkButton(theme, _("&Export"), icon="save")
        self.export.clicked.connect(self.export_wanted)
        tabs.addWidget(self.history)
        tabs.addWidget(self.export)
        self._toast = StepToast(theme, model, self)
        self._middle = QWidget()
        centre = QVBoxLayout(self._middle)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addWidget(self._chart, 1)
        centre.addWidget(self._identity, 1)
        centre.addWidget(self._plan, 1)
        centre.addWidget(self._toast, 0, Qt.AlignmentFlag.AlignLeft)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 16, 16)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        grid.addLayout(tabs, 0, 0)
        grid.addWidget(self._middle, 1, 0)
        self._grid, self._at = grid, (0, 1, 2, 1)
        grid.addWidget(self._rail, *self._at)
        model.edited.connect(self._edited)
        self.kind.picked.connect(lambda _value: self._offer_same())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle()
        super().resizeEvent(event)

    @property
    def patient(self) -> Patient | None:
        """The patient on show."""
        return self._patient

    def show_patient(self, patient: Patient) -> None:
        """Show a patient, from the top."""
        self._patient = patient
        self.form.set_record(patient if self._clinical else None, False)
        self.identity_form.set_record(None if self._clinical else patient, False)
        course = patient.courses[-1] if patient.courses and self._clinical else None
        self.course_form.set_record(course, False)
        self._plan_tab.setVisible(course is not None)
        self._show_visits(self.width() < BESIDE)
        modality = course.modality if course is not None else None
        self.kind.set_value(modality)
        self._hint.setText("")
        self.refresh()

    def say(self, words: str) -> None:
        """Say something at the foot of the chart."""
        self._toast.show_message(words, undo=False)

    def set_clinical(self, clinical: bool) -> None:
        """Show the whole chart, or only who somebody is, for a role that writes no visits. `show_patient` follows."""
        self._clinical = clinical

    def show_plan(self, plan: bool) -> None:
        """Show the plan of the course, or the chart."""
        self._page = PLAN if plan else CHART
        self._settle()

    def _show_visits(self, shown: bool) -> None:
        self._page = VISITS if shown else CHART
        self._settle()

    def _settle(self) -> None:
        """The visits beside the chart; where there is no room for both, behind a tab of their own."""
        beside = self.width() >= BESIDE
        page = CHART if beside and self._page == VISITS else self._page
        self._rail.setMinimumWidth(330 if self.width() >= WIDE else 262 if beside else 0)
        self._rail.setMaximumWidth(330 if self.width() >= WIDE else 262 if beside else ANY)
        place = (0, 1, 2, 1) if beside else (1, 0, 1, 1)
        if place != self._at:
            self._at = place
            self._grid.addWidget(self._rail, *place)
        self._rail.setVisible(beside or page == VISITS)
        self._middle.setVisible(page != VISITS)
        self._visits_tab.setVisible(not beside)
        self._plan.setVisible(page == PLAN)
        self._chart.setVisible(page == CHART and self._clinical)
        self._identity.setVisible(page != VISITS and not self._clinical)
        for tab, shows in ((self._chart_tab, CHART), (self._plan_tab, PLAN), (self._visits_tab, VISITS)):
            tab.setChecked(page == shows)

    def refresh(self) -> None:
        """Show the visits and what is open."""
        if self._patient is None:
            return
        context = self._model.context()
        visits = [visit for course in self._patient.courses for visit in course.visits]
        self._visits.show_visits(
            [visit_row(visit, handed_line(self._model.chart, visit)) for visit in in_order(visits)]
        )
        self._visits_card.set_meta(str(len(visits)) if visits else "")
        self.form.show_findings(findings(self._patient, context))
        self._offer_same()

    def land(self, finding: Finding) -> None:
        """Put the cursor into the field of the patient or the course that a finding speaks of."""
        course = self.course_form.focus_on(finding.record_id, finding.field)
        self.show_plan(course)
        form = self.course_form if course else self.form
        form.focus_on(finding.record_id, finding.field)

    def _edited(self, record: Record, name: str) -> None:
        if self.isVisible() and self._patient is not None:
            self.form.show_stored(record, name)
            self.identity_form.show_stored(record, name)
            self.course_form.show_stored(record, name)
            self.form.show_findings(findings(self._patient, self._model.context()))

    def _offer_same(self) -> None:
        """Offer to begin as last time where there is one of the chosen kind, the patient's own or the house's."""
        self._hint.setText("")
        kind, person = self.kind.value(), self._model.chart.at_work
        known = ""
        if self._patient is not None and isinstance(kind, str):
            known = known_protocol(self._patient, kind, person.signature_line() if person is not None else None)
        words = {"own": _("Start as last time"), "house": _("Start as the house does it")}.get(known, "")
        if words:
            self.start_same.set_text(words)
        self.start_same.setVisible(bool(words))
        self._say_interval(kind)

    def _say_interval(self, kind: object) -> None:
        """Say before anything is begun that the last treatment was too short or too long ago."""
        found: list[Finding] = []
        if self._patient is not None and isinstance(kind, str):
            found = list(interval_ahead(self._patient, kind, self._model.now()))
        self.too_soon.setVisible(bool(found))
        if not found:
            return
        stopped = any(finding.level is not Level.WARN for finding in found)
        said = [(finding.what, f"{finding.why}. {finding.next_step}") for finding in found]
        rest = [words for what, why in said[1:] for words in (what, why)]
        self.too_soon.set_message("stop" if stopped else "warn", said[0][0], "\n".join((said[0][1], *rest)))

    def _start(self, wanted: SignalInstance) -> None:
        kind = self.kind.value()
        if not isinstance(kind, str):
            self._hint.setText(_("Choose the kind of visit first."))
            self.kind.setFocus()
            return
        wanted.emit(kind)
