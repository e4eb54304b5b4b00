"""What the emergency card is opened with, and the lines of its time log: known without a chart or a patient."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.rulebook import Broken, Rulebook, load

if TYPE_CHECKING:  # the card opens without what seals need
    from charting.paper_key import PaperKey

UK = "UK"
BOLUSES = ("lipid_bolus", "second_bolus", "third_bolus")
"""Entries of the log that stand for one first-dose volume of lipid."""
LATER = ("last_dose",)
"""Entries that are written on paper only: by the time the card is open, they lie in the past."""


@dataclass(slots=True)
class LogLine:
    """One line of the time log. `entry_id` is its row in a chart, empty while it stands in none."""

    at: datetime
    what: str
    dose: str = ""
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class CardClinic:
    """The clinic as the card shows it; everything may be unknown."""

    name: str = ""
    address: tuple[str, ...] = ()
    emergency_number: str = ""
    code: str = ""
    practice: bool = False
    anaphylaxis_protocol: str = ""


def no_key() -> "PaperKey | None":
    """No chart is open, so nothing can be sealed."""
    return None


@dataclass(frozen=True, slots=True)
class Situation:
    """Who lies there, as far as the chart knows.

    `person` and `weight_kg` are those of the open chart, `weighed_on` the day of that weight. `chart` names the visit
    that the log is written into, empty without one. `profile` is UK or US, `book` the rules, or why there are none.
    `paper_key` gives the clinic's key for the seal of a print, None without an open chart.
    """

    person: str = ""
    weight_kg: Decimal | None = None
    weighed_on: date | None = None
    chart: str = ""
    profile: str = UK
    clinic: CardClinic = field(default_factory=CardClinic)
    book: Rulebook | Broken = field(default_factory=load)
    paper_key: "Callable[[], PaperKey | None]" = field(default=no_key, repr=False, compare=False)
