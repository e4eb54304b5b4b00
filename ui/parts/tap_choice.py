"""Separate pieces to tap instead of check boxes and short combo boxes. Nothing is chosen until a person chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from charting.words import _
from ui.parts.choice_piece import ChoicePiece
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import FullLabel
from ui.parts.typed_choice import find, holds_numbers
from ui.theme import Theme

_PAUSE_MS = 1500
"""A key that comes later than this after the one before begins anew."""
_GOING_ON = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TapChoice(QWidget):
    """Pieces in fixed order, 6 px apart. `options` are pairs of value and words.

    The value is one of the options' values or None; with `multiple` a tuple of values in the options' order.
    Keys: Left and Right move, Space taps, Delete clears. A digit taps the piece in that place; where the pieces hold
    numbers it never does: what is typed chooses the piece that says it, once no other can be meant, or with Enter.
    What was meant for another field, such as 12/2027, chooses nothing: its first key is taken back.
    """

    picked = Signal(object)
    """The new value, emitted only when a person tapped or pressed a key."""
    agreed = Signal()
    """A person tapped what is chosen while it is shown as copied, or pressed Enter: it may stand."""
    tapped = Signal()
    """Follows either where a finger or the mouse did it."""
    unmatched = Signal(str)
    """What was typed is said by none of the pieces; a choice it had made so far is taken back."""

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
        self._typed, self._by_typing = "", -1
        self._places, self._stray, self._missed = "", "", False
        self._before: object = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._forget_typing)
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
        self._forget_typing()
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
        self.forget_stray()
        index = self._values.index(value)
        if self._copied or not self._pieces[index].isChecked():
            self._tap(index)

    def revertible(self) -> object:
        """What a choice made by mistake goes back to; what is shown as copied is to be chosen anew."""
        return self._nothing() if self._copied else self.value()

    def give_back(self, value: object) -> None:
        """Go back to a value, as a person does who takes a mistake back."""
        if value != self.value():
            self.set_value(value)
            self._changed_by_person()

    def _nothing(self) -> object:
        return () if self._multiple else None

    def forget_stray(self) -> None:
        """What was typed so far was meant for this choice, or for one beside it."""
        self._stray = ""

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
        self._forget_typing()
        self._tap(index)
        self.tapped.emit()

    def _type(self, text: str) -> bool:
        """Take a key as part of what a piece says. False where no piece says anything like it."""
        self._pause.stop()
        typed = self._typed + text
        found = find(typed, [piece.text() for piece in self._pieces])
        if not found.begun:
            self._miss(typed)
            return typed != text
        self._typed, self._at = typed, found.said if found.said is not None else found.begun[0]
        if found.sure:
            self._take(found.begun[0])
            self._pause.start()
        elif self._by_typing not in {-1, found.said}:
            self._take_back()
        self._ring()
        return True

    def _take(self, index: int) -> None:
        if self._by_typing != index:
            self._by_typing = index
            self.choose(self._values[index])

    def _take_back(self) -> None:
        """What the first keys chose was not what is being typed."""
        taken, self._by_typing = self._by_typing, -1
        if taken >= 0 and self._pieces[taken].isChecked():
            self._pieces[taken].setChecked(False)
            self._changed_by_person()

    def _miss(self, typed: str) -> None:
        self._take_back()
        self._forget_typing()
        self._go_astray(typed)

    def _go_astray(self, typed: str) -> None:
        """Until there is a pause, what follows belongs to what was typed by mistake."""
        self._stray, self._missed = typed, True
        self._pause.start()
        self.unmatched.emit(typed)

    def _is_place(self, text: str) -> bool:
        return text in tuple("123456789") and int(text) <= len(self._pieces)

    def _type_place(self, text: str) -> None:
        """Tap the piece in a place. Where one alone may be chosen, a second digit right behind is part of a number."""
        if self._places and not self._multiple:
            self._miss_place(text)
            return
        if not self._places:
            self._before = self.revertible()
        self._places += text
        self._pause.start()
        self._tap(int(text) - 1)

    def _miss_place(self, text: str) -> None:
        """What the first digits chose was typed for something else; what was copied is to be chosen anew."""
        typed, before = self._places + text, self._before
        self._forget_typing()
        self.give_back(before)
        self._go_astray(typed)

    def _end_typing(self) -> bool:
        """Take what is said in full, or the only piece begun in words. False where what was typed says none of them."""
        typed = self._typed
        found = find(typed, [piece.text() for piece in self._pieces])
        only = found.begun[0] if len(found.begun) == 1 and not typed[0].isdigit() else None
        index = found.said if found.said is not None else only
        if index is not None:
            self._take(index)
        self._forget_typing()
        return index is not None

    def _forget_typing(self) -> None:
        self._pause.stop()
        self._typed, self._by_typing = "", -1
        self._places, self._stray, self._missed = "", "", False

    def _is_typing(self, event: QKeyEvent) -> bool:
        begun = self._typed or not event.text().isspace()
        return _is_plain(event) and bool(begun) and holds_numbers([piece.text() for piece in self._pieces])

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
        elif self._stray and _is_plain(event):
            self._stray += event.text()
            self._pause.start()
            if self._missed:
                self.unmatched.emit(self._stray)
        elif self._is_typing(event):
            if not self._type(event.text()):
                super().keyPressEvent(event)
        elif self._typed and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self._typed
            if self._end_typing():
                super().keyPressEvent(event)
            else:
                self._miss(typed)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._forget_typing()
            self._at = min(last, max(0, self._at + (1 if key == Qt.Key.Key_Right else -1)))
            self._ring()
        elif key == Qt.Key.Key_Space:
            self._tap(self._at)
        elif self._is_place(event.text()) and not event.modifiers() & _CHORD:
            self._type_place(event.text())
        elif self._places and _is_plain(event):
            self._miss_place(event.text())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._typed:
            self._take_back()
            self._forget_typing()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and any(piece.isChecked() for piece in self._pieces):
            for piece in self._pieces:
                piece.setChecked(False)
            self._changed_by_person()
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.agreed.emit()
            elif _is_plain(event):
                self._stray = event.text()
                self._pause.start()
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        chosen = [index for index, piece in enumerate(self._pieces) if piece.isChecked()]
        if chosen and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._at = chosen[0]
        self._ring()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._typed and event.reason() in _GOING_ON:
            self._end_typing()
        self._forget_typing()
        self._ring()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)


def _is_plain(event: QKeyEvent) -> bool:
    return len(event.text()) == 1 and event.text().isprintable() and not event.modifiers() & _CHORD
