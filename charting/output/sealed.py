"""A document as it leaves: set, read back, sealed, and the seal checked, in this order."""

from datetime import datetime

from charting.output.declared import Audience
from charting.output.documents import VisitPaper, build, document_of, number_of
from charting.output.pdf_seal import SealWords, pages_in, seal_paper
from charting.paper_key import PaperKey


def build_sealed(kind: str, paper: VisitPaper, key: PaperKey, at: datetime) -> bytes:
    """The document `kind` of a visit with the clinic's seal. `at` is the aware time it was gathered at.

    The same paper, key and minute give the same bytes. Raises what `documents.build` raises, and PaperFault where the
    seal does not hold.
    """
    pdf = build(kind, paper)
    altered = paper.standing.altered and document_of(kind).audience is not Audience.WALL
    words = SealWords(kind, number_of(kind, paper), pages_in(pdf), paper.seal, altered)
    return seal_paper(pdf, key, words, at)
