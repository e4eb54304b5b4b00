"""Places where a live chart would be ruined: named in words, accepted only in writing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from charting.errors import Known
from charting.store import places
from charting.store.chart_session import ChartSession
from charting.store.files import PLACE
from charting.store.places import UnsafePlace, accept_place, acceptance, danger_of, require_safe

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/clinic nfs4 rw 0 0
//server/share /mnt/with\\040blank cifs rw 0 0
/dev/sdb1 /mnt/clinic/local ext4 rw 0 0
me@host: /home/sample/remote fuse.sshfs rw 0 0
tmpfs /run tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "what"),
    [
        ("/mnt/clinic", "nfs4"),
        ("/mnt/clinic/a/b", "nfs4"),
        ("/mnt/with blank/chart", "cifs"),
        ("/home/sample/remote", "fuse.sshfs"),
        ("/home/sample", ""),
        ("/mnt/clinic/local/chart", ""),
        ("/mnt/clinical", ""),
        ("/", ""),
    ],
)
def test_a_mounted_share_is_known_by_the_nearest_mount(folder, what):
    found = danger_of(Path(folder), MOUNTS)
    assert (found.what if found else "") == what
    assert found is None or (found.kind == "network" and folder in found.words(Path(folder)))


def test_a_share_with_two_slashes_is_a_network():
    assert danger_of(Path("\\\\server\\share\\chart")).kind == "network"
    assert danger_of(Path("//server/share/chart"), "").kind == "network"


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Sample Clinic/Rootline", "OneDrive"),
        ("Dropbox (Personal)/x", "Dropbox"),
        ("Google Drive/x", "Google Drive"),
        ("Library/CloudStorage/x", "cloud storage"),
        ("Library/Mobile Documents/x", "iCloud Drive"),
        ("nextcloud/x", "Nextcloud"),
        ("Dropboxes/x", ""),
        ("drive/x", ""),
    ],
)
def test_a_folder_of_a_cloud_is_known_by_its_name(tmp_path, folder, cloud):
    found = danger_of(tmp_path / folder)
    assert (found.what if found else "") == cloud


@pytest.mark.parametrize(
    ("mark", "cloud"),
    [(".dropbox.cache", "Dropbox"), (".sync_a1b2c3.db", "Nextcloud"), (".stfolder", "Syncthing")],
)
def test_a_folder_of_a_cloud_is_known_by_its_marks_above(tmp_path, mark, cloud):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / mark).touch()
    assert danger_of(tmp_path / "kept" / "a" / "b").what == cloud
    assert danger_of(tmp_path / "other") is None


def test_a_link_into_a_cloud_is_seen_through(tmp_path):
    (tmp_path / "OneDrive" / "chart").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "OneDrive" / "chart")
    assert danger_of(tmp_path / "link").what == "OneDrive"


def test_a_clinic_is_neither_made_nor_opened_there(tmp_path):
    with pytest.raises(UnsafePlace, match="Dropbox"):
        ChartSession.create(tmp_path / "Dropbox", "correct horse")
    assert not (tmp_path / "Dropbox").exists()
    ChartSession.create(tmp_path / "kept", "correct horse").close()
    (tmp_path / "kept").rename(tmp_path / "Dropbox")
    with pytest.raises(UnsafePlace, match="outside that folder"):
        ChartSession.open(tmp_path / "Dropbox", "correct horse")


def test_accepting_needs_a_reason_and_counts_for_this_place_alone(tmp_path):
    folder, other = tmp_path / "Dropbox" / "a", tmp_path / "Dropbox" / "b"
    with pytest.raises(Known, match="15"):
        accept_place(folder, "because", "Dr Sample", NOW)
    with pytest.raises(UnsafePlace):
        require_safe(folder)
    accept_place(folder, "syncing is switched off here", "Dr Sample", NOW)
    require_safe(folder)
    ChartSession.create(folder, "correct horse").close()
    folder.rename(other)
    with pytest.raises(UnsafePlace):
        require_safe(other)


@pytest.mark.parametrize("spoilt", ["", "{}", "[" * 100_000])
def test_a_note_that_was_spoilt_accepts_nothing(tmp_path, spoilt):
    folder = tmp_path / "Dropbox"
    accept_place(folder, "syncing is switched off here", "Dr Sample", NOW)
    (folder / PLACE).write_text(spoilt)
    with pytest.raises(UnsafePlace):
        require_safe(folder)
    assert acceptance(folder) == ""


def test_accepting_a_safe_place_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "_mounts", lambda: "")
    accept_place(tmp_path, "syncing is switched off here", "Dr Sample", NOW)
    assert list(tmp_path.iterdir()) == []


def test_accepting_needs_a_name_and_is_told_in_words_as_long_as_the_clinic_lies_there(tmp_path):
    folder = tmp_path / "Dropbox"
    with pytest.raises(Known, match="name"):
        accept_place(folder, "syncing is switched off here", " ", NOW)
    assert acceptance(folder) == ""
    accept_place(folder, "syncing is switched off here", "Dr Sample", NOW)
    for part in ("Dropbox", "syncing is switched off here", "Dr Sample"):
        assert part in acceptance(folder)
    folder.rename(tmp_path / "safe")
    assert acceptance(tmp_path / "safe") == ""
