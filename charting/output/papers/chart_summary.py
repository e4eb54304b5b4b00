"""The chart summary: the whole record of a visit, for the clinic's file and for other clinicians."""

from charting.output import summary
from charting.output.declared import About, Audience, Document
from charting.output.particulars import about_record
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.words import _

TEMPLATE = ("visit-summary", "1.0")


def _about(paper: VisitPaper) -> About:
    return about_record(paper, _("Visit summary"), TEMPLATE, _("Clinic copy"))


DOCUMENT = Document(
    kind="chart_summary",
    title=_("Chart summary"),
    prefix="CS",
    audience=Audience.CLINIC,
    style=Kind.CLINICAL,
    needs=_("a visit"),
    about=_about,
    lay=summary.story,
    expected=summary.expected_of,
)
