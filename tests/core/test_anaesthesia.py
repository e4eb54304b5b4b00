from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records import sheets
from charting.records.anaesthesia import Anaesthesia
from charting.records.anaesthesia_results import pain_words
from charting.records.base import findings
from charting.records.dose import Dose
from charting.records.topical import Topical

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOON)
EMLA = "EMLA (lidocaine 2.5 % + prilocaine 2.5 %)"


def sheet(weight: str | None = "62") -> Anaesthesia:
    visit = sheets.Visit(opened_at=NOON)
    visit.assessment = sheets.Assessment(weight_kg=None if weight is None else D(weight))
    visit.needling = sheets.Needling(start_at=NOON)
    visit.anaesthesia = Anaesthesia()
    return visit.anaesthesia


def dose(**values) -> Dose:
    usual = {
        "agent": "Lidocaine + adrenaline",
        "concentration_pct": D(1),
        "adrenaline": "1:200000",
        "volume_ml": D(4),
        "given_at": NOON,
        "given_by": "Ada Sample",
        "lot": "L0927",
        "expiry": date(2027, 4, 30),
    }
    return Dose(**{**usual, **values})


def topical(**values) -> Topical:
    usual = {
        "product": EMLA,
        "applied_g": D(10),
        "area_cm2": D(106),
        "applied_at": NOON - timedelta(minutes=92),
        "removed_at": NOON - timedelta(minutes=12),
        "skin_intact": True,
        "lot": "E1183",
    }
    return Topical(**{**usual, **values})


def levels(record, field) -> list[Level]:
    return [f.level for f in findings(record, CONTEXT) if f.field == field]


def values(record) -> dict[str, Decimal | None]:
    return {r.name: r.value for r in record.worked_out(CONTEXT)}


def test_a_usual_dose_has_nothing_to_say():
    assert findings(dose(), CONTEXT) == []


def test_doses_are_worked_out_with_their_sums():
    record = sheet()
    record.doses = [
        dose(),
        dose(volume_ml=D(2)),
        dose(agent="Bupivacaine", concentration_pct=D("0.25"), adrenaline="none"),
    ]
    found = values(record)
    assert found["Dose 1, Lidocaine + adrenaline"] == 40
    assert round(found["Dose 1, Lidocaine + adrenaline, by weight"], 2) == D("0.65")
    assert found["Lidocaine, injected in all"] == 60
    assert found["Bupivacaine, injected in all"] == 10
    assert found["Adrenaline in all"] == 30
    shown = {r.name: r.working for r in record.worked_out(CONTEXT)}
    assert shown["Lidocaine, injected in all"] == "40 + 20"
    assert shown["Adrenaline in all"] == "5 × 4 + 5 × 2"


def test_without_weight_or_volume_nothing_is_guessed():
    record = sheet(weight=None)
    record.doses = [dose(volume_ml=None), dose()]
    by_name = {r.name: r for r in record.worked_out(CONTEXT)}
    assert by_name["Dose 2, Lidocaine + adrenaline, by weight"].with_unit() == "not computable (needs weight)"
    assert by_name["Dose 1, Lidocaine + adrenaline"].value is None
    assert by_name["Lidocaine, injected in all"].value is None
    assert by_name["Adrenaline in all"].value is None


def test_emla_is_worked_out_for_both_drugs():
    record = sheet()
    record.topicals = [topical()]
    found = values(record)
    assert found["EMLA: lidocaine applied"] == 250
    assert found["EMLA: prilocaine applied"] == 250
    assert round(found["EMLA: thickness"], 3) == D("0.094")


def test_typed_strengths_win_over_the_catalogue_and_unknown_ones_are_not_computable():
    assert topical(product="BLT", lidocaine_mg_per_g=D(60), tetracaine_mg_per_g=D(40)).strengths() == {
        "lidocaine": D(60),
        "tetracaine": D(40),
    }
    record = sheet()
    record.topicals = [topical(product="House cream")]
    assert {r.name: r.missing for r in record.worked_out(CONTEXT)}["House cream: mg applied"] == "needs strength"


@pytest.mark.parametrize(
    ("change", "field", "level"),
    [
        ({"concentration_pct": D(4)}, "concentration_pct", Level.WARN),
        ({"adrenaline": "1:50000"}, "adrenaline", Level.WARN),
        ({"adrenaline": "none"}, "adrenaline", Level.WARN),
        ({"agent": "Lidocaine"}, "adrenaline", Level.WARN),
        ({"agent": "Articaine + adrenaline", "concentration_pct": D(4)}, "agent", Level.WARN),
        ({"volume_ml": D(21)}, "volume_ml", Level.WARN),
        ({"technique": "supraorbital", "aspiration_done": False}, "aspiration_done", Level.WARN),
        ({"second_checker": " ada  SAMPLE"}, "second_checker", Level.STOP),
        ({"drawn_up_ml": D(5), "wasted_ml": D("0.5")}, "wasted_ml", Level.WARN),
        ({"expiry": date(2026, 11, 20)}, "expiry", Level.STOP),
        ({"lot": None}, "lot", Level.MISSING),
        ({"onset_min": D(31)}, "onset_min", Level.WARN),
    ],
)
def test_doubts_about_a_dose(change, field, level):
    assert level in levels(dose(**change), field)


