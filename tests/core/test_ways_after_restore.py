"""Who can come in after a restore: whoever can today, nobody who left, and always an owner."""

import json
import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.actions.backup_commands import restore_by_command
from charting.actions.clinics import found_clinic
from charting.actions.people import (
    NotAllowed,
    Proven,
    add_person,
    change_password,
    change_role,
    close_account,
    prove,
    set_pin,
)
from charting.actions.proving import BY_PASSWORD, PasswordWanted, WrongSecret
from charting.actions.recovery import make_recovery, needs_recovery, prove_recovery_whole
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, FRONT_DESK, OWNER, Clinic, Practitioner
from charting.store import swap
from charting.store.backup import Source, back_up
from charting.store.chart_session import ChartSession
from charting.store.files import CHART, JOURNAL, KEYS
from charting.store.inspection import look
from charting.store.key_ring import WrongRecoveryKey, open_ring
from charting.store.keys import unwrap_key
from charting.store.restore import rehearse, restore
from charting.store.verify import verify
from charting.store.wrapping import WrongPassword

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
ADA, KIM, EVE, BO = "Sample, Ada", "Muster, Kim", "Example, Eve", "Fiktiv, Bo"
PASSWORDS = {ADA: "seven quiet herons", KIM: "nine loud magpies", EVE: "four slow snails", BO: "six tall giraffes"}
NEW = "eleven green lizards"


class Story:
    """A clinic, its backup, and the days after: what each test adds to a copy of it."""

    def __init__(self, folder, file, paper):
        self.folder, self.file, self.paper = folder, file, paper

    def go_on(self, *deeds):
        chart = ChartSession.open(self.folder, PASSWORDS[ADA], ADA)
        for deed in deeds:
            deed(chart, Proven(chart.practitioners()[0], LATER, BY_PASSWORD))
        chart.save(LATER)
        chart.close()

    def restored(self, **named):
        return restore(self.file, PASSWORDS[ADA], self.folder, LATER, **named)

    def opens(self, password, who=None):
        try:
            ChartSession.open(self.folder, password, who).close()
        except WrongPassword:
            return False
        return True

    def rows(self, verb):
        with closing(look(self.folder / CHART, unwrap_key(self.folder / KEYS, PASSWORDS[ADA]))) as chart:
            found = chart.execute("SELECT who, said FROM audit_entry WHERE verb = ? ORDER BY seq", [verb]).fetchall()
        return [(who, json.loads(said)["words"]) for who, said in found]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ways") / "clinic"
    chart = ChartSession.create(folder, PASSWORDS[ADA], ADA)
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name=ADA))
    chart.save(NOW)
    word = Proven(chart.practitioners()[0], NOW, BY_PASSWORD)
    add_person(chart, word, KIM, ASSISTANT, PASSWORDS[KIM], NOW)
    add_person(chart, word, EVE, FRONT_DESK, PASSWORDS[EVE], NOW)
    set_pin(chart, word.person, "4826", PASSWORDS[ADA], NOW)
    paper = make_recovery(chart, word, NOW)
    file = back_up(chart.source, folder.parent, NOW).file
    chart.close()
    return folder, file, paper


@pytest.fixture
def story(made, tmp_path):
    folder, file, paper = made
    return Story(Path(shutil.copytree(folder, tmp_path / "clinic")), file, paper)


def named(chart, name):
    return next(person for person in chart.everybody() if person.name == name)


def close(name):
    return lambda chart, word: close_account(chart, word, named(chart, name), LATER.date(), LATER)


def sentence_with(seen, words):
    return next(sentence for sentence in seen.sentences() if words in sentence)


