"""Scanned labels beside typed lots: agreement, expiry, single use."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.context import Context
from charting.findings import Level
from charting.records import sheets
from charting.records.base import Record, findings
from charting.records.scanned import lot_and_expiry

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOW)
SCAN = "(01)09506000134352(17)261231(10)LOT42A(21)S0001"
EXPIRED = "(01)09506000134352(17)261031(10)LOT42A(21)S0001"


def said(record, prefix="udi"):
    return [(f.level, f.rule, f.field) for f in findings(record, CONTEXT) if f.rule.startswith(prefix)]


def needling(**values):
    return sheets.Needling(**values)


def test_lot_and_expiry_of_a_scan():
    assert lot_and_expiry(SCAN, NOW.date()) == ("LOT42A", date(2026, 12, 31))
    assert lot_and_expiry("(01)09506000134353(10)LOT42A", NOW.date()) == (None, None)
    assert lot_and_expiry("scribble", NOW.date()) == (None, None)
    assert lot_and_expiry(None, NOW.date()) == (None, None)


def test_empty_fields_are_offered_what_the_scan_says():
    sheet = needling(udi_raw=SCAN, cartridge_lot="typed")
    assert sheet.filled_from_scan(NOW.date()) == {"cartridge_expiry": date(2026, 12, 31)}
    prp = sheets.Prp(kit_udi=SCAN)
    assert prp.filled_from_scan(NOW.date()) == {"kit_lot": "LOT42A", "kit_expiry": date(2026, 12, 31)}
    assert needling().filled_from_scan(NOW.date()) == {}
    assert needling(udi_raw=SCAN, unread={"cartridge_expiry": "soon"}).filled_from_scan(NOW.date()) == {
        "cartridge_lot": "LOT42A"
    }


def test_a_scan_that_agrees_is_silent():
    sheet = needling(udi_raw=SCAN, cartridge_lot="lot 42a", cartridge_expiry=date(2026, 12, 31))
    assert said(sheet) == []


def test_what_was_typed_against_the_label():
    sheet = needling(udi_raw=SCAN, cartridge_lot="LOT42B", cartridge_expiry=date(2027, 12, 31))
    assert said(sheet) == [
        (Level.WARN, "udi-differs", "cartridge_lot"),
        (Level.WARN, "udi-differs", "cartridge_expiry"),
    ]


@pytest.mark.parametrize("model, field", [(sheets.Needling, "udi_raw"), (sheets.Prp, "kit_udi")])
def test_a_wrong_check_digit_stops(model, field):
    sheet = model(**{field: SCAN.replace("134352", "134353")})
    assert said(sheet) == [(Level.STOP, "udi-misread", field)]


def test_an_expired_label_stops_once():
    assert said(needling(udi_raw=EXPIRED)) == [(Level.STOP, "udi-expired", "udi_raw")]
    typed = needling(udi_raw=EXPIRED, cartridge_expiry=date(2026, 10, 31))
    assert said(typed) == []
    stops = [f for f in findings(typed, CONTEXT) if f.level is Level.STOP]
    assert [f.field for f in stops] == ["cartridge_expiry"]


def test_what_cannot_be_read_is_said():
    assert said(needling(udi_raw="scribble")) == [(Level.WARN, "udi-unclear", "udi_raw")]


@pytest.fixture
def session():
    engine = sa.create_engine("sqlite://")
    Record.metadata.create_all(engine)
    with Session(engine, autoflush=False) as session:
        yield session
    engine.dispose()


def visit_of(session, patient, ago, scan):
    visit = sheets.Visit(kind="MN", opened_at=NOW - timedelta(days=ago))
    visit.needling = sheets.Needling(udi_raw=scan)
    session.add(sheets.Course(patient=patient, visits=[visit]))
    session.flush()
    return visit.needling


def test_the_same_cartridge_never_comes_back(session):
    ada, otto = (sheets.Patient(number=f"RL-{n}") for n in (1, 2))
    first = visit_of(session, ada, 20, SCAN)
    other = visit_of(session, otto, 10, SCAN)
    again = visit_of(session, ada, 0, SCAN.replace("S0001", "S0002"))
    assert said(first, "single-use") == []
    assert said(again, "single-use") == []
    [stop] = [f for f in findings(other, CONTEXT) if f.rule == "single-use"]
    assert stop.level is Level.STOP
    assert "another patient" in stop.why
    again.udi_raw = SCAN
    other.udi_raw = None
    session.flush()
    [stop] = [f for f in findings(again, CONTEXT) if f.rule == "single-use"]
    assert "earlier visit of this patient" in stop.why


def test_a_shared_lot_is_usual(session):
    lot = "(01)09506000134352(17)261231(10)LOT42A"
    ada, otto = (sheets.Patient(number=f"RL-{n}") for n in (1, 2))
    visit_of(session, ada, 20, lot)
    assert said(visit_of(session, otto, 0, lot), "single-use") == []
