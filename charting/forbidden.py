"""The wordings of the procedure sheets that no patient may read (clinical.md 9.4)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.text_files import TEXTS, text_file


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A wording no patient may read."""

    id: str
    why: str
    pattern: re.Pattern[str]


@cache
def forbidden(folder: Path = TEXTS) -> tuple[Forbidden, ...]:
    """The wordings of the procedure sheets that no patient may read. Raises `Known` when the file is wrong."""
    found = []
    for entry in text_file(folder / "forbidden.toml").entries("forbidden"):
        for pattern in entry.words("patterns"):
            try:
                compiled = re.compile(pattern, re.IGNORECASE)
            except re.error as error:
                raise entry.wrong(str(error)) from error
            found.append(Forbidden(entry.text("id"), entry.text("why"), compiled))
    return tuple(found)


def forbidden_in(text: str) -> list[str]:
    """Which forbidden wordings stand in `text`, as `X7: no downtime`. Line breaks do not hide them."""
    flat = " ".join(text.replace("**", "").replace("’", "'").replace("‑", "-").replace("–", "-").split())
    return [f"{entry.id}: {match[0]}" for entry in forbidden() if (match := entry.pattern.search(flat))]