def test_whoever_was_closed_since_stays_closed_and_is_named(story):
    story.go_on(close(EVE))
    seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
    assert EVE in sentence_with(seen, "closed again by the restore")
    story.restored()
    assert EVE not in dict(open_ring(story.folder / KEYS).people()).values(), "not even the door names them"
    assert not story.opens(PASSWORDS[EVE])
    assert not story.opens(PASSWORDS[EVE], EVE)
    assert story.opens(PASSWORDS[KIM])
    chart = ChartSession.open(story.folder, PASSWORDS[ADA])
    assert named(chart, EVE).left_on == LATER.date()
    chart.close()


def test_a_newer_password_stays_and_the_old_one_opens_nothing(story):
    story.go_on(lambda chart, _word: change_password(chart, named(chart, KIM), PASSWORDS[KIM], NEW, LATER))
    seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
    assert KIM in sentence_with(seen, "Another password since that day")
    assert ADA not in sentence_with(seen, "Another password since that day")
    story.restored()
    assert not story.opens(PASSWORDS[KIM])
    assert story.opens(NEW)


def test_the_password_of_that_day_that_restores_need_not_open_afterwards(story):
    """The one typed is of the backup's day; today's key file is known by the chart beside it, which the copy's key
    opens."""
    story.go_on(lambda chart, _word: change_password(chart, named(chart, ADA), PASSWORDS[ADA], NEW, LATER))
    story.restored()
    assert not story.opens(PASSWORDS[ADA])
    assert story.opens(NEW)


def test_a_role_taken_away_and_a_pin_given_up_do_not_come_back(story):
    def promote(chart, word):
        change_role(chart, word, named(chart, KIM), OWNER, LATER)

    story.go_on(promote)
    chart = ChartSession.open(story.folder, PASSWORDS[KIM])
    file = back_up(chart.source, story.folder.parent, LATER).file
    kim = Proven(named(chart, KIM), LATER, BY_PASSWORD)
    change_role(chart, kim, named(chart, ADA), ASSISTANT, LATER)
    set_pin(chart, kim.person, "90210", PASSWORDS[KIM], LATER)
    named(chart, ADA).pin = None
    chart.save(LATER)
    chart.close()
    story.file = file
    seen = rehearse(file, PASSWORDS[KIM], story.folder)
    assert f"{ADA} (Assistant)" in sentence_with(seen, "Another role since that day")
    restore(file, PASSWORDS[KIM], story.folder, LATER)
    again = ChartSession.open(story.folder, PASSWORDS[KIM])
    assert (named(again, ADA).acting_role, named(again, KIM).acting_role) == (ASSISTANT, OWNER)
    assert [person.name for person in again.everybody() if person.owner] == [KIM]
    with pytest.raises(PasswordWanted):
        prove(again, named(again, ADA), "4826", LATER)
    assert prove(again, named(again, KIM), "90210", LATER)
    again.close()


def test_whoever_was_added_since_keeps_the_account(story):
    story.go_on(lambda chart, word: add_person(chart, word, BO, ASSISTANT, PASSWORDS[BO], LATER, qualification="RN"))
    seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
    assert f"{BO} (Assistant)" in sentence_with(seen, "Added since that day")
    story.restored()
    chart = ChartSession.open(story.folder, PASSWORDS[BO])
    assert (chart.at_work.name, chart.at_work.role, chart.at_work.qualification) == (BO, ASSISTANT, "RN")
    chart.close()


def test_todays_recovery_key_opens_and_that_days_does_not(story):
    kept = []

    def another(chart, word):
        kept.append(make_recovery(chart, word, LATER))
        prove_recovery_whole(chart, kept[0].text, LATER)

    story.go_on(another)
    story.restored()
    with pytest.raises(WrongRecoveryKey):
        open_ring(story.folder / KEYS).unwrap_recovery(story.paper.text)
    chart = ChartSession.open_with_recovery_key(story.folder, kept[0].text)
    assert chart.clinic().recovery_made_at == LATER
    assert not needs_recovery(chart)
    chart.close()


