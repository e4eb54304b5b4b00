"""What every record shares: an id made here, typed text that could not be read, and its findings."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

from charting.columns import OriginsText, UnreadText
from charting.context import Context
from charting.fields import fields_of, lines_of
from charting.findings import Finding, Level
from charting.origins import origin_words, waits
from charting.records.following import Follow
from charting.results import Result
from charting.words import _, ngettext

if TYPE_CHECKING:
    from charting.records.visit import Visit

Check = Callable[[Any, Context], Iterable[Finding]]
_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A record's id, made before it is stored, so that a save tried twice never makes two records."""
    return uuid4().hex


class Record(DeclarativeBase):
    """Base of all records. `checks` are rules across fields; `worked_out` lists computed values.

    `prefilled` names answers that the program gives when it makes the record, `stamps` answers whose time is written
    down by itself, `named` answers beside which stands whoever works then, `begins` times that begin the procedure,
    `follows_typing` answers from which others follow at the first keystroke,
    `scanned_into` the field that takes a scanned code. `seal` names the column that, once set, makes a
    sheet unchangeable before its visit is signed, and `open_after_seal` the columns that may still be written then.

    `unread` keeps typed text that could not be read, by field. `origins` says of answers that nobody typed where they
    came from, by field: a code of ORIGINS and the day or time (charting/origins.py).
    """

    metadata = sa.MetaData(naming_convention=_CONVENTION)
    title: ClassVar[str] = ""
    seal: ClassVar[str] = ""
    open_after_seal: ClassVar[frozenset[str]] = frozenset()
    prefilled: ClassVar[frozenset[str]] = frozenset()
    stamps: ClassVar[Mapping[str, str]] = {}
    named: ClassVar[Mapping[str, str]] = {}
    begins: ClassVar[frozenset[str]] = frozenset()
    follows_typing: ClassVar[frozenset[str]] = frozenset()
    scanned_into: ClassVar[str] = ""
    checks: ClassVar[Sequence[Check]] = ()

    id: Mapped[str] = mapped_column(sa.Text(), primary_key=True, default=new_id)
    unread: Mapped[dict[str, str] | None] = mapped_column(UnreadText(), nullable=True)
    origins: Mapped[dict[str, tuple[str, str]] | None] = mapped_column(OriginsText(), nullable=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.__table_args__ = getattr(cls, "__table_args__", ()) or {"sqlite_strict": True}
        super().__init_subclass__(**kwargs)

    def worked_out(self, context: Context) -> list[Result]:
        """The computed values of this record, each with its working."""
        return []

    def filled_from_scan(self, day: date) -> Mapping[str, Any]:
        """What the code in `scanned_into` says about other fields, as read on a day."""
        return {}

    def scan_choices(self, day: date) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """The ways to read a code in doubt, in words, each with what it says about other fields."""
        return ()

    def follows(self, name: str, value: Any, _context: Context) -> Iterator[Follow]:
        """What else is known once a person gives `name` this value."""
        visit = _visit_of(self) if name in self.begins else None
        if visit is not None and value is not None and visit.started_at is None:
            yield Follow(visit, "started_at", value)

    def kept_beside(self, _name: str, _context: Context) -> Iterator[Follow]:
        """What is kept along with an answer that was empty before, from the first keystroke on."""
        return iter(())

    def shown(self, name: str) -> str:
        """An answer as read, with its unit; nothing when nobody answered."""
        return fields_of(type(self))[name].printed_value(getattr(self, name))

    def in_row(self, name: str, day: date) -> str:
        """An answer as a table of rows shows it; a record whose answer is no longer true says so there."""
        return fields_of(type(self))[name].show(getattr(self, name), day)

    def is_blank(self) -> bool:
        """Whether nobody has answered anything here yet."""
        asked = (name for name in fields_of(type(self)) if name not in self.prefilled)
        own = any(getattr(self, name) is not None for name in asked)
        rows = (row for name in lines_of(type(self)) for row in getattr(self, name))
        return not (own or self.unread or any(not row.is_blank() for row in rows))


@sa.event.listens_for(Record, "init", propagate=True)
def _give_id(_record: Record, _args: Any, values: dict[str, Any]) -> None:
    values.setdefault("id", new_id())


class Line(Record):
    """One of several rows of a sheet, kept in the order of `position`."""

    __abstract__ = True

    position: Mapped[int] = mapped_column(default=0)

    def told_apart(self) -> str:
        """What tells this row from the others, in words: its first answer. Blank while that is open."""
        return self.shown(next(iter(fields_of(type(self)))))


class Sheet(Record):
    """One sheet of a visit; a visit has at most one of each kind."""

    __abstract__ = True

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), unique=True)

    @declared_attr
    @classmethod
    def visit(cls) -> Mapped["Visit"]:
        """The visit this sheet belongs to."""
        return relationship("Visit", back_populates=slot_of(cls))


