"""Checks of the PRP application sheet across its fields (clinical.md 7)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.context import Context
from charting.findings import Finding, Level
from charting.ranges import Range, between
from charting.records.applied_zone import counted_zones
from charting.records.earlier import PRP, interval_words, last_before
from charting.records.identity import stopped_by_no
from charting.records.rules_off import calculators_off, usable
from charting.records.time_order import PRP_TIMES, minute_of, times_in_order
from charting.records.verdicts import findings_of
from charting.records.zone_totals import given_ml, overdrawn_ml
from charting.results import plural_of, show_decimal
from charting.rules.areas import differs_by_pct, sum_of_known, total
from charting.rules.intervals import days_since, session_interval
from charting.rules.prp_clock import prp_clock
from charting.rules.prp_yield import per_cm2
from charting.words import _, ngettext

if TYPE_CHECKING:
    from charting.records.application import Application

SUM_TOLERANCE_ML = Decimal("0.2")
SUM_EXCESS_ML = Decimal("0.5")
POINTS_TOLERANCE_PCT = Decimal(20)
MOST_ML_PER_POINT = Decimal("0.2")
USUAL_ML_PER_CM2, MOST_ML_PER_CM2 = between("0.05", "0.1"), Decimal("0.3")
DEPTH_OF_ROUTE: dict[str, Range] = {"intradermal": between(1, 2), "subdermal": between("2.5", 4)}


def time_out(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Identity just before the PRP is given: any no ends it."""
    steps = {
        "timeout_name_confirmed": _("Name not confirmed"),
        "timeout_dob_confirmed": _("Date of birth not confirmed"),
        "syringe_label_matches": _("Syringe label does not match"),
        "chart_matches": _("Chart does not match"),
    }
    why = _("PRP of another person can be given")
    next_step = _("Stop. Find out whose PRP this is before anything is given.")
    yield from stopped_by_no(sheet, steps, why, next_step, "time-out")


def time_out_comes_first(sheet: "Application", context: Context) -> Iterator[Finding]:
    """A time-out after the first injection is none."""
    checked, given = sheet.timeout_at, sheet.injection_start_at
    if checked is not None and given is not None and minute_of(checked) > minute_of(given):
        yield Finding(
            Level.STOP,
            _("Time-out after PRP was given"),
            why=_("it belongs before the first drop"),
            rule="time-out-order",
            field="timeout_at",
        )


def zones_against_total(sheet: "Application", context: Context) -> Iterator[Finding]:
    """The zones add up to what was injected."""
    whole = sheet.total_injected_ml
    known = sum_of_known(zone.ml for zone in sheet.zones)
    if whole is None or known is None:
        return
    complete = total(zone.ml for zone in counted_zones(sheet.zones))
    shown = _("Zones {zones} mL, injected {whole} mL").format(zones=show_decimal(known), whole=show_decimal(whole))
    if known > whole + SUM_EXCESS_ML:
        why = _("the zones hold more than was injected")
        yield Finding(Level.STOP, shown, why=why, rule="zones-sum", field="total_injected_ml")
    elif complete is not None and abs(complete - whole) > SUM_TOLERANCE_ML:
        yield Finding(Level.WARN, shown, why=_("over 0.2 mL apart"), rule="zones-sum", field="total_injected_ml")


def no_more_than_prepared(sheet: "Application", context: Context) -> Iterator[Finding]:
    """What is given cannot exceed what was prepared; the same 0.2 mL are allowed as between zones and total."""
    over, given = overdrawn_ml(sheet), given_ml(sheet)
    if over is None or given is None or over <= SUM_TOLERANCE_ML:
        return
    yield Finding(
        Level.WARN,
        _("{given} mL given").format(given=show_decimal(given)),
        why=_("{over} mL more than was prepared").format(over=show_decimal(over)),
        next_step=_("Check the zones, or the volume of the PRP."),
        rule="prp-overdrawn",
        field="zones",
        inputs=((_("given"), f"{show_decimal(given)} mL"), (_("overdrawn"), f"{show_decimal(over)} mL")),
    )


