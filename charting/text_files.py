"""Reading the files of patient texts: every mistake in one is named with its file and entry."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from charting.errors import Known
from charting.rules.aftercare_dates import names_any
from charting.words import _

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
TEXTS = RESOURCES / "texts"
KINDS = ("MN", "M_PRP", "PRP_only")
_BLANK = re.compile(r"\{(\w*)\}")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and for whom it stands. Empty conditions stand for everybody.

    `kinds` are kinds of visit, `procedures` need at least one agreed procedure, `if_allergic` and `unless_allergic`
    are words looked for in the recorded allergies. `**words**` are printed strong; `{names}` are filled in.
    """

    id: str
    text: str
    kinds: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    if_allergic: tuple[str, ...] = ()
    unless_allergic: tuple[str, ...] = ()

    def fits(self, kind: str, procedures: Iterable[str] = (), allergies: Iterable[str] = ()) -> bool:
        """Whether this passage stands for such a visit of such a patient."""
        known = tuple(allergies)
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.procedures or any(p in self.procedures for p in procedures))
            and (not self.if_allergic or names_any(known, self.if_allergic))
            and not names_any(known, self.unless_allergic)
        )

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with its names filled in. Raises KeyError for a name without a value."""
        return fill(self.text, values)


class Entry:
    """One table of a text file, read with checks. Raises `Known` with file and entry for whatever is wrong."""

    def __init__(self, path: Path, place: str, table: Mapping[str, Any], blanks: frozenset[str] = frozenset()) -> None:
        self.path, self.place, self._table, self._blanks = path, place, table, blanks

    def wrong(self, what: str) -> Known:
        """The error to raise about this entry."""
        return Known(_("{file}, {entry}: {what}.").format(file=self.path.name, entry=self.place, what=what))

    def text(self, key: str, default: str | None = None) -> str:
        """A text that must be there, unless a default is given."""
        value = self._table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(_("“{key}” must be a text").format(key=key))
        for name in _BLANK.findall(value):
            if name not in self._blanks:
                raise self.wrong(_("“{key}” names {{{name}}}, which is not known here").format(key=key, name=name))
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent means none."""
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise self.wrong(_("“{key}” must be a list of texts").format(key=key))
        return tuple(value)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of visit this entry is for."""
        found = self.words("kinds")
        for kind in found:
            if kind not in KINDS:
                raise self.wrong(_("“{kind}” is no kind of treatment").format(kind=kind))
        return found

    def count(self, key: str) -> int | None:
        """A whole number above 0; absent is None."""
        value = self._table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value <= 0):
            raise self.wrong(_("“{key}” must be a whole number above 0").format(key=key))
        return value

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A text out of a few."""
        value = self.text(key, default)
        if value not in (*allowed, default):
            raise self.wrong(_("“{value}” is not known for “{key}”").format(value=value, key=key))
        return value

    def inner(self, key: str) -> "Entry":
        """A single table below this one."""
        value = self._table.get(key)
        if not isinstance(value, dict):
            raise self.wrong(_("the table “{key}” is missing").format(key=key))
        return Entry(self.path, key, value, self._blanks)

    def entries(self, key: str, required: bool = True) -> list["Entry"]:
        """The tables of a list below this one, each named by its id or code."""
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value) or (required and not value):
            raise self.wrong(_("the list “{key}” is missing").format(key=key))
        return [
            Entry(self.path, f"{key} {row.get('id', row.get('code', place))}", row, self._blanks)
            for place, row in enumerate(value, start=1)
        ]

    def passage(self) -> Passage:
        """This entry as a passage."""
        return Passage(
            self.text("id"),
            self.text("text"),
            self.kinds(),
            self.words("procedures"),
            self.words("if_allergic"),
            self.words("unless_allergic"),
        )

    def passages(self, key: str) -> tuple[Passage, ...]:
        """The passages of a list below this one."""
        return tuple(entry.passage() for entry in self.entries(key))


@cache
def text_file(path: Path, blanks: frozenset[str] = frozenset()) -> Entry:
    """A text file as its outermost entry; `blanks` are the names its texts may hold. Raises `Known`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Known(_("The text file {file} cannot be read: {why}.").format(file=path, why=error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Known(_("{file} is not written correctly: {why}.").format(file=path.name, why=error)) from error
    return Entry(path, _("top"), table, blanks)


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its `{names}` replaced. Raises KeyError for a name without a value."""
    return _BLANK.sub(lambda match: values[match[1]], text)


def blanks_in(text: str) -> set[str]:
    """The names that `text` wants filled in."""
    return set(_BLANK.findall(text))


def strong_parts(text: str) -> tuple[tuple[str, bool], ...]:
    """`text` cut into pieces, each with whether it is printed strong; the stars are gone."""
    pieces = _STRONG.split(text)
    return tuple((piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece)
