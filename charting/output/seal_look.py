"""Looking at a file for the clinic's seal, by its raw bytes: nothing in it is parsed, unpacked or run.

A seal that covers the whole file says that every byte is the clinic's own. Whatever else a file holds, hidden objects,
bombs, tricks on PDF readers, makes no difference: it has no seal of ours, or one that does not fit.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from charting.output.seal_cms import Read, length_of, read_container
from charting.paper_key import name_in

WHOLE = "whole"
CHANGED, CUT, ADDED, SPOILED = "changed", "cut", "added", "spoiled"
NAMESAKE, FOREIGN, NONE = "namesake", "foreign", "none"
"""What was found: our seal on every byte of it; our seal on other bytes, with the end gone, with bytes added behind it,
or damaged itself; a seal of another key under this clinic's name; another seal; no seal.
"""

_ORDER = (WHOLE, ADDED, CHANGED, CUT, SPOILED, NAMESAKE, FOREIGN, NONE)
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_HEX = re.compile(rb"<((?:[0-9A-F]{2})+)>")
_STRING = rb"\s*\(((?:[^()\\]|\\.){1,600})\)"
_REASON, _TIME = re.compile(rb"/Reason" + _STRING), re.compile(rb"/M" + _STRING)
_OCTAL = re.compile(rb"\\([0-7]{3})")
_MOST_SEALS = 16


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file's seal is worth: one of the codes above, what it says of the paper, and `added`, the bytes behind it.

    `reason`, `at` and `original`, the SHA-256 of the paper as it was sealed, are told where the seal vouches for them.
    `name` is whose seal it says it is.
    """

    state: str
    reason: str = ""
    at: datetime | None = None
    added: int = 0
    name: str = ""
    original: str = ""


def look_at(pdf: bytes, certificates: Sequence[bytes]) -> Seen:
    """The best that can be said of a file, given the certificates of this clinic in DER."""
    found = [_judge(pdf, match, certificates) for match in _ranges(pdf)]
    if any(certificate.hex().upper().encode("ascii") in pdf for certificate in certificates):
        found.append(Seen(SPOILED))
    return min([*found, Seen(NONE)], key=lambda seen: _ORDER.index(seen.state))


def _ranges(pdf: bytes) -> Iterator[tuple[int, int, int, int]]:
    for count, match in enumerate(_RANGE.finditer(pdf)):
        if count == _MOST_SEALS:
            return
        first, length, second, rest = (int(number) for number in match.groups())
        yield first, length, second, rest


def _judge(pdf: bytes, ranged: tuple[int, int, int, int], certificates: Sequence[bytes]) -> Seen:
    first, length, second, rest = ranged
    gap = _HEX.fullmatch(pdf, length, second) if first == 0 and length < second <= len(pdf) else None
    read = _read(bytes.fromhex(gap[1].decode("ascii"))) if gap else None
    if read is None:
        return Seen(NONE)
    if read.certificate not in certificates:
        ours = {name_in(certificate) for certificate in certificates}
        return Seen(NAMESAKE if read.common_name in ours else FOREIGN, name=read.common_name)
    if not read.holds:
        return Seen(SPOILED)
    end = second + rest
    if end > len(pdf):
        return Seen(CUT)
    digest = hashlib.sha256(memoryview(pdf)[:length])
    digest.update(memoryview(pdf)[second:end])
    if digest.digest() != read.digest:
        return Seen(CHANGED)
    sealed = pdf[:end]
    state = WHOLE if end == len(pdf) else ADDED
    original = hashlib.sha256(sealed).hexdigest()
    return Seen(
        state,
        _said(sealed, length, _REASON),
        _time(_said(sealed, length, _TIME)),
        len(pdf) - end,
        read.common_name,
        original,
    )


def _read(padded: bytes) -> Read | None:
    """The container in its room; only zeros may fill what is left of it."""
    length = length_of(padded)
    if length is None or length > len(padded):
        return None
    read = read_container(padded[:length])
    if read is None or any(padded[length:]):
        return None
    return read


def _said(sealed: bytes, gap: int, pattern: re.Pattern[bytes]) -> str:
    """A string in the dictionary of the seal, which lies around its gap."""
    end = sealed.find(b"endobj", gap)
    match = pattern.search(sealed, max(sealed.rfind(b" obj", 0, gap), 0), end if end >= 0 else len(sealed))
    if match is None:
        return ""
    return _OCTAL.sub(lambda octal: bytes([int(octal[1], 8) & 0xFF]), match[1]).decode("latin-1")


def _time(said: str) -> datetime | None:
    """`D:20261121140300+01'00'` or `D:20261121140300Z` as an aware time."""
    try:
        return datetime.strptime(said.replace("'", ""), "D:%Y%m%d%H%M%S%z")
    except ValueError:
        return None
