"""Asking for files and folders: in the user's documents, or where this kind of file was last, and nowhere else.

Without a folder of its own a dialogue would begin where the program was started, among the program's own files.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from charting.last_folders import folder_for, remember_folder
from charting.words import _


class OfClinic(QWidget):
    """A screen of an open clinic, whose `series` tells it from others: its dialogues begin in folders of its own."""

    series = ""


def start_folder(parent: QWidget | None, kind: str) -> Path:
    """Where a dialogue for this kind of file begins, above the clinic that `parent` stands in."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    usual = documents if documents.is_absolute() and documents.is_dir() else Path.home()
    return folder_for(kind, _series_around(parent)) or usual


def ask_where_to_save(parent: QWidget, kind: str, title: str, name: str, files: str) -> Path | None:
    """Where a file is to be written; `name` is proposed. None where nobody chose."""
    chosen, _files = QFileDialog.getSaveFileName(parent, title, str(start_folder(parent, kind) / name), files)
    return _kept(parent, kind, chosen)


def ask_for_file(parent: QWidget, kind: str, title: str, files: str, start: Path | None = None) -> Path | None:
    """A file that is there; `start` is a folder that comes before the one used last."""
    chosen, _files = QFileDialog.getOpenFileName(parent, title, str(start or start_folder(parent, kind)), files)
    return _kept(parent, kind, chosen)


def ask_for_files(parent: QWidget, kind: str, title: str, files: str) -> list[Path]:
    """Files that are there; none where nobody chose."""
    chosen, _files = QFileDialog.getOpenFileNames(parent, title, str(start_folder(parent, kind)), files)
    return [Path(name) for name in chosen if _kept(parent, kind, name)]


def ask_for_folder(parent: QWidget | None, kind: str, title: str, start: Path | None = None) -> Path | None:
    """A folder; `start` comes before the one used last."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or start_folder(parent, kind)))
    if not chosen:
        return None
    remember_folder(kind, Path(chosen), _series_around(parent))
    return Path(chosen)


def saved_words(path: Path) -> str:
    """Under which name and in which folder a file was saved."""
    return _("Saved as {name} in {folder}.").format(name=path.name, folder=path.parent)


def _series_around(parent: QWidget | None) -> str:
    """The series of the clinic a part of the window stands in; blank at the door, where none is open."""
    while parent is not None and not isinstance(parent, OfClinic):
        parent = parent.parentWidget()
    return "" if parent is None else parent.series


def _kept(parent: QWidget | None, kind: str, chosen: str) -> Path | None:
    if not chosen:
        return None
    remember_folder(kind, Path(chosen).parent, _series_around(parent))
    return Path(chosen)
