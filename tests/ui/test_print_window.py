"""One path to paper: kept first, queued, painted while people work, nothing lost whatever the printer does."""

import resource
import subprocess
import sys
import threading
import time
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from reportlab.pdfgen.canvas import Canvas

from charting.actions.papers import Finished
from charting.actions.print_jobs import PrintWish, handed_out, handed_words
from charting.records.print_job import LONG_EDGE, ONE_SIDE
from charting.store.chart_session import ChartSession
from tests import counted
from tests.ui.hands import wait_until
from tests.ui.house import PASSWORD
from tests.ui.paper_printers import DESK, GONE, SLOW, STOPS, PaperPrinters, look
from tests.ui.waiting import let_run
from ui.jobs import all_back
from ui.pages import ONE_AT_A_TIME
from ui.parts.buttons import PlainButton
from ui.views.print_queue import HandedPapers, PrintQueue

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "QPainter::begin", "QPdf")
PAPER_MS = 20_000
ROOT = Path(__file__).resolve().parents[2]


@cache
def paper(pages, kind="aftercare"):
    """A finished paper with its page numbers on it."""
    held = BytesIO()
    canvas = Canvas(held, pagesize=(72, 96))
    for number in range(1, pages + 1):
        canvas.drawString(4, 60, f"Page number {number}")
        canvas.showPage()
    canvas.save()
    return Finished(kind, held.getvalue(), pages, f"AC-2026-AAAAAA-{pages:04d}", "")


class Desk:
    """A visit with the preview on show, and printers that print into a folder."""

    def __init__(self, house, folder):
        self.house, self.main, self.view = house, house.window, house.window.preview
        self.main.activateWindow()
        self.prints = self.main._sign_desk.pack.prints
        self.prints.printers = self.printers = PaperPrinters(folder)
        look(self.prints)
        self.visit = house.new_visit()
        self.main._show_preview()
        assert wait_until(lambda: bool(self.view.pdf), PAPER_MS)
        self.folder = folder

    def visit_pages(self):
        """How many pages the paper on show has."""
        return len(self.view.pages._pages)

    def settled(self):
        assert wait_until(lambda: not self.prints.running(), PAPER_MS)

    def queue(self, pages=2, printer=DESK, copies=1, recipient=None):
        return self.prints.print_paper(self.visit, paper(pages), PrintWish(printer, copies, recipient=recipient))

    def words(self):
        return [state.words() for state in self.prints.states(self.visit)]

    def list_kept(self):
        self.house.hands.click(self.view._tabs["kept"])
        let_run(20)

    def said(self, card):
        let_run(20)
        (found,) = (part for part in self.view.findChildren(card) if part.isVisible())
        return " ".join(label.text() for label in found.findChildren(QLabel) if label.isVisible())

    def button(self, words):
        return next(b for b in self.view.findChildren(PlainButton) if b.isVisible() and b.text() == words)


@pytest.fixture
def desk(house, tmp_path):
    return Desk(house, tmp_path)


def pages_of_file(path):
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def test_printed_from_the_preview_it_is_kept_sent_and_given_to_the_patient(desk):
    desk.view.bar.sides._pick(LONG_EDGE)
    desk.house.hands.click(desk.view.print_button)
    (document,) = desk.visit.documents
    desk.settled()
    assert desk.printers.made == [(DESK, LONG_EDGE, document.number)]
    assert pages_of_file(desk.folder / "1.pdf") == document.pages
    assert desk.words() == [f"sent to {DESK}"]
    (given,) = handed_out(desk.main.chart, desk.visit)
    assert handed_words(given) == "1 copy to the patient, in English, 21-Nov-2026 14:02 by Dr Rowan Sample"
    desk.list_kept()
    assert f"Consent {document.number}" in desk.said(HandedPapers)
    assert not desk.main.chart.differs()
    desk.main.go("patient")
    rows = [label.text() for label in desk.main.patient._visits.findChildren(QLabel)]
    assert "handed out: Consent" in rows


def test_printer_copies_and_sides_are_remembered_by_kind(desk):
    desk.view.bar.sides._pick(LONG_EDGE)
    desk.house.hands.click(desk.view.bar.more)
    desk.printers.names = []
    desk.house.hands.click(desk.view.print_button)
    desk.settled()
    desk.printers.names = [DESK]
    look(desk.prints)
    desk.main._set_paper("aftercare")
    assert wait_until(lambda: bool(desk.view.pdf), PAPER_MS)
    assert (desk.view.bar.choice().copies, desk.view.bar.choice().sides) == (1, ONE_SIDE)
    desk.main._set_paper("consent")
    assert wait_until(lambda: bool(desk.view.pdf), PAPER_MS)
    assert (desk.view.bar.choice().copies, desk.view.bar.choice().sides) == (2, LONG_EDGE)


