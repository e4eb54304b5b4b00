"""What a paper says about its language: which version is signed, and what it was translated from."""

from charting.languages import name_of
from charting.output.paper_texts import PaperTexts
from charting.output.visit_paper import VisitPaper
from charting.text_shapes import AFTERCARE, CONSENT, EVIDENCE, HOME_NEEDLING, PHOTO_CONSENT
from charting.words import SOURCE, _

_KINDS = {
    "consent": CONSENT,
    "blank_consent": CONSENT,
    "photo_consent": PHOTO_CONSENT,
    "aftercare": AFTERCARE,
    "evidence": EVIDENCE,
    "home_needling": HOME_NEEDLING,
}
_TO_SIGN = frozenset(document for document, kind in _KINDS.items() if kind in {CONSENT, PHOTO_CONSENT})


def language_note(document: str, paper: VisitPaper) -> str:
    """The line under the title; nothing on a paper in the language the texts were written in."""
    if document in dict(paper.original_of):
        return _of_an_original(document, paper)
    if paper.language == SOURCE:
        return ""
    if which := _which(document, paper):
        return " ".join(part for part in (which, _made_from(document, paper.texts)) if part)
    return ""


def _of_an_original(document: str, paper: VisitPaper) -> str:
    language = name_of(dict(paper.original_of)[document])
    if _sealed(document, paper):
        return _("English original, to read beside it. The version signed is in {language}.").format(language=language)
    if document in _TO_SIGN:
        words = _("English original, to read beside it. The version to sign is in {language}.")
        return words.format(language=language)
    return _("English original, to read beside the version in {language}.").format(language=language)


def _which(document: str, paper: VisitPaper) -> str:
    language = name_of(paper.language)
    if _sealed(document, paper):
        return _("The version signed is this one, in {language}.").format(language=language)
    if document in _TO_SIGN:
        return _("The version to sign is this one, in {language}.").format(language=language)
    return ""


def _sealed(document: str, paper: VisitPaper) -> bool:
    facts = {"consent": paper.consent, "photo_consent": paper.photos}.get(document)
    return facts is not None and bool(facts.sealed)


def _made_from(document: str, texts: PaperTexts) -> str:
    original = texts.made_from.get(_KINDS.get(document, ""), "")
    return _("English original: {name}.").format(name=original) if original else ""
