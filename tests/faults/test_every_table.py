"""Rows written past the application, with the right key and every lock taken off, in every table there is.

One signed visit has rows in each table that can belong to a visit; whatever is put in, changed or taken out there,
Verify names that visit. A table made later is tried by itself, and fails here until it can be filled and is checked.
"""

import hashlib
from contextlib import closing
from datetime import date

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from charting.actions.visits import start_visit
from charting.columns import DayText, FrozenJson, MomentText
from charting.fields import line_model, lines_of
from charting.records.base import Line, Record, Sheet, new_id, slot_of
from charting.records.patient import Patient
from charting.records.sheets import SHEETS
from charting.records.signature import VisitSignature
from charting.records.signed import SCHEME, digest_of
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.store.files import CHART
from charting.store.verify import verify
from tests.faults.clinics import NOW, PASSWORD, copy_of, whole

TITLE = "Rows written past Rootline"
WORDS = "patient_word"
TRAIL = "audit_entry"
TABLES = sorted(set(Record.metadata.tables) - {WORDS, TRAIL})
MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
STAYS = ("visit", "course", "patient", "practitioner")


def needed(model):
    """Something for each column that may not be empty and belongs to no other record; a hash fits its content."""
    samples = {MomentText: NOW, DayText: date(2026, 11, 21), FrozenJson: {}, sa.Integer: 1, sa.LargeBinary: b"x"}
    asked = (c for c in model.__table__.columns if not (c.nullable or c.default or c.foreign_keys or c.primary_key))
    values = {column.name: samples.get(type(column.type), "x") for column in asked}
    return values | ({"sha256": hashlib.sha256(b"x").hexdigest()} if "sha256" in values else {})


def fill(visit, patient):
    """A row in every table that this visit can have one in."""
    for sheet in SHEETS:
        if getattr(visit, slot_of(sheet)) is None:
            setattr(visit, slot_of(sheet), sheet(**needed(sheet)))
    for sheet in [getattr(visit, slot_of(sheet)) for sheet in SHEETS]:
        for name in lines_of(type(sheet)):
            if not getattr(sheet, name):
                row = line_model(type(sheet), name)
                getattr(sheet, name).append(row(**needed(row), position=0))
    places = {"visit_id": visit.id, "patient_id": patient.id, "course_id": visit.course_id, "parent_id": patient.id}
    made = [
        model(**needed(model), **{name: places[name] for name in places if name in model.__table__.c})
        for table, model in MODELS.items()
        if not issubclass(model, (Sheet, Visit, VisitSignature, Patient)) and not _below_a_sheet(model)
        if table not in ("course", "clinic", "practitioner", "sequence")
    ]
    _tie(made)
    return made


def _tie(made):
    """Rows that belong to another row beside the visit get one: a scanned page its file, a filing its page."""
    of = {}
    for record in made:
        record.id = record.id or new_id()
        of[type(record).__tablename__] = record.id
    for record in made:
        for column in record.__table__.columns:
            for key in column.foreign_keys:
                if getattr(record, column.name) is None and key.column.table.name in of:
                    setattr(record, column.name, of[key.column.table.name])


def _below_a_sheet(model):
    return issubclass(model, Line) and issubclass(model.__mapper__.relationships["parent"].mapper.class_, Sheet)


@pytest.fixture(scope="module")
def filled(prepared, tmp_path_factory):
    """A clinic with a signed visit that has rows in every table, and the visit's id."""
    source = copy_of(prepared, tmp_path_factory.mktemp("filled") / "clinic")
    with closing(ChartSession.open(source.folder, PASSWORD)) as chart:
        patient = chart.orm.scalars(sa.select(Patient).order_by(Patient.number)).first()
        visit = start_visit(chart, patient.courses[0], "M_PRP", chart.practitioners()[0], NOW)
        chart.save(NOW)
        for record in fill(visit, patient):
            chart.add(record)
        chart.save(NOW)
        chart.orm.expire_all()
        own = {"scheme": SCHEME, "digest": digest_of(visit), "signed_at": NOW}
        visit.visit_signature = VisitSignature(**needed(VisitSignature) | own)
        chart.save(NOW, last=lambda: setattr(visit, "signed_at", NOW))
        visit_id = visit.id
    whole(source)
    return source, visit_id


@pytest.fixture
def spoiled(filled, tmp_path):
    """Return `spoiled(statements)`: the troubles of a copy in which they were run."""
    made = []

    def spoil(*statements):
        source = copy_of(filled[0], tmp_path / f"clinic-{len(made)}")
        made.append(source)
        with closing(opened(source)) as raw:
            raw.execute("BEGIN")
            locks = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _sql in locks:
                raw.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                assert raw.execute(statement).rowcount == 1, statement
            for _name, sql in locks:
                raw.execute(sql)
            raw.execute("COMMIT")
        return verify(source, NOW).troubles

    return spoil


