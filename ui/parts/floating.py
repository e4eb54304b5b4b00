"""Where a part lies that belongs to a field and moves nothing: under it, in the area that scrolls with it."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

GAP = 2


def place_under(part: QWidget, field: QWidget) -> None:
    """Show a part right under a field, or above it where there is no room below."""
    host = _host_of(field)
    if part.parentWidget() is not host:
        part.setParent(host)
    part.adjustSize()
    at = field.mapTo(host, QPoint(0, field.height() + GAP))
    if at.y() + part.height() > host.height():
        at.setY(max(0, field.mapTo(host, QPoint(0, 0)).y() - part.height() - GAP))
    at.setX(max(0, min(at.x(), host.width() - part.width())))
    part.move(at)
    part.show()
    part.raise_()


def _host_of(field: QWidget) -> QWidget:
    """What the part lies in: the content of the nearest scroll area, else the window."""
    around = field.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.widget() is not None and around.widget().isAncestorOf(field):
            return around.widget()
        around = around.parentWidget()
    return field.window()
