"""What an action did, for whoever shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """The ids of the records an action touched, and one sentence about it."""

    records: tuple[str, ...]
    words: str
