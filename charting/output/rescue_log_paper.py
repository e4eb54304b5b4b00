"""The time log of an emergency on paper, for a chart, an ambulance or a hospital: nobody's name is known to it."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.dates import show_day, show_time
from charting.emergency_text import emergency_text
from charting.errors import Known
from charting.output.info import PAGE_SIZES
from charting.output.loose_page import Column, LoosePaper, one_page
from charting.output.styles import MEASURE, Kind, styles_for
from charting.output.tables import Column as Head
from charting.output.tables import table
from charting.output.text import Text
from charting.rescue import CardClinic, LogLine
from charting.words import _

NUMBER = "EL-1"
"""The number of every time log: it belongs to no patient yet."""


def rescue_log_paper(clinic: CardClinic, lines: Sequence[LogLine], size: str = "A4", *, printed: datetime) -> bytes:
    """The log as a PDF of one page. `size` is a key of PAGE_SIZES.

    Raises Known when it has more lines than a page holds, MissingGlyph for a character no bundled font has.
    """
    text, page = emergency_text(), PAGE_SIZES[size]
    when = f"{show_day(printed.date())} {show_time(printed)}"
    paper = LoosePaper(
        size=page,
        margin=(page[0] - MEASURE) / 2,
        document_id=NUMBER,
        title=_("Emergency log"),
        template="emergency-log",
        template_version=text.version,
        clinic=clinic,
        printed=_("Printed {when}").format(when=when),
        confirmed=_("Times as written at the screen. Not part of a chart until it is added there."),
    )
    styles = styles_for(Kind.CLINICAL)
    rows = [[f"{line.at:%H:%M:%S}", line.what, line.dose] for line in lines]
    heads = [Head(_("Time"), 24), Head(_("What happened"), 100), Head(_("Amount"), 50)]

    def draw(canvas: Canvas, top: float) -> float:
        column = Column(canvas, paper.margin, paper.measure, top)
        column.put(Text(paper.title, styles.title), 4)
        day = show_day(lines[0].at.date()) if lines else show_day(printed.date())
        column.put(Text("  ·  ".join(part for part in (clinic.name, day) if part), styles.lead), 14)
        blanks = [["", "", ""]]
        asked = [Head(_("Patient"), 100, write_in=True), Head(_("Born"), 40, write_in=True), Head("", 34)]
        column.put(table(styles, asked, blanks, key=None, row_height=9 * mm), 14)
        column.put(table(styles, heads, rows or [["", _("Nothing written"), ""]]))
        return column.y

    pdf, fits = one_page(paper, draw)
    if not fits:
        raise Known(_("The log is longer than a page. Add it to the visit and print the chart summary."))
    return pdf
