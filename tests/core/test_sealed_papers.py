"""A sealed paper is the clinic's own to the last byte; anything else is told apart, and nothing hostile is parsed."""

import hashlib
import random
import shutil
import subprocess
import zlib
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from reportlab.pdfgen.canvas import Canvas

from charting.actions.paper_check import ALTERED, GENUINE, NOT_OURS, UNREADABLE, check_bytes, check_paper
from charting.output.pdf_seal import SealWords, seal_loose, seal_paper
from charting.output.proof import read_back
from charting.output.recovery_sheet import recovery_sheet
from charting.output.rescue_log_paper import rescue_log_paper
from charting.output.seal_look import ADDED, CHANGED, CUT, FOREIGN, NAMESAKE, NONE, SPOILED, WHOLE, look_at
from charting.output.seal_second import agrees
from charting.output.wall_card import wall_card
from charting.paper_key import PaperKey, as_pem, fingerprint, from_file, name_in, new_paper_key, stored_paper_key
from charting.paper_marks import LONGEST_BYTES, is_made_here, is_sealed
from charting.rescue import CardClinic, LogLine

NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=timezone(timedelta(hours=1)))
WORDS = SealWords("aftercare", "AC-2026-7K3QM9", 2, "#123 K7QM-4R2X")
CLINIC = "Sample Clinic “É”, (Łódź)"


def plain(words="Hello"):
    """Two pages as ReportLab writes them, the same bytes each time."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setProducer("Rootline")
    for page in range(2):
        canvas.drawString(72, 700, f"{words} {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def key():
    return new_paper_key(CLINIC, NOW, practice=False)


@pytest.fixture(scope="module")
def other():
    return new_paper_key("Another Clinic", NOW, practice=False)


@pytest.fixture(scope="module")
def sealed(key):
    return seal_paper(plain(), key, WORDS, NOW)


def state(pdf, key):
    return look_at(pdf, [key.certificate]).state


def gap_of(pdf):
    """Where the signature itself lies, between its angle brackets."""
    start = pdf.index(b"<", pdf.rindex(b"/Contents <"))
    return start, pdf.index(b">", start) + 1


def test_a_sealed_paper_is_genuine_and_says_what_it_is(sealed, key):
    found = look_at(sealed, [key.certificate])
    assert (found.state, found.reason, found.name) == (WHOLE, WORDS.reason(), CLINIC)
    assert found.at == NOW.replace(second=0)
    assert found.original == hashlib.sha256(sealed).hexdigest()
    assert WORDS.reason() == "aftercare AC-2026-7K3QM9; pages 2; record seal #123 K7QM-4R2X"
    assert read_back(sealed) == read_back(plain())
    assert agrees(sealed, [key.certificate])
    assert check_bytes(sealed, [key.certificate]).state == GENUINE


def test_the_same_paper_key_and_minute_give_the_same_bytes(sealed, key):
    again = stored_paper_key(key.certificate, key.private_bytes())
    assert seal_paper(plain(), again, WORDS, NOW.replace(second=59, microsecond=5)) == sealed
    assert seal_paper(plain(), key, WORDS, NOW + timedelta(minutes=1)) != sealed


def test_another_program_finds_it_sealed_whole(sealed, tmp_path):
    if (pdfsig := shutil.which("pdfsig")) is None:
        pytest.skip("poppler's pdfsig is not installed")
    path = tmp_path / "paper.pdf"
    path.write_bytes(sealed)
    told = subprocess.run([pdfsig, "-nocert", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


def test_the_certificate_names_the_clinic_and_nobody_else(key):
    certificate = x509.load_der_x509_certificate(key.certificate)
    assert name_in(key.certificate) == CLINIC
    assert {part.oid for part in certificate.subject} == {NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME}
    assert certificate.issuer == certificate.subject
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert not certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc > timedelta(days=30 * 365)
    assert from_file(as_pem(key.certificate)) == from_file(key.certificate) == key.certificate
    assert fingerprint(key.certificate).count(":") == 31
    assert "PaperKey(certificate=b" in repr(key)
    assert key.private_bytes() not in repr(key).encode("latin-1", "replace")


SCRIPTS = [
    "מרפאה",
    "מרפאה 5",
    "Clinic מרפאה",
    "عيادة الشعر",
    "كلينيك Clinic",
    "👩\u200d⚕️ Hair 💇",
    "คลินิก",
    "क्लिनिक",
    "\ue000",
]


@pytest.mark.parametrize("name", ["", "  ", "X" * 500, "\ud800", "a\nb", "<b>&\x07", "日本語クリニック", *SCRIPTS])
def test_any_name_of_a_clinic_makes_a_certificate(name):
    made = new_paper_key(name, NOW, practice=True)
    assert 1 <= len(name_in(made.certificate)) <= 64
    assert state(seal_paper(plain(), made, WORDS, NOW), made) == WHOLE


def test_a_flipped_bit_anywhere_is_never_genuine(sealed, key):
    """A sample all through the file, and a closer one of the signature's own bytes."""
    chance = random.Random(20261121)
    start, end = gap_of(sealed)
    places = [(at, chance.randrange(8)) for at in range(0, len(sealed), 17)]
    places += [(chance.randrange(start, end), chance.randrange(8)) for _ in range(200)]
    for at, bit in places:
        spoiled = bytearray(sealed)
        spoiled[at] ^= 1 << bit
        assert check_bytes(bytes(spoiled), [key.certificate]).state != GENUINE, (at, bit)


