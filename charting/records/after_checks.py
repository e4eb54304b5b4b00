"""What may be wrong at the end of a procedure, one rule each (clinical.md 8.1, 8.5)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.context import Context
from charting.dates import show_day, show_moment, show_time
from charting.findings import Finding, Level
from charting.results import show_decimal
from charting.words import _

if TYPE_CHECKING:
    from charting.records.after import After, Reaction
    from charting.records.anaesthesia import Anaesthesia

OBSERVE_MIN = Decimal(30)
_CALL_DAYS = (1, 3)
_EVENT_FIELDS = ("vasovagal", "allergic", "neuro")
_EVENT_OF = {("vasovagal", "2"), ("vasovagal", "3"), ("allergic", "2"), ("allergic", "3"), ("neuro", "3")}


def _treated(after: "After") -> bool:
    return after.visit is None or after.visit.kind != "review"


def scored_twice(after: "After", _context: Context) -> Iterator[Finding]:
    """Reactions are scored at the end and before leaving."""
    if not _treated(after):
        return
    if after.reaction_at("leaving") is None:
        yield Finding(
            Level.MISSING,
            _("Reactions before leaving"),
            why=_("not scored"),
            next_step=_("Add a score before the patient leaves."),
            field="reactions",
        )
    if after.reaction_at("end") is None:
        yield Finding(
            Level.WARN,
            _("Reactions at the end"),
            why=_("not scored"),
            next_step=_("Score them, or leave it if nobody looked."),
            rule="reactions-end",
            field="reactions",
        )


def bleeding_reviewed(after: "After", _context: Context) -> Iterator[Finding]:
    """Bleeding beyond 10 minutes keeps the patient until somebody reviewed it."""
    if after.discharge_reviewed_by is None and any(r.bleeding == "3" for r in after.reactions):
        yield Finding(
            Level.STOP,
            _("Bleeding for more than 10 minutes"),
            why=_("nobody has reviewed it"),
            next_step=_("Press, review, and write who reviewed it."),
            rule="bleeding-review",
            field="discharge_reviewed_by",
        )


def fit_to_leave(after: "After", _context: Context) -> Iterator[Finding]:
    """Fit to leave means that every condition of 8.1 is met, and known."""
    if not after.fit_to_leave or not _treated(after):
        return
    for what, met, record, field in _conditions(after):
        if met is None:
            yield Finding(
                Level.MISSING,
                _("Fit to leave: {condition} is not recorded").format(condition=what),
                next_step=_("Record it, or answer no."),
                field=field,
                record_id=record.id,
            )
        elif not met:
            yield Finding(
                Level.STOP,
                _("Not fit to leave: {condition}").format(condition=what),
                why=_("the answer is yes, this says otherwise"),
                next_step=_("Wait and score again, or answer no."),
                rule="fit-to-leave",
                field=field,
                record_id=record.id,
            )


def _conditions(after: "After") -> Iterator[tuple[str, bool | None, "After | Reaction", str]]:
    last = after.reaction_at("leaving")
    if last is not None:
        pain = last.pain_nrs
        yield _("redness 2 or less"), _at_most(last.erythema, 2), last, "erythema"
        yield _("bleeding 1 or less"), _at_most(last.bleeding, 1), last, "bleeding"
        yield _("no nerve deficit"), _at_most(last.neuro, 0), last, "neuro"
        yield _("pain 6 or less"), None if pain is None else pain <= 6, last, "pain_nrs"
    if after.aftercare_given is not None:
        yield _("aftercare sheet given"), after.aftercare_given, after, "aftercare_given"
    if after.contact_given is not None:
        yield _("knows whom to call"), after.contact_given, after, "contact_given"
    if after.sedated or _nitrous(after):
        yield _("escort after nitrous oxide or sedation"), after.escort, after, "escort"


def _at_most(score: str | None, limit: int) -> bool | None:
    return None if score is None else int(score) <= limit


def _anaesthesia(after: "After") -> "Anaesthesia | None":
    return after.visit.anaesthesia if after.visit is not None else None


def _nitrous(after: "After") -> bool:
    sheet = _anaesthesia(after)
    return sheet is not None and sheet.nitrous_start_at is not None


def observed_long_enough(after: "After", _context: Context) -> Iterator[Finding]:
    """Toxicity may come late: whoever leaves after an injected anaesthetic was watched for 30 minutes (4.1, 8.1)."""
    sheet = _anaesthesia(after)
    if not after.fit_to_leave or sheet is None or not sheet.doses:
        return
    minutes = observed_min(after)
    if minutes is None:
        yield Finding(
            Level.MISSING,
            _("Fit to leave: time observed after the last dose is not recorded"),
            next_step=_("Write down when the patient left, or the minutes with the anaesthesia."),
            field="observation_min_after_last_la",
            record_id=sheet.id,
        )
    elif minutes < OBSERVE_MIN:
        yield Finding(
            Level.STOP,
            _("Not fit to leave: observed {minutes} min after the last dose").format(minutes=show_decimal(minutes)),
            why=_("{limit} min or more, because toxicity may come late").format(limit=show_decimal(OBSERVE_MIN)),
            next_step=_("Keep the patient longer, or answer no."),
            rule="observation-after-anaesthetic",
            field="observation_min_after_last_la",
            record_id=sheet.id,
        )


def observed_min(after: "After") -> Decimal | None:
    """Minutes watched after the last dose: the fewer of those written down and those the times leave, else unknown."""
    sheet = _anaesthesia(after)
    written = sheet.observation_min_after_last_la if sheet is not None else None
    known = [minutes for minutes in (written, _min_between(after)) if minutes is not None]
    return min(known, default=None)


def _min_between(after: "After") -> Decimal | None:
    """Whole minutes from the last dose to leaving; None while one of these times is not known."""
    sheet = _anaesthesia(after)
    given = [dose.given_at for dose in sheet.doses] if sheet is not None else []
    known = [moment for moment in given if moment is not None]
    if after.left_at is None or len(known) < len(given) or not known:
        return None
    return Decimal((after.left_at - max(known)) // timedelta(minutes=1))


def observed_as_timed(after: "After", _context: Context) -> Iterator[Finding]:
    """Minutes that were written down cannot be more than the chart's own times leave (8.1)."""
    sheet = _anaesthesia(after)
    written, between = sheet.observation_min_after_last_la if sheet is not None else None, _min_between(after)
    if sheet is None or written is None or between is None or written <= between + 1:
        return
    yield Finding(
        Level.STOP,
        _("Observed {minutes} min after the last dose: the times say {between} min").format(
            minutes=show_decimal(written), between=show_decimal(between)
        ),
        why=_("from the last dose to leaving"),
        next_step=_("Correct the minutes, or the time that is wrong."),
        rule="observation-as-timed",
        field="observation_min_after_last_la",
        record_id=sheet.id,
    )


