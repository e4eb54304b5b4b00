"""The file of a backup: a zip without compression that holds the encrypted chart, its key file and a manifest.

Nothing in it can be read without the password. docs/file-format.md describes it for readers without Rootline.
"""

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from charting import __version__
from charting.dates import moment_in_file
from charting.errors import Known
from charting.own_files import require_no_chart
from charting.store.branch import End
from charting.store.files import CHART, KEYS, OPTIONAL
from charting.words import _

FORMAT = 1
BY_HAND, DAILY, AT_CLOSE, BY_COMMAND = "hand", "daily", "close", "command"
"""Why a backup was made."""
Step = Callable[[], None]
"""Asked between two pieces of a file; raises where somebody stopped."""
MANIFEST = "manifest.json"
SMALL = 64 * 1024
UNSAID = End(-1, "")
_CHUNK = 1 << 20
_FIRST_DAY, _LAST_DAY = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 0, 0, 0)
"""A zip knows no day before and after them; a clock without its battery does."""
_MISREAD = (
    ValueError,
    OverflowError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
)


class BadBackup(Known):
    """The file is not a backup, or no longer whole."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: `series` tells one clinic's backups from another's without naming it.

    `occasion` is why it was made; `entries` and `seal` are where its audit trail ends (charting/store/branch.py), -1
    and blank where a backup does not say so.
    """

    format: int
    program: str
    made_at: str
    series: str
    sha256: dict[str, str]
    occasion: str = ""
    entries: int = -1
    seal: str = ""

    def moment(self) -> datetime:
        """When the backup was made. Raises ValueError where `made_at` cannot be that."""
        return moment_in_file(self.made_at)


def write_bundle(
    path: Path,
    parts: Mapping[str, Path],
    made_at: datetime,
    series: str,
    occasion: str = "",
    end: End = UNSAID,
    step: Step = lambda: None,
) -> None:
    """Write `parts` into a new zip at `path` and have it on the disk. Raises OSError, and what `step` raises."""
    digests = {name: digest_of(part) for name, part in parts.items()}
    made = made_at.isoformat(timespec="seconds")
    manifest = Manifest(FORMAT, __version__, made, series, digests, occasion, end.entries, end.seal)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
            written = min(max(made_at.timetuple()[:6], _FIRST_DAY), _LAST_DAY)
            bundle.writestr(zipfile.ZipInfo(MANIFEST, written), json.dumps(asdict(manifest), indent=1))
            for name, part in parts.items():
                with bundle.open(zipfile.ZipInfo(name, written), "w", force_zip64=True) as inside:
                    _copy_into(part, inside, step)
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):  # the proof then reads the medium, not what memory still holds of it
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup. Raises BadBackup."""
    with _opened(path) as bundle:
        return _manifest(bundle, path)


def unpack(path: Path, folder: Path, step: Step = lambda: None) -> Manifest:
    """Take the parts of a backup into `folder`, which exists. Raises BadBackup for anything that is not quite one."""
    with _opened(path) as bundle:
        manifest = _manifest(bundle, path)
        for name, digest in manifest.sha256.items():
            try:
                with bundle.open(name) as inside, (folder / name).open("xb") as outside:
                    while piece := inside.read(_CHUNK):
                        step()
                        outside.write(piece)
                    outside.flush()
                    os.fsync(outside.fileno())
            except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as damaged:
                raise _damaged(path) from damaged
            (folder / name).chmod(0o600)
            if digest_of(folder / name) != digest:
                raise _damaged(path)
    return manifest


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        require_no_chart(path)
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadBackup(_("{name} is not a backup file.").format(name=path.name))
        bundle = zipfile.ZipFile(path)
    except OSError as refused:
        words = _("{name} cannot be read: {reason}.")
        raise BadBackup(words.format(name=path.name, reason=refused.strerror)) from refused
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as damaged:
        words = _("{name} is not a Rootline backup, or it was cut short.")
        raise BadBackup(words.format(name=path.name)) from damaged
    _require_plain(bundle, path)
    return bundle


def _require_plain(bundle: zipfile.ZipFile, path: Path) -> None:
    """Only the names we write, once each, stored as they are: what is not compressed cannot swell."""
    names = [member.filename for member in bundle.infolist()]
    whole = {MANIFEST, CHART, KEYS}
    plain = all(
        member.compress_type == zipfile.ZIP_STORED
        and member.compress_size == member.file_size
        and not member.flag_bits & 1
        and (member.filename == CHART or member.file_size <= SMALL)
        for member in bundle.infolist()
    )
    size, total = path.stat().st_size, sum(member.file_size for member in bundle.infolist())
    within = all(0 <= member.header_offset < size for member in bundle.infolist())  # no disk can seek to any number
    if len(names) == len(set(names)) and whole <= set(names) <= whole | OPTIONAL and plain and within and total <= size:
        return
    bundle.close()
    raise BadBackup(_("{name} holds what a Rootline backup does not hold. It is not opened.").format(name=path.name))


def _manifest(bundle: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        kept = json.loads(bundle.read(MANIFEST))
        made = int(kept["format"])
        if made > FORMAT:
            words = _("{name} was made by a newer Rootline. Install that version to restore it.")
            raise BadBackup(words.format(name=path.name))
        digests = {str(name): str(digest) for name, digest in dict(kept["sha256"]).items()}
        told = (str(kept.get("occasion", "")), int(kept.get("entries", -1)), str(kept.get("seal", "")))
        manifest = Manifest(made, str(kept["program"]), str(kept["made_at"]), str(kept["series"]), digests, *told)
        manifest.moment()
    except _MISREAD as damaged:
        raise _damaged(path) from damaged
    if set(digests) != {member.filename for member in bundle.infolist()} - {MANIFEST}:
        raise _damaged(path)
    return manifest


def _copy_into(part: Path, inside: IO[bytes], step: Step) -> None:
    with part.open("rb") as file:
        while piece := file.read(_CHUNK):
            step()
            inside.write(piece)


def _damaged(path: Path) -> BadBackup:
    return BadBackup(_("{name} was damaged after it was made. Choose another backup.").format(name=path.name))