def opened(source):
    raw = sqlcipher.connect(str(source.folder / CHART), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{source.key.hex()}'\"")
    return raw


def of_visit(table, visit_id):
    """A condition for the rows that belong to the visit; blank for a table that belongs to none."""
    columns = Record.metadata.tables[table].c
    if table == "visit":
        return f"id = '{visit_id}'"
    if "visit_id" in columns:
        return f"visit_id = '{visit_id}'"
    if "parent_id" in columns:
        parent = next(iter(columns.parent_id.foreign_keys)).column.table.name
        above = of_visit(parent, visit_id)
        return f"parent_id IN (SELECT id FROM {parent} WHERE {above})" if above else ""
    return ""


def one_row(filled, table):
    """The id of a row: the visit's own where the table belongs to visits."""
    source, visit_id = filled
    among = of_visit(table, visit_id)
    with closing(opened(source)) as raw:
        found = raw.execute(f"SELECT id FROM {table}" + (f" WHERE {among}" if among else "") + " LIMIT 1").fetchone()
    assert found, f"nothing in {table} could be tried: fill it"
    return found[0]


def changed(column):
    kind = column.type.compile()
    if kind == "INTEGER":
        return f"coalesce({column.name}, 0) + 1"
    return "x'00'" if kind == "BLOB" else f"coalesce({column.name}, '') || ' '"


def update(filled, table, column=None):
    fixed = {"id", "visit_id", "parent_id", "course_id", "patient_id", "opened_at", "number"}
    columns = Record.metadata.tables[table].columns
    column = column if column is not None else [c for c in columns if c.name not in fixed][-1]
    return f"UPDATE {table} SET {column.name} = {changed(column)} WHERE id = '{one_row(filled, table)}'"


def delete(filled, table):
    return f"DELETE FROM {table} WHERE id = '{one_row(filled, table)}'"


def insert(filled, table):
    """A second row like the first, in its own place."""
    names = [column.name for column in Record.metadata.tables[table].columns]
    other = {"id": f"'new-{table}'"} | ({"name": "name || 'x'"} if table == "sequence" else {})
    chosen = ", ".join(other.get(name, name) for name in names)
    row = one_row(filled, table)
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} WHERE id = '{row}'"


SAID = {update: "changed past Rootline", delete: "removed past Rootline", insert: "added past Rootline"}


def require_named(troubles, filled, table, deed):
    title = MODELS[table].title or table.replace("_", " ").capitalize()
    found = [t for t in troubles if SAID[deed] in t.what and t.where.startswith(title)]
    assert found, f"{deed.__name__} in {table}: {[(t.what, t.where) for t in troubles]}"
    if of_visit(table, filled[1]):
        assert filled[1] in {trouble.visit_id for trouble in found}, f"{table}: the visit is not named"
        assert any("patient RL-00001" in trouble.where for trouble in found), f"{table}: the patient is not named"


def test_every_table_can_be_tried_or_is_known_to_stand_apart(filled):
    assert {*TABLES, WORDS, TRAIL} == set(Record.metadata.tables)
    assert set(MODELS) == set(TABLES)
    assert all(one_row(filled, table) for table in TABLES)
    belonging = [table for table in TABLES if of_visit(table, filled[1])]
    assert {"photo", "stored_document", "visit_mark", "visit_signature", "decision"} <= set(belonging)


@pytest.mark.parametrize("deed", [update, delete, insert])
def test_what_is_done_to_a_row_of_any_table_is_named_with_its_visit(filled, spoiled, count, deed):
    """All tables at once; those by which the others are named stay."""
    tried = [table for table in TABLES if table not in STAYS and not (deed is insert and only_one(table))]
    troubles = spoiled(*(deed(filled, table) for table in tried))
    for table in tried:
        require_named(troubles, filled, table, deed)
    count(TITLE, f"tables in which a row was {SAID[deed].split()[0]}, each named", len(tried))


@pytest.mark.parametrize("table", ["visit", "course", "patient"])
@pytest.mark.parametrize("deed", [update, delete])
def test_visits_courses_and_patients_themselves_are_named(filled, spoiled, count, table, deed):
    require_named_loosely(spoiled(deed(filled, table)), filled, table, deed)
    count(TITLE, f"tables in which a row was {SAID[deed].split()[0]}, each named")


def require_named_loosely(troubles, filled, table, deed):
    title = MODELS[table].title or table.capitalize()
    found = [t for t in troubles if SAID[deed] in t.what and t.where.startswith(title)]
    assert found, [(trouble.what, trouble.where) for trouble in troubles]
    if table == "visit":
        assert filled[1] in {trouble.visit_id for trouble in troubles}


def only_one(table):
    """Whether a second row of the same parent is refused by the table itself."""
    columns = Record.metadata.tables[table].columns
    return any(column.unique for column in columns) and table != "sequence"


def test_any_column_of_any_table_changed_alone_is_named(filled, spoiled, count, times):
    """Every column at length; of each table one here and there otherwise."""
    columns = [(table, column) for table in TABLES for column in Record.metadata.tables[table].columns]
    for table, column in columns[:: times(len(columns) // 5, 1)]:
        troubles = spoiled(update(filled, table, column))
        assert troubles, f"{table}.{column.name} was changed, and nobody noticed"
        if of_visit(table, filled[1]):
            assert filled[1] in {trouble.visit_id for trouble in troubles}, f"{table}.{column.name}: visit not named"
        count(TITLE, "columns changed alone, each named")


@pytest.mark.parametrize("deed", ["UPDATE patient_word SET word = word || 'x'", "DELETE FROM patient_word"])
def test_the_finders_words_are_told(spoiled, deed):
    one = "(SELECT word, patient_id FROM patient_word LIMIT 1)"
    assert any("finder’s words" in t.what for t in spoiled(f"{deed} WHERE (word, patient_id) IN {one}"))


@pytest.mark.parametrize("column", [c.name for c in Record.metadata.tables[TRAIL].columns])
def test_any_column_of_the_trail_is_told(spoiled, column):
    table = Record.metadata.tables[TRAIL]
    middle = f"(SELECT max(seq) / 2 FROM {TRAIL})"
    value = "-1" if column == "seq" else changed(table.c[column])
    assert any("audit trail" in t.what for t in spoiled(f"UPDATE {TRAIL} SET {column} = {value} WHERE seq = {middle}"))
