"""What a screen for gloved hands shows, and what each of its buttons writes: data for a screen that knows no record."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from charting.dates import show_day, show_time
from charting.fields import fields_of
from charting.findings import Finding
from charting.isolate import isolated
from charting.origins import origin_note, waits
from charting.records.base import Line, Record
from charting.records.earlier import patient_of
from charting.words import _

ENTER = "Enter"
NEXT, LEAVE, EMERGENCY, MAP = "next", "leave", "emergency", "map"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to give. `scanned` when a label gave it."""

    record: Record
    name: str
    value: Any
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """A time to be answered with the moment of the tap."""

    record: Record
    name: str


@dataclass(frozen=True, slots=True)
class At:
    """A time that is said to have been another moment than that of the tap."""

    record: Record
    name: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Confirm:
    """A copied answer that stands in view and is let stand."""

    record: Record
    name: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to add to the repeated rows `name` of a sheet, with its answers, and its times that are now."""

    sheet: Record
    name: str
    answers: tuple[tuple[str, Any], ...]
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossed:
    """A row to take out of the repeated rows `name` of a sheet."""

    sheet: Record
    name: str
    row: Line


@dataclass(frozen=True, slots=True)
class Noted:
    """A line to add to a text; `words` name the moment of the tap as `{time}`."""

    record: Record
    name: str
    words: str

    def text(self, moment: datetime) -> str:
        """The text with its new line."""
        line = self.words.replace("{time}", show_time(moment))
        before: str | None = getattr(self.record, self.name)
        return f"{before}\n{line}" if before else line


Write = Answer | Now | At | Confirm | NewRow | Crossed | Noted


@dataclass(frozen=True, slots=True)
class Press:
    """A button. `key` stays the same while it means the same, `hint` is its key on the number pad.

    `goes` is the place to show afterwards, blank to stay. `did` says in a few words what was written. `refused` says
    why it writes nothing now, and `ask` is shown first where a person has to say yes. The one whose hint is ENTER may
    be pressed by any pedal. `leaves_open` says that the step stays unanswered: it is not asked for again by itself.
    `shows` is the number it answers, to stand in the dial at once. `lands` is the field of the session that it leaves
    glove mode for.
    """

    key: str
    words: str
    detail: str = ""
    hint: str = ""
    writes: tuple[Write, ...] = ()
    goes: str = ""
    did: str = ""
    filled: bool = False
    refused: str = ""
    ask: "Page | None" = None
    lands: Finding | None = None
    leaves_open: bool = False
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Dial:
    """A number between minus and plus. `note` is the line below: where it came from, what is left.

    `odd` says why the number is not a usual one; blank where it is.
    """

    label: str
    value: str
    unit: str
    note: str
    less: Press
    more: Press
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One step: at most six buttons, those of its dials counted. `more` is what its second page offers.

    `zone` is the code of the zone in hand, `stop` marks a page that says what stops, `names` one that says who the
    patient is. `keys` are presses by a key alone, for numbers. `doubt` says under the detail what is not usual.
    """

    key: str
    title: str
    detail: str = ""
    count: str = ""
    dials: tuple[Dial, ...] = ()
    presses: tuple[Press, ...] = ()
    more: "Page | None" = None
    zone: str = ""
    stop: bool = False
    names: bool = False
    keys: tuple[Press, ...] = ()
    doubt: str = ""

    def buttons(self) -> tuple[Press, ...]:
        """Every button of the page, in reading order."""
        return (*(press for dial in self.dials for press in (dial.less, dial.more)), *self.presses)

    def by_hint(self, hint: str) -> Press | None:
        """What a key does here; None where it does nothing."""
        return next((press for press in (*self.buttons(), *self.keys) if press.hint == hint), None)

    def is_step(self, key: str) -> bool:
        """Whether a press is a minus or plus: each of them counts, however fast they come."""
        return any(key in {dial.less.key, dial.more.key} for dial in self.dials)


def confirmed(record: Record, *names: str) -> tuple[Write, ...]:
    """What lets the copied answers among these fields stand, because they are in view."""
    origins = record.origins or {}
    return tuple(Confirm(record, name) for name in names if waits(origins.get(name)))


def in_line(*parts: str | None) -> str:
    """What is known of several things, in one line."""
    return ", ".join(part for part in parts if part)


def since_until(started: datetime | None, due: datetime | None) -> str:
    """`since 14:02, until 14:12`, as far as it is known."""
    since = _("since {time}").format(time=show_time(started)) if started is not None else ""
    return in_line(since, _("until {time}").format(time=show_time(due)) if due is not None else "")


def who_is(visit: Any) -> str:
    """`SAMPLE, Ada (Ms), born 14-Mar-1985`, to be asked for."""
    patient = patient_of(visit)
    day = patient.date_of_birth if patient is not None else None
    name = isolated(patient.display_name()) if patient is not None else ""
    return _("{name}, born {day}").format(name=name, day=show_day(day) if day is not None else _("not known"))


def ends_procedure(visit: Any) -> tuple[Write, ...]:
    """With the last step of its parts the procedure ends, unless somebody wrote its end down."""
    return () if visit is None or visit.ended_at is not None else (Now(visit, "ended_at"),)


def where_from(record: Record, name: str) -> str:
    """The day an unconfirmed answer was copied from, else the usual range or nothing."""
    origin = (record.origins or {}).get(name)
    if waits(origin) and origin is not None:
        return origin_note(origin)
    return fields_of(type(record))[name].expects()


def asking(press: Press, title: str, why: str, keep: str, back: str) -> Press:
    """A press that asks with two buttons first: back is the filled one, so that a pedal never says yes."""
    page = Page(
        key=f"ask.{press.key}",
        title=title,
        detail=why,
        presses=(
            replace(press, key=f"keep.{press.key}", words=keep, detail="", hint="0", filled=False),
            Press("back", back, hint=ENTER, filled=True),
        ),
    )
    return replace(press, ask=page)
