"""Each kind of answer against what hands, scanners and clipboards really put in."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.choices import Choice, Choices
from charting.columns import CodesText, DecimalText, MomentText, StrokesText, UnreadText, YesNoInteger
from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.kinds import Day, Drawn, ManyOf, Number, OneOf, Text, YesNo
from charting.ranges import at_least, at_most, between, over
from charting.records import sheets
from charting.records.assessment import Assessment
from charting.records.prp import Prp
from charting.records.screening import Screening
from charting.results import Result, show_decimal
from charting.units import CELLS_10E9_PER_L, MM, EntryUnit

D = Decimal
CONTEXT = Context.at(datetime(2026, 11, 21, 14, 2, tzinfo=UTC))
DEPTH = Number("Depth", unit=MM, places=2, soft=between("0.5", "1.5"), hard=over(0, to=3))
WHOLE = Number("Passes")
FINE = Number("Volume", places=3)
COUNT = Number("Count", unit=CELLS_10E9_PER_L, places=2, also=(EntryUnit(("/µL", "/uL"), "0.001"),))
COLOURS = Choices("colour", ("red", "Red"), ("blue", "Blue, light"), ("b", "B"), Choice("grey", "Grey", retired=True))
assert sheets.SHEETS


def read(declared, text):
    return declared.parse(text, CONTEXT)


@pytest.mark.parametrize(
    "declared",
    [fields_of(Prp)["baseline_platelets_10e9_l"], fields_of(Screening)["platelets_10e9_l"]],
    ids=["prp", "screening"],
)
@pytest.mark.parametrize(
    "typed",
    [
        "250000 /µL",
        "250 10³/µL",
        "0.25 10¹²/L",
        "250",
        "250 x10^9/l",
        "250×10⁹/L",
        "250000/uL",
        "250 10^3/uL",
        "250 /nL",
        "0,25 10^12/L",
    ],
)
def test_v21_platelets_in_any_unit_are_the_same_count(declared, typed):
    assert read(declared, typed) == D(250)


@pytest.mark.parametrize(
    ("model", "name", "typed", "value"),
    [
        (Prp, "baseline_hb_g_l", "13.5 g/dL", "135"),
        (Prp, "baseline_hct_l_l", "42 %", "0.42"),
        (Prp, "rotor_radius_cm", "85 mm", "8.5"),
        (Assessment, "weight_kg", "154 lb", "69.85"),
        (Assessment, "weight_kg", "11 st", "69.85"),
        (Assessment, "height_cm", "1.7 m", "170"),
    ],
)
def test_other_units_are_turned_into_the_field_s_own(model, name, typed, value):
    assert read(fields_of(model)[name], typed) == D(value)


@pytest.mark.parametrize(("typed", "value"), [("1.25", "1.25"), ("1,25", "1.25"), (" 1.5 mm ", "1.5"), ("+1", "1")])
def test_point_and_comma_are_both_read(typed, value):
    assert read(DEPTH, typed) == D(value)


@pytest.mark.parametrize(
    "typed",
    [
        "1e3",
        "1E0",
        "1_000",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "١٢",
        "１２",
        "१",
        "--1",
        "+-1",
        "1,000",
        "1.0",
        "1.",
        ".5",
        "1 000",
        "1\u2009000",
        "1'000",
        "0x10",
        "1/2",
        "½",
        "²",
        "1.2.3",
        "1 2",
        "12 apples",
        "-",
        "1\x00",
        "0" * 13,
        "9" * 5000,
        "1." + "0" * 5000,
    ],
)
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(Unreadable):
        read(WHOLE, typed)


@pytest.mark.parametrize("typed", ["1.255", "0.001", "1.250", "3.01", "0", "0.00", "-0", "-1", "1.5 cm", "1.5 mL"])
def test_a_depth_is_never_rounded_and_never_outside(typed):
    with pytest.raises(Unreadable):
        read(DEPTH, typed)


@pytest.mark.parametrize("typed", ["1,000", "7,500", "250,000", "1,125"])
def test_a_comma_that_may_part_thousands_is_asked_about(typed):
    with pytest.raises(Unreadable, match="or"):
        read(FINE, typed)
    with pytest.raises(Unreadable):
        read(COUNT, f"{typed} /µL")
    assert read(FINE, typed.replace(",", ".")) == D(typed.replace(",", "."))
    assert read(FINE, "0,125") == D("0.125")


@pytest.mark.parametrize("typed", ["7.500 /µL", "7.5 /µL", "0.5/uL"])
def test_cells_per_microlitre_are_counted_whole(typed):
    with pytest.raises(Unreadable, match="whole"):
        read(COUNT, typed)
    assert read(COUNT, "7500 /µL") == D("7.5")


def test_zero_has_no_sign():
    assert str(read(Number("x", places=1), "-0")) == "0"
    assert str(read(Number("x", places=1), "-0.0")) == "0"


@pytest.mark.parametrize(("typed", "kept"), [("1000", "1000"), ("1.50", "1.5"), ("007", "7"), ("100.0", "100")])
def test_one_value_has_one_stored_form(typed, kept):
    column = DecimalText()
    value = read(Number("x", places=2), typed)
    assert column.process_bind_param(value, None) == kept
    assert column.process_result_value(kept, None) == value


@given(st.text(max_size=40))
def test_no_text_breaks_a_number(typed):
    for declared in (WHOLE, DEPTH, COUNT):
        try:
            value = read(declared, typed)
        except Unreadable as refused:
            assert str(refused)
        else:
            assert value is None or value.is_finite()


def test_a_range_says_what_it_wants():
    assert over(0, to=3).refuses(D(0)) == "must be above 0"
    assert over(0, to=3).refuses(D("3.01")) == "at most 3"
    assert not over(0, to=3).refuses(D(3))
    assert between(1, 2).refuses(D("0.9")) == "at least 1"
    assert at_least(1000).words() == "at least 1,000"
    assert at_most(3).words() == "at most 3"
    assert not at_most(3).refuses(D(-5))
    with pytest.raises(Unreadable, match="at most 3 mm"):
        read(DEPTH, "3.5")


def test_an_unusual_number_is_doubted_not_refused():
    (doubt,) = DEPTH.doubts(D("2.5"))
    assert doubt.level is Level.WARN
    assert not doubt.blocks
    assert "2.5 mm" in doubt.what
    assert list(DEPTH.doubts(D("1.5"))) == []


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("1234567.5", None, "1,234,567.5"),
        ("-0.001", 2, "0"),
        ("0.10", None, "0.1"),
        ("1E+3", None, "1,000"),
        ("2.675", 2, "2.68"),
    ],
)
def test_decimals_are_shown_for_people(value, places, shown):
    assert show_decimal(D(value), places) == shown


def test_a_result_without_a_value_says_why():
    assert Result("Dose", None, MM, "a × b", missing="needs a").with_unit() == "not computable (needs a)"
    assert Result("Dose", D(0), MM, "a × b").with_unit() == "0 mm"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Sample  ", "Sample"),
        ("Sam\x00ple", "Sample"),
        ("\u202eelpmaS\u202c", "elpmaS"),
        ("\u2066x\u2069", "x"),
        ("a\r\nb", "a b"),
        ("a\u2028b\tc", "a b c"),
        ("<img src=x>", "<img src=x>"),
        ("\ud800x", "x"),
        ("\x00", None),
        (" \n\t ", None),
        ("राधा 🙂 Σ", "राधा 🙂 Σ"),
        ("'; DROP TABLE patient; --", "'; DROP TABLE patient; --"),
    ],
)
def test_words_lose_only_what_cannot_be_seen(typed, kept):
    assert read(Text("Name"), typed) == kept


def test_several_lines_stay_several_lines():
    assert read(Text("Note", lines=3), "a\r\nb\rc\u2029d") == "a\nb\nc\nd"


def test_words_of_5_kb_are_refused_whole_not_cut():
    with pytest.raises(Unreadable, match="200"):
        read(Text("Name"), "x" * 5000)
    assert len(read(Text("Note", lines=4, longest=5000), "x" * 5000)) == 5000


def test_words_too_short_are_open_to_mend():
    (doubt,) = Text("Reason", shortest=10).doubts("short")
    assert doubt.blocks


def test_choices_are_read_by_label_or_code():
    one = OneOf("Colour", choices=COLOURS)
    assert (read(one, "RED"), read(one, " red "), read(one, "blue"), read(one, "Blue, light")) == (
        "red",
        "red",
        "blue",
        "blue",
    )
    with pytest.raises(Unreadable, match="Red"):
        read(one, "green")


def test_a_retired_choice_still_shows_and_is_no_longer_offered():
    assert OneOf("Colour", choices=COLOURS).show("grey") == "Grey"
    assert OneOf("Colour", choices=COLOURS).show("mauve") == "mauve"
    assert "grey" not in {choice.code for choice in COLOURS.offered()}


def test_several_choices_are_read_whatever_their_labels_hold():
    many = ManyOf("Colours", choices=COLOURS)
    assert read(many, "Red, Blue, light, B") == ("red", "blue", "b")
    assert read(many, "red,,red, ") == ("red",)
    assert read(many, " , ") is None
    with pytest.raises(Unreadable):
        read(many, "red, green")


def test_the_same_code_twice_is_our_own_fault():
    with pytest.raises(ValueError, match="colour"):
        Choices("colour", ("red", "Red"), ("red", "Rouge"))


def test_unanswered_is_not_no():
    declared, column = YesNo("Asked"), YesNoInteger()
    assert [declared.show(answer) for answer in (None, False, True)] == ["", "No", "Yes"]
    assert [column.process_bind_param(answer, None) for answer in (None, False, True)] == [None, 0, 1]
    assert column.process_result_value(0, None) is False
    assert column.process_result_value(None, None) is None


def test_a_day_to_come_is_refused_where_only_past_ones_can_be():
    assert read(Day("Born", past=True), "21-Nov-2026") == date(2026, 11, 21)
    with pytest.raises(Unreadable, match="come"):
        read(Day("Born", past=True), "22-Nov-2026")
    assert read(Day("Expiry"), "22-Nov-2026") == date(2026, 11, 22)


def test_nothing_selected_is_stored_as_unanswered():
    assert CodesText().process_bind_param((), None) is None
    assert StrokesText().process_bind_param((), None) is None
    assert UnreadText().process_bind_param({}, None) is None


def test_strokes_come_back_as_they_were_drawn():
    strokes = (((1.0, 2.5, 0.5, 16.0), (2.0, 3.0, 0.5, 32.0)), ((9.0, 9.0, 1.0, 90.0),))
    column = StrokesText()
    assert column.process_result_value(column.process_bind_param(strokes, None), None) == strokes
    assert Drawn("Signature").show(strokes) == "signed by hand"


def test_a_time_without_offset_is_never_stored():
    with pytest.raises(ValueError, match="offset"):
        MomentText().process_bind_param(datetime(2026, 11, 21, 14, 2), None)
