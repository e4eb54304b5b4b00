"""Fields on a grid of twelve columns, in reading order, which is tab order."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from charting.fields import fields_of
from charting.findings import Finding
from charting.records.base import Record
from ui.binding.cell import Cell, label_span, natural_span
from ui.binding.editors import Clock
from ui.binding.layout import COLUMNS, Span
from ui.theme import Theme

NARROW = 640
NARROW_COLUMNS = 8
Offers = Callable[[str], Sequence[str]]


def no_offers(_name: str) -> Sequence[str]:
    """Nothing to choose from."""
    return ()


class FieldGrid(QWidget):
    """Cells of one record on twelve columns, eight where it is narrow. What does not fit the line begins the next."""

    answered = Signal(object, str, object, object, bool)

    def __init__(self, theme: Theme, places: Sequence[Any], clock: Clock, offers: Offers = no_offers) -> None:
        super().__init__()
        self.cells: dict[str, Cell] = {}
        self._spans: list[int] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for place in places:
            attribute, columns = (place.attribute, place.columns) if isinstance(place, Span) else (place, 0)
            declared = fields_of(attribute.class_)[attribute.key]
            cell = Cell(theme, declared, clock, offers(getattr(declared, "suggest", "")))
            cell.answered.connect(self.answered)
            self.cells[attribute.key] = cell
            self._spans.append(max(columns, label_span(declared, theme)) if columns else natural_span(declared, theme))
        self._place(COLUMNS)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest cell: what twelve columns need must not keep the grid from changing to eight."""
        least = super().minimumSizeHint()
        widest = max((cell.minimumSizeHint().width() for cell in self.cells.values()), default=0)
        return QSize(min(least.width(), widest), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(COLUMNS if event.size().width() >= NARROW else NARROW_COLUMNS)
        super().resizeEvent(event)

    def _place(self, columns: int) -> None:
        """Put the cells on so many columns, in reading order."""
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        row = column = 0
        for cell, wanted in zip(self.cells.values(), self._spans, strict=True):
            span = min(wanted, columns)
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, row, column, 1, span)
            column += span

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