def points_against_total(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Points times mL per point is about what was injected."""
    points, each, whole = sheet.number_of_points, sheet.ml_per_point, sheet.total_injected_ml
    if points is None or whole is None:
        return
    if each is not None and differs_by_pct(points * each, whole) > POINTS_TOLERANCE_PCT:
        yield Finding(
            Level.WARN,
            ngettext(
                "{points} point × {each} mL = {product} mL",
                "{points} points × {each} mL = {product} mL",
                plural_of(points),
            ).format(points=show_decimal(points), each=show_decimal(each), product=show_decimal(points * each)),
            why=_("injected {whole} mL: more than 20 % apart").format(whole=show_decimal(whole)),
            rule="points-sum",
            field="number_of_points",
        )
    elif each is None and points * MOST_ML_PER_POINT < whole:
        yield Finding(
            Level.WARN,
            ngettext("{points} point for {whole} mL", "{points} points for {whole} mL", plural_of(points)).format(
                points=show_decimal(points), whole=show_decimal(whole)
            ),
            why=_("more than 0.2 mL at each point"),
            rule="points-sum",
            field="number_of_points",
        )


def volume_for_the_area(sheet: "Application", context: Context) -> Iterator[Finding]:
    """mL per cm²: usually 0.05 to 0.1, never above 0.3."""
    if sheet.total_injected_ml is not None and (doubt := spread_doubt(sheet, sheet.total_injected_ml)) is not None:
        yield doubt


def spread_doubt(sheet: "Application", injected_ml: Decimal) -> Finding | None:
    """What is to be said of a volume on the area of a sheet's zones, recorded already or about to be."""
    area = total(zone.area_cm2 for zone in counted_zones(sheet.zones))
    if area is None or area <= 0:
        return None
    amount = per_cm2(injected_ml, area)
    shown = _("{amount} mL/cm²").format(amount=show_decimal(amount, 3))
    if amount > MOST_ML_PER_CM2:
        why, next_step = _("above 0.3 mL/cm²"), _("Check the areas and the volume.")
        return Finding(Level.STOP, shown, why=why, next_step=next_step, rule="F8", field="total_injected_ml")
    if why := USUAL_ML_PER_CM2.refuses(amount):
        words = _("{limit}, usual {range}").format(limit=why, range=USUAL_ML_PER_CM2.words())
        return Finding(Level.WARN, shown, why=words, rule="F8", field="total_injected_ml")
    return None


def depth_for_the_route(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Intradermal 1 to 2 mm, subdermal 2.5 to 4 mm."""
    usual = DEPTH_OF_ROUTE.get(sheet.route or "")
    if usual and sheet.depth_mm is not None and (why := usual.refuses(sheet.depth_mm)):
        yield Finding(
            Level.NOTE,
            _("{depth} mm").format(depth=show_decimal(sheet.depth_mm)),
            why=_("{limit}, usual for this route {range} mm").format(limit=why, range=usual.words()),
            rule="route-depth",
            field="depth_mm",
        )


def rules_can_be_used(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Without the rule files freshness or interval is not judged."""
    yield from calculators_off(sheet, "intervals", "injection_start_at")
    yield from calculators_off(sheet, "prp", "injection_start_at")


def still_fresh(sheet: "Application", context: Context) -> Iterator[Finding]:
    """From blood out to the first given: usually within an hour, beyond four hours a prescriber decides."""
    prp = sheet.visit.prp if sheet.visit is not None else None
    rules, given = usable(sheet, "prp"), sheet.injection_start_at
    if prp is None or prp.draw_at is None or given is None or rules is None:
        return
    clock = prp_clock(prp.draw_at, None, given, context.now, rules)
    yield from (f for f in findings_of(clock.verdicts, "injection_start_at") if f.rule != PRP_TIMES)


def interval_since_last(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Days since this patient's last PRP, in any course or as told (1.7)."""
    rules, last = usable(sheet, "intervals"), last_before(sheet.visit, PRP)
    if rules is None or last is None:
        return
    days = days_since(last.day, sheet.visit.opened_at.date())
    for finding in findings_of(session_interval(PRP, days, rules), "injection_start_at"):
        yield replace(finding, inputs=(*finding.inputs, *interval_words(sheet.visit, last)[:1]))


APPLICATION_CHECKS = (
    time_out,
    time_out_comes_first,
    zones_against_total,
    no_more_than_prepared,
    points_against_total,
    volume_for_the_area,
    depth_for_the_route,
    rules_can_be_used,
    still_fresh,
    times_in_order,
    interval_since_last,
)
