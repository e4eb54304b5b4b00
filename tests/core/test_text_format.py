"""Texts in Markdown: what is written reads back, what is wrong is told with its line, translations say as much."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from charting.text_checks import check
from charting.text_files import TEXTS
from charting.text_markdown import LONGEST, read
from charting.text_shapes import OWNED, SHAPES
from charting.text_source import Item, Part, Source
from charting.text_translation import numbers_in, translation_problems
from charting.text_writing import write

SHIPPED = sorted(TEXTS.glob("*/*.md"))
BY_NAME = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")


def text_of(path):
    return path.read_text(encoding="utf-8")


def faults(text):
    return [(problem.line, problem.words) for problem in check(text)[1] if problem.blocks]


@BY_NAME
def test_every_shipped_text_is_without_fault(path):
    source, problems = check(text_of(path))
    assert [problem for problem in problems if problem.blocks] == []
    assert (source.kind, source.language) == (path.stem, path.parent.name)


@BY_NAME
def test_every_shipped_text_reads_back_as_it_was_written(path):
    source, _problems = read(text_of(path))
    assert read(write(source)) == (source, [])


@BY_NAME
def test_every_translation_says_as_much_as_the_original(path):
    original, _problems = read(text_of(TEXTS / "en" / path.name))
    if path.parent.name != "en":
        assert translation_problems(read(text_of(path))[0], original) == []


def test_every_language_has_every_text():
    names = {path.name for path in SHIPPED if path.parent.name == "en"}
    assert {f"{kind}.md" for kind in SHAPES} == names
    for folder in {path.parent for path in SHIPPED}:
        assert {path.name for path in folder.glob("*.md")} == names, folder.name


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufeff")
    | st.sampled_from(" {}[]#>|*_-+\\`~<1.)"),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(filter(None, text.split(" "))))
PLAIN = WORDS.filter(lambda text: text and not (text.startswith("<!--") and text.endswith("-->")))
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
MARKS = st.sampled_from(
    [(), (("only", ("M_PRP", "MN")),), (("unless allergic", ("hair dye", "ppd")), ("after", ("7 days",)))]
)
ITEMS = st.builds(Item, NAMES, PLAIN, MARKS, st.sampled_from(["", "information", "warning"]))
ROWS = st.builds(lambda i, a, b: replace(i, sign="", cells=(a, b)), ITEMS, PLAIN, PLAIN)
PARTS = st.builds(
    lambda name, title, record, lines, rows: Part(
        name, title, record, "", ("A", "B", "C") if rows else (), (*lines, *rows)
    ),
    NAMES,
    PLAIN,
    st.sampled_from(["", "who"]),
    st.lists(ITEMS, max_size=3),
    st.lists(ROWS, max_size=2),
)


@given(PLAIN, st.lists(PARTS, max_size=3))
@example("#", [Part("a", "1. b", "", "", (), (Item("x", "---"), Item("y", "*"), Item("z", "1) a | b \\")))])
@example(
    "*x*", [Part("a", "**b", "", "", (), (Item("x", "*all italic*"), Item("y", "[!warning] x"), Item("z", "| a |")))]
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_words_are_they_read_back(title, parts):
    source = Source("consent", "t", "en", "1.0", title, "", tuple(parts))
    back, problems = read(write(source))
    assert problems == []
    assert back == source


@given(st.text(max_size=400))
@example("---\n---\n# a\n" + "> " * 500)
@example("---\n" * 50)
@example("# " + "[" * 300)
@example("- " * 300 + "x")
@example("|" * 200 + "\n" + "|-" * 200)
@settings(max_examples=150, deadline=None)
def test_nothing_somebody_types_breaks_the_reader(text):
    source, problems = check(text)
    assert problems
    assert isinstance(source, Source)


def test_a_text_of_a_million_characters_is_refused_by_its_length():
    assert [problem.line for problem in check("x" * (LONGEST + 1))[1] if "characters" in problem.words] == [0]


CONSENT = text_of(TEXTS / "en" / "consent.md")


def line_of(text, words):
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("{clinic_phone}", "{phone_number}", "phone_number"),
        ("No offer ends today.", "There is no downtime.", "X7"),
        ("No offer ends today.", "There is **no** downtime.", "X7"),
        ("{#no-promise}", "{#no-promise} [only MX]", "MX"),
        ("[only MN]", "[sometimes]", "sometimes"),
        ("[from the record: goals]", "[from the record: weather]", "weather"),
        ("## Other choices {#choices}", "#### Other choices {#choices}", "three deep"),
        ("We numb the scalp first.", "We numb [the scalp] first.", "bracket"),
        ("We numb the scalp first.", "We **numb the scalp first.", "stars"),
        ("We numb the scalp first.", "We numb the { scalp first.", "brace"),
        ("{#witness}", "{#clinician}", "twice"),
        ("> [!warning]", "> [!danger]", "quote"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(was, now, told):
    assert was in CONSENT
    broken = CONSENT.replace(was, now, 1)
    found = faults(broken)
    changed = line_of(broken, "Sign only") + 3 if "clinician" in now else line_of(broken, now)
    assert any(told in words and abs(line - changed) <= 2 for line, words in found), found


@pytest.mark.parametrize("kind", OWNED)
def test_nothing_that_must_be_there_can_be_left_out(kind):
    """Every section, sentence and line from the record that a kind of text needs: taken out one by one, each told."""
    source, _problems = read(text_of(TEXTS / "en" / f"{kind}.md"))
    for need in SHAPES[kind].needs:
        text = write(_without(source, need))
        assert any(need.item in words or need.part in words for _line, words in faults(text)), need


def _without(source, need):
    parts = []
    for part in source.parts:
        inner = tuple(cut for one in part.parts if (cut := _cut(one, need)) is not None)
        cut = _cut(replace(part, parts=inner), need)
        parts += [cut] if cut is not None else []
    return replace(source, parts=tuple(parts))


def _cut(part, need):
    if part.id != need.part:
        return part
    if need.item:
        return replace(part, items=tuple(item for item in part.items if item.id != need.item))
    return replace(part, record="") if need.record else None


def test_a_sentence_for_one_kind_of_visit_does_not_stand_for_another():
    broken = CONSENT.replace("{#S4}", "{#S4} [only MN]", 1)
    assert any("{#S4}" in words for _line, words in faults(broken))


def test_numbers_in_any_script_and_with_any_separator_are_the_same():
    assert (
        numbers_in("1 in 10,000 to 3–6 months")
        == numbers_in("6, 3, 1 und 10.000")
        == numbers_in("١ ١٠ ٠٠٠ ٣ ٦".replace("١٠ ٠٠٠", "10 000"))
    )


def test_a_translation_that_loses_a_number_a_mark_or_a_line_is_told():
    original, _problems = read(text_of(TEXTS / "en" / "aftercare.md"))
    made = replace(original, language="es", translation_of=f"{original.template} {original.version}")
    assert translation_problems(made, original) == []
    assert translation_problems(original, original) != []
    for was, now in (("8 tablets", "80 tablets"), ("[after 48 hours]", "[after 24 hours]"), ("{clinic_phone}", "us")):
        other, _problems = read(write(made).replace(was, now, 1))
        assert translation_problems(other, original), was
