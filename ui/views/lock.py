"""What covers an open clinic: the clock, who works here, PIN or password. Drafts lie below, untouched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import LinkButton, MainButton
from ui.parts.keypad import BACK, ENTER, Keypad
from ui.parts.labels import Label
from ui.parts.person_tiles import PersonTiles, Worker
from ui.parts.standing_clock import StandingClock
from ui.parts.starting import Starting
from ui.theme import Theme
from ui.views.clocks_lock import StillRunning
from ui.views.door_layout import DoorLayout, scrolled
from ui.views.secret_entry import SecretEntry


@dataclass(frozen=True, slots=True)
class Cover:
    """What a covered clinic may show: its name, who works there, whose PIN counts, a hint, when it was last saved."""

    clinic: str
    workers: Sequence[Worker]
    current: str
    takes_pin: Callable[[str], bool]
    hint: str = ""
    saved: str = ""


class LockView(Starting):
    """`entered(who, secret)`. The field has the focus from the start, so that no key is lost."""

    help_id = "lock"
    entered = Signal(str, str)

    def __init__(self, theme: Theme, clock: Callable[[], datetime], cover: Cover) -> None:
        super().__init__()
        self._cover = cover
        self._by_password = False
        self.people = PersonTiles(theme, cover.workers, _("Who is working"))
        self.people.choose(cover.current)
        self.people.picked.connect(self._pick)
        self.secret = SecretEntry(theme, _("PIN"), cover.hint)
        self.secret.given.connect(self._enter)
        self.secret.waited.connect(self._settle)
        self.keypad = Keypad(theme)
        self.keypad.pressed.connect(self._press)
        kept = self.keypad.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # else the whole screen moves when somebody without a PIN is chosen
        self.keypad.setSizePolicy(kept)
        self._go_on = MainButton(theme, _("Go on"), key_hint="Enter")
        self._go_on.clicked.connect(self.secret.give)
        self._other = LinkButton(theme, _("Use password"))
        self._other.clicked.connect(self._switch_secret)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Label(theme, _("Who is working?"), px=20, weight=600))
        layout.addWidget(scrolled(self.people))
        layout.addWidget(self.secret)
        foot = QHBoxLayout()
        foot.addWidget(self._other)
        foot.addStretch(1)
        foot.addWidget(self._go_on)
        layout.addLayout(foot)
        self.secret.setMinimumWidth(250)
        standing = StandingClock(theme, clock, cover.clinic, self._kept_words())
        self.running = StillRunning(theme)
        standing.add_under_day(self.running)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(DoorLayout(standing, column, self.keypad))
        self.start_at(self.secret)
        self._settle()

    def refuse(self, why: str, seconds: float = 0) -> None:
        """Say why it stays covered, and for how many seconds nothing more is taken."""
        self.secret.refuse_for(why, seconds)
        self._settle()

    def _kept_words(self) -> str:
        words = [_("Names are hidden. Drafts are kept.")]
        if self._cover.saved:
            words.append(_("Last saved {time}.").format(time=self._cover.saved))
        return " ".join(words)

    def _chosen(self) -> str:
        chosen = self.people.chosen()
        return chosen.key if chosen is not None else ""

    def _pick(self, _key: str) -> None:
        self._by_password = False
        self.secret.line.clear()
        if not self.secret.waiting:
            self.secret.accept()
        self._settle()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch_secret(self) -> None:
        self._by_password = not self._by_password
        self._settle()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        may_pin = bool(self._chosen()) and self._cover.takes_pin(self._chosen())
        pin = may_pin and not self._by_password
        self.secret.set_label(_("PIN") if pin else _("Password"))
        self._other.set_text(_("Use password") if pin else _("Use PIN"))
        self._other.setVisible(may_pin)
        self.keypad.setVisible(pin)
        for part in (self._go_on, self.keypad):
            part.setEnabled(not self.secret.waiting)

    def _press(self, key: str) -> None:
        if key == ENTER:
            self.secret.give()
        elif key == BACK:
            self.secret.line.backspace()
        else:
            self.secret.line.insert(key)
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, secret: str) -> None:
        if who := self._chosen():
            self.entered.emit(who, secret)
