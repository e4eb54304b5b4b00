"""Checking the audit chain, against a bare HMAC over the same bytes: `python tests/bench/bench_audit.py [entries]`.

Reported are microseconds for each entry, and how many times the floor they are. Nothing fails by being slow.
"""

import hmac
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from charting.records.audit_entry import audit_entry
from charting.store.audit import Macs, Trail, message_of, rows_in
from charting.store.chain import Walked, walk
from charting.store.database import make_engine
from charting.store.deeds import Deed
from charting.store.names import Names

ENTRIES = 20_000
KEY = bytes(range(32))
AT_ONCE = 1000
ROUNDS = 7


def filled(folder, count):
    """An engine on a chart whose trail has `count` entries of the usual length: one answer each, of 50 records."""
    from sqlalchemy.orm import Session

    engine = make_engine(folder / "chart", KEY)
    audit_entry.create(engine)
    with Session(engine) as session:
        trail = Trail(session, KEY)
        trail.who, trail.wall = "Sample, Rosa, RN, 00A0000X", datetime.now(UTC)
        for start in range(0, count, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count))
            trail._notes = [deed(number) for number in numbers]
            trail.write_notes(session)
        session.commit()
    return engine


def deed(number):
    """One answer that changed."""
    place = ("needled_zone", f"{number % 50:032x}", f"{number % 5:032x}")
    said = json.dumps({"changes": [["depth_mm", "Depth (mm)", "0.5", str(number)]]})
    return Deed("edited", *place, field="depth_mm", said=said, content=bytes(32))


def best_of_rounds(timed):
    """The least processor time each took in several rounds; the rounds take turns, so that a busy machine hits all."""
    took = dict.fromkeys(timed, float("inf"))
    for _round in range(ROUNDS):
        for name, work in timed.items():
            start = time.process_time()
            work()
            took[name] = min(took[name], time.process_time() - start)
    return took


def main(count):
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(Path(folder), count)
        with engine.connect() as connection:
            rows = list(rows_in(connection))
            assert not list(walk(rows_in(connection), KEY, Names(connection), Walked())), "the chain does not fit"
            previous = [bytes(32), *(row[-1] for row in rows)]
            messages = [message_of(mac, row[:-1]) for mac, row in zip(previous, rows, strict=False)]
            macs = Macs(KEY)
            timed = {
                "bare HMAC": lambda: [hmac.digest(KEY, message, "sha256") for message in messages],
                "MAC of the fields": lambda: [macs.of(KEY, row[:-1]) for row in rows],
                "read": lambda: list(rows_in(connection)),
                "read and checked": lambda: list(walk(rows_in(connection), KEY, Names(connection), Walked())),
            }
            took = best_of_rounds(timed)
        engine.dispose()
    floor = took["bare HMAC"]
    for name, whole in took.items():
        sys.stdout.write(f"{name:>20}: {whole / count * 1e6:6.2f} µs per entry, {whole / floor:5.2f} × the floor\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
