"""Signed means unchangeable, in the file itself: plain SQL is refused wherever a visit reaches."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.columns import FrozenJson, MomentText
from charting.fields import line_model, lines_of
from charting.records.base import Record, slot_of
from charting.records.call import Call
from charting.records.consent import Consent
from charting.records.course import Course
from charting.records.decision import Decision
from charting.records.patient import Patient
from charting.records.photo import Photo
from charting.records.photo_consent import PhotoConsent
from charting.records.print_job import HandedOut, PrintJob, PrintOutcome
from charting.records.scan import ScanCheck, ScanFile, ScanFiling, ScanPage
from charting.records.sheets import SHEETS
from charting.records.signature import VisitSignature
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark
from charting.store.database import make_engine
from charting.store.locks import lock_triggers
from charting.store.upgrade import upgrade

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
SEALED = (Consent, PhotoConsent)
OWN_SHEETS = (*SHEETS, VisitSignature)
ROWS = [line_model(sheet, name) for sheet in SHEETS for name in lines_of(sheet)]
ADDED_ONLY = (
    *(VisitMark, StoredDocument, Call, ScanFile, ScanPage, ScanFiling, ScanCheck),
    *(PrintJob, PrintOutcome, HandedOut),
)
MODELS = (*OWN_SHEETS, Decision, Photo, *ROWS)
BELOW = [model.__tablename__ for model in MODELS]
LOCKED = ["visit", *BELOW]


def needed(model):
    """Something for each column that the file itself will not leave empty."""
    asked = (c for c in model.__table__.columns if not (c.nullable or c.default or c.foreign_keys or c.primary_key))
    samples = {MomentText: NOW, FrozenJson: {}, sa.Text: "x", sa.Integer: 1, sa.LargeBinary: b"x"}
    return {column.name: samples[type(column.type)] for column in asked}


def full_visit(patient, name):
    """A visit with one of every sheet, and one of every row under it; ids tell where they belong."""
    visit = Visit(id=f"{name}.visit", kind="M_PRP", opened_at=NOW)
    for sheet in SHEETS:
        record = sheet(id=f"{name}.{sheet.__tablename__}", **needed(sheet))
        for rows in lines_of(sheet):
            row = line_model(sheet, rows)
            getattr(record, rows).append(row(id=f"{name}.{row.__tablename__}", **needed(row)))
        setattr(visit, slot_of(sheet), record)
    visit.visit_signature = VisitSignature(id=f"{name}.visit_signature", **needed(VisitSignature))
    visit.photos = [Photo(id=f"{name}.photo", **needed(Photo))]
    visit.marks = [VisitMark(id=f"{name}.visit_mark", **needed(VisitMark))]
    visit.calls = [Call(id=f"{name}.call", **needed(Call))]
    visit.documents = [StoredDocument(id=f"{name}.stored_document", **needed(StoredDocument))]
    visit.decisions = [Decision(id=f"{name}.decision", **needed(Decision))]
    patient.courses[0].visits.append(visit)
    return [*scanned(visit, name), *printed(visit, name)]


def scanned(visit, name):
    """A page that came back for the visit's paper, and the look at it."""
    paper = visit.documents[0]
    file = ScanFile(id=f"{name}.scan_file", **needed(ScanFile))
    page = ScanPage(id=f"{name}.scan_page", file=file, **needed(ScanPage))
    filing = ScanFiling(
        id=f"{name}.scan_filing", scan_page=page, visit=visit, document=paper, page=1, **needed(ScanFiling)
    )
    check = ScanCheck(id=f"{name}.scan_check", visit=visit, document=paper, **needed(ScanCheck))
    return [file, page, filing, check]


