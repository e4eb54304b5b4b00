"""The ledger as the chart gathers it: which doses, whose weight, which rules, and what it says where."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.decisions import override
from charting.actions.proving import BY_PASSWORD, Proven
from charting.context import Context
from charting.findings import Level
from charting.records import sheets
from charting.records.after import Reaction
from charting.records.anaesthesia import Anaesthesia
from charting.records.anaesthesia_ledger import ledger_of, planned_note
from charting.records.base import findings
from charting.records.clinic import Practitioner
from charting.records.course import Course
from charting.records.decision import decision_on
from charting.records.dose import Dose
from charting.records.dose_room import in_hand, room_for
from charting.records.patient import Patient
from charting.records.patient_lists import Allergy
from charting.records.screening import blank_answers
from charting.records.topical import Topical
from charting.records.visit import Visit
from charting.rulebook import Broken

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOON)
EMLA = "EMLA (lidocaine 2.5 % + prilocaine 2.5 %)"
PRESCRIBER = Practitioner(name="Dr Rowan Sample", registration_number="GMC 0000000")


def patient() -> Patient:
    person = Patient(family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14), sex_at_birth="female")
    person.allergy_status = "none_known"
    person.courses.append(Course(modality="M_PRP"))
    return person


def visit(person: Patient, opened: datetime = NOON, weight: str | None = "62"):
    made = sheets.Visit(kind="M_PRP", opened_at=opened)
    person.courses[0].visits.append(made)
    made.assessment = sheets.Assessment(
        weight_kg=None if weight is None else D(weight),
        weight_date=opened.date(),
        weight_source="measured_today",
        height_cm=D(168),
    )
    made.screening = sheets.Screening(answers=blank_answers())
    made.anaesthesia = Anaesthesia()
    say(made, C20="no", C35="no", C29="no", C32="no")
    return made


def say(made, **answers: str) -> None:
    for answer in made.screening.answers:
        if answer.code in answers:
            answer.answer, _colon, answer.detail = answers[answer.code].partition(": ")


def dose(ml: str | None = "4", **values) -> Dose:
    usual = {"agent": "Lidocaine + adrenaline", "concentration_pct": D(1), "adrenaline": "1:200000", "given_at": NOON}
    return Dose(**{**usual, "volume_ml": None if ml is None else D(ml), **values})


def emla(grams: str = "10", **values) -> Topical:
    usual = {"product": EMLA, "applied_g": D(grams), "area_cm2": D(106), "applied_at": NOON - timedelta(minutes=45)}
    return Topical(**{**usual, "skin_intact": True, **values})


def of_rule(made, rule: str):
    return [finding for finding in findings(made.anaesthesia, CONTEXT) if finding.rule == rule]


def test_the_ledger_of_the_look_comes_out():
    made = visit(patient())
    made.anaesthesia.topicals = [emla()]
    made.anaesthesia.doses = [dose("4"), dose("2"), dose("4")]
    found = ledger_of(made, CONTEXT)
    assert [(line.name, line.share_text()) for line in found.lines] == [
        ("lidocaine, topical", "33.6 %"),
        ("prilocaine, topical", "16.8 %"),
        ("lidocaine + adrenaline", "23 %"),
    ]
    assert found.total_text() == "73.4 %"
    assert room_for(in_hand(made.anaesthesia), found).ml == D("11.5")


def test_an_overdose_is_stopped_with_what_may_be_given_instead():
    made = visit(patient())
    made.anaesthesia.topicals = [emla()]
    made.anaesthesia.doses = [dose("30")]
    (stop,) = of_rule(made, "ledger.total")
    assert stop.level is Level.BLOCK
    assert stop.what == "Dose would reach 119.5 % of the limit"
    assert stop.next_step == "Give at most 21.5 mL of lidocaine 1 %, or write a reason to go on."
    assert (stop.record_id, stop.field) == (made.anaesthesia.doses[0].id, "volume_ml")


def test_what_it_says_may_be_given_is_accepted():
    made = visit(patient())
    made.anaesthesia.topicals = [emla()]
    made.anaesthesia.doses = [dose("21.5")]
    assert [stop.level for stop in of_rule(made, "ledger.total")] == [Level.WARN]


def test_a_dose_far_beyond_is_no_matter_of_a_reason():
    made = visit(patient())
    made.anaesthesia.doses = [dose("100")]
    assert [stop.level for stop in of_rule(made, "ledger.total")] == [Level.STOP]


def test_another_weight_asks_for_the_decision_again():
    made = visit(patient())
    made.anaesthesia.topicals = [emla()]
    made.anaesthesia.doses = [dose("30")]
    (stop,) = of_rule(made, "ledger.total")
    override(made, stop, "Slow infiltration over ninety minutes.", Proven(PRESCRIBER, NOON, BY_PASSWORD), NOON)
    assert decision_on(made, of_rule(made, "ledger.total")[0]) is not None
    made.assessment.weight_kg = D(60)
    assert decision_on(made, of_rule(made, "ledger.total")[0]) is None


def test_without_a_weight_there_is_a_stop_at_the_weight():
    made = visit(patient(), weight=None)
    made.anaesthesia.doses = [dose()]
    (missing,) = of_rule(made, "weight.missing")
    assert (missing.level, missing.record_id, missing.field) == (Level.BLOCK, made.assessment.id, "weight_kg")
    assert ledger_of(made, CONTEXT).total is None


def test_a_row_being_prepared_counts_nothing_and_shows_its_room():
    made = visit(patient())
    row = dose(None, given_at=None)
    made.anaesthesia.doses = [row]
    found = ledger_of(made, CONTEXT)
    assert found.lines == ()
    assert (room_for(row, found).ml, room_for(row, found).by_adrenaline) == (D("37.2"), True)
    row.concentration_pct = D(2)
    assert room_for(row, found).ml == D("21.7")


def test_adrenaline_may_be_what_ends_first():
    made = visit(patient())
    say(made, C35="yes: tricyclic")
    row = dose(None, given_at=None, adrenaline="1:80000")
    made.anaesthesia.doses = [row]
    room = room_for(row, ledger_of(made, CONTEXT))
    assert (room.ml, room.by_adrenaline) == (D("3.2"), True)


def test_a_dose_given_without_its_volume_is_unknown_and_not_nothing():
    made = visit(patient())
    made.anaesthesia.doses = [dose("4"), dose(None)]
    assert ledger_of(made, CONTEXT).total is None


def test_the_day_before_counts_and_the_day_before_that_does_not():
    person = patient()
    before = visit(person, NOON - timedelta(hours=20))
    before.anaesthesia.doses = [dose("10", given_at=NOON - timedelta(hours=20))]
    long_ago = visit(person, NOON - timedelta(hours=30))
    long_ago.anaesthesia.doses = [dose("10", given_at=NOON - timedelta(hours=30))]
    made = visit(person)
    made.anaesthesia.doses = [dose("10")]
    found = ledger_of(made, CONTEXT)
    assert [(line.earlier, line.counts_mg) for line in found.lines] == [(True, D(100)), (False, D(100))]


def test_a_signed_visit_does_not_change_when_a_later_one_gives_more():
    person = patient()
    signed = visit(person)
    signed.anaesthesia.doses = [dose("10")]
    signed.signed_at = NOON + timedelta(hours=1)
    before = ledger_of(signed, CONTEXT)
    later = visit(person, NOON + timedelta(hours=3))
    later.anaesthesia.doses = [dose("20", given_at=NOON + timedelta(hours=3))]
    after = ledger_of(signed, Context.at(NOON + timedelta(hours=4)))
    assert (after.total, after.sums()) == (before.total, before.sums())
    assert len(ledger_of(later, Context.at(NOON + timedelta(hours=4))).lines) == 2


def test_a_visit_charted_the_day_after_still_counts_what_went_before_its_doses():
    person = patient()
    first = visit(person, NOON - timedelta(hours=20))
    first.anaesthesia.doses = [dose("10", given_at=NOON - timedelta(hours=20))]
    made = visit(person)
    made.anaesthesia.doses = [dose("10")]
    assert len(ledger_of(made, Context.at(NOON + timedelta(hours=20))).lines) == 2


def test_a_signed_visit_keeps_the_rules_it_was_signed_by():
    made = visit(patient())
    made.anaesthesia.doses = [dose("10")]
    made.anaesthesia.topicals = [emla()]
    made.signed_at = NOON
    kept = {"profile": "US", "anaesthesia": {"version": "2025-01-01", "absorbed_intact": "0.50"}}
    made.visit_signature = sheets.VisitSignature(signer="Dr Rowan Sample", signed_at=NOON, rules_then=kept)
    found = ledger_of(made, CONTEXT)
    assert (found.terms.profile, found.rules_version) == ("US", "2025-01-01")
    assert found.lines[0].counts_mg == D(125)


@pytest.mark.parametrize(
    ("allergy", "agent", "stops"),
    [
        ("Articaine", "Lidocaine + adrenaline", True),
        ("Procaine", "Lidocaine + adrenaline", False),
        ("sulphites", "Lidocaine + adrenaline", True),
        ("Penicillin", "Lidocaine + adrenaline", False),
    ],
)
def test_allergies_are_read_by_class(allergy, agent, stops):
    person = patient()
    person.allergy_status = "known"
    person.allergies = [Allergy(agent=allergy)]
    made = visit(person)
    made.anaesthesia.doses = [dose(agent=agent)]
    found = of_rule(made, "allergy.class")
    assert bool(found) is stops
    assert all((f.level, f.field) == (Level.STOP, "agent") for f in found)


def test_the_checklist_rules_out_a_class_and_prilocaine():
    made = visit(patient())
    say(made, C29="yes: amide anaesthetics", C32="yes: G6PD deficiency")
    made.anaesthesia.topicals = [emla()]
    made.anaesthesia.doses = [dose()]
    assert {f.field for f in of_rule(made, "allergy.class")} == {"agent", "product"}
    (prilocaine,) = of_rule(made, "methb.prilocaine")
    assert (prilocaine.level, prilocaine.why) == (Level.STOP, "G6PD deficiency")


def test_an_allergy_without_a_name_stops_every_agent():
    made = visit(patient())
    say(made, C29="yes")
    made.anaesthesia.doses = [dose()]
    assert [f.level for f in of_rule(made, "allergy.unnamed")] == [Level.STOP]


def test_a_factor_larger_than_suggested_is_asked_about():
    made = visit(patient())
    made.anaesthesia.doses = [dose()]
    made.anaesthesia.reducing_conditions = ("hepatic_failure",)
    assert [f.field for f in of_rule(made, "reduction.factor")] == ["reduction_factor"]
    made.anaesthesia.reduction_factor = "0.5"
    assert of_rule(made, "reduction.factor") == []
    assert ledger_of(made, CONTEXT).lines[0].maximum.mg == D(217)


def test_bicarbonate_leaves_the_milligrams_and_dilutes_the_rest():
    made = visit(patient())
    made.anaesthesia.doses = [dose("10", buffered_with_ml=D(1))]
    values = {r.name: r.shown() for r in made.anaesthesia.worked_out(CONTEXT)}
    assert values["Dose 1, Lidocaine + adrenaline"] == "100"
    assert values["Dose 1, Lidocaine + adrenaline, buffered"] == "0.909"
    made.anaesthesia.doses[0].agent = "Bupivacaine"
    assert [f.field for f in of_rule(made, "dose.buffered")] == ["buffered_with_ml"]


def test_while_the_rules_are_off_there_is_one_finding_and_no_number(monkeypatch):
    made = visit(patient())
    made.anaesthesia.doses = [dose()]
    off = Broken("anaesthesia", "line 3: no value")
    for module in ("anaesthesia_ledger", "dose", "topical"):
        monkeypatch.setattr(f"charting.records.{module}.house_rules", lambda *_args: off)
    (told,) = of_rule(made, "ledger.off")
    assert told.what == "Calculators are off: line 3: no value"
    assert [f for f in findings(made.anaesthesia, CONTEXT) if f.rule.startswith("ledger.")] == [told]
    shares = [r for r in made.anaesthesia.worked_out(CONTEXT) if "share" in r.name]
    assert [r.with_unit() for r in shares] == ["not computable (rules off: line 3: no value)"]


def test_the_sum_is_spelled_out_for_a_pocket_calculator():
    made = visit(patient())
    made.anaesthesia.doses = [dose("10")]
    assert ledger_of(made, CONTEXT).sums() == (
        "lidocaine + adrenaline: 10 mL × 10 mg/mL = 100 mg; limit 7 mg/kg × 62 kg = 434 mg; 100 ÷ 434 = 0.2304",
        "Total: 0.2304 = 0.2304, 23 %",
    )


def test_saturation_after_prilocaine_is_said_where_it_was_measured():
    made = visit(patient())
    made.anaesthesia.topicals = [emla()]
    made.after = sheets.After()
    reaction = Reaction(spo2_pct=D(89))
    made.after.reactions = [reaction]
    assert [f.record_id for f in of_rule(made, "methb")] == [reaction.id]


def test_what_is_planned_is_told_from_what_was_given():
    visit = Visit(anaesthesia=Anaesthesia(doses=[Dose(volume_ml=D(3)), Dose(volume_ml=D(2)), Dose()]))
    sheet = visit.anaesthesia
    assert planned_note(visit) == "All of it is planned, none given yet."
    sheet.doses[0].given_at = NOON
    assert planned_note(visit) == "1 of 2 is planned, not given yet."
    sheet.doses[1].given_at = NOON
    assert planned_note(visit) == ""
    sheet.topicals.append(Topical(applied_g=D(9)))
    assert planned_note(visit) == "1 of 3 is planned, not given yet."
