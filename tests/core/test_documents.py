"""The documents of a visit, built from visits that hold nothing and visits that hold everything."""

import pickle
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from charting.context import Context
from charting.errors import Known
from charting.fields import fields_of, line_model, lines_of
from charting.frozen import freeze
from charting.kinds import Day, Drawn, ManyOf, Moment, Number, OneOf, Text, YesNo
from charting.output.documents import VisitPaper, build, file_name, gather
from charting.output.proof import broken_between_words, read_back, says
from charting.records.base import slot_of
from charting.records.canonical import SCHEME
from charting.records.clinic import Clinic
from charting.records.consent import blank_statements
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.photo_consent import blank_scopes
from charting.records.screening import blank_answers
from charting.records.sheets import SHEETS_OF
from charting.records.signature import VisitSignature
from charting.records.signed import digest_of
from charting.records.visit import Visit
from charting.texts import evidence_text, forbidden_in

ZONE = timezone(timedelta(hours=1))
START = datetime(2026, 11, 20, 9, 50, tzinfo=ZONE)
NOW = datetime(2026, 11, 20, 11, 42, tzinfo=ZONE)
STROKES = tuple(
    tuple((x, y + 60, 0.5, 10 * at) for at, (x, y) in enumerate(stroke))
    for stroke in (
        ((100, 120), (140, 10), (180, 8), (150, 90), (210, 130)),
        ((230, 110), (260, 60), (290, 110), (330, 40), (380, 100), (640, 90)),
    )
)
HOSTILE = "<b>bold</b> & %s {0} </para> <font color=red> ]]> "
FOUR = ("consent", "photo_consent", "chart_summary", "aftercare")
"""The papers of every treatment. What holds for every document there is stands in test_every_document."""
NAMES = ("Παπαδοπούλου", "نموذج فاطمة", "नमूना लक्ष्मी")


def empty_visit(kind: str = "M_PRP", name: str = "Sample") -> Visit:
    """A visit with blank sheets, as it is started."""
    patient = Patient(number="RL-00412", family_name=name, given_name="Ada")
    course = Course(patient=patient)
    visit = Visit(course=course, kind=kind, session_number=1, opened_at=START)
    for model in SHEETS_OF[kind]:
        setattr(visit, slot_of(model), model())
    if visit.screening:
        visit.screening.answers.extend(blank_answers())
    if visit.consent:
        visit.consent.statements.extend(blank_statements(kind))
    if visit.photo_consent:
        visit.photo_consent.scopes.extend(blank_scopes())
    return visit


def clinic() -> Clinic:
    """A fictional clinic."""
    return Clinic(
        id="c" * 32,
        practice=1,
        name="Larkfield Scalp Clinic",
        descriptor="Hair and scalp medicine",
        address="4 Sample Row\nExampleton EX4 1AB",
        phone="01632 960147",
        night_phone="01632 960148",
        emergency_number="999",
        web="larkfield.example",
    )


