"""The running clocks in one line, where there is no room for the rail; a tap opens the rail."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from charting.records.clocks import Clock
from charting.words import _
from ui.icons import paint_icon
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme
from ui.views.clock_words import by_need, figures_of, shown_clock

_ICON, _GAP, _APART, _SIDE = 18, 6, 18, 8.0
_AMBER = frozenset({"near", "over"})


class ClocksLine(QAbstractButton):
    """As many running clocks as there is room for, those over their time first, then how many more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pieces: list[tuple[str, str, str, bool]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_clocks([], None)

    def show_clocks(self, clocks: Sequence[Clock], now: datetime | None) -> None:
        """Show the clocks of a visit; only what differs is painted."""
        running = by_need(clocks, now) if now is not None else []
        shown = [shown_clock(clock, now) for clock in running if now is not None]
        pieces = [
            ("triangle" if one.state == "over" else one.icon, figures_of(clock, now), one.title, one.state in _AMBER)
            for one, clock in zip(shown, running, strict=True)
            if now is not None
        ]
        spoken = "; ".join(one.spoken for one in shown) or _("No clock is running")
        if self.accessibleName() != spoken:
            self.setAccessibleName(spoken)
        if pieces != self._pieces:
            self._pieces = pieces
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.target())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.isDown() or self.underMouse():
                fill = self._theme.colour("accent_tint" if self.isDown() else "hover")
                box(painter, QRectF(self.rect()), BUTTON_RADIUS, fill)
            if self.hasFocus():
                box(painter, QRectF(self.rect()), BUTTON_RADIUS, None, self._theme.colour("accent"), width=2)
            if not self._pieces:
                self._write(painter, _SIDE, _("No clock is running"), 13, 400, "ink3")
            x, fitting = _SIDE, self._fitting()
            for icon, figures, title, amber in self._pieces[:fitting]:
                token = "amber" if amber else "ink"
                mark = self._theme.colour("amber_mark" if amber else "ink2")
                paint_icon(painter, icon, x, self.height() / 2, _ICON, mark)
                x = self._write(painter, x + _ICON + _GAP, figures, 16, 600, token) + _GAP
                x = self._write(painter, x, title, 13, 400, "amber" if amber else "ink2") + _APART
            if fitting < len(self._pieces):
                self._write(painter, x, self._more(fitting), 13, 400, "ink2")

    def _fitting(self) -> int:
        """How many clocks fit, with room for how many more there are; at least one."""
        room = self.width() - 2 * _SIDE
        widths = [self._width(figures, title) + _APART for _icon, figures, title, _amber in self._pieces]
        if sum(widths) - _APART <= room:
            return len(widths)
        room -= QFontMetricsF(self._theme.font(13)).horizontalAdvance(self._more(0))
        return max(1, sum(sum(widths[: at + 1]) <= room for at in range(len(widths))))

    def _more(self, shown: int) -> str:
        return _("and {count} more").format(count=len(self._pieces) - shown)

    def _width(self, figures: str, title: str) -> float:
        large, small = QFontMetricsF(self._theme.font(16, 600)), QFontMetricsF(self._theme.font(13))
        return _ICON + 2 * _GAP + large.horizontalAdvance(figures) + small.horizontalAdvance(title)

    def _write(self, painter: QPainter, x: float, text: str, px: int, weight: int, token: str) -> float:
        font = self._theme.font(px, weight)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(QPointF(x, (self.height() + metrics.capHeight()) / 2), text)
        return x + metrics.horizontalAdvance(text)
