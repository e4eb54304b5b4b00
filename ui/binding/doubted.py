"""Edits of free words in which error-prone abbreviations are underlined. Nothing is ever changed by itself."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from charting.rules.abbreviations import Doubtful, doubtful_in
from charting.words import _
from ui.theme import Theme

_CURSOR_AT = 5
"""How far inside Qt's cursor rectangle of a line edit the cursor itself stands, in pixels."""
_STEP, _DEPTH = 2.0, 1.5


def said_of(doubtful: Doubtful) -> str:
    """`“QD”: write daily`."""
    return _("“{found}”: write {better}").format(found=doubtful.found, better=doubtful.better or doubtful.write)


class DoubtedLine(QLineEdit):
    """One line. `doubtful()` are the doubtful places of what stands in it now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: list[Doubtful] = []
        self.textChanged.connect(self._look)

    def doubtful(self) -> list[Doubtful]:
        """The doubtful places, without the word that is being typed; none while it may not be changed."""
        typing = self.cursorPosition() if self.hasFocus() else -1
        return [] if self.isReadOnly() else [one for one in self._found if one.end != typing]

    def _look(self, text: str) -> None:
        self._found = doubtful_in(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        found = self.doubtful()
        if not found:
            return
        metrics, text, cursor = QFontMetricsF(self.font()), self.text(), self.cursorRect()
        start = cursor.x() + _CURSOR_AT - metrics.horizontalAdvance(text[: self.cursorPosition()])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("amber_mark"), 1.2))
            for one in found:
                left = start + metrics.horizontalAdvance(text[: one.start])
                right = start + metrics.horizontalAdvance(text[: one.end])
                _wave(painter, left, right, _base(cursor, metrics))


class DoubtedNote(QPlainTextEdit):
    """Several lines. `doubtful()` are the doubtful places of what stands in it now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: list[Doubtful] = []
        self._seen = ""
        self.textChanged.connect(self.underline)
        self.cursorPositionChanged.connect(self.underline)
        theme.changed.connect(self.underline)

    def doubtful(self) -> list[Doubtful]:
        """The doubtful places, without the word that is being typed; none while it may not be changed."""
        typing = self.textCursor().position() if self.hasFocus() else -1
        return [] if self.isReadOnly() else [one for one in self._found if one.end != typing]

    def underline(self) -> None:
        """Draw the lines under the doubtful places anew."""
        text = self.toPlainText()
        if text != self._seen:
            self._seen, self._found = text, doubtful_in(text)
        drawn = []
        for one in self.doubtful():
            place = QTextEdit.ExtraSelection()
            place.cursor = QTextCursor(self.document())
            place.cursor.setPosition(one.start)
            place.cursor.setPosition(one.end, QTextCursor.MoveMode.KeepAnchor)
            place.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            place.format.setUnderlineColor(self._theme.colour("amber_mark"))
            drawn.append(place)
        self.setExtraSelections(drawn)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.underline()


def _base(cursor: QRect, metrics: QFontMetricsF) -> float:
    return cursor.center().y() + metrics.height() / 2 - metrics.descent() + 2.5


def _wave(painter: QPainter, left: float, right: float, base: float) -> None:
    points, down = [], False
    at = left
    while at <= right:
        points.append(QPointF(at, base + (_DEPTH if down else 0)))
        at, down = at + _STEP, not down
    painter.drawPolyline(points)
