"""Parts of the wall card: numbered steps, what tells a faint from poisoning, where things are, times to write."""

from collections.abc import Sequence

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.emergency_text import EmergencyCard, EmergencyText, Step
from charting.output.fonts import Face
from charting.output.marks import FRAME, HAIR, HAIR_GREY
from charting.output.prose import prose
from charting.output.ruled_grid import RuledGrid
from charting.output.runs import Run, strong
from charting.output.styles import Type
from charting.output.tables import GREY
from charting.output.text import Text
from charting.rescue import CardClinic
from charting.words import _

_TILE = 6.4 * mm
_INDENT = 8.4 * mm
_WALL_TIMES = ("last_dose", "first_sign", "called", "lipid_bolus")


class NumberedStep(Flowable):
    """A number white on black beside one or several paragraphs, and a hairline below unless it is the last."""

    def __init__(self, number: int, said: Sequence[Sequence[Run]], dress: Type, *, last: bool = False) -> None:
        super().__init__()
        self._number, self._dress, self._last = number, dress, last
        self._texts = [Text(runs, dress) for runs in said]
        self._air = 0.16 * dress.leading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as it may be, in points."""
        self.width = width
        depths = [text.wrap(width - _INDENT, height)[1] for text in self._texts]
        self.height = sum(depths) + 2 * self._air
        return width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        canvas, size = self.canv, self._dress.size
        canvas.saveState()
        canvas.setFillGray(0)
        canvas.rect(0, 0.8, _TILE, self.height - 1.6, stroke=0, fill=1)
        if not self._last:
            canvas.setStrokeGray(HAIR_GREY)
            canvas.setLineWidth(HAIR)
            canvas.line(_INDENT, 0, self.width, 0)
        canvas.restoreState()
        figure = Text(str(self._number), Type(size, self._dress.leading, Face.SEMIBOLD), align="centre", white=True)
        figure.wrap(_TILE, self.height)
        figure.drawOn(canvas, 0, self.height - self._air - figure.height)
        y = self.height - self._air
        for text in self._texts:
            y -= text.height
            text.drawOn(canvas, _INDENT, y)


def merged_steps(card: EmergencyCard, text: EmergencyText, first: str, number: str, dress: Type) -> list[Flowable]:
    """The steps of both protocols under one numbering; where they differ, each says its own, `first` before."""
    ids = {step.id for step in card.steps}
    groups: list[list[Step]] = []
    for step in card.steps:
        alone = bool(step.protocols) and f"{step.id}_asra" not in ids
        if groups and alone:
            groups[-1].append(step)
        else:
            groups.append([step])
    short = {code: label.split(":")[0] for code, label in text.protocols.items()}
    made: list[Flowable] = []
    for at, group in enumerate(groups, start=1):
        ordered = sorted(group, key=lambda step: bool(step.protocols) and first not in step.protocols)
        said = [
            [*([strong(f"{short[step.protocols[0]]}  ")] if step.protocols else []), *prose(step.filled(number))]
            for step in ordered
        ]
        made.append(NumberedStep(at, said, dress))
    return made


def _table(rows: Sequence[Sequence[Flowable]], widths: Sequence[float], dress: Type, *, headed: bool) -> RuledGrid:
    pad = 0.14 * dress.leading
    return RuledGrid(
        [list(row) for row in rows],
        colWidths=list(widths),
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), pad),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
            ("LINEBELOW", (0, 0), (-1, -2), HAIR, GREY),
            ("LINEBELOW", (0, 0), (-1, 0), FRAME if headed else HAIR, black if headed else GREY),
            ("LINEBELOW", (0, -1), (-1, -1), FRAME, black),
        ],
    )


def comparison(text: EmergencyText, dress: Type, width: float) -> Flowable:
    """What tells a faint from poisoning."""
    head = Type(dress.size - 1, dress.leading - 1, Face.SEMIBOLD)
    rows: list[list[Flowable]] = [
        [Text(words, head) for words in (_("Which is it?"), _("Faint"), _("Poisoning (LAST)"))]
    ]
    rows += [
        [Text(strong(one.title), dress), Text(one.faint, dress), Text(one.last, dress)] for one in text.differences
    ]
    return _table(rows, (width * 0.25, width * 0.33, width * 0.42), dress, headed=True)


def in_this_clinic(clinic: CardClinic, dress: Type, width: float) -> Flowable:
    """Where things are, to be written in by hand, and the address to say on the telephone."""
    head = Type(dress.size - 1, dress.leading - 1, Face.SEMIBOLD)
    address = ", ".join(clinic.address)
    rows: list[list[Flowable]] = [
        [Text(_("In this clinic"), head), Text("", head)],
        [Text(_("Lipid 20 %"), dress), Text("", dress)],
        [Text(_("Oxygen, AED"), dress), Text("", dress)],
        [Text(_("Say where"), dress), Text(strong(address), dress)],
    ]
    return _table(rows, (width * 0.25, width * 0.75), dress, headed=True)


def times_box(text: EmergencyText, dress: Type, width: float) -> Flowable:
    """A closed box: write here."""
    small = Type(dress.size - 1.4, dress.leading - 1.4)
    titles = {entry.id: entry.title for entry in text.log}
    cells = [[Text(titles[one], small), Text("__ : __", dress, space_before=2)] for one in _WALL_TIMES]
    return RuledGrid(
        [cells],
        colWidths=[width / len(cells)] * len(cells),
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 1.5 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("BOX", (0, 0), (-1, -1), 0.8, black),
            ("LINEAFTER", (0, 0), (-2, -1), HAIR, GREY),
        ],
    )
