"""How the screen looks on this computer: kept beside the other choices of its user, never with patients."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from charting.errors import CannotWrite
from charting.words import _

LIGHT, DARK, SYSTEM = "light", "dark", "system"
COLOURS = (LIGHT, DARK, SYSTEM)
TEXT_SIZES = (100, 115, 130)
_CHOICE = "look.json"


@dataclass(frozen=True, slots=True)
class ScreenLook:
    """`colours` is light, dark or as the system; `text_percent` enlarges everything, from the next start on."""

    colours: str = SYSTEM
    text_percent: int = 100


def chosen_look() -> ScreenLook:
    """The look that was chosen on this computer; the usual one where none was, or where it cannot be read."""
    try:
        kept = json.loads(_choice().read_text(encoding="utf-8"))
        look = ScreenLook(kept["colours"], kept["text_percent"])
    except (OSError, ValueError, KeyError, TypeError):
        return ScreenLook()
    return look if look.colours in COLOURS and look.text_percent in TEXT_SIZES else ScreenLook()


def choose_look(look: ScreenLook) -> None:
    """Keep a look for the next start. Raises CannotWrite."""
    try:
        _choice().parent.mkdir(parents=True, exist_ok=True)
        _choice().write_text(json.dumps(asdict(look)), encoding="utf-8")
    except OSError as refused:
        words = _("The look cannot be remembered: {reason}.")
        raise CannotWrite(words.format(reason=refused.strerror)) from refused


def _choice() -> Path:
    from platformdirs import user_config_path

    return user_config_path("Rootline", appauthor=False) / _CHOICE
