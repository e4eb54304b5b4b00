"""What an entry of the audit trail says, in sentences: labels and answers, never a code, an id or a hash."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from charting.choices import YES_NO
from charting.columns import DayText, MomentText, YesNoInteger
from charting.dates import show_day, show_moment
from charting.fields import fields_of, line_model, lines_of
from charting.output.documents import KINDS
from charting.records.audit_entry import VERBS
from charting.records.base import Line, Record, Sheet
from charting.records.consent_signature import ConsentSigning
from charting.records.decision import Decision
from charting.records.house_rules import shipped
from charting.records.photograph import VIEWS
from charting.records.print_job import OUTCOMES, RECIPIENTS, SIDES, WAYS
from charting.records.rule_change import RuleChange
from charting.records.scan import FILINGS
from charting.records.visit import VISIT_KINDS, Visit
from charting.records.visit_mark import MARKS
from charting.rulebook import Broken
from charting.words import _

_SPEAKS = frozenset(
    {"by", "reason", "amend_reason", "note", "text", "what", "why", "recipient", "purpose", "signer", "registration"}
    | {"backup_folder", "session_number", "pages", "number", "printer", "copies"}
)
"""Columns without a declaration whose stored text is words for people; of all others only known codes are said."""
_CODES = {
    ("visit", "kind"): (_("Kind of visit"), VISIT_KINDS.label),
    ("visit_mark", "kind"): (_("Mark"), MARKS.label),
    ("photo", "view"): (_("View"), VIEWS.label),
    ("call", "reached"): (_("Reached"), lambda stored: _yes_no(stored)),
    ("scan_filing", "kind"): (_("Filing"), lambda code: next((_(o.label) for o in FILINGS if o.code == code), "")),
    ("print_job", "sides"): (_("Sides"), SIDES.label),
    ("print_job", "meant_for"): (_("For"), RECIPIENTS.label),
    ("print_outcome", "kind"): (_("Outcome"), OUTCOMES.label),
    ("handed_out", "recipient"): (_("Given to"), RECIPIENTS.label),
    ("handed_out", "way"): (_("How"), lambda code: WAYS.label(code) if code in WAYS else ""),
    ("stored_document", "kind"): (_("Paper"), lambda code: next((title for kind, title in KINDS if kind == code), "")),
}
_HAPPENED = {
    ("practitioner", "pin"): _("changed the PIN"),
    ("visit", "prose_at"): _("took the wording into hand"),
    ("clinic", "recovery_made_at"): _("made a recovery key"),
    ("clinic", "recovery_proved_at"): _("proved the recovery key"),
    ("clinic", "logo"): _("put a logo on the papers"),
    ("begun_patient", "body"): _("went on typing"),
}
_TAKEN_AWAY = {("clinic", "logo"): _("took the logo off the papers")}
_SAID_BY_THE_ENTRY = frozenset({"at", "by", "added_at", "made_at"})
_PLURAL_VERBS = frozenset({"edited", "settings"})
Change = tuple[str, str, str | None, str | None]


@cache
def models() -> dict[str, type[Record]]:
    """Every kind of record by the name of its table."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}


@cache
def parent_of(table: str) -> type[Record] | None:
    """The record whose rows a table holds; None for what is no row."""
    for model in models().values():
        for name in lines_of(model):
            if line_model(model, name).__tablename__ == table:
                return model
    return None


def title_of(table: str) -> str:
    """`Device and needles: Zone` for a row, `Device and needles` for a sheet; blank for what has no name."""
    model = models().get(table)
    if model is None:
        return ""
    if not model.title:
        return _("Running numbers")
    parent = parent_of(table)
    own = _(model.title)
    return f"{_(parent.title)}: {own}" if parent is not None else own


def sentences(table: str, verb: str, said: Mapping[str, Any], field: str | None = None) -> list[str]:
    """The sentences of one entry; with `field` only those about that answer, which may be none."""
    changes = [change for change in said.get("changes", ()) if field in (None, change[0])]
    if field is not None:
        told = [words for change in changes if (words := change_words(table, change))]
        return [_deed(verb, "")] if verb == "removed" and not told else told
    if verb in _PLURAL_VERBS and changes:
        return _edits(table, changes)
    if verb in {"signed", "sealed"}:
        return [_deed(verb, str(said.get("words", "")))]
    words = str(said.get("words", "")) or "; ".join(_held(table, changes))
    if verb == "carried":
        by = next((after for name, _label, _before, after in changes if name == "by"), "")
        words = _("{what}. Accepted there by {name}").format(what=words, name=by)
    return [_deed("added" if verb == "created" and _is_row(table) else verb, words)]


