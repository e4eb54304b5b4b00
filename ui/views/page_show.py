"""The pages on show: as large as wanted, with the places that were searched for in view."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.jobs import Job
from ui.page_search import Hit, find_words
from ui.parts.page_picture import PagePicture
from ui.sharp_pages import SharpPages
from ui.views.page_tools import FIT_PAGE, FIT_WIDTH, FULL, LOW, PageTools

STEPS = (25, 33, 50, 67, 80, 100, 125, 150, 200, 300)
_MARGIN = 24


class PageShow(QObject):
    """Serves the pages in one scroll area of `view`, whose keys it takes: Ctrl with +, −, 0, 1, 2, F and the wheel."""

    def __init__(self, tools: PageTools, area: QScrollArea, view: QWidget) -> None:
        super().__init__(view)
        self._tools, self._area = tools, area
        self._pages: Sequence[PagePicture] = ()
        self._pdf = b""
        self._mode, self._percent = FULL, 100
        self._hits: list[Hit] = []
        self._at = self._sought = 0
        self.sharp = SharpPages(area, lambda: (self._pages, self._pdf), self)
        tools.fitted.connect(self.fit)
        tools.zoomed.connect(self.zoom)
        tools.sought.connect(self.search)
        tools.turned.connect(self.turn)
        area.viewport().installEventFilter(self)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for keys, act in (
            (("Ctrl++",), lambda: self.zoom(1)),
            (("Ctrl+-",), lambda: self.zoom(-1)),
            (("Ctrl+0",), lambda: self.fit(FULL)),
            (("Ctrl+F",), self._go_in),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), view, act)

    def show_pages(self, pages: Sequence[PagePicture], pdf: bytes) -> None:
        """Other pages are on show; the size stays, and so does what was searched for."""
        self._pages, self._pdf, self._hits = pages, pdf, []
        self.make_room()
        self._settle()
        self.search(self._tools.find.text())

    def make_room(self) -> None:
        """A low window is for the pages: there the tools come with Ctrl+F, and the keys do without them."""
        searching = self._tools.find.hasFocus() or bool(self._tools.find.text())
        self._tools.setVisible(bool(self._pages) and (searching or self._tools.window().height() >= LOW))

    def fit(self, mode: str) -> None:
        """Show the pages as wide as the room, whole, or in their own size."""
        if mode in (FIT_WIDTH, FIT_PAGE, FULL):
            self._mode, self._percent = mode, 100
            self._settle()

    def zoom(self, step: int) -> None:
        """Show the pages one step larger or smaller than they are."""
        if not self._pages:
            return
        now = round(100 * self._pages[0].shown_width() / max(1, self._pages[0].natural().width()))
        bigger = [one for one in STEPS if one > now + 1]
        smaller = [one for one in STEPS if one < now - 1]
        self._mode = ""
        self._percent = (bigger[0] if bigger else STEPS[-1]) if step > 0 else (smaller[-1] if smaller else STEPS[0])
        self._settle()

    def search(self, words: str) -> None:
        """Mark where words stand and show the first place, found by a worker: pages may be being set meanwhile."""
        self._sought += 1
        if not (self._pdf and words.strip()):
            self._take([])
            return
        sought, pdf = self._sought, self._pdf
        job = Job(lambda: find_words(pdf, words), self)
        job.done.connect(lambda hits: self._take(hits) if sought == self._sought else None)
        job.start()

    def turn(self, step: int) -> None:
        """Show the next place, or the one before; after the last comes the first."""
        if self._hits:
            self._at = (self._at + step) % len(self._hits)
            self._show_hit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        if event.type() == QEvent.Type.Resize and self._mode in (FIT_WIDTH, FIT_PAGE):
            self._settle()
        return False

    def _take(self, hits: list[Hit]) -> None:
        self._hits, self._at = hits, 0
        self._show_hit()

    def _go_in(self) -> None:
        if self._pages:
            self._tools.go_in()

    def _settle(self) -> None:
        for page in self._pages:
            page.set_width(self._width_of(page))
        across = self._mode == "" and self._percent > 100
        bars = Qt.ScrollBarPolicy.ScrollBarAsNeeded if across else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._area.setHorizontalScrollBarPolicy(bars)
        self._tools.tell_size(self._mode, self._percent)
        self.sharp.look_soon()

    def _width_of(self, page: PagePicture) -> int | None:
        """How wide a page is drawn; None for its own size where there is room."""
        room, natural = self._area.viewport().size(), page.natural()
        if self._mode == FIT_WIDTH:
            return max(80, room.width() - _MARGIN)
        if self._mode == FIT_PAGE:
            return max(80, round((room.height() - _MARGIN) * natural.width() / max(1, natural.height())))
        return None if self._mode == FULL else round(natural.width() * self._percent / 100)

    def _show_hit(self) -> None:
        here = self._hits[self._at] if self._hits else None
        for number, page in enumerate(self._pages):
            found = [place for hit in self._hits if hit.page == number for place in hit.places]
            page.mark(found, here.places if here is not None and here.page == number else ())
        self._tools.tell_hits(self._at + 1, len(self._hits))
        holder = self._area.widget()
        if here is None or holder is None or not here.places or here.page >= len(self._pages):
            return
        page = self._pages[here.page]
        place = page.place_of(here.places[0]).center().toPoint()
        shown = page.mapTo(holder, place)
        self._area.ensureVisible(shown.x(), shown.y(), 60, 80)