def printed(visit, name):
    """The visit's paper on a printer, what became of that, and who was given it."""
    paper = visit.documents[0]
    job = PrintJob(id=f"{name}.print_job", visit=visit, document=paper, **needed(PrintJob))
    end = PrintOutcome(id=f"{name}.print_outcome", visit=visit, job=job, **needed(PrintOutcome))
    given = HandedOut(id=f"{name}.handed_out", visit=visit, document=paper, job=job, **needed(HandedOut))
    return [job, end, given]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    made = make_engine(tmp_path_factory.mktemp("locks") / "c", bytes(32))
    upgrade(made)
    with Session(made) as session:
        patient = Patient(id="p", number="RL-00001", courses=[Course(id="k"), Course(id="k2")])
        for name in ("signed", "sealed", "open"):
            session.add_all(full_visit(patient, name))
        session.add(patient)
        session.commit()
    with made.begin() as connection:
        connection.exec_driver_sql("UPDATE visit SET signed_at = '2026-11-21T14:02:00+00:00' WHERE id = 'signed.visit'")
        for sheet in SEALED:
            connection.exec_driver_sql(
                f"UPDATE {sheet.__tablename__} SET {sheet.seal} = '2026-11-21T14:02:00+00:00' "
                f"WHERE visit_id = 'sealed.visit'"
            )
    yield made
    made.dispose()


@pytest.fixture
def sql(engine):
    """Run a statement, and undo it when the test is over."""
    with engine.connect() as connection:
        outer = connection.begin()

        def run(statement):
            with connection.begin_nested():
                return connection.exec_driver_sql(statement)

        yield run
        outer.rollback()


def refuses(sql, statement):
    with pytest.raises(sa.exc.IntegrityError, match="signed records cannot change"):
        sql(statement)


def columns(table):
    return [column.name for column in Record.metadata.tables[table].columns]


def free(model):
    """The columns of a withdrawal, and what was typed into them and could not be read."""
    return model.open_after_seal | {"unread"} if model.open_after_seal else set()


def copy_of(table, name, **changes):
    """A statement's tail that copies one row, with some of its values changed."""
    values = ", ".join(f"'{changes[c]}'" if c in changes else f'"{c}"' for c in columns(table))
    names = ", ".join(f'"{c}"' for c in columns(table))
    return f"INTO {table} ({names}) SELECT {values} FROM {table} WHERE id = '{name}.{table}'"


def test_every_table_that_reaches_a_visit_is_among_those_tested():
    reached = {"visit"}
    for table in Record.metadata.sorted_tables:
        if any(key.column.table.name in reached for key in table.foreign_keys):
            reached.add(table.name)
    before_a_visit = {"scan_file", "scan_page"}
    assert reached | before_a_visit == {*LOCKED, *(model.__tablename__ for model in ADDED_ONLY)}
    assert {
        name.removeprefix("locked_").rsplit("_", 1)[0] for name in lock_triggers() if name.startswith("locked_")
    } == {*reached, *before_a_visit, "disclosure", "paper_certificate", "text_version", "text_confirmation"}


@pytest.mark.parametrize("name", ["signed", "open"])
@pytest.mark.parametrize("model", ADDED_ONLY, ids=lambda model: model.__tablename__)
def test_marks_and_papers_are_only_ever_added(sql, model, name):
    table = model.__tablename__
    sql(f"INSERT {copy_of(table, name, id='another')}")
    refuses(sql, f"DELETE FROM {table} WHERE id = '{name}.{table}'")
    for column in columns(table):
        refuses(sql, f"UPDATE {table} SET {column} = {column} WHERE id = '{name}.{table}'")


@pytest.mark.parametrize("model", [Visit, *MODELS], ids=lambda model: model.__tablename__)
def test_no_column_of_a_signed_visit_can_be_written(sql, model):
    table = model.__tablename__
    for column in set(columns(table)) - free(model):
        refuses(sql, f"UPDATE {table} SET {column} = {column} WHERE id = 'signed.{table}'")


@pytest.mark.parametrize("table", LOCKED)
def test_no_row_of_a_signed_visit_can_be_deleted(sql, table):
    refuses(sql, f"DELETE FROM {table} WHERE id = 'signed.{table}'")


@pytest.mark.parametrize("table", BELOW)
def test_nothing_can_be_put_into_a_signed_visit(sql, table):
    link = "visit_id" if "visit_id" in columns(table) else "parent_id"
    into = "signed.visit" if link == "visit_id" else None
    parent = into or sql(f"SELECT parent_id FROM {table} WHERE id = 'signed.{table}'").scalar_one()
    refuses(sql, f"INSERT {copy_of(table, 'open', id='new', **{link: parent})}")


