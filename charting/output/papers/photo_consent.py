"""The consent to photographs: a sheet of its own, signed and taken back on its own (clinical.md 3.6)."""

from charting.output import photographs
from charting.output.declared import About, Audience, Document
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.text_shapes import PHOTO_CONSENT
from charting.words import _


def _about(paper: VisitPaper) -> About:
    text, facts = paper.texts.photos, paper.photos
    return About(
        text.title,
        (facts.template if facts else "") or text.template_id,
        (facts.template_version if facts else "") or text.version,
        paper.texts.states[PHOTO_CONSENT],
        copy=_("Patient’s copy"),
        draft=facts is None or not facts.sealed,
    )


def _why_not(paper: VisitPaper) -> str:
    if paper.photos is not None:
        return paper.texts.missing.get(PHOTO_CONSENT, "")
    return _("This visit has no sheet on photographs.")


DOCUMENT = Document(
    kind="photo_consent",
    title=_("Photographs"),
    prefix="PH",
    audience=Audience.PATIENT,
    style=Kind.CONSENT,
    needs=_("the sheet on photographs"),
    about=_about,
    why_not=_why_not,
    lay=photographs.photo_story,
    expected=photographs.expected_of,
    on_one_page=True,
)
