"""A file that is there whole or not at all: a full disk leaves no half paper behind, nor spoils the one before it."""

import os
from contextlib import suppress
from pathlib import Path

from charting.own_files import require_no_chart


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the place and take the name once all is on the disk; only its owner may read it. Raises OSError."""
    require_no_chart(path)
    part = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            part.chmod(0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
