"""Reading one visit for paper. A signed visit's patient is the one kept under its signature."""

from dataclasses import replace
from datetime import date, datetime

from charting.catalogue_screening import screening_rows
from charting.context import Context
from charting.dates import show_day, show_moment, show_time
from charting.findings import Finding, Level
from charting.frozen import RecordRows, rows_of, thaw
from charting.output.came import mark_of
from charting.output.course_facts import course_facts
from charting.output.decided import decided_of
from charting.output.document_ids import clinic_code
from charting.output.facts import aftercare_facts, consent_facts, photo_facts
from charting.output.info import Letterhead
from charting.output.label_facts import label_facts
from charting.output.ledger_facts import ledger_facts
from charting.output.paper_languages import in_its_languages
from charting.output.paper_texts import texts_of
from charting.output.reading import (
    allergy_agents,
    identity_of,
    kept_paper,
    sex_code,
    sheet_paper,
    spoken_name,
    unbroken,
)
from charting.output.standing import standing_of, with_amendments
from charting.output.visit_paper import Found, Question, Signing, VisitPaper
from charting.records.account import wording_of
from charting.records.base import Sheet, findings, slot_of
from charting.records.clinic import Clinic
from charting.records.decision import decision_on
from charting.records.house_rules import house_rules, profile_of
from charting.records.sheets import SHEETS
from charting.records.visit import VISIT_KINDS, Visit
from charting.words import _, in_language


def gather(
    visit: Visit, clinic: Clinic, now: datetime, printed_by: str, seal: str = "", *, course: bool = False
) -> VisitPaper:
    """Everything the papers of a visit need, read once. `now` is an aware local time, the time of printing.

    `seal` is what the open chart gave when it was sealed for printing. `course` reads all visits of the course as well,
    for the report of the course.

    A signed visit is judged at the time of its signature and shows the patient as kept under it.
    """
    paper = _gathered(visit, clinic, now, printed_by, seal, course=course)
    return in_its_languages(visit, paper, lambda: _said_again(visit, clinic, now, paper))


def _said_again(visit: Visit, clinic: Clinic, now: datetime, paper: VisitPaper) -> VisitPaper:
    """The same facts in the language words are looked up in here, as far as a patient reads them."""
    context, rows = _context(visit, now), _patient_rows(visit)
    sheets = [sheet for sheet in (visit.consent, visit.photo_consent) if sheet is not None]
    among, inline = standing_of(visit, context)
    return replace(
        paper,
        kind_label=VISIT_KINDS.label(visit.kind),
        clinic=letterhead_of(clinic),
        identity=identity_of(rows, visit.course.patient.number, paper.day),
        sheets=tuple(
            with_amendments(sheet_paper(sheet, slot_of(type(sheet)), context), sheet, inline) for sheet in sheets
        ),
        consent=consent_facts(visit, paper.day),
        photos=photo_facts(visit, paper.day),
        printed_at=f"{show_day(now.date())} {show_time(now)}",
        standing=among,
    )


def _context(visit: Visit, now: datetime) -> Context:
    signature = visit.visit_signature
    return Context(signature.signed_at if signature else now, visit.opened_at.date())


def _patient_rows(visit: Visit) -> RecordRows:
    """The patient as kept under the visit's signature, else as today; in the language of the screen."""
    signature = visit.visit_signature
    with in_language(None):
        if signature:
            return thaw(signature.patient_then)
        return rows_of(visit.course.patient, visit.opened_at.date())


def _gathered(visit: Visit, clinic: Clinic, now: datetime, printed_by: str, seal: str, *, course: bool) -> VisitPaper:
    day = visit.opened_at.date()
    signature = visit.visit_signature
    context, rows = _context(visit, now), _patient_rows(visit)
    patient = visit.course.patient
    sheets = _sheets(visit)
    standing = _standing(visit, sheets, context)
    among, inline = standing_of(visit, context)
    return VisitPaper(
        visit_id=visit.id,
        kind=visit.kind,
        kind_label=VISIT_KINDS.label(visit.kind),
        session_number=visit.session_number,
        day=day,
        clinic=letterhead_of(clinic),
        phone=unbroken(clinic.phone or ""),
        emergency_number=clinic.emergency_number or "",
        night_phone=unbroken(clinic.night_phone or ""),
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
        course_facts=course_facts(visit.course, day) if course else None,
        profile=profile_of(clinic),
        anaphylaxis_protocol=clinic.anaphylaxis_protocol or "",
        rules=house_rules(clinic),
        label_facts=label_facts(visit, rows, context, day),
        times=_times(visit, day),
        signature=_signed(visit),
        account=wording_of(visit),
        seal=seal,
        printed_at=f"{show_day(now.date())} {show_time(now)}",
        printed_by=printed_by,
        page_size=clinic.paper_size or "A4",
        standing=among,
        texts=texts_of(visit),
    )


def _sheets(visit: Visit) -> list[Sheet]:
    return [sheet for model in SHEETS if (sheet := getattr(visit, slot_of(model))) is not None]


def letterhead_of(clinic: Clinic) -> Letterhead:
    """The clinic as it heads a paper."""
    address = tuple(line for line in (clinic.address or "").splitlines() if line.strip())
    phone = _("Telephone {number}").format(number=clinic.phone) if clinic.phone else ""
    code = clinic_code(clinic.id)
    return Letterhead(
        clinic.name or "", clinic.descriptor or "", address, phone, clinic.web or "", code, clinic.logo or b""
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
        Found(f.level, f.named, f.why, f.next_step, sheet)
        for f, sheet in standing
        if not (f.level in {Level.WARN, Level.BLOCK} or f.may_stay_open) or decision_on(visit, f) is None
    ]
    return sorted(waiting, key=lambda finding: -finding.level)


def _questions(visit: Visit) -> tuple[Question, ...]:
    if visit.screening is None:
        return ()
    names = {code: _(row.name) for code, row in screening_rows().items()}
    return tuple(
        Question(
            answer.code,
            _(answer.question),
            answer.answer or "",
            {"yes": _("Yes"), "no": _("No")}.get(answer.answer or "", ""),
            answer.detail or "",
            mark_of(answer, "answer"),
            names.get(answer.code, ""),
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
