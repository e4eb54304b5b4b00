"""The line under the zones of a sheet: how many are done, how much is given, what is left over or overdrawn."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.records.applied_zone import counted_zones
from charting.records.needled_zone import needled_zones
from charting.records.needling_results import zone_title
from charting.records.prp_numbers import prepared_ml
from charting.records.zone_map import is_needled
from charting.results import show_decimal
from charting.rules.areas import sum_of_known, total
from charting.rules.prp_yield import per_cm2
from charting.words import _, ngettext

if TYPE_CHECKING:
    from charting.records.application import Application
    from charting.records.needling import Needling


@dataclass(frozen=True, slots=True)
class Totals:
    """Two halves of a line; `over` where more is given than there was."""

    first: str
    second: str
    over: bool = False


def needling_totals(sheet: "Needling") -> Totals | None:
    """`5 zones` and `3 done, 52 of 106 cm²`; None without a zone. An area nobody recorded is named, never zero."""
    zones = needled_zones(sheet)
    if not zones:
        return None
    finished = [zone for zone in zones if is_needled(zone)]
    done = _("{count} done").format(count=len(finished))
    lacking = [zone_title(zone.zone) for zone in zones if zone.area_cm2 is None]
    whole, so_far = total(z.area_cm2 for z in zones), sum_of_known(z.area_cm2 for z in finished) or Decimal(0)
    if whole is None:
        said = _("{done}; area needs {zones}").format(done=done, zones=", ".join(lacking))
    else:
        said = _("{done}, {so_far} of {whole} cm²").format(
            done=done, so_far=show_decimal(so_far), whole=show_decimal(whole)
        )
    return Totals(_zones(len(zones)), said)


def application_totals(sheet: "Application") -> Totals | None:
    """`3.2 of 5.4 mL given, 2.2 left over` and `0.05 mL/cm² on 106 cm²`; None without a zone or a volume."""
    given, prepared = given_ml(sheet), prepared_ml(sheet.visit.prp if sheet.visit is not None else None)
    if not sheet.zones and given is None:
        return None
    over = overdrawn_ml(sheet)
    if given is None:
        first = _("nothing given yet")
        if prepared is not None:
            first = _("none of {prepared} mL given yet").format(prepared=show_decimal(prepared))
    elif prepared is None:
        first = _("{given} mL given; PRP volume not recorded").format(given=show_decimal(given))
    elif over is not None:
        first = _("{given} of {prepared} mL given, overdrawn by {over} mL").format(
            given=show_decimal(given), prepared=show_decimal(prepared), over=show_decimal(over)
        )
    else:
        words = _("{given} of {prepared} mL given, {left} left over")
        if not all(zone.is_applied() for zone in counted_zones(sheet.zones)):
            words = _("{given} of {prepared} mL given so far, {left} left")
        first = words.format(
            given=show_decimal(given), prepared=show_decimal(prepared), left=show_decimal(prepared - given)
        )
    return Totals(first, _spread(sheet), over is not None)


def given_ml(sheet: "Application") -> Decimal | None:
    """mL given so far, injected and on the skin: by zone where zones say it, else the totals of the sheet."""
    by_zone = sum_of_known(amount for zone in sheet.zones for amount in (zone.ml, zone.topical_ml))
    return by_zone if by_zone is not None else sum_of_known((sheet.total_injected_ml, sheet.topical_ml))


def overdrawn_ml(sheet: "Application") -> Decimal | None:
    """mL given beyond what was prepared; None while it is not beyond, or not known."""
    given, prepared = given_ml(sheet), prepared_ml(sheet.visit.prp if sheet.visit is not None else None)
    if given is None or prepared is None or given <= prepared:
        return None
    return given - prepared


def _spread(sheet: "Application") -> str:
    """mL for each cm² of the zones, of what was injected into them."""
    zones = counted_zones(sheet.zones)
    area, injected = total(z.area_cm2 for z in zones), total(z.ml for z in zones)
    if area is None or area <= 0:
        return _zones(len(zones)) if zones else ""
    if injected is None:
        return _("{zones}, {area} cm²").format(zones=_zones(len(zones)), area=show_decimal(area))
    return _("{amount} mL/cm² on {area} cm²").format(
        amount=show_decimal(per_cm2(injected, area), 3), area=show_decimal(area)
    )


def _zones(count: int) -> str:
    return ngettext("{count} zone", "{count} zones", count).format(count=count)
