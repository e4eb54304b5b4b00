"""Coming in with the recovery key: the key from the paper, and a new password for the owner."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import LinkButton, MainButton
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry

_FRAME = 40
"""What a field has around its letters, in pixels."""


class RecoveryEntry(QWidget):
    """`given(recovery_key, password)` once all is typed; `left()` goes back to the password."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        note = _("Nine groups from the paper; capitals do not matter")
        self.key = Entry(theme, _("Recovery key"), note, note_lines=2)
        self.key.setMinimumWidth(self.key.line.fontMetrics().horizontalAdvance("M8Q7-" * 9) + _FRAME)
        self.password = Entry(theme, _("New password of the owner"), secret=True, longest=200)
        self.again = SecretEntry(theme, _("New password again"))
        self._button = MainButton(theme, _("Open the clinic"))
        self._button.clicked.connect(self._give)
        back = LinkButton(theme, _("Back to the password"))
        back.clicked.connect(self.left)
        self.key.entered.connect(self.password.setFocus)
        self.password.entered.connect(self.again.setFocus)
        self.again.given.connect(lambda _secret: self._give())
        self.again.waited.connect(lambda: self._button.setEnabled(not self.again.waiting))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(theme, _("Use the recovery key"), px=20, weight=600))
        for entry in (self.key, self.password, self.again):
            column.addWidget(entry)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(self._button)
        column.addLayout(foot)
        column.addStretch(1)
        self.setFocusProxy(self.key)

    def refuse(self, why: str, seconds: float = 0) -> None:
        """Say what is wrong, beside the key."""
        self.key.refuse(why)
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wait(seconds)

    def wait(self, seconds: float) -> None:
        """Take nothing for so many seconds."""
        self.again.wait(seconds)

    def _give(self) -> None:
        if self.again.waiting:
            return
        if not self.key.text():
            self.refuse(_("needed to come in"))
        elif self.password.text() != self.again.text() or not self.password.text():
            self.again.refuse(_("not the same as the first"))
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.given.emit(self.key.text(), self.password.text())
