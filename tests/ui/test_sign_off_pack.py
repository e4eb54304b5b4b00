"""The board's end: next session and call agreed on before signing, the pack of papers in one go after it."""

from datetime import timedelta

import pypdfium2
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from charting.actions.today import PACK
from charting.records.audit_entry import audit_entry
from charting.records.base import findings
from tests.ui.day_scene import DayScene
from tests.ui.hands import wait_until
from tests.ui.paper_printers import STOPS, PaperPrinters, look
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.jobs import Job
from ui.parts.buttons import IconButton, MainButton

# What the offscreen platform says of windows, and of a printer that is not there.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "QPainter::begin", "QPdf")
PAPER_MS = 20_000


@pytest.fixture(scope="module")
def day(house):
    return DayScene(house)


@pytest.fixture(scope="module")
def signed(day):
    """A visit with an agreed next session and call, signed."""
    visit = day.visit("Lund", "Ida", days=0)
    visit.after.next_session_on, visit.after.call_due = NOW + timedelta(days=28), NOW.date() + timedelta(days=2)
    visit.after.call_by = "Noor Sample"
    day.sign(visit, NOW - timedelta(minutes=5))
    return visit


def board(day, visit):
    day.main.open_visit(visit.id)
    day.main.go("sign_off")
    let_run(20)
    return day.main.sign_off


def filled(view):
    return [button.text() for button in view.findChildren(MainButton) if button.isVisible()]


def test_enter_takes_what_is_proposed(day):
    visit = day.visit("Berg", "Una", days=0)
    card = board(day, visit).next_card
    assert visit.after.next_session_on is None, "nothing is agreed on by looking"
    assert card.session.line.placeholderText() == "Sat 19-Dec-2026 12:00"
    card.session.setFocus()
    QTest.keyClick(card.session.line, Qt.Key.Key_Return)
    QTest.keyClick(card.call.line, Qt.Key.Key_Return)
    after = visit.after
    assert f"{after.next_session_on:%d-%m-%Y %H:%M}" == "19-12-2026 12:00"
    assert f"{after.call_due:%d-%m-%Y}" == "23-11-2026"
    assert after.call_by == "Dr Rowan Sample"
    assert card.session.line.text() == "19-Dec-2026 12:00"
    assert "4 weeks after this visit" in day.words(card)


def test_typed_weeks_are_read_and_the_past_is_not_taken(day):
    visit = day.visit("Holm", "Pia", days=0)
    card = board(day, visit).next_card
    day.hands.type(card.session.line, "+6w")
    assert f"{visit.after.next_session_on:%d-%m-%Y %H:%M}" == "02-01-2027 12:00"
    day.hands.type(card.session.line, "-1w")
    assert visit.after.next_session_on is None
    assert visit.after.unread == {"next_session_on": "-1w"}
    assert "past" in card.session._note.text()
    blocking = [f.what for f in findings(visit.after, day.main.model.context()) if f.blocks]
    assert any("-1w" in what for what in blocking)
    day.hands.type(card.session.line, "")
    assert visit.after.unread is None


def test_undo_takes_an_accepted_proposal_back(day):
    visit = day.visit("Lie", "Tor", days=0)
    card = board(day, visit).next_card
    day.hands.click(card.take_session)
    assert visit.after.next_session_on is not None
    day.main.model.undo_stack.undo()
    assert visit.after.next_session_on is None
    assert card.take_session.isVisible()


def test_the_board_follows_what_is_answered_on_it(day):
    visit = day.visit("Dahl", "Kim", days=0)
    view = board(day, visit)
    day.hands.type(view.next_card.call.line, "+20d")
    assert wait_until(lambda: any(f.rule == "call-in-time" for f in view.findings), 2000)
    day.hands.type(view.next_card.call.line, "+2d")
    assert wait_until(lambda: not any(f.rule == "call-in-time" for f in view.findings), 2000)


def test_before_signing_papers_are_only_looked_at(day):
    view = board(day, day.visit("Moe", "Liv", days=0))
    assert filled(view) == ["Sign and lock"]
    assert view.pack.preview_button.isVisible()
    assert not view.pack.print_button.isVisible()


