"""Whatever is told of a signature says that somebody signed only where somebody did: strokes, a time or a seal."""

import re

import pytest
import sqlalchemy as sa

from charting.actions.amend import amendment_changes, begin_amendment
from charting.actions.trail_words import sentences
from charting.actions.visits import sheets_of, start_visit
from charting.fields import fields_of
from charting.records.audit_entry import audit_entry
from charting.records.base import Record
from charting.records.consent_signature import ConsentSigning
from charting.records.sheets import SHEETS_OF
from tests.core.versions import NOW, REASON, STROKES, new_clinic, new_course, owner, plain_visit, sign

SAYS_SIGNED = re.compile(r"(?<!not )\bsigned\b", re.IGNORECASE)
SIGNINGS = sorted(
    (mapper.class_ for mapper in Record.registry.mappers if issubclass(mapper.class_, ConsentSigning)),
    key=lambda model: model.__name__,
)


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = new_clinic(tmp_path_factory.mktemp("signing_words"))
    yield made
    made.close()


def told(chart, visit, day=None):
    """Every sentence of the history of a visit, with the fields that each entry speaks of."""
    chart.save(NOW)
    columns = audit_entry.c
    entries = chart.orm.execute(
        sa.select(columns.record, columns.verb, columns.said).where(columns.visit_id == visit.id).order_by(columns.seq)
    )
    for entry in entries:
        said = entry.said or {}
        fields = {change[0] for change in said.get("changes", ())}
        for words in sentences(entry.record or "", entry.verb, said):
            yield words, fields


GIVES = {"strokes", "signed_at"}


@pytest.mark.parametrize("kind", SHEETS_OF)
def test_a_visit_that_nobody_signed_is_never_called_signed(chart, kind):
    visit = start_visit(chart, new_course(chart), kind, owner(chart), NOW)
    said = list(told(chart, visit))
    assert len(said) > 3
    assert [words for words, fields in said if SAYS_SIGNED.search(words) and not fields & GIVES] == []


def test_an_amendment_of_untouched_consents_tells_of_no_signature(chart, patch):
    visit = plain_visit(chart, new_course(chart))
    sign(chart, visit, patch)
    draft = begin_amendment(chart, visit, REASON, owner(chart), NOW)
    said = [words for words, _fields in told(chart, draft)]
    places = [words for words in said if "place to sign" in words]
    assert len(places) == 4
    assert "added: place to sign, not signed: Patient, Ada Sample" in places
    assert [words for words in said if SAYS_SIGNED.search(words)] == []
    draft.photo_consent.signatures.clear()
    changes = [change.before for change in amendment_changes(draft) if change.lines == "signatures"]
    assert changes and not any(SAYS_SIGNED.search(words) for words in changes)


def test_a_signature_that_was_given_is_told_as_one(chart):
    visit = start_visit(chart, new_course(chart), "MN", owner(chart), NOW)
    chart.save(NOW)
    row = visit.consent.signatures[0]
    row.strokes, row.signed_at = STROKES, NOW
    chart.save(NOW)
    assert any("Signed at: 21-Nov-2026" in words for words, _fields in told(chart, visit))


@pytest.mark.parametrize("signing", SIGNINGS, ids=lambda one: one.__name__)
def test_no_label_of_what_is_filled_in_beforehand_says_signed(signing):
    for name in signing.prefilled:
        declared = fields_of(signing)[name]
        assert not SAYS_SIGNED.search(declared.title), declared.title


def test_a_sealed_sheet_is_told_as_sealed(chart):
    visit = start_visit(chart, new_course(chart), "MN", owner(chart), NOW)
    chart.save(NOW, last=lambda: setattr(visit.photo_consent, "signed_at", NOW))
    assert any(words == "sealed" for words, _fields in told(chart, visit))
    assert [sheet for sheet in sheets_of(visit) if sheet.seal and getattr(sheet, sheet.seal)] == [visit.photo_consent]
