"""The key of the chart: one way in, and plain words when it is shut."""

import json
import stat
import sys
import unicodedata

import pytest

from charting.store.keys import WrongPassword, make_keys, unwrap_key

PASSWORD = "eine lange Straße"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "chart.keys"
    return path, make_keys(path, PASSWORD, name="Sample, Ada")


def test_the_password_gives_the_same_key_back(kept):
    path, key = kept
    assert len(key) == 32
    assert unwrap_key(path, PASSWORD) == key


def test_a_password_is_the_same_however_its_accents_were_typed(tmp_path):
    key = make_keys(tmp_path / "k", "café")
    assert unwrap_key(tmp_path / "k", unicodedata.normalize("NFD", "café")) == key


@pytest.mark.parametrize("wrong", ["", "eine lange Strasse", PASSWORD + " ", "\x00", "\ud800"])
def test_any_other_password_is_told_apart_from_damage(kept, wrong):
    with pytest.raises(WrongPassword):
        unwrap_key(kept[0], wrong)


def test_neither_key_nor_password_stands_in_the_file(kept):
    path, key = kept
    raw = path.read_bytes()
    assert key not in raw
    assert key.hex().encode() not in raw
    assert PASSWORD.encode() not in raw


def test_two_files_of_one_password_share_nothing(kept, tmp_path):
    assert make_keys(tmp_path / "k", PASSWORD) != kept[1]
    mine, other = (json.loads(path.read_text())["slots"][0] for path in (tmp_path / "k", kept[0]))
    for part in ("id", "salt", "wrapped"):
        assert mine[part] != other[part]


def test_a_key_file_is_never_written_over(kept):
    path, key = kept
    with pytest.raises(FileExistsError):
        make_keys(path, "another")
    assert unwrap_key(path, PASSWORD) == key


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise there")
def test_only_its_owner_may_read_it(kept):
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
