"""Verify: whoever changes the file past Rootline, with the right key and the locks taken off, is found out."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from charting.practice.clinic import PASSWORD, complete_visit, open_practice
from charting.records.audit_entry import audit_entry
from charting.records.base import Record
from charting.records.signed import ALTERED, SIGNED, UNSIGNED, signature_state
from charting.store.audit import FIRST, SEALED_FIELDS, mac_of
from charting.store.backup import Source
from charting.store.chart_session import CHART, KEYS, ChartSession
from charting.store.contents import tables
from charting.store.keys import unwrap_key
from charting.store.seal_head import SEAL
from charting.store.verify import printed_code_fits, verify

NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
RECORDS = [table.name for table in tables()]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The practice clinic, closed, with its key; and the complete visit's id."""
    folder = tmp_path_factory.mktemp("made") / "practice"
    chart = open_practice(folder, NOW)
    visit_id = complete_visit(chart).id
    chart.close()
    return Source(folder, unwrap_key(folder / KEYS, PASSWORD)), visit_id


@pytest.fixture
def source(made, tmp_path):
    """A copy that may be spoiled."""
    return Source(Path(shutil.copytree(made[0].folder, tmp_path / "practice")), made[0].key)


@pytest.fixture
def visit_id(made):
    return made[1]


def opened(source):
    raw = sqlcipher.connect(str(source.folder / CHART), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{source.key.hex()}'\"")
    raw.row_factory = sqlcipher.Row
    return raw


def spoil(source, *statements):
    """Run statements with the right key and every lock off; the locks are put back as they were."""
    with closing(opened(source)) as raw:
        raw.execute("BEGIN")
        locks = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in locks:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert raw.execute(statement).rowcount != 0, statement
        for _name, sql in locks:
            raw.execute(sql)
        raw.execute("COMMIT")


def ask(source, query):
    with closing(opened(source)) as raw:
        return raw.execute(query).fetchall()


def words(report):
    return "\n".join(report.lines())


def test_an_untouched_clinic_is_whole(made):
    report = verify(made[0], NOW)
    assert report.whole, words(report)
    assert report.signed > 30
    assert report.entries > report.records > 2000
    assert "Everything fits." in words(report)


def test_verify_runs_beside_the_open_clinic_and_what_is_not_written_back_yet(source):
    chart = open_practice(source.folder, NOW)
    for count in range(30):
        chart.clinic().web = f"{count}.example"
        chart.save(NOW)
        if count % 10 == 0:
            assert verify(chart.source, NOW).whole
    chart.close()
    assert verify(source, NOW).whole


def of_visit(table, visit_id):
    """A condition that picks the rows of a table that belong to a visit."""
    columns = Record.metadata.tables[table].c
    if table == "visit":
        return f"id = '{visit_id}'"
    if "visit_id" in columns:
        return f"visit_id = '{visit_id}'"
    if "parent_id" not in columns:
        return ""
    parent = next(iter(columns.parent_id.foreign_keys)).column.table.name
    above = of_visit(parent, visit_id)
    return f"parent_id IN (SELECT id FROM {parent} WHERE {above})" if above else ""


def writable(table):
    """Columns in which a change leaves the row where it is."""
    fixed = {"id", "visit_id", "parent_id", "course_id", "patient_id"}
    return [column for column in Record.metadata.tables[table].columns if column.name not in fixed]


def changed(column):
    """Another value of a column, as SQL; its type is kept, since the tables are strict."""
    if column.type.compile().startswith("INT"):
        return f"coalesce({column.name}, 0) + 1"
    if column.name in {"at", "signed_at", "opened_at"}:
        return "'2026-01-01T00:00:00+00:00'"
    return f"coalesce({column.name}, '') || ' '"


@pytest.mark.parametrize("table", RECORDS)
def test_a_change_in_any_table_is_found_and_its_visit_named(source, visit_id, table):
    """In a signed visit wherever the table belongs to one; else in whatever row the table has."""
    among = of_visit(table, visit_id)
    rows = ask(source, f"SELECT id FROM {table}" + (f" WHERE {among}" if among else ""))
    if not rows:
        rows = [tuple(row) for row in ask(source, f"SELECT id FROM {table}")]
        among = ""
    if not rows:
        return added_row_is_found(source, visit_id, table)
    column = next((c for c in writable(table) if c.name == "note"), writable(table)[-1])
    spoil(source, f"UPDATE {table} SET {column.name} = {changed(column)} WHERE id = '{rows[0][0]}'")
    report = verify(source, NOW)
    found = [trouble for trouble in report.troubles if "changed past Rootline" in trouble.what]
    assert len(found) == 1, words(report)
    if among:
        assert found[0].visit_id == visit_id
        assert "visit of 20-Nov-2026 " in found[0].where
        assert "RL-00001" in found[0].where
    return None


def added_row_is_found(source, visit_id, table):
    """A table the practice clinic leaves empty: a row put into it has no entry."""
    needs = [c for c in Record.metadata.tables[table].columns if not c.nullable or c.name == "visit_id"]
    parents = {"visit_id": visit_id, "id": "new"}
    values = []
    for column in needs:
        key = next(iter(column.foreign_keys), None)
        if column.name in parents:
            values.append(f"'{parents[column.name]}'")
        elif key is not None:
            among = of_visit(key.column.table.name, visit_id)
            choice = f"SELECT id FROM {key.column.table.name}{f' WHERE {among}' if among else ''} LIMIT 1"
            values.append(f"coalesce(({choice}), 'x')")
        else:
            values.append({"INTEGER": "0", "BLOB": "x''"}.get(column.type.compile(), "'x'"))
    spoil(source, f"INSERT INTO {table} ({', '.join(c.name for c in needs)}) VALUES ({', '.join(values)})")
    report = verify(source, NOW)
    (found,) = [trouble for trouble in report.troubles if "added past Rootline" in trouble.what]
    if of_visit(table, visit_id):
        assert found.visit_id == visit_id


@pytest.mark.parametrize("table", ["needled_zone", "screening_answer", "visit_signature", "consent_statement"])
def test_a_row_taken_out_of_a_signed_visit_is_found(source, visit_id, table):
    spoil(source, f"DELETE FROM {table} WHERE id = (SELECT id FROM {table} WHERE {of_visit(table, visit_id)} LIMIT 1)")
    found = [t for t in verify(source, NOW).troubles if "removed past Rootline" in t.what]
    assert [trouble.visit_id for trouble in found] == [visit_id]


def test_a_visit_taken_out_whole_is_still_named_by_its_day(source, visit_id):
    with closing(opened(source)) as raw:
        children = [t for t in reversed(RECORDS) if t != "visit" and of_visit(t, visit_id)]
        held = [t for t in children if raw.execute(f"SELECT 1 FROM {t} WHERE {of_visit(t, visit_id)}").fetchone()]
    spoil(
        source,
        *(f"DELETE FROM {t} WHERE {of_visit(t, visit_id)}" for t in held),
        f"DELETE FROM visit WHERE id = '{visit_id}'",
    )
    report = verify(source, NOW)
    named = [t for t in report.troubles if t.visit_id == visit_id]
    assert len(named) > 50
    assert all("visit of 20-Nov-2026 " in trouble.where for trouble in named)


def test_the_signature_of_a_changed_visit_is_shown_as_altered(source, visit_id):
    spoil(source, f"UPDATE needling SET device_name = 'another' WHERE visit_id = '{visit_id}'")
    report = verify(source, NOW)
    assert any("no longer says what was signed" in t.what and t.visit_id == visit_id for t in report.troubles)
    chart = ChartSession.open(source.folder, PASSWORD)
    visit = complete_visit(chart)
    states = {signature_state(other) for other in visit.course.visits if other is not visit}
    assert signature_state(visit) == ALTERED
    assert states <= {SIGNED, UNSIGNED}
    chart.close()


@pytest.mark.parametrize(
    "change",
    ["UPDATE visit SET signed_at = NULL", "UPDATE visit SET kind = 'x'", "DELETE FROM visit_signature"],
)
def test_a_signature_cannot_be_half_taken_off(source, visit_id, change):
    key = "visit_id" if "visit_signature" in change else "id"
    spoil(source, f"{change} WHERE {key} = '{visit_id}'")
    found = [t for t in verify(source, NOW).troubles if t.visit_id == visit_id]
    assert any("no longer says what was signed" in trouble.what for trouble in found)


def test_a_value_that_cannot_be_read_hides_nothing_else(source, visit_id):
    spoil(source, f"UPDATE prp SET draw_volume_ml = 'lots' WHERE visit_id = '{visit_id}'")
    report = verify(source, NOW)
    assert {t.visit_id for t in report.troubles} == {visit_id}
    assert len(report.troubles) == 2


def test_a_visit_that_cannot_be_read_keeps_the_signatures_of_the_others(source, visit_id):
    whole = verify(source, NOW).signed
    spoil(source, f"UPDATE prp SET draw_volume_ml = 'lots' WHERE visit_id = '{visit_id}'")
    assert verify(source, NOW).signed == whole - 1


def test_a_column_that_is_gone_is_a_part_that_cannot_be_read(source):
    with closing(opened(source)) as raw:
        raw.execute("ALTER TABLE phrase RENAME COLUMN text TO words")
    said = words(verify(source, NOW))
    assert "no such column" in said
    assert "changed past Rootline" not in said


def test_the_signatures_of_many_visits_are_looked_up_together(made):
    asked = []

    def count(_connection, _cursor, statement, *_more):
        asked.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        report = verify(made[0], NOW)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    assert 0 < len(asked) < 4 * report.signed, len(asked)  # one by one it was 25 for each


# The attacks of measures.md B10 on the chain itself


def middle(source):
    return ask(source, "SELECT max(seq) / 2 FROM audit_entry")[0][0]


def edit(source):
    return [f"UPDATE audit_entry SET who = 'Muster, Kim' WHERE seq = {middle(source)}"]


def delete_middle(source):
    return [f"DELETE FROM audit_entry WHERE seq = {middle(source)}"]


def delete_and_renumber(source):
    at = middle(source)
    return [
        f"DELETE FROM audit_entry WHERE seq = {at}",
        f"UPDATE audit_entry SET seq = -(seq - 1) WHERE seq > {at}",
        "UPDATE audit_entry SET seq = -seq WHERE seq < 0",
    ]


def cut_tail(source):
    return ["DELETE FROM audit_entry WHERE seq > (SELECT max(seq) - 3 FROM audit_entry)"]


def swap_times(source):
    at = middle(source)
    other = "2026-11-21T14:03:28+00:00"
    return [
        f"UPDATE audit_entry SET at = '{other}' WHERE seq = {at}",
        f"UPDATE audit_entry SET wall = at WHERE seq = {at}",
    ]


def move_text_between_fields(source):
    return [f"UPDATE audit_entry SET who = who || verb, verb = '' WHERE seq = {middle(source)}"]


def change_places(source):
    at = middle(source)
    steps = (f"-1 WHERE seq = {at}", f"{at} WHERE seq = {at + 1}", f"{at + 1} WHERE seq = -1")
    return [f"UPDATE audit_entry SET seq = {step}" for step in steps]


def take_all(source):
    return ["DELETE FROM audit_entry"]


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (edit, "was changed, moved"),
        (delete_middle, "were removed"),
        (delete_and_renumber, "were changed, moved"),
        (cut_tail, "its end is gone"),
        (swap_times, "was changed, moved"),
        (move_text_between_fields, "was changed, moved"),
        (change_places, "were changed, moved"),
        (take_all, "its end is gone"),
    ],
)
def test_an_attack_on_the_chain_is_found(source, attack, said):
    at = middle(source)
    spoil(source, *attack(source))
    report = verify(source, NOW)
    assert said in words(report)
    if attack not in (cut_tail, take_all):
        assert f"#{at}" in words(report)
        assert "21-Nov-2026 14:03" in words(report)


