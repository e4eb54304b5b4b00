"""How a visit stands, read for paper: its versions, what became of it, and what has to be said first."""

from collections.abc import Mapping
from dataclasses import replace

from charting.context import Context
from charting.dates import show_moment
from charting.fields import fields_of, lines_of
from charting.output.visit_paper import Amended, SheetPaper, Standing, VersionPaper
from charting.records.base import Record
from charting.records.changes import Change, amendment_changes
from charting.records.copied import copied_id
from charting.records.signed import altered_words, is_altered
from charting.records.versions import replaced_by, version_number
from charting.records.visit import Visit
from charting.records.visit_checks import hours_late
from charting.records.visit_mark import MARKS, VOIDED
from charting.words import _

Inline = Mapping[tuple[str, str], tuple[str, str]]
"""What stood first at a record and field, and the references of the amendments that changed it."""


def standing_of(visit: Visit, context: Context) -> tuple[Standing, Inline]:
    """The words about a visit as a whole, and the answers that were amended."""
    chain = _up_to(visit)
    versions: list[VersionPaper] = []
    inline: dict[tuple[str, str], tuple[str, str]] = {}
    count = 0
    for step, version in enumerate(chain[1:], start=1):
        printed: list[Amended] = []
        for change in amendment_changes(version):
            count += 1
            reference = f"A{count}"
            printed.append(Amended(reference, _where(change), change.label, change.before, change.after))
            if change.record_id:
                key = _id_in_the_last(change.record_id, version, chain[step + 1 :]), change.field
                was, before = inline.get(key, (change.before, ""))
                inline[key] = was, f"{before},\u00a0{reference}" if before else reference
        versions.append(
            VersionPaper(version_number(version), version.amend_reason or "", _signed(version), tuple(printed))
        )
    stamp, across, why = _stamped(visit)
    altered = is_altered(visit)
    if altered:
        stamp, across, why = altered_words(), across or _("ALTERED"), " · ".join(word for word in (why, stamp) if word)
    return (
        Standing(
            version_number(visit),
            altered,
            _signed(chain[0]) if len(chain) > 1 else "",
            tuple(versions),
            stamp,
            across,
            why,
            tuple(_notes(visit, context)),
        ),
        inline,
    )


def with_amendments(paper: SheetPaper, record: Record, inline: Inline) -> SheetPaper:
    """A sheet with what stood before beside each answer that an amendment changed."""
    if not inline:
        return paper
    answers = tuple(
        replace(a, was=inline[record.id, a.name][0], reference=inline[record.id, a.name][1])
        if (record.id, a.name) in inline
        else a
        for a in paper.answers
    )
    tables = []
    for table in paper.tables:
        stored = getattr(record, table.name) if table.name in lines_of(type(record)) else []
        rows = []
        for answered, row in zip(table.rows, stored, strict=True):
            first = next((a.name for a in answered if a.value), "")
            cells = []
            for a in answered:
                added = inline.get((row.id, "")) if a.name == first else None
                was, reference = inline.get((row.id, a.name), ("", "")) if added is None else ("", added[1])
                cells.append(replace(a, was=_bare(was, row, a.name), reference=reference) if reference else a)
            rows.append(tuple(cells))
        tables.append(replace(table, rows=tuple(rows)))
    return replace(paper, answers=answers, tables=tuple(tables))


def _bare(was: str, row: Record, name: str) -> str:
    """The words without their unit, which heads the column."""
    unit = fields_of(type(row))[name].unit
    return was.removesuffix(f" {unit.label}").removesuffix(f" {unit.one or unit.label}") if unit else was


def _up_to(visit: Visit) -> list[Visit]:
    return [visit] if visit.amends is None else [*_up_to(visit.amends), visit]


def _id_in_the_last(record_id: str, version: Visit, later: list[Visit]) -> str:
    """The id that a record of a version has in the last of the versions after it."""
    if record_id == version.id:
        return later[-1].id if later else record_id
    for following in later:
        record_id = copied_id(following, record_id)
    return record_id


