"""Every screen of the program, one after the other, reached the way a person reaches it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.pictures.settle import settle, settle_until
from ui.pictures.sizes import Look
from ui.shell import Shell
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen as it stands: the name of its picture, what it shows, and the window that shows it."""

    name: str
    title: str
    window: QWidget


@dataclass(frozen=True, slots=True)
class World:
    """What a tour walks through: a clock that stands, a folder of its own, a practice clinic in `practice`.

    A `brief` tour leaves out what shows the same parts once more: a sheet in its other states, a paper after the first.
    """

    theme: Theme
    clock: Callable[[], datetime]
    folder: Path
    practice: Path
    look: Look
    brief: bool = False

    def window(self, folder: Path, *, practice: bool = False) -> Shell:
        """A new window of the look's size."""
        shell = Shell(self.theme, folder, practice=practice, clock=self.clock)
        shell.resize(*self.look.size)
        shell.show()
        settle_until(lambda: _active(shell))
        return shell

    @staticmethod
    def let_go(shell: Shell) -> None:
        """Close a window and wait until it is gone, so that the next one can have the keyboard."""
        shell.close()
        shell.deleteLater()
        settle()


def _active(shell: Shell) -> bool:
    if not shell.isActiveWindow():
        shell.activateWindow()
    return shell.isActiveWindow()


Chapter = Callable[[World], Iterator[Stop]]


def chapters() -> dict[str, Chapter]:
    """The parts of the tour in the order in which a clinic meets them. Each makes and closes its own window."""
    from ui.pictures.at_the_door import dangers, first_start
    from ui.pictures.clinic_round import clinic
    from ui.pictures.visit_round import visits

    return {"Coming in": first_start, "Dangers": dangers, "The clinic": clinic, "Visits": visits}
