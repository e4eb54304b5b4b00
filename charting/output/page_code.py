"""The page code: a Data Matrix at the foot of each page that files a scanned sheet."""

from typing import Any

import zxingcpp
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.info import DocumentInfo

SIDE = 12.5 * mm
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"


def check_character(payload: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37-2 over the letters and digits of `payload`."""
    total = 0
    for character in payload.upper():
        if character in _ALPHABET[:36]:
            total = (total + _ALPHABET.index(character)) * 2 % 37
    return _ALPHABET[(38 - total) % 37]


def payload(info: DocumentInfo, page: int, pages: int) -> str:
    """`RL1.<clinic>.<patient>.<document>.<template version>.<page>.<pages>.<check>`: no name, no birth date."""
    said = ".".join(
        (
            "RL1",
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


def draw_page_code(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Draw `text` as the smallest ECC 200 symbol, 12.5 mm square, lower left corner at (x, y) in points."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, forceSquare=True)
    image: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    modules = memoryview(image)
    rows, columns = image.shape
    step = SIDE / max(rows, columns)
    path = canvas.beginPath()
    for row in range(rows):
        column = 0
        while column < columns:
            start = column
            while column < columns and not modules[row, column]:
                column += 1
            if column > start:
                path.rect(x + start * step, y + (rows - 1 - row) * step, (column - start) * step, step)
            column += 1
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
