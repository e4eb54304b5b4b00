"""What the scalp map shows of a sheet: the numbers of each zone, of each nerve, and the visit before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from charting.records.applied_zone import AppliedZone, counted_zones
from charting.records.dose import NERVE_BLOCKS, Dose
from charting.records.earlier import earlier_visits
from charting.records.needled_zone import NeedledZone, was_left
from charting.results import show_decimal
from charting.rules.areas import sum_of_known, total
from charting.words import _, ngettext

if TYPE_CHECKING:
    from charting.records.anaesthesia import Anaesthesia
    from charting.records.visit import Visit

SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class ZoneFigures:
    """One zone in numbers: `figure` is the main one, `unit` its unit, `words` all of it.

    `detail` is the second line, and `going` takes its place while the zone is in hand and not done.
    """

    done: bool
    figure: str
    unit: str
    detail: str
    words: str
    going: str = ""


@dataclass(frozen=True, slots=True)
class NerveFigures:
    """One nerve on one side, or on `both`: mL and mg in words, empty while they are not known."""

    ml: str
    mg: str


def is_needled(zone: NeedledZone) -> bool:
    """Whether a zone is done: depth, passes and endpoint are recorded."""
    return None not in (zone.depth_mm, zone.passes, zone.endpoint) and not was_left(zone)


def needled_figures(rows: Iterable[NeedledZone]) -> dict[str, ZoneFigures]:
    """Depth and passes by zone; of two rows of one zone the later one speaks. One that was not needled is none."""
    return {row.zone: _needled(row) for row in rows if row.zone and not was_left(row)}


def applied_figures(rows: Iterable[AppliedZone]) -> dict[str, ZoneFigures]:
    """mL by zone; two rows of one zone add up. One that was not needled and received nothing is none."""
    return {code: _applied(found) for code, found in _by_zone(counted_zones(rows)).items()}


def nerve_figures(sheet: "Anaesthesia") -> dict[tuple[str, str], NerveFigures]:
    """mL and mg by nerve and side. A dose for both sides stands under `both`: nobody recorded how it was divided.

    The side is empty while it is not said, and `midline` is a side of its own.
    """
    doses: dict[tuple[str, str], list[Dose]] = {}
    for dose in sheet.doses:
        if dose.technique in NERVE_BLOCKS:
            doses.setdefault((dose.technique or "", dose.side or ""), []).append(dose)
    return {place: _blocked(found) for place, found in doses.items()}


def visit_beneath(visit: "Visit | None", slot: str) -> tuple[date, Any] | None:
    """The day and the sheet of the last earlier visit that recorded zones in that slot; None if there is none.

    A visit that was altered after signing is passed over.
    """
    if visit is None:
        return None
    from charting.records.signed import newest_unaltered  # which reads every sheet, and they show these figures

    last = newest_unaltered(other for other in earlier_visits(visit) if _has_zones(getattr(other, slot)))
    return None if last is None else (last.opened_at.date(), getattr(last, slot))


def _has_zones(sheet: Any) -> bool:
    return sheet is not None and any(row.zone for row in sheet.zones)


def _needled(row: NeedledZone) -> ZoneFigures:
    depth = "" if row.depth_mm is None else show_decimal(row.depth_mm)
    passes = "" if row.passes is None else show_decimal(row.passes)
    words = [row.shown("depth_mm")]
    if row.passes is not None:
        words.append(ngettext("{count} pass", "{count} passes", int(row.passes)).format(count=passes))
    words.append(row.shown("endpoint"))
    detail = _("{count} ×").format(count=passes) if passes else ""
    going = _("pass {count}").format(count=passes) if passes else ""
    return ZoneFigures(is_needled(row), depth, "mm" if depth else "", detail, _joined(words), going)


def _applied(rows: list[AppliedZone]) -> ZoneFigures:
    injected, on_skin = sum_of_known(row.ml for row in rows), sum_of_known(row.topical_ml for row in rows)
    done = all(row.is_applied() for row in rows)
    words = []
    if injected is not None:
        words.append(_("{ml} mL injected").format(ml=show_decimal(injected)))
    if on_skin is not None:
        words.append(_("{ml} mL on the skin").format(ml=show_decimal(on_skin)))
    if injected is None:
        figure = "" if on_skin is None else show_decimal(on_skin)
        return ZoneFigures(done, figure, "mL" if figure else "", _("on skin") if figure else "", _joined(words))
    detail = "mL" if on_skin is None else _("+{ml} skin").format(ml=show_decimal(on_skin))
    return ZoneFigures(done, show_decimal(injected), "mL", detail, _joined(words))


def _blocked(doses: list[Dose]) -> NerveFigures:
    ml, mg = total(dose.volume_ml for dose in doses), total(dose.mg() for dose in doses)
    return NerveFigures(_amount(ml, "mL"), _amount(mg, "mg"))


def _amount(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{show_decimal(value, 1)} {unit}"


def _by_zone(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        if row.zone:
            found.setdefault(row.zone, []).append(row)
    return found


def _joined(words: Iterable[str]) -> str:
    return ", ".join(word for word in words if word)
