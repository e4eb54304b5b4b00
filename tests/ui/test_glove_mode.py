"""Glove mode at the window: by number pad, by taps, by one pedal; slips, undo, scans, leaving, locking, sizes."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import ui.glove_desk
import ui.main_view
from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.origins import COPIED, SCANNED, TAPPED
from charting.records.audit_entry import audit_entry
from charting.records.dose import Dose
from charting.records.glove_page import Answer
from charting.records.glove_steps import page_of, places_of
from charting.records.needled_zone import NeedledZone
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from tests.ui.hands import LEFT, Hands, wait_until
from tests.ui.house import ada, clinic_and_owner
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import Clock
from ui.glove_writes import write_down
from ui.parts.choice_piece import ChoicePiece
from ui.parts.glove_button import GloveButton, glove_px
from ui.parts.scalp_map import ScalpMap
from ui.parts.second_press import SECOND_PRESS_MS
from ui.shell import Shell
from ui.views.glove import GUARD
from ui.views.glove_awake import Awake
from ui.views.glove_keys import SHORTEST_SCAN, presses_a_step

# What the offscreen platform says of windows brought to the front.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PASSWORD = "fold gently 42 maps"
PAD, NONE = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.NoModifier
KEYS = {
    "Enter": Qt.Key.Key_Enter,
    "Del": Qt.Key.Key_Delete,
    "Esc": Qt.Key.Key_Escape,
    "+": Qt.Key.Key_Plus,
    **{str(digit): getattr(Qt.Key, f"Key_{digit}") for digit in range(10)},
}
CARTRIDGE = "010950600013435217270430\x1d10K2407\x1d21S1"
SIZES = ((1366, 768), (911, 512), (683, 384))


class Gloves:
    """A person in gloves at a window: no key and no tap goes past it."""

    def __init__(self, window, visit, clock):
        self.window, self.visit, self.clock = window, visit, clock
        self.seconds = 100.0
        window.glove._run_clock = lambda: self.seconds

    @property
    def desk(self):
        return self.window.glove

    @property
    def view(self):
        return self.desk.view

    @property
    def kind(self):
        return self.desk._at.partition(":")[0]

    def go_in(self):
        self.window.open_visit(self.visit.id)
        self.seconds += 60
        QTest.keyClick(self.window, Qt.Key.Key_F11)
        assert self.view.isVisible()
        return self

    def key(self, key, modifier=NONE, *, wait=1.0):
        """One key wherever the focus is, and then `wait` seconds in which nothing is touched."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.view.keys.settle()
        self.seconds += wait

    def pad(self, *hints, wait=1.0):
        for hint in hints:
            self.clock.moment += timedelta(seconds=10)
            self.key(KEYS[hint], PAD if hint != "Esc" else NONE, wait=wait)

    def tap(self, words, *, wait=1.0):
        """Tap the visible button of these words."""
        let_run(0)
        found = [b for b in self.view.findChildren(GloveButton) if b.isVisible() and b.text() == words]
        assert len(found) == 1, (words, [b.text() for b in self.view.findChildren(GloveButton) if b.isVisible()])
        self.clock.moment += timedelta(seconds=10)
        QTest.mouseClick(found[0], LEFT)
        self.seconds += wait

    def scan(self, text):
        for sign in text:
            if sign == "\x1d":
                QTest.keyClick(self.view, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
            else:
                QTest.keyClicks(self.view, sign)
        QTest.keyClick(self.view, Qt.Key.Key_Return)
        self.seconds += 1

    @property
    def undo(self):
        self.desk.tick()
        return self.view.strip.undo


class Rooms:
    """One clinic and its window for all tests of a file; each test has a visit of its own."""

    def __init__(self, theme, folder):
        self.chart = ChartSession.create(folder, PASSWORD)
        found_clinic(self.chart, *clinic_and_owner())
        self.patient = add_patient(self.chart, ada())
        start_course(self.chart, self.patient, "M_PRP", NOW.date())
        self.chart.save(NOW)
        self.clock = Clock(NOW)
        self.window = ui.main_view.MainView(theme, self.chart, self.clock)
        self.window.resize(1366, 768)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()

    def visit(self, *, in_order=True):
        visit = planned_visit(self.chart, self.patient, self.clock.moment, in_order=in_order)
        self.chart.save(self.clock.moment)
        return visit

    def close(self):
        self.window.may_close()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def planned_visit(chart, patient, now, *, in_order=True):
    """A visit whose PRP is ready and whose three zones are planned as last time; `in_order` with nothing that stops."""
    visit = start_visit(chart, patient.courses[-1], "M_PRP", chart.practitioners()[0], now)
    visit.needling.device_name, visit.needling.needle_length_mm = "SkinPen Precision", Decimal("2.5")
    for at, code in enumerate(("frontal_left", "frontal_right", "vertex")):
        row = NeedledZone(zone=code, depth_mm=Decimal("1.25"), passes=Decimal(4), position=at)
        row.origins = {"depth_mm": (COPIED, "2026-10-24"), "passes": (COPIED, "2026-10-24")}
        visit.needling.zones.append(row)
    visit.prp.draw_at, visit.prp.prp_ready_at = now - timedelta(minutes=30), now - timedelta(minutes=5)
    visit.prp.prp_volume_ml = Decimal("4.5")
    visit.application.route = "intradermal"
    if not in_order:
        return visit
    for answer in visit.screening.answers:
        answer.answer = "no"
    for statement in visit.consent.statements:
        statement.accepted = True
    chart.orm.flush()
    visit.consent.signed_at = now
    return visit


@pytest.fixture(scope="module")
def rooms(dressed, tmp_path_factory):
    built = Rooms(dressed, tmp_path_factory.mktemp("clinic") / "c")
    yield built
    built.close()


@pytest.fixture
def gloves(rooms, qtbot):
    made = Gloves(rooms.window, rooms.visit(), rooms.clock)
    yield made.go_in()
    made.desk.close()
    rooms.window.resize(1366, 768)


@pytest.fixture
def unready(rooms, qtbot):
    made = Gloves(rooms.window, rooms.visit(in_order=False), rooms.clock)
    yield made.go_in()
    made.desk.close()


@pytest.fixture
def needling(gloves):
    gloves.pad("Enter")
    assert gloves.kind == "zone"
    return gloves


def zones(gloves):
    return gloves.visit.needling.zones


def ended(gloves):
    """Everything that was asked for is in the file."""
    assert gloves.window.model.save()
    assert not gloves.window.chart.differs()
    needling, given = gloves.visit.needling, gloves.visit.application
    assert [zone.endpoint for zone in needling.zones] == ["mild_erythema", "pinpoint_bleeding", "pinpoint_bleeding"]
    assert [zone.depth_mm for zone in needling.zones] == [Decimal("1.50"), Decimal("1.25"), Decimal("1.25")]
    assert all(zone.origins.keys() <= {"start_at", "end_at"} for zone in needling.zones)
    assert needling.origins["start_at"][0] == needling.origins["end_at"][0] == TAPPED
    assert needling.start_at < needling.zones[0].end_at <= needling.zones[1].start_at < needling.end_at
    assert given.timeout_at is not None and given.timeout_by == "Dr Rowan Sample"
    assert [zone.ml for zone in given.zones] == [Decimal("1.6"), Decimal("1.4"), Decimal("1.5")]
    assert given.total_injected_ml == Decimal("4.5")
    score = gloves.visit.after.reaction_at("end")
    assert (score.pain_nrs, score.bleeding) == (Decimal(2), "1")
    assert gloves.visit.needling.sharps_disposed is True
    assert not gloves.desk.is_open()
    assert not gloves.view.isVisible()


def test_needling_and_application_by_the_number_pad_alone(gloves):
    gloves.pad("Enter", "6", "0", "Enter", "Enter")
    gloves.pad("1", "1", "0", "Enter", "Enter")
    gloves.pad("6", "6", "Enter", "6", "Enter", "6", "Enter", "Enter")
    gloves.pad("2", "1", "1")
    ended(gloves)


def test_needling_and_application_by_taps_alone(gloves):
    for words in (
        *("Start needling", "Depth more", "Mild erythema", "Pinpoint bleeding", "Pinpoint bleeding"),
        *("Yes", "Yes", "Zones as needled", "PRP given from now", "Zone by zone", "Injected more", "Injected more"),
        *("Next zone", "Injected more", "Next zone", "Injected more", "All zones", "Done", "Pain more", "Pain more"),
        *("Next: bleeding", "Pinpoint, stops within 2 min", "Sharps disposed of"),
    ):
        gloves.tap(words)
    ended(gloves)


def test_one_pedal_goes_through_the_needling_and_stops_at_the_time_out(gloves):
    pedals = (Qt.Key.Key_F13, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_B)
    for pedal in (*pedals, *pedals):
        gloves.key(pedal)
    assert [zone.endpoint for zone in zones(gloves)] == ["pinpoint_bleeding"] * 3
    assert gloves.visit.needling.end_at is not None
    assert gloves.kind == "time_out"
    assert gloves.visit.application.timeout_name_confirmed is None
    assert gloves.view.said().startswith("The pedal does not answer this.")


def test_a_pedal_never_accepts_what_is_asked(needling):
    zones(needling)[0].depth_mm = Decimal("1.50")
    needling.pad("6")
    needling.key(Qt.Key.Key_F13)
    assert zones(needling)[0].depth_mm == Decimal("1.50")
    needling.pad("6", "0")
    assert zones(needling)[0].depth_mm == Decimal("1.75")


def test_what_cannot_be_is_said_and_not_written(needling):
    zones(needling)[0].depth_mm = Decimal("2.50")
    needling.pad("6")
    assert needling.view.said() == "2.75 mm cannot be: above 2.5 mm."
    assert zones(needling)[0].depth_mm == Decimal("2.50")


def test_every_press_of_plus_counts_however_fast(needling):
    zones(needling)[0].passes = Decimal(1)
    needling.pad("3", "3", "3", "3", "3", wait=0.1)
    assert zones(needling)[0].passes == 6
    zones(needling)[0].depth_mm = Decimal("0.25")
    needling.desk._show()
    for _press in range(5):
        QTest.mouseClick(needling.view.dials[0].more, LEFT)
        needling.seconds += 0.1
    assert zones(needling)[0].depth_mm == Decimal("1.50")


def test_keys_that_waited_for_a_busy_screen_all_count(needling):
    zones(needling)[0].passes = Decimal(1)
    for at in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, PAD, "3")
        event.setTimestamp(1000 + 100 * at)
        QApplication.sendEvent(needling.view, event)
    needling.view.keys.settle()
    assert zones(needling)[0].passes == 6