def test_an_entry_edited_and_worked_out_again_with_another_key_is_found(source):
    """Whoever knows the format but not the chain's key, and forges every MAC from there on."""
    start = middle(source)
    rows = [dict(row) for row in ask(source, f"SELECT * FROM audit_entry WHERE seq >= {start - 1} ORDER BY seq")]
    mac, forged = rows[0]["mac"], []
    for row in rows[1:]:
        if row["seq"] == start:
            row["who"] = "Muster, Kim"
        mac = mac_of(bytes(32), mac, [row[name] for name in SEALED_FIELDS])
        forged.append(f"UPDATE audit_entry SET who = '{row['who']}', mac = x'{mac.hex()}' WHERE seq = {row['seq']}")
    spoil(source, *forged)
    report = verify(source, NOW)
    assert f"#{start} to #{rows[-1]['seq']}" in words(report)
    assert "entries were replaced" in words(report)


def changed_later(source):
    chart = open_practice(source.folder, NOW)
    chart.clinic().web = "later.example"
    chart.save(NOW + timedelta(minutes=1))
    chart.close()


def test_an_older_copy_of_the_chart_is_found_at_opening_and_by_verify(source, tmp_path):
    older = (source.folder / CHART).read_bytes()
    changed_later(source)
    (source.folder / CHART).write_bytes(older)
    assert "this is an older copy" in words(verify(source, NOW))
    before = (source.folder / SEAL).read_bytes()
    chart = ChartSession.open(source.folder, PASSWORD)
    assert "older copy" in chart.seal_trouble
    chart.clinic().web = "other.example"
    chart.save(NOW)
    chart.close()
    assert (source.folder / SEAL).read_bytes() == before, "the evidence was written over"
    assert not verify(source, NOW).whole


