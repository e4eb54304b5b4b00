from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.udi import NotUdi, Udi, joined, parse
from charting.udi_hibc import ALPHABET, check_character

GS = "\x1d"
TODAY = date(2026, 11, 21)
GTIN = "09506000134352"
WHOLE = {"gtin": GTIN, "expiry": date(2026, 12, 31), "lot": "LOT42A", "serial": "S0001"}


def told(text, today=TODAY):
    found = parse(text, today)
    return {name: getattr(found, name) for name in WHOLE}


def hibc(text):
    return text + check_character(text)


@pytest.mark.parametrize(
    "text",
    [
        f"(01){GTIN}(17)261231(10)LOT42A(21)S0001",
        f"(01){GTIN} (17)261231 (10)LOT42A (21)S0001",
        f"01{GTIN}1726123110LOT42A{GS}21S0001",
        f"]d201{GTIN}1726123110LOT42A{GS}21S0001",
        f"]C101{GTIN}1726123110LOT42A{GS}21S0001",
        f"]Q301{GTIN}1726123110LOT42A{GS}21S0001",
        f"]e001{GTIN}1726123110LOT42A{GS}21S0001",
        f"01{GTIN}1726123110LOT42A␝21S0001",
        f"{GS}01{GTIN}{GS}17261231{GS}10LOT42A{GS}{GS}21S0001{GS}",
        f"01{GTIN}1726123110LOT42A  {GS}21S0001\r\n",
        f"01{GTIN}10LOT42A{GS}21S0001{GS}17261231",
    ],
)
def test_gs1_in_every_form(text):
    assert told(text) == WHOLE
    assert parse(text, TODAY).warnings == ()


def test_other_elements():
    found = parse(f"(01){GTIN}(11)250110(15)270228(30)12(240)REF-9", TODAY)
    assert (found.made_on, found.best_before, found.count, found.catalogue) == (
        date(2025, 1, 10),
        date(2027, 2, 28),
        12,
        "REF-9",
    )
    assert found.lot is None


def test_raw_keeps_the_separator_visible():
    assert parse(f"01{GTIN}1726123110LOT42A{GS}21S0001", TODAY).raw == f"01{GTIN}1726123110LOT42A␝21S0001"


@pytest.mark.parametrize("text", ["(01)09506000134353(17)261231", "0109506000134353"])
def test_a_wrong_check_digit_is_refused(text):
    with pytest.raises(NotUdi, match="check digit"):
        parse(text, TODAY)


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("260200", date(2026, 2, 28)),
        ("240200", date(2024, 2, 29)),
        ("761231", date(2076, 12, 31)),
        ("771231", date(1977, 12, 31)),
        ("000101", date(2000, 1, 1)),
        ("280229", date(2028, 2, 29)),
    ],
)
def test_days_and_the_window_of_years(digits, day):
    assert parse(f"(17){digits}", TODAY).expiry == day
    assert parse(f"01{GTIN}17{digits}", TODAY).expiry == day


def test_the_window_moves_with_the_day():
    assert parse("(17)771231", date(2027, 1, 1)).expiry == date(2077, 12, 31)


@pytest.mark.parametrize("digits", ["261301", "260230", "260001", "270229", "260132"])
def test_impossible_dates_are_refused(digits):
    for text in (f"(17){digits}", f"01{GTIN}17{digits}", f"(11){digits}"):
        with pytest.raises(NotUdi, match="does not exist"):
            parse(text, TODAY)


@pytest.mark.parametrize("text", [f"01{GTIN}10LOT42A", f"01{GTIN}1726123110LOT42A17270101"])
def test_a_lost_separator_is_warned_of_and_never_guessed(text):
    found = parse(text, TODAY)
    assert "Check the scanner" in found.warnings[0]
    assert found.lot.startswith("LOT42A")
    assert found.expiry in {None, date(2026, 12, 31)}


def test_a_lot_too_long_for_a_lot_is_kept_raw():
    found = parse(f"01{GTIN}1726123110LOT42A21S0001ABCDEFGHIJK", TODAY)
    assert found == Udi(found.raw, warnings=found.warnings)
    assert found.warnings


@pytest.mark.parametrize("prefix", ["]d1", "]D2", "]C0", "]E0"])
def test_other_prefixes_warn(prefix):
    found = parse(f"{prefix}01{GTIN}17261231", TODAY)
    assert found.gtin == GTIN
    assert prefix in found.warnings[0]


@pytest.mark.parametrize("text", ["(10)A(10)B", f"(01){GTIN}(17)261231(17)271231"])
def test_a_label_that_contradicts_itself_is_refused(text):
    with pytest.raises(NotUdi, match="contradicts"):
        parse(text, TODAY)


@pytest.mark.parametrize(
    "text", ["hello", "9506000134352", "(99)x", "(10)LOT 42", "(30)", "(17)26", "x(17)261231", "٣٤٥", "]d2", "()"]
)
def test_what_is_not_understood_is_kept_raw(text):
    found = parse(text, TODAY)
    assert found.raw == text
    assert not found.told
    assert found.warnings


@pytest.mark.parametrize(
    "text", ["", " ", GS, f"{GS}{GS}", "\r\n", "(10)A\x00B", "(10)A\x1bB", "1" * 10_000, "+", "+A"]
)
def test_hostile_scans_are_refused_in_words(text):
    with pytest.raises(NotUdi):
        parse(text, TODAY)


