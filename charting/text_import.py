"""A clinic's own wording from a file: read whatever it was saved as, cut into paragraphs, put where it belongs.

Word saves text as Windows-1252, UTF-8 or UTF-16, with curly quotes, tabs and bullets of its own; one file may mix them.
"""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html.parser import HTMLParser

from charting.errors import Known
from charting.text_shapes import SHAPES
from charting.text_source import MARKS, Item, Part, Source
from charting.words import _

MOST_BYTES = 1_000_000
MOST_PARAGRAPHS = 600
_COMPARED = 400
_LIKE_TITLE, _LIKE_ITEM = 0.75, 0.55
_REFUSED = ((b"PK\x03\x04", ".docx"), (b"\xd0\xcf\x11\xe0", ".doc"), (b"{\\rtf", ".rtf"), (b"%PDF", ".pdf"))
_BULLET = re.compile(r"^\s*(?:[•·▪◦●○■□–—*+-]|o(?=\t)|§(?=\t)|\(?\d{1,2}[.)](?=\s)|[a-z]\)(?=\s))\s*")
_FORMAT = re.compile(rf"\{{#[^{{}}]*\}}|\[(?:{'|'.join(MARKS)})\b[^\[\]]*\]")
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | {"p", "div", "li", "ul", "ol", "table", "tr", "br", "hr", "blockquote", "section", "article"}
_UNSHOWN = frozenset(("script", "style", "head", "title"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a file; `heading` where the file says that it heads a section."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: the text with the clinic's wording in its place, and what found none."""

    source: Source
    placed: int
    unplaced: tuple[str, ...]


def decoded(content: bytes) -> str:
    """The characters of a file. Raises Known, in words, for a file that is no text or too large."""
    if len(content) > MOST_BYTES:
        raise Known(_("This file is too large for a text: at most {count} kB.").format(count=MOST_BYTES // 1000))
    for mark, ending in _REFUSED:
        if content.startswith(mark):
            words = _("A {ending} file cannot be read here. Save it from its program as plain text or as a web page.")
            raise Known(words.format(ending=ending))
    text = _characters(content)
    if _NOT_TEXT.search(text) or not text.strip():
        raise Known(_("This file holds no text."))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").removeprefix("\ufeff")


def paragraphs_of(text: str, *, html: bool) -> list[Paragraph]:
    """The paragraphs of a text or of a web page. Raises Known where there are too many."""
    found = _from_html(text) if html else _from_text(text)
    if len(found) > MOST_PARAGRAPHS:
        raise Known(_("This file has more than {count} paragraphs.").format(count=MOST_PARAGRAPHS))
    return found


def import_wording(content: bytes, name: str, base: Source) -> Imported:
    """Put the wording of a file under the sections of `base` it can be matched to; what is not matched stays there.

    Raises Known for a file that cannot be read.
    """
    text = decoded(content)
    html = name.lower().endswith((".html", ".htm")) or text.lstrip()[:200].lower().startswith(("<!doctype", "<html"))
    return _place(paragraphs_of(text, html=html), base)


def _characters(content: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if (order := _byte_order(content)) is not None:
        return content.decode(order, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_line(line) for line in re.split(rb"\r\n|\r|\n", content))


def _byte_order(content: bytes) -> str | None:
    """UTF-16 without its mark shows itself by zeros in every second place."""
    start = content[:2000]
    if len(start) < 4 or len(start) % 2:
        start = start[:-1]
    zeros = [start[at::2].count(0) for at in (0, 1)]
    if zeros[1] > len(start) // 4 and not zeros[0]:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > len(start) // 4 and not zeros[1] else None


def _line(line: bytes) -> str:
    """One line of a file that mixes encodings."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Known(_("This file holds no text."))


def _from_text(text: str) -> list[Paragraph]:
    """Paragraphs of plain text or Markdown: lines that end without an empty line between them belong together."""
    found: list[Paragraph] = []
    running: list[str] = []

    def end() -> None:
        if running:
            found.append(Paragraph(_clean(" ".join(running))))
            running.clear()

    lines = text.split("\n")
    for at, line in enumerate(lines):
        bare = line.strip()
        if not bare or re.fullmatch(r"[-=_*]{3,}", bare):
            end()
        elif bare.startswith("#"):
            end()
            found.append(Paragraph(_clean(bare.lstrip("#")), heading=True))
        elif bullet := _BULLET.match(line):
            end()
            running.append(line[bullet.end() :])
        elif _looks_like_heading(bare) and not running and _begins_anew(lines, at + 1):
            found.append(Paragraph(_clean(bare), heading=True))
        else:
            if running and running[-1].endswith((".", "!", "?")):
                end()
            running.append(bare)
    end()
    return [paragraph for paragraph in found if paragraph.text]


def _begins_anew(lines: list[str], at: int) -> bool:
    """Whether the next line is not the rest of this one: it is empty, has a bullet or begins with a capital."""
    following = lines[at].lstrip() if at < len(lines) else ""
    return not following or not following[0].islower()


def _looks_like_heading(line: str) -> bool:
    return len(line) <= 60 and line[-1] not in ".!?;:,"


def _clean(text: str) -> str:
    """Words without what a word processor put around them; marks and names of this format are no wording."""
    without = _FORMAT.sub("", text)
    return re.sub(r"[ \t\n\u00ad\u200b]+", " ", without).strip()


class _Page(HTMLParser):
    """The words of a web page, one paragraph to each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self._words: list[str] = []
        self._heading = False
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unshown += tag in _UNSHOWN
        if tag in _BLOCKS:
            self.end()
            self._heading = tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        self._unshown = max(0, self._unshown - (tag in _UNSHOWN))
        if tag in _BLOCKS:
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self._words.append(data)

    def end(self) -> None:
        """Close the paragraph."""
        text = _clean(_BULLET.sub("", "".join(self._words)))
        if text:
            self.found.append(Paragraph(text, self._heading))
        self._words, self._heading = [], False


def _from_html(text: str) -> list[Paragraph]:
    page = _Page()
    try:
        page.feed(_terminated(text))
        page.close()
    except ValueError as strange:  # a character by a number of thousands of digits
        raise Known(_("This web page cannot be read. Save it as plain text.")) from strange
    page.end()
    return page.found


def _terminated(text: str) -> str:
    """A page without comments whose every tag ends: to find the end that one lacks the parser reads all the rest."""
    words, *tags = _COMMENT.sub("", text).split("<")
    return words + "".join(_tag(tag) for tag in tags)


def _tag(tag: str) -> str:
    if tag.startswith(("!", "?")):
        return tag.partition(">")[2]
    return f"<{tag}" if ">" in tag else f"&lt;{tag}"


def _place(paragraphs: list[Paragraph], base: Source) -> Imported:
    """Follow the headings of the file through the sections; within one, like goes to like and the rest is added."""
    closed = SHAPES[base.kind].closed if base.kind in SHAPES else frozenset()
    parts = {part.id: part for part in base.parts}
    here: str | None = None
    placed, unplaced, taken = 0, list[str](), set[tuple[str, int]]()
    for paragraph in paragraphs:
        heading = _section(paragraph, base)
        if heading is not None or paragraph.heading:
            here = heading
            unplaced += [] if heading else [paragraph.text]
            continue
        spot = _spot(paragraph.text, parts, here, taken)
        if spot is not None:
            taken.add(spot)
            part = parts[spot[0]]
            items = [*part.items]
            items[spot[1]] = replace(items[spot[1]], text=paragraph.text)
            parts[part.id] = replace(part, items=tuple(items))
            placed += 1
        elif here is not None and here not in closed and not _tabled(parts[here]):
            part = parts[here]
            added = Item(_free_name(part), paragraph.text)
            parts[here] = replace(part, items=(*part.items, added))
            placed += 1
        else:
            unplaced.append(paragraph.text)
    return Imported(replace(base, parts=tuple(parts[part.id] for part in base.parts)), placed, tuple(unplaced))


def _section(paragraph: Paragraph, base: Source) -> str | None:
    """The section a heading opens; None for a paragraph that is none."""
    if not paragraph.heading and not _looks_like_heading(paragraph.text):
        return None
    said = _bare(re.sub(r"^\d+(\.\d+)*[.)]?\s+", "", paragraph.text))
    likes = [(_likeness(said, _bare(part.title)), part.id) for part in base.parts]
    best = max(likes, default=(0.0, ""))
    return best[1] if best[0] >= _LIKE_TITLE else None


def _spot(text: str, parts: dict[str, Part], here: str | None, taken: set[tuple[str, int]]) -> tuple[str, int] | None:
    """The sentence of the example that a paragraph stands for: in the section it is under, or where there is none."""
    said = _bare(text)
    wanted = [parts[here]] if here is not None else list(parts.values())
    likes = [
        (_likeness(said, _bare(item.text)), (part.id, at))
        for part in wanted
        for at, item in enumerate(part.items)
        if (part.id, at) not in taken and not item.cells
    ]
    best = max(likes, default=(0.0, ("", 0)))
    return best[1] if best[0] >= _LIKE_ITEM else None


def _likeness(one: str, other: str) -> float:
    """How much of two texts is the same words in the same order, from 0 to 1."""
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LIKE_ITEM else 0.0


def _bare(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text.casefold())[:_COMPARED]


def _tabled(part: Part) -> bool:
    return bool(part.columns)


def _free_name(part: Part) -> str:
    names = {item.id for item in part.items}
    return next(name for at in range(1, MOST_PARAGRAPHS + len(names) + 2) if (name := f"own-{at}") not in names)
