"""Papers the clinic arranged to go out, and that had not when it was closed: told on Today and in the queue."""

from datetime import timedelta

import pytest

from charting.actions.papers_arranged import arranged_since
from charting.actions.today import packs_kept_back
from charting.records.clinic import ASK, PRINT, SAVE
from charting.store.chart_session import ChartSession
from tests.ui.day_scene import DayScene
from tests.ui.house import PASSWORD, House
from tests.ui.samples import NOW
from ui.parts.buttons import PlainButton

LONG_AGO = NOW - timedelta(days=40)


@pytest.fixture
def house(dressed, tmp_path):
    """A clinic of its own for each test: what was arranged when stands in its trail."""
    with pytest.MonkeyPatch.context() as patch:
        built = House(dressed, tmp_path / "clinic", patch)
        yield built
        built.close()


def arrange(house, setting, at):
    """Choose in the settings, at a moment."""
    house.chart.clinic().when_signed = setting
    house.chart.save(at)


def reopened(day, house):
    assert day.main.may_close()
    day.main.hide()
    house.chart = ChartSession.open(house.folder, PASSWORD)
    house.show()
    house.window.go("today")
    return house.window


def button(widget, words):
    (found,) = [one for one in widget.findChildren(PlainButton) if one.isVisible() and words in one.text()]
    return found


@pytest.mark.parametrize("setting", [PRINT, ASK, None])
def test_papers_that_stayed_behind_are_told_on_today_at_the_next_opening(house, setting):
    arrange(house, setting, LONG_AGO)
    day = DayScene(house)
    kept = [visit.id for visit in packs_kept_back(day.chart, NOW)]
    late = [day.called.id, day.call_today.id, day.signed.id] if setting == PRINT else []
    assert kept == late, "what was signed weeks ago is told no more, a draft never"
    window = reopened(day, house)
    line = window.today.kept_back
    assert line.isVisible() is bool(late)
    assert window._trouble.isHidden(), "above the screens stands nothing"
    if not late:
        return
    assert line._title.text() == "The papers of 3 signed visits did not go out"
    house.hands.click(button(line, "Print queue"))
    card = window.queue.view.kept_back
    assert card.isVisible()
    visit = house.chart.orm.get(type(day.signed), late[0])
    words = day.words(card)
    assert f"signed {visit.signed_at:%d-%b-%Y %H:%M} did not go out" in words
    assert visit.course.patient.number in words
    first = next(one for one in card.findChildren(PlainButton) if one.isVisible())
    house.hands.click(first)
    assert window._visit is visit
    assert window._stack.currentWidget() is window.sign_off
    assert window._trouble.isHidden()


def test_the_line_is_closed_and_comes_back_for_another_visit(house):
    arrange(house, PRINT, LONG_AGO)
    day = DayScene(house)
    line = day.show().kept_back
    house.hands.click(button(line, "Close this note"))
    assert line.isHidden()
    assert day.show().kept_back.isHidden()
    house.window.queue.show()
    assert house.window.queue.view.kept_back.isVisible(), "the queue forgets nothing"
    late = day.visit("Later", "Lou", days=0, signed=True)
    assert day.show().kept_back.isVisible()
    assert f"signed {late.signed_at:%d-%b-%Y %H:%M}" in line._title.text()


def test_visits_signed_before_anything_was_arranged_are_not_told(house):
    day = DayScene(house)
    arrange(house, PRINT, NOW)
    assert arranged_since(day.chart) == NOW.replace(second=0, microsecond=0)
    assert packs_kept_back(day.chart, NOW) == []
    assert day.show().kept_back.isHidden()
    after = day.visit("After", "Ann", days=0)
    day.sign(after, NOW + timedelta(seconds=1))
    assert packs_kept_back(day.chart, NOW + timedelta(minutes=1)) == [after]
    arrange(house, SAVE, NOW + timedelta(minutes=2))
    assert packs_kept_back(day.chart, NOW + timedelta(minutes=3)) == [after], "another arrangement begins nothing"
    arrange(house, ASK, NOW + timedelta(minutes=4))
    arrange(house, PRINT, NOW + timedelta(minutes=5))
    assert packs_kept_back(day.chart, NOW + timedelta(minutes=6)) == [], "nor does what nobody had arranged meanwhile"
