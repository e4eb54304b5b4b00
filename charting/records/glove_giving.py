"""For gloved hands, the PRP: whose it is, how it is given, how much into each zone."""

from dataclasses import replace
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from charting.dates import show_time
from charting.records.application import INJECTED, ROUTES, Application
from charting.records.application_checks import spread_doubt
from charting.records.applied_zone import AppliedZone, counted_zones
from charting.records.clocks import TIME_OUT, Clock
from charting.records.glove_done_zone import crossed
from charting.records.glove_needling import on_map
from charting.records.glove_page import (
    ENTER,
    LEAVE,
    NEXT,
    Answer,
    Dial,
    NewRow,
    Now,
    Page,
    Press,
    Write,
    asking,
    confirmed,
    ends_procedure,
    in_line,
    who_is,
)
from charting.records.needled_zone import needled_zones, was_begun
from charting.records.needling_results import zone_title
from charting.records.prp_numbers import prepared_ml
from charting.records.zone_totals import given_ml
from charting.results import show_decimal
from charting.rules.areas import sum_of_known
from charting.words import _, ngettext

STEP_ML = Decimal("0.1")
MOUTH, LABEL = TIME_OUT[:2], TIME_OUT[2:]
_WRONG = {
    "timeout_name_confirmed": _("The name is wrong"),
    "timeout_dob_confirmed": _("The birth date is wrong"),
    "syringe_label_matches": _("The label is wrong"),
    "chart_matches": _("The chart is wrong"),
}


def amount_field(sheet: Application) -> str:
    """Which field of a zone takes the mL: injected, or left on the skin."""
    return "ml" if sheet.route is None or sheet.route in INJECTED else "topical_ml"


def total_field(sheet: Application) -> str:
    """Which field of the sheet takes their sum."""
    return "total_injected_ml" if amount_field(sheet) == "ml" else "topical_ml"


def is_confirmed(sheet: Application) -> bool:
    """Whether the time-out is complete: name and birth date from the patient, label and chart."""
    return all(getattr(sheet, name) is True for name in TIME_OUT)


def time_out(key: str, sheet: Application, by: str, begins: tuple[Write, ...] = ()) -> Page:
    """Two questions, each with a key of its own, so that no pedal and no second tap slips past them.

    `begins` is what the first drop writes, where it may follow in the same tap as the second yes.
    """
    wrong = [name for name in TIME_OUT if getattr(sheet, name) is False]
    if wrong:
        again = Press(
            f"{key}.again",
            _("Ask again"),
            hint="0",
            did=_("Asked again"),
            writes=tuple(Answer(sheet, name, None) for name in wrong),
        )
        why = _("{what}. Find out whose PRP this is before anything is given.")
        said = ", ".join(_WRONG[name] for name in wrong)
        return Page(f"{key}.stop", _("Stop: not this PRP"), why.format(what=said), presses=(again,), stop=True)
    who = who_is(sheet.visit)
    if not all(getattr(sheet, field) is True for field in MOUTH):
        presses = _yes_no(f"{key}.mouth", sheet, MOUTH, (), "", _("Both as said"))
        ask = _("Ask for full name and birth date. Does the patient say these?")
        return Page(f"{key}.mouth", who, ask, _("1 of 2"), presses=presses, names=True)
    ending: tuple[Write, ...] = (Now(sheet, "timeout_at"),) if sheet.timeout_at is None else ()
    if by and not sheet.timeout_by:
        ending = (*ending, Answer(sheet, "timeout_by", by))
    presses = _yes_no(f"{key}.label", sheet, LABEL, ending, NEXT, _("Both match"))
    if begins:
        yes = presses[-1]
        words, did = _("Yes, PRP given from now"), _("Time-out: yes, PRP begun")
        both = replace(yes, key=f"{key}.begins", words=words, hint="0", filled=False, did=did)
        presses = (presses[0], replace(both, writes=(*yes.writes, *begins)), yes)
    ask = _("Scan or read the syringe label. Do label and chart say these?")
    return Page(f"{key}.label", who, ask, _("2 of 2"), presses=presses, names=True)


def _yes_no(
    key: str, sheet: Application, fields: tuple[str, ...], ending: tuple[Write, ...], goes: str, words: str
) -> tuple[Press, ...]:
    no = tuple(
        Press(
            f"{key}.no.{field}",
            _WRONG[field],
            hint=hint,
            did=_WRONG[field],
            writes=(Answer(sheet, field, False),),
        )
        for field, hint in zip(fields, ("1", "3"), strict=True)
    )
    asked = Page(f"{key}.no", _("What does not match?"), presses=no)
    yes = tuple(Answer(sheet, field, True) for field in fields if getattr(sheet, field) is not True)
    return (
        Press(f"{key}.no", _("No"), hint="3", ask=asked),
        Press(f"{key}.yes", _("Yes"), words, "1", (*yes, *ending), goes, _("Time-out: yes"), filled=True),
    )


