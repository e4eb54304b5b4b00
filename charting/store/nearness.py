"""How far a folder is from the clinic's own: what lies beside the chart is lost with it, or found with it."""

import os
from pathlib import Path

from charting.errors import Known
from charting.words import _


class TooNear(Known):
    """A backup or a recovery key would lie in the clinic's own folder."""


def inside(folder: Path, clinic: Path) -> bool:
    """Whether `folder` is the clinic's folder or lies in it, by whatever name it is called."""
    place, own = Path(os.path.realpath(folder)), Path(os.path.realpath(clinic))
    if place == own or own in place.parents:
        return True
    return any(_same(above, own) for above in (place, *place.parents))


def is_folder(folder: Path) -> bool:
    """Whether a folder is there; one that cannot be looked at, on a failing stick or another user's, is not."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def on_the_same_disk(folder: Path, clinic: Path) -> bool:
    """Whether both lie on one disk, so that they are lost together; False where either cannot be looked at."""
    try:
        return folder.stat().st_dev == clinic.stat().st_dev
    except OSError:
        return False


def require_apart(to: Path, clinic: Path) -> None:
    """Raise TooNear where backups in `to` would lie in the clinic's own folder."""
    if inside(to, clinic):
        words = _("{folder} is the clinic’s own folder, or lies in it. Choose a stick or another disk for backups.")
        raise TooNear(words.format(folder=to))


def require_key_apart(to: Path, clinic: Path, backups: Path | None) -> None:
    """Raise TooNear where the recovery key in `to` would lie with a chart that it opens."""
    if inside(to, clinic) or (backups is not None and inside(to, backups)):
        words = _(
            "Not saved: {folder} holds the chart, or copies of it, that this key opens. "
            "Save it on another stick, or print it and save nothing."
        )
        raise TooNear(words.format(folder=to))


def _same(one: Path, other: Path) -> bool:
    """The same folder by what the disk says: names may differ in capitals, or lead through a second mount."""
    try:
        return one.samefile(other)
    except OSError:
        return False
