"""The dose ledger: a bar of shares of the limit, one segment for each drug, and the table that spells it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from charting.words import _
from ui.parts.card import Hairline
from ui.parts.labels import FullLabel, Label
from ui.parts.paint import box
from ui.theme import Theme

SEGMENTS = ("seg1", "seg2", "seg3", "accent_mid", "control")
GAP = 1.5
FULL, GROWN = 1.0, 1.25
WORDS_PX = 11
_HEAD = ("", "Counted", "Worked from", "Counts as", "Limit", "Share")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger in words, with its share of the limit for the bar."""

    name: str
    worked_from: str
    counts_as: str
    limit: str
    share: str
    part: float


def segment_token(at: int) -> str:
    """The colour of a segment; what comes late shares the last one."""
    return SEGMENTS[min(at, len(SEGMENTS) - 1)]


class LedgerBar(QWidget):
    """Shares of the limit as segments; a tick where it warns, the frame ends at the limit, red lies beyond.

    `tall` is the bar of the open form, with its scale in words underneath.
    """

    def __init__(self, theme: Theme, *, tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tall = theme, tall
        self._parts: tuple[float, ...] = ()
        self._warn_at, self._warn_words, self._limit_words = 0.8, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_shares(self, parts: Sequence[float], warn_at: float, spoken: str) -> None:
        """Show shares of the limit, 1.0 being all of it. `spoken` says the whole bar in words."""
        self._parts, self._warn_at = tuple(parts), warn_at
        self._warn_words = _("warn {percent} %").format(percent=round(warn_at * 100))
        self._limit_words = _("over the limit") if sum(parts) > FULL else _("limit 100 %")
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 36 if self._tall else 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            whole = QRectF(0.5, 3.5, self.width() - 1, 14 if self._tall else 11)
            scale = whole.width() / (GROWN if sum(self._parts) > FULL else FULL)
            frame = QRectF(whole.left(), whole.top(), scale * FULL, whole.height())
            box(painter, frame, 4, self._theme.colour("surface"))
            self._paint_segments(painter, whole, scale)
            box(painter, frame, 4, None, self._theme.colour("control"))
            tick = frame.left() + scale * self._warn_at
            painter.fillRect(QRectF(tick - 0.8, whole.top() - 3, 1.6, whole.height() + 6), self._colour("amber_mark"))
            if self._tall:
                self._paint_scale(painter, frame, tick)

    def _colour(self, token: str) -> object:
        return self._theme.colour(token)

    def _paint_segments(self, painter: QPainter, whole: QRectF, scale: float) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(whole, 4, 4)
        painter.save()
        painter.setClipPath(clip)
        limit, at = whole.left() + scale * FULL, whole.left()
        for number, part in enumerate(self._parts):
            end = min(at + part * scale, whole.right())
            below = QRectF(at, whole.top(), max(0.0, min(end, limit) - at - GAP), whole.height())
            painter.fillRect(below, self._theme.colour(segment_token(number)))
            if end > limit:
                start = max(at, limit)
                painter.fillRect(QRectF(start, whole.top(), end - start, whole.height()), self._theme.colour("red"))
            at = end
        painter.restore()

    def _paint_scale(self, painter: QPainter, frame: QRectF, tick: float) -> None:
        painter.setFont(self._theme.font(WORDS_PX))
        line = QRectF(0, frame.bottom() + 3, self.width(), 15)
        painter.setPen(self._theme.colour("ink3"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, "0")
        over = sum(self._parts) > FULL
        painter.setPen(self._theme.colour("red" if over else "ink3"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, self._limit_words)
        painter.setPen(self._theme.colour("amber"))
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(self._warn_words)
        rightmost = self.width() - metrics.horizontalAdvance(self._limit_words) - 8 - width
        painter.drawText(
            QRectF(min(tick - width / 2, rightmost), line.top(), width + 2, 15),
            Qt.AlignmentFlag.AlignLeft,
            self._warn_words,
        )


class Swatch(QWidget):
    """The colour of a segment beside its name."""

    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__()
        self._theme, self._token = theme, token
        self.setFixedSize(10, 10)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), 2.5, self._theme.colour(self._token))


class LedgerTable(QWidget):
    """Counted, worked from, counts as, limit, share: every figure with its unit, and the total under them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        for column, stretch in ((1, 4), (2, 5), (4, 6)):
            self._grid.setColumnStretch(column, stretch)

    def show_rows(self, rows: Sequence[LedgerRow], total_note: str, total: str, *, over: bool) -> None:
        """Show the lines and their total; nothing is rebuilt when nothing changed."""
        if (tuple(rows), total_note, total, over) == self._shown:
            return
        self._shown = (tuple(rows), total_note, total, over)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for column, head in enumerate(_HEAD):
            self._put(Label(self._theme, _(head) if head else "", px=12, weight=500, token="ink3"), 0, column)
        line = 1
        for number, row in enumerate(rows):
            line = self._rule(line)
            self._grid.addWidget(Swatch(self._theme, segment_token(number)), line, 0)
            self._put(Label(self._theme, row.name, px=14, weight=500, wrap=True), line, 1)
            self._put(Label(self._theme, row.worked_from, px=13, token="ink2", wrap=True), line, 2)
            self._put(FullLabel(self._theme, row.counts_as, px=14, weight=600), line, 3)
            self._put(Label(self._theme, row.limit, px=13, token="ink2", wrap=True), line, 4)
            self._put(FullLabel(self._theme, row.share, px=14, weight=600), line, 5)
            line += 1
        line = self._rule(line)
        self._put(FullLabel(self._theme, _("Total"), px=14, weight=600), line, 1)
        self._grid.addWidget(Label(self._theme, total_note, px=13, token="ink2", wrap=True), line, 2, 1, 3)
        self._put(FullLabel(self._theme, total, px=16, weight=600, token="red" if over else "ink"), line, 5)

    def _rule(self, line: int) -> int:
        self._grid.addWidget(Hairline(self._theme), line, 0, 1, len(_HEAD))
        return line + 1

    def _put(self, label: Label, line: int, column: int) -> None:
        side = Qt.AlignmentFlag.AlignRight if column in (3, 5) else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, line, column)
