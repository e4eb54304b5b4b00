"""Whether a translation says as much as what it was made from: the same names, marks, fields and numbers."""

import re
from collections import Counter
from collections.abc import Iterator

from charting.text_files import blanks_in
from charting.text_source import Item, Part, Problem, Source
from charting.words import _

_NUMBER = re.compile(r"\d{1,3}(?:[., \u00a0\u202f’]\d{3})+|\d+")


def translation_problems(source: Source, original: Source) -> list[Problem]:
    """Where a translation and its original differ in anything but words."""
    return list(_differences(source, original))


def numbers_in(text: str) -> Counter[str]:
    """The numbers written in digits of a text, thousands without their separators, in any script's digits."""
    found = _NUMBER.findall(text)
    return Counter(str(int(re.sub(r"\D", "", number))) for number in found)


def _differences(source: Source, original: Source) -> Iterator[Problem]:
    if source.kind != original.kind:
        yield Problem(1, _("It is a text of another kind than its original."))
        return
    wanted = f"{original.template} {original.version}"
    if source.translation_of != wanted:
        yield Problem(1, _("The head does not say “translation_of: {what}”.").format(what=wanted))
    if bool(source.lead) != bool(original.lead):
        yield Problem(source.line, _("The line under the title is missing, or one too many."))
    yield from _parts(source.parts, original.parts, 0)


def _parts(found: tuple[Part, ...], wanted: tuple[Part, ...], line: int) -> Iterator[Problem]:
    if [part.id for part in found] != [part.id for part in wanted]:
        names = ", ".join(part.id for part in wanted)
        yield Problem(line, _("The sections differ; the original has {names}.").format(names=names))
        return
    for part, original in zip(found, wanted, strict=True):
        same = (part.record, bool(part.instruction), len(part.columns))
        if same != (original.record, bool(original.instruction), len(original.columns)):
            words = _("{{#{name}}}: the line from the record, the line in italics or the table differs.")
            yield Problem(part.line, words.format(name=part.id))
        if blanks_in(part.title) != blanks_in(original.title):
            yield Problem(part.line, _("{{#{name}}}: other fields than in the original.").format(name=part.id))
        if [_place(item) for item in part.items] != [_place(item) for item in original.items]:
            yield from _misplaced(part, original)
        else:
            for item, meant in zip(part.items, original.items, strict=True):
                yield from _item(item, meant)
        yield from _parts(part.parts, original.parts, part.line)


def _place(item: Item) -> tuple[object, ...]:
    return item.id, item.marks, item.sign, len(item.cells)


def _misplaced(part: Part, original: Part) -> Iterator[Problem]:
    found, wanted = [_place(item) for item in part.items], [_place(item) for item in original.items]
    lost = [f"{{#{item.id}}}" for item in original.items if _place(item) not in found]
    added = [f"{{#{item.id}}}" for item in part.items if _place(item) not in wanted]
    words = _("{{#{name}}}: missing or marked otherwise: {lost}; not in the original: {added}; the order counts.")
    none = _("none")
    yield Problem(part.line, words.format(name=part.id, lost=", ".join(lost) or none, added=", ".join(added) or none))


def _item(item: Item, meant: Item) -> Iterator[Problem]:
    for text, original in zip(item.texts(), meant.texts(), strict=True):
        if blanks_in(text) != blanks_in(original):
            yield Problem(item.line, _("{{#{name}}}: other fields than in the original.").format(name=item.id))
        if numbers_in(text) != numbers_in(original):
            yield Problem(item.line, _("{{#{name}}}: other numbers than in the original.").format(name=item.id))
    if bool(item.led()[0]) != bool(meant.led()[0]):
        yield Problem(item.line, _("{{#{name}}}: the strong first words differ.").format(name=item.id))
