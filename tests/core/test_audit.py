"""The audit trail: every save tells what it did, in the same transaction, and nobody takes it back."""

import hmac
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from charting.actions.clinics import found_clinic
from charting.actions.history import history
from charting.actions.patients import add_patient, start_course
from charting.records.audit_entry import VERBS, audit_entry, content_digest
from charting.records.base import Record
from charting.records.clinic import Clinic, Practitioner
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.patient import Allergy, Patient
from charting.records.visit import Visit
from charting.store.audit import FIRST, Macs, head_of, message_of, rows_in
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.contents import APART, tables
from charting.store.keys import audit_key, seal_key
from charting.store.seal_head import SEAL, Head, NoSeal, read_head, slot_spoiled, write_head

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PASSWORD = "correct horse"
KEY = bytes(range(32))


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path / "clinic", PASSWORD)
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def zone(chart):
    patient = add_patient(chart, Patient(family_name="Sample"))
    course = start_course(chart, patient, "MN", NOW.date())
    row = NeedledZone(position=0)
    course.visits.append(Visit(kind="MN", opened_at=NOW, needling=Needling(zones=[row])))
    chart.save(NOW)
    return row


def entries(chart, record=None):
    query = sa.select(audit_entry).order_by(audit_entry.c.seq)
    if record is not None:
        query = query.where(audit_entry.c.record_id == record.id)
    return chart.orm.execute(query).all()


def sealed(chart):
    return read_head(chart.folder / SEAL, seal_key(chart.source.key))


def test_a_change_is_told_with_label_unit_before_and_after(chart, zone):
    zone.depth_mm = Decimal("0.5")
    chart.save(NOW)
    zone.depth_mm = Decimal("1.5")
    chart.save(NOW + MINUTE)
    last = entries(chart, zone)[-1]
    assert (last.verb, last.field, last.record, last.who) == ("edited", "depth_mm", "needled_zone", "Sample, Rosa")
    assert last.visit_id == zone.parent.visit_id
    (change,) = last.said["changes"]
    assert change[1:] == ["Depth (mm)", "0.5", "1.5"]
    assert last.at == NOW + MINUTE


def test_the_keystrokes_of_one_field_between_two_saves_are_one_entry(chart, zone):
    before = len(entries(chart))
    for typed in ("1", "1.2", "1.25"):
        zone.depth_mm = Decimal(typed)
    chart.save(NOW)
    assert len(entries(chart)) == before + 1
    zone.depth_mm, zone.note = Decimal("1.25"), "moved"
    chart.save(NOW)
    assert [entry.field for entry in entries(chart, zone)[-2:]] == ["depth_mm", "note"]


def test_nothing_changed_is_nothing_told(chart, zone):
    before = len(entries(chart))
    zone.depth_mm = Decimal(1)
    zone.depth_mm = None
    chart.save(NOW)
    assert len(entries(chart)) == before


def test_text_that_could_not_be_read_is_told(chart, zone):
    zone.unread = {"depth_mm": "deep"}
    chart.save(NOW)
    assert entries(chart, zone)[-1].said["changes"] == [["unread", "Unread", None, "Depth (mm): “deep”"]]


def test_what_is_taken_out_is_told_with_its_visit(chart, zone):
    sheet = zone.parent
    sheet.zones.remove(zone)
    chart.save(NOW)
    last = entries(chart, zone)[-1]
    assert (last.verb, last.visit_id, last.content) == ("removed", sheet.visit_id, None)


def test_a_sheet_taken_out_takes_its_rows_along(chart, zone):
    visit = zone.parent.visit
    sheet, visit.needling = visit.needling, None
    chart.save(NOW)
    assert [entries(chart, record)[-1].verb for record in (sheet, zone)] == ["removed", "removed"]
    assert entries(chart, zone)[-1].visit_id == visit.id


def test_the_content_is_what_the_file_holds(chart, zone):
    zone.depth_mm = Decimal("1.50")
    chart.save(NOW)
    stored = chart.orm.connection().exec_driver_sql("SELECT * FROM needled_zone").mappings().one()
    assert entries(chart, zone)[-1].content == content_digest("needled_zone", dict(stored))


def test_null_is_left_out_of_the_content_and_nothing_else():
    digest = content_digest("dose", {"a": 1, "b": None})
    assert digest == content_digest("dose", {"a": 1})
    others = [("dose", {"a": 0}), ("dose", {"a": ""}), ("dose", {"a": "1"}), ("dose", {"b": 1}), ("zone", {"a": 1})]
    assert len({digest, *(content_digest(table, row) for table, row in others)}) == 6


