"""Sealing the head of an open chart's audit chain, and comparing it when the chart is opened again."""

import contextlib
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from charting.store.audit import head_of, mac_at
from charting.store.seal_head import SEAL, Head, NoSeal, read_head, write_head
from charting.words import _


class HeadSeal:
    """The seal of one open chart. `trouble` says in words what did not fit at opening; blank while all is well.

    While there is trouble the file stays as it was found: it is the evidence.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.trouble = ""
        self._path, self._key = path, key
        self._epoch = 0
        self._sealed: Head | None = None

    def compare(self, connection: sa.Connection) -> Head | None:
        """Compare the chain with its seal and return where it ends; None where it cannot be read."""
        try:
            self._sealed = sealed_at(self._path, self._key)
            self._epoch = self._sealed.epoch if self._sealed else 0
            self.trouble = trouble_of(connection, self._sealed)
            return head_of(connection, self._epoch)
        except (DBAPIError, ValueError) as damaged:
            self.trouble = _("The audit trail cannot be read: {reason}.").format(
                reason=getattr(damaged, "orig", damaged)
            )
            return None

    def write(self, head: Head) -> None:
        """Seal the head, after every save. A disk that refuses stops nothing: the chain is in the chart, the next seal
        counts.
        """
        head = Head(head.count, head.mac, self._epoch)
        if self.trouble or head == self._sealed:
            return
        with contextlib.suppress(OSError):
            write_head(self._path, self._key, head)
            self._sealed = head

    def begin_anew(self, head: Head) -> None:
        """Seal the chain as it stands now, in spite of what did not fit."""
        self._epoch += 1
        self.trouble = ""
        self.write(head)


def sealed_at(path: Path, key: bytes) -> Head | None:
    """The head sealed at `path`, or None. Read it before the chain: a seal never runs ahead of what was saved."""
    try:
        return read_head(path, key)
    except NoSeal:
        return None


def trouble_of(connection: sa.Connection, sealed: Head | None) -> str:
    """What does not fit between the chain and its seal, in words; blank when they fit.

    A chain may be ahead of its seal, by the save a kill fell into, but never behind it.
    """
    if sealed is None:
        return _("The seal beside the chart ({name}) is missing or cannot be read.").format(name=SEAL)
    found = mac_at(connection, sealed.count)
    if found is None:
        words = _(
            "The audit trail ends at entry #{end}, but #{sealed} was sealed: its end is gone, or this is an older copy."
        )
        return words.format(end=head_of(connection).count, sealed=sealed.count)
    if found != sealed.mac:
        words = _("Entry #{count} of the audit trail is not the one that was sealed: entries were replaced.")
        return words.format(count=sealed.count)
    return ""
