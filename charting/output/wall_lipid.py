"""The lipid table of the wall card: weights down, both protocols across, volumes and rates in columns of their own."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.emergency_text import EmergencyText
from charting.output.fonts import Face
from charting.output.marks import FRAME, HAIR
from charting.output.ruled_grid import RuledGrid
from charting.output.runs import Run, strong, warning
from charting.output.shaping import width_in_em
from charting.output.styles import Type
from charting.output.tables import GREY
from charting.output.text import Text
from charting.results import show_decimal
from charting.rulebook import Broken
from charting.rules.lipid_rescue import ASRA, LipidDose
from charting.words import _

_KG = 15 * mm
_PER_PROTOCOL = 4
_HEAD_ROWS = 2
_PAD = 1 * mm


def lipid_table(
    pairs: Sequence[tuple[LipidDose, LipidDose]], first: str, text: EmergencyText, dress: Type, width: float
) -> list[Flowable]:
    """The table and the note below it. `first` is the protocol that stands at the left; `width` in points."""
    ordered = [pair if pair[0].protocol == first else (pair[1], pair[0]) for pair in pairs]
    body = [_figures(pair) for pair in ordered]
    deepest = [max(_fraction(row[at]) for row in body) for at in range(1 + 2 * _PER_PROTOCOL)]
    rows: list[list[Any]] = _heads(ordered[0], text, dress)
    rows += [[_cell(row[at], deepest[at], dress, at % _PER_PROTOCOL == 1 or not at) for at in range(9)] for row in body]
    share = (width - _KG) / (2 * _PER_PROTOCOL)
    style = [*_rules(dress), *_say_fixed_volumes(rows, ordered, dress)]
    made = RuledGrid(rows, colWidths=[_KG, *[share] * (2 * _PER_PROTOCOL)], hAlign="LEFT", style=style)
    note = Type(dress.size - 1.6, dress.leading - 2)
    return [made, Text([Run(f"{text.weight_note} "), strong(text.footer)], note)]


def numbers_off(rules: Broken, dress: Type) -> Flowable:
    """Why there is no table."""
    words = _("Numbers are off: {reason} Take the volumes from the printed sheet of your protocol.")
    return Text(warning(words.format(reason=rules.reason)), dress)


def _heads(pair: tuple[LipidDose, LipidDose], text: EmergencyText, dress: Type) -> list[list[Any]]:
    head = Type(dress.size - 1.2, dress.leading - 1.4, Face.SEMIBOLD)
    above: list[Any] = [Text(_("Lipid 20 %"), head)]
    below: list[Any] = [Text([strong(_("Weight")), Run("\n" + _("kg"), Face.REGULAR)], head, align="right")]
    for dose in pair:
        rate = _("ml/min") if dose.protocol == ASRA else _("ml/h")
        above += [Text(text.protocols[dose.protocol], head), "", "", ""]
        for name, unit in (
            (_("First dose"), _("ml in 2–3 min")),
            (_("Infusion"), rate),
            (_("Doubled"), rate),
            (_("Never more"), _("ml in all")),
        ):
            below.append(Text([strong(name), Run(f"\n{unit}", Face.REGULAR)], head, align="right"))
    return [above, below]


def _figures(pair: tuple[LipidDose, LipidDose]) -> list[str]:
    row = [show_decimal(pair[0].weight_kg)]
    for dose in pair:
        infusion, doubled = dose.infusion_ml_per_h, dose.doubled_ml_per_h
        if dose.protocol == ASRA:
            infusion, doubled = dose.infusion_ml_per_min, dose.doubled_ml_per_min
        row += [show_decimal(dose.bolus_ml), _shown(infusion), _shown(doubled), show_decimal(dose.cap_ml)]
    return row


def _shown(rate: Decimal | None) -> str:
    return "" if rate is None else show_decimal(rate)


def _fraction(figure: str) -> float:
    return width_in_em(figure[figure.index(".") :], Face.REGULAR) if "." in figure else 0.0


def _cell(figure: str, deepest: float, dress: Type, key: bool) -> Flowable:
    indent = (deepest - _fraction(figure)) * dress.size
    return Text(strong(figure) if key else figure, dress, align="right", right_indent=indent)


def _say_fixed_volumes(
    rows: list[list[Any]], ordered: Sequence[tuple[LipidDose, LipidDose]], dress: Type
) -> list[tuple[Any, ...]]:
    """One merged cell where a protocol gives a volume instead of a rate, and the commands that merge it."""
    commands: list[tuple[Any, ...]] = []
    for place in (0, 1):
        fixed = [at for at, pair in enumerate(ordered) if pair[place].infusion_ml is not None]
        volume = ordered[fixed[0]][place].infusion_ml if fixed else None
        if volume is None:
            continue
        start, top, foot = 2 + place * _PER_PROTOCOL, _HEAD_ROWS + fixed[0], _HEAD_ROWS + fixed[-1]
        said = _("about {ml} ml over 15 to 20 min").format(ml=show_decimal(volume))
        rows[top][start] = Text(said, dress, align="centre")
        commands += [
            ("SPAN", (start, top), (start + 1, foot)),
            ("VALIGN", (start, top), (start + 1, foot), "MIDDLE"),
        ]
    return commands


def _rules(dress: Type) -> list[tuple[Any, ...]]:
    pad = 0.08 * dress.leading
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1.2 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ("LINEBELOW", (0, _HEAD_ROWS), (-1, -2), HAIR, GREY),
        ("LINEBELOW", (0, 1), (-1, 1), 1.0, black),
        ("LINEBELOW", (0, -1), (-1, -1), FRAME, black),
    ]
    for place in (0, 1):
        start = 1 + place * _PER_PROTOCOL
        commands.append(("SPAN", (start, 0), (start + _PER_PROTOCOL - 1, 0)))
        commands.append(("LINEBEFORE", (start, 0), (start, -1), FRAME, black))
    return commands