def test_two_taps_within_400_ms_count_once_where_a_step_goes_on(needling):
    needling.pad("Enter", "Enter", wait=0.1)
    assert [zone.endpoint for zone in zones(needling)] == ["pinpoint_bleeding", None, None]


def test_what_is_open_is_said_before_the_first_needle_and_enter_leads_to_the_sheet(unready):
    unready.visit.course.patient.allergy_status = None
    unready.pad("Enter")
    assert unready.view._title.text() == "Still open before the needling"
    lines = unready.view.said().splitlines()
    assert lines[0] == "The consent is not sealed"
    assert "Allergies are not asked" in lines
    assert len(lines) <= 5
    unready.visit.course.patient.allergy_status = "none_known"
    unready.key(Qt.Key.Key_F13)
    assert unready.visit.needling.start_at is None
    assert not unready.desk.is_open()
    assert unready.window.visit.sheet is unready.visit.consent


def test_going_on_all_the_same_takes_a_tap_of_its_own_is_noted_and_asked_once(unready):
    unready.pad("Enter")
    unready.tap("Go on all the same")
    assert unready.kind == "zone"
    assert unready.visit.needling.start_at is not None
    assert unready.window.model.save()
    said = [words for verb, words in trail_of(unready) if verb == "went_on"]
    assert len(said) == 1
    assert said[0].startswith("the needling, with open: The consent is not sealed")
    unready.pad("Del", "Enter")
    assert unready.kind == "zone"


