"""One folding for names stored and names typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.store.fold import fold, words_of


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("José", "jose"),
        ("JOSE\u0301", "jose"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Weiß", "weiss"),
        ("WEISS", "weiss"),
        ("Æsa Þóra", "aesa thora"),
        ("O’Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("Smith-Jones", "smithjones"),
        ("Şükrü Işık", "sukru isik"),
        ("İpek", "ipek"),
        ("Nguyễn", "nguyen"),
        ("Ελένη", "ελενη"),
        ("ΕΛΕΝΗ", "ελενη"),
        ("Γιώργος", "γιωργοσ"),
        ("Андрей", "андреи"),
        ("Фёдор", "федор"),
        ("أحمد", "احمد"),
        ("ﬁona", "fiona"),
        ("Ａｄａ", "ada"),
        ("  a \t b ", "a b"),
        ("a\u200bb\x00c\u202e", "abc"),
        ("\ud800", ""),
        ("---", ""),
    ],
)
def test_a_name_is_folded(name, folded):
    assert fold(name) == folded


@given(st.text())
def test_folding_again_changes_nothing_and_can_be_stored(name):
    folded = fold(name)
    assert fold(folded) == folded
    assert folded.encode().decode() == folded
    assert fold(name.strip()) == folded


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_words_are_single_and_folded(name):
    assert all(word and word == fold(word) and len(word.split()) == 1 for word in words_of(name, None, ""))


def test_a_double_name_is_found_by_its_parts_and_run_together():
    assert words_of("Smith-Jones") == {"smithjones", "smith", "jones"}
    assert {"obrien", "o", "brien"} <= words_of("O'Brien")
    assert {"maria", "jose", "mariajose"} <= words_of("Maria José")
