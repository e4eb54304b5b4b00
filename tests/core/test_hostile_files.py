"""Files that mean no good, or were written by nobody: each is refused in words, and none keeps the program busy.

What once took a minute to read is read here at its full size: reading it again must not be felt.
"""

import io
import json
import zipfile
from datetime import datetime

import pytest

from charting.actions import scan_files
from charting.actions.found_backups import found_backups
from charting.actions.print_choices import PrintChoice, choice_for, remember
from charting.actions.scan_reading import NoScan
from charting.actions.verifying import check_by_certificate
from charting.errors import Known
from charting.last_folders import folder_for, remember_folder
from charting.local_choices import place_of
from charting.paper_key import new_paper_key
from charting.paths import choose_folder, chosen_folder
from charting.screen_look import ScreenLook, chosen_look
from charting.store.bundle import MANIFEST, BadBackup, read_manifest
from charting.text_checks import check
from charting.text_difference import GONE, NEW, difference
from charting.text_import import import_wording
from charting.text_markdown import LONGEST, read
from charting.texts import shipped, sound

HEAD = "---\ntext: consent\ntemplate: x\nlanguage: en\nversion: 1.0\n---\n\n# T\n\n## Part {#part}\n\n"
LONG = LONGEST - 1000
EARLIER = "2026-11-20T08:00:00+00:00"
BASE = sound(shipped("consent"), "consent.md")


