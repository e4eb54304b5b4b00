"""Scanned pages file themselves to the very paper they are of, wait for a person, and never change patients."""

import hashlib
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from pypdfium2 import PdfDocument

from charting.actions import scans
from charting.actions.clinics import found_clinic
from charting.actions.paper_keys import paper_key
from charting.actions.papers import PRINTED, Finished, keep_paper
from charting.actions.patients import add_patient, start_course
from charting.actions.roles import NotAllowed
from charting.actions.scan_checks import (
    keep_on_paper,
    needs_time,
    roles_asked,
    takes_signatures,
    verify_scan,
    wet_signatures,
)
from charting.actions.scan_files import ScanRead, read_scan
from charting.actions.scan_reading import PagePicture
from charting.actions.scan_search import MOST_FOUND, papers_for_a_page
from charting.actions.scan_states import (
    BACK,
    GIVEN_OUT,
    ON_PAPER,
    PARTLY,
    VERIFIED,
    WAITING,
    papers_of,
    state_of,
    waiting_papers,
)
from charting.actions.sealing import open_before_seal
from charting.actions.today import day_of
from charting.actions.visits import start_visit
from charting.context import Context
from charting.errors import Known
from charting.output.documents import build, gather, number_of
from charting.output.page_code import check_character
from charting.output.patient_export import pack_patient
from charting.records.audit_entry import audit_entry
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.scan import ScanCheck, ScanFile, ScanFiling, ScanPage
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.verify import verify
from tests.scans import as_pdf, drawn, empty_side, seen

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    made = ChartSession.create(tmp_path_factory.mktemp("made") / "clinic", "correct horse battery")
    owner = Practitioner(name="Dr Rowan Sample", qualification="MBBS", registration_number="GMC 0000000")
    found_clinic(made, Clinic(name="Sample Clinic", address="1 Sample Street", phone="01632 960000"), owner)
    for name in ("Ada", "Bea"):
        patient = Patient(family_name="Sample", given_name=name, date_of_birth=date(1985, 3, 14))
        start_course(made, add_patient(made, patient), "MN", NOW.date())
    made.save(NOW)
    yield made
    made.close()


class Desk:
    """A visit of one patient and what is printed and scanned for it."""

    def __init__(self, chart):
        self.chart, self.moment = chart, NOW
        self.person = chart.practitioners()[0]
        self.visit = self.new_visit("Ada")

    def new_visit(self, name):
        patient = self.chart.orm.scalars(sa.select(Patient).where(Patient.given_name == name)).one()
        visit = start_visit(self.chart, patient.courses[0], "MN", self.person, NOW)
        self.chart.save(NOW)
        return visit

    def printed(self, visit=None, pages=3, kind="consent"):
        """A paper that left, without the trouble of setting it; its codes are like those of a real one."""
        self.moment += timedelta(minutes=1)
        visit = visit or self.visit
        made = hashlib.sha256(f"{visit.id} {self.moment}".encode()).hexdigest().upper()
        paper = Finished(kind, b"%PDF-1.7 " + made.encode(), pages, f"CN-2026-{visit.id[:6].upper()}-{made[:4]}", "")
        return keep_paper(self.chart, visit, paper, PRINTED, "Dr Rowan Sample", self.moment)

    def code(self, document, page, *, clinic="", patient="", pages=0, number=""):
        own = scans.clinic_code(self.chart.clinic().id)
        said = (
            f"RL1.{clinic or own}.{patient or document.visit.course.patient.number}"
            f".{number or document.number}.1.0.{page}.{pages or document.pages}"
        )
        return f"{said}.{check_character(said)}"

    def take(self, *codes, name="scan.pdf"):
        """Take in a file whose pages have these codes; None is an empty side."""
        self.moment += timedelta(minutes=1)
        told = f"{name} {self.moment} {codes}".encode()
        pages = tuple(
            PagePicture(place, code or "", code == "several", code is None, 1654, 2339, told + bytes([place]))
            for place, code in enumerate(codes, start=1)
        )
        return scans.take_in(self.chart, ScanRead(name, "pdf", told, pages), self.person, self.moment)

    def waiting(self):
        return scans.waiting_pages(self.chart)

    def state(self, document):
        return state_of(self.chart, document)

    def whole(self, document):
        """The paper with all its pages back."""
        self.take(*(self.code(document, page) for page in range(1, document.pages + 1)))
        return self.state(document)


