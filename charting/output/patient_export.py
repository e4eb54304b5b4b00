"""The parts of one patient's export: summaries as PDF, all answers as JSON and CSV, photos and stored papers."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from charting.dates import show_moment
from charting.errors import Known
from charting.output.chart_json import chart_json, state_of
from charting.output.chart_rows import HEAD, chart_rows, visit_line
from charting.output.documents import gather
from charting.output.parcel import Parcel
from charting.output.plain_text import BOM, csv_lines, valid
from charting.output.proof import PaperFault
from charting.output.sealed import build_sealed
from charting.paper_key import PaperKey
from charting.records.base import Record
from charting.records.clinic import Clinic
from charting.records.patient import Patient
from charting.records.photo import Photo
from charting.records.scan import ScanFiling, ScanPage
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.records.visit_mark import MOVED
from charting.words import _, ngettext

CHART, ANSWERS, READ_ME = "chart.json", "answers.csv", "README.txt"
Watch = Callable[[int, int], None]
"""Called with how many steps are done and how many there are; what it raises ends the export."""


@dataclass(slots=True)
class Packed:
    """What went into an export: `what` in words, and what could not be put in, with the reason."""

    what: str = ""
    left_out: list[str] = field(default_factory=list)


def pack_patient(
    parcel: Parcel,
    patient: Patient,
    clinic: Clinic,
    now: datetime,
    by: str,
    seal: str,
    watch: Watch,
    key: PaperKey,
    printing: AbstractContextManager[Any] | None = None,
) -> Packed:
    """Put everything a patient's chart holds into a parcel. `key` seals its summaries; `printing` is held
    while a page is set.

    A visit that was moved to another patient is not in it.
    """
    visits = [visit for course in patient.courses for visit in course.visits if state_of(visit) != MOVED]
    visits.sort(key=lambda visit: visit.opened_at)
    signed = [visit for visit in visits if visit.signed_at is not None]
    packed, files = Packed(), dict(_names(visits))
    steps, done = len(signed) + len(files) + 2, 0
    watch(done, steps)
    for number, visit in enumerate(signed, start=1):
        with printing or nullcontext():
            _summary(parcel, packed, visit, clinic, (now, by, seal, key), f"summaries/{_stem(visit, number)}.pdf")
        watch(done := done + 1, steps)
    for visit in visits:
        held: list[Photo | StoredDocument | ScanPage] = [*visit.photos, *visit.documents, *_scans(visit)]
        for record in held:
            parcel.add(files[record.id], record.content)
            _forget(record)
            watch(done := done + 1, steps)
    told = json.dumps(chart_json(patient, now, files), ensure_ascii=False, indent=1)
    parcel.add(CHART, told.encode("utf-8"))
    watch(done := done + 1, steps)
    rows = csv_lines([HEAD, *chart_rows(patient)])
    parcel.add(ANSWERS, BOM.encode("utf-8") + rows)
    packed.what = _what(len(signed) - len(packed.left_out), len(visits), visits)
    parcel.add(READ_ME, _read_me(packed, clinic, now).encode("utf-8"))
    parcel.finish(particulars(packed, clinic, now, by, seal))
    watch(steps, steps)
    return packed


def particulars(packed: Packed, clinic: Clinic, now: datetime, by: str, seal: str) -> dict[str, Any]:
    """What the manifest says of an export besides its parts."""
    return {
        "made_at": now.isoformat(timespec="seconds"),
        "made_by": valid(by),
        "clinic": valid(clinic.name or ""),
        "practice": bool(clinic.practice),
        "record_seal": seal,
        "what": packed.what,
        "left_out": [valid(words) for words in packed.left_out],
    }


def _summary(
    parcel: Parcel,
    packed: Packed,
    visit: Visit,
    clinic: Clinic,
    printed: tuple[datetime, str, str, PaperKey],
    name: str,
) -> None:
    now, by, seal, key = printed
    try:
        pdf = build_sealed("chart_summary", gather(visit, clinic, now, by, seal), key, now)
    except (Known, PaperFault) as refused:
        reason = str(refused) if isinstance(refused, Known) else _("it did not pass its check")
        words = _("Summary of {visit}: {reason}. Its answers are in {file}.")
        packed.left_out.append(words.format(visit=visit_line(visit), reason=reason.rstrip("."), file=CHART))
        return
    parcel.add(name, pdf)


def _stem(visit: Visit, number: int) -> str:
    return f"{number:03d}-{visit.opened_at.date().isoformat()}"


def _names(visits: list[Visit]) -> Iterator[tuple[str, str]]:
    """The part of each photo and stored paper, by its id."""
    number = 0
    for visit in visits:
        day = visit.opened_at.date().isoformat()
        for photo in visit.photos:
            yield photo.id, f"photos/{(number := number + 1):03d}-{day}.jpg"
        for paper in visit.documents:
            yield paper.id, f"papers/{(number := number + 1):03d}-{day}.pdf"
        for page in _scans(visit):
            filed = page.filed
            if filed is not None and filed.document is not None:
                name = f"{day}-{filed.document.number}-page-{filed.page}"
                yield page.id, f"scans/{(number := number + 1):03d}-{name}.jpg"


def _scans(visit: Visit) -> list[ScanPage]:
    """The scanned pages that are filed to a visit's papers, in the order of the papers; never a file they came in."""
    session = sa.orm.object_session(visit)
    if session is None:
        return []
    query = sa.select(ScanFiling).where(ScanFiling.visit_id == visit.id, ScanFiling.document_id.is_not(None))
    found = session.scalars(query.order_by(ScanFiling.document_id, ScanFiling.page, ScanFiling.at)).all()
    return [filing.scan_page for filing in found if filing.scan_page.filed is filing]


