"""Breaking text into lines and placing each piece of a line."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import combining

from charting.output.fonts import Face
from charting.output.line_breaks import parts
from charting.output.runs import Run
from charting.output.shaping import (
    Glyphs,
    clean,
    is_plain,
    is_tall,
    levels_side_by_side,
    shape,
    stretches,
    visual_order,
    width_in_em,
)
from charting.output.styles import Type

_OBJECT = "\ufffc"
_MARK_GAP = 0.28
_TALL_LEADING = 1.2
TAG_SCALE = 0.8
_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing drawn on a line: its run, where it starts and how wide it is (points), and the glyphs if shaped."""

    x: float
    width: float
    run: Run
    text: str
    glyphs: Glyphs | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of a line from left to right, and its width in points."""

    pieces: tuple[Piece, ...]
    width: float


class Layout:
    """Runs laid into lines of at most `width` points. `leftwards` words stand in a text that is read from the right.

    `lines` holds them and `leading` their distance; `plain` ones have no shaped glyph. Raises MissingGlyph for a
    character no bundled font has.
    """

    def __init__(self, said: Sequence[Run], dress: Type, width: float, *, leftwards: bool = False) -> None:
        self._dress = dress
        self._width = width
        self.lines: list[Line] = []
        self.plain = True
        everything = ""
        for paragraph in _paragraphs(said):
            self._runs = paragraph
            parts_said = [_OBJECT if _is_object(run) else run.text for run in paragraph]
            self._text = "".join(parts_said)
            everything += self._text
            ends = accumulate(1 if _is_object(run) else len(run.text) for run in paragraph)
            self._ends = list(ends)
            self._plain = all(_is_object(run) or is_plain(run.text, self._face(run)) for run in paragraph)
            self.plain = self.plain and self._plain
            self._levels = [0] * len(self._text) if self._plain else levels_side_by_side(parts_said, leftwards)
            self.lines += [self._line(start, end) for start, end in self._breaks()]
        tall = is_tall(everything)
        self.leading = dress.leading * (_TALL_LEADING if tall else 1)

    def _face(self, run: Run) -> Face:
        return run.face or self._dress.face

    def _size(self, run: Run) -> float:
        return run.scale * self._dress.size

    def _spans(self, start: int, end: int) -> list[tuple[Run, str, int]]:
        """Stretches of one run each: the run, its text, where it starts."""
        spans: list[tuple[Run, str, int]] = []
        at, place = start, bisect_right(self._ends, start)
        while at < end:
            stop = min(self._ends[place], end)
            spans.append((self._runs[place], self._text[at:stop], at))
            at, place = stop, place + 1
        return spans

    def _measure(self, start: int, end: int) -> float:
        if len(self._runs) == 1 and not _is_object(self._runs[0]):
            return self._span_width(self._runs[0], self._text[start:end])
        return sum(self._span_width(run, text) for run, text, _ in self._spans(start, end))

    def _span_width(self, run: Run, text: str) -> float:
        size = self._size(run)
        if run.mark:
            return (run.mark.value + _MARK_GAP) * size
        if run.tag:
            return (width_in_em(clean(run.text), Face.SEMIBOLD) + 0.8) * TAG_SCALE * size
        return width_in_em(text, self._face(run)) * size

    def _breaks(self) -> list[tuple[int, int]]:
        lines: list[tuple[int, int]] = []
        start, end, used = 0, 0, 0.0
        for word in parts(self._text):
            gap = self._measure(end, word.start()) if end > start else 0.0
            width = self._measure(word.start(), word.end())
            if end > start and used + gap + width <= self._width + 0.01:
                end, used = word.end(), used + gap + width
                continue
            if end > start:
                lines.append((start, end))
            # Leading spaces of a paragraph are a person's indent; after a break they are nothing.
            start = word.start() if lines else 0
            rest = word.start()
            most = self._most_characters()
            while word.end() - start > most or self._measure(start, word.end()) > self._width + 0.01:
                stop = self._fitting(start, max(rest, start), min(word.end(), start + most))
                lines.append((start, stop))
                start = rest = stop
            width = self._measure(start, word.end())
            end, used = word.end(), width
        if end > start or not lines:
            lines.append((start, end))
        return lines

    def _most_characters(self) -> int:
        """More characters than this fit no line, so a word of thousands is never measured whole."""
        return int(self._width / (0.2 * self._dress.size)) + 8

    def _fitting(self, start: int, least: int, end: int) -> int:
        """The furthest place a word too wide for the line can be cut; at least one character."""
        low, high = least + 1, end
        while low < high:
            middle = (low + high + 1) // 2
            if self._measure(start, middle) <= self._width:
                low = middle
            else:
                high = middle - 1
        hyphen = max(self._text.rfind(sign, least + 1, low) for sign in "-/") + 1
        if hyphen and low < end:
            return hyphen
        while least + 1 < low < len(self._text) and combining(self._text[low]):
            low -= 1
        return low

    def _line(self, start: int, end: int) -> Line:
        items: list[tuple[Run, str, Glyphs | None, int, float]] = []
        for run, text, at in self._spans(start, end):
            if _is_object(run) or self._plain:
                items.append((run, text, None, self._levels[at], self._span_width(run, text)))
                continue
            for piece, font_name, level in stretches(text, self._face(run), self._levels[at : at + len(text)]):
                if level == 0 and font_name == self._face(run) and is_plain(piece, self._face(run)):
                    items.append((run, piece, None, level, self._span_width(run, piece)))
                else:
                    glyphs = shape(piece, font_name, level % 2 == 0)
                    items.append((run, piece, glyphs, level, glyphs.width_em * self._size(run)))
        x = 0.0
        pieces = []
        for at in visual_order([item[3] for item in items]):
            run, text, drawn, level, width = items[at]
            # The air of a mark stands towards its words.
            before = _MARK_GAP * self._size(run) if run.mark and level % 2 else 0.0
            pieces.append(Piece(x + before, width, run, text, drawn))
            x += width
        return Line(tuple(pieces), x)


_laid: dict[tuple[tuple[Run, ...], Type, float, bool], Layout] = {}


def lay_out(said: Sequence[Run], dress: Type, width: float, *, leftwards: bool = False) -> Layout:
    """The runs as a layout. Plain words that come again, at the next trial or in the next document, are laid once."""
    key = (tuple(said), dress, round(width, 3), leftwards)
    found = _laid.get(key)
    if found is None:
        found = Layout(said, dress, width, leftwards=leftwards)
        if found.plain:
            while len(_laid) >= _KEPT:
                _laid.pop(next(iter(_laid)), None)
            _laid[key] = found
    return found


def _is_object(run: Run) -> bool:
    return run.tag or run.mark is not None


def _paragraphs(said: Sequence[Run]) -> list[list[Run]]:
    """The runs of each paragraph: text is cleaned and cut at line breaks."""
    paragraphs: list[list[Run]] = [[]]
    for run in said:
        if _is_object(run):
            paragraphs[-1].append(run)
            continue
        for number, text in enumerate(clean(run.text).split("\n")):
            if number:
                paragraphs.append([])
            if text:
                paragraphs[-1].append(Run(text, run.face, run.scale, run.struck))
    return paragraphs
