"""Changing a threshold of the house, with a reason, never silently."""

from datetime import datetime

from charting.actions.roles import require
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.records.house_rules import house_rules
from charting.records.rule_change import RuleChange
from charting.rulebook import Broken, Change
from charting.store.chart_session import ChartSession


def change_rule(
    chart: ChartSession, book: str, rule: str, value: str, reason: str, by: Practitioner, now: datetime
) -> RuleChange:
    """Set a threshold for this clinic from now on.

    Raises NotAllowed for a role without that right, and Known, in words, for an unknown rule, a value that cannot be
    read or lies outside the rule's bounds, a reason that is too short, or a rule file that cannot be used.
    """
    require(by, "settings")
    rules = house_rules(chart.clinic(), book)
    if isinstance(rules, Broken):
        raise Known(rules.reason)
    plain = value.strip().replace(",", ".")
    who = by.signature_line()
    rules.changed([Change(rule, plain, reason, who, now)])
    kept = RuleChange(book=book, rule=rule, value=plain, reason=" ".join(reason.split()), by=who, at=now)
    chart.add(kept)
    return kept
