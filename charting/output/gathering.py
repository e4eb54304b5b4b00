"""Reading one visit for paper. A signed visit's patient is the one kept under its signature."""

from datetime import date, datetime

from charting.context import Context
from charting.dates import show_day, show_moment, show_time
from charting.findings import Finding, Level
from charting.frozen import rows_of, thaw
from charting.output.came import mark_of
from charting.output.decided import decided_of
from charting.output.document_ids import clinic_code
from charting.output.facts import aftercare_facts, consent_facts, photo_facts
from charting.output.info import Letterhead
from charting.output.ledger_facts import ledger_facts
from charting.output.reading import allergy_agents, identity_of, kept_paper, sex_code, sheet_paper, spoken_name
from charting.output.standing import standing_of, with_amendments
from charting.output.visit_paper import Found, Question, Signing, VisitPaper
from charting.records.account import wording_of
from charting.records.base import Sheet, findings, slot_of
from charting.records.clinic import Clinic
from charting.records.decision import decision_on
from charting.records.sheets import SHEETS
from charting.records.visit import VISIT_KINDS, Visit
from charting.words import _


def gather(visit: Visit, clinic: Clinic, now: datetime, printed_by: str, seal: str = "") -> VisitPaper:
    """Everything the papers of a visit need, read once. `now` is an aware local time, the time of printing.

    `seal` is what the open chart gave when it was sealed for printing.

    A signed visit is judged at the time of its signature and shows the patient as kept under it.
    """
    day = visit.opened_at.date()
    signature = visit.visit_signature
    context = Context(signature.signed_at if signature else now, day)
    patient = visit.course.patient
    rows = thaw(signature.patient_then) if signature else rows_of(patient, day)
    sheets = _sheets(visit)
    standing = _standing(visit, sheets, context)
    among, inline = standing_of(visit, context)
    return VisitPaper(
        visit_id=visit.id,
        kind=visit.kind,
        kind_label=VISIT_KINDS.label(visit.kind),
        session_number=visit.session_number,
        day=day,
        clinic=_letterhead(clinic),
        phone=clinic.phone or "",
        emergency_number=clinic.emergency_number or "",
        night_phone=clinic.night_phone or "",
        practice=bool(clinic.practice),
        identity=identity_of(rows, patient.number, day),
        patient_name=spoken_name(rows),
        patient_sex=sex_code(rows),
        allergy_agents=allergy_agents(rows),
        patient=kept_paper(rows, "patient") if signature else sheet_paper(patient, "patient", context),
        course=sheet_paper(visit.course, "course", context),
        visit=with_amendments(sheet_paper(visit, "visit", context), visit, inline),
        sheets=tuple(
            with_amendments(sheet_paper(sheet, slot_of(type(sheet)), context), sheet, inline) for sheet in sheets
        ),
        findings=tuple(_undecided(visit, standing)),
        decisions=decided_of(visit, [finding for finding, _sheet in standing]),
        questions=_questions(visit),
        consent=consent_facts(visit, day),
        photos=photo_facts(visit, day),
        aftercare=aftercare_facts(visit, rows),
        ledger=ledger_facts(visit, context, day),
        times=_times(visit, day),
        signature=_signed(visit),
        account=wording_of(visit),
        seal=seal,
        printed_at=f"{show_day(now.date())} {show_time(now)}",
        printed_by=printed_by,
        standing=among,
    )


def _sheets(visit: Visit) -> list[Sheet]:
    return [sheet for model in SHEETS if (sheet := getattr(visit, slot_of(model))) is not None]


def _letterhead(clinic: Clinic) -> Letterhead:
    address = tuple(line for line in (clinic.address or "").splitlines() if line.strip())
    phone = _("Telephone {number}").format(number=clinic.phone) if clinic.phone else ""
    return Letterhead(
        clinic.name or "", clinic.descriptor or "", address, phone, clinic.web or "", clinic_code(clinic.id)
    )


def _standing(visit: Visit, sheets: list[Sheet], context: Context) -> list[tuple[Finding, str]]:
    """What a draft still has to be told, with the title of the sheet; a signed visit is not judged again."""
    if visit.visit_signature is not None:
        return []
    found: list[tuple[Finding, str]] = []
    for record in (visit.course.patient, visit.course, *sheets, visit):
        found += [(finding, _(type(record).title)) for finding in findings(record, context)]
    return [(finding, sheet) for finding, sheet in found if finding.level >= Level.WARN]


def _undecided(visit: Visit, standing: list[tuple[Finding, str]]) -> list[Found]:
    waiting = [
        Found(f.level, f.what, f.why, f.next_step, sheet, f.rule)
        for f, sheet in standing
        if f.level not in {Level.WARN, Level.BLOCK} or decision_on(visit, f) is None
    ]
    return sorted(waiting, key=lambda finding: -finding.level)


def _questions(visit: Visit) -> tuple[Question, ...]:
    if visit.screening is None:
        return ()
    return tuple(
        Question(
            answer.code,
            _(answer.question),
            answer.answer or "",
            {"yes": _("Yes"), "no": _("No")}.get(answer.answer or "", ""),
            answer.detail or "",
            mark_of(answer, "answer"),
        )
        for answer in visit.screening.answers
    )


def _times(visit: Visit, day: date) -> str:
    started, ended = visit.started_at, visit.ended_at
    if started is None:
        return ""
    if ended is None:
        return _("from {start}").format(start=show_moment(started, day))
    return _("{start} to {end}").format(start=show_moment(started, day), end=show_moment(ended, day))


def _signed(visit: Visit) -> Signing | None:
    signature = visit.visit_signature
    if signature is None:
        return None
    at = signature.signed_at
    return Signing(
        "practitioner",
        _("Responsible practitioner"),
        signature.signer,
        signature.registration or "",
        "drawn" if signature.strokes else "",
        show_day(at.date()),
        show_time(at),
        signature.strokes or (),
    )
