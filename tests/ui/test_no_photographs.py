"""A patient who wants no photographs: one press on their sheet, one step back, and nothing asks for them any more."""

import pytest
from PySide6.QtWidgets import QLabel

from charting.actions.sign import points
from charting.records.photo_consent import PhotoConsent
from tests.ui.waiting import let_run
from ui.forms.together_panel import TogetherPanel


@pytest.fixture
def refusing(house):
    """A blank visit whose consent names photographs, on the sheet for photographs."""
    visit = house.new_visit("MN")
    house.record_of(PhotoConsent, visit)
    house.model.answer(visit.consent, "procedure_set", ("mn", "photographs"), None, False)
    return visit


def about_photographs(house, visit):
    """What keeps the visit open and has to do with photographs."""
    found = [p for p in points(visit, house.model.context()) if p.open]
    return [p.finding.what for p in found if p.sheet is visit.photo_consent or "hotograph" in p.finding.what]


def button(house):
    panels = house.window.visit.form.findChildren(TogetherPanel)
    bar = next(p.bar for p in panels if p.bar.buttons[0].text() == "No photographs today")
    return bar.buttons[0]


def test_one_press_refuses_and_one_step_takes_it_back(house, refusing):
    assert len(about_photographs(house, refusing)) == 2
    press = button(house)
    assert press.accessibleDescription() == (
        "No to My own record, Another clinician, Teaching staff, Journal or talk, Website or social media"
    )
    before = house.model.undo_stack.index()
    house.hands.click(press)
    assert about_photographs(house, refusing) == []
    assert {scope.allowed for scope in refusing.photo_consent.scopes} == {False}
    assert refusing.photo_consent.refusal_is_free is None, "nobody was asked that"
    assert refusing.assessment.is_blank(), "nobody has assessed anything"
    assert house.model.undo_stack.index() == before + 1
    house.window.go("photos")
    let_run(20)
    words = [label.text() for label in house.window.photos.findChildren(QLabel) if label.isVisible()]
    assert any("says no to every use" in said for said in words)
    house.window.go("visit")
    house.model.undo_stack.undo()
    assert {scope.allowed for scope in refusing.photo_consent.scopes} == {None}
    assert len(about_photographs(house, refusing)) == 2


def test_what_it_answered_is_marked_as_tapped(house, refusing):
    house.hands.click(button(house))
    house.record_of(PhotoConsent, refusing)
    assert not button(house).isVisible()
    origins = [scope.origins["allowed"][0] for scope in refusing.photo_consent.scopes]
    assert origins == ["tapped"] * 5


def test_an_added_row_names_no_use_yet_and_is_not_refused(house, refusing):
    row = house.model.add_line(refusing.photo_consent, "scopes")
    let_run(500)
    house.hands.click(button(house))
    assert row.allowed is None
