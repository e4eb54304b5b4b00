"""The way out of the patient's screen: only whoever works at the clinic gets through."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.emergency_button import EmergencyButton
from ui.parts.keypad import BACK, ENTER, Keypad
from ui.theme import Theme
from ui.views.reading_parts import PartMaker
from ui.views.secret_entry import SecretEntry


class LeavePage(QWidget):
    """Asks for the PIN or the password of `clinician`; `secret.given` carries it. The emergency card needs neither."""

    emergency = Signal()

    def __init__(self, theme: Theme, parts: PartMaker, clinician: str, hint: str, waiting: float) -> None:
        super().__init__()
        self.secret = SecretEntry(theme, _("PIN or password of {name}").format(name=clinician), hint)
        self.secret.setMinimumWidth(250)
        self.secret.wait(waiting)
        self.keypad = Keypad(theme)
        self.keypad.pressed.connect(self._press)
        words = QVBoxLayout()
        words.addWidget(parts.text(_("Give the screen back to {name}.").format(name=clinician)))
        words.addWidget(self.secret)
        words.addSpacing(8)
        words.addWidget(EmergencyButton(theme, self.emergency.emit), 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # it is the clinician's
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addLayout(words, 1)
        row.addWidget(self.keypad, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.secret)

    def _press(self, key: str) -> None:
        if key == ENTER:
            self.secret.give()
        elif key == BACK:
            self.secret.line.backspace()
        else:
            self.secret.line.insert(key)
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
