"""The interval to the last treatment before a visit is begun: the rule its sheets go by, before anything is done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from charting.dates import show_day
from charting.findings import Finding
from charting.records.earlier import NEEDLING, PRP, last_of
from charting.records.rules_off import usable
from charting.records.verdicts import findings_of
from charting.rules.intervals import RULES, days_since, session_interval
from charting.rules.screening import has_needles, has_prp
from charting.words import _


def interval_ahead(patient: Any, kind: str, now: datetime) -> Iterator[Finding]:
    """What a visit of a kind, begun now, would be warned or stopped for; `why` names both days (clinical.md 1.7)."""
    rules = usable(patient, RULES)
    for treatment, done in ((NEEDLING, has_needles(kind)), (PRP, has_prp(kind))):
        last = last_of(patient, treatment, now) if done and rules is not None else None
        if last is None or rules is None:
            continue
        days = _("Last on {last}, today {day}").format(last=show_day(last.day), day=show_day(now.date()))
        if last.elsewhere:
            days = _("{working}, as told by the patient").format(working=days)
        for finding in findings_of(session_interval(treatment, days_since(last.day, now.date()), rules), "opened_at"):
            yield replace(finding, why=f"{days}; {finding.why}")
