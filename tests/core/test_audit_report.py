"""The audit report: narrowed and sorted four ways, in sentences without codes, as a table and as a paper."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from charting.actions import audit_report
from charting.actions.audit_report import Printed, make_pdf, save_csv, save_pdf
from charting.actions.clinics import found_clinic
from charting.actions.export import Stopped
from charting.actions.history import history
from charting.actions.paper_keys import paper_key
from charting.actions.patients import add_patient, start_course
from charting.actions.trail_query import SLICE, Asked, TrailReport, people_in, tables_of
from charting.actions.trail_words import change_words, models, sentences, title_of
from charting.actions.visits import start_visit
from charting.errors import Known
from charting.output.audit_report import MOST_ON_PAPER
from charting.output.proof import read_back
from charting.records.audit_entry import VERBS, audit_entry
from charting.records.base import Record
from charting.records.clinic import Clinic, Practitioner
from charting.records.disclosure import Disclosure
from charting.records.needled_zone import NeedledZone
from charting.records.patient import Allergy, Patient
from charting.store.chart_session import ChartSession

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
DAY = timedelta(days=1)
HEX_ID = re.compile(r"[0-9a-f]{32}")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """Two people worked on two patients over three days; one signed nothing, one looked, one printed."""
    chart = ChartSession.create(tmp_path_factory.mktemp("clinic"), "correct horse")
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    bea = add_patient(chart, Patient(family_name="Muster", given_name="Bea"))
    ada = add_patient(chart, Patient(family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14)))
    ada.allergies.append(Allergy(agent="latex"))
    paper_key(chart, NOW - 2 * DAY)
    chart.trail.who = "Example, Kim"
    visit = start_visit(chart, start_course(chart, ada, "MN", NOW.date()), "MN", chart.practitioners()[0], NOW)
    visit.needling.zones.append(NeedledZone(zone="vertex", depth_mm=Decimal("0.5"), position=0))
    chart.save(NOW - DAY)
    visit.needling.zones[0].depth_mm = Decimal("1.5")
    chart.save(NOW - DAY)
    chart.note("viewed", bea)
    chart.note("printed", visit, "Consent")
    chart.save(NOW)
    chart.bea, chart.ada, chart.visit = bea, ada, visit
    yield chart
    chart.close()


def told(chart, **asked):
    report = TrailReport(chart.orm, Asked(**asked))
    return report.slice(0, len(report))


def count(chart, *where):
    return chart.orm.scalar(sa.select(sa.func.count()).select_from(audit_entry).where(*where))


def test_without_any_wish_everything_is_told_newest_first(clinic):
    seqs = [entry.seq for entry in told(clinic)]
    assert seqs == list(range(count(clinic), 0, -1))


@pytest.mark.parametrize(
    ("since", "until", "days"), [(0, 0, {0}), (-1, None, {-1, 0}), (None, -1, {-2, -1}), (None, -9, set())]
)
def test_a_period_holds_its_first_and_last_day(clinic, since, until, days):
    as_day = lambda offset: None if offset is None else (NOW + offset * DAY).date()  # noqa: E731
    found = {entry.at.date() for entry in told(clinic, since=as_day(since), until=as_day(until))}
    assert found == {as_day(offset) for offset in days}


def test_it_is_narrowed_by_person_and_by_verb(clinic):
    assert people_in(clinic.orm) == ["Example, Kim", "Sample, Rosa"]
    assert {entry.who for entry in told(clinic, who="Example, Kim")} == {"Example, Kim"}
    assert [entry.words for entry in told(clinic, verb="printed")] == ["printed: Consent"]


def test_a_patient_has_their_own_entries_and_those_of_their_visits(clinic):
    of_ada, of_bea = told(clinic, patient_id=clinic.ada.id), told(clinic, patient_id=clinic.bea.id)
    assert {entry.patient for entry in of_ada} == {f"Sample, Ada ({clinic.ada.number})"}
    assert {entry.action for entry in of_bea} == {"Created", "Viewed"}
    ids = {clinic.ada.id, clinic.ada.allergies[0].id, clinic.ada.courses[0].id}
    own = count(clinic, audit_entry.c.record_id.in_(ids))
    assert len(of_ada) == own + count(clinic, audit_entry.c.visit_id == clinic.visit.id)


def test_the_four_sorts_sort(clinic):
    by_user = [entry.who for entry in told(clinic, sort="user")]
    assert by_user == sorted(by_user)
    entries = {row.seq: row.verb for row in clinic.orm.execute(sa.select(audit_entry))}
    verbs = [entries[entry.seq] for entry in told(clinic, sort="action")]
    assert verbs == sorted(verbs)
    by_patient = [entry.patient for entry in told(clinic, sort="patient")]
    named = [name for name in by_patient if name]
    assert named == sorted(named)
    assert by_patient[len(named) :] == [""] * (len(by_patient) - len(named))
    assert len(by_patient) == len(by_user) == count(clinic)
    newest = [entry.seq for entry in told(clinic, sort="user") if entry.who == "Example, Kim"]
    assert newest == sorted(newest, reverse=True)


def test_a_change_is_told_with_its_place(clinic):
    (changed,) = [entry for entry in told(clinic, verb="edited") if "Depth" in entry.words]
    assert changed.sentence() == "20-Nov-2026 14:02 Example, Kim changed Depth from 0.5 mm to 1.5 mm"
    assert changed.where == "Device and needles: Zone “Vertex”"
    assert changed.visit == "21-Nov-2026, Microneedling"
    assert history(clinic, clinic.visit.needling.zones[0], "depth_mm")[-1] == changed.sentence()


def test_one_answer_has_its_own_history(clinic):
    zone = clinic.visit.needling.zones[0]
    words = [entry.words for entry in told(clinic, record_id=zone.id, field="depth_mm")]
    assert words == ["changed Depth from 0.5 mm to 1.5 mm", "entered Depth: 0.5 mm"]
    assert told(clinic, record_id=zone.id, field="note") == []


def test_a_sheet_has_its_rows(clinic):
    assert set(tables_of("needling")) == {"needling", "needled_zone"}
    places = {entry.where for entry in told(clinic, visit_id=clinic.visit.id, sheet="needling")}
    assert places == {"Device and needles", "Device and needles: Zone “Vertex”"}
    assert {e.where for e in told(clinic, visit_id=clinic.visit.id, sheet="needling", rows=False)} == {
        "Device and needles"
    }


def test_nothing_told_holds_an_id_a_hash_or_a_code(clinic):
    for entry in told(clinic):
        shown = " ".join((entry.words, entry.where, entry.visit, entry.action))
        assert not HEX_ID.search(shown), shown
        assert not re.search(r"\b(visit_id|parent_id|M_PRP|template_id|none_known)\b", shown), shown


@pytest.mark.parametrize("table", sorted(models()))
def test_every_column_of_every_record_is_told_in_words_or_not_at_all(table):
    """An id, a code or a hash in any column without a declaration never comes through."""
    declared = {"by", "reason", "amend_reason", "note", "text", "what", "why", "recipient", "purpose", "signer"}
    free = declared | {"registration", "backup_folder", "session_number", "pages", "number", "printer"}
    mapper = sa.inspect(models()[table])
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if "field" in column.info or attribute.key in free or attribute.key == "unread":
            continue
        if not isinstance(column.type, sa.Text) or isinstance(column.type, sa.types.TypeDecorator):
            continue
        said = change_words(table, (attribute.key, "Label", None, "deadbeef"))
        for title in ("Kind of visit", "Mark", "View", "Sides", "For", "Outcome", "Given to", "Paper"):
            said = said.replace(f"{title}: deadbeef", "")
        assert "deadbeef" not in said


@pytest.mark.parametrize("verb", [choice.code for choice in VERBS])
@pytest.mark.parametrize("table", ["", "patient", "visit", "sequence", "no_such_table"])
def test_every_verb_has_a_sentence(verb, table):
    (said,) = sentences(table, verb, {})
    assert said
    assert verb not in said.split() or "_" not in verb


def test_every_record_has_a_place_in_words():
    assert all(title_of(name) for name in models())
    assert title_of("no_such_table") == ""
    assert set(models()) < set(Record.metadata.tables)


def test_slices_join_without_gap_or_repeat(clinic):
    report = TrailReport(clinic.orm, Asked())
    rows = [entry for start in range(0, len(report), 7) for entry in report.slice(start, start + 7)]
    assert rows == report.slice(0, len(report))
    assert report.slice(len(report), len(report) + SLICE) == []


def test_the_table_is_read_by_another_reader_and_guarded(clinic, tmp_path):
    clinic.note("exported", clinic.ada, '=HYPERLINK("http://x")')
    clinic.trail.who, kept = "@Kim\nMuster", clinic.trail.who
    clinic.save(NOW)
    clinic.trail.who = kept
    to = tmp_path / "audit.csv"
    written = save_csv(clinic.source, Asked(), to)
    rows = list(csv.DictReader(io.StringIO(to.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) == written == count(clinic)
    assert rows[0]["Person"] == "'@Kim\nMuster"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    with pytest.raises(Known, match="is there already"):
        save_csv(clinic.source, Asked(), to)


def test_a_table_that_was_stopped_or_refused_leaves_nothing(clinic, tmp_path, monkeypatch):
    def watch(_done, _steps):
        raise Stopped("stopped")

    with pytest.raises(Stopped):
        save_csv(clinic.source, Asked(), tmp_path / "audit.csv", watch)
    monkeypatch.setattr(audit_report, "sync_file", lambda _path: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(Known, match="No space left"):
        save_csv(clinic.source, Asked(), tmp_path / "audit.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_paper_says_what_was_asked_page_x_of_y_and_the_seal(clinic, tmp_path):
    seal = clinic.seal()
    pdf = make_pdf(clinic.source, Asked(patient_id=clinic.ada.id), Printed("Rosa", NOW, seal))
    pages = read_back(pdf)
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert seal in page
    text = " ".join(" ".join(pages).split())
    assert "changed Depth from 0.5 mm to 1.5 mm" in text
    assert "SAMPLE, Ada" in text
    assert "Muster, Bea" not in text
    save_pdf(pdf, tmp_path / "audit.pdf")
    assert (tmp_path / "audit.pdf").read_bytes() == pdf


def test_hostile_words_are_printed_as_words(clinic):
    for words in ("<img src=/etc/passwd>", "\u202egnirts", "شفيق", "W" * 10_000, "\U0001f9ff", "a\x00\x1b[31mb"):
        clinic.note("exported", clinic.bea, words)
    clinic.save(NOW)
    pages = read_back(make_pdf(clinic.source, Asked(patient_id=clinic.bea.id), Printed("<b>", NOW, clinic.seal())))
    text = " ".join("".join(pages).split())
    assert "<img src=/etc/passwd>" in text
    assert "[U+1F9FF]" in text


def test_too_much_for_paper_is_said(clinic, monkeypatch):
    monkeypatch.setattr(audit_report, "MOST_ON_PAPER", 3)
    with pytest.raises(Known, match="too many for paper"):
        make_pdf(clinic.source, Asked(), Printed("Rosa", NOW, ""))
    assert MOST_ON_PAPER > 1000


def test_a_removed_row_of_a_patient_stays_in_the_history(tmp_path):
    chart = ChartSession.create(tmp_path / "clinic", "correct horse")
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    ada = add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    ada.allergies.append(Allergy(agent="latex"))
    chart.save(NOW)
    ada.allergies.clear()
    chart.save(NOW)
    newest = told(chart, patient_id=ada.id)[0]
    assert (newest.action, newest.where, newest.patient) == (
        "Removed",
        "Patient: Allergy",
        f"Sample, Ada ({ada.number})",
    )
    chart.close()


def test_an_export_is_told_without_its_hash(clinic):
    kept = Disclosure(
        patient=clinic.ada, at=NOW, by="R", recipient="Dr Fay", purpose="care", what="all", encrypted=1, sha256="a" * 64
    )
    clinic.add(kept)
    clinic.save(NOW)
    (entry,) = told(clinic, record_id=kept.id)
    assert entry.words == "added: Recipient Dr Fay; Purpose care; What all"
