"""Handing a chart over: whole or not at all, readable elsewhere, told when altered, written down before it is there."""

import csv
import errno
import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import pyzipper
import sqlalchemy as sa

from charting.actions import export as export_module
from charting.actions.clinic_export import export_clinic
from charting.actions.clinics import found_clinic
from charting.actions.export import (
    NOT_AFTER_ALL,
    Stopped,
    check_export,
    deliver,
    disclosures_of,
    export_patient,
    file_name,
    part_of,
    wish_for,
)
from charting.actions.paper_keys import paper_key
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.errors import Known
from charting.output.chart_json import _number
from charting.output.parcel import (
    MANIFEST,
    SUMS,
    NotAnExport,
    WrongPassphrase,
    check_parcel,
    passphrase_trouble,
    propose_passphrase,
)
from charting.output.plain_text import BOM, cell, csv_lines
from charting.output.proof import read_back
from charting.practice.acp_visit import complete_visit_of
from charting.practice.clinic import PASSWORD
from charting.practice.people import add_people
from charting.practice.register import PEOPLE
from charting.practice.team import found, new_team
from charting.records.audit_entry import audit_entry
from charting.records.clinic import Clinic, Practitioner
from charting.records.disclosure import Disclosure
from charting.records.patient import Patient
from charting.records.photo import Photo
from charting.records.visit_mark import MOVED, VisitMark
from charting.store.chart_session import ChartSession

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
PHRASE = "correct horse battery"
HOSTILE = ['=HYPERLINK("http://x")', "<img src=x>", "@SUM(1)", "\u202eevil", "شفيق", "A" * 9000, "a\x00b\x1bc", "-1+2"]


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    """A clinic with the complete, signed visit of the practice clinic; read only."""
    chart = ChartSession.create(tmp_path_factory.mktemp("practice"), PASSWORD)
    team = new_team(chart, NOW)
    chart.work_as(team.doctor)
    visit = complete_visit_of(team, add_people(team, PEOPLE[:1]))
    found(team, PASSWORD)
    paper_key(chart, NOW)
    yield chart, visit
    chart.close()


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path / "clinic", "correct horse")
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    add_patient(made, Patient(family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14)))
    paper_key(made, NOW)
    yield made
    made.close()


def ada(chart):
    return chart.orm.scalars(sa.select(Patient)).first()


def made_from(chart, patient, to, phrase=PHRASE, **more):
    wish = wish_for("Dr Fay Example", "second opinion", phrase, NOW)
    return wish, export_patient(chart.source, patient.id, wish, part_of(to), to, NOW, "Rosa", chart.seal(), **more)


def handed_over(chart, patient, to, phrase=PHRASE):
    wish, made = made_from(chart, patient, to, phrase)
    return deliver(chart, [patient], made, wish, "Rosa", NOW, lambda: chart.save(NOW) is None)


def parts_of(file, phrase=PHRASE):
    with pyzipper.AESZipFile(file) as held:
        held.setpassword(phrase.encode() if phrase else None)
        return {name: held.read(name) for name in held.namelist()}


@pytest.fixture(scope="module")
def parcel(practice, tmp_path_factory):
    """One export of the complete patient, encrypted, as its parts and its file."""
    chart, visit = practice
    to = tmp_path_factory.mktemp("export") / "out.zip"
    _wish, made = made_from(chart, visit.course.patient, to)
    made.part.rename(to)
    return to, parts_of(to)


def test_every_part_is_there_and_fits_the_manifest(parcel):
    file, parts = parcel
    assert {MANIFEST, SUMS, "chart.json", "answers.csv", "README.txt"} < set(parts)
    manifest = json.loads(parts[MANIFEST])
    assert manifest["record_seal"].startswith("#")
    for part in manifest["parts"]:
        assert hashlib.sha256(parts[part["name"]]).hexdigest() == part["sha256"]
    lines = parts[SUMS].decode().splitlines()
    assert f"{hashlib.sha256(parts[MANIFEST]).hexdigest()}  {MANIFEST}" in lines
    assert check_parcel(file, PHRASE) == []


def test_summaries_are_papers_of_this_patient(parcel):
    (name,) = (name for name in parcel[1] if name.startswith("summaries/"))
    assert "RL-00001" in read_back(parcel[1][name])[0]


def test_json_has_every_answer_with_label_unit_and_code(parcel, practice):
    told = json.loads(parcel[1]["chart.json"])
    (visit,) = told["courses"][0]["visits"]
    needling = next(sheet for sheet in visit["sheets"] if sheet["record"] == "needling")
    zone = next(rows for rows in needling["lists"] if rows["name"] == "zones")["rows"][0]
    depth = next(answer for answer in zone["answers"] if answer["field"] == "depth_mm")
    stored = practice[1].needling.zones[0].depth_mm
    assert (depth["label"], depth["unit"], depth["ucum"]) == ("Depth", "mm", "mm")
    assert Decimal(str(depth["value"])) == stored
    assert not isinstance(depth["value"], str)
    unanswered = [a for sheet in visit["sheets"] for a in sheet["answers"] if a["shown"] == ""]
    assert unanswered
    assert all(answer["value"] is None for answer in unanswered)
    assert visit["state"] == "signed"
    assert visit["signature"]["kept"]["digest"]


