"""What keeps a clinic from being opened, as far as it shows without its password. Imports little: it runs at once."""

import os
from pathlib import Path

from charting.errors import CannotWrite, Known
from charting.store.files import CHART, KEYS, PAGE
from charting.store.instance import hold
from charting.store.nearness import is_folder
from charting.store.places import require_safe
from charting.store.swap import finish_interrupted
from charting.words import _


class Gone(Known):
    """The folder that was chosen for the clinic is not there."""


class NoChart(Known):
    """There is a key file, but no chart beside it, or an empty one."""


class NoKeys(Known):
    """There is a chart, but no key file beside it, or an empty one."""


def is_kept(folder: Path) -> bool:
    """Whether a clinic is kept in `folder`, whole or not."""
    return (folder / CHART).exists() or (folder / KEYS).exists()


def require_openable(folder: Path, expected: bool = False) -> None:
    """Return where a clinic can be opened, or made when there is none; an interrupted restore is finished first.

    Raises UnsafePlace, Gone where the folder is `expected` and missing, CannotWrite, SpoiltJournal, InUse, NoChart or
    NoKeys.
    """
    require_safe(folder)
    if expected and not is_folder(folder):
        words = _("The folder of the clinic, {folder}, is not there.")
        raise Gone(words.format(folder=folder))
    try:
        finish_interrupted(folder)
    except OSError as refused:
        words = _("{folder} cannot be written to: {reason}. An interrupted restore waits there to be finished.")
        raise CannotWrite(words.format(folder=folder, reason=refused.strerror)) from refused
    if not is_kept(folder):
        _require_room_for_one(folder)
        return
    if _size(folder / CHART) < PAGE:
        raise NoChart(_("There is no chart in {folder}, or it is empty.").format(folder=folder))
    if not _size(folder / KEYS):
        raise NoKeys(_("The chart in {folder} has lost its key file {name}.").format(folder=folder, name=KEYS))
    hold(folder).release()


def _require_room_for_one(folder: Path) -> None:
    """A first start that could not be kept is refused before somebody fills it in."""
    if folder.exists() and not folder.is_dir():
        raise CannotWrite(_("{folder} is a file, not a folder.").format(folder=folder))
    there = next((place for place in (folder, *folder.parents) if place.is_dir()), folder)
    if not os.access(there, os.W_OK | os.X_OK):
        raise CannotWrite(_("{folder} cannot be written to. No clinic is in it yet.").format(folder=folder))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
