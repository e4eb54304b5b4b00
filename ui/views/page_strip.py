"""The pages of a paper small, beside the large ones: a tap or an arrow goes to a page, the one in view is marked."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.page_picture import PagePicture
from ui.theme import Theme
from ui.views.clearing import clear

WIDE = 72
_EDGE, _WORDS = 6, 20
STRIP_PX = 108
ROOM = 760
"""Below this width of the preview the pages have all the room."""


class SmallPage(QAbstractButton):
    """One small page with its number under it; the page in view has a thick edge and says so in words."""

    def __init__(self, theme: Theme, image: QImage, number: int, count: int) -> None:
        super().__init__()
        self._theme, self._number = theme, number
        self._pixmap = QPixmap.fromImage(image)
        self._tall = round(WIDE * image.height() / max(1, image.width()))
        self._here = False
        self.setAccessibleName(_("Page {number} of {count}").format(number=number, count=count))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_here(False)
        theme.changed.connect(self.update)

    def set_here(self, here: bool) -> None:
        """Mark it as the page in view; it alone is met by Tab."""
        self._here = here
        self.setAccessibleDescription(_("in view") if here else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.update()

    def words(self) -> str:
        """What stands under it."""
        return _("{number} in view").format(number=self._number) if self._here else str(self._number)

    def sizeHint(self) -> QSize:
        return QSize(WIDE + 2 * _EDGE, self._tall + 2 * _EDGE + _WORDS)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()  # the strip goes on with them
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        page = QRectF(_EDGE, _EDGE, WIDE, self._tall)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(page, self._pixmap, QRectF(self._pixmap.rect()))
            width = 3 if self._here else 1
            pen = painter.pen()
            pen.setColor(colour("accent" if self._here else "line2"))
            pen.setWidth(width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(page.adjusted(-width / 2, -width / 2, width / 2, width / 2))
            if self.hasFocus():
                pen.setWidth(1)
                pen.setStyle(Qt.PenStyle.DotLine)
                painter.setPen(pen)
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setFont(self._theme.font(12, 600 if self._here else 400))
            painter.setPen(colour("accent_ink" if self._here else "ink2"))
            line = QRectF(0, self._tall + 2 * _EDGE - 2, self.width(), _WORDS)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.words())


class PageStrip(QScrollArea):
    """Serves the scroll area of the large pages. With one page, or no room, it is away."""

    def __init__(self, theme: Theme, area: QScrollArea) -> None:
        super().__init__()
        self._theme, self._area = theme, area
        self._large: Sequence[PagePicture] = ()
        self._small: list[SmallPage] = []
        self._room = True
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(4)
        self.setWidget(self._holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(STRIP_PX)
        self.setAccessibleName(_("All pages, small"))
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look)
        area.verticalScrollBar().valueChanged.connect(self._look)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._timer.start())
        self.hide()

    @property
    def pages(self) -> Sequence[SmallPage]:
        """The small pages, in their order."""
        return tuple(self._small)

    def show_pages(self, large: Sequence[PagePicture], small: Sequence[QImage]) -> None:
        """Show other pages; both in the order of the paper."""
        clear(self._column)
        self._large = large
        self._small = [SmallPage(self._theme, image, at + 1, len(small)) for at, image in enumerate(small)]
        for at, page in enumerate(self._small):
            page.clicked.connect(lambda _checked=False, at=at: self.go_to(at))
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._settle()
        self._timer.start()

    def give_room(self, room: bool) -> None:
        """Whether there is room beside the pages."""
        self._room = room
        self._settle()

    def here(self) -> int:
        """Which page is in view, counted from 0; -1 where there is none."""
        height = self._area.viewport().height()
        shown = []
        for at, page in enumerate(self._large):
            top = page.mapTo(self._area.viewport(), page.rect().topLeft()).y()
            seen = min(height, top + page.height()) - max(0, top)
            shown.append((seen, -at))
        return -max(shown)[1] if shown else -1

    def go_to(self, at: int) -> None:
        """Bring a page to the top."""
        holder = self._area.widget()
        if not 0 <= at < len(self._large) or holder is None:
            return
        self._area.verticalScrollBar().setValue(self._large[at].mapTo(holder, self._large[at].rect().topLeft()).y())
        self._mark(at if self._near_end() else self.here())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((at for at, page in enumerate(self._small) if page.hasFocus()), self.here())
        last = len(self._small) - 1
        goal = {
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if goal is None or not self._small:
            super().keyPressEvent(event)
            return
        goal = min(last, max(0, goal))
        self.go_to(goal)
        self._small[goal].setFocus(Qt.FocusReason.OtherFocusReason)

    def _near_end(self) -> bool:
        """At the end a short last page may never have most of the view: there the one asked for counts."""
        bar = self._area.verticalScrollBar()
        return bar.value() >= bar.maximum()

    def _look(self) -> None:
        self._mark(self.here())

    def _mark(self, here: int) -> None:
        for at, page in enumerate(self._small):
            page.set_here(at == here)
        if 0 <= here < len(self._small) and self.isVisible():
            self.ensureWidgetVisible(self._small[here], 0, 10)

    def _settle(self) -> None:
        self.setVisible(self._room and len(self._small) > 1)
