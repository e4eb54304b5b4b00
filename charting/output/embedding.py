"""The letters of a font that a document uses, as they are embedded in it: made once for each choice of letters."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFTrueTypeFont
from reportlab.pdfbase.ttfonts import SUBSETN

# ReportLab's fonts keep their reading place, so two threads may not read them at once.
_ONE_AT_A_TIME = Lock()
_SYMBOLIC, _NOT_SYMBOLIC = 1 << 2, 1 << 5
_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Embedded:
    """The font file, its length before compression, the widths of its letters, and what each of them means."""

    file: bytes
    length: int
    widths: bytes
    meanings: bytes


@lru_cache(maxsize=64)
def embedded(font: Any, subset: tuple[int, ...]) -> Embedded:
    """What a document needs of `font` to print the characters `subset`, at most 256."""
    with _ONE_AT_A_TIME:
        file = font.face.makeSubset(list(subset))
    widths = " ".join(fp_str(font.face.getCharWidth(code)) for code in subset)
    reading = reading_table(subset, font.meanings)
    return Embedded(zlib.compress(file), len(file), f"[ {widths} ]".encode(), zlib.compress(reading.encode()))


def add_font(document: Any, font: Any, number: int, subset: Sequence[int], name: str) -> None:
    """Add subset `number` of `font` to the document, where pages call it `name`."""
    made = embedded(font, tuple(subset))
    called = f"{SUBSETN(number).decode()}+{font.fontName}"
    described: Any = PDFTrueTypeFont()
    described.Name, described.BaseFont = name, called
    described.FirstChar, described.LastChar = 0, len(subset) - 1
    described.Widths = made.widths
    described.ToUnicode = document.Reference(_stream(made.meanings), f"toUnicodeCMap:{called}")
    file = document.Reference(_stream(made.file, Length1=made.length), f"fontFile:{called}")
    face = font.face
    descriptor = PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "Ascent": face.ascent,
            "CapHeight": face.capHeight,
            "Descent": face.descent,
            "Flags": face.flags & ~_NOT_SYMBOLIC | _SYMBOLIC,
            "FontBBox": PDFArray(face.bbox),
            "FontName": PDFName(called),
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "FontFile2": file,
            "MissingWidth": face.defaultWidth,
        }
    )
    described.FontDescriptor = document.Reference(descriptor, f"fontDescriptor:{called}")
    document.Reference(described, name)
    document.idToObject["BasicFonts"].dict[name] = described


def _stream(compressed: bytes, **said: int) -> PDFStream:
    return PDFStream(PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")]), **said}), compressed)


def reading_table(subset: Sequence[int], meanings: Mapping[int, str]) -> str:
    """The table by which a reader tells what the codes of a subset mean (ToUnicode)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    entries = [
        f"<{at:02X}> <{meanings.get(code, chr(code)).encode('utf-16-be').hex().upper()}>"
        for at, code in enumerate(subset)
        if code
    ]
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
