"""Post-procedure: reactions, leaving, adverse events."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from charting.context import Context
from charting.findings import Level
from charting.records import sheets  # noqa: F401  every record, so that relationships resolve
from charting.records.adverse import TERMS, USUAL_GRADES, AdverseEvent
from charting.records.after import After, Reaction
from charting.records.anaesthesia import Anaesthesia
from charting.records.base import findings
from charting.records.dose import Dose
from charting.records.visit import Visit

NOW = datetime(2026, 11, 20, 11, 15, tzinfo=timezone(timedelta(0)))
CONTEXT = Context.at(NOW + timedelta(hours=1))


def reaction(moment, **more):
    calm = {"erythema": "2", "bleeding": "1", "neuro": "0", "pain_nrs": Decimal(2)}
    return Reaction(moment=moment, taken_at=NOW, **{**calm, **more})


def leaving(visit=None, **more):
    after = After(
        visit=visit,
        reactions=[reaction("end"), reaction("leaving")],
        fit_to_leave=True,
        aftercare_given=True,
        aftercare_version="1.0",
        aftercare_given_at=NOW,
        aftercare_explained_by="Sample, Ben",
        contact_given=True,
        call_due=date(2026, 11, 22),
    )
    for name, value in more.items():
        setattr(after, name, value)
    return after


def levels(record, level=Level.WARN):
    return [(f.level, f.rule or f.field) for f in findings(record, CONTEXT) if f.level >= level]


def test_a_calm_patient_may_leave():
    assert levels(leaving()) == []


def test_a_review_asks_nothing_of_a_procedure():
    assert findings(After(visit=Visit(kind="review", opened_at=NOW)), CONTEXT) == []


def test_reactions_are_scored_before_leaving():
    assert (Level.MISSING, "reactions") in levels(leaving(reactions=[reaction("end")]))


@pytest.mark.parametrize("scores", [{"erythema": "3"}, {"bleeding": "2"}, {"neuro": "1"}, {"pain_nrs": Decimal(7)}])
def test_each_condition_of_leaving_is_held(scores):
    after = leaving(reactions=[reaction("end"), reaction("leaving", **scores)])
    assert (Level.STOP, "fit-to-leave") in levels(after)


def test_what_nobody_scored_is_not_taken_for_well():
    after = leaving(reactions=[reaction("end"), reaction("leaving", neuro=None)])
    assert levels(after) == [(Level.MISSING, "neuro")]


def test_bleeding_beyond_ten_minutes_stops_until_reviewed():
    after = leaving(reactions=[reaction("end", bleeding="3"), reaction("leaving")])
    assert levels(after) == [(Level.STOP, "bleeding-review")]
    after.discharge_reviewed_by = "Sample, Rosa"
    assert levels(after) == []


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (None, [(Level.MISSING, "observation_min_after_last_la")]),
        (Decimal(29), [(Level.STOP, "observation-after-anaesthetic")]),
        (Decimal(30), []),
    ],
)
def test_after_an_injected_anaesthetic_the_patient_is_watched(minutes, found):
    visit = Visit(kind="MN", opened_at=NOW)
    visit.anaesthesia = Anaesthesia(doses=[Dose()], observation_min_after_last_la=minutes)
    assert levels(leaving(visit)) == found


def test_minutes_written_down_do_not_outweigh_the_times():
    """Typing 35 does not make 7 minutes long enough, and the contradiction stops by itself."""
    visit = Visit(kind="MN", opened_at=NOW)
    visit.anaesthesia = Anaesthesia(doses=[Dose(given_at=NOW)], observation_min_after_last_la=Decimal(35))
    rules = {rule for level, rule in levels(leaving(visit, left_at=NOW + timedelta(minutes=7))) if level is Level.STOP}
    assert rules == {"observation-after-anaesthetic", "observation-as-timed"}
    assert levels(leaving(visit, left_at=NOW + timedelta(minutes=36))) == []


def test_nobody_leaves_before_the_end():
    visit = Visit(kind="MN", opened_at=NOW, ended_at=NOW + timedelta(minutes=30))
    assert levels(leaving(visit, left_at=NOW + timedelta(minutes=29))) == [(Level.STOP, "left-before-end")]
    assert levels(leaving(visit, left_at=NOW + timedelta(minutes=30))) == []


def test_the_next_session_is_on_a_later_day():
    visit = Visit(kind="MN", opened_at=NOW)
    assert levels(leaving(visit, next_session_on=NOW + timedelta(hours=2))) == [(Level.STOP, "next-session-ahead")]
    assert levels(leaving(visit, next_session_on=NOW + timedelta(days=28))) == []


def test_after_gas_nobody_leaves_alone():
    visit = Visit(kind="MN", opened_at=NOW, anaesthesia=Anaesthesia(nitrous_start_at=NOW))
    after = leaving(visit)
    assert levels(after) == [(Level.MISSING, "escort")]
    after.escort = False
    assert levels(after) == [(Level.STOP, "fit-to-leave")]


@pytest.mark.parametrize(
    ("scores", "fields"),
    [
        ({"erythema": "3"}, {"erythema"}),
        ({"oedema": "3"}, {"oedema"}),
        ({"allergic": "2"}, {"allergic"}),
        ({"neuro": "2"}, {"neuro"}),
        ({"pain_nrs": Decimal(7)}, {"pain_nrs"}),
        ({"pain_nrs": Decimal(6), "allergic": "1", "vasovagal": "1", "oedema": "2"}, set()),
        ({"vasovagal": "2"}, {"vasovagal", "bp_systolic_mmhg", "bp_diastolic_mmhg"}),
    ],
)
def test_scores_that_deserve_a_look(scores, fields):
    assert {f.field for f in findings(reaction("end", **scores), CONTEXT)} == fields


def test_a_faint_is_also_an_adverse_event():
    faint = reaction("end", vasovagal="3", bp_systolic_mmhg=Decimal(100), bp_diastolic_mmhg=Decimal(60))
    after = leaving(reactions=[faint, reaction("leaving")])
    assert (Level.WARN, "event-of-reaction") in levels(after)
    after.adverse_events = [AdverseEvent(term="syncope", grade="3", onset_at=NOW)]
    assert (Level.WARN, "event-of-reaction") not in levels(after)


def test_the_call_is_due_within_three_days():
    assert levels(leaving(call_due=date(2026, 11, 24))) == [(Level.WARN, "call-in-time")]
    assert levels(leaving(call_due=None)) == []


def test_bleeding_is_unknown_until_somebody_scored_it():
    assert After().bled() is None
    assert After(reactions=[reaction("end", bleeding="0")]).bled() is False
    assert leaving().bled() is True


@pytest.mark.parametrize(
    ("term", "grade", "more", "rules"),
    [
        ("pain", "1", {}, []),
        ("infection", "3", {}, ["adverse-reportable", "adverse-candour"]),
        ("infection", "2", {}, ["adverse-report-ask"]),
        ("infection", "2", {"seriousness": "serious"}, ["adverse-report-outside"]),
        ("infection", "2", {"seriousness": "not_serious", "from_device": False}, []),
        ("wrong_blood", "1", {}, ["adverse-reportable", "adverse-candour"]),
        ("last", "3", {}, ["adverse-reportable", "adverse-candour"]),
        ("scar", "2", {"from_device": True}, ["adverse-report-outside"]),
        ("scar", "2", {}, ["adverse-report-ask"]),
    ],
)
def test_reportable_events(term, grade, more, rules):
    event = AdverseEvent(term=term, grade=grade, onset_at=NOW, **more)
    said = [f for f in findings(event, CONTEXT) if f.rule.startswith("adverse-re") or f.rule == "adverse-candour"]
    assert [f.rule for f in said] == rules
    assert all(f.inputs for f in said)
    event.reported_externally = ("none",)
    assert [f.rule for f in findings(event, CONTEXT) if f.rule in rules] == rules
    event.reported_externally = ("yellow_card",)
    left = [f.rule for f in findings(event, CONTEXT) if f.rule.startswith("adverse-re")]
    assert left == []


def test_a_report_says_whom_to_tell():
    [due] = [
        f for f in findings(AdverseEvent(term="anaphylaxis", grade="4", onset_at=NOW), CONTEXT) if f.level >= Level.WARN
    ]
    assert "MHRA Yellow Card" in due.next_step


def test_an_event_is_not_over_before_it_began_and_death_is_grade_5():
    event = AdverseEvent(term="pain", grade="1", onset_at=NOW, resolved_at=NOW - timedelta(hours=1), outcome="fatal")
    assert [rule for _level, rule in levels(event)] == ["adverse-times", "adverse-fatal"]


def test_every_term_but_other_has_its_usual_grades():
    assert set(USUAL_GRADES) == {choice.code for choice in TERMS} - {"other"}