def route_page(key: str, sheet: Application) -> Page:
    """How it is given, where the sheet does not say."""
    presses = tuple(
        Press(
            f"{key}.{choice.code}",
            ROUTES.label(choice.code),
            hint=hint,
            did=ROUTES.label(choice.code),
            goes=NEXT,
            writes=(Answer(sheet, "route", choice.code),),
        )
        for choice, hint in zip(ROUTES.offered(), ("7", "8", "9", "1", "2", "3"), strict=True)
    )
    return Page(key, _("How is the PRP given?"), presses=presses)


def giving_start(key: str, sheet: Application, clock: Clock | None, now: datetime, by: str) -> Page:
    """The first drop. PRP past its last use is asked about."""
    writes = _beginning(sheet, by)
    detail = _("by {name}").format(name=by) if by and not sheet.applied_by else ""
    press = Press(key, _("PRP given from now"), detail, ENTER, writes, NEXT, _("PRP begun"), filled=True)
    if clock is not None and clock.last is not None and now >= clock.last:
        title = _("The PRP was to be used by {time}").format(time=show_time(clock.last))
        press = asking(press, title, _("A prescriber decides."), _("Give it all the same"), _("Back"))
    presses = (*_zones_as_needled(key, sheet), press)
    ready = clock.started if clock is not None else None
    since = _("ready {time}").format(time=show_time(ready)) if ready is not None else ""
    none = "" if sheet.zones else _("no zone yet: add them on the map")
    return Page(key, _("PRP application"), in_line(sheet.shown("route"), since, none), presses=presses)


def may_begin(sheet: Application, clock: Clock | None, now: datetime, by: str) -> tuple[Write, ...]:
    """What the first drop writes where nothing has to be asked before it: route and zones known, PRP in its time."""
    late = clock is not None and clock.last is not None and now >= clock.last
    return () if late or sheet.route is None or not sheet.zones else _beginning(sheet, by)


def _beginning(sheet: Application, by: str) -> tuple[Write, ...]:
    named: tuple[Write, ...] = (Answer(sheet, "applied_by", by),) if by and not sheet.applied_by else ()
    return (Now(sheet, "injection_start_at"), *confirmed(sheet, "route"), *named)


def _zones_as_needled(key: str, sheet: Application) -> tuple[Press, ...]:
    """The zones of the needling: as planned while it goes on, and once it has ended those that a needle touched."""
    needling = sheet.visit.needling if sheet.visit is not None else None
    ended = needling is not None and needling.end_at is not None
    zones = [zone for zone in needled_zones(needling) if zone.zone and (not ended or was_begun(zone))]
    if sheet.zones or not zones:
        return ()
    words = _("Zones as needled") if ended else _("Zones as planned")
    rows = tuple(NewRow(sheet, "zones", (("zone", zone.zone), ("area_cm2", zone.area_cm2))) for zone in zones)
    names = ", ".join(zone_title(zone.zone) for zone in zones)
    return (Press(f"{key}.zones", words, names, "0", rows, did=words),)


def applied_page(key: str, zone: AppliedZone, following: AppliedZone | None) -> Page:
    """mL into one zone, and what is left of the batch."""
    sheet = zone.parent
    at, of, amount = sheet.zones.index(zone) + 1, len(sheet.zones), getattr(zone, amount_field(sheet))
    then = _("Next zone") if following is not None else _("All zones")
    name = zone_title(following.zone) if following is not None else ""
    on = Press(f"{key}.next", then, name, ENTER, confirmed(zone, "zone", "area_cm2"), NEXT, "", filled=True)
    presses = [on]
    if amount is None and _even_share(zone) is not None:
        even = _amount(key, zone, STEP_ML, "6")
        words = _("{ml}, next zone").format(ml=even.words) if following is not None else _("{ml}, all zones")
        words = words.format(ml=even.words)
        share = replace(on, key=f"{key}.share", words=words, hint="0", filled=False, did=even.did)
        presses.insert(0, replace(share, writes=(*even.writes, *on.writes)))
    elif amount is not None:
        presses.insert(0, crossed(key, zone, _("Not given: cross out")))
    dial = Dial(
        zone_field_title(sheet),
        "—" if amount is None else f"{amount:.1f}" if amount == amount.quantize(STEP_ML) else show_decimal(amount),
        "mL",
        _left_words(sheet) if amount is not None else _begins(zone),
        _amount(key, zone, -STEP_ML, "4"),
        _amount(key, zone, STEP_ML, "6"),
    )
    count = _("Zone {number} of {count}").format(number=at, count=of)
    return Page(key, zone_title(zone.zone), _left_words(sheet), count, (dial,), tuple(presses), zone=zone.zone or "")


def zone_field_title(sheet: Application) -> str:
    """`Injected`, or `On the skin`."""
    return _("Injected") if amount_field(sheet) == "ml" else _("On the skin")


