"""Backups through the window: made on demand and at close, told as they stand, brought back after a rehearsal."""

import os
import threading
import time
from collections import namedtuple
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PySide6.QtTest import QTest

from charting.actions import backups
from charting.actions.clinics import found_clinic
from charting.actions.roles import NotAllowed
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, FRONT_DESK, PRACTITIONER, Practitioner
from charting.store.bundle import BadBackup, unpack
from charting.store.chart_session import ChartSession
from charting.store.nearness import TooNear
from charting.store.restore import restore
from charting.store.series import copies_of, series_of
from tests.ui.house import PASSWORD, clinic_and_owner
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui import backup_desk
from ui.backup_desk import BackupDesk
from ui.chart_model import ChartModel
from ui.jobs import APART, all_back
from ui.views.backups import BackupsView

LONG_S = 20.0


@pytest.fixture
def view(dressed, tmp_path, qtbot):
    chart = ChartSession.create(tmp_path / "clinic", PASSWORD)
    found_clinic(chart, *clinic_and_owner())
    chart.save(NOW)
    chart.work_as(chart.practitioners()[0])
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
    looked_into(view, qtbot, made(view, qtbot), "wrong password")
    assert view._seen.accessibleName() == "Stop: This backup is not brought back"
    assert not view.restore.isVisibleTo(view)


def test_another_password_hides_what_was_seen(view, qtbot):
    looked_into(view, qtbot, made(view, qtbot), PASSWORD)
    assert view.restore.isVisibleTo(view)
    QTest.keyClicks(view._password.line, "x")
    assert not view.restore.isVisibleTo(view)


def said(view, verb="backup"):
    rows = view.chart.orm.execute(sa.select(audit_entry).where(audit_entry.c.verb == verb).order_by(audit_entry.c.seq))
    return [(row.who, row.said["words"]) for row in rows]


def works(view, role):
    view.chart.work_as(Practitioner(name="Muster, Kim", role=role))
    view.show_backups()


def test_pressing_back_up_now_leaves_the_focus_where_it_was(view, qtbot):
    view.desk.set_folder(view.stick)
    view.activateWindow()
    view.now.setFocus()
    QTest.keyClick(view.now, " ")
    assert view.desk.running
    assert view.now.isEnabled()
    assert not view._choose_file.hasFocus()
    QTest.keyClick(view.now, " ")
    qtbot.waitUntil(lambda: not view.desk.running, timeout=20_000)
    assert len(list(view.stick.iterdir())) == 1, "the second press came while the first was at work"


def test_every_backup_by_hand_of_a_day_stays(view, qtbot):
    made(view, qtbot)
    view.now.click()
    qtbot.waitUntil(lambda: not view.desk.running, timeout=20_000)
    assert len(list(view.stick.iterdir())) == 2


def test_the_rule_of_the_series_stands_in_words(view):
    words = " ".join(label.text() for label in view.findChildren(type(view._folder)))
    kept = ("All of the last 24 hours are kept (up to 20", "7 days, 5 weeks and 12 months")
    for part in (*kept, "which do not say how much they know", "another clinic"):
        assert part in words


@pytest.mark.parametrize("role", [PRACTITIONER, ASSISTANT, FRONT_DESK])
def test_others_than_the_owner_make_backups_but_neither_send_them_elsewhere_nor_restore(view, qtbot, role):
    file = made(view, qtbot)
    works(view, role)
    assert view.now.isEnabled()
    assert not view._choose_folder.isEnabled()
    assert not view._choose_file.isEnabled()
    told = [label.text() for label in (view._folder_for_owners, view._restore_for_owners)]
    assert all("Muster, Kim" in words and "Ask an owner." in words for words in told)
    with pytest.raises(NotAllowed):
        view.desk.set_folder(view.stick.parent)
    assert view.desk.folder() == view.stick
    view.choose_file(file)
    assert not view._password.isVisibleTo(view), "no password is asked for what will be refused"
    view.now.click()
    qtbot.waitUntil(lambda: not view.desk.running, timeout=20_000)
    assert said(view)[-1][0] == "Muster, Kim"


