"""Backups through the window: made on demand and at close, told as they stand, brought back after a rehearsal."""

import pytest
from PySide6.QtTest import QTest

from charting.actions.clinics import found_clinic
from charting.store.chart_session import ChartSession
from charting.store.restore import restore
from tests.ui.house import PASSWORD, clinic_and_owner
from tests.ui.samples import NOW
from ui.backup_desk import BackupDesk
from ui.chart_model import ChartModel
from ui.views.backups import BackupsView


@pytest.fixture
def view(dressed, tmp_path, qtbot):
    chart = ChartSession.create(tmp_path / "clinic", PASSWORD)
    found_clinic(chart, *clinic_and_owner())
    chart.save(NOW)
    model = ChartModel(chart, lambda: NOW)
    desk = BackupDesk(model)
    shown = BackupsView(dressed, model, desk)
    qtbot.addWidget(shown)
    shown.desk, shown.chart, shown.stick = desk, chart, tmp_path / "stick"
    shown.stick.mkdir()
    shown.show_backups()
    shown.show()
    yield shown
    chart.close()


def made(view, qtbot):
    view.desk.set_folder(view.stick)
    view.now.click()
    assert view.desk.running
    qtbot.waitUntil(lambda: not view.desk.running, timeout=20_000)
    (file,) = view.stick.iterdir()
    return file


def looked_into(view, qtbot, file, password):
    view.choose_file(file)
    QTest.keyClicks(view._password.line, password)
    view._look.click()
    qtbot.waitUntil(view._look.isEnabled, timeout=20_000)


def test_without_a_folder_it_warns_and_offers_nothing(view):
    assert view.strip.accessibleName() == "Confirm: No backups are made"
    assert not view.now.isEnabled()


def test_a_backup_on_demand_is_told_as_verified(view, qtbot):
    made(view, qtbot)
    assert view.strip.accessibleName().startswith("Verified: Restorable, verified ")
    assert view.now.isEnabled()
    assert not view.chart.differs()


def test_todays_backup_is_made_once(view, qtbot):
    made(view, qtbot)
    view.desk.check()
    assert not view.desk.running


def test_at_close_what_was_saved_since_is_backed_up(view):
    view.desk.set_folder(view.stick)
    view.desk.at_close()
    assert len(list(view.stick.iterdir())) == 1
    assert view.desk.standing().last_good == NOW


def test_a_stick_that_is_gone_stops_nobody_from_closing(view):
    view.desk.set_folder(view.stick / "gone")
    view.desk.at_close()
    assert "is not there" in view.desk.standing().failed
    view.show_backups()
    assert "The folder for backups is missing" in view.strip.accessibleName()


def test_a_backup_is_brought_back_after_its_rehearsal(view, qtbot):
    file = made(view, qtbot)
    view.chart.clinic().name = "Changed afterwards"
    view.chart.save(NOW)
    looked_into(view, qtbot, file, PASSWORD)
    assert "Sample Clinic" in view._seen.accessibleName()
    with qtbot.waitSignal(view.restore_wanted) as wanted:
        view.restore.click()
    assert wanted.args == [file, PASSWORD]
    view.chart.close()
    restore(*wanted.args, view.chart.folder, NOW)
    again = ChartSession.open(view.chart.folder, PASSWORD)
    assert again.clinic().name == "Sample Clinic"
    again.close()


def test_a_wrong_password_is_said_and_nothing_is_offered(view, qtbot):
    looked_into(view, qtbot, made(view, qtbot), "wrong")
    assert view._seen.accessibleName() == "Stop: This backup is not brought back"
    assert not view.restore.isVisibleTo(view)


def test_another_password_hides_what_was_seen(view, qtbot):
    looked_into(view, qtbot, made(view, qtbot), PASSWORD)
    assert view.restore.isVisibleTo(view)
    QTest.keyClicks(view._password.line, "x")
    assert not view.restore.isVisibleTo(view)
