"""The line under questions: what may be answered together, once they were read to their end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.words import _
from ui.binding.layout import Together
from ui.binding.note_line import NoteLine
from ui.parts.buttons import PlainButton
from ui.parts.labels import Label
from ui.theme import Theme


class TogetherBar(QWidget):
    """Buttons for several answers at once. `wanted(words, steps)` follows a press.

    A button whose rows are all answered goes away and leaves its room, so that nothing moves under a finger. With
    `full`, for one button, what it answers is written out on as many lines as it takes, and stays when it is done.
    """

    wanted = Signal(str, object)

    def __init__(self, theme: Theme, group: str, count: int, *, full: bool = False) -> None:
        super().__init__()
        self._group = group
        self._offers: Sequence[Together] = ()
        self.buttons = [PlainButton(theme, "", small=True, accent=True) for _number in range(count)]
        self._note = NoteLine(theme)
        self._full = Label(theme, px=12, token="ink2", wrap=True) if full else None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        for at, button in enumerate(self.buttons):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.clicked.connect(lambda _checked=False, at=at: self._press(at))
            button.hide()
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop if full else Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._full or self._note, 1)

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
        left = [offer for offer in offers if offer.steps]
        if self._full is not None:
            if left:
                self._full.setText(left[0].what)
        else:
            self._note.say("  ·  ".join(f"{offer.words}: {offer.what}" for offer in left), "ink3")

    def offered(self) -> bool:
        """Whether anything may be answered together now."""
        return any(offer.steps for offer in self._offers)

    def _press(self, at: int) -> None:
        if at < len(self._offers) and self._offers[at].steps:
            self.wanted.emit(self._offers[at].done, self._offers[at].steps)
