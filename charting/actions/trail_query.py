"""The audit trail as a report: filtered, sorted four ways, and read in slices, however long it has grown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.actions.trail_words import models, parent_of, sentences, title_of
from charting.choices import Choices
from charting.dates import show_day, show_moment
from charting.fields import fields_of
from charting.records.audit_entry import VERBS, audit_entry
from charting.records.base import Record, Sheet
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.visit import VISIT_KINDS, Visit
from charting.words import _

SORTS = Choices("audit_sort", ("date", "Date"), ("user", "User"), ("patient", "Patient"), ("action", "Action"))
SLICE = 256
_OF_A_PERSON = frozenset({"log_in", "failed_log_in"})
_C = audit_entry.c


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about; blank and None ask for everything.

    `since` and `until` are days as they stand in the entries, both included. `sheet` is the table of a sheet, whose
    rows belong to it unless `rows` is False; `record_id` and `field` ask for one answer. `sort` is a code of SORTS.
    """

    since: date | None = None
    until: date | None = None
    who: str = ""
    verb: str = ""
    patient_id: str = ""
    visit_id: str = ""
    sheet: str = ""
    rows: bool = True
    record_id: str = ""
    field: str = ""
    sort: str = "date"
    newest_first: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words. `where` is the sheet and row, `visit` the visit it belongs to, `late` a clock set back."""

    seq: int
    at: datetime
    who: str
    action: str
    patient: str
    visit: str
    where: str
    words: str
    late: bool

    def sentence(self, day: date | None = None) -> str:
        """`21-Nov-2026 14:02 Dr Pat Practice changed Depth from 0.5 mm to 1.5 mm`."""
        return f"{show_moment(self.at, day)} {self.who} {self.words}".strip()


class TrailReport:
    """The entries that were asked for, as they stood when it was made; entries written later are not in it."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self._session, self.asked = session, asked
        with session.no_autoflush:
            self._seqs: Sequence[int] = list(session.scalars(_ordered(asked)))
        if asked.field:
            self._seqs = [told.seq for told in self._read(self._seqs) if told.words]

    def __len__(self) -> int:
        return len(self._seqs)

    def slice(self, start: int, stop: int) -> list[Told]:
        """The entries from `start` to before `stop`, in the order of the report."""
        return self._read(self._seqs[start:stop])

    def _read(self, wanted: Sequence[int]) -> list[Told]:
        found: list[Told] = []
        for start in range(0, len(wanted), SLICE):
            found += _told(self._session, wanted[start : start + SLICE], self.asked.field)
        return found


def people_in(session: Session) -> list[str]:
    """Everybody whose name stands in the trail."""
    with session.no_autoflush:
        return sorted(name for name in session.scalars(sa.select(_C.who).distinct()) if name)


def _ordered(asked: Asked) -> sa.Select[Any]:
    query = sa.select(_C.seq)
    day = sa.func.substr(sa.type_coerce(_C.at, sa.Text()), 1, 10)
    if asked.since is not None:
        query = query.where(day >= asked.since.isoformat())
    if asked.until is not None:
        query = query.where(day <= asked.until.isoformat())
    if asked.who:
        query = query.where(_C.who == asked.who)
    if asked.verb:
        query = query.where(_C.verb == asked.verb)
    if asked.visit_id:
        query = query.where(
            sa.or_(_C.visit_id == asked.visit_id, _C.record_id.in_(_ids_of("visit_id", asked.visit_id)))
        )
    if asked.sheet:
        query = query.where(_C.record.in_(tables_of(asked.sheet) if asked.rows else [asked.sheet]))
    if asked.field:
        named = sa.type_coerce(_C.said, sa.Text()).contains(f'"{asked.field}"', autoescape=True)
        query = query.where(sa.or_(named, _C.verb == "removed"))
    if asked.record_id:
        query = query.where(_C.record_id == asked.record_id)
    if asked.patient_id:
        query = query.where(_about(asked.patient_id))
    return query.order_by(*_order(asked)) if asked.sort != "patient" else _by_patient(query, asked)


def _order(asked: Asked) -> list[Any]:
    newest = _C.seq.desc() if asked.newest_first else _C.seq
    return {"user": [_C.who, newest], "action": [_C.verb, newest]}.get(asked.sort, [newest])


def _by_patient(query: sa.Select[Any], asked: Asked) -> sa.Select[Any]:
    """Sorted by family name, then given name; what is about nobody comes last."""
    visits, owned = _visits(), _owned()
    patient = Patient.__table__
    joined = audit_entry.outerjoin(visits, visits.c.id == _C.visit_id).outerjoin(owned, owned.c.id == _C.record_id)
    joined = joined.outerjoin(patient, patient.c.id == sa.func.coalesce(visits.c.patient_id, owned.c.patient_id))
    newest = _C.seq.desc() if asked.newest_first else _C.seq
    names = (patient.c.family_name, patient.c.given_name, patient.c.id)
    return query.select_from(joined).order_by(patient.c.id.is_(None), *names, newest)


def _about(patient_id: str) -> sa.ColumnElement[bool]:
    """Whether an entry is about a patient: one of their visits, or a record of their own."""
    visits, owned = _visits(), _owned()
    return sa.or_(
        _C.visit_id.in_(sa.select(visits.c.id).where(visits.c.patient_id == patient_id)),
        _C.record_id.in_(sa.select(owned.c.id).where(owned.c.patient_id == patient_id)),
        sa.func.json_extract(sa.type_coerce(_C.said, sa.Text()), "$.of") == patient_id,
    )


