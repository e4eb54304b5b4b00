"""Words on the screen: always plain text, coloured by a token, never cut short where it matters."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import Theme


class Label(QLabel):
    """Text of one size, weight and token. Shown exactly as given: markup in a patient's words stays words."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        px: int = 13,
        weight: int = 400,
        token: str = "ink",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._token = token
        self.setTextFormat(Qt.TextFormat.PlainText)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute  # a name in Arabic stays under the others
        self.setAlignment(left | Qt.AlignmentFlag.AlignVCenter)
        self.setWordWrap(wrap)
        self.set_type(px, weight)
        self.setText(text)
        self._colour()
        theme.changed.connect(self._colour)

    def set_token(self, token: str) -> None:
        """Change the colour of the words."""
        if token != self._token:
            self._token = token
            self._colour()

    def set_type(self, px: int, weight: int = 400) -> None:
        """Change size in pixels and weight."""
        self.setFont(self._theme.font(px, weight))

    def setFont(self, font: QFont | str | Sequence[str], /) -> None:
        self._given = QFont(font)
        super().setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            # a style sheet puts the first palette and type back when the label comes to another window
            self._colour()
            self.setFont(self._given)

    def _colour(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._token))
        self.setPalette(palette)


class FullLabel(Label):
    """A label that never gets narrower than its text: names, drugs, lots and doses."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self.wordWrap() else self.sizeHint()


class Icon(QWidget):
    """An icon beside words; the words carry the meaning for a screen reader."""

    def __init__(
        self, theme: Theme, name: str, px: int = 18, token: str = "ink2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._px, self._token = theme, name, px, token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon in another token."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._px, self._px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_icon(painter, self._name, 0, self.height() / 2, self._px, self._theme.colour(self._token))
