"""Questions that are spoken once for several rows of the checklist, read from resources/catalogue/screening.toml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.catalogue_screening import ALONE, FOLDER, Entry, read_entries, screening_rows


@dataclass(frozen=True, slots=True)
class Spoken:
    """One question put to the patient, and the rows that a no to it answers. They stand in one group."""

    code: str
    question: str
    rows: tuple[str, ...]


@cache
def spoken_questions(folder: Path = FOLDER) -> tuple[Spoken, ...]:
    """The spoken questions in their order. Raises Known, naming the entry, when one cannot be used."""
    known = screening_rows(folder)
    taken: set[str] = set()

    def made(entry: Entry) -> Spoken:
        rows = tuple(entry["rows"])
        if len(rows) < 2 or any(known[code].asked != ALONE for code in rows):
            raise ValueError("two rows or more, each asked alone")
        if len({known[code].group for code in rows}) > 1 or taken & set(rows):
            raise ValueError("rows of one group, each in one question")
        taken.update(rows)
        return Spoken(entry["code"], entry["question"], rows)

    return tuple(read_entries(folder / "screening.toml", "spoken", made))
