"""Settings, Phrases: the clinic's own short keys and the texts they stand for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.people import require
from charting.actions.phrases import LONGEST_KEY, LONGEST_TEXT, keep_phrase, phrases_of, remove_phrase
from charting.errors import Known
from charting.records.phrase import Phrase
from charting.words import _
from ui.chart_model import ChartModel
from ui.parts.buttons import LinkButton, PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.labels import FullLabel, Label
from ui.people_desk import PeopleDesk
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.entry import Entry


class PhrasesPage(QWidget):
    """One row to each phrase, and two lines to add one or to change the one in hand. Only owners change them."""

    def __init__(self, theme: Theme, model: ChartModel, people: PeopleDesk) -> None:
        super().__init__()
        self._theme, self._model, self._people = theme, model, people
        about = _("Where words are free, type a semicolon and the key, then Space or Enter: the text takes its place.")
        self.key = Entry(theme, _("Key"), _("one short word, such as ok"), longest=LONGEST_KEY, note_lines=2)
        self.key.setFixedWidth(240)
        self.text = Entry(theme, _("Text"), longest=LONGEST_TEXT)
        self.keep = PlainButton(theme, _("Keep phrase"), icon="plus")
        self.keep.clicked.connect(self._keep)
        self.key.entered.connect(self.text.setFocus)
        self.text.entered.connect(self._keep)
        self._why_not = Label(theme, px=13, token="ink2", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        card = Card(theme, _("Phrases"))
        card.body.addWidget(Label(theme, about, px=13, token="ink2", wrap=True))
        self._typed = QWidget()
        typed = QHBoxLayout(self._typed)
        typed.setContentsMargins(0, 0, 0, 0)
        typed.setSpacing(12)
        typed.addWidget(self.key, 0, Qt.AlignmentFlag.AlignTop)
        typed.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        typed.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addWidget(self._typed)
        card.body.addWidget(self._why_not)
        card.body.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_phrases(self) -> None:
        """Show the phrases as they stand."""
        why = self._people.why_not("settings")
        self._typed.setVisible(not why)
        self._why_not.setText(why)
        self._why_not.setVisible(bool(why))
        clear(self._rows)
        phrases = phrases_of(self._model.chart)
        for phrase in phrases:
            self._rows.addWidget(self._row(phrase, changing=not why))
            self._rows.addWidget(Hairline(self._theme))
        if not phrases:
            self._rows.addWidget(Label(self._theme, _("No phrases yet."), px=13, token="ink3"))

    def _row(self, phrase: Phrase, *, changing: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(12)
        key = FullLabel(self._theme, f";{phrase.key}", px=14, weight=600)
        key.setMinimumWidth(120)
        line.addWidget(key)
        line.addWidget(Label(self._theme, phrase.text, px=14, wrap=True), 1)
        if changing:
            for words, act in ((_("Change"), self._take_in_hand), (_("Remove"), self._remove)):
                button = LinkButton(self._theme, words, small=True)
                button.setAccessibleName(f"{words} {phrase.key}")
                button.clicked.connect(lambda _checked=False, act=act: act(phrase))
                line.addWidget(button)
        return row

    def _take_in_hand(self, phrase: Phrase) -> None:
        self.key.line.setText(phrase.key)
        self.text.line.setText(phrase.text)
        self.text.setFocus()

    def _keep(self) -> None:
        try:
            require(self._people.person, "settings")
            keep_phrase(self._model.chart, self.key.text(), self.text.text())
        except Known as refused:
            (self.key if self.text.text() else self.text).refuse(str(refused))
            return
        for entry in (self.key, self.text):
            entry.line.clear()
            entry.accept()
        self._saved()
        self.key.setFocus()

    def _remove(self, phrase: Phrase) -> None:
        if not self._people.why_not("settings"):
            remove_phrase(self._model.chart, phrase)
            self._saved()

    def _saved(self) -> None:
        self._model.save()
        self.show_phrases()
