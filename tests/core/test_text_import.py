"""A clinic's own wording from a file: whatever it was saved as, it is read right or refused in words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from charting.actions.texts import body_of, check_body
from charting.errors import Known
from charting.text_files import TEXTS
from charting.text_import import MOST_BYTES, decoded, import_wording, paragraphs_of
from charting.text_markdown import read
from charting.text_writing import write

BASE = read((TEXTS / "en" / "consent.md").read_text(encoding="utf-8"))[0]
OWN = """Sample Clinic – Consent

What will be done
•\tWe take blood from your arm and spin it. We keep the “best” part, rich in platelets.
•\tYou may hold a stress ball.

Price, and your record
No offer ends today. Take this paper home and think it over.

Parking
The car park is behind the house.
"""


def wording(imported):
    return " ".join(text for _line, text in imported.source.texts())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_way_word_saves_text_gives_the_same_wording(encoding, ends):
    imported = import_wording(OWN.replace("\n", ends).encode(encoding), "own.txt", BASE)
    said = wording(imported)
    assert "We keep the “best” part, rich in platelets." in said
    assert "Take this paper home and think it over." in said
    assert "You may hold a stress ball." in said
    assert "•" not in said
    assert "\t" not in said
    assert imported.unplaced == ("Sample Clinic – Consent", "Parking", "The car park is behind the house.")


def test_like_goes_to_like_and_keeps_its_name_and_its_mark():
    imported = import_wording(OWN.encode(), "own.txt", BASE)
    blood = imported.source.part("done").item("blood")
    assert blood.text.startswith("We take blood from your arm")
    assert blood.words("only") == ("M_PRP", "PRP_only")
    assert imported.source.part("done").items[-1].text == "You may hold a stress ball."


def test_what_is_not_in_the_file_stays_as_it_was_so_that_nothing_goes_missing():
    imported = import_wording(OWN.encode(), "own.txt", BASE)
    assert check_body("consent", "en", body_of(write(imported.source))).usable
    assert imported.source.part("statements") == BASE.part("statements")


def test_what_finds_no_place_is_listed():
    imported = import_wording(b"The moon is made of cheese, and we are glad of it.", "own.txt", BASE)
    assert imported.placed == 0
    assert imported.unplaced == ("The moon is made of cheese, and we are glad of it.",)
    assert imported.source == BASE


def test_a_web_page_gives_its_words_and_none_of_its_scripts():
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><h2>3. What will be done</h2>"
        "<p>We numb the scalp first &amp; wait.<br></p><script>alert('We numb')</script>"
        "<ul><li>You may hold a <b>stress</b> ball.</li></ul></body></html>"
    )
    imported = import_wording(page.encode(), "own.htm", BASE)
    said = wording(imported)
    assert "We numb the scalp first & wait." in said
    assert "You may hold a stress ball." in said
    assert "alert" not in said
    assert imported.unplaced == ()


def test_markdown_of_ones_own_is_placed_too():
    own = "# Our consent\n\n## What will be done {#done}\n\n- We numb the scalp before all else. {#numbing} [only MN]\n"
    numbing = import_wording(own.encode(), "own.md", BASE).source.part("done").item("numbing")
    assert numbing.text == "We numb the scalp before all else."
    assert numbing.words("with") == ("topical_anaesthetic", "anaesthetic_injections")


def test_a_file_that_mixes_encodings_is_read_line_by_line():
    mixed = b"Price, and your record\r\n" + "It’s yours.\r\n".encode("cp1252") + "Fee: 20 €, “fixed”.\r\n".encode()
    assert decoded(mixed) == "Price, and your record\nIt’s yours.\nFee: 20 €, “fixed”.\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no text"),
        (b" \r\n\t", "no text"),
        (b"\x00" * 400, "no text"),
        (bytes(range(256)) * 4, "no text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 50, "no text"),
        (b"a\x81b", "no text"),
        (b"x" * (MOST_BYTES + 1), "too large"),
        (b"PK\x03\x04rest", r"\.docx"),
        (b"\xd0\xcf\x11\xe0rest", r"\.doc"),
        (b"{\\rtf1 hello}", r"\.rtf"),
        (b"%PDF-1.7", r"\.pdf"),
        (b"a line.\n\n" * 2000, "paragraphs"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, told):
    with pytest.raises(Known, match=told):
        import_wording(content, "own.txt", BASE)


@given(st.binary(max_size=300), st.sampled_from(["own.txt", "own.html", "own.md"]))
@example(b"<" * 300, "own.html")
@example(b"&#99999999999;<p><p><p>", "own.html")
@example(b"\xff\xfe\x00", "own.txt")
@example(b"{clinic_phone} {nowhere} [only X] {#S1} **", "own.txt")
@settings(max_examples=200, deadline=None)
def test_no_file_breaks_the_import(content, name):
    try:
        imported = import_wording(content, name, BASE)
    except Known:
        return
    back, problems = read(write(imported.source))
    assert [part.id for part in back.parts] == [part.id for part in BASE.parts]
    assert all(problem.words for problem in problems)


def test_a_long_file_of_one_word_is_placed_in_a_moment():
    assert paragraphs_of("word " * 100_000, html=False)
    import_wording(("word " * 30 + ".\n\n").encode() * 500, "own.txt", BASE)


def test_lines_that_word_broke_are_one_paragraph_again():
    (paragraph,) = paragraphs_of(
        "We take blood from your arm and spin it, then\nkeep the part that is rich in platelets.", html=False
    )
    assert paragraph.text.endswith("rich in platelets.")
