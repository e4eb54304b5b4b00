"""The embedded faces of printed documents: Noto Sans, and the scripts that stand in where it has no glyph."""

import re
from codecs import charmap_encode
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category, name

import uharfbuzz
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from charting.errors import MissingGlyph
from charting.output.embedding import add_font
from charting.words import _

# Compressed streams need no second, textual coding; it doubles the time of a page.
rl_config.useA85 = 0

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "paper"
_FIRST_PRIVATE = 0xF0000


class Face(StrEnum):
    """The three faces of paper. There is no fourth."""

    REGULAR = "NotoSans-Regular"
    SEMIBOLD = "NotoSans-SemiBold"
    ITALIC = "NotoSans-Italic"


_REGULAR_FALLBACKS = (
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansThai-Regular",
    "NotoSansMath-Regular",
    "NotoSansSymbols-Regular",
    "NotoSansSymbols2-Regular",
)
_BOLD_FALLBACKS = (
    "NotoSansArabic-Bold",
    "NotoSansHebrew-Bold",
    "NotoSansDevanagari-Bold",
    "NotoSansThai-Bold",
    "NotoSansMath-Regular",
    "NotoSansSymbols-Regular",
    "NotoSansSymbols2-Regular",
)
# One weight for both, and opened only when a name asks for it: 11 MB, of which most papers need nothing.
_EAST_ASIAN = "NotoSansCJK-Regular"
_IS_EAST_ASIAN = re.compile(
    "[\u2460-\u24ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f200-\U0001f2ff\U00020000-\U0003ffff]"
)


class PaperFont(TTFont):  # type: ignore[misc, unused-ignore]
    """A TrueType font that can also place glyphs which no single character names, and still says what they mean.

    A shaped glyph gets a private code; the page's ToUnicode table maps that code back to the characters the
    glyph stands for, so that text search and a second reader find the name.
    """

    def __init__(self, font_name: str) -> None:
        super().__init__(font_name, str(_FOLDER / f"{font_name}.ttf"))
        self.covered = frozenset(self.face.charToGlyph)
        self.meanings: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}

    @property
    def harfbuzz(self) -> Any:
        """The font as HarfBuzz sees it, in its own units."""
        return uharfbuzz.Font(self.hbFace)

    def per_mille(self, units: float) -> float:
        """A length in font units, in thousandths of an em."""
        return units * 1000 / float(self.face.unitsPerEm)

    def code_of(self, glyph: int, meaning: str, advance: int) -> int:
        """The code that draws `glyph`: its character if it has one, else a private code that reads as `meaning`.

        `advance` is the glyph's width in font units.
        """
        if len(meaning) == 1 and self.face.charToGlyph.get(ord(meaning)) == glyph:
            return ord(meaning)
        key = (glyph, meaning)
        if key not in self._codes:
            code = _FIRST_PRIVATE + len(self._codes)
            self._codes[key] = code
            self.meanings[code] = meaning
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = self.per_mille(advance)
        return self._codes[key]

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The codes of `text` in the subsets of the document. Text whose letters all stand in the first is quick."""
        try:
            state: Any = self.state[doc]
            return [(0, charmap_encode(text, "strict", state.assignments)[0])] if text else []
        except (KeyError, TypeError, UnicodeEncodeError):
            split: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
            return split

    def addObjects(self, doc: Any) -> None:
        """Add the subsets that the document uses."""
        subsets = self.state[doc].subsets
        for number, subset in enumerate(subsets):
            add_font(doc, self, number, subset, self.getSubsetInternalName(number, doc)[1:])
        del self.state[doc]


@cache
def font(font_name: str) -> PaperFont:
    """The font of that file name, registered for drawing."""
    made = PaperFont(font_name)
    pdfmetrics.registerFont(made)
    return made


@cache
def faces() -> None:
    """Register the three faces, so that ReportLab can be handed their names."""
    for face in Face:
        font(face)


def font_for(character: str, face: Face, before: str | None = None) -> str | None:
    """The name of the font that prints `character` in `face`.

    A mark or joiner stays with the font of the character `before` it. None means that the character is an
    invisible control no font needs. Raises MissingGlyph for a character no bundled font has.
    """
    code = ord(character)
    kind = category(character)
    if before and kind in ("Mn", "Mc", "Me", "Cf") and code in font(before).covered:
        return before
    if code in font(face).covered:
        return face
    if _IS_EAST_ASIAN.match(character) and code in font(_EAST_ASIAN).covered:
        return _EAST_ASIAN
    for other in _BOLD_FALLBACKS if face is Face.SEMIBOLD else _REGULAR_FALLBACKS:
        if code in font(other).covered:
            return other
    if kind == "Cf":
        return None
    raise MissingGlyph(
        _("No bundled font can print the character “{character}” (U+{code:04X}, {name}). Write it another way.").format(
            character=character, code=code, name=name(character, _("no name")).lower()
        )
    )
