"""Single bits flipped in every file of a clinic: refused in words, named by Verify, or shown to have held nothing."""

import hashlib
import random
import shutil
from zipfile import ZipFile

import pytest

from charting.errors import Known
from charting.store.backup import back_up
from charting.store.bundle import unpack, write_bundle
from charting.store.files import CHART, KEYS
from charting.store.key_file import read_slots
from charting.store.keys import WrongPassword, unwrap_key
from charting.store.seal_head import SEAL
from tests.faults.clinics import NOTHING, NOW, PASSWORD, ChartSession, content_of, copy_of, outcome

SEED = 20261121
TITLE = "Single bits flipped"


@pytest.fixture(scope="module")
def closed(prepared, tmp_path_factory):
    """The clinic with both slots of its seal in use."""
    folder = tmp_path_factory.mktemp("flips")
    source = copy_of(prepared, folder / "closed")
    chart = ChartSession.open(source.folder, PASSWORD)
    for count in range(3):
        chart.clinic().web = f"{count}.example"
        chart.save(NOW)
    chart.close()
    return source


def flip(path, chance):
    """Flip one bit anywhere in a file; return where."""
    raw = bytearray(path.read_bytes())
    place, bit = chance.randrange(len(raw)), chance.randrange(8)
    raw[place] ^= 1 << bit
    path.write_bytes(raw)
    return place


@pytest.mark.parametrize(("name", "bounded", "at_length"), [(CHART, 30, 400), (SEAL, 8, 150)])
def test_a_flipped_bit_is_refused_or_named(closed, tmp_path, times, count, name, bounded, at_length):
    chance, held, work = random.Random(f"{SEED} {name}"), content_of(closed), tmp_path / "clinic"
    for _flip in range(times(bounded, at_length)):
        copy_of(closed, work)
        flip(work / name, chance)
        found = outcome(work, held)
        assert found != NOTHING, f"a bit of {name} was flipped, and nobody noticed"
        count(f"{TITLE} in {name}", found)
        shutil.rmtree(work)


def test_a_flipped_bit_of_the_key_file_shuts_one_way_in_or_all_or_is_mended(closed, tmp_path, times, count):
    chance, held, work = random.Random(f"{SEED} {KEYS}"), content_of(closed), tmp_path / "clinic"
    ways = {slot.id: slot for slot in read_slots(closed.folder / KEYS)}
    for _flip in range(times(8, 150)):
        copy_of(closed, work)
        flip(work / KEYS, chance)
        found = outcome(work, held)
        if found == NOTHING:
            left = {slot.id: slot for slot in read_slots(work / KEYS)}
            changed = [slot_id for slot_id in ways if left.get(slot_id) != ways[slot_id]]
            for slot_id in changed:
                with pytest.raises(WrongPassword):
                    unwrap_key(work / KEYS, PASSWORD, slot_id)
            found = "one person is refused, the others are not" if changed else "held nothing, or mended at opening"
        count(f"{TITLE} in {KEYS}", found)
        shutil.rmtree(work)


def test_a_flipped_bit_of_a_backup_is_refused_or_held_nothing(prepared, tmp_path, times, count):
    (tmp_path / "backups").mkdir()
    proof = back_up(prepared, tmp_path / "backups", NOW)
    assert proof.restorable, proof.words
    chance, spoiled = random.Random(SEED), tmp_path / "spoiled.rootline-backup"
    with ZipFile(proof.file) as bundle:
        made = {name: hashlib.sha256(bundle.read(name)).digest() for name in bundle.namelist()}
    for number in range(times(20, 200)):
        shutil.copyfile(proof.file, spoiled)
        flip(spoiled, chance)
        back = tmp_path / f"back-{number}"
        back.mkdir()
        try:
            unpack(spoiled, back)
        except Known as refused:
            assert str(refused).strip().endswith(".")
            count(f"{TITLE} in a backup", "refused when it is read")
        else:
            found = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in back.iterdir()}
            assert found == {name: digest for name, digest in made.items() if name in found}
            assert set(found) >= {CHART, KEYS}
            count(f"{TITLE} in a backup", "held nothing that is restored")
        shutil.rmtree(back)


def test_any_bit_of_what_a_backup_says_of_its_parts_is_refused_or_held_nothing(tmp_path, times, count):
    """The words of the zip around parts of a few bytes, so that every one of them can be tried."""
    parts = {CHART: b"chart" * 9, KEYS: b"keys" * 9, SEAL: b"seal" * 9}
    for name, raw in parts.items():
        (tmp_path / name).write_bytes(raw)
    write_bundle(tmp_path / "bundle", {name: tmp_path / name for name in parts}, NOW, "series")
    raw, back = (tmp_path / "bundle").read_bytes(), tmp_path / "back"
    for bit in range(0, 8 * len(raw), times(61, 1)):
        spoiled = bytearray(raw)
        spoiled[bit // 8] ^= 1 << bit % 8
        (tmp_path / "bundle").write_bytes(spoiled)
        back.mkdir()
        try:
            unpack(tmp_path / "bundle", back)
        except Known:
            count(f"{TITLE} in a backup's own words", "refused when it is read")
        else:
            assert {path.name: path.read_bytes() for path in back.iterdir()} == parts
            count(f"{TITLE} in a backup's own words", "held nothing that is restored")
        shutil.rmtree(back)
