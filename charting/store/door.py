"""Wrong passwords before the clinic is open: counted beside the chart, answered by waiting, told once it opens.

The wait runs on a monotonic clock from the later of this process's start and its last failure, so that neither a new
start nor a changed clock shortens it. The count keeps nobody out: a file that is lost or spoilt counts as none.
"""

import contextlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from charting.errors import Known
from charting.store.delay import delay_after
from charting.store.durable import write_json
from charting.store.files import DOOR
from charting.words import _, ngettext

_MOST_TOLD = 20
_MOST_COUNTED = 10_000
_LARGEST = 16 * 1024
_LONGEST_NAME = 80


class MustWait(Known):
    """The next try counts only after a wait of `seconds`."""

    def __init__(self, seconds: int) -> None:
        words = ngettext("Wait {count} second, then try again.", "Wait {count} seconds, then try again.", seconds)
        super().__init__(words.format(count=seconds))
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong tries since the clinic was last opened: how many, and of the last ones when, and whose name was tapped.

    `tried` is the name at each of `times`, blank for none; it is shorter where an older Rootline counted.
    """

    count: int = 0
    times: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()

    def words(self) -> str:
        """The sentence about all of them."""
        told = ngettext("{count} wrong try", "{count} wrong tries", self.count).format(count=self.count)
        when = _("at {times}").format(times=", ".join(self.times)) if self.times else ""
        whose = _("for {names}").format(names=", ".join(self.names)) if self.names else ""
        return " ".join(part for part in (told, when, whose) if part)

    def by_name(self) -> list[tuple[str, str]]:
        """A name, blank where none is known, and the sentence for the audit trail: each account has its own tries."""
        if not self.count:
            return []
        if len(self.tried) != len(self.times) or self.count != len(self.times) or not self.times:
            tapped = set(self.tried or self.names)
            return [(tapped.pop() if len(tapped) == 1 else "", self.words())]
        pairs = list(zip(self.tried, self.times, strict=True))
        told = []
        for name in dict.fromkeys(self.tried):
            times = tuple(time for tried, time in pairs if tried == name)
            told.append((name, Failures(len(times), times, (name,) if name else ()).words()))
        return told


class Door:
    """The door of one clinic. `clock` is monotonic, in seconds; make one door when the program starts and keep it."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self._path = folder / DOOR
        self._clock = clock
        self._since = clock()
        self._here = 0

    def failures(self) -> Failures:
        """What was counted; nothing where the file is missing or spoilt."""
        found = _read(self._path)
        return found if found.count >= self._here else Failures(self._here, found.times, found.names, found.tried)

    def waiting(self) -> int:
        """Whole seconds until the next try counts; 0 when it counts now."""
        left = delay_after(self.failures().count) - (self._clock() - self._since)
        return max(0, math.ceil(left))

    def require_open(self) -> None:
        """Raise MustWait while a try does not count."""
        if seconds := self.waiting():
            raise MustWait(seconds)

    def failed(self, at: datetime, name: str = "") -> None:
        """Count a wrong try. `name` is given only where it is of somebody who works here."""
        before = self.failures()
        names = (*before.names, name) if name and name not in before.names else before.names
        times = (*before.times, at.isoformat(timespec="seconds"))[-_MOST_TOLD:]
        self._here = min(before.count + 1, _MOST_COUNTED)
        self._since = self._clock()
        tried = (*before.tried, name)[-_MOST_TOLD:]
        kept = {"failures": self._here, "times": times, "names": [*names][-_MOST_TOLD:], "tried": tried}
        with contextlib.suppress(OSError):
            write_json(self._path, kept)

    def opened(self) -> None:
        """Forget what was counted, once the audit trail holds it."""
        self._here = 0
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


def _read(path: Path) -> Failures:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return Failures()
        kept = json.loads(path.read_bytes())
        count = kept["failures"]
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            return Failures()
        lists = (_texts(kept["times"]), _texts(kept["names"]), _texts(kept.get("tried", [])))
        return Failures(min(count, _MOST_COUNTED), *lists)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Failures()


def _texts(kept: Any) -> tuple[str, ...]:
    if not isinstance(kept, list):
        raise TypeError("a list was expected")
    return tuple(text[:_LONGEST_NAME] for text in kept[-_MOST_TOLD:] if isinstance(text, str) and text.isprintable())
