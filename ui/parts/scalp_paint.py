"""Painting a view of the scalp: skin, zones in their states, what an earlier visit did, numbers, outline on top."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from charting.catalogue_scalp import ScalpMap as Catalogue
from charting.words import _
from ui.parts.point_labels import free_places
from ui.parts.scalp_paths import Drawing, Placed, Square, text_box
from ui.parts.scalp_shown import DONE, Part, PointShown
from ui.parts.scalp_words import DETAIL_PX, fitting, number_lines, write_lines
from ui.theme import Theme

CURRENT_EDGE = 5.6
PLANNED_EDGE = 2.4
POINT_RADIUS = 5.0
ROOM = 3.0


@dataclass
class Scene:
    """Everything a map paints. `sub_zones` are those on show, `pressed` what a finger is on."""

    catalogue: Catalogue
    parts: Mapping[str, Part] = field(default_factory=dict)
    beneath: Mapping[str, Part] = field(default_factory=dict)
    chosen: str = ""
    pressed: str = ""
    focused: str = ""
    sub_zones: frozenset[str] = frozenset()
    numbered: bool = True


def paint_view(painter: QPainter, theme: Theme, drawing: Drawing, scene: Scene, *, numbers: bool) -> None:
    """One view. `numbers` writes those of every zone; without, only of zones that no larger view shows."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("map_skin"))
    painter.drawPath(drawing.outline)
    chosen = set(scene.catalogue.parts_of(scene.chosen))
    subs = {code: placed for code, placed in drawing.sub_zones.items() if code in scene.sub_zones}
    zones = [*drawing.zones.items(), *subs.items()]
    # The zone in hand comes after its neighbours, a small zone after the one it lies over.
    for code, placed in sorted(drawing.zones.items(), key=lambda item: item[0] in chosen):
        _paint_zone(painter, theme, drawing, placed, scene, current=code in chosen)
    for code, placed in sorted(subs.items(), key=lambda item: item[0] in chosen):
        if code in chosen or code in scene.parts or code in scene.beneath or code == scene.pressed:
            _paint_zone(painter, theme, drawing, placed, scene, current=code in chosen)
        else:
            _inner(painter, placed.path, theme.colour("control"), 2.4, dashed=True)
    focused = drawing.placed(scene.focused) if scene.focused in {*drawing.zones, *subs} else None
    if focused is not None and numbers == (drawing.view.name == "top"):
        _stroke(painter, focused.grown(3), theme.colour("accent"), 2)
    for feature in drawing.features:
        _stroke(painter, feature, theme.colour("map_line"), _width(drawing, scene.catalogue.feature_width))
    _stroke(painter, drawing.outline, theme.colour("map_line"), _width(drawing, scene.catalogue.outline_width, 1.2))
    for code, placed in zones:
        if numbers or not _in_top(scene.catalogue, code):
            _write(painter, theme, placed, scene, taken=_taken(placed, subs.values(), scene))


def paint_sides(painter: QPainter, theme: Theme, square: Square) -> None:
    """L and R, always drawn."""
    colour = theme.colour("ink2")
    for letter, at in side_letters(square).items():
        write_lines(painter, [(letter, theme.font(DETAIL_PX, 600), colour)], at)


def paint_points(
    painter: QPainter,
    theme: Theme,
    drawing: Drawing,
    catalogue: Catalogue,
    points: Mapping[tuple[str, str], PointShown],
    chosen: tuple[str, str],
    focused: tuple[str, str],
) -> None:
    """Nerve points: a ring, filled where a dose was given; its number beside it, or between both sides."""
    places = point_numbers(theme, drawing, catalogue, points)
    for nerve in catalogue.nerves.values():
        ends = {"left": drawing.square.point(nerve.left), "right": drawing.square.point(nerve.right)}
        for place in ("both", "midline", ""):
            shown = points.get((nerve.code, place))
            if shown is not None:
                _paint_between(painter, theme, ends, drawing.square.point(nerve.number_both), place, shown)
        for side, at in ends.items():
            given = any((nerve.code, place) in points for place in (side, "both"))
            here = chosen in {(nerve.code, side), (nerve.code, "both")}
            _paint_point(painter, theme, at, given=given, here=here, ringed=focused == (nerve.code, side))
            shown = points.get((nerve.code, side))
            if shown is not None:
                _write_plain(painter, theme, shown.figure, places[nerve.code, side])


def side_letters(square: Square) -> dict[str, QPointF]:
    """Where L and R stand in a view."""
    return {_("L"): square.point((0.07, 0.9)), _("R"): square.point((0.93, 0.9))}


def point_numbers(
    theme: Theme, drawing: Drawing, catalogue: Catalogue, points: Mapping[tuple[str, str], PointShown]
) -> dict[tuple[str, str], QPointF]:
    """The middle of the number of each nerve and side that has one."""
    square, metrics = drawing.square, QFontMetricsF(theme.font(DETAIL_PX, 600))
    ends, wanted, taken = [], {}, []
    for nerve in catalogue.nerves.values():
        ends += [square.point(nerve.left), square.point(nerve.right)]
        for side, at, best in (
            ("left", nerve.left, nerve.number_left),
            ("right", nerve.right, nerve.number_right),
        ):
            shown = points.get((nerve.code, side))
            if shown is not None:
                size = QSizeF(metrics.horizontalAdvance(shown.figure) + 2, DETAIL_PX)
                wanted[nerve.code, side] = (square.point(at), square.point(best), size)
        for place in ("both", "midline", ""):
            shown = points.get((nerve.code, place))
            if shown is not None:
                width = metrics.horizontalAdvance(_between_words(place, shown))
                taken.append(text_box(square.point(nerve.number_both), width, DETAIL_PX))
    taken += [text_box(at, DETAIL_PX, DETAIL_PX) for at in side_letters(square).values()]
    within = QRectF(square.left, square.top, square.side, square.side)
    return free_places(wanted, ends, within, taken)


