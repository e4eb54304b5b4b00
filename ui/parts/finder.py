"""The finder: one line that searches patients, in the top bar or large on the first page."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from charting.words import _
from ui.icons import paint_icon
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme


class Finder(QWidget):
    """A search line with a magnifying glass and its key. `edit` is the line edit inside, for completers and focus."""

    edited = Signal(str)
    """A person changed the text."""
    entered = Signal(str)
    """Enter was pressed."""

    def __init__(
        self, theme: Theme, *, key_hint: str = "F2", large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._hint, self._large = theme, key_hint, large
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setFont(theme.font(18 if large else 13))
        self.edit.setPlaceholderText(
            _("Name, birth date, phone or ID") if large else _("Find patient, birth date, or scan")
        )
        self.edit.setAccessibleName(_("Find a patient"))
        self.edit.setAccessibleDescription(key_hint)
        self.edit.textEdited.connect(self.edited)
        self.edit.returnPressed.connect(lambda: self.entered.emit(self.edit.text()))
        self.edit.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(42 if large else 34, 0, self._hint_width() + 14, 0)
        row.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(268, max(44, self._theme.target()) if self._large else self._theme.target())

    def minimumSizeHint(self) -> QSize:
        return QSize(150, self.sizeHint().height())

    def _hint_width(self) -> int:
        return round(QFontMetricsF(self._theme.font(11, 500)).horizontalAdvance(self._hint)) + 10 if self._hint else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        rect = QRectF(self.rect())
        if not self._large:
            spare = (rect.height() - 30) / 2
            rect.adjust(0, spare, 0, -spare)
        focused = self.edit.hasFocus()
        with QPainter(self) as painter:
            edge = "accent" if focused else ("control" if self._large else "line2")
            box(painter, rect, FIELD_RADIUS, colour("surface"), colour(edge), width=2 if focused else 1)
            px = 18 if self._large else 15
            paint_icon(painter, "search", 13 if self._large else 11, rect.center().y(), px, colour("ink2"))
            if self._hint:
                width = self._hint_width()
                hint = QRectF(rect.right() - width - 6, rect.center().y() - 9, width, 18)
                box(painter, hint, 4, colour("sunken"), colour("line2"))
                painter.setFont(self._theme.font(11, 500))
                painter.setPen(colour("ink3"))
                painter.drawText(hint, Qt.AlignmentFlag.AlignCenter, self._hint)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)
