"""The drawing of the scalp, read from resources/catalogue/scalp_map.json: four views, their zones, the nerve points.

Every view lives in a unit square, x to the right and y down; both axes scale alike. No part of it is a measurement.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from charting.catalogue import FOLDER
from charting.errors import Known
from charting.words import _

Point = tuple[float, float]
"""x and y in the unit square."""
_FILE = "scalp_map.json"
_LENGTHS = {"M": 2, "L": 2, "C": 6}
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: `M` moves, `L` draws a line, `C` a cubic through two controls; the last point ends it."""

    kind: str
    points: tuple[Point, ...]


Outline = tuple[Step, ...]
"""A path as its steps; that of a zone ends where it began."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone in one view: its closed path and where its numbers stand. `parent` is the zone a sub-zone lies over.

    `beside` is where the numbers of a parent stand while a sub-zone takes their place.
    """

    code: str
    path: Outline
    label_at: Point
    parent: str = ""
    beside: Point | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One view of the head. `sub_zones` are drawn over the zones where they are asked for."""

    name: str
    title: str
    orientation: str
    outline: Outline
    features: tuple[Outline, ...]
    zones: Mapping[str, Zone]
    sub_zones: Mapping[str, Zone]

    def zone(self, code: str) -> Zone | None:
        """The zone or sub-zone of that code; None where this view does not show it."""
        return self.zones.get(code) or self.sub_zones.get(code)


@dataclass(frozen=True, slots=True)
class Nerve:
    """Where a nerve is tapped on either side, and where a number stands: at its left, right, or between both."""

    code: str
    left: Point
    right: Point
    number_left: Point
    number_right: Point
    number_both: Point


@dataclass(frozen=True, slots=True)
class ScalpMap:
    """The whole drawing. Widths of lines are shares of a view's side."""

    version: str
    views: Mapping[str, View]
    composites: Mapping[str, tuple[str, ...]]
    nerves: Mapping[str, Nerve]
    nerve_view: str
    outline_width: float
    gap_width: float
    feature_width: float

    def view_of(self, code: str) -> View | None:
        """The first view that shows a zone, the top before the sides; None for a composite or an unknown code."""
        return next((view for view in self.views.values() if view.zone(code)), None)

    def spread(self, codes: Collection[str]) -> dict[str, tuple[str, bool]]:
        """For each zone of the drawing the code it shows, and whether the numbers of that code stand in it.

        A composite shows in those of its zones that have no numbers of their own, and is written in the first.
        """
        found = {code: (code, True) for code in codes if self.view_of(code)}
        for code in codes:
            free = [part for part in self.composites.get(code, ()) if part not in found]
            found.update({part: (code, place == 0) for place, part in enumerate(free)})
        return found

    def parts_of(self, code: str) -> tuple[str, ...]:
        """The zones that a code covers on the map: itself, or those of a composite; nothing for an unknown code."""
        if code in self.composites:
            return self.composites[code]
        return (code,) if self.view_of(code) else ()


@cache
def scalp_map(folder: Path = FOLDER) -> ScalpMap:
    """The drawing. Raises Known, naming the file, when it cannot be used."""
    path = folder / _FILE
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return _map(document)
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Known(_("The catalogue {file} cannot be read: {fault}").format(file=path, fault=repr(fault))) from fault


@cache
def outline_of(path: Outline) -> tuple[Point, ...]:
    """The points of a path with every curve cut into twelve chords, for asking what lies inside it."""
    points: list[Point] = []
    for step in path:
        if step.kind != "C":
            points.append(step.points[-1])
            continue
        start, (first, second, end) = points[-1], step.points
        points += [_on_curve(start, first, second, end, at / _STEPS) for at in range(1, _STEPS + 1)]
    return tuple(points)


def holds(path: Outline, point: Point) -> bool:
    """Whether a point lies inside a closed path, by the even-odd rule."""
    x, y = point
    corners = outline_of(path)
    inside = False
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def towards(places: Mapping[str, Point], start: str, dx: int, dy: int) -> str:
    """The neighbour of a place in the direction of an arrow, by label points; the place itself at the edge.

    `dx` and `dy` are -1, 0 or 1. What lies aside counts double, so that an arrow goes straight on.
    """
    x, y = places[start]

    def cost(code: str) -> float | None:
        along = (places[code][0] - x) * dx + (places[code][1] - y) * dy
        aside = abs((places[code][0] - x) * dy) + abs((places[code][1] - y) * dx)
        return along + 2 * aside if along > 0 and aside <= 2.5 * along else None

    costs = {code: found for code in places if code != start and (found := cost(code)) is not None}
    return min(costs, key=lambda code: costs[code], default=start)


def _on_curve(start: Point, first: Point, second: Point, end: Point, t: float) -> Point:
    u = 1 - t
    a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return (
        a * start[0] + b * first[0] + c * second[0] + d * end[0],
        a * start[1] + b * first[1] + c * second[1] + d * end[1],
    )


def _map(document: Mapping[str, Any]) -> ScalpMap:
    beside = {
        name: {code: _point(at) for code, at in places.items()} for name, places in document["beside_sub_zones"].items()
    }
    views = {
        name: View(
            name,
            entry["title"],
            entry["orientation"],
            _path(entry["outline"]),
            tuple(_path(feature) for feature in entry["features"]),
            {code: _zone(code, place, beside=beside.get(name, {}).get(code)) for code, place in entry["zones"].items()},
            {
                code: _zone(code, sub["places"][name], parent=sub["parent"])
                for code, sub in document["sub_zones"].items()
                if name in sub["places"]
            },
        )
        for name, entry in document["views"].items()
    }
    nerves, stroke = document["nerve_points"], document["stroke"]
    return ScalpMap(
        str(document["catalogue_version"]),
        views,
        {code: tuple(parts) for code, parts in document["composites"].items()},
        {code: Nerve(code, **{key: _point(at) for key, at in e.items()}) for code, e in nerves["points"].items()},
        nerves["view"],
        float(stroke["outline"]),
        float(stroke["gap"]),
        float(stroke["feature"]),
    )


def _zone(code: str, place: Mapping[str, Any], *, parent: str = "", beside: Point | None = None) -> Zone:
    path = _path(place["path"])
    if path[0].points[-1] != path[-1].points[-1]:
        raise ValueError(f"the path of {code} is not closed")
    return Zone(code, path, _point(place["label_at"]), parent, beside)


def _path(commands: Iterable[Sequence[Any]]) -> Outline:
    return tuple(_step(kind, numbers) for kind, *numbers in commands)


def _step(kind: str, numbers: Sequence[Any]) -> Step:
    if len(numbers) != _LENGTHS[kind]:
        raise ValueError(f"{kind} takes {_LENGTHS[kind]} numbers")
    return Step(kind, tuple(_point(numbers[at : at + 2]) for at in range(0, len(numbers), 2)))


def _point(at: Sequence[Any]) -> Point:
    x, y = at
    return float(x), float(y)
