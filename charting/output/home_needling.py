"""The sheet on needling at home: what it is not, the rules one by one, when to stop."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.callouts import RedFlag, call_out, red_flags
from charting.output.headings import heading, title
from charting.output.info import DocumentInfo
from charting.output.marks import Mark
from charting.output.prose import prose
from charting.output.runs import Run, Words, plain, strong
from charting.output.styles import MEASURE, Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import VisitPaper
from charting.text_files import fill
from charting.words import SOURCE, _, in_language

_NUMBER = 9 * mm


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The sheet as a story."""
    text, phone = paper.texts.home, _phone(paper)
    laid = title(styles, info, text.lead)
    laid.append(call_out(styles, text.frame.lead, _said(text.frame.text, phone), mark=Mark.WARNING))
    laid += heading(styles, text.headings["rules"])
    rows: list[list[Words]] = [
        [str(at), [strong(f"{rule.lead} "), *_said(rule.text, phone)]] for at, rule in enumerate(text.rules, start=1)
    ]
    laid.append(table(styles, [Column("", _NUMBER), Column("", MEASURE - _NUMBER)], rows))
    laid.append(red_flags(styles, [RedFlag(phone, text.headings["stop"], _said(" ".join(text.signs), phone))]))
    return laid


def _phone(paper: VisitPaper) -> str:
    return paper.phone or _("the clinic")


def _said(text: str, phone: str) -> list[Run]:
    return prose(fill(text, {"clinic_phone": phone}))


def expected_of(paper: VisitPaper) -> list[str]:
    """Every sentence of the sheet."""
    text, phone = paper.texts.home, _phone(paper)
    said = [text.frame.text, *(word for rule in text.rules for word in (rule.lead, rule.text)), *text.signs]
    return [*(plain(_said(words, phone)) for words in said), phone]


def why_not(paper: VisitPaper) -> str:
    """It is given only to a patient who asked, after a clinician agreed; silence is neither."""
    after = paper.sheet("after")
    asked = after.answer("home_needling_asked").value if after else ""
    agreed = after.answer("home_needling_sheet").value if after else ""
    with in_language(None if paper.language == SOURCE else paper.language):  # in which the answers are said here
        yes = _("Yes")
    if asked != yes:
        return _("This sheet is only for a patient who asked about needling at home. Post-procedure does not say so.")
    if agreed != yes:
        return _("A clinician has to agree on Post-procedure that the sheet on needling at home may be given.")
    return ""
