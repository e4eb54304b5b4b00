"""The window: first start or unlocking, then the clinic. Nothing here knows a record."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from charting.errors import Known
from charting.store.openable import is_kept
from charting.words import _
from ui.danger_desk import DangerDesk
from ui.emergency_overlay import EmergencyOverlay
from ui.parts.emergency_button import EmergencyBar
from ui.theme import Theme
from ui.views.first_start import Answers, FirstStartView
from ui.views.trouble import TroubleView
from ui.views.unlock import UnlockView

if TYPE_CHECKING:
    from charting.store.chart_session import ChartSession
    from ui.main_view import MainView
    from ui.views.rescue_desk import RescueDesk


class Shell(QMainWindow):
    """Holds one screen at a time. The title never names a patient."""

    def __init__(
        self,
        theme: Theme,
        folder: Path,
        *,
        practice: bool,
        clock: Callable[[], datetime],
        remembers: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._folder, self._practice, self._clock = theme, folder, practice, clock
        self._open_clinic: MainView | None = None
        self._restored_words = ""
        self.setWindowTitle(_("Rootline practice clinic") if practice else _("Rootline"))
        self.setMinimumSize(880, 500)
        self._emergency = EmergencyOverlay(theme, self, clock, self._desk)
        self.setMenuWidget(EmergencyBar(theme, self._emergency.open))
        self._dangers = DangerDesk(theme, clock, remembers, self)
        self._dangers.screen_made.connect(self._show)
        self._dangers.start_wanted.connect(self._start)
        self._dangers.restored.connect(self._note_restored)
        self._dangers.quit_wanted.connect(self.close)
        self._dangers.lost.connect(self._lose)
        self._start(folder)

    def _start(self, folder: Path) -> None:
        """Begin with the clinic of `folder`: what stands in the way, or its password, or first start."""
        self._folder = folder
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
        self.menuWidget().setVisible(self._desk() is None)
        screen.setFocus()
        self._emergency.offer()

    def _desk(self) -> "RescueDesk | None":
        """What the emergency card may know: nothing while the clinic is covered."""
        clinic = self._open_clinic
        return clinic.rescue if clinic is not None and self.centralWidget() is clinic else None

    def _ask_first_start(self) -> None:
        view = FirstStartView(self._theme, self._folder)
        view.answered.connect(self._found)
        self._show(view)

    def _ask_password(self) -> None:
        view = UnlockView(self._theme, self._clock)
        view.entered.connect(self._unlock)
        self._show(view)

    def _found(self, answers: Answers) -> None:
        from ui.opening import found

        try:
            chart = found(self._folder, answers)
        except Known as refused:
            if not self._dangers.met(refused, self._folder):
                self._refuse(str(refused))
            return
        self._open(chart)

    def _unlock(self, password: str) -> None:
        from charting.store.chart_session import ChartSession

        try:
            chart = ChartSession.open(self._folder, password)
        except Known as refused:
            if not self._dangers.met(refused, self._folder):
                self._refuse(str(refused))
            return
        self._open(chart)

    def _open_practice(self) -> None:
        from charting.practice.clinic import open_practice

        try:
            chart = open_practice(self._folder, self._clock())
        except Known as refused:
            if not self._dangers.met(refused, self._folder):
                self._show(TroubleView(self._theme, str(refused)))
            return
        self._open(chart)

    def _open(self, chart: "ChartSession") -> None:
        self._dangers.admit(chart, self._enter)

    def _enter(self, chart: "ChartSession") -> None:
        from ui.main_view import MainView

        if self._restored_words:
            chart.note("restore", words=self._restored_words)
            self._restored_words = ""
        self._open_clinic = MainView(self._theme, chart, self._clock)
        self._open_clinic.lock_wanted.connect(self._lock)
        self._open_clinic.restore_wanted.connect(self._restore)
        self._open_clinic.emergency_wanted.connect(self._emergency.open)
        self._show(self._open_clinic)
        self._open_clinic.today.finder.edit.setFocus()

    def _restore(self, file: Path, password: str) -> None:
        """Close the clinic, bring the backup in its place, and ask for the password again."""
        from charting.store.restore import restore

        clinic = self._open_clinic
        if clinic is None or not clinic.leave():
            return
        self._open_clinic = None
        try:
            restored = restore(file, password, self._folder, self._clock())
        except Known as refused:
            self._ask_password()
            self._refuse(str(refused))
            return
        self._note_restored(" ".join(restored.rehearsal.sentences()))
        self._ask_password()

    def _note_restored(self, words: str) -> None:
        """Have the next opening write down what was restored."""
        self._restored_words = words

    def _lock(self) -> None:
        """Cover the clinic. Drafts stay as they are; only the password uncovers them."""
        self.takeCentralWidget()
        view = UnlockView(self._theme, self._clock)
        view.entered.connect(self._uncover)
        self._show(view)

    def _uncover(self, password: str) -> None:
        from charting.store.chart_session import KEYS
        from charting.store.keys import unwrap_key

        try:
            unwrap_key(self._folder / KEYS, password)
        except Known as refused:
            self._refuse(str(refused))
            return
        if self._open_clinic is not None:
            self._show(self._open_clinic)

    def _refuse(self, why: str) -> None:
        view = self.centralWidget()
        if isinstance(view, FirstStartView | UnlockView):
            view.refuse(why)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._open_clinic is not None and not self._open_clinic.may_close():
            event.ignore()
            self._dangers.ask_before_losing(self._open_clinic.chart, self.takeCentralWidget())
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
