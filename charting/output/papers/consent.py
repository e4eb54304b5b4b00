"""The consent to treatment, as the patient reads and signs it."""

from charting.output import consent
from charting.output.declared import About, Audience, Document
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.text_shapes import CONSENT
from charting.words import _


def _about(paper: VisitPaper) -> About:
    text, facts = paper.texts.consent, paper.consent
    return About(
        text.title,
        (facts.template if facts else "") or text.template_id,
        (facts.template_version if facts else "") or text.version,
        paper.texts.states[CONSENT],
        draft=facts is None or not facts.sealed,
    )


def _why_not(paper: VisitPaper) -> str:
    if paper.consent is not None:
        return paper.texts.missing.get(CONSENT, "")
    return _("This visit has no consent sheet. Print the consent of the treatment it follows.")


DOCUMENT = Document(
    kind="consent",
    title=_("Consent"),
    prefix="CN",
    audience=Audience.PATIENT,
    style=Kind.CONSENT,
    needs=_("the consent sheet"),
    about=_about,
    why_not=_why_not,
    lay=consent.story,
    expected=consent.expected_of,
)