def test_deeds_without_a_change_are_written_with_the_next_save(chart, zone):
    visit = zone.parent.visit
    chart.note("printed", visit, "Chart summary CS-2026-7K3QM9")
    assert not chart.differs()
    chart.save(NOW)
    last = entries(chart, visit)[-1]
    assert (last.verb, last.visit_id, last.said) == ("printed", visit.id, {"words": "Chart summary CS-2026-7K3QM9"})
    count = len(entries(chart))
    chart.save(NOW)
    assert len(entries(chart)) == count


def test_settings_are_told_as_such(chart):
    chart.clinic().phone = "01632 960100"
    chart.save(NOW)
    assert entries(chart)[-1].verb == "settings"


def test_whoever_works_now_is_named(chart, zone):
    chart.trail.who = "Muster, Kim"
    zone.note = "x"
    chart.save(NOW)
    assert entries(chart)[-1].who == "Muster, Kim"


def test_time_never_runs_back_and_a_clock_that_does_is_marked(chart, zone):
    for moment in (NOW + 10 * MINUTE, NOW + 6 * MINUTE, NOW + 3 * MINUTE, NOW + 11 * MINUTE):
        zone.note = f"{moment}"
        chart.save(moment)
    told = entries(chart)[-4:]
    assert [entry.at - NOW for entry in told] == [10 * MINUTE, 10 * MINUTE, 10 * MINUTE, 11 * MINUTE]
    assert [entry.wall - NOW for entry in told] == [10 * MINUTE, 6 * MINUTE, 3 * MINUTE, 11 * MINUTE]
    assert [entry.clock_went_back for entry in told] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET who = 'x' WHERE seq = 1",
        "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)",
        "INSERT INTO audit_entry SELECT seq + 100, at, wall, 0, who, verb, NULL, NULL, NULL, NULL, NULL, NULL, mac "
        "FROM audit_entry WHERE seq = 1",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 1",
    ],
)
def test_the_file_refuses_everything_but_the_next_entry(chart, statement):
    with pytest.raises(sa.exc.IntegrityError, match="only appended"):
        chart.orm.execute(sa.text(statement))
    chart.orm.rollback()


def test_a_save_that_fails_tells_nothing_and_the_next_one_all(chart, zone):
    count = len(entries(chart))
    head = chart.trail.head
    chart.note("viewed", zone.parent.visit)
    zone.note = "kept"
    raw = chart.orm.get_bind().raw_connection()
    chart.orm.commit()
    chart.orm.execute(sa.text("PRAGMA query_only = ON"))
    zone.note = "kept longer"
    with pytest.raises(NotSaved):
        chart.save(NOW)
    raw.driver_connection.execute("PRAGMA query_only = OFF")
    raw.close()
    assert (chart.trail.head, chart.trail.waiting) == (head, True)
    chart.save(NOW)
    assert [entry.verb for entry in entries(chart)[count:]] == ["edited", "edited", "viewed"]
    assert not chart.trail.waiting


def test_one_save_is_one_transaction(chart, zone):
    begun = []
    sa.event.listen(chart.orm.get_bind(), "commit", begun.append)
    zone.note, zone.parent.visit.note = "a", "b"
    chart.note("viewed", zone.parent.visit)
    chart.save(NOW)
    assert len(begun) == 1


def test_every_table_holds_records_or_is_known_to_stand_apart():
    records = {mapper.class_.__tablename__ for mapper in Record.registry.mappers}
    assert {table.name for table in Record.metadata.sorted_tables} == records | APART
    assert {table.name for table in tables()} == records


def test_the_head_is_sealed_with_every_save_and_stays_so_at_closing(chart, zone):
    for count in range(3):
        zone.note = str(count)
        chart.save(NOW)
        assert sealed(chart) == chart.trail.head
    assert sealed(chart).count > 3
    chart.note("printed", zone.parent.visit)
    chart.save(NOW)
    assert chart.seal() == chart.trail.head.code()
    chart.close()
    assert sealed(chart) == chart.trail.head
    again = ChartSession.open(chart.folder, PASSWORD)
    assert (again.seal_trouble, again.trail.head) == ("", chart.trail.head)
    again.close()


def test_the_code_is_the_row_and_forty_bits():
    assert Head(123, bytes.fromhex("ffffffffff") + bytes(27)).code() == "#123 ZZZZ-ZZZZ"
    assert Head(7, bytes.fromhex("0000000001") + bytes(27)).code() == "#7 0000-0001"
    assert Head(0, FIRST).code() == ""


