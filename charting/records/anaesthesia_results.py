"""Computed values of the anaesthesia sheet: what was given, and how much of the limits that is (clinical.md 4)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.context import Context
from charting.records.anaesthesia_ledger import ledger_of
from charting.records.dose import Dose
from charting.records.dose_room import in_hand, room_for
from charting.records.topical import Topical
from charting.records.weight import weight_of
from charting.records.working import not_computable, work_out
from charting.results import Result, show_decimal
from charting.rulebook import Broken
from charting.rules.adrenaline import mcg, mcg_per_ml
from charting.rules.dosing import (
    buffered_percent,
    dose_mg,
    grams_per_cm2,
    mg_per_kg,
    mg_per_ml,
    topical_mg,
    total_by_drug,
)
from charting.rules.ledger_lines import Line
from charting.units import MCG, MG, MG_PER_KG, MG_PER_ML, ML, PERCENT, Unit
from charting.words import _

if TYPE_CHECKING:
    from charting.records.anaesthesia import Anaesthesia

G_PER_CM2 = Unit("g/cm²", "g/cm2")
_PAIN = (
    "pain_nrs_baseline",
    "pain_nrs_la_injection",
    "pain_nrs_mn_worst",
    "pain_nrs_prp_injection",
    "pain_nrs_end",
    "pain_nrs_plus15",
)


def anaesthesia_results(sheet: "Anaesthesia", context: Context) -> list[Result]:
    """All computed values of the sheet, in the order of work."""
    weight = weight_of(sheet.visit)
    found: list[Result] = []
    for number, row in enumerate(sheet.topicals, start=1):
        found.extend(_topical(row, _short(row.product) or _("Topical {number}").format(number=number)))
    for number, dose in enumerate(sheet.doses, start=1):
        found.extend(_dose(dose, _("Dose {number}").format(number=number), weight))
    found.extend(_totals(sheet))
    if sheet.doses:
        found.append(_adrenaline(sheet.doses))
    if sheet.visit is not None and (sheet.doses or sheet.topicals):
        found.extend(_shares(sheet, context))
    found.extend(_worst_pain(sheet))
    return found


def pain_words(grade: Decimal) -> str:
    """The words for a pain score of 0 to 10: none, mild, moderate, severe (4.1)."""
    if grade == 0:
        return _("none")
    if grade <= 3:
        return _("mild")
    return _("moderate") if grade <= 6 else _("severe")


def _dose(dose: Dose, name: str, weight: Decimal | None) -> Iterator[Result]:
    label = f"{name}, {dose.agent}" if dose.agent else name
    strength, volume = dose.concentration_pct, dose.volume_ml
    yield work_out(
        _("{dose}, strength").format(dose=label),
        MG_PER_ML,
        _("% × 10"),
        {_("strength"): strength},
        mg_per_ml,
        "{0} × 10",
        places=3,
    )
    yield work_out(
        label,
        MG,
        _("% × 10 × mL"),
        {_("strength"): strength, _("volume"): volume},
        dose_mg,
        "{0} × 10 × {1}",
    )
    yield work_out(
        _("{dose}, by weight").format(dose=label),
        MG_PER_KG,
        _("mg ÷ actual weight in kg"),
        {_("dose"): dose.mg(), _("weight"): weight},
        mg_per_kg,
        "{0} ÷ {1}",
    )

    if dose.buffered_with_ml is not None:
        yield work_out(
            _("{dose}, buffered").format(dose=label),
            PERCENT,
            _("% × mL ÷ (mL + mL of bicarbonate); mg stay"),
            {_("strength"): strength, _("volume"): volume, _("bicarbonate"): dose.buffered_with_ml},
            buffered_percent,
            "{0} × {1} ÷ ({1} + {2})",
            places=3,
        )


def _shares(sheet: "Anaesthesia", context: Context) -> Iterator[Result]:
    """The share of each limit, all of them added up, and what is left of the drug in hand."""
    found = ledger_of(sheet.visit, context)
    name, formula = _("Local anaesthetic, share of the limit"), _("all shares added up, no credit for time")
    if isinstance(found, Broken):
        yield not_computable(name, PERCENT, formula, _("rules off: {reason}").format(reason=found.reason))
        return
    for line in found.lines:
        yield _share(line)
    if found.total is None:
        yield not_computable(name, PERCENT, formula, found.total_text().removeprefix(_("not computable") + " "))
    elif found.lines:
        added = " + ".join(show_decimal(line.share * 100, 2) for line in found.lines if line.share is not None)
        yield Result(name, found.total * 100, PERCENT, formula, added, source="4.6", places=1)
    dose = in_hand(sheet)
    room = room_for(dose, found) if dose is not None else None
    if room is not None:
        title = _("Room for {drug}").format(drug=room.drug)
        yield Result(title, room.ml, ML, _("(limit − total) × maximum"), room.working, room.missing, "4.6", 1)


def _share(line: Line) -> Result:
    name = _("{drug}, share of its limit").format(drug=line.name[:1].upper() + line.name[1:])
    formula = _("counted mg ÷ maximum mg")
    if line.share is None or line.counts_mg is None or line.maximum.mg is None:
        return not_computable(name, PERCENT, formula, line.missing, source=line.maximum.source)
    working = f"{show_decimal(line.counts_mg)} ÷ {show_decimal(line.maximum.mg)}"
    return Result(name, line.share * 100, PERCENT, formula, working, source=line.maximum.source, places=1)


def _totals(sheet: "Anaesthesia") -> Iterator[Result]:
    formula = _("sum of its injected doses")
    given = [(dose.drug() or _("drug not named"), dose.mg()) for dose in sheet.doses]
    for drug, total in total_by_drug(given).items():
        name = _("{drug}, injected in all").format(drug=drug[:1].upper() + drug[1:])
        parts = [mg for of, mg in given if of == drug and mg is not None]
        if total is None:
            yield not_computable(name, MG, formula, _("a dose lacks strength or volume"))
        else:
            yield Result(name, total, MG, formula, " + ".join(show_decimal(mg) for mg in parts))


def _adrenaline(doses: list[Dose]) -> Result:
    name, formula = _("Adrenaline in all"), _("1,000,000 ÷ ratio × mL, summed")
    total, parts = Decimal(0), []
    for dose in doses:
        if dose.adrenaline is None or (dose.adrenaline != "none" and dose.volume_ml is None):
            return not_computable(name, MCG, formula, _("a dose lacks its ratio or volume"), source="S49")
        if dose.adrenaline != "none" and dose.volume_ml is not None:
            total += mcg(dose.adrenaline, dose.volume_ml)
            parts.append(f"{show_decimal(mcg_per_ml(dose.adrenaline))} × {show_decimal(dose.volume_ml)}")
    return Result(name, total, MCG, formula, " + ".join(parts) or "0", source="S49")


def _topical(row: Topical, name: str) -> Iterator[Result]:
    strengths = row.strengths()
    for drug, strength in strengths.items():
        yield work_out(
            _("{product}: {drug} applied").format(product=name, drug=drug),
            MG,
            _("mg per g × g, as applied and not as absorbed"),
            {_("strength"): strength, _("amount"): row.applied_g},
            topical_mg,
            "{0} × {1}",
            source="4.2",
        )
    if not strengths:
        yield not_computable(
            _("{product}: mg applied").format(product=name), MG, _("mg per g × g"), _("needs strength")
        )
    yield work_out(
        _("{product}: thickness").format(product=name),
        G_PER_CM2,
        _("g ÷ cm²"),
        {_("amount"): row.applied_g, _("area"): row.area_cm2},
        grams_per_cm2,
        "{0} ÷ {1}",
        source="TR2",
        places=3,
    )


def _short(product: str | None) -> str:
    """The product's name without the strengths in brackets, which the working shows."""
    return (product or "").split(" (")[0]


def _worst_pain(sheet: "Anaesthesia") -> Iterator[Result]:
    known = [grade for name in _PAIN if (grade := getattr(sheet, name)) is not None]
    if known:
        worst: Decimal = max(known)
        text = _("{grade} of 10, {words}").format(grade=show_decimal(worst), words=pain_words(worst))
        working = ", ".join(show_decimal(grade) for grade in known)
        yield Result(_("Worst pain"), worst, None, _("highest of the scores"), working, places=0, text=text)
