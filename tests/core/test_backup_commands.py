"""Backup by command: written into the clinic it copied, also while its window is open; never into its own folder."""

import shutil
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.actions.backup_commands import back_up_by_command, restore_by_command
from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient
from charting.actions.people import NotAllowed, Proven, add_person
from charting.actions.proving import BY_PASSWORD
from charting.actions.verifying import check_by_command, verify_by_command
from charting.errors import Known
from charting.records.audit_entry import audit_entry
from charting.records.clinic import FRONT_DESK, Clinic, Practitioner
from charting.records.patient import Patient
from charting.store.append import append_entry
from charting.store.backup import Source
from charting.store.chart_session import ChartSession
from charting.store.files import CHART, KEYS, PAGE
from charting.store.inspection import look
from charting.store.instance import InUse
from charting.store.keys import unwrap_key
from charting.store.nearness import TooNear, inside, require_key_apart
from charting.store.verify import verify

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
ADA, EVE = "Sample, Ada", "Example, Eve"
PASSWORDS = {ADA: "seven quiet herons", EVE: "four slow snails"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("commands") / "clinic"
    chart = ChartSession.create(folder, PASSWORDS[ADA], ADA)
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name=ADA))
    chart.save(NOW)
    add_person(chart, Proven(chart.practitioners()[0], NOW, BY_PASSWORD), EVE, FRONT_DESK, PASSWORDS[EVE], NOW)
    chart.close()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "clinic"))


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def chart(folder):
    chart = ChartSession.open(folder, PASSWORDS[ADA], ADA)
    yield chart
    chart.close()


def said(folder, *verbs):
    chart = ChartSession.open(folder, PASSWORDS[ADA], ADA)
    try:
        return rows(chart, *verbs)
    finally:
        chart.close()


def rows(chart, *verbs):
    query = sa.select(audit_entry).where(audit_entry.c.verb.in_(verbs)).order_by(audit_entry.c.seq)
    return [(row.verb, row.who, row.said["words"]) for row in chart.orm.execute(query)]


def look_over(folder):
    return verify_by_command(folder, PASSWORDS[ADA], NOW, ADA)


def troubles(folder):
    report = verify(Source(folder, unwrap_key(folder / KEYS, PASSWORDS[ADA], ADA)), NOW)
    return [trouble.what for trouble in report.troubles]


def test_a_backup_by_command_stands_in_the_trail(folder, stick):
    file, *_words = back_up_by_command(folder, stick, PASSWORDS[ADA], NOW, ADA)
    assert Path(file).exists()
    ((verb, who, words),) = said(folder, "backup")
    assert (verb, who) == ("backup", ADA)
    assert words.startswith(f"By command, into {stick}: Restorable, verified")


@pytest.mark.parametrize("table", ["practitioner", "clinic", "paper_certificate"])
def test_a_damaged_page_is_a_sentence_to_every_command(folder, stick, tmp_path, table):
    """As on a failing disk: whoever may work here, where backups go, or what seals papers cannot be read any more."""
    with closing(look(folder / CHART, unwrap_key(folder / KEYS, PASSWORDS[ADA], ADA))) as found:
        (page,) = found.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
    with (folder / CHART).open("r+b") as file:
        file.seek((page - 1) * PAGE + 100)
        file.write(bytes(64))
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7")
    with pytest.raises(Known):
        back_up_by_command(folder, stick, PASSWORDS[ADA], NOW, ADA)
    for judge in (lambda: check_by_command(paper, folder, PASSWORDS[ADA], ADA), lambda: look_over(folder)):
        try:
            _lines, whole = judge()
            assert not whole
        except Known as refused:
            assert "cannot be read" in str(refused)


def test_a_failed_one_stands_there_as_such(folder, tmp_path):
    with pytest.raises(Known, match="No backup was made"):
        back_up_by_command(folder, tmp_path / "gone", PASSWORDS[ADA], NOW, ADA)
    ((verb, _who, words),) = said(folder, "backup", "backup_failed")
    assert verb == "backup_failed"
    assert "is not there" in words


def test_while_the_window_works_both_write_and_nothing_is_lost(chart, stick):
    """The window has read the chart, a command writes into it, then the window saves: SQLite would refuse that save."""
    add_patient(chart, Patient(family_name="Sample", given_name="Bea"))
    chart.save(NOW)
    list(chart.orm.scalars(sa.select(Patient)))
    back_up_by_command(chart.folder, stick, PASSWORDS[ADA], NOW + timedelta(minutes=1), ADA)
    add_patient(chart, Patient(family_name="Sample", given_name="Cleo"))
    chart.save(NOW + timedelta(minutes=2))
    assert len(rows(chart, "backup")) == 1
    assert {patient.given_name for patient in chart.orm.scalars(sa.select(Patient))} == {"Bea", "Cleo"}
    chart.close()
    again = ChartSession.open(chart.folder, PASSWORDS[ADA], ADA)
    assert again.seal_trouble == ""
    again.close()
    assert troubles(chart.folder) == []


