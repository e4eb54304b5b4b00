"""An open clinic on a real disk: nothing readable from outside, nothing typed lost, whatever the world does."""

import subprocess
import sys
import textwrap
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.actions.clinics import found_clinic, next_number
from charting.actions.patients import add_patient, start_course
from charting.errors import Known
from charting.records.anaesthesia import Anaesthesia
from charting.records.clinic import Clinic, Practitioner
from charting.records.dose import Dose
from charting.records.patient import Allergy, Patient
from charting.records.visit import Visit
from charting.store.chart_session import CHART, KEYS, ChartSession, NotSaved
from charting.store.database import NotAChart
from charting.store.keys import DamagedKeys, WrongPassword
from charting.store.seal_head import SEAL

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
PASSWORD = "correct horse"
MARKS = ["Quillfeather", "Ζαχαρούλα", "zaffre-allergy", "07700900461"]
KILLS = 15


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path / "clinic", PASSWORD)
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    made.save(NOW)
    yield made
    made.close()


def seeded(chart):
    patient = Patient(family_name=MARKS[0], given_name=MARKS[1], phone=MARKS[3], allergy_status="known")
    patient.allergies = [Allergy(agent=MARKS[2], position=0), Allergy(agent="latex", position=1)]
    add_patient(chart, patient)
    visit = Visit(kind="MN", opened_at=NOW, note=MARKS[0])
    start_course(chart, patient, "MN", NOW.date()).visits.append(visit)
    visit.anaesthesia = Anaesthesia()
    visit.anaesthesia.doses.append(Dose(volume_ml=Decimal(5), position=0))
    chart.save(NOW)
    return patient


def reopened(chart):
    chart.close()
    return ChartSession.open(chart.folder, PASSWORD)


