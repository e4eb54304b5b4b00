"""A form: cards of fields, composed by reference. It knows no particular record."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from charting.fields import fields_of, line_model, lines_of
from charting.findings import Finding
from charting.records.base import Record
from ui.binding.cell import Cell
from ui.binding.checklist_editor import ChecklistEditor
from ui.binding.grid import FieldGrid, Offers, no_offers
from ui.binding.hand import Hand
from ui.binding.landing import land_in
from ui.binding.layout import Checklist, Panel, Rows, rows
from ui.binding.rows_editor import RowsEditor
from ui.parts.card import Card
from ui.parts.second_press import TakenOn
from ui.theme import Theme

Compose = Callable[["Form"], None]
Part = FieldGrid | RowsEditor | ChecklistEditor


class Form(QWidget):
    """Everything a person may answer about one record.

    `compose` places fields with `section`; without it every field is listed, so that a new record works at once.
    `said_together` follows when one press gave several answers.
    """

    went_on = Signal()
    said_together = Signal()

    def __init__(
        self, theme: Theme, model: type[Record], hand: Hand, compose: Compose | None, offers: Offers = no_offers
    ) -> None:
        super().__init__()
        self.model = model
        self._theme, self._hand, self._offers = theme, hand, offers
        self._parts: list[Part] = []
        self._panels: list[Any] = []
        self._record: Record | None = None
        self._taken_on = TakenOn()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        (compose or list_every_field)(self)
        self._layout.addStretch(1)

    def section(self, title: str, *places: Any, note: str = "") -> None:
        """A card with fields in reading order; repeated rows and checklists take the whole width."""
        card = Card(self._theme, title, note)
        pending: list[Any] = []
        for place in places:
            if isinstance(place, Rows | Checklist | Panel):
                self._put_grid(card, pending)
                pending = []
                self._put_special(card, place)
            else:
                pending.append(place)
        self._put_grid(card, pending)
        self._layout.addWidget(card)

    def set_record(self, record: Record | None, read_only: bool) -> None:
        """Show another record."""
        self._record = record
        for part in self._parts:
            part.set_record(record, read_only)
        self._show_panels()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show every finding at its field."""
        sorted_by_place: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            sorted_by_place.setdefault((finding.record_id, finding.field), []).append(finding)
        for part in self._parts:
            part.show_findings(sorted_by_place)
        self._show_panels()

    def show_stored(self, record: Record, name: str) -> None:
        """An answer changed, whoever changed it."""
        for part in self._parts:
            if isinstance(part, FieldGrid):
                cell = part.cells.get(name)
                if cell is not None and cell.record is record:
                    cell.show_stored()
                part.offer_listed(record)
            else:
                part.show_stored(record, name)

    def focus_on(self, record_id: str, name: str, *, meant: bool = False) -> bool:
        """Put the cursor into a field and bring it into view. False when it is not on this form.

        What takes something back after the seal is only brought into view, unless it is `meant`.
        """
        for part in self._parts:
            if isinstance(part, FieldGrid):
                cell = part.cells.get(name)
                if cell is not None and cell.record is not None and cell.record.id == record_id:
                    land_in(cell, meant=meant)
                    return True
            elif isinstance(part, RowsEditor):
                if part.focus_on(record_id, name, meant=meant):
                    return True
            elif part.focus_on(record_id, name):
                return True
        return False

    def focus_first(self, missing: Collection[tuple[str, str]]) -> bool:
        """Put the cursor into the first of these places in reading order, or into the first field of all while it is
        open. Places are record ids with field names. False when none of them is on this form.
        """
        places = [place for part in self._parts for place in part.places()]
        first = self._parts[0] if self._parts else None
        if isinstance(first, FieldGrid) and next(iter(first.cells.values())).waits():
            return self.focus_on(*places[0])
        wanted = next((place for place in places if place in missing), None)
        return wanted is not None and self.focus_on(*wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.went_on.emit()
            else:
                self.go_on()
                self._taken_on.start()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Enter has gone on already: a Tab right behind it, pressed out of habit, would skip a field."""
        return (forward and self._taken_on.swallows_tab()) or super().focusNextPrevChild(forward)

    def go_on(self) -> None:
        """The cursor one field on, past what takes something back after the seal; whoever wants that uses Tab."""
        before = _cell_in_hand()
        super().focusNextPrevChild(True)
        if before is not None and before.stays_open():
            return
        first = QApplication.focusWidget()
        while (cell := _cell_in_hand()) is not None and cell.is_late():
            if not super().focusNextPrevChild(True) or QApplication.focusWidget() is first:
                self.setFocus()

    def _show_panels(self) -> None:
        for shown in self._panels:
            shown.show_record(self._record, self._hand.context())

    def _put_grid(self, card: Card, places: list[Any]) -> None:
        if places:
            grid = FieldGrid(self._theme, places, self._hand.context, self._offers)
            self._keep(card, grid)

    def _put_special(self, card: Card, place: Rows | Checklist | Panel) -> None:
        if isinstance(place, Panel):
            shown = place.make(self._theme)
            if hasattr(shown, "serve"):
                shown.serve(self._hand, self.focus_on)
            if hasattr(shown, "pressed"):
                shown.pressed.connect(self.said_together)
            card.body.addWidget(shown)
            self._panels.append(shown)
        elif isinstance(place, Rows):
            editor = RowsEditor(self._theme, place, self._hand, self._offers)
            card.add_to_head(editor.add_button)
            self._keep(card, editor)
        else:
            checklist = ChecklistEditor(self._theme, place, self._hand.context)
            checklist.wanted.connect(self._hand.carry_out)
            self._keep(card, checklist)

    def _keep(self, card: Card, part: Part) -> None:
        part.answered.connect(self._hand.answer)
        card.body.addWidget(part)
        self._parts.append(part)


def _cell_in_hand() -> Cell | None:
    """The field the cursor stands in."""
    found = QApplication.focusWidget()
    while found is not None and not isinstance(found, Cell):
        found = found.parentWidget()
    return found


def list_every_field(form: Form) -> None:
    """Place every declared field of a record, and each of its lists."""
    model = form.model
    form.section("", *(getattr(model, name) for name in fields_of(model)))
    for name, declared in lines_of(model).items():
        line = line_model(model, name)
        fields = tuple(getattr(line, field) for field in fields_of(line))
        form.section(declared.title, rows(getattr(model, name), table=fields[:5], fields=fields))