def test_only_what_the_printer_can_do_is_offered(desk):
    desk.view.bar.printer._pick(STOPS)
    assert not desk.view.bar.sides.isEnabled()
    assert desk.view.bar.choice().sides == ONE_SIDE
    desk.printers.names = []
    look(desk.prints)
    assert desk.view.bar.choice() is None
    assert not desk.view.print_button.isEnabled()
    assert desk.view.save_button.isEnabled()
    assert "There is no printer on this computer" in desk.view.bar._missing.text()


def test_a_printer_that_stops_leaves_the_job_to_be_printed_again(desk):
    desk.queue(printer=STOPS, recipient="patient")
    desk.settled()
    assert desk.words() == [f"not printed on {STOPS}: The printer stopped after page 1 of 2."]
    assert handed_out(desk.main.chart, desk.visit) == []
    assert desk.view._strip.accessibleName().endswith(f"was not printed on {STOPS}")
    desk.list_kept()
    desk.printers.names = [DESK]
    look(desk.prints)
    desk.house.hands.click(desk.button("Print again"))
    desk.settled()
    assert desk.words() == [f"sent to {DESK}", f"not printed on {STOPS}, printed again since"]
    assert len(handed_out(desk.main.chart, desk.visit)) == 1
    assert f"sent to {DESK}" in desk.said(PrintQueue)
    assert len(desk.visit.documents) == 1


def test_a_printer_that_vanished_and_a_paper_saved_instead(desk):
    job = desk.queue(printer=GONE)
    desk.settled()
    assert "not set up on this computer any more" in desk.words()[0]
    desk.main._papers._queue.save_to(job.id, desk.folder / "instead.pdf")
    assert (desk.folder / "instead.pdf").read_bytes() == paper(2).pdf


