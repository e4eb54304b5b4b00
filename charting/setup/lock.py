"""The lock files: exact versions and hashes of everything that is installed."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)", re.MULTILINE)


def plain_name(name: str) -> str:
    """Return a distribution's name as package tools compare names: lower case, hyphens."""
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass(frozen=True)
class Lock:
    """One lock file: `kind` is "run" (what Rootline needs) or "dev" (that and the tools that check it)."""

    kind: str
    path: Path

    def digest(self) -> str:
        """Return the SHA-256 of the file in hex, indifferent to the line endings of a Windows checkout."""
        return hashlib.sha256(self.path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()

    def pins(self) -> dict[str, str]:
        """Return version by plain name, of every platform."""
        return {plain_name(name): version for name, version in _PIN.findall(self.path.read_text("utf-8"))}


def lock(root: Path, kind: str) -> Lock:
    """Return the lock of `kind` in the project at `root`."""
    return Lock(kind, root / "resources" / "locks" / f"{kind}.txt")


def asked_names(root: Path, kind: str) -> set[str]:
    """Return the plain names pyproject.toml asks for on every platform; those behind a marker are left out."""
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    asked = list(project["project"]["dependencies"])
    if kind == "dev":
        asked += project["dependency-groups"]["dev"]
    return {plain_name(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in asked if ";" not in line}
