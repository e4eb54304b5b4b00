"""Before Qt is imported: are its system libraries and a display there? Imports no Qt itself."""

import ctypes
import sys
from collections.abc import Mapping

from charting.errors import Known
from charting.words import _

# Library by Debian package; the names are right on Debian 12 and 13 and on Ubuntu, where t64 packages provide them.
EVERYWHERE = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libxkbcommon0": "libxkbcommon.so.0",
}
X11 = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
WAYLAND = {
    "libwayland-cursor0": "libwayland-cursor.so.0",
    "libwayland-egl1": "libwayland-egl.so.1",
}


def needed(surroundings: Mapping[str, str]) -> dict[str, str]:
    """Return library by Debian package for the kind of screen that `surroundings` (the process's) lead Qt to."""
    platform = surroundings.get("QT_QPA_PLATFORM", "").partition(":")[0]
    libraries = dict(EVERYWHERE)
    if platform == "xcb" or (not platform and surroundings.get("DISPLAY")):
        libraries |= X11
    elif platform == "wayland" or (not platform and surroundings.get("WAYLAND_DISPLAY")):
        libraries |= WAYLAND
    return libraries


def missing(libraries: Mapping[str, str] = EVERYWHERE) -> list[str]:
    """Return the Debian packages whose library cannot be loaded; always none off Linux, where Qt's wheel has all."""
    return [package for package, library in libraries.items() if not _loads(library)] if sys.platform == "linux" else []


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def require_display(surroundings: Mapping[str, str]) -> None:
    """Return when a window can be shown.

    Raises:
        Known: there is no display; the message names what works without one.
    """
    if sys.platform != "linux":
        return
    if not any(surroundings.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise Known(
            _(
                "There is no display to open a window on; without one these work: "
                "main.py documents --practice --to DIR, main.py pictures --practice --to DIR, "
                "main.py backup, main.py restore, main.py verify, "
                "main.py test, main.py --version."
            )
        )
