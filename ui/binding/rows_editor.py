"""Repeated rows: a table of what was recorded, and one editor for the row in hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.fields import lines_of
from charting.findings import Finding
from charting.records.base import Line, Record
from charting.words import _
from ui.binding.grid import FieldGrid, Offers
from ui.binding.hand import Hand
from ui.binding.layout import Rows
from ui.binding.line_table import LineTable
from ui.parts.buttons import LinkButton, PlainButton
from ui.parts.labels import Label
from ui.theme import Theme


class RowsEditor(QWidget):
    """The rows of one list of a record. `add_button` is placed in the head of the card by whoever builds it."""

    answered = Signal(object, str, object, object, bool)

    def __init__(self, theme: Theme, place: Rows, hand: Hand, offers: Offers) -> None:
        super().__init__()
        self.name = place.attribute.key
        self._hand = hand
        self._declared = lines_of(place.attribute.class_)[self.name]
        self._record: Record | None = None
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        row = self._declared.row.lower()
        self.add_button = PlainButton(theme, _("Add {row}").format(row=row), icon="plus", accent=True, small=True)
        self.add_button.clicked.connect(self._add)
        self._remove_button = LinkButton(theme, _("Remove this {row}").format(row=row), small=True)
        self._remove_button.clicked.connect(self._remove)
        self._empty = Label(theme, _("None recorded. Press “Add {row}”.").format(row=row), px=13, token="ink3")
        self._table = LineTable(theme, self._declared.title, place.table)
        self._grid = FieldGrid(theme, place.fields, hand.context, offers)
        self._grid.answered.connect(self.answered)
        self._table.chosen.connect(self._show_row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._empty)
        layout.addWidget(self._table)
        layout.addWidget(self._grid)
        layout.addLayout(foot)
        self._read_only = False

    def lines(self) -> list[Line]:
        """The rows on show."""
        return [] if self._record is None else list(getattr(self._record, self.name))

    def set_record(self, record: Record | None, read_only: bool) -> None:
        """Show the rows of another record, the last one in hand."""
        self._record, self._read_only = record, read_only
        self.add_button.setVisible(not read_only)
        self.refresh()
        self._table.choose(len(self.lines()) - 1)
        self._show_row(self._table.current())

    def refresh(self) -> None:
        """Show rows that came, went or changed."""
        lines = self.lines()
        self._table.show_lines(lines, self._hand.context().day)
        self._empty.setVisible(not lines)
        self._table.setVisible(bool(lines))
        self._grid.setVisible(bool(lines))
        self._remove_button.setVisible(bool(lines) and not self._read_only)
        if lines and self._table.current() < 0:
            self._table.choose(len(lines) - 1)

    def show_findings(self, findings: dict[tuple[str, str], list[Finding]]) -> None:
        """Hand the row in hand what is said about it."""
        self._findings = findings
        self._grid.show_findings(findings)

    def show_stored(self, record: Record, name: str) -> None:
        """An answer changed: show it in the table and, if it is the row in hand, in its cell."""
        self.refresh()
        cell = self._grid.cells.get(name)
        if cell is not None and cell.record is record:
            cell.show_stored()
        self._grid.offer_listed(record)

    def focus_on(self, record_id: str, name: str) -> bool:
        """Put the cursor into a field of a row, or on the button that adds the first row."""
        if self._record is not None and record_id == self._record.id and name == self.name:
            self.add_button.setFocus()
            return True
        for row, line in enumerate(self.lines()):
            if line.id == record_id:
                self._table.choose(row)
                cell = self._grid.cells.get(name)
                (cell or self._table).setFocus()
                return True
        return False

    def _show_row(self, row: int) -> None:
        lines = self.lines()
        line = lines[row] if 0 <= row < len(lines) else None
        self._grid.set_record(line, self._read_only)
        self._grid.show_findings(self._findings)

    def _add(self) -> None:
        if self._record is None:
            return
        self._hand.add_line(self._record, self.name)
        self.refresh()
        self._table.choose(len(self.lines()) - 1)
        first = next(iter(self._grid.cells.values()), None)
        if first is not None:
            first.setFocus()

    def _remove(self) -> None:
        row, lines = self._table.current(), self.lines()
        if self._record is not None and 0 <= row < len(lines):
            self._hand.remove_line(self._record, self.name, lines[row])
            self.refresh()
            self._show_row(self._table.current())
