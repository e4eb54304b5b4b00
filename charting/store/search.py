"""Finding a patient by name, birth date, number or telephone, in any order and spelling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, selectinload

from charting.dates import readings
from charting.records.base import Record
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.store.fold import fold, words_of

ALIKE = 0.8
MOST_WORDS = 12
SHORTEST_PHONE = 6
patient_word = sa.Table(
    "patient_word",
    Record.metadata,
    sa.Column("word", sa.Text(), primary_key=True),
    sa.Column("patient_id", sa.Text(), sa.ForeignKey("patient.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A patient who may be the same person, and why."""

    patient: Patient
    reason: str


def keep_words(session: Session) -> None:
    """Keep the finder's words in step with the patients a session stores, in the same transaction."""

    @event.listens_for(session, "after_flush")
    def _index(flushed: Session, _context: Any) -> None:
        for record in [*flushed.new, *flushed.dirty]:
            if isinstance(record, Patient):
                _store_words(flushed, record)


def find_patients(session: Session, typed: str, today: date, limit: int = 50) -> Sequence[Patient]:
    """Patients that fit everything typed, by family name. Nothing typed finds the first ones of the alphabet."""
    query = sa.select(Patient).order_by(Patient.family_name, Patient.given_name, Patient.number).limit(limit)
    visits = selectinload(Patient.courses).selectinload(Course.visits)
    standing = (visits.selectinload(Visit.marks), visits.selectinload(Visit.amended_by))
    query = query.options(selectinload(Patient.allergies), *standing)
    parts = list(dict.fromkeys(typed.replace(",", " ").split()))[:MOST_WORDS]
    named = sa.and_(sa.true(), *(_fits(part, today) for part in parts))
    whole = [Patient.date_of_birth.in_(days)] if (days := readings(typed, today)) else []
    if len(number := _digits(typed)) >= SHORTEST_PHONE and not any(c.isalpha() for c in typed):
        ends = patient_word.c.word.endswith(number)
        whole.append(Patient.id.in_(sa.select(patient_word.c.patient_id).where(sa.or_(_starts(number), ends))))
    return session.scalars(query.where(sa.or_(named, *whole))).all()


def likely_duplicates(session: Session, patient: Patient) -> list[Duplicate]:
    """Other patients with the same birth date and a similar name, or the same telephone (clinical.md 1.1)."""
    name = fold(f"{patient.family_name or ''} {patient.given_name or ''}")
    turned = fold(f"{patient.given_name or ''} {patient.family_name or ''}")
    phone = _digits(patient.phone)
    same_day = Patient.date_of_birth == patient.date_of_birth if patient.date_of_birth else sa.false()
    same_phone = Patient.id.in_(_with_word(phone)) if len(phone) >= SHORTEST_PHONE else sa.false()
    query = sa.select(Patient).where(Patient.id != patient.id, sa.or_(same_day, same_phone))
    found = []
    with session.no_autoflush:
        for other in session.scalars(query):
            theirs = fold(f"{other.family_name or ''} {other.given_name or ''}")
            close = max(SequenceMatcher(None, mine, theirs).ratio() for mine in (name, turned))
            if other.date_of_birth == patient.date_of_birth and close >= ALIKE:
                found.append(Duplicate(other, "same birth date, similar name"))
            elif len(phone) >= SHORTEST_PHONE and _digits(other.phone) == phone:
                found.append(Duplicate(other, "same telephone"))
    return found


def _fits(part: str, today: date) -> sa.ColumnElement[bool]:
    word = fold(part)
    named = Patient.id.in_(sa.select(patient_word.c.patient_id).where(_starts(word)))
    days = readings(part, today)
    return sa.or_(named, Patient.date_of_birth.in_(days)) if days else named


def _with_word(word: str) -> sa.Select[tuple[str]]:
    return sa.select(patient_word.c.patient_id).where(patient_word.c.word == word)


def _starts(word: str) -> sa.ColumnElement[bool]:
    return sa.and_(patient_word.c.word >= word, patient_word.c.word < word + "\U0010ffff")


def words_for(patient: Patient) -> set[str]:
    """The words under which the finder keeps a patient."""
    words = words_of(patient.family_name, patient.given_name, patient.preferred_name, patient.number)
    return {word for word in {*words, _digits(patient.phone)} if word}


def _store_words(session: Session, patient: Patient) -> None:
    session.execute(sa.delete(patient_word).where(patient_word.c.patient_id == patient.id))
    rows = [{"word": word, "patient_id": patient.id} for word in sorted(words_for(patient))]
    if rows:
        session.execute(sa.insert(patient_word), rows)


def _digits(phone: str | None) -> str:
    return "".join(c for c in phone or "" if c.isdigit())
