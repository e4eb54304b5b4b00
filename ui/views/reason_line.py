"""A written reason with the PIN of whoever answers for it: what an override and an answer left open both need."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.actions.decisions import SHORTEST_REASON
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry


class ReasonLine(QWidget):
    """`given(reason, secret)` follows the button once the reason is long enough and a PIN or password is typed.

    `why_not` says why whoever works here may not, and closes the line.
    """

    given = Signal(str, str)

    def __init__(self, theme: Theme, label: str, button: str, what: str, needed: str, hint: str, why_not: str) -> None:
        super().__init__()
        self._needed = needed
        note = _("At least {count} characters. It is printed in the chart.").format(count=SHORTEST_REASON)
        self.reason = Entry(theme, label, note, longest=400)
        self.secret = SecretEntry(theme, _("PIN or password"), hint)
        self.secret.setMaximumWidth(190)
        self.button = PlainButton(theme, button, small=True)
        self.button.setAccessibleName(_("{button}: {what}").format(button=button, what=what))
        self.button.clicked.connect(self._give)
        self.reason.entered.connect(self.secret.setFocus)
        self.secret.entered.connect(self._give)
        if why_not:
            self.reason.refuse(why_not)
            for part in (self.reason.line, self.secret, self.button):
                part.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(30, 0, 0, 4)
        row.setSpacing(8)
        row.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.secret, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.button)

    def refuse(self, why: str, seconds: float) -> None:
        """Say beside the fields why it did not go through."""
        self.secret.refuse_for(why, seconds)

    def _give(self) -> None:
        reason = self.reason.text()
        if len(" ".join(reason.split())) < SHORTEST_REASON:
            self.reason.refuse(_("at least {count} characters").format(count=SHORTEST_REASON))
            self.reason.setFocus()
            return
        if not self.secret.line.text():
            self.secret.refuse(self._needed)
            self.secret.setFocus()
        elif not self.secret.waiting:
            self.given.emit(reason, self.secret.line.text())
