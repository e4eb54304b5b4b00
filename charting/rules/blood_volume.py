"""How much blood is drawn, against what the patient has (clinical.md 6.2)."""

from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.prp_yield import EBV_ML_PER_KG, draw_pct_of_blood_volume
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN, Severity, Verdict, most_severe_first
from charting.words import _


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw in mL. `blood_volume_ml` and `share_pct` are None when not computable, and `missing` says why."""

    draw_ml: Decimal
    blood_volume_ml: Decimal | None
    share_pct: Decimal | None
    working: str
    missing: str
    verdicts: tuple[Verdict, ...]


def blood_volume_ml(weight_kg: Decimal, sex_at_birth: str) -> Decimal:
    """Estimated blood volume: 70 mL/kg male, 65 female (K). Raises KeyError for any other sex."""
    return EBV_ML_PER_KG[sex_at_birth] * weight_kg


def draw(draw_ml: Decimal, weight_kg: Decimal | None, sex_at_birth: str | None, rules: Rulebook) -> Draw:
    """A draw in mL without anticoagulant, against `rules` (`prp`): volume, and share of the blood volume.

    Without weight, or for a sex that has no figure, the share is not computable; the volume is checked all the same.
    """
    by_volume = _by_volume(draw_ml, rules)
    if weight_kg is None or weight_kg <= 0 or sex_at_birth not in EBV_ML_PER_KG:
        missing = _("needs weight") if sex_at_birth in EBV_ML_PER_KG else _("needs sex at birth, male or female")
        return Draw(draw_ml, None, None, "", missing, by_volume)
    volume = blood_volume_ml(weight_kg, sex_at_birth)
    share = draw_pct_of_blood_volume(draw_ml, weight_kg, sex_at_birth)
    working = _("{per_kg} mL/kg × {kg} kg = {volume} mL; 100 × {ml} ÷ {volume} = {share} %").format(
        per_kg=show_decimal(EBV_ML_PER_KG[sex_at_birth]),
        kg=show_decimal(weight_kg),
        volume=show_decimal(volume, 1),
        ml=show_decimal(draw_ml),
        share=show_decimal(share, 2),
    )
    inputs = (
        (_("blood"), f"{show_decimal(draw_ml)} mL"),
        (_("weight"), f"{show_decimal(weight_kg)} kg"),
        (_("sex at birth"), sex_at_birth or ""),
    )
    by_share = _by_share(share, working, inputs, rules)
    return Draw(draw_ml, volume, share, working, "", most_severe_first((*by_volume, *by_share)))


def _by_volume(draw_ml: Decimal, rules: Rulebook) -> tuple[Verdict, ...]:
    inputs = ((_("blood"), f"{show_decimal(draw_ml)} mL"),)
    what = _("{ml} mL of blood").format(ml=show_decimal(draw_ml))

    def says(level: Severity, why: str, limit: Decimal, next_step: str) -> tuple[Verdict, ...]:
        words = why.format(limit=show_decimal(limit))
        return (Verdict(level, "prp-draw-volume", what, words, next_step, inputs, "6.2"),)

    if draw_ml <= 0 or draw_ml > rules.value("draw_most_ml"):
        why = _("not above 0 and up to {limit} mL")
        return says(BLOCK_H, why, rules.value("draw_most_ml"), _("Correct the volume."))
    if draw_ml > rules.value("draw_block_ml"):
        why = _("above {limit} mL")
        return says(BLOCK_O, why, rules.value("draw_block_ml"), _("Draw less, or let a prescriber decide."))
    if draw_ml > rules.value("draw_usual_to_ml"):
        return says(WARN, _("above the usual {limit} mL"), rules.value("draw_usual_to_ml"), _("Check the volume."))
    if draw_ml < rules.value("draw_usual_from_ml"):
        return says(WARN, _("below the usual {limit} mL"), rules.value("draw_usual_from_ml"), _("Check the volume."))
    return ()


def _by_share(
    share: Decimal, working: str, inputs: tuple[tuple[str, str], ...], rules: Rulebook
) -> tuple[Verdict, ...]:
    warn, most = rules.value("draw_warn_pct"), rules.value("draw_most_pct")
    if share <= warn:
        return ()
    level, limit = (BLOCK_H, most) if share > most else (WARN, warn)
    next_step = _("Correct volume or weight.") if share > most else _("Draw less, or check volume and weight.")
    return (
        Verdict(
            level,
            "prp-draw-share",
            _("{share} % of the blood volume").format(share=show_decimal(share, 1)),
            _("above {limit} %: {working}").format(limit=show_decimal(limit), working=working),
            next_step,
            inputs,
            "K",
        ),
    )
