"""Lipid emulsion 20 % by weight, for both protocols (clinical.md 4.7): Association of Anaesthetists and ASRA."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.exact import round_down
from charting.words import _

ASSOCIATION, ASRA = "association", "asra"
CARD_WEIGHTS_KG = tuple(Decimal(kg) for kg in (45, 50, 55, 60, 65, 70, 75, 80, 90, 100))
MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class LipidDose:
    """What one protocol gives a person. Volumes in mL of lipid 20 %; the bolus takes 2 to 3 minutes.

    Rates are None where the protocol gives a fixed volume instead, `infusion_ml` over 15 to 20 minutes.
    `weight_used` says in words by which weight, `formulas` how each number came about.
    """

    protocol: str
    weight_kg: Decimal
    weight_used: str
    bolus_ml: Decimal
    boluses: Decimal
    infusion_ml_per_h: Decimal | None
    infusion_ml_per_min: Decimal | None
    infusion_ml: Decimal | None
    doubled_ml_per_h: Decimal | None
    doubled_ml_per_min: Decimal | None
    cap_ml: Decimal
    arrest_adrenaline_mcg: Decimal
    formulas: tuple[str, ...]
    notes: tuple[str, ...]
    source: str


def protocol_of(profile: str) -> str:
    """The protocol shown first for a profile of limits; both are always printed."""
    return ASRA if profile == "US" else ASSOCIATION


def association_dose(weight_kg: Decimal, book: Rulebook) -> LipidDose:
    """By actual weight (S56). Raises ValueError unless the weight is above zero."""
    _above_zero(weight_kg)
    return _by_weight(ASSOCIATION, weight_kg, _("actual weight {kg} kg").format(kg=show_decimal(weight_kg)), book)


def asra_dose(weight_kg: Decimal, book: Rulebook) -> LipidDose:
    """Fixed volumes above 70 kg, by weight up to it (S57, S58). Raises ValueError unless the weight is above zero.

    The first dose counts at most 100 kg; lean weight may be entered instead of the actual one.
    """
    _above_zero(weight_kg)
    used = _("actual or lean weight {kg} kg").format(kg=show_decimal(weight_kg))
    heaviest = book.value("asra_weight_cap_kg")
    if weight_kg > heaviest:
        used = _("{kg} kg, the first dose as for {most} kg").format(
            kg=show_decimal(weight_kg), most=show_decimal(heaviest)
        )
    if weight_kg <= book.value("asra_large_above_kg"):
        return _by_weight(ASRA, weight_kg, used, book)
    bolus, volume = book.value("asra_large_bolus_ml"), book.value("asra_large_infusion_ml")
    return LipidDose(
        protocol=ASRA,
        weight_kg=weight_kg,
        weight_used=used,
        bolus_ml=bolus,
        boluses=book.value("lipid_boluses"),
        infusion_ml_per_h=None,
        infusion_ml_per_min=None,
        infusion_ml=volume,
        doubled_ml_per_h=None,
        doubled_ml_per_min=None,
        cap_ml=_cap(weight_kg, book),
        arrest_adrenaline_mcg=_adrenaline(weight_kg, book),
        formulas=(
            _("above {kg} kg: {ml} mL").format(
                kg=show_decimal(book.value("asra_large_above_kg")), ml=show_decimal(bolus)
            ),
            _("about {ml} mL over 15 to 20 min").format(ml=show_decimal(volume)),
            _cap_formula(weight_kg, book),
        ),
        notes=(_("at most this in the first 30 min"),),
        source="S57, S58",
    )


def lipid_doses(weight_kg: Decimal, book: Rulebook) -> tuple[LipidDose, LipidDose]:
    """Both protocols for a weight, the Association's first."""
    return association_dose(weight_kg, book), asra_dose(weight_kg, book)


def card_rows(
    book: Rulebook, weights_kg: Iterable[Decimal] = CARD_WEIGHTS_KG
) -> tuple[tuple[LipidDose, LipidDose], ...]:
    """The rows of the wall card."""
    return tuple(lipid_doses(kg, book) for kg in weights_kg)


def _by_weight(protocol: str, kg: Decimal, used: str, book: Rulebook) -> LipidDose:
    bolus, rate, doubled = (
        book.value(name)
        for name in ("lipid_bolus_ml_per_kg", "lipid_infusion_ml_per_kg_h", "lipid_doubled_ml_per_kg_h")
    )
    shown = show_decimal(kg)
    hourly, each_minute = rate * kg, rate * kg / MINUTES_PER_HOUR
    infusion = (
        _("{rate} mL/kg/min × {kg} kg = {ml} mL/min").format(
            rate=show_decimal(rate / MINUTES_PER_HOUR), kg=shown, ml=show_decimal(each_minute, 2)
        )
        if protocol == ASRA
        else _("{rate} mL/kg/h × {kg} kg = {ml} mL/h").format(
            rate=show_decimal(rate), kg=shown, ml=show_decimal(hourly)
        )
    )
    notes = [] if protocol == ASSOCIATION else [_("at most this in the first 30 min")]
    if protocol == ASRA and kg < book.value("asra_pump_below_kg"):
        notes.append(
            _("below {kg} kg consider a syringe pump").format(kg=show_decimal(book.value("asra_pump_below_kg")))
        )
    return LipidDose(
        protocol=protocol,
        weight_kg=kg,
        weight_used=used,
        bolus_ml=round_down(bolus * kg),
        boluses=book.value("lipid_boluses"),
        infusion_ml_per_h=hourly,
        infusion_ml_per_min=each_minute,
        infusion_ml=None,
        doubled_ml_per_h=doubled * kg,
        doubled_ml_per_min=doubled * kg / MINUTES_PER_HOUR,
        cap_ml=_cap(kg, book),
        arrest_adrenaline_mcg=_adrenaline(kg, book),
        formulas=(
            _("{rate} mL/kg × {kg} kg = {ml} mL").format(
                rate=show_decimal(bolus), kg=shown, ml=show_decimal(round_down(bolus * kg))
            ),
            infusion,
            _cap_formula(kg, book),
        ),
        notes=tuple(notes),
        source="S56" if protocol == ASSOCIATION else "S57, S58",
    )


def _cap(kg: Decimal, book: Rulebook) -> Decimal:
    return round_down(book.value("lipid_cap_ml_per_kg") * kg)


def _cap_formula(kg: Decimal, book: Rulebook) -> str:
    rate = show_decimal(book.value("lipid_cap_ml_per_kg"))
    return _("{rate} mL/kg × {kg} kg = {ml} mL in all").format(
        rate=rate, kg=show_decimal(kg), ml=show_decimal(_cap(kg, book))
    )


def _adrenaline(kg: Decimal, book: Rulebook) -> Decimal:
    return round_down(book.value("arrest_adrenaline_mcg_per_kg") * kg)


def _above_zero(weight_kg: Decimal) -> None:
    if weight_kg <= 0:
        raise ValueError("a weight must be above zero")
