"""The window: first start or unlocking, then the clinic. Nothing here knows a record."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from charting.errors import Known
from charting.store.door import Door, MustWait
from charting.store.files import KEYS
from charting.store.key_file import PERSON, read_slots
from charting.store.openable import is_kept
from charting.words import _
from ui.danger_desk import DangerDesk
from ui.door_help import DoorHelp
from ui.emergency_overlay import EmergencyOverlay
from ui.idle import IdleWatch, run_time
from ui.parts.emergency_button import EmergencyBar
from ui.parts.person_tiles import Worker
from ui.parts.second_click import SecondClick
from ui.theme import Theme
from ui.views.first_start import Answers, FirstStartView
from ui.views.trouble import TroubleView
from ui.views.unlock import UnlockView

if TYPE_CHECKING:
    from charting.store.chart_session import ChartSession
    from charting.store.recovery_key import RecoveryKey
    from ui.covering import Covering
    from ui.main_view import MainView
    from ui.views.rescue_desk import RescueDesk


class Shell(QMainWindow):
    """Holds one screen at a time. The title never names a patient.

    `run_clock` gives seconds that nobody can set, for the lock and for waiting after wrong passwords.
    """

    def __init__(
        self,
        theme: Theme,
        folder: Path,
        *,
        practice: bool,
        clock: Callable[[], datetime],
        remembers: bool = False,
        run_clock: Callable[[], float] = run_time,
    ) -> None:
        super().__init__()
        self._theme, self._folder, self._practice, self._clock = theme, folder, practice, clock
        self._open_clinic: MainView | None = None
        self._covering: Covering | None = None
        self._run_clock = run_clock
        self._door = Door(folder, run_clock)
        self._restored: list[str] = []
        self._covered_on: date | None = None
        self.setWindowTitle(_("Rootline practice clinic") if practice else _("Rootline"))
        self.setMinimumSize(660, 350)  # 1366 × 768 at 200 %, less a task bar
        self._emergency = EmergencyOverlay(theme, self, clock, self._desk, self._patient_reads)
        self._help = DoorHelp(theme, self)
        self.setMenuWidget(EmergencyBar(theme, self._emergency.open))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.idle = IdleWatch(application, self._idle_limit, run_clock, self, self._lift_veil)
        self.idle.idle.connect(self._tire)
        SecondClick(application, self)
        self._dangers = DangerDesk(theme, clock, remembers, self)
        self._dangers.screen_made.connect(self._show)
        self._dangers.start_wanted.connect(self._start)
        self._dangers.restored.connect(self._note_restored)
        self._dangers.quit_wanted.connect(self.close)
        self._dangers.lost.connect(self._lose)
        self._start(folder)

    def _start(self, folder: Path) -> None:
        """Begin with the clinic of `folder`: what stands in the way, or its password, or first start."""
        if folder != self._folder:
            self._folder, self._door = folder, Door(folder, self._run_clock)
        if self._practice:
            self._show(QWidget())
            QTimer.singleShot(0, self._open_practice)
        elif self._dangers.stands_in_the_way(folder):
            return
        elif is_kept(folder):
            self._ask_password()
        else:
            self._ask_first_start()

    def screen_in_view(self) -> QWidget:
        """The screen on show."""
        return self.centralWidget()

    def _show(self, screen: QWidget) -> None:
        self.setCentralWidget(screen)
        screen.show()
        self.menuWidget().setVisible(self._desk() is None)
        screen.setFocus()
        self._emergency.offer()
        self._help.follow()

    def _take_off(self) -> QWidget:
        """Take the screen in view off the window, to be shown again later.

        It is hidden on purpose: Qt may still have it in hand to show what was put into the window a moment ago, and
        would show it beside the lock, as a window of its own.
        """
        screen = self.takeCentralWidget()
        screen.hide()
        return screen

    def _desk(self) -> "RescueDesk | None":
        """What the emergency card may know: nothing while the clinic is covered."""
        clinic = self._open_clinic
        return clinic.rescue if clinic is not None and self.centralWidget() is clinic else None

    def _patient_reads(self) -> bool:
        """Whether a patient holds the screen."""
        clinic = self._open_clinic
        return clinic is not None and clinic.deeds.reading.is_open()

    def _ask_first_start(self) -> None:
        view = FirstStartView(self._theme, self._folder)
        view.answered.connect(self._found)
        self._show(view)

    def _ask_password(self) -> None:
        view = UnlockView(self._theme, self._clock, self._workers())
        view.entered.connect(lambda who, password: self._once_shown(view, lambda: self._unlock(who, password)))
        view.recovered.connect(self._recover)
        self._show(view)
        view.wait(self._door.waiting())
        if self._restored:
            view.tell(self._restored[0], " ".join(self._restored[1:]))

    def _workers(self) -> list[Worker]:
        """Who may come in, as the key file names them."""
        try:
            slots = read_slots(self._folder / KEYS)
        except Known:
            return []
        return [Worker(slot.id, slot.name) for slot in slots if slot.kind == PERSON and slot.id]

    def _found(self, answers: Answers) -> None:
        from ui.opening import found

        try:
            chart, key = found(self._folder, answers, self._clock())
        except Known as refused:
            self._refuse(refused)
            return
        self._dangers.admit(chart, lambda chart: self._open(chart, key))

    def _once_shown(self, view: UnlockView, enter: Callable[[], None]) -> None:
        """Opening takes seconds and the window stands still: it says so first."""
        view.show_opening(True)
        try:
            enter()
        finally:
            if self.centralWidget() is view:
                view.show_opening(False)

    def _unlock(self, who: str, password: str) -> None:
        from charting.actions.entering import enter

        try:
            chart = enter(self._folder, password, who or None, self._clock(), self._door)
        except Known as refused:
            self._refuse(refused)
            return
        self._dangers.admit(chart, self._open)

    def _recover(self, typed: str, password: str) -> None:
        from charting.actions.entering import enter_with_recovery_key

        try:
            chart = enter_with_recovery_key(self._folder, typed, password, self._clock(), self._door)
        except Known as refused:
            self._refuse(refused)
            return
        self._dangers.admit(chart, self._open)

    def _open_practice(self) -> None:
        from charting.practice.clinic import open_practice

        try:
            chart = open_practice(self._folder, self._clock())
        except Known as refused:
            if not self._dangers.met(refused, self._folder):
                self._show(TroubleView(self._theme, str(refused)))
            return
        self._dangers.admit(chart, self._open)

    def _open(self, chart: "ChartSession", key: "RecoveryKey | None" = None) -> None:
        from ui.main_view import MainView

        self._restored = []
        self._open_clinic = MainView(self._theme, chart, self._clock)
        self._open_clinic.lock_wanted.connect(self._lock)
        self._open_clinic.restore_wanted.connect(self._restore)
        self._open_clinic.emergency_wanted.connect(self._emergency.open)
        if key is None:
            self._go_in()
            return
        view = self._open_clinic.people.recovery_view(self._theme, key)
        view.left.connect(self._go_in)
        self._show(view)

    def _go_in(self) -> None:
        clinic = self._open_clinic
        assert clinic is not None
        self._show(clinic)
        clinic.go("today")
        self.idle.begin()

    def _restore(self, file: Path, password: str) -> None:
        """Close the clinic, bring the backup in its place, and ask for the password again."""
        from charting.actions.restoring import require_owner
        from charting.store.restore import restore

        clinic = self._open_clinic
        if clinic is None:
            return
        if why := clinic.people.why_not("restore"):
            clinic.tell(_("Not restored"), why)
            return
        by = clinic.people.person.name or ""
        if not clinic.leave():
            return
        self._open_clinic = None
        try:
            restored = restore(file, password, self._folder, self._clock(), by=by, allow=require_owner)
        except Known as refused:
            self._ask_password()
            self._refuse(refused)
            return
        self._note_restored(restored.lines())
        self._ask_password()

    def _note_restored(self, words: list[str]) -> None:
        """Say at the door that a backup was restored, until somebody has come in."""
        self._restored = words

    def _idle_limit(self) -> float | None:
        """An open clinic covers itself; not under the emergency card, which is read while nobody has a hand free."""
        clinic = self._open_clinic
        if clinic is None or self.centralWidget() is not clinic or self._emergency.is_open():
            return None
        return clinic.people.idle_seconds()

    def _tire(self) -> None:
        """Nobody touches anything: cover names while somebody is treated, else everything."""
        clinic = self._open_clinic
        if clinic is not None and clinic.veil.holds(self.idle.untouched()):
            clinic.veil.drop()
        else:
            self._lock()

    def _lift_veil(self, touch: QEvent) -> bool | None:
        clinic = self._open_clinic
        if clinic is not None and clinic.veil.down:
            return clinic.veil.lift(touch)
        return self._emergency.heard(touch)

    def _lock(self, somebody_else: bool = False) -> None:
        """Cover the clinic. Drafts stay as they are, to the cursor in a half-typed word."""
        from ui.covering import Covering

        clinic = self._open_clinic
        if clinic is None or self.centralWidget() is not clinic:
            return
        if self._covering is None:
            self._covering = Covering(self._theme, self._clock, self)
            self._covering.uncovered.connect(self._uncover)
        clinic.veil.lift()
        self._covered_on = self._clock().date()
        self._covering.prepare()
        clinic.model.save()
        self._take_off()
        view = self._covering.cover(clinic.people, somebody_else=somebody_else)
        clinic.clocks.serve_lock(view.running)
        self._show(view)

    def _uncover(self) -> None:
        if self._open_clinic is None or self._covering is None:
            return
        self._show(self._open_clinic)
        if self._covered_on != self._clock().date() and not self._open_clinic.glove.is_open():
            self._open_clinic.go("today")  # nobody begins a day in yesterday's chart
        else:
            self._covering.restore_focus()
        self.idle.begin()

    def _refuse(self, why: Known) -> None:
        """Say why there is no way in: on a screen of its own, or beside the field."""
        if self._dangers.met(why, self._folder):
            return
        view = self.centralWidget()
        if isinstance(view, FirstStartView):
            view.refuse(str(why))
        elif isinstance(view, UnlockView):
            view.refuse("" if isinstance(why, MustWait) else str(why), self._door.waiting())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._open_clinic is not None and not self._open_clinic.may_close():
            event.ignore()
            self._dangers.ask_before_losing(self._open_clinic.chart, self._take_off())
            return
        self._dangers.let_go()
        super().closeEvent(event)

    def _lose(self) -> None:
        """Close although the file cannot be written: somebody said twice that what is not saved may go."""
        clinic, self._open_clinic = self._open_clinic, None
        if clinic is not None:
            clinic.chart.close()
            clinic.deleteLater()
        self.close()
