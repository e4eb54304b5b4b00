"""The scalp map on paper: black and white, states by tint, hatching and line, a number in every treated zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.catalogue_scalp import Outline, Point, View, Zone, holds, scalp_map
from charting.output.fonts import Face
from charting.output.marks import FRAME, HAIR, SECTION
from charting.output.styles import Styles
from charting.words import _

SIDE = 46 * mm
_SMALL = ("left", "back", "right")
_GAP = 2 * mm
_TINT = 0.88
_HATCH = 1.5 * mm
_DISC = 0.78
_TIGHT = 0.88
_LETTERS = {"left": (0.055, 0.25), "right": (0.945, 0.25)}


@dataclass(frozen=True, slots=True)
class Marked:
    """A zone on the map: the numbers of its rows, what may stand with them (the fullest first), whether it is done."""

    numbers: str
    figures: tuple[str, ...]
    done: bool


class ScalpFigure(Flowable):
    """The top view with numbers, and left, back and right beside it. `marked` is keyed by zone code."""

    def __init__(self, styles: Styles, marked: Mapping[str, Marked]) -> None:
        super().__init__()
        self._styles = styles
        self._catalogue = scalp_map()
        self._spread = {
            part: (marked[code], numbered) for part, (code, numbered) in self._catalogue.spread(marked).items()
        }
        self._small = SIDE / len(_SMALL) - styles.small.leading
        self.width = SIDE + 2 * _GAP + self._small

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        self.height = SIDE
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        views, caption = self._catalogue.views, self._styles.small
        top = Square(self.canv, 0, self.height, SIDE)
        self._draw_view(top, views["top"], numbered=True)
        for letters, at in ((_("LEFT"), _LETTERS["left"]), (_("RIGHT"), _LETTERS["right"])):
            top.write(letters, at, caption.size, Face.SEMIBOLD)
        x = SIDE + 2 * _GAP
        for place, name in enumerate(_SMALL):
            y = self.height - place * (self._small + caption.leading)
            self._draw_view(Square(self.canv, x, y, self._small), views[name], numbered=False)
            self.canv.setFillGray(0)
            self.canv.setFont(Face.REGULAR, caption.size)
            foot = y - self._small - 0.75 * caption.leading
            self.canv.drawCentredString(x + self._small / 2, foot, _(views[name].title))

    def _draw_view(self, sheet: "Square", view: View, *, numbered: bool) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setLineJoin(1)
        subs = {code: zone for code, zone in view.sub_zones.items() if code in self._spread}
        for code, zone in [*view.zones.items(), *subs.items()]:
            mark = self._spread.get(code)
            sheet.zone(zone.path, None if mark is None else mark[0].done)
        canvas.setStrokeGray(0)
        for feature in view.features:
            sheet.line(feature, HAIR * 1.6)
        sheet.line(view.outline, SECTION if numbered else FRAME)
        for code, zone in [*view.zones.items(), *subs.items()]:
            mark = self._spread.get(code)
            if mark is not None and mark[1] and (numbered or self._catalogue.views["top"].zone(code) is None):
                self._write(sheet, zone, mark[0], taken=any(_covers(sub, zone) for sub in subs.values()))
        canvas.restoreState()

    def _write(self, sheet: "Square", zone: Zone, mark: Marked, *, taken: bool) -> None:
        at = zone.beside if taken and zone.beside is not None else zone.label_at
        size = self._styles.small.size
        ways = [(figure, upright) for upright in (True, False) for figure in mark.figures if figure]
        # The two small triangles at the temples hold nothing but their number.
        fits = next((way for way in ways if sheet.fits(zone.path, at, mark.numbers, *way, size)), ("", True))
        sheet.label(at, mark.numbers, *fits, size, white=not mark.done)


class Square:
    """One view's unit square on the page; its upper left corner and side in points."""

    def __init__(self, canvas: Any, left: float, top: float, side: float) -> None:
        self._canvas, self._left, self._top, self._side = canvas, left, top, side

    def point(self, at: Point) -> Point:
        return self._left + at[0] * self._side, self._top - at[1] * self._side

    def path(self, steps: Outline) -> Any:
        path = self._canvas.beginPath()
        for step in steps:
            numbers = [number for at in step.points for number in self.point(at)]
            {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}[step.kind](*numbers)
        return path

    def line(self, steps: Outline, width: float) -> None:
        self._canvas.setLineWidth(width)
        self._canvas.drawPath(self.path(steps), stroke=1, fill=0)

    def zone(self, steps: Outline, done: bool | None) -> None:
        """A zone: tinted where it is done, hatched where it is planned, dotted where it is untouched (None)."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeGray(0)
        if done:
            canvas.setFillGray(_TINT)
            canvas.drawPath(self.path(steps), stroke=0, fill=1)
        elif done is False:
            canvas.setFillGray(1)
            canvas.drawPath(self.path(steps), stroke=0, fill=1)
            self._hatch(steps)
        if done is None:
            canvas.setLineCap(1)
            canvas.setDash(0.01, 2)
        self.line(steps, FRAME if done is None else FRAME * 1.3)
        canvas.restoreState()

    def _hatch(self, steps: Outline) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.clipPath(self.path(steps), stroke=0, fill=0)
        canvas.setLineWidth(HAIR)
        bottom, along = self._top - self._side, -self._side
        while along < self._side:
            canvas.line(self._left + along, bottom, self._left + along + self._side, bottom + self._side)
            along += _HATCH
        canvas.restoreState()

    def ring(self, at: Point, radius: float, *, filled: bool) -> None:
        """A small circle, white or black."""
        x, y = self.point(at)
        self._canvas.setLineWidth(FRAME)
        self._canvas.setStrokeGray(0)
        self._canvas.setFillGray(0 if filled else 1)
        self._canvas.circle(x, y, radius, stroke=1, fill=1)

    def write(self, words: str, at: Point, size: float, face: Face) -> None:
        x, y = self.point(at)
        self._canvas.setFillGray(0)
        self._canvas.setFont(face, size)
        self._canvas.drawCentredString(x, y - 0.35 * size, words)

    def fits(self, steps: Outline, at: Point, numbers: str, figure: str, upright: bool, size: float) -> bool:
        """Whether a label lies inside its zone, asked at its corners and the middles of its sides."""
        wide, deep = self._extent(numbers, figure, upright, size)
        x, y = _TIGHT * wide / 2 / self._side, _TIGHT * deep / 2 / self._side
        edge = [(sx * x, sy * y) for sx in (-1, 0, 1) for sy in (-1, 0, 1) if sx or sy]
        return all(holds(steps, (at[0] + dx, at[1] + dy)) for dx, dy in edge)

    def label(self, at: Point, numbers: str, figure: str, upright: bool, size: float, *, white: bool) -> None:
        """White numbers on black, the figure under or beside them; on a white ground where lines would cross it."""
        canvas, (x, y) = self._canvas, self.point(at)
        wide, deep = self._extent(numbers, figure, upright, size)
        if white and figure:
            canvas.setFillGray(1)
            canvas.roundRect(x - wide / 2, y - deep / 2, wide, deep, 1, stroke=0, fill=1)
        disc = self._disc(numbers, size)
        if upright:
            centre, text = (x, y + deep / 2 - _DISC * size), (x, y - deep / 2 + 0.25 * size)
        else:
            centre = (x - wide / 2 + disc / 2, y)
            text = (x + (disc + 0.25 * size) / 2, y - 0.35 * size)
        if not figure:
            centre = (x, y)
        canvas.setFillGray(0)
        high = 2 * _DISC * size
        canvas.roundRect(centre[0] - disc / 2, centre[1] - high / 2, disc, high, high / 2, stroke=0, fill=1)
        canvas.setFont(Face.SEMIBOLD, size)
        canvas.setFillGray(1)
        canvas.drawCentredString(centre[0], centre[1] - 0.35 * size, numbers)
        canvas.setFillGray(0)
        canvas.setFont(Face.REGULAR, size)
        canvas.drawCentredString(*text, figure)

    def _disc(self, numbers: str, size: float) -> float:
        return max(2 * _DISC * size, float(self._canvas.stringWidth(numbers, Face.SEMIBOLD, size)) + 0.8 * size)

    def _extent(self, numbers: str, figure: str, upright: bool, size: float) -> Point:
        disc, text = self._disc(numbers, size), float(self._canvas.stringWidth(figure, Face.REGULAR, size))
        if not figure:
            return disc, 2 * _DISC * size
        return (
            (max(disc, text), (2 * _DISC + 1.12) * size) if upright else (disc + 0.25 * size + text, 2 * _DISC * size)
        )


def _covers(sub: Zone, zone: Zone) -> bool:
    return sub.parent == zone.code and holds(sub.path, zone.label_at)


def legend(figures: str) -> str:
    """What the drawing means; `figures` says what stands at the numbers."""
    said = _("Seen from above, nose up; small: left, back, right. Shaded: done. Hatched: begun or planned.")
    return " ".join((said, _("Dotted: not treated."), figures))
