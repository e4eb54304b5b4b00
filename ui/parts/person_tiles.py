"""People who work here, as large pieces to tap: initials, name, role."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ui.parts.paint import CARD_RADIUS, box
from ui.theme import Theme

_HEIGHT, _WIDTH, _GAP = 62, 150, 10
_DISC, _LEFT, _WORDS, _RIGHT = 17, 10, 52, 6


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

    def least_width(self) -> int:
        """The width at which the whole name stands on two lines."""
        metrics = QFontMetricsF(self._theme.font(12, 600))
        words = self.worker.name.split()
        lines = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) + 1)]
        longest = min(max(map(metrics.horizontalAdvance, pair)) for pair in lines)
        role = QFontMetricsF(self._theme.font(12)).horizontalAdvance(self.worker.role)
        return round(max(longest, role) + 1) + _WORDS + _RIGHT

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
            words = rect.adjusted(_WORDS, 5, -_RIGHT, -5)
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
        painter.drawText(rect, flags, words)


class PersonTiles(QWidget):
    """Two side by side where their names fit, else below each other. `picked(key)` follows a tap, not `choose`."""

    picked = Signal(str)

    def __init__(self, theme: Theme, workers: Sequence[Worker], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._tiles = [PersonTile(theme, worker) for worker in workers]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._across = 0
        for tile in self._tiles:
            tile.clicked.connect(lambda _checked=False, key=tile.worker.key: self._pick(key))
        self._place(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        half = (event.size().width() - _GAP) // 2
        self._place(2 if all(tile.least_width() <= half for tile in self._tiles) else 1)
        super().resizeEvent(event)

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // across, at % across)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

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
