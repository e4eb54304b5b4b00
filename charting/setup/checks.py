"""The check of the whole project: style, types, layers, then the tests."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_LAYERS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
_STATIC = {
    "ruff check": ["-m", "ruff", "check", "--quiet", "."],
    "ruff format": ["-m", "ruff", "format", "--quiet", "--check", "--diff", "."],
    "mypy": ["-m", "mypy", "--no-error-summary"],
    "layers": ["-c", _LAYERS],
}
# A file stays together: its clinic is made once. Files come in the order tests/conftest.py gives them.
_ON_ALL_CORES = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")


def run_checks(root: Path, pytest: tuple[str, ...]) -> int:
    """Run every check, say each one's outcome, and return the exit status: 0 only when all passed.

    The tests come last, so that pytest's closing line is the last line said.
    """
    with tempfile.TemporaryDirectory(prefix="rootline-checks-", ignore_cleanup_errors=True) as folder:
        return _check(root, pytest, _with_compiled_modules(_surroundings(root), folder))


def _check(root: Path, pytest: tuple[str, ...], surroundings: dict[str, str]) -> int:
    began = time.monotonic()
    running = {
        name: subprocess.Popen(
            [sys.executable, *command],
            cwd=root,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        for name, command in _STATIC.items()
    }
    failed = 0
    for name, process in running.items():
        said = process.communicate()[0].strip()
        outcome = f"FAILED ({process.returncode})" if process.returncode else "passed"
        failed += bool(process.returncode)
        sys.stdout.write(f"{name}: {outcome}\n")
        if process.returncode and said:
            sys.stdout.write(f"{said}\n")
    sys.stdout.write(f"static checks: {failed} of {len(running)} failed in {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()
    return _run_pytest(root, surroundings, (*_ON_ALL_CORES, *pytest)) or int(failed > 0)


def run_faults(root: Path, pytest: tuple[str, ...]) -> int:
    """Try every fault at length (tests/faults), and return the exit status. It takes the better part of an hour."""
    return _run_at_length(root, "ROOTLINE_FAULTS", ("tests/faults", *pytest))


def run_looks(root: Path, pytest: tuple[str, ...]) -> int:
    """Walk through every screen at every size, and return the exit status."""
    return _run_at_length(root, "ROOTLINE_LOOKS", ("tests/ui/test_every_screen.py", *pytest))


def _run_at_length(root: Path, what: str, arguments: tuple[str, ...]) -> int:
    return _run_pytest(root, {**_surroundings(root), what: "at length"}, arguments)


def _surroundings(root: Path) -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(root)}


def _with_compiled_modules(surroundings: dict[str, str], folder: str) -> dict[str, str]:
    """Where Python is told to leave no compiled modules behind, keep them in `folder` while the checks run.

    The tests start about a hundred programs, and each would compile every module anew.
    """
    if not surroundings.pop("PYTHONDONTWRITEBYTECODE", ""):
        return surroundings
    return {**surroundings, "PYTHONPYCACHEPREFIX": folder}


def _run_pytest(root: Path, surroundings: dict[str, str], arguments: tuple[str, ...]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=root, env=surroundings, check=False).returncode
