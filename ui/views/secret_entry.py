"""A line for a password or a PIN, which counts down what is left of a waiting time."""

from math import ceil

from PySide6.QtCore import QTimer, Signal

from charting.words import _, ngettext
from ui.theme import Theme
from ui.views.entry import Entry


class SecretEntry(Entry):
    """`given(secret)` follows Enter. While it counts down it can be typed into, but nothing is given."""

    given = Signal(str)
    waited = Signal()
    """The waiting time began or is over."""

    def __init__(self, theme: Theme, label: str, note: str = "") -> None:
        super().__init__(theme, label, note, secret=True, longest=200, note_lines=2)
        self._why = ""
        self._left = 0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self.entered.connect(self.give)

    @property
    def waiting(self) -> bool:
        """Whether nothing can be given yet."""
        return self._left > 0

    def give(self) -> None:
        """Hand over what was typed, as Enter does."""
        if self.line.text() and not self.waiting:
            self.given.emit(self.line.text())

    def refuse_for(self, why: str, seconds: float) -> None:
        """Say why, and for how many seconds nothing more is taken. What was typed is marked, to be typed over."""
        self.refuse(why)
        self.line.selectAll()
        self.line.setFocus()
        self.wait(seconds, why)

    def wait(self, seconds: float, why: str = "") -> None:
        """Take nothing for so many seconds, as after a start with failures behind it."""
        self._why, self._left = why, ceil(max(0.0, seconds))
        if self._left:
            self._tick.start()
            self._say_left()
            self.waited.emit()

    def _edit(self, text: str) -> None:
        super()._edit(text)
        if self.waiting:
            self._say_left()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say_left()
            return
        self._tick.stop()
        self.accept()
        if self._why:
            self.refuse(self._why)
        self.waited.emit()

    def _say_left(self) -> None:
        minutes, seconds = divmod(self._left, 60)
        if minutes:
            left = _("Try again in {minutes}:{seconds:02} min.").format(minutes=minutes, seconds=seconds)
        else:
            left = ngettext("Try again in {count} second.", "Try again in {count} seconds.", seconds)
            left = left.format(count=seconds)
        self.refuse(left)
