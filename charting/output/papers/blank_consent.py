"""The consent as a blank form, for the pen."""

from charting.output import blank_consent
from charting.output.declared import About, Audience, Document
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.text_shapes import CONSENT
from charting.words import _


def _about(paper: VisitPaper) -> About:
    text = paper.texts.consent
    return About(text.title, text.template_id, text.version, paper.texts.states[CONSENT], _("Form to be filled by pen"))


def _why_not(paper: VisitPaper) -> str:
    if paper.kind in paper.texts.consent.treatment:
        return ""
    return _("This kind of visit has no consent to treatment.")


DOCUMENT = Document(
    kind="blank_consent",
    title=_("Consent, blank form"),
    prefix="FC",
    audience=Audience.FORM,
    style=Kind.CONSENT,
    needs=_("a treatment"),
    about=_about,
    why_not=_why_not,
    read_by_patient=True,
    lay=blank_consent.story,
    expected=blank_consent.expected_of,
)
