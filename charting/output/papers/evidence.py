"""The evidence sheet: only sentences and citations that were verified (clinical.md 9.2 to 9.5)."""

from charting.output import evidence
from charting.output.declared import About, Audience, Document
from charting.output.paper_texts import unconfirmed
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.words import SOURCE, _

TEMPLATE = "evidence"


def _about(paper: VisitPaper) -> About:
    version, copy = paper.texts.evidence.version, _("Patient’s copy")
    if paper.language != SOURCE:
        own = f"{TEMPLATE}-{paper.language}"
        return About(_("What is known"), own, version, confirmed=unconfirmed(paper.language), copy=copy)
    confirmed = _("Checked against the studies, {version}").format(version=version)
    return About(_("What is known"), TEMPLATE, version, confirmed=confirmed, copy=copy)


DOCUMENT = Document(
    kind="evidence",
    title=_("Evidence"),
    prefix="EV",
    audience=Audience.PATIENT,
    style=Kind.AFTERCARE,
    needs=_("nothing"),
    about=_about,
    lay=evidence.story,
    expected=evidence.expected_of,
    on_one_page=True,
)