def _where(change: Change) -> str:
    return f"{change.sheet}, {change.row}" if change.row else change.sheet


def _signed(visit: Visit) -> str:
    signature = visit.visit_signature
    if signature is None:
        return ""
    return _("{time} by {name}").format(time=show_moment(signature.signed_at), name=signature.signer)


def _stamped(visit: Visit) -> tuple[str, str, str]:
    """What heads every page, what is written across it, and why."""
    if visit.marks:
        mark = visit.marks[-1]
        word = _("VOID") if mark.kind == VOIDED else _("MOVED")
        why = f"{MARKS.label(mark.kind)} {show_moment(mark.at)}: {mark.reason}"
        return word, word, why
    later = replaced_by(visit)
    if later is not None and later.signed_at is not None:
        words = _("Replaced by version {number} signed {time}")
        return words.format(number=version_number(later), time=show_moment(later.signed_at)), "", ""
    return (_("Version {number}").format(number=version_number(visit)) if visit.amends else ""), "", ""


def _notes(visit: Visit, context: Context) -> list[tuple[str, str, bool]]:
    notes: list[tuple[str, str, bool]] = []
    if is_altered(visit):
        words = _("Its signature does not fit what the chart says now. Since when is not known. {signed}")
        signed = _("It was signed {signed}.").format(signed=_signed(visit)) if visit.visit_signature else ""
        notes.append((altered_words(), words.format(signed=signed).strip(), True))
    elif visit.amends is not None and is_altered(visit.amends):
        words = _("What was taken over from it may not be what was signed there.")
        notes.append((_("The version before was ALTERED after signing"), words, True))
    for mark in visit.marks:
        words = _("{reason} {time}, {name}. Nothing of it was deleted.")
        said = words.format(reason=_ended(mark.reason), time=show_moment(mark.at), name=mark.by)
        notes.append((_("VOID") if mark.kind == VOIDED else _("MOVED to another patient’s chart"), said, True))
    later = replaced_by(visit)
    if later is not None:
        title = _("Replaced by version {number} signed {signed}")
        why = _("Reason: {reason}").format(reason=later.amend_reason or "")
        notes.append((title.format(number=version_number(later), signed=_signed(later)), why, True))
    if visit.amends is not None:
        title = _("Version {number} of this visit").format(number=version_number(visit))
        words = _("Reason: {reason} Version {before} was signed {signed}. What was changed is struck and listed.")
        said = words.format(
            reason=_ended(visit.amend_reason or ""),
            before=version_number(visit.amends),
            signed=_signed(visit.amends),
        )
        notes.append((title, said, False))
    if visit.moved_from is not None and visit.moved_from.marks:
        mark = visit.moved_from.marks[-1]
        words = _("{reason} {time}, {name}. It was read with this patient and signed again.")
        if visit.signed_at is None:
            words = _("{reason} {time}, {name}. It has to be read with this patient and signed again.")
        said = words.format(reason=_ended(mark.reason), time=show_moment(mark.at), name=mark.by)
        notes.append((_("Moved here from another patient’s chart"), said, True))
    notes += _late(visit, context)
    consent = visit.consent
    if consent is not None and consent.withdrawn_at is not None:
        what = consent.withdrawn_what or _("what was withdrawn is not recorded")
        notes.append((_("Consent withdrawn"), f"{show_moment(consent.withdrawn_at)}: {what}", True))
    return notes


def _late(visit: Visit, context: Context) -> list[tuple[str, str, bool]]:
    hours = hours_late(visit, context)
    if hours is None or (visit.signed_at is None and visit.late_reason is None):
        return []
    title = _("Late entry: signed {hours} h after the procedure ended.")
    if visit.ended_at is None:
        title = _("Late entry: signed {hours} h after the visit was opened.")
    reason = _("Reason: {reason}").format(reason=visit.late_reason or _("not recorded"))
    return [(title.format(hours=hours), reason, False)]


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
