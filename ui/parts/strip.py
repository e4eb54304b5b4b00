"""Warning strips: stop, warn, note, verified. First line what, second line why and what to do."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.labels import Icon, Label
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

_LOOKS = {
    "stop": ("octagon", "red", "red", "red_tint", "red_line"),
    "warn": ("triangle", "amber_mark", "amber", "amber_tint", "amber_line"),
    "note": ("info", "ink2", "ink", "sunken", "line2"),
    "verified": ("tick_ring", "green", "green", "green_tint", "green_line"),
}


class WarningStrip(QWidget):
    """One strip of `kind` stop, warn, note or verified, with at most one button at the right."""

    pressed = Signal()
    """The button was pressed."""

    def __init__(
        self, theme: Theme, kind: str, title: str, text: str = "", *, button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = Icon(theme, "info", 18)
        self._title = Label(theme, px=13, weight=600, wrap=True)
        self._text = Label(theme, px=13, token="ink2", wrap=True)
        self._button = PlainButton(theme, button, small=True)
        self._button.clicked.connect(self.pressed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        middle = QVBoxLayout()  # an alignment would give wrapped words the height of one line
        middle.addStretch(1)
        middle.addLayout(said)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addWidget(self._button)
        self._button.setVisible(bool(button))
        theme.changed.connect(self.update)
        self.set_message(kind, title, text)

    def set_message(self, kind: str, title: str, text: str = "") -> None:
        """Show another message. Raises KeyError for an unknown kind."""
        icon, mark, words, _fill, _edge = _LOOKS[kind]
        self._kind = kind
        self._icon.set_icon(icon, mark)
        self._title.setText(title)
        self._title.set_token(words)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        spoken = {"stop": _("Stop"), "warn": _("Confirm"), "note": _("Note"), "verified": _("Verified")}[kind]
        self.setAccessibleName(f"{spoken}: {title}")
        self.setAccessibleDescription(text)
        self.update()

    def set_button(self, text: str) -> None:
        """Offer another button, or none."""
        self._button.set_text(text)
        self._button.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        _icon, _mark, _words, fill, edge = _LOOKS[self._kind]
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), BUTTON_RADIUS, self._theme.colour(fill), self._theme.colour(edge))
