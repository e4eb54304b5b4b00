"""Steps that keep one person's blood from another: a no to any of them ends it."""

from collections.abc import Iterator, Mapping
from typing import Any

from charting.findings import Finding, Level


def stopped_by_no(record: Any, steps: Mapping[str, str], why: str, next_step: str, rule: str) -> Iterator[Finding]:
    """A STOP for each step answered no; `steps` gives the words by field. An unanswered step is not a no."""
    for name, what in steps.items():
        if getattr(record, name) is False:
            yield Finding(Level.STOP, what, why=why, next_step=next_step, rule=rule, field=name)
