"""Signed means unchangeable: triggers in the file itself refuse what no menu should have offered.

The statements are derived from the records and frozen in the migrations; a test compares the two.
"""

from collections.abc import Iterable, Iterator

from charting.records.base import Line, Record, Sheet
from charting.records.call import Call
from charting.records.decision import Decision
from charting.records.disclosure import Disclosure
from charting.records.paper_certificate import PaperCertificate
from charting.records.photo import Photo
from charting.records.print_job import HandedOut, PrintJob, PrintOutcome
from charting.records.scan import ScanCheck, ScanFile, ScanFiling, ScanPage
from charting.records.stored_document import StoredDocument
from charting.records.text_version import TextConfirmation, TextVersion
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark

_SCANS = (ScanFile, ScanPage, ScanFiling, ScanCheck)
_TEXTS = (TextVersion, TextConfirmation)
_PRINTING = (PrintJob, PrintOutcome, HandedOut)
_ADDED_ONLY = (VisitMark, StoredDocument, Disclosure, Call, PaperCertificate, *_SCANS, *_TEXTS, *_PRINTING)


def lock_triggers() -> dict[str, str]:
    """The triggers that guard signed visits, sealed sheets and the audit trail, by name."""
    return dict(sorted([*(trigger for model in _models() for trigger in _triggers_of(model)), *_audit_triggers()]))


def _audit_triggers() -> Iterator[tuple[str, str]]:
    """Rows of the audit trail are appended one by one, and stay."""
    next_seq = "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entry)"
    for verb, when in (("INSERT", f" WHEN {next_seq}"), ("UPDATE", ""), ("DELETE", "")):
        name = f"appended_audit_entry_{verb.lower()}"
        refusal = "BEGIN SELECT RAISE(ABORT, 'the audit trail is only appended to'); END"
        yield name, f"CREATE TRIGGER {name} BEFORE {verb} ON audit_entry{when} {refusal}"


def _models() -> Iterable[type[Record]]:
    return sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda model: model.__tablename__)


def _triggers_of(model: type[Record]) -> Iterator[tuple[str, str]]:
    conditions = _conditions(model)
    if conditions is None:
        return
    table = model.__tablename__
    held = [column.name for column in model.__table__.columns if column.name not in _open(model)]
    for verb, when in zip(("INSERT", f"UPDATE OF {', '.join(held)}", "DELETE"), conditions, strict=True):
        if when:
            name = f"locked_{table}_{verb.split()[0].lower()}"
            refusal = "BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END"
            yield name, f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} {refusal}"


def _conditions(model: type[Record]) -> tuple[str, str, str] | None:
    """When INSERT, UPDATE and DELETE of a row are refused, in SQL; None for records outside a visit."""
    if model is Visit:
        return "", "OLD.signed_at IS NOT NULL", "OLD.signed_at IS NOT NULL"
    if issubclass(model, Sheet):
        signed = "EXISTS (SELECT 1 FROM visit WHERE visit.id = {row}.visit_id AND visit.signed_at IS NOT NULL)"
        sealed = f" OR OLD.{model.seal} IS NOT NULL" if model.seal else ""
        moved = " OR NEW.visit_id IS NOT OLD.visit_id"
        old = signed.format(row="OLD") + sealed
        return signed.format(row="NEW"), old + moved, old
    if model in _ADDED_ONLY:
        return "", "1", "1"
    if model in (Decision, Photo):
        signed = "EXISTS (SELECT 1 FROM visit WHERE visit.id = {row}.visit_id AND visit.signed_at IS NOT NULL)"
        old = signed.format(row="OLD")
        return signed.format(row="NEW"), "1", old
    parent = _parent(model)
    if parent is None:
        return None
    table = parent.__tablename__
    sealed = f" OR {table}.{parent.seal} IS NOT NULL" if parent.seal else ""
    held = (
        f"EXISTS (SELECT 1 FROM {table} JOIN visit ON visit.id = {table}.visit_id "
        f"WHERE {table}.id = {{row}}.parent_id AND (visit.signed_at IS NOT NULL{sealed}))"
    )
    old = held.format(row="OLD")
    return held.format(row="NEW"), f"{old} OR NEW.parent_id IS NOT OLD.parent_id", old


def _open(model: type[Record]) -> frozenset[str]:
    """The columns that stay writable, with the one that keeps what was typed there and could not be read."""
    return model.open_after_seal | {"unread"} if model.open_after_seal else frozenset()


def _parent(model: type[Record]) -> type[Sheet] | None:
    if not issubclass(model, Line):
        return None
    parent = model.__mapper__.relationships["parent"].mapper.class_
    return parent if issubclass(parent, Sheet) else None
