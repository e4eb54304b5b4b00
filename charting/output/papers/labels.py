"""Labels of tubes and syringes on sheets, three across, from any free place on."""

from charting.output.declared import About, Audience, Document
from charting.output.label_sheets import on_sheets, prove_labels
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.words import _

TEMPLATE = ("labels", "1.0")


def about(_paper: VisitPaper) -> About:
    """Labels say nothing of a template; their code names the document they were printed as."""
    return About(_("Labels"), *TEMPLATE, confirmed=_("Labels"))


def why_not(paper: VisitPaper) -> str:
    """Labels are for blood and PRP, and have no room to say that a visit was altered."""
    if paper.standing.altered:
        return _("This visit was altered after signing. Nothing is labelled from it.")
    if paper.label_facts is None:
        return _("No PRP is made at this visit, so there is nothing to label.")
    if not paper.labels.tubes + paper.labels.syringes:
        return _("No label is asked for. Say how many tubes and syringes there are.")
    return ""


def expected(_paper: VisitPaper) -> list[str]:
    """Nothing beside what the labels' own proof looks for."""
    return []


DOCUMENT = Document(
    kind="labels",
    title=_("Labels on a sheet"),
    prefix="LB",
    audience=Audience.CLINIC,
    style=Kind.CLINICAL,
    needs=_("the sheet of the PRP"),
    about=about,
    why_not=why_not,
    draw=on_sheets,
    expected=expected,
    prove=prove_labels,
)