@pytest.fixture
def desk(clinic):
    made = Desk(clinic)
    for page in made.waiting():
        scans.discard(clinic, page, "of an earlier test", made.person, NOW)
    return made


def count(chart, model):
    return chart.orm.scalar(sa.select(sa.func.count()).select_from(model))


def test_a_printed_consent_comes_back_by_itself(desk):
    """Printed, drawn at 200 dpi, turned by 2°, with specks, a back between, one page upside down, in another order."""
    paper = gather(desk.visit, desk.chart.clinic(), NOW, "Dr Rowan Sample", desk.chart.seal())
    pdf = build("consent", paper)
    with closing(PdfDocument(pdf)) as opened:
        last = len(opened)
    finished = Finished("consent", pdf, last, number_of("consent", paper), paper.seal)
    document = keep_paper(desk.chart, desk.visit, finished, PRINTED, "Dr Rowan Sample", NOW)
    other = desk.printed(desk.new_visit("Bea"))
    sheets = [seen(drawn(pdf, last), 2), empty_side(), seen(drawn(pdf, 1), 182)]
    told = scans.take_in(desk.chart, read_scan("scan.pdf", as_pdf(sheets)), desk.person, NOW)
    assert [(one.document, one.page) for one in told] == [(document, last), (None, None), (document, 1)]
    state = desk.state(document)
    assert (state.state, state.missing) == (PARTLY, tuple(range(2, last)))
    assert desk.state(other).state == WAITING
    assert scans.picture_of(desk.chart, state.pages[1]).startswith(b"\xff\xd8\xff")
    assert state.pages[1].height > state.pages[1].width


def test_two_prints_of_one_document_are_told_apart(desk):
    """The record changed between them: a scan of the first must not pass for the second."""
    papers = []
    for note in ("first", "second"):
        desk.visit.note = note
        papers.append(gather(desk.visit, desk.chart.clinic(), NOW, "Dr Rowan Sample"))
    numbers = [number_of("consent", paper) for paper in papers]
    assert numbers[0] != numbers[1]
    assert numbers[0].rpartition("-")[0] == numbers[1].rpartition("-")[0]
    assert number_of("consent", gather(desk.visit, desk.chart.clinic(), NOW, "Dr Rowan Sample")) == numbers[1]


def test_missing_pages_are_named(desk):
    document = desk.printed(pages=5)
    desk.take(desk.code(document, 1), desk.code(document, 3), None, desk.code(document, 5))
    state = desk.state(document)
    assert (state.state, state.missing) == (PARTLY, (2, 4))
    assert state.words() == "pages 2 and 4 missing"
    desk.take(desk.code(document, 4), desk.code(document, 2))
    assert desk.state(document).state == BACK


def test_two_documents_of_two_patients_in_one_file_part_ways(desk):
    mine, hers = desk.printed(), desk.printed(desk.new_visit("Bea"))
    desk.take(desk.code(hers, 2), desk.code(mine, 1), desk.code(hers, 1))
    assert set(desk.state(mine).pages) == {1}
    assert set(desk.state(hers).pages) == {1, 2}
    filings = desk.chart.orm.scalars(sa.select(ScanFiling).where(ScanFiling.document_id == hers.id)).all()
    assert {filing.visit_id for filing in filings} == {hers.visit_id}


def test_a_page_twice_is_kept_as_a_second_scan_and_the_first_counts(desk):
    document = desk.printed()
    (first,) = desk.take(desk.code(document, 1))
    again, twice = desk.take(desk.code(document, 1), desk.code(document, 1))
    assert [first.became, again.became, twice.became] == ["filed", "again", "again"]
    assert "second scan" in again.words
    state = desk.state(document)
    assert state.seconds == 2
    assert state.pages[1].file.received_at < desk.moment


def test_the_same_file_is_taken_in_once(desk):
    document = desk.printed()
    pages = (PagePicture(1, desk.code(document, 1), False, False, 10, 10, b"picture"),)
    read = ScanRead("scan.pdf", "pdf", b"the same bytes", pages)
    scans.take_in(desk.chart, read, desk.person, desk.moment)
    (told,) = scans.take_in(desk.chart, read, desk.person, desk.moment)
    assert told.became == "known"
    assert desk.state(document).seconds == 0


