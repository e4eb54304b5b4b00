"""What a form asks of whoever keeps the answers."""

from collections.abc import Sequence
from typing import Any, Protocol

from charting.actions.carry_forward import Step
from charting.context import Context
from charting.records.base import Line, Record


class Hand(Protocol):
    """Takes a person's answers into the records."""

    def answer(self, record: Record, name: str, value: Any, unread: str | None, keystroke: bool) -> None:
        """Keep an answer."""

    def add_line(self, record: Record, name: str) -> Line:
        """Append a row to the repeated rows of a record."""

    def remove_line(self, record: Record, name: str, line: Line) -> None:
        """Take a row out of a draft."""

    def carry_out(self, words: str, steps: Sequence[Step]) -> None:
        """Give several answers by one act, undone as one; `words` say what was done."""

    def context(self) -> Context:
        """What typed answers are read against."""
