"""The keys of glove mode: number pad, any key of a pedal, and a scanner, told apart by how fast they come."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

HOLD_MS = 45
"""A single character waits this long: a scanner sends the next within 30 ms, a finger does not."""
SHORTEST_SCAN = 4
GROUP = "\x1d"
"""What divides the parts of a label; a scanner types it as Ctrl+]."""

_KEY = Qt.Key
_PAD = {
    **{getattr(_KEY, f"Key_{digit}"): str(digit) for digit in range(10)},
    _KEY.Key_Plus: "+",
    _KEY.Key_Minus: "-",
    _KEY.Key_Return: "Enter",
    _KEY.Key_Enter: "Enter",
    _KEY.Key_Delete: "Del",
    _KEY.Key_Backspace: "Del",
    _KEY.Key_Escape: "Esc",
    _KEY.Key_F11: "F11",
}
_PAD_WITHOUT_NUM_LOCK = {
    _KEY.Key_Insert: "0",
    _KEY.Key_End: "1",
    _KEY.Key_Down: "2",
    _KEY.Key_PageDown: "3",
    _KEY.Key_Left: "4",
    _KEY.Key_Clear: "5",
    _KEY.Key_Right: "6",
    _KEY.Key_Home: "7",
    _KEY.Key_Up: "8",
    _KEY.Key_PageUp: "9",
    _KEY.Key_Period: "Del",
    _KEY.Key_Comma: "Del",
}
_TAKEN = frozenset(getattr(_KEY, f"Key_F{number}") for number in range(1, 10))
_OF_SCREENS = _TAKEN | {_KEY.Key_F10, _KEY.Key_F11, _KEY.Key_F12, _KEY.Key_Escape}
_PEDAL = frozenset(
    {_KEY.Key_Space, _KEY.Key_PageDown, _KEY.Key_PageUp, *(getattr(_KEY, f"Key_F{n}") for n in range(13, 36))}
)
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class GloveKeys(QObject):
    """`pressed(hint)` for a key of the number pad, `pedal()` for any other key, `scanned(text)` for a burst.

    `taken(name)` for a function key of another screen, `undo_wanted()` for Ctrl+Z.
    """

    pressed = Signal(str)
    pedal = Signal()
    scanned = Signal(str)
    taken = Signal(str)
    undo_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._burst: list[str] = []
        self._single: Callable[[], None] = self.pedal.emit
        self._typed_at = 0
        self._hold = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._hold.setTimerType(Qt.TimerType.PreciseTimer)
        self._hold.timeout.connect(self.settle)

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to glove mode, and must not do what it does on other screens."""
        return belongs_to_gloves(event)

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key says. False where it is none of glove mode's."""
        if event.isAutoRepeat() or not self.wants(event):
            return event.isAutoRepeat()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == _KEY.Key_Z:
            self.undo_wanted.emit()
            return True
        key, text = event.key(), GROUP if _is_separator(event) else event.text()
        if key in (_KEY.Key_Return, _KEY.Key_Enter) and self._burst:
            self._end_of_burst()
        elif key in _TAKEN:
            self.taken.emit(f"F{key - _KEY.Key_F1 + 1}")
        elif self._pad(event) is None and len(text) == 1 and (text.isprintable() or text == GROUP):
            self._gather(text, self.pedal.emit, event.timestamp())
        elif (hint := self._pad(event)) is not None:
            if len(text) == 1 and text.isprintable():
                self._gather(text, lambda: self.pressed.emit(hint), event.timestamp())
            else:
                self.pressed.emit(hint)
        elif key in _PEDAL:
            self.pedal.emit()
        return True

    def settle(self) -> None:
        """What waited was no scan: do it."""
        burst, self._burst = self._burst, []
        self._hold.stop()
        if len(burst) == 1:
            self._single()

    def _gather(self, text: str, single: Callable[[], None], typed_at: int) -> None:
        """Keep a character for a burst. Keys that waited for a busy screen are told apart by when they were typed."""
        if self._burst and typed_at - self._typed_at > HOLD_MS:
            self.settle()
        self._single, self._typed_at = single, typed_at
        self._burst.append(text)
        self._hold.start()

    def _end_of_burst(self) -> None:
        burst, self._burst = "".join(self._burst), []
        self._hold.stop()
        if len(burst) >= SHORTEST_SCAN:
            self.scanned.emit(burst)
        elif len(burst) == 1:
            self._single()
            self.pressed.emit("Enter")

    def _pad(self, event: QKeyEvent) -> str | None:
        on_pad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        if on_pad and event.key() in _PAD_WITHOUT_NUM_LOCK:
            return _PAD_WITHOUT_NUM_LOCK[event.key()]
        return _PAD.get(event.key())


def presses_a_step(event: QKeyEvent) -> bool:
    """Whether a key answers a step, as Enter, a digit or a pedal does; none of the keys of a screen is one."""
    return belongs_to_gloves(event) and event.key() not in _OF_SCREENS


def belongs_to_gloves(event: QKeyEvent) -> bool:
    """Whether a key means something in glove mode; the emergency card, Tab and the chords of other screens do not."""
    if event.key() in (_KEY.Key_F12, _KEY.Key_Tab, _KEY.Key_Backtab):
        return False
    if event.modifiers() & _CHORD:
        return event.key() == _KEY.Key_Z or _is_separator(event)
    return True


def _is_separator(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.text() == GROUP or (control and event.key() == _KEY.Key_BracketRight)