def slot_of(sheet: type[Any]) -> str:
    """The attribute of a visit that holds this kind of sheet: `photo_consent` for `PhotoConsent`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", sheet.__name__).lower()


def _visit_of(record: Any) -> "Visit | None":
    """The visit of a sheet, or of the sheet a row stands on."""
    sheet = record if isinstance(record, Sheet) else record.parent
    return sheet.visit if sheet is not None else None


def findings(record: Record, context: Context) -> list[Finding]:
    """Everything the chart has to say about a record and its lines, in the order of its fields."""
    found = list(_own_findings(record, context))
    for name, declared in lines_of(type(record)).items():
        rows = getattr(record, name)
        if declared.needed(record) and not rows:
            found.append(
                Finding(Level.MISSING, declared.title, why=_("none recorded"), field=name, record_id=record.id)
            )
        for row, words in zip(rows, _names(rows, declared.row), strict=True):
            found.extend(replace(one, row=one.row or words) for one in findings(row, context))
    if isinstance(record, Sheet):
        found.extend(_copied(record))
    return found


def _names(rows: Sequence[Any], word: str) -> list[str]:
    """Words for each row that tell it from the others; the number of its place where its answers do not."""
    names = [row.told_apart() for row in rows]
    return [
        (f"{name} ({at})" if names.count(name) > 1 else name) if name else f"{_(word)} {at}"
        for at, name in enumerate(names, start=1)
    ]


def copied_answers(sheet: Record) -> list[tuple[Record, str]]:
    """The answers of a sheet and its rows that were copied from another visit and not confirmed yet."""
    rows = [row for name in lines_of(type(sheet)) for row in getattr(sheet, name)]
    return [
        (record, name) for record in (sheet, *rows) for name, origin in (record.origins or {}).items() if waits(origin)
    ]


def _copied(sheet: "Sheet") -> Iterator[Finding]:
    """One warning for all copied answers of a sheet: what held last time is confirmed or changed (practice.md 4)."""
    waiting = copied_answers(sheet)
    if waiting:
        first, name = waiting[0]
        count = len(waiting)
        words = ngettext("{count} answer is copied", "{count} answers are copied", count).format(count=count)
        yield Finding(
            Level.WARN,
            words,
            why=origin_words((first.origins or {})[name]),
            next_step=_("Confirm what is copied, or change it."),
            rule="copied",
            field=name,
            record_id=first.id,
            inputs=tuple((fields_of(type(record))[name].title, record.shown(name)) for record, name in waiting),
        )


def _own_findings(record: Record, context: Context) -> Iterator[Finding]:
    unread = record.unread or {}
    for name, declared in fields_of(type(record)).items():
        value = getattr(record, name)
        if name in unread:
            yield Finding(
                Level.STOP,
                _("{label}: “{typed}” was not accepted").format(label=declared.title, typed=unread[name]),
                why=_refusal(record, name, context),
                field=name,
                record_id=record.id,
            )
        elif value is None and declared.needed(record):
            yield Finding(
                Level.MISSING,
                declared.title,
                why=_("needed to sign"),
                field=name,
                record_id=record.id,
                may_stay_open=declared.may_lack,
            )
        else:
            yield from (doubt.at(record.id) for doubt in declared.doubts(value))
            yield from (ahead.at(record.id) for ahead in declared.ahead(value, context))
    for check in type(record).checks:
        yield from (finding.at(finding.record_id or record.id) for finding in check(record, context))


def _refusal(record: Record, name: str, context: Context) -> str:
    try:
        fields_of(type(record))[name].parse((record.unread or {})[name], context)
    except ValueError as refused:
        return str(refused)
    return _("type it again")
