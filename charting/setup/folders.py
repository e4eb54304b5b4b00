"""Folders named on the command line: made where missing, refused in words where they cannot be used."""

import os
from pathlib import Path

from charting.errors import Known
from charting.words import _


def named(folder: Path) -> Path:
    """Return `folder` as an absolute path, neither made nor tried: the window says itself what it cannot write to.

    Raises:
        Known: it is a file, or lies below one.
    """
    folder = folder.absolute()
    for part in (folder, *folder.parents):
        if part.is_file():
            raise Known(_("{folder} is a file; please name a folder.").format(folder=part))
    return folder


def ready(folder: Path, *, kept: bool = False) -> Path:
    """Return `folder` as an absolute path, made (for its owner only) where it is missing.

    `kept` is whether it is the clinic's own: then another one is no way out, because it would be another clinic.

    Raises:
        Known: it is a file, lies below one, or may not be written to.
    """
    try:
        folder = folder.absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise Known(_("{folder} is a file; please name a folder.").format(folder=folder)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Known(_("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=reason)) from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        if kept:
            words = _("{folder} cannot be written to. Check that the disk is not write-protected and is yours to use.")
            raise Known(words.format(folder=folder))
        raise Known(_("The folder {folder} may not be written to; please name another.").format(folder=folder))
    return folder
