from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.catalogue import agents, topical
from charting.rulebook import Change, rulebook
from charting.rules.buffering import buffered
from charting.rules.dosing_weight import Person
from charting.rules.exact import show_share
from charting.rules.given import applied, injected
from charting.rules.ledger import ledger
from charting.rules.ledger_verdicts import drawn_up_verdicts, volume_verdicts
from charting.rules.methaemoglobin import patient_verdicts, saturation_verdicts
from charting.rules.reduction import suggest_factor
from charting.rules.verdict import BLOCK_H, BLOCK_O, NOTE, WARN

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)
BOOK = rulebook()
EMLA = "EMLA (lidocaine 2.5 % + prilocaine 2.5 %)"
STRONG = "Compounded lidocaine 23 % + tetracaine 7 %"


def person(kg="70", height="180", age=40, cardiac=False, sex="male"):
    weight = None if kg is None else D(kg)
    return Person(weight, DAY, "measured_today", None if height is None else D(height), sex, age, cardiac)


def of(*doses, kg="70", profile="UK", factor=None, who=None, book=BOOK, moment=NOON, **more):
    flat = [one for dose in doses for one in (dose if isinstance(dose, tuple) else (dose,))]
    body = who or person(kg)
    chosen = None if factor is None else D(factor)
    return ledger(flat, body, visit_id="now", moment=moment, profile=profile, book=book, factor=chosen, **more)


def shot(agent="Lidocaine", percent="1", ml="10", ratio="none", at=NOON, visit="now"):
    volume = None if ml is None else D(ml)
    return injected(agent, None if percent is None else D(percent), volume, ratio, at=at, visit_id=visit)


def cream(product=EMLA, g="20", area="150", intact=True, at=NOON, visit="now"):
    amount = None if g is None else D(g)
    strengths = topical(product).mg_per_g
    return applied(product, strengths, amount, D(area), intact, BOOK, at=at, visit_id=visit)


def said(found, rule):
    return [v.level for v in found.verdicts if v.rule == rule]


def test_l02_lidocaine_with_adrenaline():
    found = of(shot("Lidocaine + adrenaline", ml="20", ratio="1:200000"), kg="50")
    assert found.lines[0].maximum.mg == 350
    assert found.lines[0].counts_mg == 200
    assert round(found.total, 4) == D("0.5714")
    assert found.adrenaline.mcg == 100
    assert found.verdicts == ()


def test_l03_two_drugs_add_up_and_are_noted():
    found = of(shot("Lidocaine + adrenaline", ml="20", ratio="1:200000"), shot("Bupivacaine", percent="0.25", ml="10"))
    assert [round(line.share, 4) for line in found.lines] == [D("0.4082"), D("0.1786")]
    assert round(found.total, 4) == D("0.5867")
    assert [(v.level, v.rule) for v in found.verdicts] == [(NOTE, "ledger.mixed")]


def test_l04_emla_counts_on_both_drugs():
    found = of(cream())
    assert [(line.drug, line.counts_mg, line.share) for line in found.lines] == [
        ("lidocaine", 125, D("0.625")),
        ("prilocaine", 125, D("0.3125")),
    ]
    assert found.total == D("0.9375")
    assert said(found, "ledger.total") == [WARN]
    assert said(found, "ledger.mixed") == []


def test_l05_exactly_the_limit_warns_and_does_not_block():
    found = of(shot("Prilocaine", percent="2", ml="18"), kg="60")
    assert found.lines[0].counts_mg == 360
    assert found.total == 1
    assert said(found, "ledger.total") == [WARN]
    assert said(of(shot("Prilocaine", percent="2", ml="18.01"), kg="60"), "ledger.total") == [BLOCK_O]


