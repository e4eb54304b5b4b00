"""Reading texts written in Markdown: headings are sections, list items sentences, tables choices.

`{#name}` behind a heading or an item is its name, `[only M_PRP]` a mark that limits it, `{clinic_phone}` a field. The
line `[from the record: who]` stands where answers are set, a line in italics is an instruction, a quote that begins
with `[!information]` or `[!warning]` a call-out. Everything else is printed as it is written.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from charting.errors import Known
from charting.text_source import MARKS, Item, Part, Problem, Source
from charting.words import _

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 100_000
HEAD = ("text", "template", "language", "version", "translation_of")
SIGNS = ("information", "warning")
FROM_RECORD = "from the record:"
_BEHIND = re.compile(r"(?<!\\)(?:\{#([^{}\s]*)\}|\[([^\[\]]*)\])$")
_OPENING = {"}": "{#", "]": "["}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACE = re.compile(r"[ \t\r\n]+")
_BARE_BRACKET = re.compile(r"(?<!\\)[\[\]]|(?<!\\)\{#")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_IN_ITALICS = re.compile(r"\*(?!\*)[^*]+\*")
_BLOCKS = ("blockquote", "heading", "hr", "list", "paragraph", "table")


def read(text: str) -> tuple[Source, list[Problem]]:
    """A text, as far as it can be understood, and what could not be. Never raises for what somebody wrote."""
    if len(text) > LONGEST:
        short = _("The text has {count} characters; at most {most} can be read.")
        return Source("", "", "", "", ""), [Problem(0, short.format(count=len(text), most=LONGEST))]
    reader = _Reader()
    return reader.source(text), reader.problems


def parse(text: str, name: str) -> Source:
    """A text that must be free of faults. Raises Known with `name`, the line and the first fault."""
    source, problems = read(text)
    refuse_faulty(problems, name)
    return source


def refuse_faulty(problems: list[Problem], name: str) -> None:
    """Raise Known for the first problem that blocks."""
    for problem in problems:
        if problem.blocks:
            words = _("{file}, line {line}: {what}")
            raise Known(words.format(file=name, line=problem.line, what=problem.words))


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._offset = 0

    def source(self, text: str) -> Source:
        head, body = self._head(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))
        from markdown_it import MarkdownIt  # a tenth of a second that no start of the program should wait for

        parser = MarkdownIt("commonmark", {"maxNesting": 12}).enable("table")
        parser.core.ruler.enableOnly(["normalize", "block"])
        parser.block.ruler.enableOnly(list(_BLOCKS))
        title, lead, line = "", "", 1
        parts: list[Part] = []
        for depth, number, part in self._parts(parser.parse(body)):
            if depth == 1:
                if title:
                    self._fault(number, _("There is more than one title. A title begins with a single #."))
                title, line = part.title, number
                lead = " ".join(item.text for item in part.items)
            elif depth == 2 or not parts:
                parts.append(part)
            else:
                outer = parts[-1]
                parts[-1] = _with_part(outer, part)
        if not title:
            self._fault(1, _("The title is missing: a line that begins with # and a space."))
        kind, template, language, version, translation_of = (head.get(name, "") for name in HEAD)
        return Source(kind, template, language, version, title, lead, tuple(parts), translation_of, line)

    def _fault(self, line: int, words: str) -> None:
        self.problems.append(Problem(line, words))

    def _head(self, text: str) -> tuple[dict[str, str], str]:
        """The lines between two lines of three hyphens; the rest keeps its count of lines."""
        lines = text.split("\n")
        end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if lines[0].strip() != "---" or end is None:
            self._fault(1, _("The head is missing: it names text, template, language and version between two ---."))
            return {}, text
        found: dict[str, str] = {}
        for number, line in enumerate(lines[1:end], 2):
            key, colon, value = line.partition(":")
            if not line.strip():
                continue
            if not colon or key.strip() not in HEAD:
                self._fault(number, _("“{line}” is not known in the head.").format(line=line.strip()[:60]))
                continue
            found[key.strip()] = value.strip()
        for key in HEAD[:4]:
            if not found.get(key):
                self._fault(1, _("The head does not say “{key}”.").format(key=key))
        self._offset = end + 1
        return found, "\n".join(lines[end + 1 :])

    def _parts(self, tokens: "list[Token]") -> Iterator[tuple[int, int, Part]]:
        """Each heading with what stands under it, and how deep it is."""
        at, heading = 0, next((n for n, t in enumerate(tokens) if t.type == "heading_open"), len(tokens))
        for token in tokens[:heading]:
            if token.type == "inline":
                self._fault(self._line(token), _("This stands before the title."))
        at = heading
        while at < len(tokens):
            opening, words = tokens[at], tokens[at + 1]
            stop = next((n for n in range(at + 3, len(tokens)) if tokens[n].type == "heading_open"), len(tokens))
            depth, number = int(opening.tag[1]), self._line(opening)
            if depth > 3:
                self._fault(number, _("Headings go three deep: #, ## and ###."))
            item = self._item(words.content, number)
            if item.marks:
                self._fault(number, _("A heading cannot be limited; limit the lines under it."))
            if not item.id and depth > 1:
                self._fault(number, _("The section has no name. Write it behind the heading: {#name}."))
            yield depth, number, self._inside(tokens[at + 3 : stop], Part(item.id, item.text, line=number))
            at = stop

    def _inside(self, tokens: "list[Token]", part: Part) -> Part:
        """The section with what stands under its heading."""
        items: list[Item] = []
        sign, row, lists = "", None, 0
        for token in tokens:
            line = self._line(token)
            if token.type == "blockquote_open":
                sign = "?"
            elif token.type == "blockquote_close":
                sign = ""
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                lists += 1
                if lists > 1:
                    self._fault(line, _("A list within a list cannot be printed."))
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                lists -= 1
            elif token.type == "tr_open":
                row = _Row(line)
            elif token.type == "thead_close" and row is not None:
                part = replace(part, columns=tuple(_plain(cell) for cell in row.cells))
            elif token.type in {"tbody_close", "table_close"}:
                row = None
            elif token.type == "tr_close" and row is not None and row.in_body:
                items.append(self._row(row, part.id, len(items)))
            elif token.type == "td_open" and row is not None:
                row.in_body = True
            elif token.type == "inline" and row is not None:
                row.cells.append(token.content)
            elif token.type == "inline":
                content = token.content.strip()
                flat = _flat(content)
                if sign:
                    item, sign = self._called_out(content, line, sign)
                elif flat.startswith("<!--") and flat.endswith("-->"):
                    continue
                elif flat.startswith("[" + FROM_RECORD) and flat.endswith("]"):
                    part = replace(part, record=flat[len(FROM_RECORD) + 1 : -1].strip())
                    continue
                elif _IN_ITALICS.fullmatch(flat):
                    part = replace(part, instruction=_plain(flat.strip("*")))
                    continue
                else:
                    item = self._item(content, line)
                items.append(_named(item, part.id, len(items)))
        return replace(part, items=tuple(items))

    def _called_out(self, content: str, line: int, sign: str) -> tuple[Item, str]:
        """The words of a quote; its first line says what kind of call-out it is."""
        found = re.match(r"\[!(\w+)\]\s*", content)
        if found and found[1] in SIGNS:
            sign, content = found[1], content[found.end() :]
        elif sign == "?":
            self._fault(line, _("A quote begins with [!information] or [!warning]."))
            sign = SIGNS[0]
        item = self._item(content, line)
        return replace(item, sign=sign), sign

    def _row(self, row: "_Row", section: str, count: int) -> Item:
        first = _named(self._item(row.cells[0] if row.cells else "", row.line), section, count)
        cells = []
        for cell in row.cells[1:]:
            self._no_bare_brackets(cell, row.line)
            cells.append(_plain(cell))
        return replace(first, cells=tuple(cells))

    def _item(self, content: str, line: int) -> Item:
        """Words with what stands behind them: one name, any number of marks."""
        name, marks, rest = "", [], content.rstrip()
        while found := _last_behind(rest):
            rest = rest[: found.start()].rstrip()
            if found[1] is not None:
                if name or not _NAME.fullmatch(found[1]):
                    self._fault(line, _("“{name}” cannot be a name here.").format(name=found[1]))
                name = found[1]
            else:
                marks.append(self._mark(found[2], line))
        self._no_bare_brackets(rest, line)
        return Item(name, _plain(rest), tuple(mark for mark in reversed(marks) if mark[0]), line=line)

    def _mark(self, content: str, line: int) -> tuple[str, tuple[str, ...]]:
        flat = _flat(content)
        for word in MARKS:
            if flat == word or flat.startswith((word + " ", word + ":")):
                rest = flat[len(word) :].removeprefix(":")
                values = tuple(value.strip() for value in rest.split(",") if value.strip())
                if values:
                    return word, values
        self._fault(line, _("[{mark}] is not known. Write \\[ for a bracket that is printed.").format(mark=flat[:60]))
        return "", ()

    def _no_bare_brackets(self, words: str, line: int) -> None:
        if _BARE_BRACKET.search(words):
            self._fault(line, _("Names and marks stand behind the words. Write \\[ for a bracket that is printed."))

    def _line(self, token: "Token") -> int:
        return self._offset + 1 + (token.map[0] if token.map else 0)


class _Row:
    """A row of a table while it is read."""

    def __init__(self, line: int) -> None:
        self.line, self.cells, self.in_body = line, list[str](), False


def _with_part(outer: Part, part: Part) -> Part:
    return replace(outer, parts=(*outer.parts, part))


def _named(item: Item, section: str, count: int) -> Item:
    """An item nobody named is named after its section and its place."""
    if item.id:
        return item
    return replace(item, id=f"{section or 'text'}-{count + 1}")


def _last_behind(words: str) -> re.Match[str] | None:
    """The name or mark that words end with, looked for from their end: a long line is not searched again and again."""
    opening = _OPENING.get(words[-1:])
    at = words.rfind(opening) if opening else -1
    return _BEHIND.match(words, at) if at >= 0 else None


def _flat(content: str) -> str:
    return _SPACE.sub(" ", content).strip(" ")


def _plain(content: str) -> str:
    return _ESCAPED.sub(r"\1", _flat(content))
