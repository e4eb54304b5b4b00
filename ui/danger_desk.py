"""What stands between a person and the clinic: each danger has its screen, and each screen its ways out."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from charting.dates import show_time
from charting.errors import CannotWrite, Known
from charting.paths import choose_folder, chosen_folder
from charting.store.openable import is_kept, require_openable
from charting.store.places import accept_place, acceptance
from charting.words import _
from ui.file_dialogs import ask_for_folder
from ui.theme import Theme
from ui.views import danger_words as words
from ui.views.danger import DangerView
from ui.views.danger_keep import KeepHereView

if TYPE_CHECKING:
    from charting.store.chart_session import ChartSession


class DangerDesk(QObject):
    """Shows dangers in the place of the clinic.

    `screen_made(widget)` is to be shown; `start_wanted(folder)` begins again there; `quit_wanted` closes the window;
    `restored(lines)` tells what a restore brought back, and `lost` that somebody gave up what could not be saved.
    `remembers` is whether a folder chosen here is opened again the next time.
    """

    screen_made = Signal(QWidget)
    start_wanted = Signal(object)
    restored = Signal(object)
    quit_wanted = Signal()
    lost = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], datetime], remembers: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._clock, self._remembers = theme, clock, remembers
        self._folder = Path()
        self._waiting: ChartSession | None = None
        self._covered: QWidget | None = None

    def stands_in_the_way(self, folder: Path) -> bool:
        """Show what keeps the clinic in `folder` from being opened or made; False when nothing does."""
        try:
            require_openable(folder, expected=self._remembers and chosen_folder() == folder)
        except Known as refused:
            return self.met(refused, folder)
        return False

    def met(self, error: Known, folder: Path) -> bool:
        """Show the screen of an error that opening `folder` met; False when it has none."""
        danger = words.danger_of(error, kept=is_kept(folder))
        if danger is None:
            return False
        self._folder = folder
        ways = {
            words.AGAIN: lambda: self.start_wanted.emit(folder),
            words.FOLDER: self._ask_folder,
            words.KEEP: lambda: self._ask_reason(str(error), lambda: self.met(error, folder)),
            words.RESTORE: lambda: self._offer_backups(folder, lambda: self.met(error, folder)),
            words.RESTORE_ELSEWHERE: lambda: self._restore_elsewhere(lambda: self.met(error, folder)),
            words.QUIT: self.quit_wanted.emit,
        }
        self._ask(danger, ways)
        return True

    def admit(self, chart: "ChartSession", enter: Callable[["ChartSession"], None]) -> None:
        """Hand an opened chart to `enter`, after the question about a clock that was set back."""
        if accepted := acceptance(chart.folder):
            chart.note("overridden", words=accepted)
        self._ask_of_clock(chart, enter)

    def ask_before_losing(self, chart: "ChartSession", covered: QWidget) -> None:
        """Ask what is to be done with what could not be saved; `covered` is the screen to come back to.

        Where that is this question itself, it is the screen the question covered.
        """
        if isinstance(covered, DangerView):
            covered.deleteLater()
        else:
            self._covered = covered
        since = chart.saved_at
        when = f"{show_time(since)}:{since:%S}" if since is not None else _("the clinic was opened")
        ways = {
            words.AGAIN: self.quit_wanted.emit,
            words.BACK: lambda: self.screen_made.emit(self._covered),
            words.LOSE: lambda: self._ask(words.losing_danger(when), ways),
            words.LOSE_NOW: self.lost.emit,
        }
        self._ask(words.unsaved_danger(when), ways)

    def let_go(self) -> None:
        """Close a chart that still waits for an answer."""
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None

    def _ask(self, danger: words.Danger, ways: dict[str, Callable[[], object]]) -> None:
        view = DangerView(self._theme, danger)
        view.chosen.connect(lambda code: ways[code]())
        self.screen_made.emit(view)

    def _ask_of_clock(self, chart: "ChartSession", enter: Callable[["ChartSession"], None]) -> None:
        from charting.store.clock import clock_finding

        behind = clock_finding(self._clock(), chart.last_entry())
        if behind is None:
            self._waiting = None
            enter(chart)
            return
        self._waiting = chart

        def go_on() -> None:
            self._waiting = None
            chart.note("accepted", words=_("{what}. The clock was said to be right.").format(what=behind.what))
            enter(chart)

        ways = {
            words.CLOCK_AGAIN: lambda: self._ask_of_clock(chart, enter),
            words.CLOCK_RIGHT: go_on,
            words.QUIT: self.quit_wanted.emit,
        }
        self._ask(words.clock_danger(f"{behind.what}."), ways)

    def _ask_folder(self) -> None:
        folder = self._chosen_folder(_("Folder of the clinic"))
        if folder is not None:
            self._remember(folder)
            self.start_wanted.emit(folder)

    def _remember(self, folder: Path) -> None:
        """Open this folder the next time. Where that cannot be written down, the same question comes again."""
        if self._remembers:
            with contextlib.suppress(CannotWrite):
                choose_folder(folder)

    def _chosen_folder(self, title: str) -> Path | None:
        """A folder that holds a clinic or nothing else; inside any other folder, one of its own."""
        parent = self.parent()
        folder = ask_for_folder(parent if isinstance(parent, QWidget) else None, "clinic", title)
        if folder is None:
            return None
        with contextlib.suppress(OSError):  # what cannot be looked into is refused with its reason
            return folder if is_kept(folder) or not any(folder.iterdir()) else folder / "Rootline"
        return folder

    def _ask_reason(self, why: str, back: Callable[[], object]) -> None:
        view = KeepHereView(self._theme, why)
        view.left.connect(back)
        view.decided.connect(lambda reason, name: self._keep_here(view, reason, name))
        self.screen_made.emit(view)

    def _keep_here(self, view: KeepHereView, reason: str, name: str) -> None:
        try:
            accept_place(self._folder, reason, name, self._clock())
        except Known as refused:
            view.refuse(str(refused))
            return
        self.start_wanted.emit(self._folder)

    def _restore_elsewhere(self, back: Callable[[], object]) -> None:
        folder = self._chosen_folder(_("Folder for the restored clinic"))
        if folder is not None:
            self._offer_backups(folder, back)

    def _offer_backups(self, folder: Path, back: Callable[[], object]) -> None:
        from ui.views.danger_restore import RestoreView

        view = RestoreView(self._theme, folder, self._folder, self._clock)
        view.left.connect(back)
        view.restored.connect(lambda said: self._restored(folder, said))
        self.screen_made.emit(view)

    def _restored(self, folder: Path, said: list[str]) -> None:
        if folder != self._folder:
            self._remember(folder)
        self.restored.emit(said)
        self.start_wanted.emit(folder)
