"""A scan while gloves are on: the label of the cartridge, of the kit, or of the syringe. Never typed text."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from charting.context import Context
from charting.findings import Finding, Level
from charting.origins import SCANNED
from charting.records.base import Record, findings
from charting.records.dose import DOSE_LABEL, Dose
from charting.records.earlier import patient_of
from charting.records.glove_page import Answer, Page, Press, Write, asking
from charting.records.glove_steps import PAUSED
from charting.records.needling import Needling
from charting.records.needling_checks import CARTRIDGE_LABEL
from charting.records.prp import Prp
from charting.records.prp_checks import KIT_LABEL
from charting.records.scanned import Label, read_label, readings_of
from charting.records.topical import TOPICAL_LABEL, Topical
from charting.records.visit import Visit, context_of
from charting.udi import Udi
from charting.words import _

_OF_THE_KIT = frozenset({"whose", "draw", "spin_start", "spin_end", "prp_ready"})
_GIVING = frozenset({"route", "giving_start", "planned", "applied", "giving_end"})


def scan_press(visit: Visit, at: str, text: str, now: datetime) -> Press:
    """What a scan does at a step, as a button would; `refused` says why it does nothing."""
    kind = at.removeprefix(PAUSED).partition(":")[0]
    if kind == "time_out":
        return _syringe(visit, text)
    row, day = _row_in_hand(visit, at), context_of(visit, now).day
    if isinstance(row, Topical):
        return _label(row, TOPICAL_LABEL, _("Topical"), text, day)
    if isinstance(row, Dose):
        return _label(row, DOSE_LABEL, _("Drug"), text, day)
    if kind in _OF_THE_KIT and visit.prp is not None:
        return _label(visit.prp, KIT_LABEL, _("Kit"), text, day)
    if kind not in _GIVING and visit.needling is not None:
        return _label(visit.needling, CARTRIDGE_LABEL, _("Cartridge"), text, day)
    return Press("scan", _("Scan"), refused=_("No label is asked for at this step."))


def scan_trouble(visit: Visit, press: Press, now: datetime) -> Finding | None:
    """The gravest that has to be said about labels just scanned: expired, used before, unclear."""
    context = context_of(visit, now)
    found = [finding for record in _scanned_into(press) for finding in _about(record, context)]
    return max(found, key=lambda finding: finding.level, default=None)


def _row_in_hand(visit: Visit, at: str) -> Record | None:
    """The cream or the dose that a step is about."""
    kind, found, key = at.removeprefix(PAUSED).partition(":")
    sheet = visit.anaesthesia if found and kind in {"topical_on", "dose"} else None
    rows: list[Record] = [] if sheet is None else [*sheet.topicals, *sheet.doses]
    return next((row for row in rows if row.id == key), None)


def _scanned_into(press: Press) -> set[Record]:
    return {write.record for write in press.writes if isinstance(write, Answer) and write.scanned}


def _about(record: Record, context: Context) -> Iterator[Finding]:
    labels = {Needling: CARTRIDGE_LABEL, Prp: KIT_LABEL, Topical: TOPICAL_LABEL, Dose: DOSE_LABEL}
    label = labels.get(type(record))
    if label is None:
        return
    for finding in findings(record, context):
        if finding.field in {label.udi, label.lot, label.expiry} and finding.level not in {Level.MISSING, Level.NOTE}:
            yield finding


def _label(record: Any, label: Label, what: str, text: str, day: date) -> Press:
    """The code of a cartridge or kit; lot and expiry follow from it. Another one than before is asked about."""
    press = Press("scan", what, did=_("{what} scanned").format(what=what))
    read = read_label(text, day)
    if isinstance(read, str):
        return Press("scan", what, refused=read)
    if not read.told:
        return Press("scan", what, refused=_("Not a device label: {text}").format(text=read.raw))
    before = getattr(record, label.udi)
    if before == read.raw:
        return Press("scan", what, refused=_("{what} scanned already.").format(what=what))
    origins = record.origins or {}
    stale: tuple[Write, ...] = tuple(
        Answer(record, name, None) for name in (label.lot, label.expiry) if origins.get(name, ("", ""))[0] == SCANNED
    )
    writes = (*stale, Answer(record, label.udi, read.raw, scanned=True))
    press = Press("scan", what, writes=writes, did=press.did, ask=_which(record, label, what, read, writes))
    if before is None:
        return press
    lot = _("lot {lot}").format(lot=read.lot) if read.lot else ""
    title = _("Another {what}: replace the one that was scanned?").format(what=what.lower())
    return asking(press, title, lot, _("Replace it"), _("Keep the first"))


def _which(record: Any, label: Label, what: str, read: Udi, writes: tuple[Write, ...]) -> Page | None:
    """The question how a label is meant whose separator may be lost; None where there is none."""
    presses = []
    for at, (said, gives) in enumerate(readings_of(read, label)):
        given = tuple(Answer(record, name, value, scanned=True) for name, value in gives.items() if value is not None)
        words = said[:1].upper() + said[1:]
        presses.append(Press(f"scan.{at}", words, hint="13"[at], writes=(*writes, *given), did=words))
    if not presses:
        return None
    later = Press(
        "scan.later", _("Neither: type it later"), hint="0", writes=writes, did=_("{what} scanned").format(what=what)
    )
    why = _("Read the label. No lot is taken until you choose.")
    return Page("scan.which", _("The code may lack a separator"), why, presses=(*presses, later))


def _syringe(visit: Visit, text: str) -> Press:
    """The syringe's label holds the number of the patient, or of the batch."""
    patient, sheet = patient_of(visit), visit.application
    batch = visit.prp.batch_id if visit.prp is not None else None
    wanted = {_bare(known) for known in (patient.number if patient is not None else None, batch) if known}
    what = _("Syringe label")
    if sheet is None or _bare(text) not in wanted:
        why = _("The label says {text}: not this patient's number, not this batch. Find out whose PRP this is.")
        return Press("scan", what, refused=why.format(text=text))
    writes = (Answer(sheet, "syringe_label_matches", True, scanned=True),)
    return Press("scan", what, writes=writes, did=_("Syringe label matches"))


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
