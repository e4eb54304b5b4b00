"""A number between minus and plus, to be set with a gloved finger."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from charting.records.glove_page import Dial, Press
from charting.words import _
from ui.parts.glove_button import GloveButton
from ui.parts.labels import FullLabel, Icon, Label
from ui.parts.paint import box
from ui.theme import Theme

_CARD_RADIUS = 14.0
_TALL_PX, _LOW_PX = 54, 34
_MARK_PX = 22
WIDE_BUTTON, TALL_BUTTON = 124, 104


class GloveDial(QWidget):
    """Minus, the number with its unit and a note, plus. `pressed` gets the press of either side.

    An unusual number has the soft mark of every field: an amber border, a triangle, and the usual range in words.
    """

    def __init__(self, theme: Theme, pressed: Callable[[Press, GloveButton], None]) -> None:
        super().__init__()
        self._theme = theme
        self.less, self.more = GloveButton(theme, icon="minus"), GloveButton(theme, icon="plus")
        self._presses: tuple[Press, Press] | None = None
        self._odd, self._low, self._title, self._note = "", False, "", ""
        self.less.clicked.connect(lambda: self._presses and pressed(self._presses[0], self.less))
        self.more.clicked.connect(lambda: self._presses and pressed(self._presses[1], self.more))
        centre = Qt.AlignmentFlag.AlignCenter
        self.label = Label(theme, px=16, weight=500, token="ink2")
        self.value = FullLabel(theme, px=_TALL_PX, weight=600)
        self.unit = FullLabel(theme, px=18, token="ink3")
        self.note = Label(theme, px=12, token="ink3", wrap=True)
        self.mark = Icon(theme, "triangle", _MARK_PX, "amber_mark")
        for shown in (self.label, self.value, self.note):
            shown.setAlignment(centre)
        number = QHBoxLayout()
        number.setSpacing(10)
        number.addStretch(1)
        number.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        number.addWidget(self.value)
        number.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignVCenter)
        number.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.label)
        words.addLayout(number)
        words.addWidget(self.note)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.less)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def show_dial(self, dial: Dial) -> None:
        """Show a number and what its buttons do."""
        self._presses = (dial.less, dial.more)
        self._odd, self._title, self._note = dial.odd, dial.label, dial.note
        self.value.setText(dial.value)
        self.unit.setText(dial.unit)
        self._show_odd()
        for button, press, sign in ((self.less, dial.less, _("less")), (self.more, dial.more, _("more"))):
            button.show_words(_("{label} {sign}").format(label=dial.label, sign=sign), press.words, press.hint)
            button.set_quiet(bool(press.refused))
        said = " ".join(part for part in (dial.label, dial.value, dial.unit) if part)
        self.setAccessibleName(", ".join(part for part in (said, dial.odd, dial.note) if part))

    def set_low(self, low: bool, side: int) -> None:
        """Fewer words and a smaller number where the window is low; the buttons stay at `side` or above."""
        self.value.set_type(_LOW_PX if low else _TALL_PX, 600)
        self.unit.set_type(14 if low else 18)
        self.label.set_type(13 if low else 16, 500)
        self.note.setVisible(not low)
        self._low = low
        self._show_odd()
        pad = 6 if low else 16
        self._row.setContentsMargins(pad, pad, pad, pad)
        for button in (self.less, self.more):
            button.setFixedSize(max(side, side if low else WIDE_BUTTON), max(side, side if low else TALL_BUTTON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colour = self._theme.colour
            edge = colour("amber_mark" if self._odd else "line2")
            box(painter, QRectF(self.rect()), _CARD_RADIUS, colour("surface"), edge, width=1.6 if self._odd else 1)

    def _show_odd(self) -> None:
        """The usual range stands below the number; where the window is too low for it, one word beside the title."""
        self.mark.setVisible(bool(self._odd) and not self._low)
        short = _("{label}, unusual").format(label=self._title)
        self.label.setText(short if self._odd and self._low else self._title)
        self.label.set_token("amber" if self._odd and self._low else "ink2")
        self.note.setText(self._odd or self._note)
        self.note.set_token("amber" if self._odd else "ink3")
        self.update()
