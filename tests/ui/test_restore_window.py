"""Yesterday's backup brought back through the window: rehearsal, restore, password, and everything is there."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.actions.backups import make_backup
from charting.store.backup import Source
from charting.store.chart_session import ChartSession
from charting.store.verify import verify
from tests.kept_clinic import PASSWORD, TODAY, YESTERDAY, alike, found, go_on, rows_of, visits
from tests.ui.hands import wait_until
from tests.ui.waiting import let_run
from tests.ui.walk import Clock, Walk
from ui.main_view import MainView
from ui.shell import Shell
from ui.views.unlock import UnlockView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LOOK_MS = 30_000


class Clinic:
    """A clinic on disk with yesterday's backup on a stick, and the window on it today."""

    def __init__(self, theme, folder, stick):
        self.theme, self.folder = theme, folder
        chart = found(folder)
        self.key = chart.source.key
        self.backup = make_backup(chart.source, stick, YESTERDAY).file
        self.yesterday = rows_of(folder, self.key)
        go_on(chart)
        chart.close()
        self.today = rows_of(folder, self.key)
        self.shell = Shell(theme, folder, practice=False, clock=Clock(TODAY))
        self.shell.resize(1366, 768)
        self.shell.show()
        QTest.qWaitForWindowExposed(self.shell)
        self.shell.activateWindow()
        self.walk = Walk(self.shell, self.shell._clock)
        self.walk.unlock(PASSWORD)
        assert isinstance(self.walk.main, MainView)

    def look_into(self, file, password=PASSWORD):
        """Choose a backup in Settings and have it looked into."""
        main = self.walk.main
        main.go("settings")
        main.settings.open_page("backups")
        let_run(20)
        self.view = main.settings.backups
        self.view.choose_file(file)
        let_run(20)
        self.walk.enter("Password on the day of the backup", password)
        self.walk.press("Show what would change")
        assert wait_until(self.view._look.isEnabled, LOOK_MS)

    def close(self):
        self.shell.close()
        self.shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def clinic(dressed, tmp_path_factory):
    made = Clinic(dressed, tmp_path_factory.mktemp("house") / "clinic", tmp_path_factory.mktemp("stick"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def restored(clinic):
    """After the restore, at the door."""
    clinic.look_into(clinic.backup)
    clinic.rehearsal = clinic.walk.words()
    clinic.walk.press("Close the clinic and restore")
    assert wait_until(lambda: isinstance(clinic.walk.main, UnlockView), LOOK_MS)
    clinic.at_the_door = rows_of(clinic.folder, clinic.key)
    clinic.door = clinic.walk.words()
    clinic.walk.unlock(PASSWORD)
    return clinic


def test_a_backup_that_was_damaged_is_not_brought_back(clinic, tmp_path):
    spoiled = tmp_path / clinic.backup.name
    content = bytearray(clinic.backup.read_bytes())
    content[len(content) // 2] ^= 1
    spoiled.write_bytes(content)
    clinic.look_into(spoiled)
    assert clinic.view._seen.accessibleName() == "Stop: This backup is not brought back"
    assert not clinic.view.restore.isVisible()


def test_the_rehearsal_says_what_would_be_missing(restored):
    assert "Afterwards these would be missing: 1 patient, 0 visits, 0 signatures." in restored.rehearsal
    assert "The present chart is set aside, not deleted." in restored.rehearsal


def test_every_row_picture_and_paper_is_yesterdays(restored):
    assert len(restored.yesterday["photo"]) == 2
    assert restored.today["photo"] != restored.yesterday["photo"]
    assert alike(restored.yesterday, restored.at_the_door) == ["restore"], "before anybody logs in"


def test_the_door_says_that_it_was_restored_and_where_the_former_files_lie(restored):
    (aside,) = restored.folder.glob("set-aside-*")
    assert "The backup of" in restored.door
    assert str(aside) in restored.door
    assert "stay as they are today" in restored.door


def test_the_restore_stands_in_the_trail_once_with_who_did_it(restored):
    assert isinstance(restored.walk.main, MainView)
    rows = rows_of(restored.folder, restored.key)
    assert "opened" in alike(restored.yesterday, rows)
    (restore,) = [row for row in rows["audit_entry"] if row[5] == "restore"]
    assert restore[4] == "Dr Rowan Sample"


def test_what_was_there_today_is_set_aside_whole(restored):
    (aside,) = restored.folder.glob("set-aside-*")
    kept = rows_of(aside, restored.key)
    verbs = alike(restored.today, kept)
    assert verbs[-1] == "closed", "what the window wrote until it was closed is kept too"
    assert [row for row in kept["patient"] if "Bea" in row]
    other = ChartSession.open(aside, PASSWORD)
    other.close()


def test_photographs_and_papers_are_seen_again_in_the_window(restored):
    main = restored.walk.main
    signed = next(visit for visit in visits(main.chart) if visit.signed_at is not None)
    main.open_visit(signed.id)
    main.go("photos")
    assert wait_until(lambda: main.photos.compare.now.shows_picture, LOOK_MS)
    main._show_preview()
    main.preview.wanted.emit("kept")
    main.preview.kept_chosen.emit(signed.documents[0].id)
    assert wait_until(lambda: bool(main.preview.pdf), LOOK_MS)
    assert main.preview.pdf.startswith(b"%PDF")
    assert any(main.preview.pdf in row for row in restored.yesterday["stored_document"])


def test_verify_finds_the_restored_clinic_whole(restored):
    restored.walk.main.model.save()
    report = verify(Source(restored.folder, restored.key), TODAY)
    assert [trouble.what for trouble in report.troubles] == []


def test_a_backup_that_runs_ends_before_the_files_are_exchanged(restored, tmp_path):
    """What it has to tell must not be written into the chart that lies in its place by then."""
    main = restored.walk.main
    main.backups.set_folder(tmp_path)
    main.backups.start()
    assert main.backups.running
    restored.look_into(restored.backup)
    main.backups.start()
    restored.walk.press("Close the clinic and restore")
    let_run(200)
    assert isinstance(restored.walk.main, UnlockView)
    assert alike(restored.yesterday, rows_of(restored.folder, restored.key)) == ["restore"]
    assert len([path for path in tmp_path.iterdir() if path.suffix == ".zip"]) >= 1