def test_l09_two_percent_taken_for_one():
    found = of(shot(percent="2", ml="15"))
    assert found.lines[0].counts_mg == 300
    assert found.total == D("1.5")
    (block,) = (v for v in found.verdicts if v.rule == "ledger.total")
    assert block.level is BLOCK_O
    assert block.what == "Local anaesthetic 150 % of the limit"
    assert block.why == "lidocaine 300 mg of 200 mg"


def test_l10_the_factor_halves_the_maximum():
    assert of(shot(), factor="0.5").total == 1


def test_l11_half_a_percent():
    assert shot(percent="0.5", ml="1").mg_per_ml == 5


def test_l12_without_weight_no_share_but_a_block_and_the_cap():
    found = of(shot(), kg=None)
    assert found.total is None
    assert found.lines[0].limit_text == "at most 200 mg (weight missing)"
    assert found.lines[0].share_text() == "not computable"
    assert [(v.level, v.rule) for v in found.verdicts] == [(BLOCK_O, "weight.missing")]
    assert found.total_text() == "not computable (weight missing), at least 50 %"
    assert found.room("Lidocaine", D(1), False).ml is None


def test_without_weight_an_overdose_above_the_cap_is_caught_all_the_same():
    assert said(of(shot(ml="21"), kg=None), "ledger.total") == [BLOCK_O]
    assert said(of(shot(ml="41"), kg=None), "ledger.total") == [BLOCK_H]


def test_the_worked_example_of_the_screen():
    doses = [shot("Lidocaine + adrenaline", ml=ml, ratio="1:200000") for ml in ("4", "2", "4")]
    found = of(cream(g="10", area="106"), *doses, kg="62")
    shown = [(line.name, line.worked_from, line.counts_mg, line.limit_text, line.share_text()) for line in found.lines]
    assert shown == [
        ("lidocaine, topical", "250 mg × 0.25 absorbed", D("62.5"), "3 mg/kg × 62 kg = 186 mg", "33.6 %"),
        ("prilocaine, topical", "250 mg × 0.25 absorbed", D("62.5"), "6 mg/kg × 62 kg = 372 mg", "16.8 %"),
        ("lidocaine + adrenaline", "10 mL × 10 mg/mL", 100, "7 mg/kg × 62 kg = 434 mg", "23 %"),
    ]
    assert found.total_text() == "73.4 %"
    room = found.room("Lidocaine + adrenaline", D(1), True)
    assert room.ml == D("11.5")
    assert room.working == "(1 − 0.7344) × 43.4 mL = 11.5 mL; all of it: 434 mg ÷ 10 mg/mL = 43.4 mL"
    assert found.adrenaline.mcg == 50
    assert found.by_drug == (("lidocaine", D("162.5")), ("prilocaine", D("62.5")))
    assert found.sums()[-1] == "Total: 0.336 + 0.168 + 0.2304 = 0.7344, 73.4 %"
    assert said(found, "ledger.mixed") == [NOTE]
    assert found.rescue_needed
    assert (found.rules_version, found.catalogue_version) == ("2026-11-21", "2026-11-21")


@pytest.mark.parametrize(
    ("ml", "level"),
    [("15.9", []), ("16", [WARN]), ("20", [WARN]), ("20.1", [BLOCK_O]), ("40", [BLOCK_O]), ("40.1", [BLOCK_H])],
)
def test_the_thresholds_of_the_total(ml, level):
    assert said(of(shot(ml=ml)), "ledger.total") == level


def test_a_topical_excess_used_as_labelled_may_be_overridden():
    found = of(cream(g="60", area="600"))
    assert found.total == D("2.8125")
    (block,) = (v for v in found.verdicts if v.rule == "ledger.total")
    assert block.level is BLOCK_O
    assert "label-conform amount; counted at the app margin of 0.25" in block.why


@pytest.mark.parametrize(
    "doses",
    [
        (cream(g="60", area="200"),),
        (cream(g="60", area="600"), cream(g="60", area="600")),
        (cream(STRONG, g="30", area="300"),),
        (cream(g="60", area="600"), shot(ml="41")),
    ],
)
def test_an_excess_beyond_the_label_or_by_needle_may_not(doses):
    assert said(of(*doses), "ledger.total") == [BLOCK_H]


