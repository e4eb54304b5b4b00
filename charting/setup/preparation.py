"""The one command's set-up: makes or mends `.venv`, then goes on inside it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charting.errors import Known
from charting.setup.environment import Environment, State, current, own
from charting.setup.lock import lock
from charting.setup.packages import install
from charting.setup.progress import Progress
from charting.setup.system_packages import obtain
from charting.words import _

_HANDED_OVER = "ROOTLINE_SET_UP"


def prepare(root: Path, kind: str, arguments: list[str]) -> None:
    """Return when this process runs where the packages of `kind` ("run" or "dev") are; go there otherwise.

    Going there replaces this process by `main.py` with the same `arguments` in the environment's own Python.

    Raises:
        Known: the environment cannot be made.
    """
    handed_over = os.environ.pop(_HANDED_OVER, None) == kind
    here = current(root)
    if here is not None and here.state(kind) is State.READY:
        return
    environment = own(root)
    if handed_over:
        raise Known(
            _("The set-up in {folder} does not hold; remove it and start again.").format(folder=environment.folder)
        )
    with _alone(root):
        state = environment.state(kind)
        if state is not State.READY:
            _make(environment, state, kind)
    _go_on(environment, root / "main.py", kind, arguments)


def _make(environment: Environment, state: State, kind: str) -> None:
    progress = Progress()
    if state is State.OUTDATED and environment.was_made_for("dev"):
        kind = "dev"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if state is State.OUTDATED:
        progress.say(_("Rootline brings its packages up to date"))
    else:
        progress.say(_("Rootline sets itself up in {folder}, once").format(folder=environment.folder))
        if importlib.util.find_spec("ensurepip") is None:
            obtain([f"python{version}-venv"], _("The set-up"), progress)
        progress.say(_("Making an environment for Python {version}").format(version=version))
        try:
            if environment.folder.exists():
                shutil.rmtree(environment.folder)
            environment.folder.mkdir()
            environment.mark_begun()
        except OSError as error:
            raise Known(
                _("{folder} cannot be made anew: {reason}.").format(folder=environment.folder, reason=error.strerror)
            ) from None
        _run([_base_python(), "-m", "venv", str(environment.folder)])
    environment.mark_begun()
    if "pip" not in environment.installed():
        _run([str(environment.python), "-m", "ensurepip"])
    wanted = lock(environment.root, kind)
    install(environment, wanted, progress)
    environment.mark_done(wanted)
    progress.say(_("Set-up is complete"))


def _base_python() -> str:
    return getattr(sys, "_base_executable", None) or sys.executable


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", close_fds=False, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        reason = said[-1] if said else str(done.returncode)
        raise Known(_("The environment cannot be made: {reason}.").format(reason=reason.rstrip(".")))


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let a second start wait while a first one still installs. Windows locks differ and go without.

    The lock passes on to the programs started meanwhile: when only this process is killed, a pip left behind keeps it.
    """
    if os.name == "nt":
        yield
        return
    import fcntl

    with (root / "pyproject.toml").open("rb") as held:
        os.set_inheritable(held.fileno(), True)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            Progress().say(_("Another start is setting up; waiting for it"))
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _go_on(environment: Environment, script: Path, kind: str, arguments: list[str]) -> None:
    command = [str(environment.python), str(script), *arguments]
    surroundings = {**os.environ, _HANDED_OVER: kind, "VIRTUAL_ENV": str(environment.folder)}
    if os.name == "nt":  # exec on Windows would give the terminal back at once
        sys.exit(subprocess.run(command, env=surroundings, check=False).returncode)
    os.execve(command[0], command, surroundings)
