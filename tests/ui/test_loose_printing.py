"""What no chart keeps is printed from its own preview: wall card, time log, list of the next day, recovery key."""

import pypdfium2
import pytest

from charting.actions.trail_query import Asked, TrailReport
from charting.output.recovery_sheet import recovery_sheet
from charting.rescue import CardClinic, LogLine, Situation
from charting.store.recovery_key import new_recovery_key
from tests.ui.hands import Hands, wait_until
from tests.ui.paper_printers import DESK, STOPS, PaperPrinters, look
from tests.ui.samples import NOW
from ui.views.recovery import RecoveryView
from ui.views.rescue_papers import RescuePapers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "QPainter::begin", "QPdf")
PAPER_MS = 20_000


def pages_of_file(path):
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


class Printing:
    """A preview with its paper on show, and printers that print into a folder."""

    def __init__(self, preview, printing, folder):
        self.preview, self.printing, self.folder = preview, printing, folder
        self.printing.printers = self.printers = PaperPrinters(folder)
        look(self.printing)
        assert wait_until(lambda: bool(preview.pdf), PAPER_MS)
        self.hands = Hands(preview.window())

    def press(self):
        assert self.preview.print_button.isEnabled(), self.preview.bar._missing.text()
        assert not self.preview.bar.recipient.isVisible()
        self.hands.click(self.preview.print_button)

    def printed(self):
        assert wait_until(lambda: self.preview._note.text() == f"Sent to {DESK}.", PAPER_MS), self.preview._note.text()
        assert [name for name, _sides, _title in self.printers.made] == [DESK]
        return pages_of_file(self.folder / "1.pdf")


@pytest.fixture
def rescue(dressed, qtbot, tmp_path):
    papers = RescuePapers(dressed)
    qtbot.addWidget(papers)
    papers.resize(1200, 700)
    papers.show()
    papers.show_paper("wall_card", Situation(), (LogLine(NOW, "Help called"),), NOW)
    return Printing(papers.preview, papers.printing, tmp_path)


def test_the_wall_card_is_printed(rescue):
    rescue.press()
    assert rescue.printed() == 1


def test_the_time_log_is_printed(rescue):
    rescue.preview.wanted.emit("rescue_log")
    assert wait_until(lambda: bool(rescue.preview.pdf), PAPER_MS)
    rescue.press()
    assert rescue.printed() == 1


def test_what_the_printer_did_not_take_is_said_and_printed_again(rescue):
    rescue.printers.names = []
    rescue.press()
    assert wait_until(rescue.preview._strip.isVisible, PAPER_MS)
    assert "not set up on this computer" in rescue.preview._strip.accessibleDescription()
    rescue.printers.names = [DESK, STOPS]
    rescue.press()
    assert rescue.printed() == 1


def test_the_recovery_key_is_printed(dressed, qtbot, tmp_path):
    key = new_recovery_key()
    sheet = lambda: recovery_sheet(CardClinic(name="Sample clinic"), key.groups, NOW)  # noqa: E731
    view = RecoveryView(dressed, key, lambda _key, _typed: None, sheet)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    view.paper_button.click()
    printing = Printing(view.preview, view.printing, tmp_path)
    printing.press()
    assert printing.printed() == 1


def test_the_list_of_the_next_day_is_printed_and_that_is_written_down(house, tmp_path):
    house.window.go("today")
    today = house.window.today
    house.hands.click(today.due.prepare)
    printing = Printing(today.prepare, house.window._today_desk.prepare.printing, tmp_path)
    printing.press()
    assert printing.printed() == 1
    told = [one.sentence() for one in TrailReport(house.chart.orm, Asked()).slice(0, 3)]
    assert any("printed: list to prepare the next day" in sentence for sentence in told), told