def test_a_full_disk_leaves_no_half_file_and_not_the_old_one_spoiled(desk):
    job = desk.queue()
    desk.settled()
    place = desk.folder / "paper.pdf"
    place.write_bytes(b"the one before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        desk.view.keep = lambda _verb: True
        desk.view.save_to(place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        desk.view.keep = desk.main._papers._keep
    assert place.read_bytes() == b"the one before"
    assert sorted(path.name for path in desk.folder.iterdir()) == ["1.pdf", "paper.pdf"]
    assert desk.view._note.text().startswith("Not saved: File too large")
    assert job.document.content


def test_two_jobs_at_once_take_turns(desk):
    first, second = desk.queue(pages=3), desk.queue(pages=2, copies=2)
    assert desk.prints.running() == {first.id, second.id}
    desk.settled()
    assert [pages_of_file(desk.folder / f"{number}.pdf") for number in (1, 2)] == [3, 4]
    assert desk.words() == [f"sent to {DESK}"] * 2


def test_two_hundred_pages_while_somebody_works(desk):
    """The window goes on answering: it is never still for as long as painting a page takes."""
    gaps, last = [], [time.perf_counter()]

    def look():
        gaps.append(time.perf_counter() - last[0])
        last[0] = time.perf_counter()

    timer = QTimer(interval=1)
    timer.timeout.connect(look)
    desk.queue(pages=200)
    last[0] = time.perf_counter()
    timer.start()
    desk.settled()
    timer.stop()
    counted.add("printing 200 pages", "ms the window stood still at most", round(max(gaps) * 1000))
    assert len(gaps) > 200, "the window answered less often than pages were painted"
    assert pages_of_file(desk.folder / "1.pdf") == 200


def test_locked_the_job_goes_on(desk):
    desk.queue(pages=3)
    desk.main.lock_wanted.emit(False)
    desk.main.hide()
    desk.settled()
    desk.main.show()
    desk.main.activateWindow()
    let_run(20)
    assert desk.words() == [f"sent to {DESK}"]


def test_the_preview_of_another_visit_lists_its_own_jobs(desk):
    desk.queue()
    desk.settled()
    other = desk.house.new_visit()
    assert desk.prints.states(other) == []


def test_keys_reach_the_print_bar(desk):
    """Everything in the bar takes the focus and says what it is."""
    for part in (desk.view.bar.printer, desk.view.bar.less, desk.view.bar.more, desk.view.bar.recipient):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert part.accessibleName()


def test_words_are_found_on_the_pages_and_turned_to(desk):
    tools, show = desk.view.tools, desk.view.pages
    desk.house.hands.shortcut(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.main.window().focusWidget() is tools.find
    QTest.keyClicks(tools.find, "sample clinic")
    assert wait_until(lambda: len(show._hits) >= desk.visit_pages(), PAPER_MS)
    count = len(show._hits)
    assert tools._told.text() == f"1 of {count}"
    QTest.keyClick(tools.find, Qt.Key.Key_Return)
    assert tools._told.text() == f"2 of {count}"
    QTest.keyClick(tools.find, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(tools.find, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tools._told.text() == f"{count} of {count}"
    assert show._pages[-1]._here
    tools.find.setText("no such words")
    assert wait_until(lambda: tools._told.text() == "not found", PAPER_MS)
    assert not any(page._found for page in show._pages)
    tools.find.clear()


def test_a_search_does_not_wait_for_pages_that_are_being_set(desk):
    show, began, ends = desk.view.pages, threading.Event(), threading.Event()

    def set_pages():
        with ONE_AT_A_TIME:
            began.set()
            ends.wait(PAPER_MS / 1000)

    busy = threading.Thread(target=set_pages)
    busy.start()
    began.wait()
    desk.view.tools.find.setText("sample clinic")
    waited = not busy.is_alive()
    ends.set()
    busy.join()
    assert not waited
    assert wait_until(lambda: bool(show._hits), PAPER_MS)
    desk.view.tools.find.clear()
    assert show._hits == []


def test_pages_are_shown_as_large_as_wanted(desk):
    page = desk.view.pages._pages[0]
    room = desk.view.pages._area.viewport()
    desk.view.tools.size_menu._pick("page")
    let_run(20)
    assert page.height() <= room.height()
    assert abs(page.place_of((0, 0, 1, 1)).center().x() - page.width() / 2) < 1
    desk.view.tools.size_menu._pick("width")
    let_run(20)
    assert room.width() - 60 < page.shown_width() <= room.width()
    desk.house.hands.shortcut(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    let_run(20)
    assert page.shown_width() == page.natural().width()
    desk.house.hands.shortcut(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert desk.view.tools.size_menu.text() == "80 %"
    assert page.shown_width() == round(0.8 * page.natural().width())
    desk.view.tools.size_menu._pick("full")


def test_closed_in_the_middle_nothing_is_lost(desk, monkeypatch):
    """A long job stops at its page, one that waited never began; both are there at the next start."""
    monkeypatch.setattr("ui.print_desk.WAIT_AT_CLOSE_S", 0.05)
    desk.queue(pages=200, printer=SLOW)
    desk.queue(pages=1)
    desk.main.chart.save(desk.house.moment)
    house = desk.house
    assert desk.main.may_close()
    desk.main.hide()
    house.chart = ChartSession.open(house.folder, PASSWORD)
    house.show()
    states = house.window._sign_desk.pack.prints.states(house.chart.orm.get(type(desk.visit), desk.visit.id))
    said = sorted(state.words() for state in states)
    assert said[0].endswith("Rootline was closed before its turn came.")
    assert "Rootline was closed after page " in said[1]
    assert all(state.open for state in states)


def test_a_driver_that_never_comes_back_keeps_nobody_from_closing(desk, monkeypatch):
    monkeypatch.setattr("ui.print_desk.WAIT_AT_CLOSE_S", 0.05)
    monkeypatch.setattr("ui.print_desk.STOP_AT_CLOSE_S", 0.05)
    comes_back = threading.Event()
    monkeypatch.setattr("ui.print_desk.print_pdf", lambda *_of: comes_back.wait(PAPER_MS / 1000))
    hangs, waits = desk.queue(), desk.queue()
    began = time.monotonic()
    desk.prints.rest()
    assert time.monotonic() - began < 5
    said = {state.job: (state.words(), state.open) for state in desk.prints.states(desk.visit)}
    assert said[hangs] == (
        f"not printed on {DESK}: The printer did not answer any more when Rootline was closed.",
        True,
    )
    assert said[waits] == (f"not printed on {DESK}: Rootline was closed before its turn came.", True)
    assert not all_back(0.05)
    comes_back.set()
    assert all_back(5)
    let_run(20)
    assert {state.job: (state.words(), state.open) for state in desk.prints.states(desk.visit)} == said


HANGS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import application
from ui.jobs import Job

def begin(_theme, shell):
    getattr(Job(lambda: time.sleep(600), shell), sys.argv[2])()
    QTimer.singleShot(300, shell.close)

application.watch = begin
sys.exit(application.run(Path(sys.argv[1]), practice=False))
"""


@pytest.mark.parametrize("start", ["start_apart", "start"], ids=["driver", "folder in a network"])
def test_the_program_ends_although_something_hangs(tmp_path, start):
    hangs = [sys.executable, "-c", HANGS, str(tmp_path / "clinic"), start]
    done = subprocess.run(hangs, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 0


def test_a_mistake_of_ours_met_while_closing_is_reported_and_keeps_nobody_from_closing(desk, monkeypatch):
    reported = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: reported.append((kind, error, trace is not None)))
    mistake = ValueError("out of order")

    def paint(*_of):
        raise mistake

    monkeypatch.setattr("ui.print_desk.print_pdf", paint)
    job = desk.queue()
    desk.prints.rest()
    assert reported == [(ValueError, mistake, True)]
    (said,) = (state.words() for state in desk.prints.states(desk.visit) if state.job is job)
    assert "Rootline itself made a mistake." in said
    desk.prints.wake()
    let_run(20)
    assert len(reported) == 1
