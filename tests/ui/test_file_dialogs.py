"""Where a dialogue for files begins: the documents, then the folder used last for that kind; never elsewhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLabel

from charting.last_folders import folder_for, remember_folder
from charting.local_choices import kept
from ui import file_dialogs as ask
from ui.file_dialogs import saved_words

UI = Path(ask.__file__).parent


@pytest.fixture
def documents(tmp_path, monkeypatch):
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(folder))
    return folder


def test_a_dialogue_begins_in_the_documents_then_where_that_kind_was_last(documents, tmp_path, monkeypatch):
    begun, stick = [], tmp_path / "stick"
    stick.mkdir()

    def save(_parent, _title, start, _files):
        begun.append(Path(start))
        return str(stick / "consent.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    for kind in ("papers", "papers", "exports"):
        assert ask.ask_where_to_save(None, kind, "Save", "one.pdf", "PDF (*.pdf)") == stick / "consent.pdf"
    assert begun == [documents / "one.pdf", stick / "one.pdf", documents / "one.pdf"]
    stick.rmdir()
    assert ask.start_folder(None, "papers") == documents


def test_each_clinic_has_folders_of_its_own_and_the_door_too(qapp, documents, tmp_path, monkeypatch):
    first, second = (ask.OfClinic() for _number in range(2))
    first.series, second.series = "one", "two"
    shown = {parent: QLabel("a part of the screen", parent) for parent in (first, second)}
    (tmp_path / "of-one").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_of: str(tmp_path / "of-one"))
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


def test_nobody_chose_and_nothing_is_remembered(documents, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_of: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_of: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_of: ([], ""))
    assert ask.ask_for_file(None, "scans", "Open", "") is None
    assert ask.ask_for_folder(None, "scans", "Open") is None
    assert ask.ask_for_files(None, "scans", "Open", "") == []
    assert ask.start_folder(None, "scans") == documents


def test_without_a_folder_of_documents_it_is_the_home_folder(monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: "")
    assert ask.start_folder(None, "papers") == Path.home()


def test_what_is_said_after_saving_names_the_folder(tmp_path):
    assert saved_words(tmp_path / "one.pdf") == f"Saved as one.pdf in {tmp_path}."


def test_no_dialogue_for_files_is_opened_past_this():
    past = [file.name for file in UI.rglob("*.py") if "QFileDialog" in file.read_text("utf-8")]
    assert past == ["file_dialogs.py"]
