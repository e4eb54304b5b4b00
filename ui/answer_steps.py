"""The steps of the undo stack: an answer with all that follows from it, a row put in or taken out."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoCommand
from sqlalchemy import inspect
from sqlalchemy.orm import make_transient

from charting.origins import Origin
from charting.records.base import Line, Record

if TYPE_CHECKING:
    from ui.chart_model import ChartModel

State = tuple[Any, str | None, Origin | None]


def state_of(record: Record, name: str) -> State:
    return getattr(record, name), (record.unread or {}).get(name), (record.origins or {}).get(name)


class Answer(QUndoCommand):
    """One answer; the keystrokes in one field are one step.

    `followed` are the answers that follow from what was typed, `beside` those that are kept along with it from the
    first keystroke on: both are part of the step.
    """

    def __init__(
        self,
        model: "ChartModel",
        record: Record,
        name: str,
        before: State,
        after: State,
        keystroke: bool,
    ) -> None:
        super().__init__(name)
        self.record, self.name, self.after, self.keystroke = record, name, after, keystroke
        self._model, self._before = model, before
        self.beside: list[Answer] = []
        self.followed: list[Answer] = []

    def redo(self) -> None:
        self._put(self.after)
        for one in (*self.beside, *self.followed):
            one.redo()

    def undo(self) -> None:
        for one in reversed((*self.beside, *self.followed)):
            one.undo()
        self._put(self._before)

    def take_back_followed(self) -> None:
        """Typing goes on: what followed is taken back, unless somebody has answered it otherwise since."""
        for one in reversed(self.followed):
            if state_of(one.record, one.name) == one.after:
                one.undo()
        self.followed.clear()

    def id(self) -> int:
        return 1 if self.keystroke else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Answer) or (other.record, other.name) != (self.record, self.name):
            return False
        self.after = other.after
        vars(other).clear()  # PySide never frees a step that was merged: it must not keep the record as well
        return True

    def _put(self, state: State) -> None:
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


class AddLine(QUndoCommand):
    def __init__(self, model: "ChartModel", record: Record, name: str, line: Line) -> None:
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


class RemoveLine(AddLine):
    """Taking a row out, which is adding it the other way round: taken back, it stands in its old place."""

    def redo(self) -> None:
        super().undo()

    def undo(self) -> None:
        super().redo()