@pytest.mark.parametrize(
    "body",
    [
        "- x" + " " * LONG + "y\n",
        "- x " + "[only MN] " * (LONG // 10),
        "- x " + "{#a} " * (LONG // 5),
        "- " + "[" * LONG,
        "- " + "{#" * (LONG // 2),
        "- a\n" * (LONG // 4),
        "- a {#b}\n" * (LONG // 9),
        "|a|b|\n|-|-|\n" + "|a|b|\n" * (LONG // 6),
    ],
    ids=["blanks", "marks", "names", "brackets", "openings", "items", "doubles", "rows"],
)
def test_a_long_text_of_one_thing_is_read_in_a_moment(body):
    source, problems = check(HEAD + body)
    assert source.part("part") is not None
    assert problems


def test_a_mark_before_blanks_is_still_a_mark():
    source, _problems = read(HEAD + "- words here {#one} [only MN]   \u00a0\n- others \\[not a mark\\] {#two}\n")
    one, two = source.part("part").items
    assert (one.id, one.text, one.words("only")) == ("one", "words here", ("MN",))
    assert (two.id, two.text, two.marks) == ("two", "others [not a mark]", ())


def test_texts_of_thousands_of_like_lines_are_compared():
    before, after = "a\n" * 33_000, "a\n" * 32_999 + "b\n"
    pieces = difference(before, after)
    assert "".join(text for kind, text in pieces if kind != NEW) == before
    assert "".join(text for kind, text in pieces if kind != GONE) == after


MUCH = 990_000


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"{#" * (MUCH // 2), "own.txt"),
        (b"[only " * (MUCH // 6), "own.txt"),
        (b"<html>" + b"<a " * (MUCH // 3), "own.html"),
        (b"<html>" + b"</a" * (MUCH // 3), "own.html"),
        (b"<html>" + b"<!--" * (MUCH // 4), "own.html"),
        (b"<html>" + b"<![" * (MUCH // 3), "own.html"),
        (b"<html>" + b"<![>" * (MUCH // 4), "own.html"),
        (b"<html>&#" + b"9" * 5000, "own.html"),
    ],
    ids=["names", "marks", "tags", "ends", "comments", "declarations", "closed", "digits"],
)
def test_a_long_file_of_one_thing_is_imported_or_refused_in_a_moment(content, name):
    try:
        import_wording(content, name, BASE)
    except Known as refused:
        assert str(refused)


def test_a_page_with_signs_that_are_no_tags_keeps_its_words():
    page = b"<!doctype html><html><body><!-- not <b>this</b> --><p>Less < than 3 &amp; more > than 2.</p></body></html>"
    assert "Less < than 3 & more > than 2." in import_wording(page, "own.html", BASE).unplaced


def test_what_a_word_processor_hides_from_older_programs_only_is_kept():
    page = b"<html><body><!--[if !mso]><!--><p>We ring you.</p><!--<![endif]--><!--><p>So you know.</p><!-- not this"
    assert import_wording(page, "own.html", BASE).unplaced == ("We ring you.", "So you know.")


def bundle(path, **said):
    manifest = {"format": 1, "program": "x", "made_at": EARLIER, "series": "s"}
    manifest |= {"sha256": {"chart.rootline": "0", "chart.keys": "1"}, **said}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, raw in {MANIFEST: json.dumps(manifest), "chart.rootline": "", "chart.keys": ""}.items():
            packed.writestr(name, raw)
    path.write_bytes(made.getvalue())
    return path


@pytest.mark.parametrize(
    "said",
    [
        {"format": float("inf")},
        {"made_at": "2026-11-20T08:00:00"},
        {"made_at": "0001-01-01T00:00:00+14:00"},
        {"made_at": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_a_manifest_that_says_nothing_possible_is_damage(tmp_path, said):
    with pytest.raises(BadBackup, match="damaged"):
        read_manifest(bundle(tmp_path / "b.zip", **said))


def test_one_backup_with_a_time_of_no_place_hides_no_other(tmp_path):
    whole = bundle(tmp_path / "rootline-backup-2026-11-20-080000.zip")
    bundle(tmp_path / "rootline-backup-2026-11-21-080000.zip", made_at="2026-11-21T08:00:00")
    (found,) = found_backups(tmp_path)
    assert (found.file, found.made_at) == (whole, datetime.fromisoformat(EARLIER))


@pytest.mark.parametrize(
    "said",
    [b"1\n", b"[]\n", b"null\n", b'{"bytes": 5}\nabc', b'{"place": 1, "bytes": "x"}\n', b"[" * 100_000, b"\xff\n", b""],
)
def test_a_reader_of_scans_that_answers_nonsense_has_read_nothing(monkeypatch, said):
    class Done:
        stdout = said

    monkeypatch.setattr(scan_files.subprocess, "run", lambda *_args, **_more: Done)
    with pytest.raises(NoScan, match="cannot be read"):
        scan_files.read_scan("scan.pdf", b"%PDF-1.7")


@pytest.fixture
def own_files(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_args, **_more: tmp_path / "config")
    return tmp_path / "config"


@pytest.mark.parametrize("words", ["", "[]", "[" * 60_000, "{", '{"colours": ["dark"]}', '{"consent": {"printer": 1}}'])
def test_choices_that_cannot_be_read_are_the_usual_ones(own_files, words):
    own_files.mkdir()
    for name in ("look.json", "printing.json", "folders.json"):
        place_of(name).write_text(words)
    assert chosen_look() == ScreenLook()
    assert (choice_for("consent"), folder_for("scan")) == (None, None)


def test_a_printer_for_nobody_known_is_kept_without_them(own_files):
    remember("consent", PrintChoice("Bürodrucker"))
    said = json.loads(place_of("printing.json").read_text())
    said["consent"] |= {"recipient": ["patient"], "sides": {}, "copies": True}
    place_of("printing.json").write_text(json.dumps(said))
    assert choice_for("consent") == PrintChoice("Bürodrucker")


def test_a_folder_whose_name_is_no_text_is_remembered(own_files, tmp_path):
    folder = tmp_path / "old\udce4name"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("such names cannot be given here")
    remember_folder("scan", folder)
    choose_folder(folder)
    assert folder_for("scan") == chosen_folder() == folder


def test_a_certificate_whose_name_cannot_be_read_is_none(tmp_path):

    der = bytearray(
        new_paper_key("Sample Clinic", datetime.fromisoformat("2026-11-21T08:00:00+00:00"), practice=True).certificate
    )
    at = der.index(b"Sample Clinic")
    der[at - 2] = 0x1E  # the name is said to be of another kind of text, of two bytes each
    paper, certificate = tmp_path / "paper.pdf", tmp_path / "clinic.der"
    paper.write_bytes(b"%PDF-1.7\n")
    certificate.write_bytes(der)
    with pytest.raises(Known, match="holds no certificate"):
        check_by_certificate(paper, certificate)