def test_a_paper_of_another_clinic_is_refused_and_not_kept(desk):
    document, files = desk.printed(), count(desk.chart, ScanFile)
    (told,) = desk.take(desk.code(document, 1, clinic="XYZ"))
    assert (told.became, told.words) == ("refused", "It is a paper of another clinic (XYZ).")
    assert count(desk.chart, ScanFile) == files
    assert desk.state(document).state == WAITING


def test_a_paper_without_a_patient_is_not_filed(desk):
    document = desk.printed()
    (told,) = desk.take(desk.code(document, 1, patient="0", number="WC-2026-ABCDEF"))
    assert told.became == "refused"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"patient": "RL-00002"}, "paper of another patient"),
        ({"pages": 4}, "It says 4 pages"),
        ({"number": "CN-2026-ZZZZZZ-ZZZZ"}, "No paper CN-2026-ZZZZZZ-ZZZZ was kept"),
    ],
)
def test_a_code_that_does_not_fit_waits_for_a_person(desk, wrong, why):
    document = desk.printed()
    (told,) = desk.take(desk.code(document, 1, **wrong))
    assert told.became == "queued"
    assert why in told.words
    assert [page.why for page in desk.waiting()] == [told.words]
    assert desk.state(document).state == WAITING


def test_an_unreadable_page_is_assigned_by_a_person(desk):
    document = desk.printed()
    code = desk.code(document, 1)
    desk.take("", "several", code[:-1] + ("0" if code[-1] == "*" else "*"))
    assert [page.why for page in desk.waiting()] == [
        "No page code can be read.",
        "Codes of several pages are on it.",
        "Its page code does not fit its check character.",
    ]
    page = desk.waiting()[0]
    scans.assign(desk.chart, page, document, 2, desk.person, desk.moment)
    assert set(desk.state(document).pages) == {2}
    assert len(desk.waiting()) == 2
    with pytest.raises(Known, match="already"):
        scans.assign(desk.chart, page, document, 3, desk.person, desk.moment)


def test_a_page_whose_code_says_otherwise_is_never_filed_elsewhere(desk):
    mine, hers = desk.printed(), desk.printed(desk.new_visit("Bea"))
    desk.take(desk.code(mine, 1, pages=9))
    (page,) = desk.waiting()
    for document, number in ((hers, 1), (mine, 2)):
        with pytest.raises(Known, match="not filed elsewhere"):
            scans.assign(desk.chart, page, document, number, desk.person, desk.moment)
    with pytest.raises(Known, match="has 3 pages"):
        scans.assign(desk.chart, page, mine, 4, desk.person, desk.moment)
    scans.assign(desk.chart, page, mine, 1, desk.person, desk.moment)
    assert set(desk.state(mine).pages) == {1}
    assert desk.state(hers).pages == {}


def test_a_page_is_discarded_with_a_reason_and_stays_in_the_chart(desk):
    desk.take("")
    (page,) = desk.waiting()
    with pytest.raises(Known, match="reason"):
        scans.discard(desk.chart, page, "  x ", desk.person, desk.moment)
    scans.discard(desk.chart, page, "a shopping list", desk.person, desk.moment)
    assert desk.waiting() == []
    assert scans.picture_of(desk.chart, page)
    assert page.filed.reason == "a shopping list"


def test_a_page_is_taken_off_and_waits_again(desk):
    document = desk.printed()
    desk.take(desk.code(document, 1), desk.code(document, 2), "")
    scans.assign(desk.chart, desk.waiting()[0], document, 3, desk.person, desk.moment)
    wrong = desk.state(document).pages[3]
    scans.take_off(desk.chart, wrong, "of another patient", desk.person, desk.moment)
    assert desk.state(document).missing == (3,)
    assert desk.waiting() == [wrong]
    assert [filing.kind for filing in wrong.filings] == ["assigned", "taken_off"]


