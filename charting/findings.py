"""What the chart has to say about an answer: one type for the cell, the summary, the sign button and the print."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum


class Level(IntEnum):
    """How much a finding weighs (clinical.md 0). From MISSING upwards it keeps a visit from being signed.

    A WARN has to be accepted, a BLOCK gives way to a prescriber's written reason, a STOP to nothing.
    """

    NOTE = 1
    WARN = 2
    MISSING = 3
    BLOCK = 4
    STOP = 5


_URGENCY = (Level.NOTE, Level.MISSING, Level.WARN, Level.BLOCK, Level.STOP)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know or mend.

    `what` names it, `why` gives range, rule or source, `next_step` says what to do, `inputs` are name and value of
    what it was worked out from. `record_id` and `field` are where a Fix button lands. `may_stay_open` marks a missing
    answer that a signer may leave open with a reason. `row` says which of several rows it is about, in words.
    """

    level: Level
    what: str
    why: str = ""
    next_step: str = ""
    rule: str = ""
    field: str = ""
    record_id: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    source: str = ""
    may_stay_open: bool = False
    row: str = ""

    @property
    def named(self) -> str:
        """What it is about, with the row it stands in where it does not say so itself."""
        if not self.row or re.search(rf"\b{re.escape(self.row)}(?!\w)", self.what, re.IGNORECASE):
            return self.what
        return f"{self.what}: {self.row}"

    @property
    def urgency(self) -> int:
        """Place in a list of what is open, highest first: what harms stands before what is only not answered yet."""
        return _URGENCY.index(self.level)

    @property
    def blocks(self) -> bool:
        """Whether a visit with this finding may not be signed."""
        return self.level >= Level.MISSING

    def at(self, record_id: str, field: str = "") -> "Finding":
        """The same finding, placed at a field of a record."""
        return replace(self, record_id=record_id, field=field or self.field)