def test_broken_skin_counts_in_full_and_unknown_skin_not_at_all():
    assert of(cream(intact=False)).lines[0].counts_mg == 500
    found = of(cream(intact=None))
    assert found.total is None
    assert "whether the skin was intact is not answered" in found.missing
    assert [v.level for v in found.verdicts] == [WARN, WARN]


def test_same_drug_plain_and_with_adrenaline_goes_by_the_sum_of_shares():
    found = of(shot(ml="10"), shot("Lidocaine + adrenaline", ml="10", ratio="1:200000"))
    assert found.total == D(1) / 2 + D(10) / 49
    assert found.by_drug == (("lidocaine", 200),)
    assert said(found, "ledger.mixed") == []
    assert said(of(shot(ml="20.1"), shot("Lidocaine + adrenaline", ml="1", ratio="1:200000")), "ledger.total") == [
        BLOCK_O
    ]


def test_adrenaline_in_the_name_alone_does_not_raise_the_limit():
    assert of(shot("Lidocaine + adrenaline", ratio="none")).lines[0].maximum.mg == 200
    assert of(shot("Lidocaine + adrenaline", ratio=None)).lines[0].maximum.mg == 200


def test_earlier_visits_within_24_hours_count_in_full():
    def earlier(hours):
        return of(shot(), shot(at=NOON - timedelta(hours=hours), visit="before"))

    assert earlier(23).total == 1
    assert earlier(24).total == 1
    assert earlier(24.01).total == D("0.5")
    assert [line.name for line in earlier(3).lines] == ["lidocaine", "lidocaine, earlier visit"]


def test_a_slip_of_the_clock_takes_no_dose_out_of_the_sum():
    assert of(shot(at=NOON - timedelta(days=300))).total == D("0.5")
    assert of(shot(at=None)).total == D("0.5")
    assert of(shot(at=NOON + timedelta(hours=2), visit="other")).total == D("0.5")
    with pytest.raises(ValueError):
        of(shot(at=datetime(2026, 11, 21, 9, 0), visit="other"))


def test_the_window_is_counted_in_real_hours_when_the_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    after = datetime(2026, 10, 25, 12, 0, tzinfo=berlin)
    before = datetime(2026, 10, 24, 12, 30, tzinfo=berlin)
    assert of(shot(at=before, visit="before"), moment=after, who=person()).lines == ()


def test_the_24_hour_cap_of_a_drug():
    doses = [shot("Bupivacaine", percent="0.5", ml=ml) for ml in ("60", "20.1")]
    found = of(*doses, kg="100", who=person("100", "200"))
    assert said(found, "ledger.day.bupivacaine") == [BLOCK_O]
    assert said(of(shot("Bupivacaine", percent="0.5", ml="80"), kg="100"), "ledger.day.bupivacaine") == []


@pytest.mark.parametrize(
    ("dose", "profile", "level"),
    [
        (shot("Moon dust"), "UK", BLOCK_O),
        (shot("Chloroprocaine"), "UK", BLOCK_O),
        (shot("Prilocaine", percent="2"), "US", BLOCK_O),
        (cream("Ametop (tetracaine 4 % gel)", g="5"), "UK", WARN),
        (shot(ml=None), "UK", WARN),
    ],
)
def test_what_has_no_limit_is_never_taken_as_nothing(dose, profile, level):
    found = of(dose, profile=profile)
    assert found.total is None and found.missing
    assert [v.level for v in found.verdicts if v.rule.startswith("ledger.unknown")] == [level]


def test_the_known_part_is_judged_while_the_rest_is_unknown():
    found = of(shot(ml="21"), shot("Moon dust"))
    assert said(found, "ledger.total") == [BLOCK_O]
    assert any(v.what == "Local anaesthetic at least 105 % of the limit" for v in found.verdicts)


