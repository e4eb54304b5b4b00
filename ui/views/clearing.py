"""Taking widgets out of a layout at once, so that nothing of them is painted again."""

from PySide6.QtWidgets import QBoxLayout


def clear(layout: QBoxLayout) -> None:
    """Remove and free every widget of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # else the layout's belated show would make it a window of its own
            widget.setParent(None)
            widget.deleteLater()
