"""The folder that papers are saved into: whether it can be used, and what has to be known about it."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from charting.store.places import danger_of
from charting.words import _


def why_not_into(folder: Path, clinic: Path) -> str:
    """The sentence that says why papers cannot be saved into `folder`; blank where they can.

    `clinic` is the folder of the clinic's own file: what lies there is encrypted, backed up and cleaned up, and no
    place for loose papers.
    """
    if not folder.is_absolute():
        return _("{folder} is no whole path. Choose the folder.").format(folder=folder)
    try:
        if not folder.is_dir():
            words = _("{folder} is a file.") if folder.exists() else _("{folder} is not there.")
            return words.format(folder=folder)
    except OSError as refused:
        return _("{folder} cannot be looked at: {reason}.").format(folder=folder, reason=refused.strerror)
    place, own = Path(os.path.realpath(folder)), Path(os.path.realpath(clinic))
    if place == own or own in place.parents:
        words = _("{folder} belongs to the clinic’s own file. Choose a folder outside it.")
        return words.format(folder=folder)
    return _why_not_written(folder)


def warning_of(folder: Path) -> str:
    """What somebody should know of a folder for papers; blank where there is nothing."""
    danger = danger_of(folder)
    if danger is None:
        return ""
    if danger.kind == "network":
        words = _("{folder} lies on a network share ({what}): whoever may read it there reads the papers.")
    else:
        words = _("{folder} is kept in step by {what}: the papers leave this computer, and are not encrypted.")
    return words.format(folder=folder, what=danger.what)


def _why_not_written(folder: Path) -> str:
    """Found out by writing: what rights seem to say and what a share or a full stick does are two things."""
    trial = folder / f".rootline-{uuid4().hex}.part"
    try:
        trial.write_bytes(b"\0")
    except OSError as refused:
        words = _("{folder} cannot be written to: {reason}.")
        return words.format(folder=folder, reason=refused.strerror)
    finally:
        with suppress(OSError):
            trial.unlink(missing_ok=True)
    return ""
