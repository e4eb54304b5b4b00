"""The open clinic as screens see it: answers go in through undo commands, saves follow by themselves."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from sqlalchemy import inspect
from sqlalchemy.orm import make_transient

from charting.actions.carry_forward import Copy, NewRow, Step
from charting.context import Context
from charting.errors import Known
from charting.fields import fields_of, line_model
from charting.origins import CORRECTED, SCANNED, TAPPED, Origin, at_time, waits
from charting.records.base import Line, Record
from charting.store.chart_session import ChartSession
from charting.words import _

AUTOSAVE_MS = 1000
RETRY_MS = 5000
SCAN_MS = 120
"""So long after its last character a code is whole: a scanner sends the next within 30 ms."""


class ChartModel(QObject):
    """Holds the chart session, the undo stack and the clock of one window.

    `edited(record, name)` follows every change of an answer, whoever made it. `saved(moment)` and `not_saved(words)`
    tell how the last save went, `removed(what)` which row was taken out, `carried_out(words)` what was done at once.
    """

    edited = Signal(object, str)
    saved = Signal(object)
    removed = Signal(str)
    carried_out = Signal(str)
    not_saved = Signal(str)

    def __init__(self, chart: ChartSession, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self.undo_stack = QUndoStack(self)
        self._clock = clock
        self._day: date | None = None
        self._begun: datetime | None = None
        self._autosave = QTimer(self, singleShot=True)
        self._autosave.timeout.connect(self.save)
        self._scanned: Record | None = None
        self._scan_ends = QTimer(self, singleShot=True)
        self._scan_ends.timeout.connect(self._read_scan)

    def now(self) -> datetime:
        """The time now, with its offset."""
        return self._clock()

    def context(self) -> Context:
        """What typed answers are read against: now, and the day of the visit that is open."""
        return Context.at(self.now(), self._day, self._begun)

    def set_day(self, day: date | None, begun: datetime | None = None) -> None:
        """Open a visit of another day, which was opened at `begun`; None is today."""
        self._day, self._begun = day, begun
        self.undo_stack.clear()

    def back_to_day(self, day: date, begun: datetime | None = None) -> None:
        """Come back to a visit after a screen of today: bare times belong to the visit's own day again."""
        if day != self._day:
            self.set_day(day, begun)

    def answer(
        self,
        record: Record,
        name: str,
        value: Any,
        unread: str | None,
        keystroke: bool,
        origin: Origin | None = None,
    ) -> None:
        """Keep a person's answer; `unread` is typed text that could not be read, and then `value` is None.

        `origin` says where it came from when nobody typed it.
        """
        before = _state_of(record, name)
        if before == (value, unread, origin):
            return
        in_time = not keystroke or name in record.follows_typing
        follows = list(record.follows(name, value, self.context())) if in_time else []
        if follows:
            self.undo_stack.beginMacro(name)
        self.undo_stack.push(_Answer(self, record, name, before, (value, unread, origin), keystroke))
        for one in follows:
            self.answer(one.record, one.name, one.value, None, False, one.origin or origin)
        if follows:
            self.undo_stack.endMacro()
        if before[0] is None and value is not None:
            for one in record.kept_beside(name, self.context()):
                self.answer(one.record, one.name, one.value, None, False, one.origin)
        self._stamp(record, name, value)
        self._fill_from_scan(record, name, keystroke)

    def tap_time(self, record: Record, name: str, moment: datetime | None = None) -> None:
        """Answer a time with now, as a clock does, or with the true time of a forgotten tap."""
        now = self.now().replace(microsecond=0)
        origin = at_time(TAPPED if moment is None else CORRECTED, now)
        self.answer(record, name, now if moment is None else moment, None, False, origin)

    def confirm(self, record: Record, name: str) -> None:
        """A person looked at a copied answer and lets it stand."""
        origin = (record.origins or {}).get(name)
        if waits(origin):
            self.answer(record, name, getattr(record, name), None, False)

    def carry_out(self, words: str, steps: Sequence[Step]) -> None:
        """Give several answers by one act of a person, undone as one. `carried_out` tells it to offer that."""
        if not steps:
            return
        self.undo_stack.beginMacro(words)
        for step in steps:
            if isinstance(step, NewRow):
                row = self.add_line(step.sheet, step.name)
                for name, value in step.answers:
                    self.answer(row, name, value, None, False, step.origin_of(name))
            else:
                self.answer(step.record, step.name, step.value, None, False, step.origin)
        self.undo_stack.endMacro()
        self.carried_out.emit(words)

    def _stamp(self, record: Record, name: str, value: Any) -> None:
        """Write down when an answer was first given, where the record asks for that."""
        stamp = record.stamps.get(name)
        if stamp and value is not None and getattr(record, stamp) is None:
            self.tap_time(record, stamp)
        who, person = record.named.get(name), self.chart.at_work
        if who and person is not None and value not in {None, False} and getattr(record, who) is None:
            self.answer(record, who, person.name, None, False)

    def _fill_from_scan(self, record: Record, name: str, keystroke: bool) -> None:
        """Lot and expiry that a scanned code names fill the fields nobody has answered; a code is read once whole."""
        if name == record.scanned_into:
            self._scanned = record
            if keystroke:
                self._scan_ends.start(SCAN_MS)
            else:
                self._read_scan()

    def _read_scan(self) -> None:
        self._scan_ends.stop()
        record, self._scanned = self._scanned, None
        if record is None:
            return
        read = record.filled_from_scan(self.context().day)
        at = at_time(SCANNED, self.now())
        steps = [Copy(record, found, value, None if value is None else at) for found, value in read.items()]
        labels = ", ".join(fields_of(type(record))[step.name].title for step in steps)
        self.carry_out(_("From the scan: {fields}").format(fields=labels), steps)

    def add_line(self, record: Record, name: str) -> Line:
        """Append a row to the repeated rows `name` of a record."""
        rows: list[Line] = getattr(record, name)
        line: Line = line_model(type(record), name)(position=max((r.position for r in rows), default=-1) + 1)
        self.undo_stack.push(_AddLine(self, record, name, line))
        return line

    def remove_line(self, record: Record, name: str, line: Line) -> None:
        """Take a row out of a draft. `removed` tells it, so that undoing it can be offered."""
        self.undo_stack.push(_RemoveLine(self, record, name, line))
        self.removed.emit(line.title or type(line).__name__)

    def tell(self, record: Record, name: str) -> None:
        """Say that an answer changed, and save within two seconds."""
        self.edited.emit(record, name)
        self.save_soon()

    def save_soon(self) -> None:
        """Save within two seconds; a wait that runs already is not stretched."""
        if not self._autosave.isActive():
            self._autosave.start(AUTOSAVE_MS)

    def save(self) -> bool:
        """Save now. On failure everything stays in memory, and it is tried again."""
        self._autosave.stop()
        self._read_scan()
        try:
            self.chart.save(self.now())
        except Known as refused:
            self.not_saved.emit(str(refused))
            self._autosave.start(RETRY_MS)
            return False
        self.saved.emit(self.chart.saved_at)
        return True


