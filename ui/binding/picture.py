"""A drawing of repeated rows beside them, and the line of totals under them. Neither knows what the rows are about.

A picture is a widget of a fixed width with `show_rows(record, lines, current)` and `fit()`. Its signals are
`chosen(index)` for a row that is there already and `wanted(answers)` for one to be added with these answers, by field.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.records.base import Record
from ui.parts.labels import FullLabel, Icon, Label
from ui.theme import Theme

GAP = 16
LEAST_EDITOR = 420
SPARE = 24


class Beside(QWidget):
    """A picture at the left of an editor; it folds away where the editor would get too narrow."""

    def __init__(self, picture: QWidget, editor: QWidget) -> None:
        super().__init__()
        self._picture, self._editor = picture, editor
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(editor, 1)

    def minimumSizeHint(self) -> QSize:
        """That of the editor alone: the picture keeps nobody from making the window smaller."""
        return self._editor.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        least = self._picture.minimumWidth() + GAP + LEAST_EDITOR
        folded = self._picture.isHidden()
        # Folding may take a scroll bar away, which must not unfold it again.
        if folded and event.size().width() >= least + SPARE:
            self._picture.show()
        elif not folded and event.size().width() < least:
            self._picture.hide()
        self._picture.fit()
        super().resizeEvent(event)


class TotalsLine(QWidget):
    """One line in two halves; amber and a triangle where more is given than there was."""

    def __init__(self, theme: Theme, totals: Callable[[Any], Any] | None) -> None:
        super().__init__()
        self._totals = totals
        self._mark = Icon(theme, "triangle", 18, "amber_mark")
        self._first = FullLabel(theme, px=13, weight=500, token="ink2")
        self._second = Label(theme, px=13, token="ink2", wrap=True)
        self._second.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._first, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._second, 1)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Show the totals of a record; nothing where it has none."""
        found = self._totals(record) if self._totals is not None and record is not None else None
        self.setVisible(found is not None)
        if found is None:
            return
        self._mark.setVisible(found.over)
        self._first.set_token("amber" if found.over else "ink2")
        self._first.setText(found.first)
        self._second.setText(found.second)
