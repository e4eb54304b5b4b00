"""Photographs of a visit: with consent, into a draft, tied to its assessment, compared and taken out again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.photos import (
    add_photo,
    content_of,
    doubts,
    earlier_photos,
    let_go,
    read_photo,
    refusal,
    remove_photo,
    small_of,
)
from charting.actions.visits import start_visit
from charting.errors import Known
from charting.records.audit_entry import audit_entry
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.photo import Photo
from charting.records.photograph import Photograph
from charting.records.signed import digest_of
from charting.store.chart_session import ChartSession, NotSaved
from tests.photographs import MARK, allow_photographs, jpeg, scene

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
TODAY = NOW.date()
DOCTOR = Practitioner(name="Sample, Rosa", qualification="RN", registration_number="00A0000X")


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = ChartSession.create(tmp_path_factory.mktemp("clinic"), "correct horse battery")
    found_clinic(made, Clinic(name="Sample Clinic"), DOCTOR)
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def course(chart):
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14)))
    return start_course(chart, patient, "MN", TODAY)


@pytest.fixture
def visit(chart, course):
    made = allow_photographs(start_visit(chart, course, "MN", DOCTOR, NOW), NOW)
    chart.save(NOW)
    return made


@pytest.fixture
def picture():
    return read_photo(jpeg())


def kept(chart, visit, view, picture, now=NOW):
    photo = add_photo(chart, visit, view, picture, DOCTOR, now)
    chart.save(now)
    let_go(chart, photo)
    return photo


def verbs(chart, photo):
    told = sa.select(audit_entry.c.verb, audit_entry.c.visit_id, audit_entry.c.said).where(
        audit_entry.c.record == "photo", audit_entry.c.record_id == photo.id
    )
    return chart.orm.execute(told).all()


def test_a_photograph_is_in_the_file_byte_for_byte(chart, visit, picture):
    photo = kept(chart, visit, "vertex", picture)
    chart.orm.expire_all()
    assert content_of(chart, photo) == picture.content
    assert small_of(chart, photo) == picture.small
    assert (photo.width, photo.height, photo.sha256) == (320, 240, picture.sha256)
    assert photo.by == "Sample, Rosa, RN, 00A0000X"


def test_the_audit_row_tells_the_visit_and_not_the_picture(chart, visit, picture):
    photo = kept(chart, visit, "vertex", picture)
    ((verb, visit_id, said),) = verbs(chart, photo)
    assert (verb, visit_id) == ("created", visit.id)
    assert {name: after for name, _label, _before, after in said["changes"]}["content"] == "…"


def test_a_saved_picture_does_not_stay_in_memory(chart, visit, picture):
    photo = kept(chart, visit, "vertex", picture)
    assert "content" not in sa.inspect(photo).dict
    content_of(chart, photo)
    assert "content" not in sa.inspect(photo).dict


def test_no_note_of_the_camera_is_in_what_is_stored(chart, visit, picture):
    kept(chart, visit, "vertex", picture)
    rows = chart.orm.execute(sa.text("SELECT * FROM photo")).all()
    assert not any(MARK in value for row in rows for value in row if isinstance(value, bytes))


@pytest.mark.parametrize("spoil", ["unanswered", "refused", "unsigned", "taken back", "expired"])
def test_without_consent_none_is_added(chart, visit, picture, spoil):
    sheet = visit.photo_consent
    use = next(use for use in sheet.scopes if use.scope == "clinical_record")
    if spoil in {"unanswered", "refused"}:
        use.allowed = None if spoil == "unanswered" else False
    elif spoil == "unsigned":
        sheet.signatures[0].signed_at = None
    elif spoil == "taken back":
        use.withdrawn_on = TODAY
    else:
        use.expiry = TODAY - timedelta(days=1)
    with pytest.raises(Known, match="permission for photographs back on" if spoil == "taken back" else "not agreed"):
        add_photo(chart, visit, "vertex", picture, DOCTOR, NOW)
    assert visit.photos == []


def test_none_is_added_where_the_patient_refused_them_today(chart, visit, picture):
    visit.assessment.photographs_refused = True
    with pytest.raises(Known, match="refused"):
        add_photo(chart, visit, "vertex", picture, DOCTOR, NOW)


def test_the_front_desk_adds_none(chart, visit, picture):
    desk = Practitioner(name="Sample, Noor", role="front_desk")
    with pytest.raises(Known, match="may not"):
        add_photo(chart, visit, "vertex", picture, desk, NOW)


def test_a_view_is_one_of_the_list(chart, visit, picture):
    with pytest.raises(KeyError):
        add_photo(chart, visit, "from_above", picture, DOCTOR, NOW)


def test_the_line_of_the_same_view_gets_the_digest(chart, visit, picture):
    line = Photograph(view="vertex", camera="Practice camera", position=0)
    visit.assessment.photographs.append(line)
    kept(chart, visit, "vertex", picture)
    assert [(row.view, row.sha256) for row in visit.assessment.photographs] == [("vertex", picture.sha256)]


def test_a_line_is_made_where_there_is_none_of_the_view(chart, visit, picture):
    other = read_photo(jpeg(scene(hue=3)))
    kept(chart, visit, "vertex", picture)
    kept(chart, visit, "vertex", other)
    digests = [(row.view, row.sha256, row.position) for row in visit.assessment.photographs]
    assert digests == [("vertex", picture.sha256, 0), ("vertex", other.sha256, 1)]


def test_taking_one_out_takes_its_line_and_gives_the_picture_back(chart, visit, picture):
    photo = kept(chart, visit, "vertex", picture)
    back = remove_photo(chart, photo)
    chart.save(NOW)
    assert (back.content, back.small) == (picture.content, picture.small)
    assert visit.photos == []
    assert visit.assessment.photographs == []
    assert [verb for verb, _visit, _said in verbs(chart, photo)] == ["created", "removed"]
    kept(chart, visit, "vertex", back)
    assert len(visit.photos) == 1


def test_a_line_with_answers_of_its_own_stays_without_the_digest(chart, visit, picture):
    visit.assessment.photographs.append(Photograph(view="vertex", camera="Practice camera", position=0))
    remove_photo(chart, kept(chart, visit, "vertex", picture))
    chart.save(NOW)
    assert [(row.camera, row.sha256) for row in visit.assessment.photographs] == [("Practice camera", None)]


def test_a_signed_visit_takes_none_and_gives_none(chart, visit, picture):
    photo = kept(chart, visit, "vertex", picture)
    chart.save(NOW, last=lambda: setattr(visit, "signed_at", NOW))
    assert refusal(visit, TODAY).startswith("This visit is signed.")
    with pytest.raises(Known, match="signed"):
        add_photo(chart, visit, "vertex", picture, DOCTOR, NOW)
    with pytest.raises(Known, match="signed"):
        remove_photo(chart, photo)
    for statement in (
        "UPDATE photo SET content = x'00' WHERE id = :id",
        "UPDATE photo SET view = 'occipital_donor' WHERE id = :id",
        "DELETE FROM photo WHERE id = :id",
    ):
        with pytest.raises(IntegrityError, match="signed records cannot change"), chart._engine.begin() as raw:
            raw.execute(sa.text(statement), {"id": photo.id})


def test_the_digest_of_a_visit_covers_its_photographs(chart, visit, picture):
    before = digest_of(visit)
    photo = kept(chart, visit, "vertex", picture)
    with_photo = digest_of(visit)
    assert with_photo != before
    photo.sha256 = "0" * 64
    assert digest_of(visit) != with_photo
    chart.orm.expire(photo)


def test_the_same_picture_in_another_chart_is_a_doubt(chart, visit, picture):
    kept(chart, visit, "vertex", picture)
    other = add_patient(chart, Patient(family_name="Sample", given_name="Bea"))
    hers = allow_photographs(start_visit(chart, start_course(chart, other, "MN", TODAY), "MN", DOCTOR, NOW), NOW)
    chart.save(NOW)
    (said,) = doubts(chart, hers, picture)
    assert visit.course.patient.number in said


def test_a_camera_that_names_another_day_is_a_doubt(chart, visit):
    (said,) = doubts(chart, visit, read_photo(jpeg(scene(hue=8), taken="2026:10:03 09:15:00")))
    assert said == "The camera says 03-Oct-2026, the visit is of 21-Nov-2026."
    assert doubts(chart, visit, read_photo(jpeg(scene(hue=9)))) == []


def test_the_same_picture_twice_in_one_visit_is_a_doubt(chart, visit):
    picture = read_photo(jpeg(scene(hue=11)))
    kept(chart, visit, "vertex", picture)
    assert doubts(chart, visit, picture) == ["This very picture is in this visit already."]


def test_earlier_photographs_are_of_the_same_view_the_newest_visit_first(chart, course, visit, picture):
    earlier = []
    for days in (60, 30):
        then = NOW - timedelta(days=days)
        other = allow_photographs(start_visit(chart, course, "MN", DOCTOR, then), then)
        earlier.append(kept(chart, other, "vertex", read_photo(jpeg(scene(hue=days))), then))
        kept(chart, other, "left_lateral", picture, then)
    kept(chart, visit, "vertex", picture)
    assert earlier_photos(visit, "vertex") == earlier[::-1]


def test_a_full_disk_keeps_the_picture_in_memory(chart, visit, picture, monkeypatch):
    photo = add_photo(chart, visit, "vertex", picture, DOCTOR, NOW)
    pages = chart.orm.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    chart.orm.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NotSaved):
        chart.save(NOW)
    let_go(chart, photo)
    assert content_of(chart, photo) == picture.content
    chart.orm.connection().exec_driver_sql("PRAGMA max_page_count = 4294967294")
    chart.save(NOW)
    let_go(chart, photo)
    assert content_of(chart, photo) == picture.content


def test_other_bytes_than_were_added_are_not_shown(chart, visit, picture):
    photo = kept(chart, visit, "vertex", picture)
    with chart._engine.begin() as raw:
        lock = raw.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'locked_photo_update'")).scalar_one()
        raw.execute(sa.text("DROP TRIGGER locked_photo_update"))
        raw.execute(sa.text("UPDATE photo SET content = x'ffd8' WHERE id = :id"), {"id": photo.id})
        raw.execute(sa.text(lock))
    with pytest.raises(Known, match="not the one that was added"):
        content_of(chart, photo)


def test_photographs_are_read_one_by_one(chart, visit, picture):
    """A list of visits must not pull every picture out of the file."""
    kept(chart, visit, "vertex", picture)
    chart.orm.expire_all()
    assert all("content" not in sa.inspect(photo).dict for photo in chart.orm.scalars(sa.select(Photo)))