def _forget(record: Record) -> None:
    """Let go of the bytes of a picture or a paper that was packed."""
    session = sa.orm.object_session(record)
    if session is not None:
        session.expire(record, ["content"])


def _what(summaries: int, visits: int, held: list[Visit]) -> str:
    photos = sum(len(visit.photos) for visit in held)
    papers = sum(len(visit.documents) for visit in held)
    said = [
        _("all answers of {visits}").format(
            visits=ngettext("{count} visit", "{count} visits", visits).format(count=visits)
        ),
        ngettext("{count} summary", "{count} summaries", summaries).format(count=summaries),
    ]
    if photos:
        said.append(ngettext("{count} photo", "{count} photos", photos).format(count=photos))
    scans = sum(len(_scans(visit)) for visit in held)
    if scans:
        said.append(ngettext("{count} scanned page", "{count} scanned pages", scans).format(count=scans))
    if papers:
        said.append(ngettext("{count} stored paper", "{count} stored papers", papers).format(count=papers))
    return ", ".join(said)


def _read_me(packed: Packed, clinic: Clinic, now: datetime) -> str:
    lines = [
        _("Export of one patient's chart from {clinic}, {moment}.").format(
            clinic=valid(clinic.name or ""), moment=show_moment(now)
        ),
        _("It holds {what}.").format(what=packed.what),
        "",
        _("summaries/   one PDF for each signed visit, for people"),
        _('chart.json   every answer with label, unit and code, for programs; it explains itself under "about"'),
        _("answers.csv  one row for each answer, for a spreadsheet; a cell that looks like a formula begins with '"),
        _("photos/, papers/, scans/   pictures, papers and signed pages as the clinic keeps them, where there are any"),
        _("manifest.json, SHA256SUMS   what is in here, with a hash of every part: sha256sum -c SHA256SUMS"),
        "",
        *((_("Not in here:"), *packed.left_out) if packed.left_out else ()),
    ]
    return "\r\n".join(valid(line) for line in lines) + "\r\n"
