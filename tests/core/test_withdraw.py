"""Withdrawn consent: it stops what was not begun, stands in every version, and is never reconfirmed (3.4)."""

from datetime import timedelta

import pytest

from charting.actions.amend import begin_amendment
from charting.actions.sign import points
from charting.actions.visits import start_visit
from charting.actions.withdraw import withdraw_consent
from charting.errors import Known
from charting.findings import Level
from charting.records.dose import Dose
from charting.records.signed import SIGNED, signature_state
from tests.core.versions import CONTEXT, NOW, REASON, STROKES, new_clinic, new_course, owner, plain_visit, sign

WHAT = "Everything: no treatment today"


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = new_clinic(tmp_path_factory.mktemp("withdraw"))
    yield made
    made.close()


def consented(chart, course=None, at=NOW - timedelta(hours=1)):
    """A draft whose consent is signed and sealed; nothing was done yet."""
    visit = plain_visit(chart, course or new_course(chart), at=at)
    visit.started_at = visit.ended_at = None
    for signing in visit.consent.signatures:
        signing.signed_at, signing.strokes = at, STROKES
    chart.save(at, last=lambda: setattr(visit.consent, "signed_at", at))
    return visit


def withdraw(chart, visit, at=NOW, what=WHAT):
    withdraw_consent(chart, visit.consent, "Sample, Ada", what, owner(chart), "May come back any time", at)


def said(visit, rule="consent-withdrawn"):
    return [point.finding for point in points(visit, CONTEXT) if point.finding.rule == rule]


def test_who_what_when_and_who_was_told_are_kept_on_the_sealed_sheet(chart):
    visit = consented(chart)
    withdraw(chart, visit)
    consent = visit.consent
    assert (consent.withdrawn_at, consent.withdrawn_by, consent.withdrawn_what) == (NOW, "Sample, Ada", WHAT)
    assert (consent.withdrawal_received_by, consent.withdrawal_explained) == (
        "Dr Rowan Sample",
        "May come back any time",
    )
    assert consent.status(CONTEXT) == "withdrawn"
    assert not chart.differs()


def test_a_treatment_that_was_not_begun_is_stopped(chart):
    visit = consented(chart)
    withdraw(chart, visit)
    [finding] = said(visit)
    assert (finding.level, finding.why) == (Level.STOP, WHAT)


@pytest.mark.parametrize(("minutes", "level"), [(-5, Level.WARN), (0, Level.WARN), (5, Level.STOP)])
def test_what_was_begun_before_may_be_signed_and_nothing_after(chart, minutes, level):
    visit = consented(chart)
    visit.started_at = NOW - timedelta(minutes=30)
    visit.anaesthesia.doses.append(Dose(given_at=NOW + timedelta(minutes=minutes), position=0))
    withdraw(chart, visit)
    [finding] = said(visit)
    assert finding.level is level


@pytest.mark.parametrize("name", ["prp.draw_at", "needling.start_at", "application.injection_start_at"])
def test_every_part_of_the_treatment_needs_consent(chart, name):
    visit = consented(chart)
    sheet, field = name.split(".")
    setattr(getattr(visit, sheet), field, NOW + timedelta(minutes=1))
    withdraw(chart, visit)
    assert [finding.level for finding in said(visit)] == [Level.STOP]


def test_long_after_the_signature_it_changes_nothing_that_was_signed(chart, patch):
    visit = consented(chart)
    sign(chart, visit, patch)
    withdraw(chart, visit, NOW + timedelta(days=20), "No more sessions")
    assert signature_state(visit) == SIGNED
    assert [finding.level for finding in said(visit)] == [Level.WARN]


def test_it_stands_in_every_version_of_the_visit(chart, patch):
    visit = consented(chart)
    sign(chart, visit, patch)
    draft = begin_amendment(chart, visit, REASON, owner(chart), NOW)
    withdraw(chart, draft)
    assert visit.consent.withdrawn_at == draft.consent.withdrawn_at == NOW
    assert signature_state(visit) == SIGNED


def test_a_withdrawn_consent_is_not_reconfirmed(chart, patch):
    first = consented(chart, at=NOW - timedelta(days=20))
    withdraw(chart, first, NOW - timedelta(days=10))
    later = start_visit(chart, first.course, "M_PRP", owner(chart), NOW)
    later.consent.basis, later.consent.confirms_consent_of = "reconfirmed", (NOW - timedelta(days=20)).date()
    [finding] = said(later, "consent-withdrawn-before")
    assert finding.level is Level.STOP
    later.consent.confirms_consent_of = (NOW - timedelta(days=5)).date()
    assert said(later, "consent-withdrawn-before") == []


def test_it_is_withdrawn_once_and_in_words(chart):
    visit = consented(chart)
    for by, what in (("  ", WHAT), ("Sample, Ada", " ")):
        with pytest.raises(Known, match="Write down"):
            withdraw_consent(chart, visit.consent, by, what, owner(chart), "", NOW)
    assert visit.consent.withdrawn_at is None
    withdraw(chart, visit)
    with pytest.raises(Known, match="already"):
        withdraw(chart, visit)
    with pytest.raises(Known, match="not signed"):
        withdraw(chart, plain_visit(chart, visit.course))
