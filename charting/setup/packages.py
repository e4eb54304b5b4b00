"""Installs what a lock names into an environment: pip, hash-checked, its talk turned into counted steps."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from charting.errors import Known
from charting.setup.environment import Environment
from charting.setup.lock import Lock
from charting.setup.progress import Progress
from charting.words import _

# "Processing" is a wheel from a folder on this machine; its file name begins with name and version.
_FETCHED = re.compile(r"(?:Collecting |Processing (?:.*[\\/])?)([A-Za-z0-9._-]+?)(?:==|-(?=\d))([^\s;-]+)")
_KEPT = "Requirement already satisfied:"
_LOG = "set-up.log"
_EXIT = "\0exit "


def install(environment: Environment, lock: Lock, progress: Progress) -> None:
    """Install every package of `lock` that fits this platform.

    Raises:
        Known: a package could not be fetched, does not match its hash or has no build for this machine.
    """
    total, met, complaint = len(lock.pins()), 0, ""
    command = [str(environment.python), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-deps"]
    command += ["--progress-bar=off", "--no-warn-script-location", "--disable-pip-version-check", "-r", str(lock.path)]
    with (environment.folder / _LOG).open("w", encoding="utf-8") as log:
        for line in _lines(command, environment.root):
            if line.startswith(_EXIT):
                raise _refusal(complaint, environment.folder / _LOG)
            log.write(line)
            if line.startswith("Ignoring "):
                total -= 1
            elif line.startswith(_KEPT):
                met += 1
            elif found := _FETCHED.match(line):
                met += 1
                package = " ".join(found.groups())
                progress.count(_("Fetching {n} of {total}: {package}").format(n=met, total=total, package=package))
            elif line.startswith("Installing collected packages"):
                progress.say(_("Unpacking {total} packages").format(total=line.count(",") + 1))
            elif line.startswith("ERROR: ") and not complaint:
                complaint = line.removeprefix("ERROR: ").strip().rstrip(".")


def _lines(command: list[str], folder: Path) -> Iterator[str]:
    """Yield what `command` says, and a last line beginning with `_EXIT` where it failed."""
    # A person's pip settings may ask for --user or a target, which would install elsewhere.
    surroundings = {name: value for name, value in os.environ.items() if name not in ("PIP_USER", "PIP_TARGET")}
    surroundings |= {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,  # pip keeps the lock of preparation, even when this process is killed
    ) as process:
        assert process.stdout is not None
        try:
            yield from process.stdout
        except BaseException:
            process.terminate()
            raise
        code = process.wait()
    if code:
        yield f"{_EXIT}{code}\n"


def _refusal(complaint: str, log: Path) -> Known:
    if "DO NOT MATCH THE HASHES" in complaint:
        return Known(_("A package is not the locked one, so nothing was installed; see {log}.").format(log=log))
    return Known(
        _(
            "The packages could not be installed ({complaint}); check the network connection and start again, "
            "everything is in {log}."
        ).format(complaint=complaint or _("pip gave no reason"), log=log)
    )
