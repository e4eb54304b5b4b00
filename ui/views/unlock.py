"""The door: who comes in, with the password, or with the recovery key. Shows no patient's name."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import LinkButton, MainButton
from ui.parts.labels import Label
from ui.parts.person_tiles import PersonTiles, Worker
from ui.parts.standing_clock import StandingClock
from ui.parts.starting import Starting
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.door_layout import DoorLayout, scrolled
from ui.views.recovery_entry import RecoveryEntry
from ui.views.secret_entry import SecretEntry


class UnlockView(Starting):
    """`entered(who, password)`: `who` is a key of `workers`, blank where the file names nobody.

    `recovered(recovery_key, password)` carries the recovery key as typed and a new password for the owner.
    """

    help_id = "unlock"
    entered = Signal(str, str)
    recovered = Signal(str, str)

    def __init__(self, theme: Theme, clock: Callable[[], datetime], workers: Sequence[Worker] = ()) -> None:
        super().__init__()
        self.people = PersonTiles(theme, workers, _("Who comes in"))
        self.people.picked.connect(self._pick)
        self.password = SecretEntry(theme, _("Password"))
        self.password.given.connect(self._enter)
        self.password.waited.connect(self._settle)
        self._button = MainButton(theme, _("Open the clinic"), key_hint="Enter")
        self._button.clicked.connect(self.password.give)
        self.recovery = RecoveryEntry(theme)
        self.recovery.given.connect(self.recovered)
        self.recovery.left.connect(lambda: self._show(0))
        self._ways = QStackedWidget()
        self._ways.addWidget(self._usual_way(theme, workers))
        self._ways.addWidget(self.recovery)
        self.said = WarningStrip(theme, "verified", "")
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(16, 10, 16, 0)
        above.addWidget(self.said)
        layout.addLayout(above)
        layout.addWidget(DoorLayout(StandingClock(theme, clock), self._ways), 1)
        if workers:
            self.people.choose(workers[0].key)
        self.start_at(self.password)

    def tell(self, what: str, words: str) -> None:
        """Say above the door what was done to the clinic."""
        self.said.set_message("verified", what, words)
        self.said.show()

    def choose(self, who: str) -> None:
        """Show somebody as chosen."""
        self.people.choose(who)

    def show_opening(self, opening: bool) -> None:
        """Say that the password was taken and the clinic is being opened."""
        self._button.set_text(_("Opening…") if opening else _("Open the clinic"))
        self._button.setEnabled(not opening and not self.password.waiting)
        if opening:
            self._button.repaint()  # at once: nothing else is painted before the clinic is open

    def refuse(self, why: str, seconds: float = 0) -> None:
        """Say why the clinic stays closed, and for how many seconds nothing more is taken."""
        if self._ways.currentIndex():
            self.recovery.refuse(why, seconds)
        else:
            self.password.refuse_for(why, seconds)
        self._settle()

    def wait(self, seconds: float) -> None:
        """Take nothing for so many seconds."""
        self.password.wait(seconds)
        self.recovery.wait(seconds)

    def _usual_way(self, theme: Theme, workers: Sequence[Worker]) -> QWidget:
        way = QWidget()
        column = QVBoxLayout(way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        title = _("Who is working?") if workers else _("Open the clinic")
        column.addWidget(Label(theme, title, px=20, weight=600))
        if workers:
            column.addWidget(scrolled(self.people))
        column.addWidget(self.password)
        foot = QHBoxLayout()
        forgotten = LinkButton(theme, _("Use the recovery key"))
        forgotten.clicked.connect(lambda: self._show(1))
        foot.addWidget(forgotten)
        foot.addStretch(1)
        foot.addWidget(self._button)
        column.addLayout(foot)
        column.addStretch(1)
        self.password.setMinimumWidth(320)
        return way

    def _show(self, way: int) -> None:
        self._ways.setCurrentIndex(way)
        (self.recovery if way else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, _key: str) -> None:
        self.password.line.clear()
        if not self.password.waiting:
            self.password.accept()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        self._button.setEnabled(not self.password.waiting)

    def _enter(self, password: str) -> None:
        chosen = self.people.chosen()
        self.entered.emit(chosen.key if chosen is not None else "", password)
