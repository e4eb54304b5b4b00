"""An accepted warning comes along into an amendment only where the very same warning stands at the very same place."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

import charting.actions.sign
from charting.actions.amend import begin_amendment
from charting.actions.decisions import accept, lapsed, leave_open, override, take_back
from charting.actions.marks import move
from charting.actions.sign import points, sign_visit
from charting.actions.trail_words import sentences
from charting.context import Context
from charting.findings import Level
from charting.output.decided import decided_of
from charting.records.audit_entry import audit_entry
from charting.records.carried_decisions import carried_from, version_decided_in
from charting.records.dose import Dose
from charting.records.signed import SIGNED, signature_state
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from tests.core.versions import (
    NOW,
    PASSWORD,
    REASON,
    STROKES,
    full_visit,
    new_clinic,
    new_course,
    new_patient,
    owner,
    proven,
)

LATER = NOW + timedelta(hours=2)
WHY = "seen, and the prescriber agreed to it"


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = new_clinic(tmp_path_factory.mktemp("carried"))
    yield made
    made.close()


def found_on(visit, *levels, at=LATER):
    context = Context.at(at, visit.opened_at.date(), visit.opened_at)
    return [point for point in points(visit, context) if point.finding.level in (levels or (Level.WARN,))]


@pytest.fixture
def first(chart, patch):
    """A signed visit of two equal doses, whose every warning was accepted and whose stops were overridden."""
    visit = full_visit(chart, new_course(chart))
    for position in (1, 2):
        visit.anaesthesia.doses.append(Dose(position=position, agent="lidocaine", volume_ml=Decimal(40)))
    visit.needling.zones[0].endpoint = None
    chart.save(NOW)
    for point in found_on(visit, at=NOW):
        accept(visit, point.finding, owner(chart), NOW)
    for point in found_on(visit, Level.BLOCK, at=NOW):
        override(visit, point.finding, WHY, proven(chart), NOW)
    for point in found_on(visit, Level.MISSING, at=NOW):
        if point.finding.may_stay_open:
            leave_open(visit, point.finding, WHY, proven(chart), NOW)
    return signed(chart, visit, patch, NOW)


def signed(chart, visit, patch, at=LATER):
    """Sign a visit with what was decided on it, whatever else is open."""
    held = [point for point in found_on(visit, *Level, at=at) if point.decision is not None]
    with patch.context() as within:
        within.setattr(charting.actions.sign, "points", lambda *_: held)
        sign_visit(chart, visit, proven(chart), STROKES, Context.at(at))
    return visit


def amended(chart, visit):
    return begin_amendment(chart, visit, REASON, owner(chart), LATER)


def place_of(point):
    finding = point.finding
    return finding.rule, finding.field, finding.what, finding.why, finding.inputs, finding.row


def test_what_was_accepted_at_a_sheet_is_accepted_in_the_amendment_too(chart, first):
    draft = amended(chart, first)
    carried = [point for point in found_on(draft) if point.decision is not None]
    assert len(carried) > 5
    assert {place_of(point) for point in carried} <= {place_of(point) for point in found_on(first)}
    for point in carried:
        assert not point.open
        assert carried_from(point.decision) in first.decisions
        assert version_decided_in(point.decision) == 1
        assert (point.decision.kind, point.decision.at, point.decision.by) == (
            "accepted",
            NOW,
            owner(chart).signature_line(),
        )
    assert [point.finding.what for point in found_on(draft) if point.open] == []


def test_stops_and_gaps_are_decided_on_again(chart, first):
    assert {one.kind for one in first.decisions} == {"accepted", "overridden", "left_open"}
    draft = amended(chart, first)
    assert {one.kind for one in draft.decisions} == {"accepted"}
    still = found_on(draft, Level.BLOCK, Level.STOP, Level.MISSING)
    assert still
    assert all(point.open for point in still)


def rows_with(draft):
    """The warnings of two equal doses, by the dose."""
    one, two = draft.anaesthesia.doses[1:3]
    return [[point for point in found_on(draft) if point.finding.record_id == dose.id] for dose in (one, two)]


def test_a_changed_row_is_asked_again_and_the_other_row_is_not(chart, first):
    draft = amended(chart, first)
    before = rows_with(draft)
    assert before[0]
    assert before[1]
    assert not any(point.open for point in (*before[0], *before[1]))
    draft.anaesthesia.doses[1].lot = "another lot"
    one, two = rows_with(draft)
    assert [point.finding for point in one] == [point.finding for point in before[0]], "the words are the same"
    assert all(point.open for point in one)
    assert not any(point.open for point in two)
    draft.anaesthesia.doses[1].lot = first.anaesthesia.doses[1].lot
    assert not any(point.open for point in rows_with(draft)[0])


def test_a_new_row_with_the_same_answers_is_asked_for_itself(chart, first):
    draft = amended(chart, first)
    again = Dose(position=9, agent="lidocaine", volume_ml=Decimal(40))
    draft.anaesthesia.doses.append(again)
    own = [point for point in found_on(draft) if point.finding.record_id == again.id]
    assert own
    assert all(point.open for point in own)


def test_a_warning_of_the_sheet_is_asked_again_once_one_of_its_rows_changed(chart, first):
    draft = amended(chart, first)
    sheet = draft.anaesthesia
    whole = [point for point in found_on(draft) if point.finding.record_id == sheet.id]
    assert whole
    assert not any(point.open for point in whole)
    sheet.doses[2].lot = "another lot"
    still = [point for point in found_on(draft) if point.finding.record_id == sheet.id]
    assert still
    assert all(point.open for point in still)
    assert any(not point.open for point in found_on(draft)), "other sheets keep theirs"


def test_nothing_comes_along_into_another_visit_or_another_chart(chart, first):
    other = full_visit(chart, first.course, at=NOW + timedelta(minutes=30))
    moved = move(chart, first, new_patient(chart, "Muster"), REASON, proven(chart), LATER)
    for visit in (other, moved):
        assert visit.decisions == []
        assert all(point.decision is None for point in found_on(visit))


def test_one_that_is_taken_back_stays_open_and_can_be_accepted_anew(chart, first):
    draft = amended(chart, first)
    point = next(point for point in found_on(draft) if not point.open)
    take_back(chart, draft, point.finding, owner(chart))
    chart.save(LATER)
    assert carried_from(accept(draft, point.finding, owner(chart), LATER)) is None
    chart.save(LATER)


def test_what_does_not_hold_any_more_is_not_signed(chart, first, patch):
    draft = amended(chart, first)
    gone = {point.decision.id for point in rows_with(draft)[0]}
    draft.anaesthesia.doses[1].lot = "another lot"
    held = [point for point in found_on(draft) if point.decision is not None]
    assert {one.id for one in lapsed(draft, [point.decision for point in held])} >= gone
    signed(chart, draft, patch)
    assert {one.id for one in draft.decisions} == {point.decision.id for point in held}
    assert not gone & {one.id for one in draft.decisions}
    assert signature_state(draft) == SIGNED


def test_the_third_version_names_the_first(chart, first, patch):
    second = signed(chart, amended(chart, first), patch)
    third = amended(chart, second)
    assert len(third.decisions) == len(second.decisions) > 5
    assert {version_decided_in(one) for one in third.decisions} == {1}
    assert {one.at for one in decided_of(second, [])} == {"14:02, in version 1"}


def test_the_trail_says_whose_decision_was_taken_over(chart, first):
    draft = amended(chart, first)
    rows = sa.select(audit_entry.c.verb, audit_entry.c.said).where(
        audit_entry.c.visit_id == draft.id, audit_entry.c.record == "decision"
    )
    told = [sentences("decision", verb, said)[0] for verb, said in chart.orm.execute(rows)]
    assert len(told) == len(draft.decisions)
    for words in told:
        assert words.startswith("took over from the version before: ")
        assert words.endswith("Accepted there by Dr Rowan Sample, MBBS, GMC 0000000")


def test_it_is_the_same_after_closing_and_opening(tmp_path, patch):
    chart = new_clinic(tmp_path)
    visit = full_visit(chart, new_course(chart))
    for point in found_on(visit, at=NOW):
        accept(visit, point.finding, owner(chart), NOW)
    signed(chart, visit, patch, NOW)
    draft = amended(chart, visit)
    kept = {one.id for one in draft.decisions}
    assert kept
    chart.close()
    again = ChartSession.open(tmp_path, PASSWORD)
    found = again.orm.get(Visit, draft.id)
    assert {point.decision.id for point in found_on(found) if point.decision is not None} == kept
    again.close()
