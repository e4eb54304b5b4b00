"""When a rule file cannot be used: one warning says so, and nothing is guessed in its place."""

from collections.abc import Iterator
from typing import Any

from charting.findings import Finding, Level
from charting.records.house_rules import house_rules
from charting.rulebook import Broken, Rulebook
from charting.words import _


def usable(record: Any, name: str) -> Rulebook | None:
    """The rules of the house by their file's name; None while that file cannot be used."""
    book = house_rules(record, name)
    return None if isinstance(book, Broken) else book


def calculators_off(record: Any, name: str, field: str) -> Iterator[Finding]:
    """The one warning of a sheet that has to do without a rule file."""
    book = house_rules(record, name)
    if isinstance(book, Broken):
        yield Finding(
            Level.WARN,
            _("Calculators are off: {reason}").format(reason=book.reason),
            next_step=_("Work it out by hand, and have the rule file mended."),
            rule=f"rules-off-{name}",
            field=field,
            inputs=((_("rules"), name), (_("reason"), book.reason)),
        )


def why_off(record: Any, name: str) -> str:
    """Why a result that needs a rule file has none."""
    book = house_rules(record, name)
    return _("rules off: {reason}").format(reason=book.reason) if isinstance(book, Broken) else ""
