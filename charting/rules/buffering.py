"""Sodium bicarbonate 8.4 % added to a local anaesthetic (clinical.md 4.6): mg stay, everything else is diluted."""

from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.adrenaline import mcg_per_ml
from charting.rules.dosing import buffered_percent, dose_mg, mg_per_ml
from charting.rules.verdict import WARN, Verdict
from charting.words import _

PRECIPITATING = frozenset({"bupivacaine", "ropivacaine"})


@dataclass(frozen=True, slots=True)
class Buffered:
    """A buffered solution: volume in mL, strength in % and mg/mL, mg in all, adrenaline in micrograms per mL."""

    total_ml: Decimal
    percent: Decimal
    mg_per_ml: Decimal
    mg: Decimal
    adrenaline_mcg_per_ml: Decimal
    working: str
    verdicts: tuple[Verdict, ...]


def buffered(
    drug: str, percent: Decimal, volume_ml: Decimal, bicarbonate_ml: Decimal, ratio: str, book: Rulebook
) -> Buffered:
    """The solution after bicarbonate was added; to be used within 24 hours, for its adrenaline decays.

    Raises ValueError unless strength and volume are above zero, KeyError for a ratio that is not known.
    """
    total = volume_ml + bicarbonate_ml
    diluted = buffered_percent(percent, volume_ml, bicarbonate_ml)
    working = _("{percent} % × {ml} ÷ ({ml} + {bicarbonate}) = {diluted} %").format(
        percent=show_decimal(percent),
        ml=show_decimal(volume_ml),
        bicarbonate=show_decimal(bicarbonate_ml),
        diluted=show_decimal(diluted, 3),
    )
    return Buffered(
        total,
        diluted,
        mg_per_ml(diluted),
        dose_mg(percent, volume_ml),
        mcg_per_ml(ratio) * volume_ml / total,
        working,
        _precipitates(drug, volume_ml, bicarbonate_ml, book),
    )


def _precipitates(drug: str, volume_ml: Decimal, bicarbonate_ml: Decimal, book: Rulebook) -> tuple[Verdict, ...]:
    if drug not in PRECIPITATING or bicarbonate_ml <= book.value("buffer_precipitates_above") * volume_ml:
        return ()
    return (
        Verdict(
            WARN,
            "dose.buffered",
            _("{drug} is not buffered").format(drug=drug[:1].upper() + drug[1:]),
            _("it precipitates above 0.1 mL of bicarbonate in 20 mL"),
            _("Discard the mixture and draw up anew."),
            ((_("drug"), drug), (_("bicarbonate"), f"{show_decimal(bicarbonate_ml)} mL")),
            "K (4.6)",
        ),
    )