def test_the_clinics_own_folder_is_refused_by_every_name(view, monkeypatch):
    own = view.chart.folder
    (own / "copies").mkdir()
    (view.stick / "link").symlink_to(own / "copies")
    for folder in (own, own / "copies", own / ".." / own.name, view.stick / "link"):
        with pytest.raises(TooNear, match="Choose a stick"):
            view.desk.set_folder(folder)
    assert view.desk.folder() is None
    monkeypatch.setattr("ui.views.backups.ask_for_folder", lambda *_asked: own)
    view._ask_folder()
    assert view.strip.accessibleName() == "Stop: Not chosen"


def test_a_folder_in_the_clinics_own_that_was_chosen_before_is_no_green_one(view):
    view.chart.clinic().backup_folder = str(view.chart.folder)
    view.show_backups()
    assert view.strip.accessibleName() == "Confirm: Backups lie in the clinic’s own folder"


def test_the_same_disk_is_said_in_amber(view, monkeypatch):
    view.desk.set_folder(view.stick)
    assert view.near.isVisibleTo(view)
    assert view.near.accessibleName().startswith("Confirm: ")
    monkeypatch.setattr(backup_desk, "on_the_same_disk", lambda _to, _clinic: False)
    view.show_backups()
    assert not view.near.isVisibleTo(view)


def test_another_folder_is_not_verified_by_what_lies_elsewhere(view, qtbot, tmp_path):
    made(view, qtbot)
    (tmp_path / "new").mkdir()
    view.desk.set_folder(tmp_path / "new")
    assert view.strip.accessibleName() == "Confirm: No backup in this folder yet"
    view.desk.check()
    qtbot.waitUntil(lambda: not view.desk.running, timeout=20_000)
    assert view.strip.accessibleName().startswith("Verified: ")
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_a_backup_that_is_gone_is_not_verified(view, qtbot):
    made(view, qtbot).unlink()
    view.show_backups()
    assert view.strip.accessibleName() == "Confirm: No backup in this folder yet"


def test_each_backup_stands_in_the_trail_with_where_and_why(view, qtbot):
    made(view, qtbot)
    view.chart.clinic().name = "Changed afterwards"
    view.chart.save(NOW + timedelta(seconds=1))
    view.desk.at_close()
    view.chart.save(NOW)
    by_hand, at_close = (words for _who, words in said(view))
    assert by_hand.startswith(f"By hand, into {view.stick}: Restorable, verified")
    assert at_close.startswith(f"At closing, into {view.stick}: Restorable, verified")
    assert "rows of all tables" in by_hand


def test_a_backup_at_work_while_the_window_closes_is_written_down_all_the_same(view):
    view.desk.set_folder(view.stick)
    view.desk.check()
    assert view.desk.running
    view.desk.rest()
    view.chart.save(NOW)
    ((_who, words),) = said(view)
    assert words.startswith("Daily, into ")


def test_a_failed_backup_is_red_and_is_not_called_a_backup(view):
    view.desk.set_folder(view.stick / "gone")
    view.desk.at_close()
    view.chart.save(NOW)
    assert said(view) == []
    assert "No backup was made" in said(view, "backup_failed")[0][1]
    view.desk.set_folder(view.stick)
    view.show_backups()
    assert view.strip.accessibleName().startswith("Stop: ")


def test_a_failure_after_a_good_backup_is_told_first_in_a_practice_clinic_too(view, qtbot):
    file = made(view, qtbot)
    view.chart.clinic().practice = True
    view.desk.set_folder(view.stick / "gone")
    view.desk.at_close()
    view.desk.set_folder(view.stick)
    view.show_backups()
    assert view.strip.accessibleName() == "Stop: The backup of 21-Nov-2026 14:02 failed"
    told = view.strip.accessibleDescription()
    assert told.startswith("No backup was made: ")
    assert file.name in told


def test_a_full_stick_does_not_speak_of_entries(view, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(backups, "_places", lambda _folder, to: [to])
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _path: usage(9, 9, 1 << 20))
    view.desk.set_folder(view.stick)
    (full,) = (finding for finding in view.desk.findings() if finding.rule == "disk_filling")
    assert full.next_step == "Make room before backups fail."
    assert os.fspath(view.stick) in full.what


