"""Amending: the copy says what the original said, every change is told, and the original counts until the signature."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from charting.actions.amend import amendment_changes, begin_amendment, versions_of, why_not_amended
from charting.actions.marks import void
from charting.errors import Known
from charting.fields import fields_of, line_model, lines_of
from charting.kinds import Drawn, ManyOf, Moment, Number, OneOf, YesNo
from charting.records.audit_entry import audit_entry
from charting.records.base import Record, slot_of
from charting.records.canonical import canonical
from charting.records.photo import Photo
from charting.records.sheets import SHEETS
from charting.records.signed import SIGNED, signature_state
from charting.records.versions import open_amendment, replaced_by, version_number
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession, NotSaved
from tests.core.versions import NOW, PASSWORD, REASON, full_visit, new_clinic, new_course, owner, photo, proven, sign

COPIED = ("screening", "assessment", "consent", "photo_consent", "outcome", "anaesthesia", "prp", "needling")
COPIED = (*COPIED, "application", "after", "photos")
STAYS = {"course", "amends", "amended_by", "moved_from", "decisions", "calls", "marks", "documents", "visit_signature"}


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = new_clinic(tmp_path_factory.mktemp("amend"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def original(chart, patch):
    """A signed visit that says something in every field, its consents sealed, with a photo."""
    visit = full_visit(chart, new_course(chart))
    visit.photos.append(photo())
    chart.save(NOW)
    chart.save(NOW, last=lambda: [setattr(sheet, sheet.seal, NOW) for sheet in (visit.consent, visit.photo_consent)])
    sign(chart, visit, patch)
    return visit


@pytest.fixture(scope="module")
def untouched(chart, original):
    """An amendment in which nobody has changed anything."""
    return begin_amendment(chart, original, REASON, owner(chart), NOW)


def plain(record):
    """What a record says, in the words of the file, without its id and its places."""
    found = {
        name: value
        for name, value in canonical(record).items()
        if name not in ("id", "amend_reason") and not name.endswith("_id")
    }
    for name in lines_of(type(record)):
        found[name] = [plain(row) for row in getattr(record, name)]
    return found


def relations_of(model):
    return {relation.key for relation in sa.inspect(model).relationships}


def test_every_relation_of_a_visit_is_copied_or_stays_on_purpose():
    assert relations_of(Visit) == set(COPIED) | STAYS
    assert {slot_of(sheet) for sheet in SHEETS} == set(COPIED) - {"photos"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_a_copied_sheet_says_what_the_original_says(original, untouched, sheet):
    before, after = (getattr(visit, slot_of(sheet)) for visit in (original, untouched))
    assert plain(after) == plain(before)
    for name in sheet.open_after_seal:
        assert getattr(after, name) == getattr(before, name)
    assert after.id != before.id
    assert not sheet.seal or getattr(after, sheet.seal) == getattr(before, sheet.seal) == NOW
    for name in lines_of(sheet):
        assert getattr(before, name), f"{sheet.__name__}.{name} has no row to copy"
        assert not {row.id for row in getattr(before, name)} & {row.id for row in getattr(after, name)}


def test_the_visit_itself_and_its_photos_are_copied(original, untouched):
    assert plain(untouched) == plain(original)
    assert (untouched.opened_at, untouched.kind, untouched.session_number) == (NOW, "M_PRP", 1)
    [before], [after] = original.photos, untouched.photos
    assert (after.content, after.small, after.view, after.sha256) == (b"large", b"small", "vertex", "0" * 64)
    assert after.id != before.id
    assert untouched.decisions == []
    assert untouched.visit_signature is None


def test_nothing_is_told_while_nothing_was_changed(untouched):
    assert amendment_changes(untouched) == []


def test_the_draft_is_the_next_version_and_says_why(original, untouched):
    assert versions_of(original) == versions_of(untouched) == [original, untouched]
    assert (version_number(original), version_number(untouched)) == (1, 2)
    assert untouched.amend_reason == REASON
    assert open_amendment(original) is untouched
    assert original.in_force
    assert not untouched.in_force


def other(declared, value):
    """Another value of the same kind."""
    if isinstance(declared, Drawn):
        return (((3.0, 4.0, 0.5, 0.0), (9.0, 9.0, 0.5, 50.0)),)
    if isinstance(declared, YesNo):
        return not value
    if isinstance(declared, Number):
        return value + 1
    if isinstance(declared, Moment) or hasattr(value, "year"):
        return value + timedelta(days=1)
    if isinstance(declared, OneOf):
        return next((choice.code for choice in declared.choices if choice.code != value), None)
    if isinstance(declared, ManyOf):
        return value[:1]
    return f"{value[:-1]}x"


def records_of(visit):
    for sheet in (visit, *(getattr(visit, slot_of(model)) for model in SHEETS)):
        yield sheet
        for name in lines_of(type(sheet)):
            yield getattr(sheet, name)[0]


@pytest.mark.parametrize("clear", [False, True], ids=["changed", "cleared"])
def test_a_changed_answer_of_every_field_is_told(untouched, clear):
    tried = 0
    for record in records_of(untouched):
        for name, declared in fields_of(type(record)).items():
            before = getattr(record, name)
            after = None if clear else other(declared, before)
            if before == after:
                continue
            setattr(record, name, after)
            [change] = amendment_changes(untouched)
            setattr(record, name, before)
            assert (change.label, change.record_id, change.field) == (declared.title, record.id, name)
            assert change.before == declared.printed_value(before)
            assert change.after == (
                "drawn anew" if isinstance(declared, Drawn) and not clear else declared.printed_value(after)
            )
            assert change.before != change.after
            tried += 1
    assert tried > 300


@pytest.mark.parametrize("sheet", [model for model in SHEETS if lines_of(model)], ids=lambda sheet: sheet.__name__)
def test_an_added_and_a_removed_row_are_told(untouched, sheet):
    record = getattr(untouched, slot_of(sheet))
    for name, declared in lines_of(sheet).items():
        rows = getattr(record, name)
        was = list(rows)
        del rows[0]
        [change] = amendment_changes(untouched)
        assert change.after == ""
        assert change.label == declared.row
        assert change.before
        rows[:] = [*was, line_model(sheet, name)(position=99)]
        [change] = amendment_changes(untouched)
        assert (change.label, change.before, change.after) == (declared.row, "", "added without any answer")
        assert change.at == len(was)
        rows[:] = was
        assert amendment_changes(untouched) == []


def test_an_added_and_a_removed_photo_are_told(untouched):
    was = list(untouched.photos)
    untouched.photos[:] = [photo()]
    assert [(c.before, c.after) for c in amendment_changes(untouched)] == [("", "Vertex"), ("Vertex", "")]
    untouched.photos[:] = was
    assert amendment_changes(untouched) == []


class TestOneVisit:
    """Each of these has a visit of its own."""

    @pytest.fixture
    def first(self, chart, patch):
        visit = full_visit(chart, new_course(chart))
        sign(chart, visit, patch)
        return visit

    def test_the_signed_amendment_takes_the_place_of_the_original(self, chart, patch, first):
        digest = first.visit_signature.digest
        second = begin_amendment(chart, first, REASON, owner(chart), NOW)
        second.needling.zones[0].depth_mm = Decimal("1.75")
        sign(chart, second, patch, NOW + timedelta(days=3))
        assert (first.in_force, second.in_force) == (False, True)
        assert replaced_by(first) is second
        assert first.visit_signature.digest == digest
        assert [signature_state(visit) for visit in (first, second)] == [SIGNED, SIGNED]
        [change] = amendment_changes(second)
        assert (change.sheet, change.label, change.row) == ("Device and needles", "Depth", "Zone 1")
        third = begin_amendment(chart, second, REASON, owner(chart), NOW)
        assert versions_of(first) == [first, second, third]
        assert amendment_changes(third) == []

    def test_both_versions_are_shut_in_the_file(self, chart, patch, first):
        second = begin_amendment(chart, first, REASON, owner(chart), NOW)
        sign(chart, second, patch)
        for visit in (first, second):
            visit.note = "x"
            with pytest.raises(IntegrityError, match="signed records cannot change"):
                chart.save(NOW)

    def test_a_sealed_consent_stays_shut_in_the_draft(self, chart, patch):
        first = full_visit(chart, new_course(chart))
        chart.save(NOW, last=lambda: setattr(first.consent, "signed_at", NOW))
        sign(chart, first, patch)
        second = begin_amendment(chart, first, REASON, owner(chart), NOW)
        assert second.consent.signatures[0].strokes == first.consent.signatures[0].strokes
        second.consent.zones = "x"
        with pytest.raises(IntegrityError, match="signed records cannot change"):
            chart.save(NOW)

    def test_it_is_the_same_after_closing_and_opening(self, tmp_path, patch):
        chart = new_clinic(tmp_path)
        first = full_visit(chart, new_course(chart))
        sign(chart, first, patch)
        second = begin_amendment(chart, first, REASON, owner(chart), NOW)
        second.note = "Put right"
        sign(chart, second, patch)
        chart.close()
        again = ChartSession.open(tmp_path, PASSWORD)
        found = again.orm.get(Visit, second.id)
        assert [change.after for change in amendment_changes(found)] == ["Put right"]
        assert [signature_state(visit) for visit in versions_of(found)] == [SIGNED, SIGNED]
        again.close()

    def test_it_is_in_the_trail(self, chart, first):
        second = begin_amendment(chart, first, REASON, owner(chart), NOW)
        rows = sa.select(audit_entry.c.said).where(
            audit_entry.c.verb == "amended", audit_entry.c.record_id == second.id
        )
        [said] = chart.orm.execute(rows).scalars().all()
        assert ["amend_reason", "Amend reason", None, REASON] in said["changes"]

    def test_a_short_reason_a_draft_and_a_second_draft_are_refused(self, chart, patch, first):
        with pytest.raises(Known, match="at least 15"):
            begin_amendment(chart, first, "  wrong  ", owner(chart), NOW)
        second = begin_amendment(chart, first, REASON, owner(chart), NOW)
        with pytest.raises(Known, match="Version 2 is being written"):
            begin_amendment(chart, first, REASON, owner(chart), NOW)
        with pytest.raises(Known, match="not signed yet"):
            begin_amendment(chart, second, REASON, owner(chart), NOW)
        sign(chart, second, patch)
        with pytest.raises(Known, match="version that counts"):
            begin_amendment(chart, first, REASON, owner(chart), NOW)

    def test_a_voided_draft_leaves_the_original_in_force(self, chart, first):
        draft = begin_amendment(chart, first, REASON, owner(chart), NOW)
        void(chart, draft, "Begun on the wrong visit", proven(chart), NOW)
        assert first.in_force
        assert why_not_amended(first) == ""
        again = begin_amendment(chart, first, REASON, owner(chart), NOW)
        assert (version_number(draft), version_number(again)) == (2, 2)
        assert versions_of(first) == [first, draft, again]

    def test_a_front_desk_begins_none(self, chart, first, monkeypatch):
        person = owner(chart)
        monkeypatch.setattr(type(person), "acting_role", "front_desk")
        with pytest.raises(Known, match="may not"):
            begin_amendment(chart, first, REASON, person, NOW)

    @pytest.mark.parametrize("beginning", ["INSERT INTO visit ", "UPDATE consent"])
    def test_a_full_disk_leaves_no_half_version(self, chart, patch, beginning):
        def refuse(_connection, _cursor, statement, *_rest):
            if statement.startswith(beginning):
                raise sa.exc.OperationalError(statement, None, Exception("database or disk is full"))

        first = full_visit(chart, new_course(chart))
        chart.save(NOW, last=lambda: setattr(first.consent, "signed_at", NOW))
        sign(chart, first, patch)
        sa.event.listen(chart.orm.get_bind(), "before_cursor_execute", refuse)
        with pytest.raises(NotSaved):
            begin_amendment(chart, first, REASON, owner(chart), NOW)
        sa.event.remove(chart.orm.get_bind(), "before_cursor_execute", refuse)
        assert (first.amended_by, first.course.visits, list(chart.orm.new)) == ([], [first], [])
        chart.save(NOW)
        assert chart.orm.scalar(sa.select(sa.func.count()).where(Visit.amends_id == first.id)) == 0
        assert begin_amendment(chart, first, REASON, owner(chart), NOW).consent.signed_at == NOW


def test_no_record_is_forgotten_by_the_generic_copy():
    """Whatever hangs under a sheet is a declared list; anything else would be lost in a copy."""
    for sheet in SHEETS:
        hanging = relations_of(sheet) - {"visit"}
        assert hanging == set(lines_of(sheet)), sheet.__name__
        for name in hanging:
            rows = line_model(sheet, name)
            assert relations_of(rows) == {"parent"}, rows.__name__
    assert issubclass(Photo, Record)
