"""Repeated rows: a table of what was recorded, and one editor for the row in hand."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from charting.actions.carry_forward import Copy, NewRow, Step
from charting.fields import lines_of
from charting.findings import Finding
from charting.kinds import Drawn
from charting.records.base import Line, Record
from charting.words import _
from ui.binding.grid import FieldGrid, Offers
from ui.binding.hand import Hand
from ui.binding.landing import land_in
from ui.binding.layout import Rows
from ui.binding.line_table import LineTable
from ui.binding.picture import Beside, TotalsLine
from ui.parts.buttons import LinkButton, PlainButton
from ui.parts.labels import Label
from ui.theme import Theme


class RowsEditor(QWidget):
    """The rows of one list of a record. `add_button` is placed in the head of the card by whoever builds it."""

    answered = Signal(object, str, object, object, bool)

    def __init__(self, theme: Theme, place: Rows, hand: Hand, offers: Offers) -> None:
        super().__init__()
        self.name = place.attribute.key
        self._first = place.first
        self._hand = hand
        self._declared = lines_of(place.attribute.class_)[self.name]
        self._record: Record | None = None
        self._in_hand: Line | None = None
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        row = self._declared.row.lower()
        self.add_button = PlainButton(theme, _("Add {row}").format(row=row), icon="plus", accent=True, small=True)
        self.add_button.clicked.connect(self._add)
        self._remove_button = LinkButton(theme, _("Remove this {row}").format(row=row), small=True)
        self._remove_button.clicked.connect(self._remove)
        self._again_of = place.again
        self._again_button = LinkButton(theme, "", small=True)
        self._again_button.clicked.connect(self._add_again)
        self._none = _("None recorded."), _("None recorded. Press “Add {row}”.").format(row=row)
        self._empty = Label(theme, self._none[1], px=13, token="ink3")
        self._table = LineTable(theme, self._declared.title, place.table)
        self._grid = FieldGrid(theme, place.fields, hand.context, offers)
        self._grid.answered.connect(self.answered)
        self._table.chosen.connect(self._show_row)
        self._table.clicked.connect(lambda _index: self._grid.focus_open())
        self._totals = TotalsLine(theme, place.totals)
        self._picture = place.picture(theme) if place.picture is not None else None
        if self._picture is not None:
            self._picture.chosen.connect(self._table.choose)
            self._picture.wanted.connect(self._add_answered)
        self._lay_out(under_table=place.under_table, offers_again=place.again is not None)
        self._read_only = False

    def _keep_room_for_again(self, holder: QWidget, *, offered: bool) -> None:
        """Under the table, with its room kept while it is away: nothing slides once a dose is given."""
        policy = self._again_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._again_button.setSizePolicy(policy)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._again_button)
        row.addStretch(1)
        holder.setVisible(offered)

    def _lay_out(self, *, under_table: bool, offers_again: bool) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._remove_button)
        editor = _column(self._grid, foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        again = QWidget(self)  # without a parent it would stand as a window of its own for a moment
        self._keep_room_for_again(again, offered=offers_again)
        above = (self._empty, self._table, again, self._totals)
        if self._picture is None or under_table:
            for part in above:
                layout.addWidget(part)
            layout.addWidget(editor if self._picture is None else Beside(self._picture, editor))
        else:
            layout.addWidget(Beside(self._picture, _column(*above, editor)))

    def places(self) -> list[tuple[str, str]]:
        """The list itself, then record and field of every row, in reading order."""
        own = [] if self._record is None else [(self._record.id, self.name)]
        return own + [(line.id, name) for line in self.lines() for name in self._grid.cells]

    def lines(self) -> list[Line]:
        """The rows on show."""
        return [] if self._record is None else list(getattr(self._record, self.name))

    def set_record(self, record: Record | None, read_only: bool) -> None:
        """Show the rows of another record, and take one in hand."""
        self._record, self._read_only, self._in_hand = record, read_only, None
        self.add_button.setVisible(not read_only)
        self._empty.setText(self._none[0 if read_only else 1])
        self.refresh()
        lines = self.lines()
        self._table.choose(next((at for at, line in enumerate(lines) if self._first(line)), len(lines) - 1))
        self._show_row(self._table.current())

    def refresh(self) -> None:
        """Show rows that came, went or changed; the row in hand stays in hand, wherever it stands now."""
        lines, held = self.lines(), self._in_hand
        self._table.show_lines(lines, self._hand.context().day)
        self._empty.setVisible(not lines)
        self._table.setVisible(bool(lines))
        self._grid.setVisible(bool(lines))
        self._remove_button.setVisible(bool(lines) and not self._read_only)
        if lines and self._table.current() < 0:
            self._table.choose(len(lines) - 1)
        if held is not None and held not in lines:
            self._show_row(self._table.current())
        elif held is not None and lines.index(held) != self._table.current():
            self._table.choose(lines.index(held))
        self._totals.show_record(self._record)
        self._draw()
        self._offer_again()

    def _again(self) -> tuple[str, NewRow] | None:
        lines, row = self.lines(), self._table.current()
        if self._again_of is None or self._read_only or not 0 <= row < len(lines):
            return None
        return self._again_of(lines[row])

    def _offer_again(self) -> None:
        offered = self._again()
        self._again_button.setVisible(offered is not None)
        if offered is not None and self._again_button.text() != offered[0]:
            self._again_button.set_text(offered[0])

    def _add_again(self) -> None:
        """A row like the one in hand; the cursor stands in the first answer that is to be confirmed or given."""
        offered = self._again()
        if offered is None:
            return
        words, row = offered
        self._table.setFocus()  # the button goes away, and would hand the cursor on by itself
        self._hand.carry_out(words, [row])
        self.refresh()
        self._table.choose(len(self.lines()) - 1)
        cell = self._grid.cells.get(row.only[0]) if row.only else None
        if cell is not None:
            cell.setFocus()

    def _draw(self) -> None:
        if self._picture is not None:
            self._picture.show_rows(self._record, self.lines(), self._table.current())

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

    def focus_on(self, record_id: str, name: str, *, meant: bool = False) -> bool:
        """Put the cursor into a field of a row; for the list itself into the row that waits, or on what adds one."""
        if self._record is not None and record_id == self._record.id and name == self.name:
            if not self._land_on_waiting():
                (self if self._read_only else self.add_button).setFocus()
            return True
        for row, line in enumerate(self.lines()):
            if line.id == record_id:
                self._table.choose(row)
                cell = self._grid.cells.get(name)
                if cell is not None:
                    land_in(cell, meant=meant)
                else:
                    self._table.setFocus()
                return True
        return False

    def _land_on_waiting(self) -> bool:
        """Into the pad of the first row that is not signed, or into a row that nobody has answered."""
        if self._read_only:
            return False
        row = next((at for at, line in enumerate(self.lines()) if line.is_blank() or self._first(line)), None)
        if row is None:
            return False
        self._table.choose(row)
        cells = [cell for cell in self._grid.cells.values() if not cell.isHidden()]
        pad = next((cell for cell in cells if isinstance(cell.declared, Drawn) and cell.waits()), None)
        found = pad or next((cell for cell in cells if cell.waits()), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        return found is not None

    def _show_row(self, row: int) -> None:
        lines = self.lines()
        line = lines[row] if 0 <= row < len(lines) else None
        self._in_hand = line
        self._grid.set_record(line, self._read_only)
        self._grid.show_findings(self._findings)
        self._draw()
        self._offer_again()

    def _add(self) -> None:
        if self._record is None:
            return
        self._hand.add_line(self._record, self.name)
        self._show_last()

    def _add_answered(self, answers: Mapping[str, Any]) -> None:
        """A row wanted by the picture, with what the picture knows; a row nobody has answered is used first."""
        if self._record is None or self._read_only:
            return
        blank = next((line for line in self.lines() if line.is_blank()), None)
        steps: list[Step] = [NewRow(self._record, self.name, tuple(answers.items()), None)]
        if blank is not None:
            steps = [Copy(blank, name, value, None) for name, value in answers.items()]
        self._hand.carry_out(_("{row} added").format(row=self._declared.row), steps)
        line = blank or self.lines()[-1]
        self.refresh()
        self._table.choose(self.lines().index(line))
        self._focus_first(answers)

    def _show_last(self) -> None:
        self.refresh()
        self._table.choose(len(self.lines()) - 1)
        self._focus_first({})

    def _focus_first(self, answered: Mapping[str, Any]) -> None:
        """Put the cursor into the first field that has no answer yet."""
        first = next((cell for name, cell in self._grid.cells.items() if name not in answered), None)
        if first is not None:
            first.setFocus()

    def _remove(self) -> None:
        row, lines = self._table.current(), self.lines()
        if self._record is not None and 0 <= row < len(lines):
            self._hand.remove_line(self._record, self.name, lines[row])
            self.refresh()


def _column(*parts: QWidget | QLayout) -> QWidget:
    """Parts under each other, drawn to the top."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for part in parts:
        if isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    layout.addStretch(1)
    return made
