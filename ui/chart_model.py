"""The open clinic as screens see it: answers go in through undo commands, saves follow by themselves."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication

from charting.actions.carry_forward import Copy, NewRow, Step
from charting.context import Context
from charting.errors import Known
from charting.fields import fields_of, line_model
from charting.origins import CORRECTED, SCANNED, TAPPED, Origin, at_time, waits
from charting.records.base import Line, Record
from charting.records.following import Follow
from charting.store.chart_session import ChartSession
from charting.words import _
from ui.answer_steps import AddLine, Answer, RemoveLine, State, state_of

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
        self._due: tuple[Record, str, State] | None = None
        self._gathered: list[Answer] | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self.settle)

    def now(self) -> datetime:
        """The time now, with its offset."""
        return self._clock()

    def context(self) -> Context:
        """What typed answers are read against: now, and the day of the visit that is open."""
        return Context.at(self.now(), self._day, self._begun)

    def set_day(self, day: date | None, begun: datetime | None = None) -> None:
        """Open a visit of another day, which was opened at `begun`; None is today."""
        self.settle()
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
        state = (value, unread, origin)
        typed = self._typed_step(record, name) if keystroke else None
        if typed is not None and typed.after == state:
            return
        if typed is not None:
            typed.take_back_followed()
        else:
            self.settle()
        before = state_of(record, name)
        if before == state:
            return
        at_once = not keystroke or name in record.follows_typing
        follows = list(record.follows(name, value, self.context())) if at_once else []
        step = Answer(self, record, name, before, state, keystroke)
        if keystroke:
            self.undo_stack.push(step)
            step = typed or step  # the stack has merged it with the keystrokes before
            self._due = None if at_once else (record, name, state)
            with self._gathering(step.followed):
                self._give(follows, origin)
            with self._gathering(step.beside):
                self._give_beside(record, name, before[0], value)
        else:
            with self._one_step(name, bool(follows)):
                self._push(step)
                self._give(follows, origin)
            self._give_beside(record, name, before[0], value)
        self._fill_from_scan(record, name, keystroke)

    def settle(self) -> None:
        """Let what follows from a typed answer follow, as it does at a tap; typed on, it is worked out anew.

        An answer is not whole while it is typed: this is done when its field is left, when anything else is answered
        and before anything is saved, and with it before anything is read, printed or locked.
        """
        if self._due is None or self._gathered is not None:
            return
        (record, name, state), self._due = self._due, None
        if state_of(record, name) != state:
            return
        self.follow(record, name)

    def follow(self, record: Record, name: str) -> None:
        """Give what follows from an answer that stands, as one step with the typing of it."""
        value, _unread, origin = state_of(record, name)
        follows = list(record.follows(name, value, self.context()))
        typed = self._typed_step(record, name)
        if typed is not None:
            with self._gathering(typed.followed):
                self._give(follows, origin)
        else:
            with self._one_step(name, bool(follows)):
                self._give(follows, origin)

    def _typed_step(self, record: Record, name: str) -> "Answer | None":
        """The last step, where it is what was typed into this very field."""
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(last, Answer) and last.keystroke and last.record is record and last.name == name:
            return last
        return None

    def _give(self, follows: Sequence[Follow], origin: Origin | None) -> None:
        for one in follows:
            self.answer(one.record, one.name, one.value, None, False, one.origin or origin)

    def _give_beside(self, record: Record, name: str, before: Any, value: Any) -> None:
        if before is None and value is not None:
            self._give(list(record.kept_beside(name, self.context())), None)
        self._stamp(record, name, value)

    def _push(self, step: "Answer") -> None:
        if self._gathered is None:
            self.undo_stack.push(step)
        else:
            step.redo()
            self._gathered.append(step)

    @contextmanager
    def _gathering(self, into: list["Answer"]) -> Iterator[None]:
        """Answers given meanwhile are no steps of their own: they belong to the step that keeps the list."""
        self._gathered, outer = into, self._gathered
        try:
            yield
        finally:
            self._gathered = outer

    @contextmanager
    def _one_step(self, name: str, several: bool) -> Iterator[None]:
        whole = several and self._gathered is None
        if whole:
            self.undo_stack.beginMacro(name)
        try:
            yield
        finally:
            if whole:
                self.undo_stack.endMacro()

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
        self.settle()
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
        self.settle()
        rows: list[Line] = getattr(record, name)
        line: Line = line_model(type(record), name)(position=max((r.position for r in rows), default=-1) + 1)
        self.undo_stack.push(AddLine(self, record, name, line))
        return line

    def remove_line(self, record: Record, name: str, line: Line) -> None:
        """Take a row out of a draft. `removed` tells it, so that undoing it can be offered."""
        self.settle()
        self.undo_stack.push(RemoveLine(self, record, name, line))
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
        self.settle()
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
