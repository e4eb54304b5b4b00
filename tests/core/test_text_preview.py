"""A text is looked at as paper before anybody gets it: the real document, for nobody, in every language there is."""

from datetime import UTC, datetime

import pytest

from charting.actions.texts import body_of, check_body
from charting.output.documents import build
from charting.output.proof import read_back, says
from charting.output.text_preview import document_for, fixed_words, in_words, specimen
from charting.records.clinic import Clinic
from charting.text_shapes import OWNED
from charting.texts import languages, shipped

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
CLINIC = Clinic(
    id="c" * 32, name="Sample Clinic", address="1 Sample Street", phone="01632 960000", emergency_number="999"
)


@pytest.mark.parametrize("kind", OWNED)
@pytest.mark.parametrize("language", languages())
def test_every_shipped_text_prints_as_a_specimen(kind, language):
    checked = check_body(kind, language, body_of(shipped(kind, language)), "x 1.0")
    assert checked.usable, checked.problems
    made = specimen(CLINIC, "M_PRP", NOW, "Dr Rowan Sample", fixed_words(kind, language))
    paper = in_words(made, checked.source, "Being written")
    pages = read_back(build(document_for(kind), paper))
    assert all(says(page, "SAMPLE, Ada") for page in pages)
    if language == "en":
        assert all(says(page, "Specimen: not for a patient") and says(page, "Being written") for page in pages)
        assert says(pages[0], checked.source.title)


@pytest.mark.parametrize("visit_kind", ["MN", "M_PRP", "PRP_only"])
def test_the_statements_are_those_being_written(visit_kind):
    body = body_of(shipped("consent")).replace("Nobody pressed me.", "Nobody hurried me.")
    checked = check_body("consent", "en", body)
    paper = in_words(specimen(CLINIC, visit_kind, NOW, "Dr Rowan Sample"), checked.source, "Being written")
    words = " ".join(read_back(build("consent", paper)))
    assert says(words, "Nobody hurried me.")
    assert not says(words, "Nobody pressed me.")


def test_only_texts_have_a_document():
    assert [document_for(kind) for kind in (*OWNED, "risks", "weather")][-2:] == [None, None]
    assert all(document_for(kind) for kind in OWNED)
