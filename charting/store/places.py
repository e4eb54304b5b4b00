"""Where a live chart must not lie: network shares and folders that a program keeps in step with a cloud.

SQLite's locks cannot be trusted across a network, and a synchroniser copies the chart and its log at different moments.
A backup may lie in such a place: it is one finished, encrypted file.
"""

import json
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from charting.errors import Known
from charting.store.durable import write_json
from charting.store.files import PLACE
from charting.words import _

SHORTEST_REASON = 15
_NETWORK = re.compile(
    r"nfs4?|cifs|smb[23]?|smbfs|afs|ncpfs|coda|ceph|glusterfs|lustre|beegfs|davfs2?"
    r"|fuse\.(sshfs|davfs2?|rclone|glusterfs|ceph|s3fs|gvfsd-fuse|kio-fuse|google-drive-ocamlfuse|onedriver)"
)
_CLOUDS = (
    ("OneDrive", r"onedrive( - .+)?"),
    ("Dropbox", r"dropbox( \(.+\))?"),
    ("Google Drive", r"google ?drive( \(.+\))?|googledrive-.+|my drive"),
    ("iCloud Drive", r"icloud ?drive|mobile documents|com~apple~clouddocs"),
    ("Nextcloud", r"nextcloud\d*"),
    ("ownCloud", r"owncloud\d*"),
    ("Box", r"box sync"),
    ("pCloud", r"pcloud ?drive|pcloud ?sync"),
    ("MEGA", r"megasync"),
    ("Syncthing", r"syncthing"),
    ("cloud storage", r"cloudstorage"),
)
_MARKS = (
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("Google Drive", ".tmp.drivedownload"),
    ("Google Drive", ".tmp.driveupload"),
    ("Nextcloud", ".nextcloudsync.log"),
    ("Nextcloud", ".sync_*.db"),
    ("Nextcloud", "._sync_*.db"),
    ("ownCloud", ".owncloudsync.log"),
    ("Syncthing", ".stfolder"),
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


class UnsafePlace(Known):
    """The chart would lie on a network share or in a synchronised folder."""


@dataclass(frozen=True, slots=True)
class Danger:
    """Why a place is refused: `kind` is "network" or "cloud", `what` names it."""

    kind: str
    what: str

    def words(self, folder: Path) -> str:
        """The explanation, with what to do."""
        if self.kind == "network":
            words = _(
                "{folder} lies on a network share ({what}). Locks do not hold there and a chart can be ruined. "
                "Keep it on a disk of this computer, and let backups go to the share."
            )
        else:
            words = _(
                "{folder} is kept in step by {what}, which copies a chart in pieces and can ruin it. "
                "Keep it outside that folder, and let backups go there."
            )
        return words.format(folder=folder, what=self.what)


def danger_of(folder: Path, mounts: str | None = None) -> Danger | None:
    """What speaks against a live chart in `folder`; `mounts` stands for /proc/mounts. The folder need not exist."""
    if str(folder).startswith(("\\\\", "//")):
        return Danger("network", _("a share named with two slashes"))
    place = Path(os.path.realpath(folder))
    if network := _network(place, _mounts() if mounts is None else mounts):
        return Danger("network", network)
    for names in (folder.absolute(), place):
        if cloud := _named(names):
            return Danger("cloud", cloud)
    cloud = _marked([place, *place.parents])
    return Danger("cloud", cloud) if cloud else None


def require_safe(folder: Path) -> None:
    """Raise UnsafePlace where a chart must not lie, unless somebody accepted this very place in writing."""
    danger = danger_of(folder)
    if danger is not None and _accepted(folder) != (os.path.realpath(folder), danger.kind):
        raise UnsafePlace(danger.words(folder))


def accept_place(folder: Path, reason: str, by: str, at: datetime) -> None:
    """Keep in writing that the clinic lies in a refused place all the same. Raises Known for a reason too short or
    without a name.

    It counts for this folder and this kind of danger only.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise Known(_("Give the reason in at least {count} characters.").format(count=SHORTEST_REASON))
    if not by.strip():
        raise Known(_("Give the name of whoever decides this."))
    danger = danger_of(folder)
    if danger is None:
        return
    kept = {"folder": os.path.realpath(folder), "kind": danger.kind, "what": danger.what}
    kept |= {"reason": reason.strip(), "by": by.strip(), "at": at.isoformat(timespec="seconds")}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_json(folder / PLACE, kept)
    except OSError as refused:
        words = _("{folder} cannot be written to: {reason}.")
        raise Known(words.format(folder=folder, reason=refused.strerror)) from refused


def acceptance(folder: Path) -> str:
    """Who accepted this refused place, why and when, in words; blank for a place that is not refused."""
    danger, kept = danger_of(folder), _written(folder)
    if danger is None or kept is None or (kept["folder"], kept["kind"]) != (os.path.realpath(folder), danger.kind):
        return ""
    words = _("{danger} It is kept there all the same: {reason} ({by}, {at})")
    return words.format(danger=danger.words(folder), reason=kept["reason"], by=kept["by"], at=kept["at"])


def _accepted(folder: Path) -> tuple[str, str] | None:
    kept = _written(folder)
    return None if kept is None else (kept["folder"], kept["kind"])


def _written(folder: Path) -> dict[str, str] | None:
    try:
        kept = json.loads((folder / PLACE).read_text(encoding="utf-8"))
        said = {name: str(kept[name]) for name in ("folder", "kind", "reason", "by", "at")}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return said if len(said["reason"]) >= SHORTEST_REASON else None


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _network(place: Path, mounts: str) -> str:
    """The file system that the longest mount point above `place` has, where it comes over a network."""
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _REMOTE_DRIVE
        return place.anchor if remote else ""
    found, depth = "", -1
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = PurePath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), parts[1]))
        if len(point.parts) >= depth and (place == point or point in place.parents):
            found, depth = parts[2], len(point.parts)
    return found if _NETWORK.fullmatch(found) else ""


def _named(place: Path) -> str:
    for part in place.parts:
        for cloud, pattern in _CLOUDS:
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return cloud
    return ""


def _marked(folders: Iterable[Path]) -> str:
    home = Path.home()
    for folder in folders:
        if folder == home:  # Dropbox keeps its settings there as well
            continue
        for cloud, mark in _MARKS:
            try:
                if any(folder.glob(mark)):
                    return cloud
            except OSError:
                continue
    return ""
