"""The emergency card for the wall: no patient, both protocols, the clinic's own first (clinical.md 4.7)."""

from charting.emergency_text import emergency_text
from charting.output.declared import About, Audience, Document
from charting.output.info import DocumentInfo
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.output.wall_card import prove_wall_card, set_wall_card
from charting.rescue import CardClinic
from charting.rulebook import load
from charting.words import _


def _about(_paper: VisitPaper) -> About:
    text = emergency_text()
    return About(text.title, text.template_id, text.version, confirmed=text.unconfirmed)


def _draw(_info: DocumentInfo, paper: VisitPaper) -> bytes:
    clinic = CardClinic(
        name=paper.clinic.name,
        address=paper.clinic.address,
        emergency_number=paper.emergency_number,
        code=paper.clinic.code,
        practice=paper.practice,
        anaphylaxis_protocol=paper.anaphylaxis_protocol,
    )
    return set_wall_card(clinic, paper.profile, paper.page_size, paper.rules or load())


def _expected(_paper: VisitPaper) -> list[str]:
    return []


def _proved(pdf: bytes, _info: DocumentInfo, paper: VisitPaper) -> None:
    prove_wall_card(pdf, paper.rules or load())


DOCUMENT = Document(
    kind="wall_card",
    title=_("Wall card"),
    prefix="EC",
    audience=Audience.WALL,
    style=Kind.CLINICAL,
    needs=_("nothing"),
    about=_about,
    draw=_draw,
    expected=_expected,
    prove=_proved,
)
