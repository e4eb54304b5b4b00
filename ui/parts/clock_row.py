"""A clock as a row: icon, name, until or since, the figures, a bar where there is an end, and one button."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.buttons import LinkButton
from ui.parts.clock_shown import ClockShown
from ui.parts.labels import FullLabel, Icon, Label
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

_BAR = 4
_WIDEST = "0:00:00"
_ACT = 60
_AMBER = frozenset({"near", "over"})


class ClockBar(QWidget):
    """4 px that tell how much of the way to the end is gone; amber near the end, grey when done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share, self._token = theme, 0.0, "accent"
        self.setFixedHeight(_BAR)
        theme.changed.connect(self.update)

    def show_share(self, share: float, state: str) -> None:
        """Show a share between 0 and 1 of a clock in a state."""
        token = "amber_mark" if state in _AMBER else "control" if state == "done" else "accent"
        if (share, token) != (self._share, self._token):
            self._share, self._token = share, token
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            box(painter, rect, _BAR / 2, self._theme.colour("line"))
            if self._share > 0:
                rect.setWidth(max(rect.width() * self._share, _BAR))
                box(painter, rect, _BAR / 2, self._theme.colour(self._token))


class ClockFace(QAbstractButton):
    """The words and figures of a clock; a tap opens its times."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._small = False
        self._icon = Icon(theme, "clock", 18, "ink2")
        self._title = Label(theme, px=13, weight=500, wrap=True)
        self._line = Label(theme, px=12, token="ink2", wrap=True)
        self._time = FullLabel(theme, px=20, weight=600)
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._time.setFixedWidth(QFontMetrics(theme.font(20, 600)).horizontalAdvance(_WIDEST) + 2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._line)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self._time)
        for part in (self._icon, self._title, self._line, self._time):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setBackgroundRole(QPalette.ColorRole.Window)  # else the words in it take the colour of a button's
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(theme.target())
        theme.changed.connect(self.update)

    def show_clock(self, shown: ClockShown) -> None:
        """Show a clock; called every second, so that only what differs is painted."""
        amber, done = shown.state in _AMBER, shown.state == "done"
        self._icon.set_icon("triangle" if shown.state == "over" else shown.icon, "amber_mark" if amber else "ink2")
        for label, words in ((self._title, shown.title), (self._line, shown.line), (self._time, shown.time)):
            if label.text() != words:
                label.setText(words)
        words_token = "amber" if amber else "ink2" if done else "ink"
        self._title.set_token(words_token)
        self._line.set_token("amber" if amber else "ink3" if done else "ink2")
        self._time.set_token(words_token)
        if done is not self._small:
            self._small = done
            self._time.set_type(13 if done else 20, 400 if done else 600)
        if self.accessibleName() != shown.spoken:
            self.setAccessibleName(shown.spoken)

    def figures(self) -> str:
        """The figures on show."""
        return self._time.text()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint().expandedTo(QSize(0, self._theme.target()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.layout().heightForWidth(width), self._theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect()).adjusted(-4, 0, 4, 0).intersected(QRectF(self.rect()))
            if self.isDown() or self.underMouse():
                box(painter, rect, BUTTON_RADIUS, self._theme.colour("accent_tint" if self.isDown() else "hover"))
            if self.hasFocus():
                box(painter, rect, BUTTON_RADIUS, None, self._theme.colour("accent"), width=2)


class ClockRow(QWidget):
    """`opened(key, on)` follows a tap on the clock, `tapped(key)` its button. `below` takes what opens under it."""

    opened = Signal(str, bool)
    tapped = Signal(str)

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self.key = key
        self.face = ClockFace(theme)
        self.face.clicked.connect(lambda on: self.opened.emit(self.key, on))
        self.act = LinkButton(theme, "", small=True)
        self.act.setFixedWidth(_ACT)
        self.act.clicked.connect(lambda: self.tapped.emit(self.key))
        self._bar = ClockBar(theme)
        self._held = Label(theme, px=12, token="ink2", wrap=True)
        self.below = QVBoxLayout()
        self.below.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.face, 1)
        top.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._held)
        column.addLayout(self.below)

    def show_clock(self, shown: ClockShown) -> None:
        """Show a clock as it stands now."""
        had_focus = self.act.hasFocus()
        self.face.show_clock(shown)
        self._bar.setVisible(shown.share is not None)
        if shown.share is not None:
            self._bar.show_share(shown.share, shown.state)
        if self.act.text() != shown.act:
            self.act.set_text(shown.act)
            self.act.setAccessibleName(shown.act_spoken)
        self.act.setVisible(bool(shown.act))
        self.act.setEnabled(not shown.held)
        self.act.setAccessibleDescription(shown.held)
        self._held.setText(shown.held)
        self._held.setVisible(bool(shown.held))
        if had_focus and not (shown.act and self.act.isEnabled()):
            self.face.setFocus(Qt.FocusReason.OtherFocusReason)
