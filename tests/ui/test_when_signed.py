"""What becomes of the papers when a visit is signed: asked for, saved into a folder, or printed, as the clinic says."""

import shutil
import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import QThreadPool

from charting.actions.papers_folder import warning_of, why_not_into
from charting.actions.print_jobs import handed_out
from charting.actions.today import PACK
from charting.records.clinic import ASK, PRINT, SAVE
from tests.ui.choosing import choose
from tests.ui.day_scene import DayScene
from tests.ui.hands import wait_until
from tests.ui.paper_printers import DESK, PaperPrinters, look
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.jobs import all_back
from ui.parts.buttons import PlainButton

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "QPainter::begin", "QPdf")
PAPER_MS = 20_000
KEPT_BACK = "did not go out"
NAMES = (f"Person {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.fixture(scope="module")
def day(house):
    return DayScene(house)


@pytest.fixture
def clinic(day):
    found = day.chart.clinic()
    yield found
    found.when_signed = found.papers_folder = found.last_papers_folder = None
    day.chart.save(NOW)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    return made


class Signing:
    """A visit that was just signed on the board."""

    def __init__(self, day):
        self.day, self.desk = day, day.main._sign_desk.pack
        self.visit = day.visit(next(NAMES), "Ida", days=0)
        day.main.open_visit(self.visit.id)
        day.main.go("sign_off")
        day.sign(self.visit, NOW - timedelta(minutes=1))
        day.main.go("sign_off")
        self.desk.go_out(self.visit)

    def words(self):
        return self.day.words(self.day.main.sign_off.pack)

    def says(self, words):
        assert wait_until(lambda: words in self.words(), PAPER_MS), self.words()


def kinds(visit):
    return sorted(document.kind for document in visit.documents)


@pytest.mark.parametrize("setting", [None, ASK])
def test_asked_for_nothing_goes_out_by_itself(day, clinic, folder, setting):
    clinic.when_signed, clinic.papers_folder = setting, str(folder)
    signing = Signing(day)
    let_run(100)
    assert signing.visit.documents == []
    assert list(folder.iterdir()) == []
    assert day.main.sign_off.pack.save_button.isVisible()


def test_saved_into_the_folder_without_a_press(day, clinic, folder):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    signing = Signing(day)
    signing.says("3 papers saved in")
    assert kinds(signing.visit) == sorted(PACK)
    assert {path.read_bytes() for path in folder.iterdir()} == {one.content for one in signing.visit.documents}
    family = signing.visit.course.patient.family_name
    assert not any(family in path.name or "Ida" in path.name for path in folder.iterdir())


def test_printed_on_the_usual_printer_without_a_press(day, clinic, tmp_path):
    clinic.when_signed = PRINT
    prints = day.main._sign_desk.pack.prints
    prints.printers = PaperPrinters(tmp_path)
    look(prints)
    signing = Signing(day)
    assert wait_until(lambda: len(handed_out(day.chart, signing.visit)) == len(PACK), PAPER_MS)
    assert [name for name, _sides, _title in prints.printers.made] == [DESK] * len(PACK)
    assert kinds(signing.visit) == sorted(PACK)


def test_without_a_printer_the_board_asks(day, clinic, tmp_path):
    clinic.when_signed = PRINT
    prints = day.main._sign_desk.pack.prints
    prints.printers = PaperPrinters(tmp_path)
    prints.printers.names = []
    look(prints)
    signing = Signing(day)
    signing.says("There is no printer on this computer")
    assert day.main.sign_off.pack.save_button.isEnabled()
    assert KEPT_BACK in day.words(day.main._trouble)


@pytest.mark.parametrize("how", ["none", "missing", "file", "inside", "vanished", "read_only"])
def test_a_folder_that_cannot_be_used_says_why_and_the_board_asks(day, clinic, folder, monkeypatch, how):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    said = "is not there"
    if how == "none":
        clinic.papers_folder, said = None, "No folder for papers is chosen"
    elif how == "missing":
        folder.rmdir()
    elif how == "file":
        folder.rmdir()
        folder.write_bytes(b"")
        said = "is a file"
    elif how == "inside":
        clinic.papers_folder, said = str(day.chart.folder), "belongs to the clinic’s own file"
    elif how == "vanished":
        monkeypatch.setattr("ui.pack_desk.why_not_into", lambda *_folders: "")
        shutil.rmtree(folder)
        said = "Not saved: No such file or directory"
    else:
        said = "cannot be written to"
        monkeypatch.setattr("pathlib.Path.write_bytes", refuse_writing)
    before = {path.name for path in day.chart.folder.iterdir()}
    signing = Signing(day)
    signing.says(said)
    signing.says("Print or save the papers here.")
    pack = day.main.sign_off.pack
    assert pack.save_button.isVisible() and pack.save_button.isEnabled()
    assert not any(name.endswith(".pdf") for name in {path.name for path in day.chart.folder.iterdir()} - before)


def test_what_fails_is_told_at_once_wherever_one_is_and_stays_on_today_until_they_went(day, clinic, folder):
    clinic.when_signed = SAVE
    day.chart.save(NOW - timedelta(days=30))
    strip, line = day.main._trouble, day.main.today.kept_back
    first, second = Signing(day), Signing(day)
    assert KEPT_BACK in day.words(strip)
    day.main.tell("Something else", "said meanwhile")
    day.main.model.saved.emit(NOW)
    assert KEPT_BACK in day.words(strip), "not gone with the next save"
    day.main.go("sign_off")
    assert KEPT_BACK in day.words(strip), "not gone before one leaves the screen"
    day.main.go("patient")
    assert not strip.isVisible()
    day.main.go("today")
    assert not strip.isVisible()
    assert line.isVisible()
    day.main.queue.show()
    rows = day.words(day.main.queue.view.kept_back)
    assert first.visit.course.patient.number in rows
    assert "No folder for papers is chosen in Settings." in rows
    day.main.go("today")
    first.desk.show_visit(first.visit)
    first.desk.save_to(folder)
    assert wait_until(lambda: len(list(folder.glob("*.pdf"))) == len(PACK), PAPER_MS)
    assert wait_until(lambda: first.visit not in day.main.kept_back._kept(), PAPER_MS)
    day.main.queue.show()
    rows = day.words(day.main.queue.view.kept_back)
    assert first.visit.course.patient.number not in rows
    assert second.visit.course.patient.number in rows, "only its own is over"
    day.main.go("today")
    day.hands.click(next(one for one in line.findChildren(PlainButton) if "Close" in one.text()))
    day.main.go("patient")
    day.main.go("today")
    assert not line.isVisible()


def test_papers_that_are_being_set_are_not_told_as_kept_back(day, clinic, folder, monkeypatch):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    day.chart.save(NOW - timedelta(days=30))
    held = threading.Event()
    monkeypatch.setattr("ui.pack_desk.why_not_into", lambda *_folders: "" if held.wait(PAPER_MS / 1000) else "late")
    signing = Signing(day)
    assert signing.visit in day.main._sign_desk.pack.under_way()
    assert signing.visit not in day.main.kept_back._kept()
    held.set()
    assert wait_until(lambda: signing.visit not in day.main._sign_desk.pack.under_way(), PAPER_MS)
    assert signing.visit not in day.main.kept_back._kept()


def refuse_writing(_path, _content):
    raise PermissionError(13, "Permission denied")


def test_what_was_agreed_goes_on_when_another_visit_is_opened(day, clinic, folder):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    signing = Signing(day)
    day.main.open_visit(day.draft.id)
    assert wait_until(lambda: len(list(folder.glob("*.pdf"))) == len(PACK), PAPER_MS)
    assert kinds(signing.visit) == sorted(PACK)
    assert day.draft.documents == []


def test_closing_waits_for_what_was_agreed(day, clinic, folder):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    signing = Signing(day)
    signing.desk.rest()
    assert len(list(folder.glob("*.pdf"))) == len(PACK)
    assert kinds(signing.visit) == sorted(PACK)


def test_what_is_not_done_in_time_at_closing_is_told(day, clinic, monkeypatch):
    clinic.when_signed = PRINT
    monkeypatch.setattr("ui.pack_desk.WAIT_AT_CLOSE_S", 0.05)
    answers = threading.Event()
    monkeypatch.setattr(PaperPrinters, "here", lambda _printers: [DESK] if not answers.wait(PAPER_MS / 1000) else [])
    day.main._sign_desk.pack.prints.printers = PaperPrinters(None)
    signing, told = Signing(day), []
    signing.desk.failed.connect(lambda visit, why: told.append((visit, why)))
    signing.desk.rest()
    assert told == [(signing.visit, "They were not done when Rootline was to be closed.")]
    answers.set()
    assert all_back(5)
    let_run(50)
    assert len(told) == 1 and signing.visit.documents == []


def test_what_was_saved_at_closing_tells_no_closed_chart(day, clinic, folder, monkeypatch):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    signing = Signing(day)
    signing.desk.rest()
    asked = []
    monkeypatch.setattr(type(day.chart), "clinic", lambda chart: asked.append(chart))
    monkeypatch.setattr(day.main.sign_off.pack, "say", lambda *said, **_how: asked.append(said))
    let_run(200)
    assert asked == []


def test_what_could_not_be_saved_at_closing_says_so_while_the_chart_is_open(day, clinic, folder, monkeypatch):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    monkeypatch.setattr("ui.pack_desk.write_whole", refuse_writing)
    signing, told = Signing(day), []
    signing.desk.failed.connect(lambda _title, why: told.append(why))
    signing.desk.rest()
    assert told == ["Not saved: Permission denied. Choose another folder."]


def test_what_is_still_being_saved_at_closing_is_told(day, clinic, folder, monkeypatch):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    monkeypatch.setattr("ui.pack_desk.WAIT_AT_CLOSE_S", 0.05)
    answers, begun = threading.Event(), threading.Event()

    def never(_path, _content):
        begun.set()
        answers.wait(PAPER_MS / 1000)

    monkeypatch.setattr("ui.pack_desk.write_whole", never)
    signing, told = Signing(day), []
    assert wait_until(begun.is_set, PAPER_MS)
    signing.desk.failed.connect(lambda visit, why: told.append((visit, why)))
    signing.desk.rest()
    assert told == [(signing.visit, "They were not done when Rootline was to be closed.")]
    answers.set()
    assert QThreadPool.globalInstance().waitForDone(PAPER_MS)
    let_run(50)
    assert len(told) == 1


@pytest.mark.parametrize("place", ["write_whole", "why_not_into"], ids=["written", "set"])
def test_a_mistake_of_ours_keeps_nobody_from_closing(day, clinic, folder, monkeypatch, place):
    clinic.when_signed, clinic.papers_folder = SAVE, str(folder)
    reported, mistake = [], ValueError("out of order")
    monkeypatch.setattr("sys.excepthook", lambda kind, error, _trace: reported.append((kind, error)))

    def fall_over(*_of):
        raise mistake

    monkeypatch.setattr(f"ui.pack_desk.{place}", fall_over)
    signing = Signing(day)
    signing.desk.rest()
    assert reported == [(ValueError, mistake)]
    let_run(50)
    assert len(reported) == 1


def test_saved_by_hand_the_folder_is_remembered_for_one_tap(day, clinic, folder, monkeypatch):
    asked = choose(monkeypatch, folder)
    signing = Signing(day)
    pack = day.main.sign_off.pack
    assert not pack.other_button.isVisible()
    day.hands.click(pack.save_button)
    signing.says("3 papers saved in")
    assert clinic.last_papers_folder == str(folder)
    again = Signing(day)
    assert pack.other_button.isVisible()
    day.hands.click(pack.save_button)
    again.says("3 papers saved in")
    assert len(asked) == 1
    assert len(list(folder.glob("*.pdf"))) == 2 * len(PACK)
    shutil.rmtree(folder)
    third = Signing(day)
    day.hands.click(pack.save_button)
    third.says("is not there. Choose another folder.")
    folder.mkdir()
    day.hands.click(pack.other_button)
    third.says("3 papers saved in")
    assert len(asked) == 2


def test_settings_keep_a_folder_that_can_be_used_and_refuse_another(day, clinic, folder, monkeypatch):
    day.main.go("settings")
    card = day.main.settings.when_signed
    day.hands.click(card.choice._pieces[1])
    assert clinic.when_signed == SAVE
    assert "Choose a folder" in day.words(card)
    choose(monkeypatch, day.chart.folder)
    day.hands.click(card.choose)
    assert clinic.papers_folder is None
    assert "belongs to the clinic’s own file" in card.strip.accessibleDescription()
    choose(monkeypatch, folder)
    day.hands.click(card.choose)
    assert clinic.papers_folder == str(folder)
    assert not card.strip.isVisible()
    folder.rmdir()
    day.main.go("settings")
    assert "is not there" in card.strip.accessibleDescription()


def test_a_folder_others_read_is_warned_of(tmp_path):
    cloud = tmp_path / "OneDrive" / "papers"
    cloud.mkdir(parents=True)
    assert why_not_into(cloud, tmp_path / "clinic") == ""
    assert "OneDrive" in warning_of(cloud)
    assert "not encrypted" in warning_of(cloud)
    assert warning_of(tmp_path) == ""


def test_a_link_into_the_clinic_is_seen_through(tmp_path):
    inside = tmp_path / "clinic" / "papers"
    inside.mkdir(parents=True)
    link = tmp_path / "elsewhere"
    link.symlink_to(inside, target_is_directory=True)
    assert "belongs to the clinic" in why_not_into(link, tmp_path / "clinic")
    assert list(inside.iterdir()) == []