def test_csv_is_read_by_another_reader_and_has_one_row_for_each_answer(parcel, practice):
    raw = parcel[1]["answers.csv"]
    assert raw.startswith(BOM.encode())
    assert b"\r\n" in raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    depths = [
        row for row in rows if (row["sheet"], row["list"], row["field"]) == ("Device and needles", "Zones", "Depth")
    ]
    assert [Decimal(row["value"]) for row in depths] == [zone.depth_mm for zone in practice[1].needling.zones]
    assert {row["unit"] for row in depths} == {"mm"}


def test_the_encryption_is_aes_256_in_every_header_and_nothing_shines_through(parcel):
    raw = parcel[0].read_bytes()
    with zipfile.ZipFile(parcel[0]) as plain:
        for info in plain.infolist():
            assert (info.compress_type, info.flag_bits & 1) == (99, 1)
            at = info.extra.index(b"\x01\x99\x07\x00")
            assert info.extra[at + 4 : at + 9] == b"\x02\x00AE\x03"  # AE-2, AES-256
            with pytest.raises((RuntimeError, NotImplementedError)):
                plain.read(info)
    for words in (b"Sample", b"Ada", b"chlorhexidine", b"Depth"):
        assert words not in raw
    assert "Sample" not in file_name(NOW)


def test_a_wrong_passphrase_and_a_file_that_is_no_export_are_told_apart(parcel, tmp_path):
    with pytest.raises(WrongPassphrase):
        check_parcel(parcel[0], "another long passphrase")
    with pytest.raises(WrongPassphrase):
        check_parcel(parcel[0])
    for content in (b"", b"PK", b"no zip at all" * 50):
        (tmp_path / "x.zip").write_bytes(content)
        with pytest.raises(NotAnExport):
            check_parcel(tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("a.txt", "not ours")
    assert check_parcel(tmp_path / "other.zip") == [f"{MANIFEST} was altered or is missing."]


def span_of(file, name):
    """Where the content of a part lies in the file."""
    with zipfile.ZipFile(file) as held:
        info = held.getinfo(name)
    with file.open("rb") as raw:
        raw.seek(info.header_offset + 26)
        name_length, extra = (int.from_bytes(raw.read(2), "little") for _part in range(2))
    return info.header_offset + 30 + name_length + extra, info.compress_size


def flipped(file, at, to):
    raw = bytearray(file.read_bytes())
    raw[at] ^= 1
    to.write_bytes(raw)
    return to


@pytest.mark.parametrize("phrase", [PHRASE, None])
def test_one_bit_in_any_part_is_told(practice, tmp_path, phrase):
    chart, visit = practice
    to = tmp_path / "out.zip"
    _wish, made = made_from(chart, visit.course.patient, to, phrase)
    made.part.rename(to)
    for name in parts_of(to, phrase):
        start, length = span_of(to, name)
        for at in (start + 20, start + length // 2, start + length - 12):
            try:
                said = check_parcel(flipped(to, at, tmp_path / "flipped.zip"), phrase or "")
            except (NotAnExport, WrongPassphrase):
                continue
            assert said, f"{name} at {at}"


def test_a_part_that_was_swapped_or_added_is_told(practice, tmp_path):
    chart, visit = practice
    to = tmp_path / "out.zip"
    _wish, made = made_from(chart, visit.course.patient, to, None)
    made.part.rename(to)
    parts = parts_of(to, None)

    def written(**changed):
        with zipfile.ZipFile(tmp_path / "forged.zip", "w") as forged:
            for name, content in {**parts, **changed}.items():
                forged.writestr(name, content)
        return check_parcel(tmp_path / "forged.zip")

    assert written() == []
    assert written(**{"answers.csv": b"other"}) == ["answers.csv was altered or is missing."]
    assert written(**{"more.txt": b"x"}) == ["more.txt was added: the list of parts does not know it."]
    assert "do not fit" in written(**{MANIFEST: parts[MANIFEST].replace(b"Practice", b"Forged..")})[0]
    for garbage in (b"", b"[]", b'{"format": "rootline-export"}', b"[" * 100_000):
        assert written(**{MANIFEST: garbage}) == [f"{MANIFEST} was altered or is missing."]


def test_the_disclosure_is_written_with_the_deed_in_one_save(chart, tmp_path):
    patient = ada(chart)
    file = handed_over(chart, patient, tmp_path / "out.zip")
    (kept,) = disclosures_of(chart, patient)
    assert (kept.recipient, kept.purpose, kept.by, kept.encrypted) == ("Dr Fay Example", "second opinion", "Rosa", 1)
    assert kept.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    entries = chart.orm.execute(sa.select(audit_entry).order_by(audit_entry.c.seq.desc()).limit(2)).all()
    assert {(entry.verb, entry.record) for entry in entries} == {("exported", "patient"), ("created", "disclosure")}
    assert "Dr Fay Example" in next(entry.said["words"] for entry in entries if entry.verb == "exported")
    assert check_export(file, PHRASE, chart)[1][0].startswith("This is the file that was handed over on 21-Nov-2026")
    date_of_a_part = file.read_bytes().index(b"PK\x01\x02") + 14  # it says nothing about the content
    other = flipped(file, date_of_a_part, tmp_path / "other.zip")
    assert "no export of this clinic" in check_export(other, PHRASE, chart)[1][0]


def test_what_is_not_written_down_is_not_handed_over(chart, tmp_path):
    wish, made = made_from(chart, ada(chart), tmp_path / "out.zip")
    with pytest.raises(Known, match="no file was made"):
        deliver(chart, [ada(chart)], made, wish, "Rosa", NOW, lambda: False)
    assert list(tmp_path.glob("*.zip")) + list(tmp_path.glob(".*.part")) == []
    chart.save(NOW)
    assert disclosures_of(chart, ada(chart)) == []
    said = chart.orm.scalars(sa.select(audit_entry.c.said).where(audit_entry.c.verb == "exported")).all()
    assert said[-1] == {"words": NOT_AFTER_ALL}


def test_nothing_is_ever_replaced(chart, tmp_path):
    to = tmp_path / "out.zip"
    to.write_bytes(b"precious")
    with pytest.raises(Known, match="is there already"):
        part_of(to)
    to.unlink()
    wish, made = made_from(chart, ada(chart), to)
    to.write_bytes(b"precious")
    with pytest.raises(Known, match="there is a file of that name"):
        deliver(chart, [ada(chart)], made, wish, "Rosa", NOW, lambda: chart.save(NOW) is None)
    assert to.read_bytes() == b"precious"
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("when", [0, 1, 2])
def test_a_full_disk_leaves_nothing_by_halves(chart, tmp_path, monkeypatch, when):
    real, calls = export_module.Parcel.add, []

    def add(parcel, name, content):
        calls.append(name)
        if len(calls) > when:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(parcel, name, content)

    monkeypatch.setattr(export_module.Parcel, "add", add)
    with pytest.raises(Known, match="No space left on device"):
        made_from(chart, ada(chart), tmp_path / "out.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["clinic"]


def test_a_folder_that_is_not_there_is_said(chart, tmp_path):
    with pytest.raises(Known, match="cannot be written"):
        made_from(chart, ada(chart), tmp_path / "gone" / "out.zip")


def test_stopping_leaves_nothing(chart, tmp_path):
    def watch(done, _steps):
        if done:
            raise Stopped("stopped")

    with pytest.raises(Stopped):
        made_from(chart, ada(chart), tmp_path / "out.zip", watch=watch)
    assert [path.name for path in tmp_path.iterdir()] == ["clinic"]


@pytest.mark.parametrize(
    ("recipient", "purpose", "phrase"),
    [
        ("", "care", PHRASE),
        ("Dr X", " ", PHRASE),
        ("Dr X", "care", "short"),
        ("Dr X", "care", "ключ" * 5),
        ("Dr X", "care", ""),
    ],
)
def test_nothing_is_made_without_recipient_purpose_and_a_good_passphrase(recipient, purpose, phrase):
    with pytest.raises(Known):
        wish_for(recipient, purpose, phrase, NOW)


def test_a_proposed_passphrase_is_good_and_never_the_same():
    proposed = {propose_passphrase() for _time in range(50)}
    assert len(proposed) == 50
    assert not any(passphrase_trouble(phrase) for phrase in proposed)


def test_hostile_words_stay_words(chart, tmp_path):
    patient = ada(chart)
    patient.address = "\n".join(HOSTILE[:3])
    patient.occupation = HOSTILE[0]
    patient.preferred_name = "=1+1"
    course = start_course(chart, patient, "MN", NOW.date())
    visit = start_visit(chart, course, "review", chart.practitioners()[0], NOW)
    visit.note = HOSTILE[5][:4000]
    visit.reason = "@SUM(1)"
    chart.save(NOW)
    wish = wish_for("=cmd\ud800|' /C calc'!A0", "\u202e<b>care</b>", None, NOW)
    to = tmp_path / "out.zip"
    made = export_patient(chart.source, patient.id, wish, part_of(to), to, NOW, "\udcff=me", chart.seal())
    deliver(chart, [patient], made, wish, "Rosa", NOW, lambda: chart.save(NOW) is None)
    parts = parts_of(to, None)
    rows = list(csv.reader(io.StringIO(parts["answers.csv"].decode("utf-8-sig"), newline=""), strict=True))
    assert not [field for row in rows for field in row if field.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    assert [row[8] for row in rows if row[7] == "Occupation"] == ["'" + HOSTILE[0]]
    told = json.loads(parts["chart.json"])
    assert next(a for a in told["patient"]["answers"] if a["field"] == "occupation")["value"] == HOSTILE[0]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_cell_is_one_cell_and_no_formula(words):
    (row,) = csv.reader(io.StringIO(csv_lines([(words, "next")]).decode(), newline=""), strict=True)
    assert row == [cell(words), "next"]
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert not set("\x00\x1b\u202e") & set(row[0])


@pytest.mark.parametrize("digits", ["0", "-0.5", "0.1", "1.005", "123456789012", "0.12345678901234567890"])
def test_a_number_keeps_its_digits(digits):
    assert Decimal(str(json.loads(json.dumps(_number(Decimal(digits)))))) == Decimal(digits)


def test_a_visit_that_was_moved_away_leaves_only_its_place(chart, tmp_path):
    patient = ada(chart)
    visit = start_visit(chart, start_course(chart, patient, "MN", NOW.date()), "review", chart.practitioners()[0], NOW)
    visit.note = "belongs to somebody else"
    chart.add(VisitMark(visit=visit, kind=MOVED, reason="It is Bea's", by="Rosa", at=NOW))
    chart.save(NOW)
    parts = parts_of(handed_over(chart, patient, tmp_path / "out.zip"))
    assert not [name for name, content in parts.items() if b"somebody else" in content or b"Bea" in content]
    (kept,) = json.loads(parts["chart.json"])["courses"][0]["visits"]
    assert kept == {"record": "visit", "id": visit.id, "state": "moved", "opened_at": visit.opened_at.isoformat()}


def test_photos_go_along_byte_for_byte(chart, tmp_path):
    patient = ada(chart)
    visit = start_visit(chart, start_course(chart, patient, "MN", NOW.date()), "review", chart.practitioners()[0], NOW)
    picture = bytes(range(256)) * 9
    digest = hashlib.sha256(picture).hexdigest()
    chart.add(
        Photo(
            visit=visit,
            view="vertex",
            added_at=NOW,
            by="R",
            width=9,
            height=9,
            sha256=digest,
            small=b"",
            content=picture,
        )
    )
    chart.save(NOW)
    parts = parts_of(handed_over(chart, patient, tmp_path / "out.zip"))
    (photo,) = json.loads(parts["chart.json"])["courses"][0]["visits"][0]["photos"]
    assert parts[photo["file"]] == picture
    assert photo["kept"]["sha256"] == digest


def test_all_answers_of_the_clinic_are_in_one_file(chart, tmp_path):
    add_patient(chart, Patient(family_name="Muster", given_name="Bea"))
    chart.save(NOW)
    to, steps = tmp_path / "all.zip", []
    wish = wish_for("Rowan", "own records", None, NOW)
    watch = lambda done, count: steps.append((done, count))  # noqa: E731
    made = export_clinic(chart.source, wish, part_of(to), to, NOW, "Rowan", chart.seal(), watch)
    made.part.rename(to)
    assert check_parcel(to) == []
    parts = parts_of(to, None)
    numbers = set(chart.orm.scalars(sa.select(Patient.number)))
    charts = [json.loads(content) for name, content in parts.items() if name.startswith("charts/")]
    assert {told["patient"]["kept"]["number"] for told in charts} == numbers
    assert len(numbers) == 2
    rows = list(csv.reader(io.StringIO(parts["answers.csv"].decode("utf-8-sig"), newline=""), strict=True))
    assert {row[0] for row in rows[1:]} == numbers
    assert steps[-1] == (4, 4)


def test_a_file_about_everybody_is_a_disclosure_of_each(chart, tmp_path):
    add_patient(chart, Patient(family_name="Muster", given_name="Bea"))
    chart.save(NOW)
    to, wish = tmp_path / "all.zip", wish_for("Auditor", "yearly audit", PHRASE, NOW)
    made = export_clinic(chart.source, wish, part_of(to), to, NOW, "Rosa", chart.seal())
    everybody = list(chart.orm.scalars(sa.select(Patient)))
    deliver(chart, everybody, made, wish, "Rosa", NOW, lambda: chart.save(NOW) is None)
    assert [len(disclosures_of(chart, patient)) for patient in everybody] == [1, 1]
    assert chart.orm.scalar(sa.select(sa.func.count()).where(audit_entry.c.verb == "exported")) == 1
    assert chart.orm.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 2
