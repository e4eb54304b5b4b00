"""The course of a visit in sentences, made from its answers. What nobody answered is said to be not recorded."""

import re
from collections.abc import Iterable, Iterator

from charting.dates import show_day, show_time
from charting.fields import fields_of
from charting.records.adverse import AdverseEvent
from charting.records.after import After
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.base import Record
from charting.records.needled_zone import was_left
from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.visit import VISIT_KINDS, Visit
from charting.words import _

_END = re.compile(r"(?<=\.)\s+")


def account_of(visit: Visit) -> str:
    """The paragraphs of a visit, one to each part that was begun, in the order of the procedure."""
    return "\n".join(" ".join(part) for part in _told(visit))


def _told(visit: Visit) -> list[list[str]]:
    """The sentences of each part."""
    parts: list[Iterable[str]] = [_opening(visit)]
    if visit.anaesthesia is not None and not visit.anaesthesia.is_blank():
        parts.append(_anaesthesia(visit.anaesthesia))
    if visit.prp is not None and not visit.prp.is_blank():
        parts.append(_prp(visit.prp))
    if visit.needling is not None and not visit.needling.is_blank():
        parts.append(_needling(visit.needling))
    if visit.application is not None and not visit.application.is_blank():
        parts.append(_application(visit.application))
    if visit.after is not None and not visit.after.is_blank():
        parts.append(_after(visit.after))
    return [[sentence for sentence in part if sentence] for part in parts]


def wording_of(visit: Visit) -> str:
    """The course of the visit as it is printed: the edited wording where there is one, else the account."""
    return visit.prose or account_of(visit)


def wording_is_behind(visit: Visit) -> bool:
    """Whether answers changed after somebody edited the wording."""
    return visit.prose is not None and visit.prose_of is not None and visit.prose_of != account_of(visit)


def changed_since(visit: Visit) -> tuple[list[str], list[str]]:
    """What the answers say now and did not say when the wording was written by hand, and what they say no more."""
    before, now = visit.prose_of or "", account_of(visit)
    new = [sentence for part in _told(visit) for sentence in part if sentence not in before]
    gone = [said for line in before.splitlines() for said in _END.split(line) if said and said not in now]
    return new, gone


def _opening(visit: Visit) -> Iterator[str]:
    day, kind = show_day(visit.opened_at.date()), VISIT_KINDS.label(visit.kind)
    if visit.kind == "review":
        yield _("{kind} on {day}.").format(kind=kind, day=day)
    else:
        yield _("{kind}, session {number}, on {day}.").format(kind=kind, number=visit.session_number, day=day)
    if visit.practitioner:
        yield _("By {name}.").format(name=visit.practitioner)
    if visit.assistant:
        yield _("Assisted by {name}.").format(name=visit.assistant)
    if visit.reason:
        yield _("Reason: {reason}").format(reason=_closed(visit.reason))


def _anaesthesia(sheet: Anaesthesia) -> Iterator[str]:
    for row in sheet.topicals:
        times = _from_to(row, "applied_at", "removed_at")
        yield _("{product}, {amount} on {area}, {times}.").format(
            product=_said(row, "product"), amount=_said(row, "applied_g"), area=_said(row, "area_cm2"), times=times
        )
    for dose in sheet.doses:
        drug = " ".join(part for part in (_said(dose, "agent"), dose.shown("concentration_pct")) if part)
        if dose.adrenaline not in (None, "none"):
            named = "adrenaline" in (dose.agent or "").lower()
            words = "{drug} {ratio}" if named else _("{drug} with adrenaline {ratio}")
            drug = words.format(drug=drug, ratio=dose.shown("adrenaline"))
        where = (dose.shown("technique").lower(), dose.site_nerve, dose.shown("side").lower())
        place = ", ".join(part for part in where if part)
        at = _("at {time}").format(time=show_time(dose.given_at)) if dose.given_at else _("time not recorded")
        words = _("{drug}, {volume}, {place}, {at}.") if place else _("{drug}, {volume}, {at}.")
        yield words.format(drug=drug, volume=_said(dose, "volume_ml"), place=place, at=at)
    if sheet.block_test is not None:
        yield _("Block tested: {result}.").format(result=sheet.shown("block_test").lower())


