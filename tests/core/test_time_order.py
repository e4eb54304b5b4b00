"""No time of a visit stands before one it cannot be before, and none ahead of the clock, without being said."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from charting.context import Context
from charting.dates import parse_moment, show_time
from charting.fields import fields_of, lines_of
from charting.findings import Finding, Level
from charting.kinds import Moment
from charting.records.after import After, Reaction
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.base import findings, slot_of
from charting.records.dose import Dose
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.sheets import SHEETS
from charting.records.spin import Spin
from charting.records.time_order import LEFT, ORDERS, READY, SPIN_UNTIL, times_in_order
from charting.records.topical import Topical
from charting.records.visit import Visit

EVENING = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PAIRS = [(order, first) for order in ORDERS for first in order.first]
NOT_ORDERED = {
    ("Anaesthesia", "paracetamol_at"): "often taken at home before the visit, or on the way out",
    ("Prp", "label_read_back_at"): "the label may be read back at any time before the draw or the syringe",
    ("Prp", "discarded_at"): "blood is discarded when the room is cleared, also after the patient left",
    ("After", "aftercare_given_at"): "the sheet may be sent on",
    ("After", "next_session_on"): "planned",
    ("After", "assessment_on"): "planned",
    ("AdverseEvent", "onset_at"): "may begin at home; its own rule orders its times",
    ("AdverseEvent", "reported_at"): "as above",
    ("AdverseEvent", "resolved_at"): "as above",
    ("RescueEntry", "at"): "an emergency may follow the patient out of the door",
    ("Screening", "anticoagulant_last_dose_at"): "told of the time before",
    ("Screening", "nsaid_last_dose_at"): "told of the time before",
    ("Consent", "withdrawn_at"): "at any time",
    ("ConsentStatement", "accepted_at"): "consent has its own rule, before anything that numbs",
    ("ConsentSignature", "signed_at"): "as above",
    ("PhotoSignature", "signed_at"): "photographs are agreed to before, or at a review",
    ("Photograph", "taken_at"): "a camera's clock, and pictures of another day",
}
"""Times that are in no order with others, and why."""


def whole_visit(opened=EVENING):
    """A visit with one of everything that has a time, two spins, and no time yet."""
    return Visit(
        kind="M_PRP",
        opened_at=opened,
        anaesthesia=Anaesthesia(topicals=[Topical()], doses=[Dose()]),
        prp=Prp(spins=[Spin(), Spin()]),
        needling=Needling(zones=[NeedledZone(zone="vertex")]),
        application=Application(),
        after=After(reactions=[Reaction(moment="leaving")]),
    )


def record_of(visit, time, *, last=False):
    sheet = getattr(visit, time.sheet) if time.sheet else visit
    return getattr(sheet, time.rows)[-1 if last else 0] if time.rows else sheet


def apart(order, first, before, after, opened=EVENING):
    """Findings of the order where `first` was at `after` and what has to follow it at `before`."""
    visit = whole_visit(opened)
    then = record_of(visit, order.then, last=order.rows == "earlier")
    setattr(record_of(visit, first), first.field, after)
    setattr(then, order.then.field, before)
    context = Context.at(after + timedelta(hours=1), visit.opened_at.date())
    said = [f for f in findings(then, context) if f.rule == order.rule and f.field == order.then.field]
    return then, said


def name_of(pair):
    order, first = pair
    return f"{first.sheet}.{first.field}-{order.then.sheet}.{order.then.field}"


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
class TestEveryPair:
    def test_the_wrong_way_round_is_said_at_the_field_with_both_times(self, pair):
        before, after = NOON, NOON + timedelta(minutes=5)
        then, said = apart(*pair, before, after, NOON)
        [found] = said
        assert (found.level, found.record_id, found.field) == (pair[0].level, then.id, pair[0].then.field)
        assert show_time(before) in found.what
        assert show_time(after) in found.what
        assert found.next_step
        assert found.level >= Level.BLOCK

    def test_the_wrong_way_round_across_midnight_is_said(self, pair):
        before, after = datetime(2026, 11, 21, 23, 58, tzinfo=UTC), datetime(2026, 11, 22, 0, 3, tzinfo=UTC)
        _then, [found] = apart(*pair, before, after)
        assert "23:58" in found.what
        assert "00:03" in found.what

    def test_the_right_way_round_says_nothing(self, pair):
        after, before = datetime(2026, 11, 21, 23, 58, tzinfo=UTC), datetime(2026, 11, 22, 0, 3, tzinfo=UTC)
        assert apart(*pair, before, after)[1] == []

    def test_equal_minutes_are_fine(self, pair):
        assert apart(*pair, NOON, NOON + timedelta(seconds=40), NOON)[1] == []

    def test_real_time_counts_when_clocks_are_put_back(self, pair):
        summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
        earlier = datetime(2026, 10, 25, 2, 50, tzinfo=summer)
        later = datetime(2026, 10, 25, 2, 10, tzinfo=winter)
        assert apart(*pair, later, earlier, earlier)[1] == []
        assert len(apart(*pair, earlier, later, earlier)[1]) == 1


def test_a_whole_day_apart_the_sentence_names_the_days():
    order = next(one for one in ORDERS if one.then is READY and SPIN_UNTIL in one.first)
    after = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
    _then, [found] = apart(order, SPIN_UNTIL, datetime(2026, 11, 21, 23, 58, tzinfo=UTC), after)
    assert found.what == "PRP was ready 23:58, but spin 1 ended 22-Nov-2026 23:59"


def test_every_time_is_ordered_or_says_why_not():
    times = {time for order in ORDERS for time in (*order.first, order.then)}
    ordered = {(_model(time.sheet, time.rows).__name__, time.field) for time in times}
    assert {(model.__name__, declared.name) for model, declared in moments()} == ordered | set(NOT_ORDERED)
    assert not ordered & set(NOT_ORDERED)


def _model(sheet, rows):
    model = {slot_of(one): one for one in SHEETS}[sheet] if sheet else Visit
    return getattr(model, rows).property.mapper.class_ if rows else model


@pytest.mark.parametrize(
    "then", list(dict.fromkeys(order.then for order in ORDERS)), ids=lambda time: f"{time.sheet}.{time.field}"
)
def test_every_record_whose_time_has_to_follow_looks(then):
    assert times_in_order in _model(then.sheet, then.rows).checks


def new_users_visit():
    """The sequence that a new user signed: PRP ready and given before the spin had ended."""
    at = datetime(2026, 11, 21, 23, 50, tzinfo=UTC)
    visit = whole_visit()
    visit.prp.draw_at = at
    visit.prp.spins[0].started_at, visit.prp.spins[0].ended_at = (at + timedelta(minutes=m) for m in (4, 13))
    visit.prp.prp_ready_at = at + timedelta(minutes=8)
    visit.application.injection_start_at = at + timedelta(minutes=10)
    return visit, Context.at(at + timedelta(minutes=30), date(2026, 11, 21))


def test_what_a_new_user_signed_is_said_on_both_sheets():
    visit, context = new_users_visit()
    [ready] = [f for f in findings(visit.prp, context) if f.rule == "prp-spun-first"]
    assert ready.what == "PRP was ready 23:58, but spin 1 ended 00:03"
    assert ready.next_step == "Put the time right that is wrong."
    [given] = [f for f in findings(visit.application, context) if f.rule == "prp-spun-first"]
    assert given.what == "PRP was first given 00:00, but spin 1 ended 00:03"
    assert (given.record_id, given.field) == (visit.application.id, "injection_start_at")


def test_of_one_time_the_gravest_is_said_and_of_many_earlier_ones_the_latest():
    visit, context = new_users_visit()
    visit.prp.prp_ready_at = EVENING
    order = {"prp-times", "prp-spun-first"}
    assert [f.rule for f in findings(visit.prp, context) if f.rule in order] == ["prp-times"]
    visit.after.left_at = EVENING
    [left] = [f for f in findings(visit.after, context) if f.field == LEFT.field]
    assert left.what == "The patient left 23:40, but spin 1 ended 00:03"


def test_a_score_of_another_time_may_be_later():
    visit = whole_visit(NOON)
    visit.after.left_at = NOON
    visit.after.reactions = [Reaction(moment="other", taken_at=NOON + timedelta(hours=3))]
    context = Context.at(NOON + timedelta(hours=4))
    assert [f for f in findings(visit.after, context) if f.field == "left_at"] == []


def test_prp_ready_under_a_spin_that_nobody_ended_is_a_warning_at_the_field():
    visit, context = new_users_visit()
    visit.prp.spins[0].ended_at = None
    [found] = [f for f in findings(visit.prp, context) if f.rule == "prp-spin-on"]
    assert (found.level, found.field) == (Level.WARN, "prp_ready_at")
    assert found.what == "PRP was ready 23:58, but spin 1 has no end"
    visit.prp.prp_ready_at = None
    assert [f for f in findings(visit.prp, context) if f.rule == "prp-spin-on"] == []


def test_who_is_not_fit_to_leave_does_not_leave_without_a_reason():
    visit = whole_visit(NOON)
    context = Context.at(NOON + timedelta(hours=1))
    visit.after.left_at = NOON

    def said() -> list[Finding]:
        return [f for f in findings(visit.after, context) if f.rule == "left-not-fit"]

    assert said() == []  # not answered is not no
    visit.after.fit_to_leave = True
    assert said() == []
    visit.after.fit_to_leave = False
    [found] = said()
    assert (found.level, found.field, found.record_id) == (Level.BLOCK, "left_at", visit.after.id)
    assert found.what == "The patient left 12:00, but is not fit to leave"


def moments():
    """Every time that is typed or tapped anywhere in a visit."""
    models = [Visit, *SHEETS]
    models += [getattr(sheet, line).property.mapper.class_ for sheet in SHEETS for line in lines_of(sheet)]
    return [(m, f) for m in models for f in fields_of(m).values() if isinstance(f, Moment)]


@pytest.mark.parametrize("place", moments(), ids=lambda place: f"{place[0].__name__}.{place[1].name}")
def test_a_time_ahead_of_the_clock_is_said_unless_it_is_planned(place):
    model, declared = place
    context = Context.at(NOON)
    minute = timedelta(minutes=1)
    assert list(declared.ahead(NOON + minute, context)) == []
    assert list(declared.ahead(None, context)) == []
    found = list(declared.ahead(NOON + 5 * minute, context))
    if declared.planned:
        assert found == []
        return
    assert (found[0].level, found[0].what) == (Level.STOP, f"{declared.title}: 12:05")
    assert (found[0].why, found[0].field) == ("12:05 is still to come: it is 12:00", declared.name)
    record = model()
    setattr(record, declared.name, NOON + 5 * minute)
    assert [f.record_id for f in findings(record, context) if f.rule == "to-come"] == [record.id]


def test_only_what_is_arranged_for_later_is_planned():
    planned = {(m.__name__, f.name) for m, f in moments() if f.planned}
    assert planned == {("After", "next_session_on"), ("After", "assessment_on")}


@pytest.mark.parametrize(
    ("opened", "typed", "day"),
    [
        ("21 23:40", "00:03", 22),
        ("21 23:40", "23:58", 21),
        ("21 23:40", "22:50", 21),
        ("21 20:15", "01:30", 22),
        ("21 00:10", "23:50", 20),
        ("21 00:10", "00:20", 21),
        ("21 09:00", "23:50", 21),
        ("21 14:00", "00:03", 21),
        ("21 23:40", "21-Nov-2026 00:03", 21),
    ],
)
def test_a_bare_time_around_midnight_belongs_to_the_visit(opened, typed, day):
    begun = datetime.strptime(f"2026-11-{opened}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    context = Context.at(begun + timedelta(hours=1), begun.date(), begun)
    read = parse_moment(typed, context)
    assert (read.day, show_time(read)) == (day, typed[-5:])


@pytest.mark.parametrize("shown", [EVENING, EVENING + timedelta(minutes=30), EVENING.replace(hour=0)])
def test_what_an_editor_shows_reads_back_to_the_same_time(shown):
    context = Context.at(EVENING + timedelta(hours=1), EVENING.date(), EVENING)
    declared = Moment("Until")
    assert declared.parse(declared.edit_text(shown, context), context) == shown
    near = abs(shown - EVENING) < timedelta(hours=6)
    assert declared.edit_text(shown, context) == (show_time(shown) if near else "21-Nov-2026 00:40")


def test_rules_with_their_own_words_take_equal_minutes_too():
    visit = whole_visit(NOON)
    tapped = NOON + timedelta(seconds=40)
    visit.anaesthesia.topicals[0].applied_at = NOON - timedelta(hours=1)
    visit.anaesthesia.topicals[0].removed_at = visit.application.timeout_at = tapped
    visit.needling.start_at = visit.application.injection_start_at = NOON
    context = Context.at(NOON + timedelta(hours=1))

    def rules():
        return {f.rule for sheet in (visit.anaesthesia, visit.application) for f in findings(sheet, context)}

    assert not {"TR3", "time-out-order"} & rules()
    visit.needling.start_at = visit.application.injection_start_at = NOON - timedelta(minutes=1)
    assert rules() >= {"TR3", "time-out-order"}


def test_what_was_before_the_visit_keeps_to_its_day():
    context = Context.at(EVENING, EVENING.date(), EVENING)
    told = Moment("Last painkiller", told=True)
    assert told.parse("03:00", context).day == 21
