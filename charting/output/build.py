"""Making a document: a story laid on pages, then every page given its head and foot in a second pass."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from threading import Lock
from typing import Any, Protocol

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate

from charting.output.across import draw_across
from charting.output.direction import fixed_places
from charting.output.fonts import faces
from charting.output.footer import TEXT_ENDS, draw_footer
from charting.output.header import Header
from charting.output.info import PAGE_SIZES, DocumentInfo
from charting.output.paper_canvas import PaperCanvas
from charting.output.room import with_company
from charting.output.styles import MEASURE, Styles, styles_for

# ReportLab's fonts keep their reading place, so two threads may not embed them at once.
_ONE_AT_A_TIME = Lock()
_NO_END, _SLACK = 1e5, 1.0
_LANGUAGES = {"en": "en-GB"}
_STEPS = ((11.0, 1.0), (10.7, 1.0), (10.4, 1.0), (10.1, 1.0), (10.0, 0.85), (10.0, 0.7), (10.0, 0.55))


class PageHead(Protocol):
    """What stands at the top of each page; heights in points."""

    def height(self, page: int) -> float:
        """From the top edge of the paper to the foot of the head."""

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw the head of a page."""


class _PagedCanvas(PaperCanvas):
    """A canvas that holds its pages back until it knows how many there are."""

    info: DocumentInfo
    header: PageHead

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Give each page its head and foot, and write the file."""
        for number, state in enumerate(self._held, start=1):
            self.__dict__.update(state)
            with fixed_places():
                self.header.draw(self, number)
                draw_footer(self, self.info, number, len(self._held))
            super().showPage()
        super().save()


def _pages(info: DocumentInfo, story: Sequence[Flowable], head: PageHead | None = None) -> tuple[bytes, int]:
    faces()
    header = head or _head_of(info)
    size = PAGE_SIZES[info.page_size]
    gap = styles_for(info.kind).l

    class Paged(_PagedCanvas):
        pass

    Paged.info, Paged.header = info, header

    def across(canvas: Canvas, _document: object) -> None:
        if info.across:
            with fixed_places():
                draw_across(canvas, info.across, info.across_why, size)

    def template(name: str, page: int, then: str) -> PageTemplate:
        top = size[1] - header.height(page) - gap
        frame = Frame(
            (size[0] - MEASURE) / 2,
            TEXT_ENDS,
            MEASURE,
            top - TEXT_ENDS,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(id=name, frames=[frame], pagesize=size, autoNextPageTemplate=then, onPage=across)

    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=size,
        title=f"{info.title} {info.document_id}",
        author=info.clinic.name,
        creator="Rootline",
        producer="Rootline",
        lang=_LANGUAGES.get(info.language, info.language),
        invariant=1,
        pageTemplates=[template("first", 1, "later"), template("later", 2, "later")],
    )
    with _ONE_AT_A_TIME:
        document.build(with_company(story), canvasmaker=Paged)
    return out.getvalue(), document.page


def build(info: DocumentInfo, story: Sequence[Flowable], head: PageHead | None = None) -> bytes:
    """The document as a PDF. The same input gives the same bytes. `head` stands in for that of a patient's paper.

    Raises MissingGlyph for a character no bundled font has.
    """
    return _pages(info, story, head)[0]


def _head_of(info: DocumentInfo) -> PageHead:
    with fixed_places():
        return Header(info)


def _depth(story: Sequence[Flowable]) -> float:
    """How deep a story is in one column, in points, without drawing it."""
    depth = after = 0.0
    for place, flowable in enumerate(story):
        # A block that is kept together says it is endless, so that it is split where it does not fit.
        inner: Any = getattr(flowable, "_content", None) if isinstance(flowable, KeepTogether) else None
        height = flowable.wrap(MEASURE, _NO_END)[1] if inner is None else _depth(inner)
        before = flowable.getSpaceBefore() if place else 0.0
        depth += max(after, before) + height
        after = flowable.getSpaceAfter()
    return depth


def build_on_one_page(info: DocumentInfo, story_for: Callable[[Styles], Sequence[Flowable]]) -> bytes:
    """The document with the largest body size, 11 to 10 points, that keeps it on one page.

    At the smallest size the distances give way as well. If nothing helps, it runs over two pages at the
    usual size: paper never shrinks below what can be read.
    """
    head = _head_of(info)
    room = PAGE_SIZES[info.page_size][1] - head.height(1) - styles_for(info.kind).l - TEXT_ENDS

    @cache
    def story(step: int) -> Sequence[Flowable]:
        return story_for(styles_for(info.kind, *_STEPS[step]))

    def fits(step: int) -> bool:
        return _depth(story(step)) <= room + _SLACK

    last = len(_STEPS) - 1
    if fits(last):
        for step in range(bisect_left(range(last), True, key=fits), len(_STEPS)):
            pdf, pages = _pages(info, story(step), head)
            if pages == 1:
                return pdf
    return build(info, story_for(styles_for(info.kind)), head)