def test_without_zones_the_way_leads_to_the_map(gloves):
    gloves.visit.needling.zones.clear()
    gloves.pad("Enter")
    assert gloves.view._title.text() == "No zone is chosen"
    gloves.pad("Enter")
    assert not gloves.desk.is_open()
    assert gloves.window.visit.sheet is gloves.visit.needling
    drawn = [found for found in gloves.window.visit.form.findChildren(ScalpMap) if found.isVisible()]
    assert drawn[0].isAncestorOf(QApplication.focusWidget())


def trail_of(gloves):
    rows = gloves.window.chart.orm.execute(sa.select(audit_entry.c.verb, audit_entry.c.said)).all()
    return [(verb, (said or {}).get("words", "")) for verb, said in rows]


def test_a_second_tap_does_not_hit_the_page_that_has_just_come(gloves):
    gloves.pad("Enter", "Enter", wait=0.1)
    assert gloves.kind == "zone"
    assert zones(gloves)[0].endpoint is None


def test_a_key_held_down_counts_once(needling):
    QTest.keyPress(needling.view, Qt.Key.Key_3)
    needling.view.keys.settle()
    for _repeat in range(3):
        needling.seconds += 1
        QApplication.sendEvent(needling.view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, NONE, "3", True))
        needling.view.keys.settle()
    assert zones(needling)[0].passes == 5


