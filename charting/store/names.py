"""Rows of a chart named so that a person finds them: by sheet, day of the visit and patient number, never by name."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from charting.dates import show_moment
from charting.records.audit_entry import audit_entry
from charting.records.base import Record
from charting.words import _


class Names:
    """Names of what stands in one file; what is gone from it is named after the audit trail."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._titles = {m.class_.__tablename__: m.class_.title for m in Record.registry.mappers}

    def record(self, table: str, visit_id: str | None, patient_id: str | None = None) -> str:
        """`Needled zone, visit of 21-Nov-2026 14:02, patient RL-00001`."""
        title = _(self._titles.get(table) or table.replace("_", " ").capitalize())
        if visit_id is not None:
            return f"{title}, {self.visit(visit_id)}"
        return f"{title}, {self._patient(patient_id)}" if patient_id else title

    def visit(self, visit_id: str) -> str:
        """`visit of 21-Nov-2026 14:02, patient RL-00001`."""
        query = sa.text(
            "SELECT visit.opened_at, patient.number FROM visit LEFT JOIN course ON course.id = visit.course_id "
            "LEFT JOIN patient ON patient.id = course.patient_id WHERE visit.id = :id"
        )
        row = self._connection.execute(query, {"id": visit_id}).one_or_none()
        opened = _moment(row.opened_at) if row else self._opened_at(visit_id)
        words = _("visit of {day}").format(day=opened or _("an unknown day"))
        return _("{visit}, patient {number}").format(visit=words, number=row.number) if row and row.number else words

    def place(self, table: str, row: Mapping[str, Any]) -> tuple[str | None, str | None]:
        """The visit and the patient a row belongs to, as far as it belongs to one."""
        if table == "visit":
            return row["id"], None
        if table == "patient":
            return None, row["id"]
        if "visit_id" in row:
            return row["visit_id"], None
        if "patient_id" in row:
            return None, row["patient_id"]
        keys = Record.metadata.tables[table].c.get("parent_id")
        if keys is None or not keys.foreign_keys:
            return None, None
        parent = next(iter(keys.foreign_keys)).column.table
        raw = sa.table(parent.name, *(sa.column(column.name) for column in parent.columns))
        found = self._connection.execute(sa.select(raw).where(raw.c.id == row["parent_id"])).mappings().one_or_none()
        return (None, None) if found is None else self.place(parent.name, dict(found))

    def _patient(self, patient_id: str) -> str:
        number = self._connection.execute(
            sa.text("SELECT number FROM patient WHERE id = :id"), {"id": patient_id}
        ).scalar_one_or_none()
        return _("patient {number}").format(number=number) if number else _("a patient who is gone")

    def _opened_at(self, visit_id: str) -> str:
        born = sa.select(sa.type_coerce(audit_entry.c.said, sa.Text())).where(
            audit_entry.c.record_id == visit_id,
            audit_entry.c.record == "visit",
            audit_entry.c.verb.in_(("created", "amended")),
        )
        said = self._connection.execute(born.limit(1)).scalar_one_or_none()
        changes = json.loads(said)["changes"] if said else []
        return next((_moment(after) for name, _label, _before, after in changes if name == "opened_at"), "")


def _moment(stored: str) -> str:
    try:
        return show_moment(datetime.fromisoformat(stored))
    except ValueError:
        return ""
