"""The last step in glove mode, and how long it can be taken back with one key."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QUndoStack

SECONDS = 10


@dataclass(frozen=True, slots=True)
class Step:
    """What was done in words, the place it was done at, the stack behind it, and when by a clock nobody can set."""

    did: str
    place: str
    index: int
    at: float

    def seconds_left(self, now: float) -> int:
        """Whole seconds it may still be taken back; 0 afterwards."""
        return max(ceil(SECONDS - (now - self.at)), 0)

    def stands(self, stack: QUndoStack) -> bool:
        """Whether it is still the last that was done."""
        return stack.index() == self.index

    def take_back(self, stack: QUndoStack) -> bool:
        """Undo it; False when something else was done since."""
        if not self.stands(stack):
            return False
        stack.undo()
        return True
