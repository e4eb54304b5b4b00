"""Accounts: roles that hold, deeds that are written down, and key file and chart that never lock anybody out."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from charting.actions import people
from charting.actions.clinics import found_clinic
from charting.actions.people import LastOwner, NotAllowed, Proven, RefusedSecret, add_person, may, prove, require
from charting.actions.proving import BY_PASSWORD, PasswordWanted, WrongSecret, clear_pin, set_pin
from charting.actions.roles import DEEDS
from charting.errors import Known
from charting.password_rule import password_refusal, pin_refusal
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, FRONT_DESK, OWNER, PRACTITIONER, Clinic, Practitioner
from charting.store.chart_session import CHART, ChartSession, NotSaved
from charting.store.database import PAGE
from charting.store.door import MustWait
from charting.store.key_ring import KeysNotWritten
from charting.store.tries import Tries
from charting.store.wrapping import WrongPassword

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
TODAY = NOW.date()
OWNERS, KIMS = "seven quiet herons", "nine loud magpies"
PIN = "4826"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A clinic of an owner with a PIN and an assistant, closed; tests take a copy."""
    folder = tmp_path_factory.mktemp("people") / "clinic"
    chart = ChartSession.create(folder, OWNERS, "Sample, Ada")
    found_clinic(chart, Clinic(name="Sample Scalp Clinic"), Practitioner(name="Sample, Ada", registration_number="1"))
    chart.save(NOW)
    ada = chart.practitioners()[0]
    set_pin(chart, ada, PIN, OWNERS, NOW)
    add_person(chart, Proven(ada, NOW, BY_PASSWORD), "Muster,  Kim", ASSISTANT, KIMS, NOW)
    chart.close()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "clinic"))


@pytest.fixture
def chart(folder):
    chart = ChartSession.open(folder, OWNERS, "Sample, Ada")
    yield chart
    chart.close()


@pytest.fixture
def ada(chart):
    return chart.practitioners()[0]


@pytest.fixture
def kim(chart):
    return chart.practitioners()[1]


@pytest.fixture
def word(ada):
    return Proven(ada, NOW, BY_PASSWORD)


@pytest.fixture
def clock(chart):
    """The monotonic clock of the tries, set by hand."""
    clock = SimpleNamespace(seconds=0.0)
    chart.tries = Tries(lambda: clock.seconds)
    return clock


def trail(chart, verb):
    """What the trail says, newest last, of one verb."""
    rows = chart.orm.execute(sa.select(audit_entry).where(audit_entry.c.verb == verb).order_by(audit_entry.c.seq))
    return [json.dumps(row.said, ensure_ascii=False) for row in rows]


class Refusing:
    """Stands for a chart's save that does not go through."""

    def __init__(self, chart, monkeypatch, after=1):
        self.left = after
        self.save = chart.save
        monkeypatch.setattr(chart, "save", self)

    def __call__(self, *arguments, **named):
        self.left -= 1
        if self.left < 0:
            raise NotSaved("Not saved: disk full.")
        self.save(*arguments, **named)


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        (OWNER, set(DEEDS)),
        (PRACTITIONER, {"sign", "draft", "identity", "print", "texts", "scan", "export", "backup", "verify"}),
        (ASSISTANT, {"draft", "identity", "print", "scan", "backup", "verify"}),
        (FRONT_DESK, {"identity", "print", "scan", "backup"}),
        ("janitor", set()),
    ],
)
def test_each_role_may_its_deeds_and_no_other(role, deeds):
    person = Practitioner(name="Sample, Ada", role=role)
    assert {deed for deed in DEEDS if may(person, deed)} == deeds
    for deed in set(DEEDS) - deeds:
        with pytest.raises(NotAllowed, match="Sample, Ada"):
            require(person, deed)


@pytest.mark.parametrize(
    ("deed", "asked"),
    [
        ("sign", "Ask a practitioner or an owner."),
        ("draft", "Ask an assistant, a practitioner or an owner."),
        ("settings", "Ask an owner."),
        ("audit", "may not read the audit trail. Ask an owner."),
    ],
)
def test_who_may_not_is_sent_to_whoever_may(deed, asked):
    person = Practitioner(name="Sample, Ada", role=FRONT_DESK)
    assert people.why_not(person, deed).endswith(asked)