def change_words(table: str, change: Change) -> str:
    """`changed Depth from 0.5 mm to 1.5 mm`; blank where there is nothing for people to read."""
    spoken = _spoken(table, change)
    if spoken is None:
        gone = _TAKEN_AWAY.get((table, change[0]), "") if change[3] is None else ""
        return gone or _HAPPENED.get((table, change[0]), "")
    label, before, after = spoken
    if change[0] == "unread":
        return _("typed what could not be read, {what}").format(what=after) if after else _("cleared what was not read")
    if not before:
        return _("entered {label}: {after}").format(label=label, after=after)
    if not after:
        return _("cleared {label}, which was {before}").format(label=label, before=before)
    return _("changed {label} from {before} to {after}").format(label=label, before=before, after=after)


def _edits(table: str, changes: list[Change]) -> list[str]:
    if table == RuleChange.__tablename__:
        return [_rule_words(changes)]
    told = [words for change in changes if (words := change_words(table, change))]
    return told or [_("changed what Rootline keeps beside the answers")]


def _deed(verb: str, words: str) -> str:
    deed = _("Added") if verb == "added" else VERBS.label(verb)
    return f"{deed[:1].lower()}{deed[1:]}{f': {words}' if words else ''}"


def _is_row(table: str) -> bool:
    model = models().get(table)
    return model is not None and not issubclass(model, Sheet | Visit) and (issubclass(model, Line) or bool(model.title))


def _held(table: str, changes: list[Change]) -> Iterator[str]:
    """What a new record came with: `Depth 0.5 mm`."""
    if table == Decision.__tablename__:
        held = {name: after or "" for name, _label, _before, after in changes}
        yield ". ".join(part.rstrip(".") for part in (held.get("what"), held.get("reason")) if part)
        return
    model = models().get(table)
    if (
        model is not None
        and issubclass(model, ConsentSigning)
        and not {"strokes", "signed_at"} & {c[0] for c in changes}
    ):
        held = {change[0]: change[3] or "" for change in changes}
        who = ", ".join(part for part in (held.get("role"), held.get("printed_name")) if part)
        yield _("place to sign, not signed: {who}").format(who=who) if who else _("place to sign, not signed")
        return
    for change in changes:
        if change[0] in _SAID_BY_THE_ENTRY:
            continue
        spoken = _spoken(table, change)
        if spoken is not None and spoken[2]:
            yield _("{label} {value}").format(label=spoken[0], value=spoken[2])


def _spoken(table: str, change: Change) -> tuple[str, str, str] | None:
    """Label, value before and value after, as people read them; None where it says nothing to them."""
    name, label, before, after = change
    model = models().get(table)
    declared = fields_of(model).get(name) if model is not None else None
    if declared is not None:
        unit = f" {declared.unit.label}" if declared.unit else ""
        title = label.removesuffix(f" ({unit.strip()})") if unit else label
        return title, f"{before}{unit}" if before else "", f"{after}{unit}" if after else ""
    if (table, name) in _HAPPENED:
        return None
    if (table, name) in _CODES:
        title, shown = _CODES[table, name]
        return title, shown(before) if before else "", shown(after) if after else ""
    if name == "unread" or name in _SPEAKS:
        return label, before or "", after or ""
    shown_as = _shown_as(model, name)
    return (label, shown_as(before), shown_as(after)) if shown_as is not None else None


def _shown_as(model: type[Record] | None, name: str) -> Any:
    """How a column of days, times or yes and no is read; None for every other column."""
    column = sa.inspect(model).columns.get(name) if model is not None else None
    kinds = ((MomentText, _moment), (DayText, _day), (YesNoInteger, _yes_no))
    return next((shown for kind, shown in kinds if column is not None and isinstance(column.type, kind)), None)


def _moment(stored: str | None) -> str:
    return show_moment(datetime.fromisoformat(stored)) if stored else ""


def _day(stored: str | None) -> str:
    return show_day(date.fromisoformat(stored)) if stored else ""


def _yes_no(stored: str | None) -> str:
    return YES_NO.label("yes" if stored in {"True", "1"} else "no") if stored else ""


def _rule_words(changes: list[Change]) -> str:
    held = {name: after or "" for name, _label, _before, after in changes}
    book = shipped(held.get("book", "")) if held.get("book") else None
    rule = None if book is None or isinstance(book, Broken) else book.rules.get(held.get("rule", ""))
    named = rule.note if rule is not None and rule.note else held.get("rule", "").replace("_", " ")
    words = _("changed the rule “{rule}” to {value}: {reason}")
    return words.format(rule=named.rstrip("."), value=held.get("value", ""), reason=held.get("reason", ""))
