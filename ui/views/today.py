"""Today: the finder, the day's visits, what is due; and in their place a call, or what the day leaves over."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charting.dates import show_day, show_long_day
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.due_row import DueShown
from ui.parts.labels import Label
from ui.parts.place_tab import PlaceTab
from ui.parts.starting import Starting
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.begun_strip import BegunStrip
from ui.views.calls import CallView
from ui.views.clock_words import ClockSaid
from ui.views.close_day import CloseDayView
from ui.views.due_column import DueColumn
from ui.views.finding_card import FindingCard
from ui.views.kept_back_line import KeptBackLine
from ui.views.people import Person
from ui.views.prepare import PrepareView
from ui.views.scroll import Centre
from ui.views.visit_list import VisitList, VisitRow

WIDE, MIDDLE = 1200, 800
FIND, VISITS, DUE = "find", "visits", "due"


class TodayView(Starting):
    """Shows several people, so it carries no patient banner.

    Where there is no room for all three columns, tabs choose which of them are in view.
    """

    searched = Signal(str)
    person_opened = Signal(str)
    expected_opened = Signal(str)
    visit_opened = Signal(str)
    paper_opened = Signal(str)
    new_patient = Signal()
    close_wanted = Signal()
    backups_wanted = Signal()
    settings_wanted = Signal()
    shown = Signal()
    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._at = FIND
        self._today: date | None = None
        self._title = Label(theme, px=20, weight=600)
        self._said = Label(theme, px=13, token="ink2", wrap=True)
        self.notice = WarningStrip(theme, "warn", "")
        self.notice.hide()
        self._backup = WarningStrip(theme, "warn", "", button=_("Backups in Settings"))
        self._backup.pressed.connect(self.backups_wanted)
        self._backup.hide()
        self._backup_warned = False
        self.begun = BegunStrip(theme)
        self.kept_back = KeptBackLine(theme)
        self.finding = FindingCard(theme)
        self.finder, self.people = self.finding.finder, self.finding.people
        self.finding.searched.connect(self.searched)
        self.finding.opened.connect(self.person_opened)
        self.finding.new_patient.connect(self.new_patient)
        self.finding.passed_by.connect(self._go_to_visits)
        self._visits_card = Card(theme, _("Visits"))
        self._visits = VisitList(theme, _("No visits today. F2 finds a patient."))
        self._visits.opened.connect(self.visit_opened)
        self._visits.expected.connect(self.expected_opened)
        self._visits.left.connect(self.finder.edit.setFocus)
        self._visits_card.body.addWidget(Centre(self._visits, _("Visits")), 1)
        self.due = DueColumn(theme)
        self.due.person_opened.connect(self.person_opened)
        self.due.paper_opened.connect(self.paper_opened)
        self.due.backups_wanted.connect(self.backups_wanted)
        self._due_area = Centre(self.due, _("Due"))
        self._tabs = {
            FIND: PlaceTab(theme, _("Find")),
            VISITS: PlaceTab(theme, _("Visits")),
            DUE: PlaceTab(theme, _("Due")),
        }
        self.close_button = PlainButton(theme, _("Close the day"), icon="tick")
        self.close_button.clicked.connect(self.close_wanted)
        self.settings_button = PlainButton(theme, _("Settings"))
        self.settings_button.clicked.connect(self.settings_wanted)
        self.call = CallView(theme)
        self.close_day = CloseDayView(theme)
        self.prepare = PrepareView(theme)
        for view in (self.call, self.close_day, self.prepare):
            view.left.connect(self.show_board)
        self._stack = QStackedWidget()
        self._board = self._make_board()
        for page in (self._board, self.call, self.close_day, self.prepare):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._stack.currentChanged.connect(self.turned)
        self.start_at(self.finder.edit)

    def show_day(self, today: date, visits: Sequence[VisitRow], earlier: Sequence[VisitRow]) -> None:
        """Show the day's visits and who is expected, and under them what earlier days left unsigned."""
        self._today = today
        self._name_day()
        opened = [row for row in visits if row.state != "expected"]
        signed = sum(row.state == "signed" for row in opened)
        self._visits_card.set_meta(_("{count} today, {signed} signed").format(count=len(visits), signed=signed))
        self._visits.show_visits(visits, earlier, _("Not signed, of earlier days"))
        self.shown.emit()

    def show_backup(self, shown: DueShown | None, *, warned: bool) -> None:
        """Say how the backup stands; a warning stands above the columns while that column is out of view."""
        self.due.show_backup(shown, settings=warned)
        self._backup_warned = warned and shown is not None
        if shown is not None:
            self._backup.set_message("warn", shown.who, shown.about)
        self._settle()

    def show_clocks(self, said: Mapping[str, ClockSaid]) -> None:
        """Say how the visits stand by their clocks."""
        self._visits.show_clocks(said)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show what the finder found."""
        self.finding.show_people(people)

    def ask_who(self, key: str, name: str) -> None:
        """Ask in the finder who somebody is whose name is like another's, before the chart opens."""
        if self.width() < MIDDLE:
            self._choose(FIND)
        self.finder.edit.setText(name)
        self.searched.emit(name)
        self.finding.ask(key)

    def say(self, words: str) -> None:
        """Say in the head what was done."""
        self._said.setText(words)

    def show_board(self) -> None:
        """Show the day itself."""
        self._stack.setCurrentWidget(self._board)
        self._settle()
        if self.finding.isVisible():
            self.finder.edit.setFocus()

    def part(self) -> str:
        """What is on show: `call`, `close_day`, `preparation`, or nothing more than the day itself."""
        parts = {self.call: "call", self.close_day: "close_day", self.prepare: "preparation"}
        return parts.get(self._stack.currentWidget(), "")

    def show_call(self) -> None:
        """Show the call that was begun."""
        self._stack.setCurrentWidget(self.call)

    def show_close(self) -> None:
        """Show what the day leaves over."""
        self._stack.setCurrentWidget(self.close_day)
        self.close_day.setFocus()

    def show_prepare(self) -> None:
        """Show the list of the next day."""
        self._stack.setCurrentWidget(self.prepare)
        self.prepare.setFocus()

    def minimumSizeHint(self) -> QSize:
        """Almost nothing: the wide layout must not keep the window from getting so narrow that another takes over."""
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._stack.currentWidget() is not self._board:
                self.show_board()
                return
            if self.finding.take_back():
                return
        super().keyPressEvent(event)

    def _make_board(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        for key, tab in self._tabs.items():
            tab.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            head.addWidget(tab)
        head.addWidget(self._said, 100)
        head.addStretch(1)
        head.addWidget(self.settings_button)
        head.addWidget(self.close_button)
        self._columns = columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(self.finding, 4)
        columns.addWidget(self._visits_card, 7)
        columns.addWidget(self._due_area)
        board = QWidget()
        outer = QVBoxLayout(board)
        outer.setContentsMargins(16, 10, 16, 16)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(self.notice)
        outer.addWidget(self._backup)
        outer.addWidget(self.begun)
        outer.addWidget(self.kept_back)
        outer.addLayout(columns, 1)
        return board

    def _choose(self, key: str) -> None:
        self._at = key
        self._settle()

    def _name_day(self) -> None:
        """The weekday gives way before the places do."""
        if self._today is not None:
            weekday = f"{show_long_day(self._today).partition(' ')[0]} " if self.width() >= MIDDLE else ""
            self._title.setText(f"{weekday}{show_day(self._today)}")

    def _settle(self) -> None:
        """Show as many of the three columns as there is room for."""
        self._name_day()
        wide, middle = self.width() >= WIDE, self.width() >= MIDDLE
        beside = DUE if self._at == DUE else VISITS
        shown = {FIND, VISITS, DUE} if wide else {FIND, beside} if middle else {self._at}
        self.finding.setVisible(FIND in shown)
        self._visits_card.setVisible(VISITS in shown)
        self._due_area.setVisible(DUE in shown)
        self._columns.setStretchFactor(self._due_area, 3 if wide else 7)
        self._tabs[FIND].setVisible(not middle)
        for key in (VISITS, DUE):
            self._tabs[key].setVisible(not wide)
        for key, tab in self._tabs.items():
            tab.setChecked(key in shown)
        self._said.setVisible(middle)
        room = middle or self.notice.isHidden()
        self._backup.setVisible(self._backup_warned and DUE not in shown and room)

    def _go_to_visits(self, opened: bool) -> None:
        """Enter or an arrow while nothing is typed: the first visit of the day."""
        if self.width() < WIDE:
            self._choose(VISITS)
        if self._visits.go_in() and opened:
            self._visits.open_first()
