"""The clinic's phrases that fit what is being typed, under the field in hand. It never takes the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.floating import place_under
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

WIDTH = 420
MOST = 6
_TEXT_AT = 96


class PhraseList(QWidget):
    """At most six rows, the chosen one tinted. `picked(key)` follows a tap."""

    picked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._keys: list[str] = []
        self._at = 0
        self._rows = [_PhraseRow(theme) for _row in range(MOST)]
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Phrases"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        for at, row in enumerate(self._rows):
            row.clicked.connect(lambda _checked=False, at=at: self.picked.emit(self._keys[at]))
            column.addWidget(row)
        theme.changed.connect(self.update)
        self.hide()

    def offer(self, under: QWidget, phrases: Sequence[tuple[str, str]]) -> None:
        """Offer pairs of key and text; none hides the list."""
        self._keys = [key for key, _text in phrases[:MOST]]
        if not self._keys:
            self.hide()
            return
        for row, phrase in zip(self._rows, phrases, strict=False):
            row.show_phrase(*phrase)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(self._keys))
        self._choose(0)
        place_under(self, under)

    def chosen(self) -> str:
        """The key of the chosen phrase; blank while nothing is offered."""
        return "" if self.isHidden() else self._keys[self._at]

    def keys(self) -> list[str]:
        """The keys on offer."""
        return [] if self.isHidden() else self._keys

    def move_by(self, rows: int) -> None:
        """Choose another row."""
        self._choose((self._at + rows) % len(self._keys))

    def _choose(self, at: int) -> None:
        self._at = at
        for place, row in enumerate(self._rows):
            row.set_chosen(place == at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), BUTTON_RADIUS, colour("raised"), colour("line2"))


class _PhraseRow(QAbstractButton):
    """The key in strong type, the text beside it as far as there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._phrase = ("", "")
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_phrase(self, key: str, text: str) -> None:
        """Show another phrase."""
        self._phrase = (key, " ".join(text.split()))
        self.setAccessibleName(f"{key}: {text}")
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Tint the row, or not."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 8, self._theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour, rect = self._theme.colour, QRectF(self.rect())
        key, text = self._phrase
        with QPainter(self) as painter:
            if self._chosen or self.isDown():
                box(painter, rect, BUTTON_RADIUS - 2, colour("accent_tint"))
            for words, at, weight, token in ((f";{key}", 10, 600, "ink"), (text, _TEXT_AT, 400, "ink2")):
                font = self._theme.font(13, weight)
                metrics = QFontMetricsF(font)
                room = _TEXT_AT - 16 if at == 10 else rect.width() - at - 10
                painter.setFont(font)
                painter.setPen(colour(token))
                shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
                painter.drawText(QPointF(at, (rect.height() + metrics.capHeight()) / 2), shown)
