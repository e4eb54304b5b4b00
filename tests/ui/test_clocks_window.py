"""The clocks at the window: taps write times, ends ring, and nothing is lost by a restart, a lock or a set clock."""

import shutil
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.records.clocks import clocks_of
from charting.records.patient import Patient
from charting.records.prp import Prp
from charting.records.spin import Spin
from charting.records.topical import Topical
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from tests.ui.hands import wait_until
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.clock_shift import ClockShift
from ui.parts.clock_row import ClockRow
from ui.views.clock_words import shown_clock

# What the offscreen platform says of windows and of lists that open under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


class Day:
    """A house whose clock and run clock go on only when told to; it writes down each ring."""

    def __init__(self, house):
        self.house = house
        self.begin()

    def begin(self):
        """A new visit in room 2 with a cream and two spins, none of them begun, on the PRP sheet."""
        self.house.moment, self.ran = NOW, 0.0
        for before in self.house.chart.orm.scalars(sa.select(Visit)):
            before.opened_at = NOW - timedelta(days=1)
        self.visit = self.house.new_visit()
        self.visit.room = "2"
        self.visit.anaesthesia.anaesthesia_plan = ("topical",)
        self.visit.anaesthesia.topicals = [Topical(product="LMX4 (lidocaine 4 % liposomal)")]
        self.visit.prp.spins = [Spin(position=0, minutes=Decimal(10)), Spin(position=1, minutes=Decimal(5))]
        self.house.chart.save(NOW)
        self.house.window.visit._refresh_timer.stop()
        self.house.window.visit._refresh()
        self.house.record_of(Prp, self.visit)
        self.hush()

    def hush(self):
        """Listen to the rings of the window on show, and let its run clock stand still."""
        self.rings = []
        self.desk.sound.play = lambda: self.rings.append(self.house.moment)
        self.desk._shift = ClockShift(self.house.model.now, lambda: self.ran)
        self.house.window.visit._refresh()
        self.desk.tick()

    @property
    def desk(self):
        return self.house.window.clocks

    @property
    def rail(self):
        return self.house.window.visit.rail.clocks

    @property
    def spin(self):
        return self.visit.prp.spins[0]

    def go(self, minutes, seconds=0):
        """Time goes by."""
        span = timedelta(minutes=minutes, seconds=seconds)
        self.house.moment += span
        self.ran += span.total_seconds()
        self.desk._look_again()
        self.desk.tick()

    def start(self, said):
        """Press the button that starts a clock."""
        assert wait_until(lambda: said in [b.text() for b in self.rail.starts.buttons.values()], 1000)
        self.house.hands.click(next(b for b in self.rail.starts.buttons.values() if b.text() == said))

    def row(self, title) -> ClockRow:
        """The row of a clock, by its title."""
        (key,) = (key for key, clock in self.rail._clocks.items() if clock.title == title)
        return self.rail._rows[key]

    def open(self, title):
        """Tap a clock and return its times."""
        self.house.hands.click(self.row(title).face)
        let_run(0)
        return self.rail._detail

    def shown(self, title):
        (clock,) = (clock for clock in clocks_of(self.visit) if clock.title == title)
        return shown_clock(clock, self.house.moment)


@pytest.fixture(scope="module")
def held(house):
    return Day(house)


@pytest.fixture
def day(held):
    held.begin()
    return held


def test_one_tap_starts_and_one_tap_ends(day):
    day.start("Start spin 1")
    assert day.spin.started_at == NOW
    assert day.spin.origins["started_at"][0] == "tapped"
    assert day.row("Spin 1").face.figures() == "10:00"
    assert "Spin 1 started 14:02" in words(day.house.window.visit._toast)
    day.go(9, 59)
    assert day.row("Spin 1").face.figures() == "00:01"
    day.house.hands.click(day.row("Spin 1").act)
    assert day.spin.ended_at == NOW + timedelta(minutes=9, seconds=59)
    assert day.row("Spin 1").face.figures() == "09:59"
    assert "Start spin 2" in [button.text() for button in day.rail.starts.buttons.values()]


