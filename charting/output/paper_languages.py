"""In which language each paper of a visit is set, whatever the screen speaks: the patient's papers in the patient's."""

from collections.abc import Callable
from dataclasses import replace

from charting.output.paper_texts import PaperTexts, named_texts, texts_of
from charting.output.visit_paper import ConsentFacts, VisitPaper
from charting.records.spoken_texts import language_of
from charting.records.visit import Visit
from charting.text_shapes import CONSENT, PHOTO_CONSENT
from charting.words import SOURCE, in_language

FOLLOWING = ("aftercare", "evidence", "home_needling")
"""The papers that follow the patient's language. A consent keeps that of the text it names; the clinic's own papers,
labels and letters to colleagues among them, keep the clinic's."""
SIGNED = ((CONSENT, "consent"), (CONSENT, "blank_consent"), (PHOTO_CONSENT, "photo_consent"))
"""Kinds of text that are signed, and the documents that print them."""
TO_PATIENTS = frozenset((*FOLLOWING, *(document for _kind, document in SIGNED)))
"""The papers that are read by the patient in a language of theirs."""


def in_its_languages(visit: Visit, paper: VisitPaper, again: Callable[[], VisitPaper]) -> VisitPaper:
    """The papers of a visit with those in other languages beside: `again` says them in the language here."""
    named = named_texts(visit)
    spoken = {document: language_of(visit) for document in FOLLOWING}
    for kind, document in SIGNED:
        wording = named.get(kind)
        spoken[document] = wording.language if wording is not None else language_of(visit)
    wanted = {document: language for document, language in spoken.items() if language != SOURCE}
    if not wanted:
        return paper
    return replace(
        paper,
        spoken=tuple(sorted(wanted.items())),
        translated=tuple(_read_in(visit, language, again) for language in sorted(set(wanted.values()))),
        originals=_original_texts(visit),
    )


def paper_for(document: str, paper: VisitPaper) -> VisitPaper:
    """The facts of a document in the language it is set in."""
    language = dict(paper.spoken).get(document, paper.language)
    other = next((other for other in paper.translated if other.language == language), None)
    if other is None:
        return paper
    return replace(other, page_size=paper.page_size, large=paper.large, standing=paper.standing)


def has_original(document: str, paper: VisitPaper) -> bool:
    """Whether the document is a translation, so that there is an English original of it."""
    return paper.originals is not None and paper_for(document, paper) is not paper


def in_the_original(paper: VisitPaper) -> VisitPaper:
    """The same papers with every translated one in English, to be read beside it; it is not the one to be signed."""
    if paper.originals is None:
        return paper
    plain = replace(paper, spoken=(), translated=(), originals=None, texts=paper.originals, original_of=paper.spoken)
    return replace(plain, consent=_sentences(plain))


def _read_in(visit: Visit, language: str, again: Callable[[], VisitPaper]) -> VisitPaper:
    with in_language(language):
        paper = replace(again(), language=language, texts=texts_of(visit, language))
    return replace(paper, consent=_sentences(paper))


def _original_texts(visit: Visit) -> PaperTexts:
    with in_language(SOURCE):
        return texts_of(visit, SOURCE)


def _sentences(paper: VisitPaper) -> ConsentFacts | None:
    """The consent with its sentences in the language of the paper, where the record has them in another."""
    facts, text = paper.consent, paper.texts.consent
    if facts is None or facts.template in {"", text.template_id}:
        return facts
    said = {passage.id: passage.text for passage in text.statements_for(paper.kind)}
    lines = tuple(replace(line, sentence=said.get(line.number, line.sentence)) for line in facts.agreements)
    return replace(facts, agreements=lines)
