"""Every key of the program in one table: the window binds it, the help shows it, the tests press it. Keys are fixed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from charting.choices import ASKED
from charting.words import _

TODAY, NEW, PATIENT, VISIT, PHOTOS, BOARD = "today", "new_patient", "patient", "visit", "photos", "sign_off"
PAPERS, SETTINGS, HISTORY, EXPORT, DEED, MOVED = "preview", "settings", "history", "export", "deed", "moved"
SCANS, FORMS, QUEUE = "scans", "forms", "print_queue"
SCREENS = (
    TODAY,
    NEW,
    PATIENT,
    VISIT,
    PHOTOS,
    BOARD,
    PAPERS,
    SETTINGS,
    HISTORY,
    EXPORT,
    DEED,
    MOVED,
    SCANS,
    FORMS,
    QUEUE,
)
WITH_FIELDS = (NEW, PATIENT, VISIT, SETTINGS)


@dataclass(frozen=True, slots=True)
class Key:
    """One key: how it is pressed, what it does, and on which screens; on none named it works everywhere.

    `act` names what the clinic's window does on it. Without it the key belongs to a part of the window: a field, a
    list, the emergency card.
    """

    press: str
    words: str
    act: str = ""
    where: tuple[str, ...] = ()

    def works_on(self, screen: str) -> bool:
        """Whether the key does something on a screen."""
        return not self.where or screen in self.where


KEYS = (
    Key("F1", _("Help on this screen"), "help"),
    Key("Shift+F1", _("Search the help"), "search_help"),
    Key("F2", _("Find a patient"), "find"),
    Key("F3", _("Today"), "today"),
    Key("F4", _("Session: the visit in hand"), "visit"),
    Key("Shift+F4", _("Go to the clock that is due"), "clock"),
    Key("F5", _("Photos of the visit"), "photos"),
    Key("F6", _("Anaesthesia sheet"), "anaesthesia"),
    Key("F7", _("PRP sheet"), "prp"),
    Key("F8", _("Scalp map"), "map"),
    Key("Shift+F8", _("Plan for today: all settings of the visit in one view"), "plan"),
    Key("F9", _("Sign off"), "sign_off"),
    Key("Shift+F9", _("Scanned papers: file them, look at them"), "scans"),
    Key("F11", _("Glove mode: the next step of the visit in large buttons"), "glove"),
    Key("F12", _("Emergency card")),
    Key("Ctrl+Return", _("Next sheet"), "next", (VISIT,)),
    Key("Ctrl+Enter", _("Next sheet"), "next", (VISIT,)),
    Key("Alt+Right", _("Next sheet"), "next", (VISIT,)),
    Key("Alt+Left", _("Sheet before"), "before", (VISIT,)),
    Key("Ctrl+N", _("New patient"), "new_patient"),
    Key("Ctrl+P", _("Papers of the visit: look and print"), "papers"),
    Key("Ctrl+S", _("Save now"), "save"),
    Key("Ctrl+Z", _("Undo"), "undo"),
    Key("Ctrl+Shift+Z", _("Do it again"), "redo"),
    Key("Ctrl+L", _("Lock, or switch person"), "lock"),
    Key("Ctrl+R", _("Same as last time; on the first sheet, the whole visit"), "", (VISIT,)),
    Key("Ctrl+Shift+R", _("Confirm what is copied on this sheet, or in the plan for today"), "", (VISIT,)),
    Key("Ctrl+H", _("History of the answer in hand"), "", WITH_FIELDS),
    Key("Ctrl+Shift+S", _("Save the paper as a file"), "", (PAPERS, FORMS)),
    Key("Ctrl+E", _("The paper in English, beside a translation"), "", (PAPERS,)),
    Key("Ctrl+F", _("Search in the paper"), "", (PAPERS, FORMS)),
    Key("Ctrl++", _("Larger pages"), "", (PAPERS, FORMS)),
    Key("Ctrl+-", _("Smaller pages"), "", (PAPERS, FORMS)),
    Key("Ctrl+0", _("Pages in their own size"), "", (PAPERS, FORMS)),
    Key(
        "Esc",
        _("Back to where you came from"),
        "",
        (NEW, PAPERS, PHOTOS, HISTORY, EXPORT, DEED, MOVED, SCANS, FORMS, QUEUE),
    ),
)
TYPED = (
    Key("Tab", _("Next field"), where=(*WITH_FIELDS, EXPORT, DEED, BOARD)),
    Key("Enter", _("Next field; on a button, press it"), where=WITH_FIELDS),
    Key("t  +4w  -2d  +3m", _("Today, in 4 weeks, 2 days ago, in 3 months, where a date is asked"), where=WITH_FIELDS),
    Key("n", _("Now, where a time is asked"), where=(VISIT,)),
    Key(
        "  ".join(ASKED.label(code)[:1].lower() for code in ("yes", "no")),
        _("Yes or No to the question in hand, and on to the next that is open"),
        where=(VISIT,),
    ),
    Key("Alt+Down", _("Calendar, in a field that asks for a date"), where=WITH_FIELDS),
    Key("Alt+1  Alt+2", _("Take what is offered under the field"), where=WITH_FIELDS),
    Key(";ok", _("A phrase of the clinic, where free words are asked; Space or Enter puts it in"), where=WITH_FIELDS),
    Key("Arrows  Enter", _("Move in a list; open what is chosen"), where=(TODAY, PATIENT, HISTORY)),
)
"""What is typed or pressed inside a part of a screen; nothing of it is bound by the window."""
DOOR = (
    Key("F1", _("Help on this screen")),
    Key("F12", _("Emergency card")),
    Key("Enter", _("Go on")),
)
"""Before and above an open clinic: at first start, at the door, under the lock."""
GLOVE = (
    Key("1 … 9  0", _("The button with this number in its corner")),
    Key("Enter", _("The filled button; a pedal does the same")),
    Key("5", _("More, and back from it")),
    Key("Del", _("Undo the last step, for ten seconds")),
    Key("Esc", _("Closes the help, then back, then out of glove mode")),
    Key("F11", _("Out of glove mode")),
    Key("F12", _("Emergency card")),
)
_NAMES = {"Ctrl+Return": "Ctrl+Enter", "Alt+Right": "Alt+→", "Alt+Left": "Alt+←"}


def keys_of(screen: str) -> list[tuple[str, str]]:
    """The keys of a screen as pairs of key and words, what is only there first; without a screen those of all."""
    own = [key for key in (*KEYS, *TYPED) if key.where and (not screen or key.works_on(screen))]
    everywhere = [key for key in KEYS if not key.where]
    return _joined(own) + _joined(everywhere)


def door_keys_of(_screen: str) -> list[tuple[str, str]]:
    """The keys while no clinic is on show."""
    return _joined(DOOR)


def glove_keys_of(_screen: str) -> list[tuple[str, str]]:
    """The keys of glove mode."""
    return _joined(GLOVE)


def spoken(press: str) -> str:
    """A key as it is printed on the keyboard."""
    return _NAMES.get(press, press)


def bind_keys(window: QWidget, go: Callable[[str], object], acts: Mapping[str, Callable[[], object]]) -> None:
    """Let every key of the table act in a window; an act of a screen's name goes there.

    Raises KeyError for an act that the window does not offer.
    """
    goes: dict[str, Callable[[], object]] = {name: lambda name=name: go(name) for name in SCREENS}
    acts = {**goes, **acts}
    for key in KEYS:
        if key.act:
            QShortcut(QKeySequence(key.press), window, acts[key.act], context=Qt.ShortcutContext.WindowShortcut)


def _joined(keys: Sequence[Key]) -> list[tuple[str, str]]:
    """Keys that do the same stand on one line."""
    lines: dict[str, list[str]] = {}
    for key in keys:
        said = lines.setdefault(key.words, [])
        if spoken(key.press) not in said:
            said.append(spoken(key.press))
    return [("  ".join(pressed), words) for words, pressed in lines.items()]
