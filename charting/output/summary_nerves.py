"""The nerves that were blocked: their points on the head at the left, nerve, side, drug and volume at the right."""

from collections.abc import Mapping, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.catalogue_scalp import Point, scalp_map
from charting.output.answers import answer_words
from charting.output.fonts import Face
from charting.output.marks import HAIR, SECTION
from charting.output.runs import Words, not_recorded
from charting.output.scalp_map import Square
from charting.output.styles import MEASURE, Styles
from charting.output.summary_maps import SPACE, map_and_table
from charting.output.tables import Column, table
from charting.output.text import Text
from charting.output.visit_paper import Answer, LineTable
from charting.records.dose import NERVE_BLOCKS, SIDES, TECHNIQUES
from charting.words import _

_MAP = 38 * mm
_SIDE = 36 * mm
_DOT = 1.1 * mm
_LETTERS = {"left": (0.055, 0.25), "right": (0.945, 0.25)}
_DRUG = ("agent", "concentration_pct", "adrenaline")

Blocked = Mapping[tuple[str, str], str]
"""The numbers of the doses by nerve and side, both as their codes; the side is blank while nobody recorded it."""


class NerveFigure(Flowable):
    """The head from above with the points of all nerves: filled where one was blocked, with the number of its dose."""

    def __init__(self, styles: Styles, blocked: Blocked, width: float) -> None:
        super().__init__()
        self._styles, self._blocked, self._width = styles, blocked, width
        self.height = _SIDE + 2 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        return self._width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        catalogue, size = scalp_map(), self._styles.small.size
        view = catalogue.views[catalogue.nerve_view]
        square = Square(self.canv, (self._width - _SIDE) / 2, self.height, _SIDE)
        self.canv.setStrokeGray(0)
        for feature in view.features:
            square.line(feature, HAIR * 1.6)
        square.line(view.outline, SECTION)
        for letters, at in ((_("LEFT"), _LETTERS["left"]), (_("RIGHT"), _LETTERS["right"])):
            square.write(letters, at, size, Face.SEMIBOLD)
        for nerve in catalogue.nerves.values():
            between = ", ".join(self._numbers(nerve.code, "midline", ""))
            if between:
                self._number(square, between, nerve.number_both)
            for side, at, number_at in (
                ("left", nerve.left, nerve.number_left),
                ("right", nerve.right, nerve.number_right),
            ):
                numbers = ", ".join(self._numbers(nerve.code, side, "both"))
                square.ring(at, _DOT, filled=bool(numbers))
                if numbers:
                    self._number(square, numbers, number_at)

    def _numbers(self, nerve: str, *sides: str) -> list[str]:
        return [self._blocked[nerve, side] for side in sides if (nerve, side) in self._blocked]

    def _number(self, square: Square, numbers: str, at: Point) -> None:
        square.label(at, numbers, "", True, self._styles.small.size, white=False)


def nerve_section(styles: Styles, doses: LineTable, worked: Sequence[Flowable]) -> list[Flowable]:
    """Title, points and table of the nerve blocks among the doses, beside them the values `worked` out from these."""
    codes = {TECHNIQUES.label(code): code for code in NERVE_BLOCKS}
    sides = {SIDES.label(choice.code): choice.code for choice in SIDES}
    blocks = [row for row in doses.rows if _cell(doses, row, "technique").value in codes]
    if not blocks:
        return list(worked)
    blocked: dict[tuple[str, str], str] = {}
    for number, row in enumerate(blocks, start=1):
        nerve, side = codes[_cell(doses, row, "technique").value], sides.get(_cell(doses, row, "side").value, "")
        before = blocked.get((nerve, side))
        blocked[nerve, side] = str(number) if before is None else f"{before}, {number}"
    said = _("The head from above, nose up. Filled: blocked, with the number of the dose beside it. Ring: not blocked.")
    title = Text(_("Nerves blocked"), styles.strong, space_before=0.6 * styles.l)
    figure, rows = NerveFigure(styles, blocked, _MAP), _table(styles, doses, blocks)
    return map_and_table(styles, [title], figure, _MAP, rows, len(blocks), said, worked)


def _table(styles: Styles, doses: LineTable, blocks: Sequence[Sequence[Answer]]) -> Flowable:
    columns = [
        Column("", 6),
        Column(_("Nerve"), 32),
        Column(_("Side"), 14),
        Column(_("Drug"), 64),
        Column(_("Volume"), 15, "mL", number=True),
    ]
    rows: list[list[Words]] = [
        [
            str(number),
            _cell(doses, row, "technique").value,
            answer_words(_cell(doses, row, "side")),
            " ".join(_drug(doses, row)) or not_recorded(),
            answer_words(_cell(doses, row, "volume_ml")),
        ]
        for number, row in enumerate(blocks, start=1)
    ]
    return table(styles, columns, rows, width=MEASURE - _MAP - SPACE)


def _drug(doses: LineTable, row: Sequence[Answer]) -> list[str]:
    """Agent, strength and adrenaline as far as they were recorded; the strength with its sign."""
    said = []
    for name in _DRUG:
        value = _cell(doses, row, name).value
        unit = next(column.unit for column in doses.columns if column.name == name)
        if value:
            said.append(f"{value} {unit}" if unit and unit not in value else value)
    return said


def _cell(lines: LineTable, row: Sequence[Answer], name: str) -> Answer:
    return next(answer for answer, column in zip(row, lines.columns, strict=True) if column.name == name)
