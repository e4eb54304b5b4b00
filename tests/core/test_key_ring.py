"""The ring of slots: each opens alone, one answer for every cause, and a file from a stranger is refused in words."""

import base64
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from charting.store import key_ring, wrapping
from charting.store.key_file import MOST_SLOTS
from charting.store.key_ring import KeysNotWritten, WrongRecoveryKey, open_ring
from charting.store.keys import make_keys
from charting.store.recovery_key import Mistyped, new_recovery_key, secret_of
from charting.store.wrapping import Cost, DamagedKeys, WrongPassword

OWNER, HELPER = "a" * 32, "b" * 32
PASSWORDS = {OWNER: "seven quiet herons", HELPER: "nine loud magpies"}
FIXTURE = Path(__file__).parents[1] / "fixtures" / "schema-0001" / "chart.keys"
SENTENCE = "This password does not open the clinic. Check Caps Lock and try again."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A key file of two people and a recovery key; the key it holds, and the recovery key as shown."""
    path = tmp_path_factory.mktemp("ring") / "chart.keys"
    key = make_keys(path, PASSWORDS[OWNER], OWNER, "Sample, Ada")
    ring = open_ring(path).with_person(key, HELPER, "Muster, Kim", PASSWORDS[HELPER])
    ring, shown = ring.with_recovery(key)
    ring.write()
    return path, key, shown


@pytest.fixture
def path(made, tmp_path):
    return Path(shutil.copy(made[0], tmp_path / "chart.keys"))


@pytest.fixture
def key(made):
    return made[1]


@pytest.fixture
def derivations(monkeypatch):
    """Every cost that was paid from here on."""
    paid, derive = [], wrapping.derive

    def counted(secret, salt, cost=wrapping.COST, about=None):
        paid.append(cost)
        return derive(secret, salt, cost, about)

    monkeypatch.setattr(wrapping, "derive", counted)
    return paid


def changed(path, change):
    """Let `change` alter what the file holds."""
    kept = json.loads(path.read_text())
    change(kept)
    path.write_text(json.dumps(kept))


def of(kept, slot_id):
    return next(slot for slot in kept["slots"] if slot["id"] == slot_id)


def test_the_door_knows_the_names_before_anybody_opens(path):
    assert open_ring(path).people() == [(OWNER, "Sample, Ada"), (HELPER, "Muster, Kim")]


def test_everybody_opens_with_their_own_password_by_id_and_by_name(path, key):
    ring = open_ring(path)
    for who, slot in ((OWNER, OWNER), ("Muster, Kim", HELPER), ("muster,  KIM", HELPER), (None, HELPER)):
        opened = ring.unwrap(who, PASSWORDS[slot])
        assert (opened.key, opened.slot_id) == (key, slot)


def test_nobody_opens_with_the_password_of_another(path):
    with pytest.raises(WrongPassword):
        open_ring(path).unwrap(OWNER, PASSWORDS[HELPER])


def test_wrong_unknown_and_removed_get_one_answer_after_the_same_work(path, derivations):
    ring = open_ring(path).without_person(HELPER)
    for who in (OWNER, "Nobody, Nora", HELPER, "Muster, Kim", ""):
        derivations.clear()
        with pytest.raises(WrongPassword, match=SENTENCE):
            ring.unwrap(who, PASSWORDS[HELPER])
        assert derivations == [Cost()], who


def test_another_password_leaves_the_others_as_they_are(path, key):
    open_ring(path).with_person(key, HELPER, "Muster, Kim", "four slow snails").write()
    ring = open_ring(path)
    assert ring.unwrap(HELPER, "four slow snails").key == key
    assert ring.unwrap(OWNER, PASSWORDS[OWNER]).key == key
    assert ring.has_recovery
    with pytest.raises(WrongPassword):
        ring.unwrap(HELPER, PASSWORDS[HELPER])


def test_a_removed_persons_password_opens_nothing_and_the_others_do(path, key):
    open_ring(path).without_person(HELPER).write()
    ring = open_ring(path)
    with pytest.raises(WrongPassword):
        ring.unwrap(None, PASSWORDS[HELPER])
    assert ring.unwrap(None, PASSWORDS[OWNER]).key == key
    assert HELPER not in path.read_text()


def test_a_name_changes_without_a_password(path, key):
    open_ring(path).renamed(HELPER, "Muster-Sample,\n Kim " + "x" * 200).write()
    (_owner, (slot_id, name)) = open_ring(path).people()
    assert slot_id == HELPER
    assert name.startswith("Muster-Sample, Kim xxx")
    assert len(name) == 80
    assert open_ring(path).unwrap(HELPER, PASSWORDS[HELPER]).key == key


def test_a_ring_is_full_at_last(path, key, monkeypatch):
    monkeypatch.setattr(key_ring, "wrap", lambda *_: (bytes(16), bytes(60)))
    ring = open_ring(path)
    for number in range(MOST_SLOTS - 3):
        ring = ring.with_person(key, f"{number:032x}", "x" * 80, "some password")
    with pytest.raises(key_ring.Known, match="No more than"):
        ring.with_person(key, "c" * 32, "One, Too Many", "some password")
    ring.write()
    assert len(open_ring(path).people()) == MOST_SLOTS - 1


class TestRecoveryKey:
    def test_opens(self, path, key, made):
        assert open_ring(path).unwrap_recovery(made[2].text).key == key

    def test_is_read_however_it_is_typed(self, made):
        text = made[2].text
        typed = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert secret_of(f"  {typed}\n") == secret_of(text)

    def test_has_160_bits_in_groups_of_four_and_a_check(self, made):
        groups = made[2].groups
        assert [len(group) for group in groups] == [4] * 9
        assert len(secret_of(made[2].text)) * 5 == 160

    def test_tells_a_slip_without_trying(self, path, made, derivations):
        text = made[2].text
        swapped = next(at for at, (one, two) in enumerate(pairwise(text)) if one != two and "-" not in one + two)
        slips = [
            text[:-1],
            text + "A",
            ("B" if text[0] == "A" else "A") + text[1:],
            text[:swapped] + text[swapped + 1] + text[swapped] + text[swapped + 2 :],
            "U" + text[1:],
            "é" + text[1:],
            "",
        ]
        for slip in slips:
            with pytest.raises(Mistyped):
                open_ring(path).unwrap_recovery(slip)
        assert derivations == []

    def test_of_another_paper_is_told_apart_from_a_slip(self, path):
        with pytest.raises(WrongRecoveryKey, match="newer"):
            open_ring(path).unwrap_recovery(new_recovery_key().text)

    def test_made_anew_ends_the_former_one(self, path, key, made):
        ring, shown = open_ring(path).with_recovery(key)
        with pytest.raises(WrongRecoveryKey):
            ring.unwrap_recovery(made[2].text)
        assert ring.unwrap_recovery(shown.text).key == key

    def test_is_proved_by_the_groups_asked_for(self, made):
        shown = made[2]
        first, second = (shown.groups[at] for at in shown.asked)
        assert shown.is_proved_by((f" {first.lower()} ", second))
        assert not shown.is_proved_by((first, first))
        assert not shown.is_proved_by((first,))

    def test_is_no_password(self, path, made):
        for typed in (made[2].text, secret_of(made[2].text)):
            with pytest.raises(WrongPassword):
                open_ring(path).unwrap(None, typed)


class TestVersion1:
    def test_opens_and_names_nobody(self):
        ring = open_ring(FIXTURE)
        assert ring.is_of_version_1
        assert ring.people() == []
        assert ring.unwrap(None, "practice").slot_id == ""

    def test_becomes_version_2_at_the_first_writing(self, tmp_path):
        path = Path(shutil.copy(FIXTURE, tmp_path / "chart.keys"))
        key = open_ring(path).unwrap(None, "practice").key
        open_ring(path).with_person(key, OWNER, "Sample, Ada", "practice").write()
        assert json.loads(path.read_text())["version"] == 2
        assert open_ring(path).unwrap(OWNER, "practice").key == key
        assert [slot.id for slot in open_ring(path).slots] == [OWNER]

    def test_refuses_any_other_password(self):
        with pytest.raises(WrongPassword):
            open_ring(FIXTURE).unwrap(None, "practise")

    @pytest.mark.parametrize(
        "change", [{"salt": ""}, {"wrapped": ""}, {"wrapped": "AAAA"}, {"salt": 7}, {"salt": "é"}, {"wrapped": None}]
    )
    def test_with_a_part_gone_is_damaged(self, tmp_path, change):
        path = tmp_path / "chart.keys"
        path.write_text(json.dumps({**json.loads(FIXTURE.read_text()), **change}))
        with pytest.raises(DamagedKeys):
            open_ring(path)


class TestHostileFile:
    @pytest.mark.parametrize(
        "raw",
        [
            *(b"", b"[]", b"null", b"7", b'"x"', b"{}", b"\xff\xfe\x00", b"\x00" * 4096),
            *(b"[" * 50_000, b'{"version": ' + b"9" * 5000 + b"}", b'{"version": true, "slots": []}'),
            *(b'{"version": 2, "slots": []}', b'{"version": 2, "slots": {}}', b'{"version": 2, "slots": [7]}'),
            b" " * 70_000 + b"{}",
        ],
    )
    def test_anything_else_is_no_key_file(self, tmp_path, raw):
        path = tmp_path / "odd.keys"
        path.write_bytes(raw)
        with pytest.raises(DamagedKeys, match=r"odd\.keys"):
            open_ring(path)

    def test_cut_short_anywhere_is_damaged(self, path):
        raw = path.read_bytes()
        for length in range(0, len(raw) - 1, 37):
            path.write_bytes(raw[:length])
            with pytest.raises(DamagedKeys):
                open_ring(path)

    def test_neither_missing_nor_a_folder(self, tmp_path):
        (tmp_path / "folder.keys").mkdir()
        for name in ("none.keys", "folder.keys"):
            with pytest.raises(DamagedKeys):
                open_ring(tmp_path / name)

    def test_a_newer_file_is_said_to_be_newer(self, path):
        changed(path, lambda kept: kept.update(version=3))
        with pytest.raises(DamagedKeys, match="newer"):
            open_ring(path)

    @pytest.mark.parametrize(
        ("part", "value"),
        [
            *(("id", "x"), ("id", 7), ("id", "A" * 32), ("id", HELPER)),
            *(("name", None), ("name", "x" * 81), ("kind", "admin"), ("kind", ["person"]), ("kind", "recovery")),
            *(("cost", []), ("cost", [65536, 3]), ("cost", "65536"), ("cost", [65536.0, 3, 4]), ("cost", [True, 3, 4])),
            *(
                ("salt", ""),
                ("salt", "é"),
                ("wrapped", "AAAA"),
                ("wrapped", None),
                ("salt", base64.b64encode(bytes(17))),
            ),
        ],
    )
    def test_a_slot_of_another_form_is_damaged(self, path, part, value):
        value = value.decode() if isinstance(value, bytes) else value
        changed(path, lambda kept: of(kept, OWNER).update({part: value}))
        with pytest.raises(DamagedKeys):
            open_ring(path)

    @pytest.mark.parametrize(
        "cost", [[8, 1, 1], [65535, 3, 4], [65536, 2, 4], [65536, 3, 3], [1 << 30, 3, 4], [65536, 10**6, 4]]
    )
    def test_a_cost_that_is_never_written_is_refused_before_it_is_paid(self, path, cost, derivations):
        changed(path, lambda kept: of(kept, OWNER).update(cost=cost))
        with pytest.raises(DamagedKeys):
            open_ring(path)
        assert derivations == []

    def test_a_cost_that_is_allowed_and_not_the_slots_own_opens_nothing(self, path):
        changed(path, lambda kept: of(kept, OWNER).update(cost=[65536, 4, 4]))
        with pytest.raises(WrongPassword):
            open_ring(path).unwrap(OWNER, PASSWORDS[OWNER])

    def test_a_slot_put_in_the_place_of_another_opens_nothing(self, path):
        def swap(kept):
            one, two = of(kept, OWNER), of(kept, HELPER)
            for part in ("salt", "wrapped"):
                one[part], two[part] = two[part], one[part]

        changed(path, swap)
        for who in (OWNER, HELPER):
            for password in PASSWORDS.values():
                with pytest.raises(WrongPassword):
                    open_ring(path).unwrap(who, password)

    def test_a_person_made_a_recovery_key_opens_nothing(self, path, made):
        def exchange(kept):
            kept["slots"] = [{**slot, "kind": "person"} for slot in kept["slots"]]

        changed(path, exchange)
        with pytest.raises(WrongPassword):
            open_ring(path).unwrap(None, secret_of(made[2].text))

    def test_a_flipped_bit_opens_nothing(self, path):
        def flip(kept):
            raw = bytearray(base64.b64decode(of(kept, OWNER)["wrapped"]))
            raw[20] ^= 1
            of(kept, OWNER)["wrapped"] = base64.b64encode(raw).decode()

        changed(path, flip)
        with pytest.raises(WrongPassword):
            open_ring(path).unwrap(OWNER, PASSWORDS[OWNER])


def test_a_key_file_half_written_is_beside_the_whole_one(path, key):
    (path.parent / ".chart.keys.part").write_text('{"version": 2, "slo')
    assert open_ring(path).unwrap(OWNER, PASSWORDS[OWNER]).key == key
    open_ring(path).renamed(OWNER, "Sample, Ada Maria").write()
    assert open_ring(path).people()[0] == (OWNER, "Sample, Ada Maria")
    assert [found.name for found in path.parent.iterdir()] == ["chart.keys"]


def test_a_disk_that_refuses_leaves_the_key_file_as_it_was(path, monkeypatch):
    before = path.read_bytes()

    def refuse(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("charting.store.durable.os.fsync", refuse)
    with pytest.raises(KeysNotWritten, match="No space left"):
        open_ring(path).without_person(HELPER).write()
    assert path.read_bytes() == before


def test_the_documented_lines_find_the_key_without_rootline(path, key, monkeypatch, capsys):
    text = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr("getpass.getpass", lambda: PASSWORDS[HELPER])
    exec(compile(lines, "file-format.md", "exec"), {})
    assert capsys.readouterr().out.split() == ["Muster,", "Kim", key.hex()]
