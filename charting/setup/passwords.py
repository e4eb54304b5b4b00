"""The clinic's password for a command: from a file or typed unseen, never from the command line."""

import getpass
import sys
from pathlib import Path

from charting.errors import Known
from charting.words import _


def password_from(file: Path | None) -> str:
    """The first line of `file`, or what a person types at the prompt. Raises Known where there is neither."""
    if file is None:
        if not sys.stdin.isatty():
            raise Known(_("The password is asked for at a terminal; a script names a file with --password-file FILE."))
        return getpass.getpass(_("Password of the clinic: "))
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as refused:
        reason = getattr(refused, "strerror", None) or _("it is not UTF-8 text")
        words = _("The password file {file} cannot be read: {reason}.")
        raise Known(words.format(file=file, reason=reason)) from refused
    if not lines or not lines[0]:
        raise Known(_("The password file {file} is empty.").format(file=file))
    return lines[0]
