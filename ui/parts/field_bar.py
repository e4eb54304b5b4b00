"""A small bar under the field in hand: a question or a remark, and one or two buttons. It never takes the focus."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.floating import place_under
from ui.parts.labels import FullLabel
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

KEYS = ("Alt+1", "Alt+2")
Offer = tuple[str, Callable[[], object]]


class FieldBar(QWidget):
    """Lies over what stands below, so that nothing moves. Its buttons are pressed by Alt+1 and Alt+2, too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._offers: Sequence[Offer] = ()
        self._words = FullLabel(theme, px=13, token="ink2")
        self._buttons = [PlainButton(theme, "", small=True, key_hint=key) for key in KEYS]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 6, 2)
        row.setSpacing(8)
        row.addWidget(self._words)
        for at, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, at=at: self.take(at))
            row.addWidget(button)
        theme.changed.connect(self.update)
        self.hide()

    def offer(self, under: QWidget, words: str, offers: Sequence[Offer]) -> None:
        """Show words and at most two things to do under a field."""
        self._offers = offers
        self._words.setText(words)
        self._words.setVisible(bool(words))
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(offers))
            if at < len(offers):
                button.set_text(offers[at][0])
        self.setAccessibleName(_("{words} {offers}").format(words=words, offers=", ".join(o[0] for o in offers)))
        place_under(self, under)

    def texts(self) -> list[str]:
        """The words of what is offered."""
        return [text for text, _act in self._offers] if self.isVisible() else []

    def take(self, at: int) -> bool:
        """Do what is offered at a place. False when nothing is."""
        if self.isHidden() or at >= len(self._offers):
            return False
        act = self._offers[at][1]
        self.hide()
        act()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), BUTTON_RADIUS, colour("raised"), colour("line2"))
