"""The card "Clocks" of the rail: what runs, what may start, what is done."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from charting.dates import show_time
from charting.errors import Unreadable
from charting.records.clock_early import ended_early
from charting.records.clocks import Clock, clocks_of
from charting.records.forgotten_clocks import Forgotten, forgotten_of
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.clock_taps import ClockTaps, TakeBack
from ui.parts.buttons import LinkButton
from ui.parts.card import Card
from ui.parts.clock_row import ClockRow
from ui.parts.clock_starts import ClockStarts
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.clock_words import moment_words, shown_clock
from ui.views.clocks_detail import ClockDetail

DONE_SHOWN = 2
ASKED_FROM_MS, ASKED_TO_MS = 600, 10_000
"""A second tap within this time ends a clock early; one that comes sooner was a slip on the first."""


class ClocksRail(Card):
    """One tap starts, one ends. `done(words, take_back)` tells what a tap wrote, `touched(clock)` that one was seen to.

    A row stays the same widget from start to done, so that the focus stays with it and nothing is built each second.
    """

    done = Signal(str, object)
    touched = Signal(object)

    def __init__(self, theme: Theme, model: ChartModel) -> None:
        super().__init__(theme, _("Clocks"), rail=True)
        self._theme, self._model, self._taps = theme, model, ClockTaps(model)
        self._visit: Visit | None = None
        self._read_only = False
        self._clocks: dict[str, Clock] = {}
        self._rows: dict[str, ClockRow] = {}
        self._forgotten: Forgotten | None = None
        self._detail: ClockDetail | None = None
        self._opened = ""
        self._all_done = False
        self._asked_early = ""
        self._since_asked = QElapsedTimer()
        self.notice = Label(theme, px=12, token="amber", wrap=True)
        self._asked = Label(theme, px=12, token="ink2", wrap=True)
        self.true_time = LinkButton(theme, _("True time"), small=True)
        self.true_time.setAccessibleName(_("End it with the true time"))
        self.true_time.clicked.connect(self._end_at_step)
        self._active, self._past = QVBoxLayout(), QVBoxLayout()
        self.starts = ClockStarts(theme)
        self.starts.started.connect(self._start)
        self.more = LinkButton(theme, "", small=True)
        self.more.clicked.connect(self._unfold)
        for layout in (self._active, self._past):
            layout.setSpacing(4)
        self.body.setSpacing(4)
        asking = QHBoxLayout()
        asking.addWidget(self._asked, 1)
        asking.addWidget(self.true_time)
        self.body.addWidget(self.notice)
        self.body.addLayout(asking)
        self.body.addLayout(self._active)
        self.body.addWidget(self.starts)
        self.body.addLayout(self._past)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.notice.hide()

    def show_visit(self, visit: Visit | None) -> None:
        """Show the clocks of a visit; of one that is shut only what is done."""
        if visit is not self._visit:
            self._close_detail()
            self._all_done = False
        self._visit, self._read_only = visit, visit is not None and is_shut(visit)
        found = clocks_of(visit) if visit is not None else []
        self._clocks = {clock.key: clock for clock in found}
        forgotten = forgotten_of(visit, found) if visit is not None and not self._read_only else []
        self._forgotten = forgotten[0] if forgotten else None
        self._arrange(found)
        self.setVisible(bool(self._rows or self.starts.buttons))
        self.tick(self._model.now())

    def tick(self, now: datetime) -> None:
        """Show the time that has gone by, in place."""
        self.set_meta(show_time(now))
        self._ask(now)
        for key, row in self._rows.items():
            shown = shown_clock(self._clocks[key], now, read_only=self._read_only)
            row.show_clock(shown)
            if key == self._opened and self._detail is not None:
                self._detail.show_clock(shown)

    def running(self) -> list[Clock]:
        """The clocks that run."""
        return [] if self._read_only else [clock for clock in self._clocks.values() if clock.running]

    def focus_clock(self, key: str) -> None:
        """Put the focus on a clock."""
        if key in self._rows:
            self._rows[key].face.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: str) -> None:
        """Say something about the time itself; blank takes it back."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def _arrange(self, found: list[Clock]) -> None:
        """Give each clock its place; the order is that of their starts, so that none moves while time goes by."""
        active = sorted((c for c in found if c.running and not self._read_only), key=_since)
        past = [clock for clock in found if clock.ended is not None and clock.kind != "zone"]
        past.sort(key=_until, reverse=True)
        folds = len(past) > DONE_SHOWN + 1  # a link in the place of one row would save nothing
        hidden = len(past) - DONE_SHOWN if folds and not self._all_done else 0
        shown = past[: len(past) - hidden]
        for key in set(self._rows) - {clock.key for clock in (*active, *shown)}:
            self._drop(key)
        for layout, clocks in ((self._active, active), (self._past, shown)):
            for at, clock in enumerate(clocks):
                row = self._row(clock.key)
                if layout.indexOf(row) != at:
                    layout.insertWidget(at, row)
        words = _("All {count} that are done") if hidden else _("Only the last that are done")
        self.more.set_text(words.format(count=len(past)))
        self.more.setVisible(folds)
        now = self._model.now()
        ready = [] if self._read_only else [shown_clock(clock, now) for clock in _to_start(found)]
        self.starts.offer(ready)

    def _row(self, key: str) -> ClockRow:
        if key not in self._rows:
            row = ClockRow(self._theme, key)
            row.opened.connect(self._open)
            row.tapped.connect(self._end)
            self._rows[key] = row
        return self._rows[key]

    def _drop(self, key: str) -> None:
        if key == self._opened:
            self._close_detail()
        row = self._rows.pop(key)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _ask(self, now: datetime) -> None:
        """One quiet line about a clock that a later step has outrun."""
        asked = self._forgotten
        self._asked.setVisible(asked is not None)
        self.true_time.setVisible(asked is not None and not asked.clock.held)
        if asked is not None:
            words = _("{clock} still on? {step} at {time}.")
            step = asked.step[:1].upper() + asked.step[1:]
            self._asked.setText(words.format(clock=asked.clock.title, step=step, time=show_time(asked.at)))

    def _start(self, key: str) -> None:
        clock = self._clocks[key]
        self._wrote(clock, clock.starts, lambda visit: self._taps.start(visit, clock))
        self.focus_clock(key)

    def _end(self, key: str) -> None:
        """Before its planned time the first tap asks, and only a second one ends it: left alone it goes on."""
        clock = self._clocks[key]
        early = ended_early(clock, self._model.now())
        sure = self._asked_early == key and self._since_asked.isValid()
        if early and (not sure or not ASKED_FROM_MS <= self._since_asked.elapsed() <= ASKED_TO_MS):
            if not sure or self._since_asked.elapsed() > ASKED_TO_MS:
                self._asked_early = key
                self._since_asked.start()
            self.say(_("{question} Tap again to end it; otherwise it goes on.").format(question=early))
            return
        if self._asked_early:
            self._asked_early = ""
            self.say("")
        self._wrote(clock, clock.ends, lambda visit: self._taps.end(visit, clock))

    def _end_at_step(self) -> None:
        """Open the clock that was forgotten, with the time of the later step to be confirmed or typed over."""
        asked = self._forgotten
        if asked is None:
            return
        self._open(asked.clock.key, True)
        if self._detail is not None:
            line = self._detail.line(asked.clock.ends)
            line.line.setText(show_time(asked.at))
            line.line.setModified(True)
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            line.line.selectAll()

    def _correct(self, field: str, written: Callable[[Visit, Clock], TakeBack]) -> None:
        clock = self._clocks[self._opened]
        try:
            self._wrote(clock, field, lambda visit: written(visit, clock))
        except Unreadable as refused:
            if self._detail is not None:
                self._detail.refuse(field, str(refused))

    def _wrote(self, clock: Clock, field: str, write: Callable[[Visit], TakeBack]) -> None:
        visit = self._visit
        if visit is None or is_shut(visit):
            return
        take_back = write(visit)
        if self._detail is not None and clock.key == self._opened:
            self._detail.accept(field)
        self.touched.emit(clock)
        self.show_visit(visit)
        words = _("{what} {time}").format(what=moment_words(clock, field), time=show_time(getattr(clock.record, field)))
        self.done.emit(words, take_back)

    def _open(self, key: str, on: bool) -> None:
        self._close_detail()
        self.say("")
        self.touched.emit(self._clocks[key])
        shown = shown_clock(self._clocks[key], self._model.now(), read_only=self._read_only)
        if not on or not shown.times:
            return
        self._opened, row = key, self._rows[key]
        self._detail = ClockDetail(self._theme, shown)
        taps = self._taps
        self._detail.typed.connect(
            lambda field, text: self._correct(field, lambda visit, clock: taps.typed(visit, clock, field, text))
        )
        self._detail.moved_back.connect(
            lambda field, minutes: self._correct(field, lambda v, clock: taps.moved_back(v, clock, field, minutes))
        )
        row.face.setChecked(True)
        row.below.addWidget(self._detail)

    def _close_detail(self) -> None:
        detail, self._detail = self._detail, None
        if self._opened in self._rows:
            self._rows[self._opened].face.setChecked(False)
        self._opened = ""
        if detail is not None:
            detail.hide()
            detail.setParent(None)
            detail.deleteLater()

    def _unfold(self) -> None:
        self._all_done = not self._all_done
        self.show_visit(self._visit)


def _since(clock: Clock) -> datetime:
    assert clock.started is not None
    return clock.started


def _until(clock: Clock) -> datetime:
    assert clock.ended is not None
    return clock.ended


def _to_start(found: list[Clock]) -> list[Clock]:
    """What may start: of spins and zones the next one only, and zones while needling runs."""
    ready = [clock for clock in found if clock.starts and clock.started is None and clock.ended is None]
    needling = any(clock.kind == "needling" and clock.running for clock in found)
    offered: list[Clock] = []
    for clock in ready:
        again = clock.kind in {"spin", "zone"} and any(clock.kind == other.kind for other in offered)
        if not again and (clock.kind != "zone" or needling):
            offered.append(clock)
    return offered
