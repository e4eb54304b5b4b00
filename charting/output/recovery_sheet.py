"""The recovery key on one page, to be locked away: the only way in when every password is lost. No patient on it."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.dates import show_day, show_time
from charting.output.fonts import Face
from charting.output.info import PAGE_SIZES
from charting.output.loose_page import Column, LoosePaper, one_page
from charting.output.proof import PaperFault, read_back, says
from charting.output.prose import prose
from charting.output.styles import MEASURE, Kind, Type, styles_for
from charting.output.tables import Column as Head
from charting.output.tables import table
from charting.output.text import Text, draw_words
from charting.output.wall_parts import NumberedStep
from charting.rescue import CardClinic
from charting.words import _

NUMBER = "RK-1"
"""The number of every such sheet: none is kept, so none is told from another."""
_ACROSS = 3
_BOX, _GAP = 17 * mm, 4 * mm
_KEY, _NUMBER = Type(30, 36, Face.SEMIBOLD), Type(8, 10)


def recovery_sheet(clinic: CardClinic, groups: Sequence[str], made: datetime, size: str = "A4") -> bytes:
    """The sheet as a PDF of one page. `groups` are those of the key in order, `size` a key of PAGE_SIZES.

    Raises PaperFault when it does not say the whole key, MissingGlyph for a character no bundled font has.
    """
    page = PAGE_SIZES[size]
    when = f"{show_day(made.date())} {show_time(made)}"
    paper = LoosePaper(
        size=page,
        margin=(page[0] - MEASURE) / 2,
        document_id=NUMBER,
        title=_("Recovery key"),
        template="recovery-key",
        template_version="1.0",
        clinic=clinic,
        printed=_("Made {when}").format(when=when),
        confirmed=_("Whoever has this page and the clinic's files can read every chart."),
    )
    styles = styles_for(Kind.CLINICAL)
    text = Type(11, 14.5)

    def draw(canvas: Canvas, top: float) -> float:
        column = Column(canvas, paper.margin, paper.measure, top)
        column.put(Text(paper.title, styles.title), 4)
        column.put(Text("  ·  ".join(part for part in (clinic.name, show_day(made.date())) if part), styles.lead), 14)
        column.y = _draw_groups(canvas, groups, column) - 14
        told = _told()
        for at, said in enumerate(told, start=1):
            column.put(NumberedStep(at, [prose(said)], text, last=at == len(told)))
        column.y -= 14
        asked = [Head(_("Kept by"), 62, write_in=True), Head(_("Where"), 72, write_in=True)]
        asked.append(Head(_("Since"), 40, write_in=True))
        column.put(table(styles, asked, [["", "", ""]], key=None, row_height=11 * mm))
        return column.y

    pdf, fits = one_page(paper, draw)
    if not fits:
        raise PaperFault("the recovery key does not fit its page")
    if not says(read_back(pdf)[0], " ".join(f"{at} {group}" for at, group in enumerate(groups, start=1))):
        raise PaperFault("the paper does not say the recovery key")
    return pdf


def _told() -> list[str]:
    return [
        _("This key opens the clinic's chart when the owner's password is lost. It needs no password beside it."),
        _("Lock this page away outside the clinic's rooms: a safe, a bank, a solicitor. Make no photograph of it."),
        _("To use it: start Rootline, press “Use the recovery key”, type the nine groups, choose a new password."),
        _("O is read as 0, I and L as 1. Capitals, blanks and hyphens do not matter."),
        _("A new recovery key (Settings, People) makes this one worthless. Destroy this page then."),
    ]


def _draw_groups(canvas: Canvas, groups: Sequence[str], column: Column) -> float:
    """Numbered boxes, three across; the lowest edge, in points."""
    width = (column.width - (_ACROSS - 1) * _GAP) / _ACROSS
    bottom = column.y
    for at, group in enumerate(groups):
        left = column.left + at % _ACROSS * (width + _GAP)
        bottom = column.y - (at // _ACROSS + 1) * _BOX - at // _ACROSS * _GAP
        canvas.saveState()
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.8)
        canvas.rect(left, bottom, width, _BOX, stroke=1, fill=0)
        canvas.restoreState()
        draw_words(canvas, str(at + 1), _NUMBER, left + 5, bottom + _BOX - 11)
        draw_words(canvas, group, _KEY, left, bottom + _BOX / 2 - 11, width, "centre")
    return bottom
