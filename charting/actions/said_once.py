"""Several answers that one spoken check covers (docs/decisions/0018): what a tap on it would answer, all of it named.

Only what nobody has answered yet is answered; a tap is one step to undo, and the audit trail has every answer.
"""

from datetime import datetime
from typing import Any

from charting.actions.carry_forward import Copy, NewRow, Step
from charting.actions.carry_source import source_of
from charting.origins import TAPPED, Origin, at_time
from charting.records.after import After
from charting.records.anaesthesia import READY, Anaesthesia
from charting.records.base import Record
from charting.records.consent import PROCEDURES, Consent
from charting.records.consent_before import RECONFIRMED, consent_before
from charting.records.needled_zone import needled_zones
from charting.records.needling import Needling
from charting.records.patient_questions import open_questions, talked_over
from charting.records.photo_consent import PhotoConsent

CAPACITY = ("capacity_understand", "capacity_retain", "capacity_weigh", "capacity_communicate")
LOOKED_FOR = ("oedema", "bleeding", "allergic", "neuro", "vasovagal", "exudate")
"""Reactions that most patients have none of (clinical.md 8.1); redness and pain are always scored by themselves."""
_OF_THE_KIND = {"MN": ("mn",), "M_PRP": ("m_prp", "blood_draw"), "PRP_only": ("prp_injections", "blood_draw")}
_OF_THE_PLAN = {
    "topical": "topical_anaesthetic",
    "infiltration": "anaesthetic_injections",
    "ring_block": "anaesthetic_injections",
    "nerve_block": "anaesthetic_injections",
    "nitrous_oxide": "nitrous_oxide",
}


def all_at_hand(sheet: Anaesthesia) -> list[Step]:
    """The rescue kit was looked through and nothing lacks."""
    return _answers(sheet, dict.fromkeys(READY, True))


def has_capacity(consent: Consent) -> list[Step]:
    """Understands, remembers, weighs and communicates; nothing where one of the four was answered otherwise."""
    if consent.basis == RECONFIRMED or any(getattr(consent, name) is False for name in CAPACITY):
        return []
    return _answers(consent, dict.fromkeys(CAPACITY, True))


def questions_answered(sheet: Consent | PhotoConsent, name: str) -> list[Step]:
    """Every open question of the patient in the notes `name` was answered in words."""
    text = getattr(sheet, name)
    return [Copy(sheet, name, talked_over(text), None)] if open_questions(text) else []


def no_photographs(sheet: PhotoConsent, now: datetime) -> list[Step]:
    """The patient wants no photographs: a no to each use that nobody answered.

    Nothing where a use was allowed, or where photographs of today are there. An added row that names no use yet has
    nothing to be refused.
    """
    assessment = sheet.visit.assessment
    there = sheet.visit.photos or (assessment is not None and assessment.photographs)
    if there or any(scope.allowed for scope in sheet.scopes):
        return []
    tapped = at_time(TAPPED, now.replace(microsecond=0))
    named = [scope for scope in sheet.scopes if scope.scope is not None]
    return [step for scope in named for step in _answers(scope, {"allowed": False}, tapped)]


def still_agreed(consent: Consent) -> list[Step]:
    """The patient reconfirms the consent of the course and says that nothing has changed; no basis was chosen yet."""
    if consent.basis is not None or consent.refused or consent_before(consent) is None:
        return []
    return _answers(consent, {"basis": RECONFIRMED, "reconfirm_change": "nothing"})


def agreed_procedures(consent: Consent) -> tuple[str, ...]:
    """What is to be done at this visit by its kind and its anaesthesia plan, in the order of the list."""
    visit = consent.visit
    if visit is None:
        return ()
    sheet = visit.anaesthesia
    plan = sheet.anaesthesia_plan or () if sheet is not None else ()
    wanted = {*_OF_THE_KIND.get(visit.kind, ()), *(_OF_THE_PLAN[code] for code in plan if code in _OF_THE_PLAN)}
    return tuple(choice.code for choice in PROCEDURES.offered() if choice.code in wanted)


def agreed(consent: Consent) -> list[Step]:
    """The patient agrees to those; who makes and directs the PRP comes along as the house does it, to be confirmed."""
    procedures = agreed_procedures(consent)
    if consent.procedure_set is not None or consent.basis == RECONFIRMED or not procedures:
        return []
    steps = _answers(consent, {"procedure_set": procedures})
    source = source_of(consent.visit)
    before = source.visit.prp if source is not None and consent.visit.prp is not None else None
    if source is not None and before is not None:
        makers = {
            "prp_manufactured_by": before.prp_prepared_by,
            "prp_directed_by": before.prp_responsible_prescriber,
        }
        steps += _answers(consent, {name: who for name, who in makers.items() if who}, source.origin)
    return steps


def none_before_leaving(after: After) -> list[Step]:
    """The patient was looked at before leaving and has none of LOOKED_FOR; there is no such score yet."""
    if after.reaction_at("leaving") is not None:
        return []
    return [NewRow(after, "reactions", (("moment", "leaving"), *((name, "0") for name in LOOKED_FOR)), None)]


def handed_over(after: After) -> list[Step]:
    """The aftercare sheet was given and explained, with the number to call, in one conversation."""
    return _answers(after, {"aftercare_given": True, "contact_given": True})


def leaves_now(after: After, now: datetime) -> list[Step]:
    """Found fit to leave at the door, at this moment."""
    if after.fit_to_leave is not None or after.left_at is not None:
        return []
    now = now.replace(microsecond=0)
    return [*_answers(after, {"fit_to_leave": True}), Copy(after, "left_at", now, at_time(TAPPED, now))]


def same_for_all_zones(sheet: Needling) -> list[Step]:
    """Depth and passes of the last zone that has both, for every zone where they are still open."""
    zones = needled_zones(sheet)
    source = next((row for row in reversed(zones) if None not in (row.depth_mm, row.passes)), None)
    if source is None:
        return []
    wanted = {"depth_mm": source.depth_mm, "passes": source.passes}
    return [step for row in zones for step in _answers(row, wanted)]


def _answers(record: Record, wanted: dict[str, Any], origin: Origin | None = None) -> list[Step]:
    unread = record.unread or {}
    return [
        Copy(record, name, value, origin)
        for name, value in wanted.items()
        if getattr(record, name) is None and name not in unread
    ]
