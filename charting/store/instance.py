"""One Rootline to a clinic: a lock that frees itself when its holder dies, and says who holds it meanwhile."""

import contextlib
import json
import os
import platform
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from charting.dates import show_moment
from charting.errors import CannotWrite, Known
from charting.store.files import LOCK
from charting.words import _

_FAR = 1 << 30  # Windows locks bytes and then refuses to read them; this one lies behind the words


class InUse(Known):
    """Another Rootline has this clinic open."""


class Hold:
    """The hold on a clinic's folder. The lock belongs to the open file, so a stale lock cannot exist."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file: BinaryIO | None = file

    def release(self) -> None:
        """Let go, once."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            if os.name != "nt":  # while it is locked nobody else can mean this file
                with contextlib.suppress(OSError):
                    self._path.unlink(missing_ok=True)
        finally:
            file.close()
        if os.name == "nt":
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def __enter__(self) -> "Hold":
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()


def hold(folder: Path) -> Hold:
    """Hold the clinic in `folder`. Raises InUse with who holds it, or CannotWrite."""
    path = folder / LOCK
    try:
        while True:
            file = _open(path)
            if not _locked(file):
                held_by = _said(file)
                file.close()
                raise InUse(held_by)
            if _is_still(file, path):
                break
            file.close()  # its holder removed it between our opening and our locking
        held = Hold(path, file)
        try:
            _say(file)
        except OSError:
            held.release()
            raise
    except OSError as refused:
        words = _("{folder} cannot be written to: {reason}. The clinic is not opened.")
        raise CannotWrite(words.format(folder=folder, reason=refused.strerror)) from refused
    return held


def _open(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    return os.fdopen(descriptor, "r+b", buffering=0)


def _locked(file: BinaryIO) -> bool:
    if os.name == "nt":
        import msvcrt

        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _say(file: BinaryIO) -> None:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    said = {"pid": os.getpid(), "host": platform.node(), "since": since}
    file.seek(0)
    file.truncate()
    file.write(json.dumps(said).encode())


def _said(file: BinaryIO) -> str:
    file.seek(0)
    try:
        said = json.loads(file.read(4096))
        since = show_moment(datetime.fromisoformat(said["since"]), datetime.now().astimezone().date())
        words = _(
            "This clinic is open already, on {host} since {since} (process {pid}). "
            "Go on there, or close it there first."
        )
        return words.format(host=said["host"], since=since, pid=int(said["pid"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return _("This clinic is open already in another Rootline. Go on there, or close it there first.")
