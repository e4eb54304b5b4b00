"""Computed values of the needling sheet (clinical.md 5.2, 5.5)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.records.earlier import NEEDLING, since_result
from charting.records.needled_zone import NeedledZone, needled_zones
from charting.records.working import counted, not_computable, work_out
from charting.records.zones import ZONES
from charting.results import Result, show_decimal
from charting.rules.areas import deepest, total
from charting.units import CM2, MINUTES, MM, PUNCTURES_PER_MINUTE, Unit
from charting.words import _

if TYPE_CHECKING:
    from charting.records.needling import Needling


def needling_results(sheet: "Needling") -> list[Result]:
    """All computed values of the sheet."""
    found: list[Result] = []
    zones = needled_zones(sheet)
    if zones:
        found.append(counted(_("Zones"), len(zones)))
        found.append(summed(_("Area"), CM2, [(z.zone, z.area_cm2) for z in zones]))
        found.extend(_deepest(zones))
        found.append(summed(_("Passes in all"), None, [(z.zone, z.passes) for z in zones]))
    if sheet.stroke_hz is not None:
        found.append(
            work_out(
                _("Strokes"),
                PUNCTURES_PER_MINUTE,
                _("Hz × 60"),
                {_("strokes per second"): sheet.stroke_hz},
                lambda hz: hz * 60,
                "{0} × 60",
                places=0,
            )
        )
    minutes = minutes_between(sheet.start_at, sheet.end_at)
    formula = _("until − from")
    if minutes is None:
        found.append(not_computable(_("Duration"), MINUTES, formula, _("needs both times")))
    else:
        found.append(Result(_("Duration"), minutes, MINUTES, formula, places=0))
    found.extend(since_result(sheet.visit, NEEDLING))
    return found


def minutes_between(start: datetime | None, end: datetime | None) -> Decimal | None:
    """Minutes from start to end, below zero if they stand the wrong way round; None while one is missing."""
    if start is None or end is None:
        return None
    return Decimal(int((end - start).total_seconds())) / 60


def summed(name: str, unit: Unit | None, parts: list[tuple[str | None, Decimal | None]]) -> Result:
    """A sum over zones; while a zone lacks its value, a result that names the zone."""
    value = total(part for _zone, part in parts)
    formula = _("sum over the zones")
    if value is None:
        lacking = (zone_title(zone) for zone, part in parts if part is None)
        return not_computable(name, unit, formula, _("needs {what}").format(what=", ".join(lacking)))
    working = " + ".join(show_decimal(part) for _zone, part in parts if part is not None)
    return Result(name, value, unit, formula, working)


def zone_title(code: str | None) -> str:
    """The words for a zone, or for a row whose zone is not chosen yet."""
    return ZONES.label(code) if code else _("a zone not named")


def _deepest(zones: Sequence[NeedledZone]) -> Iterator[Result]:
    depth = deepest(zone.depth_mm for zone in zones)
    formula = _("greatest depth of the zones")
    if depth is None:
        yield not_computable(_("Deepest"), MM, formula, _("no depth recorded"))
        return
    where = ", ".join(zone_title(zone.zone) for zone in zones if zone.depth_mm == depth)
    yield Result(_("Deepest"), depth, MM, formula, working=where)