def test_a_zone_left_out_comes_back_with_undo_for_ten_seconds(needling):
    needling.pad("Enter", "5", "0", "0")
    assert [row.zone for row in zones(needling)] == ["frontal_left", "vertex"]
    assert needling.undo.isEnabled()
    needling.pad("Del")
    assert [row.zone for row in zones(needling)] == ["frontal_left", "frontal_right", "vertex"]
    assert needling.desk._at == f"zone:{zones(needling)[1].id}"


def test_zones_not_done_are_in_the_file_as_not_needled(needling):
    needling.pad("Enter", "5", "1", "9", "0")
    assert needling.window.model.save()
    first, *others = zones(needling)
    assert first.endpoint == "pinpoint_bleeding"
    for row in others:
        told = (row.endpoint, row.start_at, row.end_at, row.depth_mm, row.passes)
        assert told == ("not_needled", None, None, None, None)
        assert not {"depth_mm", "passes", "start_at", "end_at"} & set(row.origins or {})
    needling.pad("Del")
    assert [row.endpoint for row in zones(needling)] == ["pinpoint_bleeding", None, None]
    assert zones(needling)[1].start_at is not None


def at_the_last_step(gloves):
    """Everything is done but the pain."""
    visit, model = gloves.visit, gloves.window.model
    for row in visit.needling.zones:
        write_down(model, Answer(row, "endpoint", "mild_erythema"))
    for sheet, name in ((visit.needling, "start_at"), (visit.needling, "end_at")):
        model.tap_time(sheet, name)
    model.tap_time(visit.application, "injection_start_at")
    write_down(model, Answer(visit.application, "total_injected_ml", Decimal("4.5")))
    write_down(model, Answer(visit.needling, "sharps_disposed", True))
    row = model.add_line(visit.after, "reactions")
    for name, value in (("moment", "end"), ("bleeding", "1")):
        write_down(model, Answer(row, name, value))
    for name in ("timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"):
        write_down(model, Answer(visit.application, name, True))
    gloves.desk._at = f"pain:{visit.after.id}"
    gloves.desk._show()
    return row


