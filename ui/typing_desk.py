"""Help for whoever types: it follows the cursor from field to field and stands beside the one in hand."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from charting.actions.phrases import phrases_of
from charting.kinds import Text
from charting.rules.abbreviations import put_right
from charting.words import _
from ui.binding.cell import Cell
from ui.binding.doubted import DoubtedLine, DoubtedNote
from ui.chart_model import ChartModel
from ui.date_help import DateHelp
from ui.edit_text import Edit, before_cursor, can_redo, can_undo, replace, text_of
from ui.history_desk import cell_of
from ui.parts.field_bar import FieldBar
from ui.parts.phrase_list import PhraseList
from ui.phrase_help import PhraseHelp
from ui.scan_help import ScanHelp
from ui.theme import Theme

_OFFERS = (Qt.Key.Key_1, Qt.Key.Key_2)
_UNDO = Qt.Key.Key_Z


class TypingDesk(QObject):
    """Watches the fields of one window. What it puts into a field goes the way of everything that is typed there."""

    def __init__(self, theme: Theme, model: ChartModel, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.bar = FieldBar(theme)
        self.phrases = PhraseList(theme)
        for part in (self.bar, self.phrases):
            part.setParent(window)
        self.dates = DateHelp(theme, model.context, self.bar)
        self.scans = ScanHelp(model, self.bar)
        model.edited.connect(lambda _record, _name: self._look() if self._cell is not None else None)
        self._phrase_help = PhraseHelp(
            self.phrases, lambda: {phrase.key: phrase.text for phrase in phrases_of(model.chart)}
        )
        self._cell: Cell | None = None
        self._edit: Edit | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._edit or self._edit.isReadOnly():
            return False
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._claim(event)
            return event.type() == QEvent.Type.KeyPress and self._press(event)
        if event.type() == QEvent.Type.MouseButtonRelease and self._dated():
            self.dates.tapped(self._cell, self._edit)
        return False

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is self._edit or not shiboken6.isValid(self._window):
            return
        self._leave()
        inside = isinstance(new, QLineEdit | QPlainTextEdit) and self._window.isAncestorOf(new)
        if not inside or new.isReadOnly():
            return
        cell = cell_of(new)
        self._cell, self._edit = cell if cell is not None and cell.record is not None else None, new
        new.installEventFilter(self)
        new.textChanged.connect(self._look)
        self._look()

    def _leave(self) -> None:
        edit, self._cell, self._edit = self._edit, None, None
        if edit is not None:
            edit.removeEventFilter(self)
            edit.textChanged.disconnect(self._look)
        self._phrase_help.leave()
        for part in (self.bar, self.phrases):
            part.hide()
            part.setParent(self._window)  # what it lay in may go

    def _dated(self) -> bool:
        return self._cell is not None and self.dates.helps(self._cell)

    def _free(self) -> bool:
        declared = self._cell.declared if self._cell is not None else None
        return isinstance(declared, Text) and declared.is_free

    def _look(self, *_text: str) -> None:
        if self._cell is not None and self.scans.look(self._cell):
            return
        if self._dated():
            self.dates.look(self._cell, self._edit)
        elif self._free():
            self._phrase_help.look(self._cell.editor, self._edit)
            self._doubt()

    def _doubt(self) -> None:
        """Offer the better word for the doubtful one nearest before the cursor."""
        edit = self._edit
        found = edit.doubtful() if isinstance(edit, DoubtedLine | DoubtedNote) else []
        at = len(before_cursor(edit))
        found = sorted((one for one in found if one.better), key=lambda one: (one.end > at, abs(at - one.end)))
        if not found or self.phrases.isVisible():
            self.bar.hide()
            return
        one, text = found[0], text_of(edit)
        better = put_right(text, one)
        put = better[one.start : len(better) - (len(text) - one.end)]
        act = lambda: replace(edit, one.start, one.end, put)  # noqa: E731  the one thing the bar does
        words = _("“{found}” is easily misread").format(found=one.found)
        self.bar.offer(self._cell.editor, words, [(_("Write {better}").format(better=one.better), act)])

    def _claim(self, event: QKeyEvent) -> bool:
        """Keys that are for the field in hand are no shortcuts; undoing is one where the field has nothing to undo."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == _UNDO and control:
            again = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if not (can_redo(self._edit) if again else can_undo(self._edit)):
                event.ignore()
                return True
            return False
        if self._phrase_help.takes(event) or self._is_own(event) or self._separates(event):
            event.accept()
            return True
        return False

    def _is_own(self, event: QKeyEvent) -> bool:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            offered = event.key() in _OFFERS and _OFFERS.index(event.key()) < len(self.bar.texts())
            return offered or (event.key() == Qt.Key.Key_Down and self._dated())
        return event.key() == Qt.Key.Key_Escape and self.bar.isVisible()

    def _separates(self, event: QKeyEvent) -> bool:
        return self.scans.takes_code(self._cell) and self.scans.is_separator(event)

    def _press(self, event: QKeyEvent) -> bool:
        if self._free() and self._phrase_help.press(self._edit, event):
            return True
        if self._separates(event):
            self.scans.separate(self._edit)
            return True
        if not self._is_own(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.bar.hide()
        elif event.key() == Qt.Key.Key_Down:
            self.dates.open(self._cell, self._edit)
        else:
            self.bar.take(_OFFERS.index(event.key()))
        return True
