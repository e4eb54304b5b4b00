"""Every declared answer of every record: sound as declared, read back as shown, blank until somebody answers."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from charting.actions.visits import start_visit
from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of, line_model, lines_of
from charting.findings import Finding
from charting.kinds import Day, Drawn, ManyOf, Moment, Number, OneOf, Text, YesNo
from charting.records import sheets
from charting.records.base import Line, Record, findings, slot_of
from charting.records.clinic import Practitioner
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.store.database import memory_engine
from charting.store.upgrade import upgrade

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
CONTEXT = Context.at(NOW)
MODELS = sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda model: model.__name__)
FIELDS = [(model, declared) for model in MODELS for declared in fields_of(model).values()]
FEW = settings(max_examples=25, deadline=None)
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)

SUFFIX_UNITS = {
    "10e9_per_l": "×10⁹/L",
    "10e9_l": "×10⁹/L",
    "10e12_l": "×10¹²/L",
    "g_per_l": "g/L",
    "g_l": "g/L",
    "l_l": "L/L",
    "ug_l": "µg/L",
    "mu_l": "mU/L",
    "nmol_l": "nmol/L",
    "mmol_mol": "mmol/mol",
    "per_cm2": "/cm²",
    "mg_per_g": "mg/g",
    "per_ul": "cells/µL",
    "mg_day": "mg/day",
    "daily_dose_mg": "mg/day",
    "rcf_g": "× g",
    "mg": "mg",
    "ml": "mL",
    "mm": "mm",
    "um": "µm",
    "cm": "cm",
    "cm2": "cm²",
    "kg": "kg",
    "g": "g",
    "min": "min",
    "minutes": "min",
    "s": "s",
    "ms": "ms",
    "pct": "%",
    "c": "°C",
    "mmhg": "mmHg",
    "bpm": "/min",
    "rpm": "rpm",
    "hz": "Hz",
    "mj": "mJ",
    "w": "W",
    "hours": "h",
    "days": "days",
    "months": "months",
    "years": "years",
}
UNIT_WORDS = {  # how the unit stands within a name that does not end in it
    "days": ("days",),
    "h": ("hours",),
    "mL": ("ml",),
    "min": ("min",),
    "G": ("gauge",),
    "hairs": ("hairs", "count", "hair"),
    "of 10": ("nrs",),
    "years": ("age",),
    "×": ("factor",),
    "%": ("pct",),
}


def named(fields):
    return [pytest.param(model, declared, id=f"{model.__name__}.{declared.name}") for model, declared in fields]


def each_field(*kinds):
    return pytest.mark.parametrize(("model", "declared"), named(f for f in FIELDS if isinstance(f[1], kinds)))


def steps(declared):
    return Decimal(1).scaleb(-declared.places)


def values_of(number: Number):
    """Every value a number may hold: within its hard range, on its own grid of decimals."""
    low, high = (number.hard.low, number.hard.high) if number.hard else (None, None)
    low = Decimal(-10000) if low is None else low
    high = low + Decimal(10) ** 9 if high is None else high
    first = -(-low // steps(number)) + (1 if number.hard and number.hard.over else 0)
    return st.integers(int(first), int(high // steps(number))).map(lambda n: n * steps(number))


def test_every_record_is_walked():
    assert len(MODELS) > 30
    assert len(FIELDS) > 500
    assert {*sheets.SHEETS, *sheets.ROOTS} <= set(MODELS)


@each_model
def test_fields_are_labelled_once(model):
    for declared in (fields_of(model), lines_of(model)):
        labels = [d.label for d in declared.values()]
        assert all(label.strip() == label and label for label in labels)
        assert sorted(set(labels)) == sorted(labels)
    assert model.title or not fields_of(model)


@each_model
def test_columns_may_stay_empty_and_keep_the_kind_declared(model):
    columns = sa.inspect(model).columns
    for name, declared in fields_of(model).items():
        assert columns[name].nullable, name
        assert columns[name].default is None, name
        assert columns[name].server_default is None, name
        assert type(columns[name].type) is type(declared.column_type()), name
        assert declared.name == columns[name].name == name


@each_field(Number)
def test_a_name_carries_its_unit(model, declared):
    ending = max((s for s in SUFFIX_UNITS if re.search(rf"(^|_){s}$", declared.name)), key=len, default=None)
    if ending is not None:
        assert declared.unit is not None
        assert declared.unit.label == SUFFIX_UNITS[ending]
    elif declared.unit is not None:
        assert set(UNIT_WORDS[declared.unit.label]) & set(declared.name.split("_"))


@each_field(Number)
def test_usual_values_are_possible_and_ranges_are_in_order(model, declared):
    soft, hard = declared.soft, declared.hard
    for limits in filter(None, (soft, hard)):
        assert limits.low is not None or limits.high is not None
        assert limits.low is None or limits.high is None or limits.low < limits.high
        for limit in (limits.low, limits.high):
            assert limit is None or limit == limit.quantize(steps(declared)), "a limit nobody can type"
    if soft and hard:
        assert soft.low is None or not hard.refuses(soft.low) or (hard.over and soft.low == hard.low)
        assert soft.high is None or not hard.refuses(soft.high)


@each_field(Number)
def test_what_lies_outside_is_refused_and_the_limit_itself_is_not(model, declared):
    if declared.hard is None:
        return
    low, high, step = declared.hard.low, declared.hard.high, steps(declared)
    for outside in filter(None, (None if low is None else low - step, None if high is None else high + step)):
        with pytest.raises(Unreadable):
            declared.parse(declared.edit_text(outside, CONTEXT), CONTEXT)
    if low is not None and declared.hard.over:
        with pytest.raises(Unreadable):
            declared.parse(declared.edit_text(low, CONTEXT), CONTEXT)
    kept = [low if low is None or not declared.hard.over else low + step, high]
    for inside in (value for value in kept if value is not None):
        assert declared.parse(declared.edit_text(inside, CONTEXT), CONTEXT) == inside


@each_field(Number)
@FEW
@given(data=st.data())
def test_a_number_reads_back_as_it_was_shown(model, declared, data):
    value = data.draw(values_of(declared))
    shown = declared.edit_text(value, CONTEXT)
    read = declared.parse(shown, CONTEXT)
    assert read == value
    assert declared.edit_text(read, CONTEXT) == shown
    if "." in shown and declared.places < 3:
        assert declared.parse(shown.replace(".", ","), CONTEXT) == value
    if declared.unit:
        assert declared.parse(f"{shown} {declared.unit.label}", CONTEXT) == value
    stored = declared.column_type().process_bind_param(read, None)
    assert declared.column_type().process_result_value(stored, None) == value


@each_field(Day)
@FEW
@given(day=st.dates(date(1890, 1, 1), date(2026, 11, 21)))
def test_a_day_reads_back_as_it_was_shown(model, declared, day):
    assert declared.parse(declared.edit_text(day, CONTEXT), CONTEXT) == day


@each_field(Moment)
@FEW
@given(minutes=st.integers(-60 * 24 * 400, 60 * 24 * 400))
def test_a_moment_reads_back_as_it_was_shown(model, declared, minutes):
    moment = NOW + timedelta(minutes=minutes)
    assert declared.parse(declared.edit_text(moment, CONTEXT), CONTEXT) == moment


@each_field(Text)
@FEW
@given(typed=st.text(st.characters() | st.sampled_from("\x00\u202e\u2066\ud800\u2028\u200f\r\n\té🙂"), max_size=20))
def test_words_read_back_as_they_were_kept(model, declared, typed):
    try:
        kept = declared.parse(typed, CONTEXT)
    except Unreadable:
        assert len(typed) > declared.longest
        return
    assert declared.parse(declared.edit_text(kept, CONTEXT), CONTEXT) == kept
    assert kept is None or (kept.strip() and kept.encode())
    assert declared.lines > 1 or kept is None or len(kept.splitlines()) == 1


@each_field(Text)
def test_words_too_long_are_refused(model, declared):
    with pytest.raises(Unreadable):
        declared.parse("a" * (declared.longest + 1), CONTEXT)
    assert declared.shortest <= declared.longest


@each_field(OneOf, ManyOf)
def test_choices_are_stable_and_read_back(model, declared):
    codes = [choice.code for choice in declared.choices]
    labels = [declared.choices.label(code) for code in codes]
    assert all(re.fullmatch(r"[A-Za-z0-9_+.:/-]+", code) for code in codes)
    assert all(labels)
    assert len({label.casefold() for label in labels}) == len(labels)
    assert set(declared.warns) <= set(codes)
    assert declared.choices.offered()
    for code in codes:
        value = (code,) if isinstance(declared, ManyOf) else code
        assert declared.parse(declared.edit_text(value, CONTEXT), CONTEXT) == value
    if isinstance(declared, ManyOf):
        assert declared.parse(declared.edit_text(tuple(codes), CONTEXT), CONTEXT) == tuple(codes)
    with pytest.raises(Unreadable):
        declared.parse("a choice nobody offers", CONTEXT)


@each_field(OneOf, ManyOf)
def test_a_stored_code_of_another_version_still_opens_and_prints(model, declared):
    value = ("gone_since",) if isinstance(declared, ManyOf) else "gone_since"
    column = declared.column_type()
    if isinstance(declared, ManyOf):
        assert column.process_result_value(column.process_bind_param(value, None), None) == value
    record = model(**{declared.name: value})
    assert record.shown(declared.name).startswith("gone_since")
    assert list(declared.doubts(value)) == []


@each_field(YesNo)
def test_yes_and_no_read_back(model, declared):
    for answer in (True, False):
        assert declared.parse(declared.edit_text(answer, CONTEXT), CONTEXT) is answer
        stored = declared.column_type().process_bind_param(answer, None)
        assert declared.column_type().process_result_value(stored, None) is answer


@pytest.mark.parametrize(("model", "declared"), named(FIELDS))
def test_blank_is_unanswered_and_shows_nothing(model, declared):
    assert declared.show(None) == declared.edit_text(None, CONTEXT) == declared.printed_value(None) == ""
    assert list(declared.doubts(None)) == []
    if not isinstance(declared, Drawn):
        assert declared.parse("", CONTEXT) is None
        assert declared.parse("  \t ", CONTEXT) is None


@each_model
def test_what_a_record_says_of_its_answers_names_real_ones(model):
    columns = set(sa.inspect(model).columns.keys())
    assert model.prefilled <= set(fields_of(model))
    assert {*model.stamps, *model.stamps.values()} <= set(fields_of(model))
    assert {*model.named, *model.named.values(), *model.begins} <= set(fields_of(model))
    assert model.open_after_seal <= columns
    assert not model.seal or model.seal in columns
    assert all(isinstance(fields_of(model)[name], Moment) for name in model.stamps.values())


@each_model
def test_repeated_rows_know_their_sheet_and_order(model):
    for name in lines_of(model):
        row = line_model(model, name)
        assert issubclass(row, Line)
        assert row.__mapper__.relationships["parent"].mapper.class_ is model
        assert sa.inspect(model).relationships[name].order_by[0].key == "position"


def test_every_sheet_has_its_place_on_a_visit():
    for sheet in (*sheets.SHEETS, *(s for kind in sheets.SHEETS_OF.values() for s in kind)):
        link = sa.inspect(Visit).relationships[slot_of(sheet)]
        assert link.mapper.class_ is sheet
        assert not link.uselist
    assert set(sheets.SHEETS) == {s for kind in sheets.SHEETS_OF.values() for s in kind}
    assert all(list(kind) == [s for s in sheets.SHEETS if s in kind] for kind in sheets.SHEETS_OF.values())


def assert_nothing_from_nothing(record):
    for found in findings(record, CONTEXT):
        assert isinstance(found, Finding)
        assert found.what
    for result in record.worked_out(CONTEXT):
        assert result.value is None, result.name
        assert not re.search(r"\d", result.text), result.name
        assert result.text or result.missing, result.name
        assert result.name
        assert result.formula


@each_model
def test_a_record_nobody_answered_is_blank_and_reports_no_number(model):
    record = model()
    assert record.is_blank()
    assert_nothing_from_nothing(record)


@pytest.mark.parametrize("kind", sheets.SHEETS_OF)
def test_a_visit_nobody_filled_in_reports_no_number(kind, nothing_kept):
    patient = Patient()
    course = Course(patient=patient)
    visit = start_visit(nothing_kept, course, kind, Practitioner(name="Sample, Rosa"), NOW)
    for record in (patient, course, visit, *(getattr(visit, slot_of(s)) for s in sheets.SHEETS_OF[kind])):
        assert_nothing_from_nothing(record)
        for name in lines_of(type(record)):
            row = line_model(type(record), name)()
            getattr(record, name).append(row)
            assert_nothing_from_nothing(row)
        assert all(result.shown() for result in record.worked_out(CONTEXT))
        assert all(found.what for found in findings(record, CONTEXT))


class _Unkept:
    """Where nothing is stored: an empty chart in memory that forgets what it is given."""

    def __init__(self, orm):
        self.orm = orm

    def add(self, record):
        pass


@pytest.fixture(scope="module")
def nothing_kept():
    engine = memory_engine()
    upgrade(engine)
    with Session(engine) as orm:
        yield _Unkept(orm)
    engine.dispose()
