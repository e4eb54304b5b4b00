"""The words a user reads, through gettext: English in the source, catalogues in resources/i18n."""

import gettext
from pathlib import Path

_CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "i18n"
_translation = gettext.translation("rootline", _CATALOGUES, fallback=True)


def _(message: str) -> str:
    """Return `message` in the user's language, or as written where no catalogue has it."""
    return _translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the plural form of a message that fits `count`."""
    return _translation.ngettext(one, many, count)
