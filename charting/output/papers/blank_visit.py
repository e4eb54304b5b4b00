"""The visit record as a blank form, for the pen."""

from charting.output import blank_visit
from charting.output.declared import About, Audience, Document
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.words import _

TEMPLATE = ("visit-form", "1.0")


def _about(_paper: VisitPaper) -> About:
    state = _("Form: not part of the chart until it is entered there")
    return About(_("Visit record"), *TEMPLATE, state, _("Form to be filled by pen"))


DOCUMENT = Document(
    kind="blank_visit",
    title=_("Visit, blank form"),
    prefix="FV",
    audience=Audience.FORM,
    style=Kind.CLINICAL,
    needs=_("a visit"),
    about=_about,
    lay=blank_visit.story,
    expected=blank_visit.expected_of,
)
