"""What is easily misread in typed text is found, and what is written well is left alone (practice.md 2.2)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.rules.abbreviations import doubtful_in


@pytest.mark.parametrize(
    ("text", "found", "write"),
    [
        ("botulinum 10 U each", "U", "unit"),
        ("heparin 100u flush", "u", "unit"),
        ("vitamin D 800 IU", "800 IU", "international unit"),
        ("minoxidil QD", "QD", "daily"),
        ("minoxidil qod", "qod", "every other day"),
        ("lidocaine 1.0 mg", "1.0", "no zero after the point"),
        ("gave .5 mL more", ".5", "a zero before the point"),
        ("gave MS before", "MS", "the drug's name in full"),
        ("MgSO4 given", "MgSO4", "the drug's name in full"),
        ("50 µg", "µg", "mcg"),
        ("50 μg", "μg", "mcg"),
        ("3 cc left", "cc", "mL"),
        ("pain @ vertex", "@", "at"),
        ("BP > 140", ">", "greater than"),
        ("pulse <50", "<", "less than"),
        ("redness & swelling", "&", "and"),
        ("platelets 250000", "250000", "thousands with a comma"),
        ("more lido left", "lido", "lidocaine"),
        ("Bupi ring", "Bupi", "bupivacaine"),
        ("with epi", "epi", "adrenaline (epinephrine)"),
    ],
)
def test_what_is_easily_misread_is_found(text, found, write):
    assert [(d.found, d.write) for d in doubtful_in(text)] == [(found, write)]


@pytest.mark.parametrize(
    "text",
    [
        *("lidocaine 1 % 3 mL", "depth 1.0 mm at the vertex", "10 units", "0.5 mL", "250,000 per mcL", "mcg"),
        *("Accutane stopped", "episode of dizziness", "MSc student", "a@example.org", "Ruth", "called 02:10", "1990"),
        *("epinephrine 1:200 000", "Q and A", "cuticle", "access"),
    ],
)
def test_what_is_written_well_is_left_alone(text):
    assert doubtful_in(text) == []


PIECES = ("10", " ", "U", "IU", "QD", ".5", "1.0", " mg", "µg", "cc", " @ ", "> 5", "&", "250000", "MS", "epi")


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=20), st.sampled_from(["100 U", "1.0 mg", "5 cc"])
)
def test_places_lie_in_the_text_in_order_and_apart(pieces, last):
    text = "".join([*pieces, " ", last])
    found = doubtful_in(text)
    assert found
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_number_too_long_for_a_count_is_left_alone():
    assert doubtful_in("9" * 5000) == []
