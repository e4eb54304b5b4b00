"""The encrypted file on a real disk: shut to others, whole or untouched, the same however it came about."""

import re
import stat
import sys

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from charting.records.base import Record
from charting.store.chart_session import CHART, KEYS, ChartSession
from charting.store.database import NotAChart, make_engine, open_engine
from charting.store.keys import unwrap_key
from charting.store.locks import lock_triggers
from charting.store.upgrade import HEAD, NewerFile, revision_of, upgrade

KEY = bytes(range(32))
PASSWORD = "correct horse"


@pytest.fixture
def engine(tmp_path):
    made = make_engine(tmp_path / "c", KEY)
    upgrade(made)
    yield made
    made.dispose()


def pragma(connection, name):
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def put(connection, number):
    connection.exec_driver_sql(f"INSERT INTO sequence (id, name, last) VALUES ('{number}', 'n{number}', 0)")


def kept(engine):
    with engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM sequence ORDER BY id")]


def test_the_file_is_kept_with_care(engine):
    with engine.connect() as connection:
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == 2
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "recursive_triggers") == 1
        assert pragma(connection, "secure_delete") == 1
        assert pragma(connection, "temp_store") == 2  # memory
        assert pragma(connection, "cipher_version")
        assert pragma(connection, "integrity_check") == "ok"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise there")
def test_only_its_owner_may_read_it(engine, tmp_path):
    assert stat.S_IMODE((tmp_path / "c").stat().st_mode) == 0o600


def test_every_table_is_strict(engine):
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    strict = {row["name"]: row["strict"] for row in rows if row["schema"] == "main"}
    assert {table.name for table in Record.metadata.sorted_tables} <= set(strict)
    assert [name for name in strict if not strict[name] and not name.startswith(("sqlite_", "alembic_"))] == []


def test_a_child_needs_its_parent(engine):
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO course (id, patient_id) VALUES ('1', 'nobody')")


def test_a_savepoint_rolled_back_is_gone(engine):
    with engine.begin() as connection:
        put(connection, 1)
        inner = connection.begin_nested()
        put(connection, 2)
        inner.rollback()
    assert kept(engine) == ["1"]


def test_a_transaction_rolled_back_takes_its_savepoints_along(engine):
    with engine.connect() as connection, connection.begin() as outer:
        with connection.begin_nested():
            put(connection, 1)
        outer.rollback()
    assert kept(engine) == []


def test_a_schema_change_rolled_back_is_gone(engine):
    with engine.connect() as connection, connection.begin() as outer:
        connection.exec_driver_sql("CREATE TABLE later (id TEXT) STRICT")
        outer.rollback()
    assert not sa.inspect(engine).has_table("later")


