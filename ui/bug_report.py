"""What we did wrong, for whoever mends it: where in the program, never what was in the chart."""

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from charting import __version__
from charting.words import _
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.labels import Label
from ui.theme import Theme

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def report_of(error: BaseException) -> str:
    """Kind of error and the places it passed. Its message is left out: it may quote the chart."""
    lines = [
        f"Rootline {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        type(error).__name__,
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        place = "/".join(frame.filename.replace("\\", "/").split("/")[-3:])
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def write_down(error: BaseException) -> None:
    """Write the report of a mistake to the error stream; a program started without a terminal may have none."""
    if sys.stderr is not None:
        sys.stderr.write(report_of(error) + "\n")


class BugDialog(QDialog):
    """Stands beside the chart, which stays usable and saved."""

    def __init__(self, theme: Theme, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A fault in Rootline"))
        self.setModal(False)
        words = _("Rootline made a mistake. The chart is saved and you can go on. This report names no patient.")
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName(_("Report"))
        copy = PlainButton(theme, _("Copy the report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = MainButton(theme, _("Go on"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(Label(theme, words, px=14, wrap=True))
        layout.addWidget(text)
        layout.addLayout(foot)
        self.resize(620, 360)


def report(error: BaseException) -> None:
    """Report a mistake of ours where raising it would keep somebody from closing the chart."""
    sys.excepthook(type(error), error, error.__traceback__)


def watch(theme: Theme, window: QWidget) -> Hook:
    """Show a report for every error nobody caught, one at a time; returns the hook that was in place before."""
    before = sys.excepthook
    shown: list[BugDialog] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        write_down(error)
        if not any(dialog.isVisible() for dialog in shown):
            shown[:] = [BugDialog(theme, report_of(error), window)]
            shown[0].show()

    sys.excepthook = hook
    return before
