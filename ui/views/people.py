"""A list of people to choose from: name, birth date, allergy state, last visit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from charting.words import _
from ui.icons import paint_icon
from ui.theme import Theme

ROW = 74
_ALLERGY_LOOKS = {
    "known": ("octagon", "red"),
    "none": ("tick_ring", "green"),
    "not_recorded": ("question_ring", "amber"),
    "unavailable": ("struck_ring", "ink3"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One row: everything needed to tell two people apart."""

    key: str
    name: str
    born: str
    allergy_state: str
    allergy_text: str
    last: str
    alike: bool = False


class _PersonLook(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        person: Person = index.data(Qt.ItemDataRole.UserRole)
        colour, rect = self._theme.colour, QRect(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, colour("accent_tint" if chosen else "surface"))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.left() + 12, rect.bottom(), rect.right() - 12, rect.bottom())
        inside = rect.adjusted(14, 8, -14, -4)
        self._line(painter, inside, 0, person.name, 15, 600, "ink")
        self._line(painter, inside, 20, _("Born {day}").format(day=person.born), 13, 400, "ink2")
        icon, token = _ALLERGY_LOOKS[person.allergy_state]
        paint_icon(painter, icon, inside.left(), inside.top() + 47, 14, colour(token))
        painter.setFont(self._theme.font(12))
        metrics = painter.fontMetrics()
        room = inside.width() - 20
        beside = metrics.horizontalAdvance(person.allergy_text) + metrics.horizontalAdvance(person.last) + 12 <= room
        words = metrics.elidedText(person.allergy_text, Qt.TextElideMode.ElideRight, room)
        self._line(painter, inside.adjusted(20, 0, 0, 0), 39, words, 12, 400, token)
        right = Qt.AlignmentFlag.AlignRight
        if beside:  # an allergy is worth more than the day of the last visit
            self._line(painter, inside, 39, person.last, 12, 400, "ink2", right)
        if person.alike:
            self._line(painter, inside, 0, _("Name alike"), 12, 500, "amber", right)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        rect: QRect,
        top: int,
        words: str,
        px: int,
        weight: int,
        token: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(self._theme.font(px, weight))
        painter.setPen(self._theme.colour(token))
        # By the line it stands on: letters of another script that reach higher must not push their line down.
        metrics = QFontMetricsF(painter.font())
        left = rect.left()
        if side == Qt.AlignmentFlag.AlignRight:
            left = rect.right() + 1 - metrics.horizontalAdvance(words)
        painter.drawText(QPointF(left, rect.top() + top + metrics.ascent()), words)


class PeopleList(QListWidget):
    """`opened(key)` follows Enter or a double tap, `pointed(key)` the selection."""

    opened = Signal(str)
    pointed = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName("people")
        self.setAccessibleName(name)
        self.setItemDelegate(_PersonLook(theme, self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole).key))
        self.currentItemChanged.connect(self._point)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show people; the first one is pointed at."""
        self.clear()
        for person in people:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, person)
            spoken = (person.name, _("born {day}").format(day=person.born), person.allergy_text, person.last)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(spoken))
            self.addItem(item)
        if people:
            self.setCurrentRow(0)

    def current_key(self) -> str:
        """The person pointed at, or nothing."""
        item = self.currentItem()
        return item.data(Qt.ItemDataRole.UserRole).key if item else ""

    def point_at(self, key: str) -> None:
        """Point at a person."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole).key == key:
                self.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
            return
        super().keyPressEvent(event)

    def _point(self) -> None:
        if key := self.current_key():
            self.pointed.emit(key)
