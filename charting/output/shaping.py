"""Reading order and letter shapes: which glyphs a line shows, from left to right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import bidirectional, combining, normalize

import uharfbuzz
from bidi import algorithm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

from charting.output.fonts import Face, font, font_for
from charting.udi import VISIBLE_SEPARATOR

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_NUMBER = re.compile(
    r"\d\d-[A-Z][a-z]{2}-\d{4}"  # a day as the clinic writes it
    r"|(?:\+|\(?0)\d*\)?(?:[ \u00a0\u202f./-]?(?:\(\d+\)|\d))+"  # a telephone number
    r"|\d[\d.,]*[ \u00a0]?(?:°C|%)"
)
_FEATURES = {"kern": True, "liga": True, "dlig": False}
_TALL = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u097f\u0e00-\u0e7f\ufb50-\ufdff\ufe70-\ufeff]")


def clean(text: str) -> str:
    """`text` composed (NFC), without controls, overrides or surrogates; tabs become spaces, line breaks stay.

    What divides the parts of a scanned label is no character of any font: on paper it is a space. Marks that choose
    among forms of one character (variation selectors) go too: the usual form is printed.
    """
    text = text.replace(VISIBLE_SEPARATOR, " ")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return normalize("NFC", _CONTROLS.sub("", text))


def is_tall(text: str) -> bool:
    """Whether the script stacks marks so high that lines need more air."""
    return _TALL.search(text) is not None


@lru_cache(maxsize=4096)
def is_plain(text: str, face: Face) -> bool:
    """Whether `text` can be drawn character by character in `face`, from left to right.

    Raises MissingGlyph for a character no bundled font has.
    """
    covered = font(face).covered
    plain = True
    for character in text:
        if ord(character) not in covered:
            font_for(character, face)
            plain = False
        elif ord(character) >= 0x300 and bidirectional(character) in ("R", "AL", "AN", "NSM", "BN"):
            plain = False
    return plain


def reading_levels(text: str, leftwards: bool = False) -> tuple[int, list[int]]:
    """The base level and the embedding level of each character (Unicode Bidirectional Algorithm, UAX 9).

    The first letter decides the base, unless it is known to be `leftwards`. A telephone number,
    a number before ° or % and a day such as 14-Mar-1985 keep their order.
    """
    storage = algorithm.get_empty_storage()
    base: int = 1 if leftwards else algorithm.get_base_level(text)
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    # Explicit embeddings were stripped by clean(), so no step removes characters and indices stay those of `text`.
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    characters = iter(storage["chars"])
    resolved: list[int] = []
    for character in text:
        if bidirectional(character) == "BN":
            resolved.append(resolved[-1] if resolved else base)
        else:
            resolved.append(next(characters)["level"])
    for number in _NUMBER.finditer(text) if max(resolved, default=0) else ():
        level = max(resolved[number.start() : number.end()])
        resolved[number.start() : number.end()] = [level + level % 2] * len(number[0])
    return base, resolved


def levels_side_by_side(parts: Sequence[str], leftwards: bool = False) -> list[int]:
    """The embedding levels of words that stand beside each other and are each read for themselves.

    A number or a date behind a Hebrew or Arabic name would be drawn into it, across the border of two answers: an
    invisible sign of the direction of the whole (LRM, RLM) keeps them apart.
    """
    if len(parts) == 1:
        return reading_levels(parts[0], leftwards)[1]
    from_right = leftwards or algorithm.get_base_level("".join(parts))
    sign = "\u200f" if from_right else "\u200e"
    levels = iter(reading_levels(sign.join(parts), leftwards)[1])
    kept: list[int] = []
    for at, part in enumerate(parts):
        if at:
            next(levels)
        kept += [next(levels) for _character in part]
    return kept


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A stretch of one font and one direction, ready to draw."""

    drawn: str
    font_name: str
    width_em: float
    reads_as: str | None


def _shaped(drawn: str, data: list[ShapeData]) -> str:
    shaped: Any = ShapedStr
    made: str = shaped(drawn, shapeData=data)
    return made


@lru_cache(maxsize=8192)
def shape(text: str, font_name: str, rightwards: bool) -> Glyphs:
    """The glyphs of `text` in one font and one direction. Width in em.

    Left-to-right text whose glyphs were changed says in `reads_as` what it means; right-to-left glyphs say it one by
    one, because readers put such text back into logical order by themselves.
    """
    used = font(font_name)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr" if rightwards else "rtl"
    harfbuzz = used.harfbuzz
    uharfbuzz.shape(harfbuzz, buffer, _FEATURES)
    clusters = [info.cluster for info in buffer.glyph_infos]
    ends = dict(zip(starts := sorted(set(clusters)), [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    codes: list[int] = []
    data: list[ShapeData] = []
    width = 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        advance = harfbuzz.get_glyph_h_advance(info.codepoint)
        meaning = text[info.cluster : ends[info.cluster]]
        if not rightwards and len(meaning) > 1:
            # Readers turn right-to-left text round character by character, ligatures too; marks would part them.
            meaning = "".join(sign for sign in reversed(meaning) if not combining(sign)) if advance else "\u200c"
        if info.cluster in told:
            meaning = "\u200c"
        elif meaning != "\u200c":
            told.add(info.cluster)
        codes.append(used.code_of(info.codepoint, meaning, advance))
        numbers = (place.x_advance, place.y_advance, place.x_offset, place.y_offset, advance)
        data.append(ShapeData(info.cluster, *map(used.per_mille, numbers)))
        width += used.per_mille(place.x_advance) / 1000
    drawn = "".join(map(chr, codes))
    return Glyphs(_shaped(drawn, data), font_name, width, text if rightwards and drawn != text else None)


def stretches(text: str, face: Face, levels: Sequence[int]) -> list[tuple[str, str, int]]:
    """`text` cut into (piece, font name, level) where font or level changes.

    Invisible controls that no font has are left out.
    """
    pieces: list[tuple[str, str, int]] = []
    before: str | None = None
    for character, level in zip(text, levels, strict=True):
        chosen = font_for(character, face, before)
        if chosen is None:
            continue
        if pieces and chosen == before and level == pieces[-1][2]:
            pieces[-1] = (pieces[-1][0] + character, chosen, level)
        else:
            pieces.append((character, chosen, level))
        before = chosen
    return pieces


@lru_cache(maxsize=8192)
def width_in_em(text: str, face: Face) -> float:
    """The width of `text` in em. Raises MissingGlyph for a character no bundled font has."""
    if is_plain(text, face):
        return float(stringWidth(text, face, 1000)) / 1000
    _, levels = reading_levels(text)
    return sum(shape(piece, name, level % 2 == 0).width_em for piece, name, level in stretches(text, face, levels))


def visual_order(levels: Sequence[int]) -> list[int]:
    """The order, left to right, of items with these levels (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order
