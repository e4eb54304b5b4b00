"""The sheet on needling at home: what it is not, the rules one by one, when to stop."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.home_text import home_text
from charting.output.callouts import RedFlag, call_out, red_flags
from charting.output.headings import heading, title
from charting.output.info import DocumentInfo
from charting.output.marks import Mark
from charting.output.runs import Run, Words, strong
from charting.output.styles import MEASURE, Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import VisitPaper
from charting.words import _

_NUMBER = 9 * mm


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The sheet as a story."""
    text = home_text(paper.language)
    laid = title(styles, info, text.lead)
    laid.append(call_out(styles, text.frame_lead, text.frame, mark=Mark.WARNING))
    laid += heading(styles, text.headings["rules"])
    rows: list[list[Words]] = [
        [str(at), [strong(rule.lead), Run(f" {rule.text}")]] for at, rule in enumerate(text.rules, start=1)
    ]
    laid.append(table(styles, [Column("", _NUMBER), Column("", MEASURE - _NUMBER)], rows))
    phone = paper.phone or _("the clinic")
    laid.append(red_flags(styles, [RedFlag(phone, text.headings["stop"], " ".join(text.signs))]))
    return laid


def expected_of(paper: VisitPaper) -> list[str]:
    """Every sentence of the sheet."""
    text = home_text(paper.language)
    said = [word for rule in text.rules for word in (rule.lead, rule.text)]
    return [text.frame, *said, *text.signs, paper.phone]


def why_not(paper: VisitPaper) -> str:
    """It is given only to a patient who asked, after a clinician agreed; silence is neither."""
    after = paper.sheet("after")
    asked = after.answer("home_needling_asked").value if after else ""
    agreed = after.answer("home_needling_sheet").value if after else ""
    if asked != _("Yes"):
        return _("This sheet is only for a patient who asked about needling at home. Post-procedure does not say so.")
    if agreed != _("Yes"):
        return _("A clinician has to agree on Post-procedure that the sheet on needling at home may be given.")
    return ""