def test_a_number_for_the_pain_stands_there_before_it_is_written(gloves, monkeypatch):
    row = at_the_last_step(gloves)
    shown = []
    monkeypatch.setattr(ui.glove_desk, "write_down", lambda *_all: shown.append(gloves.view.dials[0].value.text()))
    gloves.pad("7")
    assert shown == ["7"]
    assert row.pain_nrs is None


@pytest.fixture
def late(gloves):
    """What keeps off whatever comes too late, at the last step of glove mode; it goes on as long as the test takes."""
    late = gloves.desk._late
    usual = late._timer.interval()
    assert usual == SECOND_PRESS_MS
    late._timer.setInterval(60_000)
    at_the_last_step(gloves)
    gloves.pad("2")
    assert not gloves.desk.is_open()
    yield late
    late.end()
    late._timer.setInterval(usual)


def test_a_key_just_after_glove_mode_ended_presses_nothing_of_the_sheet(gloves, late):
    assert gloves.visit.after.reactions[-1].pain_nrs == 2
    for button in gloves.window.findChildren(QAbstractButton):
        if button.isVisible() and button.text() == "Add score":
            button.setFocus()
    rows = len(gloves.visit.after.reactions)
    gloves.key(KEYS["Enter"], PAD)
    gloves.key(Qt.Key.Key_Space)
    assert len(gloves.visit.after.reactions) == rows
    late._timer.setInterval(1)
    assert wait_until(lambda: not late._timer.isActive(), 5000)
    gloves.key(Qt.Key.Key_Space)
    assert len(gloves.visit.after.reactions) == rows + 1


def test_a_second_tap_just_after_glove_mode_ended_answers_nothing_of_the_sheet(gloves, late):
    let_run(20)
    seen = [piece for piece in gloves.window.findChildren(ChoicePiece) if not piece.visibleRegion().isEmpty()]
    at, steps = seen[0].mapTo(gloves.window, seen[0].rect().center()), gloves.window.model.undo_stack.index()
    QTest.mouseClick(gloves.window.windowHandle(), LEFT, NONE, at)
    QTest.mouseDClick(gloves.window.windowHandle(), LEFT, NONE, at)
    assert gloves.window.model.undo_stack.index() == steps
    late.end()
    QTest.mouseClick(gloves.window.windowHandle(), LEFT, NONE, at)
    assert gloves.window.model.undo_stack.index() > steps


def test_whoever_turns_to_another_screen_types_there_at_once(gloves, late):
    line = gloves.window.top_bar.finder.edit
    gloves.key(Qt.Key.Key_F12)
    line.setFocus()
    QTest.keyClicks(line, "72")
    assert line.text() == "72"
    line.clear()


@pytest.mark.parametrize(
    ("key", "kept"), [("Enter", True), ("Space", True), ("2", True), ("F12", False), ("F11", False)]
)
def test_only_keys_that_answer_a_step_are_kept_from_the_sheet(key, kept):
    event = QKeyEvent(QEvent.Type.KeyPress, getattr(Qt.Key, f"Key_{key}"), NONE)
    assert presses_a_step(event) is kept


def test_pain_left_open_is_not_asked_for_when_glove_mode_is_opened_again(gloves):
    at_the_last_step(gloves)
    gloves.pad("Enter")
    assert not gloves.desk.is_open()
    gloves.go_in()
    assert gloves.desk._at == "done"
    gloves.desk.close()


def test_undo_takes_back_the_whole_step_and_stands_where_it_was(needling):
    first = zones(needling)[0]
    needling.pad("Enter")
    assert needling.undo.isVisible()
    assert "Frontal left done, 9 s" in needling.undo.accessibleName()
    needling.pad("Del")
    assert (first.endpoint, first.end_at, zones(needling)[1].start_at) == (None, None, None)
    assert first.origins["depth_mm"][0] == COPIED
    assert needling.desk._at == f"zone:{first.id}"


