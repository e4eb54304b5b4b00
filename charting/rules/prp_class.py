"""What a classification of PRP says: the string, the words, and what it was worked out from (clinical.md 6.5).

The cuts of each system stand in its own file: they belong to the published system of that version, so a clinic does
not change them. Nothing here judges: a letter or number describes a preparation and is no evidence of benefit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.words import _

Input = Decimal | str | bool | int | None
NO_ACTIVATOR = "none"


@dataclass(frozen=True, slots=True)
class Class:
    """A preparation in one system.

    `text` is the class as published (`DEPA B/B/A, activation none`), `words` the same in words; both are empty when
    it is not computable, and `missing` then says why. `inputs` are the names and values it came from. `verified` is
    False for a system whose table could not be read; `label` is what must stand beside such a class.
    """

    system: str
    version: str
    text: str
    words: str
    inputs: tuple[tuple[str, str], ...]
    missing: str = ""
    verified: bool = True
    label: str = ""

    @property
    def computable(self) -> bool:
        """Whether every input that the system needs was known."""
        return not self.missing

    def shown(self) -> str:
        """The class as read by people, or `not computable` with the reason."""
        return self.text if self.computable else _("not computable ({why})").format(why=self.missing)


@dataclass(frozen=True, slots=True)
class System:
    """A published system: its name, its version, and how far it is to be trusted."""

    name: str
    version: str
    verified: bool = True
    label: str = ""

    def gives(self, text: str, words: str, inputs: Mapping[str, Input]) -> Class:
        """The class that `inputs` lead to."""
        return Class(self.name, self.version, text, words, shown_inputs(inputs), "", self.verified, self.label)

    def lacks(self, why: str, inputs: Mapping[str, Input]) -> Class:
        """No class, for a reason in words."""
        return Class(self.name, self.version, "", "", shown_inputs(inputs), why, self.verified, self.label)


def needs(inputs: Mapping[str, Input], *names: str) -> str:
    """The sentence that names what is unknown among `names`; nothing when all are known."""
    unknown = [name for name in names if inputs[name] is None]
    return _("needs {names}").format(names=", ".join(unknown)) if unknown else ""


def shown_inputs(inputs: Mapping[str, Input]) -> tuple[tuple[str, str], ...]:
    """Names and values as read by people; an unknown value says so."""
    return tuple((name, _shown(value)) for name, value in inputs.items())


def _shown(value: Input) -> str:
    if value is None:
        return _("not recorded")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return show_decimal(value)
    return str(value)


def activator_words(activator: str | None) -> str:
    """An activator by its code; other codes are shown as they were stored."""
    if activator is None:
        return _("not recorded")
    known = {
        NO_ACTIVATOR: _("none"),
        "cacl2_10": _("calcium chloride 10 %"),
        "ca_gluconate_10": _("calcium gluconate 10 %"),
        "autologous_thrombin": _("autologous thrombin"),
        "bovine_thrombin": _("bovine thrombin"),
        "other": _("another activator"),
    }
    return known.get(activator, activator)


def activated(activator: str | None) -> bool | None:
    """Whether an activator was added; None while nobody recorded it."""
    return None if activator is None else activator != NO_ACTIVATOR
