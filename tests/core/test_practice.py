import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.context import Context
from charting.dates import show_day
from charting.fields import fields_of, lines_of
from charting.kinds import Drawn
from charting.practice.clinic import complete_visit, open_practice
from charting.records.base import Record
from charting.records.consent import Consent
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.store.chart_session import CHART, KEYS
from charting.store.search import find_patients

NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC)
D = Decimal
SLOTS = (
    *("screening", "assessment", "consent", "photo_consent", "outcome"),
    *("anaesthesia", "prp", "needling", "application", "after"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A practice clinic, made once and closed; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("made") / "practice"
    open_practice(folder, NOW).close()
    return folder


@pytest.fixture
def folder(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "practice"))


@pytest.fixture
def chart(folder):
    chart = open_practice(folder, NOW)
    yield chart
    chart.close()


def patients(chart) -> dict[tuple[str, str], Patient]:
    return {(p.family_name, p.given_name): p for p in chart.orm.scalars(sa.select(Patient))}


def visits_of(patient: Patient) -> list[Visit]:
    return [visit for course in patient.courses for visit in course.visits]


def set_aside(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]


def test_the_clinic_says_that_it_is_for_practice(chart):
    clinic = chart.clinic()
    assert clinic.practice == 1
    assert "practice" in (clinic.name or "").casefold()
    assert clinic.phone.startswith("01632 960")
    assert chart.practitioners()[0].name == "Dr Pat Practice"


def test_everybody_it_should_hold_is_there(chart):
    people = patients(chart)
    assert len(people) >= 12
    assert len({patient.number for patient in people.values()}) == len(people)
    assert [len(visits_of(p)) for p in people.values()].count(20) == 1
    states = {patient.allergy_banner()[0] for patient in people.values()}
    assert states == {"known", "none", "not_recorded", "unavailable"}
    assert any(not visits_of(patient) for patient in people.values())
    born = sorted(p.date_of_birth for p in people.values() if p.family_name == "Example")
    assert len(born) == 3
    assert all(patient.phone.startswith("01632 960") for patient in people.values())


def test_one_visit_is_open_and_of_today_all_others_are_signed(chart):
    visits = chart.orm.scalars(sa.select(Visit)).all()
    (draft,) = [visit for visit in visits if visit.signed_at is None]
    assert draft.opened_at == NOW
    assert draft.course.visits[0].signed_at is not None
    assert all(visit.visit_signature.strokes for visit in visits if visit is not draft)
    assert all(visit.signed_at < NOW for visit in visits if visit is not draft)


def test_the_complete_visit_has_every_sheet_filled_and_its_consents_sealed(chart):
    visit = complete_visit(chart)
    assert not any(getattr(visit, name).is_blank() for name in SLOTS)
    assert visit.consent.signed_at < visit.started_at
    assert visit.photo_consent.signed_at is not None
    assert all(row.strokes for row in (*visit.consent.signatures, *visit.photo_consent.signatures))
    assert visit.course.patient.display_name() == "SAMPLE, Ada (Ms)"
    assert (visit.session_number, visit.course.planned_sessions) == (1, 4)


def test_the_complete_visit_gives_the_printed_values_of_v09(chart):
    visit = complete_visit(chart)
    shown = {r.name: r.with_unit() for r in visit.prp.worked_out(Context.at(visit.signed_at))}
    assert shown["Concentration"] == "1.48 ×"
    assert shown["Recovery"] == "43.99 %"
    assert shown["Platelet dose injected"].startswith("1.429 ")
    assert shown["Purity"] == "87.54 %"
    assert shown["Platelets drawn"].startswith("3.249 ")


def test_dhurat_is_followed(chart):
    otto = patients(chart)[("Muster", "Otto")]
    depths = {zone.depth_mm for visit in visits_of(otto) for zone in visit.needling.zones}
    assert depths == {D("1.5")}
    days = [visit.opened_at.date() for visit in visits_of(otto)]
    assert {b - a for a, b in pairwise(days)} == {timedelta(days=7)}
    assert [(t.drug, t.strength_pct) for t in otto.therapies] == [("Topical minoxidil 5 %", D(5))]


def test_the_woman_with_pattern_hair_loss_has_her_grade_and_ferritin(chart):
    hanna = patients(chart)[("Beispiel", "Hanna")]
    assert hanna.primary_diagnosis().diagnosis == "FPHL"
    found = [(v.assessment.gradings[0].grade, v.assessment.ferritin_ug_l) for v in visits_of(hanna)]
    assert found == [("3", D(18)), ("3", D(46))]


def test_the_long_chart_counts_more_hairs_over_the_months(chart):
    jose = patients(chart)[("Practice", "José")]
    counts = [v.outcome.hair_count_raw for v in visits_of(jose) if v.outcome.hair_count_raw is not None]
    assert len(counts) == 7
    assert counts == sorted(counts)
    assert sum(len(visit.after.adverse_events) for visit in visits_of(jose)) == 2


@pytest.mark.parametrize(
    ("typed", "family_name"),
    [
        ("δειγμα", "Δείγμα"),
        ("Ελένη", "Δείγμα"),
        ("образец", "Образец"),
        ("ليلى", "نموذج"),
        ("आशा", "नमूना"),
        ("jose practice", "Practice"),
        ("zoe", "Muster"),
        ("ospecimen", "O’Specimen"),
        ("RL-00001", "Sample"),
    ],
)
def test_patients_are_found_in_their_own_script_and_folded(chart, typed, family_name):
    assert [p.family_name for p in find_patients(chart.orm, typed, NOW.date())] == [family_name]


def test_similar_names_stand_together(chart):
    found = find_patients(chart.orm, "example mari", NOW.date())
    assert [p.given_name for p in found] == ["Maria", "Mariam", "Marie"]
    assert [p.given_name for p in find_patients(chart.orm, show_day(date(1985, 3, 14)), NOW.date())] == ["Maria"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE visit SET note = 'changed' WHERE id = :visit",
        "UPDATE prp SET draw_volume_ml = '20' WHERE visit_id = :visit",
        "DELETE FROM consent WHERE visit_id = :visit",
    ],
)
def test_a_signed_visit_refuses_a_change_by_sql(chart, change):
    visit = complete_visit(chart)
    with pytest.raises(sa.exc.DatabaseError, match="signed records cannot change"):
        chart.orm.execute(sa.text(change), {"visit": visit.id})
    chart.orm.rollback()


