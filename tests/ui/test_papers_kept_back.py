"""Papers the clinic arranged to go out, and that had not when the program was closed: told at the next opening."""

import pytest

from charting.actions.today import packs_kept_back
from charting.records.clinic import ASK, PRINT
from charting.store.chart_session import ChartSession
from tests.ui.day_scene import DayScene
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW


@pytest.mark.parametrize("setting", [PRINT, ASK, None])
def test_papers_that_stayed_behind_are_told_at_the_next_opening(house, setting):
    day = DayScene(house)
    day.chart.clinic().when_signed = setting
    day.chart.save(NOW)
    kept = [visit.id for visit in packs_kept_back(day.chart, NOW)]
    late = [day.called.id, day.call_today.id, day.signed.id] if setting == PRINT else []
    assert kept == late, "what was signed weeks ago is told no more, a draft never"
    assert day.main.may_close()
    day.main.hide()
    house.chart = ChartSession.open(house.folder, PASSWORD)
    house.show()
    strip = house.window._trouble
    assert list(strip._standing) == late
    for left in reversed(late):
        visit = house.chart.orm.get(type(day.signed), left)
        assert f"signed {visit.signed_at:%d-%b-%Y %H:%M} did not go out" in strip._title.text()
        house.hands.click(strip._button)
    assert strip.isHidden()
