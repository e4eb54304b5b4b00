"""For gloved hands, what is still open that stops a treatment, said before anything of it starts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from charting.context import Context
from charting.findings import Finding, Level
from charting.records.application import Application
from charting.records.base import findings
from charting.records.decision import decision_on
from charting.records.dose import Dose
from charting.records.glove_identity import ASKED, is_known
from charting.records.glove_page import ENTER, Now, Page, Press
from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.topical import Topical
from charting.records.visit import Visit
from charting.words import _, marked, ngettext

MOST = 5
FEW = 2
PAST = "past."
_STARTS = {
    (Topical, "applied_at"): marked("the topical"),
    (Dose, "given_at"): marked("the dose"),
    (Prp, "draw_at"): marked("the blood draw"),
    (Needling, "start_at"): marked("the needling"),
    (Application, "injection_start_at"): marked("the PRP"),
}
_ALLERGIES = frozenset({"allergy_status", "allergies"})
_STATEMENTS = frozenset({"accepted", "statements"})


@dataclass(frozen=True, slots=True)
class OpenStop:
    """One line of what is open, and the finding whose field is gone to."""

    words: str
    finding: Finding


def part_begun(press: Press) -> str:
    """What a press begins, in words: topical, dose, blood draw, needling or PRP; blank where it begins none."""
    found = (_STARTS.get((type(w.record), w.name)) for w in press.writes if isinstance(w, Now))
    part = next((words for words in found if words is not None), None)
    return _(part) if part is not None else ""


def open_stops(visit: Visit, press: Press, context: Context) -> list[OpenStop]:
    """What stops the treatment or may stop it and was not asked, worst first; a decision on it counts.

    Consent that is not sealed, its statements, the checklist, allergies, and before a draw whose blood it is.
    """
    draws = any(isinstance(w, Now) and w.name == "draw_at" for w in press.writes)
    lines = [*_identity(visit, context, draws=draws), *_consent(visit, context)]
    lines += [*_allergies(visit, context), *_checklist(visit, context)]
    return sorted(lines, key=lambda line: -line.finding.level)


def stops_page(press: Press, lines: Sequence[OpenStop]) -> Page:
    """At most five lines; the filled button leads to the field of the first, and no pedal goes on."""
    shown = [line.words for line in lines[:MOST]]
    shown[0] += _told(lines[0].finding)
    if len(lines) > MOST:
        shown[-1] = _("and {count} more").format(count=len(lines) - MOST + 1)
    on = replace(press, key=f"{PAST}{press.key}", words=_("Go on all the same"), detail=press.words)
    title = _("Still open before {part}").format(part=part_begun(press))
    back = Press("sheet", _("Back to the sheet"), hint=ENTER, filled=True, lands=lines[0].finding)
    presses = (replace(on, hint="0", filled=False), back)
    named = bool(_told(lines[0].finding))  # it may say who signed
    return Page(f"stops.{press.key}", title, "\n".join(shown), presses=presses, stop=True, names=named)


def _told(finding: Finding) -> str:
    """Why the worst of it stops, and what to do: which time is wrong cannot be seen from here."""
    if finding.level < Level.BLOCK:
        return ""
    said = ". ".join(part.rstrip(".") for part in (finding.why, finding.next_step) if part)
    return f": {said}. " + _("Put it right on the sheet, or go on: it is asked again at sign-off.") if said else ""


def _identity(visit: Visit, context: Context, *, draws: bool) -> Iterator[OpenStop]:
    sheet = visit.prp
    if sheet is None:
        return
    yield from _stopping(visit, [found for found in findings(sheet, context) if found.field in ASKED])
    if draws and not is_known(sheet) and all(getattr(sheet, name) is not False for name in ASKED):
        what = _("Whose blood it is was not asked")
        yield OpenStop(what, Finding(Level.MISSING, what, field=ASKED[0], record_id=sheet.id))


def _consent(visit: Visit, context: Context) -> Iterator[OpenStop]:
    sheet = visit.consent
    if sheet is None:
        return
    found = findings(sheet, context)
    yield from _stopping(visit, found)
    missing = _undecided(visit, [one for one in found if one.level is Level.MISSING])
    if sheet.signed_at is None and not sheet.refused:
        first = next((one for one in missing if one.field not in _STATEMENTS), None)
        here = (first.record_id, first.field) if first is not None else (sheet.id, "basis")
        what = _("The consent is not sealed")
        yield OpenStop(what, Finding(Level.MISSING, what, record_id=here[0], field=here[1]))
    lacking = [one for one in missing if one.field in _STATEMENTS]
    if lacking:
        words = ngettext("Consent: {first}", "Consent: {first}, and {count} more", len(lacking))
        yield _together(words, lacking)


def _allergies(visit: Visit, context: Context) -> Iterator[OpenStop]:
    found = [one for one in findings(visit.course.patient, context) if one.field in _ALLERGIES]
    yield from _stopping(visit, found)
    lacking = [one for one in _undecided(visit, found) if one.level is Level.MISSING]
    if lacking:
        yield OpenStop(_("Allergies are not asked"), lacking[0])


def _checklist(visit: Visit, context: Context) -> Iterator[OpenStop]:
    sheet = visit.screening
    if sheet is None:
        return
    found = findings(sheet, context)
    yield from _stopping(visit, found)
    missing = [one for one in found if one.level is Level.MISSING and one.field in {"answer", "answers"}]
    lacking = _undecided(visit, missing)
    if lacking:
        yield _together(ngettext("{first}", "{first}, and {count} more questions", len(lacking)), lacking)


def _stopping(visit: Visit, found: Sequence[Finding]) -> Iterator[OpenStop]:
    """Many stops of one rule are one line: fourteen statements answered too late must not hide what else is open."""
    of_rule: dict[tuple[Level, str], list[Finding]] = {}
    for one in _undecided(visit, [one for one in found if one.level >= Level.BLOCK]):
        of_rule.setdefault((one.level, one.rule or one.what), []).append(one)
    for (level, _rule), alike in of_rule.items():
        step = _("Stop") if level is Level.STOP else _("Stop unless a prescriber decides")
        if len(alike) > FEW:
            words = _("{what}, and {count} more for the same reason").format(what=alike[0].what, count=len(alike) - 1)
            yield OpenStop(f"{step}: {words}", alike[0])
        else:
            yield from (OpenStop(f"{step}: {one.what}", one) for one in alike)


def _undecided(visit: Visit, found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if decision_on(visit, one) is None]


def _together(words: str, lacking: Sequence[Finding]) -> OpenStop:
    said = words.format(first=lacking[0].what, count=len(lacking) - 1)
    return OpenStop(said, lacking[0])
