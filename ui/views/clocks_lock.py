"""What still runs while the clinic is covered: rooms and clocks, no names."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from charting.records.clocks import Clock
from charting.records.visit import Visit
from charting.words import _
from ui.parts.card import Card
from ui.parts.clock_row import ClockFace
from ui.parts.clock_shown import ClockShown
from ui.theme import Theme
from ui.views.clock_words import by_need, room_of, shown_clock

MOST = 3


class StillRunning(Card):
    """The clocks that need somebody first, `MOST` of them, so that PIN and keys stay in reach.

    `touched(clock)` follows a tap on one.
    """

    touched = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Still running"), rail=True)
        self._faces: list[tuple[ClockFace, Clock]] = []
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.body.addLayout(self.rows)
        self._held = [ClockFace(theme) for _each in range(MOST)]
        self._clocks: list[Clock] = []
        for at, face in enumerate(self._held):
            face.setCheckable(False)
            face.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the PIN keeps the focus
            face.clicked.connect(lambda _on=False, at=at: self._touch(at))
            self.rows.addWidget(face)
        self.hide()

    def show_clocks(self, at_work: Sequence[tuple[Visit, Sequence[Clock]]], now: datetime) -> None:
        """Show what runs in all rooms."""
        rooms = {clock.key: visit for visit, clocks in at_work for clock in clocks}
        self._clocks = by_need([clock for _visit, clocks in at_work for clock in clocks], now)
        more = len(self._clocks) - MOST
        self.set_meta(_("and {count} more").format(count=more) if more > 0 else "")
        for at, face in enumerate(self._held):
            face.setVisible(at < len(self._clocks))
            if at < len(self._clocks):
                clock = self._clocks[at]
                face.show_clock(_in_room(rooms[clock.key], shown_clock(clock, now)))
        self.setVisible(bool(self._clocks))

    def _touch(self, at: int) -> None:
        if at < len(self._clocks):
            self.touched.emit(self._clocks[at])


def _in_room(visit: Visit, shown: ClockShown) -> ClockShown:
    words = shown.title if shown.title.isupper() else shown.title[:1].lower() + shown.title[1:]
    title = _("{room}, {clock}").format(room=room_of(visit), clock=words)
    spoken = _("{room}: {clock}").format(room=room_of(visit), clock=shown.spoken)
    return ClockShown(shown.key, shown.icon, title, shown.line, shown.time, shown.state, shown.share, spoken=spoken)
