"""Mishra's types of PRP in sports medicine (2012; clinical.md 6.5 C)."""

from decimal import Decimal

from charting.rules.prp_class import Class, System, activated, activator_words, needs
from charting.words import _

MISHRA = System("Mishra", "2012")
A_FROM_TIMES = Decimal(5)


def mishra(
    prp_platelets: Decimal | None,
    baseline_platelets: Decimal | None,
    prp_white: Decimal | None,
    baseline_white: Decimal | None,
    activator: str | None,
) -> Class:
    """Type 1 to 4 by white cells and activation, A from 5 times the blood's platelets, else B (S61, S64).

    Counts in 10⁹/L. Every input must be known, activation too.
    """
    inputs = {
        _("PRP platelets"): prp_platelets,
        _("blood platelets"): baseline_platelets,
        _("PRP white cells"): prp_white,
        _("blood white cells"): baseline_white,
        _("activator"): None if activator is None else activator_words(activator),
    }
    added = activated(activator)
    if (
        prp_platelets is None
        or baseline_platelets is None
        or prp_white is None
        or baseline_white is None
        or added is None
    ):
        return MISHRA.lacks(needs(inputs, *inputs), inputs)
    rich = prp_white > baseline_white
    kind = (1 if rich else 3) + added
    suffix = "A" if prp_platelets >= A_FROM_TIMES * baseline_platelets else "B"
    words = "; ".join(
        (
            _("white cells increased") if rich else _("white cells minimal or none"),
            _("activated") if added else _("not activated"),
            _("platelets 5 times the blood or more") if suffix == "A" else _("platelets below 5 times the blood"),
        )
    )
    return MISHRA.gives(f"{kind}{suffix}", words, inputs)
