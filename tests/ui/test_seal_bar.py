"""Sealing a sheet of a draft: no step leads back into what is sealed, and a file that takes nothing is said."""

import pytest
from PySide6.QtCore import Qt

from charting.actions import sealing
from charting.records.visit import Visit
from charting.store.chart_session import NotSaved
from ui.views import sealing as bar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def permission(house, monkeypatch):
    """The permission for photographs of a new visit, answered; nothing else is asked of it here."""
    visit = house.new_visit("MN")
    assert house.window.visit.show_sheet_of("photo_consent")
    for scope in visit.photo_consent.scopes:
        house.model.answer(scope, "allowed", False, None, False)
    assert house.model.save()
    for asking in (sealing, bar):
        monkeypatch.setattr(asking, "open_before_seal", lambda *_sheet: [])
    return visit.photo_consent


def press(house):
    house.hands.looking_at = house.window
    house.hands.click(house.window.visit.seal_bar.button)


def test_undo_does_not_reach_behind_the_seal(house, permission):
    press(house)
    assert permission.signed_at is not None
    house.model.answer(permission.visit, "note", "Came by bus.", None, False)
    house.window.setFocus()
    for _press in range(3):
        house.hands.shortcut(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {scope.allowed for scope in permission.scopes} == {False}
    house.model.answer(permission.visit, "note", "Came by train.", None, False)
    assert house.model.save()
    assert house.chart.orm.get(Visit, permission.visit.id).note == "Came by train."


def test_a_seal_that_the_file_does_not_take_is_said_and_pressed_again(house, permission, monkeypatch):
    def full(*_of, **_with):
        raise NotSaved("Not saved: the disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(type(house.chart), "save", full)
        press(house)
    assert permission.signed_at is None
    assert house.window.visit.seal_bar._words.text() == "Not saved: the disk is full."
    press(house)
    assert permission.signed_at is not None
    assert house.window.visit.seal_bar._words.text() == "Signed 14:02"
