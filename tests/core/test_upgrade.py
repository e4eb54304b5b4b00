"""A clinic of every former schema opens today: backed up and proved first, nothing lost, signatures as they were."""

import shutil
import signal
import subprocess
import sys
import textwrap
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from charting.practice.clinic import PASSWORD, open_practice
from charting.records.signed import SIGNED, signature_state
from charting.records.visit import Visit
from charting.store import chart_session, database
from charting.store.backup import Proof, Source
from charting.store.bundle import unpack
from charting.store.chart_session import BEFORE_UPGRADE, ChartSession
from charting.store.database import open_engine
from charting.store.files import CHART, KEYS
from charting.store.inspection import count_rows, expected_schema, look, require_whole, schema_of
from charting.store.keys import unwrap_key
from charting.store.locks import lock_triggers
from charting.store.restore import restore
from charting.store.upgrade import HEAD, NotUpgraded, revision_of, revisions, upgrade
from charting.store.verify import verify

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "tests" / "fixtures").glob("schema-*"))
NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
SHIPPED = {found.name.removeprefix("schema-") for found in FIXTURES}


def copied(fixture, to):
    shutil.copytree(fixture, to)
    return to


def key_of(folder):
    return unwrap_key(folder / KEYS, PASSWORD)


def read(folder, key):
    """Every row of every table, by table, as the file has it; the folder is left as it was."""
    with closing(look(folder / CHART, key)) as chart:
        rows = {}
        for name in count_rows(chart):
            cursor = chart.execute(f'SELECT * FROM "{name}"')
            names = [column[0] for column in cursor.description]
            rows[name] = [dict(zip(names, row, strict=True)) for row in cursor]
        return rows, schema_of(chart)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_clinic_of_every_schema_that_was_given_out_is_kept_here():
    """The schema that is still open (HEAD) may have one, every earlier one must: docs/decisions/0013-upgrades.md."""
    assert set(revisions()) - {HEAD} <= SHIPPED <= set(revisions())


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda found: found.name)
def test_a_fixture_is_a_chart_of_its_schema_with_a_signed_visit_and_a_draft(fixture, tmp_path):
    folder = copied(fixture, tmp_path / "c")
    with closing(look(folder / CHART, key_of(folder))) as chart:
        assert require_whole(chart) == fixture.name.removeprefix("schema-")
        signed = chart.execute("SELECT count(*) FROM visit WHERE signed_at IS NOT NULL").fetchone()[0]
        drafts = chart.execute("SELECT count(*) FROM visit WHERE signed_at IS NULL").fetchone()[0]
    assert signed
    assert drafts


@pytest.fixture(scope="module", params=FIXTURES, ids=lambda found: found.name)
def opened(request, tmp_path_factory):
    """A clinic of a former schema, opened with today's program; what it held before stands beside it."""
    folder = copied(request.param, tmp_path_factory.mktemp("former") / "clinic")
    key = key_of(folder)
    before, _schema = read(copied(request.param, tmp_path_factory.mktemp("before") / "c"), key)
    chart = ChartSession.open(folder, PASSWORD)
    found = SimpleNamespace(folder=folder, key=key, before=before, chart=chart, revision=request.param.name[-4:])
    yield found
    found.chart.close()


def test_every_row_is_still_there_with_every_answer(opened):
    after, _schema = read(opened.folder, opened.key)
    for table, rows in opened.before.items():
        if table == "alembic_version":
            continue
        kept = [{name: row[name] for name in (rows[0] if rows else ())} for row in after[table]]
        assert [row for row in rows if row not in kept] == [], table


def test_the_audit_trail_goes_on_where_it_ended(opened):
    after, _schema = read(opened.folder, opened.key)
    rows = opened.before["audit_entry"]
    assert rows
    kept = [{name: row[name] for name in rows[0]} for row in after["audit_entry"][: len(rows)]]
    assert kept == rows


def test_every_signature_still_holds(opened):
    signed = opened.chart.orm.scalars(sa.select(Visit).where(Visit.signed_at.is_not(None))).all()
    assert len(signed) == len([row for row in opened.before["visit"] if row["signed_at"]])
    assert [signature_state(visit) for visit in signed] == [SIGNED] * len(signed)
    schemes = {row["id"]: row["scheme"] for row in opened.before["visit_signature"]}
    assert {visit.visit_signature.id: visit.visit_signature.scheme for visit in signed} == schemes


def test_verify_says_that_everything_fits(opened):
    report = verify(Source(opened.folder, opened.key), NOW)
    assert (report.whole, opened.chart.seal_trouble) == (True, ""), report.lines()


def test_an_upgraded_file_is_as_a_new_one(opened):
    _rows, schema = read(opened.folder, opened.key)
    assert schema == expected_schema(HEAD, HEAD)
    assert {name: sql for kind, name, _table, sql in schema if kind == "trigger"} == lock_triggers()


def test_the_copy_made_before_is_whole_and_of_the_former_schema(opened, tmp_path):
    (bundle,) = (opened.folder / BEFORE_UPGRADE).iterdir()
    unpack(bundle, tmp_path)
    with closing(look(tmp_path / CHART, key_of(tmp_path))) as copy:
        assert require_whole(copy) == opened.revision
    assert read(tmp_path, opened.key)[0] == opened.before


