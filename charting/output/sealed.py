"""A document as it leaves: set, read back, sealed, and the seal checked, in this order."""

from datetime import datetime

from charting.output.documents import VisitPaper, build, number_of
from charting.output.pdf_seal import SealWords, pages_in, seal_paper
from charting.paper_key import PaperKey


def build_sealed(kind: str, paper: VisitPaper, key: PaperKey, at: datetime) -> bytes:
    """The document `kind` of a visit with the clinic's seal. `at` is the aware time it was gathered at.

    The same paper, key and minute give the same bytes. Raises what `documents.build` raises, and PaperFault where the
    seal does not hold.
    """
    pdf = build(kind, paper)
    return seal_paper(pdf, key, SealWords(kind, number_of(kind, paper), pages_in(pdf), paper.seal), at)
