"""The head of a page: letterhead or running line, identity band, practice strip and draft tag."""

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face
from charting.output.info import PAGE_SIZES, DocumentInfo
from charting.output.marks import IDENTITY, Mark, draw_tag, tag_width
from charting.output.runs import Run, Words, runs
from charting.output.styles import MEASURE, Kind, Type
from charting.output.text import Text, draw_words
from charting.words import _

TOP = 11 * mm
_LETTERHEAD = 15 * mm
_RUNNING = 6.5 * mm
_BAND = 12.5 * mm
_LABEL = Type(7.2, 9.4)
_CLINIC = Type(13, 16, Face.SEMIBOLD)
_SMALL_CLINIC = Type(8.4, 11)
_STARTS = (0, 62 * mm, 98 * mm, 115 * mm, 137 * mm)
_GAP = 2 * mm


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value of the band with the size that fits its place."""

    text: Text
    dress: Type
    lines: int


def _fit(words: Words, width: float, sizes: tuple[float, ...]) -> _Cell:
    """The largest size at which `words` take one line; else as many lines as the smallest size needs."""
    for size in sizes:
        dress = Type(size, round(size * 1.22, 2), Face.SEMIBOLD)
        text = Text(words, dress)
        if text.natural_width() <= width or size == sizes[-1]:
            return _Cell(text, dress, text.line_count(width))
    raise ValueError("no size to choose from")


class Header:
    """The head of every page of one document. Heights in points; they do not change from page to page but one."""

    def __init__(self, info: DocumentInfo) -> None:
        self._info = info
        large = info.kind is Kind.LARGE
        patient = info.patient
        called: Words = [patient.name]
        if patient.address_as:
            called = [patient.name, Run(f"  ({patient.address_as})", Face.REGULAR, 0.66)]
        self._label = _LABEL.sized(9) if large else _LABEL
        sizes = (13.0, 12.0, 11.0, 10.0, 9.0) if large else (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
        starts = (*_STARTS, MEASURE + _GAP)
        widths = [starts[at + 1] - starts[at] - _GAP for at in range(5)]
        self._name = _fit(called, widths[0], (17.0, 14.0, 12.0, 11.0) if large else (14.0, 13.0, 12.0, 11.0))
        self._values = [
            _fit(said, width, sizes)
            for said, width in zip(
                (patient.born, patient.sex, patient.patient_id, patient.allergies), widths[1:], strict=True
            )
        ]
        self._widths = widths
        # What the tallest cell needs below the usual single line makes the band grow; nothing is cut.
        usual = 9 * mm
        deepest = [usual + cell.text.height - cell.dress.size + 3 for cell in self._values]
        deepest.append(8.1 * mm + self._name.text.height - self._name.dress.size + 3)
        self._band = max(_BAND, *deepest)

    def height(self, page: int) -> float:
        """From the top edge of the paper to the foot of the identity band, in points."""
        return TOP + (_LETTERHEAD if page == 1 else _RUNNING) + self._band

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw the head of page number `page`."""
        width, height = PAGE_SIZES[self._info.page_size]
        left = (width - MEASURE) / 2
        self._draw_tags(canvas, left, height)
        if page == 1:
            self._draw_letterhead(canvas, left, height - TOP)
        else:
            clinic, small = self._info.clinic, _SMALL_CLINIC
            baseline = height - TOP - 3.1 * mm
            draw_words(canvas, Run(clinic.name, Face.SEMIBOLD), small, left, baseline)
            draw_words(canvas, self._info.short_title, small, left, baseline, MEASURE, "right")
        self._draw_band(canvas, left, height - TOP - (_LETTERHEAD if page == 1 else _RUNNING))

    def _draw_letterhead(self, canvas: Canvas, left: float, top: float) -> None:
        clinic = self._info.clinic
        lines = clinic.lines()
        address = max((Text(line, _SMALL_CLINIC).natural_width() for line in lines), default=0)
        room = MEASURE - address - 6 * mm
        name = _fit(clinic.name, room, (13.0, 12.0, 11.0, 10.0, 9.0))
        draw_words(canvas, clinic.name, name.dress, left, top - 5.6 * mm, room)
        if clinic.descriptor and name.lines == 1:
            draw_words(canvas, clinic.descriptor, Type(8.4, 11), left, top - 9.6 * mm, room)
        for number, line in enumerate(lines):
            draw_words(canvas, line, _SMALL_CLINIC, left, top - (3.2 + 3.6 * number) * mm, MEASURE, "right")

    def _draw_band(self, canvas: Canvas, left: float, top: float) -> None:
        patient = self._info.patient
        canvas.saveState()
        canvas.setStrokeGray(0)
        canvas.setLineWidth(IDENTITY)
        canvas.line(left, top, left + MEASURE, top)
        canvas.setLineWidth(0.6)
        canvas.line(left, top - self._band, left + MEASURE, top - self._band)
        canvas.restoreState()
        _draw_cell(canvas, self._name, left, top - 8.1 * mm)
        allergy: Words = [Run(patient.allergy_label, Face.SEMIBOLD)]
        if patient.allergy_warns:
            allergy = [Run("", mark=Mark.WARNING, scale=1.25), *runs(allergy)]
        labels: tuple[Words, ...] = (_("Born"), _("Sex"), _("Patient ID"), allergy)
        for at, (label, value) in enumerate(zip(labels, self._values, strict=True), start=1):
            draw_words(canvas, label, self._label, left + _STARTS[at], top - 4 * mm)
            _draw_cell(canvas, value, left + _STARTS[at], top - 9 * mm)

    def _draw_tags(self, canvas: Canvas, left: float, height: float) -> None:
        baseline, size = height - 7.9 * mm, 8.0
        ends = left + MEASURE
        starts = left
        said = [self._info.stamp, _("DRAFT, not signed") if self._info.draft else ""]
        for text in (words for words in said if words):
            wide = tag_width(text, size, canvas)
            draw_tag(canvas, ends - wide, baseline, text, size, wide)
            ends -= wide + 2 * mm
        if self._info.practice:
            text = _("PRACTICE")
            wide = tag_width(text, size, canvas)
            draw_tag(canvas, left, baseline, text, size, wide)
            starts += wide + 2 * mm
            _draw_hatch(canvas, starts, baseline - 0.38 * size, ends - starts, 1.52 * size)


def _draw_cell(canvas: Canvas, cell: _Cell, x: float, baseline: float) -> None:
    cell.text.drawOn(canvas, x, baseline + cell.dress.size - cell.text.height)


def _draw_hatch(canvas: Canvas, x: float, y: float, width: float, depth: float) -> None:
    """A strip of slanted bars that no camera, copier or eye takes for a letterhead."""
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, depth)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(2.2)
    at = x - depth
    while at < x + width + depth:
        canvas.line(at, y, at + depth, y + depth)
        at += 7
    canvas.restoreState()