class Filler:
    """Answers every declared field of a record and its lines; no two times and no two texts are alike."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._count = 0

    def fill(self, record: Any, rows: int = 2) -> None:
        model = type(record)
        for name, declared in fields_of(model).items():
            if getattr(record, name) is None:
                setattr(record, name, self._value(declared))
        for name in lines_of(model):
            held = getattr(record, name)
            while len(held) < rows:
                held.append(line_model(model, name)(position=len(held)))
            for row in held:
                self.fill(row)

    def _value(self, declared: Any) -> Any:
        self._count += 1
        if isinstance(declared, Text):
            words = f"{self._text}{self._count}"
            return f"{words}\nsecond line, {words}" * 3 if declared.lines > 1 else words[-declared.longest :]
        if isinstance(declared, Number):
            return self._number(declared)
        if isinstance(declared, Day):
            return date(2026, 5, 1) + timedelta(days=self._count)
        if isinstance(declared, Moment):
            return START + timedelta(minutes=self._count)
        if isinstance(declared, OneOf):
            return next(iter(declared.choices)).code
        if isinstance(declared, ManyOf):
            return tuple(choice.code for choice in declared.choices)[:2]
        if isinstance(declared, YesNo):
            return True
        assert isinstance(declared, Drawn)
        return STROKES

    def _number(self, declared: Number) -> Decimal:
        within = declared.soft or declared.hard
        low = within.low if within and within.low is not None else None
        high = within.high if within and within.high is not None else None
        if self._count % 7 == 0 and declared.hard and declared.hard.high is not None:
            return declared.hard.high
        if low is not None and high is not None:
            return ((low + high) / 2).quantize(Decimal(1).scaleb(-declared.places))
        return (low or Decimal(0)) + 1 if high is None else high


def full_visit(text: str = "Example words ", kind: str = "M_PRP") -> Visit:
    """A visit in which everything is answered."""
    visit = empty_visit(kind)
    filler = Filler(text)
    visit.course.patient.date_of_birth = date(1989, 3, 12)
    for record in (visit.course.patient, visit.course, visit):
        filler.fill(record)
    for model in SHEETS_OF[kind]:
        filler.fill(getattr(visit, slot_of(model)))
    if visit.consent:
        visit.consent.refused = False
        visit.consent.withdrawn_at = None
        for line in visit.consent.statements:
            line.initials = "A.S."
    return visit


def sign(visit: Visit) -> None:
    """Sign a visit as the action does, without a file."""
    visit.id = "v" * 32
    visit.signed_at = NOW
    visit.visit_signature = VisitSignature(
        signer="Dr Rosa Marlow, MBBS, GMC 0000000",
        registration="GMC 0000000",
        strokes=STROKES,
        signed_at=NOW,
        scheme=SCHEME,
        digest=digest_of(visit),
        patient_then=freeze(visit.course.patient, START.date()),
    )


def paper_of(visit: Visit) -> VisitPaper:
    visit.id = visit.id or "v" * 32
    return gather(visit, clinic(), NOW, "R Marlow")


def text_of(pdf: bytes) -> str:
    return "\n".join(read_back(pdf))


@pytest.fixture(scope="module")
def full() -> VisitPaper:
    visit = full_visit()
    sign(visit)
    return paper_of(visit)


def every_answer(visit: Visit) -> list[tuple[str, str]]:
    """Where each printed field of the sheets of a visit stands, and its label."""
    return [
        (f"{model.__name__}.{name}", declared.title)
        for model in SHEETS_OF[visit.kind]
        for name, declared in fields_of(model).items()
        if declared.printed
    ]


@pytest.mark.parametrize("kind", ["M_PRP", "MN", "PRP_only", "review"])
@pytest.mark.parametrize("filled", [True, False])
def test_the_summary_names_every_field_of_every_sheet(kind: str, filled: bool) -> None:
    visit = full_visit(kind=kind) if filled else empty_visit(kind)
    pdf = build("chart_summary", paper_of(visit))
    pages = read_back(pdf)
    text, solid = "\n".join(pages), ["".join(page.split()) for page in pages]
    missing = [(where, label) for where, label in every_answer(visit) if not says(text, label)]
    assert [where for where, label in missing if not broken_between_words(solid, label)] == []


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("kind", FOUR)
def test_a_full_visit_prints_with_everything_on_it(full: VisitPaper, kind: str, size: str) -> None:
    pages = read_back(build(kind, replace(full, page_size=size)))
    for number, page in enumerate(pages, start=1):
        assert says(page, "SAMPLE, Ada")
        assert says(page, f"Page {number} of {len(pages)}")


@pytest.mark.parametrize("kind", FOUR)
def test_an_empty_visit_prints_and_invents_nothing(kind: str) -> None:
    text = text_of(build(kind, paper_of(empty_visit())))
    assert says(text, "Allergies not recorded")
    if kind == "chart_summary":
        assert says(text, "Not recorded")
        assert not re.search(r"\bNone\b(?! )", text.replace("None of", ""))


@pytest.mark.parametrize("kind", FOUR)
def test_hostile_words_are_printed_as_they_are(kind: str) -> None:
    visit = full_visit(HOSTILE)
    visit.note = "x" * 3000 + " & <b>" + HOSTILE * 40
    text = text_of(build(kind, paper_of(visit)))
    assert kind == "aftercare" or says(text, "</para> <font color=red> ]]>")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", FOUR)
def test_a_name_of_any_script_stands_on_each_page(kind: str, name: str) -> None:
    for page in read_back(build(kind, paper_of(empty_visit(name=name)))):
        assert says(page, name.upper())


@pytest.mark.parametrize("kind", FOUR)
def test_the_same_paper_gives_the_same_bytes(full: VisitPaper, kind: str) -> None:
    assert build(kind, full) == build(kind, full)


@pytest.mark.parametrize("kind", FOUR)
@pytest.mark.parametrize("visit_kind", ["M_PRP", "MN", "PRP_only"])
def test_no_paper_says_what_no_patient_may_read(kind: str, visit_kind: str) -> None:
    assert forbidden_in(text_of(build(kind, paper_of(full_visit(kind=visit_kind))))) == []


def test_a_signed_visit_keeps_the_patient_it_was_signed_with() -> None:
    visit = full_visit()
    sign(visit)
    before = {kind: build(kind, paper_of(visit)) for kind in FOUR}
    patient = visit.course.patient
    patient.family_name, patient.title_of_address, patient.phone = "Muster", "Dr", "01632 960999"
    patient.allergies.clear()
    assert {kind: build(kind, paper_of(visit)) for kind in FOUR} == before


def test_an_unsigned_visit_shows_the_patient_of_today() -> None:
    visit = empty_visit()
    visit.course.patient.family_name = "Muster"
    assert paper_of(visit).identity.name == "MUSTER, Ada"


def test_every_page_of_every_document_carries_the_seal_of_the_record(full: VisitPaper) -> None:
    for kind in FOUR:
        text = text_of(build(kind, replace(full, seal="#123 K7QM-4R2X")))
        assert text.count("Record seal #123 K7QM-4R2X") == text.count("Page ")
        assert not says(text_of(build(kind, full)), "Record seal")


def test_the_signed_summary_is_no_draft(full: VisitPaper) -> None:
    text = text_of(build("chart_summary", full))
    assert not says(text, "DRAFT")
    assert says(text_of(build("chart_summary", paper_of(empty_visit()))), "DRAFT, not signed")
    assert not says(text_of(build("aftercare", paper_of(empty_visit()))), "DRAFT")


def test_a_sealed_consent_is_no_draft_and_an_open_one_is() -> None:
    visit = full_visit()
    assert says(text_of(build("consent", paper_of(visit))), "DRAFT, not signed")
    assert visit.consent
    assert visit.photo_consent
    visit.consent.signed_at = visit.photo_consent.signed_at = NOW
    assert not says(text_of(build("consent", paper_of(visit))), "DRAFT")


def test_the_evidence_is_printed_word_for_word() -> None:
    assert says(text_of(build("consent", paper_of(empty_visit()))), evidence_text().statement)


def test_a_refused_statement_is_a_tick_under_no() -> None:
    visit = full_visit()
    assert visit.consent
    assert not says(text_of(build("consent", paper_of(visit))), "Yes No Initials")
    visit.consent.statements[3].accepted = False
    assert says(text_of(build("consent", paper_of(visit))), "Yes No Initials")


def test_a_refusal_and_a_withdrawal_stand_on_the_first_page() -> None:
    visit = full_visit()
    assert visit.consent
    visit.consent.withdrawn_at = NOW
    assert says(read_back(build("consent", paper_of(visit)))[0], "Consent withdrawn")
    visit.consent.refused = True
    assert says(read_back(build("consent", paper_of(visit)))[0], "The patient refused this treatment")


def test_aftercare_gives_dates_and_keeps_to_one_page() -> None:
    visit = empty_visit()
    visit.ended_at = datetime(2026, 11, 20, 11, 15, tzinfo=ZONE)
    pages = read_back(build("aftercare", paper_of(visit)))
    assert len(pages) == 1
    for words in ("Saturday 21 November", "after 11:15", "Friday 4 December", "from the morning", "Call 999"):
        assert says(pages[0], words)


def test_aftercare_without_a_time_asks_for_it_and_names_no_day() -> None:
    page = read_back(build("aftercare", paper_of(empty_visit())))
    assert len(page) == 1
    assert says(page[0], "finished ___ : ___")
    assert says(page[0], "24 hours later")
    assert not says(page[0], "21 November")


def test_aftercare_names_no_medicine_the_patient_does_not_bear() -> None:
    visit = empty_visit()
    agents = ("paracetamol", "minoxidil", "ibuprofen", "chlorhexidine")
    allergies = visit.course.patient.allergies
    for agent in agents:
        allergies.append(line_model(Patient, "allergies")(agent=agent, position=len(allergies)))
    text = text_of(build("aftercare", paper_of(visit)))
    assert says(text, "Ask us before you take anything for pain")
    assert says(text, "No antiseptic with chlorhexidine: you are allergic to it")
    assert not says(text, "paracetamol 500 mg")
    assert not says(text, "Minoxidil. Stop it")
    assert says(text, "+ 2, see Patient")


def test_paracetamol_is_halved_unless_the_reasons_for_care_were_denied() -> None:
    visit = empty_visit()
    assert visit.assessment
    assert visit.screening
    visit.assessment.weight_kg = Decimal(64)
    assert says(text_of(build("aftercare", paper_of(visit))), "Never more than 4 tablets")
    for answer in visit.screening.answers:
        answer.answer = "no"
    assert says(text_of(build("aftercare", paper_of(visit))), "Never more than 8 tablets")


@pytest.mark.parametrize(
    ("weight", "answer", "drug", "said", "why"),
    [
        ("64", "no", None, "at most 4 g", "denied"),
        ("64", None, None, "at most 2 g", "C26 and C39"),
        ("64", "yes", None, "at most 2 g", "liver disease or much alcohol"),
        ("49", "no", None, "at most 2 g", "under 50 kg"),
        (None, "no", None, "the lower of the two", "no weight"),
        ("30", "no", None, "asks first", "15 mg/kg"),
        ("64", "no", "co-codamol", "asks first", "takes paracetamol already"),
    ],
)
def test_the_screen_says_what_the_sheet_says_on_paracetamol_and_why(
    weight: str | None, answer: str | None, drug: str | None, said: str, why: str
) -> None:
    visit = empty_visit()
    assert visit.assessment and visit.screening and visit.after
    visit.assessment.weight_kg = Decimal(weight) if weight else None
    for line in visit.screening.answers:
        line.answer = answer
    if drug:
        visit.course.patient.medicines.append(line_model(Patient, "medicines")(drug=drug, position=0))
    (result,) = visit.after.worked_out(Context.at(NOW))
    assert said in result.shown() and why in result.working
    tablets = "8 tablets" if "4 g" in said else "4 tablets" if "2 g" in said or "lower" in said else "Ask us before"
    assert says(text_of(build("aftercare", paper_of(visit))), tablets)
    visit.signed_at = NOW
    assert visit.after.worked_out(Context.at(NOW)) == []


def test_a_review_has_no_consent_to_treatment_and_no_aftercare() -> None:
    paper = paper_of(empty_visit("review"))
    assert says(text_of(build("photo_consent", paper)), "Your photographs")
    with pytest.raises(Known):
        build("consent", paper)
    with pytest.raises(Known):
        build("aftercare", paper)


def test_the_name_of_a_file_names_no_patient(full: VisitPaper) -> None:
    names = [file_name(kind, full) for kind in FOUR]
    assert any(re.fullmatch(r"aftercare-20-Nov-2026-AC-2026-[0-9A-Z]{6}-[0-9A-Z]{4}\.pdf", name) for name in names)
    assert any(re.fullmatch(r"chart-summary-20-Nov-2026-CS-2026-[0-9A-Z]{6}-[0-9A-Z]{4}\.pdf", name) for name in names)
    assert not [name for name in names if "sample" in name.lower()]


def test_a_value_outside_its_range_says_what_is_usual() -> None:
    visit = empty_visit()
    assert visit.assessment
    visit.assessment.bp_systolic_mmhg = Decimal(164)
    text = text_of(build("chart_summary", paper_of(visit)))
    assert says(text, "164 mmHg usual 100 to 160")
    assert says(text, "Needed a decision")


def test_a_paper_holds_no_record_of_the_store(full: VisitPaper) -> None:
    assert b"sqlalchemy" not in pickle.dumps(full).lower()
    assert Context(NOW, full.day).day == START.date()
