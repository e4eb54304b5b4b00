"""How the screen looks on this computer: kept beside the other choices of its user, never with patients."""

from dataclasses import asdict, dataclass

from charting.errors import CannotWrite
from charting.local_choices import keep, kept
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
    said = kept(_CHOICE)
    look = ScreenLook(said.get("colours", ""), said.get("text_percent", 0))
    return look if look.colours in COLOURS and look.text_percent in TEXT_SIZES else ScreenLook()


def choose_look(look: ScreenLook) -> None:
    """Keep a look for the next start. Raises CannotWrite."""
    try:
        keep(_CHOICE, asdict(look))
    except OSError as refused:
        words = _("The look cannot be remembered: {reason}.")
        raise CannotWrite(words.format(reason=refused.strerror)) from refused
