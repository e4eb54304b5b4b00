"""Hair counts: density, terminal to vellus, pull test (clinical.md 1.4)."""

from decimal import Decimal

TRADITIONAL_SHARE_PCT = Decimal(10)
NEWER_LIMIT = Decimal(2)


def density_per_cm2(hairs: Decimal, area_cm2: Decimal) -> Decimal:
    """Hairs per cm²: the count over the area it was counted in. Raises ValueError for an area at or below zero."""
    if area_cm2 <= 0:
        raise ValueError("the area must be above zero")
    return hairs / area_cm2


def terminal_to_vellus(terminal: Decimal, vellus: Decimal) -> Decimal:
    """Terminal hairs for each vellus hair. Raises ValueError without any vellus hair."""
    if vellus <= 0:
        raise ValueError("no vellus hair was counted")
    return terminal / vellus


def pulled_share_pct(grasped: Decimal, extracted: Decimal) -> Decimal:
    """Hairs that came out, in % of those grasped. Raises ValueError when none was grasped or more came out."""
    if grasped <= 0 or extracted > grasped:
        raise ValueError("no more hairs can come out than were grasped")
    return extracted * 100 / grasped


def positive_traditional(grasped: Decimal, extracted: Decimal) -> bool:
    """Pull test by the traditional rule: more than 10 % of the hairs grasped. Raises as `pulled_share_pct`."""
    return pulled_share_pct(grasped, extracted) > TRADITIONAL_SHARE_PCT


def positive_newer(extracted: Decimal) -> bool:
    """Pull test by the newer rule: more than 2 hairs (McDonald 2017, J Am Acad Dermatol 76:472)."""
    return extracted > NEWER_LIMIT
