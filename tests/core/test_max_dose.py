from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.catalogue import agent, agents
from charting.rulebook import rulebook
from charting.rules.dosing_weight import Person, dosing_weight, ideal_weight_kg
from charting.rules.max_dose import Terms, limiting_agent, max_ml, maximum
from charting.rules.reduction import factor_verdicts, factors, suggest_factor
from charting.rules.verdict import BLOCK_O, WARN

D = Decimal
DAY = date(2026, 11, 21)
BOOK = rulebook()


def weight(kg="70", height="180", sex="male", days=0, source="measured_today"):
    person = Person(
        None if kg is None else D(kg), DAY - timedelta(days), source, None if height is None else D(height), sex, 40
    )
    return dosing_weight(person, DAY, BOOK)


def terms(kg="70", profile="UK", factor="1.0", age=40, **body):
    return Terms(profile, weight(kg, **body), age, D(factor), BOOK)


def most(name, **given_terms):
    return maximum(agent(name), terms(**given_terms)).mg


@pytest.mark.parametrize(
    ("name", "uk", "us"),
    [
        ("Lidocaine", ("3", "200", None), ("4.5", "300", None)),
        ("Lidocaine + adrenaline", ("7", "500", None), ("7", "500", None)),
        ("Bupivacaine", ("2", "150", "400"), ("2", "175", "400")),
        ("Bupivacaine + adrenaline", ("2", "150", None), ("3", "225", None)),
        ("Levobupivacaine", (None, "150", "400"), None),
        ("Ropivacaine", (None, "200", "675"), None),
        ("Mepivacaine", ("4.4", "300", None), ("6.6", "400", "1000")),
        ("Mepivacaine + vasoconstrictor", ("4.4", "300", None), ("6.6", "400", None)),
        ("Prilocaine", ("6", "400", None), None),
        ("Prilocaine + felypressin", ("6", "300", None), None),
        ("Articaine + adrenaline", ("7", "500", None), ("7", "500", None)),
        ("Chloroprocaine", None, ("11", "800", None)),
        ("Chloroprocaine + adrenaline", None, ("14", "1000", None)),
        ("Procaine", None, None),
    ],
)
def test_every_row_of_the_limits(name, uk, us):
    for limit, row in ((agent(name).uk, uk), (agent(name).us, us)):
        if row is None:
            assert limit is None
        else:
            figures = tuple(None if figure is None else D(figure) for figure in row)
            assert (limit.mg_per_kg, limit.cap_mg, limit.cap_24h_mg) == figures


def test_l01_lidocaine_plain():
    assert most("Lidocaine") == 200
    assert max_ml(D(200), D(1)) == 20
    assert most("Lidocaine", profile="US") == 300
    assert max_ml(D(300), D(1)) == 30
    assert maximum(agent("Lidocaine"), terms()).text == "3 mg/kg × 70 kg = 210 mg, at most 200 mg"


def test_l07_ideal_weight_in_obesity():
    body = weight("95", "165", "female")
    assert (body.kg, body.why) == (D("56.966"), "ideal weight")
    assert most("Lidocaine + adrenaline", kg="95", height="165", sex="female") == D("398.7")
    assert most("Lidocaine", kg="95", height="165", sex="female") == D("170.8")
    found = maximum(agent("Lidocaine + adrenaline"), terms("95", height="165", sex="female"))
    assert found.text == "7 mg/kg × 56.966 kg = 398.7 mg"


def test_l10_factor():
    assert most("Lidocaine", factor="0.5") == 100
    found = maximum(agent("Lidocaine"), terms(factor="0.5"))
    assert found.text.endswith("at most 200 mg; × 0.5 = 100 mg")
    obese = maximum(agent("Lidocaine"), terms("95", height="165", sex="female", factor="0.8"))
    assert obese.text == "3 mg/kg × 56.966 kg = 170.898 mg; × 0.8 = 136.7 mg"


def test_l12_without_weight_only_the_cap():
    found = maximum(agent("Lidocaine"), terms(None))
    assert (found.mg, found.cap_mg, found.missing) == (None, 200, "weight missing")
    assert [v.level for v in weight(None).verdicts] == [BLOCK_O]


def test_an_agent_with_a_cap_only_says_so():
    found = maximum(agent("Levobupivacaine"), terms())
    assert (found.mg, found.text) == (150, "at most 150 mg, no mg/kg figure given")


@pytest.mark.parametrize(("name", "profile"), [("Chloroprocaine", "UK"), ("Prilocaine", "US"), ("Procaine", "US")])
def test_no_limit_in_a_profile_is_said_in_words(name, profile):
    found = maximum(agent(name), terms(profile=profile))
    assert found.mg is None and found.cap_mg is None
    assert found.missing == f"no limit is given for {name} in the {profile} profile"


def test_the_young():
    assert maximum(agent("Lidocaine"), terms(age=11)).mg is None
    assert "below 12 years" in maximum(agent("Lidocaine"), terms(age=11)).missing
    assert most("Lidocaine", age=12) == 100
    assert most("Lidocaine", age=17, kg="30", height="140") == 90
    assert most("Lidocaine", age=18) == 200
    assert maximum(agent("Lidocaine"), terms(age=None)).missing == "age not recorded"