_State = tuple[Any, str | None, Origin | None]


def _state_of(record: Record, name: str) -> _State:
    return getattr(record, name), (record.unread or {}).get(name), (record.origins or {}).get(name)


class _Answer(QUndoCommand):
    """One answer; the keystrokes in one field are one step."""

    def __init__(
        self,
        model: ChartModel,
        record: Record,
        name: str,
        before: _State,
        after: _State,
        keystroke: bool,
    ) -> None:
        super().__init__(name)
        self.record, self.name, self.after, self.keystroke = record, name, after, keystroke
        self._model, self._before = model, before

    def redo(self) -> None:
        self._put(self.after)

    def undo(self) -> None:
        self._put(self._before)

    def id(self) -> int:
        return 1 if self.keystroke else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Answer) or (other.record, other.name) != (self.record, self.name):
            return False
        self.after = other.after
        vars(other).clear()  # PySide never frees a step that was merged: it must not keep the record as well
        return True

    def _put(self, state: _State) -> None:
        value, unread, origin = state
        setattr(self.record, self.name, value)
        self._mark("unread", unread)
        self._mark("origins", origin)
        self._model.tell(self.record, self.name)

    def _mark(self, column: str, what: Any) -> None:
        """Set or remove what a record keeps about one of its fields; a new dict, so that the change is seen."""
        before = getattr(self.record, column)
        kept = {field: said for field, said in (before or {}).items() if field != self.name}
        if what is not None:
            kept[self.name] = what
        if (kept or None) != before:
            setattr(self.record, column, kept or None)


class _AddLine(QUndoCommand):
    def __init__(self, model: ChartModel, record: Record, name: str, line: Line) -> None:
        super().__init__(name)
        self._model, self._record, self._name, self._line = model, record, name, line
        self._at = len(getattr(record, name))

    def redo(self) -> None:
        """Put the row in its place, also when it had been taken out and the file has forgotten it meanwhile."""
        if inspect(self._line).was_deleted:
            make_transient(self._line)
        getattr(self._record, self._name).insert(self._at, self._line)
        self._model.tell(self._record, self._name)

    def undo(self) -> None:
        self._at = getattr(self._record, self._name).index(self._line)
        getattr(self._record, self._name).pop(self._at)
        self._model.tell(self._record, self._name)


class _RemoveLine(_AddLine):
    """Taking a row out, which is adding it the other way round: taken back, it stands in its old place."""

    def redo(self) -> None:
        super().undo()

    def undo(self) -> None:
        super().redo()
