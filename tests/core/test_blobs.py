"""Checking papers and pictures takes the memory of one of them, however many there are."""

import hashlib
import tracemalloc

import pytest

from charting.records.photo import Photo
from charting.store.blobs import unfitting
from charting.store.contents import compare
from charting.store.database import memory_engine
from charting.store.names import Names
from charting.store.upgrade import run_steps

COUNT, SIZE = 24, 1 << 20


@pytest.fixture(scope="module")
def connection():
    """A chart of two dozen pictures of a megabyte each; the last is not what it was."""
    engine = memory_engine()
    run_steps(engine, "head")
    with engine.connect() as opened:
        raw = opened.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        for number in range(COUNT):
            content = bytes([number]) * SIZE
            digest = hashlib.sha256(content if number < COUNT - 1 else b"").hexdigest()
            raw.execute(
                "INSERT INTO photo (id, visit_id, view, added_at, by, width, height, sha256, small, content) "
                "VALUES (?, 'v', 'vertex', '2026-11-21T14:02:00+00:00', '', 1, 1, ?, x'00', ?)",
                (f"{number:02d}", digest, content),
            )
        yield opened
    engine.dispose()


def peak(work):
    tracemalloc.start()
    try:
        found = list(work)
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_hashes_are_checked_one_by_one(connection):
    found, most = peak(unfitting(connection, Names(connection)))
    assert [trouble.visit_id for trouble in found] == ["v"]
    assert most < 6 * SIZE


def test_records_are_compared_one_by_one(connection):
    found, most = peak(compare(connection, Photo.__table__, {}, Names(connection)))
    assert len(found) == COUNT
    assert most < 6 * SIZE
