"""Papers through the window: kept in the chart before they leave, shown again as they left, never another patient's."""

import pypdfium2
import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QLabel

from charting.records.audit_entry import audit_entry
from tests.ui.hands import wait_until
from tests.ui.paper_printers import PaperPrinters, look
from tests.ui.waiting import let_run
from ui.jobs import Job
from ui.parts.buttons import PlainButton
from ui.views.kept_papers import KeptPapers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PAPER_MS = 20_000


class Desk:
    """A visit with the preview on show."""

    def __init__(self, house):
        self.house, self.main = house, house.window
        self.visit = house.new_visit()
        self.main._show_preview()
        self.view = self.main.preview
        self.wait()

    def wait(self):
        assert wait_until(lambda: bool(self.view.pdf), PAPER_MS)

    def show(self, kind):
        self.house.hands.click(self.view._tabs[kind])
        self.wait()

    def deeds(self):
        told = sa.select(audit_entry.c.verb).where(
            audit_entry.c.visit_id == self.visit.id, audit_entry.c.verb.in_(["printed", "exported"])
        )
        return list(self.main.chart.orm.scalars(told.order_by(audit_entry.c.seq)))

    def kept(self):
        """The rows of “Papers of this visit”, as they are read."""
        self.house.hands.click(self.view._tabs["kept"])
        let_run(20)
        (listed,) = (part for part in self.view.findChildren(KeptPapers) if part.isVisible())
        return [button for button in listed.findChildren(PlainButton) if button.isVisible()]


@pytest.fixture
def desk(house):
    return Desk(house)


def test_looking_keeps_nothing(desk):
    desk.show("chart_summary")
    assert desk.visit.documents == []
    assert desk.kept() == []


def test_a_saved_paper_is_in_the_chart_and_in_the_trail(desk, tmp_path):
    desk.view.save_to(tmp_path / "paper.pdf")
    (document,) = desk.visit.documents
    assert document.content == (tmp_path / "paper.pdf").read_bytes()
    assert (document.kind, document.pages) == ("consent", len(pypdfium2.PdfDocument(document.content)))
    assert document.number in desk.view._name
    assert desk.deeds() == ["exported"]
    assert not desk.main.chart.differs()


def test_saved_and_printed_it_is_kept_once_and_told_twice(desk, tmp_path):
    desk.view.save_to(tmp_path / "paper.pdf")
    prints = desk.main._sign_desk.pack.prints
    prints.printers = PaperPrinters(tmp_path)
    look(prints)
    desk.house.hands.click(desk.view.print_button)
    assert wait_until(lambda: not prints.running(), PAPER_MS)
    assert len(desk.visit.documents) == 1
    assert desk.deeds() == ["exported", "printed"]
    assert len(pypdfium2.PdfDocument(tmp_path / "1.pdf")) == desk.visit.documents[0].pages


def test_what_cannot_be_kept_does_not_leave(desk, tmp_path):
    connection = desk.main.chart.orm.connection()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    try:
        desk.view.save_to(tmp_path / "paper.pdf")
    finally:
        desk.main.chart.orm.connection().exec_driver_sql("PRAGMA max_page_count = 4294967294")
    assert list(tmp_path.iterdir()) == []
    assert desk.view._strip.accessibleName() == "Stop: This paper was neither printed nor saved"
    desk.main.model.save()
    assert desk.deeds() == []
    desk.view.save_to(tmp_path / "paper.pdf")
    assert desk.deeds() == ["exported"]
    assert not desk.view._strip.isVisible()


def test_a_kept_paper_is_shown_again_and_leaves_again_as_it_was(desk, tmp_path):
    desk.show("aftercare")
    desk.view.save_to(tmp_path / "first.pdf")
    desk.visit.practitioner = "Somebody else"
    desk.main.model.save()
    desk.house.hands.click(desk.kept()[0])
    desk.wait()
    assert desk.view.pdf == (tmp_path / "first.pdf").read_bytes()
    assert desk.view._count.text().startswith("Aftercare as it left on 21-Nov-2026 14:02, ")
    desk.view.save_to(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "first.pdf").read_bytes()
    assert len(desk.visit.documents) == 1
    assert desk.deeds() == ["exported", "exported"]


def test_the_list_says_what_when_by_whom_and_how_many_pages(desk, tmp_path):
    desk.view.save_to(tmp_path / "paper.pdf")
    desk.kept()
    (listed,) = (part for part in desk.view.findChildren(KeptPapers) if part.isVisible())
    words = " ".join(label.text() for label in listed.findChildren(QLabel) if label.isVisible())
    number = desk.visit.documents[0].number
    for said in (f"Consent  {number}", "21-Nov-2026 14:02 by Dr Rowan Sample", "pages, record seal #"):
        assert said in words, said


def test_a_paper_that_is_late_is_not_shown_at_another_visit(desk, monkeypatch):
    """Set for the visit before, finished when another one is open: it would be another patient's."""
    late = []
    start = Job.start
    monkeypatch.setattr(Job, "start", lambda job, pool=None: start(job, pool) if pool else late.append(job))
    desk.main.preview.wanted.emit("consent")
    first = desk.visit
    desk.house.new_visit()
    desk.main._show_preview()
    monkeypatch.undo()
    waiting, _new = late
    finished = []
    waiting.done.connect(finished.append)
    waiting.start()
    assert wait_until(lambda: bool(finished), PAPER_MS)
    assert desk.main._visit is not first
    assert desk.view.pdf == b""
