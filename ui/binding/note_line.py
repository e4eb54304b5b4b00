"""The line kept free under a field, so that a message never moves anything."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme

HEIGHT = 16


class NoteLine(QWidget):
    """A note of 12 px. What does not fit is said in full by the tool tip and in the list of open points.

    With two `lines` it is wrapped, for places where there is no such list.
    """

    def __init__(self, theme: Theme, *, lines: int = 1) -> None:
        super().__init__()
        self._theme, self._text, self._token, self._lines = theme, "", "ink3", lines
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """The words on show."""
        return self._text

    def say(self, text: str, token: str) -> None:
        """Show words in a token's colour."""
        if (text, token) != (self._text, self._token):
            self._text, self._token = text, token
            self.setToolTip(text if text else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, HEIGHT * self._lines)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT * self._lines)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self._theme.font(12))
            painter.setPen(self._theme.colour(self._token))
            if self._lines > 1:
                flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
                painter.drawText(self.rect(), flags, self._text)
                return
            shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
