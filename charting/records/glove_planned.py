"""For gloved hands, PRP that was given as planned, all of it in one tap: the same into every zone, or by its area."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from charting.records.application import Application
from charting.records.application_checks import MOST_ML_PER_CM2
from charting.records.glove_giving import STEP_ML, amount_field, doubted, given_whole, left_ml, shared_rows
from charting.records.glove_page import ENTER, NEXT, Answer, Page, Press, confirmed
from charting.records.needling_results import zone_title
from charting.results import show_decimal
from charting.rules.prp_yield import per_cm2
from charting.words import _


def even_ml(sheet: Application) -> Decimal | None:
    """mL for each zone that shares where the PRP in hand parts evenly in tenths of a mL; None where it does not.

    None as well once any zone has its amount, or while the volume of the PRP is not known.
    """
    field, left, rows = amount_field(sheet), left_ml(sheet), shared_rows(sheet)
    if not rows or left is None or left <= 0 or any(getattr(row, field) is not None for row in sheet.zones):
        return None
    share = (left / len(rows)).quantize(STEP_ML)
    return share if share * len(rows) == left else None


def area_ml(sheet: Application) -> list[Decimal] | None:
    """mL for each zone by its area, in tenths that add up to the PRP in hand; None where no area tells them apart.

    zone mL = PRP mL × zone cm² ÷ sum of cm² (clinical.md 5.5, 7). None as well without an area of every zone, beyond
    0.3 mL/cm², where a zone would get nothing, and where even shares are not offered for want of a volume.
    """
    field, left, rows = amount_field(sheet), left_ml(sheet), shared_rows(sheet)
    areas = [row.area_cm2 for row in rows if row.area_cm2]
    given = any(getattr(row, field) is not None for row in sheet.zones)
    if given or left is None or left <= 0 or left % STEP_ML or len(areas) < len(rows) or len(set(areas)) < 2:
        return None
    whole = sum(areas, Decimal(0))
    if left / whole > MOST_ML_PER_CM2:
        return None
    exact = [left * area / whole for area in areas]
    shares = [ml.quantize(STEP_ML, ROUND_DOWN) for ml in exact]
    spare = int((left - sum(shares, Decimal(0))) / STEP_ML)
    for at in sorted(range(len(exact)), key=lambda at: shares[at] - exact[at])[:spare]:
        shares[at] += STEP_ML
    return shares if min(shares) > 0 else None


def planned_page(key: str, sheet: Application) -> Page:
    """Every zone with its amount, and one tap once all of it is given so; the pedal goes zone by zone."""
    share, by_area, rows = even_ml(sheet), area_ml(sheet), shared_rows(sheet)
    goes = f"applied:{rows[0].id}" if rows else NEXT
    presses = [Press(f"{key}.on", _("Zone by zone"), hint=ENTER, goes=goes, filled=True)]
    lines, doubts = [], []
    if by_area is not None:
        total, area = sum(by_area, Decimal(0)), sum((row.area_cm2 or Decimal(0) for row in rows), Decimal(0))
        each = show_decimal(per_cm2(total, area), 3)
        formula = _("{ml} mL ÷ {area} cm² = {each} mL/cm²")
        formula = formula.format(ml=show_decimal(total), area=show_decimal(area), each=each)
        presses.insert(0, _given(f"{key}.area", sheet, _("By area, all zones"), formula, "1", by_area))
        lines.append(_("By area: {zones} mL").format(zones=_amounts(sheet, by_area)))
        doubts.append(doubted(sheet, total))
    if share is not None:
        even = [share] * len(rows)
        words = _("As planned: {ml} mL each, all zones").format(ml=show_decimal(share))
        whole = _("{ml} mL given").format(ml=show_decimal(share * len(rows)))
        presses.insert(0, _given(f"{key}.given", sheet, words, whole, "0", even))
        lines.insert(0, _("{zones} mL").format(zones=_amounts(sheet, even)))
        doubts.append(doubted(sheet, share * len(rows)))
    doubt = next(filter(None, doubts), "")
    return Page(key, _("PRP application"), "\n".join(lines), presses=tuple(presses), doubt=doubt)


def _amounts(sheet: Application, shares: Sequence[Decimal]) -> str:
    found = zip(shared_rows(sheet), shares, strict=True)
    return ", ".join(_("{zone} {ml}").format(zone=zone_title(row.zone), ml=show_decimal(ml)) for row, ml in found)


def _given(key: str, sheet: Application, words: str, detail: str, hint: str, shares: Sequence[Decimal]) -> Press:
    total = sum(shares, Decimal(0))
    writes = (
        *(Answer(row, amount_field(sheet), ml) for row, ml in zip(shared_rows(sheet), shares, strict=True)),
        *(write for row in shared_rows(sheet) for write in confirmed(row, "zone", "area_cm2")),
        *given_whole(sheet, total),
    )
    return Press(key, words, detail, hint, writes, NEXT, _("{ml} mL given").format(ml=show_decimal(total)))