@pytest.mark.parametrize(
    ("height", "sex", "kg"),
    [
        ("165", "female", "56.966"),
        ("180", "male", "75.116"),
        ("180", "intersex", "70.616"),
        ("180", None, "70.616"),
        ("152.4", "male", "50"),
        ("150", "female", "43.316"),
        ("130", "female", "30"),
    ],
)
def test_ideal_weight(height, sex, kg):
    assert ideal_weight_kg(D(height), sex, BOOK) == D(kg)


def test_obesity_begins_exactly_at_thirty():
    assert weight("120", "200").kg == D("93.316")
    assert weight("119.99", "200").kg == D("119.99")


def test_without_height_obesity_is_not_excluded():
    found = weight("95", None)
    assert found.kg == 95
    assert [(v.level, v.what) for v in found.verdicts] == [(WARN, "Height unknown, obesity not excluded")]


@pytest.mark.parametrize(("days", "levels", "usable"), [(90, [], True), (91, [WARN], True), (365, [WARN], True)])
def test_an_old_weight(days, levels, usable):
    assert [v.level for v in weight(days=days).verdicts] == levels
    assert (weight(days=days).kg is not None) is usable


def test_an_outdated_weight_is_not_used():
    found = weight(days=366)
    assert found.kg is None and found.actual_kg == 70
    assert [v.rule for v in found.verdicts] == ["weight.outdated"]
    assert found.verdicts[0].level is BLOCK_O


def test_a_stated_weight_and_one_without_date_warn():
    assert [v.rule for v in weight(source="stated_by_patient").verdicts] == ["weight.stated"]
    undated = dosing_weight(Person(D(70), None, "measured_today", D(180), "male", 40), DAY, BOOK)
    assert [v.rule for v in undated.verdicts] == ["weight.stale"]


def test_the_limit_with_adrenaline_needs_adrenaline():
    assert limiting_agent("Lidocaine + adrenaline", True).name == "Lidocaine + adrenaline"
    assert limiting_agent("Lidocaine + adrenaline", False).name == "Lidocaine"
    assert limiting_agent("Lidocaine + adrenaline", None).name == "Lidocaine"
    assert limiting_agent("Lidocaine", True).name == "Lidocaine"
    assert limiting_agent("Articaine + adrenaline", None).name == "Articaine + adrenaline"
    assert limiting_agent("Moon dust", True) is None


def test_factors_are_suggested_with_reasons():
    assert factors(BOOK) == (D("1.0"), D("0.8"), D("0.5"))
    assert suggest_factor(40, {}, BOOK).factor == 1
    assert "debility" in suggest_factor(40, {}, BOOK).not_asked
    assert suggest_factor(70, {}, BOOK).factor == D("0.8")
    assert suggest_factor(69, {"renal_disease": True}, BOOK).reasons == ("renal_disease",)
    both = suggest_factor(71, {"hepatic_failure": True, "debility": False}, BOOK)
    assert (both.factor, both.reasons) == (D("0.5"), ("hepatic_failure", "age"))
    assert factor_verdicts(D("0.5"), both) == ()
    assert [v.level for v in factor_verdicts(D("0.8"), both)] == [WARN]


@given(
    kg=st.decimals(20, 300, places=2),
    height=st.decimals(100, 250, places=1),
    sex=st.sampled_from(["male", "female", "intersex", None]),
    name=st.sampled_from(sorted(a.name for a in agents().values())),
    profile=st.sampled_from(["UK", "US"]),
    factor=st.sampled_from(["1.0", "0.8", "0.5"]),
    age=st.integers(12, 90),
    percent=st.sampled_from(["0.25", "0.5", "1", "1.5", "2", "3", "4"]),
)
def test_rounding_never_raises_a_maximum(kg, height, sex, name, profile, factor, age, percent):
    person = Person(kg, DAY, "measured_today", height, sex, age)
    body = dosing_weight(person, DAY, BOOK)
    found = maximum(agent(name), Terms(profile, body, age, D(factor), BOOK))
    limit = agent(name).uk if profile == "UK" else agent(name).us
    if limit is None:
        assert found.mg is None
        return
    assert body.kg <= kg
    assert found.mg <= found.cap_mg <= limit.cap_mg
    if limit.mg_per_kg is not None:
        assert found.mg <= limit.mg_per_kg * kg * D(factor)
    assert max_ml(found.mg, D(percent)) * D(percent) * 10 <= found.mg


@given(name=st.sampled_from(sorted(a.name for a in agents().values())), profile=st.sampled_from(["UK", "US"]))
def test_a_missing_weight_never_becomes_a_number(name, profile):
    found = maximum(agent(name), terms(None, profile))
    limit = agent(name).uk if profile == "UK" else agent(name).us
    if limit is None or limit.mg_per_kg is not None:
        assert found.mg is None and found.missing
