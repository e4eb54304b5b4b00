"""How each kind of paper was printed last on this computer; no patient is named, and nothing depends on it."""

from dataclasses import dataclass

from charting.local_choices import keep, kept
from charting.records.print_job import ONE_SIDE, RECIPIENTS, SIDES

_FILE = "printing.json"
_PLACES = "label_places"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """Printer by its name here, copies, sides and recipient by their codes; `recipient` is None for nobody."""

    printer: str
    copies: int = 1
    sides: str = ONE_SIDE
    recipient: str | None = None


def choice_for(kind: str) -> PrintChoice | None:
    """How this kind of paper was printed last on this computer; None where it was not, or that cannot be read."""
    said = kept(_FILE).get(kind)
    if not isinstance(said, dict) or not isinstance(said.get("printer"), str):
        return None
    copies = said.get("copies")
    sides, recipient = said.get("sides"), said.get("recipient")
    return PrintChoice(
        said["printer"],
        copies if type(copies) is int and copies > 0 else 1,
        sides if isinstance(sides, str) and sides in SIDES else ONE_SIDE,
        recipient if isinstance(recipient, str) and recipient in RECIPIENTS else None,
    )


def remember(kind: str, choice: PrintChoice) -> None:
    """Keep how a kind of paper was printed. Where that cannot be written the next time simply asks again."""
    said = {"printer": choice.printer, "copies": choice.copies, "sides": choice.sides, "recipient": choice.recipient}
    try:
        keep(_FILE, kept(_FILE) | {kind: said})
    except OSError:
        return


def first_label_place(size: str) -> int:
    """The first free place of the sheet of labels begun last on this computer, counted from 1."""
    places = kept(_FILE).get(_PLACES)
    at = places.get(size) if isinstance(places, dict) else None
    return at if type(at) is int and at >= 1 else 1


def remember_label_place(size: str, place: int) -> None:
    """Keep where the next labels begin. Where that cannot be written the next time begins at the first place."""
    before = kept(_FILE).get(_PLACES)
    places = {**(before if isinstance(before, dict) else {}), size: place}
    try:
        keep(_FILE, kept(_FILE) | {_PLACES: places})
    except OSError:
        return
