"""Paper through the window and back: printed, scanned, dropped, filed by itself, looked at, signed on paper."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from reportlab.platypus import PageBreak

from charting.actions import scans
from charting.actions.papers import PRINTED, Finished, keep_paper
from charting.actions.scan_checks import keep_on_paper
from charting.actions.scan_states import BACK, ON_PAPER, PARTLY, VERIFIED, WAITING, state_of, waiting_papers
from charting.output.build import build
from charting.output.document_ids import clinic_code
from charting.output.headings import paragraph
from charting.output.info import Letterhead
from charting.output.styles import styles_for
from charting.records.consent_signature import given
from tests.scans import INFO, as_pdf, drawn, empty_side, seen
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.parts.choice_piece import ChoicePiece
from ui.parts.due_row import DueRow
from ui.scan_watch import STILL_SECONDS
from ui.views.pack_card import PackCard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG_MS = 40_000
LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction


class Desk:
    """A visit, its consent on paper, and the screen for scans."""

    def __init__(self, house, folder):
        self.house, self.window, self.folder = house, house.window, folder
        self.view, self.hands = house.window.scans.view, house.hands
        self.chart = house.window.chart
        self.person = self.chart.practitioners()[0]

    def print_consent(self):
        """Print the consent of a new visit as a person does; the kept paper and its bytes."""
        visit = self.house.new_visit()
        self.window._show_preview()
        preview = self.window.preview
        assert wait_until(lambda: bool(preview.pdf), LONG_MS)
        preview.save_to(self.folder / "paper.pdf")
        (document,) = visit.documents
        self.window.go("today")
        return document, preview.pdf

    def short_consent(self, kind="consent"):
        """A consent of three short pages that left for a new visit; the kept paper and its bytes."""
        visit = self.house.new_visit()
        self.window.go("today")
        patient, clinic = visit.course.patient, self.chart.clinic()
        info = replace(
            INFO,
            clinic=Letterhead(clinic.name, code=clinic_code(clinic.id)),
            patient=replace(INFO.patient, patient_id=patient.number),
            document_id=f"CN-2026-{visit.id[:6].upper()}-TEST",
        )
        words = paragraph(styles_for(info.kind), "Words that somebody has to sign. " * 20)
        pdf = build(info, [words, PageBreak(), words, PageBreak(), words])
        paper = Finished(kind, pdf, 3, info.document_id, "")
        return keep_paper(self.chart, visit, paper, PRINTED, "Dr Rowan Sample", NOW), pdf

    def scan(self, pdf, *pages, name="scan.pdf", dpi=150):
        """The pages of a paper as they come from the scanner; 0 is an empty side."""
        images = [seen(drawn(pdf, page, dpi), 2) if page else empty_side() for page in pages]
        file = self.folder / name
        file.write_bytes(as_pdf(images, dpi))
        return file

    def drop(self, *paths):
        """Let go of files over the window."""
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        enter = QDragEnterEvent(QPoint(200, 200), COPY, held, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        event = QDropEvent(QPointF(200, 200), COPY, held, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window, event)
        self.wait()

    def wait(self):
        """Until every file is read."""
        desk = self.window.scans
        assert wait_until(lambda: not desk._reading and not desk._files, LONG_MS)

    def words(self):
        let_run(20)
        return "\n".join(label.text() for label in self.view.findChildren(QLabel) if label.isVisible())

    def row(self, words):
        let_run(20)
        return next(r for r in self.view.findChildren(DueRow) if r.isVisible() and words in r.accessibleName())

    def state(self, document):
        return state_of(self.chart, document)

    def look_at_all(self, document):
        """Turn every page and wait until its picture is there."""
        check = self.view.check
        for page in range(1, document.pages + 1):
            assert wait_until(lambda page=page: page in check._looked or page not in check._paper.there, LONG_MS)
            if page < document.pages:
                self.hands.click(check.next)

    def tap(self, choice, words):
        (piece,) = (p for p in choice.findChildren(ChoicePiece) if p.text() == words and p.isVisible())
        self.hands.click(piece)


def shown(held):
    """The words on show in a part of the window."""
    let_run(20)
    return "\n".join(label.text() for label in held.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def desk(house, tmp_path):
    made = Desk(house, tmp_path)
    yield made
    made.window.go("today")


def test_a_consent_goes_out_on_paper_and_comes_back_signed(desk):
    """The whole way: printed, scanned at 200 dpi with 2° and specks, dropped, filed, looked at, signed on the sheet."""
    document, pdf = desk.print_consent()
    consent = document.visit.consent
    assert desk.state(document).state == WAITING
    assert "Consent printed" in "\n".join(r.accessibleName() for r in desk.window.today.due.findChildren(DueRow))
    desk.drop(desk.scan(pdf, *range(document.pages, 0, -1), 0, dpi=200))
    assert desk.view.isVisible()
    assert not desk.window.banner.isVisible(), "the banner would name another patient"
    assert desk.state(document).state == BACK
    words = desk.words()
    assert "Filed" in words
    assert "1 blank side was left out." in words
    desk.hands.click(desk.row(document.number))
    check = desk.view.check
    assert check.isVisible()
    assert "SAMPLE, Ada" in check._whose.text()
    assert not check.verify.isEnabled()
    desk.look_at_all(document)
    assert check._why.text() == "Tap who signed, on the page where it stands."
    desk.tap(check.signers, "Patient")
    desk.tap(check.signers, "Clinician")
    assert not check.verify.isEnabled()
    desk.hands.type(check.time.line, "23:59")
    desk.hands.click(check.verify)
    assert "still to come" in check.time.line.accessibleDescription()
    assert desk.state(document).state == BACK
    desk.hands.type(check.time.line, "13:40")
    desk.hands.click(check.verify)
    assert desk.state(document).state == VERIFIED
    line = given(consent.signatures, "patient")
    assert (line.method, line.signed_at) == ("wet", NOW.replace(hour=13, minute=40))
    assert line.image_sha256 == desk.state(document).pages[document.pages].sha256
    assert consent.basis == "paper"
    assert not desk.chart.differs()
    assert "verified" in desk.words()
    desk.window.model.undo_stack.undo()
    assert given(consent.signatures, "patient") is None
    desk.window.model.undo_stack.redo()


def test_missing_pages_are_named_and_the_rest_completes_it(desk):
    document, pdf = desk.short_consent()
    desk.drop(desk.scan(pdf, *(page for page in range(1, document.pages + 1) if page != 2)))
    assert desk.state(document).state == PARTLY
    assert "page 2 missing" in desk.row(document.number).accessibleName()
    desk.window.scans.show_paper(document.id)
    desk.look_at_all(document)
    check = desk.view.check
    assert check._why.text() == "Page 2 has not come back. Scan it and drop the file here."
    assert not check.verify.isEnabled()
    desk.drop(desk.scan(pdf, 2, name="rest.pdf"))
    assert desk.state(document).state == BACK


def test_a_blank_consent_names_its_missing_page_wherever_the_visit_is_looked_at(desk):
    document, pdf = desk.short_consent("blank_consent")
    desk.drop(desk.scan(pdf, 1, 3))
    words = desk.words()
    assert "Filed, with pages missing" in words
    assert f"{document.number}: page 2 missing." in words
    assert "page 2 missing" in desk.row(document.number).accessibleName()
    desk.window.open_visit(document.visit_id)
    desk.window.go("sign_off")
    card = desk.window.findChild(PackCard)
    assert wait_until(lambda: f"{document.number}: page 2 missing" in shown(card), LONG_MS)
    desk.window._show_preview()
    desk.hands.click(desk.window.preview._tabs["kept"])
    assert wait_until(lambda: "page 2 missing" in shown(desk.window.preview).splitlines(), LONG_MS)


def test_a_blank_consent_that_is_looked_at_counts_as_signed_on_paper(desk):
    document, pdf = desk.short_consent("blank_consent")
    desk.drop(desk.scan(pdf, 1, 2, 3))
    consent = document.visit.consent
    assert given(consent.signatures, "patient") is None
    desk.hands.click(desk.row(document.number))
    desk.look_at_all(document)
    check = desk.view.check
    desk.tap(check.signers, "Patient")
    desk.tap(check.signers, "Clinician")
    desk.hands.type(check.time.line, "13:40")
    desk.hands.click(check.verify)
    assert desk.state(document).state == VERIFIED
    line = given(consent.signatures, "patient")
    assert (line.method, line.image_sha256) == ("wet", desk.state(document).pages[3].sha256)
    assert consent.basis == "paper"


def test_nothing_is_said_to_be_missing_before_anything_was_typed(desk):
    for document in [state.document for state in waiting_papers(desk.chart, NOW.date())]:
        keep_on_paper(desk.chart, state_of(desk.chart, document), "of an earlier test", desk.person, NOW)
    file = desk.folder / "alone.pdf"
    file.write_bytes(
        as_pdf(
            [seen(drawn(build(INFO, [paragraph(styles_for(INFO.kind), "Words")]), 1, 100), 0).crop((0, 0, 827, 900))]
        )
    )
    desk.drop(file)
    desk.hands.click(desk.row("Page 1 of alone.pdf"))
    assert "No paper is waited for." in desk.words()
    assert "No paper of this name" not in desk.words()
    desk.hands.type(desk.view.place.search.line, "Nobody at all")
    assert wait_until(lambda: "No paper of this name or number was kept." in desk.words(), LONG_MS)
    scans.discard(desk.chart, scans.waiting_pages(desk.chart)[0], "of this test", desk.person, NOW)


def test_an_unreadable_page_is_placed_by_a_person(desk):
    document, pdf = desk.short_consent()
    page = seen(drawn(pdf, 1, 100), 0).crop((0, 0, 827, 950))
    file = desk.folder / "fax.pdf"
    file.write_bytes(as_pdf([page]))
    desk.drop(file)
    assert "Not everything was filed" in desk.words()
    desk.hands.click(desk.row("Page 1 of fax.pdf"))
    place = desk.view.place
    assert wait_until(lambda: place.frame.shows_picture, LONG_MS)
    assert not place.file.isEnabled()
    desk.hands.type(place.search.line, document.number)
    desk.hands.click(desk.row(document.number))
    assert not place.file.isEnabled(), "a page is never chosen for somebody"
    desk.tap(place.page, "1")
    desk.hands.click(place.file)
    assert set(desk.state(document).pages) == {1}
    assert scans.waiting_pages(desk.chart) == []
    assert desk.view.choose.isVisible()


def test_a_page_of_none_is_discarded_with_its_reason(desk):
    file = desk.folder / "other.pdf"
    file.write_bytes(as_pdf([seen(drawn(desk.short_consent()[1], 1, 100), 0).crop((0, 0, 827, 900))]))
    desk.drop(file)
    desk.hands.click(desk.row("Page 1 of other.pdf"))
    place = desk.view.place
    desk.hands.click(place.discard)
    assert place._said.text() == "Type the reason."
    desk.hands.type(place.reason.line, "a letter from the landlord")
    desk.hands.click(place.discard)
    assert scans.waiting_pages(desk.chart) == []


def test_a_paper_may_stay_on_paper(desk):
    document, _pdf = desk.short_consent()
    desk.window.scans.show_paper(document.id)
    check = desk.view.check
    assert not check.verify.isEnabled()
    desk.hands.type(check.where.line, "in the folder of November")
    desk.hands.click(check.stay)
    assert desk.state(document).state == ON_PAPER
    assert document.number not in desk.words().split("Papers that are out")[-1]


def test_hostile_and_foreign_files_are_refused_in_words(desk):
    bad = desk.folder / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    text = desk.folder / "notes.docx"
    text.write_bytes(b"PK\x03\x04")
    desk.drop(bad, text)
    words = desk.words()
    assert "bad.pdf: It is damaged" in words
    assert "notes.docx: It is neither a PDF" in words
    assert bad.exists()


def test_what_a_scanner_saves_is_taken_in_once_it_stopped_growing(desk):
    document, pdf = desk.short_consent()
    folder, moment = desk.folder / "scans", [0.0]
    folder.mkdir()
    watch = desk.window.scans.watch
    watch._run_clock = lambda: moment[0]
    desk.window.settings.scan_folder.folder_chosen.emit(folder)
    try:
        whole = desk.scan(pdf, 1).read_bytes()
        (folder / "a.pdf").write_bytes(whole[:9000])
        (folder / "thumbs.db").write_bytes(b"x")
        watch.look()
        moment[0] += STILL_SECONDS
        (folder / "a.pdf").write_bytes(whole)
        watch.look()
        assert not desk.window.scans._reading
        moment[0] += STILL_SECONDS
        watch.look()
        desk.wait()
        assert set(desk.state(document).pages) == {1}
        assert desk.window.today.isVisible(), "nobody is torn away from what they do"
        moment[0] += STILL_SECONDS
        watch.look()
        desk.wait()
        assert desk.state(document).seconds == 0
        assert (folder / "a.pdf").exists()
    finally:
        desk.window.settings.scan_folder.folder_chosen.emit(None)
    assert desk.chart.clinic().scan_folder is None


def test_nothing_is_taken_in_while_the_clinic_is_covered(desk):
    watch = desk.window.scans.watch
    folder = desk.folder / "scans"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-1.7")
    moment = [0.0]
    watch._run_clock = lambda: moment[0]
    told = []
    watch.arrived.connect(told.append)
    watch._awake = lambda: False
    watch.watch(folder)
    moment[0] += 2 * STILL_SECONDS
    watch.look()
    assert told == []
    watch.watch(None)
    watch._awake = desk.window.isVisible


def test_the_papers_of_a_visit_say_how_far_they_came(desk):
    document, _pdf = desk.short_consent()
    desk.window.open_visit(document.visit_id)
    desk.window._show_preview()
    desk.hands.click(desk.window.preview._tabs["kept"])
    let_run(20)
    said = [label.text() for label in desk.window.preview.findChildren(QLabel) if label.isVisible()]
    assert "printed, waiting for paper" in said


def test_the_front_desk_files_but_does_not_verify(desk):
    document, pdf = desk.short_consent()
    person = desk.chart.practitioners()[0]
    person.owner, person.role = 0, "front_desk"
    try:
        desk.drop(desk.scan(pdf, *range(1, document.pages + 1)))
        assert desk.state(document).state == BACK
        desk.window.scans.show_paper(document.id)
        assert "may not open and write visits" in desk.view.check._why.text()
        assert not desk.view.check.verify.isEnabled()
    finally:
        person.owner, person.role = 1, None
        desk.house.model.save()


def test_later_looks_begin_anew(desk):
    """What was tapped for one paper is not there for the next."""
    first, pdf = desk.short_consent()
    desk.drop(desk.scan(pdf, 1))
    desk.window.scans.show_paper(first.id)
    desk.tap(desk.view.check.signers, "Patient")
    desk.house.moment += timedelta(minutes=1)
    second, _pdf = desk.short_consent()
    desk.window.scans.show_paper(second.id)
    assert desk.view.check.signed() == {}
    assert desk.view.check.time.text() == ""
