"""The call after a visit: kept as it was answered, and told what to do about it."""

from dataclasses import dataclass
from datetime import date, datetime

from charting.actions.roles import require
from charting.errors import Known
from charting.records.after import After
from charting.records.anaesthesia import PLAN
from charting.records.call import Call
from charting.records.clinic import Practitioner
from charting.records.needled_zone import needled_zones
from charting.records.visit import VISIT_KINDS, Visit
from charting.results import show_decimal
from charting.rules.areas import deepest
from charting.store.chart_session import ChartSession
from charting.words import _

LONGEST_NOTE = 1000
QUESTIONS: dict[str, str] = {
    "pain_or_swelling": _("Pain, swelling or redness that is getting worse?"),
    "fever_or_pus": _("Fever, pus, blisters, or redness that spreads?"),
    "still_bleeding": _("Bleeding that does not stop with 10 minutes of pressure?"),
    "aftercare_kept": _("Could you keep to the aftercare sheet?"),
}
"""The four questions by the field of Call they fill. The first three are asked for red flags (clinical.md 8.4)."""
RED_FLAGS = frozenset({"pain_or_swelling", "fever_or_pus", "still_bleeding"})


@dataclass(frozen=True, slots=True)
class CallAnswers:
    """What was said: `answers` by field, None for what was not asked. `again_on` is the day of another try."""

    reached: bool
    answers: dict[str, bool | None]
    note: str = ""
    again_on: date | None = None


def record_call(chart: ChartSession, visit: Visit, said: CallAnswers, by: Practitioner, now: datetime) -> Call:
    """Keep one call. Raises Known when nobody was reached and no other day is named, or an answer is missing."""
    require(by, "draft")
    if said.reached:
        if any(said.answers.get(name) is None for name in QUESTIONS):
            raise Known(_("Answer all four questions, or note that nobody was reached."))
    elif said.again_on is None:
        raise Known(_("Name the day of the next try."))
    elif said.again_on < now.date():
        raise Known(_("The next try lies in the past."))
    if len(said.note) > LONGEST_NOTE:
        raise Known(_("Write a note of at most {count} characters.").format(count=LONGEST_NOTE))
    answers = {name: said.answers.get(name) if said.reached else None for name in QUESTIONS}
    call = Call(
        visit=visit,
        at=now,
        by=by.signature_line(),
        reached=int(said.reached),
        note=said.note.strip() or None,
        again_on=None if said.reached else said.again_on,
        **answers,
    )
    chart.add(call)
    return call


def flagged(answers: dict[str, bool | None]) -> list[str]:
    """The fields of Call whose answer needs the clinic on the same day (clinical.md 8.4)."""
    return [name for name in QUESTIONS if name in RED_FLAGS and answers.get(name)]


def red_flags_of(call: Call) -> list[str]:
    """The questions whose answer needs the clinic on the same day (clinical.md 8.4)."""
    return [_(QUESTIONS[name]) for name in flagged({name: getattr(call, name) for name in QUESTIONS})]


def what_was_done(visit: Visit) -> list[str]:
    """What somebody who phones has to know of the visit, a line each: treatment, depth, PRP, anaesthetic, leaving."""
    said = [VISIT_KINDS.label(visit.kind)]
    if (depth := deepest(zone.depth_mm for zone in needled_zones(visit.needling))) is not None:
        said.append(_("needled to {depth}\N{NO-BREAK SPACE}mm").format(depth=show_decimal(depth)))
    if visit.application is not None and (volume := visit.application.total_injected_ml) is not None:
        said.append(_("PRP {volume}\N{NO-BREAK SPACE}mL").format(volume=show_decimal(volume)))
    if visit.anaesthesia is not None and visit.anaesthesia.anaesthesia_plan:
        said += [PLAN.label(code) for code in visit.anaesthesia.anaesthesia_plan if code != "none"]
    lines = [", ".join(said)]
    if isinstance(visit.after, After):
        lines += [_("Adverse event: {what}").format(what=what) for what in _events(visit.after)]
        if visit.after.leaving_note:
            lines.append(_("On leaving: {note}").format(note=visit.after.leaving_note))
    return lines


def _events(after: After) -> list[str]:
    return [words for event in after.adverse_events if (words := event.term_other or event.shown("term"))]