def given_whole(sheet: Application, ml: Decimal) -> tuple[Write, ...]:
    """The sum is what was given; the procedure ends with it where no needling still goes on."""
    needled = sheet.visit.needling if sheet.visit is not None else None
    over = needled is None or needled.end_at is not None
    return (Answer(sheet, total_field(sheet), ml), *(ends_procedure(sheet.visit) if over else ()))


def giving_end(key: str, sheet: Application, then: str) -> Page:
    """All zones have theirs: the sum is written down as what was given. `then` is gone to while none has anything."""
    field = amount_field(sheet)
    known = sum_of_known(getattr(zone, field) for zone in sheet.zones)
    counted = counted_zones(sheet.zones)
    lacking = [zone_title(zone.zone) for zone in counted if getattr(zone, field) is None]
    title = _("PRP application")
    if not sheet.zones:
        why = _("Choose the zones on the scalp map; then each gets its mL here.")
        presses = (*_zones_as_needled(key, sheet), on_map(sheet, ENTER))
        return Page(key, _("No zone is chosen"), why, presses=presses)
    if known is None:
        first = f"applied:{sheet.zones[0].id}"
        zones_first = Press(f"{key}.on", _("Zone by zone"), hint="0", goes=first)
        words = _("Leave glove mode") if then == LEAVE else _("Not now, next step")
        later = Press(f"{key}.later", words, hint=ENTER, goes=then, filled=True)
        return Page(key, title, _("No mL is recorded for any zone."), presses=(zones_first, later))
    words = _("{ml} mL given").format(ml=show_decimal(known))
    writes = given_whole(sheet, known)
    press = Press(key, _("Done"), words, ENTER, writes, NEXT, words, filled=True)
    if lacking:
        asked = _("No mL recorded: {zones}").format(zones=", ".join(lacking))
        press = asking(press, asked, "", _("Done all the same"), _("Back"))
    zones = ngettext("{count} zone", "{count} zones", len(counted)).format(count=len(counted))
    return Page(key, title, f"{zones}, {_left_words(sheet)}", presses=(press,), doubt=doubted(sheet, known))


def left_ml(sheet: Application) -> Decimal | None:
    """mL of the batch not given yet; None while its volume is not known."""
    prepared = prepared_ml(sheet.visit.prp if sheet.visit is not None else None)
    return None if prepared is None else prepared - (given_ml(sheet) or Decimal(0))


def _left_words(sheet: Application) -> str:
    left, prepared = left_ml(sheet), prepared_ml(sheet.visit.prp if sheet.visit is not None else None)
    if left is None or prepared is None:
        return _("PRP volume not recorded")
    return _("{left} of {prepared} mL left").format(left=show_decimal(left), prepared=show_decimal(prepared))


def shared_rows(sheet: Application) -> list[AppliedZone]:
    """The zones that share in the PRP: one that was said not to be needled gets its own amount or none."""
    return [row for row in sheet.zones if not row.was_not_needled()]


def doubted(sheet: Application, ml: Decimal) -> str:
    """What the sheet would say of so many mL injected on its area; blank where it would say nothing."""
    doubt = spread_doubt(sheet, ml) if amount_field(sheet) == "ml" else None
    return _("{amount}: {why}").format(amount=doubt.what, why=doubt.why) if doubt is not None else ""


def _even_share(zone: AppliedZone) -> Decimal | None:
    """An even share of what is left for the zones that have nothing yet, in tenths of a mL; None where it has none."""
    sheet, field = zone.parent, amount_field(zone.parent)
    left, waiting = left_ml(sheet), [row for row in shared_rows(sheet) if getattr(row, field) is None]
    if left is None or zone not in waiting:
        return None
    share = (left / len(waiting)).quantize(STEP_ML, ROUND_DOWN)
    return share if share >= STEP_ML else None


def _begins(zone: AppliedZone) -> str:
    share = _even_share(zone)
    if share is None:
        return _("begins at {ml} mL").format(ml=show_decimal(STEP_ML))
    return _("begins at {ml} mL, an even share").format(ml=show_decimal(share))


def _amount(key: str, zone: AppliedZone, step: Decimal, hint: str) -> Press:
    sheet, field = zone.parent, amount_field(zone.parent)
    was, left = getattr(zone, field), left_ml(zone.parent)
    value = (_even_share(zone) or STEP_ML) if was is None else was + step
    shown = _("{ml} mL").format(ml=show_decimal(value))
    press = Press(
        f"{key}.ml.{hint}",
        shown,
        hint=hint,
        did=f"{zone_title(zone.zone)} {shown}",
        writes=(Answer(zone, field, value),),
    )
    if was is None and step < 0:
        return replace(press, refused=_("Nothing is recorded for this zone yet."))
    if value < 0:
        return replace(press, refused=_("It cannot be less than 0 mL."))
    if left is not None and value - (was or Decimal(0)) > left:
        return replace(press, refused=_("There is no more PRP: {words}.").format(words=_left_words(sheet)))
    return press