@pytest.mark.parametrize("table", LOCKED)
def test_replacing_is_no_way_round(sql, table):
    refuses(sql, f"INSERT OR REPLACE {copy_of(table, 'signed')}")
    refuses(sql, f"INSERT OR REPLACE {copy_of(table, 'open', id=f'signed.{table}')}")


@pytest.mark.parametrize("table", BELOW)
def test_nothing_moves_to_another_visit_or_sheet(sql, table):
    link = "visit_id" if "visit_id" in columns(table) else "parent_id"
    for place in ("signed", "sealed"):
        elsewhere = sql(f"SELECT {link} FROM {table} WHERE id = '{place}.{table}'").scalar_one()
        refuses(sql, f"UPDATE {table} SET {link} = '{elsewhere}' WHERE id = 'open.{table}'")


def test_a_signed_visit_keeps_its_course(sql):
    refuses(sql, "UPDATE visit SET course_id = 'k2' WHERE id = 'signed.visit'")
    for statement in ("DELETE FROM course WHERE id = 'k'", "DELETE FROM patient WHERE id = 'p'"):
        with pytest.raises(sa.exc.IntegrityError):
            sql(statement)


def test_a_signature_cannot_be_taken_back(sql):
    refuses(sql, "UPDATE visit SET signed_at = NULL WHERE id = 'signed.visit'")


@pytest.mark.parametrize("table", LOCKED)
def test_the_unsigned_visit_beside_it_is_free(sql, table):
    if table not in {"decision", "photo"}:
        assert sql(f"UPDATE {table} SET unread = '{{}}' WHERE id = 'open.{table}'").rowcount == 1
    sql("PRAGMA defer_foreign_keys = ON")
    assert sql(f"DELETE FROM {table} WHERE id = 'open.{table}'").rowcount == 1


def test_decisions_and_photos_are_never_rewritten_even_before_signing(sql):
    refuses(sql, "UPDATE decision SET reason = 'another reason altogether' WHERE id = 'open.decision'")
    refuses(sql, "UPDATE photo SET view = 'vertex' WHERE id = 'open.photo'")


def test_patients_and_courses_stay_open(sql):
    assert sql("UPDATE patient SET family_name = 'Sample' WHERE id = 'p'").rowcount == 1
    assert sql("UPDATE course SET goals = 'x' WHERE id = 'k'").rowcount == 1


@pytest.mark.parametrize("sheet", SEALED, ids=lambda sheet: sheet.__name__)
@pytest.mark.parametrize("place", ["sealed", "signed"])
def test_a_sealed_consent_takes_a_withdrawal_and_nothing_else(sql, sheet, place):
    models = [sheet, *(line_model(sheet, name) for name in lines_of(sheet))]
    assert any(model.open_after_seal for model in models)
    for model in models:
        table = model.__tablename__
        for column in columns(table):
            statement = f"UPDATE {table} SET {column} = {column} WHERE id = '{place}.{table}'"
            if column in free(model):
                assert sql(statement).rowcount == 1
            else:
                refuses(sql, statement)
        refuses(sql, f"DELETE FROM {table} WHERE id = '{place}.{table}'")
        if model is not sheet:
            refuses(sql, f"INSERT {copy_of(table, 'open', id='new', parent_id=f'{place}.{sheet.__tablename__}')}")


def test_what_is_beside_a_sealed_consent_is_free(sql):
    shut = {
        model.__tablename__ for sheet in SEALED for model in (sheet, *(line_model(sheet, n) for n in lines_of(sheet)))
    }
    for table in set(LOCKED) - shut - {"decision", "photo"}:
        assert sql(f"UPDATE {table} SET unread = NULL WHERE id = 'sealed.{table}'").rowcount == 1


def test_a_lock_that_is_missing_is_felt(sql):
    sql("DROP TRIGGER locked_spin_update")
    assert sql("UPDATE spin SET rpm = '1' WHERE id = 'signed.spin'").rowcount == 1
