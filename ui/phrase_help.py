"""Phrases while somebody types: the list after a semicolon, and the text in place of the key."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from charting.actions.phrases import expanded
from ui.edit_text import Edit, before_cursor, replace
from ui.parts.phrase_list import PhraseList

_BEGUN = re.compile(r"(?:^|(?<=\s));([\w-]*)$")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Tab, *_ENTER)


class PhraseHelp:
    """`phrases()` gives the clinic's texts by their keys; it is asked only once a key was begun."""

    def __init__(self, shown: PhraseList, phrases: Callable[[], Mapping[str, str]]) -> None:
        self._shown, self._phrases = shown, phrases
        self._edit: Edit | None = None
        shown.picked.connect(self._put)

    def look(self, under: QWidget, edit: Edit) -> None:
        """Offer the phrases whose key begins with what was typed after the semicolon."""
        self._edit = edit
        begun = _BEGUN.search(before_cursor(edit))
        if begun is None:
            self._shown.hide()
            return
        typed = begun[1].lower()
        self._shown.offer(under, [(key, text) for key, text in self._phrases().items() if key.startswith(typed)])

    def leave(self) -> None:
        """The field is left."""
        self._edit = None
        self._shown.hide()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the list that is open."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and not self._shown.isHidden() and event.key() in _LIST

    def press(self, edit: Edit, event: QKeyEvent) -> bool:
        """Act on a key. False when it is for the field itself."""
        if self.takes(event):
            self._move(event.key())
            return True
        if event.key() == Qt.Key.Key_Space and _BEGUN.search(before := before_cursor(edit)):
            words = expanded(before, dict(self._phrases()))
            if words is not None:
                self._replace(edit, before, f"{words} ")
                return True
        return False

    def _move(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self._shown.hide()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._shown.move_by(-1 if key == Qt.Key.Key_Up else 1)
        else:
            self._put(self._shown.chosen())

    def _put(self, key: str) -> None:
        if self._edit is None:
            return
        before = before_cursor(self._edit)
        begun = _BEGUN.search(before)
        if begun is not None:
            self._replace(self._edit, before, before[: begun.start()] + self._phrases()[key])

    def _replace(self, edit: Edit, before: str, after: str) -> None:
        """Replace the key that ends `before` with what `after` has in its place."""
        start = before.rindex(";")
        replace(edit, start, len(before), after[start:])
        self._shown.hide()
