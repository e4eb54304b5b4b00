"""Labels with their values run on in one paragraph, where a page breaks between them and not within one."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.platypus import Flowable

from charting.output.runs import Run, Words, runs, strong
from charting.output.styles import HALF_A_PAGE, Styles, Type
from charting.output.text import Text

_LEAST_LINES = 2


class Entry(NamedTuple):
    """What stays on one page, a label and its value; `before` parts it from the entry it follows there."""

    said: Words
    before: str = "  ·  "


class RunOn(Text):
    """Entries one after another. One deeper than half a page has a paragraph of its own, which may break anywhere."""

    def __init__(
        self, entries: Sequence[Entry], dress: Type, *, space_before: float = 0, space_after: float = 0
    ) -> None:
        super().__init__(_joined(entries), dress, space_before=space_before, space_after=space_after)
        self._entries = list(entries)

    def split(self, width: float, height: float) -> list[Flowable]:
        """The entries that fit and the rest, two lines at least in each; nothing if that cannot be."""
        if self.wrap(width, height)[1] <= height + 0.01:
            return [self]
        fits = self._fitting(width, height)
        long = Text(self._entries[fits].said, self._dress)
        if long.wrap(width, height)[1] > HALF_A_PAGE:
            above: list[Flowable] = [self._of(0, fits)] if fits else []
            below: list[Flowable] = [self._of(fits + 1)] if fits + 1 < len(self._entries) else []
            begun = [long] if above else long.split(width, height)
            return [*above, *begun, *below] if begun else []
        while fits and self._of(fits).line_count(width) < _LEAST_LINES:
            fits -= 1
        if not fits or self._of(0, fits).line_count(width) < _LEAST_LINES:
            return []
        return [self._of(0, fits), self._of(fits)]

    def _fitting(self, width: float, height: float) -> int:
        """How many entries fit."""
        least, most = 0, len(self._entries) - 1
        while least < most:
            middle = (least + most + 1) // 2
            if self._of(0, middle).wrap(width, height)[1] <= height + 0.01:
                least = middle
            else:
                most = middle - 1
        return least

    def _of(self, first: int, last: int | None = None) -> "RunOn":
        """A paragraph of some of the entries, in its place among the others."""
        before = 0 if first else self.spaceBefore
        after = self.spaceAfter if last is None else 0
        return RunOn(self._entries[first:last], self._dress, space_before=before, space_after=after)


def run_on(styles: Styles, entries: Sequence[Entry], lead: str = "") -> list[Flowable]:
    """The entries in small type as a note is set, the first behind a SemiBold `lead`; nothing without entries."""
    if not entries:
        return []
    first, *others = entries
    begun = Entry([strong(f"{lead}  "), *runs(first.said)]) if lead else first
    gap = 0.35 * styles.l
    return [RunOn([begun, *others], styles.small, space_before=gap, space_after=gap)]


def line_by_line(styles: Styles, words: str) -> Flowable:
    """Running text of which no line that somebody wrote, a question with its answer, breaks over two pages."""
    entries = [Entry(line, before="\n") for line in words.split("\n")]
    return RunOn(entries, styles.body, space_after=0.5 * styles.l)


def _joined(entries: Sequence[Entry]) -> list[Run]:
    """The runs of all entries; neighbours in the same dress are one."""
    joined: list[Run] = []
    for at, entry in enumerate(entries):
        said = runs(entry.said)
        if at and said:
            dress = Run("") if _is_drawn(said[0]) else said[0]
            said = [dress._replace(text=entry.before), *said]
        for run in said:
            before = joined[-1] if joined else None
            if before and not _is_drawn(run) and before._replace(text=run.text) == run:
                joined[-1] = run._replace(text=before.text + run.text)
            else:
                joined.append(run)
    return joined


def _is_drawn(run: Run) -> bool:
    """Whether it is more than letters: what stands beside it does not join it."""
    return run.tag or run.struck or run.mark is not None
