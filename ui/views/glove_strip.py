"""The strip above the step: what runs and what is left, then Undo and the second page."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.glove_button import GloveButton, glove_px
from ui.parts.labels import FullLabel, Icon
from ui.theme import Theme
from ui.views.glove_words import Figure

MOST = 5
_GAP, _PAD, _LOW_PAD = 16, 8, 4
_ICON, _ICON_GAP = 22, 12
_NUMBER_PX, _WORDS_PX = 24, 14
_UNDO_WIDE, _MORE_WIDE = 250, 130
_NARROW = 1000


class _Shown(QWidget):
    """One figure: its icon, its number, and a line below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = Icon(theme, "clock", _ICON)
        self._number = FullLabel(theme, px=_NUMBER_PX, weight=600)
        self._words = FullLabel(theme, px=_WORDS_PX, token="ink2")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._number)
        column.addWidget(self._words)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_ICON_GAP)
        row.addWidget(self._icon)
        row.addLayout(column)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_figure(self, figure: Figure, *, words: bool) -> None:
        self._icon.set_icon("triangle" if figure.amber else figure.icon, "amber_mark" if figure.amber else "ink2")
        self._number.setText(figure.number)
        self._number.set_token("amber" if figure.amber else "ink")
        self._words.setText(_line(figure, words=words))
        self._words.set_token("amber" if figure.amber else "ink2")
        self.setAccessibleName(figure.spoken)

    def wide(self, figure: Figure, *, words: bool) -> int:
        """How wide a figure is, with all of its words or the first of them."""
        number = QFontMetricsF(self._theme.font(_NUMBER_PX, 600)).horizontalAdvance(figure.number)
        line = QFontMetricsF(self._theme.font(_WORDS_PX)).horizontalAdvance(_line(figure, words=words))
        return ceil(_ICON + _ICON_GAP + max(number, line)) + 2


def _line(figure: Figure, *, words: bool) -> str:
    return figure.words if words else figure.words.partition(",")[0]


class GloveStrip(QWidget):
    """Figures from the left as far as there is room; Undo keeps its place while there is nothing to undo."""

    undo_pressed = Signal()
    more_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._figures: list[Figure] = []
        self._low = False
        self._shown = [_Shown(theme) for _number in range(MOST)]
        self.undo, self.more = GloveButton(theme), GloveButton(theme)
        self.undo.clicked.connect(self.undo_pressed)
        self.more.clicked.connect(self.more_pressed)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(_GAP)
        for shown in self._shown:
            self._row.addWidget(shown)
        self._row.addStretch(1)
        for button in (self.undo, self.more):
            button.setSizePolicy(policy)
            self._row.addWidget(button)
        self.undo.hide()
        self.set_more(_("More"))
        self._fit()
        theme.changed.connect(self.update)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show the figures, the first ones where there is not room for all."""
        self._figures = list(figures[:MOST])
        self._fit_figures()

    def offer_undo(self, what: str, seconds: int) -> None:
        """Offer to take the last step back; nothing to say takes the offer away."""
        self.undo.setVisible(bool(what))
        if what:
            self.undo.show_words(_("Undo"), _("{what}, {seconds} s").format(what=what, seconds=seconds), "Del")

    def set_more(self, words: str) -> None:
        """`More`, or `Back` while a second page or a question is open."""
        self.more.show_words(words, "", "5")

    def set_low(self, low: bool) -> None:
        """Less air around the buttons where the window is low; measured anew, as it may be on another screen."""
        self._low = low
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        side = glove_px(self._theme, self)
        narrow = self.width() < _NARROW
        pad, edge = _LOW_PAD if self._low else _PAD, 16 if narrow else 28
        self._row.setContentsMargins(edge, pad, edge, pad)
        self.undo.setFixedSize(max(side, 170 if narrow else _UNDO_WIDE), side)
        self.more.setFixedSize(max(side, 90 if narrow else _MORE_WIDE), side)
        self.setFixedHeight(side + 2 * pad)
        self._fit_figures()

    def _fit_figures(self) -> None:
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self.undo.width() - self.more.width() - 2 * _GAP
        for words in (True, False):
            widths = [
                shown.wide(figure, words=words) for shown, figure in zip(self._shown, self._figures, strict=False)
            ]
            if sum(widths) + _GAP * len(widths) <= room:
                break
        used = 0
        for at, shown in enumerate(self._shown):
            used += widths[at] + _GAP if at < len(widths) else room + 1
            if used <= room:
                shown.show_figure(self._figures[at], words=words)
            shown.setVisible(used <= room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(rect, self._theme.colour("sunken"))
            painter.fillRect(QRectF(0, rect.height() - 1, rect.width(), 1), self._theme.colour("line"))
