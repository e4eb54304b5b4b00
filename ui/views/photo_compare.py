"""One photograph of this visit beside one of an earlier visit, of the same view."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import IconButton, LinkButton
from ui.parts.labels import Label
from ui.parts.photo_frame import PhotoFrame
from ui.theme import Theme


class PhotoCompare(QWidget):
    """`turned(step)` asks for an older (+1) or newer (-1) earlier photograph, `removed()` to take today's out."""

    turned = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.before, self.now = PhotoFrame(theme), PhotoFrame(theme)
        self.older = IconButton(theme, "chevron_left", _("An older photograph"))
        self.older.clicked.connect(lambda: self.turned.emit(1))
        self.newer = IconButton(theme, "chevron_right", _("A newer photograph"))
        self.newer.clicked.connect(lambda: self.turned.emit(-1))
        self.remove = LinkButton(theme, _("Take it out"), icon="cross")
        self.remove.clicked.connect(self.removed)
        self._before_words = Label(theme, px=13, weight=600, wrap=True)
        self._now_words = Label(theme, px=13, weight=600, wrap=True)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addLayout(self._side(self._before_words, self.before, self.older, self.newer), 1)
        across.addLayout(self._side(self._now_words, self.now, self.remove), 1)

    def caption(self, before: str, now: str, *, older: bool, newer: bool, may_remove: bool) -> None:
        """Say what stands where, and offer what there is to do."""
        self._before_words.setText(before)
        self._now_words.setText(now)
        for button, shown in ((self.older, older or newer), (self.newer, older or newer), (self.remove, may_remove)):
            button.setVisible(shown)
        self.older.setEnabled(older)
        self.newer.setEnabled(newer)

    def _side(self, words: Label, frame: PhotoFrame, *buttons: QWidget) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(words, 1)
        for button in buttons:
            head.addWidget(button)
        words.setMinimumHeight(40)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(frame, 1)
        return column
