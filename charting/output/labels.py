"""Labels of tubes and syringes: whose blood it is, when, until when; never a time that has not happened."""

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.dates import show_day
from charting.errors import Known
from charting.output.fonts import Face
from charting.output.further_facts import LabelFacts
from charting.output.glyphs import draw_tag, tag_width
from charting.output.info import DocumentInfo
from charting.output.marks import TOTAL
from charting.output.page_code import check_character, draw_page_code
from charting.output.runs import Words, strong
from charting.output.styles import Type
from charting.output.text import Text, draw_words
from charting.output.visit_paper import VisitPaper
from charting.words import _

MARK = "RLT"
"""Begins the code of a label: `RLT.<clinic>.<patient>.<document>.<piece>.<check>`, piece `B1-4` or `P2-3`."""
_SMALLEST = 5.6
_CODE = 10.5 * mm
_QUIET = 1.2 * mm
_LOW = 30 * mm


@dataclass(frozen=True, slots=True)
class LabelType:
    """The sizes of type of one shape of label, in points, and its margin."""

    names: tuple[float, ...]
    born: float
    text: float
    last: float
    margin: float


ROLL = LabelType((10.0, 9.0, 8.0, 7.0, 6.3, _SMALLEST), 6.8, 6.6, 5.8, 1.8 * mm)
SHEET = LabelType((12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.3, _SMALLEST), 8.4, 8.0, 7.0, 4.0 * mm)


@dataclass(frozen=True, slots=True)
class Label:
    """One label: what stands on its tag, what is in the piece, its lines, and its piece in the code."""

    tag: str
    content: str
    lines: tuple[Words, ...]
    piece: str


def labels_of(paper: VisitPaper) -> list[Label]:
    """The labels of a visit as wanted: tubes of blood first, then syringes of PRP."""
    facts, wish = paper.label_facts, paper.labels
    if facts is None:
        return []
    tubes = [_tube(facts, paper, at, wish.tubes) for at in range(1, wish.tubes + 1)]
    return tubes + [_syringe(facts, paper, at, wish.syringes) for at in range(1, wish.syringes + 1)]


def _tube(facts: LabelFacts, paper: VisitPaper, at: int, of: int) -> Label:
    drawn = _("Drawn {time}").format(time=facts.drawn_at) if facts.drawn_at else _("Drawn at ____ : ____")
    by = _("By {name}").format(name=facts.drawn_by) if facts.drawn_by else _("By ______________")
    lines = (f"{drawn}   {_day(paper, facts.drawn_at)}".rstrip(), by)
    return Label(_("BLOOD {at}/{of}").format(at=at, of=of), facts.anticoagulant, lines, f"B{at}-{of}")


def _syringe(facts: LabelFacts, paper: VisitPaper, at: int, of: int) -> Label:
    ready = _("Ready {time}").format(time=facts.ready_at) if facts.ready_at else _("Ready at ____ : ____")
    before = facts.use_before if facts.ready_at and facts.use_before else "____ : ____"
    lines = (
        f"{ready}   {_day(paper, facts.ready_at)}".rstrip(),
        strong(_("Use before {time}").format(time=before)),
    )
    content = _("of {volume} ml").format(volume=facts.prp_ml) if facts.prp_ml else ""
    return Label(_("PRP {at}/{of}").format(at=at, of=of), content, lines, f"P{at}-{of}")


def _day(paper: VisitPaper, time: str) -> str:
    """The day of the visit, where the time does not name its own."""
    return "" if len(time) > len("14:02") else show_day(paper.day)


def payload(info: DocumentInfo, piece: str) -> str:
    """The code of a label: which paper it is of and which piece it stands on; no name, no birth date."""
    said = ".".join((MARK, info.clinic.code, info.patient.patient_id, info.document_id, piece))
    return f"{said}.{check_character(said)}"