def test_before_its_time_one_tap_asks_and_left_alone_it_goes_on(day, monkeypatch):
    day.start("Start spin 1")
    day.go(0, 2)
    day.house.hands.click(day.row("Spin 1").act)
    assert day.spin.ended_at is None
    assert day.rail.notice.text() == "Ran 2 s of 10 min: end it? Tap again to end it; otherwise it goes on."
    day.house.hands.click(day.row("Spin 1").act)  # at once: a slip
    assert day.spin.ended_at is None
    monkeypatch.setattr("ui.views.clocks_rail.ASKED_FROM_MS", 0)
    day.house.hands.click(day.row("Spin 1").act)
    assert day.spin.ended_at is not None
    assert not day.rail.notice.isVisible()


def test_a_spin_that_was_ended_early_says_what_ran_and_what_was_planned(day):
    day.start("Start spin 1")
    day.spin.started_at = NOW.replace(second=20)
    day.spin.ended_at = NOW.replace(second=20) + timedelta(seconds=49)
    day.house.window.visit._refresh()
    shown = day.shown("Spin 1")
    assert (shown.time, shown.line) == ("00:49", "14:02 to 14:03, 10 min planned")
    day.spin.ended_at = NOW.replace(second=20) + timedelta(minutes=10)
    assert day.shown("Spin 1").line == "14:02 to 14:12"


def test_over_time_is_amber_rings_each_minute_and_is_recorded_as_it_was(day):
    day.start("Start spin 1")
    day.go(8)
    assert day.shown("Spin 1").state == "near"
    assert day.rings == []
    day.go(2)
    assert len(day.rings) == 1
    day.go(0, 59)
    assert len(day.rings) == 1
    day.go(0, 1)
    assert len(day.rings) == 2
    day.go(3, 10)
    assert day.row("Spin 1").face.figures() == "+04:10"
    assert day.row("Spin 1").face._time._token == "amber"
    assert len(day.rings) == 3
    day.open("Spin 1")
    day.go(5)
    assert len(day.rings) == 3
    day.house.hands.click(day.row("Spin 1").act)
    assert day.spin.ended_at - day.spin.started_at == timedelta(minutes=19, seconds=10)


def test_a_second_end_rings_although_the_first_was_silenced(day):
    day.start("Start spin 1")
    day.go(11)
    day.open("Spin 1")
    day.go(2)
    assert len(day.rings) == 1
    day.house.model.answer(day.spin, "minutes", Decimal(14), None, False)
    day.go(2)
    assert len(day.rings) == 2


def test_the_tap_is_taken_back_within_ten_seconds_and_nothing_else(day):
    day.start("Start spin 1")
    day.house.model.answer(day.visit.prp, "kit_lot", "K2407", None, False)
    toast = day.house.window.visit._toast
    day.house.hands.click(toast._undo)
    assert day.spin.started_at is None
    assert day.spin.origins is None
    assert day.visit.prp.kit_lot == "K2407"
    day.start("Start spin 1")
    day.house.hands.click(toast._undo)
    assert day.spin.started_at is None


def test_a_forgotten_tap_is_corrected_by_the_true_time_and_marked(day):
    day.start("Start spin 1")
    times = day.open("Spin 1")
    line = times.line("started_at").line
    day.house.hands.type(line, "13:55")
    day.house.hands.key(line, Qt.Key.Key_Return)
    assert day.spin.started_at == NOW.replace(hour=13, minute=55)
    assert day.spin.origins["started_at"][0] == "corrected"
    assert "Put right 14:02" in times.line("started_at")._note.text()
    assert day.row("Spin 1").face.figures() == "03:00"


