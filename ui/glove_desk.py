"""F11: the visit in hand in glove mode. Every press writes through the chart model, and can be taken back at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from charting.findings import Finding
from charting.records.clocks import clocks_of
from charting.records.glove_page import (
    EMERGENCY,
    ENTER,
    LEAVE,
    MAP,
    Page,
    Press,
)
from charting.records.glove_scans import scan_press, scan_trouble
from charting.records.glove_steps import DONE, after_press, page_of, place_now, shown_place, takes_zones, zone_tapped
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.glove_cover import GloveCover
from ui.glove_stops import GloveStops
from ui.glove_undo import Step
from ui.glove_writes import write_down
from ui.idle import run_time
from ui.parts.late_keys import LateKeys
from ui.people_desk import PeopleDesk
from ui.session_keys import SessionKeys
from ui.theme import Theme
from ui.views.describe import banner_of
from ui.views.glove import GloveView
from ui.views.glove_awake import Awake
from ui.views.glove_keys import presses_a_step
from ui.views.glove_words import amount_figures, clock_figures, zones_shown
from ui.views.visit_view import VisitView

TICK_MS = 1000
GUARD_S = 0.4
"""A second press within this time counts once: a glove that slips, a pedal that bounces. Minus and plus all count."""

_NOTHING = ("", float("-inf"), False)


class GloveDesk(QObject):
    """`went(place)` before it opens, `refused(words)` when it cannot, `emergency_wanted()` for the card,
    `help_wanted()` for what glove mode is, `landed(finding)` and `map_wanted()` for a field and the map of the session.

    `done()` once the last step for gloves was taken: then it leaves by itself.

    `run_clock` gives seconds that nobody can set. `is_open()` is for whoever covers an untouched clinic: hands in
    gloves touch nothing for minutes. `left_open` are the steps somebody left unanswered. `close_over()` closes what
    lies over a step, and tells whether anything did.
    """

    went = Signal(str)
    refused = Signal(str)
    emergency_wanted = Signal()
    help_wanted = Signal()
    landed = Signal(Finding)
    map_wanted = Signal()
    done = Signal()

    def __init__(
        self,
        theme: Theme,
        model: ChartModel,
        people: PeopleDesk,
        in_hand: Callable[[], Visit | None],
        parent: QWidget,
        run_clock: Callable[[], float] = run_time,
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._people, self._in_hand = theme, model, people, in_hand
        self._over, self._run_clock = parent, run_clock
        self.view: GloveView | None = None
        self.awake = Awake()
        self._visit: Visit | None = None
        self._at = ""
        self._second: list[Page] = []
        self._stops = GloveStops(model)
        self.left_open: set[str] = set()
        self._late = LateKeys(presses_a_step, self)
        self.close_over: Callable[[], bool] = lambda: False
        self._said_by_buttons: list[str] = []
        self._names_covered = False
        self._last: Step | None = None
        self._pressed = _NOTHING
        self._cover = GloveCover(parent)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        people.switched.connect(self._work_with_another)
        model.not_saved.connect(lambda words: self._say(_("Not saved: {words}").format(words=words)))

    def serve(
        self,
        session: VisitView,
        go: Callable[[str], object],
        say: Callable[[str], object],
        emergency: Callable[[], object],
        land: Callable[[Finding], object],
        sheets: SessionKeys,
    ) -> None:
        """Join the session's button, and the ways out: a screen, words above it, the emergency card, a field."""
        session.glove.clicked.connect(self.open)
        self.went.connect(go)
        self.refused.connect(say)
        self.emergency_wanted.connect(emergency)
        self.landed.connect(land)
        self.map_wanted.connect(sheets.scalp_map)

    def is_open(self) -> bool:
        """Whether glove mode is on, under a lock or the emergency card as well."""
        return self._visit is not None

    def toggle(self) -> None:
        """Open glove mode on the visit in hand, or leave it."""
        if self.is_open():
            self.close()
        else:
            self.open()

    def open(self) -> None:
        """Cover the session with the step that is next; say why where there is none."""
        self.went.emit("visit")
        visit = self._in_hand()
        if visit is None or self._people.why_not("draft"):
            return
        if is_shut(visit) or visit.kind == "review":
            words = _("This visit is signed.") if is_shut(visit) else _("A review has no steps for glove mode.")
            self.refused.emit(words)
            return
        if self.view is None:
            self.view = self._made()
        self._visit, self._second, self._last = visit, [], None
        self._pressed = _NOTHING
        self._at = place_now(visit, self._model.now(), left_open=self.left_open)
        self._late.end()
        self._cover.lay(self.view)
        self.awake.hold()
        self._timer.start()
        self._show()

    def close(self) -> None:
        """Back to the session, as it was."""
        if self.view is None or not self.is_open():
            return
        self._timer.stop()
        self.awake.rest()
        self._visit, self._last = None, None
        self._cover.take_off()
        self.went.emit("visit")

    def tick(self) -> None:
        """Show the time that has gone by, on the clocks and for Undo."""
        if self._visit is None or self.view is None:
            return
        now = self._model.now()
        still = self._second or self._names_covered
        if not still and [press.words for press in self._step().buttons()] != self._said_by_buttons:
            self._show()  # a step may say more once its time has come
            return
        self.view.show_figures([*clock_figures(clocks_of(self._visit), now), *amount_figures(self._visit, now)])
        self._offer_undo()

    def press(self, press: Press) -> None:
        """What a button does. A slip on the same button, or onto a page that has just come, counts for nothing."""
        page = self._page() if self._visit is not None else None
        if self._visit is None or page is None or self._slipped(press.key, step=page.is_step(press.key)):
            return
        # What a button says may have been true a minute ago; what it does is asked for now.
        press = next((button for button in page.buttons() if button.key == press.key), press)
        if press.leaves_open:
            self.left_open.add(self._at)
        if press.refused:
            self._say(press.refused)
        elif (ask := self._stops.before(self._visit, press) or press.ask) is not None:
            self._second.append(ask)
            self._show()
        elif press.lands is not None:
            self._leave_for(press)
        elif press.key == "back":
            self.back()
        elif press.goes == LEAVE:
            self.close()
            if press.leaves_open:
                self._late.begin()
        elif press.goes == EMERGENCY:
            self.emergency_wanted.emit()
        else:
            self._do(press)
        if self._visit is not None:
            self._pressed = (press.key, self._run_clock(), self._page().key != page.key)

    def back(self) -> None:
        """Out of a second page or a question; `More` where there is none."""
        if self._second:
            self._second.pop()
        else:
            more = self._page().more
            self._second = [more] if more is not None else []
        self._show()

    def undo(self) -> None:
        """Take back the last step within its ten seconds, and stand where one stood."""
        step, self._last = self._last, None
        if self._visit is None or self._slipped("undo"):
            self._last = step
            return
        if step is not None and step.seconds_left(self._run_clock()) > 0 and step.take_back(self._model.undo_stack):
            self._at, self._second = step.place, []
            self._show()
        else:
            self._say(_("Nothing was done in the last ten seconds."))
        self._pressed = ("undo", self._run_clock(), True)

    def names_somebody(self) -> bool:
        """Whether the step on show says who the patient is."""
        return self.is_open() and self._page().names

    def cover_names(self, covered: bool) -> None:
        """Keep the name out of sight, and the buttons of a step that asks for it; or show both again."""
        if self.view is None:
            return
        self._names_covered = covered
        self.view.banner.set_covered(covered)
        if covered and (self.names_somebody() or not self.is_open()):
            words = _("Touch the screen or press a key to go on.")
            self.view.show_page(Page("covered", _("Names are covered"), words), None, second=False)
        elif not covered and self.is_open():
            self._show()

    def _made(self) -> GloveView:
        view = GloveView(self._theme, self._over)
        view.pressed.connect(lambda press, _button: self.press(press))
        view.zone_tapped.connect(self._tap_zone)
        view.undo_pressed.connect(self.undo)
        view.more_pressed.connect(lambda: None if self._slipped("more") else self._turn())
        view.keys.pressed.connect(self._key)
        view.keys.pedal.connect(lambda: self._key(ENTER, pedal=True))
        view.keys.scanned.connect(self._scan)
        view.keys.undo_wanted.connect(self.undo)
        view.keys.taken.connect(self._taken)
        return view

    def _taken(self, key: str) -> None:
        """A function key: help explains glove mode, all others belong to other screens."""
        if key == "F1":
            self.help_wanted.emit()
        else:
            self._say(_("{key}: leave glove mode first, F11.").format(key=key))

    def _turn(self) -> None:
        self.back()
        self._pressed = ("more", self._run_clock(), True)

    def _page(self) -> Page:
        return self._second[-1] if self._second else self._step()

    def _step(self) -> Page:
        assert self._visit is not None
        return page_of(self._visit, self._at, self._model.now(), self._people.person.name or "")

    def _show(self) -> None:
        visit, view = self._visit, self.view
        assert visit is not None
        assert view is not None
        patient, today = visit.course.patient, self._model.now().date()
        practice = bool(self._model.chart.clinic().practice)
        view.show_patient(banner_of(patient, visit, today, practice))
        self._at = shown_place(visit, self._at, self._model.now(), self.left_open)
        page = self._page()
        if self._second and not page.zone:
            page = replace(page, zone=self._step().zone)
        zones = zones_shown(visit, page, self._at) if takes_zones(self._at) else None
        view.show_page(page, zones, second=bool(self._second))
        self._said_by_buttons = [press.words for press in self._step().buttons()]
        self.tick()

    def _do(self, press: Press) -> None:
        visit, stack, now = self._visit, self._model.undo_stack, self._model.now()
        assert visit is not None
        assert self.view is not None
        place = self._at
        if press.shows:
            self.view.show_number(press.shows)
        if press.writes:
            stack.beginMacro(press.did or press.words)
            for write in press.writes:
                write_down(self._model, write)
            stack.endMacro()
            self._last = Step(press.did or press.words, place, stack.index(), self._run_clock())
        self._second = []
        self._at = after_press(visit, place, press.goes, now, self.left_open)
        if press.writes and self._at == DONE:
            self.close()
            self.done.emit()
            self._late.begin()
            return
        self._show()
        trouble = scan_trouble(visit, press, now)
        if trouble is not None:
            self._say(" ".join(part for part in (f"{trouble.what}.", trouble.next_step) if part))

    def _leave_for(self, press: Press) -> None:
        """Out of glove mode to a field of the session, or to the map beside it."""
        self.close()
        self.landed.emit(press.lands)
        if press.goes == MAP:
            self.map_wanted.emit()

    def _key(self, hint: str, *, pedal: bool = False) -> None:
        if self.view is None or self._visit is None:
            return
        acts: dict[str, Callable[[], None]] = {"Del": self.undo, "F11": self.close}
        found = self.view.button_of(hint)
        if hint == "Esc":
            if not self.close_over():
                self.back() if self._second else self.close()
        elif hint in acts:
            acts[hint]()
        elif hint == "5" and found is None:
            if not self._slipped("more"):
                self._turn()
        elif found is not None:
            press, button = found
            if button is not None:
                button.flash()
            self.press(press)
        elif hint == ENTER:
            why = _("The pedal does not answer this.") if pedal else _("Enter does not answer this.")
            self._say(_("{why} Tap, or press the key on the button.").format(why=why))

    def _scan(self, text: str) -> None:
        if self._visit is not None:
            self._second = []
            self.press(scan_press(self._visit, self._at, text, self._model.now()))

    def _tap_zone(self, code: str) -> None:
        press = zone_tapped(self._visit, self._at, code) if self._visit is not None else None
        if press is not None:
            self.press(press)

    def _slipped(self, key: str, *, step: bool = False) -> bool:
        before, at, turned = self._pressed
        return self._run_clock() - at < GUARD_S and (turned or (before == key and not step))

    def _offer_undo(self) -> None:
        assert self.view is not None
        step = self._last
        left = step.seconds_left(self._run_clock()) if step is not None else 0
        stands = step is not None and step.stands(self._model.undo_stack)
        self.view.strip.offer_undo(step.did if step is not None and left > 0 and stands else "", left)

    def _say(self, words: str) -> None:
        if self.view is not None and self.is_open():
            self.view.say(words)

    def _work_with_another(self) -> None:
        if self._people.why_not("draft"):
            self.close()
        elif self.is_open():
            self._show()
