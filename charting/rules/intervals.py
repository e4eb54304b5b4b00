"""Days between sessions, how many sessions, maintenance (clinical.md 1.7). Thresholds come from `intervals`."""

from datetime import date
from decimal import Decimal

from charting.results import plural_of, show_decimal
from charting.rulebook import Rulebook
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN, Severity, Verdict, most_severe_first
from charting.words import _, ngettext

RULES = "intervals"
KINDS = ("MN", "PRP")


def days_since(last: date, day: date) -> Decimal:
    """Calendar days from the last session to this one; negative when the last one is still to come."""
    return Decimal((day - last).days)


def session_interval(kind: str, days: Decimal, rules: Rulebook) -> tuple[Verdict, ...]:
    """Days since the last session of a kind, `MN` or `PRP`. Raises ValueError for any other kind (S09, S15, S20).

    Below the shortest an override is needed; outside the usual range a warning. A day before the last session is
    refused: one of the two dates is wrong.
    """
    usual_from, usual_to, shortest = _limits(kind, rules)
    what = _named(kind, days)
    if days < 0:
        return (_says(BLOCK_H, f"interval-{kind.lower()}", what, _("before the last session"), _check(), kind, days),)
    return _against(kind, days, what, usual_from, usual_to, shortest)


def planned_interval(kind: str, days: Decimal, rules: Rulebook) -> tuple[Verdict, ...]:
    """The interval of a plan, by the same limits; needlings more than a year apart are refused."""
    most = rules.value("mn_most_days")
    what = _named(kind, days)
    if days <= 0 or (kind == "MN" and days > most):
        why = _("not above 0 and up to {most} days").format(most=show_decimal(most)) if days > 0 else _("not above 0")
        return (_says(BLOCK_H, f"plan-{kind.lower()}", what, why, _check(), kind, days),)
    usual_from, usual_to, shortest = _limits(kind, rules)
    return _against(kind, days, what, usual_from, usual_to, shortest)


def depth_interval(depth_mm: Decimal, days: Decimal, rules: Rulebook) -> tuple[Verdict, ...]:
    """Needle depth in mm against days since the last needling: deep and soon is more inflammation (D).

    The depth is the deepest of the session. Only the graver of the two rules speaks.
    """
    steps: tuple[tuple[Severity, str], ...] = ((BLOCK_O, "block"), (WARN, "warn"))
    for level, name in steps:
        depth, soon = rules.value(f"deep_{name}_mm"), rules.value(f"deep_{name}_days")
        if depth_mm >= depth and days < soon:
            return (
                Verdict(
                    level,
                    "interval-depth",
                    ngettext("{depth} mm after {days} day", "{depth} mm after {days} days", plural_of(days)).format(
                        depth=show_decimal(depth_mm), days=show_decimal(days)
                    ),
                    ngettext(
                        "{limit} mm or deeper, less than {soon} day since the last needling",
                        "{limit} mm or deeper, less than {soon} days since the last needling",
                        plural_of(soon),
                    ).format(limit=show_decimal(depth), soon=show_decimal(soon)),
                    _("Go less deep or wait, or let a prescriber decide.")
                    if level == BLOCK_O
                    else _("Go less deep, or wait."),
                    ((_("depth"), f"{show_decimal(depth_mm)} mm"), (_("interval"), _days(days))),
                    "D",
                ),
            )
    return ()


def needling_interval(days: Decimal, depth_mm: Decimal | None, rules: Rulebook) -> tuple[Verdict, ...]:
    """Interval and depth rules together, most severe first; an unknown depth leaves the interval rule alone."""
    by_depth = () if depth_mm is None or days < 0 else depth_interval(depth_mm, days, rules)
    return most_severe_first((*session_interval("MN", days, rules), *by_depth))


def planned_sessions(modality: str, count: Decimal, rules: Rulebook) -> tuple[Verdict, ...]:
    """How many sessions a plan has: MN 3 to 16, with PRP 3 to 6, never above 52 (S03, S17, S20)."""
    most = rules.value("sessions_most")
    prefix = "mn" if modality == "MN" else "prp"
    low, high = rules.value(f"{prefix}_sessions_from"), rules.value(f"{prefix}_sessions_to")
    if 1 <= count <= most and low <= count <= high:
        return ()
    refused = not 1 <= count <= most
    why = (
        _("1 to {most} are possible").format(most=show_decimal(most))
        if refused
        else _("usual {low} to {high}").format(low=show_decimal(low), high=show_decimal(high))
    )
    return (
        Verdict(
            BLOCK_H if refused else WARN,
            "plan-sessions",
            ngettext("{count} session planned", "{count} sessions planned", plural_of(count)).format(
                count=show_decimal(count)
            ),
            why,
            _("Correct the plan.") if refused else _("Check the plan."),
            ((_("sessions"), show_decimal(count)), (_("treatment"), modality)),
            "S03" if modality == "MN" else "S17, S20",
        ),
    )


def maintenance(months: Decimal, rules: Rulebook) -> tuple[Verdict, ...]:
    """Months between maintenance sessions, usually 3 to 12 (K)."""
    low, high = rules.value("maintenance_from_months"), rules.value("maintenance_to_months")
    if low <= months <= high:
        return ()
    return (
        Verdict(
            WARN,
            "plan-maintenance",
            ngettext("Maintenance every {months} month", "Maintenance every {months} months", plural_of(months)).format(
                months=show_decimal(months)
            ),
            _("usual {low} to {high}").format(low=show_decimal(low), high=show_decimal(high)),
            _("Check the plan."),
            ((_("months"), show_decimal(months)),),
            "K",
        ),
    )


def _limits(kind: str, rules: Rulebook) -> tuple[Decimal, Decimal, Decimal]:
    if kind not in KINDS:
        raise ValueError(f"no interval rule for {kind}")
    name = kind.lower()
    usual = rules.value(f"{name}_usual_from_days"), rules.value(f"{name}_usual_to_days")
    return *usual, rules.value(f"{name}_block_days")


def _against(
    kind: str, days: Decimal, what: str, usual_from: Decimal, usual_to: Decimal, shortest: Decimal
) -> tuple[Verdict, ...]:
    rule = f"interval-{kind.lower()}"
    if days < shortest:
        words = ngettext("less than {shortest} day", "less than {shortest} days", plural_of(shortest))
        why = words.format(shortest=show_decimal(shortest))
        return (_says(BLOCK_O, rule, what, why, _("Wait, or let a prescriber decide."), kind, days),)
    if usual_from <= days <= usual_to:
        return ()
    why = _("usual {low} to {high} days").format(low=show_decimal(usual_from), high=show_decimal(usual_to))
    next_step = _("Wait, or confirm the interval.") if days < usual_from else _("Confirm the interval.")
    return (_says(WARN, rule, what, why, next_step, kind, days),)


def _says(level: Severity, rule: str, what: str, why: str, next_step: str, kind: str, days: Decimal) -> Verdict:
    source = "S09, S10" if kind == "MN" else "S15, S20"
    return Verdict(level, rule, what, why, next_step, ((_("interval"), _days(days)),), source)


def _named(kind: str, days: Decimal) -> str:
    if kind == "PRP":
        words = ngettext("{days} day between PRP sessions", "{days} days between PRP sessions", plural_of(days))
    else:
        words = ngettext("{days} day between needlings", "{days} days between needlings", plural_of(days))
    return words.format(days=show_decimal(days))


def _days(days: Decimal) -> str:
    return ngettext("{days} day", "{days} days", plural_of(days)).format(days=show_decimal(days))


def _check() -> str:
    return _("Check the dates.")
