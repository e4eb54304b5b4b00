"""What is missing leads to a place that is blank: the next key writes into it and over nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest

from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.context import Context
from charting.fields import fields_of, line_model, lines_of
from charting.findings import Level
from charting.records.after import Reaction
from charting.records.base import findings
from charting.records.patient import Patient
from charting.records.signed import sheets_of
from charting.records.visit import VISIT_KINDS
from tests.ui.samples import NOW, sample

CONTEXT = Context.at(NOW)


def visit_of(chart, kind):
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    course = start_course(chart, patient, "M_PRP", NOW.date())
    return start_visit(chart, course, kind, chart.practitioners()[0], NOW)


def records_of(sheet):
    rows = [row for name in lines_of(type(sheet)) for row in getattr(sheet, name)]
    return {record.id: record for record in (sheet, *rows)}


def answered_and_missed(visit):
    """Each place that is called missing although an answer stands there, with what is said of it."""
    sheets = sheets_of(visit)
    places = {key: record for sheet in sheets for key, record in records_of(sheet).items()}
    wrong = []
    for sheet in sheets:
        for finding in findings(sheet, CONTEXT):
            record = places.get(finding.record_id)
            if finding.level is not Level.MISSING or record is None or finding.field not in fields_of(type(record)):
                continue
            value = getattr(record, finding.field)
            if value is not None and value != "not_asked":
                wrong.append((finding.what, finding.field, value))
    return wrong


def fill(record, names, kept_blank):
    for name in names:
        if name != kept_blank:
            setattr(record, name, sample(fields_of(type(record))[name]))


KINDS = [option.code for option in VISIT_KINDS]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_answered_is_called_missing_on_any_sheet(chart, kind):
    """Each sheet blank, with blank rows, and full but for one field at a time."""
    visit = visit_of(chart, kind)
    for sheet in sheets_of(visit):
        for name in lines_of(type(sheet)):
            if not getattr(sheet, name):
                model = line_model(type(sheet), name)
                getattr(sheet, name).append(model(position=0))
        chart.orm.flush()
        assert answered_and_missed(visit) == []
    for sheet in sheets_of(visit):
        for record in records_of(sheet).values():
            names = list(fields_of(type(record)))
            before = {name: getattr(record, name) for name in names}
            fill(record, names, None)
            for name in names:
                full = getattr(record, name)
                setattr(record, name, None)
                assert answered_and_missed(visit) == [], f"{type(record).__name__} without {name}"
                setattr(record, name, full)
            for name, value in before.items():
                setattr(record, name, value)


def said_of(sheet, rule):
    return next(finding for finding in findings(sheet, CONTEXT) if finding.rule == rule)


def test_a_painkiller_without_its_time_leads_to_the_time(chart):
    sheet = visit_of(chart, "M_PRP").screening
    sheet.nsaid_name = "ibuprofen"
    assert said_of(sheet, "C14").field == "nsaid_last_dose_at"
    sheet.nsaid_last_dose_at = NOW - timedelta(hours=2)
    assert said_of(sheet, "C14").field == "nsaid_name"


def test_isotretinoin_stopped_on_no_known_day_leads_to_the_day(chart):
    sheet = visit_of(chart, "MN").screening
    sheet.isotretinoin_use = "stopped_under_6_months"
    assert said_of(sheet, "C10").field == "isotretinoin_stopped_on"
    sheet.isotretinoin_use = "current"
    assert said_of(sheet, "C10").field == "isotretinoin_use"


def test_a_condition_to_leave_leads_to_the_score_it_lacks(chart):
    after = visit_of(chart, "M_PRP").after
    row = Reaction(moment="leaving", erythema="1", bleeding="0", neuro="0", position=0)
    after.reactions.append(row)
    after.fit_to_leave = True
    chart.orm.flush()
    places = {(f.record_id, f.field) for f in findings(after, CONTEXT) if "is not recorded" in f.what}
    assert (row.id, "pain_nrs") in places
    row.pain_nrs = Decimal(2)
    assert not [f for f in findings(after, CONTEXT) if f.record_id == row.id and "is not recorded" in f.what]