def test_a_time_that_cannot_have_been_is_refused_beside_it(day):
    day.start("Start spin 1")
    times = day.open("Spin 1")
    for field, typed, why in (
        ("started_at", "14:30", "Later than now"),
        ("ended_at", "13:00", "Before 14:02"),
        ("ended_at", "soon", "Write a time such as 13:18"),
    ):
        line = times.line(field)
        day.house.hands.type(line.line, typed)
        day.house.hands.key(line.line, Qt.Key.Key_Return)
        assert line._note.text() == why
        assert (day.spin.started_at, day.spin.ended_at) == (NOW, None)


def test_minutes_back_are_two_taps(day):
    day.start("Start spin 1")
    times = day.open("Spin 1")
    for name in ("Spin 1, Started: 5 min earlier", "Spin 1, Started: 1 min earlier"):
        day.house.hands.click(named(times, name))
    assert day.spin.started_at == NOW - timedelta(minutes=6)
    day.house.hands.click(named(times, "Spin 1, Ended: 1 min earlier"))
    assert day.spin.ended_at == NOW - timedelta(minutes=1)
    assert day.spin.origins["ended_at"][0] == "corrected"


def test_the_rail_asks_once_a_later_step_has_begun(day):
    day.start("Topical on")
    day.go(40)
    day.start("Start needling")
    day.go(5)
    assert "Topical still on? Needling began at 14:42." in words(day.rail)
    day.house.hands.click(day.rail.true_time)
    line = day.rail._detail.line("removed_at").line
    assert line.text() == "14:42"
    day.house.hands.key(line, Qt.Key.Key_Return)
    cream = day.visit.anaesthesia.topicals[0]
    assert cream.removed_at == NOW + timedelta(minutes=40)
    assert cream.origins["removed_at"][0] == "corrected"
    assert not day.rail.true_time.isVisible()


def test_prp_is_given_after_the_time_out_only(day):
    day.start("Blood out")
    day.go(20)
    day.house.hands.click(day.row("Draw to PRP").act)
    row = day.row("PRP")
    assert row.face.figures() == "40:00"
    assert not row.act.isEnabled()
    assert wait_until(lambda: "Given: after the time-out" in words(row), 1000)
    for name in ("timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"):
        day.house.model.answer(day.visit.application, name, True, None, False)
    assert wait_until(row.act.isEnabled, 2000)
    day.house.hands.click(row.act)
    assert day.visit.application.injection_start_at == day.house.moment


def test_seconds_go_by_in_place(day):
    day.start("Start spin 1")
    day.start("Start needling")
    day.go(0, 1)
    let_run(20)
    rail = day.rail
    places = {part: part.geometry() for part in rail.findChildren(ClockRow)}
    labels = {label: label.geometry() for label in rail.findChildren(QLabel)}
    for step in (1, 8, 51, 60, 539, 61, 3600):
        day.go(0, step)
        let_run(0)
    assert places == {part: part.geometry() for part in rail.findChildren(ClockRow)}
    assert labels.keys() == set(rail.findChildren(QLabel))
    row = day.row("Spin 1")
    assert row.face._time.sizeHint().width() <= row.face._time.width()


def test_every_target_is_ten_millimetres(day):
    day.start("Start spin 1")
    parts = [*day.rail.starts.buttons.values(), day.row("Spin 1").face, day.row("Spin 1").act]
    assert all(part.height() >= day.house.theme.target() for part in parts)


def test_a_closed_window_opens_on_the_same_clock(day):
    day.start("Start spin 1")
    day.house.model.save()
    key = day.visit.id
    day.house.close()
    day.house.moment += timedelta(minutes=4)
    day.house.chart = ChartSession.open(day.house.folder, PASSWORD)
    day.house.show()
    day.house.window.open_visit(key)
    day.visit = day.house.window.visit.visit
    day.hush()
    assert day.row("Spin 1").face.figures() == "06:00"
    day.go(7)
    assert day.row("Spin 1").face.figures() == "+01:00"
    assert len(day.rings) == 1


