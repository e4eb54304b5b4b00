"""For gloved hands, PRP that was given as planned: the same amount into every zone, all of it, in one tap."""

from decimal import Decimal

from charting.records.application import Application
from charting.records.glove_giving import STEP_ML, amount_field, given_whole, left_ml
from charting.records.glove_page import ENTER, NEXT, Answer, Page, Press, confirmed
from charting.records.needling_results import zone_title
from charting.results import show_decimal
from charting.words import _


def even_ml(sheet: Application) -> Decimal | None:
    """mL for each zone where the PRP in hand parts evenly in tenths of a mL; None where it does not.

    None as well once any zone has its amount, or while the volume of the PRP is not known.
    """
    field, left = amount_field(sheet), left_ml(sheet)
    if not sheet.zones or left is None or left <= 0 or any(getattr(row, field) is not None for row in sheet.zones):
        return None
    share = (left / len(sheet.zones)).quantize(STEP_ML)
    return share if share * len(sheet.zones) == left else None


def planned_page(key: str, sheet: Application) -> Page:
    """Every zone with its amount, and one tap once all of it is given so; the pedal goes zone by zone."""
    share, rows = even_ml(sheet), sheet.zones
    goes = f"applied:{rows[0].id}" if rows else NEXT
    on = Press(f"{key}.on", _("Zone by zone"), hint=ENTER, goes=goes, filled=True)
    if share is None:
        return Page(key, _("PRP application"), presses=(on,))
    total = share * len(rows)
    each, whole = show_decimal(share), show_decimal(total)
    zones = ", ".join(_("{zone} {ml}").format(zone=zone_title(row.zone), ml=each) for row in rows)
    writes = (
        *(Answer(row, amount_field(sheet), share) for row in rows),
        *(write for row in rows for write in confirmed(row, "zone", "area_cm2")),
        *given_whole(sheet, total),
    )
    given = Press(
        f"{key}.given",
        _("As planned: {ml} mL each, all zones").format(ml=each),
        _("{ml} mL given").format(ml=whole),
        "0",
        writes,
        NEXT,
        _("{ml} mL given").format(ml=whole),
    )
    return Page(key, _("PRP application"), _("{zones} mL").format(zones=zones), presses=(given, on))
