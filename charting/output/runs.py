"""Text with its emphasis: what a cell or a paragraph says, and the states a printed value can be in."""

from collections.abc import Sequence
from typing import NamedTuple

from charting.output.fonts import Face
from charting.output.marks import Mark
from charting.words import _


class Run(NamedTuple):
    """A stretch of text in one dress. `face` None takes the paragraph's own; `scale` is of the paragraph's size."""

    text: str
    face: Face | None = None
    scale: float = 1.0
    struck: bool = False
    mark: Mark | None = None
    tag: bool = False


Words = str | Run | Sequence[str | Run]
"""What any part takes for text: a plain string, or pieces of it with emphasis. Nothing in it is ever markup."""

_SMALL = 0.81


def runs(words: Words) -> list[Run]:
    """`words` as a list of runs."""
    if isinstance(words, str):
        return [Run(words)]
    if isinstance(words, Run):
        return [words]
    return [Run(word) if isinstance(word, str) else word for word in words]


def plain(words: Words) -> str:
    """What `words` say, without their dress."""
    return "".join(run.text for run in runs(words))


def strong(text: str) -> Run:
    """Text in SemiBold."""
    return Run(text, Face.SEMIBOLD)


def on_one_line(text: str) -> str:
    """Text among other text on a line: its line breaks are blanks."""
    return " ".join(text.split("\n"))


def small(text: str) -> Run:
    """Text at the size of a note."""
    return Run(text, scale=_SMALL)


def tag(text: str) -> Run:
    """White on black: OVERRIDDEN, DRAFT."""
    return Run(text, tag=True)


def warning(text: str = "") -> list[Run]:
    """The triangle, and the SemiBold word it stands with."""
    return [Run("", mark=Mark.WARNING), Run(text, Face.SEMIBOLD)]


def not_recorded() -> Run:
    """An answer nobody gave."""
    return Run(_("Not recorded"), Face.ITALIC)


def not_asked() -> Run:
    """A question nobody asked."""
    return Run(_("Not asked"), Face.ITALIC)


def not_known(reason: str = "") -> list[Run]:
    """A value that cannot be computed, and why."""
    said = [Run(_("not known"), Face.ITALIC)]
    return [*said, small(f" ({reason})")] if reason else said


def outside(value: str, usual: str = "") -> list[Run]:
    """A value outside its usual range, which `usual` states."""
    said = warning(value)
    return [*said, small(" " + _("usual {range}").format(range=usual))] if usual else said


def calculated(value: str, working: str) -> list[Run]:
    """A result with the working that gave it."""
    return [strong(value), small(f" = {working}")]


def amended(was: str, now: str, reference: str) -> list[Run]:
    """A value changed after signing: the first stays visible. `reference` names its row in the amendments."""
    return [Run(was, struck=True), strong(f"  {now}  [{reference}]")]
