"""For gloved hands, the needling: one zone at a time, its depth, its passes, and the endpoint that ends it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from charting.fields import fields_of
from charting.findings import Finding, Level
from charting.kinds import Number, OneOf
from charting.records.base import Record
from charting.records.glove_ending import asked_of_undone, end_press, ending, leave_out
from charting.records.glove_page import (
    EMERGENCY,
    ENTER,
    LEAVE,
    MAP,
    NEXT,
    Answer,
    Dial,
    Noted,
    Now,
    Page,
    Press,
    Write,
    asking,
    confirmed,
    in_line,
    where_from,
)
from charting.records.needled_zone import ENDPOINTS, NeedledZone, depth_findings, depth_told, needled_zones
from charting.records.needling import Needling
from charting.records.needling_results import zone_title
from charting.records.rules_off import usable
from charting.records.topical import Topical
from charting.records.zone_map import needled_figures, visit_beneath
from charting.results import show_decimal
from charting.words import _, ngettext

STEP_MM = Decimal("0.25")
COMMON = ("mild_erythema", "pinpoint_bleeding")
_OTHERS = (("no_change", "1"), ("faint_erythema", "3"), ("confluent_bleeding", "4"), ("oedema", "6"))


def needling_start(key: str, sheet: Needling, first: NeedledZone | None, topicals_on: Sequence[Topical]) -> Page:
    """The first zone starts with the needling. With a topical still on, that is asked first."""
    writes: tuple[Write, ...] = (Now(sheet, "start_at"), *((Now(first, "start_at"),) if first is not None else ()))
    detail = _("first zone, {zone}").format(zone=zone_title(first.zone)) if first is not None else ""
    press = Press(key, _("Start needling"), detail, ENTER, writes, NEXT, _("Needling started"), filled=True)
    presses = [press]
    if sheet.cartridge_single_use is None:
        new = replace(press, key=f"{key}.new", words=_("New cartridge, start needling"), hint="0", filled=False)
        presses.insert(0, replace(new, writes=(*writes, Answer(sheet, "cartridge_single_use", True))))
    if topicals_on:
        off = tuple(Now(row, "removed_at") for row in topicals_on)
        title, why = _("The topical is still on"), _("It comes off before the first needle.")
        presses = [
            asking(replace(one, writes=(*off, *one.writes)), title, why, _("Off now, start needling"), _("Back"))
            for one in presses
        ]
    if first is None and not sheet.zones:
        presses.insert(0, on_map(sheet, "1"))
    lot = _("cartridge lot {lot}").format(lot=sheet.cartridge_lot) if sheet.cartridge_lot else _("scan the cartridge")
    none = _("no zone is chosen") if not sheet.zones else ""
    numb = _felt(sheet)
    return Page(key, _("Needling"), in_line(sheet.device_name, lot, none, numb), presses=tuple(presses))


def _felt(sheet: Needling) -> str:
    """That a block does not hold, in words; blank where it does or nobody tested one."""
    anaesthesia = sheet.visit.anaesthesia if sheet.visit is not None else None
    felt = anaesthesia.block_test if anaesthesia is not None else None
    return {"partial": _("the block is only partly numb"), "present": _("the block is not numb")}.get(felt or "", "")


def zone_page(key: str, zone: NeedledZone, following: NeedledZone | None) -> Page:
    """Depth and passes between minus and plus; an endpoint ends the zone and goes to the next."""
    sheet = zone.parent
    at, of = sheet.zones.index(zone) + 1, len(sheet.zones)
    presses = tuple(
        _endpoint(key, zone, code, hint, following) for code, hint in zip(COMMON, ("0", ENTER), strict=True)
    )
    page = Page(
        key,
        zone_title(zone.zone),
        " · ".join(part for part in (_doubt(zone), last_time(zone) or _("Not needled on an earlier visit")) if part),
        _("Zone {number} of {count}").format(number=at, count=of),
        (_depth_dial(key, zone), _passes_dial(key, zone)),
        presses,
        zone=zone.zone or "",
    )
    return replace(page, more=_more(key, page, zone, following))


def needling_end(key: str, sheet: Needling) -> Page:
    """All zones are done, or as many as there will be. Where none is chosen the way to the map stands first."""
    if not sheet.zones:
        why = _("Choose the zones on the scalp map; then they are needled one by one here.")
        end = replace(end_press(key, sheet, "0"), filled=False)
        return Page(key, _("No zone is chosen"), why, presses=(end, on_map(sheet, ENTER)))
    zones = needled_zones(sheet)
    done = sum(zone.endpoint is not None for zone in zones)
    count = ngettext("{done} of {count} zone done", "{done} of {count} zones done", len(zones))
    return Page(key, _("Needling"), count.format(done=done, count=len(zones)), presses=(end_press(key, sheet, ENTER),))


def on_map(sheet: Record, hint: str) -> Press:
    """Leaves glove mode for the zones of a sheet, with the focus on their map."""
    zones = Finding(Level.MISSING, _("No zone is chosen"), field="zones", record_id=sheet.id)
    words, filled = _("Zones on the map"), hint == ENTER
    return Press("map.zones", words, _("back to the session"), hint, goes=MAP, filled=filled, lands=zones)


def paused_page(key: str, sheet: Needling, zone_key: str) -> Page:
    """While it is paused: go on, or stop."""
    going = _noted(sheet, _("On again {time}."))
    on = Press(f"{key}.on", _("Go on"), hint=ENTER, filled=True, did=_("Going on"), goes=zone_key, writes=going)
    stopped: tuple[Write, ...] = (*_noted(sheet, _("Stopped {time}.")), Now(sheet, "end_at"))
    stop = Press(f"{key}.stop", _("Stop needling"), hint="0", did=_("Needling stopped"), goes=NEXT, writes=stopped)
    stop = asked_of_undone(stop, sheet)
    emergency = Press("emergency", _("Emergency"), hint="9", goes=EMERGENCY)
    return Page(key, _("Paused"), last_line(sheet.incident), presses=(emergency, stop, on))


def last_line(text: str | None) -> str:
    """The last line of a note."""
    return (text or "").strip().rpartition("\n")[2]


def last_time(zone: NeedledZone) -> str:
    """`Last time 1.25 mm, 5 passes, Pinpoint bleeding`; nothing when the zone was not needled before."""
    row = _row_before(zone)
    if row is None:
        return ""
    return _("Last time {words}").format(words=needled_figures([row])[row.zone or ""].words)


def moved(zone: NeedledZone, to: NeedledZone) -> tuple[Write, ...]:
    """Leaving a zone that is not done for another: its time starts on coming back to it. An ended one keeps its own."""
    if any(one.endpoint is not None or one.end_at is not None for one in (zone, to)):
        return ()
    left: tuple[Write, ...] = (Answer(zone, "start_at", None),) if zone.start_at is not None else ()
    return (*left, Now(to, "start_at")) if to.start_at is None else left


def _row_before(zone: NeedledZone) -> NeedledZone | None:
    sheet = zone.parent
    before = visit_beneath(sheet.visit, "needling") if sheet is not None else None
    if before is None or not zone.zone:
        return None
    rows = [row for row in needled_zones(before[1]) if row.zone == zone.zone]
    return rows[-1] if rows else None


def _depth_dial(key: str, zone: NeedledZone) -> Dial:
    value = "—" if zone.depth_mm is None else f"{zone.depth_mm:.2f}"
    note = where_from(zone, "depth_mm")
    if zone.depth_mm is None:
        first = _first_depth(zone)
        note = _("begins at {depth} mm").format(depth=show_decimal(first)) if first is not None else ""
    less, more = _depth(key, zone, -STEP_MM, "4"), _depth(key, zone, STEP_MM, "6")
    told = depth_told(zone)
    return Dial(_("Depth"), value, "mm", note, less, more, _odd_depth(zone, told) if told is not None else "")


def _odd_depth(zone: NeedledZone, told: Finding) -> str:
    """What is odd about a depth, with the needle where that is it."""
    longest = zone.parent.needle_length_mm
    if told.rule != "deeper-than-needle" or longest is None:
        return told.why
    return _("deeper than the needle, {length} mm").format(length=show_decimal(longest))


def _first_depth(zone: NeedledZone) -> Decimal | None:
    """Where an empty depth begins: as last time, or at the lowest usual one."""
    row, rules = _row_before(zone), usable(zone.parent, "intervals")
    if row is not None and row.depth_mm is not None:
        return row.depth_mm
    return rules.value("depth_usual_from_mm") if rules is not None else STEP_MM


def _depth(key: str, zone: NeedledZone, step: Decimal, hint: str) -> Press:
    """A step of the depth: beyond what is usual it asks, beyond what is possible it refuses."""
    was = zone.depth_mm
    value = _first_depth(zone) if was is None else was + step
    assert value is not None
    shown = _("{depth} mm").format(depth=f"{value:.2f}")
    press = Press(
        f"{key}.depth.{hint}",
        shown,
        hint=hint,
        did=_("Depth {depth}").format(depth=shown),
        writes=(Answer(zone, "depth_mm", value),),
    )
    hard = _impossible("depth_mm", value)
    found = [*depth_findings(zone, value)]
    stopped = next((finding for finding in found if finding.level is Level.STOP), None)
    if hard or stopped is not None:
        why = hard or (stopped.why if stopped is not None else "")
        return replace(press, refused=_("{depth} cannot be: {why}.").format(depth=shown, why=why))
    keep = _("Keep {depth}").format(depth=shown)
    back = _("Back to {depth} mm").format(depth=f"{was:.2f}") if was is not None else _("Back")
    if found and (was is None or _is_away(zone, value, step)):
        title = _("{depth} is {why}").format(depth=shown, why=found[0].why)
        return asking(press, title, found[0].next_step, keep, back)
    longest = zone.parent.needle_length_mm
    if longest is not None and value > longest and (was is None or step > 0):
        title = _("{depth} is deeper than the needle").format(depth=shown)
        why = _("The needle is {length} mm long.").format(length=show_decimal(longest))
        return asking(press, title, why, keep, back)
    return press


def _is_away(zone: NeedledZone, value: Decimal, step: Decimal) -> bool:
    """Whether a step leads further out of what is usual; the way back is never asked about."""
    rules = usable(zone.parent, "intervals")
    low = rules.value("depth_usual_from_mm") if rules is not None else value
    return step < 0 if value < low else step > 0


def _passes_dial(key: str, zone: NeedledZone) -> Dial:
    row = _row_before(zone)
    planned = row.passes if row is not None else None
    unit = _("of {count}").format(count=show_decimal(planned)) if planned is not None else ""
    value = "—" if zone.passes is None else show_decimal(zone.passes)
    less, more = _passes(key, zone, -1, "1"), _passes(key, zone, 1, "3")
    return Dial(_("Passes"), value, unit, where_from(zone, "passes"), less, more, _unusual("passes", zone.passes))


def _passes(key: str, zone: NeedledZone, step: int, hint: str) -> Press:
    value = Decimal(1) if zone.passes is None else zone.passes + step
    shown = ngettext("{count} pass", "{count} passes", int(value)).format(count=show_decimal(value))
    press = Press(f"{key}.passes.{hint}", shown, hint=hint, did=shown, writes=(Answer(zone, "passes", value),))
    if zone.passes is None and step < 0:
        return replace(press, refused=_("No pass is counted yet."))
    if why := _impossible("passes", value):
        return replace(press, refused=_("{count} cannot be: {why}.").format(count=shown, why=why))
    usual = _number("passes").soft
    if step > 0 and usual is not None and usual.high is not None and value > usual.high:
        back = _("Back to {count}").format(count=show_decimal(value - step))
        title = _("{count}, usual {range}").format(count=shown, range=usual.words())
        return asking(press, title, "", _("Keep {count}").format(count=shown), back)
    return press


def _number(name: str) -> Number:
    declared = fields_of(NeedledZone)[name]
    assert isinstance(declared, Number)
    return declared


def _unusual(name: str, value: Decimal | None) -> str:
    """The usual range in words where a number lies outside of it."""
    usual = _number(name).soft
    if value is None or usual is None or not usual.refuses(value):
        return ""
    return _("usual {range}").format(range=usual.words())


def _impossible(name: str, value: Decimal) -> str:
    """Why a number cannot be, in words; blank where it can."""
    hard = _number(name).hard
    return hard.refuses(value) if hard is not None else ""


def _endpoint(key: str, zone: NeedledZone, code: str, hint: str, following: NeedledZone | None) -> Press:
    """Ends the zone: what stands in view is confirmed, and the next zone begins. The last one ends the needling."""
    writes: list[Write] = [Answer(zone, "endpoint", code), *confirmed(zone, "zone", "area_cm2", "depth_mm", "passes")]
    if zone.end_at is None:
        writes.append(Now(zone, "end_at"))
    if following is not None and following.start_at is None:
        writes.append(Now(following, "start_at"))
    did = _("{zone} done").format(zone=zone_title(zone.zone))
    if following is None:
        then, did = _("ends the needling"), _("{done}, needling ended").format(done=did)
        writes += ending(zone.parent)
    else:
        then = _("then next zone, {zone}").format(zone=zone_title(following.zone))
        then = ": ".join(part for part in (then, _doubt(following)) if part)
    label = ENDPOINTS.label(code)
    press = Press(f"endpoint.{code}", label, then, hint, tuple(writes), NEXT, did, filled=hint == ENTER)
    if warning := _warning(code):
        press = replace(press, detail=warning)
    if (told := depth_told(zone)) is not None:
        keep = _("Needled at {depth} all the same").format(depth=_depth_words(zone))
        press = asking(press, _doubt(zone), told.next_step, keep, _("Back"))
    lacking = [words for words, value in ((_("depth"), zone.depth_mm), (_("passes"), zone.passes)) if value is None]
    if lacking:
        title = _("Not recorded yet: {what}").format(what=", ".join(lacking))
        why = _("It can be written afterwards; a visit is not signed without it.")
        return asking(press, title, why, _("End the zone all the same"), _("Back"))
    return press


def _doubt(zone: NeedledZone) -> str:
    """`1.50 mm is deeper than the needle, 1.25 mm`; blank where nothing is to be said of the depth."""
    told = depth_told(zone)
    if told is None:
        return ""
    return _("{depth} is {why}").format(depth=_depth_words(zone), why=_odd_depth(zone, told))


def _depth_words(zone: NeedledZone) -> str:
    return _("{depth} mm").format(depth=f"{zone.depth_mm:.2f}")


def _warning(code: str) -> str:
    declared = fields_of(NeedledZone)["endpoint"]
    assert isinstance(declared, OneOf)
    return declared.warns.get(code, "")


def _more(key: str, page: Page, zone: NeedledZone, following: NeedledZone | None) -> Page:
    sheet = zone.parent
    at = sheet.zones.index(zone)
    others = tuple(_endpoint(key, zone, code, hint, following) for code, hint in _OTHERS)
    others = (*others, leave_out(key, zone, following))
    endpoints = Page(
        f"{key}.endpoints", _("Endpoint of {zone}").format(zone=page.title), presses=others, zone=page.zone
    )
    presses = [Press("more.endpoint", _("Another endpoint"), _("or leave it out"), "0", ask=endpoints)]
    for words, hint, other in ((_("Previous zone"), "7", at - 1), (_("Next zone"), "9", at + 1)):
        if 0 <= other < len(sheet.zones):
            to = sheet.zones[other]
            writes, name = moved(zone, to), zone_title(to.zone)
            did = _("To {zone}").format(zone=name) if writes else ""
            presses.append(Press(f"more.{hint}", words, name, hint, writes, f"zone:{to.id}", did))
    presses += [
        Press("more.pause", _("Pause or end"), hint="1", ask=_pauses(key, sheet)),
        Press("emergency", _("Emergency"), hint="3", goes=EMERGENCY),
        Press("leave", _("Leave glove mode"), _("back to the session"), "6", goes=LEAVE),
    ]
    return Page(f"{key}.more", _("{zone}: more").format(zone=page.title), presses=tuple(presses), zone=page.zone)


def _pauses(key: str, sheet: Needling) -> Page:
    reasons = (
        (_("Pain"), "1"),
        (_("Bleeding"), "3"),
        (_("Feels faint"), "4"),
        (_("Device"), "6"),
        (_("Patient asks"), "0"),
    )
    presses = tuple(
        Press(
            f"pause.{hint}",
            reason,
            hint=hint,
            did=_("Paused"),
            goes=f"paused:{key}",
            writes=_noted(sheet, _("Paused {time}: {reason}.").replace("{reason}", reason.lower())),
        )
        for reason, hint in reasons
    )
    return Page(f"{key}.pause", _("Pause: why?"), presses=(*presses, end_press(f"{key}.end", sheet, "9")))


def _noted(sheet: Needling, words: str) -> tuple[Write, ...]:
    """A line under the incidents of the needling."""
    return (Noted(sheet, "incident", words),)
