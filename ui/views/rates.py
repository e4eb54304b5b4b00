"""How often something went wrong here: adverse events per 100 sessions, by depth, device and lot."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.event_rates import EventRates
from charting.rules.event_rates import Rate
from charting.words import _, ngettext
from ui.parts.card import Card, Hairline
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme
from ui.views.clearing import clear


class RatesView(QWidget):
    """Numbers with what they come from; few sessions make a rate mean little, and nothing is coloured."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_rates(self, rates: EventRates) -> None:
        """Show the rates of all signed treatments."""
        clear(self._column)
        sessions = ngettext("{count} signed session", "{count} signed sessions", rates.sessions)
        events = ngettext("{count} event", "{count} events", rates.events)
        words = f"{sessions.format(count=rates.sessions)}, {events.format(count=rates.events)}"
        if rates.unplaced:
            words += ", " + _("{count} of patients without a session").format(count=rates.unplaced)
        self._column.addWidget(Label(self._theme, words, px=13, token="ink2", wrap=True))
        tables = ((_("By depth"), rates.by_depth), (_("By device"), rates.by_device), (_("By lot"), rates.by_lot))
        for title, table in tables:
            self._column.addWidget(self._card(title, table))
        self._column.addStretch(1)

    def _card(self, title: str, table: Sequence[Rate]) -> Card:
        card = Card(self._theme, title)
        card.body.setSpacing(0)
        for rate in table:
            row = QHBoxLayout()
            row.setContentsMargins(0, 7, 0, 7)
            row.addWidget(Label(self._theme, rate.group, px=14, wrap=True), 1)
            row.addWidget(FullLabel(self._theme, rate.words(), px=14, token="ink2"))
            card.body.addLayout(row)
            card.body.addWidget(Hairline(self._theme))
        if not table:
            card.body.addWidget(Label(self._theme, _("No signed session yet."), px=13, token="ink3"))
        return card