def test_the_copy_made_before_can_be_brought_back_and_opens_again(opened, tmp_path):
    (bundle,) = (opened.folder / BEFORE_UPGRADE).iterdir()
    restore(bundle, PASSWORD, tmp_path / "back", NOW)
    chart = ChartSession.open(tmp_path / "back", PASSWORD)
    visits = {visit.id: signature_state(visit) for visit in chart.orm.scalars(sa.select(Visit))}
    chart.close()
    assert visits.keys() == {row["id"] for row in opened.before["visit"]}
    assert list(visits.values()).count(SIGNED) == len(opened.before["visit_signature"])


def test_opening_again_upgrades_nothing_and_makes_no_second_copy(opened):
    opened.chart.close()
    changes = pragma(opened, "schema_version")
    opened.chart = ChartSession.open(opened.folder, PASSWORD)
    assert pragma(opened, "schema_version") == changes
    assert len(list((opened.folder / BEFORE_UPGRADE).iterdir())) == 1


def pragma(opened, name):
    with closing(look(opened.folder / CHART, opened.key)) as chart:
        return chart.execute(f"PRAGMA {name}").fetchone()[0]


# The steps below are tried on the oldest schema: they are the same code for every one.


@pytest.fixture
def former(tmp_path):
    folder = copied(FIXTURES[0], tmp_path / "clinic")
    key = key_of(folder)
    return SimpleNamespace(folder=folder, key=key, before=read(copied(FIXTURES[0], tmp_path / "b"), key))


def is_as_before(former):
    return read(former.folder, former.key) == former.before


def statements_of_the_upgrade(tmp_path, key):
    """How many statements reach the file while it is brought up to date."""
    engine = open_engine(copied(FIXTURES[0], tmp_path / "counted") / CHART, key)
    heard = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, said, *_rest: heard.append(said))
    upgrade(engine)
    engine.dispose()
    return len(heard)


def test_an_upgrade_that_fails_at_any_of_its_statements_leaves_the_former_file(former, tmp_path):
    count = statements_of_the_upgrade(tmp_path, former.key)
    assert count > 20
    engine = open_engine(former.folder / CHART, former.key)
    heard = [0]

    @event.listens_for(engine, "before_cursor_execute")
    def fail(_connection, _cursor, _said, *_rest):
        heard[0] += 1
        if heard[0] == stop:
            raise sa.exc.OperationalError("", None, OSError("disk full"))

    for stop in (*range(1, count, max(count // 12, 1)), count - 1, count):
        heard[0] = 0
        with pytest.raises((NotUpgraded, sa.exc.OperationalError)):
            upgrade(engine)
        stop = 0
        assert revision_of(engine) == FIXTURES[0].name[-4:]
        with engine.connect() as connection:
            assert schema_of(connection.connection.driver_connection) == former.before[1]
    engine.dispose()
    assert is_as_before(former)


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from sqlalchemy import event
    from charting.store.database import open_engine
    from charting.store.upgrade import upgrade

    engine = open_engine(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
    heard = [0]

    @event.listens_for(engine, "before_cursor_execute")
    def count(_connection, _cursor, said, *_rest):
        heard[0] += 1
        if heard[0] == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)

    upgrade(engine)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_an_upgrade_killed_before_its_last_statement_leaves_the_former_file_and_runs_again(former, tmp_path):
    stop = statements_of_the_upgrade(tmp_path, former.key)
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(former.folder / CHART), former.key.hex(), str(stop)]
    killed = subprocess.run(command, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert is_as_before(former)
    ChartSession.open(former.folder, PASSWORD).close()
    assert read(former.folder, former.key)[1] == expected_schema(HEAD, HEAD)


def test_without_a_copy_nothing_is_upgraded(former, monkeypatch):
    (former.folder / BEFORE_UPGRADE).write_text("in the way of the folder for the copy")
    before = files_of(former.folder)
    with pytest.raises(NotUpgraded, match="without a backup"):
        ChartSession.open(former.folder, PASSWORD)
    assert files_of(former.folder) == before
    before.pop(BEFORE_UPGRADE)
    (former.folder / BEFORE_UPGRADE).unlink()

    def unproved(_source, _to, now):
        return Proof(now, 0, 0, False, "No backup was made: the disk is full.")

    monkeypatch.setattr(chart_session, "back_up", unproved)
    with pytest.raises(NotUpgraded, match="the disk is full"):
        ChartSession.open(former.folder, PASSWORD)
    assert files_of(former.folder) == before


def test_a_disk_that_fills_during_the_upgrade_leaves_the_former_file_and_says_so(former, monkeypatch):
    pages = (former.folder / CHART).stat().st_size // database.PAGE
    with monkeypatch.context() as full:
        full.setattr(database, "_PRAGMAS", (*database._PRAGMAS, f"max_page_count = {pages}"))
        with pytest.raises(NotUpgraded, match="full"):
            ChartSession.open(former.folder, PASSWORD)
    assert is_as_before(former)
    ChartSession.open(former.folder, PASSWORD).close()


def test_a_practice_clinic_of_a_former_schema_is_brought_up_to_date_and_not_remade(former):
    chart = open_practice(former.folder, NOW)
    numbers = set(chart.orm.scalars(sa.text("SELECT id FROM visit")))
    chart.close()
    assert {row["id"] for row in former.before[0]["visit"]} <= numbers
    assert list(former.folder.glob("set-aside-*")) == []
