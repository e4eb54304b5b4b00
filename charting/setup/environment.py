"""The project's own environment, `.venv`: is it there, is it whole, does it fit the lock."""

import json
import os
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from charting.setup.lock import Lock, asked_names, lock, plain_name

_STAMP = "rootline.json"


class State(Enum):
    """How an environment stands towards a lock."""

    READY = "ready"
    OUTDATED = "outdated"  # works, but for another lock or without the tools asked for
    BROKEN = "broken"  # half made, or made by a Python that is gone
    ABSENT = "absent"


@dataclass(frozen=True)
class Environment:
    """A virtual environment at `folder`, for the project at `root`."""

    root: Path
    folder: Path

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def state(self, kind: str) -> State:
        """Return how the environment stands towards the lock of `kind` ("run" or "dev").

        An environment without a stamp was made by another tool, such as uv, which answers for its versions:
        there the names pyproject.toml asks for have to be installed, and that is all.
        """
        if not self.folder.exists():
            return State.ABSENT
        if not (self.folder / "pyvenv.cfg").exists() or not self.python.exists() or len(self._site_packages()) != 1:
            return State.BROKEN
        stamp = self._stamp()
        if stamp is None:
            return State.READY if asked_names(self.root, kind) <= self.installed() else State.OUTDATED
        if stamp.get("installing") or not self._same_python(stamp):
            return State.BROKEN
        digests = {each: lock(self.root, each).digest() for each in ("run", "dev")}
        enough = stamp.get("lock") == digests["dev"] or (kind == "run" and stamp.get("lock") == digests["run"])
        return State.READY if enough else State.OUTDATED

    def was_made_for(self, kind: str) -> bool:
        """Whether the last finished installation was of `kind`."""
        return (self._stamp() or {}).get("kind") == kind

    def mark_begun(self) -> None:
        """Note that an installation is under way; a killed one is known by it."""
        self._write({"installing": "yes"})

    def mark_done(self, done: Lock) -> None:
        """Note that everything in `done` is installed."""
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        self._write({"kind": done.kind, "lock": done.digest(), "python": version})

    def installed(self) -> set[str]:
        """Return the plain names of the distributions installed in it."""
        names = set()
        for folder in self._site_packages():
            for entry in folder.glob("*.dist-info"):
                if (entry / "RECORD").exists():
                    names.add(plain_name(entry.stem.rsplit("-", 1)[0]))
        return names

    def _site_packages(self) -> list[Path]:
        return [*self.folder.glob("lib/python3.*/site-packages")] or [*self.folder.glob("Lib/site-packages")]

    def _same_python(self, stamp: dict[str, str]) -> bool:
        """A system upgrade can put another Python behind the same link, which then sees none of the packages."""
        name = self.python.resolve().name
        return not name.startswith("python3.") or name == f"python{stamp.get('python')}"

    def _stamp(self) -> dict[str, str] | None:
        try:
            stamp = json.loads((self.folder / _STAMP).read_text("utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            return {"installing": "yes"}
        return stamp if isinstance(stamp, dict) else {"installing": "yes"}

    def _write(self, stamp: dict[str, str]) -> None:
        (self.folder / _STAMP).write_text(json.dumps(stamp) + "\n", "utf-8")


def own(root: Path) -> Environment:
    """Return the environment beside main.py, made or not."""
    return Environment(root, root / ".venv")


def current(root: Path) -> Environment | None:
    """Return the environment this process runs in, None outside any."""
    return Environment(root, Path(sys.prefix)) if sys.prefix != sys.base_prefix else None
