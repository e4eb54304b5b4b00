"""A text as its file says it: sections, items and their marks, each with the line it stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Marks = tuple[tuple[str, tuple[str, ...]], ...]

MARKS: Mapping[str, str] = {
    "only": "kinds of visit, such as M_PRP",
    "with": "agreed procedures, such as nitrous_oxide",
    "if allergic": "words looked for in the allergies",
    "unless allergic": "words looked for in the allergies",
    "for": "male or female",
    "after": "24 hours, 48 hours when deep, or 7 days",
    "scope": "a use of photographs",
}
"""What may stand in [brackets] behind an item, and what its words are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a text. `line` counts from 1, 0 means the whole; only what `blocks` keeps it from use.

    `about` heads a remark that is not about plain words.
    """

    line: int
    words: str
    blocks: bool = True
    about: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence or more with a name of its own. `sign` is `information` or `warning` for a call-out.

    `cells` holds the further cells of a row of a table. `**words**` in a text are printed strong, `{names}` filled in.
    """

    id: str
    text: str
    marks: Marks = ()
    sign: str = ""
    cells: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    def words(self, mark: str) -> tuple[str, ...]:
        """What stands behind a mark; nothing where it is not marked so."""
        return next((words for name, words in self.marks if name == mark), ())

    def led(self) -> tuple[str, str]:
        """The strong first words without their stars, and the rest."""
        if self.text.startswith("**") and (end := self.text.find("**", 2)) > 0:
            return self.text[2:end].strip(), self.text[end + 2 :].strip()
        return "", self.text

    def texts(self) -> Iterator[str]:
        """Everything of it that is printed."""
        yield self.text
        yield from self.cells


@dataclass(frozen=True, slots=True)
class Part:
    """One section. `record` names what is set from the record there, `instruction` is its line in italics.

    `columns` heads its table, if it has one.
    """

    id: str
    title: str
    record: str = ""
    instruction: str = ""
    columns: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    parts: tuple["Part", ...] = ()
    line: int = field(default=0, compare=False)

    def item(self, item_id: str) -> Item | None:
        """The first item of that id."""
        return next((item for item in self.items if item.id == item_id), None)

    def texts(self) -> Iterator[tuple[int, str]]:
        """Everything printed here, with its line; sections within it too."""
        yield self.line, self.title
        if self.instruction:
            yield self.line, self.instruction
        yield from ((self.line, column) for column in self.columns)
        for item in self.items:
            yield from ((item.line, text) for text in item.texts())
        for part in self.parts:
            yield from part.texts()


@dataclass(frozen=True, slots=True)
class Source:
    """A text: what its head says, its title, the line under it, its sections."""

    kind: str
    template: str
    language: str
    version: str
    title: str
    lead: str = ""
    parts: tuple[Part, ...] = ()
    translation_of: str = ""
    line: int = field(default=0, compare=False)

    def part(self, part_id: str) -> Part | None:
        """The first section of that id."""
        return next((part for part in self.parts if part.id == part_id), None)

    def every_part(self) -> Iterator[Part]:
        """All sections, those within others too."""
        for part in self.parts:
            yield part
            yield from part.parts

    def texts(self) -> Iterator[tuple[int, str]]:
        """Everything that is printed, with its line."""
        yield self.line, self.title
        if self.lead:
            yield self.line, self.lead
        for part in self.parts:
            yield from part.texts()
