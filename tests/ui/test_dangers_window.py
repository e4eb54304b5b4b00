"""Refused dangers at a real window: each says what it is and what to do, and no way out of it loses anything."""

import shutil
import sys
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt

from charting.actions.backups import make_backup
from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.resealing import go_on_in_writing
from charting.actions.roles import NotAllowed
from charting.errors import Known
from charting.paths import choose_folder, chosen_folder
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, Practitioner
from charting.records.patient import Patient
from charting.store.chart_session import ChartSession
from charting.store.database import open_engine
from charting.store.files import CHART, JOURNAL, KEYS, PLACE
from charting.store.instance import hold
from charting.store.keys import unwrap_key
from tests.ui.choosing import choose
from tests.ui.hands import wait_until
from tests.ui.house import PASSWORD, ada, clinic_and_owner
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import Clock, Walk
from ui.main_view import MainView
from ui.shell import Shell
from ui.views import danger_words
from ui.views.danger import DangerView
from ui.views.danger_keep import KeepHereView
from ui.views.danger_restore import RestoreView
from ui.views.first_start import FirstStartView
from ui.views.unlock import UnlockView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
REASON = "Syncing is switched off here"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A clinic with one patient, and one proven backup of it; copied by every test."""
    place = tmp_path_factory.mktemp("kept")
    chart = ChartSession.create(place / "clinic", PASSWORD)
    found_clinic(chart, *clinic_and_owner())
    add_patient(chart, ada())
    chart.save(NOW)
    (place / "backups").mkdir()
    assert make_backup(chart.source, place / "backups", NOW).restorable
    chart.close()
    return place


@pytest.fixture
def folder(kept, tmp_path):
    return shutil.copytree(kept / "clinic", tmp_path / "clinic")


@pytest.fixture
def open_shell(dressed, qtbot):
    opened = []

    def open_it(folder, now=NOW, **options):
        shell = Shell(dressed, folder, practice=False, clock=Clock(now), **options)
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        shell.show()
        qtbot.waitExposed(shell)
        shell.activateWindow()
        opened.append(shell)
        return Walk(shell, shell._clock)

    yield open_it
    for shell in opened:
        shell.close()


def deeds(chart, verb):
    rows = chart.orm.execute(sa.select(audit_entry.c.said).where(audit_entry.c.verb == verb)).scalars()
    return [said["words"] for said in rows if said and "words" in said]


def choosing(monkeypatch, folder):
    choose(monkeypatch, folder)


def test_a_new_clinic_in_a_synchronised_folder_needs_a_name_and_a_written_reason(open_shell, tmp_path):
    folder = tmp_path / "Dropbox" / "clinic"
    walk = open_shell(folder)
    assert isinstance(walk.main, DangerView)
    assert "Dropbox" in walk.words()
    walk.press("Keep it here all the same")
    walk.enter("Why it has to stay here", "because")
    walk.enter("Your name", "Dr Rowan Sample")
    walk.press("Keep it here")
    assert isinstance(walk.main, KeepHereView)
    walk.enter("Why it has to stay here", REASON)
    walk.enter("Your name", " ")
    walk.press("Keep it here")
    assert isinstance(walk.main, KeepHereView)
    assert not folder.exists()
    walk.enter("Your name", "Dr Rowan Sample")
    walk.press("Keep it here")
    assert isinstance(walk.main, FirstStartView)
    assert (folder / PLACE).exists()


def test_a_clinic_that_was_moved_there_opens_after_a_reason_which_the_trail_keeps(open_shell, folder, tmp_path):
    moved = tmp_path / "OneDrive" / "clinic"
    shutil.move(folder, moved)
    walk = open_shell(moved)
    walk.press("Keep it here all the same")
    walk.enter("Why it has to stay here", REASON)
    walk.enter("Your name", "Dr Rowan Sample")
    walk.press("Keep it here")
    walk.unlock(PASSWORD)
    assert isinstance(walk.main, MainView)
    (said,) = deeds(walk.main.chart, "overridden")
    for part in ("OneDrive", REASON, "Dr Rowan Sample"):
        assert part in said


def test_another_folder_is_opened_and_remembered(open_shell, folder, tmp_path, monkeypatch):
    choosing(monkeypatch, folder)
    walk = open_shell(tmp_path / "Dropbox", remembers=True)
    walk.press("Choose another folder")
    assert isinstance(walk.main, UnlockView)
    assert chosen_folder() == folder


def test_a_folder_that_holds_other_things_gets_one_inside_for_the_clinic(open_shell, tmp_path, monkeypatch):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Dear")
    choosing(monkeypatch, tmp_path / "letters")
    walk = open_shell(tmp_path / "Dropbox")
    walk.press("Choose another folder")
    assert isinstance(walk.main, FirstStartView)
    assert str(tmp_path / "letters" / "Rootline") in walk.words()


def test_a_remembered_folder_that_is_gone_never_becomes_a_new_clinic(open_shell, tmp_path):
    choose_folder(tmp_path / "stick" / "clinic")
    walk = open_shell(tmp_path / "stick" / "clinic", remembers=True)
    assert "missing" in walk.words()
    assert not (tmp_path / "stick").exists()
    (tmp_path / "stick" / "clinic").mkdir(parents=True)
    walk.press("Try again")
    assert isinstance(walk.main, FirstStartView)


def test_a_clinic_that_is_open_elsewhere_says_who_holds_it_and_opens_once_it_is_free(open_shell, folder):
    held = hold(folder)
    walk = open_shell(folder)
    assert "process" in walk.words()
    walk.press("Try again")
    assert isinstance(walk.main, DangerView)
    held.release()
    walk.press("Try again")
    assert isinstance(walk.main, UnlockView)


def test_a_clinic_taken_while_the_password_is_typed_is_told_too(open_shell, folder):
    walk = open_shell(folder)
    held = hold(folder)
    walk.unlock(PASSWORD)
    held.release()
    assert isinstance(walk.main, DangerView)
    assert "in use" in walk.words()
    walk.press("Quit")
    assert not walk.shell.isVisible()


def make_newer(folder):
    engine = open_engine(folder / CHART, unwrap_key(folder / KEYS, PASSWORD))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()


def make_damaged(folder):
    raw = bytearray((folder / CHART).read_bytes())
    raw[:64] = b"\x55" * 64
    (folder / CHART).write_bytes(raw)


@pytest.mark.parametrize(
    "harm, title",
    [
        (lambda folder: (folder / KEYS).unlink(), "The key file is missing"),
        (lambda folder: (folder / KEYS).write_bytes(b""), "The key file is missing"),
        (lambda folder: (folder / KEYS).write_text("{}"), "The key file is damaged"),
        (lambda folder: (folder / CHART).unlink(), "The chart is missing or empty"),
        (lambda folder: (folder / CHART).write_bytes(b""), "The chart is missing or empty"),
        (make_damaged, "The chart is damaged"),
        (make_newer, "A newer Rootline wrote this clinic"),
    ],
    ids=["no keys", "empty keys", "damaged keys", "no chart", "empty chart", "damaged chart", "newer"],
)
def test_what_cannot_be_opened_says_why_and_offers_a_backup_and_changes_nothing(open_shell, folder, harm, title):
    harm(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    walk = open_shell(folder)
    if isinstance(walk.main, UnlockView):
        walk.unlock(PASSWORD)
    assert isinstance(walk.main, DangerView)
    assert title in walk.words()
    assert "Nothing was changed or deleted" in walk.words()
    walk.press("Restore a backup")
    assert isinstance(walk.main, RestoreView)
    walk.press("Back")
    assert isinstance(walk.main, DangerView)
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert {name: after.get(name) for name in before} == before


def test_a_folder_that_cannot_be_written_to_offers_its_backup_elsewhere(open_shell, folder, tmp_path, monkeypatch):
    def refuse(_path, *_flags):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as shut:
        shut.setattr("charting.store.instance.os.open", refuse)
        walk = open_shell(folder)
    assert "cannot be written to: Permission denied" in walk.words()
    bring_back_elsewhere(walk, tmp_path / "other", monkeypatch)
    assert (tmp_path / "other" / CHART).stat().st_size == (folder / CHART).stat().st_size


def test_a_spoilt_note_of_a_restore_is_named_as_that_and_the_backup_goes_elsewhere(
    open_shell, folder, tmp_path, monkeypatch
):
    (folder / JOURNAL).write_text("no journal")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    walk = open_shell(folder)
    assert isinstance(walk.main, DangerView)
    said = walk.words()
    assert "The note of a restore cannot be read" in said
    assert "cannot be written to" not in said
    assert "Nothing was changed or deleted" in said
    ways = {button.text() for button in walk.buttons()}
    assert {"Restore a backup elsewhere", "Choose another folder", "Quit"} <= ways
    assert not {"Try again", "Restore a backup"} & ways
    bring_back_elsewhere(walk, tmp_path / "other", monkeypatch)
    walk.unlock(PASSWORD)
    assert isinstance(walk.main, MainView)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def bring_back(walk):
    walk.enter("Password on the day of the backup", PASSWORD)
    walk.press("Show what it holds")
    assert wait_until(lambda: "1 patient" in walk.words(), 20_000)
    walk.press("Restore this backup")


def bring_back_elsewhere(walk, folder, monkeypatch):
    """Have the backup brought into another folder; the window stands at its door then."""
    folder.mkdir()
    choosing(monkeypatch, folder)
    walk.press("Restore a backup elsewhere")
    assert f"into {folder}" in walk.words()
    bring_back(walk)
    assert isinstance(walk.main, UnlockView)


def test_a_damaged_chart_is_set_aside_for_the_newest_proven_backup(open_shell, folder):
    make_damaged(folder)
    damaged = (folder / CHART).read_bytes()
    walk = open_shell(folder)
    walk.unlock(PASSWORD)
    walk.press("Restore a backup")
    assert "(verified)" in " ".join(button.text() for button in walk.buttons())
    bring_back(walk)
    assert isinstance(walk.main, UnlockView)
    walk.unlock(PASSWORD)
    assert isinstance(walk.main, MainView)
    assert walk.main.chart.orm.scalars(sa.select(Patient)).one().given_name == "Ada"
    assert "Sample Clinic" in deeds(walk.main.chart, "restore")[0]
    (aside,) = folder.glob("set-aside-*")
    assert (aside / CHART).read_bytes() == damaged


def test_a_wrong_password_for_the_backup_moves_nothing(open_shell, folder):
    (folder / KEYS).unlink()
    walk = open_shell(folder)
    walk.press("Restore a backup")
    walk.enter("Password on the day of the backup", "not the password")
    walk.press("Show what it holds")
    assert wait_until(lambda: "This backup is not brought back" in walk.words(), 20_000)
    assert not (folder / KEYS).exists()


def test_a_clock_set_back_is_asked_about_and_the_answer_is_kept(open_shell, folder):
    walk = open_shell(folder, NOW - timedelta(hours=4))
    walk.unlock(PASSWORD)
    assert isinstance(walk.main, DangerView)
    assert "clock" in walk.words()
    walk.press("The clock is right")
    assert isinstance(walk.main, MainView)
    chart = walk.main.chart
    assert "said to be right" in deeds(chart, "accepted")[0]
    newest = chart.orm.execute(sa.select(audit_entry).order_by(audit_entry.c.seq.desc()).limit(1)).one()
    assert newest.clock_went_back == 1


def test_a_clock_that_was_set_right_is_asked_about_no_more(open_shell, folder):
    walk = open_shell(folder, NOW - timedelta(hours=4))
    walk.unlock(PASSWORD)
    walk.press("Look at the clock again")
    assert isinstance(walk.main, DangerView)
    walk.clock.moment = NOW
    walk.press("Look at the clock again")
    assert isinstance(walk.main, MainView)
    assert deeds(walk.main.chart, "accepted") == []


def test_leaving_at_the_question_about_the_clock_lets_go_of_the_clinic(open_shell, folder):
    walk = open_shell(folder, NOW - timedelta(hours=4))
    walk.unlock(PASSWORD)
    walk.press("Quit")
    assert not walk.shell.isVisible()
    hold(folder).release()


@pytest.fixture
def full_disk():
    """Make files grow no further, as on a full disk: `with full_disk(): …`."""
    resource = pytest.importorskip("resource", reason="only where the system limits the size of files")
    from contextlib import contextmanager

    @contextmanager
    def full():
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return full


def at_a_patient(walk):
    """Open the patient and return her record with its form in view."""
    walk.unlock(PASSWORD)
    patient = walk.main.chart.orm.scalars(sa.select(Patient)).one()
    walk.main.open_patient(patient.id)
    walk.hands.looking_at = walk.main.patient.form
    return patient


def given_name_in(folder):
    chart = ChartSession.open(folder, PASSWORD)
    try:
        return chart.orm.scalars(sa.select(Patient)).one().given_name
    finally:
        chart.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of files to make a disk full with")
def test_on_a_full_disk_typing_goes_on_closing_asks_and_all_is_saved_when_there_is_room(open_shell, folder, full_disk):
    walk = open_shell(folder)
    patient = at_a_patient(walk)
    clinic = walk.main
    with full_disk():
        walk.hands.answer(patient, "given_name", "Adelaide")
        assert wait_until(lambda: "Not saved" in walk.words(), 20_000)
        walk.hands.answer(patient, "given_name", "Adelheid")
        assert not walk.shell.close()
        assert isinstance(walk.main, DangerView)
        assert "Not everything is saved" in walk.words()
        walk.press("Save and close")
        assert isinstance(walk.main, DangerView)
        walk.press("Back to the chart")
        assert walk.main is clinic
        assert walk.hands.cell(patient, "given_name").editor.isVisible()
    walk.hands.shortcut(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert wait_until(lambda: "Not saved" not in walk.words(), 20_000)
    assert walk.shell.close()
    assert given_name_in(folder) == "Adelheid"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of files to make a disk full with")
def test_what_cannot_be_saved_is_given_up_only_after_two_questions(open_shell, folder, full_disk):
    walk = open_shell(folder)
    patient = at_a_patient(walk)
    with full_disk():
        walk.hands.answer(patient, "given_name", "Adelaide")
        assert not walk.shell.close()
        walk.press("Close without saving")
        assert "Nobody can bring it back" in walk.words()
        walk.press("Lose it and close")
        let_run(0)
        assert not walk.shell.isVisible()
    assert given_name_in(folder) == "Ada"


def test_every_way_on_a_danger_screen_has_words_and_none_twice():
    from charting.errors import CannotWrite

    for danger in (
        danger_words.danger_of(CannotWrite("x"), kept=True),
        danger_words.clock_danger("x"),
        danger_words.unsaved_danger("14:02:11"),
        danger_words.losing_danger("14:02:11"),
    ):
        words = [said for _code, said in danger.ways]
        assert all(words)
        assert len(set(words)) == len(words)


def test_a_disk_that_cannot_be_written_to_opens_the_window_with_what_to_do(open_shell, folder, monkeypatch):
    def read_only(path, *_flags):
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr("charting.store.instance._open", read_only)
    walk = open_shell(folder)
    assert isinstance(walk.main, DangerView)
    said = walk.words()
    for part in ("This folder cannot be written to", "Read-only file system", "write-protected"):
        assert part in said
    monkeypatch.undo()
    walk.press("Try again")
    assert isinstance(walk.main, UnlockView)


def test_no_first_start_is_filled_in_for_a_folder_that_takes_nothing(open_shell, tmp_path, monkeypatch):
    monkeypatch.setattr("charting.store.openable.os.access", lambda *_asked: False)
    walk = open_shell(tmp_path / "nobody" / "may")
    assert isinstance(walk.main, DangerView)
    assert "No clinic is in it yet" in walk.words()


def test_a_file_in_the_folders_place_is_told_in_the_window(open_shell, tmp_path):
    (tmp_path / "clinic").write_text("x")
    walk = open_shell(tmp_path / "clinic")
    assert isinstance(walk.main, DangerView)
    assert "is a file, not a folder" in walk.words()


def test_the_window_is_asked_for_whatever_the_folder_is(tmp_path, monkeypatch):
    """The command line refuses a folder that cannot be written to; the window tells it, and offers ways out."""
    import main
    from charting.setup import folders

    opened = []
    monkeypatch.setattr(folders.os, "access", lambda *_asked: False)
    monkeypatch.setattr(main, "obtain_qt", lambda _headless: None)
    monkeypatch.setattr("charting.setup.preparation.prepare", lambda *_asked: None)
    monkeypatch.setattr("ui.application.run", lambda **asked: opened.append(asked) or 0)
    assert main.main(["--data", str(tmp_path)]) == 0
    assert opened == [{"data": tmp_path, "practice": False}]
    assert main.main(["--data", str(tmp_path), "verify"]) == 1


SEAL = "chart.seal"
WHY = "The stick was copied by hand."


def test_a_trail_that_does_not_fit_its_seal_is_gone_on_with_in_writing(open_shell, folder):
    (folder / SEAL).unlink()
    walk = open_shell(folder)
    walk.unlock(PASSWORD)
    assert "The audit trail does not fit its seal" in walk.words()
    assert "Settings, Verify says what to do." in walk.words()
    walk.main.go("visit")
    assert "Open or start a visit" in walk.words() or "Find a patient first" in walk.words()
    walk.main.go("settings")
    walk.main.settings.open_page("verify")
    let_run(20)
    assert walk.main._trouble.isVisible(), "said until somebody closes it"
    card = walk.main.settings.seal_card
    assert card.isVisible()
    assert "missing" in card.strip.accessibleName()
    walk.enter("What happened, and why the clinic goes on", "because")
    walk.press("Go on and seal anew")
    assert walk.main.chart.seal_trouble
    walk.enter("What happened, and why the clinic goes on", WHY)
    walk.press("Go on and seal anew")
    assert walk.main.chart.seal_trouble, "nobody has shown who they are"
    assert deeds(walk.main.chart, "failed_log_in") == []
    walk.enter("Your PIN or password", "wrong password")
    walk.press("Go on and seal anew")
    assert walk.main.chart.seal_trouble
    assert not (folder / SEAL).exists(), "the evidence stays as it was found"
    walk.enter("Your PIN or password", PASSWORD)
    walk.press("Go on and seal anew")
    assert walk.main.chart.seal_trouble == ""
    assert not card.isVisible()
    assert not walk.main._trouble.isVisible()
    (said,) = deeds(walk.main.chart, "resealed")
    assert WHY in said
    assert "missing" in said
    walk.shell.close()
    again = ChartSession.open(folder, PASSWORD)
    assert again.seal_trouble == ""
    again.close()


def test_only_an_owner_goes_on_and_nobody_where_all_is_well(open_shell, folder):
    walk = open_shell(folder)
    walk.unlock(PASSWORD)
    walk.main.go("settings")
    walk.main.settings.open_page("verify")
    card = walk.main.settings.seal_card
    assert not card.isVisible()
    walk.main.chart._seal.trouble = "Entry #7 of the audit trail is not the one that was sealed."
    person = walk.main.chart.at_work
    walk.main.chart.work_as(Practitioner(name="Muster, Kim", role=ASSISTANT))
    card.show_standing()
    assert card.isVisible()
    assert not card.secret.isVisible()
    with pytest.raises(NotAllowed):
        go_on_in_writing(walk.main.chart, Proven(walk.main.chart.at_work, NOW, BY_PASSWORD), WHY, NOW)
    walk.main.chart._seal.trouble = ""
    with pytest.raises(Known, match="fits its seal"):
        go_on_in_writing(walk.main.chart, Proven(person, NOW, BY_PASSWORD), WHY, NOW)
    walk.main.chart.work_as(person)
