"""A label whose separator a scanner dropped: never read one way without asking, settled by the lot that is chosen."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.context import Context
from charting.findings import Level
from charting.records import sheets
from charting.records.base import findings
from charting.records.scan_doubt import said_of, settled
from charting.udi import NotUdi, parse

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
GTIN = "09506000134352"
HEAD = f"01{GTIN}17261231"
GLUED = f"{HEAD}10K240721S1"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./"
TEXTS = st.text(LETTERS, min_size=1, max_size=8)


def readings(text):
    return [(read.lot, read.serial, read.expiry) for read in parse(text, TODAY).readings]


def test_a_lot_with_a_serial_inside_is_not_taken():
    found = parse(GLUED, TODAY)
    assert (found.lot, found.serial) == (None, None)
    assert found.expiry == date(2026, 12, 31), "what stood before it is certain"
    assert said_of(found.readings[0], found) == "lot K2407, serial S1"
    assert said_of(found.readings[-1], found) == "lot K240721S1"
    assert found.warnings


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("10K240721S1", ("K2407", "S1", None)),
        (f"01{GTIN}10LOT42A17261231", ("LOT42A", None, date(2026, 12, 31))),
        (f"01{GTIN}10LOT42A1726123121S9", ("LOT42A", "S9", date(2026, 12, 31))),
        (f"{HEAD}21S110K2407", ("K2407", "S1", date(2026, 12, 31))),
        (f"01{GTIN}10A2107110{GTIN}", None),
    ],
)
def test_the_likeliest_reading_comes_first(text, first):
    found = readings(text)
    assert found == [] if first is None else found[0] == first


@pytest.mark.parametrize("text", [f"{HEAD}10K2407\x1d21S1", f"(01){GTIN}(17)261231(10)K240721S1", f"{HEAD}10LOT42A"])
def test_a_label_with_its_separators_or_brackets_is_not_doubted(text):
    assert parse(text, TODAY).readings == ()
    assert parse(text, TODAY).warnings == ()


@given(lot=TEXTS, serial=TEXTS)
def test_whatever_lot_and_serial_glued_together_are_asked_about(lot, serial):
    found = parse(f"{HEAD}10{lot}21{serial}", TODAY)
    assert found.lot is None
    assert (lot, serial) in {(read.lot, read.serial) for read in found.readings}
    assert found.readings[-1].lot == f"{lot}21{serial}"
    assert settled(found, f" {lot.lower()}").lot in {read.lot for read in found.readings}


@given(lot=TEXTS, serial=TEXTS)
def test_with_its_separator_the_same_label_reads_as_it_is(lot, serial):
    found = parse(f"{HEAD}10{lot}\x1d21{serial}", TODAY)
    assert (found.lot, found.serial, found.readings) == (lot, serial, ())


@given(lot=TEXTS, day=st.dates(date(2000, 1, 1), date(2070, 12, 31)))
def test_a_date_behind_a_lot_is_asked_about(lot, day):
    found = parse(f"01{GTIN}10{lot}17{day:%y%m%d}", TODAY)
    assert found.lot is None
    assert (lot, None, day) in readings(f"01{GTIN}10{lot}17{day:%y%m%d}")


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=60), st.sampled_from(["10", "21", "1021", "21\x1d10", ""]))
def test_no_scan_breaks_it_and_none_in_doubt_names_a_lot(text, start):
    try:
        found = parse(start + text, TODAY)
    except NotUdi:
        return
    assert not found.readings or found.lot is None


def said(record):
    return [(f.level, f.rule) for f in findings(record, Context.at(NOW)) if f.rule.startswith("udi")]


def test_no_lot_is_filled_until_one_is_chosen_and_then_there_is_nothing_to_say():
    sheet = sheets.Needling(udi_raw=GLUED)
    assert sheet.filled_from_scan(TODAY) == {}
    assert said(sheet) == [(Level.WARN, "udi-separator")]
    (split, gives), (whole, _gives) = sheet.scan_choices(TODAY)
    assert (split, whole) == ("lot K2407, serial S1", "lot K240721S1")
    for name, value in gives.items():
        setattr(sheet, name, value)
    assert (sheet.cartridge_lot, sheet.cartridge_expiry) == ("K2407", date(2026, 12, 31))
    assert said(sheet) == []
    assert sheet.scan_choices(TODAY) == []
    assert sheet.udi_raw == GLUED, "the code stays as it was scanned"


def test_a_lot_that_is_neither_reading_stays_in_doubt():
    sheet = sheets.Prp(kit_udi=GLUED, kit_lot="X9")
    assert said(sheet) == [(Level.WARN, "udi-separator")]


def test_the_words_ask_for_a_choice():
    sheet = sheets.Needling(udi_raw=GLUED)
    (found,) = [f for f in findings(sheet, Context.at(NOW)) if f.rule == "udi-separator"]
    assert found.why == "lot K2407, serial S1; or lot K240721S1?"
    assert found.next_step.startswith("Choose")
