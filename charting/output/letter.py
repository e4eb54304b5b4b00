"""The letter to the family doctor: what was done, medicines and doses, the plasma, findings, what happens next.

The sentences are the clinic's own text; what stands under its headings comes from the record.
"""

from collections.abc import Callable

from reportlab.platypus import Flowable, KeepTogether, Spacer

from charting.choices import YES_NO
from charting.dates import show_day
from charting.output.answers import answer_grid
from charting.output.headings import heading, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.line_breaks import with_whole_amounts
from charting.output.prose import prose
from charting.output.runs import Run, Words, not_known, not_recorded, strong
from charting.output.signature import Signature, signature_block
from charting.output.signings import BY_SECRET, STROKE_UNIT
from charting.output.styles import Styles
from charting.output.tables import Column, table
from charting.output.text import Text
from charting.output.visit_paper import Answer, LineTable, SheetPaper, VisitPaper
from charting.words import _

_MADE = ("draw_volume_ml", "anticoagulant", "kit_name", "preparation_method", "prp_volume_ml")
_COUNTED = ("baseline_platelets_10e9_l", "prp_platelets_10e9_l", "activator")
_GIVEN = ("total_injected_ml", "topical_ml")
_NEXT = ("call_due", "next_session_on", "assessment_on", "long_term_on", "follow_up_note")
_ADVICE = ("paracetamol_advice", "nsaid_advice", "advice_note")
_VITALS = ("bp_systolic_mmhg", "bp_diastolic_mmhg", "pulse_bpm")


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The letter as a story."""
    text, values = paper.texts.letter, _values(paper)
    laid = [*_address(styles, paper), *title(styles, info)]
    for section in text.sections:
        said = [p.filled(values) for p in section.passages if p.fits(paper.kind, (), paper.allergy_agents)]
        if section.id == "opening":
            laid += [paragraph(styles, prose(words), before=0.3, after=0.3) for words in said]
        elif section.id == "closing":
            laid.append(_closing(styles, paper, said))
        elif section.block or said:
            block = _BLOCKS[section.block](styles, paper) if section.block else []
            if block or not section.block:
                laid += [*heading(styles, section.title), *block]
                laid += [paragraph(styles, prose(words), before=0.35, after=0.2) for words in said]
    return laid


def expected_of(paper: VisitPaper) -> list[str]:
    """The doctor, the course of the visit, every dose, the plasma and what comes next."""
    said = [*_doctor(paper), *paper.account.splitlines()]
    if paper.ledger is not None:
        said += [word for row in paper.ledger.rows if not row.earlier for word in (row.agent, row.given, row.dose_mg)]
    for slot, names in (("prp", (*_MADE, *_COUNTED)), ("application", _GIVEN), ("after", (*_NEXT, *_ADVICE))):
        said += [answer.value for answer in _answers(paper, slot, names)]
    return said


def why_not(paper: VisitPaper) -> str:
    """A letter needs a signed treatment, somebody to write to, and the patient's yes."""
    after = paper.sheet("after")
    agreed = after.answer("letter_agreed").value if after else ""
    if paper.kind == "review":
        return _("A review has no letter of its own. Print that of the treatment it follows.")
    if not _doctor(paper):
        return _("No family doctor is recorded for this patient.")
    if agreed == YES_NO.label("no"):
        return _("The patient does not want the family doctor to be written to.")
    if agreed != YES_NO.label("yes"):
        return _("Nobody has recorded that we may write to the family doctor. Ask, and answer it on Post-procedure.")
    if paper.standing.altered:
        return _("This visit was altered after signing. A letter only tells what has been signed.")
    if paper.signature is None:
        return _("This visit is not signed yet. A letter only tells what has been signed.")
    return ""


def _doctor(paper: VisitPaper) -> list[str]:
    known = {answer.name: answer.value for answer in paper.patient.answers}
    name = known.get("family_doctor_name", "")
    return [name, *known.get("family_doctor_address", "").splitlines()] if name else []


