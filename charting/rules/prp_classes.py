"""All classes of one preparation at once, from the numbers of a chart (clinical.md 6.5)."""

from dataclasses import dataclass
from decimal import Decimal

from charting.rules import prp_yield
from charting.rules.depa import depa
from charting.rules.dohan import dohan
from charting.rules.marspill import RED_CELL_RICH_ABOVE, marspill
from charting.rules.mishra import mishra
from charting.rules.paw import paw
from charting.rules.prp_class import Class


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is known of a preparation; None is unknown.

    Platelets and white cells in 10⁹/L, red cells in 10¹²/L, volumes in mL, `blood_ml` without anticoagulant.
    Counts of citrated blood are corrected before (F6). `dose_billion` is the dose injected (F4, after F7).
    """

    baseline_platelets: Decimal | None = None
    baseline_white: Decimal | None = None
    baseline_neutrophils: Decimal | None = None
    prp_platelets: Decimal | None = None
    prp_white: Decimal | None = None
    prp_neutrophils: Decimal | None = None
    prp_red_10e12_l: Decimal | None = None
    blood_ml: Decimal | None = None
    prp_ml: Decimal | None = None
    dose_billion: Decimal | None = None
    anticoagulant: str | None = None
    activator: str | None = None
    is_fibrin_clot: bool | None = None
    method: str | None = None
    spins: int | None = None
    image_guided: bool | None = None
    light_activated: bool | None = None

    def concentration_factor(self) -> Decimal | None:
        """F1, None while unknown."""
        prp, base = self.prp_platelets, self.baseline_platelets
        if prp is None or base is None or base <= 0:
            return None
        return prp_yield.concentration_factor(prp, base)

    def recovery_pct(self) -> Decimal | None:
        """F3 in %, None while unknown or where it is impossible (above 105 %)."""
        prp, base, blood, ml = self.prp_platelets, self.baseline_platelets, self.blood_ml, self.prp_ml
        if prp is None or base is None or blood is None or ml is None or base * blood <= 0:
            return None
        recovered = prp_yield.recovery_pct(prp, ml, base, blood)
        return recovered if recovered <= prp_yield.HIGHEST_RECOVERY_PCT else None

    def purity_pct(self) -> Decimal | None:
        """F5 in %, None while unknown."""
        prp, white, red = self.prp_platelets, self.prp_white, self.prp_red_10e12_l
        if prp is None or white is None or red is None or prp + white + red <= 0:
            return None
        return prp_yield.purity_pct(prp, white, red)


def classes(p: Preparation) -> tuple[Class, ...]:
    """DEPA, PAW, Mishra and Dohan Ehrenfest, in this order; what lacks an input says so."""
    return (
        depa(p.dose_billion, p.recovery_pct(), p.purity_pct(), p.activator),
        paw(
            p.prp_platelets,
            p.baseline_platelets,
            p.prp_white,
            p.baseline_white,
            p.prp_neutrophils,
            p.baseline_neutrophils,
            p.activator,
        ),
        mishra(p.prp_platelets, p.baseline_platelets, p.prp_white, p.baseline_white, p.activator),
        dohan(p.prp_white, p.baseline_white, p.anticoagulant, p.is_fibrin_clot),
    )


def marspill_of(p: Preparation, red_rich_above_10e12_l: Decimal = RED_CELL_RICH_ABOVE) -> Class:
    """MARSPILL, only where the clinic switched it on."""
    return marspill(
        method=p.method,
        activator=p.activator,
        prp_red_10e12_l=p.prp_red_10e12_l,
        spins=p.spins,
        concentration_factor=p.concentration_factor(),
        image_guided=p.image_guided,
        prp_white=p.prp_white,
        baseline_white=p.baseline_white,
        light_activated=p.light_activated,
        red_rich_above_10e12_l=red_rich_above_10e12_l,
    )
