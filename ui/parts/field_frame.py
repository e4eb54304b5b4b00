"""The painted frame around a bare editor: one geometry, and a border, mark and unit that tell the field's state."""

from enum import Enum

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme

BOX = 36
_SIDE = 12
_MARK = 14
_MARK_ROOM = 18
_CORNER_MARK = 9
_UNIT_PX = 13
_UNIT_GAP = 8
_UNIT_SIDE = 10
_ARROW = 14


class FieldState(Enum):
    """What a field has to show, beside the focus ring."""

    EMPTY = "empty"
    FILLED = "filled"
    SOFT = "soft"
    HARD = "hard"
    MISSING = "missing"
    COPIED = "copied"
    VERIFIED = "verified"
    COMPUTED = "computed"
    SIGNED = "signed"


_MARKS = {
    FieldState.SOFT: ("triangle", "amber_mark"),
    FieldState.HARD: ("octagon", "red"),
    FieldState.MISSING: ("dotted_ring", "ink3"),
    FieldState.COPIED: ("history", "ink3"),
    FieldState.VERIFIED: ("tick", "green"),
}
_EDGES = {FieldState.SOFT: ("amber_mark", 1.6), FieldState.HARD: ("red", 1.6)}
_BARE = (FieldState.COMPUTED, FieldState.SIGNED)


