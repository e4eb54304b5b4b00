"""Settings, Texts: every text that patients read, in each language, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import LinkButton
from ui.parts.card import Card, Hairline
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.scroll import Centre

_LANGUAGE, READABLE = 96, 960


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text in one language. `state` says what is in force, `waiting` what is on its way; both in words."""

    kind: str
    title: str
    language: str
    language_name: str
    state: str
    confirmed: bool
    waiting: str = ""


class TextList(QWidget):
    """`chosen(kind, language)` asks for one of the texts."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        about = _("Patients read these texts. A shipped example says so on paper until a practitioner confirms it.")
        self._about = Label(theme, about, px=13, token="ink2", wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        inner = QWidget()
        inner.setMaximumWidth(READABLE)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._about)
        column.addLayout(self._cards)
        column.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Centre(holder, _("Texts")))

    def show_rows(self, rows: Sequence[TextRow]) -> None:
        """Show the texts, one card to each kind."""
        clear(self._cards)
        card: Card | None = None
        title = ""
        for row in rows:
            if row.title != title or card is None:
                title, card = row.title, Card(self._theme, row.title)
                self._cards.addWidget(card)
            else:
                card.body.addWidget(Hairline(self._theme))
            card.body.addWidget(self._row(row))

    def _row(self, row: TextRow) -> QWidget:
        shown = QWidget()
        line = QHBoxLayout(shown)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name = FullLabel(self._theme, row.language_name, px=14, weight=600)
        name.setMinimumWidth(_LANGUAGE)
        line.addWidget(name)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self._theme, row.state, px=13, token="ink" if row.confirmed else "ink2", wrap=True))
        if row.waiting:
            words.addWidget(Label(self._theme, row.waiting, px=13, token="amber", wrap=True))
        line.addLayout(words, 1)
        button = LinkButton(self._theme, _("Open"), small=True)
        button.setAccessibleName(_("Open {text}, {language}").format(text=row.title, language=row.language_name))
        button.clicked.connect(lambda: self.chosen.emit(row.kind, row.language))
        line.addWidget(button)
        return shown
