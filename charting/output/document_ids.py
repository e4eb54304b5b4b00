"""Numbers of documents: the same visit always gives the same number, and no number names a patient."""

import hashlib

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PREFIXES = {"consent": "CN", "chart_summary": "CS", "aftercare": "AC"}


def crockford(digest: bytes, characters: int) -> str:
    """The first `characters` × 5 bits of `digest` in Crockford's base 32. The digest must be long enough."""
    number = int.from_bytes(digest)
    bits = len(digest) * 8
    return "".join(_CROCKFORD[number >> (bits - 5 * (at + 1)) & 31] for at in range(characters))


def document_id(kind: str, visit_id: str, year: int) -> str:
    """`AC-2026-7K3QM9`: the kind of document, the year of the visit, 30 bits of the SHA-256 of the visit's id."""
    digest = hashlib.sha256(visit_id.encode("utf-8")).digest()
    return f"{_PREFIXES[kind]}-{year:04d}-{crockford(digest, 6)}"


def clinic_code(clinic_id: str) -> str:
    """The clinic's short id in the page code: three characters of the SHA-256 of its id."""
    return crockford(hashlib.sha256(clinic_id.encode("utf-8")).digest(), 3)


def record_digest(hexadecimal: str) -> str:
    """The first 40 bits of a record's digest as people compare them: `K7QM-4R2X`."""
    letters = crockford(bytes.fromhex(hexadecimal), 8)
    return f"{letters[:4]}-{letters[4:]}"
