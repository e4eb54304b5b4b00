"""Packages of the operating system on Debian and its kin: named always, installed where that is allowed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from charting.errors import Known
from charting.setup.progress import Progress
from charting.words import _


def apt_line(packages: Sequence[str]) -> str:
    """Return the line a person types to install `packages`."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def is_desktop(surroundings: Mapping[str, str]) -> bool:
    """Whether someone's desktop session is around: nothing is installed there without asking."""
    if surroundings.get("CI"):
        return False
    return any(surroundings.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"))


def obtain(packages: Sequence[str], purpose: str, progress: Progress) -> None:
    """Install `packages` with apt: at once as root away from a desktop, after asking everywhere else.

    Raises:
        Known: refused, impossible or failed; the message holds the line to type.
    """
    needed = _("{purpose} needs system packages that are missing; install them with: {line}").format(
        purpose=purpose, line=apt_line(packages)
    )
    if shutil.which("apt-get") is None:
        listed = ", ".join(packages)
        raise Known(
            _("{purpose} needs system libraries that are missing; on Debian they are called {listed}.").format(
                purpose=purpose, listed=listed
            )
        )
    root = os.geteuid() == 0
    if root and not is_desktop(os.environ):
        progress.say(_("Installing system packages: {listed}").format(listed=" ".join(packages)))
    elif not (root or shutil.which("sudo")) or not _agreed(needed):
        raise Known(needed)
    _apt([] if root else ["sudo"], packages, needed)


def _agreed(needed: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(needed + "\n" + _("Run this line now? [y/N] "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", _("yes"))


def _apt(before: list[str], packages: Sequence[str], needed: str) -> None:
    settings = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    # A fresh container knows no packages until its lists are fetched; old lists elsewhere may still serve.
    subprocess.run([*before, *settings, "update"], capture_output=True, check=False)
    installing = [*before, *settings, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(installing, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = [line.removeprefix("E: ") for line in done.stderr.splitlines() if line.startswith("E: ")]
        raise Known(f"{needed} ({said[0].rstrip('.') if said else 'apt-get'})")
