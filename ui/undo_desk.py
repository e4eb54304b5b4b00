"""Ctrl+Z outside a field that has typing of its own to undo: takes back the last step, and shows where that was."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from charting.fields import fields_of, lines_of
from charting.findings import Finding, Level
from charting.records.base import Record
from charting.words import _
from ui.chart_model import ChartModel


class UndoDesk(QObject):
    """`say(words)` stands where it moves nothing; `land(finding)` brings an answer into view where it can."""

    def __init__(
        self,
        model: ChartModel,
        say: Callable[[str], object],
        land: Callable[[Finding], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._say, self._land = model, say, land
        self._seen: list[tuple[Record, str]] | None = None
        model.edited.connect(self._note)

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the keys do, by their act in the table of keys."""
        return {"undo": self.undo, "redo": self.redo}

    def undo(self) -> None:
        """Take back the last step, with all that follows from it."""
        self._model.settle()
        stack = self._model.undo_stack
        if stack.canUndo():
            self._tell(stack.undo, _("Taken back: {what}."), back=True)
        else:
            self._say(_("There is nothing to undo here."))

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        stack = self._model.undo_stack
        if stack.canRedo():
            self._tell(stack.redo, _("Done again: {what}."))
        else:
            self._say(_("There is nothing to do again."))

    def _note(self, record: Record, name: str) -> None:
        if self._seen is not None:
            self._seen.append((record, name))

    def _tell(self, act: Callable[[], object], words: str, *, back: bool = False) -> None:
        self._seen = []
        act()
        seen, self._seen = self._seen, None
        titles = list(dict.fromkeys(title for record, name in seen if (title := _title(record, name))))
        if seen:
            record, name = seen[-1] if back else seen[0]  # the answer itself: what follows from it is taken back first
            self._land(Finding(Level.NOTE, "", field=name, record_id=record.id))
        if titles:
            self._say(words.format(what=", ".join(titles[:3]) + (" …" if len(titles) > 3 else "")))


def _title(record: Record, name: str) -> str:
    declared = {**lines_of(type(record)), **fields_of(type(record))}
    return declared[name].title if name in declared else ""