def test_after_signing_what_was_agreed_is_shown_and_shut(day, signed):
    view = board(day, signed)
    words = day.words(view.next_card)
    assert "Sat 19-Dec-2026, 14:02" in words
    assert "Mon 23-Nov-2026, Noor Sample" in words
    assert not view.next_card.session.isVisible()
    assert filled(view) == ["Print pack"]


def test_the_pack_is_kept_and_saved_in_one_go(day, signed, tmp_path):
    view = board(day, signed)
    desk = day.main._sign_desk.pack
    desk.save_to(tmp_path)
    assert wait_until(lambda: "3 papers saved in" in day.words(view.pack), PAPER_MS)
    assert sorted(document.kind for document in signed.documents) == sorted(PACK)
    kept = {document.content for document in signed.documents}
    assert {path.read_bytes() for path in tmp_path.iterdir()} == kept
    told = sa.select(audit_entry.c.verb).where(audit_entry.c.visit_id == signed.id, audit_entry.c.verb == "exported")
    assert len(day.chart.orm.scalars(told).all()) == len(PACK)
    assert day.words(view.pack).count("went out 14:02") == len(PACK)
    assert "3 papers saved in" in day.words(view.pack)


def test_each_paper_is_printed_as_often_as_wanted(day, signed, tmp_path):
    view = board(day, signed)
    (more,) = (b for b in view.pack.findChildren(IconButton) if b.accessibleName() == "One copy more: Aftercare")
    day.hands.click(more)
    (less,) = (b for b in view.pack.findChildren(IconButton) if b.accessibleName() == "One copy fewer: Consent")
    while view.pack.copies()["consent"]:
        day.hands.click(less)
    copies = view.pack.copies()
    assert copies["aftercare"] >= 1
    assert copies["consent"] == 0
    prints = day.main._sign_desk.pack.prints
    prints.printers = PaperPrinters(tmp_path)
    look(prints)
    view.pack.print_wanted.emit(copies)
    wanted = [kind for kind, count in copies.items() if count]
    assert wait_until(lambda: len(prints.printers.made) == len(wanted) and not prints.running(), PAPER_MS)
    pages = {document.kind: document.pages for document in signed.documents}
    printed = [len(pypdfium2.PdfDocument(tmp_path / f"{number}.pdf")) for number in range(1, len(wanted) + 1)]
    assert printed == [pages[kind] * copies[kind] for kind in wanted]
    assert f"{copies['aftercare']} copies to the patient, in English, 21-Nov-2026 14:02" in day.words(view.pack)


def test_a_printer_that_stops_says_so_and_loses_nothing(day, signed, tmp_path):
    view = board(day, signed)
    prints = day.main._sign_desk.pack.prints
    prints.printers = PaperPrinters(tmp_path)
    prints.printers.names = [STOPS]
    view.pack.print_wanted.emit({"chart_summary": 1})
    assert wait_until(lambda: "The printer stopped after page 1 of" in day.words(view.pack), PAPER_MS)
    assert [state.job.document.kind for state in prints.states(signed) if state.open] == ["chart_summary"]
    assert any(document.kind == "chart_summary" for document in signed.documents)


def test_a_pack_that_is_late_is_not_handed_out_at_another_visit(day, signed, monkeypatch, tmp_path):
    """Set for one visit, finished when another is on the board: nothing of it leaves."""
    board(day, signed)
    late, start = [], Job.start
    monkeypatch.setattr(Job, "start", lambda job, pool=None: start(job, pool) if pool else late.append(job))
    day.main._sign_desk.pack.save_to(tmp_path)
    board(day, day.draft)
    monkeypatch.undo()
    (job,) = late
    finished = []
    job.done.connect(finished.append)
    job.start()
    assert wait_until(lambda: bool(finished), PAPER_MS)
    assert list(tmp_path.iterdir()) == []
    assert day.draft.documents == []


def test_a_review_hands_out_its_summary_alone(day, signed):
    view = board(day, signed)
    day.main._start_visit("review")
    day.main.go("sign_off")
    words = day.words(view.pack)
    assert "Chart summary" in words
    assert "Aftercare" not in words
