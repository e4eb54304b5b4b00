"""Two soft notes for a clock that ends. Without a player of its own Qt leaves the system's bell."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.theme import RESOURCES

NOTES = RESOURCES / "sounds" / "due.wav"
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
"""Programs of Linux and macOS that play a file and end, the first one found is used."""
_UNHEARD = frozenset({"offscreen", "minimal", "vnc"})


class ClockSound:
    """Plays the notes without waiting for their end."""

    def play(self) -> None:
        """Play once. Where there is no screen there is nobody to hear it."""
        if QGuiApplication.platformName() in _UNHEARD:
            return
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(NOTES), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return
        command = player_command(NOTES)
        if not (command and QProcess.startDetached(command[0], command[1:])[0]):
            QApplication.beep()


def player_command(file: Path) -> list[str]:
    """The words that play a file here; empty where no player is installed."""
    for name, *options in PLAYERS:
        if program := QStandardPaths.findExecutable(name):
            return [program, *options, str(file)]
    return []
