"""The line under a group of questions: what may be answered together, once the group was read to its end."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.words import _
from ui.binding.layout import Together
from ui.binding.note_line import NoteLine
from ui.parts.buttons import PlainButton
from ui.theme import Theme


class TogetherBar(QWidget):
    """Buttons for several answers at once. `wanted(words, steps)` follows a press.

    A button whose rows are all answered goes away and leaves its room, so that nothing moves under a finger.
    """

    wanted = Signal(str, object)

    def __init__(self, theme: Theme, group: str, count: int) -> None:
        super().__init__()
        self._group = group
        self._offers: Sequence[Together] = ()
        self.buttons = [PlainButton(theme, "", small=True, accent=True) for _number in range(count)]
        self._note = NoteLine(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        for at, button in enumerate(self.buttons):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.clicked.connect(lambda _checked=False, at=at: self._press(at))
            button.hide()
            row.addWidget(button)
        row.addWidget(self._note, 1)

    def show_offers(self, offers: Sequence[Together]) -> None:
        """Show what may be answered together now."""
        self._offers = offers
        for button, offer in zip(self.buttons, offers, strict=False):
            if button.text() != offer.words:
                button.set_text(offer.words)
            button.setAccessibleName(_("{group}: {words}").format(group=self._group, words=offer.words))
            button.setAccessibleDescription(offer.what)
            button.setToolTip(offer.what)
            button.setVisible(bool(offer.steps))
        left = [f"{offer.words}: {offer.what}" for offer in offers if offer.steps]
        self._note.say("  ·  ".join(left), "ink3")

    def _press(self, at: int) -> None:
        if at < len(self._offers) and self._offers[at].steps:
            self.wanted.emit(self._offers[at].done, self._offers[at].steps)
