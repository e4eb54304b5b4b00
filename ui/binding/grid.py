"""Fields on a grid of twelve columns, in reading order, which is tab order."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from charting.fields import fields_of
from charting.findings import Finding
from charting.records.base import Record
from ui.binding.cell import Cell, label_span, natural_span
from ui.binding.editors import Clock
from ui.binding.layout import Span
from ui.binding.note_layer import NoteLayer
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
        self._asked: dict[str, Callable[[Any], bool]] = {}
        self._leading: set[Cell] = set()
        grid = ColumnsLayout(self)
        for place in places:
            attribute, columns = (place.attribute, place.columns) if isinstance(place, Span) else (place, 0)
            declared = fields_of(attribute.class_)[attribute.key]
            cell = Cell(theme, declared, clock, offers(getattr(declared, "suggest", "")))
            cell.answered.connect(self.answered)
            cell.editor.tapped.connect(lambda cell=cell: self._go_on_from(cell))
            cell.restated.connect(self._arrange_notes)
            self.cells[attribute.key] = cell
            if isinstance(place, Span) and place.leads:
                self._leading.add(cell)
            if isinstance(place, Span) and place.asked is not None:
                self._asked[attribute.key] = place.asked
                policy = cell.sizePolicy()
                policy.setRetainSizeWhenHidden(True)
                cell.setSizePolicy(policy)
            grid.add(cell, max(columns, label_span(declared, theme)) if columns else natural_span(declared, theme))
        self.notes = NoteLayer(theme, self, lambda: [(c.note, c.is_in_hand()) for c in self.cells.values()])
        self._notes_timer = QTimer(self, singleShot=True, interval=0)
        self._notes_timer.timeout.connect(self.notes.arrange)

    def _arrange_notes(self) -> None:
        """Once after all that is said anew in one go."""
        if self.isVisible():
            self._notes_timer.start()

    def _go_on_from(self, tapped: Cell) -> None:
        """After a tap the cursor goes to what is to be typed next: the first open field behind it, if it is needed.

        A field that leads goes on to one that nobody needs as well.
        """
        cells = list(self.cells.values())
        behind = (cell for cell in cells[cells.index(tapped) + 1 :] if cell.isVisible())
        following = next((cell for cell in behind if cell.waits()), None)
        if tapped.waits() or following is None or not following.editor.is_typed():
            return
        if following.is_needed() or tapped in self._leading:
            following.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notes.setGeometry(self.rect())
        self.notes.raise_()
        self._arrange_notes()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._notes_timer.start()

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
        self._show_asked()

    def offer_listed(self, record: Record) -> None:
        """An answer of a record changed: what its other cells offer may have, too."""
        for cell in self.cells.values():
            if cell.record is record:
                cell.offer_listed()
        self._show_asked()

    def _show_asked(self) -> None:
        """Show what only some answers ask for; what was answered all the same stays to be seen."""
        for name, asked in self._asked.items():
            cell = self.cells[name]
            cell.setVisible(cell.record is None or asked(cell.record) or not cell.waits())

    def show_findings(self, findings: dict[tuple[str, str], list[Finding]]) -> None:
        """Hand every cell what is said about it; `findings` is keyed by record id and field name."""
        for name, cell in self.cells.items():
            if cell.record is not None:
                cell.show_findings(findings.get((cell.record.id, name), ()))