def test_two_slots_are_written_in_turn_and_one_may_be_spoiled(tmp_path):
    path = tmp_path / SEAL
    for count in range(1, 6):
        before = path.read_bytes() if path.exists() else b""
        write_head(path, KEY, Head(count, bytes(32)))
        assert read_head(path, KEY).count == count
        after = path.read_bytes()
        assert sum(a != b for a, b in zip(before, after, strict=False)) <= 84
    assert not slot_spoiled(path, KEY)
    raw = bytearray(path.read_bytes())
    raw[8 + 20] ^= 1
    path.write_bytes(raw)
    assert read_head(path, KEY).count in (4, 5)
    assert slot_spoiled(path, KEY)
    with pytest.raises(NoSeal):
        read_head(path, bytes(32))


@pytest.mark.parametrize("raw", [b"", b"x", b"RLSEAL 1", b"\x00" * 176])
def test_a_spoiled_seal_is_no_seal(tmp_path, raw):
    (tmp_path / SEAL).write_bytes(raw)
    with pytest.raises(NoSeal):
        read_head(tmp_path / SEAL, KEY)


def test_a_missing_seal_is_said_and_going_on_is_written_down(chart, zone):
    chart.close()
    (chart.folder / SEAL).unlink()
    again = ChartSession.open(chart.folder, PASSWORD)
    assert "missing" in again.seal_trouble
    again.seal()
    assert not (chart.folder / SEAL).exists()
    again.seal_anew(NOW, "The stick was copied by hand.")
    last = entries(again)[-1]
    assert last.verb == "resealed"
    assert "missing" in last.said["words"]
    assert last.said["words"].endswith("by hand.")
    assert sealed(again).epoch == 1
    again.close()
    once_more = ChartSession.open(chart.folder, PASSWORD)
    assert once_more.seal_trouble == ""
    once_more.close()


def test_the_keys_of_chain_seal_and_chart_differ():
    assert len({KEY, audit_key(KEY), seal_key(KEY)}) == 3
    assert audit_key(KEY) == audit_key(KEY) != audit_key(bytes(32))


@pytest.mark.parametrize("length", [0, 1, 32, 63, 64, 65, 200])
def test_a_mac_is_the_librarys_hmac_sha256(length):
    key, stored = bytes(range(length)), [b"7", None, b"", b"x" * 5000]
    expected = hmac.digest(key, message_of(FIRST, stored), "sha256")
    macs = Macs(key)
    assert [macs.of(FIRST, stored) for _again in range(2)] == [expected] * 2


def test_the_first_entry_follows_nothing(chart):
    connection = chart.orm.connection()
    assert next(iter(rows_in(connection)))[0] == b"1"
    assert head_of(connection) == chart.trail.head


def test_history_speaks_in_sentences(chart, zone):
    for value, moment in ((Decimal("0.5"), NOW), (Decimal("1.5"), NOW + MINUTE), (None, NOW + 2 * MINUTE)):
        zone.depth_mm = value
        chart.save(moment)
    assert history(chart, zone, "depth_mm", NOW.date()) == [
        "14:02 Sample, Rosa entered Depth: 0.5 mm",
        "14:03 Sample, Rosa changed Depth from 0.5 mm to 1.5 mm",
        "14:04 Sample, Rosa cleared Depth, which was 1.5 mm",
    ]
    assert history(chart, zone, "depth_mm")[0].startswith("21-Nov-2026 14:02 ")
    assert history(chart, zone, "note") == []
    visit = zone.parent.visit
    chart.note("printed", visit, "Consent")
    chart.save(NOW)
    assert history(chart, visit, day=NOW.date())[0].startswith("14:02 Sample, Rosa created: Kind of visit ")
    assert history(chart, visit, day=date(2026, 11, 21))[-1].endswith("printed: Consent")


def test_history_of_a_row_that_was_there_with_its_first_answer(chart):
    patient = add_patient(chart, Patient(family_name="Sample", allergies=[Allergy(agent="latex", position=0)]))
    chart.save(NOW)
    (allergy,) = patient.allergies
    assert history(chart, allergy, "agent", NOW.date()) == ["14:02 Sample, Rosa entered Agent: latex"]


def test_every_verb_that_is_written_is_a_known_one(chart, zone):
    zone.parent.zones.remove(zone)
    chart.save(NOW)
    assert {entry.verb for entry in entries(chart)} <= {choice.code for choice in VERBS}
