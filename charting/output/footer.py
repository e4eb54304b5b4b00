"""The foot of a page: code, document, template, who printed it, and which page of how many."""

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face
from charting.output.info import PAGE_SIZES, DocumentInfo
from charting.output.page_code import draw_page_code, payload
from charting.output.styles import MEASURE, Type
from charting.output.text import Text, draw_words
from charting.words import _

TEXT_ENDS = 27.1 * mm
_RULE = 25.1 * mm
_CODE = 10 * mm
_TEXT = 16.4 * mm
_BASELINES = (19.3 * mm, 15.6 * mm, 11.9 * mm)
_SMALL = Type(7.2, 9.4)
_PAGE = Type(10, 13, Face.SEMIBOLD)


def page_of(page: int, pages: int) -> str:
    """The words that place a page in its document."""
    return _("Page {page} of {pages}").format(page=page, pages=pages)


def draw_footer(canvas: Canvas, info: DocumentInfo, page: int, pages: int) -> None:
    """Draw the foot of page `page` of `pages`."""
    left = (PAGE_SIZES[info.page_size][0] - MEASURE) / 2
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.6)
    canvas.line(left, _RULE, left + MEASURE, _RULE)
    canvas.restoreState()
    draw_page_code(canvas, left, _CODE, payload(info, page, pages))
    template = _("Template {name} {version}").format(name=info.template, version=info.template_version)
    printed = _("Printed {when} by {who}").format(when=info.printed_at, who=info.printed_by)
    seal = _("Record seal {code}").format(code=info.seal) if info.seal else ""
    state = "   ·   ".join(said for said in (info.confirmed, seal) if said)
    practice = _("Practice record – not a real patient") if info.practice else ""
    right = (page_of(page, pages), info.copy, practice)
    room = MEASURE - _TEXT - Text(practice, _SMALL).natural_width() - 5 * mm
    for said, baseline in zip((f"{info.document_id}   ·   {template}", printed, state), _BASELINES, strict=True):
        _draw_fitting(canvas, said, left + _TEXT, baseline, room)
    for said, baseline, dress in zip(right, _BASELINES, (_PAGE, _SMALL, _SMALL), strict=True):
        draw_words(canvas, said, dress, left, baseline, MEASURE, "right")


def _draw_fitting(canvas: Canvas, said: str, x: float, baseline: float, room: float) -> None:
    """One line of the footer; a long one narrows its letters' spacing rather than run into its neighbour."""
    wide = Text(said, _SMALL).natural_width()
    if wide <= room:
        draw_words(canvas, said, _SMALL, x, baseline)
        return
    canvas.saveState()
    canvas.translate(x, 0)
    canvas.scale(room / wide, 1)
    draw_words(canvas, said, _SMALL, 0, baseline)
    canvas.restoreState()
