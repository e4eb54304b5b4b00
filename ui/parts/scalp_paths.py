"""The drawing of the scalp as painter paths: each view placed in its square once, then only painted and asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from charting.catalogue_scalp import Outline, Point, View, Zone


class Square:
    """Where the unit square of a view lies on the widget."""

    def __init__(self, left: float, top: float, side: float) -> None:
        self.left, self.top, self.side = left, top, side

    def point(self, at: Point) -> QPointF:
        """A point of the unit square on the widget."""
        return QPointF(self.left + at[0] * self.side, self.top + at[1] * self.side)

    def path(self, steps: Outline) -> QPainterPath:
        """A path of the unit square on the widget."""
        made = QPainterPath()
        for step in steps:
            points = [self.point(at) for at in step.points]
            if step.kind == "M":
                made.moveTo(points[0])
            elif step.kind == "L":
                made.lineTo(points[0])
            else:
                made.cubicTo(*points)
        return made


@dataclass
class Placed:
    """One zone on the widget; `grown` is its path and `reach` pixels around it."""

    zone: Zone
    path: QPainterPath
    label: QPointF
    beside: QPointF | None
    reach: float
    _grown: dict[float, QPainterPath] = field(default_factory=dict)

    def grown(self, by: float | None = None) -> QPainterPath:
        """The path and so many pixels around it; the reach of a finger by default."""
        width = self.reach if by is None else by
        if width not in self._grown:
            stroker = QPainterPathStroker()
            stroker.setWidth(2 * width)
            self._grown[width] = stroker.createStroke(self.path).united(self.path).simplified()
        return self._grown[width]


class Drawing:
    """One view in its square."""

    def __init__(self, view: View, square: Square, reach: float) -> None:
        self.view, self.square = view, square
        self.outline = square.path(view.outline)
        self.features = [square.path(feature) for feature in view.features]
        self.zones = {code: self._place(zone, reach) for code, zone in view.zones.items()}
        self.sub_zones = {code: self._place(zone, reach) for code, zone in view.sub_zones.items()}

    def _place(self, zone: Zone, reach: float) -> Placed:
        beside = self.square.point(zone.beside) if zone.beside is not None else None
        return Placed(zone, self.square.path(zone.path), self.square.point(zone.label_at), beside, reach)

    def placed(self, code: str) -> Placed | None:
        """A zone or sub-zone of this view."""
        return self.zones.get(code) or self.sub_zones.get(code)


def zone_at(drawings: Iterable[Drawing], point: QPointF, sub_zones: Iterable[str]) -> str:
    """The zone a finger means: within reach of its path, the nearest label wins. Empty where there is none.

    A sub-zone that is shown takes what lies inside it from its parent.
    """
    shown = set(sub_zones)
    near: list[Placed] = []
    for drawing in drawings:
        subs = [placed for code, placed in drawing.sub_zones.items() if code in shown]
        for placed in subs:
            if placed.path.contains(point):
                return placed.zone.code
        near += [placed for placed in (*drawing.zones.values(), *subs) if placed.grown().contains(point)]
    nearest = min(near, key=lambda placed: _distance(placed.label, point), default=None)
    return nearest.zone.code if nearest is not None else ""


def nearest_point(points: dict[tuple[str, str], QPointF], at: QPointF, reach: float) -> tuple[str, str] | None:
    """The nerve point nearest to a finger, if one is within reach."""
    key = min(points, key=lambda key: _distance(points[key], at), default=None)
    return key if key is not None and _distance(points[key], at) <= reach * reach else None


def text_box(centre: QPointF, width: float, height: float) -> QRectF:
    """A box of words around a label point."""
    return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)


def _distance(one: QPointF, other: QPointF) -> float:
    apart = one - other
    return QPointF.dotProduct(apart, apart)
