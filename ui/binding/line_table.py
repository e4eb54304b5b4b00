"""The table of repeated rows: key columns, one line a row, selected by tap or arrow."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from charting.fields import fields_of
from charting.kinds import Number
from charting.origins import origin_words, waits
from charting.records.base import Line
from ui.binding.note_line import broken
from ui.icons import paint_icon
from ui.theme import Theme

ROW = 40
HEAD = 32
LINES = 2
_DASH = "—"
_MARK, _MARK_ROOM = 14, 20
_COPIED = Qt.ItemDataRole.UserRole
_ROW_WAITS = Qt.ItemDataRole.UserRole + 1


class _RowLook(QStyledItemDelegate):
    """Hairlines between rows, a tint and an accent edge for the chosen one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colour, rect = self._theme.colour, QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, colour("accent_tint" if chosen else "surface"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        copied = bool(index.data(_COPIED))
        painter.setFont(self._theme.font(14, 600 if index.column() == 0 and not copied else 400))
        painter.setPen(colour("ink3" if words == _DASH else "ink2" if copied else "ink"))
        alignment = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        inside = rect.adjusted(12 if index.column() == 0 else 8, 0, -8, 0)
        if index.data(_ROW_WAITS):
            inside.setLeft(inside.left() + _MARK_ROOM)
            paint_icon(painter, "history", rect.left() + 10, rect.center().y() + 1, _MARK, colour("ink3"))
        painter.drawText(inside, alignment, "\n".join(fitted(words, painter.font(), inside.width())))
        painter.restore()


def fitted(words: str, font: QFont, width: int) -> list[str]:
    """Words on as many lines as a row has room for within a width in pixels; what is left out ends in three dots."""
    lines = broken(words, font, width)
    if len(lines) <= LINES:
        return lines
    rest = " ".join(lines[LINES - 1 :])
    return [*lines[: LINES - 1], QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]


class LineTable(QTableWidget):
    """Read-only table of `columns`, attributes of one line record. `chosen(index)` follows the selection."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, columns: Sequence[Any]) -> None:
        super().__init__(0, len(columns))
        self._theme = theme
        self._fields = [fields_of(column.class_)[column.key] for column in columns]
        self._lines: list[Line] = []
        self.setAccessibleName(name)
        self.setItemDelegate(_RowLook(theme, self))
        self.setHorizontalHeaderLabels([self._head(field) for field in self._fields])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setFixedHeight(HEAD)
        header.setFont(theme.font(12, 500))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for at, field in enumerate(self._fields):
            number = isinstance(field, Number)
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            self.horizontalHeaderItem(at).setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            if number:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
                width = QFontMetricsF(theme.font(12, 500)).horizontalAdvance(self._head(field))
                header.resizeSection(at, max(70, round(width) + 26))
        self.setShowGrid(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemSelectionChanged.connect(self._tell)

    @staticmethod
    def _head(field: Any) -> str:
        return f"{field.title} {field.unit.label}" if field.unit else field.title

    def show_lines(self, lines: Sequence[Line], day: date) -> None:
        """Show rows; the selection stays where it was."""
        if len(lines) != self.rowCount():
            self.setRowCount(len(lines))
            self.updateGeometry()
        self._lines = list(lines)
        for row, line in enumerate(lines):
            for column, field in enumerate(self._fields):
                words = line.in_row(field.name, day) or _DASH
                item = self.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    side = Qt.AlignmentFlag.AlignRight if isinstance(field, Number) else Qt.AlignmentFlag.AlignLeft
                    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                    self.setItem(row, column, item)
                if item.text() != words:
                    item.setText(words)
                    item.setToolTip(words if words != _DASH else "")
                origin = (line.origins or {}).get(field.name)
                if bool(item.data(_COPIED)) is not waits(origin):
                    item.setData(_COPIED, waits(origin))
                if column == 0:
                    item.setData(_ROW_WAITS, any(waits(one) for one in (line.origins or {}).values()))
                if origin is not None:
                    words = f"{words}, {origin_words(origin)}"
                if item.data(Qt.ItemDataRole.AccessibleTextRole) != words:
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def choose(self, row: int) -> None:
        """Select a row."""
        self.selectRow(row)

    def current(self) -> int:
        """The selected row, or -1."""
        chosen = self.selectionModel().selectedRows()
        return chosen[0].row() if chosen else -1

    def _tell(self) -> None:
        self.chosen.emit(self.current())

    def sizeHint(self) -> QSize:
        return QSize(200, HEAD + ROW * self.rowCount() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
