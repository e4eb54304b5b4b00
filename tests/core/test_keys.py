"""The key file: one way in, and plain words when it is shut."""

import json
import stat
import sys
import unicodedata

import pytest

from charting.store.keys import DamagedKeys, WrongPassword, make_keys, unwrap_key

PASSWORD = "eine lange Straße"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "chart.keys"
    return path, make_keys(path, PASSWORD)


def test_the_password_gives_the_same_key_back(kept):
    path, key = kept
    assert len(key) == 32
    assert unwrap_key(path, PASSWORD) == key


def test_a_password_is_the_same_however_its_accents_were_typed(kept, tmp_path):
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
    mine, other = (json.loads(path.read_text()) for path in (tmp_path / "k", kept[0]))
    assert mine["salt"] != other["salt"]
    assert mine["wrapped"] != other["wrapped"]


def test_a_key_file_is_never_written_over(kept):
    path, key = kept
    with pytest.raises(FileExistsError):
        make_keys(path, "another")
    assert unwrap_key(path, PASSWORD) == key


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise there")
def test_only_its_owner_may_read_it(kept):
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def damaged(kept, tmp_path, raw):
    path = tmp_path / "damaged.keys"
    path.write_bytes(raw)
    with pytest.raises(DamagedKeys) as refused:
        unwrap_key(path, PASSWORD)
    assert "damaged.keys" in str(refused.value) or "newer" in str(refused.value)


def test_a_key_file_cut_short_anywhere_is_damaged(kept, tmp_path):
    raw = kept[0].read_bytes()
    for length in (0, 1, len(raw) // 3, len(raw) // 2, len(raw) - 1):
        damaged(kept, tmp_path, raw[:length])


@pytest.mark.parametrize("raw", [b"[]", b"null", b"7", b'"x"', b"{}", b"\xff\xfe\x00", b"\x00" * 4096])
def test_anything_else_is_no_key_file(kept, tmp_path, raw):
    damaged(kept, tmp_path, raw)


@pytest.mark.parametrize(
    "change",
    [{"salt": ""}, {"wrapped": ""}, {"wrapped": "AAAA"}, {"salt": 7}, {"salt": "é"}, {"wrapped": None}, {"version": 2}],
)
def test_a_key_file_with_a_part_gone_is_damaged(kept, tmp_path, change):
    damaged(kept, tmp_path, json.dumps({**json.loads(kept[0].read_text()), **change}).encode())


def test_a_missing_key_file_is_said(tmp_path):
    with pytest.raises(DamagedKeys):
        unwrap_key(tmp_path / "none.keys", PASSWORD)


def test_a_flipped_bit_of_the_wrapped_key_opens_nothing(kept, tmp_path):
    parts = json.loads(kept[0].read_text())
    wrapped = parts["wrapped"]
    parts["wrapped"] = ("A" if wrapped[0] != "A" else "B") + wrapped[1:]
    (tmp_path / "k").write_text(json.dumps(parts))
    with pytest.raises(WrongPassword):
        unwrap_key(tmp_path / "k", PASSWORD)
