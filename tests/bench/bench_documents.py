"""Setting each document against the same words on a bare ReportLab canvas: `python tests/bench/bench_documents.py`.

Reported are milliseconds of processor time: the first document of its kind in this process, the same one warm, the bare
canvas with the same fonts, words and lines, and how many times that the document takes. Bare is what nobody can do
without: embedding the fonts, one call for each stretch of text where it stands, the rules, the modules of the codes.
The pages are read back by a second program before a paper counts; that is told by itself. Nothing fails by being slow.
"""

import ctypes
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pypdfium2
import pypdfium2.raw as pdfium
from reportlab.pdfgen.canvas import Canvas

ROUNDS = 5


def drawn(pdf):
    """What stands on each page: (x, y, size, font, text) of each stretch, and the lines and boxes as paths."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        stretches = []
        for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
            left, foot, _right, _top = found.get_bounds()
            stretches.append((left, foot, _size(found), _face(found), _words(found, text)))
        found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
        paths = [(*one.get_bounds(), max(1, pdfium.FPDFPath_CountSegments(one.raw) // 5)) for one in found]
        pages.append((page.get_size(), stretches, paths))
        text.close()
    document.close()
    return pages


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


def bare(pages):
    """The same words and lines on a bare canvas."""
    from charting.output.fonts import Face, faces

    faces()
    known = {face.value for face in Face}
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=Face.REGULAR.value)
    for size, stretches, paths in pages:
        canvas.setPageSize(size)
        for x, y, points, face, words in stretches:
            canvas.setFont(face if face in known else Face.REGULAR.value, points)
            canvas.drawString(x, y, words)
        for left, foot, right, top, boxes in paths:
            path = canvas.beginPath()
            for _box in range(boxes):
                path.rect(left, foot, right - left, top - foot)
            canvas.drawPath(path)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def best(work):
    """The least processor time in several rounds, in ms."""
    took = []
    for _round in range(ROUNDS):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took) * 1000


def main():
    from charting.output import documents
    from charting.output.particulars import info_of
    from charting.output.proof import read_back
    from tests.core.test_documents import NOW, clinic, full_visit, gather, sign

    visit = full_visit()
    sign(visit)
    visit.id = "v" * 32
    paper = gather(visit, clinic(), NOW, "R Marlow", course=True)
    sys.stdout.write(f"{'':16}{'pages':>6}{'first':>8}{'warm':>8}{'bare':>8}{'times':>7}{'read back':>11}\n")
    for document in documents.DOCUMENTS:
        start = time.process_time()
        pdf = documents.build(document.kind, paper)
        first = (time.process_time() - start) * 1000
        pages = drawn(pdf)
        info = info_of(document, replace(paper))
        warm = best(lambda one=document, about=info: documents._pages(one, about, paper))
        floor = best(lambda laid=pages: bare(laid))
        proof = best(lambda made=pdf: read_back(made))
        sys.stdout.write(
            f"{document.kind:16}{len(pages):6}{first:8.0f}{warm:8.1f}{floor:8.1f}{warm / floor:7.2f}{proof:11.1f}\n"
        )


if __name__ == "__main__":
    main()