def test_a_look_counts_for_the_pages_that_were_looked_at(desk):
    document = desk.printed()
    with pytest.raises(Known, match="All pages"):
        verify_scan(desk.chart, desk.state(document), {}, desk.person, desk.moment)
    state = desk.whole(document)
    verify_scan(desk.chart, state, {"patient": 3, "clinician": 3}, desk.person, desk.moment)
    verified = desk.state(document)
    assert (verified.state, verified.check.signed_by) == (VERIFIED, "Patient: page 3, Clinician: page 3")
    assert verified.words() == "scan verified by Dr Rowan Sample 21-Nov-2026 14:04"
    scans.take_off(desk.chart, verified.pages[2], "wrong page", desk.person, desk.moment)
    assert desk.state(document).state == PARTLY
    desk.take(desk.code(document, 2))
    assert desk.state(document).state == BACK, "another page is there than the one that was looked at"


def test_who_signed_on_paper_is_answered_on_the_sheet(desk):
    document = desk.printed()
    state = desk.whole(document)
    at = NOW - timedelta(minutes=20)
    assert roles_asked(state) == ["patient", "clinician"]
    assert takes_signatures(state)
    signed = {"patient": 3, "clinician": 3}
    assert needs_time(state, signed)
    with pytest.raises(Known, match="day and time"):
        wet_signatures(state, signed, None)
    steps = wet_signatures(state, signed, at)
    consent = desk.visit.consent
    patient = next(line for line in consent.signatures if line.role == "patient")
    said = {(step.record, step.name): step.value for step in steps}
    assert said[patient, "method"] == "wet"
    assert said[patient, "signed_at"] == at
    assert said[patient, "image_sha256"] == state.pages[3].sha256
    assert said[consent, "basis"] == "paper"
    for step in steps:
        setattr(step.record, step.name, step.value)
    assert patient.is_given()
    assert not needs_time(state, signed)
    patient.strokes = ((((1.0, 1.0), (2.0, 2.0))),)
    with pytest.raises(Known, match="on the screen already"):
        wet_signatures(state, signed, at)
    desk.chart.orm.expire_all()


def test_a_sealed_sheet_takes_no_signature_any_more(desk):
    state = desk.whole(desk.printed())
    desk.visit.consent.signed_at = NOW
    assert wet_signatures(state, {"patient": 3}, NOW) == []
    desk.chart.orm.expire_all()


def test_a_consent_signed_on_the_screen_waits_for_no_paper(desk):
    document = desk.printed()
    line = next(line for line in desk.visit.consent.signatures if line.role == "patient")
    stroke = tuple((float(x), 10.0) for x in range(0, 120, 4))
    line.printed_name, line.method, line.strokes, line.signed_at = "Sample, Ada", "drawn", (stroke,), NOW
    desk.chart.save(desk.moment)
    assert desk.state(document).state == GIVEN_OUT
    assert document not in [state.document for state in waiting_papers(desk.chart, NOW.date())]


def test_of_two_prints_only_the_last_is_waited_for_and_either_may_come(desk):
    first, second = desk.printed(), desk.printed()
    assert {s.document: s.state for s in papers_of(desk.chart, desk.visit)} == {first: GIVEN_OUT, second: WAITING}
    desk.take(desk.code(first, 1))
    assert {s.document: s.state for s in papers_of(desk.chart, desk.visit)} == {first: PARTLY, second: GIVEN_OUT}


def test_a_blank_consent_of_a_visit_comes_back_like_the_printed_one(desk):
    document = desk.printed(kind="blank_consent", pages=5)
    assert desk.state(document).state == WAITING
    desk.take(*(desk.code(document, page) for page in (1, 2, 3, 5)))
    (paper,) = [one for one in waiting_papers(desk.chart, NOW.date()) if one.document is document]
    assert (paper.state, paper.words()) == (PARTLY, "page 4 missing")
    with pytest.raises(Known, match="All pages"):
        verify_scan(desk.chart, paper, {"patient": 5}, desk.person, desk.moment)
    desk.take(desk.code(document, 4))
    state = desk.state(document)
    assert (state.state, roles_asked(state), takes_signatures(state)) == (BACK, ["patient", "clinician"], True)
    consent = desk.visit.consent
    assert not any(line.is_given() for line in consent.signatures), "nothing counts before a person looked"
    for step in wet_signatures(state, {"patient": 5, "clinician": 5}, NOW):
        setattr(step.record, step.name, step.value)
    verify_scan(desk.chart, state, {"patient": 5, "clinician": 5}, desk.person, desk.moment)
    patient = next(line for line in consent.signatures if line.role == "patient")
    assert (patient.is_given(), patient.image_sha256) == (True, state.pages[5].sha256)
    assert consent.basis == "paper"
    assert document not in [one.document for one in waiting_papers(desk.chart, NOW.date())]
    assert "scan verified" in desk.state(document).words()


