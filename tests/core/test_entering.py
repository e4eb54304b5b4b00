"""Coming in: by password, by recovery key, from a clinic of the first version, by command, and what the trail hears."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.actions import recovery
from charting.actions.backup_commands import back_up_by_command, restore_by_command
from charting.actions.clinics import found_clinic
from charting.actions.entering import enter, enter_with_recovery_key, switch
from charting.actions.people import NotAllowed, Proven, RefusedSecret, add_person, close_account
from charting.actions.proving import BY_PASSWORD, WrongSecret
from charting.actions.recovery import Mistyped, NotProved
from charting.actions.sealing import seal
from charting.actions.verifying import verify_by_command
from charting.context import Context
from charting.errors import Known
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, FRONT_DESK, Clinic, Practitioner
from charting.records.photo_consent import PhotoConsent
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.door import Door, MustWait
from charting.store.files import DOOR, KEYS
from charting.store.key_ring import WrongRecoveryKey, open_ring
from charting.store.recovery_key import new_recovery_key
from charting.store.wrapping import WrongPassword

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
ADA, KIM, EVE = "Sample, Ada", "Muster, Kim", "Example, Eve"
PASSWORDS = {ADA: "seven quiet herons", KIM: "nine loud magpies", EVE: "four slow snails"}
NEW = "eleven green lizards"
FIRST_SCHEMA = Path(__file__).parents[1] / "fixtures" / "schema-0001"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A clinic of an owner, an assistant and a front desk, with its recovery key; closed, for tests to copy."""
    folder = tmp_path_factory.mktemp("entering") / "clinic"
    chart = ChartSession.create(folder, PASSWORDS[ADA], ADA)
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name=ADA))
    chart.save(NOW)
    word = Proven(chart.practitioners()[0], NOW, BY_PASSWORD)
    add_person(chart, word, KIM, ASSISTANT, PASSWORDS[KIM], NOW)
    add_person(chart, word, EVE, FRONT_DESK, PASSWORDS[EVE], NOW)
    shown = recovery.make_recovery(chart, word, NOW)
    chart.close()
    return folder, shown


@pytest.fixture
def folder(made, tmp_path):
    return Path(shutil.copytree(made[0], tmp_path / "clinic"))


@pytest.fixture
def paper(made):
    """The recovery key as it was shown."""
    return made[1]


@pytest.fixture
def door(folder):
    return Door(folder, lambda: 0.0)


@pytest.fixture
def opened():
    """`opened(chart)` closes the chart at the end."""
    charts = []

    def keep(chart):
        charts.append(chart)
        return chart

    yield keep
    for chart in charts:
        chart.close()


def trail(chart):
    rows = chart.orm.execute(sa.select(audit_entry).order_by(audit_entry.c.seq))
    return [(row.verb, row.who, json.dumps(row.said, ensure_ascii=False)) for row in rows]


def owner(chart):
    return Proven(chart.practitioners()[0], NOW, BY_PASSWORD)


def test_the_names_stand_at_the_door(folder):
    assert [name for _id, name in open_ring(folder / KEYS).people()] == [ADA, KIM, EVE]


def test_wrong_tries_are_told_once_somebody_is_in(folder, door, opened):
    kim = open_ring(folder / KEYS).people()[1][0]
    for who in (kim, KIM, "my password by mistake"):
        with pytest.raises(WrongPassword):
            enter(folder, "wrong password", who, NOW, door)
    assert (folder / DOOR).exists()
    assert "mistake" not in (folder / DOOR).read_text()
    chart = opened(enter(folder, PASSWORDS[KIM], kim, NOW, door))
    at_kims, at_no_name, came_in = trail(chart)[-3:]
    assert at_kims[:2] == ("failed_log_in", KIM)
    assert at_kims[2].count("2026-11-21T14:02:00+00:00") == 2
    assert at_no_name[:2] == ("failed_log_in", "Somebody at the door")
    assert came_in[:2] == ("log_in", KIM)
    assert not (folder / DOOR).exists()


def test_wrong_tries_stand_against_the_account_that_was_tried_not_whoever_came_in(folder, door, opened):
    for who, times in ((EVE, 2), (KIM, 1)):
        for _ in range(times):
            with pytest.raises(WrongPassword):
                enter(folder, "wrong password", who, NOW, door)
    chart = opened(enter(folder, PASSWORDS[ADA], ADA, NOW, door))
    failed = [(who, said) for verb, who, said in trail(chart) if verb == "failed_log_in"]
    assert [who for who, _said in failed] == [EVE, KIM]
    assert "2 wrong tries" in failed[0][1]
    assert "1 wrong try" in failed[1][1]


def test_nothing_typed_is_no_try(folder, door, opened):
    with pytest.raises(Known, match="Type the password"):
        enter(folder, "", ADA, NOW, door)
    assert door.failures().count == 0
    chart = opened(enter(folder, PASSWORDS[ADA], ADA, NOW, door))
    assert "failed_log_in" not in {verb for verb, _who, _said in trail(chart)}