def left_though_not_fit(after: "After", _context: Context) -> Iterator[Finding]:
    """Not fit to leave means that the patient stays: who left all the same needs a reason (8.1)."""
    if after.left_at is not None and after.fit_to_leave is False:
        yield Finding(
            Level.BLOCK,
            _("The patient left {time}, but is not fit to leave").format(time=show_time(after.left_at)),
            next_step=_("Put right which is wrong, or let a prescriber write why the patient left."),
            rule="left-not-fit",
            field="left_at",
        )


def next_session_ahead(after: "After", _context: Context) -> Iterator[Finding]:
    """The next session is on a later day than this visit."""
    agreed = after.next_session_on
    if agreed is not None and after.visit is not None and agreed.date() <= after.visit.opened_at.date():
        yield Finding(
            Level.STOP,
            _("The next session is not after this visit"),
            why=show_moment(agreed),
            next_step=_("Give the day with the time, or leave it empty."),
            rule="next-session-ahead",
            field="next_session_on",
        )


def events_recorded(after: "After", _context: Context) -> Iterator[Finding]:
    """A faint, an allergic reaction or a deficit is also an adverse event."""
    seen = any((name, getattr(r, name)) in _EVENT_OF for r in after.reactions for name in _EVENT_FIELDS)
    if seen and not after.adverse_events:
        yield Finding(
            Level.WARN,
            _("A reaction is not recorded as an adverse event"),
            why=_("a faint, an allergic reaction or a nerve deficit was scored"),
            next_step=_("Add it under adverse events."),
            rule="event-of-reaction",
            field="adverse_events",
        )


def call_in_time(after: "After", context: Context) -> Iterator[Finding]:
    """The call is due 24 to 72 hours after the procedure (8.5), counted in days."""
    if after.call_due is None or not _treated(after):
        return
    first, last = (context.day + timedelta(days=days) for days in _CALL_DAYS)
    if not first <= after.call_due <= last:
        yield Finding(
            Level.WARN,
            _("We phone on {day}").format(day=show_day(after.call_due)),
            why=_("usual {first} to {last}").format(first=show_day(first), last=show_day(last)),
            next_step=_("Check it, or leave it if it is right."),
            rule="call-in-time",
            field="call_due",
        )


def pressures_in_order(reaction: "Reaction", _context: Context) -> Iterator[Finding]:
    """The systolic pressure is the higher one (1.1)."""
    systolic, diastolic = reaction.bp_systolic_mmhg, reaction.bp_diastolic_mmhg
    if systolic is not None and diastolic is not None and systolic <= diastolic:
        yield Finding(
            Level.STOP,
            _("Blood pressure {systolic}/{diastolic}").format(
                systolic=show_decimal(systolic), diastolic=show_decimal(diastolic)
            ),
            why=_("the first number must be the higher one"),
            next_step=_("Correct the one that is wrong."),
            rule="pressures-in-order",
            field="bp_systolic_mmhg",
        )
