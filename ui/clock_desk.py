"""The clocks of all visits at work: once a second they are shown, and whoever is over its time rings."""

from collections.abc import Callable
from datetime import datetime, timedelta

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from charting.actions.live_clocks import visits_at_work
from charting.dates import show_time
from charting.records.clocks import OVER, Clock, clocks_of
from charting.records.forgotten_clocks import forgotten_of
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.clock_shift import ClockShift
from ui.idle import run_time
from ui.parts.clock_chip import ClockChip
from ui.parts.clock_sound import ClockSound
from ui.theme import Theme
from ui.views.clock_words import by_need, figures_of, over_words, room_of, running_words
from ui.views.clocks_lock import StillRunning
from ui.views.today import TodayView
from ui.views.visit_view import VisitView

TICK_MS = 1000
AGAIN = timedelta(minutes=1)
JUMP_KEY = "Shift+F4"
WIDE = 1200


class ClockDesk(QObject):
    """Ticks every second; `opened(visit id)` and `went(place)` when somebody goes to a clock, `shifted(what,
    words)` when the wall clock was set while one ran, `refused(words)` when there is no clock to go to. What rang is
    only remembered here: the times are in the chart.

    `run_clock` gives seconds that nobody can set.
    """

    opened = Signal(str)
    went = Signal(str)
    shifted = Signal(str, str)
    refused = Signal(str)

    def __init__(
        self,
        theme: Theme,
        model: ChartModel,
        visit: VisitView,
        today: TodayView,
        in_hand: Callable[[], Visit | None],
        parent: QWidget,
        run_clock: Callable[[], float] = run_time,
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._today, self._in_hand = model, visit, today, in_hand
        self.sound = ClockSound()
        self.chip = ClockChip(theme, JUMP_KEY, WIDE)
        self.chip.clicked.connect(self.jump)
        self._shift = ClockShift(model.now, run_clock)
        self._at_work: list[tuple[Visit, list[Clock]]] = []
        self._rang: dict[tuple[str, datetime | None], datetime] = {}
        self._silent: set[tuple[str, datetime | None]] = set()
        self._lock: StillRunning | None = None
        today.shown.connect(lambda: self._show_today(model.now()))
        visit.rail.clocks.touched.connect(self.silence)
        model.edited.connect(self._look_again)
        model.saved.connect(self._look_again)
        self._stale = True
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.wake()

    def wake(self) -> None:
        """Go on, as after a close that was refused."""
        self._stale = True
        self._timer.start()

    def rest(self) -> None:
        """Stop before the chart is closed."""
        self._timer.stop()
        self._at_work = []

    def running(self) -> list[tuple[Visit, list[Clock]]]:
        """The visits at work with their clocks."""
        if self._stale:
            self._stale = False
            found = visits_at_work(self._model.chart.orm, self._model.now())
            self._at_work = [(visit, clocks_of(visit)) for visit in found]
        return self._at_work

    def treats(self) -> bool:
        """Whether a clock runs that is not left over from an earlier step: then somebody is being treated."""
        for visit, clocks in self.running():
            running = sum(clock.running for clock in clocks)
            if running > len(forgotten_of(visit, clocks)):
                return True
        return False

    def tick(self) -> None:
        """Show the time that has gone by, and ring where it is up."""
        now = self._model.now()
        self.running()
        self._watch_the_wall_clock(now)
        self._ring(now)
        self._view.tick(now)
        self._show_chip(now)
        if self._lock is not None and shiboken6.isValid(self._lock):
            self._lock.show_clocks(self._at_work, now)
        if self._today.isVisible():
            self._show_today(now)

    def silence(self, clock: Clock) -> None:
        """Somebody has seen to a clock: it rings no more for this end of it."""
        self._silent.add((clock.key, clock.due))

    def jump(self) -> None:
        """Go to the clock that needs somebody most, wherever we are."""
        now = self._model.now()
        by_key = {clock.key: visit for visit, clocks in self.running() for clock in clocks}
        clocks = by_need([clock for _visit, found in self._at_work for clock in found], now)
        if not clocks:
            self.refused.emit(_("No clock is running."))
            return
        clock, visit = clocks[0], by_key[clocks[0].key]
        self.silence(clock)
        if self._in_hand() is visit:
            self.went.emit("visit")
        else:
            self.opened.emit(visit.id)
        if self._view.visit is visit:
            self._view.show_clock(clock.key)
        self.tick()

    def serve_lock(self, still_running: StillRunning) -> None:
        """Show what runs on the screen that covers the clinic."""
        self._lock = still_running
        still_running.touched.connect(self.silence)
        self._stale = True
        self.tick()

    def _over(self, now: datetime) -> list[tuple[Visit, Clock]]:
        """What is over its time, longest first."""
        found = [(visit, clock) for visit, clocks in self._at_work for clock in clocks if clock.state(now) == OVER]
        return sorted(found, key=lambda pair: pair[1].due or now)

    def _ring(self, now: datetime) -> None:
        """Two notes and the task bar, once for all that is up, and again each minute."""
        due = False
        for _visit, clock in self._over(now):
            mark = (clock.key, clock.due)
            last = self._rang.get(mark)
            if mark not in self._silent and (last is None or not timedelta(0) <= now - last < AGAIN):
                self._rang[mark] = now
                due = True
        if due:
            self.sound.play()
            for window in QGuiApplication.topLevelWindows():
                if window.isVisible():
                    window.alert(0)

    def _show_chip(self, now: datetime) -> None:
        """Say it in the top bar, except of the visit whose clocks are in view."""
        in_view = self._view.visit if self._view.isVisible() else None
        over = [(visit, clock) for visit, clock in self._over(now) if visit is not in_view]
        if not over:
            self.chip.show_words("", "", "")
            return
        visit, clock = over[0]
        words = over_words(clock, visit, now)
        if len(over) > 1:
            words = _("{words}, and {count} more").format(words=words, count=len(over) - 1)
        spoken = _("{room}: {clock} is over its time").format(room=room_of(visit), clock=clock.title)
        self.chip.show_words(words, figures_of(clock, now), spoken)

    def _show_today(self, now: datetime) -> None:
        said = {visit.id: running_words(clocks, now) for visit, clocks in self.running()}
        self._today.show_clocks({key: words for key, words in said.items() if words is not None})

    def _watch_the_wall_clock(self, now: datetime) -> None:
        seconds = self._shift.seconds()
        if seconds is None or not any(clock.running for _visit, clocks in self._at_work for clock in clocks):
            return
        minutes = abs(seconds) // 60
        what = (
            _("The computer's clock was set back by {count} min")
            if seconds < 0
            else _("The computer's clock went forward by {count} min")
        )
        title = what.format(count=minutes)
        words = _("Times that were tapped stay as they are. Check the clocks that run.")
        self._view.rail.clocks.say(_("{what}, {time}. {words}").format(what=title, time=show_time(now), words=words))
        if not self._view.isVisible():
            self.shifted.emit(title, words)

    def _look_again(self, *_what: object) -> None:
        self._stale = True
