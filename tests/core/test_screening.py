"""The checklist: all rows, what each answer does to each kind of visit, numbers and days (clinical.md 2)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.catalogue_screening import painkillers, screening_rows
from charting.context import Context
from charting.errors import Known, Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records import rules_off, screening_actions, sheets
from charting.records.base import findings
from charting.records.course import Course
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.patient_lists import Medicine
from charting.records.screening import Screening, blank_answers
from charting.records.visit import Visit
from charting.rulebook import Broken
from charting.rules.screening import stricter

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
CONTEXT = Context.at(NOW)
TREATED = ("MN", "M_PRP", "PRP_only")


def checklist(kind, *, every="no", sex="female", born=date(1985, 3, 14), **answers):
    """A checklist of a visit; `C01="yes"` answers one row, any other name sets a field."""
    rows = {name: value for name, value in answers.items() if name in screening_rows()}
    screening = Screening(**{name: value for name, value in answers.items() if name not in rows})
    screening.answers.extend(blank_answers())
    for answer in screening.answers:
        answer.answer = rows.get(answer.code, every)
    patient = Patient(number="RL-00001", sex_at_birth=sex, date_of_birth=born)
    visit = Visit(kind=kind, opened_at=NOW, started_at=NOW, screening=screening)
    Course(patient=patient).visits.append(visit)
    return screening


def levels(screening, rule):
    return [f.level for f in findings(screening, CONTEXT) if f.rule == rule]


def test_all_52_rows_stand_there_once():
    rows = screening_rows()
    assert sorted(rows) == [f"C{number:02d}" for number in range(1, 53)]
    names = set(fields_of(Screening))
    for row in rows.values():
        assert row.question.endswith("?")
        assert row.ask
        assert row.source
        assert {x.field for x in (*row.when, *row.limits, *row.agos)} <= names


@pytest.mark.parametrize("kind", TREATED)
def test_answered_with_no_everywhere_is_silent(kind):
    screening = checklist(kind, platelets_10e9_l=Decimal(240), platelets_date=date(2026, 11, 14))
    assert findings(screening, CONTEXT) == []
    assert screening.worked_out(CONTEXT)[0].shown() == "nothing found"


@pytest.mark.parametrize("every", [None, "not_asked"])
def test_not_asked_is_never_no(every):
    screening = checklist("M_PRP", every=every)
    missing = [f.rule for f in findings(screening, CONTEXT) if f.level is Level.MISSING]
    assert {"C01", "C15", "C32", "C35", "C47"} <= set(missing)
    assert not {"C03", "C08", "C36", "C50", "C52"} & set(missing)
    assert screening.worked_out(CONTEXT)[0].value is None
    needed = sum(rule.startswith("C") for rule in missing)
    assert screening.worked_out(CONTEXT)[0].missing == f"{needed} needed to sign, {52 - needed} others not asked"


def test_a_checklist_without_rows_may_not_be_signed():
    assert [f.level for f in findings(Screening(), CONTEXT)] == [Level.MISSING]


@pytest.mark.parametrize(
    ("code", "mn", "prp"),
    [
        ("C01", Level.STOP, Level.STOP),
        ("C03", Level.WARN, Level.NOTE),
        ("C04", Level.BLOCK, Level.STOP),
        ("C15", Level.BLOCK, Level.STOP),
        ("C28", Level.BLOCK, Level.NOTE),
        ("C49", None, Level.WARN),
        ("C52", None, Level.NOTE),
    ],
)
def test_yes_speaks_at_the_level_of_the_kind(code, mn, prp):
    assert levels(checklist("MN", **{code: "yes"}), code) == ([mn] if mn else [])
    assert levels(checklist("PRP_only", **{code: "yes"}), code) == ([prp] if prp else [])
    assert levels(checklist("M_PRP", **{code: "yes"}), code) == [max(level for level in (mn, prp) if level)]


def test_a_review_has_no_checklist_to_obey():
    assert findings(checklist("review", every=None), CONTEXT) == []


@pytest.mark.parametrize("code", ["C29", "C31", "C32", "C34", "C37"])
def test_a_product_is_ruled_out_not_the_visit(code):
    screening = checklist("MN", **{code: "yes"})
    found = [f for f in findings(screening, CONTEXT) if f.rule == code]
    assert [f.level for f in found] == [Level.WARN]
    assert "do not use" in found[0].why


def test_an_additive_matters_only_with_prp():
    assert levels(checklist("MN", C30="yes"), "C30") == []
    assert levels(checklist("PRP_only", C30="yes"), "C30") == [Level.WARN]


def test_a_pacemaker_rules_out_radiofrequency_only():
    screening = checklist("MN", C44="yes")
    assert levels(screening, "C44") == [Level.NOTE]
    screening.visit.needling = Needling(device_type="electric_pen")
    assert levels(screening, "C44") == [Level.NOTE]
    screening.visit.needling = Needling(device_type="rf_mn")
    assert levels(screening, "C44") == [Level.STOP]


@pytest.mark.parametrize(
    ("kind", "code", "values", "level"),
    [
        ("MN", "C06", {"skin_lesion": "actinic_keratosis"}, Level.BLOCK),
        ("PRP_only", "C06", {"skin_lesion": "actinic_keratosis"}, Level.STOP),
        ("PRP_only", "C07", {"cancer_kind": "haematological"}, Level.STOP),
        ("PRP_only", "C07", {"cancer_kind": "solid"}, Level.BLOCK),
        ("MN", "C13", {}, Level.NOTE),
        ("MN", "C13", {"dual_antiplatelet": True}, Level.WARN),
        ("MN", "C13", {"dual_antiplatelet": False}, Level.NOTE),
    ],
)
def test_what_is_known_changes_the_action(kind, code, values, level):
    assert levels(checklist(kind, **{code: "yes"}, **values), code) == [level]


@pytest.mark.parametrize(
    ("count", "mn", "prp"),
    [
        ("49.9", Level.BLOCK, Level.STOP),
        ("50", Level.WARN, Level.STOP),
        ("99.9", Level.WARN, Level.STOP),
        ("100", None, Level.WARN),
        ("149", None, Level.WARN),
        ("150", None, None),
        ("450", None, None),
        ("450.1", None, Level.WARN),
    ],
)
def test_platelet_bounds(count, mn, prp):
    for kind, level in (("MN", mn), ("PRP_only", prp)):
        screening = checklist(kind, platelets_10e9_l=Decimal(count), platelets_date=NOW.date())
        assert levels(screening, "C17") == ([level] if level else [])


@pytest.mark.parametrize(
    ("hb", "sex", "level"),
    [
        ("99.9", "female", Level.BLOCK),
        ("109", "male", Level.WARN),
        ("115", "female", Level.NOTE),
        ("120", "female", None),
        ("125", "male", Level.NOTE),
        ("125", "female", None),
        ("125", "not_stated", None),
    ],
)
def test_haemoglobin_bounds(hb, sex, level):
    screening = checklist("PRP_only", sex=sex, hb_g_l=Decimal(hb), hb_date=NOW.date())
    assert levels(screening, "C18") == ([level] if level else [])


def test_numbers_without_date_are_not_signed():
    screening = checklist("PRP_only", platelets_10e9_l=Decimal(250), hb_g_l=Decimal(140), inr=Decimal(1))
    missing = {f.field for f in findings(screening, CONTEXT) if f.level is Level.MISSING}
    assert missing == {"platelets_date", "hb_date", "inr_date"}


@pytest.mark.parametrize(
    ("name", "days", "kind", "found"),
    [
        ("inr_date", 3, "MN", 0),
        ("inr_date", 4, "MN", 1),
        ("platelets_date", 400, "MN", 1),
        ("systemic_steroid_last_on", 14, "PRP_only", 1),
        ("systemic_steroid_last_on", 15, "PRP_only", 0),
        ("systemic_steroid_last_on", 1, "MN", 0),
        ("recent_procedure_on", 13, "MN", 1),
        ("recent_procedure_on", 14, "MN", 0),
        ("hair_dye_on", 6, "MN", 1),
        ("hair_dye_on", 7, "MN", 0),
    ],
)
def test_days_before_the_visit(name, days, kind, found):
    screening = checklist(kind, **{name: NOW.date() - timedelta(days=days)})
    assert len([f for f in findings(screening, CONTEXT) if f.field == name]) == found


@pytest.mark.parametrize(
    ("drug", "hours", "found"),
    [
        ("Ibuprofen 400 mg", 47, 1),
        ("ibuprofen", 48, 0),
        ("naproxen", 71, 1),
        ("aspirin", 167, 1),
        ("Paracetamol", 1, 0),
        ("etoricoxib", 47, 1),
    ],
)
def test_painkillers_before_a_draw(drug, hours, found):
    values = {"nsaid_name": drug, "nsaid_last_dose_at": NOW - timedelta(hours=hours)}
    assert len(levels(checklist("PRP_only", **values), "C14")) == found
    assert levels(checklist("MN", **values), "C14") == []


def test_age_and_its_answer_agree():
    assert levels(checklist("MN", born=date(2010, 1, 1)), "C48") == [Level.STOP]
    assert levels(checklist("MN", born=date(2010, 1, 1), C48="yes"), "C48") == [Level.BLOCK]


@pytest.mark.parametrize(
    ("born", "answer", "level", "words"),
    [
        (date(2010, 11, 22), "yes", Level.BLOCK, "Gillick"),
        (date(2010, 11, 21), "yes", Level.BLOCK, "Second opinion"),
        (date(2008, 11, 22), "yes", Level.BLOCK, "Second opinion"),
        (date(2008, 11, 21), "no", Level.NOTE, "consenting"),
        (date(2004, 11, 22), "no", Level.NOTE, "consenting"),
    ],
)
def test_age_on_the_day(born, answer, level, words):
    [said] = [f for f in findings(checklist("MN", born=born, C48=answer), CONTEXT) if f.rule == "C48"]
    assert said.level is level
    assert words in said.next_step
    assert said.inputs


def test_from_22_age_says_nothing():
    assert levels(checklist("MN", born=date(2004, 11, 21)), "C48") == []


@pytest.mark.parametrize(
    ("kind", "use", "stopped", "level", "result"),
    [
        ("MN", "current", None, Level.BLOCK, "stops treatment unless a prescriber decides (C10)"),
        ("PRP_only", "current", None, Level.NOTE, "to note (C10)"),
        ("MN", "stopped_under_6_months", None, Level.WARN, "with care (C10)"),
        ("M_PRP", "stopped_under_6_months", date(2026, 5, 22), Level.WARN, "with care (C10)"),
        ("M_PRP", "stopped_under_6_months", date(2026, 5, 21), None, "to note (C10)"),
    ],
)
def test_isotretinoin_by_its_day(kind, use, stopped, level, result):
    screening = checklist(kind, C10="yes", isotretinoin_use=use, isotretinoin_stopped_on=stopped)
    assert levels(screening, "C10") == ([] if level is None else [level])
    assert screening.worked_out(CONTEXT)[0].shown() == result


def test_isotretinoin_of_unknown_use_is_taken_as_the_row_says():
    assert levels(checklist("MN", C10="yes"), "C10") == [Level.BLOCK]


def test_isotretinoin_counts_though_the_question_says_no():
    screening = checklist("MN", C10="no", isotretinoin_use="current")
    assert levels(screening, "C10") == [Level.BLOCK]
    assert "C10" in screening.worked_out(CONTEXT)[0].shown()


def test_a_painkiller_is_said_once_and_a_prescribed_one_is_never_stopped():
    screening = checklist("M_PRP", C14="yes", nsaid_name="naproxen")
    [said] = [f for f in findings(screening, CONTEXT) if f.rule == "C14"]
    assert said.level is Level.WARN
    assert "Ask when the last dose was" in said.next_step
    screening.visit.course.patient.medicines.append(Medicine(drug="Naproxen"))
    [said] = [f for f in findings(screening, CONTEXT) if f.rule == "C14"]
    assert "Do not stop a prescribed medicine" in said.next_step
    screening.nsaid_last_dose_at = NOW - timedelta(hours=72)
    assert levels(screening, "C14") == []


def test_the_draw_is_what_the_painkiller_is_counted_to():
    screening = checklist("M_PRP", nsaid_name="ibuprofen", nsaid_last_dose_at=NOW - timedelta(hours=47))
    assert levels(screening, "C14") == [Level.WARN]
    screening.visit.prp = sheets.Prp(draw_at=NOW + timedelta(hours=1))
    assert levels(screening, "C14") == []


@pytest.mark.parametrize(
    ("born", "asked"),
    [(date(2014, 11, 21), True), (date(2014, 11, 22), False), (date(1970, 11, 22), True), (date(1970, 11, 21), False)],
)
def test_women_from_12_to_55_are_always_asked_about_pregnancy(born, asked, monkeypatch):
    monkeypatch.setattr(screening_actions, "must_be_asked", lambda row, kind: False)
    screening = checklist("MN", born=born, C21="not_asked")
    assert levels(screening, "C21") == ([Level.MISSING] if asked else [])
    man = checklist("MN", sex="male", born=born, C21="not_asked")
    assert levels(man, "C21") == []


def test_a_stop_carries_what_it_came_from():
    [said] = findings(checklist("MN", C06="yes", skin_lesion="actinic_keratosis"), CONTEXT)
    assert said.level is Level.BLOCK
    assert said.inputs[1] == ("Lesion in the field", "Actinic keratosis")
    assert said.source
    assert said.why == "stops treatment unless a prescriber decides"


def test_a_broken_rule_file_is_said_once_and_the_row_speaks(monkeypatch):
    monkeypatch.setattr(rules_off, "house_rules", lambda record, name: Broken(name, "line 3: no number"))
    screening = checklist("MN", C10="yes", isotretinoin_use="stopped_under_6_months")
    assert levels(screening, "C10") == [Level.WARN]
    assert [f.what for f in findings(screening, CONTEXT) if f.rule == "rules-off-intervals"] == [
        "Calculators are off: line 3: no number"
    ]


def test_result_is_the_worst_action():
    screening = checklist("M_PRP", C15="yes", C38="yes")
    assert screening.worked_out(CONTEXT)[0].shown() == "stops treatment (C15)"
    assert stricter() == "-"
    assert stricter("WARN", "BLOCK-O", "NOTE") == "BLOCK-O"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("250000 /µL", "250"),
        ("250 10³/µL", "250"),
        ("0.25 10¹²/L", "250"),
        ("250 x10^9/L", "250"),
        ("250", "250"),
        ("150,5", "150.5"),
    ],
)
def test_counts_in_any_unit(typed, value):
    assert fields_of(Screening)["platelets_10e9_l"].parse(typed, CONTEXT) == Decimal(value)


def test_haemoglobin_in_g_per_dl():
    assert fields_of(Screening)["hb_g_l"].parse("13.5 g/dL", CONTEXT) == 135


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("platelets_10e9_l", "2001"),
        ("platelets_10e9_l", "0.9"),
        ("platelets_10e9_l", "250 g/L"),
        ("platelets_10e9_l", "1e3"),
        ("platelets_10e9_l", "٢٥٠"),
        ("hb_g_l", "13.5"),
        ("hb_g_l", "251"),
        ("inr", "0"),
    ],
)
def test_refused_numbers(name, typed):
    with pytest.raises(Unreadable):
        fields_of(Screening)[name].parse(typed, CONTEXT)


def test_a_broken_catalogue_names_file_and_entry(tmp_path):
    path = tmp_path / "screening.toml"
    path.write_text('catalogue_version = "x"\n[[row]]\ncode = "C01"\nname = "n"\nmn = "STOP"\nprp = "-"\n')
    with pytest.raises(Known, match=r"screening\.toml.*C01"):
        screening_rows(tmp_path)
    path.write_text("nonsense = [")
    with pytest.raises(Known, match="cannot be read"):
        painkillers(tmp_path)


@pytest.mark.parametrize(
    ("kind", "answer", "platelets", "said"),
    [
        ("M_PRP", "no", None, [Level.WARN]),
        ("PRP_only", "no", None, [Level.WARN]),
        ("MN", "no", None, []),
        ("M_PRP", "no", Decimal(240), []),
        ("M_PRP", None, None, []),
        ("review", "no", None, []),
    ],
)
def test_a_count_at_hand_is_written_down(kind, answer, platelets, said):
    sheet = checklist(kind, C19=answer, platelets_10e9_l=platelets)
    found = [finding for finding in findings(sheet, CONTEXT) if finding.rule == "C19"]
    assert [finding.level for finding in found] == said
    assert all((finding.field, finding.record_id) == ("platelets_10e9_l", sheet.id) for finding in found)


def test_beside_the_question_about_age_stands_the_age():
    [row] = [answer for answer in checklist("MN").answers if answer.code == "C48"]
    assert row.means(NOW.date()) == "born 14-Mar-1985: 41 years"
    [row] = [answer for answer in checklist("MN", born=None).answers if answer.code == "C48"]
    assert row.means(NOW.date()) == ""
