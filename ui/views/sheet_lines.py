"""What is said of a visit above its sheet; in a window with little height it scrolls with the sheet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.views.scroll import Centre

LOW = 340


class SheetLines(QWidget):
    """`subtitle` belongs under a title in `words`, the `bars` beside it in `head`; the `lines` stand before `stack`."""

    def __init__(
        self,
        column: QBoxLayout,
        stack: QWidget,
        head: QBoxLayout,
        words: QBoxLayout,
        subtitle: QWidget,
        bars: Sequence[QWidget],
        lines: Sequence[QWidget],
    ) -> None:
        super().__init__()
        self._column, self._stack, self._head, self._words = column, stack, head, words
        self._subtitle, self._bars = subtitle, bars
        self._own = QVBoxLayout(self)
        self._own.setContentsMargins(0, 0, 0, 0)
        self._own.setSpacing(4)
        self._first = QHBoxLayout()
        self._own.addLayout(self._first)
        for line in lines:
            self._own.addWidget(line)
        column.addWidget(self)
        self._put(words, head)

    def place(self, height: int, sheet: Centre | None) -> None:
        """Find the place for a view of this height that shows `sheet`."""
        if height < LOW and sheet is not None:
            sheet.put_above(self)
            if self._first.indexOf(self._subtitle) < 0:
                self._put(self._first, self._first)
        elif self._column.indexOf(self) < 0:
            self._column.insertWidget(self._column.indexOf(self._stack), self)
            self._put(self._words, self._head)

    def _put(self, words: QBoxLayout, beside: QBoxLayout) -> None:
        words.addWidget(self._subtitle, 1)
        for bar in self._bars:
            beside.addWidget(bar)
