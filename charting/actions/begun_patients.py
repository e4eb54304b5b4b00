"""New patients who are being typed: kept in the file from the first letter on, and gone once added or discarded."""

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from charting.fields import fields_of
from charting.records.begun_patient import BegunPatient
from charting.records.patient import Patient
from charting.store.chart_session import ChartSession

_DIALECT = sqlite.dialect()
_BESIDE = ("unread", "origins")


class BegunPatients:
    """Those of one open chart, in the order they were begun; the next save writes what was kept or dropped."""

    def __init__(self, chart: ChartSession) -> None:
        self._chart = chart
        rows = chart.orm.scalars(sa.select(BegunPatient).order_by(BegunPatient.begun_at, BegunPatient.id))
        self._begun = [(_patient_in(row.body), row) for row in rows]

    def keep(self, patient: Patient, now: datetime) -> None:
        """Keep what is typed of a patient by now; where nothing is left, or the patient was added, nothing is kept."""
        row = self._row(patient)
        if patient in self._chart.orm:
            return  # added, but the file could not be written yet
        if patient.is_blank():
            self.drop(patient)
        elif row is None:
            row = BegunPatient(begun_at=now, body=_body_of(patient))
            self._begun.append((patient, row))
            self._chart.add(row)
        else:
            row.body = _body_of(patient)

    def drop(self, patient: Patient) -> None:
        """Keep a patient no longer: added, or discarded."""
        row = self._row(patient)
        self._begun = [pair for pair in self._begun if pair[0] is not patient]
        if row in self._chart.orm.new:
            self._chart.orm.expunge(row)
        elif row is not None:
            self._chart.orm.delete(row)

    def beside(self, patient: Patient | None) -> tuple[Patient, datetime] | None:
        """Whoever was begun before `patient`, else last, and when; going on from one to the next comes by everybody."""
        place = next((at for at, pair in enumerate(self._begun) if pair[0] is patient), 0)
        others = [*self._begun[place:], *self._begun[:place]]
        found = next(((one, row) for one, row in reversed(others) if one is not patient), None)
        return None if found is None else (found[0], found[1].begun_at)

    def _row(self, patient: Patient) -> BegunPatient | None:
        return next((row for one, row in self._begun if one is patient), None)


def _body_of(patient: Patient) -> str:
    columns = sa.inspect(Patient).columns
    stored = {}
    for name in (*fields_of(Patient), *_BESIDE):
        if (value := getattr(patient, name)) is not None:
            write = columns[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
            stored[name] = write(value) if write else value
    return json.dumps(stored, ensure_ascii=False, sort_keys=True)


def _patient_in(body: str) -> Patient:
    columns, answers = sa.inspect(Patient).columns, {}
    for name, stored in json.loads(body).items():
        read = columns[name].type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
        answers[name] = read(stored) if read else stored
    return Patient(**answers)
