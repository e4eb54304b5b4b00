"""Glove mode as a small state machine: which steps a visit has, which is next, and the page of each.

Nothing is remembered here: what is done is read off the visit's own answers, so that a power cut loses no step.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from charting.records.clocks import BLOCKS, NEAR, RUNNING, Clock, clocks_of
from charting.records.glove_blood import blood_out, prp_ready, spin_end, spin_start
from charting.records.glove_done_zone import done_zone_page
from charting.records.glove_giving import (
    amount_field,
    applied_page,
    giving_end,
    giving_start,
    is_confirmed,
    may_begin,
    route_page,
    time_out,
    total_field,
)
from charting.records.glove_identity import is_known, whose_blood
from charting.records.glove_needling import moved, needling_end, needling_start, paused_page, zone_page
from charting.records.glove_page import EMERGENCY, LEAVE, NEXT, NewRow, Page, Press
from charting.records.glove_planned import area_ml, even_ml, planned_page
from charting.records.glove_preparing import block_test, dose_given, topical_off, topical_on
from charting.records.glove_watching import bleeding_page, done_page, pain_page, sharps_page
from charting.records.needling_results import zone_title
from charting.records.visit import Visit
from charting.words import _

DONE = "done"
PAUSED = "paused:"
_BEFORE_NEEDLING = frozenset(
    {"topical_on", "whose", "draw", "spin_start", "spin_end", "topical_off", "prp_ready", "dose"}
)
_UNDER_WAY = frozenset({"block_test", "zone", "needling_end", "planned", "applied", "giving_end"})


@dataclass(frozen=True, slots=True)
class Place:
    """A step of a visit. `open` while it waits to be done; `reach` tells whether it may be gone to at all."""

    kind: str
    record: Any
    open: bool
    reach: bool = False

    @property
    def key(self) -> str:
        """Stands for the same step from one look to the next."""
        return f"{self.kind}:{self.record.id}"

    @property
    def shown(self) -> bool:
        """Whether it can be on the screen now."""
        return self.open or self.reach


def places_of(visit: Visit) -> list[Place]:
    """Every step of a visit in the order of the procedure, those that are done as well."""
    parts = [_preparing, _blocks, _needling, _giving]
    if visit.application is not None and visit.application.sequence == "prp_then_mn":
        parts = [_preparing, _blocks, _giving, _needling]
    return [place for part in (*parts, _watching) for place in part(visit)]


def place_now(visit: Visit, now: datetime, after: str = "", left_open: Container[str] = ()) -> str:
    """The step that is next: the first that waits for a hand and not for a clock. DONE when nothing is left.

    What is of the same kind as `after` and comes behind it goes first, so that zones follow one another. Needling does
    not start, and PRP is not given, before what prepares it is done. `left_open` are steps that somebody chose to leave
    unanswered: they are gone to by hand only.
    """
    behind = next((place for place in _behind(visit, after) if place.open), None)
    if behind is not None:
        return behind.key
    waiting = [place for place in places_of(visit) if place.open and place.key not in left_open]
    if visit.application is not None and after.startswith("applied:") and any(p.key == after for p in waiting):
        return f"giving_end:{visit.application.id}"  # passed over to the last one: not round the zones once more
    preparing = any(place.kind in _BEFORE_NEEDLING for place in waiting)
    for place in waiting:
        early = place.kind in _BEFORE_NEEDLING
        if not early and preparing and place.kind not in _UNDER_WAY:
            break
        if not (early and _must_wait(visit, place, now)):
            return place.key
    return waiting[0].key if waiting else DONE


def shown_place(visit: Visit, at: str, now: datetime, left_open: Container[str] = ()) -> str:
    """`at` while it is a step that can be shown, else the step that is next."""
    bare = at.removeprefix(PAUSED)
    known = any(place.key == bare and place.shown for place in places_of(visit))
    return at if known else place_now(visit, now, left_open=left_open)


def page_of(visit: Visit, at: str, now: datetime, by: str = "") -> Page:
    """The page of a step. `by` is who works now, for the fields that ask by whom."""
    found = next((place for place in places_of(visit) if place.key == at.removeprefix(PAUSED)), None)
    if found is None:
        return done_page(DONE)
    if at.startswith(PAUSED):
        return paused_page(at, visit.needling, found.key) if visit.needling is not None else done_page(DONE)
    page = _page(visit, found, now, by)
    return page if page.more is not None else replace(page, more=_more(visit, page, found.key))


def zone_tapped(visit: Visit, at: str, code: str) -> Press | None:
    """A tap on the map: go to that zone, or ask whether it is to be added. None where no zone can be worked now."""
    kind, target = at.partition(":")[0], takes_zones(at)
    sheet: Any = {"zone": visit.needling, "applied": visit.application}.get(target)
    if sheet is None:
        return None
    name = zone_title(code)
    row = next((row for row in sheet.zones if row.zone == code), None)
    if row is None:
        add = Press(f"add.{code}", _("Yes, add it"), hint="0", writes=(NewRow(sheet, "zones", (("zone", code),)),))
        stays = "" if kind == target else NEXT
        add = replace(add, goes=stays, did=_("{zone} added").format(zone=name))
        page = Page(f"add.{code}", _("Add {zone}?").format(zone=name), presses=(add, _back()), zone=code)
        return Press("map", name, ask=page)
    places = {place.key: place for place in places_of(visit)}
    here, there = places.get(at), places.get(f"{target}:{row.id}")
    if there is None or not there.shown:
        return None
    writes = moved(here.record, row) if here is not None and here.kind == target == "zone" else ()
    return Press("map", name, writes=writes, goes=there.key, did=_("To {zone}").format(zone=name) if writes else "")


def takes_zones(at: str) -> str:
    """The kind of step that a tap on the map leads to here: `zone`, `applied`, or nothing."""
    kind = at.removeprefix(PAUSED).partition(":")[0]
    if kind in {"zone", "needling_end"}:
        return "zone"
    return "applied" if kind in {"giving_start", "planned", "applied", "giving_end"} else ""


def _back() -> Press:
    return Press("back", _("Back"), hint="Enter", filled=True)


def _preparing(visit: Visit) -> Iterator[Place]:
    prp, needled = visit.prp, visit.needling is not None and visit.needling.start_at is not None
    topicals = visit.anaesthesia.topicals if visit.anaesthesia is not None else []
    for row in topicals:
        yield Place("topical_on", row, row.applied_at is None and row.removed_at is None and not needled)
    begun = visit.application is not None and visit.application.injection_start_at is not None
    fresh = prp is not None and prp.prp_ready_at is None and not begun
    if prp is not None:
        yield Place("whose", prp, fresh and prp.draw_at is None and not is_known(prp))
        yield Place("draw", prp, fresh and prp.draw_at is None)
        for at, spin in enumerate(prp.spins):
            before = at == 0 or prp.spins[at - 1].ended_at is not None
            unspun = spin.started_at is None and spin.ended_at is None
            yield Place("spin_start", spin, fresh and prp.draw_at is not None and before and unspun)
            yield Place("spin_end", spin, fresh and spin.started_at is not None and spin.ended_at is None)
    for row in topicals:
        yield Place("topical_off", row, row.applied_at is not None and row.removed_at is None and not needled)
    if prp is not None:
        spun = prp.draw_at is not None and all(spin.ended_at is not None for spin in prp.spins)
        yield Place("prp_ready", prp, fresh and spun)


def _blocks(visit: Visit) -> Iterator[Place]:
    sheet, needled = visit.anaesthesia, visit.needling is not None and visit.needling.start_at is not None
    if sheet is None:
        return
    for dose in sheet.doses:
        planned = dose.given_at is None and dose.volume_ml is not None
        yield Place("dose", dose, planned and not needled, planned)
    given = any(dose.given_at is not None and dose.technique in BLOCKS for dose in sheet.doses)
    yield Place("block_test", sheet, given and sheet.block_tested_at is None and not needled)


def _needling(visit: Visit) -> Iterator[Place]:
    sheet = visit.needling
    if sheet is None:
        return
    going = sheet.start_at is not None and sheet.end_at is None
    yield Place("needling_start", sheet, sheet.start_at is None and sheet.end_at is None)
    for zone in sheet.zones:
        done = zone.endpoint is not None  # what was tapped by mistake is put right after the last zone as well
        yield Place("zone", zone, going and not done, going or done)
    yield Place("needling_end", sheet, going)


def _giving(visit: Visit) -> Iterator[Place]:
    sheet = visit.application
    if sheet is None:
        return
    sure, begun = is_confirmed(sheet), sheet.injection_start_at is not None
    whole, field = getattr(sheet, total_field(sheet)), amount_field(sheet)
    yield Place("time_out", sheet, not sure and not begun)
    yield Place("route", sheet, sure and sheet.route is None)
    yield Place("giving_start", sheet, sure and not begun)
    going = sure and begun and whole is None
    yield Place("planned", sheet, going and (even_ml(sheet) is not None or area_ml(sheet) is not None))
    for zone in sheet.zones:
        waits = getattr(zone, field) is None and not zone.was_not_needled()
        yield Place("applied", zone, going and waits, going)
    yield Place("giving_end", sheet, going)


def _watching(visit: Visit) -> Iterator[Place]:
    sheet = visit.after
    if sheet is None or visit.kind == "review":
        return
    row = sheet.reaction_at("end")
    yield Place("pain", sheet, row is None or row.pain_nrs is None, True)
    yield Place("bleeding", sheet, row is None or row.bleeding is None, True)
    needled = visit.needling
    if needled is not None:
        yield Place("sharps", needled, needled.end_at is not None and needled.sharps_disposed is None)


def _page(visit: Visit, place: Place, now: datetime, by: str) -> Page:
    key, record = place.key, place.record
    clock = _clock(visit, place)
    if place.kind == "zone":
        page = zone_page(key, record, _following(visit, place))
        return done_zone_page(key, record, page) if record.endpoint is not None else page
    if place.kind == "applied":
        return applied_page(key, record, _following(visit, place))
    if place.kind == "needling_start":
        on = [p.record for p in places_of(visit) if p.kind == "topical_off" and p.open]
        first = next((zone for zone in record.zones if zone.endpoint is None), None)
        return needling_start(key, record, first, on)
    if place.kind == "pain":
        later = (p.key for p in places_of(visit) if p.open and p.kind not in {"pain", "bleeding"})
        return pain_page(key, record, f"bleeding:{record.id}", next(later, LEAVE))
    pages = {
        "topical_on": lambda: topical_on(key, record),
        "topical_off": lambda: topical_off(key, record, clock, now),
        "whose": lambda: whose_blood(key, record, by),
        "draw": lambda: blood_out(key, record),
        "spin_start": lambda: spin_start(key, record),
        "spin_end": lambda: spin_end(key, record, clock, now),
        "prp_ready": lambda: prp_ready(key, record),
        "dose": lambda: dose_given(key, record, now, by),
        "block_test": lambda: block_test(key, record),
        "needling_end": lambda: needling_end(key, record),
        "time_out": lambda: time_out(key, record, by, may_begin(record, clock, now, by)),
        "planned": lambda: planned_page(key, record),
        "sharps": lambda: sharps_page(key, record),
        "route": lambda: route_page(key, record),
        "giving_start": lambda: giving_start(key, record, clock, now, by),
        "giving_end": lambda: giving_end(key, record, next((p.key for p in places_of(visit) if _beyond(p)), LEAVE)),
        "bleeding": lambda: bleeding_page(key, record),
    }
    return pages[place.kind]()


def _beyond(place: Place) -> bool:
    """Whether a step is open and none of the giving of PRP."""
    return place.open and place.kind not in {"planned", "applied", "giving_end"}


def _clock(visit: Visit, place: Place) -> Clock | None:
    kinds = {"topical_off": "topical", "spin_end": "spin", "time_out": "prp", "giving_start": "prp"}
    kind = kinds.get(place.kind)
    return next((c for c in clocks_of(visit) if c.kind == kind and c.record is place.record), None)


def _must_wait(visit: Visit, place: Place, now: datetime) -> bool:
    """Whether a step waits for its clock: a spin that still turns, a topical that still has to act."""
    if place.kind == "dose":
        return any(other.kind == "topical_off" and other.open for other in places_of(visit))
    clock = _clock(visit, place)
    return (
        clock is not None
        and place.kind != "giving_start"
        and clock.due is not None
        and (clock.state(now) in {RUNNING, NEAR})
    )


def _behind(visit: Visit, at: str) -> list[Place]:
    """What comes after a step among its own kind: the zones after a zone."""
    places = places_of(visit)
    here = next((number for number, place in enumerate(places) if place.key == at), None)
    if here is None:
        return []
    return [place for place in places[here + 1 :] if place.kind == places[here].kind]


def _following(visit: Visit, place: Place) -> Any:
    """The record of the zone that comes after this one is done; the earlier ones that were passed over come last."""
    rest = [p for p in places_of(visit) if p.kind == place.kind and p.open and p.key != place.key]
    behind = [p for p in _behind(visit, place.key) if p.open]
    if place.kind == "applied" and place.open and not behind:
        return None
    return next((p.record for p in (*behind, *rest)), None)


def _more(visit: Visit, page: Page, at: str) -> Page:
    """The second page of a step: to the steps before and after it, out of glove mode, and the emergency card."""
    keys = [place.key for place in places_of(visit) if place.shown]
    here = keys.index(at) if at in keys else 0
    presses = []
    for words, hint, other in ((_("Previous step"), "7", here - 1), (_("Not now, next step"), "9", here + 1)):
        if 0 <= other < len(keys):
            presses.append(Press(f"more.{hint}", words, "", hint, goes=keys[other]))
    presses += [
        Press("emergency", _("Emergency"), hint="3", goes=EMERGENCY),
        Press("leave", _("Leave glove mode"), _("back to the session"), "6", goes=LEAVE),
    ]
    return Page(f"{at}.more", _("{step}: more").format(step=page.title), presses=tuple(presses), zone=page.zone)


def after_press(visit: Visit, at: str, goes: str, now: datetime, left_open: Container[str] = ()) -> str:
    """Where the screen stands once a press has written what it writes."""
    if goes == NEXT:
        return place_now(visit, now, at, left_open)
    return shown_place(visit, goes or at, now, left_open)
