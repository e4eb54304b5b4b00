"""The steps of a visit at the left: one line each, any order, where we are as a white pill."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.icons import paint_icon
from ui.parts.labels import FullLabel, Label
from ui.parts.paint import box
from ui.theme import Theme

_ROW = 38
_LOOKS = {
    "todo": ("ring", "ink3"),
    "draft": ("half", "ink2"),
    "complete": ("tick", "ink2"),
    "signed": ("shield_tick", "green"),
    "altered": ("octagon", "red"),
    "attention": ("triangle", "amber_mark"),
    "here": ("here", "accent"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `state`: todo, draft, complete, signed, altered, attention or here; `meta` stands at the right."""

    key: str
    title: str
    state: str = "todo"
    meta: str = ""


class _StepRow(QAbstractButton):
    def __init__(self, theme: Theme, step: Step) -> None:
        super().__init__()
        self._theme, self.step = theme, step
        spoken = {
            "todo": _("to do"),
            "draft": _("draft"),
            "complete": _("complete"),
            "signed": _("signed"),
            "altered": _("altered after signing"),
            "attention": _("needs correction"),
            "here": _("you are here"),
        }[step.state]
        self.setAccessibleName(f"{step.title}, {spoken}")
        self.setAccessibleDescription(step.meta)
        here = step.state == "here"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._theme.font(14, 600)).horizontalAdvance(self.step.title)
        meta = QFontMetricsF(self._theme.font(12)).horizontalAdvance(self.step.meta)
        return QSize(round(words + meta) + 66, max(_ROW, self._theme.mm(_ROW, 9.5)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the list moves the focus; a button alone would keep these keys
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        here = self.step.state == "here"
        rect = QRectF(self.rect())
        middle = rect.center().y()
        with QPainter(self) as painter:
            if here:
                box(painter, rect, 7, colour("surface"), colour("line2"))
                painter.save()
                edge = QPainterPath()
                edge.addRoundedRect(rect, 7, 7)
                painter.setClipPath(edge)
                painter.fillRect(QRectF(0, 0, 3, rect.height()), colour("accent"))
                painter.restore()
            elif self.isDown() or self.underMouse():
                box(painter, rect, 7, colour("accent_tint" if self.isDown() else "hover"))
            if self.hasFocus():
                box(painter, rect, 7, None, colour("accent"), width=2)
            icon, token = _LOOKS[self.step.state]
            paint_icon(painter, icon, 12, middle, 18, colour(token))
            todo = self.step.state == "todo"
            self._write(painter, 39, self.step.title, 14, 600 if here else 400, "ink2" if todo else "ink")
            meta = QFontMetricsF(self._theme.font(12)).horizontalAdvance(self.step.meta)
            self._write(painter, rect.width() - 11 - meta, self.step.meta, 12, 400, "ink3")

    def _write(self, painter: QPainter, x: float, text: str, px: int, weight: int, token: str) -> None:
        font = self._theme.font(px, weight)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(QPointF(x, (self.height() + QFontMetricsF(font).capHeight()) / 2), text)


class StepList(QWidget):
    """Rows of 38 px, 1 px apart. Up and Down move the focus, Enter, Space or a tap chooses."""

    chosen = Signal(str)
    """Key of the step a person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[_StepRow] = []
        self._summary = Label(theme, px=12, token="ink3")
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 11, 4)
        head.addWidget(FullLabel(theme, _("Steps"), px=13, weight=600, token="ink2"))
        head.addStretch()
        head.addWidget(self._summary)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._column.addLayout(head)
        self.setAccessibleName(_("Steps"))

    def set_summary(self, text: str) -> None:
        """Show "5 of 14 done" at the right of the head."""
        self._summary.setText(text)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps, keeping the focus where it was. Emits nothing."""
        if [row.step for row in self._rows] == list(steps):
            return
        focused = next((row.step.key for row in self._rows if row.hasFocus()), "")
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_StepRow(self._theme, step) for step in steps]
        for row in self._rows:
            row.clicked.connect(lambda _checked=False, key=row.step.key: self.chosen.emit(key))
            self._column.addWidget(row)
            if row.step.key == focused:
                row.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((index for index, row in enumerate(self._rows) if row.hasFocus()), None)
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if at is not None and event.key() in moves:
            to = min(len(self._rows) - 1, max(0, at + moves[Qt.Key(event.key())]))
            self._rows[to].setFocus(Qt.FocusReason.OtherFocusReason)
        elif at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rows[at].click()
        else:
            super().keyPressEvent(event)
