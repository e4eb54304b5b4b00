"""Pages that carry no patient: the wall card and the time log. Same foot as every paper, no identity band."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.output.fonts import Face
from charting.output.footer import page_of
from charting.output.page_code import MARK, NOBODY, check_character, draw_page_code
from charting.output.paper_canvas import PaperCanvas
from charting.output.placed import Placed
from charting.output.runs import Run
from charting.output.styles import Type
from charting.output.text import Text, draw_words
from charting.rescue import CardClinic
from charting.words import _

FOOT = 27.1 * mm
TOP = 11 * mm
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
    """A place on the page into which blocks are put one below the other. All lengths in points.

    Without a canvas they are only placed, until `draw_on` draws them.
    """

    def __init__(self, canvas: Canvas | None, left: float, width: float, top: float) -> None:
        self.canvas, self.left, self.width, self.y = canvas, left, width, top
        self._placed: list[tuple[Flowable, float]] = []

    def put(self, block: Flowable, gap: float = 0) -> float:
        """Put a block below what is there, and `gap` after it; its depth."""
        _width, depth = block.wrap(self.width, 1e4)
        self._placed.append((block, self.y - depth))
        if self.canvas is not None:
            block.drawOn(self.canvas, self.left, self.y - depth)
        self.y -= depth + gap
        return float(depth)

    def draw_on(self, canvas: Canvas) -> None:
        """Draw the blocks where they were placed."""
        for block, foot in self._placed:
            block.drawOn(canvas, self.left, foot)


def one_page(paper: LoosePaper, draw: Callable[[Canvas, float], float]) -> tuple[bytes, bool]:
    """One page drawn by `draw(canvas, top)`, which returns how deep it came; nothing and False where that is below
    the foot."""
    out = BytesIO()
    canvas = PaperCanvas(out, pagesize=paper.size, lang="en-GB")
    canvas.setTitle(f"{paper.title} {paper.document_id}")
    canvas.setAuthor(paper.clinic.name or "Rootline")
    canvas.setCreator("Rootline")
    canvas.setProducer("Rootline")
    lowest = draw(canvas, paper.size[1] - TOP)
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


class WhiteBar(Placed):
    """A black bar with white words."""

    def __init__(self, words: str, dress: Type) -> None:
        super().__init__()
        self._size = dress.size
        self._text = Text(Run(words, Face.SEMIBOLD), dress, white=True)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as it may be, in points."""
        self._text.wrap(width, height)
        self.width, self.height = width, 1.75 * self._size
        return self.width, self.height

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        canvas.setFillGray(0)
        canvas.rect(x, y, self.width, self.height, stroke=0, fill=1)
        self._text.drawOn(canvas, x + 0.6 * self._size, y + self.height - 0.24 * self._size - self._text.height)
