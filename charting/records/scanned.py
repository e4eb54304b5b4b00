"""A scanned label beside what was typed: lot and expiry must agree, and nothing single-use comes back (5.2, 5.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from charting.context import Context
from charting.dates import show_day
from charting.findings import Finding, Level
from charting.origins import SCANNED
from charting.records.scan_doubt import bare, in_doubt, said_of, serial_of, settled
from charting.udi import NotUdi, Udi, parse
from charting.words import _


@dataclass(frozen=True, slots=True)
class Label:
    """Which fields of a record hold the scan, the lot and the expiry, and what the thing is called."""

    udi: str
    lot: str
    expiry: str
    what: str


@lru_cache(maxsize=512)
def read_label(udi_text: str, today: date) -> Udi | str:
    """The scan taken apart, or in words why it must not be taken. `today` decides the century of its dates."""
    try:
        return parse(udi_text, today)
    except NotUdi as refused:
        return str(refused)


def lot_and_expiry(udi_text: str | None, today: date, chosen: str | None = None) -> tuple[str | None, date | None]:
    """Lot and expiry of a scan; None for what it does not say or what cannot be trusted.

    `chosen` is the lot that stands in the chart: it settles a label that can be read in several ways.
    """
    read = read_label(udi_text, today) if udi_text else None
    found = settled(read, chosen) if isinstance(read, Udi) else None
    if found is None or found.warnings:
        return None, None
    return found.lot, found.expiry


def filled(record: Any, label: Label, today: date) -> dict[str, Any]:
    """What the scan says for the fields that are empty, by their names; typed answers stay as they are.

    What an earlier scan said is said anew, or taken back as None.
    """
    lot, expiry = lot_and_expiry(getattr(record, label.udi), today, getattr(record, label.lot))
    offered = {label.lot: lot, label.expiry: expiry}
    return {name: value for name, value in offered.items() if _may_fill(record, name, value)}


def choices(record: Any, label: Label, today: date) -> list[tuple[str, dict[str, Any]]]:
    """The two likeliest ways to read a label in doubt, in words, each with the answers it would give."""
    scan = getattr(record, label.udi)
    found = read_label(scan, today) if scan else None
    if not isinstance(found, Udi) or not settled(found, getattr(record, label.lot)).readings:
        return []
    return readings_of(found, label)


def readings_of(found: Udi, label: Label) -> list[tuple[str, dict[str, Any]]]:
    """The likeliest reading of a label in doubt and the one without a separator, each with what it would fill."""
    meant = (found.readings[0], found.readings[-1]) if found.readings else ()
    return [(said_of(one, found), {label.lot: one.lot, label.expiry: one.expiry}) for one in meant]


def _may_fill(record: Any, name: str, value: Any) -> bool:
    stands, origin = getattr(record, name), (record.origins or {}).get(name)
    scanned = origin is not None and origin[0] == SCANNED
    return (stands is None or scanned) and stands != value and name not in (record.unread or {})


def label_findings(record: Any, label: Label, context: Context) -> Iterator[Finding]:
    """STOP for a misread or expired label, WARN where it is unclear or says other than what was typed."""
    scan = getattr(record, label.udi)
    if not scan:
        return
    found = read_label(scan, context.day)
    if isinstance(found, str):
        step = _("Scan again, or clear the field and type lot and expiry.")
        yield Finding(
            Level.STOP,
            _("The scanned label cannot be right"),
            why=found,
            next_step=step,
            rule="udi-misread",
            field=label.udi,
            inputs=((_("scan"), scan),),
            source="5.4",
        )
        return
    found = settled(found, getattr(record, label.lot))
    if found.readings:
        yield in_doubt(scan, found, label.udi)
    elif found.warnings:
        yield Finding(
            Level.WARN,
            _("The scanned label is unclear"),
            why=" ".join(found.warnings),
            next_step=_("Compare lot and expiry with the label."),
            rule="udi-unclear",
            field=label.udi,
            inputs=((_("scan"), scan),),
            source="5.4",
        )
    yield from _against_typed(record, label, found)
    yield from _expired(record, label, found, context)


def _against_typed(record: Any, label: Label, found: Udi) -> Iterator[Finding]:
    lot, expiry = getattr(record, label.lot), getattr(record, label.expiry)
    if found.lot is not None and lot is not None and bare(found.lot) != bare(lot):
        yield _differs(_("Lot {typed}, on the label {scanned}").format(typed=lot, scanned=found.lot), label.lot)
    if found.expiry is not None and expiry is not None and found.expiry != expiry:
        words = _("Expiry {typed}, on the label {scanned}")
        said = words.format(typed=show_day(expiry), scanned=show_day(found.expiry))
        yield _differs(said, label.expiry)


def _differs(what: str, field: str) -> Finding:
    return Finding(
        Level.WARN,
        what,
        why=_("the scan and what was typed do not agree"),
        next_step=_("Read the label again and correct the one that is wrong."),
        rule="udi-differs",
        field=field,
        inputs=((_("typed and scanned"), what),),
        source="5.4",
    )


def _expired(record: Any, label: Label, found: Udi, context: Context) -> Iterator[Finding]:
    if found.expiry is None or found.expiry >= context.day or getattr(record, label.expiry) == found.expiry:
        return
    yield Finding(
        Level.STOP,
        _("{what} expired on {day}").format(what=_(label.what), day=show_day(found.expiry)),
        why=_("by its scanned label; nothing past its expiry is used"),
        next_step=_("Take another, and scan its label."),
        rule="udi-expired",
        field=label.udi,
        inputs=((_("expiry"), found.expiry.isoformat()),),
        source="5.4",
    )


def used_before(record: Any, label: Label, context: Context) -> Iterator[Finding]:
    """STOP when the very same piece, told by product and serial number, stands on an earlier visit of the file (H-14).

    A shared lot is usual and says nothing. The other patient is not named.
    """
    found = _read_for(record, label, context.day)
    serial, session = serial_of(found), object_session(record)
    if found is None or serial is None or session is None or record.visit is None:
        return
    model, column = type(record), getattr(type(record), label.udi)
    wanted = sa.select(model).where(column.contains(serial, autoescape=True), model.id != record.id)
    with session.no_autoflush:
        others = [other for other in session.scalars(wanted) if _same_piece(other, label, found, record)]
    if not others:
        return
    mine = _patient_id(record)
    stranger = any(_patient_id(other) != mine for other in others)
    yield Finding(
        Level.STOP,
        _("{what} with serial {serial} was used before").format(what=_(label.what), serial=serial),
        why=_("on another patient: blood of another person") if stranger else _("on an earlier visit of this patient"),
        next_step=_("Single use: take a new one, or correct the scan. If it was used, record an adverse event."),
        rule="single-use",
        field=label.udi,
        inputs=((_("serial"), serial),),
        source="S73",
    )


def _read_for(record: Any, label: Label, today: date) -> Udi | None:
    """The label of a record, settled by the lot that stands beside it."""
    scan = getattr(record, label.udi)
    read = read_label(scan, today) if scan else None
    return settled(read, getattr(record, label.lot)) if isinstance(read, Udi) else None


def _same_piece(other: Any, label: Label, found: Udi, record: Any) -> bool:
    if other.visit is None or not other.visit.in_force or other.visit.opened_at >= record.visit.opened_at:
        return False
    again = _read_for(other, label, other.visit.opened_at.date())
    if again is None or serial_of(again) != serial_of(found):
        return False
    return (again.gtin, again.device) == (found.gtin, found.device)


def _patient_id(record: Any) -> str:
    return str(record.visit.course.patient_id)