def test_the_consent_and_its_blank_form_are_waited_for_once(desk):
    printed, blank = desk.printed(), desk.printed(kind="blank_consent")
    awaited = [one.document for one in waiting_papers(desk.chart, NOW.date())]
    assert (printed in awaited, blank in awaited) == (False, True), "the last one counts, either may come"
    desk.take(desk.code(printed, 1))
    assert {s.document: s.state for s in papers_of(desk.chart, desk.visit)} == {printed: PARTLY, blank: GIVEN_OUT}


def test_a_blank_consent_that_stays_on_paper_names_the_paper_of_the_sheet(desk):
    document = desk.printed(kind="blank_consent")
    line = next(line for line in desk.visit.consent.signatures if line.role == "patient")
    line.printed_name, line.method, line.signed_at = "Sample, Ada", "wet", NOW
    context = Context(NOW, NOW.date())
    lacking = "Patient: the paper that was signed is not there"
    assert lacking in {point.what for point in open_before_seal(desk.visit.consent, context)}
    keep_on_paper(desk.chart, desk.state(document), "in the folder of November", desk.person, desk.moment)
    assert lacking not in {point.what for point in open_before_seal(desk.visit.consent, context)}
    desk.chart.orm.expire_all()


def test_any_form_of_a_visit_that_came_back_waits_for_a_look(desk):
    """One that is not signed for a sheet is not waited for, but what came in of it is not lost."""
    document = desk.printed(kind="blank_visit")
    assert document not in [one.document for one in waiting_papers(desk.chart, NOW.date())]
    desk.take(desk.code(document, 1), desk.code(document, 3))
    told = {one.document: one.words() for one in waiting_papers(desk.chart, NOW.date())}
    assert told[document] == "page 2 missing"
    desk.take(desk.code(document, 2))
    verify_scan(desk.chart, desk.state(document), {}, desk.person, desk.moment)
    assert document not in [one.document for one in waiting_papers(desk.chart, NOW.date())]


def test_today_lists_what_is_awaited_partly_back_and_not_looked_at(desk):
    awaited, partly, back = (desk.printed(desk.new_visit("Ada")) for _paper in range(3))
    desk.take(desk.code(partly, 2))
    desk.whole(back)
    day = day_of(desk.chart, NOW)
    told = {paper.document: paper.state for paper in day.papers}
    assert (told[awaited], told[partly], told[back]) == (WAITING, PARTLY, BACK)
    verify_scan(desk.chart, desk.state(back), {}, desk.person, desk.moment)
    keep_on_paper(desk.chart, desk.state(awaited), "in the folder of November", desk.person, desk.moment)
    told = {paper.document: paper.state for paper in day_of(desk.chart, NOW).papers}
    assert awaited not in told
    assert back not in told
    assert desk.state(awaited).state == ON_PAPER
    assert "in the folder of November" in desk.state(awaited).words()


@pytest.mark.parametrize("part", ["whole", "start", "end", "middle", "small letters"])
def test_any_four_characters_of_its_number_find_a_paper(desk, part):
    document = desk.printed(kind="blank_consent")
    number = document.number
    typed = {
        "whole": number,
        "start": number[:14],
        "end": number[-4:],
        "middle": number[-9:-3],
        "small letters": number[-4:].lower(),
    }[part]
    assert document in papers_for_a_page(desk.chart, typed, NOW.date()).papers


def test_a_search_says_when_it_does_not_list_everything(desk):
    visit = desk.new_visit("Ada")
    desk.moment += timedelta(days=1)
    made = [desk.printed(visit, kind="aftercare") for _paper in range(MOST_FOUND + 1)]
    found = papers_for_a_page(desk.chart, "Sample", NOW.date())
    assert found.more
    assert found.papers == tuple(reversed(made[1:]))
    few = papers_for_a_page(desk.chart, made[0].number, NOW.date())
    assert (few.papers, few.more) == ((made[0],), False)


