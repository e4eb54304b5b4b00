"""DEPA: dose, efficiency, purity, activation (Magalon 2016; clinical.md 6.5 A).

Cuts 5/3/1 × 10⁹ platelets, 90/70/30 % recovery, 90/70/30 % purity: S60 and K. On a boundary the lower letter of the
two is given (5, 90 → B; 3, 70 → B; 1, 30 → C), which is a decision of clinical.md: the source says "above" for A
and "below" for D.
"""

from decimal import Decimal

from charting.rules.prp_class import Class, System, activator_words, needs
from charting.words import _

DEPA = System("DEPA", "Magalon 2016")
DOSE_BILLION = (Decimal(5), Decimal(3), Decimal(1))
PERCENT = (Decimal(90), Decimal(70), Decimal(30))


def letter(value: Decimal, cuts: tuple[Decimal, Decimal, Decimal]) -> str:
    """A above the first cut, B from the second, C from the third, otherwise D."""
    highest, middle, lowest = cuts
    if value > highest:
        return "A"
    if value >= middle:
        return "B"
    return "C" if value >= lowest else "D"


def depa(
    dose_billion: Decimal | None,
    recovery_pct: Decimal | None,
    purity_pct: Decimal | None,
    activator: str | None,
) -> Class:
    """The DEPA class from the dose injected in 10⁹ (F4), recovery in % (F3) and purity in % (F5).

    `activator` is a code, None while not recorded: it is reported, not graded. None of the three numbers may be
    missing. Source S60.
    """
    inputs = {
        _("dose injected, billion"): dose_billion,
        _("recovery, %"): recovery_pct,
        _("purity, %"): purity_pct,
        _("activator"): activator_words(activator),
    }
    if dose_billion is None or recovery_pct is None or purity_pct is None:
        return DEPA.lacks(needs(inputs, *inputs), inputs)
    dose = letter(dose_billion, DOSE_BILLION)
    efficiency, purity = letter(recovery_pct, PERCENT), letter(purity_pct, PERCENT)
    activation = _("activation {agent}").format(agent=activator_words(activator))
    words = _("Dose {dose}, Efficiency {efficiency}, Purity {purity}, {activation}").format(
        dose=f"{dose} {_dose_words()[dose]}",
        efficiency=f"{efficiency} {_efficiency_words()[efficiency]}",
        purity=f"{purity} {_purity_words()[purity]}",
        activation=activation,
    )
    return DEPA.gives(f"DEPA {dose}/{efficiency}/{purity}, {activation}", words, inputs)


def _dose_words() -> dict[str, str]:
    return {"A": _("very high"), "B": _("high"), "C": _("medium"), "D": _("low")}


def _efficiency_words() -> dict[str, str]:
    return {"A": _("high"), "B": _("medium"), "C": _("low"), "D": _("poor")}


def _purity_words() -> dict[str, str]:
    return {"A": _("very pure"), "B": _("pure"), "C": _("heterogeneous"), "D": _("whole-blood PRP")}
