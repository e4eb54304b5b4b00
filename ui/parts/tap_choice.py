"""Separate pieces to tap instead of check boxes and short combo boxes. Nothing is chosen until a person chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from charting.words import _
from ui.parts.choice_piece import ChoicePiece
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import FullLabel
from ui.theme import Theme


class TapChoice(QWidget):
    """Pieces in fixed order, 6 px apart. `options` are pairs of value and words.

    The value is one of the options' values or None; with `multiple` a tuple of values in the options' order.
    Keys: Left and Right move, Space taps, a digit taps that piece, Delete clears.
    """

    picked = Signal(object)
    """The new value, emitted only when a person tapped or pressed a key."""
    agreed = Signal()
    """A person tapped what is chosen while it is shown as copied, or pressed Enter: it may stand."""
    tapped = Signal()
    """Follows either where a finger or the mouse did it."""

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[object, str]],
        *,
        name: str = "",
        multiple: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._multiple = theme, multiple
        self._values: list[object] = []
        self._pieces: list[ChoicePiece] = []
        self._at = 0
        self._read_only = self._copied = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self._words = FullLabel(theme, px=15, weight=500, wrap=True, parent=self)
        self._words.setMinimumHeight(theme.target())
        self._words.hide()
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Replace the pieces, keeping what is chosen and still offered. Emits nothing."""
        kept = self.value()
        while self._flow.count():
            self._flow.takeAt(0)
        for piece in self._pieces:
            piece.hide()
            piece.deleteLater()
        self._values = [value for value, _words in options]
        self._pieces = [ChoicePiece(self._theme, words, self) for _value, words in options]
        for index, piece in enumerate(self._pieces):
            piece.set_copied(self._copied)
            piece.clicked.connect(lambda _checked=False, index=index: self._touch(index))
            piece.setVisible(not self._read_only)
            self._flow.addWidget(piece)
        self._flow.addWidget(self._words)
        self._at = 0
        self._flow.invalidate()  # pieces as wide as those before would be left where widgets begin
        self._flow.activate()
        self.set_value(kept)

    def value(self) -> object:
        """What is chosen: a value or None, or a tuple with `multiple`."""
        chosen = tuple(value for value, piece in zip(self._values, self._pieces, strict=True) if piece.isChecked())
        if self._multiple:
            return chosen
        return chosen[0] if chosen else None

    def set_value(self, value: object) -> None:
        """Show a value without emitting anything; None, or a value that is not offered, clears."""
        wanted = tuple(value) if self._multiple and isinstance(value, list | tuple | set | frozenset) else (value,)
        for offered, piece in zip(self._values, self._pieces, strict=True):
            piece.setChecked(any(type(offered) is type(one) and offered == one for one in wanted))
        self._say()

    def set_copied(self, copied: bool) -> None:
        """Show the choice as taken over from an earlier visit and not confirmed."""
        if copied != self._copied:
            self._copied = copied
            for piece in self._pieces:
                piece.set_copied(copied)
            self._say()

    def set_told(self, mark: str) -> None:
        """Show that something is said of the choice: "warn", "stop", or nothing."""
        for piece in self._pieces:
            piece.set_told(mark)

    def choose(self, value: object) -> None:
        """Choose as a person does who presses its letter: what is chosen already stays so."""
        index = self._values.index(value)
        if self._copied or not self._pieces[index].isChecked():
            self._tap(index)

    def set_read_only(self, read_only: bool) -> None:
        """Show only the words of what was chosen, as a signed sheet does."""
        self._read_only = read_only
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        for piece in self._pieces:
            piece.setVisible(not read_only)
        self._words.setVisible(read_only)
        self._say()

    def _chosen_words(self) -> str:
        return ", ".join(piece.text() for piece in self._pieces if piece.isChecked())

    def _say(self) -> None:
        words, note = self._chosen_words(), _("copied, not confirmed") if self._copied else ""
        self._words.setText(words or _("Not recorded"))
        self._words.set_token("ink" if words else "ink3")
        self.setAccessibleDescription(", ".join(part for part in (words or _("not answered"), note) if part))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _touch(self, index: int) -> None:
        self._tap(index)
        self.tapped.emit()

    def _tap(self, index: int) -> None:
        self._at = index
        tapped = self._pieces[index]
        if self._copied and tapped.isChecked():
            self.agreed.emit()
            return
        now = not tapped.isChecked()
        if not self._multiple:
            for piece in self._pieces:
                piece.setChecked(False)
        tapped.setChecked(now)
        self._changed_by_person()

    def _changed_by_person(self) -> None:
        self.set_copied(False)
        self._ring()
        self._say()
        self.picked.emit(self.value())

    def _ring(self) -> None:
        for index, piece in enumerate(self._pieces):
            piece.set_ringed(self.hasFocus() and index == self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._pieces) - 1
        if not self._pieces or self._read_only:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._at = min(last, max(0, self._at + (1 if key == Qt.Key.Key_Right else -1)))
            self._ring()
        elif key == Qt.Key.Key_Space:
            self._tap(self._at)
        elif event.text() in tuple("123456789") and int(event.text()) <= last + 1:
            self._tap(int(event.text()) - 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and any(piece.isChecked() for piece in self._pieces):
            for piece in self._pieces:
                piece.setChecked(False)
            self._changed_by_person()
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.agreed.emit()
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        chosen = [index for index, piece in enumerate(self._pieces) if piece.isChecked()]
        if chosen and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._at = chosen[0]
        self._ring()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)
