"""The audit report as a file: a table or a paper, of exactly the entries that were asked for."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from charting.actions.export import reading
from charting.actions.trail_query import SLICE, SORTS, Asked, Told, TrailReport
from charting.crockford import crockford
from charting.dates import show_day, show_moment
from charting.errors import Known
from charting.output.audit_report import MOST_ON_PAPER, AuditLine, AuditPaper, audit_csv, audit_pdf
from charting.output.document_ids import clinic_code
from charting.output.info import Letterhead
from charting.output.pdf_seal import SealWords, pages_in, seal_paper
from charting.records.audit_entry import VERBS
from charting.records.clinic import Clinic
from charting.records.patient import Patient
from charting.store.backup import Source
from charting.store.durable import sync_file, sync_folder
from charting.store.paper_keys import require_key
from charting.words import _, ngettext

Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """Who wants a report, when, and the record seal that was true then."""

    by: str
    now: datetime
    seal: str


def file_name(now: datetime, ending: str) -> str:
    """A name that names nobody: `rootline-audit-2026-11-21-1402.csv`."""
    return f"rootline-audit-{now:%Y-%m-%d-%H%M}.{ending}"


def line_of(told: Told) -> AuditLine:
    """An entry as it is printed."""
    clock = _("clock set back") if told.late else ""
    when = f"{show_day(told.at.date())} {told.at:%H:%M:%S}"
    places = (told.patient, told.visit, told.where)
    return AuditLine(told.seq, told.at.isoformat(), when, clock, told.who, told.action, *places, told.words)


def asked_words(asked: Asked, patient: str, count: int) -> tuple[str, ...]:
    """What a report is about, in words, and how many entries it has."""
    said = [ngettext("{count} entry", "{count} entries", count).format(count=count)]
    if asked.since is not None:
        said.append(_("from {day}").format(day=show_day(asked.since)))
    if asked.until is not None:
        said.append(_("to {day}").format(day=show_day(asked.until)))
    if asked.who:
        said.append(asked.who)
    if patient:
        said.append(patient)
    if asked.verb:
        said.append(VERBS.label(asked.verb))
    said.append(_("sorted by {what}").format(what=SORTS.label(asked.sort).lower()))
    return tuple(said)


def save_csv(source: Source, asked: Asked, to: Path, watch: Watch = lambda _done, _steps: None) -> int:
    """Write the entries as a table to `to`; how many there were. Fit for a worker thread. Raises Known.

    A file that is there is never replaced, and nothing is left when it cannot be written.
    """
    with reading(source) as session:
        report = TrailReport(session, asked)
        _write_new(to, audit_csv(_lines(report, watch)))
        return len(report)


def make_pdf(
    source: Source,
    asked: Asked,
    printed: Printed,
    watch: Watch = lambda _done, _steps: None,
    printing: AbstractContextManager[Any] | None = None,
) -> bytes:
    """The entries on paper, sealed. Fit for a worker thread; `printing` is held while pages are set. Raises Known."""
    with reading(source) as session:
        report = TrailReport(session, asked)
        if len(report) > MOST_ON_PAPER:
            words = _("{count} entries are too many for paper. Choose a shorter period, or save the table.")
            raise Known(words.format(count=len(report)))
        key = require_key(session, source.key)
        clinic = session.scalars(sa.select(Clinic)).one()
        patient = session.get(Patient, asked.patient_id) if asked.patient_id else None
        named = "" if patient is None else f"{patient.display_name()} ({patient.number})"
        paper = AuditPaper(
            clinic=Letterhead(clinic.name or "", code=clinic_code(clinic.id)),
            practice=bool(clinic.practice),
            asked=asked_words(asked, named, len(report)),
            lines=tuple(_lines(report, watch)),
            seal=printed.seal,
            document_id=f"AR-{printed.now.year:04d}-{crockford(secrets.token_bytes(8), 6)}",
            printed_at=show_moment(printed.now),
            printed_by=printed.by,
        )
    with printing or nullcontext():
        pdf = audit_pdf(paper)
        said = SealWords("audit_report", paper.document_id, pages_in(pdf), paper.seal)
        return seal_paper(pdf, key, said, printed.now)


def save_pdf(pdf: bytes, to: Path) -> None:
    """Write a paper to a new file. Raises Known."""
    _write_new(to, iter([pdf]))


def _lines(report: TrailReport, watch: Watch) -> Iterator[AuditLine]:
    for start in range(0, len(report), SLICE):
        watch(start, len(report))
        yield from (line_of(told) for told in report.slice(start, start + SLICE))
    watch(len(report), len(report))


def _write_new(to: Path, pieces: Iterator[bytes]) -> None:
    """Write a file that was not there before, whole or not at all. Raises Known."""
    part = to.with_name(f".rootline-{secrets.token_hex(6)}.part")
    try:
        with to.open("xb"):
            pass
    except FileExistsError as there:
        raise Known(_("{name} is there already. Choose another name.").format(name=to.name)) from there
    except OSError as refused:
        raise _not_written(refused) from refused
    try:
        with part.open("xb") as file:
            part.chmod(0o600)
            for piece in pieces:
                file.write(piece)
        sync_file(part)
        part.replace(to)
        sync_folder(to.parent)
    except BaseException as refused:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        with suppress(OSError):
            to.unlink(missing_ok=True)
        if isinstance(refused, OSError):
            raise _not_written(refused) from refused
        raise


def _not_written(refused: OSError) -> Known:
    words = _("The report cannot be written: {reason}. Nothing was left. Make room or choose another folder.")
    return Known(words.format(reason=refused.strerror or refused))
