"""The door: wrong passwords make the next try wait, neither a new start nor a changed clock shortens it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from charting.store.delay import delay_after
from charting.store.door import Door, Failures, MustWait
from charting.store.files import DOOR
from charting.store.tries import Tries

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


class Clock:
    """A monotonic clock that is set by hand; `seconds` differ from one start of the computer to the next."""

    def __init__(self, seconds=1000.0):
        self.seconds = seconds

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


def failed(door, times, at=NOW):
    for _ in range(times):
        door.failed(at)


def test_the_wait_doubles_after_five_tries_up_to_a_quarter_of_an_hour():
    assert [delay_after(count) for count in range(4, 10)] == [0, 2, 4, 8, 16, 32]
    assert delay_after(13) == 512
    assert {delay_after(count) for count in (14, 20, 10**9)} == {900}


def test_five_tries_are_free_then_one_waits(tmp_path, clock):
    door = Door(tmp_path, clock)
    failed(door, 4)
    door.require_open()
    failed(door, 1)
    with pytest.raises(MustWait, match="Wait 2 seconds"):
        door.require_open()
    clock.seconds += 1.5
    assert door.waiting() == 1
    clock.seconds += 0.5
    door.require_open()


def test_a_new_start_waits_from_its_start(tmp_path, clock):
    failed(Door(tmp_path, clock), 8)
    clock.seconds += 3600
    again = Door(tmp_path, Clock(5.0))
    assert again.waiting() == delay_after(8)


def test_a_changed_wall_clock_shortens_nothing(tmp_path, clock):
    door = Door(tmp_path, clock)
    failed(door, 9, NOW + timedelta(days=400))
    failed(door, 1, NOW - timedelta(days=400))
    assert door.waiting() == delay_after(10)


def test_more_tries_wait_longer_from_the_last(tmp_path, clock):
    door = Door(tmp_path, clock)
    failed(door, 6)
    clock.seconds += 4
    failed(door, 1)
    assert door.waiting() == 8


def test_tries_that_named_nobody_are_not_laid_to_the_one_who_was_named(tmp_path, clock):
    door = Door(tmp_path, clock)
    failed(door, 24)
    door.failed(NOW, "Muster, Kim")
    ((name, words),) = door.failures().by_name()
    assert name == ""
    assert words.startswith("25 wrong tries")


def test_more_tries_than_are_listed_are_the_one_persons_they_all_named(tmp_path, clock):
    door = Door(tmp_path, clock)
    for _time in range(25):
        door.failed(NOW, "Muster, Kim")
    ((name, _words),) = door.failures().by_name()
    assert name == "Muster, Kim"


def test_an_opened_door_has_forgotten(tmp_path, clock):
    door = Door(tmp_path, clock)
    failed(door, 9)
    door.opened()
    assert door.waiting() == 0
    assert door.failures() == Failures()
    assert list(tmp_path.iterdir()) == []


def test_what_was_counted_is_told_with_times_and_names_of_staff(tmp_path, clock):
    door = Door(tmp_path, clock)
    door.failed(NOW, "Muster, Kim")
    door.failed(NOW)
    door.failed(NOW, "Muster, Kim")
    told = Door(tmp_path, clock).failures().words()
    assert told.startswith("3 wrong tries at 2026-11-21T14:02:00+00:00, ")
    assert told.endswith("for Muster, Kim")


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"{", b"[]", b"null", b"7", b"\xff\xfe", b"[" * 10_000, b"x" * 100_000, b"{}"),
        *(b'{"failures": "9"}', b'{"failures": true, "times": [], "names": []}', b'{"failures": -5}'),
        b'{"failures": 9, "times": 7, "names": []}',
    ],
)
def test_a_spoilt_count_keeps_nobody_out(tmp_path, clock, raw):
    (tmp_path / DOOR).write_bytes(raw)
    door = Door(tmp_path, clock)
    door.require_open()
    failed(door, 1)
    assert door.failures().count == 1


def test_a_count_beyond_reason_waits_no_longer_than_the_longest(tmp_path, clock):
    kept = {"failures": 10**12, "times": ["\x1b[31m", 7, "x" * 9999], "names": []}
    (tmp_path / DOOR).write_text(json.dumps(kept))
    door = Door(tmp_path, clock)
    assert door.waiting() == 900
    assert len(door.failures().words()) < 2000


def test_a_folder_in_its_place_keeps_nobody_out_and_the_count_stays_in_memory(tmp_path, clock):
    (tmp_path / DOOR).mkdir()
    door = Door(tmp_path, clock)
    failed(door, 6)
    assert door.waiting() == 4
    door.opened()
    assert door.waiting() == 0


def test_deleting_the_file_helps_only_whoever_starts_anew(tmp_path, clock):
    door = Door(tmp_path, clock)
    failed(door, 7)
    (tmp_path / DOOR).unlink()
    assert door.waiting() == delay_after(7)


class TestTries:
    def test_the_pin_counts_once_the_password_was_given(self, clock):
        tries = Tries(clock)
        assert not tries.pin_counts("ada")
        tries.right("ada", pin=False)
        assert tries.pin_counts("ada")
        assert not tries.pin_counts("kim")

    def test_three_wrong_pins_ask_for_the_password(self, clock):
        tries = Tries(clock)
        tries.right("ada", pin=False)
        for _ in range(3):
            assert tries.pin_counts("ada")
            tries.wrong("ada", pin=True)
        assert not tries.pin_counts("ada")
        tries.right("ada", pin=False)
        assert tries.pin_counts("ada")

    def test_a_right_pin_between_begins_anew(self, clock):
        tries = Tries(clock)
        tries.right("ada", pin=False)
        for _ in range(2):
            tries.wrong("ada", pin=True)
        tries.right("ada", pin=True)
        for _ in range(2):
            tries.wrong("ada", pin=True)
        assert tries.pin_counts("ada")

    def test_five_wrong_in_a_row_wait_whoever_tried(self, clock):
        tries = Tries(clock)
        for who in ("ada", "kim", "ada", "kim", "ada"):
            tries.require_open()
            tries.wrong(who, pin=False)
        with pytest.raises(MustWait):
            tries.require_open()
        clock.seconds += 2
        tries.require_open()
