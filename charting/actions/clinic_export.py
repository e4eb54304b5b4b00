"""All answers of the clinic in one file: the data belongs to those who entered it, not to the program."""

import json
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.actions.export import Made, Wish, packing, reading
from charting.dates import show_moment
from charting.output.chart_json import chart_json
from charting.output.chart_rows import HEAD, chart_rows
from charting.output.parcel import Parcel, sha256_of
from charting.output.patient_export import ANSWERS, READ_ME, Packed, Watch, particulars
from charting.output.plain_text import BOM, csv_lines, valid
from charting.records.clinic import Clinic
from charting.records.patient import Patient
from charting.store.backup import Source
from charting.words import _, ngettext


def export_clinic(
    source: Source,
    wish: Wish,
    part: Path,
    to: Path,
    now: datetime,
    by: str,
    seal: str,
    watch: Watch = lambda _done, _steps: None,
) -> Made:
    """Write every patient's answers, as they were last saved, into `part`. Fit for a worker thread.

    One patient at a time is in memory. Photos and papers are not in it. Raises Known; nothing is left then.
    """
    with reading(source) as session, packing(part, wish.passphrase) as parcel:
        clinic = session.scalars(sa.select(Clinic)).one()
        ids = list(session.scalars(sa.select(Patient.id).order_by(Patient.number, Patient.id)))
        count = ngettext("{count} patient", "{count} patients", len(ids)).format(count=len(ids))
        packed = Packed(_("all answers of {patients} of the clinic").format(patients=count))
        details = particulars(packed, clinic, now, by, seal)
        read_me = _read_me(packed, clinic.name or "", now)
        _charts(parcel, session, ids, now, watch)
        _answers(parcel, session, ids, watch)
        parcel.add(READ_ME, read_me.encode("utf-8"))
        parcel.finish(details)
    return Made(part, to, packed.what, sha256_of(part), wish.passphrase is not None)


def _charts(parcel: Parcel, session: Session, ids: list[str], now: datetime, watch: Watch) -> None:
    for number, key in enumerate(ids, start=1):
        watch(number - 1, 2 * len(ids))
        told = chart_json(session.get_one(Patient, key), now, {})
        parcel.add(f"charts/{number:05d}.json", json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8"))
        session.expunge_all()


def _answers(parcel: Parcel, session: Session, ids: list[str], watch: Watch) -> None:
    with parcel.part(ANSWERS) as table:
        table.write(BOM.encode("utf-8") + csv_lines([HEAD]))
        for number, key in enumerate(ids, start=1):
            watch(len(ids) + number, 2 * len(ids))
            table.write(csv_lines(chart_rows(session.get_one(Patient, key))))
            session.expunge_all()


def _read_me(packed: Packed, clinic: str, now: datetime) -> str:
    head = _("{what}, {clinic}, {moment}.").format(what=packed.what, clinic=valid(clinic), moment=show_moment(now))
    lines = [
        head[:1].upper() + head[1:],
        "",
        _('charts/      one JSON file for each patient, with every answer; it explains itself under "about"'),
        _("answers.csv  one row for each answer of all patients; a cell that looks like a formula begins with '"),
        _("manifest.json, SHA256SUMS   what is in here, with a hash of every part: sha256sum -c SHA256SUMS"),
    ]
    return "\r\n".join(lines) + "\r\n"
