"""The rail: what is worked out on this sheet, and what is open."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.findings import Finding, Level
from charting.results import Result
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.parts.card import Card
from ui.parts.computed import ComputedRow
from ui.parts.finding_row import FindingRow
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.clocks_rail import ClocksRail
from ui.views.ledger_card import LedgerCard
from ui.views.point_row import LEVELS

MOST_OPEN = 6


class Rail(QWidget):
    """Computed values with their working, and the open points of the sheet. `fix(finding)` lands in the field."""

    fix = Signal(object)

    def __init__(self, theme: Theme, model: ChartModel) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[object, ...] = ((), (), False)
        self._worked = Card(theme, _("Worked out"), _("live"), rail=True)
        self._open = Card(theme, _("Open"), rail=True)
        self.clocks = ClocksRail(theme, model)
        self.ledger = LedgerCard(theme)
        self.ledger.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.clocks)
        layout.addWidget(self.ledger)
        layout.addWidget(self._worked)
        layout.addWidget(self._open)
        layout.addStretch(1)

    def show_sheet(self, results: Sequence[Result], findings: Sequence[Finding], *, shut: bool = False) -> None:
        """Show the values and findings of a sheet; nothing is rebuilt when nothing changed.

        In a visit that is `shut` nothing is needed to sign any more.
        """
        if (tuple(results), tuple(findings), shut) == self._shown:
            return
        self._shown = (tuple(results), tuple(findings), shut)
        self._show_results(results)
        self._show_findings(findings, shut=shut)

    def _show_results(self, results: Sequence[Result]) -> None:
        clear(self._worked.body)
        self._worked.setVisible(bool(results))
        for result in results:
            if result.text:
                self._worked.body.addWidget(_InWords(self._theme, result))
            elif result.value is not None:
                row = ComputedRow(self._theme, result.name, result.formula)
                row.set_result(result.shown(), result.unit_shown(), result.working)
                self._worked.body.addWidget(row)
        waiting = [result for result in results if result.value is None and not result.text]
        if waiting:
            self._worked.body.addWidget(Label(self._theme, _("Not computable yet"), px=12, weight=600, token="ink2"))
        for result in waiting:
            words = _("{name}: {missing}").format(name=result.name, missing=result.missing)
            label = Label(self._theme, words, px=12, token="ink3", wrap=True)
            label.setToolTip(result.formula)
            self._worked.body.addWidget(label)

    def _show_findings(self, findings: Sequence[Finding], *, shut: bool) -> None:
        clear(self._open.body)
        notes = sum(finding.level is Level.NOTE for finding in findings)
        ordered = sorted((f for f in findings if f.level is not Level.NOTE), key=lambda finding: -finding.urgency)
        needed = 0 if shut else sum(finding.blocks for finding in findings)
        self._open.set_meta(_("{count} needed to sign").format(count=needed) if needed else "")
        for finding in ordered[:MOST_OPEN]:
            row = FindingRow(self._theme, LEVELS[finding.level], finding.named, _told(finding))
            row.fix_pressed.connect(lambda finding=finding: self.fix.emit(finding))
            self._open.body.addWidget(row)
        more = len(ordered) - MOST_OPEN
        if more > 0:
            words = ngettext("and {count} more on the sign-off board", "and {count} more on the sign-off board", more)
            self._open.body.addWidget(Label(self._theme, words.format(count=more), px=12, token="ink3", wrap=True))
        if notes:
            words = ngettext("{count} note on the sign-off board", "{count} notes on the sign-off board", notes)
            self._open.body.addWidget(Label(self._theme, words.format(count=notes), px=12, token="ink3", wrap=True))
        if not findings:
            self._open.body.addWidget(
                Label(self._theme, _("Nothing open on this sheet."), px=13, token="ink3", wrap=True)
            )


def _told(finding: Finding) -> str:
    """What is missing is said by its question; what stops or warns also by what to do about it."""
    if finding.level is Level.MISSING:
        return finding.why or finding.next_step
    return " · ".join(part for part in (finding.why, finding.next_step) if part)


class _InWords(QWidget):
    """A result that is words: its name, the words in full, and what they were worked out from."""

    def __init__(self, theme: Theme, result: Result) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(1)
        column.addWidget(Label(theme, result.name, px=13, weight=500, token="ink2", wrap=True))
        column.addWidget(Label(theme, result.text, px=14, weight=600, wrap=True))
        if result.working:
            column.addWidget(Label(theme, result.working, px=12, token="ink3", wrap=True))
        self.setToolTip(result.formula)
        self.setAccessibleName(f"{result.name}: {result.text}")
        self.setAccessibleDescription(f"{result.formula}. {result.working}")
