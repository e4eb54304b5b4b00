"""Where a dialogue for files begins: the documents, then the folder used last for that kind; never elsewhere."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QLabel

from charting.last_folders import folder_for, remember_folder
from charting.local_choices import kept
from tests.held_locks import locks_on
from tests.ui.choosing import choose
from tests.ui.hands import wait_until
from tests.ui.waiting import let_run
from ui import file_dialogs as ask
from ui.file_dialogs import saved_words

UI = Path(ask.__file__).parent

# What the offscreen platform says of every window that is opened.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def documents(tmp_path, monkeypatch):
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))
    return folder


def test_a_dialogue_begins_in_the_documents_then_where_that_kind_was_last(qapp, documents, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    shown = choose(monkeypatch, stick / "consent.pdf")
    for kind in ("papers", "papers", "exports"):
        assert ask.ask_where_to_save(None, kind, "Save", "one.pdf", "PDF (*.pdf)") == stick / "consent.pdf"
    begun = [Path(one) for dialog in shown for one in dialog.selectedFiles()]
    assert begun == [documents / "one.pdf", stick / "one.pdf", documents / "one.pdf"]
    stick.rmdir()
    assert ask.start_folder(None, "papers") == documents


def test_each_clinic_has_folders_of_its_own_and_the_door_too(qapp, documents, tmp_path, monkeypatch):
    first, second = (ask.OfClinic() for _number in range(2))
    first.series, second.series = "one", "two"
    shown = {parent: QLabel("a part of the screen", parent) for parent in (first, second)}
    (tmp_path / "of-one").mkdir()
    choose(monkeypatch, tmp_path / "of-one")
    ask.ask_for_folder(shown[first], "papers", "Save")
    assert ask.start_folder(shown[first], "papers") == tmp_path / "of-one"
    assert ask.start_folder(shown[second], "papers") == ask.start_folder(None, "papers") == documents


def test_clinics_that_are_gone_do_not_fill_the_file(documents):
    for number in range(300):
        remember_folder("papers", documents, f"{number}")
    assert folder_for("papers", "299") == documents
    assert folder_for("papers", "0") is None
    assert len(kept("folders.json")) == 100


def test_the_window_of_a_clinic_has_its_own_folders(house):
    assert ask._series_around(house.window.preview) == house.window.series != ""


def test_nobody_chose_and_nothing_is_remembered(qapp, documents, monkeypatch):
    choose(monkeypatch)
    assert ask.ask_for_file(None, "scans", "Open", "") is None
    assert ask.ask_for_folder(None, "scans", "Open") is None
    assert ask.ask_for_files(None, "scans", "Open", "") == []
    assert ask.start_folder(None, "scans") == documents


def test_without_a_folder_of_documents_it_is_the_home_folder(monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: "")
    assert ask.start_folder(None, "papers") == Path.home()


def test_what_is_said_after_saving_names_the_folder(tmp_path):
    assert saved_words(tmp_path / "one.pdf") == f"Saved as one.pdf in {tmp_path}."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which locks are held")
@pytest.mark.parametrize("mode", list(QFileDialog.FileMode))
def test_looking_at_the_clinics_own_folder_leaves_the_charts_locks(house, mode):
    held = locks_on(house.folder)
    dialog = ask._dialog(house.window, "Open", house.folder, mode)
    listed = []
    dialog.findChild(QFileSystemModel).directoryLoaded.connect(listed.append)
    QTimer.singleShot(0, lambda: leave_when(dialog, lambda: str(house.folder) in listed))
    assert ask.answered(dialog) == []
    assert locks_on(house.folder) == held > 0


def leave_when(dialog, holds):
    assert wait_until(holds, 10_000)
    let_run(200)
    dialog.reject()


def test_a_name_without_an_ending_gets_that_of_what_is_saved(qapp, documents, monkeypatch):
    shown = choose(monkeypatch)
    assert ask.ask_where_to_save(None, "papers", "Save", "one.pdf", "PDF (*.pdf)") is None
    (dialog,) = shown
    dialog.selectFile("another")
    assert [Path(name).name for name in dialog.selectedFiles()] == ["another.pdf"]


def test_no_dialogue_for_files_is_opened_past_this():
    past = [file.name for file in UI.rglob("*.py") if "QFileDialog" in file.read_text("utf-8")]
    assert past == ["file_dialogs.py"]
