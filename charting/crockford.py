"""Crockford's base 32: short codes that people compare by eye and read out on the telephone."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def crockford(digest: bytes, characters: int) -> str:
    """The first `characters` × 5 bits of `digest`. The digest must be long enough."""
    number = int.from_bytes(digest, "big")
    bits = len(digest) * 8
    return "".join(_LETTERS[number >> (bits - 5 * (at + 1)) & 31] for at in range(characters))


def halves(digest: bytes) -> str:
    """The first 40 bits in two halves: `K7QM-4R2X`."""
    letters = crockford(digest, 8)
    return f"{letters[:4]}-{letters[4:]}"