def test_an_owner_who_left_and_another_who_came_since(story):
    """The owner of the backup is closed today; the clinic is owned by somebody whom the copy does not know."""
    story.go_on(lambda chart, word: add_person(chart, word, BO, OWNER, PASSWORDS[BO], LATER))
    chart = ChartSession.open(story.folder, PASSWORDS[BO])
    close_account(chart, Proven(chart.at_work, LATER, BY_PASSWORD), named(chart, ADA), LATER.date(), LATER)
    chart.close()
    story.restored()
    assert not story.opens(PASSWORDS[ADA])
    again = ChartSession.open(story.folder, PASSWORDS[BO])
    assert (again.at_work.acting_role, again.at_work.owner) == (OWNER, 1)
    again.close()


class TestWithoutTheChartOfToday:
    def test_the_key_file_alone_tells_who_was_closed(self, story):
        story.go_on(close(EVE))
        (story.folder / CHART).write_bytes(b"\x00" * 9000)
        seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
        assert EVE in sentence_with(seen, "closed again by the restore")
        assert "Passwords and the recovery key stay those of today" in " ".join(seen.sentences())
        story.restored()
        assert not story.opens(PASSWORDS[EVE])
        assert story.opens(PASSWORDS[KIM])

    def test_an_owner_of_that_day_who_was_closed_leaves_the_mark_to_another(self, story):
        story.go_on(lambda chart, word: change_role(chart, word, named(chart, KIM), OWNER, LATER))
        chart = ChartSession.open(story.folder, PASSWORDS[KIM])
        file = back_up(chart.source, story.folder.parent, LATER).file
        close_account(chart, Proven(chart.at_work, LATER, BY_PASSWORD), named(chart, ADA), LATER.date(), LATER)
        chart.close()
        (story.folder / CHART).unlink()
        restore(file, PASSWORDS[KIM], story.folder, LATER)
        again = ChartSession.open(story.folder, PASSWORDS[KIM])
        assert [person.name for person in again.everybody() if person.owner] == [KIM]
        assert named(again, ADA).left_on is not None
        again.close()

    @pytest.mark.parametrize("keys", [None, b"", b"{", b"of another clinic"])
    def test_without_its_key_file_ways_are_those_of_that_day_and_everybody_is_named(self, story, tmp_path, keys):
        story.go_on(close(EVE))
        (story.folder / CHART).unlink()
        if keys is None:
            (story.folder / KEYS).unlink()
        elif keys.startswith(b"of"):
            ChartSession.create(tmp_path / "other", PASSWORDS[ADA], ADA).close()
            shutil.copyfile(tmp_path / "other" / KEYS, story.folder / KEYS)
        else:
            (story.folder / KEYS).write_bytes(keys)
        seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
        said = " ".join(seen.sentences())
        assert "are those of that day" in said
        assert f"{EVE} (Front desk)" in said
        story.restored()
        assert story.opens(PASSWORDS[ADA])

    def test_a_key_file_of_another_clinic_beside_a_whole_chart_locks_nobody_out(self, story, tmp_path):
        other = ChartSession.create(tmp_path / "other", NEW, ADA)
        other.close()
        shutil.copyfile(tmp_path / "other" / KEYS, story.folder / KEYS)
        story.restored()
        assert story.opens(PASSWORDS[ADA])

    def test_an_empty_folder_says_who_could_come_in(self, story, tmp_path):
        story.go_on(close(EVE))
        seen = rehearse(story.file, PASSWORDS[ADA], tmp_path / "new")
        assert f"{EVE} (Front desk)" in sentence_with(seen, "These could come in")
        done = restore(story.file, PASSWORDS[ADA], tmp_path / "new", LATER)
        assert done.aside is None
        ChartSession.open(tmp_path / "new", PASSWORDS[EVE]).close()


def test_the_restore_stands_in_the_restored_chart_at_once_and_verify_finds_it_whole(story):
    story.go_on(close(EVE))
    story.restored()
    ((who, words),) = story.rows("restore")
    assert who == ADA
    assert story.file.name in words
    assert EVE in words
    report = verify(Source(story.folder, unwrap_key(story.folder / KEYS, PASSWORDS[ADA])), LATER)
    assert [trouble.what for trouble in report.troubles] == []


