"""Which answers of a sheet are out of view: what one press confirms should have been there to be seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from charting.actions.carry_forward import Copy
from ui.binding.cell import Cell


def out_of_view(view: QWidget, waiting: Sequence[Copy]) -> int:
    """How many of these answers have their field on the sheet of `view`, but not in the part that is in view.

    Answers of repeated rows stand in their table and have no field until their row is in hand; they are not counted.
    """
    wanted = {(id(copy.record), copy.name) for copy in waiting}
    cells = [cell for cell in view.findChildren(Cell) if (id(cell.record), cell.declared.name) in wanted]
    return sum(1 for cell in cells if cell.isVisible() and not _is_in_view(cell))


def scrolled_in(view: QWidget) -> list[QScrollArea]:
    """The areas of a view that are on show and can move up and down."""
    return [area for area in view.findChildren(QScrollArea) if area.isVisible()]


def _is_in_view(cell: QWidget) -> bool:
    """Whether a field is in view with its box, not only with a hair of it."""
    parent = cell.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is None:
        return True
    port = parent.viewport()
    place = QRect(cell.mapTo(port, QPoint(0, 0)), cell.size())
    return port.rect().contains(place.center())