def test_a_sealed_consent_refuses_a_change_by_sql(chart):
    consent = chart.orm.scalars(sa.select(Consent).where(Consent.signed_at.is_not(None))).first()
    with pytest.raises(sa.exc.DatabaseError, match="signed records cannot change"):
        chart.orm.execute(sa.text("UPDATE consent SET language = 'x' WHERE id = :id"), {"id": consent.id})
    chart.orm.rollback()


def test_every_answer_could_have_been_typed(chart):
    asked = 0
    for visit in chart.orm.scalars(sa.select(Visit)):
        context = Context.at(visit.signed_at or NOW, visit.opened_at.date())
        for record in (visit.course.patient, visit, *(getattr(visit, name) for name in SLOTS)):
            asked += typed_again(record, context) if record is not None else 0
    assert asked > 3000


def typed_again(record: Record, context: Context) -> int:
    """How many answers read back as they are shown in their editors."""
    read = 0
    for name, declared in fields_of(type(record)).items():
        value = getattr(record, name)
        if value is None or isinstance(declared, Drawn):
            continue
        if type(record) is Patient and isinstance(value, date):
            context = Context.at(NOW)
        assert declared.parse(declared.edit_text(value, context), context) == value, (record, name)
        read += 1
    now = Context.at(NOW) if type(record) is Patient else context
    return read + sum(typed_again(row, now) for name in lines_of(type(record)) for row in getattr(record, name))


def test_opening_again_gives_the_same(made, folder):
    first = open_practice(made, NOW)
    again = open_practice(folder, NOW + timedelta(days=40))
    try:
        assert complete_visit(again).visit_signature.digest == complete_visit(first).visit_signature.digest
        assert len(patients(again)) == len(patients(first))
        assert not set_aside(folder)
    finally:
        first.close()
        again.close()


def test_a_damaged_file_is_set_aside_and_the_clinic_made_anew(folder):
    spoiled = (folder / CHART).read_bytes()[:5000] + b"\x00" * 4000
    (folder / CHART).write_bytes(spoiled)
    chart = open_practice(folder, NOW)
    assert complete_visit(chart).signed_at is not None
    chart.close()
    (aside,) = set_aside(folder)
    assert (aside / CHART).read_bytes() == spoiled
    assert (aside / KEYS).exists()


def test_a_half_made_clinic_is_made_anew(folder):
    chart = open_practice(folder, NOW)
    chart.orm.execute(sa.text("DELETE FROM clinic"))
    chart.orm.commit()
    chart.close()
    chart = open_practice(folder, NOW)
    assert chart.clinic().practice == 1
    chart.close()
    assert len(set_aside(folder)) == 1


def test_a_file_of_another_schema_is_made_anew(folder):
    chart = open_practice(folder, NOW)
    chart.orm.execute(sa.text("ALTER TABLE clinic DROP COLUMN web"))
    chart.orm.commit()
    chart.close()
    chart = open_practice(folder, NOW)
    assert chart.clinic().web == "practice.example"
    chart.close()
    assert len(set_aside(folder)) == 1