def test_undo_is_offered_for_ten_seconds(needling):
    needling.pad("3")
    needling.seconds += 9.5
    assert not needling.undo.isVisible()
    needling.pad("Del")
    assert zones(needling)[0].passes == 5
    assert needling.view.said() == "Nothing was done in the last ten seconds."


def test_undo_can_be_tapped_and_ctrl_z_does_the_same(needling):
    needling.pad("3")
    needling.tap("Undo")
    assert zones(needling)[0].passes == 4
    needling.pad("3")
    needling.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert zones(needling)[0].passes == 4


def test_a_row_that_a_step_added_goes_with_its_undo(gloves):
    gloves.visit.needling.end_at = gloves.visit.needling.start_at = gloves.clock.moment
    for row in zones(gloves):
        row.endpoint = "mild_erythema"
    gloves.desk._show()
    gloves.desk._at = ""
    gloves.desk._show()
    gloves.pad("1", "1", "0")
    assert len(gloves.visit.application.zones) == 3
    gloves.pad("Del")
    assert gloves.visit.application.zones == []


def test_a_wrongly_tapped_zone_is_crossed_out_long_after_and_the_history_keeps_it(needling):
    first = zones(needling)[0]
    needling.pad("Enter", "Enter")
    assert needling.window.model.save()
    needling.seconds += 300
    needling.pad("5", "7", "5", "7")
    assert needling.desk._at == f"zone:{first.id}"
    needling.tap("Depth more")
    needling.seconds += 300
    needling.tap("Not needled: cross out")
    assert needling.view._title.text() == "Cross out Frontal left?"
    needling.key(Qt.Key.Key_F13)
    assert len(zones(needling)) == 3
    needling.tap("Not needled: cross out")
    needling.tap("Yes, cross it out")
    assert [zone.zone for zone in zones(needling)] == ["frontal_right", "vertex"]
    assert needling.kind == "zone"
    assert "Frontal left crossed out" in needling.undo.accessibleName()
    assert needling.window.model.save()
    needling.pad("Del")
    assert [zone.zone for zone in zones(needling)] == ["frontal_left", "frontal_right", "vertex"]
    assert (zones(needling)[0].depth_mm, zones(needling)[0].endpoint) == (Decimal("1.50"), "pinpoint_bleeding")
    assert needling.window.model.save()
    verbs = needling.window.chart.orm.execute(
        sa.select(audit_entry.c.verb).where(audit_entry.c.record_id == first.id)
    ).scalars()
    assert "removed" in set(verbs)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_of_a_done_zone_has_buttons_of_20_mm_within_the_window(needling, size):
    needling.pad("Enter", "5", "7")
    needling.window.resize(*size)
    let_run(20)
    dials = [button for dial in needling.view.dials for button in (dial.less, dial.more)]
    shown = [button for button in (*dials, *needling.view.buttons) if button.isVisible()]
    assert 3 <= len(shown) <= 6
    side = glove_px(needling.desk._theme, needling.view)
    for button in shown:
        assert min(button.width(), button.height()) >= side
        assert needling.view.rect().contains(QRect(button.mapTo(needling.view, QPoint(0, 0)), button.size()))
        assert button.fitting(False) is not None or button._icon


def test_a_scan_is_the_cartridge_and_presses_nothing(needling):
    needling.scan(CARTRIDGE)
    sheet = needling.visit.needling
    assert (sheet.cartridge_lot, sheet.origins["udi_raw"][0], sheet.origins["cartridge_lot"][0]) == (
        "K2407",
        SCANNED,
        SCANNED,
    )
    assert [zone.endpoint for zone in zones(needling)] == [None, None, None]
    assert zones(needling)[0].depth_mm == Decimal("1.25")
    needling.pad("Del")
    assert (sheet.udi_raw, sheet.cartridge_lot) == (None, None)


def test_a_scanned_cartridge_past_its_expiry_is_said(needling):
    needling.scan(CARTRIDGE.replace("270430", "250430"))
    assert "expired" in needling.view.said()


