from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.rules.adverse_reporting import reporting
from charting.rules.event_rates import Happened, Treated, by_depth, by_device, by_lot, depth_band, rates

D = Decimal
SESSIONS = [
    Treated("a", D("0.5"), "SkinPen Precision", ("L1", "K1")),
    Treated("b", D("1.5"), "SkinPen Precision", ("L1",)),
    Treated("c", D("1.5"), "Dermapen 4", ("L2",)),
    Treated("d", None, None, ()),
]
EVENTS = [Happened("b", 1), Happened("b", 3), Happened("c", None)]


def numbers(found):
    return {rate.group: (rate.sessions, rate.events, rate.affected, rate.severe) for rate in found}


def test_by_depth():
    assert numbers(by_depth(SESSIONS, EVENTS)) == {
        "up to 0.5 mm": (1, 0, 0, 0),
        "above 1 to 1.5 mm": (2, 3, 2, 1),
        "not recorded": (1, 0, 0, 0),
    }


def test_by_device_and_lot():
    assert numbers(by_device(SESSIONS, EVENTS)) == {
        "Dermapen 4": (1, 1, 1, 0),
        "SkinPen Precision": (2, 2, 1, 1),
        "not recorded": (1, 0, 0, 0),
    }
    assert numbers(by_lot(SESSIONS, EVENTS)) == {
        "K1": (1, 0, 0, 0),
        "L1": (2, 2, 1, 1),
        "L2": (1, 1, 1, 0),
        "not recorded": (1, 0, 0, 0),
    }


def test_rate_and_words():
    rate = by_depth(SESSIONS, EVENTS)[1]
    assert rate.per_100 == 150
    assert rate.words() == "150 per 100 (3 in 2 sessions)"


@pytest.mark.parametrize(
    ("mm", "band"),
    [
        ("0.5", "up to 0.5 mm"),
        ("0.51", "above 0.5 to 1 mm"),
        ("1.0", "above 0.5 to 1 mm"),
        ("2.0", "above 1.5 to 2 mm"),
        ("2.1", "above 2 mm"),
    ],
)
def test_bands(mm, band):
    assert depth_band(D(mm)) == band


def test_no_sessions_no_rates():
    assert rates([], [], lambda session: (session.session,)) == ()


def test_an_event_without_its_session_is_an_error():
    with pytest.raises(ValueError, match="not counted"):
        by_depth(SESSIONS, [Happened("x", 1)])
    with pytest.raises(ValueError, match="twice"):
        by_depth([*SESSIONS, SESSIONS[0]], [])


@given(st.lists(st.sampled_from("abcd"), max_size=12))
def test_every_event_counts_once_by_depth(of):
    found = by_depth(SESSIONS, [Happened(session, 2) for session in of])
    assert sum(rate.events for rate in found) == len(of)
    assert sum(rate.sessions for rate in found) == len(SESSIONS)


@pytest.mark.parametrize(
    ("term", "grade", "serious", "device", "reportable", "outside"),
    [
        ("pain", 2, False, False, False, "no"),
        ("pain", 3, False, False, True, "no"),
        ("hsv", 2, None, None, False, "no"),
        ("infection", 2, False, False, False, "no"),
        ("infection", 2, True, False, False, "yes"),
        ("infection", 2, None, False, False, "ask"),
        ("infection", 3, None, None, True, "ask"),
        ("granuloma", 2, True, True, False, "yes"),
        ("granuloma", 2, True, False, False, "no"),
        ("granuloma", 2, True, None, False, "ask"),
        ("nerve_injury", 2, None, None, False, "yes"),
        ("last", 3, None, None, True, "yes"),
        ("wrong_blood", 1, None, None, True, "yes"),
        ("wrong_blood", None, None, None, True, "yes"),
        ("syncope", 3, None, None, True, "no"),
        ("death", 5, None, None, True, "yes"),
        ("other", None, None, None, False, "no"),
    ],
)
def test_reportable(term, grade, serious, device, reportable, outside):
    found = reporting(term, grade, serious, device, "UK")
    assert (found.reportable, found.outside, found.duty_of_candour) == (reportable, outside, reportable)


def test_to_whom():
    assert reporting("last", 3, None, None, "UK").to_whom.startswith("MHRA Yellow Card")
    assert reporting("last", 3, None, None, "US").to_whom.startswith("MedWatch")
    assert reporting("death", 5, None, None, "UK").to_whom.startswith("Coroner")
    assert reporting("pain", 1, None, None, "UK").to_whom == ""


def test_ctcae_has_five_grades():
    with pytest.raises(ValueError, match="1 to 5"):
        reporting("pain", 6, None, None, "UK")