def _name(name: str, sizes: tuple[float, ...], width: float) -> Text:
    """The name on one line where a good size allows it, then broken after the comma; never cut."""
    family, comma, given = name.partition(", ")
    broken = f"{family},\n{given}" if comma else name
    text = Text(name, Type(_SMALLEST, _SMALLEST))
    for words, most, offered in ((name, 1, sizes[:4]), (broken, 2, sizes[2:]), (broken, 99, sizes[-1:])):
        for size in offered:
            text = Text(words, Type(size, round(size * 1.16, 2), Face.SEMIBOLD))
            if text.line_count(width) <= most:
                return text
    return text


def draw_label(
    canvas: Canvas, info: DocumentInfo, facts: LabelFacts, label: Label, place: tuple[float, float, float, float]
) -> None:
    """Draw a label into the rectangle `place`: left, foot, width, height in points.

    Raises Known where the name leaves no room for the rest.
    """
    left, foot, width, height = place
    shape = ROLL if height < _LOW else SHEET
    x, measure = left + shape.margin, width - 2 * shape.margin
    top = foot + height - 0.62 * shape.margin
    name = _name(info.patient.name, shape.names, measure)
    y = top - name.height
    name.drawOn(canvas, x, y)
    born = Type(shape.born, shape.born * 1.2, Face.SEMIBOLD)
    y -= 1.02 * shape.born
    said = _("Born {day}").format(day=facts.born) if facts.born else _("Born: not recorded")
    draw_words(canvas, said, born, x, y)
    draw_words(canvas, info.patient.patient_id, born, x, y, measure, "right")
    y -= 0.55 * shape.born
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(TOTAL)
    canvas.line(x, y, x + measure, y)
    canvas.restoreState()
    _draw_content(canvas, info, label, shape, (x, foot, measure, y))


def _draw_content(
    canvas: Canvas, info: DocumentInfo, label: Label, shape: LabelType, place: tuple[float, float, float, float]
) -> None:
    x, foot, measure, top = place
    last = foot + 0.9 * shape.margin
    plain, heavy = Type(shape.text, shape.text * 1.25), Type(shape.text, shape.text * 1.25, Face.SEMIBOLD)
    step = 1.36 * shape.text
    baseline = top - 1.5 * shape.text
    lowest = baseline - len(label.lines) * step
    if lowest < last + 1.1 * shape.last:
        raise Known(_("The name is too long for a label of this size. Print the labels on a sheet."))
    beside = measure - _CODE - _QUIET
    wide = tag_width(label.tag, 0.94 * shape.text, canvas)
    draw_tag(canvas, x, baseline, label.tag, 0.94 * shape.text, wide)
    room = beside - wide - 1.2 * mm
    content = Text(label.content, heavy)
    if content.natural_width() <= room:
        draw_words(canvas, label.content, heavy, x + wide + 1.2 * mm, baseline)
    for words in label.lines:
        baseline -= step
        _draw_fitting(canvas, words, plain, x, baseline, beside)
    foot_line: Words = [strong(_("AUTOLOGOUS · for this patient only"))]
    _draw_fitting(canvas, foot_line, Type(shape.last, shape.last * 1.2), x, last, beside)
    draw_page_code(canvas, x + measure - _CODE, last - 0.2 * shape.last, payload(info, label.piece), _CODE)
    if info.practice:
        _draw_practice(canvas, shape, x, last, beside)


def _draw_practice(canvas: Canvas, shape: LabelType, x: float, last: float, beside: float) -> None:
    """Says that it is no real patient's, on the right of the time, where a real label has nothing."""
    words, size = _("PRACTICE"), 0.86 * shape.last
    wide = tag_width(words, size, canvas)
    draw_tag(canvas, x + beside - wide, last + 1.5 * shape.last, words, size, wide)


def _draw_fitting(canvas: Canvas, words: Words, dress: Type, x: float, baseline: float, room: float) -> None:
    """One line, at the size that fits its room; a line that would be too small is left out: it stands in the chart."""
    wide = Text(words, dress).natural_width()
    size = dress.size * min(1.0, room / wide) if wide else dress.size
    if size >= _SMALLEST:
        draw_words(canvas, words, dress.sized(size), x, baseline)
