"""The plan for today: every setting the procedure goes by, sheet by sheet, with what is wrong and what is open in it.

Settings are what "same as last time" copies: device, protocol, doses and zones as planned. Lots, times, counts and
findings are none; they are asked as the visit goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from charting.actions.carry_forward import Copy
from charting.context import Context
from charting.fields import fields_of, line_model, lines_of
from charting.findings import Finding, Level
from charting.kinds import Number, YesNo
from charting.origins import Origin, copied_from, origin_note, waits
from charting.records.anaesthesia import READY, Anaesthesia
from charting.records.application import Application
from charting.records.base import Record, Sheet, findings
from charting.records.decision import decision_on
from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.signed import sheets_of
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _

PREPARED: tuple[type[Sheet], ...] = (Anaesthesia, Prp, Needling, Application)
"""The sheets whose settings are gone through before gloves are put on."""
_TELLING = frozenset({Level.WARN, Level.BLOCK, Level.STOP})
_BY_DATES = frozenset({"interval-mn", "interval-prp"})
"""What depends on the dates alone is said before anything begins, whatever else is still asked later."""
_SAID_IN_GLOVES = frozenset({(Application, "zones")})


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One setting, or one row of settings as of a dose.

    `answers` are the places it shows, the first of them where one lands; `waiting` those that were copied and wait,
    `came` says in words where from. `said` is what stops or warns.
    """

    title: str
    value: str
    answers: tuple[tuple[Record, str], ...]
    waiting: tuple[Copy, ...] = ()
    came: str = ""
    said: tuple[Finding, ...] = ()
    wide: bool = False

    @property
    def stopped(self) -> bool:
        """Whether something stops it: then it is confirmed or changed in its own field alone."""
        return any(finding.level >= Level.BLOCK for finding in self.said)

    @property
    def held(self) -> tuple[Copy, ...]:
        """Those that wait on which something stops or warns: they are confirmed or changed in their own field alone."""
        told = {(finding.record_id, finding.field) for finding in self.said}
        return tuple(copy for copy in self.waiting if self.stopped or (copy.record.id, copy.name) in told)


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The settings of one sheet. `open` are those nobody has answered, `said` what concerns the sheet as a whole.

    `lacking` names what is open, the rescue kit as a whole.
    """

    sheet: Sheet
    title: str
    rows: tuple[PlanRow, ...]
    open: tuple[Finding, ...]
    said: tuple[Finding, ...]
    lacking: tuple[str, ...] = ()


def plan_of(visit: Visit, context: Context) -> tuple[PlanSheet, ...]:
    """The plan of a visit; empty for one that has no procedure."""
    return tuple(_planned(visit, sheet, context) for sheet in sheets_of(visit) if isinstance(sheet, PREPARED))


def to_confirm(plan: Sequence[PlanSheet]) -> list[Copy]:
    """What one act confirms: the copied answers listed in the plan as they stand there, without what is held back."""
    listed = (copy for part in plan for row in part.rows for copy in row.waiting if copy not in row.held)
    return [copy for copy in listed if _still(copy)]


def held_back(plan: Sequence[PlanSheet]) -> list[Copy]:
    """The copied answers in the plan on which something stops or warns; none of them is confirmed with the others."""
    return [copy for part in plan for row in part.rows for copy in row.held if _still(copy)]


def to_prepare(sheet: Sheet, context: Context) -> list[Finding]:
    """What of a sheet is settled before gloves are put on and is not: stopped, open, or copied and not confirmed."""
    if sheet.visit is None or is_shut(sheet.visit) or not isinstance(sheet, PREPARED):
        return []
    found = [one for one in findings(sheet, context) if decision_on(sheet.visit, one) is None]
    stops = [one for one in found if one.level >= Level.BLOCK]
    return [*stops, *_open(sheet, found), *(one for one in found if one.rule == "copied")]


def unprepared(visit: Visit, context: Context) -> Finding | None:
    """The first thing of the whole plan that is not settled."""
    sheets = (sheet for sheet in sheets_of(visit) if isinstance(sheet, PREPARED))
    return next((finding for sheet in sheets for finding in to_prepare(sheet, context)), None)


def _still(copy: Copy) -> bool:
    """Whether an answer waits as it was listed: what was changed since is not confirmed by having been shown."""
    return waits((copy.record.origins or {}).get(copy.name)) and getattr(copy.record, copy.name) == copy.value


def _planned(visit: Visit, sheet: Sheet, context: Context) -> PlanSheet:
    day = context.day
    found = [one for one in findings(sheet, context) if one.rule != "copied" and decision_on(visit, one) is None]
    telling = [one for one in found if one.level in _TELLING and not _asked_later(sheet, one)]
    rows = [row for name in _settings(sheet) if (row := _field_row(sheet, name, telling, day)) is not None]
    for name in lines_of(type(sheet)):
        lines = [
            row for line in getattr(sheet, name) if (row := _line_row(sheet, name, line, telling, day)) is not None
        ]
        rows += _together(lines) if "zone" in fields_of(line_model(type(sheet), name)) else lines
    placed = {id(finding) for row in rows for finding in row.said}
    left = tuple(finding for finding in telling if id(finding) not in placed)
    open_ = tuple(_open(sheet, found))
    lacking = tuple(dict.fromkeys(_lacking(sheet, finding) for finding in open_))
    return PlanSheet(sheet, _(sheet.title), tuple(rows), open_, left, lacking)


def _field_row(sheet: Sheet, name: str, telling: Sequence[Finding], day: date) -> PlanRow | None:
    if getattr(sheet, name) is None:
        return None
    said = tuple(one for one in telling if (one.record_id, one.field) == (sheet.id, name))
    waiting, came = _copied(sheet, [name], day)
    return PlanRow(fields_of(type(sheet))[name].title, sheet.shown(name), ((sheet, name),), waiting, came, said)


def _line_row(sheet: Sheet, list_: str, line: Record, telling: Sequence[Finding], day: date) -> PlanRow | None:
    names = [name for name in _settings(line) if getattr(line, name) is not None]
    if not names:
        return None
    said = tuple(one for one in telling if one.record_id == line.id)
    waiting, came = _copied(line, names, day)
    first, *others = (_in_words(line, name) for name in names)
    value = ": ".join(part for part in (first, ", ".join(others)) if part)
    title = _(lines_of(type(sheet))[list_].row)
    return PlanRow(title, value, tuple((line, name) for name in names), waiting, came, said, wide=True)


def _together(rows: Sequence[PlanRow]) -> list[PlanRow]:
    """Zones that are treated alike stand in one row, each by its name; one that something is said of stands alone."""
    groups: dict[tuple[object, ...], list[PlanRow]] = {}
    for row in rows:
        _name, _colon, rest = row.value.partition(": ")
        alone = row.answers[0][0].id if row.said else ""
        groups.setdefault((rest, row.came, len(row.waiting), alone), []).append(row)
    return [group[0] if len(group) == 1 else _joined(group) for group in groups.values()]


def _joined(group: Sequence[PlanRow]) -> PlanRow:
    names = ", ".join(row.value.partition(": ")[0] for row in group)
    value = ": ".join(part for part in (names, group[0].value.partition(": ")[2]) if part)
    answers = tuple(answer for row in group for answer in row.answers)
    waiting = tuple(copy for row in group for copy in row.waiting)
    return PlanRow(group[0].title, value, answers, waiting, group[0].came, wide=True)


def _came(origin: Origin, day: date) -> str:
    """Where an answer comes from; what another sheet of this day said needs no date."""
    return _("from today") if origin == copied_from(day) else origin_note(origin)


def _copied(record: Record, names: Sequence[str], day: date) -> tuple[tuple[Copy, ...], str]:
    """Those of the answers that wait, and in words where they come from."""
    origins = {name: origin for name, origin in (record.origins or {}).items() if name in names and waits(origin)}
    waiting = tuple(Copy(record, name, getattr(record, name), None) for name in names if name in origins)
    return waiting, ", ".join(dict.fromkeys(_came(origin, day) for origin in origins.values()))


def _settings(record: Record) -> list[str]:
    """What is a setting by its declaration, and whatever else was copied."""
    origins = record.origins or {}
    fields = fields_of(type(record)).items()
    return [name for name, declared in fields if declared.carried or waits(origins.get(name))]


def _in_words(record: Record, name: str) -> str:
    declared, shown = fields_of(type(record))[name], record.shown(name)
    bare = isinstance(declared, Number) and declared.unit is None
    return f"{declared.title} {shown}" if bare or isinstance(declared, YesNo) else shown


def _open(sheet: Sheet, found: Sequence[Finding]) -> list[Finding]:
    """The settings nobody has answered, and the rescue kit, which is asked before anything is given."""
    return [one for one in found if one.level is Level.MISSING and _is_setting(sheet, one)]


def _lacking(sheet: Sheet, finding: Finding) -> str:
    """What is open, in words: `Volume (dose)`, `Rescue kit at hand`."""
    if finding.record_id == sheet.id:
        return _("Rescue kit at hand") if finding.field in READY else finding.what
    rows = {row.id: declared.row for name, declared in lines_of(type(sheet)).items() for row in getattr(sheet, name)}
    return _("{what} ({row})").format(what=finding.what, row=_(rows[finding.record_id]).lower())


def _is_setting(sheet: Sheet, finding: Finding) -> bool:
    record = _record_of(sheet, finding)
    if record is None:
        return False
    if record is sheet and finding.field in READY:
        return True
    declared = fields_of(type(record)).get(finding.field)
    if declared is not None:
        return declared.carried
    listed = finding.field in lines_of(type(record)) and (type(sheet), finding.field) not in _SAID_IN_GLOVES
    return listed and any(one.carried for one in fields_of(line_model(type(record), finding.field)).values())


def _asked_later(sheet: Sheet, finding: Finding) -> bool:
    """Whether something only warns because an answer is open that is asked as the visit goes on."""
    if finding.rule in _BY_DATES:
        return False
    record = _record_of(sheet, finding)
    declared = fields_of(type(record)).get(finding.field) if record is not None else None
    unanswered = declared is not None and getattr(record, finding.field) is None and not declared.carried
    return unanswered and finding.level is Level.WARN


def _record_of(sheet: Sheet, finding: Finding) -> Record | None:
    """The sheet or the row a finding is placed at."""
    rows = (row for name in lines_of(type(sheet)) for row in getattr(sheet, name))
    return next((record for record in (sheet, *rows) if record.id == finding.record_id), None)
