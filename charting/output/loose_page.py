"""Pages that carry no patient: the wall card and the time log. Same foot as every paper, no identity band."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.output.fonts import Face, faces
from charting.output.footer import page_of
from charting.output.page_code import MARK, NOBODY, check_character, draw_page_code
from charting.output.runs import Run
from charting.output.styles import Type
from charting.output.text import Text, draw_words
from charting.rescue import CardClinic
from charting.words import _

FOOT = 27.1 * mm
_TOP = 11 * mm
_RULE, _CODE, _INDENT = 25.1 * mm, 10 * mm, 16.4 * mm
_BASELINES = (19.3 * mm, 15.6 * mm, 11.9 * mm)
_SMALL, _PAGE = Type(7.2, 9.4), Type(10, 13, Face.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class LoosePaper:
    """The particulars of such a paper: its size in points, side margin, number, template and the footer's lines."""

    size: tuple[float, float]
    margin: float
    document_id: str
    title: str
    template: str
    template_version: str
    clinic: CardClinic
    printed: str
    confirmed: str

    @property
    def measure(self) -> float:
        """The width of the text in points."""
        return self.size[0] - 2 * self.margin


class Column:
    """A place on the page into which blocks are put one below the other. All lengths in points."""

    def __init__(self, canvas: Canvas, left: float, width: float, top: float) -> None:
        self.canvas, self.left, self.width, self.y = canvas, left, width, top

    def put(self, block: Flowable, gap: float = 0) -> float:
        """Draw a block below what is there, and `gap` after it; its depth."""
        _width, depth = block.wrapOn(self.canvas, self.width, 1e4)
        block.drawOn(self.canvas, self.left, self.y - depth)
        self.y -= depth + gap
        return float(depth)


def one_page(paper: LoosePaper, draw: Callable[[Canvas, float], float]) -> tuple[bytes, bool]:
    """One page drawn by `draw(canvas, top)`, which returns how deep it came; nothing and False where that is below
    the foot."""
    faces()
    out = BytesIO()
    first: Any = Face.REGULAR.value  # the stubs take a font's name for a number
    canvas = Canvas(out, pagesize=paper.size, invariant=1, lang="en-GB", initialFontName=first)
    canvas.setTitle(f"{paper.title} {paper.document_id}")
    canvas.setAuthor(paper.clinic.name or "Rootline")
    canvas.setCreator("Rootline")
    canvas.setProducer("Rootline")
    lowest = draw(canvas, paper.size[1] - _TOP)
    if lowest < FOOT:
        return b"", False
    _draw_foot(canvas, paper)
    canvas.showPage()
    canvas.save()
    return out.getvalue(), True


def _draw_foot(canvas: Canvas, paper: LoosePaper) -> None:
    left = paper.margin
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.6)
    canvas.line(left, _RULE, left + paper.measure, _RULE)
    canvas.restoreState()
    said = ".".join((MARK, paper.clinic.code or NOBODY, NOBODY, paper.document_id, paper.template_version, "1", "1"))
    draw_page_code(canvas, left, _CODE, f"{said}.{check_character(said)}")
    template = _("Template {name} {version}").format(name=paper.template, version=paper.template_version)
    lines = (f"{paper.document_id}   ·   {template}", paper.printed, paper.confirmed)
    for line, baseline in zip(lines, _BASELINES, strict=True):
        draw_words(canvas, line, _SMALL, left + _INDENT, baseline)
    practice = _("Practice record – not a real clinic") if paper.clinic.practice else ""
    for line, baseline, dress in zip(
        (page_of(1, 1), paper.clinic.name, practice), _BASELINES, (_PAGE, _SMALL, _SMALL), strict=True
    ):
        draw_words(canvas, line, dress, left, baseline, paper.measure, "right")


def white_bar(canvas: Canvas, left: float, top: float, width: float, words: str, dress: Type) -> float:
    """A black bar with white words; its foot."""
    depth = 1.75 * dress.size
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.rect(left, top - depth, width, depth, stroke=0, fill=1)
    canvas.restoreState()
    text = Text(Run(words, Face.SEMIBOLD), dress, white=True)
    _width, height = text.wrap(width, 1e4)
    text.drawOn(canvas, left + 0.6 * dress.size, top - 0.34 * dress.size - height + 0.1 * dress.size)
    return top - depth
