"""The end of a consent: statements one by one, signatures, confirmation before each session, withdrawal."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.dates import show_long_day
from charting.output.answers import answer_grid, not_recorded_line, unanswered
from charting.output.headings import note, paragraph
from charting.output.signature import signature_block, write_box
from charting.output.signings import signatures_of
from charting.output.statements import Statement, statements
from charting.output.styles import Kind, Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import ConsentFacts, VisitPaper
from charting.records.consent_signature import ROLES
from charting.texts import Section
from charting.words import _

DEPTH_OF = {
    "signatures": 78 * mm,
    "reconfirm": 46 * mm,
    "statements": 44 * mm,
    "questions": 27 * mm,
}
"""How much of a block, in points, must stand under its heading."""
_CAPACITY = ("capacity_understand", "capacity_retain", "capacity_weigh", "capacity_communicate")
_PEOPLE = ("witness_name", "witness_role", "guardian_name", "guardian_relationship", "guardian_authority")
_CONFIRMED = ("basis", "confirms_consent_of", "reconfirm_change", "reconfirm_detail")
_WITHDRAWN = ("withdrawn_at", "withdrawn_by", "withdrawn_what", "withdrawal_received_by", "withdrawal_explained")
_PEN_ROW = 11.4 * mm
_MOST_LINES = 3


def stands_as_before(consent: ConsentFacts) -> bool:
    """Whether the statements of an earlier consent stand: they are named by its day, and not printed again."""
    return consent.basis == "reconfirmed" and all(line.accepted is None for line in consent.agreements)


def agreements(styles: Styles, paper: VisitPaper, section: Section) -> list[Flowable]:
    """The statements as they were read, each with its answer; a refusal is a tick under No."""
    consent = paper.consent
    said = consent.agreements if consent else ()
    if not said:
        return [paragraph(styles, _("Not recorded"))]
    if consent and stands_as_before(consent):
        day = show_long_day(consent.first_signed_on) if consent.first_signed_on else _("an earlier day")
        return [paragraph(styles, _("Agreed to in the consent of {day}, which stands.").format(day=day))]
    refusals = any(line.accepted is False for line in said)
    choices = [_("Yes"), _("No")] if refusals else None
    lines = [
        Statement(
            line.number,
            line.sentence,
            None if line.accepted is None else 0 if line.accepted else 1,
            line.initials,
            line.time,
        )
        for line in said
    ]
    return [statements(styles, lines, instruction=section.note, choices=choices)]


def signatures(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    """What the clinician judged, who else was there, and a box for everybody who signs."""
    consent, sheet = paper.consent, paper.sheet("consent")
    if consent is None or sheet is None:
        return []
    refused = [sheet.answer("refused")] if consent.refused else []
    people = [answer for name in _PEOPLE if (answer := sheet.answer(name)).value or answer.needed]
    flowables = answer_grid(styles, [*(sheet.answer(name) for name in _CAPACITY), *people, *refused])
    unsaid = unanswered(sheet.answer(name) for name in _CAPACITY)
    flowables += not_recorded_line(styles, unsaid)
    also = (("interpreter", consent.interpreted), ("witness", consent.witnessed), ("guardian", consent.guarded))
    roles = ["patient", "clinician", *(role for role, there in also if there)]
    labelled = [(role, ROLES.label(role)) for role in roles]
    boxes = signatures_of(consent.signings, labelled, paper.texts.consent.signs, paper.patient_name)
    return [*flowables, *(signature_block(styles, box) for box in boxes)]


def signature_boxes(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    """Boxes for patient, clinician and interpreter, all to be signed by pen."""
    roles = [(role, ROLES.label(role)) for role in ("patient", "clinician", "interpreter")]
    boxes = signatures_of((), roles, paper.texts.consent.signs, paper.patient_name)
    return [signature_block(styles, box) for box in boxes]


def reconfirmation(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    """What was confirmed at this visit, or lines for the sessions to come."""
    consent, sheet = paper.consent, paper.sheet("consent")
    if consent is None or sheet is None:
        return []
    facts = answer_grid(styles, [answer for name in _CONFIRMED if (answer := sheet.answer(name)).value])
    if consent.basis == "reconfirmed":
        return facts
    first = paper.session_number + 1
    planned = consent.planned_sessions or consent.course_sessions or first + _MOST_LINES
    last = min(planned, first + _MOST_LINES - 1)
    sessions = [str(number) for number in range(first, last + 1)]
    if not sessions:
        return facts
    columns = [
        Column(_("Session"), 16 if styles.kind is not Kind.LARGE else 28),
        Column(_("Date and time"), 30, write_in=True),
        Column(_("Nothing changed, or what changed"), 56, write_in=True),
        Column(_("Patient signs"), 36, write_in=True),
        Column(_("Clinician signs"), 36, write_in=True),
    ]
    pen = table(styles, columns, [[number, "", "", "", ""] for number in sessions], row_height=_PEN_ROW)
    return [*facts, pen, note(styles, _("What is confirmed at the screen stands in the chart of that session."))]


def withdrawal(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    """What was withdrawn, or a box to write it in."""
    sheet = paper.sheet("consent")
    facts = [sheet.answer(name) for name in _WITHDRAWN] if sheet else []
    if any(answer.value for answer in facts):
        return [*answer_grid(styles, facts), *not_recorded_line(styles, unanswered(facts))]
    cells = [
        (_("What I take back"), "", 5.0),
        (_("Date and time"), "", 3.0),
        (_("Told to (name, signature)"), "", 4.0),
        (_("Patient signs"), "", 3.5),
    ]
    return [write_box(styles, cells)]
