"""Where a clinic is kept."""

from pathlib import Path

from charting.errors import CannotWrite
from charting.local_choices import place_of
from charting.words import _

PRACTICE = "practice"
_CHOICE = "clinic-folder.txt"


def clinic_folder(data: Path | None, practice: bool) -> Path:
    """The folder of the clinic: `data`, or the one somebody chose, or the platform's user data folder.

    The practice clinic lies apart within `data` or the user data folder.
    """
    if data is None:
        from platformdirs import user_data_path

        chosen = None if practice else chosen_folder()
        data = chosen or user_data_path("Rootline", appauthor=False)
    return data / PRACTICE if practice else data


def chosen_folder() -> Path | None:
    """The folder that was chosen for the clinic on this computer, if one was. It need not be there."""
    try:
        text = _choice().read_text(encoding="utf-8", errors="surrogateescape").strip()
    except (OSError, ValueError):
        return None
    return Path(text) if text and Path(text).is_absolute() else None


def choose_folder(folder: Path) -> None:
    """Open the clinic in `folder` from now on. Raises CannotWrite."""
    try:
        _choice().parent.mkdir(parents=True, exist_ok=True)
        _choice().write_text(f"{folder.absolute()}\n", encoding="utf-8", errors="surrogateescape")
    except OSError as refused:
        words = _("The folder cannot be remembered: {reason}.")
        raise CannotWrite(words.format(reason=refused.strerror)) from refused


def _choice() -> Path:
    return place_of(_CHOICE)