def refused(path, key=KEY):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotAChart) as why:
        open_engine(path, key)
    assert path.name in str(why.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_opening_never_makes_a_file(tmp_path):
    refused(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_chart(tmp_path):
    refused(tmp_path)


@pytest.mark.parametrize("raw", [b"", b"x", b"x" * 4095, b"\x00" * 8192, b"SQLite format 3\x00" + b"\x01" * 5000])
def test_a_file_of_anything_else_is_no_chart(tmp_path, raw):
    (tmp_path / "c").write_bytes(raw)
    refused(tmp_path / "c")


def test_a_plain_sqlite_file_is_no_chart(tmp_path):
    import sqlite3

    plain = sqlite3.connect(tmp_path / "c")
    plain.execute("CREATE TABLE patient (id TEXT)")
    plain.commit()
    plain.close()
    refused(tmp_path / "c")


def test_an_encrypted_file_of_another_program_is_no_chart(tmp_path):
    other = sqlcipher.connect(str(tmp_path / "c"))
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("CREATE TABLE patient (id TEXT)")
    other.commit()
    other.close()
    with pytest.raises(NotAChart, match="not a Rootline chart"):
        open_engine(tmp_path / "c", KEY)


def test_another_key_does_not_open_it(engine, tmp_path):
    engine.dispose()
    refused(tmp_path / "c", bytes(32))


def test_a_damaged_page_is_noticed(engine, tmp_path):
    engine.dispose()
    raw = bytearray((tmp_path / "c").read_bytes())
    raw[100] ^= 1
    (tmp_path / "c").write_bytes(raw)
    refused(tmp_path / "c")


def test_a_chart_is_never_made_over_another_file(tmp_path):
    (tmp_path / "c").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        make_engine(tmp_path / "c", KEY)
    assert (tmp_path / "c").read_bytes() == b"mine"


def statements(connection, kind):
    rows = connection.exec_driver_sql(f"SELECT name, sql FROM sqlite_master WHERE type = '{kind}'")
    return {row.name: row.sql for row in rows}


def shape(connection, table):
    """Columns, keys and indexes of a table, in no order: a column that was added later stands last in the file."""

    def rows(pragma, of=table):
        return connection.exec_driver_sql(f"PRAGMA {pragma}('{of}')").mappings().all()

    columns = {(c["name"], c["type"], c["notnull"], c["dflt_value"], c["pk"], c["hidden"]) for c in rows("table_xinfo")}
    parents = {(k["from"], k["table"], k["to"], k["on_update"], k["on_delete"]) for k in rows("foreign_key_list")}
    indexes = {
        (i["unique"], i["origin"], i["partial"], *(c["name"] for c in rows("index_info", i["name"])))
        for i in rows("index_list")
    }
    sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
    checks = {"".join(found.split()) for found in re.findall(r"CHECK\s*\(.*\)", sql)}
    return columns, parents, indexes, checks, sql.rstrip().endswith("STRICT")


def test_an_upgraded_file_has_the_schema_of_the_records(engine):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Record.metadata) == []
        found = {table.name: shape(connection, table.name) for table in Record.metadata.sorted_tables}
    declared = sa.create_engine("sqlite://")
    with declared.begin() as connection:
        Record.metadata.create_all(connection)
        made = {table.name: shape(connection, table.name) for table in Record.metadata.sorted_tables}
    declared.dispose()
    for name, parts in made.items():
        assert found[name] == parts, name


def test_an_upgraded_file_has_the_locks_of_the_records(engine):
    with engine.connect() as connection:
        assert statements(connection, "trigger") == lock_triggers()


def test_upgrading_again_changes_nothing(engine):
    with engine.connect() as connection:
        before = pragma(connection, "schema_version")
    upgrade(engine)
    with engine.connect() as connection:
        assert pragma(connection, "schema_version") == before
        assert pragma(connection, "foreign_keys") == 1
    assert revision_of(engine) == HEAD


def test_the_newest_step_is_the_one_the_program_asks_for():
    from pathlib import Path

    from alembic.script import ScriptDirectory

    import charting.store

    steps = ScriptDirectory(str(Path(charting.store.__file__).with_name("migrations")))
    assert steps.get_heads() == [HEAD]


def test_a_file_of_a_newer_version_is_refused_untouched(tmp_path):
    chart = ChartSession.create(tmp_path, PASSWORD)
    chart.close()
    engine = open_engine(tmp_path / CHART, unwrap_key(tmp_path / KEYS, PASSWORD))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(NewerFile):
        ChartSession.open(tmp_path, PASSWORD)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    from alembic import command

    def half(config, _revision):
        config.attributes["connection"].exec_driver_sql("CREATE TABLE half (id TEXT) STRICT")
        raise sa.exc.OperationalError("CREATE", None, Exception("disk full"))

    monkeypatch.setattr(command, "upgrade", half)
    engine = make_engine(tmp_path / "c", KEY)
    with pytest.raises(sa.exc.OperationalError):
        upgrade(engine)
    assert sa.inspect(engine).get_table_names() == []
    with engine.connect() as connection:
        assert pragma(connection, "foreign_keys") == 1
    engine.dispose()
