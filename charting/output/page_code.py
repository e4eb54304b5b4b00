"""The page code: a Data Matrix at the foot of each page that files a scanned sheet."""

import re
from dataclasses import dataclass
from typing import Any

import zxingcpp
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.info import DocumentInfo
from charting.output.paper_canvas import draw_bars

SIDE = 12.5 * mm
MARK = "RL1"
NOBODY = "0"
"""Stands for the patient on a paper that has none; such a paper is never filed."""
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_DARK = re.compile(b"\0+")
_SAID = re.compile(
    rf"{MARK}\.(?P<clinic>[A-Z0-9]+)\.(?P<patient>[A-Za-z0-9-]+)\.(?P<document>[A-Z0-9-]+)"
    r"\.(?P<version>[ -~]+)\.(?P<page>[1-9]\d{0,2})\.(?P<pages>[1-9]\d{0,2})"
)


@dataclass(frozen=True, slots=True)
class PageCode:
    """What a page says about itself: clinic, patient number, number of the document, and its place among its pages."""

    clinic: str
    patient: str
    document: str
    version: str
    page: int
    pages: int


def read_page_code(text: str) -> PageCode | None:
    """What the text of a page code says; None for any other code, and where the check character does not fit."""
    said, _dot, check = text.rpartition(".")
    found = _SAID.fullmatch(said)
    if found is None or check != check_character(said):
        return None
    page, pages = int(found["page"]), int(found["pages"])
    if page > pages:
        return None
    return PageCode(found["clinic"], found["patient"], found["document"], found["version"], page, pages)


def check_character(payload: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37-2 over the letters and digits of `payload`."""
    total = 0
    for character in payload.upper():
        if character in _ALPHABET[:36]:
            total = (total + _ALPHABET.index(character)) * 2 % 37
    return _ALPHABET[(38 - total) % 37]


def payload(info: DocumentInfo, page: int, pages: int) -> str:
    """`RL1.<clinic>.<patient>.<document>.<template version>.<page>.<pages>.<check>`: no name, no birth date.

    `<document>` is the number on the paper, which ends in the serial of the print: a page names the very paper that was
    kept, not only its visit.
    """
    said = ".".join(
        (
            MARK,
            info.clinic.code,
            info.patient.patient_id,
            info.document_id,
            info.template_version,
            str(page),
            str(pages),
        )
    )
    said.encode("ascii")
    return f"{said}.{check_character(said)}"


def draw_page_code(canvas: Canvas, x: float, y: float, text: str, side: float = SIDE) -> None:
    """Draw `text` as the smallest ECC 200 symbol, `side` points square, lower left corner at (x, y) in points."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, forceSquare=True)
    image: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    rows, columns = image.shape
    step = side / max(rows, columns)
    modules = bytes(image)
    dark = [
        (run.start() - row * columns, rows - 1 - row, len(run[0]))
        for row in range(rows)
        for run in _DARK.finditer(modules, row * columns, (row + 1) * columns)
    ]
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.translate(x, y)
    canvas.scale(step, step)
    draw_bars(canvas, dark)
    canvas.restoreState()
