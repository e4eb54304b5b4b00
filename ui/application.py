"""Rootline with a window: the first screen at once, the rest of the program behind it."""

import contextlib
import logging
import os
import sys
import threading
from datetime import datetime
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from charting.paths import clinic_folder
from charting.screen_look import chosen_look
from charting.words import _
from ui.bug_report import watch
from ui.jobs import all_back
from ui.shell import Shell
from ui.theme import Theme
from ui.tidying import Tidying

PLAIN = 100
_FAREWELL_S = 1.0


def local_now() -> datetime:
    """The time of the clinic's clock, with its offset."""
    return datetime.now().astimezone()


def run(data: Path | None, practice: bool) -> int:
    """Show the window until it is closed; the exit status is the program's.

    `data` is the folder of the clinic, by default the user's own; `practice` opens the practice clinic instead.
    """
    look = chosen_look()
    _enlarge(look.text_percent)
    application = make_application(sys.argv)
    Tidying(application)
    theme = Theme()
    theme.follow(look.colours)
    theme.apply(application)
    folder, remembers = clinic_folder(data, practice), data is None and not practice
    shell = Shell(theme, folder, practice=practice, clock=local_now, remembers=remembers)
    watch(theme, shell)
    shell.resize(1366, 768)
    shell.show()
    threading.Thread(target=import_module, args=("ui.main_view",), daemon=True).start()
    status = application.exec()
    if not (all_back(_FAREWELL_S) and QThreadPool.globalInstance().waitForDone(round(1000 * _FAREWELL_S))):
        # Every chart is closed. The destructors of Qt would wait for a driver or a folder in a network that never comes
        # back, or fall over it.
        logging.shutdown()
        os._exit(status)
    return status


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, named as the platform expects."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QCoreApplication.setApplicationName("Rootline")
    application = QApplication(arguments)
    application.setApplicationDisplayName(_("Rootline"))
    return application


def _enlarge(percent: int) -> None:
    """Draw everything larger than the system does. Qt reads this once, before it starts."""
    with contextlib.suppress(ValueError):
        scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
        if percent != PLAIN:
            os.environ["QT_SCALE_FACTOR"] = f"{scale * percent / PLAIN:g}"
