"""Where a dialogue for files begins: the documents, then the folder used last for that kind; never elsewhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

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
    assert ask.start_folder("papers") == documents


def test_nobody_chose_and_nothing_is_remembered(documents, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_of: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_of: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_of: ([], ""))
    assert ask.ask_for_file(None, "scans", "Open", "") is None
    assert ask.ask_for_folder(None, "scans", "Open") is None
    assert ask.ask_for_files(None, "scans", "Open", "") == []
    assert ask.start_folder("scans") == documents


def test_without_a_folder_of_documents_it_is_the_home_folder(monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: "")
    assert ask.start_folder("papers") == Path.home()


def test_what_is_said_after_saving_names_the_folder(tmp_path):
    assert saved_words(tmp_path / "one.pdf") == f"Saved as one.pdf in {tmp_path}."


def test_no_dialogue_for_files_is_opened_past_this():
    past = [file.name for file in UI.rglob("*.py") if "QFileDialog" in file.read_text("utf-8")]
    assert past == ["file_dialogs.py"]
