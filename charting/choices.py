"""Sets of answers: a stable code is stored, a label is read. A choice may be retired, never removed."""

from collections.abc import Iterator
from dataclasses import dataclass

from charting.words import _


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. A retired choice is no longer offered, but a stored one still opens and prints."""

    code: str
    label: str
    retired: bool = False


class Choices:
    """An ordered set of choices under one name."""

    def __init__(self, name: str, *choices: Choice | tuple[str, str]) -> None:
        self.name = name
        self._by_code = {c.code: c for c in (c if isinstance(c, Choice) else Choice(*c) for c in choices)}
        if len(self._by_code) != len(choices):
            raise ValueError(f"the choices of {name} repeat a code")

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def offered(self) -> list[Choice]:
        """The choices a person may pick today."""
        return [c for c in self if not c.retired]

    def label(self, code: str) -> str:
        """The words for `code`; a code that this version does not know is shown as it was stored."""
        choice = self._by_code.get(code)
        return _(choice.label) if choice else code


YES_NO = Choices("yes_no", ("yes", "Yes"), ("no", "No"))
ASKED = Choices("asked", ("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked"))
