"""A number chosen from a list that depends on the record; another one is typed only after asking for it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from charting.kinds import Number
from charting.words import _
from ui.binding.editors import Clock, Editor, LineEditor
from ui.parts.field_frame import FieldState
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme

LINE_PX = 132
OTHER = "other"


class ListedEditor(Editor):
    """Pieces of the listed values, and a line for a value that is not among them. Without a list only the line."""

    def __init__(self, theme: Theme, declared: Number, clock: Clock) -> None:
        super().__init__()
        self._offered: tuple[tuple[object, str], ...] = ()
        self._value: Any = None
        self._unread: str | None = None
        self._asked_for_other = self._read_only = False
        self._tap = TapChoice(theme, (), name=declared.title)
        self._tap.picked.connect(self._pick)
        self._tap.unmatched.connect(self._type_other)
        self._line = LineEditor(theme, declared, clock, ())
        self._line.setMaximumWidth(LINE_PX)
        self._line.answered.connect(self._typed)
        self._line.left.connect(self.left)
        self._tap.agreed.connect(self.agreed)
        self._line.agreed.connect(self.agreed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._tap, 1)
        row.addWidget(self._line, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        self._longest = TapChoice(theme, _with_other(declared.longest()), parent=self)  # never shown: it tells a height
        self._longest.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange()

    def offer(self, values: Sequence[tuple[object, str]]) -> None:
        """Offer other values; what is stored stays as it is."""
        if tuple(values) != self._offered:
            self._offered, self._asked_for_other = tuple(values), False
            self._tap.set_options(_with_other(values))
            self._arrange()

    def room_of_longest(self, width: int) -> int:
        """The height of the longest list in such a width; 0 where nothing can be chosen any more."""
        return 0 if self._read_only else self._longest.heightForWidth(width)

    def show_value(self, value: Any, unread: str | None) -> None:
        if (value, unread) != (self._value, self._unread):
            self._value, self._unread, self._asked_for_other = value, unread, False
        self._line.show_value(value, unread)
        self._arrange()

    def set_state(self, state: FieldState) -> None:
        self._line.set_state(state)
        self._tap.set_copied(state is FieldState.COPIED)

    def speak(self, words: str) -> None:
        super().speak(words)
        self._line.speak(words)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._tap.set_read_only(read_only)
        self._line.set_read_only(read_only)
        self._arrange()

    def _arrange(self) -> None:
        """Show the pieces where there is a list, and the line where a value is not in it."""
        listed = any(value == self._value for value, _words in self._offered)
        answered = self._value is not None or self._unread is not None
        typed = not self._offered or self._asked_for_other or (answered and not listed)
        pieces = bool(self._offered) and not (self._read_only and typed)
        self._tap.set_value(OTHER if typed else self._value)
        self._tap.setVisible(pieces)
        self._line.setVisible(typed)
        self.setFocusProxy(self._tap if pieces else self._line)

    def _pick(self, value: object) -> None:
        if value == OTHER:
            self._asked_for_other = True
            self._keep(None)
            self._line.show_value(None, None)
            self._line.setFocus()
            return
        self._asked_for_other = False
        self._keep(value)
        self.left.emit()

    def _type_other(self, typed: str) -> None:
        """A number that is not among the pieces goes on being typed in the line."""
        if typed[0].isdigit():
            self._pick(OTHER)
            self._line.type_in(typed)

    def _keep(self, value: object) -> None:
        self._value, self._unread = value, None
        self._arrange()
        self.answered.emit(value, None, False)

    def _typed(self, value: Any, unread: str | None, keystroke: bool) -> None:
        self._value, self._unread, self._asked_for_other = value, unread, True
        self._arrange()
        self.answered.emit(value, unread, keystroke)


def _with_other(values: Sequence[tuple[object, str]]) -> Sequence[tuple[object, str]]:
    return [*values, (OTHER, _("Other"))] if values else ()