def test_a_wrong_try_at_the_lock_names_both(folder, opened):
    chart = opened(ChartSession.open(folder, PASSWORDS[ADA]))
    ada, _eve, kim = chart.practitioners()
    with pytest.raises(WrongSecret):
        switch(chart, kim, "wrong password", NOW)
    assert trail(chart)[-1][:2] == ("failed_log_in", KIM)
    assert f"while locked by {ADA}" in trail(chart)[-1][2]
    with pytest.raises(WrongSecret):
        switch(chart, ada, "wrong password", NOW)
    assert trail(chart)[-1][:2] == ("failed_log_in", ADA)
    assert "locked by" not in trail(chart)[-1][2]


def test_a_right_password_waits_as_well_as_a_wrong_one(folder, door):
    for _ in range(5):
        door.failed(NOW)
    for password in (PASSWORDS[ADA], "wrong password"):
        with pytest.raises(MustWait):
            enter(folder, password, ADA, NOW, door)
    assert door.failures().count == 5


def test_the_count_stays_where_the_trail_could_not_be_written(folder, door, opened, monkeypatch):
    door.failed(NOW)

    def refuse(*_arguments, **_named):
        raise NotSaved("Not saved: disk full.")

    monkeypatch.setattr(ChartSession, "save", refuse)
    opened(enter(folder, PASSWORDS[ADA], ADA, NOW, door))
    assert door.failures().count == 1


def test_switching_names_the_other_from_then_on(folder, opened):
    chart = opened(ChartSession.open(folder, PASSWORDS[ADA]))
    ada, _eve, kim = chart.practitioners()
    with pytest.raises(WrongSecret):
        switch(chart, kim, PASSWORDS[ADA], NOW)
    assert (chart.at_work, chart.trail.who) == (ada, ADA)
    switch(chart, kim, PASSWORDS[KIM], NOW)
    assert (chart.at_work, chart.trail.who) == (kim, KIM)
    assert trail(chart)[-1][:2] == ("log_in", KIM)


def test_the_front_desk_seals_no_sheet(folder, opened):
    chart = opened(ChartSession.open(folder, PASSWORDS[EVE]))
    with pytest.raises(NotAllowed):
        seal(chart, PhotoConsent(), Context.at(NOW))


class TestRecovery:
    def test_gives_an_owner_another_password_and_leaves_the_rest(self, folder, paper, door, opened):
        chart = opened(enter_with_recovery_key(folder, paper.text.lower(), NEW, NOW, door))
        assert (chart.at_work.name, chart.entered_as) == (ADA, chart.at_work.id)
        assert "recovery key" in trail(chart)[-1][2]
        chart.close()
        with pytest.raises(WrongPassword):
            ChartSession.open(folder, PASSWORDS[ADA])
        for password in (NEW, PASSWORDS[KIM]):
            ChartSession.open(folder, password).close()
        assert open_ring(folder / KEYS).has_recovery

    def test_a_slip_is_no_try_and_another_key_is_one(self, folder, paper, door):
        with pytest.raises(Mistyped):
            enter_with_recovery_key(folder, paper.text[:-1], NEW, NOW, door)
        assert door.failures().count == 0
        with pytest.raises(WrongRecoveryKey):
            enter_with_recovery_key(folder, new_recovery_key().text, NEW, NOW, door)
        assert door.failures().count == 1

    def test_a_password_that_is_not_taken_leaves_the_clinic_shut(self, folder, paper, door):
        before = (folder / KEYS).read_bytes()
        with pytest.raises(RefusedSecret):
            enter_with_recovery_key(folder, paper.text, "short", NOW, door)
        assert (folder / KEYS).read_bytes() == before
        ChartSession.open(folder, PASSWORDS[ADA]).close()

    def test_only_an_owner_gets_a_password_by_it(self, folder, paper, opened):
        chart = opened(ChartSession.open_with_recovery_key(folder, paper.text))
        assert chart.at_work is None
        with pytest.raises(Known, match="owner"):
            recovery.reset_by_recovery(chart, chart.practitioners()[1], NEW, NOW)

    def test_counts_as_missing_until_it_is_proved(self, folder, opened):
        chart = opened(ChartSession.open(folder, PASSWORDS[ADA]))
        assert chart.clinic().recovery_made_at == NOW
        shown = recovery.make_recovery(chart, owner(chart), NOW)
        first, second = (shown.groups[at] for at in shown.asked)
        with pytest.raises(NotProved):
            recovery.prove_recovery(chart, shown, (second + "0", first), NOW)
        assert recovery.needs_recovery(chart)
        recovery.prove_recovery(chart, shown, (first, second), NOW)
        assert not recovery.needs_recovery(chart)

    def test_is_proved_on_another_day_by_the_whole_of_it(self, folder, paper, opened):
        chart = opened(ChartSession.open(folder, PASSWORDS[ADA]))
        with pytest.raises(WrongRecoveryKey):
            recovery.prove_recovery_whole(chart, new_recovery_key().text, NOW)
        recovery.prove_recovery_whole(chart, paper.text, NOW)
        assert chart.clinic().recovery_proved_at == NOW

    def test_never_stands_in_the_trail_nor_beside_the_chart(self, folder, paper, opened):
        chart = opened(ChartSession.open(folder, PASSWORDS[ADA]))
        told = json.dumps(trail(chart)) + (folder / KEYS).read_text()
        assert not any(group in told for group in paper.groups)

    def test_is_made_by_owners_and_not_half(self, folder, paper, opened, monkeypatch):
        chart = opened(ChartSession.open(folder, PASSWORDS[ADA]))
        kim = next(person for person in chart.practitioners() if person.name == KIM)
        with pytest.raises(NotAllowed):
            recovery.make_recovery(chart, Proven(kim, NOW, BY_PASSWORD), NOW)
        saves = iter([None])

        def refuse(*_arguments, **_named):
            if next(saves, "full") == "full":
                raise NotSaved("Not saved: disk full.")

        monkeypatch.setattr(chart, "save", refuse)
        with pytest.raises(NotSaved):
            recovery.make_recovery(chart, owner(chart), NOW)
        assert open_ring(folder / KEYS).unwrap_recovery(paper.text)


