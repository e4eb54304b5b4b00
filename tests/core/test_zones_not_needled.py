"""A zone that was planned and not needled: gloves say so, and nothing that counts, sums or tells takes it for more."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import charting
from charting.actions.calls import what_was_done
from charting.actions.said_once import same_for_all_zones
from charting.context import Context
from charting.findings import Level
from charting.output.course_facts import course_facts
from charting.output.documents import build
from charting.output.proof import read_back, says
from charting.records.account import account_of
from charting.records.application import Application
from charting.records.applied_zone import AppliedZone
from charting.records.base import findings
from charting.records.clocks import TIME_OUT, clocks_of
from charting.records.glove_page import NewRow
from charting.records.glove_planned import area_ml, even_ml
from charting.records.glove_steps import page_of, places_of, zone_tapped
from charting.records.needled_zone import NEEDLED_WITH, NeedledZone, needled_zones
from charting.records.zone_map import applied_figures, needled_figures
from charting.records.zone_totals import application_totals, needling_totals
from tests.core.test_documents import NOW, empty_visit, paper_of, sign
from tests.core.test_glove_steps import DOCTOR, START, Gloves, copied, visit  # noqa: F401  the visit is a fixture

D = Decimal
READS_EVERY_ROW = {
    "actions/carry_forward.py",
    "actions/moved_sheets.py",
    "practice/routine.py",
    "records/applied_zone.py",  # asks which zones were said not to be needled
    "records/withdrawal_checks.py",  # a time there is a time, whatever else was said
}
"""Who may look at every zone of a needling, and not only at those that count for it."""


@pytest.fixture
def needling(visit):  # noqa: F811
    """The first of three zones has just begun."""
    visit.prp.draw_at = visit.prp.prp_ready_at = visit.anaesthesia.topicals[0].removed_at = START
    visit.anaesthesia.doses[0].given_at = visit.anaesthesia.block_tested_at = START
    gloves = Gloves(visit)
    gloves.at = "needling_start:needling"
    gloves.press("Enter")
    assert gloves.at == "zone:zones0"
    return gloves


def bare(row):
    return {name: getattr(row, name) for name in NEEDLED_WITH}


def treated(*, planned=False):
    """A visit with two needled zones; `planned` adds a third that was not, with all it should not have."""
    made = empty_visit()
    made.course.patient.family_doctor_name, made.after.letter_agreed = "Dr Rowan Sample", True
    sheet = made.needling
    sheet.id, sheet.start_at, sheet.end_at = "n" * 32, NOW - timedelta(minutes=40), NOW - timedelta(minutes=10)
    made.opened_at = NOW - timedelta(hours=1)
    for at, code in enumerate(("mid_scalp", "vertex")):
        usual = {"depth_mm": D("1.25"), "passes": D(4), "area_cm2": D(40), "endpoint": "mild_erythema"}
        sheet.zones.append(NeedledZone(id=f"{at}" * 32, position=at, zone=code, **usual))
    if planned:
        row = NeedledZone(id="2" * 32, position=2, zone="temporal_left", area_cm2=D(600), endpoint="not_needled")
        row.depth_mm, row.passes, row.start_at, row.end_at = D("2.5"), D(9), sheet.start_at, sheet.end_at
        sheet.zones.append(row)
    return made


def test_a_zone_not_done_keeps_neither_times_nor_depth(needling, visit):  # noqa: F811
    copied(visit.needling.zones[1], "zone", "depth_mm", "passes")
    needling.press("Enter", "5", "1", "9", "0")
    first, second, third = visit.needling.zones
    assert first.endpoint == "pinpoint_bleeding"
    assert first.end_at is not None
    assert [row.endpoint for row in (second, third)] == ["not_needled"] * 2
    assert {value for row in (second, third) for value in bare(row).values()} == {None}
    assert second.origins is None
    assert visit.needling.end_at is not None
    assert needled_zones(visit.needling) == [first]


def test_a_zone_needled_in_part_keeps_its_times_and_its_open_endpoint(needling, visit):  # noqa: F811
    needling.press("5", "1", "9", "1")
    first, second, third = visit.needling.zones
    assert (first.endpoint, first.depth_mm) == (None, D("1.00"))
    assert first.start_at < first.end_at == visit.needling.end_at
    assert [row.endpoint for row in (second, third)] == ["not_needled"] * 2


def test_stopping_out_of_a_pause_asks_the_same(needling, visit):  # noqa: F811
    needling.press("5", "1", "4")
    asked = needling.page.by_hint("0").ask
    assert [press.words for press in asked.presses] == ["End, not needled", "End, needled in part", "Back"]
    assert asked.by_hint("Enter").words == "Back"
    needling.press("0", "0")
    assert {row.endpoint for row in visit.needling.zones} == {"not_needled"}
    assert "Stopped" in visit.needling.incident


def test_a_zone_ended_elsewhere_is_not_called_untouched(needling, visit):  # noqa: F811
    visit.needling.zones[0].end_at = START
    needling.press("5", "1", "9", "0")
    assert visit.needling.zones[0].endpoint is None
    assert visit.needling.zones[0].start_at is not None


def test_a_zone_called_not_needled_goes_on_after_all(needling, visit):  # noqa: F811
    needling.press("Enter", "5", "1", "9", "0")
    needling.at = "zone:zones1"
    page = needling.page
    assert (page.detail, page.dials) == ("Not needled", ())
    assert needling.page.more.by_hint("0") is None
    needling.press("5", "1")
    row = visit.needling.zones[1]
    assert (row.endpoint, visit.needling.end_at, needling.at) == (None, None, "zone:zones1")
    assert row.start_at is not None


def test_a_zone_needled_in_part_keeps_its_times_where_another_goes_on(needling, visit):  # noqa: F811
    needling.press("5", "1", "9", "1")
    first = visit.needling.zones[0]
    times = (first.start_at, first.end_at)
    needling.at = "zone:zones1"
    needling.press("5", "1")
    assert (first.start_at, first.end_at) == times
    assert None not in times
    needling.press("5", "7")
    assert needling.at == "zone:zones0"
    needling.press("5", "9")
    assert (needling.at, first.start_at, first.end_at) == ("zone:zones1", *times)
    assert visit.needling.zones[1].start_at is not None


def test_gloves_take_only_needled_zones_for_the_prp(needling, visit):  # noqa: F811
    visit.application = Application(id="application", route="intradermal")
    needling.press("Enter", "5", "1", "9", "0")
    for name in ("timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"):
        setattr(visit.application, name, True)
    press = page_of(visit, "giving_start:application", START, DOCTOR).by_hint("0")
    assert (press.words, press.detail) == ("Zones as needled", "Frontal left")
    assert [dict(write.answers)["zone"] for write in press.writes if isinstance(write, NewRow)] == ["frontal_left"]


def test_an_endpoint_nobody_answered_is_not_taken_for_needled_by_the_prp(visit):  # noqa: F811
    sheet = visit.needling
    sheet.start_at = START
    sheet.zones[0].start_at = START
    for name in ("timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"):
        setattr(visit.application, name, True)
    press = page_of(visit, "giving_start:application", START, DOCTOR).by_hint("0")
    assert (press.words, press.detail) == ("Zones as planned", "Frontal left, Mid-scalp, Vertex")
    sheet.end_at = START
    press = page_of(visit, "giving_start:application", START, DOCTOR).by_hint("0")
    assert (press.words, press.detail) == ("Zones as needled", "Frontal left")


def test_the_prp_is_not_divided_over_a_zone_that_was_not_needled(visit):  # noqa: F811
    visit.application.zones = [
        AppliedZone(zone=code, id=code, area_cm2=D(area))
        for code, area in (("frontal_left", 20), ("mid_scalp", 40), ("vertex", 60))
    ]
    visit.prp.prp_volume_ml = D(6)
    assert even_ml(visit.application) == D(2)
    visit.needling.zones[2].endpoint = "not_needled"
    assert even_ml(visit.application) == D(3)
    assert area_ml(visit.application) == [D(2), D(4)]
    page = page_of(visit, "applied:frontal_left", START, DOCTOR)
    assert (page.dials[0].note, page.by_hint("0").words) == ("begins at 3 mL, an even share", "3 mL, all zones")


def test_a_planned_prp_row_of_a_zone_that_was_not_needled_waits_for_nothing(visit):  # noqa: F811
    sheet = visit.application
    sheet.zones = [
        AppliedZone(zone=code, id=code, area_cm2=D(area))
        for code, area in (("frontal_left", 20), ("mid_scalp", 40), ("vertex", 60))
    ]
    for name in TIME_OUT:
        setattr(sheet, name, True)
    visit.prp.prp_volume_ml, sheet.route, sheet.injection_start_at = D(6), "intradermal", START
    sheet.zones[0].ml, sheet.zones[1].ml, sheet.total_injected_ml = D(2), D(3), D(5)
    vertex = sheet.zones[2]

    def shown():
        return (
            vertex.in_row("zone", START.date()),
            application_totals(sheet).first,
            application_totals(sheet).second,
            "vertex" in applied_figures(sheet.zones),
            [one.value for one in sheet.worked_out(Context.at(NOW)) if one.name in {"Area", "Injected for each cm²"}],
        )

    waiting = ("Vertex", "5 of 6 mL given so far, 1 left", "3 zones, 120 cm²", True, [D(120), D(5) / 120])
    assert shown() == waiting
    visit.needling.zones[2].endpoint = "not_needled"
    told = ("Vertex, not needled", "5 of 6 mL given, 1 left over", "0.083 mL/cm² on 60 cm²", False, [D(60), D(5) / 60])
    assert shown() == told
    sheet.total_injected_ml = None
    places = {place.key: (place.open, place.shown) for place in places_of(visit)}
    assert places["applied:vertex"] == (False, True), "no step of its own, but the map still leads to it"
    assert page_of(visit, "giving_end:application", START, DOCTOR).by_hint("Enter").ask is None
    vertex.ml = D(1)
    assert vertex.in_row("zone", START.date()) == "Vertex"
    assert application_totals(sheet).second == "0.05 mL/cm² on 120 cm²", "what was given there all the same counts"
    vertex.ml, visit.needling.zones[2].endpoint, sheet.total_injected_ml = None, None, D(5)
    assert shown() == waiting, "nothing was taken away"


@pytest.mark.parametrize("why", ["not needled", "volume unknown", "less than a tenth"])
def test_what_is_no_even_share_is_neither_called_one_nor_offered_as_one(visit, why):  # noqa: F811
    visit.application.zones = [AppliedZone(zone=code, id=code) for code in ("frontal_left", "vertex")]
    visit.prp.prp_volume_ml = {"volume unknown": None, "less than a tenth": D("0.1")}.get(why, D(6))
    visit.needling.zones[2].endpoint = "not_needled" if why == "not needled" else None
    page = page_of(visit, "applied:vertex", START, DOCTOR)
    assert (page.dials[0].note, page.by_hint("0")) == ("begins at 0.1 mL", None)
    assert page.dials[0].more.words == "0.1 mL"


def test_a_zone_planned_by_mistake_is_left_out_at_once(needling, visit):  # noqa: F811
    needling.press("Enter")
    assert needling.page.more.by_hint("0").detail == "or leave it out"
    press = needling.page.more.by_hint("0").ask.by_hint("0")
    assert (press.words, press.ask) == ("Leave this zone out", None)
    needling.press("5", "0", "0")
    assert [row.zone for row in visit.needling.zones] == ["frontal_left", "vertex"]
    assert needling.at == "zone:zones2"
    assert visit.needling.zones[1].start_at is not None
    needling.press("5", "0", "0")
    assert (needling.kind, visit.needling.end_at) == ("needling_end", None)


def test_every_page_behind_a_zone_keeps_to_six_buttons(needling, visit):  # noqa: F811
    for place in places_of(visit):
        if place.kind == "zone":
            more = page_of(visit, place.key, START, DOCTOR).more
            pages = [more, *(press.ask for press in more.presses if press.ask is not None)]
            for page in pages:
                hints = [press.hint for press in page.buttons()]
                assert len(hints) <= 6
                assert len(set(hints)) == len(hints)


def test_its_place_on_the_map_still_leads_to_it(needling, visit):  # noqa: F811
    visit.needling.zones[1].endpoint = "not_needled"
    assert "mid_scalp" not in needled_figures(visit.needling.zones)
    assert zone_tapped(visit, needling.at, "mid_scalp").goes == "zone:zones1"


def counted(made):
    """All that is worked out from the needled zones of a visit."""
    sheet, context = made.needling, Context.at(NOW)
    return {
        "results": [(one.name, one.value, one.working, one.missing) for one in sheet.worked_out(context)],
        "totals": needling_totals(sheet),
        "map": needled_figures(sheet.zones),
        "clocks": [(clock.kind, clock.title) for clock in clocks_of(made)],
        "of the course": course_facts(made.course, NOW.date()).sessions,
        "on the phone": what_was_done(made),
        "of the sheet": [one.what for one in findings(sheet, context) if one.record_id in {"", sheet.id}],
        "copied to all": same_for_all_zones(sheet),
    }


def test_nothing_that_counts_or_sums_takes_it_for_needled():
    assert counted(treated(planned=True)) == counted(treated())
    assert counted(treated())["results"][0][1] == 2
    assert counted(treated())["of the course"][0].deepest_mm == "1.25"


def test_on_the_phone_a_depth_and_its_unit_never_part():
    assert "needled to 1.25\N{NO-BREAK SPACE}mm" in what_was_done(treated())[0]


@pytest.mark.parametrize("kind", ["consent", "photo_consent", "aftercare", "evidence", "doctor_letter"])
def test_no_document_takes_it_for_needled(kind):
    visits = (treated(planned=True), treated())
    for made in visits:
        sign(made)
    with_it, without = (read_back(build(kind, paper_of(made))) for made in visits)
    assert _told(with_it) == _told(without)


def _told(pages):
    """The words of the pages without the seal and number that differ as the record does, and the words that tell it."""
    return re.sub(
        r"[0-9A-Z]{2,}(-[0-9A-Z]{2,})+| Temporal left: not needled\.", "", "\n".join(pages), flags=re.IGNORECASE
    )


def test_the_summary_names_it_as_not_needled():
    made = treated(planned=True)
    for name in NEEDLED_WITH:
        setattr(made.needling.zones[2], name, None)
    text = "\n".join(read_back(build("chart_summary", paper_of(made))))
    assert says(text, "3 Temporal left 600 – – Not needled")
    assert says(text, "All zones 80 8")
    assert says(text, "Temporal left: not needled.")
    assert "Temporal left: not needled." in account_of(made)


def test_what_it_should_not_have_is_asked_about_and_its_depth_is_not_needed():
    made = treated(planned=True)
    row, context = made.needling.zones[2], Context.at(NOW)
    assert [one.level for one in findings(row, context) if one.rule == "zone-not-needled"] == [Level.WARN]
    for name in NEEDLED_WITH:
        setattr(row, name, None)
    assert [one for one in findings(row, context) if one.rule == "zone-not-needled" or one.level is Level.MISSING] == []


def test_nobody_counts_zones_past_the_one_place_that_says_which_were_needled():
    """Whoever reads `needling.zones` directly is named here with a reason; all others ask `needled_zones`."""
    root = Path(charting.__file__).parent
    reads = re.compile(r"for \w+ in (?:\w+\.)*needling\.zones\b")
    found = {str(file.relative_to(root)) for file in root.rglob("*.py") if reads.search(file.read_text("utf-8"))}
    assert found <= READS_EVERY_ROW