@pytest.fixture
def hangs(view, monkeypatch):
    """A folder in a network that stops answering while a backup is written to it, until `set` is called."""
    for name in ("WAIT_AT_CLOSE_S", "STOP_AT_CLOSE_S"):
        monkeypatch.setattr(f"ui.backup_desk.{name}", 0.05)
    view.desk.set_folder(view.stick)
    answers, begun, fsync = threading.Event(), threading.Event(), os.fsync

    def write_through(number):
        if threading.current_thread().name == APART and any(view.stick.glob(".*.part")):
            begun.set()
            answers.wait(LONG_S)
        fsync(number)

    monkeypatch.setattr("charting.store.bundle.os.fsync", write_through)
    answers.begun = begun
    yield answers
    answers.set()
    assert all_back(LONG_S)


def given_up(view):
    """What is told of a backup that was given up, in the words of the note and of the trail."""
    view.chart.save(NOW)
    assert view.desk.standing().last_good is None
    assert copies_of(view.stick, series_of(view.chart.clinic().id)) == []
    assert not list(view.stick.glob("rootline-backup-*"))
    return view.desk.standing().failed, said(view, "backup_failed")[-1][1]


GIVEN_UP = "No backup was made: the folder for backups did not answer any more when Rootline was closed."


def test_a_folder_that_hangs_keeps_nobody_from_closing_and_is_told(view, hangs):
    view.desk.check()
    assert hangs.begun.wait(LONG_S)
    assert view.desk.rest() is False
    noted, trail = given_up(view)
    assert (noted, trail) == (GIVEN_UP, f"Daily, into {view.stick}: {GIVEN_UP}")
    assert not view.desk.running
    hangs.set()
    assert all_back(LONG_S)
    let_run(20)
    noted, _trail = given_up(view)
    assert noted == "No backup was made: it was stopped."
    assert [verb for verb in ("backup", "backup_failed") if said(view, verb)] == ["backup_failed"]
    assert list(view.stick.iterdir()) == [], "half a backup is nothing to be left there"


def test_what_hangs_is_not_tried_again_on_the_way_home(view, hangs):
    view.desk.check()
    assert hangs.begun.wait(LONG_S)
    view.desk.at_close()
    given_up(view)
    assert len(said(view, "backup_failed")) == 1


def test_the_last_backup_of_the_day_is_given_up_where_the_folder_hangs(view, hangs, monkeypatch):
    monkeypatch.setattr("ui.backup_desk.WAIT_AT_CLOSE_S", LONG_S)
    monkeypatch.setattr("ui.backup_desk._time_for", lambda _folder: 0.05 if hangs.begun.wait(LONG_S) else 0.0)
    view.desk.at_close()
    noted, trail = given_up(view)
    assert (noted, trail) == (GIVEN_UP, f"At closing, into {view.stick}: {GIVEN_UP}")


def test_a_folder_that_does_not_even_say_that_it_is_there_keeps_nobody(view, hangs, monkeypatch):
    monkeypatch.setattr("ui.backup_desk.is_folder", lambda _folder: hangs.wait(LONG_S))
    began = time.monotonic()
    view.desk.at_close()
    assert time.monotonic() - began < LONG_S
    assert given_up(view)[0] == GIVEN_UP


def test_half_a_backup_is_none_wherever_it_was_cut(view, qtbot, tmp_path):
    whole = made(view, qtbot).read_bytes()
    cut = view.stick / "rootline-backup-2026-11-20-140200.zip"
    for share in range(20):
        cut.write_bytes(whole[: len(whole) * share // 20])
        with pytest.raises(BadBackup):
            unpack(cut, tmp_path)
        assert cut not in [copy.file for copy in copies_of(view.stick, series_of(view.chart.clinic().id))]


def test_a_mistake_of_ours_met_while_closing_is_reported_and_keeps_nobody_from_closing(view, monkeypatch):
    reported, mistake = [], ValueError("out of order")
    monkeypatch.setattr("sys.excepthook", lambda kind, error, _trace: reported.append((kind, error)))

    def fall_over(*_of):
        raise mistake

    monkeypatch.setattr("ui.backup_desk.make_backup", fall_over)
    view.desk.set_folder(view.stick)
    view.desk.check()
    assert view.desk.rest()
    assert reported == [(ValueError, mistake)]
    let_run(20)
    assert len(reported) == 1
