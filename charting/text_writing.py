"""Writing a text as Markdown, such that reading it gives the same text back."""

import re
from collections.abc import Iterator
from itertools import groupby

from charting.text_markdown import FROM_RECORD, HEAD
from charting.text_source import Item, Part, Source

_LEADING = re.compile(r"([#>+\-=|~`]|\d+[.)]|<!--)")


def write(source: Source) -> str:
    """The text as Markdown; `read` gives the same source back."""
    return "\n".join(_written(source)).rstrip() + "\n"


def _shown(text: str) -> str:
    """Words as Markdown, so that none of them is taken for a sign of it."""
    quoted = re.sub(r"[\\\[\]]", r"\\\g<0>", text).replace("{#", "\\{#")
    found = _LEADING.match(quoted)
    if found and found[1][0].isdigit():
        return quoted[: found.end() - 1] + "\\" + quoted[found.end() - 1 :]
    if found or re.fullmatch(r"\*[^*].*|[*_](\s.*)?|([*_]\s*){3,}", quoted):
        return "\\" + quoted
    return quoted


def _behind(item: Item) -> str:
    marks = [f"[{word} {', '.join(values)}]" for word, values in item.marks]
    return " ".join((f"{{#{item.id}}}", *marks))


def _written(source: Source) -> Iterator[str]:
    yield "---"
    for key, value in zip(HEAD, (source.kind, source.template, source.language, source.version), strict=False):
        yield f"{key}: {value}"
    if source.translation_of:
        yield f"translation_of: {source.translation_of}"
    yield from ("---", "", f"# {_shown(source.title)}", "")
    if source.lead:
        yield from (_shown(source.lead), "")
    for part in source.parts:
        yield from _part(part, "##")


def _part(part: Part, sign: str) -> Iterator[str]:
    yield from (f"{sign} {_shown(part.title)} {{#{part.id}}}", "")
    if part.record:
        yield from (f"[{FROM_RECORD} {part.record}]", "")
    if part.instruction:
        yield from (f"*{_shown(part.instruction)}*", "")
    columns = part.columns or ("",) * (1 + max((len(item.cells) for item in part.items), default=0))
    for kind, items in groupby(part.items, key=_kind):
        if kind == "row":
            yield from (_row([_shown(column) for column in columns]), f"|{'---|' * len(columns)}")
        for item in items:
            yield from _item(item, kind)
        yield ""
    for inner in part.parts:
        yield from _part(inner, "###")


def _kind(item: Item) -> str:
    return "row" if item.cells else "call-out" if item.sign else "line"


def _item(item: Item, kind: str) -> Iterator[str]:
    words = f"{_shown(item.text)} {_behind(item)}"
    if kind == "row":
        yield _row([words, *(_shown(cell) for cell in item.cells)])
    elif kind == "call-out":
        yield from (f"> [!{item.sign}]", f"> {words}", "")
    else:
        yield f"- {words}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
