"""Papers of a real clinic, checked against its chart, by its certificate alone, and by the command."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from charting.actions.amend import begin_amendment
from charting.actions.paper_check import ALTERED, GENUINE, NOT_OURS, UNREADABLE, check_for, check_paper
from charting.actions.paper_keys import certificates, paper_key
from charting.actions.papers import PRINTED, Finished, keep_paper
from charting.actions.verifying import check_by_certificate, check_by_command
from charting.errors import Known
from charting.output.documents import gather, number_of
from charting.output.sealed import build_sealed, pages_in
from charting.paper_key import as_pem
from charting.records.paper_certificate import PaperCertificate
from charting.setup.arguments import Usage, read
from charting.store.backup import back_up
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.paper_keys import DamagedPaperKey, newest_key
from charting.store.restore import restore
from charting.store.verify import verify
from charting.store.wrapping import WrongPassword
from tests.kept_clinic import PASSWORD, TODAY, found, visits

ROOT = Path(__file__).resolve().parents[2]
KIND = "chart_summary"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    chart = found(tmp_path_factory.mktemp("sealing") / "clinic")
    paper_key(chart, TODAY)
    yield chart
    chart.close()


@pytest.fixture(scope="module")
def signed(clinic):
    return next(visit for visit in visits(clinic) if visit.signed_at is not None)


def made(chart, visit, now=TODAY):
    paper = gather(visit, chart.clinic(), now, "Dr Rowan Sample", chart.seal())
    pdf = build_sealed(KIND, paper, paper_key(chart, now), now)
    return Finished(KIND, pdf, pages_in(pdf), number_of(KIND, paper), paper.seal)


@pytest.fixture(scope="module")
def kept(clinic, signed):
    return keep_paper(clinic, signed, made(clinic, signed), PRINTED, "Dr Rowan Sample", TODAY)


@pytest.fixture
def file(kept, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(kept.content)
    return path


def test_the_same_record_gives_the_same_sealed_bytes(clinic, signed):
    paper = gather(signed, clinic.clinic(), TODAY, "Dr Rowan Sample", clinic.seal())
    key = paper_key(clinic, TODAY)
    first = build_sealed(KIND, paper, key, TODAY)
    assert build_sealed(KIND, paper, paper_key(clinic, TODAY), TODAY.replace(second=41)) == first


def test_a_kept_paper_is_genuine_and_named(clinic, kept, file):
    verdict = check_for(clinic.source, file)
    told = "\n".join(verdict.told())
    assert verdict.state == GENUINE
    for words in ("Genuine.", kept.number, "Chart summary", "RL-00001", kept.seal_code, "21-Nov-2026 14:02"):
        assert words in told
    assert "SAMPLE" not in told.upper().replace("DR ROWAN SAMPLE", "").replace("SAMPLE CLINIC", "")


def test_altered_it_names_the_paper_to_compare_with(clinic, kept, file):
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 4
    file.write_bytes(content)
    verdict = check_for(clinic.source, file)
    assert verdict.state == ALTERED
    assert kept.number in "\n".join(verdict.lines)


def test_without_its_seal_it_is_told_by_its_number(clinic, kept, file):
    content = file.read_bytes()
    file.write_bytes(content[: content.index(b"%%EOF") + 6])  # the paper as it was before it was sealed
    verdict = check_for(clinic.source, file)
    assert verdict.state == ALTERED
    assert "no seal" in verdict.lines[0]
    assert kept.number in verdict.lines[1]


def test_a_paper_kept_before_there_were_seals_is_known_by_its_bytes(clinic, tmp_path):
    from charting.records.stored_document import StoredDocument

    old = clinic.orm.scalars(sa.select(StoredDocument).where(StoredDocument.made_at < TODAY)).first()
    path = tmp_path / "old.pdf"
    path.write_bytes(old.content)
    verdict = check_for(clinic.source, path)
    assert verdict.state == GENUINE
    assert "has no seal" in verdict.lines[0]
    assert "newer print" in "\n".join(verdict.lines)


def test_a_sealed_print_that_was_not_kept_is_genuine_and_said_so(clinic, signed, tmp_path):
    path = tmp_path / "unkept.pdf"
    path.write_bytes(made(clinic, signed, TODAY + timedelta(hours=3)).pdf)
    verdict = check_for(clinic.source, path)
    assert verdict.state == GENUINE
    assert "not among the papers kept" in verdict.lines[-1]


def test_another_clinics_paper_is_not_ours(clinic, tmp_path):
    other = found(tmp_path / "other")
    try:
        visit = next(visit for visit in visits(other) if visit.signed_at is not None)
        (tmp_path / "theirs.pdf").write_bytes(made(other, visit).pdf)
        assert check_for(other.source, tmp_path / "theirs.pdf").state == GENUINE
    finally:
        other.close()
    verdict = check_for(clinic.source, tmp_path / "theirs.pdf")
    assert verdict.state == NOT_OURS
    assert "another key" in verdict.lines[0]  # both are called Sample Clinic


def test_what_became_of_the_visit_since_is_said(tmp_path):
    from charting.actions.marks import void
    from charting.actions.proving import BY_PASSWORD, Proven

    chart = found(tmp_path / "clinic")
    try:
        visit = next(visit for visit in visits(chart) if visit.signed_at is not None)
        paper = keep_paper(chart, visit, made(chart, visit), PRINTED, "Dr Rowan Sample", TODAY)
        path = tmp_path / "paper.pdf"
        path.write_bytes(paper.content)
        assert "voided" not in "\n".join(check_for(chart.source, path).lines)
        proven = Proven(chart.practitioners()[0], TODAY, BY_PASSWORD)
        void(chart, visit, "Written into the wrong day", proven, TODAY)
        verdict = check_for(chart.source, path)
        assert verdict.state == GENUINE
        assert "The visit was voided 21-Nov-2026 14:02: Written into the wrong day" in verdict.lines
    finally:
        chart.close()


def test_one_key_is_made_and_kept_wrapped_and_nothing_of_it_can_be_changed(clinic):
    first = paper_key(clinic, TODAY)
    again = paper_key(clinic, TODAY + timedelta(days=400))
    assert again.certificate == first.certificate == certificates(clinic)[0]
    (record,) = clinic.orm.scalars(sa.select(PaperCertificate)).all()
    assert first.private_bytes() not in record.wrapped_key
    assert first.private_bytes()[-32:] not in record.wrapped_key
    clinic.orm.commit()
    for statement in ("UPDATE paper_certificate SET wrapped_key = x'00'", "DELETE FROM paper_certificate"):
        with pytest.raises(IntegrityError, match="signed records cannot change"), clinic._engine.begin() as raw:
            raw.execute(sa.text(statement))
    assert verify(clinic.source, TODAY).whole


def test_a_wrapped_key_opens_with_its_own_chart_and_certificate_only(clinic):
    with pytest.raises(DamagedPaperKey):
        newest_key(clinic.orm, bytes(32))


def test_where_the_key_cannot_be_kept_there_is_none(tmp_path, monkeypatch):
    """No paper may leave under a key that is lost with the next start."""
    chart = found(tmp_path / "clinic", with_paper_key=False)
    try:
        assert certificates(chart) == []
        chart.save(TODAY)
        real = chart.save

        def refuse(now, last=None):
            if any(isinstance(record, PaperCertificate) for record in chart.orm.new):
                raise NotSaved("no room")
            real(now, last)

        monkeypatch.setattr(chart, "save", refuse)
        with pytest.raises(NotSaved):
            paper_key(chart, TODAY)
        monkeypatch.undo()
        chart.save(TODAY)
        assert certificates(chart) == []
        assert paper_key(chart, TODAY).certificate == certificates(chart)[0]
    finally:
        chart.close()


def test_the_key_comes_through_backup_and_restore(clinic, kept, file, tmp_path):
    (tmp_path / "stick").mkdir()
    proof = back_up(clinic.source, tmp_path / "stick", TODAY)
    restore(proof.file, PASSWORD, tmp_path / "elsewhere", TODAY)
    again = ChartSession.open(tmp_path / "elsewhere", PASSWORD)
    try:
        assert certificates(again) == certificates(clinic)
        assert check_for(again.source, file).state == GENUINE
        visit = next(visit for visit in visits(again) if visit.signed_at is not None)
        (tmp_path / "new.pdf").write_bytes(made(again, visit).pdf)
        assert check_for(clinic.source, tmp_path / "new.pdf").state == GENUINE
    finally:
        again.close()


def command(*arguments):
    program = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(program, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)


def test_the_command_judges_a_paper_beside_the_open_window(clinic, kept, file, tmp_path):
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n")
    done = command("verify", "--data", clinic.folder, "--password-file", secret, file)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Genuine.\n")
    assert kept.number in done.stdout


def test_the_certificate_alone_judges_without_a_password(clinic, file, tmp_path):
    pem = tmp_path / "clinic.pem"
    pem.write_bytes(as_pem(certificates(clinic)[0]))
    file.write_bytes(file.read_bytes() + b"\n")
    done = command("verify", file, "--certificate", pem)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Altered.\n")
    assert "patient" not in done.stdout


def test_what_is_no_certificate_is_refused(clinic, file, tmp_path):
    for content in (b"", b"-----BEGIN CERTIFICATE-----\nxx", file.read_bytes(), bytes(100_000)):
        (tmp_path / "wrong.pem").write_bytes(content)
        with pytest.raises(Known, match="holds no certificate"):
            check_by_certificate(file, tmp_path / "wrong.pem")
    with pytest.raises(Known, match="holds no certificate"):
        check_by_certificate(file, tmp_path)


def test_the_password_and_not_the_role_opens_the_check(clinic, file, tmp_path):
    lines, genuine = check_by_command(file, clinic.folder, PASSWORD)
    assert genuine and lines[0] == "Genuine."
    with pytest.raises(WrongPassword):
        check_by_command(file, clinic.folder, "another password")


def test_a_certificate_without_a_paper_is_no_question(tmp_path):
    with pytest.raises(Usage, match="only with the FILE"):
        read(["verify", "--certificate", str(tmp_path / "x.pem")])
    asked = read(["verify", "paper.pdf", "--data", str(tmp_path)])
    assert (asked.command, asked.file, asked.certificate) == ("verify", Path("paper.pdf"), None)


def test_unreadable_is_told_apart(clinic, tmp_path):
    assert check_paper(tmp_path / "no.pdf", certificates(clinic)).state == UNREADABLE


def test_an_amended_visit_is_said_to_be_replaced(tmp_path):
    from charting.actions.proving import BY_PASSWORD, Proven
    from charting.actions.sign import sign_visit
    from charting.context import Context

    chart = found(tmp_path / "clinic")
    try:
        visit = next(visit for visit in visits(chart) if visit.signed_at is not None)
        paper = keep_paper(chart, visit, made(chart, visit), PRINTED, "Dr Rowan Sample", TODAY)
        (tmp_path / "paper.pdf").write_bytes(paper.content)
        person = chart.practitioners()[0]
        later = TODAY + timedelta(hours=1)
        amendment = begin_amendment(chart, visit, "A word was wrong", person, later)
        chart.save(later)
        sign_visit(chart, amendment, Proven(person, later, BY_PASSWORD), None, Context.at(later))
        lines = check_for(chart.source, tmp_path / "paper.pdf").lines
        assert "Replaced since: version 2 of the visit was signed 21-Nov-2026 15:02." in lines
    finally:
        chart.close()
