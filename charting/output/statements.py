"""What a person agrees to, line by line: statements with boxes and initials, and lists of ticks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.direction import in_columns, start
from charting.output.fonts import Face
from charting.output.marks import FRAME, HAIR, Box, Rule, draw_box
from charting.output.runs import Run, Words, runs, small
from charting.output.styles import MEASURE, Kind, Styles
from charting.output.tables import GREY
from charting.output.text import Text
from charting.words import _

_NUMBER = 9 * mm
_CHOICE = 11 * mm
_SINGLE_CHOICE = 15 * mm
_INITIALS = 22 * mm
_PEN_ROW, _TICKED_ROW = 11.4 * mm, 6.4 * mm
_EXTRA = 27 * mm
_LINE = 9 * mm
_LARGE = 1.5
"""How much wider the narrow columns are in large print."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to agree to.

    `choice` is the box that was ticked, counted from 0, or None where nobody has answered. `initials` and `time` are
    as given at the screen; without initials the cell is left for a pen. `extra` fills the columns of that name.
    """

    number: str
    sentence: Words
    choice: int | None = None
    initials: str = ""
    time: str = ""
    extra: tuple[Words, ...] = ()


def statements(
    styles: Styles,
    said: Sequence[Statement],
    *,
    instruction: str,
    choices: Sequence[str] | None = None,
    extra: Sequence[str] = (),
) -> Flowable:
    """The statements with a box under each of `choices` (by default “I agree”); the head repeats on every page."""
    boxes = [_("I agree")] if choices is None else list(choices)
    if styles.kind is Kind.LARGE:
        said, extra = [_in_one_column(statement, extra) for statement in said], ()
    wider = _LARGE if styles.kind is Kind.LARGE else 1
    by_pen = any(not statement.initials for statement in said)
    box_width = wider * (_SINGLE_CHOICE if len(boxes) == 1 else _CHOICE)
    number, initials = wider * _NUMBER, wider * _INITIALS
    rest = MEASURE - number - len(boxes) * box_width - initials - len(extra) * _EXTRA
    widths = [number, rest, *[_EXTRA] * len(extra), *[box_width] * len(boxes), initials]
    head = [Text(words, styles.head) for words in (_("No."), instruction, *extra)]
    head += [Text(words, styles.head, align="centre") for words in (*boxes, _("Initials"))]
    rows: list[list[Any]] = [head]
    for statement in said:
        cells: list[Any] = [Text(statement.number, styles.small), Text(statement.sentence, styles.body)]
        cells += [Text(words, styles.body) for words in statement.extra]
        cells += [Box(statement.choice == at) for at in range(len(boxes))]
        signed = [Run(statement.initials, Face.SEMIBOLD)]
        if statement.time:
            signed.append(small(f" {statement.time}"))
        cells.append(Text(signed, styles.body, align="centre"))
        rows.append(cells)
    least = _PEN_ROW if by_pen else _TICKED_ROW
    heights: list[float | None] = [None]
    for row in rows[1:]:
        deepest = max(
            cell.wrap(width - 2 * mm, 0)[1] for cell, width in zip(row, widths, strict=True) if isinstance(cell, Text)
        )
        heights.append(max(least, deepest + 2.4 * styles.padding))
    first_box = 2 + len(extra)
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("ALIGN", (first_box, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (first_box - 1, -1), 2 * mm),
        ("RIGHTPADDING", (first_box, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, 0), styles.padding),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 0),
        ("LINEBELOW", (0, 0), (-1, 0), FRAME, black),
        ("LINEBELOW", (0, 1), (-1, -2), HAIR, GREY),
        ("LINEBELOW", (0, -1), (-1, -1), FRAME, black),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), FRAME, black),
    ]
    if by_pen:
        commands += [("LINEBEFORE", (-1, 1), (-1, -1), HAIR, GREY), ("LINEAFTER", (-1, 1), (-1, -1), HAIR, GREY)]
    return in_columns(
        rows,
        widths=widths,
        rowHeights=heights,
        repeatRows=1,
        spaceBefore=0.2 * styles.l,
        style=commands,
    )


def _in_one_column(statement: Statement, extra: Sequence[str]) -> Statement:
    """What stands in columns of its own, under the sentence: large print has no room beside it."""
    under = [
        run
        for head, words in zip(extra, statement.extra, strict=True)
        for run in (small(f"\n{head}: "), *(small(run.text) for run in runs(words)))
    ]
    return replace(statement, sentence=[*runs(statement.sentence), *under], extra=())


class _Tick(Flowable):
    """A box with words beside it."""

    def __init__(self, styles: Styles, words: Words, ticked: bool) -> None:
        super().__init__()
        self._styles, self._ticked = styles, ticked
        self._text = Text(runs(words), styles.body)
        self._side = 4 * mm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size; the words wrap beside the box."""
        self._room = width
        _, depth = self._text.wrap(width - self._side - 2.5 * mm, height)
        self.height = depth + 2 * self._styles.padding
        return width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        body = self._styles.body
        baseline = self.height - self._styles.padding - body.size
        left = start(0.5, self._side - 1, self._room)
        draw_box(self.canv, left, baseline + 0.36 * body.size - self._side / 2, self._side - 1, self._ticked)
        beside = self._side + 2.5 * mm
        self._text.drawOn(self.canv, start(beside, self._room - beside, self._room), self._styles.padding)


def tick_list(styles: Styles, items: Sequence[tuple[Words, bool]], columns: int = 2) -> Flowable:
    """Things chosen and not chosen, read across the columns. A printed tick states what a person decided."""
    ticks: list[Any] = [_Tick(styles, words, ticked) for words, ticked in items]
    ticks += [Text("", styles.body)] * (-len(ticks) % columns)
    rows = [ticks[at : at + columns] for at in range(0, len(ticks), columns)]
    return in_columns(
        rows,
        widths=[MEASURE / columns] * columns,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )


class WritingSpace(Flowable):
    """Dotted lines 9 mm apart down to the foot of the page, but at least `fewest`.

    `leaves` points stay free under them, for what has to stand on the same page.
    """

    def __init__(self, fewest: int, leaves: float = 0.0) -> None:
        super().__init__()
        self._fewest, self._leaves = fewest, leaves

    @property
    def least(self) -> float:
        """What a page must have left for the fewest lines and what stands under them, in points."""
        return self._fewest * _LINE + self._leaves

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """All the room there is, in whole lines; more than that if it holds too few."""
        self._width = width
        self._count = max(self._fewest, int((height - self._leaves) // _LINE))
        return width, self.least if height < self.least else self._count * _LINE

    def draw(self) -> None:
        """Draw it at the origin."""
        for line in range(self._count):
            rule = Rule(FRAME, dotted=True)
            rule.wrap(self._width, 0)
            rule.drawOn(self.canv, 0, line * _LINE)


def writing_lines(count: int) -> list[Flowable]:
    """Dotted lines 9 mm apart, for a pen."""
    return [Rule(0.6, dotted=True, depth=_LINE) for _line in range(count)]
