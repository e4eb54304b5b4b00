"""Where the help lies in glove mode: beside the step or above it, never on a button."""

from PySide6.QtCore import QRect

WIDE = 1000
GAP = 12


def is_beside(width: int, *, low: bool) -> bool:
    """Whether there is room for the help beside the step; else it covers name, clocks and title while it is read."""
    return width >= WIDE and not low


def beside(width: int, help_width: int, strip: QRect, buttons_top: int) -> QRect:
    """At the right, between the strip and the buttons at the foot, in logical pixels."""
    top = strip.bottom() + 1
    return QRect(width - help_width, top, help_width, buttons_top - GAP - top)


def above(strip: QRect, undo: QRect, first_top: int) -> QRect:
    """From the top down to the first button of the step, and as far to the right as Undo, which is in the strip."""
    return QRect(0, 0, strip.left() + undo.left() - GAP, first_top - GAP)
