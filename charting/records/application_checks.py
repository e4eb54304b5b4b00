"""Checks of the PRP application sheet across its fields (clinical.md 7)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.context import Context
from charting.findings import Finding, Level
from charting.ranges import Range, between
from charting.records.needling_results import minutes_between
from charting.results import show_decimal
from charting.rules.areas import differs_by_pct, sum_of_known, total
from charting.rules.prp_yield import per_cm2
from charting.words import _

if TYPE_CHECKING:
    from charting.records.application import Application

SUM_TOLERANCE_ML = Decimal("0.2")
SUM_EXCESS_ML = Decimal("0.5")
POINTS_TOLERANCE_PCT = Decimal(20)
MOST_ML_PER_POINT = Decimal("0.2")
USUAL_ML_PER_CM2, MOST_ML_PER_CM2 = between("0.05", "0.1"), Decimal("0.3")
USUAL_MINUTES, MOST_MINUTES = Decimal(60), Decimal(240)
SHORTEST_INTERVAL_DAYS = Decimal(14)
DEPTH_OF_ROUTE: dict[str, Range] = {"intradermal": between(1, 2), "subdermal": between("2.5", 4)}


def time_out(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Identity just before the PRP is given: any no ends it."""
    steps = {
        "timeout_name_confirmed": _("Name not confirmed"),
        "timeout_dob_confirmed": _("Date of birth not confirmed"),
        "syringe_label_matches": _("Syringe label does not match"),
        "chart_matches": _("Chart does not match"),
    }
    for name, what in steps.items():
        if getattr(sheet, name) is False:
            yield Finding(
                Level.STOP,
                what,
                why=_("PRP of another person can be given"),
                next_step=_("Stop. Find out whose PRP this is before anything is given."),
                field=name,
            )


def time_out_comes_first(sheet: "Application", context: Context) -> Iterator[Finding]:
    """A time-out after the first injection is none."""
    minutes = minutes_between(sheet.timeout_at, sheet.injection_start_at)
    if minutes is not None and minutes < 0:
        yield Finding(
            Level.STOP, _("Time-out after PRP was given"), why=_("it belongs before the first drop"), field="timeout_at"
        )


def zones_against_total(sheet: "Application", context: Context) -> Iterator[Finding]:
    """The zones add up to what was injected."""
    whole = sheet.total_injected_ml
    known = sum_of_known(zone.ml for zone in sheet.zones)
    if whole is None or known is None:
        return
    complete = total(zone.ml for zone in sheet.zones)
    shown = _("Zones {zones} mL, injected {whole} mL").format(zones=show_decimal(known), whole=show_decimal(whole))
    if known > whole + SUM_EXCESS_ML:
        yield Finding(Level.STOP, shown, why=_("the zones hold more than was injected"), field="total_injected_ml")
    elif complete is not None and abs(complete - whole) > SUM_TOLERANCE_ML:
        yield Finding(Level.WARN, shown, why=_("over 0.2 mL apart"), field="total_injected_ml")


def points_against_total(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Points times mL per point is about what was injected."""
    points, each, whole = sheet.number_of_points, sheet.ml_per_point, sheet.total_injected_ml
    if points is None or whole is None:
        return
    if each is not None and differs_by_pct(points * each, whole) > POINTS_TOLERANCE_PCT:
        yield Finding(
            Level.WARN,
            _("{points} points × {each} mL = {product} mL").format(
                points=show_decimal(points), each=show_decimal(each), product=show_decimal(points * each)
            ),
            why=_("injected {whole} mL: more than 20 % apart").format(whole=show_decimal(whole)),
            field="number_of_points",
        )
    elif each is None and points * MOST_ML_PER_POINT < whole:
        yield Finding(
            Level.WARN,
            _("{points} points for {whole} mL").format(points=show_decimal(points), whole=show_decimal(whole)),
            why=_("more than 0.2 mL at each point"),
            field="number_of_points",
        )


def volume_for_the_area(sheet: "Application", context: Context) -> Iterator[Finding]:
    """mL per cm²: usually 0.05 to 0.1, never above 0.3."""
    area = total(zone.area_cm2 for zone in sheet.zones)
    if area is None or area <= 0 or sheet.total_injected_ml is None:
        return
    amount = per_cm2(sheet.total_injected_ml, area)
    shown = _("{amount} mL/cm²").format(amount=show_decimal(amount, 3))
    if amount > MOST_ML_PER_CM2:
        yield Finding(
            Level.STOP,
            shown,
            why=_("above 0.3 mL/cm²"),
            next_step=_("Check the areas and the volume."),
            field="total_injected_ml",
        )
    elif why := USUAL_ML_PER_CM2.refuses(amount):
        usual = USUAL_ML_PER_CM2.words()
        yield Finding(
            Level.WARN, shown, why=_("{limit}, usual {range}").format(limit=why, range=usual), field="total_injected_ml"
        )


def depth_for_the_route(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Intradermal 1 to 2 mm, subdermal 2.5 to 4 mm."""
    usual = DEPTH_OF_ROUTE.get(sheet.route or "")
    if usual and sheet.depth_mm is not None and (why := usual.refuses(sheet.depth_mm)):
        yield Finding(
            Level.NOTE,
            _("{depth} mm").format(depth=show_decimal(sheet.depth_mm)),
            why=_("{limit}, usual for this route {range} mm").format(limit=why, range=usual.words()),
            field="depth_mm",
        )


def still_fresh(sheet: "Application", context: Context) -> Iterator[Finding]:
    """From draw to injection: usually within an hour, beyond four hours a prescriber decides."""
    prp = sheet.visit.prp if sheet.visit is not None else None
    minutes = minutes_between(prp.draw_at, sheet.injection_start_at) if prp is not None else None
    if minutes is None:
        return
    shown = _("{minutes} min from draw to injection").format(minutes=show_decimal(minutes, 0))
    if minutes < 0:
        yield Finding(Level.STOP, _("Given before the blood was out"), field="injection_start_at")
    elif minutes > MOST_MINUTES:
        yield Finding(
            Level.WARN,
            shown,
            why=_("above 240 min"),
            next_step=_("Stop: a prescriber must decide."),
            field="injection_start_at",
        )
    elif minutes > USUAL_MINUTES:
        yield Finding(Level.WARN, shown, why=_("usually within 60 min"), field="injection_start_at")


def interval_since_last(sheet: "Application", context: Context) -> Iterator[Finding]:
    """Fewer than 14 days since the last PRP: a prescriber decides."""
    days = sheet.interval_from_last_prp_days
    if days is not None and days < SHORTEST_INTERVAL_DAYS:
        yield Finding(
            Level.WARN,
            _("{days} days since the last PRP").format(days=show_decimal(days)),
            why=_("fewer than 14"),
            next_step=_("Stop: a prescriber must decide."),
            field="interval_from_last_prp_days",
        )


APPLICATION_CHECKS = (
    time_out,
    time_out_comes_first,
    zones_against_total,
    points_against_total,
    volume_for_the_area,
    depth_for_the_route,
    still_fresh,
    interval_since_last,
)