def test_nobody_and_whoever_left_may_nothing():
    for person in (None, Practitioner(name="Sample, Ada", owner=1, left_on=TODAY)):
        assert not any(may(person, deed) for deed in DEEDS)
        assert "Nobody" in people.why_not(person, "sign")


def test_no_deed_is_allowed_that_is_not_in_the_table():
    with pytest.raises(ValueError, match="delete"):
        may(Practitioner(owner=1), "delete")


@pytest.mark.parametrize(
    "password",
    [
        *("", "short", "ninechars", "aaaaaaaaaaaa", "ababababab", "abcdefghijkl", "1234567890", "9876543210"),
        *("qwertyuiop", "Password123", "password 2026", "Sample Scalp Clinic", "sample-scalp-clinic7", "Sample, Ada 1"),
        "x" * 201,
    ],
)
def test_a_password_that_is_guessed_first_is_refused_in_words(password):
    assert password_refusal(password, "Sample Scalp Clinic", "Sample, Ada", None)


@pytest.mark.parametrize(
    "password", [OWNERS, "correct horse", "ключ от сада 7", "鍵はどこにありますか七", "Zt7#kk2!pQ"]
)
def test_a_long_one_needs_no_mix_of_signs(password):
    assert password_refusal(password, "Sample Scalp Clinic") == ""


def test_a_pin_is_short_and_no_commonplace():
    assert [
        pin for pin in ("", "123", "1111", "1234", "8765", "123456789", "12a4", "٤٨٢٦") if not pin_refusal(pin)
    ] == []
    assert [pin_refusal(pin) for pin in (PIN, "90210", "20071985")] == ["", "", ""]


def test_everybody_opens_as_themselves_and_the_trail_names_them(folder):
    chart = ChartSession.open(folder, KIMS)
    kim = chart.at_work
    assert (kim.name, chart.entered_as, chart.trail.who) == ("Muster, Kim", kim.id, "Muster, Kim")
    chart.close()


def test_the_account_made_is_in_the_trail_and_at_the_door(chart, kim):
    assert (kim.name, kim.role) == ("Muster, Kim", ASSISTANT)
    assert any("Muster, Kim" in said and "Assistant" in said for said in trail(chart, "created"))
    assert chart.ring().people()[1] == (kim.id, "Muster, Kim")


def test_only_an_owner_makes_resets_closes_and_promotes(chart, ada, kim):
    kims = Proven(kim, NOW, BY_PASSWORD)
    for deed in (
        lambda: add_person(chart, kims, "Sample, Eve", OWNER, "four slow snails", NOW),
        lambda: people.reset_password(chart, kims, ada, "four slow snails", NOW),
        lambda: people.close_account(chart, kims, ada, TODAY, NOW),
        lambda: people.change_role(chart, kims, kim, OWNER, NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert len(chart.practitioners()) == 2


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        *(("", ASSISTANT, KIMS), ("x" * 81, ASSISTANT, KIMS), ("muster, kim", ASSISTANT, KIMS)),
        *(("Sample, Eve", "janitor", KIMS), ("Sample, Eve", ASSISTANT, "short")),
    ],
)
def test_an_account_that_cannot_be_is_not_half_made(chart, word, name, role, password):
    before = chart.ring()
    with pytest.raises(Known):
        add_person(chart, word, name, role, password, NOW)
    assert chart.ring() == before
    assert not chart.differs()


def test_another_password_never_encrypts_the_chart_anew(folder):
    before = (folder / CHART).read_bytes()
    chart = ChartSession.open(folder, OWNERS)
    people.change_password(chart, chart.at_work, OWNERS, "four slow snails", NOW)
    chart.close()
    after = (folder / CHART).read_bytes()
    pages = range(0, len(before), PAGE)
    changed = [at for at in pages if before[at : at + PAGE] != after[at : at + PAGE]]
    assert len(changed) < len(pages) / 10  # the trail's entry alone
    with pytest.raises(WrongPassword):
        ChartSession.open(folder, OWNERS)
    for password in ("four slow snails", KIMS):
        again = ChartSession.open(folder, password)
        assert any("Own password changed" in said for said in trail(again, "settings"))
        again.close()


def test_the_former_password_is_asked_for(chart, ada):
    for old in (KIMS, PIN):
        with pytest.raises((WrongSecret, PasswordWanted)):
            people.change_password(chart, ada, old, "four slow snails", NOW)
    assert chart.ring().unwrap(ada.id, OWNERS)


