"""The checklist at the window: a yes that stops treatment keeps the visit from being signed, and says so in words."""

from charting.actions.sign import points
from charting.findings import Level
from tests.ui.house import PASSWORD


def answer_of(visit, code):
    return next(answer for answer in visit.screening.answers if answer.code == code)


def open_words(house):
    return [point.finding for point in points(house.window._visit, house.window.model.context()) if point.open]


def test_a_yes_that_stops_treatment_blocks_signing(house):
    visit = house.new_visit("MN")
    row = answer_of(visit, "C01")
    house.window.model.answer(row, "answer", "yes", None, False)
    house.window.go("sign_off")
    stop = next(finding for finding in open_words(house) if finding.rule == "C01")
    assert stop.level is Level.STOP
    assert not house.window.sign_off.sign_button.isEnabled()


def test_a_stop_for_a_prescriber_is_lifted_by_a_reason_and_comes_back_when_the_answer_changes(house):
    visit = house.new_visit("MN")
    row = answer_of(visit, "C15")
    house.window.model.answer(row, "answer", "yes", None, False)
    blocked = next(finding for finding in open_words(house) if finding.rule == "C15")
    assert blocked.level is Level.BLOCK
    house.window.go("sign_off")
    house.window.sign_off.overridden.emit(blocked, "haematologist agreed in writing", PASSWORD)
    assert not [finding for finding in open_words(house) if finding.rule == "C15"]
    assert visit.decisions[0].reason == "haematologist agreed in writing"
    house.window.model.answer(row, "answer", None, None, False)
    assert [finding.level for finding in open_words(house) if finding.rule == "C15"] == [Level.MISSING]


def test_an_earlier_answer_is_shown_and_never_taken_over(house):
    first = house.new_visit("MN")
    house.window.model.answer(answer_of(first, "C38"), "answer", "no", None, False)
    first.opened_at = first.opened_at.replace(year=first.opened_at.year - 1)
    second = house.new_visit("MN")
    row = answer_of(second, "C38")
    assert row.last_time().endswith("No")
    assert row.answer is None
