"""The emergency card: over whatever is open, with or without a clinic, a patient or a key to the file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charting.emergency_text import emergency_text
from charting.rescue import BOLUSES, LogLine, Situation
from charting.results import show_decimal
from charting.rulebook import Broken
from charting.rules import self_test
from charting.rules.lipid_rescue import LipidDose, lipid_doses, protocol_of
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import FullLabel, Icon, Label
from ui.parts.place_tab import PlaceTab
from ui.parts.rescue_log import RescueLog
from ui.parts.rescue_weight import RescueWeight
from ui.theme import Theme
from ui.views.last_page import LastPage
from ui.views.rescue_pages import comparison_of, short_page
from ui.views.rescue_papers import RescuePapers
from ui.views.scroll import Centre

_WIDE, _BOTH, _ANY = 1200, 860, 16_777_215
_LOG_WIDE, _LOG_NARROW = 330, 286


class Keeper(Protocol):
    """Whoever holds the open chart."""

    def keep(self, line: LogLine) -> bool:
        """Write a line into the open visit at once; whether the file has it. Without a visit nothing happens."""

    def take_back(self, line: LogLine) -> None:
        """Remove a line that was written by mistake."""


class EmergencyView(QWidget):
    """`left()` follows Esc, F12 and Back. The log outlives the view's being closed and opened again."""

    left = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme, self._clock = theme, clock
        self._text = emergency_text()
        self._situation = Situation()
        self._keeper: Keeper | None = None
        self._saved = True
        self._elsewhere: list[LogLine] = []
        self._opened = _("Emergency card opened")
        self.lines: list[LogLine] = []
        self.weight = RescueWeight(theme)
        self.weight.changed.connect(self._show_doses)
        self.log = RescueLog(theme, self._text.log)
        self.log.tapped.connect(self._tap)
        self.log.written.connect(self._write)
        self.log.mistaken.connect(self._mistake)
        self.log.discarded.connect(self._discard)
        self.log.printed.connect(lambda: self._print("rescue_log"))
        self.papers = RescuePapers(theme)
        self.papers.left.connect(self._show_card)
        self._number = FullLabel(theme, px=22, weight=600, token="red")
        self._tabs = [PlaceTab(theme, card.title) for card in self._text.cards]
        self._log_tab = PlaceTab(theme, _("Time log"))
        self._pages = QStackedWidget()
        self.last = LastPage(theme, self._text, self.weight)
        self._pages.addWidget(Centre(self.last, self._text.cards[0].title))
        self._log_area = Centre(self.log, _("Time log"))
        self._screens = QStackedWidget()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self._text.title)
        self._escape = QShortcut(QKeySequence("Esc"), self, self.left.emit)
        theme.changed.connect(self.update)

    def open(self, situation: Situation, keeper: Keeper | None, *, watched: bool = False) -> None:
        """Show the card for whoever lies there, and write down when it was opened.

        `watched` by a patient, it keeps lines that stand in no chart to itself, and nothing is printed or saved.
        """
        self.wall.setVisible(not watched)
        self.log.offer_printing(not watched)
        if watched:
            self._elsewhere += self.pending
            self.lines = [line for line in self.lines if line.entry_id]
        if not isinstance(situation.book, Broken) and (failed := self_test.run()):
            situation = replace(situation, book=Broken(situation.book.name, "; ".join(failed)))
        if situation.chart != self._situation.chart:
            self.lines = self.pending  # what another chart has stays there
        self._situation, self._keeper = situation, keeper
        number = situation.clinic.emergency_number
        self._number.setText(_("Dial {number}").format(number=number) if number else "")
        self._fill_pages(number or _("the emergency number"))
        self.weight.show_situation(situation, self._clock())
        self._choose(0)
        self._show_card()
        self._add(LogLine(self._clock(), self._opened))

    def rest(self) -> None:
        """The card is covered again; what it kept to itself stands in the log once more."""
        self.lines, self._elsewhere = [*self._elsewhere, *self.lines], []

    @property
    def pending(self) -> list[LogLine]:
        """The lines that stand in no chart yet; to have looked at the card without a visit is nothing to keep."""
        lines = [line for line in self.lines if not line.entry_id]
        return lines if any(line.what != self._opened for line in lines) else []

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon(self._theme, "pulse", 26, "red"))
        head.addWidget(FullLabel(self._theme, self._text.title, px=22, weight=600))
        head.addSpacing(8)
        head.addWidget(self._number)
        head.addStretch(1)
        self.wall = PlainButton(self._theme, _("Wall card"), icon="printer")
        self.wall.clicked.connect(lambda: self._print("wall_card"))
        back = PlainButton(self._theme, _("Back"), icon="chevron_left", key_hint="Esc")
        back.clicked.connect(self.left)
        head.addWidget(self.wall)
        head.addWidget(back)
        tabs = FlowLayout(gap=2, line_gap=0)
        for place, tab in enumerate(self._tabs):
            tab.clicked.connect(lambda _checked=False, at=place: self._choose(at))
            tabs.addWidget(tab)
        self._log_tab.clicked.connect(lambda: self._show_log_page(True))
        tabs.addWidget(self._log_tab)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._pages, 1)
        middle.addWidget(self._log_area)
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(tabs)
        column.addLayout(middle, 1)
        foot = "  ".join((self._text.unconfirmed, self._text.footer))
        column.addWidget(Label(self._theme, foot, px=12, token="ink2", wrap=True))
        self._screens.addWidget(card)
        self._screens.addWidget(self.papers)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._screens)

    def _fill_pages(self, number: str) -> None:
        self.last.show_steps(number, protocol_of(self._situation.profile))
        while self._pages.count() > 1:
            page = self._pages.widget(1)
            self._pages.removeWidget(page)
            page.deleteLater()
        protocol = self._situation.clinic.anaphylaxis_protocol
        for card in self._text.cards[1:]:
            below = comparison_of(self._theme, self._text, protocol) if card.id == "faint" else None
            page = short_page(self._theme, card, number, protocol, below)
            self._pages.addWidget(Centre(page, card.title))

    def _choose(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._show_log_page(False)

    def _show_log_page(self, shown: bool) -> None:
        self._log_tab.setChecked(shown)
        self._arrange()

    def _show_card(self) -> None:
        self._screens.setCurrentIndex(0)
        self._escape.setEnabled(True)
        (self if self.weight.kg is not None else self.weight.line).setFocus()

    def _print(self, kind: str) -> None:
        self._escape.setEnabled(False)
        self._screens.setCurrentIndex(1)
        self.papers.show_paper(kind, self._situation, tuple(self.lines), self._clock())

    def _doses(self) -> tuple[LipidDose, LipidDose] | None:
        """Both protocols for the weight in use, the clinic's own first; None without a weight or without rules."""
        kg: Decimal | None = self.weight.kg
        if kg is None or isinstance(self._situation.book, Broken):
            return None
        first = protocol_of(self._situation.profile)
        one, other = lipid_doses(kg, self._situation.book)
        return (one, other) if one.protocol == first else (other, one)

    def _show_doses(self) -> None:
        self.last.show_doses(self._doses(), self._situation.book)

    def _tap(self, entry_id: str) -> None:
        title = next(entry.title for entry in self._text.log if entry.id == entry_id)
        dose, doses = "", self._doses()
        if entry_id in BOLUSES and doses is not None:
            dose = _("{ml} mL of lipid 20 % for {kg} kg").format(
                ml=show_decimal(doses[0].bolus_ml), kg=show_decimal(doses[0].weight_kg)
            )
        self._add(LogLine(self._clock(), title, dose))

    def _write(self, text: str) -> None:
        self._add(LogLine(self._clock(), text))

    def _add(self, line: LogLine) -> None:
        self.lines.append(line)
        if self._keeper is not None:
            self._saved = self._keeper.keep(line)
        self._show_log()

    def _mistake(self) -> None:
        line = self.lines.pop()
        if self._keeper is not None:
            self._keeper.take_back(line)
        self.left.emit()

    def _discard(self) -> None:
        self.lines = [line for line in self.lines if line.entry_id]
        self._show_log()

    def _show_log(self) -> None:
        if any(not line.entry_id for line in self.lines):
            where = _("In no chart yet. It is offered to the visit opened next.")
        elif not self.lines:
            where = _("Nothing written yet.")
        elif self._saved:
            where = _("In the chart: {chart}, saved.").format(chart=self._situation.chart)
        else:
            where = _("In the chart: {chart}, not saved yet. It is tried again.").format(chart=self._situation.chart)
        mistake = bool(self.lines) and self.lines[-1].what == self._opened
        self.log.show_lines(self.lines, where, mistake=mistake)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        """The log beside the steps; where there is no room for both, behind a tab of its own."""
        beside = self.width() >= _BOTH
        wide = _LOG_WIDE if self.width() >= _WIDE else _LOG_NARROW
        self._log_area.setMinimumWidth(wide if beside else 0)
        self._log_area.setMaximumWidth(wide if beside else _ANY)
        self._log_tab.setVisible(not beside)
        if beside:
            self._log_tab.setChecked(False)
        shows_log = self._log_tab.isChecked()
        self._log_area.setVisible(beside or shows_log)
        self._pages.setVisible(not shows_log)
        for at, tab in enumerate(self._tabs):
            tab.setChecked(not shows_log and at == self._pages.currentIndex())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(QRectF(self.rect()), self._theme.colour("paper"))
