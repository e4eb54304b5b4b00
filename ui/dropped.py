"""Files dropped onto the window, sorted by what they hold: papers to be checked, scans to be filed.

A screen that takes files itself, as that of the photographs does, gets them first; what it leaves arrives here.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from charting.own_files import require_no_chart
from charting.paper_marks import LONGEST_BYTES, is_made_here, is_pdf, is_sealed


class DroppedFiles(QObject):
    """Listens to one window. `papers(paths)` are PDFs that carry a seal or name Rootline as their maker,
    `scans(paths)` everything else: pictures, scanned PDFs, and what cannot be read. While `pictures` is shown, a
    picture it does not take is taken by nobody: a photograph is no scanned page.
    """

    papers = Signal(object)
    scans = Signal(object)

    def __init__(self, window: QWidget, pictures: QWidget | None = None) -> None:
        super().__init__(window)
        self._pictures = pictures
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def take(self, paths: Sequence[Path]) -> None:
        """Sort files that were dropped or found in a folder, and hand them on."""
        ours = [path for path in paths if is_paper(path)]
        others = [path for path in paths if path not in ours]
        if ours:
            self.papers.emit(ours)
        if others:
            self.scans.emit(others)

    def _for_pictures(self) -> bool:
        return self._pictures is not None and self._pictures.isVisible()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # entering and moving are kinds of dropping to Qt
            paths = files_of(event)
            if not paths or (self._for_pictures() and not any(is_pdf_name(path) for path in paths)):
                return False
            event.setDropAction(Qt.DropAction.CopyAction)  # the file stays where it is
            event.accept()
            if not isinstance(event, QDragEnterEvent | QDragMoveEvent):
                self.take(paths)
            return True
        return False


def is_paper(path: Path) -> bool:
    """Whether a file is a PDF that says of itself that it came from a Rootline; only a check tells whether it did."""
    try:
        require_no_chart(path)
        if not path.is_file() or path.stat().st_size > LONGEST_BYTES:
            return False
        content = path.read_bytes()
    except OSError:
        return False
    return is_pdf(content) and (is_sealed(content) or is_made_here(content))


def is_pdf_name(path: Path) -> bool:
    """Whether a file's name says PDF."""
    return path.suffix.casefold() == ".pdf"


def files_of(event: QDropEvent) -> list[Path]:
    """The files of this computer that are let go of."""
    data = event.mimeData()
    if not data.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
