"""Pages larger than they were drawn: what is in view of them is drawn anew for the size on show, by a worker.

Only what is in view is drawn, so that three times the size on a fine screen costs no more than the screen has dots.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QScrollArea

from ui.jobs import Job
from ui.pages import part_at
from ui.parts.page_picture import PagePicture

SHARP_FROM = 1.02
SETTLED_MS = 120


class SharpPages(QObject):
    """Looks after the pages of one scroll area; `shown()` gives them and the PDF they are of."""

    def __init__(
        self, area: QScrollArea, shown: Callable[[], tuple[Sequence[PagePicture], bytes]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._area, self._shown = area, shown
        self._asked = 0
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._timer.timeout.connect(self._look)
        for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
            bar.valueChanged.connect(self.look_soon)
            bar.rangeChanged.connect(self.look_soon)
        area.viewport().installEventFilter(self)

    def look_soon(self) -> None:
        """Draw what is in view once it has settled; what was asked for before is not waited for any more."""
        self._asked += 1
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.look_soon()
        return False

    def _look(self) -> None:
        pages, pdf = self._shown()
        if not pdf or not self._area.isVisible():
            return
        ratio, asked = self._area.devicePixelRatioF(), self._asked
        wanted: list[tuple[int, QRectF, int]] = []
        for number, page in enumerate(pages):
            part = page.part_in_view()
            if page.shown_width() <= SHARP_FROM * page.natural().width():
                page.set_sharp(None, QRectF())
            elif not part.isEmpty():
                wanted.append((number, part, round(page.shown_width() * ratio)))
            else:
                page.set_sharp(None, QRectF())
        if not wanted:
            return

        def draw() -> list[tuple[QImage, QRectF]]:
            return [part_at(pdf, *one) for one in wanted]

        def show(drawn: list[tuple[QImage, QRectF]]) -> None:
            if asked != self._asked:
                return
            for (number, _part, _width), (image, part) in zip(wanted, drawn, strict=True):
                pages[number].set_sharp(image, part)

        job = Job(draw, self)
        job.done.connect(show)
        job.start()
