"""The first section of the chart summary: what was decided, in the words that were decided on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from charting.findings import Finding, Level
from charting.output.documents import build
from charting.output.gathering import decided_of
from charting.output.proof import read_back, says
from charting.records.decision import Decision, fingerprint
from tests.core.test_documents import NOW, empty_visit, full_visit, paper_of, sign

WARNING = Finding(Level.WARN, "Weight is 120 days old", why="older than 90 days", rule="weight.stale")
STOP = Finding(Level.BLOCK, "Dose would reach 112 % of the limit", why="limit 200 mg", rule="ledger.total")
REASON = "Second assessor agreed, slow absorption"


def decided(visit, finding, kind, reason=None, minutes=0):
    visit.decisions.append(
        Decision(
            kind=kind,
            rule=finding.rule,
            fingerprint=fingerprint(finding),
            what=finding.what,
            why=finding.why,
            reason=reason,
            by="Dr Rosa Marlow, GMC 0000000",
            at=NOW + timedelta(minutes=minutes),
        )
    )


def signed(visit):
    """Sign a visit as the action does, with the rules it was judged by."""
    sign(visit)
    visit.visit_signature.rules_then = {"profile": "UK"}


def text_of(visit):
    return "\n".join(read_back(build("chart_summary", paper_of(visit))))


@pytest.fixture
def visit():
    made = full_visit()
    decided(made, WARNING, "accepted")
    decided(made, STOP, "overridden", REASON, minutes=5)
    return made


def test_a_signed_visit_prints_its_decisions_as_kept_the_overridden_first(visit):
    signed(visit)
    text = text_of(visit)
    for said in ("OVERRIDDEN", STOP.what, f"“{REASON}”", "Dr Rosa Marlow, GMC 0000000", "11:47", "Accepted"):
        assert says(text, said)
    assert not says(text, "ledger.total")
    assert text.index(STOP.what[:20]) < text.index(WARNING.what[:20])
    assert says(text, "1 overridden stop, 1 accepted warning")
    assert not says(text, "Warning, open")


def test_a_signed_visit_is_not_judged_again(visit):
    signed(visit)
    assert paper_of(visit).findings == ()


def test_a_draft_prints_only_decisions_that_still_hold(visit):
    changed = replace(STOP, inputs=(("weight", "70 kg"),))
    assert [one.what for one in decided_of(visit, [WARNING, changed])] == [WARNING.what]
    assert [one.kind for one in decided_of(visit, [WARNING, STOP])] == ["overridden", "accepted"]


def test_what_is_open_on_a_draft_is_marked_as_open():
    visit = empty_visit()
    visit.after.fit_to_leave = False
    text = text_of(visit)
    assert says(text, "Warning, open")
    assert says(text, "0 overridden stops, 0 accepted warnings")


def test_nothing_to_decide_is_said_in_words():
    visit = full_visit()
    signed(visit)
    assert says(text_of(visit), "Nothing in this visit stopped it or asked for a second look.")