def _visits() -> sa.Subquery:
    visit, course = Visit.__table__, Course.__table__
    return (
        sa.select(visit.c.id, course.c.patient_id).join_from(visit, course, course.c.id == visit.c.course_id).subquery()
    )


@cache
def _owned() -> sa.Subquery:
    """Which patient a record belongs to, for those that stand in no sheet: id and patient_id."""
    visits = _visits()
    course = Course.__table__
    pairs: list[sa.Select[Any]] = [sa.select(Patient.__table__.c.id, Patient.__table__.c.id.label("patient_id"))]
    for name, model in models().items():
        columns, parent = model.__table__.c, parent_of(name)
        if "patient_id" in columns:
            pairs.append(sa.select(columns.id, columns.patient_id))
        elif "visit_id" in columns and not issubclass(model, Sheet):
            pairs.append(
                sa.select(columns.id, visits.c.patient_id).join_from(model, visits, visits.c.id == columns.visit_id)
            )
        elif parent is Patient:
            pairs.append(sa.select(columns.id, columns.parent_id.label("patient_id")))
        elif parent is Course:
            pairs.append(
                sa.select(columns.id, course.c.patient_id).join_from(model, course, course.c.id == columns.parent_id)
            )
    return sa.union_all(*pairs).subquery()


def _ids_of(column: str, key: str) -> sa.CompoundSelect[Any]:
    """The ids of all records that carry a column with this value."""
    found = [model.__table__.c for model in models().values() if column in model.__table__.c]
    return sa.union_all(*(sa.select(columns.id).where(columns[column] == key) for columns in found))


def tables_of(sheet: str) -> list[str]:
    """The table of a sheet and those of its rows."""
    parent = models()[sheet]
    return [sheet, *(name for name in models() if parent_of(name) is parent)]


def _told(session: Session, seqs: Sequence[int], field: str) -> list[Told]:
    with session.no_autoflush:
        rows = {row.seq: row for row in session.execute(sa.select(audit_entry).where(_C.seq.in_(seqs)))}
        present = [rows[seq] for seq in seqs if seq in rows]
        visits, patients = _places(session, present)
        names = _row_names(session, present)
    return [_one(row, visits, patients, names, field) for row in present]


def _one(
    row: Any, visits: Mapping[str, tuple[str, str]], patients: Mapping[str, str], names: Mapping[str, str], field: str
) -> Told:
    table = row.record or ""
    said = row.said or {}
    visit, patient = visits.get(row.visit_id or "", ("", ""))
    where = title_of(table) if table != Visit.__tablename__ or row.verb == "edited" else _("Visit")
    if row.verb in _OF_A_PERSON:
        where = ""  # who it was stands in its own column
    if named := names.get(row.record_id or ""):
        where = f"{where} “{named}”"
    told = sentences(table, row.verb, said, field or None)
    words = "; ".join(told)
    person = patient or patients.get(row.record_id or "", "")
    return Told(row.seq, row.at, row.who, VERBS.label(row.verb), person, visit, where, words, bool(row.clock_went_back))


def _places(session: Session, rows: Iterable[Any]) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """The visit and patient in words by the id of a visit, and the patient by the id of a record."""
    owned = _owned()
    loose = {row.record_id for row in rows if row.record_id and not row.visit_id}
    pairs = session.execute(sa.select(owned.c.id, owned.c.patient_id).where(owned.c.id.in_(loose)))
    belongs: dict[str, str] = {row.id: row.patient_id for row in pairs}
    removed = {row.record_id: row.said["of"] for row in rows if row.said and "of" in row.said}
    belongs |= {key: of for key, of in removed.items() if key not in belongs}
    seen = {row.visit_id for row in rows if row.visit_id}
    found = session.execute(
        sa.select(Visit.id, Visit.kind, Visit.opened_at, Course.patient_id).join(Course).where(Visit.id.in_(seen))
    ).all()
    wanted = {row.patient_id for row in found} | set(belongs.values())
    named = {patient.id: _name(patient) for patient in session.execute(_names().where(Patient.id.in_(wanted)))}
    visits = {
        row.id: (f"{show_day(row.opened_at.date())}, {VISIT_KINDS.label(row.kind)}", row.patient_id) for row in found
    }
    shown = {key: (words, named.get(patient, "")) for key, (words, patient) in visits.items()}
    return shown, {key: named.get(patient, "") for key, patient in belongs.items()}


def _names() -> Any:
    return sa.select(Patient.id, Patient.family_name, Patient.given_name, Patient.number)


def _name(row: Any) -> str:
    name = ", ".join(part for part in (row.family_name, row.given_name) if part)
    return f"{name} ({row.number})" if name else str(row.number or "")


def _row_names(session: Session, rows: Iterable[Any]) -> dict[str, str]:
    """What a row is called: the question it asks, or its first answer."""
    by_table: dict[str, set[str]] = {}
    for row in rows:
        if row.record and parent_of(row.record) is not None and row.record_id:
            by_table.setdefault(row.record, set()).add(row.record_id)
    named: dict[str, str] = {}
    for table, ids in by_table.items():
        model = models()[table]
        column, shown = _naming(model)
        query: Any = sa.select(model.id, column).where(model.id.in_(ids))
        named |= {key: words for key, value in session.execute(query) if (words := shown(value))}
    return named


def _naming(model: type[Record]) -> tuple[Any, Any]:
    for name in ("question", "sentence"):
        if name in sa.inspect(model).columns:
            return getattr(model, name), lambda value: str(value or "")
    name, declared = next(iter(fields_of(model).items()))
    return getattr(model, name), lambda value: declared.show(value)
