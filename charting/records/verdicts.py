"""From what a safety rule says to a finding at a field."""

from collections.abc import Iterable, Iterator

from charting.findings import Finding, Level
from charting.rules.verdict import Severity, Verdict

LEVELS = {
    Severity.NOTE: Level.NOTE,
    Severity.WARN: Level.WARN,
    Severity.BLOCK_O: Level.BLOCK,
    Severity.BLOCK_H: Level.STOP,
}


def findings_of(verdicts: Iterable[Verdict], field: str = "") -> Iterator[Finding]:
    """The verdicts as findings at one field of the record that asks."""
    for verdict in verdicts:
        yield Finding(
            LEVELS[verdict.level],
            verdict.what,
            why=verdict.why,
            next_step=verdict.next_step,
            rule=verdict.rule,
            field=field,
            inputs=verdict.inputs,
            source=verdict.source,
        )
