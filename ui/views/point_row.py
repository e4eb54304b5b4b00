"""One open point of the sign-off board: mend it, accept it, or override it with a reason, in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.decisions import SHORTEST_REASON
from charting.actions.sign import OpenPoint
from charting.findings import Level
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.finding_row import FindingRow
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry

LEVELS = {
    Level.NOTE: "note",
    Level.WARN: "warn",
    Level.MISSING: "missing",
    Level.BLOCK: "stop",
    Level.STOP: "stop",
}


class PointRow(QWidget):
    """A warning carries Accept, a stop that a prescriber may override carries a line for the reason."""

    fix_pressed = Signal()
    accepted = Signal()
    overridden = Signal(str, str)

    def __init__(self, theme: Theme, point: OpenPoint, hint: str = "", why_not: str = "") -> None:
        super().__init__()
        finding = point.finding
        where = _(point.sheet.title) if point.sheet is not None else _("Patient or visit")
        detail = " · ".join(part for part in (where, finding.why, finding.next_step) if part)
        row = FindingRow(theme, LEVELS[finding.level], finding.what, detail, wide=True)
        row.fix_pressed.connect(self.fix_pressed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        if point.decision is not None or finding.level not in {Level.WARN, Level.BLOCK}:
            return
        if finding.level is Level.WARN:
            button = PlainButton(theme, _("Accept"), small=True)
            button.setAccessibleName(_("Accept: {what}").format(what=finding.what))
            button.clicked.connect(self.accepted)
            line.addWidget(button)
            return
        self._reason = Entry(
            theme,
            _("Reason to go on, by the prescriber"),
            _("At least {count} characters. It is printed in the chart.").format(count=SHORTEST_REASON),
            longest=400,
        )
        self._secret = SecretEntry(theme, _("PIN or password"), hint)
        self._secret.setMaximumWidth(190)
        button = PlainButton(theme, _("Override"), small=True)
        button.setAccessibleName(_("Override: {what}").format(what=finding.what))
        button.clicked.connect(self._override)
        self._reason.entered.connect(self._secret.setFocus)
        self._secret.entered.connect(self._override)
        if why_not:
            self._reason.refuse(why_not)
            for part in (self._reason.line, self._secret, button):
                part.setEnabled(False)
        below = QHBoxLayout()
        below.setContentsMargins(30, 0, 0, 4)
        below.setSpacing(8)
        below.addWidget(self._reason, 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._secret, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(button)
        column.addLayout(below)

    def _override(self) -> None:
        reason = self._reason.text()
        if len(" ".join(reason.split())) < SHORTEST_REASON:
            self._reason.refuse(_("at least {count} characters").format(count=SHORTEST_REASON))
            self._reason.setFocus()
            return
        if not self._secret.line.text():
            self._secret.refuse(_("needed to override"))
            self._secret.setFocus()
        elif not self._secret.waiting:
            self.overridden.emit(reason, self._secret.line.text())

    def refuse(self, why: str, seconds: float) -> None:
        """Say beside the fields why it did not go through."""
        self._secret.refuse_for(why, seconds)
