"""Values worked out from an assessment: body mass index, SALT score and its classes (clinical.md 1.1, 1.3)."""

from decimal import Decimal
from typing import Any

from charting.records.working import work_out
from charting.results import Result, show_decimal
from charting.rules.body import mass_index
from charting.rules.salt import areata_scale, salt, salt_class, salt_severity
from charting.units import KG_PER_M2
from charting.words import _

_SITES = {"top": "top", "back": "back", "right": "right", "left": "left"}
_SEVERITIES = {
    "none": "no loss",
    "limited": "limited",
    "mild": "mild",
    "moderate": "moderate",
    "severe": "severe",
    "very_severe": "very severe",
}


def assessment_results(assessment: Any) -> list[Result]:
    """Body mass index always; the SALT values once one of its four shares is written."""
    results = [_bmi(assessment)]
    shares = _shares(assessment)
    if any(share is not None for share in shares.values()):
        score = work_out(
            _("SALT"),
            None,
            _("0.40 × top + 0.24 × back + 0.18 × right + 0.18 × left"),
            {_(site): share for site, share in shares.items()},
            salt,
            "0.40 × {0} + 0.24 × {1} + 0.18 × {2} + 0.18 × {3}",
            source="S78",
        )
        results += [score, *_classes(score, assessment.areata_modifiers)]
    return results


def _bmi(assessment: Any) -> Result:
    return work_out(
        _("BMI"),
        KG_PER_M2,
        _("weight ÷ (height in m)²"),
        {_("weight"): assessment.weight_kg, _("height"): assessment.height_cm},
        mass_index,
        "{0} ÷ ({1} ÷ 100)²",
        source="K",
        places=1,
    )


def _shares(assessment: Any) -> dict[str, Decimal | None]:
    return {name: getattr(assessment, f"salt_{site}_pct") for site, name in _SITES.items()}


def _classes(score: Result, modifiers: tuple[str, ...] | None) -> list[Result]:
    if score.value is None:
        return []
    shown = show_decimal(score.value)
    scale = Result(
        _("AA Scale 2022"),
        None,
        None,
        _("from SALT, one level up where a modifier is present"),
        working=shown,
        missing=_("needs the modifiers"),
        source="K",
    )
    if modifiers is not None or areata_scale(score.value, ()) in {"severe", "none"}:
        words = _(_SEVERITIES[areata_scale(score.value, modifiers or ())])
        scale = Result(scale.name, None, None, scale.formula, working=shown, source="K", text=words)
    return [
        Result(_("SALT class"), None, None, _("from SALT"), shown, source="S99", text=salt_class(score.value)),
        Result(
            _("Severity"),
            None,
            None,
            _("from SALT"),
            shown,
            source="S79",
            text=_(_SEVERITIES[salt_severity(score.value)]),
        ),
        scale,
    ]
