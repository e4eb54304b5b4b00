"""The audit report in Settings: who did what, when, to whom; narrowed, sorted, saved as a table or as a paper."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.trail_query import SORTS, Asked, Told, TrailReport
from charting.context import Context
from charting.dates import parse_day
from charting.errors import Unreadable
from charting.records.audit_entry import VERBS
from charting.words import _, ngettext
from ui.parts.buttons import PlainButton
from ui.parts.labels import FullLabel, Label
from ui.parts.menu_button import MenuButton
from ui.parts.strip import WarningStrip
from ui.parts.tap_choice import TapChoice
from ui.parts.trail_table import TrailColumn, TrailTable, about, when
from ui.theme import Theme
from ui.views.entry import Entry


class AuditView(QWidget):
    """`opened()` follows when somebody looks at it, `wanted()` every change of what is asked.

    `patient_typed(text)` looks for a patient.
    `csv_wanted()` and `pdf_wanted()` follow the buttons, `stopped()` Cancel.
    """

    opened = Signal()
    wanted = Signal()
    patient_typed = Signal(str)
    csv_wanted = Signal()
    pdf_wanted = Signal()
    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._patient_id = ""
        self.since = Entry(theme, _("From"), longest=20)
        self.until = Entry(theme, _("To"), longest=20)
        for entry in (self.since, self.until):
            entry.setFixedWidth(132)
            entry.entered.connect(self.wanted)
        self.patient = Entry(theme, _("Patient"), longest=80)
        self.patient.setMinimumWidth(150)
        self.patient.entered.connect(lambda: self.patient_typed.emit(self.patient.text()))
        self.people = MenuButton(theme, _("Person"))
        self.verbs = MenuButton(theme, _("Action"))
        self.verbs.set_options([("", _("All actions")), *((v.code, VERBS.label(v.code)) for v in VERBS)])
        for button in (self.people, self.verbs):
            button.picked.connect(lambda _value: self.wanted.emit())
        self.sorts = TapChoice(theme, [(s.code, SORTS.label(s.code)) for s in SORTS], name=_("Sorted by"))
        self.sorts.set_value("date")
        self.sorts.picked.connect(self._sort)
        self.table = TrailTable(
            theme,
            _("Audit report"),
            [
                TrailColumn(_("When"), when, 178),
                TrailColumn(_("Person"), lambda told: told.who, 120, may_go=True),
                TrailColumn(_("Action"), lambda told: told.action, 138, may_go=True),
                TrailColumn(_("Patient"), lambda told: told.patient, 190),
                TrailColumn(_("What"), _what),
            ],
        )
        self.table.chosen.connect(self._show_whole)
        self._count = FullLabel(theme, px=13, token="ink2")
        self._whole = Label(theme, px=13, wrap=True)
        self.strip = WarningStrip(theme, "note", "")
        self.strip.hide()
        self.csv = PlainButton(theme, _("Save table"), small=True)
        self.csv.clicked.connect(self.csv_wanted)
        self.pdf = PlainButton(theme, _("Save PDF"), small=True)
        self.pdf.clicked.connect(self.pdf_wanted)
        self.cancel = PlainButton(theme, _("Cancel"), small=True)
        self.cancel.clicked.connect(self.stopped)
        self.cancel.hide()
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(10)
        for part in (self.since, self.until):
            filters.addWidget(part)
        filters.addWidget(self.patient, 1)
        picks = QHBoxLayout()
        picks.setSpacing(10)
        picks.addWidget(FullLabel(theme, _("Sorted by"), px=13, token="ink2"))
        picks.addWidget(self.sorts, 1)
        picks.addWidget(self.people)
        picks.addWidget(self.verbs)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._count)
        foot.addWidget(self._whole, 1)
        for button in (self.cancel, self.csv, self.pdf):
            foot.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(filters)
        outer.addLayout(picks)
        outer.addWidget(self.strip)
        outer.addWidget(self.table, 1)
        outer.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def begin(self, people: Sequence[str], why_not: str) -> None:
        """Offer what may be asked, or say why somebody may not see it. What was asked before still holds."""
        self.people.set_options([("", _("Everybody")), *((name, name) for name in people)], self.people.value())
        for part in (self.since, self.until, self.patient, self.people, self.verbs, self.sorts, self.csv, self.pdf):
            part.setEnabled(not why_not)
        if why_not:
            self.show_report(None)
            self.say("note", why_not)
        elif not self.cancel.isVisibleTo(self):
            self.strip.hide()

    def asked(self, context: Context) -> Asked | None:
        """What is asked for; None where a day cannot be read, which then says so."""
        days: list[date | None] = []
        for entry in (self.since, self.until):
            try:
                days.append(parse_day(entry.text(), context) if entry.text() else None)
                entry.accept()
            except Unreadable as refused:
                entry.refuse(str(refused))
                return None
        sort = str(self.sorts.value() or "date")
        return Asked(days[0], days[1], self.people.value(), self.verbs.value(), patient_id=self._patient_id, sort=sort)

    def set_patient(self, key: str, name: str) -> None:
        """Narrow the report to a patient, or with a blank key to everybody."""
        self._patient_id = key
        self.patient.line.setText(name)
        self.patient.accept()
        self.wanted.emit()

    def show_report(self, report: TrailReport | None) -> None:
        """Show the entries."""
        count = 0 if report is None else len(report)
        self._count.setText(ngettext("{count} entry", "{count} entries", count).format(count=f"{count:,}"))
        self.table.show_report(report)

    def show_running(self, running: bool) -> None:
        """Whether a file is being written."""
        self.cancel.setVisible(running)
        self.csv.setEnabled(not running)
        self.pdf.setEnabled(not running)

    def say(self, kind: str, title: str, words: str = "") -> None:
        """Say something above the table."""
        self.strip.set_message(kind, title, words)
        self.strip.show()

    def _sort(self, value: object) -> None:
        if value is None:
            self.sorts.set_value("date")
        self.wanted.emit()

    def _show_whole(self, told: Told | None) -> None:
        self._whole.setText("" if told is None else f"{told.sentence()} · {about(told)}"[:2000])


def _what(told: Told) -> str:
    return " · ".join(part for part in (told.words, about(told)) if part)
