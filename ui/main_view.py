"""The open clinic: top bar, banner, and one of the screens below. It carries what one screen says to the others."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from charting.actions.patients import start_course
from charting.actions.visits import start_visit
from charting.catalogue import suggestions
from charting.dates import show_time
from charting.findings import Finding
from charting.output.documents import KINDS
from charting.records.base import Record
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.words import _
from ui.backup_desk import BackupDesk
from ui.chart_model import ChartModel
from ui.clock_desk import ClockDesk
from ui.glove_desk import GloveDesk
from ui.help_desk import HelpDesk
from ui.keys import bind_keys
from ui.new_patient_desk import NewPatientDesk
from ui.onward_desk import OnwardDesk
from ui.paper_check_desk import PaperCheckDesk
from ui.paper_desk import PaperDesk
from ui.parts.banner import PatientBanner
from ui.parts.emergency_button import EmergencyButton
from ui.parts.labels import FullLabel
from ui.parts.top_bar import TopBar
from ui.people_desk import PeopleDesk
from ui.photo_desk import PhotoDesk
from ui.places import PLACES
from ui.records_desk import RecordsDesk
from ui.scan_desk import ScanDesk
from ui.session_keys import SessionKeys
from ui.sign_desk import SignDesk
from ui.theme import Theme
from ui.today_desk import TodayDesk
from ui.typing_desk import TypingDesk
from ui.undo_desk import UndoDesk
from ui.veil import Veil
from ui.views.calculators_off import CalculatorsOff
from ui.views.describe import banner_of
from ui.views.new_patient import NewPatientView
from ui.views.patient_view import PatientView
from ui.views.photos import PhotosView
from ui.views.preview import PreviewView
from ui.views.rescue_desk import RescueDesk
from ui.views.said import SaidStrip
from ui.views.settings import SettingsView
from ui.views.sign_off import SignOffView
from ui.views.today import TodayView
from ui.views.visit_view import VisitView
from ui.visit_desk import VisitDesk


class MainView(QWidget):
    """One clinic, one patient at a time: opening another saves the first and leaves it."""

    lock_wanted = Signal(bool)
    restore_wanted = Signal(object, str)
    emergency_wanted = Signal()

    def __init__(self, theme: Theme, chart: ChartSession, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme, self.chart = theme, chart
        self.model = ChartModel(chart, clock, self)
        self._patient: Patient | None = None
        self._visit: Visit | None = None
        self._practice = bool(chart.clinic().practice)
        self.top_bar = TopBar(theme, PLACES)
        self.people = PeopleDesk(self.model, self.top_bar.user, self)
        self.banner = PatientBanner(theme)
        self._trouble = SaidStrip(theme)
        self.rescue = RescueDesk(theme, self.model, lambda: (self._patient, self._visit))
        self.top_bar.add_at_right(EmergencyButton(theme, self.emergency_wanted.emit))
        self.today = TodayView(theme)
        self.new_patient = NewPatientView(theme, self.model)
        self.patient = PatientView(theme, self.model, self._offers)
        self.visit = VisitView(theme, self.model, self._offers)
        self.clocks = ClockDesk(theme, self.model, self.visit, self.today, lambda: self._visit, self)
        self.top_bar.add_before_saved(self.clocks.chip)
        self.glove = GloveDesk(theme, self.model, self.people, lambda: self._visit, self)
        self.sign_off = SignOffView(theme, self.model)
        self.preview = PreviewView(theme, KINDS)
        self.photos = PhotosView(theme)
        self._new_patient_desk = NewPatientDesk(self.model, self.new_patient, self)
        self._sign_desk = SignDesk(self.model, self.sign_off, self.people, self)
        self._papers = PaperDesk(self.model, self.preview, self._sign_desk.pack.prints, self)
        self._photo_desk = PhotoDesk(self.model, self.photos, lambda: self.people.person, self)
        self.backups = BackupDesk(self.model, self)
        self._today_desk = TodayDesk(self.model, self.today, self.visit, self.people, self.backups, self.go, self)
        self.settings = SettingsView(theme, self.model, self.backups, self.people)
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(1, 1)  # each screen scrolls by itself; bar and banner are never squeezed
        screens = [self.today, self.new_patient, self.patient, self.visit, self.sign_off, self.preview, self.photos]
        for screen in (*screens, self.settings):
            self._stack.addWidget(screen)
        self.records = RecordsDesk(
            theme, self.model, self.people, self._stack, lambda: (self._patient, self._visit), self
        )
        self.records.serve(self.patient, self.visit, self.settings)
        self.deeds = VisitDesk(theme, self.model, self.people, self._stack, self)
        self.deeds.serve(self.today, self.patient, self.visit)
        self.typing = TypingDesk(theme, self.model, self)
        self.help = HelpDesk(theme, self._stack, self.visit, self)
        self.help.serve(self.today, self.settings, self.glove)
        self.checks = PaperCheckDesk(theme, self.model, self.settings.paper_card, self.photos, self)
        self.scans = ScanDesk(theme, self.model, self.people, self._stack, self.banner, self)
        self.scans.serve(self.today, self._today_desk, self.settings.scan_folder, self.checks.dropped, self.deeds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addWidget(self.banner)
        layout.addWidget(CalculatorsOff(theme))
        layout.addWidget(self._trouble)
        layout.addWidget(self.rescue)
        layout.addWidget(self.help.beside, 1)
        shown = self._stack, self.visit, self.banner, self.top_bar.finder
        self.veil = Veil(theme, *shown, self.glove, self.clocks, self)
        self._connect()
        self._mark_practice()
        self.go("today")
        self.chart.note("opened")
        self.model.save()
        self.backups.check()
        if self.chart.seal_trouble:
            self._trouble.stop(_("The audit trail does not fit its seal"), self.chart.seal_trouble)

    def may_close(self) -> bool:
        """Save, then let the window close; when the file cannot be written, stay."""
        if not self.model.save():
            return False
        self.backups.at_close()
        return self.leave()

    def leave(self) -> bool:
        """Save and close the chart without a backup, as before a restore; False when it cannot be saved."""
        self.records.close()
        for desk in (self.scans, self.clocks, self.backups, self._sign_desk.pack.prints):
            desk.rest()
        self.chart.note("closed")
        if not self.model.save():
            for desk in (self.scans, self.clocks, self.backups, self._sign_desk.pack.prints):
                desk.wake()
            return False
        self.chart.close()
        return True

    def tell(self, title: str, words: str) -> None:
        """Say something above every screen."""
        self._trouble.stop(title, words)

    def go(self, place: str) -> None:
        """Show a screen. Screens of a patient need one; a key in the wrong place says why."""
        if place in {"patient", "visit", "photos", "sign_off"} and self._patient is None:
            self._trouble.say(_("Find a patient first, F2."))
            return
        if place in {"visit", "photos", "sign_off"} and self._visit is None:
            self._trouble.say(_("Open or start a visit first."))
            return
        if why := self.people.why_not_there(place):
            self._trouble.say(why)
            return
        self.model.save()
        if place in {"visit", "photos", "sign_off"} and self._visit is not None:
            self.model.back_to_day(self._visit.opened_at.date())
        shown = {
            "today": self._show_today,
            "new_patient": self._show_new_patient,
            "patient": self._show_patient,
            "visit": lambda: self._stack.setCurrentWidget(self.visit),
            "photos": self._show_photos,
            "sign_off": self._show_sign_off,
            "settings": self._show_settings,
        }
        shown[place]()
        self._enable_places()
        self.top_bar.set_current({"new_patient": "today", "photos": "visit"}.get(place, place))
        self.banner.setVisible(place not in {"today", "new_patient", "settings"})
        self._show_banner()
        self.rescue.refresh()

    def open_patient(self, key: str) -> None:
        """Open a patient's chart; what was open before is saved to its own patient first."""
        patient = self.chart.orm.get(Patient, key)
        if patient is None:
            return
        self.model.save()
        self._patient, self._visit = patient, None
        self.model.set_day(None)
        self.records.viewed(patient)
        self.go("patient")

    def open_visit(self, key: str) -> None:
        """Open a visit with its patient."""
        visit = self.chart.orm.get(Visit, key)
        if visit is None:
            return
        if why := self.people.why_not_open(visit):
            self._trouble.say(why)
            return
        self.model.save()
        self._patient, self._visit = visit.course.patient, visit
        self.model.set_day(visit.opened_at.date())
        self.records.viewed(visit)
        self.visit.open_visit(visit)
        if self.people.may("draft"):
            self.go("visit")
        else:
            self.banner.show()
            self._show_banner()
            self._show_preview()

    def _connect(self) -> None:
        self.top_bar.place_chosen.connect(self.go)
        self.top_bar.search_entered.connect(self._find_from_bar)
        self.top_bar.lock_pressed.connect(lambda: self.lock_wanted.emit(False))
        self.settings.backups.restore_wanted.connect(self.restore_wanted)
        self.people.menu_chosen.connect(self._follow_menu)
        self.people.switched.connect(self._work_with_another)
        self.today.person_opened.connect(self.open_patient)
        self.deeds.opened.connect(self.open_visit)
        self.clocks.opened.connect(self.open_visit)
        self.clocks.went.connect(self.go)
        self.clocks.shifted.connect(self._trouble.stop)
        for desk in (self.clocks, self.deeds, self.records, self.scans):
            desk.refused.connect(self._trouble.say)
        self.today.new_patient.connect(lambda: self.go("new_patient"))
        self._new_patient_desk.opened.connect(self.open_patient)
        self.new_patient.left.connect(lambda: self.go("today"))
        self.patient.visit_wanted.connect(self._start_visit)
        OnwardDesk(self.model, self.visit, self.glove, self).serve(self.patient, self._start_visit)
        self.visit.photos_wanted.connect(lambda: self.go("photos"))
        self.photos.left.connect(lambda: self.go("visit"))
        self.visit.finished.connect(lambda: self.go("sign_off"))
        self.sign_off.fix.connect(self._fix)
        self._sign_desk.refused.connect(self._trouble.stop)
        self._sign_desk.signed.connect(self._after_signing)
        self.sign_off.paper_wanted.connect(self._show_preview)
        self.preview.left.connect(lambda: self.go("sign_off" if self.people.may("draft") else "patient"))
        self.today.notice.pressed.connect(lambda: self._follow_menu("people"))
        self.today.backups_wanted.connect(lambda: self._follow_menu("backups"))
        self.preview.wanted.connect(self._set_paper)
        self.model.saved.connect(self._saved)
        self.model.not_saved.connect(lambda words: self._trouble.stop(_("Not saved"), words))
        self.model.edited.connect(self._edited)
        sheets = SessionKeys(self.visit, self.go, self._trouble.say, self)
        self.glove.serve(self.visit, self.go, self._trouble.say, self.emergency_wanted.emit, self._fix, sheets)
        undo = UndoDesk(self.model, self._trouble.say, self._land, self)
        own = {
            "find": self._focus_finder,
            "clock": self.clocks.jump,
            "lock": lambda: self.lock_wanted.emit(False),
            "save": self.model.save,
            "papers": self._show_preview,
            "glove": self.glove.toggle,
            "scans": self.scans.show,
        }
        bind_keys(self, self.go, {**own, **sheets.acts(), **undo.acts(), **self.help.acts()})

    def _mark_practice(self) -> None:
        """A practice clinic says so on every screen."""
        if self._practice:
            words = FullLabel(self._theme, _("PRACTICE"), px=13, weight=700, token="amber")
            self.top_bar.add_at_right(words)

    def _follow_menu(self, key: str) -> None:
        if key in {"lock", "switch"}:
            self.lock_wanted.emit(key == "switch")
            return
        self.go("settings")
        self.settings.open_page(key if key != "settings" else "house")

    def _work_with_another(self) -> None:
        """Somebody else works: the chart stays where it was, as far as that person may see it."""
        at = self._stack.currentWidget()
        if not self.people.may("draft") and at in {self.visit, self.photos, self.sign_off, self.preview}:
            self.go("today")
        elif at in {self.sign_off, self.settings, self.patient, self.today}:
            self.go(next(name for name in ("sign_off", "settings", "patient", "today") if getattr(self, name) is at))

    def _enable_places(self) -> None:
        self.top_bar.set_enabled("patient", self._patient is not None)
        for place in ("visit", "sign_off"):
            self.top_bar.set_enabled(place, self._visit is not None)

    def _offers(self, name: str) -> list[str]:
        if name == "staff":
            return [person.name for person in self.chart.practitioners() if person.name]
        return suggestions(name) if name else []

    def _show_banner(self) -> None:
        if self._patient is not None:
            today = self.model.now().date()
            self.banner.set_data(banner_of(self._patient, self._visit, today, self._practice))

    def _show_today(self) -> None:
        self.model.set_day(None)
        self.people.warn(self.today.notice)
        self._today_desk.show_day()
        self._stack.setCurrentWidget(self.today)
        self.today.finder.edit.setFocus()

    def _find_from_bar(self, typed: str) -> None:
        self.go("today")
        self.today.finder.edit.setText(typed)
        self._today_desk.find(typed)
        self.top_bar.finder.edit.clear()

    def _focus_finder(self) -> None:
        self.go("today")
        self.today.finder.edit.selectAll()

    def _show_new_patient(self) -> None:
        self.model.set_day(None)
        self._patient = self._visit = None
        self._stack.setCurrentWidget(self.new_patient)
        self.new_patient.start()

    def _show_patient(self) -> None:
        assert self._patient is not None
        self.patient.set_clinical(self.people.may("draft"))
        self.patient.show_patient(self._patient)
        self._stack.setCurrentWidget(self.patient)
        self.patient.kind.setFocus()

    def _start_visit(self, kind: str) -> None:
        if why := self.people.why_not("draft"):
            self._trouble.say(why)
            return
        patient, now = self._patient, self.model.now()
        assert patient is not None
        course = patient.courses[-1] if patient.courses else None
        if course is None or (kind != "review" and course.modality not in {kind, None}):
            course = start_course(self.chart, patient, kind if kind != "review" else None, now.date())
        visit = start_visit(self.chart, course, kind, self.people.person, now)
        self.model.save()
        self.open_visit(visit.id)

    def _show_photos(self) -> None:
        assert self._visit is not None
        self._photo_desk.show_visit(self._visit)
        self._stack.setCurrentWidget(self.photos)

    def _show_sign_off(self) -> None:
        assert self._visit is not None
        self._sign_desk.show_visit(self._visit)
        self._stack.setCurrentWidget(self.sign_off)

    def _show_settings(self) -> None:
        self.settings.show_settings()
        self._stack.setCurrentWidget(self.settings)

    def _fix(self, finding: Finding) -> None:
        self.go("visit")
        if not self.visit.land(finding):
            self.go("patient")
            self.patient.land(finding)

    def _land(self, finding: Finding) -> None:
        for screen in (self.visit, self.patient):
            if screen.isVisible():
                screen.land(finding)

    def _after_signing(self) -> None:
        assert self._visit is not None
        self._saved(self.chart.saved_at)
        self.visit.open_visit(self._visit)
        self.go("sign_off")

    def _show_preview(self) -> None:
        if self._visit is None:
            self._trouble.say(_("Open a visit first; its papers are printed from there."))
            return
        self.model.save()
        self._stack.setCurrentWidget(self.preview)
        self.top_bar.set_current("sign_off")
        self._set_paper(KINDS[0][0])

    def _set_paper(self, kind: str) -> None:
        assert self._visit is not None
        self.records.viewed_paper(self._visit, kind)
        self._papers.set_paper(kind, self._visit, self.people.person.name or "")

    def _edited(self, record: Record, _name: str) -> None:
        if record is not self.new_patient.patient:
            self._show_banner()

    def _saved(self, moment: datetime | None) -> None:
        if moment is not None:
            self.top_bar.set_saved(_("Saved {time}").format(time=f"{show_time(moment)}:{moment:%S}"))
        self._trouble.hide()
