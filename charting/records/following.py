"""Answers that follow from one just given: nobody is asked twice for what the chart knows by then."""

from dataclasses import dataclass
from typing import Any

from charting.origins import Origin


@dataclass(frozen=True, slots=True)
class Follow:
    """An answer to give along with another. One with an origin that waits is still confirmed by a person."""

    record: Any
    name: str
    value: Any
    origin: Origin | None = None
