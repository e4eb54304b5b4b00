"""What a safety rule says: how grave, why, from which inputs, and what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How grave a verdict is (clinical.md 0)."""

    NOTE = 1
    WARN = 2
    BLOCK_O = 3
    BLOCK_H = 4


NOTE, WARN, BLOCK_O, BLOCK_H = Severity


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing a rule has to say.

    `rule` is its lasting id, `what` names it, `why` gives the rule with its numbers, `next_step` says what to do.
    `inputs` are name and value of whatever it was worked out from; `source` is the mark of clinical.md 12.
    """

    level: Severity
    rule: str
    what: str
    why: str = ""
    next_step: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it keeps a visit from going on, with or without the right to override."""
        return self.level >= Severity.BLOCK_O

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What an acknowledgement is good for: once level or inputs change, it has to be asked again."""
        return self.level.name, self.rule, self.inputs


def most_severe_first(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts by severity; equals keep their order, one said twice stands once."""
    return tuple(sorted(dict.fromkeys(verdicts), key=lambda verdict: -verdict.level))


def worst(verdicts: Iterable[Verdict]) -> Severity | None:
    """The gravest level; None where nothing was said."""
    return max((verdict.level for verdict in verdicts), default=None)