class FieldFrame(QWidget):
    """Frame of 36 px in a target of 40 around `inner`, a line edit, combo box or plain text edit without a frame.

    Numbers are right-aligned by their editor and the mark stands in the room before them; words move aside for a mark.
    The frame never changes its size by itself. Several lines: give `lines`; `sample` is text that has to fit. `tapped`
    follows a tap on it or into it.
    """

    tapped = Signal()

    def __init__(
        self,
        theme: Theme,
        inner: QWidget,
        *,
        unit: str = "",
        lines: int = 1,
        sample: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._inner, self._unit, self._lines = theme, inner, unit, lines
        self._least = round(QFontMetricsF(theme.font(15, 500)).horizontalAdvance(sample) + 0.5) + 4 if sample else 16
        self._state = FieldState.EMPTY
        self._room_kept = False
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(0)
        self._layout.addWidget(inner)
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        if isinstance(inner, QLineEdit | QComboBox):
            inner.setFrame(False)
        if isinstance(inner, QPlainTextEdit):
            inner.setTabChangesFocus(True)
            inner.document().setDocumentMargin(0)
        if isinstance(inner, QLineEdit):
            inner.textChanged.connect(self._follow_text)
        inner.installEventFilter(self)
        self.setFocusProxy(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._settle()

    @property
    def state(self) -> FieldState:
        """The state on show."""
        return self._state

    def set_state(self, state: FieldState) -> None:
        """Show another state. Neither size nor position of the frame changes."""
        if state is not self._state:
            self._state = state
            self._settle()
            self.update()

    def set_unit(self, unit: str) -> None:
        """Change the unit inside at the right."""
        if unit != self._unit:
            self._unit = unit
            self._settle()
            self.update()

    def set_lines(self, lines: int) -> None:
        """Change how many lines of a plain text edit have room."""
        if lines != self._lines:
            self._lines = lines
            self._settle()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self._theme.font(15)).lineSpacing()
        more = round((self._lines - 1) * line) + (6 if self._lines > 1 else 0)
        return QSize(124, self._theme.target() + more)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _SIDE + self._least, self.sizeHint().height())

    def _unit_width(self) -> int:
        if not self._unit:
            return 0
        return round(QFontMetricsF(self._theme.font(_UNIT_PX)).horizontalAdvance(self._unit)) + _UNIT_GAP

    def mark_place(self) -> QRectF:
        """Where the mark of the state stands: before the answer, above its line where a number needs the whole room."""
        middle = self._spare() + BOX / 2
        if self._is_number():
            free = self._inner.width() - QFontMetricsF(self._inner.font()).horizontalAdvance(self._inner.text())
            if self._inner.x() + free - 4 < _SIDE - 2 + _MARK:
                return QRectF(3, self._spare() + 2, _CORNER_MARK, _CORNER_MARK)
        return QRectF(_SIDE - 2, middle - _MARK / 2, _MARK, _MARK)

    def _is_number(self) -> bool:
        return isinstance(self._inner, QLineEdit) and bool(self._inner.alignment() & Qt.AlignmentFlag.AlignRight)

    def _settle(self) -> None:
        """Fit font and margins to the state. While somebody types, room once given to a mark is kept."""
        self._inner.setFont(self._theme.font(15, 400 if self._state is FieldState.COPIED else 500))
        marked = self._state in _MARKS
        self._room_kept = marked or (self._room_kept and self._inner.hasFocus())
        bare = self._state in _BARE
        left = 0 if bare else _SIDE
        if self._room_kept and not self._is_number():
            left += _MARK_ROOM
        right = self._right_side() + self._unit_width()
        if bare and isinstance(self._inner, QLineEdit):
            right = max(right, self.width() - self._bare_width())
        if isinstance(self._inner, QComboBox) and not bare:
            right += _ARROW
        top = bottom = self._spare()
        if isinstance(self._inner, QPlainTextEdit):
            top, bottom = top + 8, bottom + 6
        self._layout.setContentsMargins(left, top, right, bottom)

    def _right_side(self) -> int:
        if self._state in _BARE:
            return 0
        return _UNIT_SIDE if self._unit else _SIDE

    def _bare_width(self) -> int:
        """Width of a value without a frame, which stands at the left with its unit behind it."""
        text = self._inner.text() if isinstance(self._inner, QLineEdit) else ""
        return round(QFontMetricsF(self._inner.font()).horizontalAdvance(text)) + 4

    def _follow_text(self) -> None:
        if self._state in _BARE:
            self._settle()
        if self._state in _BARE or self._state in _MARKS:
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._follow_text()
        super().resizeEvent(event)

    def _spare(self) -> int:
        return (self._theme.target() - BOX) // 2

    def _rect(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, self._spare(), 0, -self._spare())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._state not in _BARE:
                self._paint_frame(painter)
            middle = self._spare() + BOX / 2
            if self._state in _MARKS:
                name, token = _MARKS[self._state]
                place = self.mark_place()
                paint_icon(painter, name, place.left(), place.center().y(), place.width(), self._theme.colour(token))
            self._paint_right(painter, middle)

    def _paint_frame(self, painter: QPainter) -> None:
        token, width = _EDGES.get(self._state, ("control", 1.0))
        fill = "red_tint" if self._state is FieldState.HARD else "surface"
        dashed = self._state is FieldState.COPIED
        if not self._inner.isEnabled():
            token, fill = "line2", "hover"
        if self._inner.hasFocus():
            token, width, dashed = "accent", 2.0, False
        colour = self._theme.colour
        box(painter, self._rect(), FIELD_RADIUS, colour(fill), colour(token), width=width, dashed=dashed)

    def _paint_right(self, painter: QPainter, middle: float) -> None:
        bare = self._state in _BARE
        right = self.width() - self._right_side()
        if bare and isinstance(self._inner, QLineEdit):
            right = min(right, self._bare_width() + self._unit_width())
        colour = self._theme.colour("ink3")
        if isinstance(self._inner, QComboBox) and not bare:
            paint_icon(painter, "chevron_down", right - _ARROW + 2, middle, _ARROW, colour)
            right -= _ARROW
        if self._unit:
            font = self._theme.font(_UNIT_PX)
            width = QFontMetricsF(font).horizontalAdvance(self._unit)
            painter.setFont(font)
            painter.setPen(colour)
            rect = QRectF(right - width - 1, self._rect().top(), width + 2, BOX)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._unit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._inner.setFocus(Qt.FocusReason.MouseFocusReason)
        if isinstance(self._inner, QComboBox):
            self._inner.showPopup()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.tapped.emit()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() in (
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
            QEvent.Type.EnabledChange,
        ):
            if event.type() == QEvent.Type.FocusOut:
                self._room_kept = False
                self._settle()
            self.update()
        if watched is self._inner and isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self.tapped.emit()
        return super().eventFilter(watched, event)