def test_nobody_files_or_verifies_past_their_role(desk):
    state = desk.whole(desk.printed())
    front = Practitioner(name="Fay Sample", role="front_desk")
    with pytest.raises(NotAllowed):
        verify_scan(desk.chart, state, {}, front, NOW)
    with pytest.raises(NotAllowed):
        scans.take_in(desk.chart, ScanRead("x", "pdf", b"x", ()), None, NOW)


def test_what_cannot_be_kept_is_not_taken_in(desk):
    document = desk.printed()
    before = [count(desk.chart, model) for model in (ScanFile, ScanPage, ScanFiling)]
    connection = desk.chart.orm.connection()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    large = PagePicture(1, desk.code(document, 1), False, False, 10, 10, bytes(400_000))
    try:
        with pytest.raises(NotSaved):
            scans.take_in(desk.chart, ScanRead("x.pdf", "pdf", b"large", (large,)), desk.person, desk.moment)
    finally:
        desk.chart.orm.connection().exec_driver_sql("PRAGMA max_page_count = 4294967294")
    desk.chart.save(desk.moment)
    assert [count(desk.chart, model) for model in (ScanFile, ScanPage, ScanFiling)] == before
    assert desk.state(document).state == WAITING
    scans.take_in(desk.chart, ScanRead("x.pdf", "pdf", b"large", (large,)), desk.person, desk.moment)
    assert set(desk.state(document).pages) == {1}


def test_the_trail_names_the_visit_and_verify_finds_an_exchanged_page(desk):
    document = desk.printed()
    desk.whole(document)
    entry = desk.chart.orm.execute(
        sa.select(audit_entry.c.verb, audit_entry.c.said)
        .where(audit_entry.c.record == "scan_filing", audit_entry.c.visit_id == document.visit_id)
        .order_by(audit_entry.c.seq)
    ).first()
    assert entry.verb == "created"
    assert verify(desk.chart.source, NOW).whole
    page = desk.state(document).pages[1]
    with closing(desk.chart._engine.raw_connection()) as raw:
        kept = raw.driver_connection.execute("SELECT content FROM scan_page WHERE id = ?", (page.id,)).fetchone()[0]
        _write(raw.driver_connection, page.id, b"another picture")
        troubles = verify(desk.chart.source, NOW).troubles
        _write(raw.driver_connection, page.id, kept)
    assert any("scanned page" in trouble.what and trouble.visit_id == document.visit_id for trouble in troubles)
    assert verify(desk.chart.source, NOW).whole


def _write(raw, page_id, content):
    """Past Rootline, with the lock taken off."""
    sql = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'locked_scan_page_update'").fetchone()[0]
    raw.execute("DROP TRIGGER locked_scan_page_update")
    raw.execute("UPDATE scan_page SET content = ? WHERE id = ?", (content, page_id))
    raw.execute(sql)
    raw.commit()


def test_checks_are_kept_with_what_was_seen(desk):
    state = desk.whole(desk.printed())
    check = verify_scan(desk.chart, state, {"patient": 1}, desk.person, desk.moment)
    assert desk.chart.orm.get(ScanCheck, check.id).digest == state.digest


def test_a_patients_export_holds_the_pages_and_no_file_they_came_in(desk):
    mine, hers = desk.printed(), desk.printed(desk.new_visit("Bea"))
    desk.take(desk.code(mine, 2), desk.code(hers, 1))
    parts = dict(packed(desk.chart, desk.visit.course.patient))
    (name,) = (name for name in parts if name.startswith("scans/") and mine.number in name)
    assert name.endswith(f"{mine.number}-page-2.jpg")
    assert parts[name] == scans.picture_of(desk.chart, desk.state(mine).pages[2])
    assert not [name for name in parts if hers.number in name]


def packed(chart, patient):
    class Parcel:
        def __init__(self):
            self.parts = []

        def add(self, name, content):
            self.parts.append((name, content))

        def finish(self, _said):
            pass

    parcel = Parcel()
    pack_patient(
        parcel, patient, chart.clinic(), NOW, "Dr Rowan Sample", "", lambda _done, _steps: None, paper_key(chart, NOW)
    )
    return parcel.parts
