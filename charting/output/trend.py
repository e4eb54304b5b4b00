"""The chart of hair counts over the months: axis from zero, values at each point, sessions under the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import black, white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.dates import MONTHS
from charting.output.fonts import Face
from charting.output.marks import HAIR
from charting.output.shaping import width_in_em
from charting.output.styles import MEASURE, Styles
from charting.output.tables import GREY

_DEPTH = 62 * mm
_LEFT, _RIGHT, _TOP, _FOOT = 10 * mm, 32 * mm, 5 * mm, 15 * mm
_STEPS = (5, 10, 20, 25, 40, 50, 100, 200, 250, 500, 1000)
_LINES_AT_MOST = 5
_LEAST_GAP = 9 * mm
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the chart, with the words that stand at its end."""

    label: str
    points: tuple[tuple[date, Decimal], ...]
    dashed: bool = False


class Trend(Flowable):
    """The chart as a block of the measure's width. Days on the x axis, values from zero up."""

    def __init__(self, styles: Styles, series: Sequence[Series], sessions: Sequence[date]) -> None:
        super().__init__()
        self._styles = styles
        self._series = [one for one in series if one.points]
        self._sessions = list(sessions)
        days = [day for one in self._series for day, _value in one.points] + self._sessions
        self._first, self._last = min(days), max(days)
        highest = max(value for one in self._series for _day, value in one.points)
        self._step = next((step for step in _STEPS if highest <= step * _LINES_AT_MOST), _STEPS[-1])
        self._top = self._step * (int(highest / self._step) + 1)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The measure, and its fixed depth in points."""
        self.width, self.height = MEASURE, _DEPTH
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        drawing = Drawing(MEASURE, _DEPTH)
        self._draw_axes(drawing)
        self._draw_sessions(drawing)
        ends = self._ends()
        for one in self._series:
            self._draw_line(drawing, one, ends[one.label])
        drawing.drawOn(self.canv, 0, 0)

    def _x(self, day: date) -> float:
        days = max((self._last - self._first).days, 1)
        return _LEFT + 6 * mm + (MEASURE - _LEFT - _RIGHT - 12 * mm) * (day - self._first).days / days

    def _y(self, value: Decimal | int) -> float:
        return _FOOT + (_DEPTH - _TOP - _FOOT) * float(value) / self._top

    def _say(
        self, drawing: Drawing, x: float, y: float, words: str, anchor: Anchor = "start", bold: bool = False
    ) -> None:
        face = Face.SEMIBOLD if bold else Face.REGULAR
        size = self._styles.small.size
        drawing.add(String(x, y, words, fontName=face.value, fontSize=size, fillColor=black, textAnchor=anchor))

    def _draw_axes(self, drawing: Drawing) -> None:
        right = MEASURE - _RIGHT
        for value in range(0, self._top + 1, self._step):
            y = self._y(value)
            heavy = value == 0
            weight, colour = (0.8, black) if heavy else (HAIR, GREY)
            drawing.add(Line(_LEFT, y, right, y, strokeWidth=weight, strokeColor=colour))
            self._say(drawing, _LEFT - 2 * mm, y - 2.4, str(value), "end")
        before = -_LEAST_GAP
        months = (self._last.year - self._first.year) * 12 + self._last.month - self._first.month
        for count in range(months + 1):
            year, month = divmod(self._first.month - 1 + count, 12)
            day = max(date(self._first.year + year, month + 1, 1), self._first)
            x = self._x(day)
            drawing.add(Line(x, _FOOT, x, _FOOT - 3, strokeWidth=0.6, strokeColor=black))
            if x - before >= _LEAST_GAP:
                name = MONTHS[month] if count and month else f"{MONTHS[month]} {day.year}"
                self._say(drawing, x, _FOOT - 10, name)
                before = x + width_in_em(name, Face.REGULAR) * self._styles.small.size - 7 * mm

    def _draw_sessions(self, drawing: Drawing) -> None:
        y = _FOOT - 17
        for at, day in enumerate(self._sessions, start=1):
            x = self._x(day)
            drawing.add(Polygon([x - 2.6, y - 5, x + 2.6, y - 5, x, y], fillColor=black, strokeColor=None))
            if len(self._sessions) <= 12 or at in (1, len(self._sessions)):
                self._say(drawing, x, y - 13.5, str(at), "middle", bold=True)

    def _ends(self) -> dict[str, float]:
        """Where each label stands: at the height of its line's end, but never on another."""
        size = self._styles.small.size
        ends: dict[str, float] = {}
        taken: list[float] = []
        for one in sorted(self._series, key=lambda one: -one.points[-1][1]):
            y = self._y(one.points[-1][1]) - 2.4
            while any(abs(y - other) < 1.2 * size for other in taken):
                y -= 1.0
            taken.append(y)
            ends[one.label] = y
        return ends

    def _draw_line(self, drawing: Drawing, one: Series, label: float) -> None:
        flat: list[float] = [at for day, value in one.points for at in (self._x(day), self._y(value))]
        dash: Any = [3, 2] if one.dashed else None
        if len(one.points) > 1:
            drawing.add(PolyLine(flat, strokeWidth=1.1, strokeColor=black, strokeDashArray=dash))
        size = self._styles.small.size
        last = -_LEAST_GAP
        for at, (day, value) in enumerate(one.points):
            x, y = self._x(day), self._y(value)
            drawing.add(Circle(x, y, 2.2, fillColor=white if one.dashed else black, strokeColor=black, strokeWidth=1))
            if x - last < _LEAST_GAP * 0.8 and at != len(one.points) - 1:
                continue
            words = f"{value:.0f}"
            wide = width_in_em(words, Face.SEMIBOLD) * size
            under = y - 4.6 - size if one.dashed else y + 4.6
            halo: dict[str, Any] = {"fillColor": white, "strokeColor": None}
            drawing.add(Rect(x - wide / 2 - 1, under - 1, wide + 2, size, **halo))
            self._say(drawing, x, under, words, "middle", bold=not one.dashed)
            last = x
        self._say(drawing, MEASURE - _RIGHT + 2 * mm, label, one.label, bold=not one.dashed)
