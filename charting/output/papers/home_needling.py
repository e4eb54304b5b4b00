"""The sheet on needling at home, to reduce harm: after the patient asked and a clinician agreed (clinical.md 8.6)."""

from charting.output import home_needling
from charting.output.declared import About, Audience, Document
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.text_shapes import HOME_NEEDLING
from charting.words import _


def _about(paper: VisitPaper) -> About:
    text = paper.texts.home
    return About(text.title, text.template_id, text.version, paper.texts.states[HOME_NEEDLING], _("Patient’s copy"))


DOCUMENT = Document(
    kind="home_needling",
    title=_("Needling at home"),
    prefix="HN",
    audience=Audience.PATIENT,
    style=Kind.AFTERCARE,
    needs=_("the patient’s question and a clinician’s agreement"),
    about=_about,
    why_not=home_needling.why_not,
    lay=home_needling.story,
    expected=home_needling.expected_of,
    on_one_page=True,
)
