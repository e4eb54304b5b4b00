"""Keeping the screen awake while hands are busy, with what each system has for it and nothing to install."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_CAFFEINATE = "/usr/bin/caffeinate"
Release = Callable[[], None]


class Awake:
    """Holds the screen awake between `hold` and `rest`; where the system offers nothing it may sleep as it is set.

    Windows: the thread's execution state. macOS: its own `caffeinate`, ended with this process. Linux: the screen
    saver service of the desktop, over D-Bus.
    """

    def __init__(self, inhibit: Callable[[], Release | None] | None = None) -> None:
        self._inhibit = inhibit or _of_this_system()
        self._release: Release | None = None

    @property
    def held(self) -> bool:
        """Whether the system agreed to stay awake."""
        return self._release is not None

    def hold(self) -> None:
        """Stay awake from now."""
        if self._release is None:
            self._release = self._inhibit()

    def rest(self) -> None:
        """Sleep as the system is set to."""
        release, self._release = self._release, None
        if release is not None:
            release()


def _of_this_system() -> Callable[[], Release | None]:
    if QGuiApplication.platformName() in {"offscreen", "minimal"}:
        return _nothing
    return {"win32": _windows, "darwin": _mac}.get(sys.platform, _linux)


def _nothing() -> Release | None:
    return None


def _windows() -> Release | None:
    set_state: Callable[[int], int] = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined]
    if not set_state(_CONTINUOUS | _SYSTEM | _DISPLAY):
        return None

    def release() -> None:
        set_state(_CONTINUOUS)

    return release


def _mac() -> Release | None:
    try:
        held = subprocess.Popen([_CAFFEINATE, "-d", "-w", str(os.getpid())])
    except OSError:
        return None

    def release() -> None:
        held.terminate()
        held.wait()

    return release


def _linux() -> Release | None:
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

    saver = QDBusInterface(_SERVICE, _PATH, _SERVICE, QDBusConnection.sessionBus())
    if not saver.isValid():
        return None
    answer = saver.call("Inhibit", "Rootline", "Glove mode")
    if answer.type() == QDBusMessage.MessageType.ErrorMessage or not answer.arguments():
        return None
    cookie = answer.arguments()[0]

    def release() -> None:
        saver.call("UnInhibit", cookie)

    return release
