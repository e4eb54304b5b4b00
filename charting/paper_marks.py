"""What a finished paper shows of itself before anybody parses it: that Rootline set it, or that somebody sealed it."""

import re

LONGEST_BYTES = 64 << 20
"""The largest file that is read to be looked at as a paper; the longest papers have a few megabytes."""

FIELD = "RootlineSeal"
PRODUCER = "Rootline"
ALTERED_RECORD = "ALTERED after signing"
"""Ends the words of the seal on a paper of a visit that no longer says what was signed."""
_SEALED = re.compile(rb"/SubFilter\s*/ETSI\.CAdES\.detached|/T\s*\(" + FIELD.encode("ascii") + rb"\)")
_MADE = re.compile(rb"/Producer\s*\(" + PRODUCER.encode("ascii") + rb"\)")
_HEAD = 1024


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does; readers allow a kilobyte before it."""
    return b"%PDF-" in content[:_HEAD]


def is_sealed(content: bytes) -> bool:
    """Whether a PDF carries a seal, of this or of another clinic, or what is left of one."""
    return _SEALED.search(content) is not None


def is_made_here(content: bytes) -> bool:
    """Whether a PDF names Rootline as the program that made it; anybody can write that."""
    return _MADE.search(content) is not None
