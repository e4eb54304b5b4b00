"""One sentence, Yes and No beside it; neither is chosen until the patient chooses."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.icons import paint_icon
from ui.parts.paint import CARD_RADIUS, box
from ui.theme import Theme
from ui.views.reading_parts import PartMaker

_HIGH, _LEAST_WIDE, _TICK = 52, 112, 20


class BigChoice(QAbstractButton):
    """A large piece with room for its tick; its owner says whether it is chosen."""

    def __init__(self, theme: Theme, words: str, name: str, px: int, icon: str = "tick") -> None:
        super().__init__()
        self._theme, self._px, self._icon = theme, px, icon
        self.setText(words)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def nextCheckState(self) -> None:
        """Leave checking to the owner, who tells a tap from what the record says."""

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._theme.font(self._px, 500)).horizontalAdvance(self.text())
        wide = max(_LEAST_WIDE, round(words + 0.5) + _TICK + 48)
        return QSize(wide, max(self._theme.mm(_HIGH, 12), self._px + 28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour, chosen = self._theme.colour, self.isChecked()
        ringed = self.hasFocus()
        with QPainter(self) as painter:
            fill = colour("accent_tint" if chosen or self.isDown() else "surface")
            edge = colour("accent" if chosen or ringed else "control")
            box(painter, QRectF(self.rect()), CARD_RADIUS, fill, edge, width=2 if chosen or ringed else 1)
            font = self._theme.font(self._px, 600 if chosen else 500)
            painter.setFont(font)
            painter.setPen(colour("accent_ink" if chosen else "ink"))
            words = QFontMetricsF(font).horizontalAdvance(self.text())
            mark = _TICK + 8 if chosen else 0
            left = (self.width() - words - mark) / 2
            if chosen:
                paint_icon(painter, self._icon, left, self.height() / 2, _TICK, colour("accent_ink"))
            rect = QRectF(left + mark, 0, words + 2, self.height())
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())


class AnswerRow(QWidget):
    """`answered(value)` follows a tap. The line under the sentence is kept for the time, or for what a No leads to."""

    answered = Signal(bool)

    def __init__(self, theme: Theme, parts: PartMaker, sentence: str, px: int, *, beside: bool) -> None:
        super().__init__()
        self.sentence = sentence.replace("**", "")
        self._note = parts.text("", token="ink3", small=True)
        self._note.setMinimumHeight(self._note.fontMetrics().height() + 8)
        self.yes = BigChoice(theme, _("Yes"), _("Yes: {sentence}").format(sentence=self.sentence), px)
        self.no = BigChoice(theme, _("No"), _("No: {sentence}").format(sentence=self.sentence), px, icon="cross")
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(parts.text(sentence))
        words.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        if not beside:
            buttons.addStretch(1)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(0, 6, 0, 10)
        layout.setSpacing(20 if beside else 6)
        layout.addLayout(words, 1)
        layout.addLayout(buttons)

    def show_answer(self, value: bool | None, note: str, *, warns: bool) -> None:
        """Show what the record holds; None leaves both open."""
        self.yes.setChecked(value is True)
        self.no.setChecked(value is False)
        self._note.say(note)
        self._note.set_token("amber" if value is False and warns else "ink3")
        for button, chosen in ((self.yes, value is True), (self.no, value is False)):
            button.setAccessibleDescription(_("chosen") if chosen else "")
