"""How each kind of paper was printed last on this computer; no patient is named, and nothing depends on it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from charting.records.print_job import ONE_SIDE, RECIPIENTS, SIDES

_FILE = "printing.json"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """Printer by its name here, copies, sides and recipient by their codes; `recipient` is None for nobody."""

    printer: str
    copies: int = 1
    sides: str = ONE_SIDE
    recipient: str | None = None


def choice_for(kind: str) -> PrintChoice | None:
    """How this kind of paper was printed last on this computer; None where it was not, or that cannot be read."""
    said = _read().get(kind)
    if not isinstance(said, dict) or not isinstance(said.get("printer"), str):
        return None
    copies = said.get("copies")
    sides, recipient = said.get("sides"), said.get("recipient")
    return PrintChoice(
        said["printer"],
        copies if type(copies) is int and copies > 0 else 1,
        sides if isinstance(sides, str) and sides in SIDES else ONE_SIDE,
        recipient if recipient in RECIPIENTS else None,
    )


def remember(kind: str, choice: PrintChoice) -> None:
    """Keep how a kind of paper was printed. Where that cannot be written the next time simply asks again."""
    said = {"printer": choice.printer, "copies": choice.copies, "sides": choice.sides, "recipient": choice.recipient}
    try:
        _place().parent.mkdir(parents=True, exist_ok=True)
        _place().write_text(json.dumps(_read() | {kind: said}, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return


def _read() -> dict[str, Any]:
    try:
        said = json.loads(_place().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("Rootline", appauthor=False) / _FILE
