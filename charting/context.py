"""What a typed answer is read against: the time now and the day of the visit. Rules take it as an argument."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Context:
    """`now` is an aware local time; `day` is the day of the visit, to which a bare time of day belongs.

    `begun` is when that visit was opened: around midnight a bare time may belong to the day before or after.
    """

    now: datetime
    day: date
    begun: datetime | None = None

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("a context needs a time with its offset")

    @classmethod
    def at(cls, now: datetime, day: date | None = None, begun: datetime | None = None) -> "Context":
        """The context of a moment; the day is that moment's own unless given."""
        return cls(now, day or now.date(), begun)
