"""A new patient at the window: Enter leads on, nothing typed is lost, and the banner follows from the first answer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.records.patient import Patient
from tests.ui.hands import line_of
from ui.binding.cell import Cell
from ui.parts.choice_piece import ChoicePiece

# What the offscreen platform says of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(house):
    house.window.activateWindow()
    house.window.go("today")
    house.window.go("new_patient")
    shown = house.hands.looking_at = house.window.new_patient
    yield shown
    shown.forget()
    shown._begun.clear()


def describe(house, view, given, family="Newcome"):
    house.hands.answers(
        view.patient, family_name=family, given_name=given, date_of_birth="14/3/1991", sex_at_birth="female"
    )


def of_name(house, given):
    return [patient for patient in house.chart.orm.query(Patient) if patient.given_name == given]


def test_enter_in_the_last_field_goes_to_add_and_enter_there_adds(house, view):
    describe(house, view, "Edith")
    house.hands.type(line_of(house.hands.cell(view.patient, "email")), "edith@example.org")
    house.hands.shortcut(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is view._add
    house.hands.shortcut(Qt.Key.Key_Space)
    assert house.window.patient.isVisible()
    assert len(of_name(house, "Edith")) == 1


def test_what_was_typed_is_there_again_after_esc(house, view):
    describe(house, view, "Florence")
    house.hands.type(line_of(house.hands.cell(view.patient, "date_of_birth")), "31/2/1988")
    house.hands.shortcut(Qt.Key.Key_Escape)
    assert house.window.today.isVisible()
    house.window.go("new_patient")
    assert view.patient.given_name is None
    assert "Florence" in view.offer._title.text()
    describe(house, view, "Grace")
    house.hands.click(view.offer._button)
    assert (view.patient.given_name, view.patient.unread) == ("Florence", {"date_of_birth": "31/2/1988"})
    assert "Grace" in view.offer._title.text()
    house.hands.click(view.offer._button)
    assert view.patient.given_name == "Grace"


def test_an_empty_form_that_is_left_offers_nothing(house, view):
    house.hands.shortcut(Qt.Key.Key_Escape)
    house.window.go("new_patient")
    assert not view.offer.isVisible()


def test_an_added_patient_is_not_offered_and_the_banner_follows_every_answer(house, view):
    describe(house, view, "Harriet")
    house.hands.click(view._add)
    patient, banner = house.window.patient.patient, house.window.banner
    house.hands.looking_at = house.window.patient.form
    assert banner._data.allergy_state == "not_recorded"
    house.hands.answer(patient, "allergy_status", "none_known")
    assert banner._data.allergy_state == "none"
    allergy = house.hands.add(patient, "allergies")
    house.hands.answer(allergy, "agent", "Penicillin")
    assert (banner._data.allergy_state, banner._data.allergy_text) == ("known", "Penicillin")
    house.window.go("new_patient")
    assert not view.offer.isVisible()


def test_the_form_speaks_of_adding_and_shows_how_a_date_is_written(house, view):
    note = house.hands.cell(view.patient, "date_of_birth")._note
    assert house.hands.cell(view.patient, "family_name")._note.text() == "needed to add"
    assert note.text() == "needed to add, e.g. 14-Mar-1985 or 14/3/1985"
    house.hands.type(line_of(house.hands.cell(view.patient, "date_of_birth")), "31/02/1988")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert "February 1988 has 29 days" in note.text()


def test_the_banner_says_sex_until_a_gender_is_given(house, view):
    describe(house, view, "Imogen")
    house.hands.click(view._add)
    patient, banner = house.window.patient.patient, house.window.banner
    house.hands.looking_at = house.window.patient.form
    assert banner._gender.accessibleName() == "Sex: Female"
    house.hands.answer(patient, "gender_identity", "Woman")
    assert banner._gender.accessibleName() == "Gender: Woman"


def test_why_allergies_are_unavailable_is_asked_only_when_they_are(house):
    house.window.open_patient(house.patient_id)
    house.hands.looking_at = form = house.window.patient.form
    patient = house.window.patient.patient
    before = patient.allergy_status
    (reason,) = (c for c in form.findChildren(Cell) if c.declared.name == "allergies_unavailable_reason")
    telephone = house.hands.cell(patient, "phone")
    at = telephone.mapTo(form, QPoint(0, 0))
    assert not reason.isVisible()
    house.hands.answer(patient, "allergy_status", "unavailable")
    assert reason.isVisible()
    house.hands.type(line_of(reason), "not reachable")
    house.hands.answer(patient, "allergy_status", before)
    assert reason.isVisible()
    house.hands.type(line_of(reason), "")
    house.hands.answer(patient, "sex_at_birth", "female")
    assert not reason.isVisible()
    QTest.qWait(20)
    assert telephone.mapTo(form, QPoint(0, 0)) == at


def test_the_ring_of_the_keyboard_is_no_choice(dressed, qtbot):
    piece = ChoicePiece(dressed, "Female")
    qtbot.addWidget(piece)
    piece.show()

    def across():
        picture = piece.grab().toImage()
        return [picture.pixelColor(x, piece.height() // 2) for x in range(8)]

    piece.set_ringed(True)
    ring, *own_edge, inside = across()
    surface = dressed.colour("surface")
    assert (ring, inside) == (dressed.colour("accent"), surface)
    assert any(colour != surface for colour in own_edge[2:]), "the box has no edge of its own inside the ring"
    piece.setChecked(True)
    assert across()[-1] == dressed.colour("accent_tint")
