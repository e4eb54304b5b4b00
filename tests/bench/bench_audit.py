"""Checking the audit chain, against a bare HMAC over the same bytes: `python tests/bench/bench_audit.py [entries]`.

Reported are microseconds for each entry, and how many times the floor they are. Nothing fails by being slow.
"""

import hmac
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from charting.records.audit_entry import audit_entry
from charting.store.audit import FIRST, Trail, mac_of, rows_in
from charting.store.chain import Walked, walk
from charting.store.database import make_engine
from charting.store.names import Names

ENTRIES = 20_000
KEY = bytes(range(32))


def filled(folder, count):
    """An engine on a chart whose trail has `count` entries of the usual length."""
    from sqlalchemy.orm import Session

    engine = make_engine(folder / "chart", KEY)
    audit_entry.create(engine)
    with Session(engine) as session:
        trail = Trail(session, KEY)
        trail.who, trail.wall = "Sample, Rosa, RN, 00A0000X", datetime.now(UTC)
        for number in range(count):
            trail.note("edited", None, f'[["depth_mm", "Depth (mm)", "0.5", "{number}"]]')
        trail.write_notes(session)
        session.commit()
    return engine


def seconds(work):
    """The best of three runs."""
    times = []
    for _run in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(count):
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(Path(folder), count)
        with engine.connect() as connection:
            rows = [tuple(row) for row in rows_in(connection)]
            assert not list(walk(rows_in(connection), KEY, Names(connection), Walked())), "the chain does not fit"
            messages = [FIRST + "".join(map(str, row[:-1])).encode() for row in rows]
            floor = seconds(lambda: [hmac.digest(KEY, message, "sha256") for message in messages])
            macs = seconds(lambda: [mac_of(KEY, FIRST, row[:-1]) for row in rows])
            whole = seconds(lambda: list(walk(rows_in(connection), KEY, Names(connection), Walked())))
        engine.dispose()
    for name, took in (("bare HMAC", floor), ("MAC of the fields", macs), ("read and checked", whole)):
        sys.stdout.write(f"{name:>20}: {took / count * 1e6:6.2f} µs per entry, {took / floor:5.1f} × the floor\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
