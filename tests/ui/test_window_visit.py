"""One whole M-PRP visit through the window: first start, patient, sheets, signatures, papers, close and find again."""

import shutil
import subprocess
from decimal import Decimal

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.actions.sign import points
from charting.actions.visits import sheets_of
from charting.fields import fields_of, lines_of
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from tests.ui.hands import line_of, wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import GOALS, PASSWORD, Clock, Walk
from ui.binding.cell import Cell
from ui.shell import Shell
from ui.views.preview import PreviewView
from ui.views.unlock import UnlockView

# What the offscreen platform says of a list of suggestions that opens under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PAPER_MS = 20_000
PAPERS = ("consent", "photo_consent", "chart_summary", "aftercare", "evidence", "blank_consent", "blank_visit")
"""What every treatment has, whatever was answered."""


class Told:
    """A visit charted from the first start to the signature, with what was seen on the way."""

    def __init__(self, theme, folder):
        self.theme, self.folder = theme, folder
        self.clock = Clock(NOW.replace(hour=9, minute=10))
        self.open()
        walk = self.walk
        walk.first_start()
        walk.describe_patient("Adah")
        walk.press("Add patient")
        walk.describe_patient("Ada")
        self.hint = walk.words()
        walk.press("Add as another person")
        walk.complete_patient()
        walk.start_visit()
        self.visit_id = walk.visit.id
        walk.fill_every_sheet()
        self.clock.at(12, 10)
        self.context = walk.main.model.context()
        self.open_points = [p.finding for p in points(walk.visit, self.context) if p.finding.blocks]
        self.actions, self.words = walk.hands.actions, walk.hands.words
        walk.sign_off()
        let_run(0)
        self.before = everything(self.visit())
        self.papers = {kind: self.paper(kind) for kind in PAPERS}

    def open(self):
        self.shell = Shell(self.theme, self.folder, practice=False, clock=self.clock)
        self.shell.resize(1366, 768)
        self.shell.show()
        QTest.qWaitForWindowExposed(self.shell)
        self.shell.activateWindow()
        self.walk = Walk(self.shell, self.clock)

    def visit(self):
        return self.walk.main.chart.orm.get(Visit, self.visit_id)

    def paper(self, kind):
        """The paper as the preview shows it."""
        main = self.walk.main
        preview: PreviewView = main.preview
        if not preview.isVisible():
            self.walk.hands.shortcut(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        self.walk.hands.click(preview._tabs[kind])
        assert wait_until(lambda: bool(preview.pdf) or preview._strip.isVisible(), PAPER_MS)
        return preview.pdf

    def close(self):
        self.shell.close()
        self.shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def everything(visit):
    """Every answer of a visit, its patient and its sheets, as a plain mapping."""
    found = {}

    def read(record):
        found.update({(record.id, name): getattr(record, name) for name in fields_of(type(record))})
        for name in lines_of(type(record)):
            for row in getattr(record, name):
                read(row)

    for record in (visit.course.patient, visit.course, visit, *sheets_of(visit)):
        read(record)
    return found


def text_of_pages(pdf, folder):
    """The text of each page, read by poppler where it is installed."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    if shutil.which("pdftotext"):
        run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
        return run.stdout.split("\f")[:-1]
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.fixture(scope="module")
def told(dressed, tmp_path_factory):
    story = Told(dressed, tmp_path_factory.mktemp("house") / "clinic")
    yield story
    story.close()


def test_a_likely_duplicate_is_pointed_out_before_saving(told):
    assert "May be here already" in told.hint


def test_nothing_is_open_when_every_sheet_is_filled(told):
    assert [(finding.what, finding.why) for finding in told.open_points] == []


def test_a_visit_needs_a_bounded_number_of_actions(told, request):
    line = f"whole visit through the window: {told.actions} actions, {told.words} typed words"
    request.config.get_terminal_writer().line(f"\n{line}")
    assert told.actions < 420
    assert told.words < 320


def test_the_visit_is_signed_and_says_so(told):
    visit = told.visit()
    assert visit.signed_at is not None
    assert visit.visit_signature.strokes
    assert [decision.kind for decision in visit.decisions] == ["accepted", "accepted"]
    told.walk.hands.shortcut(Qt.Key.Key_F9)
    assert "Read only." in told.walk.words()


def test_what_was_typed_is_what_is_charted(told):
    visit = told.visit()
    assert visit.prp.draw_volume_ml == Decimal("13.5")
    assert visit.prp.baseline_platelets_10e9_l == Decimal("240.67")
    assert visit.consent.free_text_goals == GOALS
    assert [zone.ml for zone in visit.application.zones] == [Decimal(ml) for ml in ("0.8", "0.8", "1.6", "0.8")]
    assert visit.consent.signed_at is not None
    assert all(signature.strokes for signature in visit.consent.signatures)
    assert all(statement.accepted and statement.accepted_at for statement in visit.consent.statements)


def test_every_sheet_is_read_only_once_signed(told):
    walk, before = told.walk, told.before
    walk.hands.shortcut(Qt.Key.Key_F4)
    kept_open = set()
    for sheet in (*sheets_of(told.visit()), told.visit()):
        (row,) = (r for r in walk.main.visit.steps._rows if r.step.key == sheet.id)
        walk.hands.click(row)
        form = walk.main.visit.form
        for cell in (c for c in form.findChildren(Cell) if c.isVisible() and c.record is not None):
            edit = line_of(cell)
            if cell.declared.name in cell.record.open_after_seal:
                kept_open.add(cell.declared.name)
            elif edit is not None:
                QTest.keyClicks(edit, "7")
    assert everything(told.visit()) == before
    assert "withdrawn_at" in kept_open
    assert not walk.main.chart.differs()


@pytest.mark.parametrize("kind", PAPERS)
def test_each_paper_says_who_it_is_about_on_every_page(told, tmp_path, kind):
    pages = text_of_pages(told.papers[kind], tmp_path)
    assert pages
    for number, page in enumerate(pages, start=1):
        assert "SAMPLE" in page, f"page {number}"
        assert "14-Mar-1985" in page, f"page {number}"
        assert f"{number} of {len(pages)}" in page, f"page {number}"


def test_the_papers_say_what_was_typed(told, tmp_path):
    texts = {kind: " ".join("\n".join(text_of_pages(pdf, tmp_path)).split()) for kind, pdf in told.papers.items()}
    for words in ("240.67", "357.33", "13.5", "PR-7731", "PR-2291", "PR-9020", "Dermapen 4", "64.5", "Penicillin"):
        assert words in texts["chart_summary"], words
    assert "Tolerated well; no faintness." in texts["chart_summary"]
    assert GOALS in texts["consent"]
    assert "Sample Hair Clinic" in texts["aftercare"]
    assert "01632 960000" in texts["aftercare"]


def test_everything_is_found_again_behind_the_password(told):
    told.close()
    told.open()
    assert isinstance(told.walk.main, UnlockView)
    told.walk.unlock("not the password")
    assert isinstance(told.walk.main, UnlockView)
    told.walk.unlock()
    told.walk.main.open_visit(told.visit_id)
    assert everything(told.visit()) == told.before
    assert not told.walk.main.chart.differs()


def test_typing_is_in_the_file_within_two_seconds(dressed, tmp_path, qtbot):
    shell = Shell(dressed, tmp_path / "clinic", practice=False, clock=Clock(NOW))
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    qtbot.waitExposed(shell)
    shell.activateWindow()
    walk = Walk(shell, shell._clock)
    walk.first_start()
    walk.describe_patient("Ada")
    walk.press("Add patient")
    walk.start_visit()
    prp = walk.sheet("prp")
    walk.hands.answer(prp, "draw_volume_ml", "13.5")
    walk.hands.answer(prp, "kit_lot", "PR-7731")

    def is_in_the_file():
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(tmp_path / "clinic", copy)
        other = ChartSession.open(copy, PASSWORD)
        try:
            found = other.orm.get(type(prp), prp.id)
            assert (found.draw_volume_ml, found.kit_lot) == (Decimal("13.5"), "PR-7731")
        finally:
            other.close()

    let_run(1500)
    is_in_the_file()
    shell.close()
