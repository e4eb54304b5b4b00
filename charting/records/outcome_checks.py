"""Rules across the outcome measures (clinical.md 1.4)."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from charting.context import Context
from charting.dates import show_day
from charting.findings import Finding, Level
from charting.records.versions import others_in_force
from charting.results import show_decimal
from charting.rules.hair_count import density_per_cm2, terminal_to_vellus
from charting.words import _

DENSITY_USUAL = (Decimal(40), Decimal(350))
DENSITY_MOST = Decimal(500)
RATIO_LEAST = Decimal(4)
DIVERSITY_MOST_PCT = Decimal(20)
_COMPARED = ("measurement_device", "magnification", "software")


def site_can_be_found_again(sheet: Any, _context: Context) -> Iterator[Finding]:
    """A count is worth nothing unless the same site is measured again: one distance at least."""
    counted = (sheet.hair_count_raw, sheet.terminal_count, sheet.vellus_count)
    if all(count is None for count in counted):
        return
    if sheet.distance_from_nose_tip_mm is None and sheet.from_midline_mm is None:
        yield Finding(
            Level.MISSING,
            _("Distance of the target site"),
            why=_("the same site must be counted next time"),
            next_step=_("Measure from the tip of the nose or from the midline."),
            field="distance_from_nose_tip_mm",
        )


def counts_add_up(sheet: Any, _context: Context) -> Iterator[Finding]:
    """Terminal and vellus hairs together are the hairs counted."""
    parts, total = (sheet.terminal_count, sheet.vellus_count), sheet.hair_count_raw
    if total is None or None in parts or sum(parts) == total:
        return
    yield Finding(
        Level.WARN,
        _("{terminal} terminal and {vellus} vellus hairs").format(
            terminal=show_decimal(parts[0]), vellus=show_decimal(parts[1])
        ),
        why=_("together not the {total} counted").format(total=show_decimal(total)),
        field="vellus_count",
    )


def density_is_possible(sheet: Any, _context: Context) -> Iterator[Finding]:
    """A density outside 40 to 350 per cm² is unusual, above 500 a slip of count or area."""
    if sheet.hair_count_raw is None or sheet.count_area_cm2 is None:
        return
    density = density_per_cm2(sheet.hair_count_raw, sheet.count_area_cm2)
    what = _("{value} hairs per cm²").format(value=show_decimal(density, 1))
    low, high = DENSITY_USUAL
    if density > DENSITY_MOST:
        yield Finding(Level.STOP, what, next_step=_("Check the count and the area."), field="hair_count_raw")
    elif not low <= density <= high:
        yield Finding(Level.WARN, what, why=_("usual 40 to 350; it differs between peoples"), field="hair_count_raw")


def pattern_hints(sheet: Any, _context: Context) -> Iterator[Finding]:
    """Under 4 terminal hairs to a vellus one, or a diversity over 20 %, points to pattern hair loss (K)."""
    terminal, vellus = sheet.terminal_count, sheet.vellus_count
    if terminal is not None and vellus is not None and vellus > 0:
        ratio = terminal_to_vellus(terminal, vellus)
        if ratio < RATIO_LEAST:
            what = _("Terminal to vellus {value} : 1").format(value=show_decimal(ratio, 2))
            yield Finding(Level.NOTE, what, why=_("below 4 : 1, as in pattern hair loss"), field="vellus_count")
    diversity = sheet.diameter_diversity_pct
    if diversity is not None and diversity > DIVERSITY_MOST_PCT:
        what = _("Diameter diversity {value} %").format(value=show_decimal(diversity))
        yield Finding(
            Level.NOTE, what, why=_("above 20 % it suggests pattern hair loss"), field="diameter_diversity_pct"
        )


def same_tool_as_before(sheet: Any, _context: Context) -> Iterator[Finding]:
    """A count made with another device, magnification or software is not comparable (clinical.md 1.4)."""
    before = _previous(sheet)
    if before is None:
        return
    for name in _COMPARED:
        now, then = getattr(sheet, name), getattr(before, name)
        if now is not None and then is not None and now.casefold() != then.casefold():
            yield Finding(
                Level.WARN,
                _("{now}, before it was {then}").format(now=now, then=then),
                why=_("not comparable with {day}").format(day=show_day(before.visit.opened_at.date())),
                field=name,
            )


def basp_is_whole(sheet: Any, _context: Context) -> Iterator[Finding]:
    """A specific BASP type without a basic one says nothing about the hairline."""
    if sheet.basp_basic is None and (sheet.basp_frontal is not None or sheet.basp_vertex is not None):
        yield Finding(Level.WARN, _("BASP without its basic type"), field="basp_basic")


def _previous(sheet: Any) -> Any:
    visit = sheet.visit
    if visit is None or visit.course is None:
        return None
    before = (v for v in others_in_force(visit) if v.course is visit.course and v.opened_at < visit.opened_at)
    earlier = [v for v in before if v.outcome is not None]
    measured = [v for v in earlier if any(getattr(v.outcome, name) is not None for name in _COMPARED)]
    return max(measured, key=lambda v: v.opened_at).outcome if measured else None


CHECKS: tuple[Callable[[Any, Context], Iterator[Finding]], ...] = (
    site_can_be_found_again,
    counts_add_up,
    density_is_possible,
    pattern_hints,
    same_tool_as_before,
    basp_is_whole,
)
