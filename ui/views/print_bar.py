"""Where a paper goes: printer by name, copies, one side or both, and who is given it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.actions.print_choices import PrintChoice
from charting.actions.print_jobs import MOST_COPIES
from charting.records.print_job import ONE_SIDE, RECIPIENTS, SIDES
from charting.words import _, ngettext
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Label
from ui.parts.menu_button import MenuButton
from ui.parts.stepper import Stepper
from ui.printers import PrinterSaid
from ui.theme import Theme
from ui.views.paper_choices import PaperChoices

NOBODY = "nobody"


class PrintBar(QWidget):
    """`choice()` is what stands there; None where there is no printer.

    Before the printer stand `choices`, how the paper is set, which hold without a printer as well.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._printers: dict[str, PrinterSaid] = {}
        self._wanted_sides = ONE_SIDE
        self.printer = MenuButton(theme, _("Printer"))
        self.printer.picked.connect(lambda _name: self._offer_sides())
        self.sides = MenuButton(theme, _("Sides"))
        self.sides.picked.connect(self._want_sides)
        self.recipient = MenuButton(theme, _("Given to"))
        people = [(option.code, _("For {whom}").format(whom=_(option.label))) for option in RECIPIENTS]
        self.recipient.set_options([*people, (NOBODY, _("For nobody yet"))], NOBODY)
        self.copies = Stepper(theme, _copies, _("One copy fewer"), _("One copy more"), least=1, most=MOST_COPIES)
        self.less, self.more = self.copies.less, self.copies.more
        self._missing = Label(theme, px=13, token="amber", wrap=True)
        self.choices = PaperChoices(theme, self)
        self._printing = (self.printer, self.copies, self.sides, self.recipient)
        self._across = QWidget()
        flow = self._flow = FlowLayout(self._across, gap=8)
        for widget in (*self.choices.parts, *self._printing):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._across)
        column.addWidget(self._missing)
        self.offer(None, None)

    def offer(
        self, printers: Sequence[PrinterSaid] | None, last: PrintChoice | None, recipient: str | None = None
    ) -> None:
        """Offer the printers there are, set as this kind of paper was printed last; `recipient` where it never was.

        A printer that is no longer there is named, and the usual one stands in its place. None where they are still
        looked for.
        """
        looking, printers = printers is None, printers or []
        self._printers = {printer.name: printer for printer in printers}
        names = list(self._printers)
        wanted = last.printer if last is not None else ""
        self.printer.set_options([(name, name) for name in names], wanted)
        gone = bool(wanted) and wanted not in self._printers
        words = _("Printed on {printer} last time, which is not here.").format(printer=wanted)
        if not names:
            words = _("There is no printer on this computer. Save the PDF instead.")
        if looking:
            words = _("Looking for printers")
        self._missing.set_token("ink2" if looking else "amber")
        self._missing.setText(words)
        self._missing.setVisible(gone or not names)
        for part in self._printing:
            part.setVisible(bool(names))
        self.copies.set_value(last.copies if last is not None else 1)
        self._wanted_sides = last.sides if last is not None else ONE_SIDE
        to = last.recipient if last is not None else recipient
        self.recipient.set_value(to or NOBODY)
        self._offer_sides()

    def lead(self, widget: QWidget) -> None:
        """Put something before all others."""
        self._flow.put_first(widget)

    def set_ready(self, ready: bool) -> None:
        """Whether a paper is on show that could be printed; how it is set can be chosen before that."""
        for part in self._printing:
            part.setEnabled(ready)
        if ready:
            self._offer_sides()

    def choice(self) -> PrintChoice | None:
        """How to print; None where there is no printer."""
        if not self._printers:
            return None
        to = self.recipient.value()
        return PrintChoice(self.printer.value(), self.copies.value(), self.sides.value(), None if to == NOBODY else to)

    def _offer_sides(self) -> None:
        """Only what the printer says it can do."""
        printer = self._printers.get(self.printer.value())
        able = printer.sides if printer is not None else (ONE_SIDE,)
        self.sides.set_options([(code, SIDES.label(code)) for code in able], self._wanted_sides)
        self.sides.setEnabled(len(able) > 1)

    def _want_sides(self, code: str) -> None:
        self._wanted_sides = code


def _copies(count: int) -> str:
    return ngettext("{count} copy", "{count} copies", count).format(count=count)
