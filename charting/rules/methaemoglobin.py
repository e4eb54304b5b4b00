"""Methaemoglobinaemia: when to think of it, and whom prilocaine and benzocaine are kept from (clinical.md 4.8, C32)."""

from collections.abc import Iterable
from decimal import Decimal

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.ledger_lines import Line
from charting.rules.verdict import BLOCK_H, WARN, Verdict
from charting.words import _

OXIDISING = frozenset({"prilocaine", "benzocaine"})


def product_verdicts(lines: Iterable[Line], weight_kg: Decimal | None, book: Rulebook) -> tuple[Verdict, ...]:
    """A warning for much prilocaine, and for any benzocaine."""
    counted = tuple(lines)
    found = [*_much_prilocaine(counted, weight_kg, book)]
    if any(line.drug == "benzocaine" for line in counted):
        found.append(_think(_("Benzocaine"), _("it can cause methaemoglobinaemia"), ((_("drug"), "benzocaine"),)))
    return tuple(found)


def saturation_verdicts(spo2_pct: Decimal | None, drugs: Iterable[str], book: Rulebook) -> tuple[Verdict, ...]:
    """A warning for a low oxygen saturation after prilocaine or benzocaine; nothing while it was not measured."""
    if spo2_pct is None or OXIDISING.isdisjoint(drugs) or spo2_pct >= book.value("methb_spo2_pct"):
        return ()
    shown = show_decimal(spo2_pct)
    return (
        _think(
            _("SpO₂ {value} % after prilocaine or benzocaine").format(value=shown),
            _("methaemoglobinaemia keeps it low in spite of oxygen"),
            (("SpO₂", f"{shown} %"),),
        ),
    )


def patient_verdicts(drugs: Iterable[str], reasons: Iterable[str]) -> tuple[Verdict, ...]:
    """A block without override of prilocaine and benzocaine for a patient with a reason such as G6PD deficiency."""
    why = ", ".join(reasons)
    if not why:
        return ()
    return tuple(
        Verdict(
            BLOCK_H,
            f"methb.{drug}",
            _("No {drug} for this patient").format(drug=drug),
            why,
            _("Choose another agent."),
            ((_("drug"), drug), (_("reason"), why)),
            "S41, S42 (C32)",
        )
        for drug in sorted(OXIDISING.intersection(drugs))
    )


def _much_prilocaine(lines: tuple[Line, ...], weight_kg: Decimal | None, book: Rulebook) -> list[Verdict]:
    mg = sum((line.known_mg for line in lines if line.drug == "prilocaine"), Decimal(0))
    rate, most = book.value("methb_prilocaine_mg_per_kg"), book.value("methb_prilocaine_mg")
    by_weight = weight_kg is not None and mg > rate * weight_kg
    if mg <= most and not by_weight:
        return []
    limit = _("more than {rate} mg/kg") if by_weight else _("more than {most} mg")
    why = limit.format(rate=show_decimal(rate), most=show_decimal(most))
    shown = show_decimal(mg)
    inputs = ((_("prilocaine"), f"{shown} mg"), (_("weight"), "" if weight_kg is None else show_decimal(weight_kg)))
    return [_think(_("Prilocaine {mg} mg").format(mg=shown), why, inputs)]


def _think(what: str, why: str, inputs: tuple[tuple[str, str], ...]) -> Verdict:
    step = _("Watch SpO₂ and colour; think of methaemoglobinaemia (F12).")
    return Verdict(WARN, "methb", what, why, step, inputs, "K (4.8)")
