"""The line kept free under a field, so that a message never moves anything."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme

NOTE_PX, LINE, SPARE = 12, 14, 2


def begun(words: str) -> str:
    """A note as it stands alone: with a capital, but for a unit such as mL."""
    return words if words[1:2].isupper() else words[:1].upper() + words[1:]


def broken(text: str, font: QFont, width: int) -> list[str]:
    """The lines that a text takes within a width in pixels; a word that is wider is broken as well."""
    layout = QTextLayout(text.replace("\n", " "), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        lines.append(layout.text()[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines


def paint_lines(painter: QPainter, place: QRect, lines: Sequence[str], *, at_end: bool = False) -> None:
    """Lines of a note from the top of a place downwards, in the painter's own font and pen."""
    side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
    for at, words in enumerate(lines):
        line = QRect(place.left(), place.top() + at * LINE, place.width(), LINE + SPARE)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | side, words)


class NoteLine(QWidget):
    """A note of 12 px on as many lines as are kept free for it. What does not fit is told by `is_cut()`.

    `hand_over(True)` leaves the painting to whoever has more room for it. `about` names the field, for where a note
    does not stand under it.
    """

    def __init__(self, theme: Theme, *, lines: int = 1) -> None:
        super().__init__()
        self._theme, self._text, self._token, self._lines = theme, "", "ink3", lines
        self._handed_over = False
        self.about = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """The words on show."""
        return self._text

    def token(self) -> str:
        """The colour they are shown in."""
        return self._token

    def say(self, text: str, token: str) -> None:
        """Show words in a token's colour."""
        if (text, token) != (self._text, self._token):
            self._text, self._token = text, token
            self.setToolTip(text if text else "")
            self.update()

    def is_cut(self) -> bool:
        """Whether the words do not fit."""
        return len(broken(self._text, self._theme.font(NOTE_PX), self.width())) > self._lines

    def hand_over(self, handed_over: bool) -> None:
        """Let somebody else paint the words, or paint them again."""
        if handed_over is not self._handed_over:
            self._handed_over = handed_over
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, SPARE + LINE * self._lines)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._handed_over or not self._text:
            return
        font = self._theme.font(NOTE_PX)
        lines = broken(self._text, font, self.width())
        if len(lines) > self._lines:
            rest = " ".join(lines[self._lines - 1 :])
            shown = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
            lines = [*lines[: self._lines - 1], shown]
        with QPainter(self) as painter:
            painter.setFont(font)
            painter.setPen(self._theme.colour(self._token))
            paint_lines(painter, self.rect(), lines)
