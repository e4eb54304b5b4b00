"""Fields on a grid of twelve columns, in reading order, which is tab order."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from charting.fields import fields_of
from charting.findings import Finding
from charting.records.base import Record
from ui.binding.cell import Cell, label_span, natural_span
from ui.binding.editors import Clock
from ui.binding.layout import Span
from ui.parts.columns_layout import ColumnsLayout
from ui.theme import Theme

Offers = Callable[[str], Sequence[str]]


def no_offers(_name: str) -> Sequence[str]:
    """Nothing to choose from."""
    return ()


class FieldGrid(QWidget):
    """Cells of one record on twelve columns, eight where it is narrow."""

    answered = Signal(object, str, object, object, bool)

    def __init__(self, theme: Theme, places: Sequence[Any], clock: Clock, offers: Offers = no_offers) -> None:
        super().__init__()
        self.cells: dict[str, Cell] = {}
        grid = ColumnsLayout(self)
        for place in places:
            attribute, columns = (place.attribute, place.columns) if isinstance(place, Span) else (place, 0)
            declared = fields_of(attribute.class_)[attribute.key]
            cell = Cell(theme, declared, clock, offers(getattr(declared, "suggest", "")))
            cell.answered.connect(self.answered)
            cell.editor.tapped.connect(lambda cell=cell: self._go_on_from(cell))
            self.cells[attribute.key] = cell
            grid.add(cell, max(columns, label_span(declared, theme)) if columns else natural_span(declared, theme))

    def _go_on_from(self, tapped: Cell) -> None:
        """After a tap the cursor goes to what is to be typed next: the first open field behind it, if it is needed."""
        cells = list(self.cells.values())
        behind = (cell for cell in cells[cells.index(tapped) + 1 :] if cell.isVisible())
        following = next((cell for cell in behind if cell.waits()), None)
        if not tapped.waits() and following is not None and following.editor.is_typed() and following.is_needed():
            following.setFocus()

    def places(self) -> list[tuple[str, str]]:
        """Record and field of every cell, in reading order."""
        return [(cell.record.id, name) for name, cell in self.cells.items() if cell.record is not None]

    def focus_open(self) -> None:
        """Put the cursor into the first needed field that is to be typed and still open; nowhere else."""
        found = (cell for cell in self.cells.values() if cell.isVisible() and cell.waits() and cell.is_needed())
        typed = next((cell for cell in found if cell.editor.is_typed()), None)
        if typed is not None:
            typed.setFocus()

    def set_record(self, record: Record | None, read_only: bool) -> None:
        """Show another record."""
        for cell in self.cells.values():
            cell.set_record(record, read_only)

    def offer_listed(self, record: Record) -> None:
        """An answer of a record changed: what its other cells offer may have, too."""
        for cell in self.cells.values():
            if cell.record is record:
                cell.offer_listed()

    def show_findings(self, findings: dict[tuple[str, str], list[Finding]]) -> None:
        """Hand every cell what is said about it; `findings` is keyed by record id and field name."""
        for name, cell in self.cells.items():
            if cell.record is not None:
                cell.show_findings(findings.get((cell.record.id, name), ()))
