"""Small choices of whoever uses this computer, a file for each sort: no patient is named, nothing depends on them."""

import json
from pathlib import Path
from typing import Any

_LARGEST = 64 * 1024


def place_of(name: str) -> Path:
    """Where a file of choices lies: the user's folder for such things on this platform."""
    from platformdirs import user_config_path

    return user_config_path("Rootline", appauthor=False) / name


def kept(name: str) -> dict[str, Any]:
    """What a file of choices holds; empty where there is none, or it cannot be read."""
    try:
        with place_of(name).open("rb") as file:
            said = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def keep(name: str, said: dict[str, Any]) -> None:
    """Put a file of choices in the place of the present one. Raises OSError."""
    place_of(name).parent.mkdir(parents=True, exist_ok=True)
    place_of(name).write_text(json.dumps(said, indent=1), encoding="utf-8")