class TestFirstVersion:
    @pytest.fixture
    def old(self, tmp_path):
        return Path(shutil.copytree(FIRST_SCHEMA, tmp_path / "old"))

    def test_opens_and_its_password_is_the_owners_from_then_on(self, old, opened):
        assert open_ring(old / KEYS).people() == []
        chart = opened(enter(old, "practice", None, NOW, Door(old, lambda: 0.0)))
        ada = chart.practitioners()[0]
        assert chart.entered_as == ada.id
        assert open_ring(old / KEYS).people() == [(ada.id, ada.name)]
        chart.close()
        again = opened(ChartSession.open(old, "practice", ada.id))
        assert again.at_work.name == ada.name

    def test_goes_on_where_the_key_file_cannot_be_written_yet(self, old, opened, monkeypatch):
        def refuse(*_arguments):
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr("charting.store.key_ring.write_slots", refuse)
        chart = opened(ChartSession.open(old, "practice"))
        assert chart.ring().is_of_version_1
        assert switch(chart, chart.at_work, "practice", NOW).person is chart.at_work

    def test_comes_back_from_a_backup_of_its_day(self, old, tmp_path, opened):
        chart = opened(ChartSession.open(old, "practice"))
        add_person(chart, owner(chart), KIM, ASSISTANT, PASSWORDS[KIM], NOW)
        chart.close()
        (backup,) = (old / "before-upgrade").glob("*.zip")
        restore_by_command(backup, old, "practice", NOW, rehearsal=False)
        again = opened(ChartSession.open(old, PASSWORDS[KIM]))
        assert again.at_work.name == KIM
        assert not open_ring(old / KEYS).is_of_version_1

    def test_comes_back_into_an_empty_folder_as_it_was(self, old, tmp_path, opened):
        opened(ChartSession.open(old, "practice")).close()
        (backup,) = (old / "before-upgrade").glob("*.zip")
        restore_by_command(backup, tmp_path / "new", "practice", NOW, rehearsal=False)
        assert open_ring(tmp_path / "new" / KEYS).is_of_version_1
        again = opened(ChartSession.open(tmp_path / "new", "practice"))
        assert open_ring(tmp_path / "new" / KEYS).people() == [(again.at_work.id, again.at_work.name)]


class TestByCommand:
    def test_each_with_the_password_of_whoever_may(self, folder, tmp_path):
        (tmp_path / "to").mkdir()
        file, *_words = back_up_by_command(folder, tmp_path / "to", PASSWORDS[ADA], NOW, ADA)
        with pytest.raises(NotAllowed, match="say where backups go"):
            back_up_by_command(folder, tmp_path / "to", PASSWORDS[KIM], NOW, KIM)
        assert len(list((tmp_path / "to").iterdir())) == 1
        with pytest.raises(WrongPassword):
            back_up_by_command(folder, tmp_path / "to", PASSWORDS[ADA], NOW, KIM)
        with pytest.raises(NotAllowed):
            verify_by_command(folder, PASSWORDS[EVE], NOW)
        lines, whole = verify_by_command(folder, PASSWORDS[KIM], NOW, KIM)
        assert whole, lines
        restore_by_command(Path(file), tmp_path / "elsewhere", PASSWORDS[KIM], NOW, rehearsal=False, who=KIM)
        assert open_ring(tmp_path / "elsewhere" / KEYS).people() == open_ring(folder / KEYS).people()

    def test_whoever_left_has_no_way_in_by_command_either(self, folder, tmp_path):
        old = (folder / KEYS).read_bytes()
        chart = ChartSession.open(folder, PASSWORDS[ADA])
        kim = next(person for person in chart.practitioners() if person.name == KIM)
        close_account(chart, owner(chart), kim, NOW.date(), NOW)
        chart.close()
        (folder / KEYS).write_bytes(old)
        with pytest.raises(WrongPassword):
            verify_by_command(folder, PASSWORDS[KIM], NOW)