def test_an_older_copy_of_chart_and_seal_is_told_by_paper_only(source):
    older = {name: (source.folder / name).read_bytes() for name in (CHART, SEAL)}
    changed_later(source)
    seal = verify(source, NOW).seal
    count, code = seal.removeprefix("#").split()
    assert printed_code_fits(source, int(count), code)
    for name, raw in older.items():
        (source.folder / name).write_bytes(raw)
    assert verify(source, NOW).whole
    assert not printed_code_fits(source, int(count), code)


def test_a_code_of_another_row_does_not_fit(made):
    _seq, code = verify(made[0], NOW).seal.removeprefix("#").split()
    assert not printed_code_fits(made[0], 1, code)
    assert not printed_code_fits(made[0], 10**9, code)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DROP TRIGGER locked_visit_update", "trigger locked_visit_update"),
        ("CREATE TRIGGER extra AFTER INSERT ON visit BEGIN SELECT 1; END", "trigger extra"),
        ("CREATE VIEW patients AS SELECT * FROM patient", "view patients"),
        ("ALTER TABLE visit ADD COLUMN more TEXT", "table visit"),
        ("DROP INDEX ix_audit_entry_record_id", "index ix_audit_entry_record_id"),
    ],
)
def test_a_schema_that_is_not_ours_is_named(source, change, said):
    with closing(opened(source)) as raw:
        raw.execute(change)
    assert said in words(verify(source, NOW))


