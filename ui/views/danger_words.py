"""What each danger says on the screen: what it is, what to do, and the ways out of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from charting.errors import CannotWrite, Known
from charting.store.instance import InUse
from charting.store.openable import Gone, NoChart, NoKeys
from charting.store.places import UnsafePlace
from charting.store.swap import SpoiltJournal
from charting.words import _

AGAIN, FOLDER, KEEP, QUIT = "again", "folder", "keep", "quit"
RESTORE, RESTORE_ELSEWHERE = "restore", "restore_elsewhere"
BACK, LOSE, LOSE_NOW = "back", "lose", "lose_now"
CLOCK_RIGHT, CLOCK_AGAIN = "clock_right", "clock_again"


@dataclass(frozen=True, slots=True)
class Danger:
    """One danger: `what` in a few words, `why` in a sentence, `steps` to take, and `ways` (code, words), best first.

    `kind` is "stop", or "warn" where a person may go on.
    """

    what: str
    why: str
    steps: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]
    kind: str = "stop"


def danger_of(error: Known, *, kept: bool) -> Danger | None:
    """What to show for an error of opening; None for one that is told beside its field, as a wrong password is.

    `kept` is whether a clinic lies in the folder already.
    """
    for kind, what, steps, ways in _told(kept):
        if isinstance(error, kind):
            return Danger(what, str(error), steps, ways)
    return None


def _told(kept: bool) -> Iterator[tuple[type[Known], str, tuple[str, ...], tuple[tuple[str, str], ...]]]:
    again, leave = (AGAIN, _("Try again")), (QUIT, _("Quit"))
    folder, restore = (FOLDER, _("Choose another folder")), (RESTORE, _("Restore a backup"))
    untouched = _("Nothing was changed or deleted. Do not delete the files of the clinic.")
    move = _("Move the clinic’s whole folder to a disk of this computer first, then choose it.")
    choose = _("Choose a folder on a disk of this computer.")
    keep = (KEEP, _("Keep it here all the same"))
    yield UnsafePlace, _("A chart is not safe in this folder"), (move if kept else choose,), (folder, keep, leave)
    held = _("If nobody has it open there, wait a moment and try again. Nothing needs to be deleted.")
    yield InUse, _("The clinic is in use"), (held,), (again, leave)
    plug = _("Plug in or connect the disk it lies on, then try again.")
    yield Gone, _("The clinic’s folder is missing"), (plug,), (again, folder, leave)
    rights = _("Check that the disk is not full and not write-protected, and that you may write to the folder.")
    meanwhile = _("A backup can be opened in another folder meanwhile.")
    elsewhere = (RESTORE_ELSEWHERE, _("Restore a backup elsewhere"))
    steps, ways = (
        ((rights, meanwhile), (again, folder, elsewhere, leave)) if kept else ((rights,), (again, folder, leave))
    )
    yield CannotWrite, _("This folder cannot be written to"), steps, ways
    since = _("Keep this folder: what was written since that backup is in no other, and a specialist may look at it.")
    yield SpoiltJournal, _("The note of a restore cannot be read"), (since, untouched), (elsewhere, folder, leave)
    lost = _("Without its key file nobody can read the chart. Every backup holds a copy of it.")
    most = (restore, again, folder, leave)
    yield NoKeys, _("The key file is missing"), (lost, untouched), most
    moved = _("If the chart was moved, move it back and try again. Else restore the newest backup.")
    yield NoChart, _("The chart is missing or empty"), (moved, untouched), most

    from charting.store.database import NotAChart
    from charting.store.upgrade import NewerFile, NotUpgraded
    from charting.store.wrapping import DamagedKeys

    yield DamagedKeys, _("The key file is damaged"), (lost, untouched), most
    newer = _("Install the newer Rootline again: it reads everything.")
    older = _("A backup made before lacks what was written since.")
    yield NewerFile, _("A newer Rootline wrote this clinic"), (newer, older, untouched), (again, restore, folder, leave)
    room = _("Make room on the disk, then try again.")
    yield NotUpgraded, _("The clinic is not brought up to date"), (room, untouched), (again, restore, folder, leave)
    damaged = _("Restore the newest backup. The damaged chart is set aside, and a specialist may look at it.")
    yield NotAChart, _("The chart is damaged"), (damaged, untouched), most


def clock_danger(what: str) -> Danger:
    """The question for a clock that was set back; `what` says both times."""
    steps = (
        _("If the clock is wrong, set it and look again."),
        _("If it is right, go on: new entries keep their order and are marked until the clock has caught up."),
    )
    ways = ((CLOCK_AGAIN, _("Look at the clock again")), (CLOCK_RIGHT, _("The clock is right")), (QUIT, _("Quit")))
    return Danger(_("Is the computer’s clock right?"), what, steps, ways, "warn")


def unsaved_danger(since: str) -> Danger:
    """The question for a window that is to be closed while the chart cannot be saved."""
    why = _("The chart cannot be written to. What was typed since {since} is in memory only.").format(since=since)
    steps = (_("Make room on the disk, or plug it in again, then try again."),)
    again, back = (AGAIN, _("Save and close")), (BACK, _("Back to the chart"))
    return Danger(_("Not everything is saved"), why, steps, (again, back, (LOSE, _("Close without saving"))))


def losing_danger(since: str) -> Danger:
    """The second question before entries are given up."""
    why = _("Everything typed since {since} will be lost. Nobody can bring it back.").format(since=since)
    ways = ((BACK, _("Back to the chart")), (LOSE_NOW, _("Lose it and close")))
    return Danger(_("Lose what is not saved?"), why, (), ways)
