"""Papers that leave the program are kept first, byte for byte, once, with the deed in the audit trail."""

import shutil
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2 as sqlcipher

from charting.actions.clinics import found_clinic
from charting.actions.papers import EXPORTED, PRINTED, Finished, file_name_of, keep_paper, shown_again
from charting.actions.patients import add_patient, start_course
from charting.actions.photos import add_photo, let_go, read_photo
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.sign import sign_visit
from charting.context import Context
from charting.errors import Known
from charting.output.documents import build, file_name, gather, number_of
from charting.records.audit_entry import audit_entry
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoConsent, blank_scopes
from charting.records.signed import SIGNED, signature_state
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.store.backup import Source, copy_chart
from charting.store.chart_session import CHART, KEYS, ChartSession, NotSaved
from charting.store.seal_head import SEAL
from charting.store.verify import verify
from tests.photographs import allow_photographs, jpeg

NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
WHO = "Dr Pat Practice"


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = ChartSession.create(tmp_path_factory.mktemp("made") / "clinic", "correct horse battery")
    owner = Practitioner(name=WHO, qualification="MBBS", registration_number="GMC 0000000")
    found_clinic(made, Clinic(name="Sample Clinic", address="1 Sample Street", phone="01632 960000"), owner)
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture(scope="module")
def visit(chart):
    """A signed review with one photograph."""
    ada = Patient(
        family_name="Sample",
        given_name="Ada",
        date_of_birth=date(1985, 3, 14),
        sex_at_birth="female",
        allergy_status="none_known",
        allergies_asked_on=NOW.date(),
    )
    person = chart.practitioners()[0]
    review = Visit(kind="review", opened_at=NOW, practitioner=person.signature_line())
    start_course(chart, add_patient(chart, ada), "MN", NOW.date()).visits.append(review)
    review.photo_consent = PhotoConsent(scopes=blank_scopes())
    allow_photographs(review, NOW)
    chart.save(NOW)
    photo = add_photo(chart, review, "vertex", read_photo(jpeg()), person, NOW)
    sign_visit(chart, review, Proven(person, NOW, BY_PASSWORD), None, Context.at(NOW))
    let_go(chart, photo)
    return review


def finished(chart, visit, kind="chart_summary", now=NOW):
    paper = gather(visit, chart.clinic(), now, WHO, chart.seal())
    return Finished(kind, build(kind, paper), 1, number_of(kind, paper), paper.seal)


@pytest.fixture(scope="module")
def paper(chart, visit):
    return finished(chart, visit)


def deeds(chart, visit):
    columns = audit_entry.c
    told = sa.select(columns.verb, columns.who, columns.said).where(
        columns.visit_id == visit.id, columns.verb.in_([PRINTED, EXPORTED])
    )
    return chart.orm.execute(told.order_by(columns.seq)).all()


def test_a_paper_of_a_signed_visit_is_kept_and_the_deed_noted_in_one_save(chart, visit, paper):
    before = len(deeds(chart, visit))
    document = keep_paper(chart, visit, paper, PRINTED, WHO, LATER)
    assert not chart.differs()
    assert (document.kind, document.number, document.pages) == ("chart_summary", paper.number, 1)
    assert (document.seal_code, document.by, document.made_at) == (paper.seal, WHO, LATER)
    deed = deeds(chart, visit)[before:]
    assert [(verb, said["words"]) for verb, _who, said in deed] == [(PRINTED, f"Chart summary {paper.number}")]
    assert signature_state(visit) == SIGNED


def test_the_same_bytes_are_kept_once_and_noted_each_time(chart, visit, paper):
    first = keep_paper(chart, visit, paper, PRINTED, WHO, LATER)
    before, rows = len(deeds(chart, visit)), chart.orm.scalar(sa.select(sa.func.count(StoredDocument.id)))
    assert keep_paper(chart, visit, paper, EXPORTED, WHO, LATER) is first
    assert chart.orm.scalar(sa.select(sa.func.count(StoredDocument.id))) == rows
    assert [verb for verb, _who, _said in deeds(chart, visit)[before:]] == [EXPORTED]


def test_a_kept_paper_is_shown_again_byte_for_byte(chart, visit, paper):
    document = keep_paper(chart, visit, paper, PRINTED, WHO, LATER)
    chart.orm.expire_all()
    assert shown_again(chart, document) == paper
    assert file_name_of(document) == file_name("chart_summary", gather(visit, chart.clinic(), NOW, WHO, paper.seal))
    assert visit.course.patient.family_name.lower() not in file_name_of(document).lower()


def test_a_kept_paper_does_not_stay_in_memory(chart, visit, paper):
    document = keep_paper(chart, visit, paper, PRINTED, WHO, LATER)
    assert "content" not in sa.inspect(document).dict


def test_a_paper_set_later_is_another_paper(chart, visit, paper):
    other = finished(chart, visit, now=LATER)
    assert keep_paper(chart, visit, other, PRINTED, WHO, LATER).sha256 != paper.sha256


