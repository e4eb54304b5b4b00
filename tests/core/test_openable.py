"""What keeps a clinic closed is known before anybody types a password, and where its backups are."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from charting.actions.backups import make_backup
from charting.actions.clinics import found_clinic
from charting.actions.found_backups import found_backups
from charting.errors import CannotWrite
from charting.paths import choose_folder, chosen_folder, clinic_folder
from charting.records.clinic import Clinic, Practitioner
from charting.store.chart_session import ChartSession
from charting.store.files import CHART, JOURNAL, KEYS
from charting.store.instance import InUse, hold
from charting.store.openable import Gone, NoChart, NoKeys, require_openable
from charting.store.places import UnsafePlace
from charting.store.restore import restore
from charting.store.swap import SpoiltJournal

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A clinic with two proven backups."""
    place = tmp_path_factory.mktemp("kept")
    chart = ChartSession.create(place / "clinic", PASSWORD)
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    chart.save(NOW)
    (place / "backups").mkdir()
    for moment in (NOW, NOW + timedelta(days=1)):
        assert make_backup(chart.source, place / "backups", moment).restorable
    chart.close()
    return place


@pytest.fixture
def folder(kept, tmp_path):
    return shutil.copytree(kept / "clinic", tmp_path / "clinic")


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_a_whole_clinic_and_an_empty_place_are_let_through_untouched(folder, tmp_path):
    before = names(folder)
    require_openable(folder)
    assert names(folder) == before
    require_openable(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_what_is_in_the_way_is_said_by_kind(folder, tmp_path):
    with pytest.raises(UnsafePlace):
        require_openable(tmp_path / "Dropbox")
    with pytest.raises(Gone):
        require_openable(tmp_path / "none", expected=True)
    with hold(folder), pytest.raises(InUse):
        require_openable(folder)
    (folder / KEYS).rename(folder / "away")
    with pytest.raises(NoKeys):
        require_openable(folder)
    (folder / "away").rename(folder / KEYS)
    (folder / CHART).write_bytes(b"x" * 100)
    with pytest.raises(NoChart):
        require_openable(folder)


def test_a_chosen_folder_on_a_disk_that_fails_is_gone_too(tmp_path):
    with pytest.raises(Gone):
        require_openable(tmp_path / ("x" * 300), expected=True)


def test_a_restore_cut_short_is_finished_before_anything_is_missed(folder, kept, monkeypatch):
    newest = max((kept / "backups").iterdir())
    with monkeypatch.context() as cut:
        cut.setattr("charting.store.swap.finish", lambda _folder: None)
        restore(newest, PASSWORD, folder, NOW)
    assert (folder / JOURNAL).exists()
    (folder / CHART).unlink()
    require_openable(folder)
    assert not (folder / JOURNAL).exists()
    ChartSession.open(folder, PASSWORD).close()


@pytest.mark.parametrize("staged", ["..", "", ".", "photos", ".restore-1\0", ".restore-1/../photos"])
def test_a_journal_names_nothing_but_what_a_restore_laid_ready(folder, tmp_path, staged):
    for own in (tmp_path / "own.txt", folder / "photos" / "own.txt"):
        own.parent.mkdir(exist_ok=True)
        own.write_text("own")
    noted(folder, {"staged": staged, "aside": "", "members": [CHART, KEYS]})
    before = sorted(tmp_path.rglob("*"))
    refused(folder)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {},
        {"staged": 3, "aside": "", "members": [CHART, KEYS]},
        {"staged": ".restore-1", "aside": "", "members": []},
        {"staged": ".restore-1", "aside": "", "members": 3},
        {"staged": ".restore-1", "aside": "photos", "members": [CHART, KEYS]},
    ],
)
def test_a_spoilt_journal_is_a_sentence_and_takes_no_file_away(folder, said):
    noted(folder, said)
    before = names(folder)
    refused(folder)
    assert names(folder) == before


def test_a_journal_without_end_is_a_sentence_too(folder):
    (folder / JOURNAL).write_text("[" * 100_000)
    refused(folder)


def noted(folder, said):
    (folder / JOURNAL).write_text(json.dumps(said))


def refused(folder):
    for opening in (require_openable, lambda clinic: ChartSession.open(clinic, PASSWORD)):
        with pytest.raises(SpoiltJournal, match=f"{JOURNAL}, that cannot be read"):
            opening(folder)


@pytest.fixture
def shut(folder):
    """The clinic on a file system that takes no writes; as root only a mount refuses."""
    if sys.platform == "win32":
        pytest.skip("rights are kept otherwise there")
    if os.geteuid():
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
        return
    bound = [["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,bind,ro", str(folder)]]
    if shutil.which("mount") is None or subprocess.run(bound[0], capture_output=True, check=False).returncode:
        pytest.skip("root writes everywhere, and this machine lets nobody mount")
    try:
        subprocess.run(bound[1], check=True, capture_output=True)
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_place_without_writing_is_said_before_the_password_and_after_it(shut):
    before = {path.name: path.read_bytes() for path in shut.iterdir() if path.is_file()}
    with pytest.raises(CannotWrite, match="cannot be written to"):
        require_openable(shut)
    with pytest.raises(CannotWrite):
        ChartSession.open(shut, PASSWORD)
    assert {path.name: path.read_bytes() for path in shut.iterdir() if path.is_file()} == before


def test_backups_are_found_where_the_last_good_one_went_newest_first(folder, kept):
    found = found_backups(folder)
    assert [one.file.parent for one in found] == [kept / "backups"] * 2
    assert [one.made_at for one in found] == [NOW + timedelta(days=1), NOW]
    assert [one.proved for one in found] == [True, False]


def test_broken_and_foreign_backups_are_not_offered(folder, kept, tmp_path):
    (folder / "rootline-backup-2026-11-25-140200.zip").write_bytes(b"no zip")
    other = ChartSession.create(tmp_path / "other", PASSWORD)
    found_clinic(other, Clinic(name="Other Clinic"), Practitioner(name="Sample, Otto"))
    other.save(NOW)
    assert make_backup(other.source, folder, NOW + timedelta(days=3)).restorable
    other.close()
    assert {one.file.parent for one in found_backups(folder)} == {kept / "backups"}


def test_without_a_word_of_a_last_backup_those_beside_the_chart_are_found(folder, kept):
    (folder / "backups.json").write_text("[]")
    assert found_backups(folder) == []
    (copied,) = [shutil.copy(file, folder) for file in sorted((kept / "backups").iterdir())[:1]]
    assert [one.file for one in found_backups(folder)] == [Path(copied)]


def test_a_chosen_folder_is_remembered_for_the_window_and_for_commands_but_not_for_practice(tmp_path):
    assert chosen_folder() is None
    usual = clinic_folder(None, False)
    choose_folder(tmp_path / "clinic")
    assert clinic_folder(None, False) == tmp_path / "clinic"
    assert clinic_folder(None, True) == usual / "practice"
    assert clinic_folder(tmp_path / "given", False) == tmp_path / "given"