def _address(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    lines = [line for line in _doctor(paper) if line.strip()]
    return [Text("\n".join([*lines, "", show_day(paper.day)]), styles.body, space_after=0.4 * styles.l)]


def _values(paper: VisitPaper) -> dict[str, str]:
    doctor = _doctor(paper)
    return {
        "doctor": doctor[0] if doctor else "",
        "patient": paper.patient_name,
        "born": paper.identity.born,
        "clinic": paper.clinic.name,
        "day": show_day(paper.day),
        "treatment": paper.texts.letter.treatment.get(paper.kind, paper.kind_label),
        "session": str(paper.session_number),
        "clinic_phone": paper.phone or _("the clinic"),
    }


def _answers(paper: VisitPaper, slot: str, names: tuple[str, ...]) -> list[Answer]:
    sheet = paper.sheet(slot)
    known = {answer.name: answer for answer in sheet.answers} if sheet else {}
    return [known[name] for name in names if name in known and known[name].value]


def _done(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    lines = with_whole_amounts(paper.account).splitlines()
    return [paragraph(styles, line, after=0.3) for line in lines if line.strip()]


def _medicines(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    ledger = paper.ledger
    rows: list[list[Words]] = []
    for row in ledger.rows if ledger else ():
        if not row.earlier:
            agent: Words = [strong(row.agent), Run(f" {row.detail}")] if row.agent else not_recorded()
            cells: list[Words] = [row.given or not_recorded(), row.dose_mg or not_known()]
            rows.append([row.time or not_recorded(), agent, row.where or not_recorded(), *cells])
    advice = answer_grid(styles, _answers(paper, "after", _ADVICE))
    if not rows:
        return [paragraph(styles, _("No local anaesthetic was recorded.")), *advice]
    columns = [
        Column(_("Time"), 16),
        Column(_("Medicine"), 70),
        Column(_("Where"), 48),
        Column(_("Given"), 20, number=True),
        Column(_("Dose"), 20, "mg", number=True),
    ]
    return [table(styles, columns, rows, key=None), *advice]


def _prp(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    if paper.sheet("prp") is None:
        return []
    answers = [*_answers(paper, "prp", (*_MADE, *_COUNTED)), *_answers(paper, "application", _GIVEN)]
    return answer_grid(styles, answers) or [paragraph(styles, _("The preparation is not recorded."))]


def _findings(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    diagnoses = _cells(paper.patient, "diagnoses", ("diagnosis",))
    grades = _cells(paper.sheet("assessment"), "gradings", ("scale", "grade"))
    events = _cells(paper.sheet("after"), "adverse_events", ("term", "grade"))
    told = [
        Answer("diagnosis", _("Diagnosis"), ", ".join(diagnoses), needed=True),
        Answer("grading", _("Grading"), ", ".join(grades)),
        *_answers(paper, "assessment", _VITALS),
        Answer("events", _("Adverse events"), ", ".join(events) or _("None recorded")),
    ]
    return answer_grid(styles, told)


def _cells(sheet: SheetPaper | None, name: str, columns: tuple[str, ...]) -> list[str]:
    """The rows of a list in words, the wanted columns of each."""
    found: LineTable | None = next((one for one in sheet.tables if one.name == name), None) if sheet else None
    if found is None:
        return []
    names = [column.name for column in found.columns]
    at = [names.index(column) for column in columns if column in names]
    return [words for row in found.rows if (words := " ".join(row[place].value for place in at if row[place].value))]


def _next(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    return answer_grid(styles, _answers(paper, "after", _NEXT)) or [
        paragraph(styles, _("No appointment has been made yet."), after=0.2)
    ]


def _closing(styles: Styles, paper: VisitPaper, said: list[str]) -> Flowable:
    """The last sentences and the signature, which never stand alone."""
    signed = paper.signature
    box = Signature(_("Responsible practitioner"), "")
    if signed is not None:
        words = _("Signed in the chart")
        box = Signature(
            signed.role_label, words, signed.name, signed.day, signed.time, signed.strokes, STROKE_UNIT, _(BY_SECRET)
        )
    sentences: list[Flowable] = [paragraph(styles, prose(words), after=0.3) for words in said]
    return KeepTogether([Spacer(1, 0.6 * styles.l), *sentences, signature_block(styles, box)])


_BLOCKS: dict[str, Callable[[Styles, VisitPaper], list[Flowable]]] = {
    "done": _done,
    "medicines": _medicines,
    "prp": _prp,
    "findings": _findings,
    "next": _next,
}
"""What a section's `block` draws."""
