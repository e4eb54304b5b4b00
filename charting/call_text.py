"""What to do about the answers of a call: the warning signs of clinical.md 8.4 in words for whoever phones."""

from dataclasses import dataclass
from functools import cache

from charting.text_files import TEXTS, fill, text_file

BLANKS = frozenset({"emergency_number"})


@dataclass(frozen=True, slots=True)
class CallText:
    """`actions` by the question whose yes asks for them; `always` stands beside every call."""

    actions: dict[str, str]
    always: tuple[str, ...]

    def always_filled(self, emergency_number: str) -> tuple[str, ...]:
        """What stands beside every call, with the number to dial."""
        return tuple(fill(text, {"emergency_number": emergency_number}) for text in self.always)


@cache
def call_text(language: str = "en") -> CallText:
    """The words of a language. Raises Known with file and entry for whatever is wrong."""
    file = text_file(TEXTS / language / "calls.toml", BLANKS)
    actions = {passage.id: passage.text for passage in file.passages("action")}
    return CallText(actions, tuple(passage.text for passage in file.passages("always")))