def test_a_lock_put_back_otherwise_is_named(source):
    with closing(opened(source)) as raw:
        (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'locked_visit_update'").fetchone()
        raw.execute("DROP TRIGGER locked_visit_update")
        raw.execute(sql.replace("WHEN ", "WHEN 0 AND "))
    assert "trigger locked_visit_update" in words(verify(source, NOW))


def test_a_row_without_its_parent_is_named(source, visit_id):
    spoil(source, f"UPDATE needled_zone SET parent_id = 'nobody' WHERE {of_visit('needled_zone', visit_id)}")
    report = verify(source, NOW)
    assert "needled_zone → " in words(report)
    assert visit_id in {trouble.visit_id for trouble in report.troubles}


def test_the_finders_words_are_compared_with_the_patients(source):
    spoil(source, "DELETE FROM patient_word WHERE word = 'sample'")
    assert "finder’s words" in words(verify(source, NOW))


def test_a_flipped_byte_is_found_wherever_it_lies(source):
    raw = bytearray((source.folder / CHART).read_bytes())
    for share in (0.2, 0.5, 0.8):
        spoiled = bytearray(raw)
        spoiled[int(len(raw) * share)] ^= 0x10
        (source.folder / CHART).write_bytes(spoiled)
        assert not verify(source, NOW).whole


def test_half_a_seal_is_said_and_mends_itself(source):
    for _twice in range(2):
        changed_later(source)
    raw = bytearray((source.folder / SEAL).read_bytes())
    newest = ask(source, "SELECT max(seq) FROM audit_entry")[0][0]
    for place in (8, 8 + 84):
        spoiled = bytearray(raw)
        spoiled[place + 30] ^= 1
        (source.folder / SEAL).write_bytes(spoiled)
        assert "Half of the seal" in words(verify(source, NOW))
    chart = open_practice(source.folder, NOW)
    chart.clinic().web = "mended.example"
    chart.save(NOW)
    chart.close()
    assert verify(source, NOW).whole
    assert ask(source, "SELECT max(seq) FROM audit_entry")[0][0] == newest + 1


def test_the_report_names_no_patient(source, visit_id):
    spoil(source, f"UPDATE visit SET note = 'x' WHERE id = '{visit_id}'", "UPDATE patient SET phone = '1'")
    said = words(verify(source, NOW))
    assert "RL-00001" in said
    names = [row[0] for row in ask(source, "SELECT family_name FROM patient")]
    assert not [name for name in names if name in said]


def test_the_command_prints_the_report_and_says_so_by_its_status(source, visit_id, tmp_path):
    (tmp_path / "word").write_text(PASSWORD)
    command = [sys.executable, "main.py", "verify", "--data", source.folder, "--password-file", tmp_path / "word"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Everything fits." in done.stdout
    spoil(source, f"UPDATE needling SET device_name = 'x' WHERE visit_id = '{visit_id}'")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "visit of 20-Nov-2026" in done.stdout


def test_the_first_entry_stands_on_zeros(made):
    (row,) = [dict(r) for r in ask(made[0], "SELECT * FROM audit_entry WHERE seq = 1")]
    from charting.store.keys import audit_key

    assert row["mac"] == mac_of(audit_key(made[0].key), FIRST, [row[name] for name in SEALED_FIELDS])
    assert {*SEALED_FIELDS, "mac"} == {column.name for column in audit_entry.columns}
