"""Writing that survives a power cut: the file first, then the folder that names it."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any


def write_json(path: Path, kept: Any) -> None:
    """Replace `path` by `kept` as JSON, whole or not at all. Raises OSError.

    A folder's name that is no UTF-8 is escaped, and read back as it was.
    """
    beside = path.with_name(f".{path.name}.part")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o600)
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Have what was written to `path` on the disk. Never for an open chart: closing it would drop SQLite's locks."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk. Windows does so by itself."""
    if os.name == "nt":
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    except OSError:
        pass  # some sticks and shares cannot; the file itself was synced
    finally:
        os.close(held)
