"""Settings: the clinic, the practitioner, the rules of the house, people, and where the file lies."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charting.actions.event_rates import rates
from charting.actions.rules import change_rule
from charting.dates import show_day, show_time
from charting.errors import Known
from charting.records.base import Record
from charting.records.clinic import Clinic, Practitioner
from charting.records.house_rules import house_rules
from charting.words import _
from ui.backup_desk import BackupDesk
from ui.binding.form import Form
from ui.chart_model import ChartModel
from ui.forms import clinic as clinic_form
from ui.forms import practitioner as practitioner_form
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.place_tabs import PlaceTabs
from ui.parts.strip import WarningStrip
from ui.people_desk import PeopleDesk
from ui.staff_desk import StaffDesk
from ui.text_desk import TextsPage
from ui.theme import Theme
from ui.views.audit import AuditView
from ui.views.backups import BackupsView
from ui.views.check_card import CheckCard
from ui.views.exports_page import ExportsPage
from ui.views.logo_card import LogoCard
from ui.views.look_card import LookCard
from ui.views.own_keys import OwnKeysPage
from ui.views.paper_card import PaperCard
from ui.views.people_page import PeoplePage
from ui.views.phrases import PhrasesPage
from ui.views.print_card import PrintCard
from ui.views.rates import RatesView
from ui.views.rule_list import RuleList
from ui.views.scan_folder import ScanFolderCard
from ui.views.scroll import Centre
from ui.views.seal_card import SealCard
from ui.views.when_signed_card import WhenSignedCard

BOOKS = (("anaesthesia", "Anaesthesia rules"), ("prp", "PRP rules"), ("intervals", "Interval rules"))

WIDE_PAGES, SCROLL_THEMSELVES, READABLE, LOW = {"audit"}, {"texts"}, 960, 480
MARGINS, LOW_MARGINS = (16, 10, 16, 16), (16, 4, 16, 8)
"""A table takes the width there is; anything else is not drawn wider than is read with ease."""


def _readable(page: QWidget) -> QWidget:
    page.setMaximumWidth(READABLE)
    holder = QWidget()
    row = QHBoxLayout(holder)  # a row, because only a row counts with the width a page really gets
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(page, 1000)
    row.addStretch(1)
    return holder


def _under_each_other(*cards: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return page


class SettingsView(QWidget):
    """Everything here is shown as it stands; a change of a rule asks for its reason. Only owners change settings."""

    rules_changed = Signal()
    page_shown = Signal()

    def __init__(self, theme: Theme, model: ChartModel, desk: BackupDesk, people: PeopleDesk) -> None:
        super().__init__()
        self._theme, self._model, self._people = theme, model, people
        self.clinic_form = Form(theme, Clinic, model, clinic_form.compose)
        self.practitioner_form = Form(theme, Practitioner, model, practitioner_form.compose_on_paper)
        self._file = Label(theme, px=13, token="ink2", wrap=True)
        self._refusal = WarningStrip(theme, "stop", "")
        self._refusal.hide()
        file_card = Card(theme, _("The file"))
        file_card.body.addWidget(self._file)
        house = QWidget()
        column = QVBoxLayout(house)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.seal_card = SealCard(theme, model, people)
        self.check_card = CheckCard(theme, model, lambda: people.why_not("verify"))
        self.paper_card = PaperCard(theme)
        self.scan_folder = ScanFolderCard(theme)
        self.look = LookCard(theme)
        self.logo = LogoCard(theme, model, people)
        self.when_signed = WhenSignedCard(theme, model)
        self.prints = PrintCard(theme)
        cards = (
            self.when_signed,
            self.prints,
            self.look,
            self.scan_folder,
            file_card,
        )
        for part in (self.clinic_form, self.logo, self.practitioner_form, *cards):
            column.addWidget(part)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self.page = "house"
        self.lists: dict[str, RuleList] = {}
        self._places = PlaceTabs(theme, _("Settings page"))
        self._places.chosen.connect(self._open)
        self._add_page("house", _("Clinic"), house)
        for name, title in BOOKS:
            self.lists[name] = RuleList(theme)
            self.lists[name].changed.connect(
                lambda rule, value, reason, name=name: self._change(name, rule, value, reason)
            )
            self._add_page(name, _(title), self.lists[name])
        self.backups = BackupsView(theme, model, desk)
        self._add_page("backups", _("Backups"), self.backups)
        self.phrases = PhrasesPage(theme, model, people)
        self._add_page("phrases", _("Phrases"), self.phrases)
        self.texts = TextsPage(theme, model, people)
        self._add_page("texts", _("Texts"), self.texts)
        self.rates = RatesView(theme)
        self._add_page("rates", _("Event rates"), self.rates)
        staff = StaffDesk(model, people, self)
        self.people = PeoplePage(theme, staff)
        self._add_page("people", _("People"), self.people)
        self.own_keys = OwnKeysPage(theme, staff)
        self._add_page("mine", _("My PIN and password"), self.own_keys)
        self.audit = AuditView(theme)
        self._add_page("audit", _("Audit"), self.audit)
        self.exports = ExportsPage(theme)
        self._add_page("exports", _("Exports"), self.exports)
        self._add_page("verify", _("Verify"), _under_each_other(self.seal_card, self.check_card, self.paper_card))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*MARGINS)
        self._title = Label(theme, _("Settings"), px=20, weight=600)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.addWidget(self._title)
        self._head.addWidget(self._places, 1)
        outer.addLayout(self._head)
        outer.addWidget(self._refusal)
        outer.addWidget(self._stack, 1)
        model.edited.connect(self._edited)

    def show_settings(self) -> None:
        """Show the clinic as it stands."""
        chart = self._model.chart
        fixed = not self._people.may("settings")
        self.clinic_form.set_record(chart.clinic(), fixed)
        self.practitioner_form.set_record(self._people.person, fixed)
        self.seal_card.show_standing()
        self.when_signed.show_clinic(not fixed)
        self.logo.show_clinic()
        saved = chart.saved_at
        when = f"{show_day(saved.date())} {show_time(saved)}" if saved else _("not since it was opened")
        self._file.setText(_("Kept in {folder}. Last saved {when}.").format(folder=chart.folder, when=when))
        for name, shown in self.lists.items():
            shown.show_book(house_rules(chart.clinic(), name))
        self.backups.show_backups()
        self.phrases.show_phrases()
        self.texts.show_texts()
        self.rates.show_rates(rates(chart))
        self.own_keys.show_own()
        self._refusal.hide()
        self._open("house")

    def open_page(self, key: str) -> None:
        """Show one page, as the menu under the initials names it; what is not allowed says why."""
        self._open(key)

    def _add_page(self, key: str, title: str, page: QWidget) -> None:
        self._places.add(key, title)
        if key in SCROLL_THEMSELVES:
            self._stack.addWidget(page)
        else:
            self._stack.addWidget(Centre(page if key in WIDE_PAGES else _readable(page), title))

    def _open(self, key: str) -> None:
        if key == "people":
            if why := self._people.why_not("people"):
                self._refuse(_("For owners"), why)
                return
            self.people.show_people()
        self._refusal.hide()
        if key == "house" and (why := self._people.why_not("settings")):
            self._refusal.set_message("note", _("Read only"), why)
            self._refusal.show()
        self.page = key
        self._places.set_current(key)
        self._stack.setCurrentIndex(list(self._places.tabs).index(key))
        self.page_shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = event.size().height() < LOW
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self.layout().setContentsMargins(*(LOW_MARGINS if low else MARGINS))
        super().resizeEvent(event)

    def _change(self, book: str, rule: str, value: str, reason: str) -> None:
        chart = self._model.chart
        try:
            change_rule(chart, book, rule, value, reason, self._people.person, self._model.now())
        except Known as refused:
            self._refuse(_("Not changed"), str(refused))
            return
        self._model.save()
        self._refusal.hide()
        self.lists[book].show_book(house_rules(chart.clinic(), book))
        self.rules_changed.emit()

    def _refuse(self, title: str, why: str) -> None:
        self._refusal.set_message("stop", title, why)
        self._refusal.show()

    def _edited(self, record: Record, name: str) -> None:
        if self.isVisible():
            for form in (self.clinic_form, self.practitioner_form):
                form.show_stored(record, name)
            if isinstance(record, Clinic):
                self.logo.draw_soon()
