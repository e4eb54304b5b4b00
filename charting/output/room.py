"""No heading alone at the foot of a page: before it is set, what follows it is asked whether it begins there too."""

from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

_FAR_FROM_THE_FOOT = 400.0
"""With so many points left, whatever follows begins under its heading: it is not measured twice."""
_LONGER_THAN_A_PAGE, _NO_END = 800.0, 1e5
_LEAST_PAGE = 610.0
"""The depth of the text of a Letter page after the first."""


class RoomFor(CondPageBreak):
    """A new page unless `depth` points are left and the next heading has something under it. Stands before a heading.

    What follows is known once the story is whole: `with_company` tells it.
    """

    def __init__(self, depth: float) -> None:
        super().__init__(depth)
        self._heads: Sequence[Flowable] = ()
        self._company: Flowable | None = None

    def before(self, heads: Sequence[Flowable], company: Flowable | None) -> None:
        """Say which headings stand next, and what under them."""
        self._heads, self._company = heads, company

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """No room of its own; a page break where the headings would stand alone."""
        if self.height <= availHeight < _FAR_FROM_THE_FOOT and not self._in_company(availWidth, availHeight):
            self.height = _NO_END
        width, depth = super().wrap(availWidth, availHeight)
        return float(width), float(depth)

    def _in_company(self, width: float, room: float) -> bool:
        if self._company is None:
            return True
        for head in self._heads:
            room -= head.getSpaceBefore() + head.wrapOn(self.canv, width, room)[1] + head.getSpaceAfter()
        return _begins(self._company, self.canv, width, room - self._company.getSpaceBefore())


class OnOnePage(KeepTogether):
    """Sections that stand together on one page. Deeper than a page, the first breaks as any other does, and the rest
    stand together."""

    def __init__(self, first: Sequence[Flowable], *others: Sequence[Flowable]) -> None:
        super().__init__([part for section in (first, *others) for part in _parts(section)])
        self._first, self._others = first, others

    def split(self, width: float, height: float) -> list[Flowable]:
        """All of it for this page or the next; of what no page holds, the first section."""
        if _depth(self, self.canv, width) <= _LEAST_PAGE:
            return list(super().split(width, height))
        return [*with_company(self._first), *([OnOnePage(*self._others)] if self._others else [])]


def _parts(flowables: Sequence[Flowable]) -> Iterator[Flowable]:
    """What is drawn, without breaks and without what keeps a part of it together."""
    for flowable in flowables:
        if isinstance(flowable, KeepTogether):
            yield from _content(flowable)
        elif not isinstance(flowable, CondPageBreak):
            yield flowable


def _content(kept: KeepTogether) -> Sequence[Flowable]:
    content: Sequence[Flowable] = getattr(kept, "_content", ())
    return content


def _depth(kept: KeepTogether, canvas: Canvas, width: float) -> float:
    return float(sum(part.getSpaceBefore() + part.wrapOn(canvas, width, _NO_END)[1] for part in _content(kept)))


def _begins(flowable: Flowable, canvas: Canvas, width: float, room: float) -> bool:
    """Whether the flowable, or a first part of it, fits into `room` points."""
    if room <= 0:
        return False
    if isinstance(flowable, KeepTogether):
        whole = _depth(flowable, canvas, width)
        return whole <= room or (whole > _LONGER_THAN_A_PAGE and _begins(_content(flowable)[0], canvas, width, room))
    if flowable.wrapOn(canvas, width, room)[1] <= room:
        return True
    return bool(flowable.splitOn(canvas, width, room))


def with_company(story: Sequence[Flowable]) -> list[Flowable]:
    """The story, each heading told what stands under it."""
    told = list(story)
    for at, flowable in enumerate(told):
        if not isinstance(flowable, RoomFor):
            continue
        heads, place = [told[at + 1]], at + 2
        while place < len(told) and isinstance(told[place], RoomFor):
            heads.append(told[place + 1])
            place += 2
        flowable.before(heads, told[place] if place < len(told) else None)
    return told
