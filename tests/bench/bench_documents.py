"""Setting each document against the same words on a bare ReportLab canvas: `python tests/bench/bench_documents.py`.

Reported are milliseconds of processor time, the least of several rounds that take turns: the first document of its
kind in this process; the same kind warm, each round for another patient; the bare canvas; how many times that the
document takes; the document when no word of it was ever laid or embedded before; and the proof, in which a second
program reads the pages back and every value is looked for, as each paper passes it before it counts.

Bare is what nobody can do without, on ReportLab's own canvas and fonts: embedding the same faces, one call for each
stretch of text where it stands, the same rules in their weights and greys, as many bars for each code, which it has to
encode, compression. Nothing is laid out, and nothing fails by being slow. `bench_documents.py --memory KIND` tells the
greatest memory of a process that makes that document once.
"""

import ctypes
import resource
import sys
import time
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ROUNDS = 15
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "paper"
_CODE = "RL1.LARK.RL-00412.CS-2026-TWDF5F-FS0Y.1.0.1.9.K"
_LEAST_BARS_OF_A_CODE = 60


@dataclass(frozen=True)
class Stroke:
    """The place of a path, how it is painted, and how many rectangles have as many points."""

    left: float
    foot: float
    right: float
    top: float
    boxes: int
    weight: float
    stroke: int
    fill: int
    grey: float


def drawn(pdf):
    """What stands on each page: (x, y, size, font, text) of each stretch, and the paths."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        stretches = []
        for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
            left, foot, _right, _top = found.get_bounds()
            stretches.append((left, foot, _size(found), _face(found), _words(found, text)))
        paths = [_path(one) for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)]
        pages.append((page.get_size(), stretches, paths))
        text.close()
    document.close()
    return pages


def _path(found):
    fill, stroke, weight = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(found.raw, fill, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(found.raw, weight)
    colour = [ctypes.c_uint() for _part in range(4)]
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor
    ask(found.raw, *colour)
    boxes = max(1, pdfium.FPDFPath_CountSegments(found.raw) // 5)
    return Stroke(
        *found.get_bounds(), boxes, weight.value, int(bool(stroke.value)), int(bool(fill.value)), colour[0].value / 255
    )


def _size(found):
    value = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(found.raw, value)
    return value.value or 8


def _face(found):
    """The name of the face, without the letters that tell a subset."""
    name = ctypes.create_string_buffer(80)
    pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(found.raw), name, 80)
    return name.value.decode("ascii", "replace").rpartition("+")[2]


def _words(found, text):
    length = pdfium.FPDFTextObj_GetText(found.raw, text.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(found.raw, text.raw, buffer, length)
    said = bytes(buffer).decode("utf-16-le", "ignore").split("\0")[0]
    return "".join(sign for sign in said if sign.isprintable())


def bare_faces(pages):
    """The name of ReportLab's own font for each face that the pages are set in."""
    named = {}
    for face in {face for _size, stretches, _paths in pages for *_place, face, _words in stretches}:
        file = _FOLDER / f"{face}.ttf"
        named[face] = f"Bare {face}" if file.exists() else "Bare NotoSans-Regular"
        if file.exists() and named[face] not in pdfmetrics._fonts:
            # registerFont would hand back the font of the same face that the documents use.
            pdfmetrics._fonts[named[face]] = TTFont(named[face], str(file))
    return named


def bare(pages, named):
    """The same words and lines on a bare canvas."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=next(iter(named.values())))
    for size, stretches, paths in pages:
        canvas.setPageSize(size)
        for x, y, points, face, words in stretches:
            canvas.setFont(named[face], points)
            canvas.drawString(x, y, words)
        weight, grey = 1.0, (0.0, 0.0)
        for one in paths:
            if one.boxes > _LEAST_BARS_OF_A_CODE and one.fill:
                zxingcpp.create_barcode(_CODE, zxingcpp.BarcodeFormat.DataMatrix, forceSquare=True).to_image(scale=1)
            if one.stroke and one.weight != weight:
                weight = one.weight
                canvas.setLineWidth(weight)
            if one.stroke and one.grey != grey[0]:
                grey = (one.grey, grey[1])
                canvas.setStrokeGray(one.grey)
            if one.fill and not one.stroke and one.grey != grey[1]:
                grey = (grey[0], one.grey)
                canvas.setFillGray(one.grey)
            path = canvas.beginPath()
            for _box in range(one.boxes):
                path.rect(one.left, one.foot, one.right - one.left, one.top - one.foot)
            canvas.drawPath(path, stroke=one.stroke, fill=one.fill)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def took(work):
    """The processor time of one round, in ms."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def for_another(info, number):
    """The particulars of the same document for somebody whose paper was never made."""
    patient = replace(info.patient, name=f"SAMPLE{number}, Ada", patient_id=f"RL-9{number:04}")
    return replace(info, patient=patient, document_id=f"{info.document_id[:-4]}{number:04}")


def forget():
    """Empty every memory of laid lines and of embedded letters."""
    from charting.output import embedding, lines, shaping

    lines._laid.clear()
    for kept in (embedding.embedded, shaping.is_plain, shaping.shape, shaping.width_in_em):
        kept.cache_clear()


def sample():
    """A signed visit in which everything is answered."""
    from tests.core.test_documents import NOW, clinic, full_visit, gather, sign

    visit = full_visit()
    sign(visit)
    visit.id = "v" * 32
    return gather(visit, clinic(), NOW, "R Marlow", course=True)


def measured(document, paper):
    """One line of the report."""
    from charting.output import documents
    from charting.output.particulars import info_of

    made = []
    first = took(lambda: made.append(documents.build(document.kind, paper)))
    pages = drawn(made[0])
    info, named = info_of(document, paper), bare_faces(pages)
    warm, floor, fresh = [], [], []
    for number in range(ROUNDS):
        other = for_another(info, number)
        warm.append(took(lambda about=other: documents._pages(document, about, paper)))
        floor.append(took(lambda: bare(pages, named)))
    for number in range(ROUNDS // 3):
        forget()
        other = for_another(info, number)
        fresh.append(took(lambda about=other: documents._pages(document, about, paper)))
    whole = min(took(lambda: documents.build(document.kind, paper)) for _round in range(ROUNDS // 3))
    return (
        f"{document.kind:16}{len(pages):6}{first:8.0f}{min(warm):8.1f}{min(floor):8.1f}"
        f"{min(warm) / min(floor):7.2f}{min(fresh):11.1f}{whole - min(warm):7.1f}\n"
    )


def main():
    from charting.output import documents

    paper = sample()
    if "--memory" in sys.argv:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        pdf = documents.build(sys.argv[-1], paper)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sys.stdout.write(f"{sys.argv[-1]}: {before / 1024:.0f} MB before, {after / 1024:.0f} MB at most, ")
        sys.stdout.write(f"{len(drawn(pdf))} pages, {len(pdf) / 1024:.0f} kB\n")
        return
    sys.stdout.write(
        f"{'':16}{'pages':>6}{'first':>8}{'warm':>8}{'bare':>8}{'times':>7}{'new words':>11}{'proof':>7}\n"
    )
    for document in documents.DOCUMENTS:
        sys.stdout.write(measured(document, paper))


if __name__ == "__main__":
    main()
