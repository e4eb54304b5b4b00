from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.rulebook import rulebook
from charting.rules import intervals as i
from charting.rules.needle_depth import area, depth
from charting.rules.verdict import BLOCK_H, BLOCK_O, NOTE, WARN, worst
from charting.rules.waiting import isotretinoin, painkiller, reflection

D = Decimal
RULES = rulebook("intervals")


def test_the_figures_of_the_rule_file():
    assert RULES.used() == {
        "mn_usual_from_days": "7",
        "mn_usual_to_days": "42",
        "mn_block_days": "5",
        "mn_most_days": "365",
        "prp_usual_from_days": "21",
        "prp_usual_to_days": "56",
        "prp_block_days": "14",
        "deep_warn_mm": "1.0",
        "deep_warn_days": "14",
        "deep_block_mm": "1.5",
        "deep_block_days": "7",
        "mn_sessions_from": "3",
        "mn_sessions_to": "16",
        "prp_sessions_from": "3",
        "prp_sessions_to": "6",
        "sessions_most": "52",
        "maintenance_from_months": "3",
        "maintenance_to_months": "12",
        "depth_usual_from_mm": "0.5",
        "depth_warn_mm": "1.5",
        "depth_most_mm": "3.0",
        "thin_skin_usual_mm": "1.0",
        "thin_skin_block_mm": "2.0",
        "area_warn_cm2": "350",
        "area_most_cm2": "800",
        "reflection_h": "24",
        "isotretinoin_months": "6",
        "adult_years": "18",
        "own_consent_years": "16",
        "device_label_years": "22",
    }


@pytest.mark.parametrize(
    ("kind", "days", "level"),
    [
        ("MN", -1, BLOCK_H),
        ("MN", 4, BLOCK_O),
        ("MN", 5, WARN),
        ("MN", 6, WARN),
        ("MN", 7, None),
        ("MN", 42, None),
        ("MN", 43, WARN),
        ("MN", 400, WARN),
        ("PRP", 13, BLOCK_O),
        ("PRP", 14, WARN),
        ("PRP", 20, WARN),
        ("PRP", 21, None),
        ("PRP", 56, None),
        ("PRP", 57, WARN),
    ],
)
def test_days_between_sessions(kind, days, level):
    assert worst(i.session_interval(kind, D(days), RULES)) == level


@pytest.mark.parametrize(
    ("kind", "days", "level"),
    [("MN", 365, WARN), ("MN", 366, BLOCK_H), ("PRP", 366, WARN), ("MN", 0, BLOCK_H), ("MN", 4, BLOCK_O)],
)
def test_planned_intervals(kind, days, level):
    assert worst(i.planned_interval(kind, D(days), RULES)) == level


@pytest.mark.parametrize(
    ("mm", "days", "level"),
    [
        ("0.9", 7, None),
        ("1.0", 13, WARN),
        ("1.0", 14, None),
        ("1.4", 6, WARN),
        ("1.5", 6, BLOCK_O),
        ("1.5", 7, WARN),
        ("2.5", 14, None),
    ],
)
def test_deep_and_soon(mm, days, level):
    assert worst(i.depth_interval(D(mm), D(days), RULES)) == level


def test_both_rules_speak_the_graver_first():
    levels = [verdict.level for verdict in i.needling_interval(D(6), D("1.5"), RULES)]
    assert levels == [BLOCK_O, WARN]
    assert [verdict.rule for verdict in i.needling_interval(D(6), None, RULES)] == ["interval-mn"]


def test_calendar_days():
    assert i.days_since(date(2026, 10, 24), date(2026, 10, 26)) == 2


def test_another_kind_has_no_rule():
    with pytest.raises(ValueError, match="RF"):
        i.session_interval("RF", D(7), RULES)


@pytest.mark.parametrize(
    ("modality", "count", "level"),
    [
        ("MN", 2, WARN),
        ("MN", 3, None),
        ("MN", 16, None),
        ("MN", 17, WARN),
        ("M_PRP", 6, None),
        ("M_PRP", 7, WARN),
        ("PRP_only", 2, WARN),
        ("MN", 52, WARN),
        ("MN", 53, BLOCK_H),
        ("M_PRP", 0, BLOCK_H),
    ],
)
def test_planned_sessions(modality, count, level):
    assert worst(i.planned_sessions(modality, D(count), RULES)) == level


