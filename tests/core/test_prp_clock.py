from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from charting.rulebook import Change, rulebook
from charting.rules.prp_clock import minutes_between, prp_clock
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN, worst

D = Decimal
RULES = rulebook("prp")
LONDON = ZoneInfo("Europe/London")
DRAW = datetime(2026, 11, 21, 10, 0, tzinfo=LONDON)


def after(minutes, seconds=0):
    return DRAW + timedelta(minutes=minutes, seconds=seconds)


@pytest.mark.parametrize(
    ("minutes", "seconds", "level"),
    [(20, 0, None), (60, 0, None), (60, 1, WARN), (240, 0, WARN), (240, 1, BLOCK_O), (500, 0, BLOCK_O)],
)
def test_sixty_minutes_warn_and_four_hours_block(minutes, seconds, level):
    assert worst(prp_clock(DRAW, None, None, after(minutes, seconds), RULES).verdicts) == level


def test_minutes_left_and_over():
    clock = prp_clock(DRAW, after(18), None, after(45), RULES)
    assert (clock.elapsed_min, clock.left_min, clock.running) == (45, 15, True)
    assert prp_clock(DRAW, after(18), None, after(75), RULES).left_min == -15
    assert clock.use_before == after(60)
    assert clock.last_use == after(240)


def test_it_stops_with_the_first_prp_given():
    clock = prp_clock(DRAW, after(18), after(50), after(500), RULES)
    assert (clock.elapsed_min, clock.running, clock.verdicts) == (50, False, ())


def test_clocks_put_back_in_the_meantime_add_a_real_hour():
    before = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0)
    now = datetime(2026, 10, 25, 1, 40, tzinfo=LONDON, fold=1)
    clock = prp_clock(before, None, None, now, RULES)
    assert clock.elapsed_min == 70
    assert worst(clock.verdicts) == WARN
    assert minutes_between(before, clock.use_before) == 60
    assert (clock.use_before.hour, clock.use_before.minute, clock.use_before.fold) == (1, 30, 1)


def test_clocks_put_forward_take_no_time():
    before = datetime(2026, 3, 29, 0, 50, tzinfo=LONDON)
    assert prp_clock(before, None, None, datetime(2026, 3, 29, 2, 10, tzinfo=LONDON), RULES).elapsed_min == 20


def test_an_acknowledged_warning_does_not_ask_again_each_minute():
    first, second = (prp_clock(DRAW, None, None, after(m), RULES).verdicts[0] for m in (61, 62))
    assert first.key == second.key
    assert first.what != second.what
    assert prp_clock(DRAW, None, None, after(241), RULES).verdicts[0].key != first.key


@pytest.mark.parametrize(("ready", "given"), [(-1, None), (20, 19), (None, -5)])
def test_times_in_the_wrong_order_are_refused(ready, given):
    moments = [None if minutes is None else after(minutes) for minutes in (ready, given)]
    assert worst(prp_clock(DRAW, *moments, after(30), RULES).verdicts) == BLOCK_H


def test_a_clinic_may_be_stricter():
    change = Change("use_before_warn_min", "30", "Our own protocol says 30", "Sample, Ada", DRAW)
    assert worst(prp_clock(DRAW, None, None, after(31), RULES.changed([change])).verdicts) == WARN


def test_a_time_without_offset_is_an_error():
    with pytest.raises(ValueError, match="offset"):
        prp_clock(DRAW.replace(tzinfo=None), None, None, DRAW, RULES)
