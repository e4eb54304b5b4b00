from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.errors import Unreadable
from charting.rules.paw import PawCode, parse_paw, paw, platelet_band

D = Decimal
COUNT = st.decimals(min_value="0.1", max_value="6000", places=1, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("vector", "prp", "base", "white", "base_white", "neutrophils", "base_neutrophils", "activator", "text"),
    [
        ("V-07", "1000", "250", "2.0", "6.0", "0.5", "3.5", "none", "P3-Bβ"),
        ("V-09", "357.33", "240.67", "0.87", "6.49", "0.87", "3.79", "none", "P2-Bβ"),
        ("V-10", "1212.67", "240.67", "34.19", "6.49", "16.71", "3.79", "none", "P3-Aα"),
        ("V-11", "900", "200", "9", "6", "3", "4", "cacl2_10", "P3-x-Aβ"),
        ("equal", "300", "300", "6", "6", "3", "3", "autologous_thrombin", "P1-x-Bβ"),
        ("not recorded", "1000", "250", "2", "6", "0.5", "3.5", None, "P3-NA-Bβ"),
    ],
)
def test_vectors(vector, prp, base, white, base_white, neutrophils, base_neutrophils, activator, text):
    found = paw(D(prp), D(base), D(white), D(base_white), D(neutrophils), D(base_neutrophils), activator)
    assert found.text == text
    assert (found.system, found.version) == ("PAW", "DeLong 2012")


@pytest.mark.parametrize(
    ("vector", "base", "prp", "band"),
    [
        ("V-08", "220", "1320", 4),
        ("V-15", "300", "300", 1),
        ("V-15", "300", "750", 2),
        ("V-15", "300", "750.1", 3),
        ("V-15", "300", "1250", 3),
        ("V-15", "300", "1250.1", 4),
        ("above 750 in the blood", "800", "790", 1),
        ("above 750 in the blood", "800", "801", 3),
    ],
)
def test_bands(vector, base, prp, band):
    assert platelet_band(D(prp), D(base)) == band


def test_neutrophils_not_measured():
    for neutrophils, base in ((None, D(3)), (D(1), None), (None, None)):
        found = paw(D(1000), D(250), D(2), D(6), neutrophils, base, "none")
        assert found.text == "P3-B"
        assert found.words.endswith("neutrophils not measured")


@pytest.mark.parametrize("absent", range(4))
def test_unknown_never_becomes_a_class(absent):
    counts = [D(1000), D(250), D(2), D(6)]
    counts[absent] = None
    found = paw(*counts, D(1), D(3), "none")
    assert not found.computable
    assert found.text == ""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("P3-x-Bβ", PawCode(3, True, "B", "β")),
        ("P3xBβ", PawCode(3, True, "B", "β")),
        ("P3-Bβ", PawCode(3, False, "B", "β")),
        ("P3-NA-Bβ", PawCode(3, None, "B", "β")),
        ("P3-B", PawCode(3, False, "B", None)),
        ("P3Aa", PawCode(3, False, "A", "α")),
        ("P2-x-Ab", PawCode(2, True, "A", "β")),
        (" P4–x–Aα ", PawCode(4, True, "A", "α")),
    ],
)
def test_published_spellings(text, read):
    assert parse_paw(text) == read


@pytest.mark.parametrize("text", ["7×", "P5-Bβ", "P3", "", "P3-Cβ", "p3bb", "P3-Bβ!", "P-Bβ", "P3-NA"])
def test_refused_spellings(text):
    with pytest.raises(Unreadable):
        parse_paw(text)


@given(
    st.builds(
        PawCode,
        st.integers(1, 4),
        st.sampled_from([True, False, None]),
        st.sampled_from("AB"),
        st.sampled_from(["α", "β", None]),
    )
)
def test_what_is_written_reads_back(code):
    assert parse_paw(code.text()) == code


@given(COUNT, COUNT, COUNT)
def test_more_platelets_never_a_lower_band(base, one, other):
    low, high = sorted((one, other))
    assert platelet_band(low, base) <= platelet_band(high, base)