@pytest.mark.parametrize(("months", "level"), [("2.9", WARN), ("3", None), ("12", None), ("12.5", WARN)])
def test_maintenance(months, level):
    assert worst(i.maintenance(D(months), RULES)) == level


@given(st.integers(0, 60), st.integers(0, 60), st.decimals(min_value="0.1", max_value="3", places=1))
def test_waiting_longer_never_makes_depth_worse(one, other, mm):
    early, late = sorted((one, other))
    assert (worst(i.depth_interval(mm, D(late), RULES)) or 0) <= (worst(i.depth_interval(mm, D(early), RULES)) or 0)


@pytest.mark.parametrize(
    ("mm", "thin", "device", "level"),
    [
        ("0", False, None, BLOCK_H),
        ("0.4", False, None, WARN),
        ("0.5", False, None, None),
        ("1.5", False, None, None),
        ("1.6", False, None, WARN),
        ("3.0", False, None, WARN),
        ("3.1", False, None, BLOCK_H),
        ("2.6", False, "2.5", BLOCK_H),
        ("3.1", False, "4.0", BLOCK_H),
        ("1.0", True, None, None),
        ("1.1", True, None, WARN),
        ("2.0", True, None, WARN),
        ("2.1", True, None, BLOCK_O),
    ],
)
def test_depth(mm, thin, device, level):
    found = depth(D(mm), RULES, zone="Temple", thin_skin=thin, device_most_mm=D(device) if device else None)
    assert worst(found) == level
    assert all("Temple" in verdict.what for verdict in found)


@pytest.mark.parametrize(
    ("areas", "level"),
    [([], None), ([None], None), (["350"], None), (["300", "50.1"], WARN), (["800"], WARN), (["800.1", None], BLOCK_H)],
)
def test_area(areas, level):
    assert worst(area([None if value is None else D(value) for value in areas], RULES)) == level


NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "reason", "level"),
    [(24, "", None), (23.9, "", WARN), (2, "", BLOCK_O), (2, " ", BLOCK_O), (2, "Travels home tomorrow", WARN)],
)
def test_time_to_think(hours, reason, level):
    assert worst(reflection(NOON - timedelta(hours=hours), NOON, reason, RULES)) == level


@pytest.mark.parametrize(
    ("use", "stopped", "kind", "level"),
    [
        ("current", None, "MN", BLOCK_O),
        ("current", None, "M_PRP", BLOCK_O),
        ("current", None, "PRP_only", NOTE),
        ("stopped", date(2026, 5, 22), "MN", WARN),
        ("stopped", date(2026, 5, 21), "MN", None),
        ("stopped", None, "MN", WARN),
        ("stopped", date(2026, 10, 1), "PRP_only", NOTE),
        (None, None, "MN", None),
        ("current", None, "review", None),
    ],
)
def test_isotretinoin(use, stopped, kind, level):
    assert worst(isotretinoin(use, stopped, NOON.date(), kind, RULES)) == level


@pytest.mark.parametrize(
    ("name", "hours", "level"),
    [
        ("Ibuprofen 400 mg", 47.9, WARN),
        ("Ibuprofen 400 mg", 48, None),
        ("naproxen", 71.9, WARN),
        ("naproxen", 72, None),
        ("aspirin", 167.9, WARN),
        ("aspirin", 168, None),
        ("ketoprofen", 47.9, WARN),
        ("ketoprofen", 48, None),
        ("paracetamol", 0, None),
        ("naproxen", None, WARN),
        ("paracetamol", None, None),
    ],
)
def test_painkillers(name, hours, level):
    last = None if hours is None else NOON - timedelta(hours=hours)
    assert worst(painkiller(name, last, NOON, None)) == level


def test_a_prescribed_painkiller_is_not_to_be_stopped():
    last = NOON - timedelta(hours=1)
    assert "Do not stop" in painkiller("aspirin", last, NOON, True)[0].next_step
    assert "Do not stop" in painkiller("aspirin", last, NOON, None)[0].next_step
    assert "Do not stop" not in painkiller("aspirin", last, NOON, False)[0].next_step
    assert "28-Nov-2026 11:00" in painkiller("aspirin", last, NOON, False)[0].next_step
