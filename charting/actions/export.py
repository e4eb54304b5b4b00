"""Handing a patient's chart over: one file, written whole or not at all, and written down before it is there."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from charting.context import Context
from charting.dates import show_day
from charting.errors import Known, Unreadable
from charting.kinds import Text
from charting.output.parcel import Parcel, check_parcel, passphrase_trouble, sha256_of
from charting.output.patient_export import Watch, pack_patient
from charting.records.clinic import Clinic
from charting.records.disclosure import Disclosure
from charting.records.patient import Patient
from charting.store.backup import Source
from charting.store.chart_session import ChartSession
from charting.store.database import open_engine, refusal
from charting.store.durable import sync_file, sync_folder
from charting.store.files import CHART
from charting.store.paper_keys import require_key
from charting.words import _

RECIPIENT = Text("Recipient", longest=200, shortest=2)
PURPOSE = Text("Purpose", longest=400, shortest=3)
NOT_AFTER_ALL = _("the file was not handed over after all")


class Stopped(Known):
    """Somebody stopped the export."""


@dataclass(frozen=True, slots=True)
class Wish:
    """To whom and what for an export is made. `passphrase` None leaves it readable by anybody who has the file."""

    recipient: str
    purpose: str
    passphrase: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """An export that lies beside its place and is not handed over yet. `left_out` names what is not in it."""

    part: Path
    to: Path
    what: str
    sha256: str
    encrypted: bool
    left_out: tuple[str, ...] = ()


def wish_for(recipient: str, purpose: str, passphrase: str | None, now: datetime) -> Wish:
    """What somebody typed, as it is kept. Raises Known in words for an answer that is missing or not accepted."""
    said = {}
    for declared, typed in ((RECIPIENT, recipient), (PURPOSE, purpose)):
        try:
            value = declared.parse(typed, Context.at(now)) or ""
        except Unreadable as refused:
            raise Known(f"{declared.title}: {refused}.") from refused
        if len(value) < declared.shortest:
            raise Known(_("Say to whom the export goes and what for."))
        said[declared.label] = value
    if passphrase is not None and (trouble := passphrase_trouble(passphrase)):
        raise Known(trouble)
    return Wish(said["Recipient"], said["Purpose"], passphrase)


def file_name(now: datetime, *, clinic: bool = False) -> str:
    """A name that names nobody: `rootline-export-2026-11-21-1402.zip`."""
    return f"rootline-{'answers' if clinic else 'export'}-{now:%Y-%m-%d-%H%M}.zip"


def part_of(to: Path) -> Path:
    """Where an export lies until it is finished. Raises Known where a file of that name is there already."""
    if to.exists() or to.is_symlink():
        raise Known(_("{name} is there already. Choose another name.").format(name=to.name))
    return to.with_name(f".rootline-{secrets.token_hex(6)}.part")


def export_patient(
    source: Source,
    patient_id: str,
    wish: Wish,
    part: Path,
    to: Path,
    now: datetime,
    by: str,
    seal: str,
    watch: Watch = lambda _done, _steps: None,
    printing: AbstractContextManager[Any] | None = None,
) -> Made:
    """Write one patient's chart, as it was last saved, into `part`; summaries are sealed. Fit for a worker thread.

    Raises Known when it cannot be written, or the clinic has no key for papers; nothing is left then.
    """
    with reading(source) as session, packing(part, wish.passphrase) as parcel:
        patient = session.get_one(Patient, patient_id)
        key = require_key(session, source.key)
        packed = pack_patient(parcel, patient, _clinic(session), now, by, seal, watch, key, printing)
    return Made(part, to, packed.what, sha256_of(part), wish.passphrase is not None, tuple(packed.left_out))


@contextmanager
def reading(source: Source) -> Iterator[Session]:
    """A reader's own session on the saved chart; nothing can be written through it.

    What cannot be read while it is open is NotAChart or CannotWrite, as `open_engine` says it.
    """
    engine = open_engine(source.folder / CHART, source.key)
    try:
        with Session(engine, autoflush=False) as session:
            session.connection().exec_driver_sql("PRAGMA query_only = ON")
            yield session
    except DBAPIError as damaged:
        raise refusal(source.folder / CHART, damaged.orig or damaged) from damaged
    finally:
        engine.dispose()


@contextmanager
def packing(part: Path, passphrase: str | None) -> Iterator[Parcel]:
    """A parcel that is on the disk afterwards, or gone. Raises Known when the disk refuses."""
    parcel: Parcel | None = None
    try:
        parcel = Parcel(part, passphrase)
        part.chmod(0o600)
        yield parcel
        sync_file(part)
    except BaseException as refused:
        with suppress(OSError):
            if parcel is not None:
                parcel.drop()
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if not isinstance(refused, OSError):
            raise
        words = _("The export cannot be written: {reason}. Nothing was left. Make room or choose another folder.")
        raise Known(words.format(reason=refused.strerror or refused)) from refused


def deliver(
    chart: ChartSession,
    patients: list[Patient],
    made: Made,
    wish: Wish,
    by: str,
    now: datetime,
    save: Callable[[], bool],
) -> Path:
    """Write a disclosure of each patient down, with one entry of the deed, and only then give the file its name.

    Raises Known; then there is no file.
    """
    kept = [
        Disclosure(
            patient=patient,
            at=now,
            by=by,
            recipient=wish.recipient,
            purpose=wish.purpose,
            what=made.what,
            encrypted=int(made.encrypted),
            sha256=made.sha256,
        )
        for patient in patients
    ]
    for disclosure in kept:
        chart.add(disclosure)
    state = _("encrypted") if made.encrypted else _("not encrypted")
    words = _("{what}, {state}, to {recipient}, for {purpose}")
    said = words.format(what=made.what, state=state, recipient=wish.recipient, purpose=wish.purpose)
    subject = patients[0] if len(patients) == 1 else None
    chart.note("exported", subject, said)
    if not save():
        for disclosure in kept:
            chart.orm.expunge(disclosure)
        chart.note("exported", subject, NOT_AFTER_ALL)
        with suppress(OSError):
            made.part.unlink(missing_ok=True)
        raise Known(_("The export could not be written down in the chart, so no file was made."))
    try:
        _put_in_place(made.part, made.to)
    except OSError as refused:
        with suppress(OSError):
            made.part.unlink(missing_ok=True)
        chart.note("exported", subject, NOT_AFTER_ALL)
        save()
        reason = _("there is a file of that name") if isinstance(refused, FileExistsError) else refused.strerror
        raise Known(_("No file was made: {reason}.").format(reason=reason)) from refused
    return made.to


def check_export(file: Path, passphrase: str = "", chart: ChartSession | None = None) -> tuple[bool, list[str]]:
    """Whether an exported file is as it was made, and what there is to say about it in words.

    With a chart it is also compared with what was written down when it was handed over.
    Raises WrongPassphrase or NotAnExport.
    """
    said = check_parcel(file, passphrase)
    if said:
        return False, said
    if chart is None:
        return True, [_("Every part is as it was made.")]
    found = chart.orm.scalars(sa.select(Disclosure).where(Disclosure.sha256 == sha256_of(file)).limit(1)).first()
    if found is None:
        return True, [
            _("Every part fits its list, but no export of this clinic is written down with this file's hash.")
        ]
    words = _("This is the file that was handed over on {day} to {recipient}, unaltered.")
    return True, [words.format(day=show_day(found.at.date()), recipient=found.recipient)]


def disclosures_of(chart: ChartSession, patient: Patient) -> list[Disclosure]:
    """What left the clinic about a patient, newest first."""
    asked = sa.select(Disclosure).where(Disclosure.patient_id == patient.id)
    return list(chart.orm.scalars(asked.order_by(Disclosure.at.desc(), Disclosure.id)))


def _put_in_place(part: Path, to: Path) -> None:
    """Give the finished file its name without ever replacing another. Raises FileExistsError or OSError."""
    with to.open("xb"):
        pass
    try:
        part.replace(to)
    except OSError:
        to.unlink(missing_ok=True)
        raise
    sync_folder(to.parent)


def _clinic(session: Session) -> Clinic:
    return session.scalars(sa.select(Clinic)).one()
