"""Phrases: which keys count, what they become, and that only the clinic's own list is used."""

from datetime import UTC, datetime

import pytest

from charting.actions.clinics import found_clinic
from charting.actions.phrases import LONGEST_TEXT, expanded, keep_phrase, phrases_of, remove_phrase
from charting.errors import Known
from charting.records.clinic import Clinic, Practitioner
from charting.store.chart_session import ChartSession

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
OWN = {"ok": "Tolerated well.", "größe": "Area as before."}


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path / "clinic", "long enough to be safe")
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    made.save(NOW)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (";ok", "Tolerated well."),
        ("Calm. ;OK", "Calm. Tolerated well."),
        ("line\n;ok", "line\nTolerated well."),
        (";größe", "Area as before."),
    ],
)
def test_a_key_at_the_cursor_becomes_its_text(before, after):
    assert expanded(before, OWN) == after


@pytest.mark.parametrize("before", ["", "ok", "a;ok", "; ok", ";ok ", ";unknown", ";", ";ok."])
def test_anything_else_stays_as_typed(before):
    assert expanded(before, OWN) is None


def test_phrases_are_kept_changed_and_removed(chart):
    keep_phrase(chart, ";OK", "Tolerated well.")
    chart.save(NOW)
    keep_phrase(chart, "ok", "No complaints.")
    chart.save(NOW)
    assert [(phrase.key, phrase.text) for phrase in phrases_of(chart)] == [("ok", "No complaints.")]
    remove_phrase(chart, phrases_of(chart)[0])
    chart.save(NOW)
    assert phrases_of(chart) == []


@pytest.mark.parametrize(
    ("key", "text"), [("", "x"), ("two words", "x"), ("a" * 21, "x"), ("ok", " "), ("ok", "x" * (LONGEST_TEXT + 1))]
)
def test_a_phrase_that_cannot_be_used_is_refused_in_words(chart, key, text):
    with pytest.raises(Known):
        keep_phrase(chart, key, text)
    assert phrases_of(chart) == []
