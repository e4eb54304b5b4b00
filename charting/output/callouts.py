"""Call-outs: a note beside a bar, and the one closed box that says whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.direction import in_columns, start
from charting.output.fonts import Face
from charting.output.marks import Mark
from charting.output.runs import Run, Words
from charting.output.styles import MEASURE, Kind, Styles
from charting.output.text import Text

_BAR = 3.0
_INDENT = 3.5 * mm
_BESIDE_A_NUMBER, _LEAST_FOR_NUMBERS, _MOST_FOR_NUMBERS = 5.2 * mm, 40 * mm, 56 * mm


class CallOut(Flowable):
    """A 3 pt bar at the left, a mark with a SemiBold line, and text."""

    def __init__(self, styles: Styles, title: str, words: Words, mark: Mark) -> None:
        super().__init__()
        self._title = Text([Run("", mark=mark, scale=1.25), Run(title, Face.SEMIBOLD)], styles.body)
        self._text = Text(words, styles.body)
        self._styles = styles
        self.spaceBefore = self.spaceAfter = 0.5 * styles.l

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size in points."""
        inner, self._room = width - _INDENT, width
        self.height = self._title.wrap(inner, height)[1] + self._text.wrap(inner, height)[1] + 0.5 * self._styles.l
        return width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillGray(0)
        canvas.roundRect(start(0, _BAR, self._room), 0, _BAR, self.height, _BAR / 2, stroke=0, fill=1)
        canvas.restoreState()
        foot = 0.2 * self._styles.l
        left = start(_INDENT, self._room - _INDENT, self._room)
        self._text.drawOn(canvas, left, foot)
        self._title.drawOn(canvas, left, foot + self._text.height + 0.1 * self._styles.l)


def call_out(styles: Styles, title: str, words: Words, *, mark: Mark = Mark.INFORMATION) -> Flowable:
    """A note that must not be overlooked."""
    return CallOut(styles, title, words, mark)


@dataclass(frozen=True, slots=True)
class RedFlag:
    """What to dial, by when, and for what."""

    dial: str
    when: str
    signs: Words


def red_flags(styles: Styles, flags: Sequence[RedFlag]) -> Flowable:
    """The one closed box on a patient's sheet: a row for each urgency, the first of them white on black."""
    large = styles.kind is Kind.LARGE
    dial_scale = 1.25 if large else 1.5
    numbers = [
        Text([Run(flag.dial, Face.SEMIBOLD)], styles.body.sized(styles.body.size * dial_scale), white=not place)
        for place, flag in enumerate(flags)
    ]
    widest = max((dial.natural_width() for dial in numbers), default=0.0)
    beside = 62 * mm if large else min(max(widest + _BESIDE_A_NUMBER, _LEAST_FOR_NUMBERS), _MOST_FOR_NUMBERS)
    rows: list[list[Any]] = []
    for number, (dial, flag) in enumerate(zip(numbers, flags, strict=True)):
        when = Text(flag.when, styles.body, white=not number)
        rows.append([[dial, when], Text(flag.signs, styles.body)])
    return in_columns(
        rows,
        widths=[beside, MEASURE - beside],
        spaceBefore=0.5 * styles.l,
        spaceAfter=0.5 * styles.l,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.8 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 0.26 * styles.l),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.4 * styles.l),
            ("BACKGROUND", (0, 0), (0, 0), black),
            ("LINEBELOW", (0, 0), (-1, -2), 0.8, black),
            ("LINEAFTER", (0, 0), (0, -1), 0.8, black),
            ("BOX", (0, 0), (-1, -1), 1.2, black),
        ],
    )
