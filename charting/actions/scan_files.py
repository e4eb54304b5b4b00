"""Scanned files as they come in: looked at in a process of their own, within limits of size, pages and time."""

import hashlib
import json
import stat
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from charting.actions.scan_reading import NoScan, PagePicture, kind_of
from charting.own_files import require_no_chart
from charting.words import _

MOST_BYTES = 64 << 20
MOST_SECONDS = 120.0
ENDINGS = (".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png")
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from charting.actions.scan_child import main; main()"
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class ScanRead:
    """A file that was read: its name, what it is by its content, its bytes, and its pages."""

    name: str
    kind: str
    content: bytes
    pages: tuple[PagePicture, ...]

    @property
    def sha256(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def load_scan(path: Path, known: Collection[str] = ()) -> ScanRead | None:
    """Read a scanned file from disk, which stays as it is; None where the SHA-256 of its bytes is in `known`.

    Raises NoScan with the reason, the file's name in front.
    """
    try:
        content = _content(path)
        return None if hashlib.sha256(content).hexdigest() in known else read_scan(path.name, content)
    except NoScan as refused:
        raise NoScan(f"{path.name}: {refused}") from refused


def _content(path: Path) -> bytes:
    try:
        require_no_chart(path)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NoScan(_("It is not a file with a scan."))
        if found.st_size > MOST_BYTES:
            words = _("It has {size} MB; at most {most} MB are taken. Scan it with 200 dpi, or in parts.")
            raise NoScan(words.format(size=found.st_size >> 20, most=MOST_BYTES >> 20))
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as refused:
        raise NoScan(_("It cannot be read: {reason}.").format(reason=refused.strerror)) from refused


def read_scan(name: str, content: bytes, seconds: float = MOST_SECONDS) -> ScanRead:
    """Read the bytes of a scanned file. Raises NoScan with a sentence; whatever the file does, it does it elsewhere."""
    kind = kind_of(content)
    if not content:
        raise NoScan(_("The file is empty."))
    if not kind:
        raise NoScan(_("It is neither a PDF nor a TIFF, JPEG or PNG picture. Have the scanner save it as PDF."))
    command = [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=seconds, check=False, creationflags=hidden
        )
    except subprocess.TimeoutExpired as late:
        raise NoScan(_("It takes too long to read. Scan it again with 200 dpi.")) from late
    except OSError as refused:
        raise NoScan(_("No scan can be read now: {reason}.").format(reason=refused.strerror)) from refused
    return ScanRead(name, kind, content, _answer(done.stdout))


def _answer(said: bytes) -> tuple[PagePicture, ...]:
    stream = BytesIO(said)
    pages: list[PagePicture] = []
    while line := stream.readline():
        try:
            head = json.loads(line)
            if words := head.get("refused"):
                raise NoScan(str(words))
            if head.get("end"):
                return tuple(pages)
            length = head.pop("bytes")
            pages.append(PagePicture(**head, jpeg=stream.read(length)))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            break
    raise NoScan(_("It cannot be read: its pages are too heavy or damaged. Scan it again with 200 dpi."))