def test_the_young_and_those_of_unknown_age():
    assert of(shot(ml="10"), who=person(age=15)).total == 1
    assert said(of(shot(), who=person(age=15)), "ledger.young") == [WARN]
    assert of(shot(), who=person(age=11)).total is None
    assert said(of(shot(), who=person(age=None)), "ledger.age") == [BLOCK_O]


def test_another_weight_is_another_verdict():
    before, after = (of(shot(ml="19"), kg=kg) for kg in ("70", "69"))
    assert before.verdicts[0].rule == after.verdicts[0].rule == "ledger.total"
    assert before.verdicts[0].key != after.verdicts[0].key


def test_the_clinic_may_be_stricter():
    change = Change("total_block", "0.90", "House rule since an incident", "Dr Sample", NOON)
    book = BOOK.changed([change])
    found = of(shot(ml="19"), book=book)
    assert said(found, "ledger.total") == [BLOCK_O]
    assert of(shot(ml="10"), book=book).room("Lidocaine", D(1), False).ml == 8


def test_a_larger_factor_than_suggested_warns():
    suggestion = suggest_factor(75, {"hepatic_failure": True}, BOOK)
    assert said(of(shot(ml="1"), suggestion=suggestion), "reduction.factor") == [WARN]
    assert said(of(shot(ml="1"), factor="0.5", suggestion=suggestion), "reduction.factor") == []


def test_nothing_given_is_nothing_said():
    found = of()
    assert (found.total, found.verdicts, found.sums()) == (0, (), ())
    assert found.room("Lidocaine", D(1), False).ml == 20
    assert of(kg=None).verdicts == ()


@pytest.mark.parametrize(
    ("percent", "ml", "asked"), [("1", "20", False), ("1", "20.1", True), ("0.5", "40", False), (None, "40", False)]
)
def test_a_large_volume_asks_whether_milligrams_were_meant(percent, ml, asked):
    found = volume_verdicts(None if percent is None else D(percent), D(ml), BOOK)
    assert [v.level for v in found] == [WARN] * asked
    assert all("did you mean mg?" in v.why for v in found)


def test_given_and_wasted_make_up_what_was_drawn_up():
    assert drawn_up_verdicts(D(5), D("4.5"), D("0.5")) == ()
    assert [v.level for v in drawn_up_verdicts(D(5), D(4), D("0.5"))] == [WARN]
    assert drawn_up_verdicts(D(5), D(4), None) == ()


def test_buffering_dilutes_and_keeps_the_milligrams():
    found = buffered("lidocaine", D(1), D(10), D(1), "1:200000", BOOK)
    assert (found.total_ml, found.mg) == (11, 100)
    assert round(found.percent, 3) == D("0.909")
    assert round(found.mg_per_ml, 2) == D("9.09")
    assert round(found.adrenaline_mcg_per_ml, 3) == D("4.545")
    assert round(buffered("lidocaine", D(1), D(9), D(1), "none", BOOK).percent, 4) == D("0.9")
    assert found.verdicts == ()


@pytest.mark.parametrize(
    ("drug", "ml", "bicarbonate", "warned"),
    [("bupivacaine", "20", "0.1", False), ("bupivacaine", "20", "0.11", True), ("ropivacaine", "10", "1", True)],
)
def test_what_precipitates_is_not_buffered(drug, ml, bicarbonate, warned):
    found = buffered(drug, D("0.25"), D(ml), D(bicarbonate), "none", BOOK)
    assert [v.level for v in found.verdicts] == [WARN] * warned


