"""The patient's own screen: one section in large type, Back and Next at the outer corners, the way out at the top."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme
from ui.views.scroll import Centre

SIZES = (21, 26, 32)
"""Steps of the type in logical pixels (look.md 2); a low window begins one lower."""
SIZES_LOW = (18, 21, 26)
LOW, NARROW = 520, 900
_WIDEST = 800
_BAR, _BAR_LOW = 64, 52
_FOOT, _FOOT_LOW = 84, 64
_EDGE, _EDGE_LOW = 24, 12


class ProgressPieces(QWidget):
    """How far one has read, in pieces; the words beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._at = self._count = 0
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_progress(self, at: int, count: int) -> None:
        """Fill `at` of `count` pieces."""
        self._at, self._count = at, count
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._count:
            return
        gap = 5 if self._count <= 15 else 3
        wide = (self.width() - gap * (self._count - 1)) / self._count
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for number in range(self._count):
                painter.setBrush(self._theme.colour("accent" if number < self._at else "line2"))
                place = number if not self.isRightToLeft() else self._count - 1 - number
                painter.drawRoundedRect(QRectF(place * (wide + gap), 0, wide, 6), 3, 3)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around a page: its title, what the filled button does, how far one has read.

    With `read_on`, the words for going on reading, a page that is longer than the window is read to its end first.
    """

    title: str
    main: str
    icon: str
    progress: str = ""
    at: int = 0
    count: int = 0
    read_on: str = ""


class ReadingView(QWidget):
    """Shows what it is given; it writes nothing and knows no record.

    `reshaped()` follows when the room has changed so much that the page is to be laid anew.
    """

    went_on = Signal()
    went_back = Signal()
    language_pressed = Signal()
    size_pressed = Signal()
    leave_pressed = Signal()
    reshaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape = (0, False)
        self._freely = ""
        self._step = 0
        self._shown = Heading("", "", "")
        self.clinic = Label(theme, px=13, token="ink2")
        self.patient = FullLabel(theme, px=15, weight=600, wrap=True)
        self.born = Label(theme, px=15, token="ink2")
        self.language = PlainButton(theme, "", icon="globe")
        self.size_button = PlainButton(theme, _("Larger text"), icon="text_size")
        self.leave = PlainButton(theme, _("Hand back"), icon="lock")
        self.back = PlainButton(theme, _("Back"), icon="chevron_left")
        self.main = MainButton(theme, _("Next"), icon="chevron_right", icon_after=True)
        self.progress = Label(theme, px=14, weight=600)
        self._pieces = ProgressPieces(theme)
        self._said = Label(theme, px=13, token="ink2", wrap=True)
        self.title = Label(theme, px=32, weight=600, wrap=True)
        self._body: QWidget | None = None
        for button, pressed in (
            (self.language, self.language_pressed),
            (self.size_button, self.size_pressed),
            (self.leave, self.leave_pressed),
            (self.back, self.went_back),
        ):
            button.clicked.connect(lambda _checked=False, pressed=pressed: pressed.emit())
        self.main.clicked.connect(self._go_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_("Consent, to read and to sign"))
        theme.changed.connect(self.update)
        self._lay_out()

    @property
    def low(self) -> bool:
        """Whether there is little height, so that everything around the text is smaller."""
        return self.height() < LOW

    def type_px(self) -> int:
        """The size of the text."""
        return (SIZES_LOW if self.low else SIZES)[self._step]

    def enlarge(self) -> None:
        """The next larger type, and after the largest the first again; it counts for the next page shown."""
        self._step = (self._step + 1) % len(SIZES)

    def begin_small(self) -> None:
        """Begin with the first size again, as for another pair of eyes."""
        self._step = 0

    def text_width(self) -> int:
        """The room for the text, in logical pixels."""
        return max(200, min(self.width() - 2 * self._edge() - 16, _WIDEST))

    def said(self) -> str:
        """The line under the progress."""
        return self._said.text()

    def show_person(self, clinic: str, patient: str, born: str) -> None:
        """Whose consent it is, and where."""
        self.clinic.setText(clinic)
        self.patient.setText(patient)
        self.born.setText(born)

    def show_page(self, body: QWidget, shown: Heading) -> None:
        """Show a page from its top."""
        old, self._body = self._body, body
        if old is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # it never goes with what is taken away
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.title.setText(shown.title)
        self.title.setVisible(bool(shown.title))
        self.title.set_type(24 if self.low else 32, 600)
        towards = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.title.setAlignment(towards | Qt.AlignmentFlag.AlignAbsolute)
        self._column.insertWidget(1, body)
        body.show()
        self.progress.setText(shown.progress)
        self._pieces.show_progress(shown.at, shown.count)
        self._shown = shown
        self.say("")
        self.area.verticalScrollBar().setValue(0)
        self._name_main()
        self.setAccessibleName(", ".join(part for part in (shown.title or shown.main, shown.progress) if part))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say(self, words: str, *, token: str = "amber") -> None:
        """Say why something is not done yet; without words, that one may stop at any time."""
        self._said.setText(words or self._freely)
        self.progress.setVisible(not (words and self.low))  # the pieces tell it too, and two lines need its room
        self._said.set_token(token if words else "ink2")
        if words:
            self._said.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self._said, QAccessible.Event.Alert))

    def is_read(self) -> bool:
        """Whether the end of the page is in view, or need not be."""
        bar = self.area.verticalScrollBar()
        return not self._shown.read_on or bar.value() >= bar.maximum() - 4

    def turn(self, *, leftwards: bool) -> None:
        """Say and lay everything out in the language of the text, which may be written from right to left."""
        for button, words in (
            (self.size_button, _("Larger text")),
            (self.leave, _("Hand back")),
            (self.back, _("Back")),
        ):
            button.set_text(words)
        self._freely = _("You can stop or take this home at any time.")
        way = Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(way)
        side = Qt.AlignmentFlag.AlignRight if leftwards else Qt.AlignmentFlag.AlignLeft
        leading = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        for label in (self.clinic, self.patient, self.born, self.progress, self._said):
            label.setAlignment(leading)
        self.back.set_icon("chevron_right" if leftwards else "chevron_left")

    def sizeHint(self) -> QSize:
        return QSize(1366, 768)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        shape = (self.text_width() // 40, self.low)
        if shape != self._shape:
            self._shape = shape
            self.reshaped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("surface"))
            for y in (self._top.height(), self.height() - self._foot.height() - 1):
                painter.fillRect(0, y, self.width(), 1, self._theme.colour("line"))

    def _go_on(self) -> None:
        if self.is_read():
            self.went_on.emit()
            return
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + round(0.85 * bar.pageStep()))

    def _name_main(self) -> None:
        read, shown = self.is_read(), self._shown
        words = shown.main if read else shown.read_on
        if self.main.text() != words:
            self.main.set_text(words)
        self.main.set_icon(shown.icon if read else "chevron_down")

    def _edge(self) -> int:
        return _EDGE_LOW if self.low else _EDGE

    def _lay_out(self) -> None:
        self._person = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._person.setSpacing(0)
        self._person.addWidget(self.patient)
        self._person.addWidget(self.born, 1)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addStretch(1)
        who.addWidget(self.clinic)
        who.addLayout(self._person)
        who.addStretch(1)
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setSpacing(8)
        top.addLayout(who, 1)
        for button in (self.language, self.size_button, self.leave):
            top.addWidget(button)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addStretch(1)
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._inner)
        row.addStretch(1)
        self.area: QScrollArea = Centre(centred, _("The section to read"))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.viewport().setAutoFillBackground(False)
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self._name_main)
        bar.rangeChanged.connect(self._name_main)
        holder = self.area.widget()
        if holder is not None:
            holder.setAutoFillBackground(False)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addStretch(1)
        middle.addWidget(self.progress)
        middle.addWidget(self._pieces)
        middle.addWidget(self._said)
        middle.addStretch(1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setSpacing(24)
        stays = self.back.sizePolicy()
        stays.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(stays)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addLayout(middle, 4)
        foot.addStretch(1)
        foot.addWidget(self.main)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addSpacing(1)
        layout.addWidget(self.area, 1)
        layout.addSpacing(1)
        layout.addWidget(self._foot)

    def _arrange(self) -> None:
        edge, low = self._edge(), self.low
        self._top.setFixedHeight(_BAR_LOW if low else _BAR)
        self._foot.setFixedHeight(_FOOT_LOW if low else _FOOT)
        narrow = self.width() < NARROW
        for bar in (self._top, self._foot):
            layout = bar.layout()
            assert layout is not None
            layout.setContentsMargins(edge, 0, edge, 0)
            layout.setSpacing(8 if bar is self._top or narrow else 24)
        self.clinic.setVisible(not narrow)
        self._person.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._person.setSpacing(0 if narrow else 12)
        self.patient.setWordWrap(narrow)
        self.born.set_type(13 if narrow else 15)
        self._inner.setFixedWidth(self.text_width())
        self._column.setContentsMargins(0, 4 if low else 28, 0, 4 if low else 24)
        self._column.setSpacing(10 if low else 16)
        self.title.set_type(24 if low else 32, 600)
        for button, wide in ((self.back, 150), (self.main, 220)):
            button.setMinimumWidth(0 if narrow else wide)
            button.setMinimumHeight(self._theme.target() if low else max(52, self._theme.target()))