def test_many_entries_from_two_sides_make_one_chain(chart):
    failed = []

    def append():
        for count in range(12):
            try:
                append_entry(chart.source, "backup", f"By command {count}", ADA, NOW)
            except Known as refused:
                failed.append(refused)

    beside = threading.Thread(target=append)
    beside.start()
    for count in range(12):
        chart.note("viewed", words=f"{count}")
        chart.save(NOW)
        list(chart.orm.scalars(sa.select(Patient)))
    beside.join(timeout=60)
    assert failed == []
    chart.orm.rollback()  # what was read before the last entry came is read again
    assert (len(rows(chart, "backup")), len(rows(chart, "viewed"))) == (12, 12)
    report = verify(chart.source, NOW)
    assert [trouble.what for trouble in report.troubles] == []


def test_only_the_owner_sends_copies_to_another_folder(folder, stick, tmp_path):
    with pytest.raises(NotAllowed, match="say where backups go"):
        back_up_by_command(folder, stick, PASSWORDS[EVE], NOW, EVE)
    assert list(stick.iterdir()) == []
    chart = ChartSession.open(folder, PASSWORDS[ADA], ADA)
    chart.clinic().backup_folder = str(stick)
    chart.save(NOW)
    chart.close()
    back_up_by_command(folder, stick / ".." / stick.name, PASSWORDS[EVE], NOW, EVE)
    assert [who for _verb, who, _words in said(folder, "backup")] == [EVE]


def test_never_into_the_clinics_own_folder(folder):
    (folder / "copies").mkdir()
    for to in (folder, folder / "copies", folder / "copies" / ".." / "copies"):
        with pytest.raises(TooNear):
            back_up_by_command(folder, to, PASSWORDS[ADA], NOW, ADA)
    assert list((folder / "copies").iterdir()) == []
    assert said(folder, "backup") == []


def test_on_the_same_disk_the_command_says_so(folder, stick):
    lines = back_up_by_command(folder, stick, PASSWORDS[ADA], NOW, ADA)
    assert "same disk" in lines[-1]


def test_a_restore_by_command_stands_in_the_restored_chart_without_anybody_logging_in(folder, stick):
    file, *_words = back_up_by_command(folder, stick, PASSWORDS[ADA], NOW, ADA)
    restore_by_command(Path(file), folder, PASSWORDS[ADA], NOW + timedelta(hours=1), rehearsal=False, who=ADA)
    ((verb, who, words),) = said(folder, "restore")
    assert (verb, who) == ("restore", ADA)
    assert Path(file).name in words


def test_no_restore_while_the_window_is_open_and_no_row_of_one(chart, stick):
    file, *_words = back_up_by_command(chart.folder, stick, PASSWORDS[ADA], NOW, ADA)
    with pytest.raises(InUse):
        restore_by_command(Path(file), chart.folder, PASSWORDS[ADA], NOW, rehearsal=False, who=ADA)
    assert rows(chart, "restore") == []


def test_the_recovery_key_lies_with_no_chart_it_opens(tmp_path):
    clinic, stick, other = tmp_path / "clinic", tmp_path / "stick", tmp_path / "other"
    for folder in (clinic / "sub", stick, other):
        folder.mkdir(parents=True)
    for folder in (clinic, clinic / "sub", stick):
        with pytest.raises(TooNear, match="another stick"):
            require_key_apart(folder, clinic, stick)
    require_key_apart(other, clinic, stick)
    require_key_apart(other, clinic, None)


def test_a_folder_that_only_begins_alike_is_another(tmp_path):
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic-backups").mkdir()
    assert not inside(tmp_path / "clinic-backups", tmp_path / "clinic")
    assert not inside(tmp_path, tmp_path / "clinic")
    assert inside(tmp_path / "clinic" / "not there yet", tmp_path / "clinic")


def test_a_command_on_a_folder_that_cannot_be_written_to_names_no_other_way_into_another_clinic(monkeypatch, tmp_path):
    from charting.setup import folders

    monkeypatch.setattr(folders.os, "access", lambda *_asked: False)
    with pytest.raises(Known, match="write-protected") as refused:
        folders.ready(tmp_path, kept=True)
    assert "name another" not in str(refused.value)
    with pytest.raises(Known, match="name another"):
        folders.ready(tmp_path)
