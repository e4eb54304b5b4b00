"""Consent: statements, signatures, time to think, cover of the visit."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from charting.context import Context
from charting.findings import Level
from charting.records import sheets  # noqa: F401  every record, so that relationships resolve
from charting.records.anaesthesia import Anaesthesia
from charting.records.base import findings
from charting.records.consent import Consent, ConsentSignature, blank_statements
from charting.records.consent_checks import hours_to_think
from charting.records.dose import Dose
from charting.records.topical import Topical
from charting.records.visit import Visit
from charting.strokes import is_signature

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 20, 9, 41, tzinfo=ZONE)
CONTEXT = Context.at(NOW + timedelta(hours=1))
NAME = ((*((float(x), float(x % 7), 0.5, float(x)) for x in range(60)),),)


def signature(role, at=NOW, **more):
    return ConsentSignature(
        role=role, printed_name=f"Sample, {role}", signed_at=at, method="drawn", strokes=NAME, **more
    )


def complete(kind="M_PRP", **more):
    consent = Consent(
        visit=Visit(kind=kind, opened_at=NOW, started_at=NOW + timedelta(minutes=30)),
        basis="new",
        language="English",
        info_given_date=date(2026, 11, 6),
        procedure_set=("mn",) if kind == "MN" else ("m_prp", "blood_draw", "topical_anaesthetic"),
        blood_draw_ml=None if kind == "MN" else Decimal(54),
        prp_manufactured_by="Sample, Ben",
        prp_directed_by="Sample, Rosa",
        free_text_goals="My parting shows in photographs.",
        capacity_understand=True,
        capacity_retain=True,
        capacity_weigh=True,
        capacity_communicate=True,
        interpreter_used=False,
    )
    consent.statements = blank_statements(kind)
    for statement in consent.statements:
        statement.accepted = True
    consent.signatures = [signature("patient"), signature("clinician", NOW + timedelta(minutes=1))]
    for name, value in more.items():
        setattr(consent, name, value)
    return consent


def rules_of(consent, level=Level.MISSING):
    return [found for found in findings(consent, CONTEXT) if found.level >= level]


@pytest.mark.parametrize("kind", ["MN", "M_PRP"])
def test_a_complete_consent_has_nothing_that_blocks(kind):
    assert rules_of(complete(kind), Level.WARN) == []


def test_an_empty_consent_asks_for_everything_and_invents_nothing():
    found = rules_of(Consent())
    assert {"basis", "language", "free_text_goals", "statements", "signatures", "capacity_weigh"} <= {
        f.field for f in found
    }
    assert all(f.level == Level.MISSING for f in found)


def test_each_unanswered_statement_is_named_with_its_sentence():
    consent = complete()
    consent.statements[3].accepted = None
    [found] = rules_of(consent)
    assert (found.level, found.record_id) == (Level.MISSING, consent.statements[3].id)
    assert found.why == consent.statements[3].sentence


def test_a_statement_answered_no_stops():
    consent = complete()
    consent.statements[0].accepted = False
    assert [f.rule for f in rules_of(consent)] == ["consent-statement"]


def test_the_statements_of_needling_alone_never_mention_platelets_or_blood():
    sentences = " ".join(s.sentence for s in blank_statements("MN"))
    assert "PRP" not in sentences
    assert "blood" not in sentences
    assert len({s.statement_id for s in blank_statements("M_PRP")}) == len(blank_statements("M_PRP")) == 14
    assert blank_statements("review") == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"procedure_set": ("mn", "blood_draw")}, "consent-covers"),
        ({"procedure_set": ("m_prp",)}, "consent-covers"),
        ({"capacity_retain": False}, "consent-capacity"),
        ({"refused": True}, "consent-refused"),
    ],
)
def test_what_stops(change, rule):
    found = rules_of(complete(**change), Level.STOP)
    assert {f.rule for f in found} == {rule}
    assert all(f.next_step for f in found)


def test_a_signature_after_the_start_stops():
    consent = complete()
    consent.signatures[1].signed_at = consent.visit.started_at + timedelta(minutes=1)
    [found] = rules_of(consent)
    assert (found.level, found.rule, found.record_id) == (
        Level.STOP,
        "consent-before-start",
        consent.signatures[1].id,
    )


def test_a_statement_answered_after_the_start_stops():
    consent = complete()
    late = consent.statements[8]
    late.accepted_at = consent.visit.started_at + timedelta(minutes=10)
    [found] = rules_of(consent)
    assert (found.level, found.rule, found.record_id) == (Level.STOP, "consent-before-start", late.id)
    consent.basis = "paper"  # typed from a paper that was signed before
    assert rules_of(consent) == []


@pytest.mark.parametrize(
    ("agreed", "anaesthesia"),
    [
        ("topical_anaesthetic", Anaesthesia(topicals=[Topical()])),
        ("anaesthetic_injections", Anaesthesia(doses=[Dose()])),
        ("nitrous_oxide", Anaesthesia(nitrous_start_at=NOW)),
    ],
)
def test_what_numbed_or_sedated_was_agreed_to(agreed, anaesthesia):
    consent = complete()
    consent.visit.started_at = None
    consent.visit.anaesthesia = anaesthesia
    consent.procedure_set = tuple(set(consent.procedure_set) - {agreed})
    assert [f.rule for f in rules_of(consent, Level.STOP) if f.field == "procedure_set"] == ["consent-covers"]
    consent.procedure_set = (*consent.procedure_set, agreed)
    assert [f for f in rules_of(consent, Level.STOP) if f.field == "procedure_set"] == []


def test_named_people_sign_too():
    consent = complete(
        interpreter_used=True,
        interpreter_name="Sample, Ines",
        interpreter_mode="telephone",
        witness_name="Sample, Wim",
        guardian_name="Sample, Gil",
        guardian_relationship="mother",
        guardian_authority="birth certificate",
    )
    assert len(rules_of(consent)) == 3
    consent.signatures += [signature("interpreter"), signature("witness"), signature("guardian")]
    assert rules_of(consent) == []


def test_a_dot_is_no_signature():
    consent = complete()
    consent.signatures[0].strokes = (((5.0, 5.0, 1.0, 0.0),),)
    assert {f.level for f in rules_of(consent)} == {Level.MISSING, Level.STOP}
    consent.signatures[0].method = "wet"
    assert rules_of(consent) == []


def test_a_reconfirmed_consent_needs_the_change_and_a_signature_only():
    consent = complete(
        basis="reconfirmed", statements=[], free_text_goals=None, capacity_weigh=None, info_given_date=None
    )
    consent.signatures = [signature("patient")]
    assert {f.field for f in rules_of(consent)} == {"reconfirm_change", "confirms_consent_of"}
    consent.reconfirm_change, consent.confirms_consent_of = "nothing", date(2026, 5, 2)
    assert rules_of(consent, Level.WARN) == []
    consent.confirms_consent_of = date(2025, 11, 19)
    assert [f.rule for f in rules_of(consent)] == ["consent-expired"]


@pytest.mark.parametrize(
    ("given", "hours"),
    [(date(2026, 11, 20), 0), (date(2026, 11, 19), 9), (date(2026, 11, 18), 33), (date(2026, 11, 21), 0)],
)
def test_time_to_think_is_the_least_it_can_have_been(given, hours):
    assert hours_to_think(given, NOW) == hours


def test_consent_on_the_same_day_wants_a_reason_and_a_second_look():
    consent = complete(info_given_date=NOW.date())
    [unexplained] = rules_of(consent, Level.WARN)
    assert (unexplained.level, unexplained.field) == (Level.BLOCK, "same_day_reason")
    assert unexplained.what == "At least 0 h to think"
    consent.same_day_reason = "Lives abroad, decided a year ago"
    [explained] = rules_of(consent, Level.WARN)
    assert (explained.level, explained.field, explained.rule) == (Level.WARN, "info_given_date", "consent-reflection")
    [result] = consent.worked_out(CONTEXT)
    assert result.with_unit() == "0 h"
    consent.info_given_date = None
    [result] = consent.worked_out(CONTEXT)
    assert result.value is None
    assert result.missing


def test_the_state_is_worked_out():
    consent = complete()
    assert consent.status(CONTEXT) == "signed"
    assert consent.status(Context.at(NOW + timedelta(days=400))) == "expired"
    assert Consent().status(CONTEXT) == "draft"
    consent.withdrawn_at = NOW
    assert consent.status(CONTEXT) == "withdrawn"


@pytest.mark.parametrize(
    ("strokes", "real"),
    [
        (None, False),
        ((), False),
        (((1.0, 1.0, 1.0, 0.0),), False),
        ((tuple((1.0, 1.0, 1.0, float(t)) for t in range(50)),), False),
        ((((0.0, 0.0, 1.0, 0.0), (90.0, 0.0, 1.0, 9.0)),), False),
        (tuple(((float(x), 0.0), (float(x + 1), 0.0)) for x in range(200)), False),
        (NAME, True),
    ],
)
def test_what_counts_as_a_signature(strokes, real):
    assert is_signature(strokes) is real
