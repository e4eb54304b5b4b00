"""The line under questions: what may be answered together, once they were read to their end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.words import _
from ui.binding.layout import Together
from ui.parts.buttons import PlainButton
from ui.parts.labels import Label
from ui.theme import Theme


class TogetherBar(QWidget):
    """Buttons for several answers at once. `wanted(words, steps)` follows a press.

    What each answers is written out in full beside it, on as many lines as it takes. A button whose rows are all
    answered goes away and leaves its room, so that nothing moves under a finger.
    """

    wanted = Signal(str, object)

    def __init__(self, theme: Theme, group: str, count: int) -> None:
        super().__init__()
        self._group = group
        self._offers: Sequence[Together] = ()
        self.buttons = [PlainButton(theme, "", small=True, accent=True) for _number in range(count)]
        self._full = Label(theme, px=12, token="ink2", wrap=True)
        self._full.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._full.setContentsMargins(0, 12, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, at=at: self._press(at))
            button.hide()
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._full, 1)

    def show_offers(self, offers: Sequence[Together]) -> None:
        """Show what may be answered together now."""
        self._offers = offers
        for button, offer in zip(self.buttons, offers, strict=False):
            if button.text() != offer.words:
                button.set_text(offer.words)
            button.setAccessibleName(_("{group}: {words}").format(group=self._group, words=offer.words))
            button.setAccessibleDescription(offer.what)
            button.setToolTip(offer.what)
            if offer.steps:
                _keep_room(button)
            button.setVisible(bool(offer.steps))
        left = [offer for offer in offers if offer.steps]
        if left:
            self._full.setMinimumHeight(0)
            several = len(left) > 1
            self._full.setText("\n".join(f"{o.words}: {o.what}" if several else o.what for o in left))
        elif self._full.text():
            self._full.setMinimumHeight(self._full.height())
            self._full.setText(_("Answered."))

    def offered(self) -> bool:
        """Whether anything may be answered together now."""
        return any(offer.steps for offer in self._offers)

    def _press(self, at: int) -> None:
        if at < len(self._offers) and self._offers[at].steps:
            self.wanted.emit(self._offers[at].done, self._offers[at].steps)


def _keep_room(button: PlainButton) -> None:
    policy = button.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    button.setSizePolicy(policy)
