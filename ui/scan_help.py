"""Help with a scanned code: its separator as a scanner types it, and the choice where one was lost on the way."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from charting.actions.carry_forward import Copy
from charting.origins import SCANNED, at_time
from charting.udi import VISIBLE_SEPARATOR
from charting.words import _
from ui.binding.cell import Cell
from ui.chart_model import ChartModel
from ui.edit_text import Edit, replace
from ui.parts.field_bar import FieldBar, Offer

_GROUP = "\x1d"


class ScanHelp:
    """Stands beside the field a code is scanned into, and beside the fields it would fill."""

    def __init__(self, model: ChartModel, bar: FieldBar) -> None:
        self._model, self._bar = model, bar
        self._asking = False

    def takes_code(self, cell: Cell | None) -> bool:
        """Whether codes are scanned into a field."""
        return cell is not None and cell.record is not None and cell.declared.name == cell.record.scanned_into

    def look(self, cell: Cell) -> bool:
        """Offer both ways to read a code in doubt; False where there is none."""
        record = cell.record
        offered = record.scan_choices(self._model.context().day) if record is not None else ()
        beside = self.takes_code(cell) or any(cell.declared.name in gives for _said, gives in offered)
        if record is None or not offered or not beside:
            if self._asking:
                self._bar.hide()
            self._asking = False
            return False
        at = at_time(SCANNED, self._model.now())
        offers: list[Offer] = []
        for said, gives in offered:
            steps = [Copy(record, name, value, at) for name, value in gives.items() if value is not None]
            act = partial(self._model.carry_out, _("Chosen: {what}").format(what=said), steps)
            offers.append((said[:1].upper() + said[1:], act))
        self._bar.offer(cell.editor, _("The code may lack a separator"), offers)
        self._asking = True
        return True

    def is_separator(self, event: QKeyEvent) -> bool:
        """Whether a key is what a scanner types between the parts of a label: no line of text would take it."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return event.text() == _GROUP or bool(control and event.key() == Qt.Key.Key_BracketRight)

    def separate(self, edit: Edit) -> None:
        """Write the separator where it can be seen."""
        if isinstance(edit, QLineEdit):
            at = edit.cursorPosition()
            replace(edit, at, at, VISIBLE_SEPARATOR)
