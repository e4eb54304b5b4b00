"""People who work here, as large pieces to tap: initials, name, role."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui.parts.paint import CARD_RADIUS, box
from ui.theme import Theme

_HEIGHT, _WIDTH = 62, 150
_DISC, _LEFT, _WORDS = 17, 10, 52


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody to choose: a key for the program, the name, the role in words where it is known."""

    key: str
    name: str
    role: str = ""


def initials_of(name: str) -> str:
    """The first letters of the last two words of a name."""
    return "".join(part[0] for part in name.split()[-2:]).upper()


class PersonTile(QAbstractButton):
    """One person. The chosen one has an accent edge."""

    def __init__(self, theme: Theme, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.worker = theme, worker
        self.setText(worker.name)
        self.setAccessibleName(", ".join(part for part in (worker.name, worker.role) if part))
        self.setToolTip(worker.name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def nextCheckState(self) -> None:
        """Leave it to the owner who is chosen."""

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self._theme.mm(_HEIGHT, 12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour, rect = self._theme.colour, QRectF(self.rect())
        chosen = self.isChecked() or self.hasFocus()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill = colour("accent_tint") if self.isDown() else colour("surface")
            edge = colour("accent" if chosen else "line2")
            box(painter, rect, CARD_RADIUS, fill, edge, width=2 if self.isChecked() else 1)
            middle = rect.height() / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_tint"))
            painter.drawEllipse(QPointF(_LEFT + _DISC, middle), _DISC, _DISC)
            painter.setPen(colour("accent_ink"))
            painter.setFont(self._theme.font(14, 600))
            disc = QRectF(_LEFT, middle - _DISC, 2 * _DISC, 2 * _DISC)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials_of(self.worker.name))
            words = rect.adjusted(_WORDS, 5, -6, -5)
            if not self.worker.role:
                self._write(painter, words, self.worker.name, 14, 600, "ink")
                return
            self._write(painter, words.adjusted(0, 0, 0, -18), self.worker.name, 14, 600, "ink")
            self._write(painter, words.adjusted(0, 32, 0, 0), self.worker.role, 12, 400, "ink2")

    def _write(self, painter: QPainter, rect: QRectF, words: str, px: int, weight: int, token: str) -> None:
        """One line where it fits; a long name takes two smaller ones."""
        painter.setFont(self._theme.font(px, weight))
        painter.setPen(self._theme.colour(token))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if painter.fontMetrics().horizontalAdvance(words) > rect.width():
            painter.setFont(self._theme.font(px - 2, weight))
            flags |= int(Qt.TextFlag.TextWordWrap)
            two_lines = int(1.7 * rect.width())
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, two_lines)
        painter.drawText(rect, flags, words)


class PersonTiles(QWidget):
    """Two side by side. `picked(key)` follows a tap, not `choose`."""

    picked = Signal(str)

    def __init__(self, theme: Theme, workers: Sequence[Worker], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._tiles = [PersonTile(theme, worker) for worker in workers]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for at, tile in enumerate(self._tiles):
            tile.clicked.connect(lambda _checked=False, key=tile.worker.key: self._pick(key))
            grid.addWidget(tile, at // 2, at % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)

    def choose(self, key: str) -> None:
        """Show somebody as chosen."""
        for tile in self._tiles:
            tile.setChecked(tile.worker.key == key)

    def chosen(self) -> Worker | None:
        """Who is chosen."""
        return next((tile.worker for tile in self._tiles if tile.isChecked()), None)

    def _pick(self, key: str) -> None:
        self.choose(key)
        self.picked.emit(key)
