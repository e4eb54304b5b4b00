"""What is said of a visit above its sheet; in a window with little height it scrolls with the sheet."""

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.views.scroll import Centre

LOW = 340


class SheetLines(QWidget):
    """`subtitle` belongs under a title in `words`, the `lines` stand in `column` before `stack`."""

    def __init__(self, column: QBoxLayout, stack: QWidget, words: QBoxLayout, subtitle: QWidget, *lines: QWidget):
        super().__init__()
        self._column, self._stack, self._words, self._subtitle = column, stack, words, subtitle
        self._own = QVBoxLayout(self)
        self._own.setContentsMargins(0, 0, 0, 0)
        self._own.setSpacing(8)
        for line in lines:
            self._own.addWidget(line)
        column.addWidget(self)

    def place(self, height: int, sheet: Centre | None) -> None:
        """Find the place for a view of this height that shows `sheet`."""
        if height < LOW and sheet is not None:
            sheet.put_above(self)
            self._own.insertWidget(0, self._subtitle)
        elif self._column.indexOf(self) < 0:
            self._column.insertWidget(self._column.indexOf(self._stack), self)
            self._words.addWidget(self._subtitle)
