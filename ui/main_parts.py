"""What the open clinic is made of: its screens, the desks that serve them, and where they stand in the window."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from charting.catalogue import suggestions
from charting.output.documents import KINDS
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.store.series import series_of
from charting.words import _
from ui.backup_desk import BackupDesk
from ui.chart_model import ChartModel
from ui.clock_desk import ClockDesk
from ui.file_dialogs import OfClinic
from ui.form_desk import FormDesk
from ui.glove_desk import GloveDesk
from ui.help_desk import HelpDesk
from ui.kept_back_desk import KeptBackDesk
from ui.new_patient_desk import NewPatientDesk
from ui.paper_check_desk import PaperCheckDesk
from ui.paper_desk import PaperDesk
from ui.parts.banner import PatientBanner
from ui.parts.emergency_button import EmergencyButton
from ui.parts.labels import FullLabel
from ui.parts.top_bar import TopBar
from ui.people_desk import PeopleDesk
from ui.photo_desk import PhotoDesk
from ui.places import PLACES
from ui.queue_desk import QueueDesk
from ui.records_desk import RecordsDesk
from ui.scan_desk import ScanDesk
from ui.sign_desk import SignDesk
from ui.theme import Theme
from ui.today_desk import TodayDesk
from ui.typing_desk import TypingDesk
from ui.veil import Veil
from ui.views.calculators_off import CalculatorsOff
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


class MainParts(OfClinic):
    """Builds screens and desks once; who is in hand and which screen is shown is decided further on."""

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
        self.series = series_of(chart.clinic().id)
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
        self._new_patient_desk = NewPatientDesk(self.model, self.new_patient, self.today.begun, self)
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
        shared = (theme, self.model, self.people, self._sign_desk.pack.prints, self._stack, self.banner, self)
        self.forms, self.queue = FormDesk(*shared), QueueDesk(*shared)
        self.queue.serve(self.today, self.settings.prints, self.forms)
        pack = self._sign_desk.pack
        self.kept_back = KeptBackDesk(self.model, pack, self.today, self.queue, self._trouble, self)
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
        self._mark_practice()

    def _mark_practice(self) -> None:
        """A practice clinic says so on every screen."""
        if self._practice:
            words = FullLabel(self._theme, _("PRACTICE"), px=13, weight=700, token="amber")
            self.top_bar.add_at_right(words)

    def _offers(self, name: str) -> list[str]:
        if name == "staff":
            return [person.name for person in self.chart.practitioners() if person.name]
        return suggestions(name) if name else []
