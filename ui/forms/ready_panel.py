"""One press for a rescue kit that was looked through: each item is answered yes, as if it had been tapped."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.actions.carry_forward import Copy
from charting.context import Context
from charting.fields import fields_of
from charting.records.anaesthesia import READY, Anaesthesia
from charting.records.versions import is_shut
from charting.words import _, ngettext
from ui.binding.hand import Hand
from ui.binding.layout import Together
from ui.binding.together_bar import TogetherBar
from ui.theme import Theme


class ReadyPanel(QWidget):
    """Stands under the items, so that whoever presses has had them in view. An item that was answered stays."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.bar = TogetherBar(theme, _("Rescue kit at hand"), 1)
        self._hand: Hand | None = None
        self.bar.wanted.connect(lambda words, steps: self._hand.carry_out(words, steps) if self._hand else None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)

    def serve(self, hand: Hand, _focus_on: Callable[[str, str], object]) -> None:
        """Take the hand that keeps answers."""
        self._hand = hand

    def show_record(self, record: object, _context: Context) -> None:
        """Offer what is not answered yet."""
        sheet = record if isinstance(record, Anaesthesia) else None
        shut = sheet is None or sheet.visit is None or is_shut(sheet.visit)
        self.bar.setVisible(not shut)
        if sheet is None:
            return
        steps = [Copy(sheet, name, True, None) for name in READY if not shut and getattr(sheet, name) is None]
        titles = ", ".join(fields_of(Anaesthesia)[step.name].title for step in steps)
        told = ngettext("{count} item is at hand", "{count} items are at hand", len(steps)).format(count=len(steps))
        self.bar.show_offers([Together(_("All of these are at hand"), titles, told, steps)])
