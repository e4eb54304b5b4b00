"""A layout of equal columns: whatever the words are, fields of one form begin under each other."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

COLUMNS = 12
NARROW, NARROW_COLUMNS = 640, 8
GAP, LINE_GAP = 12, 2
COLUMN_PX = 68


class ColumnsLayout(QLayout):
    """Items in reading order on twelve equal columns, eight in a narrow place.

    An item takes the columns it was given, more where its least width asks for more; what does not fit the line begins
    the next.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._spans: list[int] = []
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, columns: int) -> None:
        """Append a widget that wants so many columns."""
        self._spans.append(columns)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        del self._spans[index]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(height for height, _line in lines) + LINE_GAP * max(0, len(lines) - 1)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        y = rect.top()
        for height, line in self._lines(rect.width()):
            for item, left, width in line:
                item.setGeometry(QRect(rect.left() + left, y, width, height))
            y += height + LINE_GAP

    def sizeHint(self) -> QSize:
        width = COLUMNS * COLUMN_PX
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lines(self, width: int) -> list[tuple[int, list[tuple[QLayoutItem, int, int]]]]:
        """Each line's height, and its items with left edge and width."""
        columns = COLUMNS if width >= NARROW else NARROW_COLUMNS
        step = (width + GAP) / columns
        lines: list[tuple[int, list[tuple[QLayoutItem, int, int]]]] = []
        column, grown = columns, 0
        for item, wanted in zip(self._items, self._spans, strict=True):
            needs = -(-(item.minimumSize().width() + GAP) // step)
            span = min(columns, max(wanted, int(needs)))
            left_over = columns - column
            if span > left_over and grown and left_over >= max(needs, wanted - grown):
                span = left_over  # makes room for its neighbours, rather than leave the line
            if span > left_over:
                lines.append((0, []))
                column = grown = 0
            grown += max(0, span - wanted)
            left = round(column * step)
            room = round((column + span) * step) - GAP - left
            height, line = lines[-1]
            own = item.heightForWidth(room) if item.hasHeightForWidth() else item.sizeHint().height()
            lines[-1] = max(height, own), [*line, (item, left, room)]
            column += span
        return lines
