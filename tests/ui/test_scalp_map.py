"""The scalp map: tapped, walked with arrows, read aloud; it adds rows, follows them, and the totals add up."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

import ui.parts.scalp_paint
from charting.catalogue_scalp import scalp_map
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.dose import NERVES
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.zones import ZONES
from tests.ui.waiting import let_run
from ui.binding.picture import GAP, LEAST_EDITOR, SPARE, Beside, TotalsLine
from ui.parts.scalp_map import ScalpMap
from ui.parts.scalp_paint import POINT_RADIUS, point_numbers, side_letters
from ui.parts.scalp_panel import ScalpPanel
from ui.parts.scalp_paths import Drawing, Square, text_box
from ui.parts.scalp_shown import DONE, PLANNED, PointShown, ZoneShown
from ui.parts.scalp_words import DETAIL_PX, number_lines

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
D = Decimal
LEFT = Qt.MouseButton.LeftButton
NAMES = {c.code: ZONES.label(c.code) for c in ZONES.offered() if c.code not in scalp_map().composites}
SUB_ZONES = {code for view in scalp_map().views.values() for code in view.sub_zones}
WORKED = {
    "frontal_hairline": ZoneShown(DONE, "0.75", "4 ×", "0.75 mm, 4 passes"),
    "mid_scalp": ZoneShown(PLANNED, "1.25", "pass 3", "1.25 mm, 3 passes", "mm"),
}


@pytest.fixture
def drawn(dressed, qtbot):
    """A map of all zones, on the screen."""
    shown = ScalpMap(dressed, NAMES)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def said(monkeypatch):
    """The words that are painted."""
    words = []
    write = ui.parts.scalp_paint.write_lines

    def listen(painter, lines, *more):
        words.append(" / ".join(line[0] for line in lines))
        write(painter, lines, *more)

    monkeypatch.setattr(ui.parts.scalp_paint, "write_lines", listen)
    return words


def tap(shown, at):
    QTest.mouseClick(shown, LEFT, pos=at.toPoint())


@pytest.mark.parametrize("code", [code for code in NAMES if code not in SUB_ZONES])
def test_a_tap_at_its_label_chooses_a_zone(drawn, qtbot, code):
    with qtbot.waitSignal(drawn.zone_chosen) as chosen:
        tap(drawn, drawn.label_point(code))
    assert chosen.args == [code]


@pytest.mark.parametrize("code", [code for code in NAMES if code in SUB_ZONES])
def test_small_zones_are_chosen_once_they_are_shown(drawn, qtbot, code):
    with qtbot.waitSignal(drawn.zone_chosen) as chosen:
        tap(drawn, drawn.label_point(code))
    assert chosen.args != [code]
    drawn.show_sub_zones(True)
    with qtbot.waitSignal(drawn.zone_chosen) as chosen:
        tap(drawn, drawn.label_point(code))
    assert chosen.args == [code]


def test_every_offered_zone_can_be_chosen_and_a_retired_one_cannot(dressed, qtbot, drawn):
    panel = ScalpPanel(dressed, NAMES, {code: ZONES.label(code) for code in scalp_map().composites})
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.zone_chosen) as chosen:
        panel.whole["full_top"].click()
    assert chosen.args == ["full_top"]
    assert NAMES.keys() | panel.whole.keys() == {choice.code for choice in ZONES.offered()}
    drawn.show_sub_zones(True)
    with qtbot.assertNotEmitted(drawn.zone_chosen):
        tap(drawn, drawn.label_point("brows"))
    assert drawn._sub_zones() == SUB_ZONES - {"brows"}
    drawn.show_zones({"brows": WORKED["mid_scalp"]}, "")
    assert "brows" in drawn._sub_zones(), "a stored zone that is no longer offered is still drawn"


def test_a_finger_just_beside_a_zone_means_the_nearest(drawn, qtbot):
    path = drawn._drawings["top"].zones["temporal_left"].path
    beside = QPoint(round(path.boundingRect().left()) - 4, round(path.boundingRect().center().y()) + 20)
    assert not path.contains(beside.toPointF())
    with qtbot.waitSignal(drawn.zone_chosen) as chosen:
        QTest.mouseClick(drawn, LEFT, pos=beside)
    assert chosen.args == ["temporal_left"]
    with qtbot.assertNotEmitted(drawn.zone_chosen):
        QTest.mouseClick(drawn, LEFT, pos=QPoint(4, 4))


@pytest.mark.parametrize(("aside", "code"), [(-3, "frontal_left"), (3, "frontal_right")])
def test_on_a_border_the_nearest_label_wins(drawn, qtbot, aside, code):
    border = (drawn.label_point("frontal_left") + drawn.label_point("frontal_right")) / 2
    with qtbot.waitSignal(drawn.zone_chosen) as chosen:
        tap(drawn, border + QPointF(aside, 0))
    assert chosen.args == [code]


def test_a_finger_that_slides_off_chooses_nothing(drawn, qtbot):
    with qtbot.assertNotEmitted(drawn.zone_chosen):
        QTest.mousePress(drawn, LEFT, pos=drawn.label_point("vertex").toPoint())
        QTest.mouseRelease(drawn, LEFT, pos=drawn.label_point("mid_scalp").toPoint())


def test_arrows_move_and_space_or_enter_chooses(drawn, qtbot):
    drawn._targets.make_home("mid_scalp")
    home = drawn._targets["mid_scalp"]
    home.setFocus()
    for key, code in ((Qt.Key.Key_Down, "vertex"), (Qt.Key.Key_Up, "mid_scalp"), (Qt.Key.Key_Right, "parietal_right")):
        QTest.keyClick(drawn._targets[drawn._targets.focused()], key)
        assert drawn._targets.focused() == code
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(drawn.zone_chosen) as chosen:
            QTest.keyClick(drawn._targets["parietal_right"], key)
        assert chosen.args == ["parietal_right"]
    taking = [t for t in drawn.findChildren(QWidget) if t.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [t.key for t in taking] == ["parietal_right"], "Tab comes to one zone and goes on"


def test_each_zone_is_read_aloud_with_state_and_numbers(drawn):
    drawn.show_zones(WORKED, "mid_scalp")
    tree = QAccessible.queryAccessibleInterface(drawn)
    names = {tree.child(at).text(QAccessible.Text.Name) for at in range(tree.childCount())}
    assert "Frontal hairline, done, 0.75 mm, 4 passes" in names
    assert "Mid-scalp, in hand, planned, 1.25 mm, 3 passes" in names
    assert "Vertex, not worked" in names
    assert len(names) == len(NAMES.keys() - SUB_ZONES)


def test_numbers_and_sides_are_drawn(drawn, said):
    drawn.show_zones(WORKED, "mid_scalp")
    drawn.grab()
    assert {"0.75 · 4×", "1.25 mm / pass 3", "L", "R"} <= set(said)
    said.clear()
    drawn.show_beneath({"vertex": ZoneShown(DONE, "1", "5 ×", "1 mm, 5 passes"), "mid_scalp": WORKED["mid_scalp"]})
    drawn.grab()
    assert {"1 / 5 ×", "1.25 mm / was 1.25"} <= set(said)
    assert drawn._targets["vertex"].accessibleName() == "Vertex, not worked, before: 1 mm, 5 passes"


def test_the_full_top_colours_its_zones_and_is_written_once(drawn, said):
    drawn.show_zones({"full_top": ZoneShown(DONE, "0.5", "3 ×", "")}, "")
    drawn.grab()
    assert said.count("0.5 / 3 ×") == 1
    said.clear()
    drawn.show_zones({"full_top": ZoneShown(DONE, "0.5", "3 ×", ""), "mid_scalp": WORKED["mid_scalp"]}, "")
    drawn.grab()
    assert {"0.5 / 3 ×", "1.25 / pass 3"} <= set(said)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("nerve", [code for code, _label in NERVES])
def test_a_tap_on_a_nerve_point_chooses_nerve_and_side(dressed, qtbot, nerve, side):
    shown = ScalpMap(dressed, {}, nerves=dict(NERVES), small_views=False)
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.point_chosen) as chosen:
        tap(shown, shown._nerve_places()[(nerve, side)])
    assert chosen.args == [nerve, side]


def test_a_dose_for_both_sides_is_no_dose_of_one_side(dressed, qtbot, said):
    shown = ScalpMap(dressed, {}, nerves=dict(NERVES), small_views=False)
    qtbot.addWidget(shown)
    doses = {
        ("supraorbital", "both"): PointShown("4 mL", "4 mL, 40 mg"),
        ("lesser_occipital", "left"): PointShown("1 mL", "1 mL, 10 mg"),
    }
    shown.show_points(doses, ("lesser_occipital", "left"))
    shown.grab()
    assert {"4 mL both", "1 mL"} <= set(said)
    spoken = {key: shown._targets[key].accessibleName() for key in shown._targets.all_keys()}
    assert spoken["supraorbital right"] == "Supraorbital right, 4 mL, 40 mg for both sides"
    assert spoken["lesser_occipital left"] == "Lesser occipital left, in hand, 1 mL, 10 mg"
    assert spoken["lesser_occipital right"] == "Lesser occipital right, no dose"


def test_the_picture_folds_before_the_editor_gets_too_narrow(qtbot):
    picture, editor = QWidget(), QWidget()
    picture.setFixedWidth(288)
    picture.fit = lambda: None
    beside = Beside(picture, editor)
    qtbot.addWidget(beside)
    beside.show()
    least = 288 + GAP + LEAST_EDITOR
    opening, closing = (least + SPARE, False), (least - 1, True)
    for width, folded in (opening, (least, False), closing, (least + SPARE - 1, True), opening):
        beside.resize(width, 300)
        let_run(1)
        assert picture.isHidden() is folded, width
    assert beside.minimumSizeHint().width() < 288


def picture_of(house, record, name):
    return house.hands.rows(record, name)._picture


def tap_zone(house, picture, code):
    house.hands.click(picture.map, picture.map.label_point(code).toPoint())


def totals_of(house, record):
    line = house.hands.rows(record, "zones").findChild(TotalsLine)
    return (line._first.text(), line._second.text()) if line.isVisible() else None


def test_a_tap_adds_a_row_and_typing_goes_on_in_it(house, said):
    visit = house.new_visit()
    sheet = house.record_of(Needling, visit)
    picture = picture_of(house, sheet, "zones")
    assert totals_of(house, sheet) is None
    tap_zone(house, picture, "vertex")
    assert [row.zone for row in sheet.zones] == ["vertex"]
    assert ("NeedledZone", "zone", "vertex", None) in house.model.heard
    house.hands.answers(sheet.zones[0], depth_mm=D("1.25"), passes=D(5), area_cm2=D(22))
    picture.map.grab()
    assert "1.25 mm / pass 5" in said
    assert picture.map._targets["vertex"].accessibleName() == "Vertex, in hand, planned, 1.25 mm, 5 passes"
    house.hands.answer(sheet.zones[0], "endpoint", "pinpoint_bleeding")
    assert "done" in picture.map._targets["vertex"].accessibleName()
    tap_zone(house, picture, "mid_scalp")
    assert totals_of(house, sheet) == ("2 zones", "1 done; area needs Mid-scalp")
    house.hands.answer(sheet.zones[1], "area_cm2", D("32"))
    assert totals_of(house, sheet) == ("2 zones", "1 done, 22 of 54 cm²")


def test_a_tap_on_a_worked_zone_takes_its_row_in_hand(house):
    sheet = house.record_of(Needling, house.new_visit())
    picture = picture_of(house, sheet, "zones")
    tap_zone(house, picture, "vertex")
    tap_zone(house, picture, "mid_scalp")
    rows = house.hands.rows(sheet, "zones")
    assert rows._table.current() == 1
    tap_zone(house, picture, "vertex")
    assert (rows._table.current(), len(sheet.zones)) == (0, 2)
    rows._table.choose(1)
    assert picture.map._scene.chosen == "mid_scalp"


def test_an_empty_row_takes_the_zone_that_is_tapped(house):
    sheet = house.record_of(Needling, house.new_visit())
    house.hands.add(sheet, "zones")
    tap_zone(house, picture_of(house, sheet, "zones"), "occipital")
    assert [row.zone for row in sheet.zones] == ["occipital"]
    house.model.undo_stack.undo()
    assert [row.zone for row in sheet.zones] == [None]


def test_the_visit_before_is_laid_beneath_on_request(house):
    before = house.new_visit()
    before.opened_at = before.opened_at.replace(month=10)
    before.needling.start_at = before.opened_at
    before.needling.zones.append(NeedledZone(zone="vertex", depth_mm=D(1), passes=D(4), endpoint="mild_erythema"))
    house.model.save()
    sheet = house.record_of(Needling, house.new_visit())
    picture = picture_of(house, sheet, "zones")
    assert picture.beneath.text() == "21-Oct-2026 beneath"
    spoken = picture.map._targets["vertex"]
    assert spoken.accessibleName() == "Vertex, not worked"
    house.hands.click(picture.beneath)
    assert spoken.accessibleName() == "Vertex, not worked, before: 1 mm, 4 passes, Mild erythema"
    assert sheet.zones == []


def test_what_is_given_reconciles_with_what_was_prepared(house):
    visit = house.new_visit()
    prp = house.record_of(Prp, visit)
    house.hands.answers(prp, prp_volume_ml=D("5.4"), activator="none")
    sheet = house.record_of(Application, visit)
    picture = picture_of(house, sheet, "zones")
    tap_zone(house, picture, "frontal_left")
    assert totals_of(house, sheet) == ("none of 5.4 mL given yet", "1 zone")
    house.hands.answers(sheet.zones[0], ml=D("3.2"), area_cm2=D(40))
    assert totals_of(house, sheet) == ("3.2 of 5.4 mL given, 2.2 left over", "0.08 mL/cm² on 40 cm²")
    tap_zone(house, picture, "vertex")
    assert totals_of(house, sheet)[0] == "3.2 of 5.4 mL given so far, 2.2 left"
    house.hands.answer(sheet.zones[1], "ml", D("2.6"))
    assert totals_of(house, sheet)[0] == "5.8 of 5.4 mL given, overdrawn by 0.4 mL"


def test_a_nerve_point_adds_its_dose(house):
    sheet = house.record_of(Anaesthesia, house.new_visit())
    picture = picture_of(house, sheet, "doses")
    at = picture.map._nerve_places()[("supraorbital", "left")].toPoint()
    house.hands.click(picture.map, at)
    (dose,) = sheet.doses
    assert (dose.technique, dose.side) == ("supraorbital", "left")
    house.hands.answers(dose, volume_ml=D(2))
    assert picture.map._targets["supraorbital left"].accessibleName() == "Supraorbital left, in hand, 2 mL"
    house.hands.click(picture.map, at)
    assert len(sheet.doses) == 1


def both_sides(figure, code=""):
    return {(nerve, side): PointShown(figure, figure) for nerve in scalp_map().nerves for side in ("left", "right")} | (
        {(code, "both"): PointShown(figure, figure)} if code else {}
    )


@pytest.mark.parametrize("figure", ["1 mL", "1.5 mL", "12.5 mL"])
@pytest.mark.parametrize("both", ["", "supraorbital", "great_auricular"])
def test_no_value_of_a_nerve_lies_over_a_point_an_edge_or_another_value(dressed, figure, both):
    square, catalogue = Square(0, 0, 248), scalp_map()
    drawing = Drawing(catalogue.views["top"], square, 0)
    points = both_sides(figure, both)
    metrics = QFontMetricsF(dressed.font(DETAIL_PX, 600))
    places = point_numbers(dressed, drawing, catalogue, points)
    boxes = {key: text_box(at, metrics.horizontalAdvance(figure), DETAIL_PX) for key, at in places.items()}
    assert set(boxes) == {key for key in points if key[1] != "both"}
    dots = [square.point(at) for nerve in catalogue.nerves.values() for at in (nerve.left, nerve.right)]
    rings = [text_box(dot, 2 * POINT_RADIUS + 7, 2 * POINT_RADIUS + 7) for dot in dots]
    for key, box in boxes.items():
        assert QRectF(0, 0, 248, 248).contains(box), key
        assert not any(box.intersects(ring) for ring in rings), key
        assert [other for other in boxes if other != key and boxes[other].intersects(box)] == [], key
        assert not any(box.contains(letter) for letter in side_letters(square).values()), key


@pytest.mark.parametrize(("detail", "first"), [("mL", ("5", "mL")), ("+1 skin", ("5 mL", "+1 skin"))])
def test_a_zone_in_hand_says_its_unit_once(dressed, detail, first):
    assert tuple(words for words, _font, _ink in number_lines(dressed, "5", "mL", detail)[0]) == first
