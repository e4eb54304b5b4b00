"""What is wrong with a text before it may be printed: each fault with its line."""

import re
from collections.abc import Iterator

from charting.forbidden import found_in
from charting.text_files import KINDS, blanks_in
from charting.text_markdown import read
from charting.text_shapes import SHAPES, Need, Shape
from charting.text_source import Item, Part, Problem, Source
from charting.words import _

_VERSION = re.compile(r"[1-9][0-9]{0,3}\.[0-9]{1,4}")
_TEMPLATE = re.compile(r"[A-Za-z0-9-]{1,40}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_AFTER = re.compile(r"[1-9][0-9]{0,2} (hours|hours when deep|days)")
_SIGNS = re.compile(r"[<>±&@≥≤]|/day")
_RIGHT = {"only": frozenset(KINDS), "for": frozenset({"male", "female"})}


def check(text: str) -> tuple[Source, list[Problem]]:
    """A text and everything wrong with it, in the order of its lines."""
    source, problems = read(text)
    if not any(problem.blocks for problem in problems) or source.parts:
        problems = [*problems, *problems_of(source)]
    return source, sorted(problems, key=lambda problem: (not problem.blocks, problem.line))


def problems_of(source: Source) -> list[Problem]:
    """What is wrong with a text that could be read."""
    shape = SHAPES.get(source.kind)
    if shape is None:
        return [Problem(1, _("“{kind}” is no kind of text.").format(kind=source.kind))]
    return [
        *_head(source),
        *_names(source),
        *_marks(source),
        *_missing(source, shape),
        *_records(source, shape),
        *_fields(source, shape),
        *_unprinted(source, shape),
        *_false(source),
        *_signs(source),
    ]


def _head(source: Source) -> Iterator[Problem]:
    for pattern, value, what in (
        (_VERSION, source.version, _("The version is two numbers with a point, such as 1.0.")),
        (_TEMPLATE, source.template, _("The template is named in letters, digits and hyphens.")),
        (_LANGUAGE, source.language, _("The language is its code, such as en.")),
    ):
        if value and not pattern.fullmatch(value):
            yield Problem(1, what)


def _names(source: Source) -> Iterator[Problem]:
    seen: set[str] = set()
    for part in source.every_part():
        if part.id in seen:
            yield Problem(part.line, _("The section {{#{name}}} is there twice.").format(name=part.id))
        seen.add(part.id)
        if not part.title and part.id:
            yield Problem(part.line, _("The section {{#{name}}} has no title.").format(name=part.id))
        yield from _doubles(part)


def _doubles(part: Part) -> Iterator[Problem]:
    """Two items may share a name only where no visit has both."""
    taken: set[tuple[str, tuple[str, ...], str]] = set()
    for item in part.items:
        if not item.text and not item.cells:
            yield Problem(item.line, _("Nothing is written here."))
        places = {(item.id, item.words("for"), kind) for kind in KINDS if _for(item, kind)}
        if places & taken:
            yield Problem(item.line, _("{{#{name}}} is there twice.").format(name=item.id))
        taken |= places


def _for(item: Item, kind: str) -> bool:
    return not item.words("only") or kind in item.words("only")


def _marks(source: Source) -> Iterator[Problem]:
    for part in source.every_part():
        for item in part.items:
            for mark, words in item.marks:
                for word in words:
                    if word not in _RIGHT.get(mark, {word}) or (mark == "after" and not _AFTER.fullmatch(word)):
                        said = _("“{word}” does not go with [{mark}].").format(word=word, mark=mark)
                        yield Problem(item.line, said)
            if part.id == "restart" and not item.words("after"):
                yield Problem(item.line, _("It does not say when: [after 24 hours] or [after 7 days]."))


def _missing(source: Source, shape: Shape) -> Iterator[Problem]:
    parts = {part.id: part for part in source.every_part()}
    told: set[str] = set()
    for need in shape.needs:
        part = parts.get(need.part)
        if part is None:
            if need.part not in told:
                told.add(need.part)
                words = _("The section {{#{name}}} is missing ({why}).")
                yield Problem(0, words.format(name=need.part, why=need.why))
        elif need.item and not all(_has(part, need, kind) for kind in need.kinds):
            words = _("The section “{title}” lacks {{#{name}}} ({why}).")
            yield Problem(part.line, words.format(title=part.title, name=need.item, why=need.why))
        elif need.record and part.record != need.record:
            words = _("The section “{title}” lacks the line [from the record: {name}] ({why}).")
            yield Problem(part.line, words.format(title=part.title, name=need.record, why=need.why))


def _has(part: Part, need: Need, kind: str) -> bool:
    return any(item.id == need.item and _for(item, kind) for item in part.items)


def _records(source: Source, shape: Shape) -> Iterator[Problem]:
    known = shape.records | {need.record for need in shape.needs if need.record}
    for part in source.every_part():
        if part.record and part.record not in known:
            yield Problem(part.line, _("[from the record: {name}] is not known here.").format(name=part.record))


def _fields(source: Source, shape: Shape) -> Iterator[Problem]:
    for line, text in source.texts():
        for name in sorted(blanks_in(text) - shape.fields):
            fields = ", ".join(sorted(shape.fields)) or _("none")
            words = _("The field {{{name}}} is not known. Known here: {fields}.")
            yield Problem(line, words.format(name=name, fields=fields))
        if re.sub(r"\{\w*\}", "", text).count("{"):
            yield Problem(line, _("A brace stands alone; fields are written {clinic_phone}."))
        if text.count("**") % 2:
            yield Problem(line, _("Two stars begin strong words, two more end them."))


def _unprinted(source: Source, shape: Shape) -> Iterator[Problem]:
    """The program picks the lines of some sections by their names; others there would never be printed."""
    for part in source.every_part():
        known = {need.item for need in shape.needs if need.part == part.id}
        for item in part.items if part.id in shape.closed else ():
            if item.id not in known:
                words = _("{{#{name}}} is not known in “{title}”: it would not be printed.")
                yield Problem(item.line, words.format(name=item.id, title=part.title))


def _false(source: Source) -> Iterator[Problem]:
    for line, text in source.texts():
        for found, said in found_in(text):
            words = _("No patient may read “{said}”: {why} ({id}).")
            yield Problem(line, words.format(said=said, why=found.why, id=found.id))


def _signs(source: Source) -> Iterator[Problem]:
    for line, text in source.texts():
        if found := _SIGNS.search(text):
            words = _("Write a word instead of “{sign}”.").format(sign=found[0])
            yield Problem(line, words, blocks=False)
