"""The serial of a print: tells two prints of one document apart when the record changed between them."""

import hashlib
from dataclasses import replace

from charting.crockford import crockford
from charting.output.visit_paper import VisitPaper

_CHARACTERS = 4


def print_serial(paper: VisitPaper) -> str:
    """`4F2K`: 20 bits of the SHA-256 over everything the paper says. The same record, printed at the same time, has
    the same serial, in ordinary and in large print.
    """
    said = repr(replace(paper, large=False, translated=(), originals=None))
    return crockford(hashlib.sha256(said.encode("utf-8")).digest(), _CHARACTERS)