def test_much_prilocaine_and_any_benzocaine_recall_methaemoglobinaemia():
    assert said(of(shot("Prilocaine", percent="2", ml="18.1"), kg="60"), "methb") == [WARN]
    assert said(of(shot("Prilocaine", percent="2", ml="18"), kg="60"), "methb") == []
    blt = applied("BLT", {"benzocaine": D(200)}, D(5), D(100), True, BOOK, visit_id="now")
    assert said(of(blt), "methb") == [WARN]
    assert [v.level for v in saturation_verdicts(D("91.9"), ["prilocaine"], BOOK)] == [WARN]
    assert saturation_verdicts(D(92), ["prilocaine"], BOOK) == ()
    assert saturation_verdicts(None, ["prilocaine"], BOOK) == ()
    assert saturation_verdicts(D(80), ["lidocaine"], BOOK) == ()
    assert [v.level for v in patient_verdicts(["lidocaine", "prilocaine"], ["G6PD deficiency"])] == [BLOCK_H]
    assert patient_verdicts(["prilocaine"], []) == ()


def test_a_share_next_to_the_limit_is_not_shown_as_the_limit():
    assert show_share(D("1.0001")) == "just over 100 %"
    assert show_share(D("0.9999")) == "just under 100 %"
    assert show_share(D(1)) == "100 %"


AGENTS = sorted(a.name for a in agents().values() if a.uk is not None and a.uk.mg_per_kg is not None)
DOSES = st.lists(
    st.builds(
        shot,
        st.sampled_from(AGENTS),
        st.sampled_from(["0.25", "0.5", "1", "2", "4"]),
        st.decimals("0.1", 30, places=1),
        st.sampled_from(["none", "1:200000"]),
    ),
    max_size=6,
)
KILOS = st.decimals(20, 250, places=1)


@given(doses=DOSES, more=DOSES, kg=KILOS)
def test_more_never_lowers_the_total_nor_the_gravest_verdict(doses, more, kg):
    less, all_of_it = of(*doses, kg=kg), of(*doses, *more, kg=kg)
    assert all_of_it.exact >= less.exact
    assert max(said(all_of_it, "ledger.total"), default=0) >= max(said(less, "ledger.total"), default=0)
    assert all_of_it.adrenaline.mcg >= less.adrenaline.mcg


@given(doses=DOSES, kg=KILOS, data=st.data())
def test_the_order_of_doses_does_not_matter(doses, kg, data):
    one, other = of(*doses, kg=kg), of(*data.draw(st.permutations(doses)), kg=kg)
    assert one.exact == other.exact
    assert {v.rule for v in one.verdicts} == {v.rule for v in other.verdicts}
    assert dict(one.by_drug) == dict(other.by_drug)


@given(doses=DOSES, kg=KILOS, name=st.sampled_from(AGENTS), percent=st.sampled_from(["0.5", "1", "2"]))
def test_giving_all_that_is_left_never_passes_the_limit(doses, kg, name, percent):
    before = of(*doses, kg=kg)
    left = before.room(name, D(percent), True).ml
    assert left >= 0
    if left > 0:
        after = of(*doses, shot(name, percent, left, "1:200000"), kg=kg)
        assert after.exact <= 1


@given(doses=DOSES.filter(bool), lacking=st.sampled_from(["weight", "volume", "strength", "age"]))
def test_what_is_missing_never_becomes_a_number(doses, lacking):
    who = person(None) if lacking == "weight" else person(age=None) if lacking == "age" else person()
    extra = {"volume": [shot(ml=None)], "strength": [shot(percent=None)]}.get(lacking, [])
    found = of(*doses, *extra, who=who)
    assert found.total is None
    assert found.missing
    assert found.room("Lidocaine", D(1), False).ml is None


def test_a_drug_that_is_not_listed_is_not_known_and_never_a_share():
    found = of(injected("lid", D(1), D(60), "none", visit_id="now"))
    assert found.total_text() == "not computable (lid is no drug of the list)"
    assert [(v.level, v.why) for v in found.verdicts] == [(BLOCK_O, "lid is no drug of the list")]