def test_an_owner_gives_a_new_password_to_whoever_forgot_theirs(chart, folder, word, kim):
    people.reset_password(chart, word, kim, "four slow snails", NOW)
    assert "Password of Muster, Kim set anew" in trail(chart, "settings")[-1]
    chart.close()
    ChartSession.open(folder, "four slow snails", "Muster, Kim").close()


class TestClosing:
    def test_takes_the_password_the_pin_and_the_place_and_keeps_the_record(self, chart, folder, word, kim):
        people.close_account(chart, word, kim, TODAY, NOW)
        assert [person.name for person in chart.practitioners()] == ["Sample, Ada"]
        assert [person.name for person in chart.everybody()] == ["Sample, Ada", "Muster, Kim"]
        assert (kim.left_on, kim.pin) == (TODAY, None)
        assert any("Left on" in said for said in trail(chart, "settings"))
        with pytest.raises(NotAllowed):
            prove(chart, kim, KIMS, NOW)
        chart.close()
        for who in (None, "Muster, Kim", kim.id):
            with pytest.raises(WrongPassword):
                ChartSession.open(folder, KIMS, who)

    def test_never_the_last_owner(self, chart, word, ada, kim):
        with pytest.raises(LastOwner):
            people.close_account(chart, word, ada, TODAY, NOW)
        with pytest.raises(LastOwner):
            people.change_role(chart, word, ada, ASSISTANT, NOW)
        people.change_role(chart, word, kim, OWNER, NOW)
        people.close_account(chart, Proven(kim, NOW, BY_PASSWORD), ada, TODAY, NOW)
        assert [(person.name, person.owner) for person in chart.practitioners()] == [("Muster, Kim", 1)]

    def test_an_owner_without_a_password_does_not_count(self, chart, word, ada, kim):
        people.change_role(chart, word, kim, OWNER, NOW)
        chart.ring().without_person(kim.id).write()
        with pytest.raises(LastOwner):
            people.close_account(chart, word, ada, TODAY, NOW)

    def test_an_old_key_file_put_back_lets_nobody_in_who_left(self, chart, folder, word, kim):
        old = (folder / "chart.keys").read_bytes()
        people.close_account(chart, word, kim, TODAY, NOW)
        chart.close()
        (folder / "chart.keys").write_bytes(old)
        with pytest.raises(WrongPassword, match="Check Caps Lock"):
            ChartSession.open(folder, KIMS)
        again = ChartSession.open(folder, OWNERS)
        assert not again.ring().has(kim.id)
        assert any("who does not work here, was removed" in said for said in trail(again, "settings"))
        assert any("somebody who does not work here" in said for said in trail(again, "failed_log_in"))
        again.close()


class TestBetweenTheTwoFiles:
    def test_a_full_disk_leaves_both_as_they_were(self, chart, word, ada, kim, monkeypatch):
        for deed in (
            lambda: add_person(chart, word, "Sample, Eve", ASSISTANT, "four slow snails", NOW),
            lambda: people.close_account(chart, word, kim, TODAY, NOW),
            lambda: people.change_role(chart, word, kim, OWNER, NOW),
        ):
            before = chart.ring()
            with monkeypatch.context() as patch:
                Refusing(chart, patch)
                with pytest.raises(NotSaved):
                    deed()
            assert chart.ring() == before
            assert [(p.name, p.acting_role, p.left_on) for p in chart.everybody()] == [
                ("Sample, Ada", OWNER, None),
                ("Muster, Kim", ASSISTANT, None),
            ]
            assert not chart.differs()

    def test_a_key_file_that_cannot_be_written_leaves_the_chart_as_it_was(self, chart, word, kim, monkeypatch):
        def refuse(*_arguments):
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr("charting.store.key_ring.write_slots", refuse)
        for deed in (
            lambda: add_person(chart, word, "Sample, Eve", ASSISTANT, "four slow snails", NOW),
            lambda: people.close_account(chart, word, kim, TODAY, NOW),
            lambda: people.reset_password(chart, word, kim, "four slow snails", NOW),
        ):
            with pytest.raises(KeysNotWritten, match="Read-only"):
                deed()
        assert not chart.differs()
        assert kim.left_on is None

    def test_a_slot_whose_record_never_came_opens_nothing_and_is_removed(self, chart, folder):
        orphan = "c" * 32
        chart.ring().with_person(chart.source.key, orphan, "Sample, Eve", "four slow snails").write()
        chart.close()
        with pytest.raises(WrongPassword):
            ChartSession.open(folder, "four slow snails", "Sample, Eve")
        again = ChartSession.open(folder, OWNERS)
        assert not again.ring().has(orphan)
        again.close()

    def test_whoever_lost_the_slot_gets_a_password_from_an_owner(self, chart, folder, word, kim):
        chart.ring().without_person(kim.id).write()
        assert not people.has_password(chart, kim)
        people.reset_password(chart, word, kim, "four slow snails", NOW)
        chart.close()
        ChartSession.open(folder, "four slow snails").close()

    def test_the_door_shows_the_name_of_the_record_after_the_next_opening(self, chart, folder, kim):
        kim.name = "Muster-Sample, Kim"
        chart.save(NOW)
        chart.close()
        again = ChartSession.open(folder, KIMS, "Muster, Kim")
        assert again.ring().people()[1] == (kim.id, "Muster-Sample, Kim")
        again.close()