def test_changed_bytes_are_told_as_changed(sealed, key):
    spoiled = bytearray(sealed)
    spoiled[len(plain()) // 2] ^= 1
    assert state(bytes(spoiled), key) == CHANGED
    verdict = check_bytes(bytes(spoiled), [key.certificate])
    assert (verdict.state, verdict.title) == (ALTERED, "Altered")
    assert verdict.lines[0] == "Bytes of it were changed after it was sealed."


def test_a_paper_cut_short_is_never_genuine(sealed, key):
    assert state(sealed[:-1], key) == CUT
    for length in range(0, len(sealed), 61):
        assert check_bytes(sealed[:length], [key.certificate]).state != GENUINE
    assert check_bytes(sealed[:-1], [key.certificate]).lines[0].startswith("Its end is missing")


@pytest.mark.parametrize("added", [b"\n", b" ", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n" * 50])
def test_bytes_behind_the_seal_are_counted(sealed, key, added):
    found = look_at(sealed + added, [key.certificate])
    assert (found.state, found.added, found.reason) == (ADDED, len(added), WORDS.reason())
    assert found.original == hashlib.sha256(sealed).hexdigest()


def updated(sealed):
    """The first page's words replaced by an incremental update, as an editor saves."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer, out = IncrementalPdfFileWriter(BytesIO(sealed)), BytesIO()
    page = writer.root["/Pages"]["/Kids"][0]
    words = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 600 Td (Another dose) Tj ET")
    page["/Contents"] = writer.add_object(words)
    writer.update_container(page)
    writer.write(out)
    return out.getvalue()


@pytest.mark.logs_warnings
def test_a_page_replaced_by_an_update_is_told_with_what_was_sealed(sealed, key):
    changed = updated(sealed)
    assert "Another dose" in read_back(changed)[0]
    assert state(changed, key) == ADDED
    verdict = check_bytes(changed, [key.certificate])
    assert verdict.state == ALTERED
    assert "added after it was sealed" in verdict.lines[0]
    assert any(WORDS.reason() in line for line in verdict.lines)
    assert not agrees(changed, [key.certificate])


def test_a_second_seal_of_somebody_else_over_ours_is_an_addition(sealed, key, other):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    from charting.output.seal_cms import container

    out = BytesIO()
    steps = PdfCMSEmbedder(SigFieldSpec("Other")).write_cms("Other", IncrementalPdfFileWriter(BytesIO(sealed)))
    next(steps)
    steps.send(SigObjSetup(SignatureObject(timestamp=NOW, bytes_reserved=8000)))
    prepared, _ = steps.send(SigIOSetup("sha256", output=out))
    prepared.fill_with_cms(out, container(other, prepared.document_digest))
    assert state(out.getvalue(), key) == ADDED
    assert state(out.getvalue(), other) == WHOLE
    assert not agrees(out.getvalue(), [other.certificate])
    assert check_bytes(out.getvalue(), [other.certificate]).state == ALTERED


def test_the_seal_of_another_paper_pasted_in_does_not_fit(sealed, key):
    another = seal_paper(plain("Other words"), key, WORDS, NOW)
    start, end = gap_of(sealed)
    from_start, from_end = gap_of(another)
    pasted = sealed[:start] + another[from_start:from_end] + sealed[end:]
    assert len(pasted) == len(sealed)
    assert state(pasted, key) == CHANGED


def test_a_paper_whose_seal_was_taken_off_is_not_genuine(sealed, key):
    assert check_bytes(plain(), [key.certificate]).state == NOT_OURS
    start, end = gap_of(sealed)
    emptied = sealed[:start] + b"<" + b"0" * (end - start - 2) + b">" + sealed[end:]
    assert state(emptied, key) == NONE
    assert check_bytes(emptied, [key.certificate]).state == ALTERED
    blanked = sealed.replace(b"/ByteRange", b"/BiteRange")
    assert state(blanked, key) == SPOILED
    assert check_bytes(blanked, [key.certificate]).state == ALTERED


def test_our_words_under_another_key_with_the_same_names_are_not_ours(key):
    false = new_paper_key(CLINIC, NOW, practice=False)
    forged = seal_paper(plain(), false, WORDS, NOW)
    assert state(forged, key) == NAMESAKE
    verdict = check_bytes(forged, [key.certificate])
    assert verdict.state == NOT_OURS
    assert "another key" in verdict.lines[0]


def test_a_certificate_copied_field_by_field_is_still_another_key(key):
    """Same names, serial number, dates and key identifier; only the key differs."""
    real, private = x509.load_der_x509_certificate(key.certificate), ec.generate_private_key(ec.SECP256R1())
    builder = x509.CertificateBuilder(
        real.issuer,
        real.subject,
        private.public_key(),
        real.serial_number,
        real.not_valid_before_utc,
        real.not_valid_after_utc,
    )
    for extension in real.extensions:
        builder = builder.add_extension(extension.value, extension.critical)
    from cryptography.hazmat.primitives.serialization import Encoding

    twin = PaperKey(builder.sign(private, SHA256()).public_bytes(Encoding.DER), private)
    assert state(seal_paper(plain(), twin, WORDS, NOW), key) == NAMESAKE
    stolen = PaperKey(key.certificate, private)  # our certificate in it, signed by somebody else
    with pytest.raises(AssertionError, match="does not hold"):
        seal_paper(plain(), stolen, WORDS, NOW)


def test_our_certificate_around_another_signature_is_spoiled(sealed, key):
    from charting.output.pdf_seal import _signed

    stolen = PaperKey(key.certificate, ec.generate_private_key(ec.SECP256R1()))
    forged = _signed(plain(), stolen, WORDS, NOW)
    assert state(forged, key) == SPOILED
    assert check_bytes(forged, [key.certificate]).state == ALTERED


def test_the_paper_of_another_clinic_is_named_and_not_ours(key, other):
    foreign = seal_paper(plain(), other, WORDS, NOW)
    assert state(foreign, key) == FOREIGN
    verdict = check_bytes(foreign, [key.certificate])
    assert verdict.state == NOT_OURS
    assert "“Another Clinic”" in verdict.lines[0]


def test_papers_under_an_older_certificate_stay_genuine(sealed, key, other):
    assert check_bytes(sealed, [other.certificate, key.certificate]).state == GENUINE


def test_without_any_certificate_nothing_is_genuine(sealed):
    assert check_bytes(sealed, []).state == NOT_OURS


RANGES = [
    b"/ByteRange [0 %d %d 0]",  # the end left out
    b"/ByteRange [0 0 %d %d]",
    b"/ByteRange [9999999999 9999999999 9999999999 9999999999]",
    b"/ByteRange [10 %d %d 5]",
]


@pytest.mark.parametrize("said", RANGES)
def test_a_range_that_leaves_something_out_is_not_believed(sealed, key, said):
    start, end = gap_of(sealed)
    numbers = (start, end)[: said.count(b"%d")]
    at = sealed.index(b"/ByteRange")
    told = (said % numbers).ljust(sealed.index(b"/Type /Sig", at) - at)
    forged = sealed[:at] + told + sealed[at + len(told) :]
    assert check_bytes(forged, [key.certificate]).state == ALTERED


def test_a_seal_hidden_in_a_larger_file_vouches_for_nothing(sealed, key):
    assert check_bytes(plain("Mine") + sealed, [key.certificate]).state == ALTERED
    assert check_bytes(b"%PDF-1.7\n" + sealed, [key.certificate]).state == ALTERED


def bomb():
    """A small PDF whose one stream swells to a gigabyte, deflated twice."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    once = b"\x78\xda" + block * 1024 + packer.flush()
    twice = zlib.compress(once, 9)
    head = b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length "
    return head + str(len(twice)).encode() + b">>stream\n" + twice + b"\nendstream\nendobj\n%%EOF"


HOSTILE = {
    "empty": (b"", UNREADABLE),
    "words": (b"Dear colleague,", UNREADABLE),
    "picture": (b"\xff\xd8\xff\xe0" + bytes(5000), UNREADABLE),
    "noise": (random.Random(5).randbytes(200_000), UNREADABLE),
    "locked": (b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Encrypt 5 0 R>>\n%%EOF", UNREADABLE),
    "only a head": (b"%PDF-1.7", NOT_OURS),
    "many ranges": (b"%PDF-1.7\n" + b"/ByteRange [0 10 20 30] " * 50_000, NOT_OURS),
    "nested": (b"%PDF-1.7\n" + b"[" * 500_000 + b"<<" * 500_000, NOT_OURS),
    "long numbers": (b"%PDF-1.7\n/ByteRange [0 " + b"9" * 500_000 + b"]", NOT_OURS),
    "deep der": (b"%PDF-1.7 /ByteRange [0 40 5000 1]".ljust(40) + b"<" + b"3080" * 1239 + b"00>" + b" ", NOT_OURS),
    "a maker only": (b"%PDF-1.7\n1 0 obj<</Producer (Rootline)>>endobj", NOT_OURS),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_told_in_words(tmp_path, key, name):
    content, expected = HOSTILE[name]
    path = tmp_path / "hostile.pdf"
    path.write_bytes(content)
    verdict = check_paper(path, [key.certificate])
    assert verdict.state == expected
    assert verdict.title and all(verdict.lines)


def test_a_bomb_is_not_unpacked(key):
    content = bomb()
    assert len(content) < 100_000
    assert check_bytes(content, [key.certificate]).state == NOT_OURS


def test_a_bomb_behind_a_sealed_paper_is_an_addition_and_not_unpacked(sealed, key):
    assert check_bytes(sealed + bomb(), [key.certificate]).state == ALTERED


def test_a_file_too_large_is_refused_by_its_size(tmp_path, key):
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(1 << 30)
    verdict = check_paper(path, [key.certificate])
    assert verdict.state == UNREADABLE
    assert f"{LONGEST_BYTES >> 20} MB" in verdict.lines[0]


def test_what_is_no_file_is_told(tmp_path, key):
    assert check_paper(tmp_path, [key.certificate]).state == UNREADABLE
    assert check_paper(tmp_path / "gone.pdf", [key.certificate]).state == UNREADABLE


def test_a_paper_locked_afterwards_cannot_be_read(key):
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 700, "locked")
    canvas.save()
    verdict = check_bytes(out.getvalue(), [key.certificate])
    assert verdict.state == UNREADABLE
    assert "password" in verdict.lines[0]


def test_the_marks_tell_papers_from_scans(sealed):
    assert is_sealed(sealed) and is_made_here(sealed)
    assert is_made_here(plain()) and not is_sealed(plain())
    assert not is_made_here(b"%PDF-1.4 /Producer (A scanner)")


def test_a_clock_that_stood_wrong_does_not_make_a_paper_false(key):
    for moment in (datetime(1999, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, 23, 59, tzinfo=UTC)):
        made = seal_paper(plain(), key, WORDS, moment)
        assert check_bytes(made, [key.certificate]).state == GENUINE


LOOSE = {
    "wall_card": lambda: wall_card(CardClinic(name=CLINIC), printed=NOW),
    "rescue_log": lambda: rescue_log_paper(CardClinic(name=CLINIC), [LogLine(NOW, "Help called")], printed=NOW),
    "recovery_key": lambda: recovery_sheet(CardClinic(name=CLINIC), ["ABCD2"] * 9, NOW),
}


@pytest.mark.parametrize("kind", LOOSE)
def test_a_paper_of_no_patient_is_sealed_as_well_once_a_chart_is_open(kind, key):
    bare = LOOSE[kind]()
    sealed = seal_loose(kind, "XX-1", bare, key, NOW)
    assert check_bytes(sealed, [key.certificate]).state == GENUINE
    assert look_at(sealed, [key.certificate]).reason == f"{kind} XX-1; pages 1"
    assert sealed == seal_loose(kind, "XX-1", LOOSE[kind](), key, NOW)
    assert seal_loose(kind, "XX-1", bare, None, NOW) == bare
    changed = sealed.replace(b"/Rotate 0", b"/Rotate 9", 1)
    assert check_bytes(changed, [key.certificate]).state == ALTERED


def test_the_seal_of_the_recovery_sheet_says_nothing_of_the_key(key):
    sealed = seal_loose("recovery_key", "RK-1", LOOSE["recovery_key"](), key, NOW)
    assert b"ABCD2" not in sealed
