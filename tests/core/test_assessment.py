"""The assessment: ranges, checks across fields, what it needs before the first session (clinical.md 1)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import charting.records.sheets  # noqa: F401
from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records.assessment import Assessment, DayGrading
from charting.records.base import findings
from charting.records.course import Course
from charting.records.patient import Grading, HairDiagnosis, Patient
from charting.records.photo_consent import PhotoConsent, blank_scopes
from charting.records.photograph import Photograph
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
CONTEXT = Context.at(NOW)


def said(sheet, field):
    return [f.level for f in findings(sheet, CONTEXT) if f.field == field]


def seen(kind="M_PRP", session=2, sex="female", diagnoses=(), **values):
    """An assessment of a visit."""
    patient = Patient(number="RL-00001", sex_at_birth=sex, diagnoses=list(diagnoses))
    visit = Visit(kind=kind, session_number=session, opened_at=NOW, assessment=Assessment(**values))
    Course(patient=patient).visits.append(visit)
    return visit.assessment


def test_an_empty_assessment_is_silent():
    assert findings(Assessment(), CONTEXT) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("weight_kg", "19.9"),
        ("height_cm", "99"),
        ("bp_systolic_mmhg", "301"),
        ("bp_diastolic_mmhg", "19"),
        ("pulse_bpm", "251"),
        ("spo2_pct", "101"),
        ("temp_c", "43.1"),
        ("salt_top_pct", "100.5"),
    ],
)
def test_impossible_values_are_refused(name, typed):
    with pytest.raises(Unreadable):
        fields_of(Assessment)[name].parse(typed, CONTEXT)


@pytest.mark.parametrize(
    ("name", "usual", "unusual"),
    [
        ("weight_kg", "130", "130.5"),
        ("bp_systolic_mmhg", "100", "99"),
        ("bp_diastolic_mmhg", "100", "101"),
        ("pulse_bpm", "50", "49"),
        ("spo2_pct", "95", "94"),
        ("temp_c", "37.7", "37.8"),
        ("ferritin_ug_l", "30", "29.9"),
        ("tsh_mu_l", "5", "5.1"),
        ("vit_d_nmol_l", "50", "49"),
    ],
)
def test_unusual_values_are_doubted(name, usual, unusual):
    field = fields_of(Assessment)[name]
    assert list(field.doubts(Decimal(usual))) == []
    assert len(list(field.doubts(Decimal(unusual)))) == 1


def test_weight_source_and_age():
    day = date(2026, 8, 22)
    sheet = Assessment(weight_kg=Decimal(62), weight_source="stated_by_patient", weight_date=day)
    assert said(sheet, "weight_source") == [Level.WARN]
    assert said(sheet, "weight_date") == [Level.WARN]
    sheet.weight_date = date(2026, 8, 23)
    assert said(sheet, "weight_date") == []
    assert said(Assessment(weight_kg=Decimal(62)), "weight_date") == [Level.MISSING]


def test_measured_today_is_dated_today():
    sheet = Assessment(weight_kg=Decimal(62), weight_source="measured_today", weight_date=NOW.date())
    assert findings(sheet, CONTEXT) == []
    sheet.weight_date = date(2026, 11, 20)
    assert said(sheet, "weight_source") == [Level.STOP]


def test_height_of_another_person():
    assert said(Assessment(weight_kg=Decimal(300), height_cm=Decimal(150)), "height_cm") == [Level.STOP]
    assert said(Assessment(weight_kg=Decimal(90), height_cm=Decimal(165)), "height_cm") == [Level.WARN]
    bmi = Assessment(weight_kg=Decimal(70), height_cm=Decimal(175)).worked_out(CONTEXT)[0]
    assert (bmi.shown(), bmi.working) == ("22.9", "70 ÷ (175 ÷ 100)²")


def test_pressures_the_right_way_round():
    sheet = Assessment(bp_systolic_mmhg=Decimal(100), bp_diastolic_mmhg=Decimal(100))
    assert said(sheet, "bp_diastolic_mmhg") == [Level.STOP]


@pytest.mark.parametrize(("skin", "levels"), [("III", []), ("IV", [Level.NOTE]), ("VI", [Level.NOTE])])
def test_darker_skin_is_a_note(skin, levels):
    assert said(Assessment(fitzpatrick=skin), "fitzpatrick") == levels


def test_red_flags():
    assert said(Assessment(red_flags=("none_seen",)), "red_flags") == []
    assert said(Assessment(red_flags=("pustules",)), "red_flags") == [Level.WARN]
    assert Level.STOP in said(Assessment(red_flags=("pustules", "none_seen")), "red_flags")


def test_laboratory_values_carry_their_date():
    assert said(Assessment(ferritin_ug_l=Decimal(50)), "ferritin_date") == [Level.MISSING]
    dated = Assessment(ferritin_ug_l=Decimal(50), ferritin_date=date(2026, 5, 21))
    assert said(dated, "ferritin_date") == []
    dated.ferritin_date = date(2026, 5, 20)
    assert said(dated, "ferritin_date") == [Level.NOTE]


def test_testosterone_of_a_woman():
    values = {"testosterone_nmol_l": Decimal("2.6"), "testosterone_date": NOW.date()}
    assert said(seen(**values), "testosterone_nmol_l") == [Level.WARN]
    assert said(seen(sex="male", **values), "testosterone_nmol_l") == []


def test_salt_of_the_vector():
    sheet = Assessment(
        **{
            f"salt_{site}_pct": Decimal(v)
            for site, v in zip(("top", "back", "right", "left"), (30, 75, 20, 50), strict=True)
        }
    )
    results = {r.name: r for r in sheet.worked_out(CONTEXT)}
    assert results["SALT"].value == Decimal("42.6")
    assert results["SALT class"].shown() == "S2"
    assert results["Severity"].shown() == "moderate"
    assert results["AA Scale 2022"].value is None
    assert results["AA Scale 2022"].missing
    sheet.areata_modifiers = ("psychosocial",)
    assert {r.name: r.shown() for r in sheet.worked_out(CONTEXT)}["AA Scale 2022"] == "severe"


def test_salt_with_a_missing_share_is_not_guessed():
    results = {r.name: r for r in Assessment(salt_top_pct=Decimal(30)).worked_out(CONTEXT)}
    assert results["SALT"].value is None
    assert "SALT class" not in results


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("AGA_M", None),
        ("FPHL", Level.NOTE),
        ("TE_acute", Level.WARN),
        ("UNDIAGNOSED", Level.BLOCK),
        ("TINEA_CAPITIS", Level.STOP),
    ],
)
def test_what_a_diagnosis_means_for_treatment(code, level):
    expected = [] if level is None else [level]
    assert said(seen(diagnoses=[HairDiagnosis(diagnosis=code)]), "diagnosis_told") == expected
    assert said(seen(kind="review", diagnoses=[HairDiagnosis(diagnosis=code)]), "diagnosis_told") == []
    healed = HairDiagnosis(diagnosis=code, resolved_on=date(2026, 1, 1))
    assert said(seen(diagnoses=[healed]), "diagnosis_told") == []


def test_baseline_before_the_first_session():
    first = seen(session=1)
    assert said(first, "gradings") == said(first, "photographs") == [Level.MISSING]
    assert findings(seen(session=2), CONTEXT) == findings(seen(kind="review", session=1), CONTEXT) == []
    first.gradings.append(DayGrading(scale="ludwig", grade="II"))
    first.photographs_refused, first.photographs_refused_reason = True, "does not want any"
    assert findings(first, CONTEXT) == []


def test_a_no_to_every_use_of_photographs_is_a_refusal_without_a_reason():
    first = seen(session=1)
    first.visit.photo_consent = PhotoConsent(scopes=blank_scopes())
    first.photographs_refused = True
    assert said(first, "photographs_refused_reason") == [Level.MISSING]
    for scope in first.visit.photo_consent.scopes:
        scope.allowed = False
    assert said(first, "photographs_refused_reason") == said(first, "photographs") == []
    first.photographs_refused = None
    assert said(first, "photographs") == []
    first.visit.photo_consent.scopes[0].allowed = None
    assert said(first, "photographs") == [Level.MISSING]


def test_an_earlier_grading_or_a_refusal_will_do():
    graded = seen(session=1)
    graded.visit.course.patient.gradings.append(Grading(scale="ludwig", grade="I"))
    assert said(graded, "gradings") == []
    refused = seen(session=1)
    refused.visit.course.baseline_refusal_reason = "does not want any"
    assert findings(refused, CONTEXT) == []


def test_photographs_need_consent():
    sheet = seen()
    sheet.photographs.append(Photograph(view="vertex"))
    assert said(sheet, "photographs") == [Level.STOP]


@pytest.mark.parametrize(("digest", "levels"), [("a1" * 32, []), ("a1" * 31, [Level.STOP]), ("g" * 64, [Level.STOP])])
def test_digest_is_whole(digest, levels):
    assert said(Photograph(sha256=digest), "sha256") == levels
