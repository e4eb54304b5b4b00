"""Which way a page reads: Arabic starts at the right, so columns, boxes and headings stand mirrored.

The head and foot of a page never move: whoever files it finds name, number and code at the same place on every paper.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from charting.output.ruled_grid import RuledGrid
from charting.words import reads_leftwards

_fixed: ContextVar[bool] = ContextVar("fixed_places", default=False)
_OTHER_SIDE = {
    "LEFTPADDING": "RIGHTPADDING",
    "RIGHTPADDING": "LEFTPADDING",
    "LINEBEFORE": "LINEAFTER",
    "LINEAFTER": "LINEBEFORE",
}
_SIDES = {"LEFT": "RIGHT", "RIGHT": "LEFT"}


def mirrored() -> bool:
    """Whether what is laid now starts at the right."""
    return reads_leftwards() and not _fixed.get()


@contextmanager
def fixed_places() -> Iterator[None]:
    """Lay out what stands at the same place in every language."""
    before = _fixed.set(True)
    try:
        yield
    finally:
        _fixed.reset(before)


def start(x: float, width: float, room: float) -> float:
    """Where something `width` points wide begins that starts `x` points into `room`."""
    return room - x - width if mirrored() else x


def in_columns(rows: Sequence[list[Any]], widths: Sequence[float], style: Sequence[Any], **options: Any) -> RuledGrid:
    """A table whose first column stands where reading starts. Arguments as of ReportLab's Table."""
    if not mirrored():
        return RuledGrid(rows, colWidths=list(widths), style=list(style), hAlign="LEFT", **options)
    turned = [_turned(command, len(widths)) for command in style]
    across = [list(reversed(row)) for row in rows]
    return RuledGrid(across, colWidths=list(reversed(widths)), style=turned, hAlign="RIGHT", **options)


def _turned(command: Sequence[Any], count: int) -> tuple[Any, ...]:
    name, (first, top), (last, foot), *rest = command
    place = {at: count - 1 - (at if at >= 0 else count + at) for at in (first, last)}
    if name == "ALIGN":
        rest = [_SIDES.get(rest[0], rest[0])]
    return _OTHER_SIDE.get(name, name), (place[last], top), (place[first], foot), *rest
