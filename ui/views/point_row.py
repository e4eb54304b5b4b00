"""One open point of the sign-off board: mend it, accept it, override it or leave it open with a reason, in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.sign import OpenPoint
from charting.findings import Finding, Level
from charting.words import _
from ui.parts.buttons import LinkButton, PlainButton
from ui.parts.finding_row import FindingRow
from ui.theme import Theme
from ui.views.reason_line import ReasonLine

LEVELS = {
    Level.NOTE: "note",
    Level.WARN: "warn",
    Level.MISSING: "missing",
    Level.BLOCK: "stop",
    Level.STOP: "stop",
}


class PointRow(QWidget):
    """`finding` is what it is about. A warning carries Accept, a stop that may be overridden a line for the reason.

    An answer that cannot be had any more offers to be left open, and unfolds the same line.
    """

    fix_pressed = Signal()
    accepted = Signal()
    overridden = Signal(str, str)
    left_open = Signal(str, str)

    def __init__(self, theme: Theme, point: OpenPoint, hint: str = "", why_not: str = "") -> None:
        super().__init__()
        finding = point.finding
        self._theme, self.finding, self._hint, self._why_not = theme, finding, hint, why_not
        self._line: ReasonLine | None = None
        where = _(point.sheet.title) if point.sheet is not None else _("Patient or visit")
        detail = " · ".join(part for part in (where, finding.why, finding.next_step) if part)
        self._row = row = FindingRow(theme, LEVELS[finding.level], finding.what, detail, wide=True)
        row.fix_pressed.connect(self.fix_pressed)
        self._across = QHBoxLayout()
        self._across.setSpacing(8)
        self._across.addWidget(row, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._across)
        if point.decision is None:
            self._offer(finding)

    def refuse(self, why: str, seconds: float) -> None:
        """Say beside the fields why it did not go through."""
        if self._line is not None:
            self._line.refuse(why, seconds)

    def _offer(self, finding: Finding) -> None:
        if finding.level is Level.WARN:
            button = PlainButton(self._theme, _("Accept"), small=True)
            button.setAccessibleName(_("Accept: {what}").format(what=finding.what))
            button.clicked.connect(self.accepted)
            self._across.addWidget(button)
        elif finding.level is Level.BLOCK:
            line = self._unfold(_("Reason to go on, by the prescriber"), _("Override"), _("needed to override"))
            line.given.connect(self.overridden)
        elif finding.level is Level.MISSING and finding.may_stay_open:
            link = LinkButton(self._theme, _("Leave open…"), small=True)
            link.setAccessibleName(_("Leave open: {what}").format(what=finding.what))
            link.clicked.connect(self._leave_open)
            self._row.place_before_fix(link)

    def _leave_open(self) -> None:
        """Unfold the line for the reason, or fold it away again."""
        if self._line is None:
            line = self._unfold(_("Why it cannot be answered"), _("Leave open"), _("needed to leave it open"))
            line.given.connect(self.left_open)
            line.show()
            line.reason.setFocus()
        else:
            self._line.setVisible(not self._line.isVisible())

    def _unfold(self, label: str, button: str, needed: str) -> ReasonLine:
        self._line = ReasonLine(self._theme, label, button, self.finding.what, needed, self._hint, self._why_not)
        self._column.addWidget(self._line)
        return self._line