def test_a_short_burst_is_neither_a_scan_nor_a_press(needling):
    QTest.keyClicks(needling.view, "6" * (SHORTEST_SCAN - 1))
    needling.view.keys.settle()
    assert zones(needling)[0].depth_mm == Decimal("1.25")


def test_the_syringe_scan_answers_its_question_and_yes_keeps_where_it_came_from(gloves):
    gloves.visit.needling.start_at = gloves.visit.needling.end_at = gloves.clock.moment
    gloves.desk._at = ""
    gloves.desk._show()
    gloves.pad("1")
    gloves.scan("RL-99999")
    assert gloves.visit.application.syringe_label_matches is None
    assert "RL-99999" in gloves.view.said()
    gloves.scan(gloves.visit.course.patient.number)
    gloves.pad("1")
    assert gloves.visit.application.origins["syringe_label_matches"][0] == SCANNED
    assert gloves.kind == "giving_start"


def test_esc_leaves_a_question_first_and_then_glove_mode(needling):
    needling.pad("5", "Esc")
    assert needling.view.isVisible()
    needling.pad("Esc")
    assert not needling.view.isVisible()
    assert needling.window.visit.isVisible()
    assert needling.window.visit.isEnabled()


def test_left_and_come_back_it_stands_at_the_step_that_is_next(needling):
    needling.pad("Enter")
    needling.key(Qt.Key.Key_F11)
    assert not needling.view.isVisible()
    needling.go_in()
    assert needling.desk._at == f"zone:{zones(needling)[1].id}"


def test_keys_of_other_screens_say_why_they_do_nothing(needling):
    needling.key(Qt.Key.Key_F3)
    assert needling.view.isVisible()
    assert needling.view.said() == "F3: leave glove mode first, F11."


def test_a_save_that_failed_is_said(needling):
    needling.window.model.not_saved.emit("The disk is full.")
    assert needling.view.said() == "Not saved: The disk is full."


def test_a_tap_on_the_map_goes_to_that_zone(needling):
    at = needling.view.map.label_point("vertex").toPoint()
    QTest.mouseClick(needling.view.map, LEFT, pos=QPoint(at))
    assert needling.desk._at == f"zone:{zones(needling)[2].id}"


def test_a_signed_visit_is_refused(gloves, monkeypatch):
    gloves.pad("Esc")
    monkeypatch.setattr("ui.glove_desk.is_shut", lambda _visit: True)
    QTest.keyClick(gloves.window, Qt.Key.Key_F11)
    assert not gloves.view.isVisible()


def test_without_a_visit_the_key_says_what_to_do(rooms):
    rooms.window.open_patient(rooms.patient.id)
    QTest.keyClick(rooms.window, Qt.Key.Key_F11)
    assert not rooms.window.glove.is_open()


def test_every_button_is_twenty_millimetres_on_any_screen(needling, monkeypatch):
    needling.window.resize(1920, 1080)
    for dpi in (45.0, 96.0, 110.0, 135.0, 161.0, 192.0):
        monkeypatch.setattr(QScreen, "physicalDotsPerInch", lambda _screen, dpi=dpi: dpi)
        real = 96.0 if dpi < 60 else dpi
        for _page in ("the step", "more"):
            needling.desk._show()
            let_run(20)
            shown = [b for b in needling.view.findChildren(GloveButton) if b.isVisible()]
            assert len(shown) >= 6
            for button in shown:
                assert min(button.width(), button.height()) * 25.4 / real >= 19.8, (dpi, button.text())
            needling.pad("5")


