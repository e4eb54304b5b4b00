"""Numbers of documents: the same visit always gives the same number, and no number names a patient."""

import hashlib

from charting.crockford import crockford


def document_id(prefix: str, visit_id: str, year: int) -> str:
    """`AC-2026-7K3QM9`: the kind of document, the year of the visit, 30 bits of the SHA-256 of the visit's id."""
    digest = hashlib.sha256(visit_id.encode("utf-8")).digest()
    return f"{prefix}-{year:04d}-{crockford(digest, 6)}"


def clinic_code(clinic_id: str) -> str:
    """The clinic's short id in the page code: three characters of the SHA-256 of its id."""
    return crockford(hashlib.sha256(clinic_id.encode("utf-8")).digest(), 3)
