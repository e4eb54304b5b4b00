"""One press for several answers that one spoken check covers, under what it answers, all of it named."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.context import Context
from charting.records.base import Sheet
from charting.records.versions import is_shut
from ui.binding.hand import Hand
from ui.binding.layout import Together
from ui.binding.together_bar import TogetherBar
from ui.theme import Theme

Offer = Callable[[Any, datetime], Together]
Land = Callable[[Any], tuple[str, str] | None]


class TogetherPanel(QWidget):
    """`offer(sheet, now)` is asked again at the press, for what it says of that moment.

    `land(sheet)` is the record and the field the cursor goes to afterwards, if to any. `pressed` follows a press.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, name: str, offer: Offer, land: Land | None = None) -> None:
        super().__init__()
        self.bar = TogetherBar(theme, name, 1)
        self._offer, self._land = offer, land
        self._hand: Hand | None = None
        self._focus_on: Callable[[str, str], object] | None = None
        self._sheet: Sheet | None = None
        self.bar.wanted.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)

    def serve(self, hand: Hand, focus_on: Callable[[str, str], object]) -> None:
        """Take the hand that keeps answers, and the way to put the cursor into one."""
        self._hand, self._focus_on = hand, focus_on

    def show_record(self, record: object, context: Context) -> None:
        """Offer what is not answered yet. What was offered once keeps its room while its sheet is shown."""
        sheet = record if isinstance(record, Sheet) else None
        sealed = sheet is not None and bool(sheet.seal) and getattr(sheet, sheet.seal) is not None
        shut = sheet is None or sheet.visit is None or is_shut(sheet.visit) or sealed
        if sheet is not self._sheet or shut:
            self.bar.hide()
        self._sheet = sheet
        self.bar.show_offers([] if sheet is None or shut else [self._offer(sheet, context.now)])
        if self.bar.offered():
            self.bar.show()

    def _press(self, _words: str, _steps: object) -> None:
        if self._hand is None or self._sheet is None:
            return
        offer = self._offer(self._sheet, self._hand.context().now)
        if not offer.steps:
            return
        self._hand.carry_out(offer.done, offer.steps)
        self.show_record(self._sheet, self._hand.context())
        place = self._land(self._sheet) if self._land is not None else None
        if place is not None and self._focus_on is not None:
            self._focus_on(*place)
        self.pressed.emit()