def test_a_drug_lasts_through_its_last_day():
    assert levels(dose(expiry=CONTEXT.day), "expiry") == []


def test_given_and_wasted_that_make_up_the_syringe_are_silent():
    assert levels(dose(drawn_up_ml=D("4.5"), wasted_ml=D("0.50")), "wasted_ml") == []


@pytest.mark.parametrize(
    ("change", "field", "level"),
    [
        ({"applied_g": D(30)}, "applied_g", Level.WARN),
        ({"area_cm2": D(601)}, "area_cm2", Level.WARN),
        ({"skin_intact": False}, "skin_intact", Level.STOP),
        ({"removed_at": NOON + timedelta(minutes=1)}, "removed_at", Level.STOP),
        ({"applied_at": NOON, "removed_at": None}, "applied_at", Level.STOP),
        ({"removed_at": None}, "removed_at", Level.MISSING),
        ({"removed_at": NOON - timedelta(minutes=40)}, "removed_at", Level.WARN),
        ({"removed_at": NOON - timedelta(minutes=99)}, "removed_at", Level.STOP),
        ({"product": "Compounded lidocaine 23 % + tetracaine 7 %"}, "product", Level.WARN),
        ({"product": "Lidocaine 5 % cream"}, "prescribed", Level.WARN),
        ({"expiry": date(2026, 1, 1)}, "expiry", Level.STOP),
    ],
)
def test_doubts_about_a_topical(change, field, level):
    record = sheet()
    record.topicals = [topical(**change)]
    assert level in levels(record.topicals[0], field)


def test_a_topical_taken_off_in_time_is_silent():
    record = sheet()
    record.topicals = [topical()]
    assert findings(record.topicals[0], CONTEXT) == []


def test_a_prescription_settles_a_strong_cream():
    assert levels(topical(product="Lidocaine 5 % cream", prescribed=True), "prescribed") == []


def test_a_planned_block_asks_for_doses_and_a_rescue_kit():
    record = sheet()
    record.anaesthesia_plan = ("nerve_block",)
    assert levels(record, "doses") == [Level.MISSING]
    assert levels(record, "oxygen_ready") == [Level.MISSING]
    record.oxygen_ready = False
    assert levels(record, "oxygen_ready") == [Level.WARN]


def test_cold_alone_asks_for_neither():
    record = sheet()
    record.anaesthesia_plan = ("cooling",)
    assert findings(record, CONTEXT) == []


def test_none_stands_alone():
    record = sheet()
    record.anaesthesia_plan = ("none", "cooling")
    assert levels(record, "anaesthesia_plan") == [Level.STOP]


def test_nitrous_oxide_needs_its_questions():
    record = sheet()
    record.anaesthesia_plan = ("nitrous_oxide",)
    assert levels(record, "nitrous_contraindications") == [Level.MISSING]
    record.nitrous_contraindications = ("none_found",)
    assert levels(record, "nitrous_contraindications") == []
    record.nitrous_contraindications = ("otitis_media",)
    assert levels(record, "nitrous_contraindications") == [Level.WARN]
    record.nitrous_contraindications = ("none_found", "otitis_media")
    assert levels(record, "nitrous_contraindications") == [Level.STOP]


def test_paracetamol_by_weight():
    record = sheet(weight="50")
    record.paracetamol_mg = D(1000)
    assert levels(record, "paracetamol_mg") == [Level.WARN]
    record.paracetamol_mg = D(750)
    assert levels(record, "paracetamol_mg") == []


@pytest.mark.parametrize("typed", ["-1", "11", "3.5", "ten"])
def test_pain_is_a_whole_number_of_ten(typed):
    with pytest.raises(Unreadable):
        fields_of(Anaesthesia)["pain_nrs_mn_worst"].parse(typed, CONTEXT)


@pytest.mark.parametrize(
    ("grade", "words"), [(0, "none"), (1, "mild"), (3, "mild"), (4, "moderate"), (6, "moderate"), (7, "severe")]
)
def test_pain_in_words(grade, words):
    assert pain_words(D(grade)) == words


def test_pain_above_six_is_doubted_and_zero_is_an_answer():
    record = sheet()
    record.pain_nrs_end, record.pain_nrs_mn_worst = D(0), D(7)
    assert levels(record, "pain_nrs_mn_worst") == [Level.WARN]
    assert levels(record, "pain_nrs_end") == []
    assert record.worked_out(CONTEXT)[-1].shown() == "7 of 10, severe"