def test_hibc_both_in_one():
    found = parse("+A99912345/$$52001510X3/16D20111212/S77DEFG457", TODAY)
    assert (found.device, found.lot, found.serial) == ("A9991234", "10X3", "77DEFG45")
    assert (found.expiry, found.made_on, found.warnings) == (date(2020, 1, 15), date(2011, 12, 12), ())


def test_hibc_primary():
    found = parse("+A123BJC5D6E71G", TODAY)
    assert (found.device, found.check) == ("A123BJC5D6E7", "G")


@pytest.mark.parametrize("text", ["+A123BJC5D6E71H", "+A123BJC5D6E72G", "+a123bjc5d6e71g"])
def test_hibc_wrong_check_character_is_refused(text):
    with pytest.raises(NotUdi):
        parse(text, TODAY)


@pytest.mark.parametrize(
    ("dated", "expiry", "count", "lot"),
    [
        ("$$0228LOT7", date(2028, 2, 29), None, "LOT7"),
        ("$$2123128LOT7", date(2028, 12, 31), None, "LOT7"),
        ("$$3281231LOT7", date(2028, 12, 31), None, "LOT7"),
        ("$$428123117LOT7", date(2028, 12, 31), None, "LOT7"),
        ("$$528366LOT7", date(2028, 12, 31), None, "LOT7"),
        ("$$62836617LOT7", date(2028, 12, 31), None, "LOT7"),
        ("$$7LOT7", None, None, "LOT7"),
        ("$$8243281231LOT7", date(2028, 12, 31), 24, "LOT7"),
        ("$$9001003281231LOT7", date(2028, 12, 31), 100, "LOT7"),
        ("$$8247LOT7", None, 24, "LOT7"),
        ("$LOT7", None, None, "LOT7"),
        ("$$3281231", date(2028, 12, 31), None, None),
    ],
)
def test_hibc_secondary_formats(dated, expiry, count, lot):
    both = parse(hibc(f"+A99912345/{dated}"), TODAY)
    alone = parse(hibc(f"+{dated}7"), TODAY)
    for found in (both, alone):
        assert (found.expiry, found.count, found.lot, found.warnings) == (expiry, count, lot, ())
    assert alone.link == "7"


def test_hibc_serial_instead_of_lot():
    found = parse(hibc("+A99912345/$$+3281231SN9"), TODAY)
    assert (found.serial, found.lot, found.expiry) == ("SN9", None, date(2028, 12, 31))
    assert parse(hibc("+A99912345/$+SN9"), TODAY).serial == "SN9"
    assert parse(hibc("+A99912345/14D20281231/Q500"), TODAY).expiry == date(2028, 12, 31)
    assert parse(hibc("+A99912345/14D20281231/Q500"), TODAY).count == 500


def test_hibc_second_label_belongs_to_the_first():
    primary = parse(hibc("+A99912345"), TODAY)
    secondary = parse(hibc(f"+$$3281231LOT7{primary.check}"), TODAY)
    whole = joined(primary, secondary)
    assert (whole.device, whole.lot, whole.expiry) == ("A9991234", "LOT7", date(2028, 12, 31))
    with pytest.raises(NotUdi, match="same product"):
        joined(parse("+A123BJC5D6E71G", TODAY), secondary)
    with pytest.raises(NotUdi, match="same product"):
        joined(secondary, secondary)


def test_hibc_a_blank_is_a_check_character_too():
    text = next(body for n in range(500) if check_character(body := f"+A999Z{n:03d}5") == " ")
    assert parse(text + " ", TODAY).check == " "
    with pytest.raises(NotUdi):
        parse(text, TODAY)


@pytest.mark.parametrize("dated", ["$$528367", "$$3281301", "$$1328LOT7", "14D20280230"])
def test_hibc_impossible_dates_are_refused(dated):
    with pytest.raises(NotUdi, match="does not exist"):
        parse(hibc(f"+A99912345/{dated}"), TODAY)


@pytest.mark.parametrize("rest", ["$$LOT7", "Z9", "$", "$$824LOT7"])
def test_hibc_what_is_left_unread_warns(rest):
    found = parse(hibc(f"+A99912345/{rest}"), TODAY)
    assert found.device == "A9991234"
    assert found.warnings


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet=f"0123456789()+$/]dC1QeA{GS}␝ ", max_size=60),
        st.text(alphabet=ALPHABET, max_size=30).map(lambda text: hibc("+" + text)),
        st.lists(
            st.tuples(
                st.sampled_from(["01", "10", "11", "15", "17", "21", "30", "37", "240", "90"]), st.text(max_size=24)
            )
        ).map(lambda pairs: "".join(f"({ai}){value}" for ai, value in pairs)),
        st.integers(0, 10**30).map(lambda number: f"01{GTIN}{number}"),
    )
)
def test_nothing_but_its_own_error(text):
    try:
        found = parse(text, TODAY)
    except NotUdi as refused:
        assert str(refused)
    else:
        assert found.told or found.warnings or found.count is not None or found.catalogue


@given(
    st.text(alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ-./", min_size=1, max_size=20),
    st.dates(min_value=date(1978, 1, 1), max_value=date(2076, 12, 31)),
)
def test_lot_and_expiry_read_back(lot, expiry):
    for text in (f"(17){expiry:%y%m%d}(10){lot}", f"]d217{expiry:%y%m%d}10{lot}"):
        found = parse(text, TODAY)
        assert (found.lot, found.expiry) == (lot, expiry)
