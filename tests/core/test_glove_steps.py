"""Glove mode without a screen: which step is next, what its buttons write, and that nothing is written unasked."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.fields import line_model
from charting.origins import COPIED
from charting.records import sheets  # noqa: F401  every record must be known before the first is made
from charting.records.after import After
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.applied_zone import AppliedZone
from charting.records.base import findings
from charting.records.consent import Consent, ConsentStatement
from charting.records.course import Course
from charting.records.dose import Dose
from charting.records.glove_page import Answer, At, Confirm, Crossed, NewRow, Noted, Now, Press
from charting.records.glove_planned import area_ml, even_ml
from charting.records.glove_scans import scan_press, scan_trouble
from charting.records.glove_steps import DONE, after_press, page_of, place_now, places_of, zone_tapped
from charting.records.glove_stops import open_stops, part_begun, stops_page
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.prp import Prp
from charting.records.prp_choices import APPEARANCES
from charting.records.screening import Screening, blank_answers
from charting.records.spin import Spin
from charting.records.topical import Topical
from charting.records.visit import Visit

START = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
DOCTOR = "Dr Rowan Sample"
CARTRIDGE = "(01)09506000134352(17)270430(10)K2407(21)S1"
OTHER = "(01)09506000134352(17)270531(10)K2410(21)S2"
EMLA = "EMLA (lidocaine 2.5 % + prilocaine 2.5 %)"


@dataclass
class Gloves:
    """A person at the screen: presses by the key of the number pad, time goes on by a minute a press."""

    visit: Visit
    now: datetime = START
    at: str = ""
    left_open: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.at = place_now(self.visit, self.now)

    @property
    def page(self):
        return page_of(self.visit, self.at, self.now, DOCTOR)

    def press(self, *hints):
        """Press keys one after the other, through questions and second pages (`5`)."""
        page = self.page
        for hint in hints:
            if hint == "5":
                page = page.more
                continue
            press = page.by_hint(hint)
            assert press is not None, f"{hint} does nothing on {page.key}"
            assert not press.refused, press.refused
            if press.ask is not None:
                page = press.ask
            else:
                self.do(press)
                page = self.page

    def do(self, press):
        for write in press.writes:
            write_down(write, self.now)
        if press.key != "back":
            if press.leaves_open:
                self.left_open.add(self.at)
            self.at = after_press(self.visit, self.at, press.goes, self.now, self.left_open)
        self.now += timedelta(minutes=1)

    @property
    def kind(self):
        return self.at.partition(":")[0]


def write_down(write, now):
    match write:
        case Answer(record, name, value, _scanned):
            setattr(record, name, value)
            without(record, name)
        case Now(record, name):
            setattr(record, name, now)
        case At(record, name, moment):
            setattr(record, name, moment)
        case Confirm(record, name):
            without(record, name)
        case Noted(record, name, _words):
            setattr(record, name, write.text(now))
        case NewRow(sheet, name, answers, stamped):
            rows = getattr(sheet, name)
            row = line_model(type(sheet), name)(position=len(rows), **dict(answers))
            for moment in stamped:
                setattr(row, moment, now)
            rows.append(row)
        case Crossed(sheet, name, row):
            getattr(sheet, name).remove(row)


def without(record, name):
    record.origins = {key: said for key, said in (record.origins or {}).items() if key != name} or None


def copied(row, *names):
    row.origins = dict.fromkeys(names, (COPIED, "2026-10-24"))
    return row


@pytest.fixture
def visit():
    made = Visit(kind="M_PRP", opened_at=START, id="v")
    ada = Patient(number="RL-00001", family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14))
    made.course = Course(patient=ada)
    made.anaesthesia = Anaesthesia(
        topicals=[Topical(product=EMLA)],
        doses=[Dose(agent="Lidocaine", technique="supraorbital", side="left", volume_ml=Decimal("1.5"))],
    )
    made.prp = Prp(spins=[Spin(minutes=Decimal(10)), Spin(minutes=Decimal(5))], prp_volume_ml=Decimal("5.4"))
    made.needling = Needling(device_name="SkinPen Precision", needle_length_mm=Decimal("2.5"))
    made.needling.zones = [
        copied(NeedledZone(zone="frontal_left", depth_mm=Decimal("1.00"), passes=Decimal(4)), "depth_mm", "passes"),
        NeedledZone(zone="mid_scalp", depth_mm=Decimal("1.25"), passes=Decimal(5)),
        NeedledZone(zone="vertex"),
    ]
    made.application = Application(route="intradermal")
    made.after = After()
    for sheet in (made.anaesthesia, made.prp, made.needling):
        for name in ("topicals", "doses", "spins", "zones"):
            for at, row in enumerate(getattr(sheet, name, [])):
                row.position, row.id = at, f"{name}{at}"
    for slot in ("anaesthesia", "prp", "needling", "application", "after"):
        getattr(made, slot).id = slot
    return made


@pytest.fixture
def gloves(visit):
    return Gloves(visit)


@pytest.fixture
def needling(visit):
    """At the first zone, everything before it done."""
    visit.anaesthesia.topicals.clear()
    visit.anaesthesia.doses.clear()
    visit.prp.draw_at = visit.prp.prp_ready_at = START
    gloves = Gloves(visit)
    gloves.press("Enter")
    return gloves


@pytest.fixture
def giving(needling, visit):
    """Past the needling and the time-out, before the first drop."""
    visit.needling.end_at = START
    gloves = Gloves(visit)
    gloves.press("1", "1")
    return gloves


def zone(visit, at=0):
    return visit.needling.zones[at]


def test_a_whole_visit_by_the_number_pad(gloves, visit):
    seen = []
    for keys in (
        ["Enter"],  # topical on
        ["1"],  # whose blood
        ["Enter"],  # blood out
        ["Enter"],  # spin 1 starts
    ):
        seen.append(gloves.kind)
        gloves.press(*keys)
    assert gloves.kind == "spin_end"
    gloves.now += timedelta(minutes=10)
    seen.append(gloves.kind)
    gloves.press("Enter", "Enter")
    gloves.now += timedelta(minutes=60)
    gloves.press("Enter", "Enter", "Enter")
    assert gloves.kind == "dose"
    gloves.press("0")
    gloves.press("3")
    gloves.press("Enter")
    assert gloves.kind == "zone"
    gloves.press("6", "0", "Enter")
    gloves.press("4", "3", "3", "3", "Enter")
    assert gloves.kind == "time_out"
    gloves.press("1", "1", "0", "Enter")
    assert gloves.kind == "planned"
    gloves.press("Enter")
    assert gloves.kind == "applied"
    gloves.press("6", "Enter", "6", "6", "Enter", "6", "Enter")
    assert gloves.kind == "giving_end"
    gloves.press("Enter", "+", "+", "Enter", "4", "1")
    assert gloves.at == DONE
    assert seen == ["topical_on", "whose", "draw", "spin_start", "spin_end"]
    rows = [(z.depth_mm, z.passes, z.endpoint) for z in visit.needling.zones]
    assert rows == [
        (Decimal("1.25"), Decimal(4), "mild_erythema"),
        (Decimal("1.25"), Decimal(5), "pinpoint_bleeding"),
        (Decimal("0.5"), Decimal(3), "pinpoint_bleeding"),
    ]
    assert [z.ml for z in visit.application.zones] == [Decimal("1.8"), Decimal("1.9"), Decimal("1.7")]
    assert visit.application.total_injected_ml == Decimal("5.4")
    score = visit.after.reaction_at("end")
    assert (score.pain_nrs, score.bleeding) == (Decimal(2), "0")
    times = [
        *(visit.prp.draw_at, visit.prp.spins[0].started_at, visit.prp.spins[1].ended_at, visit.prp.prp_ready_at),
        *(visit.anaesthesia.doses[0].given_at, visit.needling.start_at, zone(visit, 2).end_at, visit.needling.end_at),
        *(visit.application.timeout_at, visit.application.injection_start_at, score.taken_at),
    ]
    assert None not in times
    assert times == sorted(times)


def test_looking_writes_nothing(visit):
    before = [(place.key, place.open) for place in places_of(visit)]
    for place in places_of(visit):
        page_of(visit, place.key, START, DOCTOR)
    assert [(place.key, place.open) for place in places_of(visit)] == before
    assert zone(visit, 2).depth_mm is None
    assert zone(visit).origins == {"depth_mm": (COPIED, "2026-10-24"), "passes": (COPIED, "2026-10-24")}


def test_every_look_of_the_prp_can_be_given(visit):
    page = page_of(visit, "prp_ready:prp", START)
    todo, looks = [page], set()
    while todo:
        for press in todo.pop().presses:
            todo += [press.ask] if press.ask is not None else []
            looks |= {write.value for write in press.writes if getattr(write, "name", "") == "appearance"}
    assert looks == {choice.code for choice in APPEARANCES.offered()}


def test_every_page_has_at_most_six_buttons_each_with_its_own_key(visit):
    visit.needling.start_at = START
    pages = [page_of(visit, place.key, START, DOCTOR) for place in places_of(visit)]
    todo, seen = list(pages), []
    while todo:
        page = todo.pop()
        seen.append(page)
        todo += [sub for sub in (page.more, *(press.ask for press in page.buttons())) if sub is not None]
    assert len(seen) > 40
    for page in seen:
        hints = [press.hint for press in page.buttons()]
        assert len(hints) <= 6, page.key
        assert len(set(hints)) == len(hints), page.key
        assert "5" not in hints, page.key
        assert sum(press.filled for press in page.buttons()) <= 1, page.key


def test_a_spin_that_turns_lets_the_block_be_given_meanwhile(visit):
    visit.anaesthesia.topicals.clear()
    visit.prp.draw_at = visit.prp.spins[0].started_at = START
    assert place_now(visit, START + timedelta(minutes=2)) == "dose:doses0"
    assert place_now(visit, START + timedelta(minutes=10)) == "spin_end:spins0"


def test_a_topical_that_has_acted_long_enough_comes_before_a_spin_that_turns(visit):
    visit.anaesthesia.topicals[0].applied_at = START
    visit.prp.draw_at = START
    visit.prp.spins[0].started_at = START + timedelta(minutes=59)
    assert place_now(visit, START + timedelta(minutes=60)) == "topical_off:topicals0"


def test_needling_does_not_come_next_while_something_before_it_waits(visit):
    visit.anaesthesia.doses.clear()
    visit.anaesthesia.topicals[0].applied_at = START
    visit.prp.draw_at = visit.prp.prp_ready_at = START
    assert place_now(visit, START + timedelta(minutes=5)) == "topical_off:topicals0"


def test_a_topical_that_is_still_on_is_asked_about_and_comes_off_first(visit):
    visit.anaesthesia.topicals[0].applied_at = START
    gloves = Gloves(visit, at="needling_start:needling")
    gloves.at = "needling_start:needling"
    gloves.press("Enter", "Enter")
    assert visit.needling.start_at is None
    gloves.press("Enter", "0")
    assert visit.anaesthesia.topicals[0].removed_at == visit.needling.start_at is not None


def test_the_volume_of_a_block_is_the_planned_one_until_somebody_changes_it(visit):
    gloves = Gloves(visit)
    gloves.at = "dose:doses0"
    gloves.press("6", "4", "4", "0")
    dose = visit.anaesthesia.doses[0]
    assert (dose.volume_ml, dose.given_by, dose.aspiration_done) == (Decimal("1.0"), DOCTOR, True)


def test_a_plain_tap_says_nothing_about_aspiration(visit):
    gloves = Gloves(visit)
    gloves.at = "dose:doses0"
    gloves.press("Enter")
    assert visit.anaesthesia.doses[0].aspiration_done is None


def test_ending_a_zone_confirms_what_stands_in_view_and_starts_the_next(needling, visit):
    needling.press("Enter")
    first, second = zone(visit), zone(visit, 1)
    assert (first.endpoint, first.origins) == ("pinpoint_bleeding", None)
    assert first.end_at == second.start_at
    assert needling.at == "zone:zones1"


def test_a_depth_above_the_usual_asks_and_back_leaves_it(needling, visit):
    needling.press("6", "6")
    assert needling.page.by_hint("6").ask.title.startswith("1.75 mm is above 1.5 mm")
    needling.press("6", "Enter")
    assert zone(visit).depth_mm == Decimal("1.50")
    needling.press("6", "0")
    assert zone(visit).depth_mm == Decimal("1.75")


def test_a_planned_depth_that_is_doubted_is_marked_and_needs_its_own_yes(needling, visit):
    visit.needling.needle_length_mm, first = Decimal("1.25"), zone(visit)
    first.depth_mm = Decimal("1.5")
    assert needling.page.dials[0].odd == "deeper than the needle, 1.25 mm"
    for page in (needling.page, needling.page.more.by_hint("0").ask):
        ends = [press for press in page.presses if press.key.startswith("endpoint.")]
        assert ends
        assert {press.ask.title for press in ends} == {"1.50 mm is deeper than the needle, 1.25 mm"}
        assert {press.ask.by_hint("0").words for press in ends} == {"Needled at 1.50 mm all the same"}
    needling.press("Enter", "Enter")
    assert first.endpoint is None
    needling.press("Enter", "0")
    assert (first.endpoint, first.depth_mm) == ("pinpoint_bleeding", Decimal("1.5"))


def test_the_tap_that_begins_a_zone_says_that_its_depth_is_doubted(needling, visit):
    visit.needling.needle_length_mm = zone(visit).depth_mm = Decimal("1.25")
    zone(visit, 1).depth_mm = Decimal("1.5")
    assert needling.page.by_hint("Enter").detail.endswith("1.50 mm is deeper than the needle, 1.25 mm")
    needling.press("Enter")
    assert zone(visit).endpoint == "pinpoint_bleeding"


def test_the_way_back_from_a_doubted_depth_is_not_asked_about(needling, visit):
    zone(visit).depth_mm = Decimal("2.00")
    needling.press("4")
    assert zone(visit).depth_mm == Decimal("1.75")


def test_a_temple_is_asked_about_sooner(needling, visit):
    zone(visit).zone, zone(visit).depth_mm = "temporal_left", Decimal("1.00")
    assert "thin skin" in needling.page.by_hint("6").ask.title


def test_a_depth_that_the_device_cannot_do_is_refused_in_words(needling, visit):
    zone(visit).depth_mm = Decimal("2.50")
    assert needling.page.by_hint("6").refused == "2.75 mm cannot be: above 2.5 mm."
    zone(visit).depth_mm = Decimal("0.25")
    assert needling.page.by_hint("4").refused == "0.00 mm cannot be: must be above 0."


def test_a_depth_beyond_the_needle_is_asked_about(needling, visit):
    visit.needling.needle_length_mm = Decimal("1.00")
    assert needling.page.by_hint("6").ask.title == "1.25 mm is deeper than the needle"


def test_passes_are_counted_from_one_and_doubted_above_eight(needling, visit):
    zone(visit).passes = None
    assert needling.page.by_hint("1").refused
    needling.press("3")
    assert zone(visit).passes == 1
    assert needling.page.by_hint("1").refused == "0 passes cannot be: at least 1."
    zone(visit).passes = Decimal(8)
    assert needling.page.by_hint("3").ask.title == "9 passes, usual 3 to 8"


def test_a_zone_without_depth_or_passes_asks_before_it_ends(needling, visit):
    zone(visit).depth_mm = zone(visit).passes = None
    assert needling.page.by_hint("Enter").ask.title == "Not recorded yet: depth, passes"
    needling.press("Enter", "0")
    assert (zone(visit).depth_mm, zone(visit).passes, zone(visit).endpoint) == (None, None, "pinpoint_bleeding")


def test_the_other_endpoints_are_one_key_further(needling, visit):
    needling.press("5", "0", "4")
    assert zone(visit).endpoint == "confluent_bleeding"


def test_a_zone_passed_over_starts_when_somebody_comes_back(needling, visit):
    needling.press("5", "9")
    assert (zone(visit).start_at, zone(visit, 1).start_at) == (None, needling.now - timedelta(minutes=1))
    needling.press("Enter", "3", "6", "Enter")
    assert needling.at == "zone:zones0"


def test_looking_back_at_a_done_zone_writes_nothing(needling, visit):
    needling.press("Enter")
    started = zone(visit, 1).start_at
    needling.press("5", "7", "5", "9")
    assert (needling.at, zone(visit, 1).start_at) == ("zone:zones1", started)


def test_a_done_zone_is_put_right_at_any_time(needling, visit):
    needling.press("Enter", "Enter")
    first, ended = zone(visit), zone(visit).end_at
    needling.at = "zone:zones0"
    assert needling.page.detail.startswith("Done: Pinpoint bleeding, ")
    assert 3 <= len(needling.page.buttons()) <= 6
    needling.press("6", "3", "5", "0", "9")
    assert (first.depth_mm, first.passes, first.endpoint) == (Decimal("1.25"), Decimal(5), "mild_erythema")
    assert (first.end_at, needling.at) == (ended, "zone:zones0")
    needling.press("Enter")
    assert needling.at == "zone:zones2"


def test_a_zone_tapped_as_done_too_early_goes_on(needling, visit):
    needling.press("Enter", "5", "7", "5", "1")
    first, second = zone(visit), zone(visit, 1)
    assert (first.endpoint, first.end_at, second.start_at) == (None, None, None)
    assert first.start_at is not None
    needling.press("Enter")
    assert (needling.at, second.start_at) == ("zone:zones1", first.end_at)


def test_the_zone_that_ended_the_needling_is_gone_back_to(needling, visit):
    zone(visit, 2).depth_mm, zone(visit, 2).passes = Decimal(1), Decimal(4)
    needling.press("Enter", "Enter", "Enter")
    assert visit.needling.end_at is not None
    needling.press("5", "7")
    assert needling.at == "zone:zones2"
    needling.press("5", "1")
    assert (visit.needling.end_at, needling.at) == (None, "zone:zones2")
    needling.press("Enter")
    assert visit.needling.end_at == zone(visit, 2).end_at is not None


def test_a_zone_that_was_not_needled_is_crossed_out_after_a_yes(needling, visit):
    needling.press("Enter", "5", "7")
    needling.press("0", "Enter")
    assert len(visit.needling.zones) == 3
    assert page_of(visit, "zone:zones0", START, DOCTOR).by_hint("0").ask.by_hint("0").filled is False
    needling.press("0", "0")
    assert [row.zone for row in visit.needling.zones] == ["mid_scalp", "vertex"]
    assert needling.at == "zone:zones1"


def test_a_zone_that_got_no_prp_is_crossed_out_as_well(giving, visit):
    visit.application.zones = [AppliedZone(zone=code, id=code) for code in ("vertex", "mid_scalp")]
    giving.press("Enter", "Enter", "6")
    assert giving.at == "applied:vertex"
    giving.press("0", "0")
    assert [row.zone for row in visit.application.zones] == ["mid_scalp"]


def test_a_pause_keeps_its_reason_and_times(needling, visit):
    needling.press("5", "1", "1")
    assert needling.page.title == "Paused"
    needling.press("Enter")
    assert needling.at == "zone:zones0"
    paused, again = visit.needling.incident.split("\n")
    assert paused.startswith("Paused ") and paused.endswith(": pain.")
    assert again.startswith("On again ")


def test_stopping_ends_zone_and_needling_and_goes_on_with_what_is_left(needling, visit):
    needling.press("5", "1", "4", "0", "1")
    assert visit.needling.end_at == zone(visit).end_at is not None
    assert zone(visit).endpoint is None
    assert "Stopped" in visit.needling.incident
    assert needling.kind == "time_out"


def test_ending_with_zones_undone_names_them(needling):
    page = needling.page.more.by_hint("1").ask
    assert page.by_hint("9").ask.title == "Not done: Frontal left, Mid-scalp, Vertex"


def test_the_map_goes_to_a_zone_or_asks_to_add_it(needling, visit):
    press = zone_tapped(visit, needling.at, "vertex")
    needling.do(press)
    assert needling.at == "zone:zones2"
    ask = zone_tapped(visit, needling.at, "occipital").ask
    needling.do(ask.by_hint("0"))
    assert [row.zone for row in visit.needling.zones][-1] == "occipital"
    assert zone_tapped(visit, "draw:prp", "vertex") is None


def test_the_time_out_cannot_be_passed_over(needling, visit):
    visit.needling.end_at = START
    gloves = Gloves(visit)
    kinds = {place.kind for place in places_of(visit) if place.shown}
    assert not kinds & {"route", "giving_start", "applied", "giving_end"}
    assert gloves.page.by_hint("Enter") is None
    gloves.press("1")
    assert visit.application.timeout_at is None
    assert gloves.kind == "time_out"
    gloves.press("1")
    assert [getattr(visit.application, name) for name in ("timeout_name_confirmed", "chart_matches")] == [True, True]
    assert visit.application.timeout_by == DOCTOR
    assert gloves.kind == "giving_start"


def test_a_no_ends_it_until_it_is_asked_again(needling, visit):
    visit.needling.end_at = START
    gloves = Gloves(visit)
    gloves.press("3", "3")
    assert visit.application.timeout_dob_confirmed is False
    assert visit.application.timeout_name_confirmed is None
    assert gloves.page.stop
    assert [press.words for press in gloves.page.buttons()] == ["Ask again"]
    gloves.press("0")
    assert visit.application.timeout_dob_confirmed is None


def test_without_a_route_it_is_asked(giving, visit):
    visit.application.route = None
    gloves = Gloves(visit)
    assert gloves.kind == "route"
    gloves.press("3")
    visit.application.zones = [AppliedZone(zone="vertex", id="a1")]
    gloves.press("Enter", "Enter", "6")
    assert (visit.application.zones[0].ml, visit.application.zones[0].topical_ml) == (None, Decimal("5.4"))


def test_no_more_prp_is_given_than_was_prepared(giving, visit):
    visit.application.zones = [AppliedZone(zone="vertex", id="a1"), AppliedZone(zone="mid_scalp", id="a2")]
    giving.press("Enter", "Enter", "6")
    assert visit.application.zones[0].ml == Decimal("2.7")
    visit.application.zones[1].ml = Decimal("2.7")
    assert giving.page.by_hint("6").refused == "There is no more PRP: 0 of 5.4 mL left."
    assert giving.page.by_hint("4").refused == ""


def test_an_unknown_volume_counts_nothing_down(giving, visit):
    visit.prp.prp_volume_ml = None
    visit.application.zones = [AppliedZone(zone="vertex", id="a1")]
    giving.press("Enter", "6")
    assert visit.application.zones[0].ml == Decimal("0.1")
    assert giving.page.detail == "PRP volume not recorded"


def test_pain_unanswered_is_not_zero(giving, visit):
    gloves = Gloves(visit)
    gloves.at = "pain:after"
    assert gloves.page.dials[0].value == "—"
    gloves.press("Enter")
    assert visit.after.reaction_at("end") is None
    gloves.at = "pain:after"
    gloves.press("-")
    assert visit.after.reaction_at("end").pain_nrs == 0
    assert gloves.page.by_hint("-").refused


def test_a_number_key_is_the_pain_and_goes_on(giving, visit):
    giving.at = "pain:after"
    giving.press("6")
    assert (visit.after.reaction_at("end").pain_nrs, giving.kind) == (Decimal(6), "bleeding")
    giving.at = "pain:after"
    giving.press("9")
    giving.at = "pain:after"
    giving.press("+")
    assert visit.after.reaction_at("end").pain_nrs == 10
    assert giving.page.by_hint("+").refused


def test_prp_first_where_the_sheet_says_so(visit):
    visit.application.sequence = "prp_then_mn"
    kinds = [place.kind for place in places_of(visit)]
    assert kinds.index("time_out") < kinds.index("needling_start")


def test_a_review_has_nothing_for_gloves(visit):
    review = Visit(kind="review", opened_at=START, after=After())
    assert place_now(review, START) == DONE


def test_a_cartridge_scan_is_the_code_and_another_one_is_asked_about(needling, visit):
    needling.do(scan_press(visit, needling.at, CARTRIDGE, START))
    assert visit.needling.udi_raw == CARTRIDGE
    assert scan_press(visit, needling.at, CARTRIDGE, START).refused == "Cartridge scanned already."
    ask = scan_press(visit, needling.at, OTHER, START).ask
    needling.do(ask.by_hint("0"))
    assert visit.needling.udi_raw == OTHER


def test_an_expired_cartridge_is_said_at_once(needling, visit):
    press = scan_press(visit, needling.at, CARTRIDGE.replace("270430", "250430"), START)
    needling.do(press)
    assert "expired" in scan_trouble(visit, press, START).what


def test_after_midnight_gloves_judge_by_the_day_the_visit_began_as_the_sheet_does(visit):
    visit.opened_at = START.replace(hour=23, minute=30)
    at, day = visit.opened_at + timedelta(minutes=50), visit.opened_at.date()
    sheet_says = Context.at(at, day, visit.opened_at)
    gloves = Gloves(visit, now=at)
    for expiry, expired in ((day, False), (day - timedelta(days=1), True)):
        code = CARTRIDGE.replace("270430", f"{expiry:%y%m%d}")
        press = scan_press(visit, "needling_start:needling", code, at)
        visit.needling.udi_raw = code
        on_sheet = [f.what for f in findings(visit.needling, sheet_says) if "expired" in f.what]
        trouble = scan_trouble(visit, press, at)
        assert (bool(on_sheet), trouble is not None and "expired" in trouble.what) == (expired, expired)
        dose = visit.anaesthesia.doses[0]
        dose.expiry, gloves.at = expiry, f"dose:{dose.id}"
        on_sheet = [f for f in findings(visit.anaesthesia, sheet_says) if f.field == "expiry" and "expired" in f.what]
        ask = gloves.page.by_hint("Enter").ask
        assert (bool(on_sheet), ask is not None and "expired" in f"{ask.title} {ask.detail}") == (expired, expired)


def test_a_scan_that_is_no_label_writes_nothing(needling, visit):
    for text in ("hello", "(01)09506000134353(10)K1"):
        press = scan_press(visit, needling.at, text, START)
        assert press.refused and not press.writes


def test_a_scan_while_the_blood_is_worked_on_is_the_kit(visit):
    press = scan_press(visit, "draw:prp", CARTRIDGE, START)
    assert [(write.record, write.name) for write in press.writes] == [(visit.prp, "kit_udi")]


def test_the_syringe_label_is_the_patients_number_or_the_batch(visit):
    (write,) = scan_press(visit, "time_out:application", "rl-00001", START).writes
    assert (write.name, write.value) == ("syringe_label_matches", True)
    assert "RL-00002" in scan_press(visit, "time_out:application", "RL-00002", START).refused


def test_the_last_endpoint_ends_the_needling_and_none_before_it(needling, visit):
    needling.press("5", "9", "Enter")  # the first zone is passed over
    zone(visit, 2).depth_mm = zone(visit, 2).passes = Decimal(1)
    needling.press("Enter")
    assert (visit.needling.end_at, needling.at) == (None, "zone:zones0")
    assert needling.page.by_hint("Enter").detail == "ends the needling"
    needling.press("Enter")
    assert visit.needling.end_at == zone(visit).end_at is not None
    assert needling.kind == "time_out"


def test_a_new_cartridge_is_said_by_a_tap_of_its_own(visit):
    gloves = Gloves(visit)
    gloves.at = "needling_start:needling"
    gloves.press("Enter")
    assert (visit.needling.start_at is not None, visit.needling.cartridge_single_use) == (True, None)
    visit.needling.start_at = None
    gloves.at = "needling_start:needling"
    gloves.press("0")
    assert visit.needling.cartridge_single_use is True
    assert [press.hint for press in page_of(visit, "needling_start:needling", START).presses] == ["Enter"]


def second_dose(visit, **other):
    first = visit.anaesthesia.doses[0]
    first.given_at, first.lot, first.expiry, first.udi_raw = START, "PR-9", date(2028, 6, 30), "raw"
    answers = {"agent": "Lidocaine", "technique": "supratrochlear", "side": "left", "volume_ml": Decimal(1)} | other
    visit.anaesthesia.doses.append(Dose(position=1, id="doses1", **answers))
    gloves = Gloves(visit)
    gloves.at = "dose:doses1"
    return visit.anaesthesia.doses[1], gloves


def test_the_vial_in_hand_is_not_scanned_twice(visit):
    dose, gloves = second_dose(visit)
    assert "the vial in hand, lot PR-9" in gloves.page.detail
    gloves.press("0")
    assert (dose.lot, dose.expiry, dose.udi_raw) == ("PR-9", date(2028, 6, 30), "raw")


def test_another_drug_another_strength_or_a_scanned_dose_keeps_its_own_lot(visit):
    dose, gloves = second_dose(visit, concentration_pct=Decimal(2))
    assert "scan its label" in gloves.page.detail
    gloves.press("0")
    assert dose.lot is None
    dose.concentration_pct, dose.given_at, dose.lot = None, None, "PR-10"
    gloves.at = "dose:doses1"
    assert "lot PR-10" in gloves.page.detail
    gloves.press("0")
    assert (dose.lot, dose.expiry) == ("PR-10", None)


def test_blood_as_agreed_takes_one_tap_and_any_other_amount_the_dial(visit):
    visit.consent = Consent(blood_draw_ml=Decimal(18))
    visit.prp.two_identifiers_confirmed = visit.prp.labelled_before_draw = True
    visit.prp.label_read_back_at = START
    gloves = Gloves(visit)
    gloves.at = "draw:prp"
    assert gloves.page.dials[0].value == "—"
    assert gloves.page.by_hint("0").words == "Blood out now"
    gloves.press("6", "4", "Enter")
    assert (visit.prp.draw_volume_ml, visit.prp.draw_at is not None) == (Decimal(17), True)
    visit.prp.draw_volume_ml = visit.prp.draw_at = None
    gloves.at = "draw:prp"
    assert gloves.page.by_hint("Enter").words == "18 mL as planned, out now"
    gloves.press("Enter")
    assert (visit.prp.draw_volume_ml, visit.prp.draw_at is not None) == (Decimal(18), True)


def test_last_times_blood_is_named_so_and_enter_never_writes_it_down(visit):
    made = Prp(draw_volume_ml=Decimal(60), prp_volume_ml=Decimal(5))
    visit.course.visits.append(Visit(kind="M_PRP", opened_at=START - timedelta(days=28), prp=made))
    gloves = Gloves(visit)
    gloves.at = "draw:prp"
    assert gloves.page.by_hint("Enter").words == "Blood out now"
    assert gloves.page.by_hint("0").words == "60 mL, as last time, out now"
    assert gloves.page.dials[0].note == "begins at 60 mL, as last time"
    gloves.press("Enter")
    assert (visit.prp.draw_volume_ml, visit.prp.draw_at is not None) == (None, True)
    visit.prp.draw_at, gloves.at = None, "draw:prp"
    gloves.press("0")
    assert (visit.prp.draw_volume_ml, visit.prp.draw_at is not None) == (Decimal(60), True)
    visit.consent = Consent(blood_draw_ml=Decimal(18))
    visit.prp.draw_volume_ml = visit.prp.draw_at = None
    gloves.at = "draw:prp"
    assert (gloves.page.by_hint("Enter").words, gloves.page.by_hint("0").words) == (
        "18 mL as planned, out now",
        "Blood out now",
    )
    assert gloves.page.dials[0].note == "begins at 18 mL, as planned"


def test_a_tap_without_a_volume_leaves_it_open(visit):
    gloves = Gloves(visit)
    gloves.at = "draw:prp"
    assert gloves.page.by_hint("0") is None
    gloves.press("Enter")
    assert visit.prp.draw_volume_ml is None


def test_prp_is_asked_how_much_and_how_it_looks(visit):
    visit.prp.draw_at = START
    for spin in visit.prp.spins:
        spin.ended_at = START
    gloves = Gloves(visit)
    for hints, looks in (("1", "straw_clear"), ("37", "straw_turbid"), ("328", "fibrin")):
        visit.prp.appearance = visit.prp.prp_volume_ml = visit.prp.prp_ready_at = None
        gloves.at = "prp_ready:prp"
        gloves.press("6", "8")  # which of the usual volumes
        assert visit.prp.prp_volume_ml == Decimal(4)
        gloves.press("6", *hints)
        assert (visit.prp.prp_volume_ml, visit.prp.appearance) == (Decimal("4.5"), looks)
        assert visit.prp.prp_ready_at is not None


def test_a_spin_is_not_ended_before_its_time_without_a_yes(visit):
    visit.prp.draw_at = visit.prp.spins[0].started_at = START
    gloves = Gloves(visit, now=START + timedelta(seconds=2))
    gloves.at = "spin_end:spins0"
    ask = gloves.page.by_hint("Enter").ask
    assert (ask.title, ask.by_hint("Enter").words) == ("Ran 2 s of 10 min: end it?", "Let it run")
    gloves.press("Enter", "Enter")
    assert visit.prp.spins[0].ended_at is None
    gloves.press("Enter", "0")
    assert visit.prp.spins[0].ended_at is not None
    gloves = Gloves(visit, now=START + timedelta(minutes=10))
    visit.prp.spins[0].ended_at, gloves.at = None, "spin_end:spins0"
    assert gloves.page.by_hint("Enter").ask is None


def test_a_topical_is_not_taken_off_before_its_time_without_a_yes(visit):
    cream = visit.anaesthesia.topicals[0]
    cream.applied_at = START
    gloves = Gloves(visit, now=START + timedelta(minutes=5))
    gloves.at = f"topical_off:{cream.id}"
    assert gloves.page.by_hint("Enter").ask.title == "On for 5 min of 60 min: take it off?"
    gloves.now = START + timedelta(minutes=60)
    assert gloves.page.by_hint("Enter").ask is None


def test_neither_enter_nor_the_key_of_as_planned_gives_a_judgement(visit):
    gloves = Gloves(visit)
    judged = {"block_test", "block_tested_at", "appearance", "bleeding"}
    for at in ("block_test:anaesthesia", "prp_ready:prp", "bleeding:after"):
        pages = [page_of(visit, at, START, DOCTOR)]
        while pages:
            page = pages.pop()
            for press in page.buttons():
                pages += [press.ask] if press.ask is not None else []
                given = {name for write in press.writes for name in _names(write)}
                assert press.hint not in {"0", "Enter"} or not given & (judged - {"block_tested_at"}), press
    assert gloves.visit is visit


def _names(write):
    return [name for name, _value in write.answers] if isinstance(write, NewRow) else [write.name]


def test_a_block_that_does_not_hold_is_said_before_it_is_written_and_before_needling(visit):
    visit.anaesthesia.doses[0].given_at = START
    gloves = Gloves(visit)
    gloves.at = "block_test:anaesthesia"
    ask = gloves.page.by_hint("2").ask
    assert ask.title == "Block test: partly"
    assert "needling will hurt" in ask.detail
    gloves.press("2", "Enter")
    assert visit.anaesthesia.block_test is None
    gloves.at = "block_test:anaesthesia"
    gloves.press("2", "1")
    assert visit.anaesthesia.block_test == "partial"
    assert "the block is only partly numb" in page_of(visit, "needling_start:needling", START, DOCTOR).detail


def test_bleeding_is_asked_once_where_pain_was_passed_over(visit):
    visit.needling.end_at = visit.needling.start_at = START
    gloves = Gloves(visit)
    gloves.at = "pain:after"
    gloves.press("Enter", "1")
    gloves.at = "pain:after"
    assert gloves.page.by_hint("Enter").words == "Leave pain open"
    gloves.press("2")
    assert gloves.kind != "bleeding"
    row = visit.after.reaction_at("end")
    assert (row.pain_nrs, row.bleeding) == (Decimal(2), "1")
    assert page_of(visit, "bleeding:after", START, DOCTOR).detail == "Answered: Pinpoint, stops within 2 min"


def test_pain_left_open_once_is_not_asked_for_by_itself_again(visit):
    visit.needling.end_at = visit.needling.start_at = visit.application.injection_start_at = START
    visit.application.total_injected_ml = Decimal(5)
    for name in ("timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"):
        setattr(visit.application, name, True)
    gloves = Gloves(visit)
    gloves.at = "pain:after"
    gloves.press("Enter", "1")
    assert gloves.kind == "pain", "who merely went on to the bleeding is asked once more"
    gloves.press("Enter")
    assert gloves.kind == "sharps"
    gloves.press("1")
    assert gloves.at == DONE
    gloves.at = "pain:after"
    assert gloves.page.by_hint("Enter").words == "Leave pain open"
    gloves.press("4")
    assert visit.after.reaction_at("end").pain_nrs == 4


def test_a_spin_that_ran_its_time_ends_then_and_the_next_begins_now(visit):
    visit.prp.draw_at = visit.prp.spins[0].started_at = START
    gloves = Gloves(visit, now=START + timedelta(minutes=9))
    gloves.at = "spin_end:spins0"
    assert gloves.page.by_hint("0") is None
    gloves.now = START + timedelta(minutes=14)
    assert gloves.page.by_hint("0").words == "Ran its 10 min, start spin 2 now"
    gloves.press("0")
    first, second = visit.prp.spins
    assert (first.ended_at, second.started_at) == (START + timedelta(minutes=10), START + timedelta(minutes=14))


def test_prp_that_parts_evenly_is_given_as_planned_in_one_tap(giving, visit):
    visit.application.zones = [AppliedZone(zone=code, id=code) for code in ("vertex", "mid_scalp", "frontal_left")]
    giving.press("Enter")
    assert giving.kind == "planned"
    assert giving.page.detail == "Vertex 1.8, Mid-scalp 1.8, Frontal left 1.8 mL"
    assert {row.ml for row in visit.application.zones} == {None}
    giving.press("0")
    assert {row.ml for row in visit.application.zones} == {Decimal("1.8")}
    assert visit.application.total_injected_ml == Decimal("5.4")
    assert giving.kind == "pain"


def test_enter_goes_through_the_zones_once_and_then_on(giving, visit):
    visit.application.zones = [AppliedZone(zone=code, id=code) for code in ("vertex", "mid_scalp", "frontal_left")]
    seen = []
    giving.press("Enter")
    for _press in range(6):
        seen.append(giving.kind)
        giving.press("Enter")
    assert seen == ["planned", "applied", "applied", "applied", "giving_end", "pain"]
    assert {row.ml for row in visit.application.zones} == {None}


def test_enter_does_not_stay_at_a_zone_that_got_nothing(giving, visit):
    rows = [AppliedZone(zone=code, id=code) for code in ("vertex", "mid_scalp")]
    visit.application.zones = rows
    giving.press("Enter", "Enter", "Enter", "6", "Enter")
    assert giving.at == "applied:vertex"
    giving.press("Enter")
    assert giving.kind == "giving_end"
    assert giving.page.by_hint("Enter").ask.title == "No mL recorded: Vertex"


def test_prp_is_offered_by_area_with_its_formula(giving, visit):
    areas = {"vertex": Decimal(60), "mid_scalp": Decimal(40), "frontal_left": Decimal(20)}
    visit.application.zones = [AppliedZone(zone=code, id=code, area_cm2=area) for code, area in areas.items()]
    giving.press("Enter")
    page = giving.page
    assert page.detail.split("\n")[1] == "By area: Vertex 2.7, Mid-scalp 1.8, Frontal left 0.9 mL"
    assert page.by_hint("1").detail == "5.4 mL ÷ 120 cm² = 0.045 mL/cm²"
    assert page.doubt == "0.045 mL/cm²: at least 0.05, usual 0.05 to 0.1"
    assert page.by_hint("Enter").words == "Zone by zone"
    giving.press("1")
    assert [row.ml for row in visit.application.zones] == [Decimal("2.7"), Decimal("1.8"), Decimal("0.9")]
    assert visit.application.total_injected_ml == Decimal("5.4")


def test_a_thin_spread_is_marked_in_the_words_of_the_sheet(giving, visit):
    sheet = visit.application
    sheet.zones = [AppliedZone(zone="vertex", id="a", area_cm2=Decimal(60), ml=Decimal("5.4"))]
    for area, injected, said in ((60, "5.4", ""), (120, "5.4", None), (10, "5.4", None), (None, "5.4", "")):
        sheet.zones[0].area_cm2 = Decimal(area) if area else None
        sheet.total_injected_ml = None
        page = page_of(visit, "giving_end:application", START, DOCTOR)
        sheet.total_injected_ml = Decimal(injected)
        told = [f"{one.what}: {one.why}" for one in findings(sheet, Context.at(START)) if one.rule == "F8"]
        assert page.doubt == (told[0] if said is None else said)
        assert told == ([page.doubt] if said is None else [])
    sheet.route, sheet.zones[0].area_cm2 = "topical_after_mn", Decimal(600)
    sheet.zones[0].topical_ml, sheet.zones[0].ml, sheet.total_injected_ml = Decimal("5.4"), None, None
    assert page_of(visit, "giving_end:application", START, DOCTOR).doubt == "", "nor is anything of PRP on the skin"


@pytest.mark.parametrize(
    ("areas", "prepared", "shares"),
    [
        ((70, 50, 25), "5.4", ["2.6", "1.9", "0.9"]),
        ((60, 60, 60), "5.4", None),
        ((60, None, 30), "5.4", None),
        ((10, 5, 2), "5.4", None),
        ((60, 40, 20), None, None),
        ((400, 400, 1), "5.4", None),
    ],
)
def test_shares_by_area_add_up_and_need_areas_that_differ(giving, visit, areas, prepared, shares):
    visit.prp.prp_volume_ml = Decimal(prepared) if prepared else None
    sheet = visit.application
    sheet.zones = [
        AppliedZone(zone=code, id=code, area_cm2=Decimal(area) if area else None)
        for code, area in zip(("vertex", "mid_scalp", "frontal_left"), areas, strict=True)
    ]
    assert area_ml(sheet) == ([Decimal(share) for share in shares] if shares else None)


def test_as_planned_is_offered_for_even_whole_tenths_and_before_any_amount_only(giving, visit):
    sheet = visit.application
    sheet.zones = [AppliedZone(zone="vertex", id="a1"), AppliedZone(zone="mid_scalp", id="a2")]
    assert even_ml(sheet) == Decimal("2.7")
    for prepared, shares in ((Decimal("5.5"), None), (None, None), (Decimal(5), Decimal("2.5"))):
        visit.prp.prp_volume_ml = prepared
        assert even_ml(sheet) == shares
    sheet.zones[0].ml = Decimal("2.5")
    assert even_ml(sheet) is None
    giving.press("Enter")
    assert giving.kind == "applied"


def test_the_second_yes_may_begin_the_giving_but_not_past_the_last_use(needling, visit):
    visit.needling.end_at = START
    visit.application.zones = [AppliedZone(zone="vertex", id="a1")]
    gloves = Gloves(visit)
    gloves.press("1")
    late = START + timedelta(hours=24)
    assert page_of(visit, gloves.at, late, DOCTOR).by_hint("0") is None
    gloves.press("0")
    sheet = visit.application
    assert (sheet.chart_matches, sheet.timeout_at, sheet.injection_start_at) == (
        True,
        sheet.timeout_at,
        sheet.timeout_at,
    )
    assert sheet.applied_by == DOCTOR


def test_without_zones_or_route_the_second_yes_begins_nothing(needling, visit):
    visit.needling.end_at = START
    gloves = Gloves(visit)
    gloves.press("1")
    assert gloves.page.by_hint("0") is None


def test_sharps_are_asked_last_and_may_wait(giving, visit):
    giving.at = "sharps:needling"
    assert giving.page.by_hint("Enter") is None
    giving.press("1")
    assert visit.needling.sharps_disposed is True


@pytest.mark.parametrize("kind", ["block_test", "bleeding", "whose", "time_out"])
def test_a_finding_and_an_identity_are_never_the_default(visit, kind):
    record = {"block_test": visit.anaesthesia, "bleeding": visit.after, "whose": visit.prp}.get(kind, visit.application)
    for dose in visit.anaesthesia.doses:
        dose.given_at = START
    page = page_of(visit, f"{kind}:{record.id}", START, DOCTOR)
    assert page.presses
    assert page.by_hint("Enter") is None


def test_without_a_zone_the_way_to_the_map_stands_first(visit):
    visit.needling.zones, visit.application.zones = [], []
    visit.needling.start_at = visit.application.injection_start_at = START
    for name in ("timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"):
        setattr(visit.application, name, True)
    for kind, sheet in (("needling_end", visit.needling), ("giving_end", visit.application)):
        page = page_of(visit, f"{kind}:{sheet.id}", START, DOCTOR)
        assert page.title == "No zone is chosen"
        press = page.by_hint("Enter")
        assert (press.filled, press.goes, press.lands.record_id, press.lands.field) == (True, "map", sheet.id, "zones")


def test_a_number_outside_the_usual_says_so_on_its_dial(visit):
    visit.needling.start_at, zone = START, visit.needling.zones[0]
    said = []
    for passes in (2, 3, 8, 9):
        zone.passes = Decimal(passes)
        said.append(page_of(visit, f"zone:{zone.id}", START, DOCTOR).dials[1].odd)
    assert said == ["usual 3 to 8", "", "", "usual 3 to 8"]


def test_what_is_open_is_told_worst_first_in_five_lines(visit):
    visit.course.patient.allergy_status = "none_known"
    visit.screening = Screening(answers=blank_answers())
    visit.consent = Consent(statements=[ConsentStatement(statement_id=f"S{n}", sentence="I agree.") for n in (1, 2)])
    for answer in visit.screening.answers[:40]:
        answer.answer = "no"
    start = Press("go", "Blood out now", writes=(Now(visit.prp, "draw_at"),))
    page = stops_page(start, open_stops(visit, start, Context.at(START)))
    assert page.title == "Still open before the blood draw"
    first, *others = page.detail.splitlines()
    assert first == "Whose blood it is was not asked"
    assert others[:2] == ["The consent is not sealed", "Consent: S1 is not answered, and 1 more"]
    assert others[2].endswith("more questions")
    by_code = {answer.code: answer for answer in visit.screening.answers}
    for code in ("C01", "C02", "C03", "C11", "C17", "C18"):
        by_code[code].answer = "yes"
    lines = open_stops(visit, start, Context.at(START))
    assert [line.finding.level for line in lines] == sorted((line.finding.level for line in lines), reverse=True)
    assert lines[0].words.startswith("Stop")
    shown = stops_page(start, lines).detail.splitlines()
    assert (len(shown), shown[-1]) == (5, f"and {len(lines) - 4} more")
    assert stops_page(start, lines).by_hint("Enter").lands == lines[0].finding


def test_many_stops_of_one_rule_are_one_line(visit):
    visit.course.patient.allergy_status = "none_known"
    visit.screening = Screening(answers=blank_answers())
    late = [
        ConsentStatement(statement_id=f"S{n}", sentence="I agree.", accepted=True, accepted_at=START)
        for n in range(1, 15)
    ]
    visit.consent = Consent(basis="new", statements=late)
    visit.started_at = START - timedelta(hours=1)
    start = Press("go", "Blood out now", writes=(Now(visit.prp, "draw_at"),))
    words = [line.words for line in open_stops(visit, start, Context.at(START))]
    assert [one for one in words if "too late" in one] == [
        "Stop: S1 was answered too late, and 13 more for the same reason"
    ]
    assert len(words) <= 6
    first, *others = stops_page(start, open_stops(visit, start, Context.at(START))).detail.splitlines()
    assert first == (
        "Stop: S1 was answered too late, and 13 more for the same reason: answered 13:00, but the start of the "
        "procedure was 12:00. Correct the time that is wrong. Put it right on the sheet, or go on: it is asked again "
        "at sign-off."
    )
    assert not any("sign-off" in line for line in others)


def test_only_a_start_is_asked_about(visit):
    zone = visit.needling.zones[0]
    assert part_begun(Press("z", "", writes=(Now(zone, "start_at"),))) == ""
    starts = ((visit.prp, "draw_at"), (visit.needling, "start_at"), (visit.application, "injection_start_at"))
    assert [part_begun(Press("s", "", writes=(Now(*start),))) for start in starts] == [
        "the blood draw",
        "the needling",
        "the PRP",
    ]