def _paint_zone(
    painter: QPainter, theme: Theme, drawing: Drawing, placed: Placed, scene: Scene, *, current: bool
) -> None:
    code, part = placed.zone.code, scene.parts.get(placed.zone.code)
    gap = _width(drawing, scene.catalogue.gap_width)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_ground(theme, scene, code, current=current))
    painter.drawPath(placed.path)
    if code in scene.beneath:
        painter.setBrush(QBrush(theme.colour("control"), Qt.BrushStyle.BDiagPattern))
        painter.drawPath(placed.path)
        _inner(painter, placed.path, theme.colour("control"), gap + 2.0, dashed=False)
    if part is not None and part.shown.state != DONE and not current:
        _inner(painter, placed.path, theme.colour("accent"), gap + PLANNED_EDGE, dashed=True)
    _stroke(painter, placed.path, theme.colour("map_skin"), gap)
    if current:
        _inner(painter, placed.path, theme.colour("map_now"), CURRENT_EDGE, dashed=False)


def _ground(theme: Theme, scene: Scene, code: str, *, current: bool) -> QColor:
    part = scene.parts.get(code)
    if scene.pressed and code in scene.catalogue.parts_of(scene.pressed):
        return theme.colour("accent_mid")
    if part is not None and part.shown.state == DONE:
        return theme.colour("map_done")
    if current:
        return theme.colour("surface")
    return theme.colour("accent_tint" if part is not None else "map_zone")


def _write(painter: QPainter, theme: Theme, placed: Placed, scene: Scene, *, taken: bool) -> None:
    if not scene.numbered:
        return
    code = placed.zone.code
    part, before = scene.parts.get(code), scene.beneath.get(code)
    at = placed.beside if taken and placed.beside is not None else placed.label
    current = code in scene.catalogue.parts_of(scene.chosen)
    was = before.shown.figure if before is not None and before.numbered else ""
    crossed = before is not None or placed.zone.code not in scene.catalogue.views["top"].zones
    ground = _ground(theme, scene, code, current=current) if crossed else None
    if part is not None and part.numbered:
        shown = part.shown
        detail = _("was {figure}").format(figure=was) if was else shown.detail
        ways = number_lines(theme, shown.figure, shown.unit if current else "", detail)
        write_lines(painter, fitting(ways, placed.grown(ROOM), at), at, ground)
    elif before is not None and before.numbered:
        small = (theme.font(DETAIL_PX, 400), theme.colour("ink2"))
        both = [(before.shown.figure, *small), (before.shown.detail, *small)]
        write_lines(painter, fitting([both, both[:1]], placed.grown(ROOM), at), at, ground)


def _taken(placed: Placed, subs: Iterable[Placed], scene: Scene) -> bool:
    """Whether a sub-zone on show stands where the numbers of its parent would."""
    code = placed.zone.code
    return any(sub.zone.parent == code and sub.path.contains(placed.label) for sub in subs) and not placed.zone.parent


def _in_top(catalogue: Catalogue, code: str) -> bool:
    return catalogue.views["top"].zone(code) is not None


def _width(drawing: Drawing, share: float, least: float = 1.0) -> float:
    return max(least, share * drawing.square.side)


def _stroke(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _inner(painter: QPainter, path: QPainterPath, colour: QColor, width: float, *, dashed: bool) -> None:
    """An edge inside a path: half of the stroke is cut off."""
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4 / width, 3 / width])
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


def _paint_between(
    painter: QPainter, theme: Theme, ends: Mapping[str, QPointF], at: QPointF, place: str, shown: PointShown
) -> None:
    """A dose that is not one side's: a dotted line joins the two points, its number stands between them."""
    if place == "both":
        line = QPainterPath(ends["left"])
        line.quadTo(2 * at - (ends["left"] + ends["right"]) / 2, ends["right"])
        pen = QPen(theme.colour("accent"), 1.2, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)
    words = (_between_words(place, shown), theme.font(DETAIL_PX, 600), theme.colour("ink"))
    write_lines(painter, [words], at, theme.colour("map_skin"))


def _between_words(place: str, shown: PointShown) -> str:
    said = {"both": _("both"), "midline": _("midline"), "": _("side?")}[place]
    return f"{shown.figure} {said}".strip()


def _paint_point(painter: QPainter, theme: Theme, at: QPointF, *, given: bool, here: bool, ringed: bool) -> None:
    painter.setPen(QPen(theme.colour("accent" if given else "control"), 1.4))
    painter.setBrush(theme.colour("accent" if given else "surface"))
    painter.drawEllipse(at, POINT_RADIUS, POINT_RADIUS)
    if here or ringed:
        painter.setPen(QPen(theme.colour("accent"), 2 if ringed else 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, POINT_RADIUS + 3.5, POINT_RADIUS + 3.5)


def _write_plain(painter: QPainter, theme: Theme, words: str, at: QPointF) -> None:
    write_lines(painter, [(words, theme.font(DETAIL_PX, 600), theme.colour("ink"))], at)