def test_a_restore_cut_short_after_its_journal_still_stands_in_the_chart(story, monkeypatch):
    def killed(_folder):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(swap, "finish", lambda folder: killed(folder) if (folder / JOURNAL).exists() else None)
        with pytest.raises(KeyboardInterrupt):
            story.restored(by=KIM)
    ChartSession.open(story.folder, PASSWORDS[ADA]).close()
    assert [who for who, _words in story.rows("restore")] == [KIM]


def test_what_would_be_missing_is_counted_beyond_visits(story):
    story.go_on(close(EVE))
    seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
    told = sentence_with(seen, "Written down since then and missing afterwards")
    assert "Changed settings" in told
    assert seen.loses()


def test_an_equal_chart_loses_nothing_and_says_so(story):
    seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
    assert not seen.loses()
    assert "Nothing was written down since then that would be missing." in seen.sentences()


def test_coming_and_going_alone_is_no_loss(story):
    story.go_on(lambda chart, _word: chart.note("log_in", chart.at_work))
    seen = rehearse(story.file, PASSWORDS[ADA], story.folder)
    assert "Logged in 1" in sentence_with(seen, "Written down since then")
    assert not seen.loses()


def test_only_an_owner_of_today_restores_by_command(story, tmp_path):
    for rehearsal in (True, False):
        for name in (KIM, EVE):
            with pytest.raises(NotAllowed, match="may not restore"):
                restore_by_command(story.file, story.folder, PASSWORDS[name], LATER, rehearsal=rehearsal, who=name)
    story.go_on(lambda chart, word: change_role(chart, word, named(chart, KIM), OWNER, LATER), close(EVE))
    with pytest.raises(NotAllowed, match="Nobody"):
        restore_by_command(story.file, story.folder, PASSWORDS[EVE], LATER, rehearsal=True, who=EVE)
    assert restore_by_command(story.file, story.folder, PASSWORDS[KIM], LATER, rehearsal=True, who=KIM)
    lines = restore_by_command(story.file, tmp_path / "lost", PASSWORDS[EVE], LATER, rehearsal=False, who=EVE)
    assert any("Restored into" in line for line in lines)


def test_a_refused_restore_leaves_everything_as_it_was(story):
    story.go_on(close(EVE))
    before = {path.name: path.read_bytes() for path in story.folder.iterdir() if path.is_file()}
    with pytest.raises(NotAllowed):
        restore_by_command(story.file, story.folder, PASSWORDS[KIM], LATER, rehearsal=False, who=KIM)
    assert {path.name: path.read_bytes() for path in story.folder.iterdir()} == before


def test_the_newer_chart_brought_back_after_a_mistake_keeps_what_was_closed_in_it(story):
    story.go_on(close(EVE))
    chart = ChartSession.open(story.folder, PASSWORDS[ADA])
    newer = back_up(chart.source, story.folder.parent, LATER).file
    chart.close()
    restore(story.file, PASSWORDS[ADA], story.folder, LATER + timedelta(hours=1))
    seen = rehearse(newer, PASSWORDS[ADA], story.folder)
    assert "there again afterwards" in " ".join(seen.sentences())
    restore(newer, PASSWORDS[ADA], story.folder, LATER)
    assert not story.opens(PASSWORDS[EVE])
    assert story.opens(PASSWORDS[KIM])


def test_the_wrong_secret_is_still_a_wrong_one(story):
    story.go_on(close(EVE))
    story.restored()
    chart = ChartSession.open(story.folder, PASSWORDS[ADA])
    with pytest.raises(WrongSecret):
        prove(chart, chart.at_work, "no such password", LATER)
    assert chart.orm.execute(sa.select(audit_entry.c.verb).order_by(audit_entry.c.seq.desc())).scalars().first() == (
        "failed_log_in"
    )
    chart.close()
