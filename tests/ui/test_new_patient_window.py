"""A new patient at the window: Enter leads on, nothing typed is lost, and the banner follows from the first answer."""

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.records.begun_patient import BegunPatient
from charting.records.patient import Patient
from charting.store.chart_session import NotSaved
from tests.ui.hands import line_of
from tests.ui.house import forget_begun
from tests.ui.waiting import let_run
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
    forget_begun(house.window)


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


def test_who_was_being_typed_is_offered_when_the_clinic_is_opened_again(house, view):
    house.hands.answers(view.patient, family_name="Newcome", given_name="Isolde", phone="01632 960123")
    house.hands.type(line_of(house.hands.cell(view.patient, "date_of_birth")), "31/2/1988")
    house.reopen()
    strip, shown = house.window.today.begun, house.window.new_patient
    assert strip.isVisible()
    assert strip._title.text() == "A new patient was being typed at 14:02 and was not added: NEWCOME, Isolde"
    assert of_name(house, "Isolde") == []
    house.hands.type(house.window.today.finder.edit, "Other, Bea")
    house.hands.click(strip._button)
    assert shown.isVisible()
    assert (shown.patient.phone, shown.patient.unread) == ("01632 960123", {"date_of_birth": "31/2/1988"})
    assert "31/2/1988" in line_of(in_form(house, "date_of_birth")).text()
    assert not shown.offer.isVisible(), "who was only looked for is no patient who was begun"
    house.hands.answers(shown.patient, date_of_birth="13/2/1988", sex_at_birth="female")
    house.hands.click(shown._add)
    assert len(of_name(house, "Isolde")) == 1
    house.reopen()
    assert not house.window.today.begun.isVisible()


def in_form(house, name):
    house.hands.looking_at = house.window.new_patient
    return house.hands.cell(house.window.new_patient.patient, name)


def test_who_is_discarded_after_the_question_is_gone_from_the_file(house, view):
    house.hands.answer(view.patient, "given_name", "Jemima")
    house.hands.shortcut(Qt.Key.Key_Escape)
    strip = house.window.today.begun
    house.hands.click(strip._other)
    assert (strip._button.text(), strip._other.text()) == ("Discard it", "Keep it")
    house.hands.click(strip._other)
    assert "Jemima" in strip._title.text()
    house.hands.click(strip._other)
    house.hands.click(strip._button)
    assert not strip.isVisible()
    assert list(house.chart.orm.query(BegunPatient)) == []
    house.window.go("new_patient")
    assert not view.offer.isVisible()
    house.reopen()
    assert not house.window.today.begun.isVisible()


def test_several_who_were_begun_come_by_one_after_the_other(house, view):
    for name in ("Keziah", "Leonie", "Mabel"):
        house.hands.answer(view.patient, "given_name", name)
        house.window.go("today")
        house.window.go("new_patient")
    seen = []
    for _press in range(4):
        house.hands.click(view.offer._button)
        seen.append(view.patient.given_name)
    assert seen == ["Mabel", "Leonie", "Keziah", "Mabel"]


def test_undo_takes_nothing_back_of_somebody_who_is_not_on_the_screen(house, view):
    house.hands.answer(view.patient, "given_name", "Keziah")
    house.window.go("today")
    house.window.go("new_patient")
    house.hands.answer(view.patient, "given_name", "Leonie")
    left = view.patient
    house.hands.click(view.offer._button)
    assert view.patient.given_name == "Keziah"
    house.window.setFocus()
    house.hands.shortcut(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (left.given_name, view.patient.given_name) == ("Leonie", "Keziah")


def test_a_form_that_was_emptied_again_leaves_nobody(house, view):
    house.hands.answer(view.patient, "given_name", "Nora")
    house.model.save()
    house.hands.type(line_of(house.hands.cell(view.patient, "given_name")), "")
    house.model.save()
    assert list(house.chart.orm.query(BegunPatient)) == []


def test_what_could_not_be_added_for_want_of_room_is_added_once_with_the_next_save(house, view, monkeypatch):
    describe(house, view, "Odile")
    house.model.save()

    def full(*_of, **_with):
        raise NotSaved("no room")

    with monkeypatch.context() as patch:
        patch.setattr(type(house.chart), "save", full)
        house.hands.click(view._add)
        house.hands.answer(view.patient, "phone", "01632 960124")
    house.model.save()
    assert [patient.phone for patient in of_name(house, "Odile")] == ["01632 960124"]
    assert list(house.chart.orm.query(BegunPatient)) == []


@pytest.mark.parametrize("saved_meanwhile", [False, True], ids=["still full", "saved meanwhile"])
def test_pressed_again_after_a_save_that_failed_it_is_the_same_patient_of_the_same_number(house, view, saved_meanwhile):
    given = "Petra" if saved_meanwhile else "Ottilie"
    describe(house, view, given)
    house.model.save()

    def full(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO patient "):
            raise sa.exc.OperationalError(statement, None, Exception("database or disk is full"))

    engine = house.chart.orm.get_bind()
    sa.event.listen(engine, "before_cursor_execute", full)
    house.hands.click(view._add)
    number = view.patient.number
    assert view.isVisible()
    if not saved_meanwhile:
        house.hands.click(view._add)
        assert view.isVisible()
    sa.event.remove(engine, "before_cursor_execute", full)
    if saved_meanwhile:
        assert house.model.save()
        house.hands.answer(view.patient, "phone", "01632 960125")
    house.hands.click(view._add)
    assert house.window.patient.isVisible()
    house.chart.orm.expire_all()
    assert [patient.number for patient in of_name(house, given)] == [number]
    assert list(house.chart.orm.query(BegunPatient)) == []


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
    let_run(20)
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