def test_a_killed_process_loses_no_clock(day, tmp_path):
    day.start("Start spin 1")
    assert wait_until(lambda: not day.house.model._autosave.isActive(), 3000)
    copy = tmp_path / "as-after-a-kill"
    shutil.copytree(day.house.folder, copy, ignore=shutil.ignore_patterns("*.lock"))
    chart = ChartSession.open(copy, PASSWORD)
    try:
        (clock,) = (c for c in clocks_of(chart.orm.get(Visit, day.visit.id)) if c.title == "Spin 1")
        assert shown_clock(clock, NOW + timedelta(minutes=13)).time == "+03:00"
    finally:
        chart.close()


@pytest.mark.parametrize(("minutes", "said"), [(-12, "set back by 12 min"), (25, "went forward by 25 min")])
def test_a_set_clock_is_said_and_nothing_goes_below_zero(day, minutes, said):
    day.start("Start needling")
    day.go(5)
    day.house.moment += timedelta(minutes=minutes)
    day.desk.tick()
    assert said in words(day.rail)
    assert day.visit.needling.start_at == NOW
    figures = day.row("Needling").face.figures()
    assert figures == ("00:00" if minutes < 0 else "30:00")
    day.open("Needling")
    assert said not in words(day.rail)


def test_a_clock_that_is_put_right_by_a_minute_is_no_matter(day):
    day.start("Start needling")
    day.house.moment += timedelta(minutes=4)
    day.desk.tick()
    assert "clock" not in words(day.rail).replace("Clocks", "")


def test_another_room_is_heard_and_reached_from_any_screen(day):
    day.start("Start spin 1")
    house = day.house
    other = add_patient(house.chart, Patient(family_name="Sample", given_name="Bo"))
    course = start_course(house.chart, other, "M_PRP", NOW.date())
    second = start_visit(house.chart, course, "M_PRP", house.chart.practitioners()[0], NOW)
    second.room = "1"
    second.needling.start_at = NOW
    house.chart.save(NOW)
    house.window.open_visit(second.id)
    day.go(5)
    assert not day.desk.chip.isVisible()
    day.go(6, 20)
    assert day.desk.chip.shown() == "Room 2: Spin 1 over by 01:20"
    assert len(day.rings) == 1
    assert day.row("Needling").face.figures() == "11:20"
    house.hands.shortcut(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert house.window.visit.visit is day.visit
    assert house.window.visit.rail.isVisible()
    assert day.row("Spin 1").face.hasFocus()
    day.go(3)
    assert len(day.rings) == 1
    assert not day.desk.chip.isVisible()


def test_today_says_what_runs(day):
    day.start("Start spin 1")
    day.start("Start needling")
    day.house.model.save()
    day.house.window.go("today")
    day.go(9)
    today = day.house.window.today
    assert "Spin 1, 01:00" in words(today)
    assert "Needling, since 14:02" in words(today)
    day.go(2)
    assert "Spin 1, +01:00" in words(today)


def test_a_narrow_window_has_one_line_that_opens_the_clocks(day):
    window = day.house.window
    day.start("Start spin 1")
    try:
        for _each in range(2):
            window.resize(911, 512)
            let_run(30)
        day.go(11)
        line = window.visit._figures.clocks
        assert line.isVisible()
        assert line._pieces == [("triangle", "+01:00", "Spin 1", True)]
        assert not day.rail.isVisible()
        day.house.hands.click(line)
        assert day.rail.isVisible()
    finally:
        window.resize(1366, 768)
        let_run(30)


def test_a_visit_that_is_shut_runs_no_clock(day):
    day.start("Start spin 1")
    day.visit.signed_at = NOW
    try:
        day.house.window.visit._refresh()
        assert day.rail.running() == []
        assert day.rail.starts.buttons == {}
        day.go(20)
        assert day.rings == []
    finally:
        day.visit.signed_at = None


def named(around, name):
    """The button of an accessible name."""
    (found,) = (button for button in around.findChildren(QAbstractButton) if button.accessibleName() == name)
    return found