class TestProving:
    def test_by_pin_or_by_password(self, chart, ada):
        assert prove(chart, ada, PIN, NOW).by == "pin"
        proven = prove(chart, ada, OWNERS, NOW)
        assert (proven.person, proven.at, proven.by) == (ada, NOW, "password")

    def test_a_pin_waits_for_the_password_in_every_new_run(self, chart, folder, ada, kim):
        set_pin(chart, kim, "90210", KIMS, NOW)
        chart.close()
        again = ChartSession.open(folder, OWNERS)
        kim = again.practitioners()[1]
        with pytest.raises(PasswordWanted):
            prove(again, kim, "90210", NOW)
        prove(again, kim, KIMS, NOW)
        assert prove(again, kim, "90210", NOW).by == "pin"
        again.close()

    def test_a_wrong_one_is_written_down_with_the_person_and_loses_nothing(self, chart, ada):
        ada.qualification = "typed meanwhile"
        for secret in (KIMS, "x", "2468", PIN + " "):
            with pytest.raises(WrongSecret, match="Sample, Ada"):
                prove(chart, ada, secret, NOW)
        said = trail(chart, "failed_log_in")
        assert ["PIN" in words for words in said] == [False, False, True, False]
        assert ada.qualification == "typed meanwhile"

    def test_nothing_typed_is_no_try_and_stands_nowhere(self, chart, ada):
        for _ in range(9):
            with pytest.raises(PasswordWanted, match="Type your PIN"):
                prove(chart, ada, "", NOW)
        assert trail(chart, "failed_log_in") == []
        assert chart.tries.waiting() == 0

    def test_three_wrong_pins_then_the_password_alone(self, chart, ada):
        for _ in range(3):
            with pytest.raises(WrongSecret):
                prove(chart, ada, "2468", NOW)
        with pytest.raises(PasswordWanted):
            prove(chart, ada, PIN, NOW)
        prove(chart, ada, OWNERS, NOW)
        assert prove(chart, ada, PIN, NOW)

    def test_five_wrong_wait(self, chart, ada, clock):
        for _ in range(5):
            with pytest.raises(WrongSecret):
                prove(chart, ada, "no such password", NOW)
        with pytest.raises(MustWait):
            prove(chart, ada, OWNERS, NOW + timedelta(days=1))
        clock.seconds = 2
        prove(chart, ada, OWNERS, NOW)

    def test_a_pin_moved_to_another_persons_record_does_not_fit(self, chart, ada, kim):
        kim.pin = ada.pin
        prove(chart, kim, KIMS, NOW)
        with pytest.raises(WrongSecret):
            prove(chart, kim, PIN, NOW)

    def test_the_pin_needs_the_password_to_be_set_and_is_never_readable(self, chart, ada):
        for pin, password, refusal in (("1234", OWNERS, RefusedSecret), ("90210", PIN, PasswordWanted)):
            with pytest.raises(refusal):
                set_pin(chart, ada, pin, password, NOW)
        assert PIN not in json.dumps(ada.pin)
        assert not any("hash" in said for said in trail(chart, "settings"))

    def test_a_pin_given_up_counts_no_more(self, chart, ada):
        clear_pin(chart, ada, NOW)
        with pytest.raises(PasswordWanted, match="no PIN"):
            prove(chart, ada, PIN, NOW)
