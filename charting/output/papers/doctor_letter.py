"""The letter to the family doctor, in the clinic's own sentences, with the patient's consent to share."""

from charting.output import letter
from charting.output.declared import About, Audience, Document
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.text_shapes import LETTER
from charting.words import _


def _about(paper: VisitPaper) -> About:
    text = paper.texts.letter
    return About(text.title, text.template_id, text.version, paper.texts.states[LETTER], _("For the family doctor"))


DOCUMENT = Document(
    kind="doctor_letter",
    title=_("Letter to the doctor"),
    prefix="LT",
    audience=Audience.CLINIC,
    style=Kind.CLINICAL,
    needs=_("a signed treatment, a family doctor and the patient’s consent"),
    about=_about,
    why_not=letter.why_not,
    lay=letter.story,
    expected=letter.expected_of,
)
