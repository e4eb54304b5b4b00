"""The toast in the footer's left: what was done, Undo, and the seconds it stays."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from charting.words import _
from ui.parts.buttons import LinkButton
from ui.parts.labels import FullLabel, Icon, Label
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme


class _Words(Label):
    """What was done; where there is no room it ends in dots, and the tool tip says it in full."""

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self._theme.colour(self._token))
            words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class Toast(QWidget):
    """40 px in the footer; its place is kept while it is away. It never takes the focus."""

    undo_pressed = Signal()
    expired = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._left = 0
        self._text = _Words(theme, px=13, token="ink2")
        self._undo = LinkButton(theme, _("Undo"), icon="undo")
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self._undo_now)
        self._seconds = FullLabel(theme, px=12, token="ink3")
        self._seconds.setMinimumWidth(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(Icon(theme, "tick", 14, "ink2"))
        row.addWidget(self._text)
        row.addWidget(self._undo)
        row.addWidget(self._seconds)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)
        self.hide()

    def show_message(self, text: str, *, undo: bool = True, seconds: int = 10) -> None:
        """Say what was done; a new message replaces the last."""
        self._text.setText(text)
        self.setToolTip(text)
        self._undo.setVisible(undo)
        self._left = seconds
        self._show_seconds()
        self.setAccessibleName(text)
        self.show()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Go away: what it said is over."""
        self._away()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.target())

    def _undo_now(self) -> None:
        self._away()
        self.undo_pressed.emit()

    def _tick(self) -> None:
        self._left -= 1
        self._show_seconds()
        if self._left <= 0:
            self._away()
            self.expired.emit()

    def _away(self) -> None:
        self._timer.stop()
        self.hide()

    def _show_seconds(self) -> None:
        self._seconds.setText(_("{count} s").format(count=self._left))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), BUTTON_RADIUS, self._theme.colour("surface"), self._theme.colour("line2"))
