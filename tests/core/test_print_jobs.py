"""Print jobs: kept before any printer hears of them, never lost, repeated on purpose, and who was given what."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from charting.actions.clinics import found_clinic
from charting.actions.papers import Finished
from charting.actions.patients import add_patient, start_course
from charting.actions.print_jobs import (
    BROKEN_OFF,
    PrintWish,
    ask_to_print,
    hand_out,
    handed_out,
    handed_words,
    note_failed,
    note_sent,
    print_again,
    queue_of,
)
from charting.actions.trail_words import sentences
from charting.actions.visits import start_visit
from charting.errors import Known
from charting.records.audit_entry import audit_entry
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.print_job import FAMILY_DOCTOR, LONG_EDGE, PATIENT
from charting.store.backup import Source
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.verify import verify

NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
WHO = "Dr Pat Practice"
PDF = b"%PDF-1.7 sample"
PAPER = Finished("aftercare", PDF, 2, "AC-2026-7K3QM9-4F2K", "#1 AAAA-BBBB")
WISH = PrintWish("Front desk", 2, LONG_EDGE, PATIENT, "de")


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path / "clinic", "correct horse battery")
    owner = Practitioner(name=WHO, qualification="MBBS", registration_number="GMC 0000000")
    found_clinic(made, Clinic(name="Sample Clinic", address="1 Sample Street", phone="01632 960000"), owner)
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def visit(chart):
    ada = add_patient(chart, Patient(family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14)))
    visit = start_visit(chart, start_course(chart, ada, "MN", NOW.date()), "MN", chart.practitioners()[0], NOW)
    chart.save(NOW)
    return visit


def full(chart):
    """The file may not grow by a page."""
    connection = chart.orm.connection()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def roomy(chart):
    chart.orm.connection().exec_driver_sql("PRAGMA max_page_count = 4294967294")


def reopened(chart, visit):
    """What another program start finds."""
    folder = chart.folder
    chart.close()
    again = ChartSession.open(folder, "correct horse battery")
    return again, again.orm.get(type(visit), visit.id)


def test_a_job_waits_then_is_sent_and_the_patient_has_it(chart, visit):
    job = ask_to_print(chart, visit, PAPER, WISH, WHO, NOW)
    (document,) = visit.documents
    assert (document.content, document.sha256) == (PDF, hashlib.sha256(PDF).hexdigest())
    (state,) = queue_of(chart, visit, {job.id})
    assert state.words() == "waiting for Front desk"
    assert handed_out(chart, visit) == []
    note_sent(chart, job, LATER)
    (state,) = queue_of(chart, visit)
    assert state.words() == "sent to Front desk"
    assert state.about() == "2 copies, 21-Nov-2026 14:03 by Dr Pat Practice"
    (given,) = handed_out(chart, visit)
    assert handed_words(given) == "2 copies to the patient, in German, 21-Nov-2026 14:08 by Dr Pat Practice"
    assert not chart.differs()


def test_nobody_was_given_what_was_not_printed_and_it_is_printed_again(chart, visit):
    job = ask_to_print(chart, visit, PAPER, WISH, WHO, NOW)
    note_failed(chart, job, "page 2 was refused", LATER)
    (state,) = queue_of(chart, visit)
    assert state.open
    assert state.words() == "not printed on Front desk: page 2 was refused"
    assert handed_out(chart, visit) == []
    again = print_again(chart, job, PrintWish("Upstairs", 1), WHO, LATER)
    note_sent(chart, again, LATER)
    assert [(one.job.printer, one.words()) for one in queue_of(chart, visit)] == [
        ("Upstairs", "sent to Upstairs"),
        ("Front desk", "not printed on Front desk, printed again since"),
    ]
    assert again.document is job.document
    assert len(visit.documents) == 1


def test_a_job_that_never_told_its_end_is_open_after_a_new_start(chart, visit):
    ask_to_print(chart, visit, PAPER, WISH, WHO, NOW)
    again, same = reopened(chart, visit)
    (state,) = queue_of(again, same)
    assert (state.state, state.open) == (BROKEN_OFF, True)
    assert state.words() == "not known whether Front desk printed it"
    again.close()


def test_on_a_full_disk_nothing_is_to_be_printed_and_nothing_is_told(chart, visit):
    full(chart)
    with pytest.raises(NotSaved):
        ask_to_print(chart, visit, Finished("aftercare", b"x" * 100_000, 1, "AC", ""), WISH, WHO, NOW)
    roomy(chart)
    chart.save(NOW)
    assert queue_of(chart, visit) == []
    assert visit.documents == []
    told = chart.orm.scalars(sa.select(audit_entry.c.verb).where(audit_entry.c.visit_id == visit.id))
    assert "printed" not in set(told)


def test_what_was_sent_is_written_down_once_there_is_room(chart, visit):
    job = ask_to_print(chart, visit, PAPER, WISH, WHO, NOW)
    full(chart)
    note_failed(chart, job, "x" * 100_000, LATER)
    assert chart.differs()
    roomy(chart)
    chart.save(LATER)
    again, same = reopened(chart, visit)
    assert queue_of(again, same)[0].state == "failed"
    again.close()


@pytest.mark.parametrize("count", [0, -1, 21])
def test_a_count_that_is_none_is_refused(chart, visit, count):
    with pytest.raises(Known, match="1 to 20 copies"):
        ask_to_print(chart, visit, PAPER, PrintWish("Front desk", count), WHO, NOW)
    assert visit.documents == []


def test_a_paper_may_be_given_without_a_printer(chart, visit):
    job = ask_to_print(chart, visit, PAPER, WISH, WHO, NOW)
    note_failed(chart, job, "no paper", NOW)
    hand_out(chart, visit.documents[0], FAMILY_DOCTOR, WHO, LATER, on_paper=False)
    (given,) = handed_out(chart, visit)
    assert handed_words(given).startswith("as a file to the family doctor, in German, ")


def test_the_audit_trail_tells_it_in_words_and_verify_agrees(chart, visit):
    note_sent(chart, ask_to_print(chart, visit, PAPER, WISH, WHO, NOW), LATER)
    told = chart.orm.scalars(sa.select(audit_entry.c.record).where(audit_entry.c.visit_id == visit.id))
    assert {"print_job", "print_outcome", "handed_out"} <= set(told)
    folder, key = chart.folder, chart.source.key
    chart.close()
    assert verify(Source(folder, key), LATER).troubles == ()


def test_codes_are_read_as_words():
    held = [["meant_for", "", None, "patient"], ["printer", "", None, "Front desk"], ["copies", "", None, "2"]]
    said = " ".join(sentences("print_job", "created", {"changes": held}))
    assert "the patient" in said
