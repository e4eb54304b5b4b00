"""The aftercare sheet: one page to take home."""

from charting.output import aftercare
from charting.output.declared import About, Audience, Document
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.text_shapes import AFTERCARE
from charting.words import _


def _about(paper: VisitPaper) -> About:
    text = paper.texts.aftercare
    return About(text.title, text.template_id, text.version, paper.texts.states[AFTERCARE], _("Patient’s copy"))


def _why_not(paper: VisitPaper) -> str:
    return (
        _("A review has no aftercare sheet. Print that of the treatment it follows.") if paper.kind == "review" else ""
    )


DOCUMENT = Document(
    kind="aftercare",
    title=_("Aftercare"),
    prefix="AC",
    audience=Audience.PATIENT,
    style=Kind.AFTERCARE,
    needs=_("a treatment"),
    about=_about,
    why_not=_why_not,
    lay=aftercare.story,
    expected=aftercare.expected_of,
    on_one_page=True,
)
