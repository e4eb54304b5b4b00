"""Voided, moved and replaced visits: they stay readable, and they count nowhere."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from charting.actions.amend import begin_amendment
from charting.actions.event_rates import rates
from charting.actions.marks import move, void
from charting.actions.patients import start_course
from charting.actions.sign import points
from charting.actions.visits import start_visit
from charting.context import Context
from charting.errors import Known
from charting.findings import Level
from charting.records.adverse import AdverseEvent
from charting.records.anaesthesia_ledger import ledger_of
from charting.records.audit_entry import audit_entry
from charting.records.base import findings
from charting.records.course_checks import last_judgement
from charting.records.dose import Dose
from charting.records.earlier import last_before
from charting.records.versions import others_in_force, versions_of
from charting.records.visit import Visit
from charting.records.visit_mark import MOVED, VOIDED
from charting.store.chart_session import ChartSession, NotSaved
from tests.core.versions import (
    CONTEXT,
    NOW,
    PASSWORD,
    REASON,
    full_visit,
    new_clinic,
    new_course,
    new_patient,
    owner,
    plain_visit,
    proven,
    sign,
    weigh,
)

BEFORE = NOW - timedelta(hours=3)
WRONG = "It was written in the wrong chart"
PEN = "(01)09506000134352(17)281231(10)LOT42A(21)S0001"


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = new_clinic(tmp_path_factory.mktemp("marks"))
    yield made
    made.close()


def telling(chart, course, patch):
    """A signed visit of this morning, with something in it for everybody who counts."""
    visit = plain_visit(chart, course, at=BEFORE)
    weigh(visit, 70)
    visit.needling.start_at = visit.application.injection_start_at = BEFORE
    visit.needling.device_name, visit.needling.udi_raw = "Sample Pen", PEN
    visit.anaesthesia.doses.append(
        Dose(agent="lidocaine", concentration_pct=Decimal(1), volume_ml=Decimal(5), given_at=BEFORE, position=0)
    )
    visit.screening.answers[0].answer = "no"
    visit.outcome.measurement_device, visit.outcome.gpa_score = "Scope A", "+1"
    visit.after.adverse_events.append(AdverseEvent(grade="1", position=0))
    sign(chart, visit, patch, BEFORE)
    return visit


def following(chart, course):
    """A draft of now, by which the counters are asked."""
    visit = start_visit(chart, course, "M_PRP", owner(chart), NOW)
    visit.needling.udi_raw, visit.outcome.measurement_device = PEN, "Scope B"
    chart.save(NOW)
    return visit


def rules(record):
    return {finding.rule or finding.field for finding in findings(record, CONTEXT)}


COUNTERS = {
    "ledger": lambda chart, visit: len(ledger_of(visit, CONTEXT).lines),
    "last needling": lambda chart, visit: last_before(visit, "MN"),
    "last PRP": lambda chart, visit: last_before(visit, "PRP"),
    "checklist before": lambda chart, visit: visit.screening.answers[0].last_time(),
    "same tool": lambda chart, visit: "measurement_device" in rules(visit.outcome),
    "single use": lambda chart, visit: "single-use" in rules(visit.needling),
    "judgement of the course": lambda chart, visit: last_judgement(visit.course, NOW.date())[0],
    "session number": lambda chart, visit: visit.session_number - 1,
    "sessions": lambda chart, visit: rates(chart).sessions,
    "events": lambda chart, visit: rates(chart).events,
    "weight": lambda chart, visit: visit.course.patient.latest_weight(NOW.date()),
    "others": lambda chart, visit: len(others_in_force(visit)),
}
NOTHING = (0, None, "", False)


def voided(chart, visit, patch):
    void(chart, visit, WRONG, proven(chart), NOW)


def moved(chart, visit, patch):
    other = new_course(chart, "Other").patient
    void(chart, move(chart, visit, other, WRONG, proven(chart), NOW), "Not theirs either, it seems", proven(chart), NOW)


def replaced(chart, visit, patch):
    """Amended by a version in which none of it is said any more."""
    draft = begin_amendment(chart, visit, REASON, owner(chart), NOW)
    for name in ("needling", "application", "anaesthesia", "screening", "outcome", "after", "assessment"):
        setattr(draft, name, None)
    draft.kind = "review"
    sign(chart, draft, patch)


@pytest.mark.parametrize("name", COUNTERS)
def test_a_signed_visit_counts_everywhere(tmp_path_factory, patch, name):
    chart = _counting(tmp_path_factory, patch)
    assert COUNTERS[name](*chart) not in NOTHING


@pytest.mark.parametrize("out_of_force", [voided, moved, replaced], ids=lambda deed: deed.__name__)
def test_a_visit_out_of_force_counts_nowhere(tmp_path, patch, out_of_force):
    chart = new_clinic(tmp_path)
    course = new_course(chart)
    visit = telling(chart, course, patch)
    out_of_force(chart, visit, patch)
    asked = following(chart, course)
    still = {name: found for name, counted in COUNTERS.items() if (found := counted(chart, asked)) not in NOTHING}
    chart.close()
    allowed = {"others", "same tool"} if out_of_force is replaced else set()
    assert set(still) <= allowed, still


_ASKED = {}


def _counting(tmp_path_factory, patch):
    if not _ASKED:
        chart = new_clinic(tmp_path_factory.mktemp("counting"))
        course = new_course(chart)
        telling(chart, course, patch)
        _ASKED["it"] = chart, following(chart, course)
    return _ASKED["it"]


def test_the_draft_of_an_amendment_does_not_see_its_own_original(chart, patch):
    visit = telling(chart, new_course(chart), patch)
    draft = begin_amendment(chart, visit, REASON, owner(chart), NOW)
    assert others_in_force(draft) == others_in_force(visit) == []
    assert len(ledger_of(draft, CONTEXT).lines) == len(ledger_of(visit, CONTEXT).lines) == 1
    assert last_before(draft, "MN") is None
    assert "single-use" not in rules(draft.needling)


def test_the_draft_of_an_amendment_counts_for_nobody_before_it_is_signed(chart, patch):
    course = new_course(chart)
    visit = telling(chart, course, patch)
    draft = begin_amendment(chart, visit, REASON, owner(chart), NOW)
    draft.anaesthesia.doses[0].volume_ml = Decimal(2)
    asked = following(chart, course)
    assert asked.session_number == 2
    assert others_in_force(asked) == [visit]
    [line] = ledger_of(asked, CONTEXT).lines
    assert line.known_mg == 50
    sign(chart, draft, patch)
    assert others_in_force(asked) == [draft]
    [line] = ledger_of(asked, CONTEXT).lines
    assert line.known_mg == 20


def weights(patient):
    return [weight.weight_kg for weight in patient.weights]


def test_a_corrected_weight_takes_the_place_of_the_wrong_one(chart, patch):
    course = new_course(chart)
    visit = telling(chart, course, patch)
    assert weights(course.patient) == [70]
    draft = begin_amendment(chart, visit, REASON, owner(chart), NOW)
    weigh(draft, 80)
    sign(chart, draft, patch)
    assert weights(course.patient) == [80]
    again = begin_amendment(chart, draft, REASON, owner(chart), NOW)
    sign(chart, again, patch)
    assert weights(course.patient) == [80]


def test_an_older_weight_stays_when_a_visit_goes(chart, patch):
    course = new_course(chart)
    first = telling(chart, course, patch)
    later = start_visit(chart, course, "M_PRP", owner(chart), NOW + timedelta(days=10))
    assert later.assessment.weight_kg == 70
    sign(chart, later, patch, NOW + timedelta(days=10))
    void(chart, later, WRONG, proven(chart), NOW)
    assert weights(course.patient) == [70]
    void(chart, first, WRONG, proven(chart), NOW)
    assert weights(course.patient) == []


def test_a_voided_visit_keeps_everything_and_says_who_when_and_why(chart, patch):
    visit = telling(chart, new_course(chart), patch)
    mark = void(chart, visit, WRONG, proven(chart), NOW)
    assert (mark.kind, mark.reason, mark.at) == (VOIDED, WRONG, NOW)
    assert mark.by == "Dr Rowan Sample, MBBS, GMC 0000000"
    assert visit.signed_at == BEFORE
    assert visit.needling.device_name == "Sample Pen"
    assert not visit.in_force
    verbs = sa.select(audit_entry.c.verb).where(audit_entry.c.record_id == mark.id)
    assert chart.orm.execute(verbs).scalars().all() == ["voided"]


def test_a_moved_visit_becomes_a_draft_of_the_right_patient(chart, patch):
    course, right = new_course(chart), new_course(chart, "Right")
    visit = full_visit(chart, course)
    chart.save(NOW, last=lambda: setattr(visit.consent, "signed_at", NOW))
    sign(chart, visit, patch)
    draft = move(chart, visit, right.patient, WRONG, proven(chart), NOW)
    [mark] = visit.marks
    assert (mark.kind, mark.reason, mark.to_visit_id) == (MOVED, WRONG, draft.id)
    assert (draft.course, draft.moved_from, draft.signed_at) == (right, visit, None)
    assert (draft.opened_at, draft.kind, draft.note) == (visit.opened_at, visit.kind, visit.note)
    assert draft.needling.zones[0].depth_mm == visit.needling.zones[0].depth_mm
    assert (visit.consent.signed_at, draft.consent.signed_at) == (NOW, None)
    assert (visit.in_force, draft.in_force) == (False, True)
    assert versions_of(draft) == [draft]
    assert right.patient.weights == []
    assert right.patient.allergies == []
    verbs = sa.select(audit_entry.c.verb).where(audit_entry.c.record_id == mark.id)
    assert chart.orm.execute(verbs).scalars().all() == ["moved"]


def test_what_was_moved_is_read_again_before_it_is_signed(chart, patch):
    visit = full_visit(chart, new_course(chart))
    sign(chart, visit, patch)
    draft = move(chart, visit, new_course(chart, "Right").patient, WRONG, proven(chart), NOW)
    asked = {point.finding.rule: point for point in points(draft, CONTEXT)}
    for rule in ("moved-done", "moved-blood"):
        assert asked[rule].finding.level is Level.WARN
        assert asked[rule].open
    sign(chart, draft, patch)
    assert not {finding.rule for finding in findings(draft, CONTEXT)} & {"moved-done", "moved-blood"}


@pytest.mark.parametrize(("kind", "modality"), [("MN", "MN"), ("review", None)])
def test_a_course_is_started_where_there_is_none_of_that_kind(chart, patch, kind, modality):
    visit = plain_visit(chart, new_course(chart, modality="MN"), kind)
    patient = new_patient(chart, "Right") if kind == "review" else new_course(chart, "Right", "M_PRP").patient
    before = list(patient.courses)
    draft = move(chart, visit, patient, WRONG, proven(chart), NOW)
    assert patient.courses == [*before, draft.course]
    assert (draft.course.modality, draft.course.started_on, draft.session_number) == (modality, NOW.date(), 1)


def test_sessions_are_numbered_anew_in_the_right_course(chart, patch):
    right = new_course(chart, "Right")
    plain_visit(chart, right, at=NOW - timedelta(days=28))
    visit = plain_visit(chart, new_course(chart))
    assert move(chart, visit, right, WRONG, proven(chart), NOW).session_number == 2


def test_what_is_out_of_force_is_left_alone(chart, patch):
    course = new_course(chart)
    visit = telling(chart, course, patch)
    with pytest.raises(Known, match="at least 15"):
        void(chart, visit, "oops", proven(chart), NOW)
    with pytest.raises(Known, match="chart of that patient already"):
        move(chart, visit, start_course(chart, course.patient, "MN", NOW.date()), WRONG, proven(chart), NOW)
    draft = begin_amendment(chart, visit, REASON, owner(chart), NOW)
    with pytest.raises(Known, match="Void that draft first"):
        void(chart, visit, WRONG, proven(chart), NOW)
    sign(chart, draft, patch)
    with pytest.raises(Known, match="Version 2 took its place"):
        void(chart, visit, WRONG, proven(chart), NOW)
    void(chart, draft, WRONG, proven(chart), NOW)
    assert others_in_force(following(chart, course)) == []
    for deed in (void, moved_to_somebody):
        with pytest.raises(Known, match="out of force already"):
            deed(chart, draft, WRONG, proven(chart), NOW)


def moved_to_somebody(chart, visit, *rest):
    return move(chart, visit, new_course(chart, "Somebody").patient, *rest)


@pytest.mark.parametrize("deed", [void, moved_to_somebody])
def test_a_draft_out_of_force_is_never_signed(chart, deed):
    visit = plain_visit(chart, new_course(chart))
    deed(chart, visit, WRONG, proven(chart), NOW)
    assert "visit-mark" in {point.finding.rule for point in points(visit, CONTEXT) if point.finding.level is Level.STOP}


def test_who_may_not_sign_takes_nothing_out_of_force(chart, monkeypatch):
    visit = plain_visit(chart, new_course(chart))
    monkeypatch.setattr(type(owner(chart)), "acting_role", "assistant")
    with pytest.raises(Known, match="may not"):
        void(chart, visit, WRONG, proven(chart), NOW)
    assert visit.in_force


@pytest.mark.parametrize("deed", ["void", "move"])
def test_a_full_disk_leaves_the_visit_where_it_was(tmp_path, patch, deed):
    chart = new_clinic(tmp_path)
    course, right = new_course(chart), new_course(chart, "Right", "MN")
    visit = telling(chart, course, patch)

    def refuse(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO visit_mark"):
            raise sa.exc.OperationalError(statement, None, Exception("database or disk is full"))

    sa.event.listen(chart.orm.get_bind(), "before_cursor_execute", refuse)
    with pytest.raises(NotSaved):
        if deed == "void":
            void(chart, visit, WRONG, proven(chart), NOW)
        else:
            move(chart, visit, right.patient, WRONG, proven(chart), NOW)
    sa.event.remove(chart.orm.get_bind(), "before_cursor_execute", refuse)
    chart.save(NOW)
    assert (visit.marks, visit.in_force, weights(course.patient)) == ([], True, [70])
    assert (right.patient.courses, list(chart.orm.new)) == ([right], [])
    chart.close()
    again = ChartSession.open(tmp_path, PASSWORD)
    found = again.orm.get(Visit, visit.id)
    assert (found.marks, weights(found.course.patient), len(found.course.visits)) == ([], [70], 1)
    assert again.orm.scalar(sa.select(sa.func.count(Visit.id))) == 1
    again.close()


def test_moved_away_and_opened_again_it_is_the_same(tmp_path, patch):
    chart = new_clinic(tmp_path)
    visit = telling(chart, new_course(chart), patch)
    draft = move(chart, visit, new_course(chart, "Right").patient, WRONG, proven(chart), NOW)
    chart.close()
    again = ChartSession.open(tmp_path, PASSWORD)
    old, new = again.orm.get(Visit, visit.id), again.orm.get(Visit, draft.id)
    assert (old.in_force, new.in_force, new.moved_from) == (False, True, old)
    assert Context.at(NOW).now == old.marks[0].at
    again.close()
