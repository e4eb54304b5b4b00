"""Where a paper goes: printer by name, copies, one side or both, and who is given it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.print_choices import PrintChoice
from charting.actions.print_jobs import MOST_COPIES
from charting.records.print_job import ONE_SIDE, RECIPIENTS, SIDES
from charting.words import _, ngettext
from ui.parts.buttons import IconButton
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Label
from ui.parts.menu_button import MenuButton
from ui.printers import PrinterSaid
from ui.theme import Theme

NOBODY = "nobody"
COUNT_PX = 62


class PrintBar(QWidget):
    """`choice()` is what stands there; None where there is no printer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._printers: dict[str, PrinterSaid] = {}
        self._copies = 1
        self._wanted_sides = ONE_SIDE
        self.printer = MenuButton(theme, _("Printer"))
        self.printer.picked.connect(lambda _name: self._offer_sides())
        self.sides = MenuButton(theme, _("Sides"))
        self.sides.picked.connect(self._want_sides)
        self.recipient = MenuButton(theme, _("Given to"))
        people = [(option.code, _("For {whom}").format(whom=_(option.label))) for option in RECIPIENTS]
        self.recipient.set_options([*people, (NOBODY, _("For nobody yet"))], NOBODY)
        self._count = Label(theme, px=14, weight=600)
        self._count.setFixedWidth(COUNT_PX)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.less = IconButton(theme, "minus", _("One copy fewer"))
        self.less.clicked.connect(lambda: self._step(-1))
        self.more = IconButton(theme, "plus", _("One copy more"))
        self.more.clicked.connect(lambda: self._step(1))
        self._missing = Label(theme, px=13, token="amber", wrap=True)
        copies = QWidget()
        row = QHBoxLayout(copies)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.less, self._count, self.more):
            row.addWidget(part)
        self._across = QWidget()
        flow = FlowLayout(self._across, gap=8)
        for widget in (self.printer, copies, self.sides, self.recipient):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._across)
        column.addWidget(self._missing)
        self.offer([], None)

    def offer(self, printers: Sequence[PrinterSaid], last: PrintChoice | None, recipient: str | None = None) -> None:
        """Offer the printers there are, set as this kind of paper was printed last; `recipient` where it never was.

        A printer that is no longer there is named, and the usual one stands in its place.
        """
        self._printers = {printer.name: printer for printer in printers}
        names = list(self._printers)
        wanted = last.printer if last is not None else ""
        self.printer.set_options([(name, name) for name in names], wanted)
        gone = bool(wanted) and wanted not in self._printers
        words = _("Printed on {printer} last time, which is not here.").format(printer=wanted)
        if not names:
            words = _("There is no printer on this computer. Save the PDF instead.")
        self._missing.setText(words)
        self._missing.setVisible(gone or not names)
        self._across.setVisible(bool(names))
        self._copies = last.copies if last is not None else 1
        self._wanted_sides = last.sides if last is not None else ONE_SIDE
        to = last.recipient if last is not None else recipient
        self.recipient.set_value(to or NOBODY)
        self._offer_sides()
        self._step(0)

    def choice(self) -> PrintChoice | None:
        """How to print; None where there is no printer."""
        if not self._printers:
            return None
        to = self.recipient.value()
        return PrintChoice(self.printer.value(), self._copies, self.sides.value(), None if to == NOBODY else to)

    def _offer_sides(self) -> None:
        """Only what the printer says it can do."""
        printer = self._printers.get(self.printer.value())
        able = printer.sides if printer is not None else (ONE_SIDE,)
        self.sides.set_options([(code, SIDES.label(code)) for code in able], self._wanted_sides)
        self.sides.setEnabled(len(able) > 1)

    def _want_sides(self, code: str) -> None:
        self._wanted_sides = code

    def _step(self, by: int) -> None:
        self._copies = min(MOST_COPIES, max(1, self._copies + by))
        self._count.setText(ngettext("{count} copy", "{count} copies", self._copies).format(count=self._copies))
        self.less.setEnabled(self._copies > 1)
        self.more.setEnabled(self._copies < MOST_COPIES)