@pytest.mark.parametrize("statement", ["UPDATE stored_document SET kind = 'consent'", "DELETE FROM stored_document"])
def test_kept_papers_can_neither_be_changed_nor_removed(chart, visit, paper, statement):
    keep_paper(chart, visit, paper, PRINTED, WHO, LATER)
    with pytest.raises(IntegrityError, match="signed records cannot change"), chart._engine.begin() as raw:
        raw.execute(sa.text(statement))


def test_where_nothing_can_be_kept_nothing_is_noted_and_the_rest_goes_on(chart, visit):
    """A full disk: the paper must not leave, and what was typed is neither lost nor tied to it."""
    large = Finished("chart_summary", b"%PDF-1.7 " + bytes(400_000), 1, "AC-2026-XXXXXX", "")
    noted, kept = len(deeds(chart, visit)), len(visit.documents)
    visit.course.goals = "Typed meanwhile"
    chart.save(NOW)
    connection = chart.orm.connection()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 8}")
    try:
        with pytest.raises(NotSaved):
            keep_paper(chart, visit, large, PRINTED, WHO, LATER)
    finally:
        chart.orm.connection().exec_driver_sql("PRAGMA max_page_count = 4294967294")
    chart.save(LATER)
    assert not chart.differs()
    assert not chart.trail.waiting
    assert len(deeds(chart, visit)) == noted
    chart.orm.expire(visit, ["documents"])
    assert len(visit.documents) == kept


@pytest.fixture
def copied(chart, visit, paper, tmp_path):
    """A copy of the clinic with a paper and a photograph in it, and its key."""
    keep_paper(chart, visit, paper, PRINTED, WHO, LATER)
    chart.seal()
    copy_chart(chart.source, tmp_path / CHART, lambda: False)
    for name in (KEYS, SEAL):
        shutil.copyfile(chart.folder / name, tmp_path / name)
    return Source(tmp_path, chart.source.key)


def spoiled(source, statement):
    with closing(sqlcipher.connect(str(source.folder / CHART), isolation_level=None)) as raw:
        raw.execute(f"PRAGMA key = \"x'{source.key.hex()}'\"")
        locks = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in locks:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement)
        for _name, sql in locks:
            raw.execute(sql)
    return verify(source, LATER)


def test_verify_finds_papers_and_pictures_as_they_were_kept(copied):
    assert [trouble.what for trouble in verify(copied, LATER).troubles] == []


def test_verify_names_the_paper_and_its_visit(copied, visit, paper):
    report = spoiled(copied, "UPDATE stored_document SET content = x'0a'")
    found = [trouble for trouble in report.troubles if trouble.what == "A kept paper is not the one that was made."]
    assert found
    assert found[0].visit_id == visit.id
    assert found[0].where.startswith(f"Paper {paper.number}, visit of ")
    assert visit.course.patient.number in found[0].where


def test_verify_names_the_photo_and_its_visit(copied, visit):
    report = spoiled(copied, "UPDATE photo SET content = x'00'")
    (found,) = (trouble for trouble in report.troubles if trouble.what == "A photo is not the one that was added.")
    assert found.visit_id == visit.id
    assert found.where.startswith("Photo Vertex, visit of ")
    assert visit.course.patient.number in found.where


def test_a_photo_taken_out_of_a_signed_visit_is_told(copied, visit):
    told = {trouble.what for trouble in spoiled(copied, "DELETE FROM photo").troubles}
    assert told == {"A record was removed past Rootline.", "A signed visit no longer says what was signed."}


def test_a_photo_exchanged_with_its_hash_is_told_by_trail_and_signature(copied, visit):
    """Somebody with the key fits the hash to the new picture: audit trail and signature still know the old one."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    report = spoiled(copied, f"UPDATE photo SET content = x'', sha256 = '{empty}'")
    told = {trouble.what for trouble in report.troubles if trouble.visit_id == visit.id}
    assert told == {"A record was changed past Rootline.", "A signed visit no longer says what was signed."}


def test_a_paper_exchanged_past_rootline_is_not_shown(chart, visit):
    large = Finished("consent", b"%PDF-1.7 of a consent", 1, "CN-2026-XXXXXX", "")
    document = keep_paper(chart, visit, large, PRINTED, WHO, LATER)
    with chart._engine.begin() as raw:
        lock = raw.execute(
            sa.text("SELECT sql FROM sqlite_master WHERE name = 'locked_stored_document_update'")
        ).scalar_one()
        raw.execute(sa.text("DROP TRIGGER locked_stored_document_update"))
        raw.execute(sa.text("UPDATE stored_document SET content = x'00' WHERE id = :id"), {"id": document.id})
        raw.execute(sa.text(lock))
    with pytest.raises(Known, match="not the one that was kept"):
        shown_again(chart, document)
