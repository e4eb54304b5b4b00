"""What of a topical anaesthetic counts as a dose (clinical.md 4.2, TR2 and TR5)."""

from decimal import Decimal

from charting.catalogue import Topical
from charting.rulebook import Rulebook
from charting.rules.dosing import topical_mg


def absorbed_fraction(skin_intact: bool | None, book: Rulebook) -> Decimal | None:
    """The share taken up: TR5's margin on intact scalp, all of it on broken skin, None while nobody has said."""
    if skin_intact is None:
        return None
    return book.value("absorbed_intact" if skin_intact else "absorbed_broken")


def absorbed_mg(
    strength_mg_per_g: Decimal, applied_g: Decimal, skin_intact: bool | None, book: Rulebook
) -> Decimal | None:
    """mg that count of one drug of a product. Raises ValueError unless the amount is above zero."""
    fraction = absorbed_fraction(skin_intact, book)
    return None if fraction is None else topical_mg(strength_mg_per_g, applied_g) * fraction


def used_as_labelled(
    listed: Topical | None,
    applied_g: Decimal | None,
    area_cm2: Decimal | None,
    skin_intact: bool | None,
    book: Rulebook,
) -> bool:
    """Whether amount, area and skin are known to keep to the product's own label; what is unknown does not."""
    if listed is None or applied_g is None or area_cm2 is None or skin_intact is not True:
        return False
    if listed.warning or (listed.max_g is None and listed.max_area_cm2 is None):
        return False
    return (
        (listed.max_g is None or applied_g <= listed.max_g)
        and (listed.max_area_cm2 is None or area_cm2 <= listed.max_area_cm2)
        and applied_g <= book.value("topical_g_per_cm2") * area_cm2
    )
