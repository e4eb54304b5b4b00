"""A clinic at work while everything it writes is written down: `python -m tests.faults.worker CLINIC SAVES SYNC`.

Each acknowledged save is told in a file of its own below the recorded folder, so that the record says what had been
acknowledged at which of its moments. SYNC is FULL, as in the application, or less, to show that the harness sees it.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from charting.records.patient import Allergy, Patient
from charting.store.chart_session import ChartSession
from charting.store.key_ring import open_ring
from tests.faults.clinics import KEYS, PASSWORD, drafts, sign
from tests.remembered import remember_argon

TOLD = "told"


def main(folder, saves, sync):
    remember_argon()
    chart = ChartSession.open(Path(folder), PASSWORD)
    chart.orm.connection().exec_driver_sql("ROLLBACK")
    chart.orm.connection().connection.driver_connection.execute(f"PRAGMA synchronous = {sync}")
    chart.orm.rollback()
    patient = chart.orm.scalars(sa.select(Patient).order_by(Patient.number)).first()
    with (Path(folder) / TOLD).open("wb", buffering=0) as told:
        for number in range(1, int(saves) + 1):
            patient.address = str(number)
            patient.allergies.append(Allergy(agent=str(number), position=number))
            chart.save(datetime.now(UTC))
            told.write(f"saved {number}\n".encode())
            if number % 12 == 5 and (waiting := drafts(chart)):
                sign(chart, waiting[0])
                told.write(f"signed {waiting[0].id}\n".encode())
            if number % 10 == 7:
                ring = open_ring(Path(folder) / KEYS)
                ring.renamed(ring.people()[0][0], f"Sample {number}").write()
                told.write(f"named {number}\n".encode())
    chart.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
