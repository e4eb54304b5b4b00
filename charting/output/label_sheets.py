"""Where labels stand: one to a page of a roll, or on sheets from any free place on."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.info import DocumentInfo
from charting.output.labels import Label, draw_label, labels_of
from charting.output.marks import HAIR
from charting.output.paper_canvas import PaperCanvas
from charting.output.proof import PaperFault, read_back, times_said
from charting.output.visit_paper import VisitPaper

ROLL_SIZE = (50 * mm, 25 * mm)
_CROSS = 2 * mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of labels: its size, how many across and down, the size of one, the first one's place, all in points.

    `pitch` is from the left edge of a label to that of the next.
    """

    size: tuple[float, float]
    across: int
    down: int
    label: tuple[float, float]
    left: float
    top: float
    pitch: float

    @property
    def places(self) -> int:
        """How many labels it holds."""
        return self.across * self.down

    def place(self, number: int) -> tuple[float, float, float, float]:
        """The rectangle of a place, counted from 0 in reading order."""
        row, column = divmod(number, self.across)
        width, height = self.label
        return self.left + column * self.pitch, self.size[1] - self.top - (row + 1) * height, width, height


SHEETS = {
    "A4": Sheet(A4, 3, 8, (70 * mm, 37 * mm), 0, 0.5 * mm, 70 * mm),
    "Letter": Sheet(LETTER, 3, 10, (189, 72), 13.5, 36, 198),  # 2 5/8 by 1 inch
}
"""The sheet of each page size."""


def on_sheets(info: DocumentInfo, paper: VisitPaper) -> bytes:
    """The labels on sheets, from the first free place on."""
    sheet, wish = SHEETS[info.page_size], paper.labels
    canvas, out = _canvas(info, sheet.size)
    first = min(max(wish.first_place, 1), sheet.places) - 1
    for count, label in enumerate(labels_of(paper)):
        at = (first + count) % sheet.places
        if count and not at:
            canvas.showPage()
        left, foot, width, height = sheet.place(at)
        place = (left + float(wish.right_mm) * mm, foot - float(wish.down_mm) * mm, width, height)
        if wish.crosses:
            _draw_crosses(canvas, place)
        _draw(canvas, info, paper, label, place)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def on_roll(info: DocumentInfo, paper: VisitPaper) -> bytes:
    """The labels one to a page, for a label printer."""
    canvas, out = _canvas(info, ROLL_SIZE)
    for label in labels_of(paper):
        _draw(canvas, info, paper, label, (0, 0, *ROLL_SIZE))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def prove_labels(pdf: bytes, info: DocumentInfo, paper: VisitPaper) -> None:
    """Raise PaperFault unless each label says whose it is and which piece it stands on."""
    text, labels = "\n".join(read_back(pdf)), labels_of(paper)
    born = paper.label_facts.born if paper.label_facts else ""
    for what, value in {"name": info.patient.name, "patient ID": info.patient.patient_id, "born": born}.items():
        if value and times_said(text, value) < len(labels):
            raise PaperFault(f"{info.template}: a label lacks the {what}")
    for at, label in enumerate(labels):
        if not times_said(text, label.tag):
            raise PaperFault(f"{info.template}: label no. {at} is not printed")


def _canvas(info: DocumentInfo, size: tuple[float, float]) -> tuple[Canvas, BytesIO]:
    out = BytesIO()
    canvas = PaperCanvas(out, pagesize=size, lang="en-GB")
    canvas.setTitle(f"{info.title} {info.document_id}")
    canvas.setAuthor(info.clinic.name)
    canvas.setCreator("Rootline")
    canvas.setProducer("Rootline")
    return canvas, out


def _draw(
    canvas: Canvas, info: DocumentInfo, paper: VisitPaper, label: Label, place: tuple[float, float, float, float]
) -> None:
    assert paper.label_facts is not None
    draw_label(canvas, info, paper.label_facts, label, place)


def _draw_crosses(canvas: Canvas, place: tuple[float, float, float, float]) -> None:
    """Crosses at the corners, for scissors on plain paper."""
    left, foot, width, height = place
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(HAIR)
    for x in (left, left + width):
        for y in (foot, foot + height):
            canvas.line(x - _CROSS, y, x + _CROSS, y)
            canvas.line(x, y - _CROSS, x, y + _CROSS)
    canvas.restoreState()