def test_every_step_fits_with_its_guard_between_buttons(gloves):
    visit, desk, view = gloves.visit, gloves.desk, gloves.view
    visit.anaesthesia.doses.append(
        Dose(agent="Lidocaine", technique="greater_occipital", side="right", volume_ml=Decimal(2), position=0)
    )
    gloves.window.chart.orm.flush()
    for place in places_of(visit):
        page = page_of(visit, place.key, gloves.clock.moment, "Dr Rowan Sample")
        for shown in (page, page.more, *(press.ask for press in page.buttons())):
            if shown is not None:
                view.show_page(shown, {} if shown.zone else None, second=False)
                for size in SIZES:
                    view.resize(*size)
                    let_run(1)
                    fits(view, size, f"{shown.key} {size}")
    visit.anaesthesia.doses.clear()
    desk._show()


def fits(view: QWidget, size, where):
    hint = view.minimumSizeHint()
    assert (hint.width() <= size[0]) and (hint.height() <= size[1]), (where, hint)
    shown = [b for b in view.findChildren(GloveButton) if b.isVisible()]
    places = {b: b.rect().translated(b.mapTo(view, QPoint(0, 0))) for b in shown}
    for button, place in places.items():
        assert view.rect().contains(place), (where, button.text())
        assert button._icon or button.fitting(False), (where, button.text())
        for other, there in places.items():
            if other is not button:
                near = place.adjusted(-GUARD + 1, -GUARD + 1, GUARD - 1, GUARD - 1)
                assert not near.intersects(there), (where, button.text(), other.text())


def test_every_button_has_a_name_and_tab_reaches_it(needling):
    shown = [b for b in needling.view.findChildren(GloveButton) if b.isVisible()]
    assert all(button.accessibleName() for button in shown)
    reached = set()
    for _step in range(len(shown) + 20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert reached >= set(shown)
    assert all(needling.view is widget or needling.view.isAncestorOf(widget) for widget in reached)


def test_there_is_one_filled_button_at_most(needling):
    assert sum(b.filled for b in needling.view.findChildren(GloveButton) if b.isVisible()) == 1


def test_the_screen_stays_awake_while_glove_mode_is_on(gloves):
    told = []
    gloves.desk.close()
    gloves.desk.awake = Awake(lambda: told.append("held") or (lambda: told.append("rests")))
    gloves.go_in()
    assert (told, gloves.desk.awake.held) == (["held"], True)
    gloves.desk.close()
    assert told == ["held", "rests"]
    gloves.desk.awake = Awake()


def test_lock_and_emergency_come_over_it_and_leave_it_where_it_was(dressed, qtbot, tmp_path):
    chart = ChartSession.create(tmp_path / "c", PASSWORD)
    found_clinic(chart, *clinic_and_owner())
    patient = add_patient(chart, ada())
    start_course(chart, patient, "M_PRP", NOW.date())
    chart.save(NOW)
    visit_id = planned_visit(chart, patient, NOW).id
    chart.save(NOW)
    chart.close()
    clock = Clock(NOW)
    shell = Shell(dressed, tmp_path / "c", practice=False, clock=clock)
    shell.resize(1366, 768)
    shell.show()
    QTest.qWaitForWindowExposed(shell)
    shell.activateWindow()
    shell._unlock("", PASSWORD)
    window = shell.screen_in_view()
    gloves = Gloves(window, window.chart.orm.get(Visit, visit_id), clock).go_in()
    gloves.pad("Enter", "Enter")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F12)
    assert shell._emergency.is_open()
    QTest.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_F12)
    assert QApplication.focusWidget() is gloves.view
    QTest.keyClick(gloves.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert shell.screen_in_view() is not window
    hands = Hands(shell)
    hands.type(shell.screen_in_view().secret.line, PASSWORD)
    hands.key(shell.screen_in_view().secret.line, Qt.Key.Key_Return)
    let_run(20)
    assert shell.screen_in_view() is window
    assert gloves.view.isVisible()
    assert shell.focusWidget() is gloves.view
    shell.activateWindow()
    QTest.qWaitForWindowActive(shell)
    gloves.pad("Enter")
    assert [zone.endpoint for zone in zones(gloves)] == ["pinpoint_bleeding", "pinpoint_bleeding", None]
    shell.close()
    shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
