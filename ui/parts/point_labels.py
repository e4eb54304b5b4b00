"""Where the values of nerve points stand: beside their points, over no point, no letter and no other value."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF

from ui.parts.scalp_paths import text_box

CLEAR = 9.5
"""How far from the middle of a point its ring ends, in pixels."""
Key = tuple[str, str]


Wish = tuple[QPointF, QPointF, QSizeF]
"""The point of a value, where it would best stand, and its size."""


def free_places(
    wanted: Mapping[Key, Wish], points: Iterable[QPointF], within: QRectF, taken: Iterable[QRectF] = ()
) -> dict[Key, QPointF]:
    """The middle of each value: of the places around its point the free one nearest to where it would best stand.

    Nothing is free where a point, an edge of `within` or what is `taken` is in the way. A value that finds no place
    any more is placed before the others; where that does not help either, the nearest within the edges has to do.
    """
    in_the_way = [*(text_box(point, 2 * CLEAR, 2 * CLEAR) for point in points), *taken]
    order = list(wanted)
    boxes: dict[Key, QRectF] = {}
    for _turn in wanted:
        boxes, crowded = _in_turn({key: wanted[key] for key in order}, in_the_way, within)
        if crowded is None:
            break
        order.remove(crowded)
        order.insert(0, crowded)
    return {key: boxes[key].center() for key in wanted}


def _in_turn(
    wanted: Mapping[Key, Wish], in_the_way: Sequence[QRectF], within: QRectF
) -> tuple[dict[Key, QRectF], Key | None]:
    """A box for each value, one after the other, and the first that found no free place."""
    found: dict[Key, QRectF] = {}
    crowded = None
    for key, (point, best, size) in wanted.items():
        around = sorted(_around(point, size), key=partial(_apart, best))
        boxes = [text_box(at, size.width(), size.height()) for at in (best, *around)]
        inside = [box for box in boxes if within.contains(box)]
        used = (*in_the_way, *found.values())
        free = [box for box in inside if not any(box.intersects(other) for other in used)]
        if not free and crowded is None:
            crowded = key
        found[key] = (free or inside or boxes)[0]
    return found, crowded


def _around(point: QPointF, size: QSizeF) -> list[QPointF]:
    across, down = CLEAR + size.width() / 2, CLEAR + size.height() / 2
    steps = (-1.0, -0.5, 0.0, 0.5, 1.0)
    beside = [QPointF(side * across, step * down) for side in (-1, 1) for step in steps]
    over = [QPointF(step * across, side * down) for side in (-1, 1) for step in steps]
    return [point + offset for offset in (*beside, *over)]


def _apart(one: QPointF, other: QPointF) -> float:
    between = one - other
    return QPointF.dotProduct(between, between)
