"""Cards and the hairlines that divide them. Never a card inside a card."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.labels import FullLabel, Label
from ui.parts.paint import CARD_RADIUS, box
from ui.theme import Theme


class Hairline(QWidget):
    """A line of one pixel, lying or standing."""

    def __init__(
        self, theme: Theme, *, upright: bool = False, token: str = "line", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._upright, self._token = theme, upright, token
        along, across = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(across if upright else along, along if upright else across)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour(self._token))


class Card(QWidget):
    """A surface with a thin line, a title at the left, meta at the right, and `body` for what it holds.

    `rail` is the small form of the right-hand column: title 13, padding 12.
    """

    def __init__(
        self, theme: Theme, title: str = "", meta: str = "", *, rail: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._edge = "line"
        self.setAccessibleName(title)
        side = 12 if rail else 16
        outer = QVBoxLayout(self)
        outer.setContentsMargins(side, 10 if rail else 12, side, 12)
        outer.setSpacing(8)
        self._head = QWidget()
        self.head = QHBoxLayout(self._head)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(8)
        self._title = FullLabel(theme, title, px=13 if rail else 15, weight=600, token="ink2" if rail else "ink")
        self._meta = Label(theme, meta, px=12, token="ink3", wrap=True)
        self._meta.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(self._title)
        self.head.addWidget(self._meta, 1)
        outer.addWidget(self._head)
        self._head.setVisible(bool(title or meta))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body)
        theme.changed.connect(self.update)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._head.setVisible(bool(title or self._meta.text()))

    def set_meta(self, meta: str) -> None:
        """Change the small text at the right of the head."""
        self._meta.setText(meta)
        self._head.setVisible(bool(self._title.text() or meta))

    def add_to_head(self, widget: QWidget) -> None:
        """Place a widget at the right end of the head, after the meta text."""
        self.head.addWidget(widget)
        self._head.setVisible(True)

    def set_edge(self, token: str) -> None:
        """Draw the edge in another token, as amber_line for what waits for a person."""
        self._edge = token
        self.update()

    def hairline(self) -> None:
        """Divide the body with a line."""
        self.body.addWidget(Hairline(self._theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box(
                painter, QRectF(self.rect()), CARD_RADIUS, self._theme.colour("surface"), self._theme.colour(self._edge)
            )
