"""Speed and force of a centrifuge (formula F0)."""

from decimal import Decimal

FORCE = Decimal("0.00001118")


def rcf_g(radius_cm: Decimal, rpm: Decimal) -> Decimal:
    """Relative centrifugal force in × g: 1.118×10⁻⁵ × radius in cm × rpm². Raises ValueError unless above zero."""
    _above_zero(radius_cm, rpm)
    return FORCE * radius_cm * rpm * rpm


def rpm_for(radius_cm: Decimal, rcf: Decimal) -> Decimal:
    """Revolutions per minute that give `rcf` × g at a radius in cm. Raises ValueError unless above zero."""
    _above_zero(radius_cm, rcf)
    return (rcf / (FORCE * radius_cm)).sqrt()


def mismatch_pct(entered: Decimal, computed: Decimal) -> Decimal:
    """How far an entered force stands from the computed one, in % of the computed one."""
    _above_zero(computed)
    return abs(entered - computed) * 100 / computed


def _above_zero(*values: Decimal) -> None:
    if any(value <= 0 for value in values):
        raise ValueError("a centrifuge needs numbers above zero")
