"""Time that has to pass before a treatment: to think it over, after isotretinoin, after painkillers.

clinical.md 3.5 and rows C10 and C14 of section 2.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from charting.dates import add_months, show_day, show_moment
from charting.results import plural_of, show_decimal
from charting.rulebook import Rulebook
from charting.rules.prp_clock import later, minutes_between
from charting.rules.screening import deferral, has_needles, has_prp
from charting.rules.verdict import BLOCK_O, NOTE, WARN, Severity, Verdict
from charting.words import _, ngettext


def reflection(
    informed_at: datetime, treated_at: datetime, same_day_reason: str | None, rules: Rulebook
) -> tuple[Verdict, ...]:
    """Time to think before a first treatment (3.5): below `reflection_h` a warning.

    On the day of the information itself a reason is needed: without one an override. Both times carry their offset.
    """
    needed = rules.value("reflection_h")
    hours = minutes_between(informed_at, treated_at) / 60
    same_day = informed_at.date() == treated_at.astimezone(informed_at.tzinfo).date()
    unexplained = same_day and needed > 0 and not (same_day_reason or "").strip()
    if hours >= needed and not unexplained:
        return ()
    return (
        Verdict(
            BLOCK_O if unexplained else WARN,
            "reflection",
            _("{hours} h to think").format(hours=show_decimal(hours, 1)),
            _("treated on the day of the information, without a reason")
            if unexplained
            else _("less than {needed} h").format(needed=show_decimal(needed)),
            _("Write the reason, or offer another day.") if unexplained else _("Ask whether the patient wants longer."),
            ((_("informed"), informed_at.isoformat()), (_("treated"), treated_at.isoformat())),
            "D; S86",
        ),
    )


def isotretinoin(
    use: str | None, stopped_on: date | None, day: date, kind: str, rules: Rulebook
) -> tuple[Verdict, ...]:
    """Row C10 for a kind of visit: `use` is `current` or another code for stopped, None unknown.

    Stopping counts for 6 calendar months. Current use needs an override for needling (device label), stopping lately
    is a warning; for PRP alone it is a note. A stop on an unknown day counts as lately (S27, S76, S77).
    """
    months = rules.value("isotretinoin_months")
    if use is None or not (has_needles(kind) or has_prp(kind)):
        return ()
    free_from = None if stopped_on is None else add_months(stopped_on, int(months))
    if use != "current" and free_from is not None and day >= free_from:
        return ()
    current = use == "current"
    level: Severity = NOTE if not has_needles(kind) else BLOCK_O if current else WARN
    since = _("on an unknown day") if stopped_on is None else show_day(stopped_on)
    return (
        Verdict(
            level,
            "C10",
            _("Isotretinoin now") if current else _("Isotretinoin stopped {since}").format(since=since),
            _("the label of a device excludes it; societies of dermatologists do not see enough evidence to delay")
            if current
            else ngettext("less than {months} month ago", "less than {months} months ago", plural_of(months)).format(
                months=show_decimal(months)
            ),
            _("Wait, or let a prescriber decide.")
            if level == BLOCK_O
            else _("Free from {day}.").format(day=show_day(free_from))
            if free_from is not None and not current
            else _("Ask when the last dose was."),
            ((_("isotretinoin"), use), (_("stopped"), "" if stopped_on is None else stopped_on.isoformat())),
            "S27, S76, S77",
        ),
    )


def painkiller(
    name: str, last_dose_at: datetime | None, draw_at: datetime, prescribed: bool | None
) -> tuple[Verdict, ...]:
    """Row C14 before a PRP draw: within the deferral of that drug the PRP may be worse; never a matter of safety.

    Times carry their offset. The deferral is that of the screening catalogue: 48 h, 72 h for naproxen and piroxicam,
    7 days for aspirin, none for paracetamol (S36, K, D). An unknown last dose counts as too soon. A prescribed drug
    is never to be stopped for this.
    """
    hours = Decimal(int(deferral(name).total_seconds())) / 3600
    if hours == 0:
        return ()
    passed = None if last_dose_at is None else minutes_between(last_dose_at, draw_at) / 60
    if passed is not None and passed >= hours:
        return ()
    if last_dose_at is None:
        why, waits = _("the last dose is not recorded; counts for {hours} h"), _("Ask when the last dose was.")
    else:
        why = _("platelets may be dulled for {hours} h after the last dose")
        clear = later(last_dose_at, hours * 60).astimezone(draw_at.tzinfo or UTC)
        waits = _("Draw from {moment}, or go on knowing it.").format(moment=show_moment(clear))
    keeps_on = _("Do not stop a prescribed medicine without its prescriber.")
    return (
        Verdict(
            WARN,
            "C14",
            _("{name}: PRP quality may be reduced").format(name=name),
            why.format(hours=show_decimal(hours)),
            f"{waits} {keeps_on}" if prescribed is not False else waits,
            (
                (_("painkiller"), name),
                (_("last dose"), _("not recorded") if last_dose_at is None else last_dose_at.isoformat()),
            ),
            "S36, S37, D",
        ),
    )
