"""Signing: nothing open may be signed, what was signed stands, and a save that fails signs nothing."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from charting.actions.clinics import found_clinic
from charting.actions.decisions import accept
from charting.actions.patients import add_patient, start_course
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.sealing import open_before_seal, seal
from charting.actions.sign import digest_of, points, sign_visit
from charting.actions.visits import start_visit
from charting.context import Context
from charting.errors import Known
from charting.findings import Finding, Level
from charting.frozen import thaw
from charting.records.canonical import SCHEME, canonical_bytes
from charting.records.clinic import Clinic, Practitioner
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoConsent
from charting.records.signature import VisitSignature
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession, NotSaved

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
CONTEXT = Context.at(NOW)
PASSWORD = "correct horse"


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path, PASSWORD)
    owner = Practitioner(name="Sample, Rosa", qualification="RN", registration_number="00A0000X")
    found_clinic(made, Clinic(name="Sample Clinic"), owner)
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def signer(chart):
    return Proven(chart.practitioners()[0], NOW, BY_PASSWORD)


def complete_patient(chart):
    return add_patient(
        chart,
        Patient(
            family_name="Sample",
            given_name="Ada",
            date_of_birth=date(1985, 3, 14),
            sex_at_birth="female",
            allergy_status="none_known",
            allergies_asked_on=NOW.date(),
        ),
    )


@pytest.fixture
def visit(chart):
    """A visit that may be signed: one sheet of needling, complete, and the times."""
    made = Visit(
        kind="MN",
        session_number=1,
        opened_at=NOW - timedelta(minutes=45),
        started_at=NOW - timedelta(minutes=45),
        ended_at=NOW - timedelta(minutes=5),
        practitioner="Sample, Rosa, RN",
    )
    start_course(chart, complete_patient(chart), "MN", NOW.date()).visits.append(made)
    made.needling = Needling(
        device_type="electric_pen",
        device_name="SkinPen Precision",
        cartridge_lot="K2407",
        cartridge_expiry=date(2027, 4, 30),
        cartridge_single_use=True,
        needle_length_mm=Decimal("1.5"),
        speed_rpm=Decimal(7000),
        skin_prep="chlorhexidine_2pct_alcohol",
        start_at=NOW - timedelta(minutes=45),
        end_at=NOW - timedelta(minutes=10),
        sharps_disposed=True,
        zones=[
            NeedledZone(
                zone="vertex", depth_mm=Decimal("1.25"), passes=Decimal(5), endpoint="mild_erythema", position=0
            )
        ],
    )
    return made


def blocking(visit):
    return [point for point in points(visit, CONTEXT) if point.open]


def stored(chart, what):
    """What stands in the file, read past the session."""
    raw = chart.orm.get_bind().raw_connection()
    (found,) = raw.driver_connection.execute(what).fetchone()
    raw.close()
    return found


def test_a_complete_visit_is_signed_and_shut(chart, visit, signer):
    assert blocking(visit) == []
    signature = sign_visit(chart, visit, signer, None, CONTEXT)
    assert visit.signed_at == signature.signed_at == NOW
    assert signature.signer == "Sample, Rosa, RN, 00A0000X"
    assert signature.registration == "00A0000X"
    assert not chart.differs()
    visit.needling.zones[0].depth_mm = Decimal(1)
    with pytest.raises(IntegrityError, match="signed records cannot change"):
        chart.save(NOW)


def test_the_digest_still_fits_after_closing_and_opening(chart, visit, signer):
    digest = sign_visit(chart, visit, signer, (((1.0, 2.0, 0.5, 0.0),),), CONTEXT).digest
    chart.close()
    again = ChartSession.open(chart.folder, PASSWORD)
    found = again.orm.scalars(sa.select(Visit)).one()
    kept = found.visit_signature
    assert kept.scheme == SCHEME
    assert kept.digest == digest == digest_of(found)
    assert digest == hashlib.sha256(canonical_bytes([found, found.needling])).hexdigest()
    assert kept.strokes == (((1.0, 2.0, 0.5, 0.0),),)
    again.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda v: setattr(v, "note", "x"),
        lambda v: setattr(v, "ended_at", None),
        lambda v: setattr(v.needling, "sharps_disposed", False),
        lambda v: setattr(v.needling, "device_serial", "1"),
        lambda v: setattr(v.needling.zones[0], "depth_mm", Decimal("1.2")),
        lambda v: setattr(v.needling.zones[0], "note", "x"),
        lambda v: v.needling.zones.append(NeedledZone(position=1)),
        lambda v: v.needling.zones.clear(),
        lambda v: setattr(v, "needling", None),
    ],
)
def test_any_answer_changes_the_digest(chart, visit, change):
    chart.save(NOW)
    before = digest_of(visit)
    change(visit)
    assert digest_of(visit) != before


@pytest.mark.parametrize(
    ("opened", "count"),
    [
        (lambda v: setattr(v, "started_at", None), "1 point is open"),
        (lambda v: setattr(v.needling, "unread", {"device_name": "?"}), "1 point is open"),
        (lambda v: setattr(v.course.patient, "family_name", None), "1 point is open"),
        (lambda v: (setattr(v, "started_at", None), setattr(v, "practitioner", None)), "2 points are open"),
    ],
)
def test_open_points_keep_a_visit_open(chart, visit, signer, opened, count):
    opened(visit)
    with pytest.raises(Known, match=count):
        sign_visit(chart, visit, signer, None, CONTEXT)
    assert visit.signed_at is None
    assert visit.visit_signature is None


def test_a_warning_waits_until_somebody_has_accepted_it(chart, visit, signer):
    visit.needling.zones[0].passes = Decimal(12)
    (warning,) = [point.finding for point in points(visit, CONTEXT) if point.finding.level is Level.WARN]
    with pytest.raises(Known, match="1 point"):
        sign_visit(chart, visit, signer, None, CONTEXT)
    before = digest_of(visit)
    accept(visit, warning, signer.person, NOW)
    assert digest_of(visit) != before
    sign_visit(chart, visit, signer, None, CONTEXT)


def test_the_heaviest_point_comes_first_and_each_leads_somewhere(chart, visit):
    visit.needling.unread = {"device_name": "?"}
    visit.started_at = visit.needling.zones[0].depth_mm = None
    levels = [point.finding.level for point in points(visit, CONTEXT)]
    assert levels == sorted(levels, reverse=True)
    records = {visit.id, visit.course.patient.id, visit.needling.id, visit.needling.zones[0].id}
    for point in blocking(visit):
        assert isinstance(point.finding, Finding)
        assert point.finding.record_id in records
        assert point.finding.what
        assert point.sheet in (None, visit.needling)


def test_a_visit_is_signed_once(chart, visit, signer):
    sign_visit(chart, visit, signer, None, CONTEXT)
    with pytest.raises(Known, match="already"):
        sign_visit(chart, visit, signer, None, CONTEXT)
    assert chart.orm.scalars(sa.select(sa.func.count(VisitSignature.id))).one() == 1


def test_the_patient_stands_under_the_signature_as_they_were(chart, visit, signer):
    signature = sign_visit(chart, visit, signer, None, CONTEXT)
    visit.course.patient.family_name = "Married"
    chart.save(NOW)
    chart.close()
    again = ChartSession.open(chart.folder, PASSWORD)
    found = again.orm.scalars(sa.select(VisitSignature)).one()
    assert found.id == signature.id
    assert found.visit.course.patient.family_name == "Married"
    assert thaw(found.patient_then).row("family_name").value == "Sample"
    again.close()


class TestAFullDisk:
    """What happens when the file refuses one of the steps."""

    @pytest.fixture
    def full(self, chart, monkeypatch):
        """Let the file refuse what a statement begins with."""

        def refuse(beginning):
            def before(_connection, _cursor, statement, *_rest):
                if statement.startswith(beginning):
                    raise sa.exc.OperationalError(statement, None, Exception("database or disk is full"))

            sa.event.listen(chart.orm.get_bind(), "before_cursor_execute", before)
            return lambda: sa.event.remove(chart.orm.get_bind(), "before_cursor_execute", before)

        return refuse

    @pytest.mark.parametrize("beginning", ["INSERT INTO visit_signature", "UPDATE visit SET signed_at", "INSERT"])
    def test_leaves_the_visit_unsigned_and_everything_typed(self, chart, visit, signer, full, beginning):
        if beginning != "INSERT":
            chart.save(NOW)
        visit.note = "typed last"
        relieve = full(beginning)
        with pytest.raises(NotSaved):
            sign_visit(chart, visit, signer, None, CONTEXT)
        assert visit.signed_at is None
        assert visit.visit_signature is None
        assert visit.note == "typed last"
        assert visit.needling.zones[0].depth_mm == Decimal("1.25")
        relieve()
        chart.save(NOW)
        assert stored(chart, "SELECT signed_at FROM visit") is None
        assert stored(chart, "SELECT count(*) FROM visit_signature") == 0
        sign_visit(chart, visit, signer, None, CONTEXT)
        assert stored(chart, "SELECT signed_at FROM visit") == NOW.isoformat()
        assert stored(chart, "SELECT count(*) FROM visit_signature") == 1

    def test_leaves_a_consent_unsealed(self, chart, visit, full, monkeypatch):
        monkeypatch.setattr("charting.actions.sealing.open_before_seal", lambda *_: [])
        visit.photo_consent = PhotoConsent()
        chart.save(NOW)
        relieve = full("UPDATE photo_consent")
        with pytest.raises(NotSaved):
            seal(chart, visit.photo_consent, CONTEXT)
        assert visit.photo_consent.signed_at is None
        relieve()
        seal(chart, visit.photo_consent, CONTEXT)
        assert stored(chart, "SELECT signed_at FROM photo_consent") == NOW.isoformat()


def test_a_consent_with_something_open_is_not_sealed(chart, visit):
    visit.kind = "M_PRP"
    start = start_visit(chart, visit.course, "MN", chart.practitioners()[0], NOW)
    assert open_before_seal(start.consent, CONTEXT)
    with pytest.raises(Known, match="Not signed yet"):
        seal(chart, start.consent, CONTEXT)
    assert start.consent.signed_at is None


def test_a_sealed_sheet_is_sealed_once_and_takes_its_rows_along(chart, visit, monkeypatch):
    monkeypatch.setattr("charting.actions.sealing.open_before_seal", lambda *_: [])
    consent = start_visit(chart, visit.course, "MN", chart.practitioners()[0], NOW).consent
    seal(chart, consent, CONTEXT)
    assert consent.signed_at == NOW
    with pytest.raises(Known, match="already"):
        seal(chart, consent, CONTEXT)
    consent.withdrawn_by = "Sample, Ada"
    chart.save(NOW)
    consent.statements[0].accepted = True
    with pytest.raises(IntegrityError, match="signed records cannot change"):
        chart.save(NOW)