def _prp(sheet: Prp) -> Iterator[str]:
    yield _("Blood drawn: {volume} at {time}, {anticoagulant}.").format(
        volume=_said(sheet, "draw_volume_ml"),
        time=_time(sheet, "draw_at"),
        anticoagulant=sheet.shown("anticoagulant") or _("anticoagulant not recorded"),
    )
    yield _("Kit {kit}, lot {lot}.").format(kit=_said(sheet, "kit_name"), lot=_said(sheet, "kit_lot"))
    for spin in sheet.spins:
        force = spin.shown("rcf_g") or spin.shown("rpm") or _("force not recorded")
        ran = _(", ran {times}").format(times=_from_to(spin, "started_at", "ended_at")) if spin.started_at else ""
        minutes = _said(spin, "minutes")
        set_to = minutes if spin.minutes is None else _("set to {minutes}").format(minutes=minutes)
        yield _("Spin {number}: {force}, {set_to}{ran}.").format(
            number=spin.place(), force=force, set_to=set_to, ran=ran
        )
    yield _("PRP ready at {time}: {volume}.").format(
        time=_time(sheet, "prp_ready_at"), volume=_said(sheet, "prp_volume_ml")
    )
    if sheet.prp_platelets_10e9_l is None:
        yield _("Platelets of the PRP were not measured.")
    else:
        yield _("Platelets of the PRP: {count}.").format(count=sheet.shown("prp_platelets_10e9_l"))


def _needling(sheet: Needling) -> Iterator[str]:
    yield _("Needling with {device}, cartridge lot {lot}, {times}.").format(
        device=_said(sheet, "device_name"),
        lot=_said(sheet, "cartridge_lot"),
        times=_from_to(sheet, "start_at", "end_at"),
    )
    for zone in sheet.zones:
        if was_left(zone):
            yield _("{zone}: not needled.").format(zone=_said(zone, "zone"))
            continue
        yield _("{zone}: {depth}, passes {passes}, {endpoint}.").format(
            zone=_said(zone, "zone"),
            depth=_said(zone, "depth_mm"),
            passes=_said(zone, "passes"),
            endpoint=zone.shown("endpoint").lower() or _("endpoint not recorded"),
        )


def _application(sheet: Application) -> Iterator[str]:
    given = [_("{volume} injected").format(volume=_said(sheet, "total_injected_ml"))]
    if sheet.topical_ml is not None:
        given.append(_("{volume} on the skin").format(volume=sheet.shown("topical_ml")))
    start = _time(sheet, "injection_start_at")
    yield _("PRP given from {time}: {volumes}.").format(time=start, volumes=", ".join(given))
    given = [f"{_said(zone, 'zone')} {_said(zone, 'ml')}" for zone in sheet.zones if zone.ml is not None]
    if given:
        yield _("By zone: {zones}.").format(zones=", ".join(given))
    unsaid = [_said(zone, "zone") for zone in sheet.zones if zone.ml is None]
    if unsaid:
        yield _("Amount not recorded: {zones}.").format(zones=", ".join(unsaid))


def _after(sheet: After) -> Iterator[str]:
    last = sheet.reaction_at("leaving") or sheet.reaction_at("end")
    if last is not None:
        scores = [
            f"{fields_of(type(last))[name].title.lower()} {last.shown(name).lower()}"
            for name in ("erythema", "oedema", "bleeding", "pain_nrs")
            if getattr(last, name) is not None
        ]
        if scores:
            yield _("Afterwards: {scores}.").format(scores=", ".join(scores))
    for event in sheet.adverse_events:
        yield _event(event)
    if sheet.fit_to_leave is not None:
        at = _time(sheet, "left_at")
        words = _("Fit to leave, left at {time}.") if sheet.fit_to_leave else _("Not fit to leave as usual; {time}.")
        yield words.format(time=at)
    if sheet.aftercare_given:
        yield _("Aftercare sheet given and explained.")
    if sheet.call_due is not None:
        yield _("Call due {day}.").format(day=show_day(sheet.call_due))
    if sheet.next_session_on is not None:
        yield _("Next session {day}.").format(day=show_day(sheet.next_session_on.date()))


def _event(event: AdverseEvent) -> str:
    return _("Adverse event: {term}, grade {grade}.").format(term=_said(event, "term"), grade=_said(event, "grade"))


def _said(record: Record, name: str) -> str:
    return record.shown(name) or _("not recorded")


def _time(record: Record, name: str) -> str:
    moment = getattr(record, name)
    return show_time(moment) if moment is not None else _("a time not recorded")


def _from_to(record: Record, starts: str, ends: str) -> str:
    return _("from {start} to {end}").format(start=_time(record, starts), end=_time(record, ends))


def _closed(sentence: str) -> str:
    return sentence if sentence.rstrip().endswith((".", "!", "?")) else f"{sentence.rstrip()}."
