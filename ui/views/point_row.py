"""One open point of the sign-off board: mend it, accept it, override it or leave it open with a reason, in place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.sign import OpenPoint
from charting.dates import show_moment, show_time
from charting.findings import Finding, Level
from charting.records.carried_decisions import carried_from, version_decided_in
from charting.records.decision import DECISIONS, Decision
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


class _Once:
    """Presses once: the second press of a double click, and a key held down, were meant for what stood here before."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            super().keyPressEvent(event)


class _Accept(_Once, PlainButton):
    pass


class _Undo(_Once, LinkButton):
    pass


class PointRow(QWidget):
    """`finding` is what it is about. A warning carries Accept, a stop that may be overridden a line for the reason.

    An answer that cannot be had any more offers to be left open, and unfolds the same line. Once it is decided on, the
    row says by whom and stays as high as it was; `undone` takes that back.
    """

    fix_pressed = Signal()
    accepted = Signal()
    overridden = Signal(str, str)
    left_open = Signal(str, str)
    undone = Signal()

    def __init__(self, theme: Theme, point: OpenPoint, hint: str = "", why_not: str = "") -> None:
        super().__init__()
        finding = point.finding
        self._theme, self.finding, self._hint, self._why_not = theme, finding, hint, why_not
        self.decision: Decision | None = None
        self._line: ReasonLine | None = None
        where = _(point.sheet.title) if point.sheet is not None else _("Patient or visit")
        self._detail = " · ".join(part for part in (where, finding.why, finding.next_step) if part)
        self._row = row = FindingRow(theme, LEVELS[finding.level], finding.named, self._detail, wide=True)
        row.fix_pressed.connect(self.fix_pressed)
        self._across = QHBoxLayout()
        self._across.setSpacing(8)
        self._across.addWidget(row, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._across)
        self._undo = _Undo(theme, _("Undo"), small=True, parent=self)
        self._undo.setAccessibleName(_("Undo: {what}").format(what=finding.named))
        self._undo.clicked.connect(self.undone)
        self._undo.hide()
        self._offered = self._offer(finding)
        self._column.addStretch(1)
        self.show_decision(point.decision)

    def refuse(self, why: str, seconds: float) -> None:
        """Say beside the fields why it did not go through."""
        if self._line is not None:
            self._line.refuse(why, seconds)

    def take_focus(self) -> None:
        """Take the focus where it changes nothing: on Fix."""
        self._row.take_focus()

    def show_decision(self, decision: Decision | None) -> None:
        """Say who decided, with Undo where the offer stood, or offer to decide again."""
        if decision is self.decision:
            return
        self.decision = decision
        offered = self._offered
        self.setMinimumHeight(self.height() if decision is not None and self.isVisible() else 0)
        held = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._undo.setVisible(decision is not None)
        if offered is not None:
            offered.setVisible(decision is None)
        if self._line is not None:
            self._line.secret.line.clear()
            self._line.setVisible(decision is None and self._line is offered)
        if held:
            (self._undo if decision is not None else offered or self._undo).setFocus()
        if decision is None:
            self._row.say(LEVELS[self.finding.level], self._detail)
        else:
            name, _comma, _qualified = decision.by.partition(", ")
            self._row.say("note", decided_words(decision, name))

    def _offer(self, finding: Finding) -> QWidget | None:
        """What this point can be decided with, in place; its Undo goes where that stands."""
        if finding.level is Level.WARN:
            button = _Accept(self._theme, _("Accept"), small=True)
            button.setAccessibleName(_("Accept: {what}").format(what=finding.named))
            button.clicked.connect(self.accepted)
            wide = max(button.sizeHint().width(), self._undo.sizeHint().width())
            for part in (button, self._undo):
                part.setFixedWidth(wide)
                self._across.addWidget(part)
            return button
        self._row.place_before_fix(self._undo)
        if finding.level is Level.BLOCK:
            line = self._unfold(_("Reason to go on, by the prescriber"), _("Override"), _("needed to override"))
            line.given.connect(self.overridden)
            return line
        if finding.level is Level.MISSING and finding.may_stay_open:
            link = LinkButton(self._theme, _("Leave open…"), small=True)
            link.setAccessibleName(_("Leave open: {what}").format(what=finding.named))
            link.clicked.connect(self._leave_open)
            self._row.place_before_fix(link)
            return link
        return None

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
        self._line = ReasonLine(self._theme, label, button, self.finding.named, needed, self._hint, self._why_not)
        self._column.insertWidget(1, self._line)
        return self._line


def decided_words(decision: Decision, by: str) -> str:
    """Who decided what, and when: `Accepted 12:04 by Dr Ada Sample`, with the reason where one was given.

    What was taken over from another version of the visit says so: `Accepted 12:04 by Dr Ada Sample, in version 1`.
    """
    label = DECISIONS.label(decision.kind)
    if carried_from(decision) is not None:
        moment = show_moment(decision.at, decision.visit.opened_at.date())
        return _("{decision} {moment} by {name}, in version {number}").format(
            decision=label, moment=moment, name=by, number=version_decided_in(decision)
        )
    words = _("{decision} {time} by {name}").format(decision=label, time=show_time(decision.at), name=by)
    return f"{words}: “{decision.reason}”" if decision.reason else words
