"""Dohan Ehrenfest's four families of platelet concentrates (2009; clinical.md 6.5 D)."""

from decimal import Decimal

from charting.rules.prp_class import Class, System, needs
from charting.words import _

DOHAN = System("Dohan Ehrenfest", "2009")
NO_ANTICOAGULANT = "none"


def is_fibrin(anticoagulant: str | None, is_fibrin_clot: bool | None) -> bool | None:
    """Whether it is PRF: no anticoagulant, and a clot. None while what is recorded cannot tell."""
    if is_fibrin_clot is False or (anticoagulant is not None and anticoagulant != NO_ANTICOAGULANT):
        return False
    if anticoagulant == NO_ANTICOAGULANT and is_fibrin_clot:
        return True
    return None


def dohan(
    prp_white: Decimal | None,
    baseline_white: Decimal | None,
    anticoagulant: str | None,
    is_fibrin_clot: bool | None,
) -> Class:
    """P-PRP, L-PRP, P-PRF or L-PRF; white cells in 10⁹/L, above the blood's is L (S61, S62)."""
    inputs = {
        _("PRP white cells"): prp_white,
        _("blood white cells"): baseline_white,
        _("anticoagulant"): anticoagulant,
        _("fibrin clot"): is_fibrin_clot,
    }
    fibrin = is_fibrin(anticoagulant, is_fibrin_clot)
    if prp_white is None or baseline_white is None or fibrin is None:
        wanted = list(inputs) if fibrin is None else list(inputs)[:2]
        return DOHAN.lacks(needs(inputs, *wanted), inputs)
    rich = prp_white > baseline_white
    words = "; ".join(
        (
            _("leukocyte-rich") if rich else _("leukocyte-poor"),
            _("high-density fibrin, a clot without anticoagulant") if fibrin else _("low-density fibrin"),
        )
    )
    return DOHAN.gives(f"{'L' if rich else 'P'}-{'PRF' if fibrin else 'PRP'}", words, inputs)
