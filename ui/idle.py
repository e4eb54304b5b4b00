"""How long nobody has touched keyboard, mouse or screen, and what to do when that is too long."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

LOOK_EVERY_MS = 1000
SOONEST_S = 60
"""No clinic can ask for less than a minute (records.clinic); until then the file is not asked at every key."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def run_time() -> float:
    """Seconds of a clock that nobody can set; where the system has one, it goes on while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class IdleWatch(QObject):
    """`idle()` once nobody has touched anything for as long as `limit()` says, in seconds; None never tires.

    It also looks at the moment of a touch: a machine that slept, or was too busy to look, covers the clinic before
    the touch gets there. A key that comes so late is handed to whatever has the focus then.

    `lift(touch)` is asked at every touch: where names were covered it shows them, and tells whether the touch is to do
    nothing else; None where none were.
    """

    idle = Signal()

    def __init__(
        self,
        application: QApplication,
        limit: Callable[[], float | None],
        clock: Callable[[], float] = run_time,
        parent: QObject | None = None,
        lift: Callable[[QEvent], bool | None] = lambda _touch: None,
    ) -> None:
        super().__init__(parent)
        self._limit, self._clock, self._lift = limit, clock, lift
        self._touched = self._said = clock()
        self._awaited: int | None = None
        self._withheld: int | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application.installEventFilter(self)

    def begin(self) -> None:
        """Count from now."""
        self._touched = self._said = self._clock()

    def untouched(self) -> float:
        """Seconds since anybody touched anything."""
        return self._clock() - self._touched

    def look(self) -> bool:
        """Tell whether it has been too long, and say so; once more after the same time again."""
        since = self._clock() - self._said
        if since < SOONEST_S:
            return False
        limit = self._limit()
        if limit is None or since < limit:
            return False
        self._said = self._clock()
        self.idle.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TOUCHES:
            return False
        late = self.look()
        self.begin()
        unseen = self._lift(event)
        if unseen is not None or self._withheld is not None:
            late = self._is_withheld(event, bool(unseen))
        elif isinstance(event, QKeyEvent):
            late = self._is_late(watched, event, late)
        if late:
            event.accept()
        return late

    def _is_withheld(self, event: QEvent, unseen: bool) -> bool:
        """Whether a touch has done its work by showing the names; of a key the question comes first, then the key."""
        if isinstance(event, QKeyEvent):
            follows = event.type() == QEvent.Type.KeyPress and event.key() == self._withheld
            asked = unseen and event.type() == QEvent.Type.ShortcutOverride
            self._withheld = event.key() if asked else None
            return unseen or follows
        return unseen

    def _is_late(self, watched: QObject, event: QKeyEvent, just_covered: bool) -> bool:
        """Whether a key was meant for what is covered now; then it is handed on.

        The question whether a key is a shortcut comes first and covers the clinic; the key itself follows it.
        """
        if event.type() == QEvent.Type.ShortcutOverride:
            self._awaited = event.key() if just_covered else None
            return just_covered
        follows = event.key() == self._awaited and isinstance(watched, QWidget) and not watched.isVisible()
        self._awaited = None
        if just_covered or follows:
            _hand_on(event)
        return just_covered or follows


def _hand_on(event: QKeyEvent) -> None:
    """Give a key to whatever has the focus now."""
    taker = QApplication.focusWidget()
    if taker is not None:
        key = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())
        QCoreApplication.postEvent(taker, key)
