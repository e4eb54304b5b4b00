"""One file to hand over: a zip of parts with a manifest of their hashes, encrypted so that common programs open it.

Encryption is WinZip's AE-2 with AES-256, which derives its key with only 1,000 rounds of PBKDF2: the passphrase
carries the strength. Names and sizes of the parts stay readable, so no name says whose they are.
"""

import hashlib
import json
import re
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pyzipper

from charting.errors import Known
from charting.own_files import require_no_chart
from charting.words import _

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
FORMAT, VERSION = "rootline-export", 1
SHORTEST_PASSPHRASE = 14
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _LETTERS = 6, 4
_CHUNK = 1 << 20
_LONGEST_MANIFEST = 64 << 20
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._/-]*", re.ASCII)
_BROKEN = (OSError, ValueError, KeyError, EOFError, NotImplementedError, struct.error, zlib.error, pyzipper.BadZipFile)


class WrongPassphrase(Known):
    """The passphrase does not open the file."""


class NotAnExport(Known):
    """The file is no export of Rootline, or its list of parts cannot be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name in the zip, its length in bytes and its SHA-256 in hexadecimal digits."""

    name: str
    bytes: int
    sha256: str


@dataclass(slots=True)
class _Running:
    """A part that is being written."""

    to: IO[bytes]
    length: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, content: bytes) -> None:
        """Append to the part."""
        self.to.write(content)
        self.length += len(content)
        self.digest.update(content)


class Parcel:
    """Writes a parcel into `file`. Without a passphrase it is a plain zip. Raises OSError where it cannot write."""

    def __init__(self, file: Path, passphrase: str | None) -> None:
        options: dict[str, Any] = {"encryption": pyzipper.WZ_AES} if passphrase else {}
        self._zip = pyzipper.AESZipFile(file, "x", compression=pyzipper.ZIP_DEFLATED, **options)
        if passphrase:
            self._zip.setpassword(passphrase.encode("ascii"))
        self.parts: list[Part] = []

    def add(self, name: str, content: bytes) -> None:
        """Add a part whole."""
        with self.part(name) as running:
            running.write(content)

    @contextmanager
    def part(self, name: str) -> Iterator[_Running]:
        """Add a part piece by piece."""
        if not _NAME.fullmatch(name) or ".." in name:
            raise ValueError(f"not a name for a part: {name!r}")
        with self._zip.open(name, "w", force_zip64=True) as to:
            running = _Running(to)
            yield running
        self.parts.append(Part(name, running.length, running.digest.hexdigest()))

    def finish(self, particulars: dict[str, Any]) -> None:
        """Add the manifest, with `particulars` in it, and the sums that `sha256sum -c` reads; close the file."""
        listed = [{"name": part.name, "bytes": part.bytes, "sha256": part.sha256} for part in self.parts]
        told = {"format": FORMAT, "version": VERSION, **particulars, "parts": listed}
        self.add(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8"))
        self.add(SUMS, sums(self.parts))
        self._zip.close()

    def drop(self) -> None:
        """Let go of the file without finishing it."""
        self._zip.fp, held = None, self._zip.fp
        if held is not None:
            held.close()


def sums(parts: Iterable[Part]) -> bytes:
    """The lines of a SHA256SUMS file."""
    return "".join(f"{part.sha256}  {part.name}\n" for part in parts).encode("ascii")


def passphrase_trouble(typed: str) -> str:
    """Why a passphrase is not taken, in words; blank for a good one."""
    if len(typed) < SHORTEST_PASSPHRASE:
        return _("Use at least {count} characters.").format(count=SHORTEST_PASSPHRASE)
    if not typed.isascii() or not typed.isprintable() or typed != typed.strip():
        return _("Use letters, digits and signs of an English keyboard, so that it can be typed anywhere.")
    if len(set(typed.lower())) < 6:
        return _("Too easy to guess: use more different characters.")
    return ""


def propose_passphrase() -> str:
    """A random passphrase of 120 bits in groups that can be read out: `K7QM-4R2X-...`."""
    letters = ("".join(secrets.choice(_SIGNS) for _letter in range(_LETTERS)) for _group in range(_GROUPS))
    return "-".join(letters)


def sha256_of(file: Path) -> str:
    """The SHA-256 of a whole file. Raises OSError."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def check_parcel(file: Path, passphrase: str = "") -> list[str]:
    """What does not fit between a parcel's parts and its manifest, in words; empty while all is well.

    Raises WrongPassphrase, or NotAnExport for a file that cannot be read as a parcel at all.
    """
    try:
        require_no_chart(file)
        with pyzipper.AESZipFile(file) as held:
            held.setpassword(passphrase.encode("utf-8", "replace") or None)
            _try_passphrase(held)
            return list(_faults(held))
    except WrongPassphrase:
        raise
    except _BROKEN as refused:
        words = _("{name} cannot be read as an export of Rootline. It may be damaged.")
        raise NotAnExport(words.format(name=file.name)) from refused


def _try_passphrase(held: Any) -> None:
    encrypted = any(info.flag_bits & 1 for info in held.infolist())
    if not encrypted:
        return
    if held.pwd is None:
        raise WrongPassphrase(_("This file is encrypted: type its passphrase."))
    refused = 0
    for info in held.infolist():
        try:
            with held.open(info):
                return
        except RuntimeError:  # two bytes of each part tell a wrong passphrase; one of them may be damaged
            refused += 1
        except _BROKEN:
            continue
    if refused:
        raise WrongPassphrase(_("This passphrase does not open the file."))


def _faults(held: Any) -> Iterator[str]:
    names = [info.filename for info in held.infolist()]
    manifest = _read(held, MANIFEST, _LONGEST_MANIFEST)
    listed = _listed(manifest) if manifest is not None else None
    if manifest is None or listed is None:
        yield _("{name} was altered or is missing.").format(name=MANIFEST)
        return
    told = Part(MANIFEST, len(manifest), hashlib.sha256(manifest).hexdigest())
    if _read(held, SUMS, _LONGEST_MANIFEST) != sums([*listed, told]):
        yield _("{names} do not fit each other: one was altered.").format(names=f"{MANIFEST}, {SUMS}")
    for part in listed:
        if not _fits(held, part):
            yield _("{name} was altered or is missing.").format(name=part.name)
    known = [*(part.name for part in listed), MANIFEST, SUMS]
    for name in sorted(set(names) - set(known)):
        yield _("{name} was added: the list of parts does not know it.").format(name=name)
    if len(names) != len(set(names)):
        yield _("A part stands in the file twice.")


def _listed(manifest: bytes) -> list[Part] | None:
    try:
        told = json.loads(manifest)
        if told["format"] != FORMAT:
            return None
        return [Part(str(part["name"]), int(part["bytes"]), str(part["sha256"])) for part in told["parts"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _read(held: Any, name: str, longest: int) -> bytes | None:
    try:
        with held.open(name) as part:
            content = bytes(part.read(longest + 1))
    except (*_BROKEN, RuntimeError):
        return None
    return content if len(content) <= longest else None


def _fits(held: Any, wanted: Part) -> bool:
    digest, length = hashlib.sha256(), 0
    try:
        with held.open(wanted.name) as part:
            while chunk := part.read(_CHUNK):
                digest.update(chunk)
                length += len(chunk)
                if length > wanted.bytes:
                    return False
    except (*_BROKEN, RuntimeError):
        return False
    return (length, digest.hexdigest()) == (wanted.bytes, wanted.sha256)