def in_folder(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_was_saved_is_found_again(chart):
    seeded(chart)
    again = reopened(chart)
    (patient,) = again.orm.scalars(sa.select(Patient)).all()
    assert (patient.family_name, patient.given_name, patient.number) == (MARKS[0], MARKS[1], "RL-00001")
    assert [allergy.agent for allergy in patient.allergies] == [MARKS[2], "latex"]
    assert patient.courses[0].visits[0].anaesthesia.doses[0].volume_ml == Decimal(5)
    assert patient.courses[0].visits[0].opened_at == NOW
    assert again.clinic().name == "Sample Clinic"
    assert [person.owner for person in again.practitioners()] == [1]
    again.close()


def test_no_name_can_be_read_from_outside_while_open_or_after(chart):
    seeded(chart)
    assert CHART + "-wal" in in_folder(chart.folder)
    for moment in ("open", "closed"):
        if moment == "closed":
            chart.close()
        for name, raw in in_folder(chart.folder).items():
            for mark in (*MARKS, "Sample Clinic", "CREATE TABLE", "SQLite format", PASSWORD, "zaffreallergy"):
                for encoded in (mark.encode(), mark.casefold().encode(), mark.encode("utf-16-le")):
                    assert encoded not in raw, (moment, name, mark)


def test_closing_leaves_one_chart_its_keys_and_its_seal(chart):
    seeded(chart)
    chart.close()
    assert set(in_folder(chart.folder)) == {CHART, KEYS, SEAL}


def test_a_wrong_password_opens_nothing_and_changes_nothing(chart):
    chart.close()
    before = in_folder(chart.folder)
    with pytest.raises(WrongPassword):
        ChartSession.open(chart.folder, "correct horse ")
    assert in_folder(chart.folder) == before


@pytest.mark.parametrize(
    ("name", "raw", "refusal"),
    [
        (KEYS, b'{"version": 1, "sa', DamagedKeys),
        (KEYS, b"", DamagedKeys),
        (CHART, b"\x17" * 20000, NotAChart),
        (CHART, b"", NotAChart),
        (CHART, b"short", NotAChart),
    ],
)
def test_a_damaged_file_is_said_and_left_alone(chart, name, raw, refusal):
    chart.close()
    (chart.folder / name).write_bytes(raw)
    before = in_folder(chart.folder)
    with pytest.raises(refusal):
        ChartSession.open(chart.folder, PASSWORD)
    assert in_folder(chart.folder) == before


@pytest.mark.parametrize(("name", "refusal"), [(CHART, NotAChart), (KEYS, DamagedKeys)])
def test_opening_never_makes_what_is_missing(chart, name, refusal):
    chart.close()
    (chart.folder / name).unlink()
    with pytest.raises(refusal):
        ChartSession.open(chart.folder, PASSWORD)
    assert not (chart.folder / name).exists()


def test_the_keys_of_another_clinic_do_not_fit(chart, tmp_path):
    chart.close()
    ChartSession.create(tmp_path / "other", PASSWORD).close()
    (chart.folder / KEYS).write_bytes((tmp_path / "other" / KEYS).read_bytes())
    with pytest.raises(NotAChart):
        ChartSession.open(chart.folder, PASSWORD)


@pytest.mark.parametrize("left", [(CHART, KEYS), (CHART,), (KEYS,)])
def test_a_second_clinic_is_never_made_over_the_first(chart, left):
    chart.close()
    for name in {CHART, KEYS} - set(left):
        (chart.folder / name).unlink()
    before = in_folder(chart.folder)
    with pytest.raises(Known, match="already"):
        ChartSession.create(chart.folder, "another")
    assert in_folder(chart.folder) == before


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_folder_that_cannot_be_one_is_said(tmp_path, below):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Known, match="Choose another folder"):
        ChartSession.create(tmp_path / "file" / below, PASSWORD)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_clinic_that_could_not_be_made_leaves_nothing(tmp_path, monkeypatch):
    def full(_engine):
        raise sa.exc.OperationalError("CREATE", None, Exception("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr("charting.store.chart_session.upgrade", full)
        with pytest.raises(Known, match="disk is full"):
            ChartSession.create(tmp_path, PASSWORD)
    assert list(tmp_path.iterdir()) == []
    ChartSession.create(tmp_path, PASSWORD).close()


def test_memory_differs_only_while_it_does(chart):
    patient = seeded(chart)
    assert not chart.differs()
    patient.phone = "1"
    assert chart.differs()
    patient.phone = MARKS[3]
    assert not chart.differs()
    patient.allergies.append(Allergy(agent="x"))
    assert chart.differs()


def test_numbers_are_never_given_twice(chart):
    assert [next_number(chart, "patient") for _ in range(3)] == [1, 2, 3]
    chart.save(NOW)
    again = reopened(chart)
    assert next_number(again, "patient") == 4
    assert next_number(again, "paper") == 1
    again.close()


def page_limit(chart, pages):
    """Set how large the session's own connection lets the file grow, beside whatever transaction is open."""
    raw = chart.orm.get_bind().raw_connection()
    raw.driver_connection.execute(f"PRAGMA max_page_count = {pages}")
    raw.close()


def fill_the_disk(chart):
    """From now on the file can grow by nothing; what frees pages may still be written."""
    page_limit(chart, 1)


def test_a_full_disk_loses_nothing_of_what_was_typed(chart):
    patient = seeded(chart)
    visit = patient.courses[0].visits[0]
    sheet, kept_dose = visit.anaesthesia, visit.anaesthesia.doses[0]
    fill_the_disk(chart)
    long = "ä" * 30000

    patient.given_name = "Ada"
    patient.date_of_birth = date(1985, 3, 14)
    visit.note = long
    gone = patient.allergies[0]
    patient.allergies.remove(gone)
    patient.allergies.append(Allergy(agent="iodine", reaction=long, position=2))
    sheet.doses.append(Dose(volume_ml=Decimal("2.5"), position=1))
    kept_dose.volume_ml = None
    other = add_patient(chart, Patient(family_name="Second", address=long))

    for _attempt in range(2):
        with pytest.raises(NotSaved, match="full"):
            chart.save(NOW)
        assert chart.differs()
        assert (patient.given_name, patient.date_of_birth, visit.note) == ("Ada", date(1985, 3, 14), long)
        assert [allergy.agent for allergy in patient.allergies] == ["latex", "iodine"]
        assert [dose.volume_ml for dose in sheet.doses] == [None, Decimal("2.5")]
        assert (other.family_name, other.number) == ("Second", "RL-00002")
        assert patient.allergies[1].parent is patient
        visit.note = long = long + "!"

    page_limit(chart, 100000)
    chart.save(NOW)
    assert not chart.differs()
    again = reopened(chart)
    found = again.orm.scalars(sa.select(Patient).order_by(Patient.number)).all()
    assert [(p.family_name, p.given_name) for p in found] == [(MARKS[0], "Ada"), ("Second", None)]
    assert [allergy.agent for allergy in found[0].allergies] == ["latex", "iodine"]
    assert again.orm.scalars(sa.select(sa.func.count(Allergy.id))).one() == 2
    assert found[0].courses[0].visits[0].note == long
    assert [d.volume_ml for d in found[0].courses[0].visits[0].anaesthesia.doses] == [None, Decimal("2.5")]
    again.close()


def test_a_refused_save_keeps_a_sheet_taken_away_and_one_put_in(chart):
    visit = seeded(chart).courses[0].visits[0]
    fill_the_disk(chart)
    visit.anaesthesia = None
    visit.note = "x" * 50000
    with pytest.raises(NotSaved):
        chart.save(NOW)
    assert visit.anaesthesia is None
    visit.anaesthesia = Anaesthesia()
    page_limit(chart, 100000)
    visit.anaesthesia = None
    chart.save(NOW)
    assert chart.orm.scalars(sa.select(Anaesthesia)).all() == []
    assert chart.orm.scalars(sa.select(Dose)).all() == []


WRITER = textwrap.dedent("""
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    import sqlalchemy as sa
    from charting.records.patient import Allergy, Patient
    from charting.store.chart_session import ChartSession
    chart = ChartSession.open(Path(sys.argv[1]), sys.argv[2])
    patient = chart.orm.scalars(sa.select(Patient)).one()
    count = int(patient.address or 0)
    while True:
        count += 1
        patient.address = str(count)
        patient.allergies.append(Allergy(agent=str(count), position=count))
        chart.save(datetime.now(UTC))
        print(count, flush=True)
""")


def test_a_killed_program_loses_no_save_it_spoke_of(chart):
    chart.add(Patient(number="RL-00001", family_name="Sample"))
    chart.save(NOW)
    chart.close()
    promised = 0
    for kill in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(chart.folder), PASSWORD],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[2],
        )
        first = child.stdout.readline()
        assert int(first) == promised + 1 or int(first) == promised + 2, "a save was lost, or made twice"
        time.sleep(0.003 * kill)
        child.kill()
        rest = child.stdout.read().split(b"\n")
        child.stdout.close()
        child.wait()
        promised = max([int(first), *(int(line) for line in rest[:-1])])
    again = ChartSession.open(chart.folder, PASSWORD)
    patient = again.orm.scalars(sa.select(Patient)).one()
    assert int(patient.address) in (promised, promised + 1)
    assert [allergy.agent for allergy in patient.allergies] == [str(n) for n in range(1, int(patient.address) + 1)]
    assert again.orm.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    again.close()
