"""Asking for files and folders: in the user's documents, or where this kind of file was last, and nowhere else.

Without a folder of its own a dialogue would begin where the program was started, among the program's own files.
"""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo, QStandardPaths
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

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
    """Where a file is to be written; `name` is proposed, and its ending kept. None where nobody chose."""
    dialog = _dialog(parent, title, start_folder(parent, kind), QFileDialog.FileMode.AnyFile, files)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    return _one(parent, kind, answered(dialog))


def ask_for_file(parent: QWidget, kind: str, title: str, files: str, start: Path | None = None) -> Path | None:
    """A file that is there; `start` is a folder that comes before the one used last."""
    begin = start or start_folder(parent, kind)
    return _one(parent, kind, answered(_dialog(parent, title, begin, QFileDialog.FileMode.ExistingFile, files)))


def ask_for_files(parent: QWidget, kind: str, title: str, files: str) -> list[Path]:
    """Files that are there; none where nobody chose."""
    begin = start_folder(parent, kind)
    chosen = answered(_dialog(parent, title, begin, QFileDialog.FileMode.ExistingFiles, files))
    _one(parent, kind, chosen)
    return chosen


def ask_for_folder(parent: QWidget | None, kind: str, title: str, start: Path | None = None) -> Path | None:
    """A folder; `start` comes before the one used last."""
    dialog = _dialog(parent, title, start or start_folder(parent, kind), QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = answered(dialog)
    if not chosen:
        return None
    remember_folder(kind, chosen[0], _series_around(parent))
    return chosen[0]


def answered(dialog: QFileDialog) -> list[Path]:
    """Show a dialogue, and what was chosen in it; nothing where it was left."""
    accepted = dialog.exec()
    dialog.deleteLater()
    return [Path(name) for name in dialog.selectedFiles()] if accepted else []


class _ByName(QFileIconProvider):
    """Icons and kinds of files by their names alone, without opening them.

    Qt would open each file of a folder to tell its kind, the chart's as well. Where a process closes a file, POSIX
    drops all its locks on it (fcntl(2)): the next program would take itself for the only one and delete the log, with
    all that was saved in it.
    """

    def icon(self, what: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        if isinstance(what, QFileInfo):
            what = self.IconType.Folder if what.isDir() else self.IconType.File
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        return _("Folder") if info.isDir() else info.suffix()


@cache
def _by_name() -> _ByName:
    return _ByName()


def _dialog(
    parent: QWidget | None, title: str, start: Path, mode: QFileDialog.FileMode, files: str = ""
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(start), files)
    # Dialogues of a Linux desktop look into files as well, within this process. Those of Windows and macOS do not.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform not in {"win32", "darwin"})
    dialog.setIconProvider(_by_name())
    dialog.setFileMode(mode)
    return dialog


def saved_words(path: Path) -> str:
    """Under which name and in which folder a file was saved."""
    return _("Saved as {name} in {folder}.").format(name=path.name, folder=path.parent)


def _series_around(parent: QWidget | None) -> str:
    """The series of the clinic a part of the window stands in; blank at the door, where none is open."""
    while parent is not None and not isinstance(parent, OfClinic):
        parent = parent.parentWidget()
    return "" if parent is None else parent.series


def _one(parent: QWidget | None, kind: str, chosen: list[Path]) -> Path | None:
    if not chosen:
        return None
    remember_folder(kind, chosen[0].parent, _series_around(parent))
    return chosen[0]
