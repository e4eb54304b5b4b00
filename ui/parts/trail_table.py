"""Entries of the audit trail as a table that reads only what is on the screen."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from charting.actions.trail_query import SLICE, Told, TrailReport
from charting.dates import show_day
from ui.theme import Theme

ROW = 40
HEAD = 32
NARROW = 760
_KEPT_SLICES = 12
_LONGEST = 240
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TrailColumn:
    """One column: its head, what it says of an entry, and its width in pixels, 0 for what is left over.

    One that `may_go` is not shown in a narrow table; the line under the table says all of an entry.
    """

    head: str
    words: Callable[[Told], str]
    width: int = 0
    may_go: bool = False


def when(told: Told) -> str:
    """`21-Nov-2026 14:02:11`."""
    return f"{show_day(told.at.date())} {told.at:%H:%M:%S}"


def about(told: Told) -> str:
    """Visit and place of an entry on one line."""
    return " · ".join(part for part in (told.visit, told.where) if part)


class _TrailModel(QAbstractTableModel):
    def __init__(self, columns: Sequence[TrailColumn], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns
        self._report: TrailReport | None = None
        self._slices: OrderedDict[int, list[Told]] = OrderedDict()

    def show(self, report: TrailReport | None) -> None:
        """Show another report."""
        self.beginResetModel()
        self._report = report
        self._slices.clear()
        self.endResetModel()

    def told(self, row: int) -> Told | None:
        """The entry of a row; its whole slice is read with it."""
        number, at = divmod(row, SLICE)
        if self._report is None:
            return None
        if number not in self._slices:
            self._slices[number] = self._report.slice(number * SLICE, (number + 1) * SLICE)
            if len(self._slices) > _KEPT_SLICES:
                self._slices.popitem(last=False)
        self._slices.move_to_end(number)
        held = self._slices[number]
        return held[at] if at < len(held) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() or self._report is None else len(self._report)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        told = self.told(index.row())
        return None if told is None else _on_one_line(self._columns[index.column()].words(told))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].head
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _EntryLook(QStyledItemDelegate):
    """Hairlines between entries, a tint and an accent edge for the chosen one; long words end in an ellipsis."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colour, rect = self._theme.colour, QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, colour("accent_tint" if chosen else "surface"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = self._theme.font(13)
        painter.setFont(font)
        painter.setPen(colour("ink2" if index.column() == 0 else "ink"))
        inside = rect.adjusted(12 if index.column() == 0 else 8, 0, -8, 0)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class TrailTable(QTableView):
    """Rows of one line each. `chosen(told)` follows the selection, with None when there is none."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, columns: Sequence[TrailColumn]) -> None:
        super().__init__()
        self._columns = columns
        self._model = _TrailModel(columns, self)
        self.setModel(self._model)
        self.setItemDelegate(_EntryLook(theme, self))
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setFixedHeight(HEAD)
        header.setFont(theme.font(12, 500))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for at, column in enumerate(columns):
            fixed = QHeaderView.ResizeMode.Interactive if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, fixed)
            if column.width:
                header.resizeSection(at, column.width)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(HEAD + 3 * ROW)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for at, column in enumerate(self._columns):
            self.setColumnHidden(at, column.may_go and event.size().width() < NARROW)
        super().resizeEvent(event)

    def show_report(self, report: TrailReport | None) -> None:
        """Show the entries of a report, from its top."""
        self._model.show(report)
        self.scrollToTop()
        self.chosen.emit(None)

    def told(self, row: int) -> Told | None:
        """The entry of a row."""
        return self._model.told(row)

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._model.told(current.row()) if current.isValid() else None)


def _on_one_line(words: str) -> str:
    """Words for one line of a row: line breaks become spaces, what is too long for any row is cut."""
    return " ".join(words[: 2 * _LONGEST].split())[:_LONGEST]
