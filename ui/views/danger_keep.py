"""Keeping a clinic in a refused place all the same: only with a name and a written reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from charting.store.places import SHORTEST_REASON
from charting.words import _
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.starting import Starting
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.danger import in_the_middle, ways_out
from ui.views.entry import Entry


class KeepHereView(Starting):
    """`decided(reason, name)` when both were given, `left` when somebody thought better of it."""

    help_id = "danger_keep"
    decided = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme, why: str) -> None:
        super().__init__()
        note = _("At least {count} characters; kept in the audit trail").format(count=SHORTEST_REASON)
        self.reason = Entry(theme, _("Why it has to stay here"), note, longest=300)
        self.name = Entry(theme, _("Your name"), _("Whoever decides this"))
        keep = PlainButton(theme, _("Keep it here"))
        keep.clicked.connect(self._decide)
        back = MainButton(theme, _("Back"))
        back.clicked.connect(self.left)
        self.name.entered.connect(self._decide)
        self.reason.entered.connect(self.name.setFocus)
        card = Card(theme, _("Keep it here all the same"))
        card.body.addWidget(self.reason)
        card.body.addWidget(self.name)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(WarningStrip(theme, "stop", _("A chart can be ruined here"), why))
        column.addWidget(card)
        column.addLayout(ways_out(back, [keep]))
        in_the_middle(self, column)
        self.start_at(self.reason)

    def refuse(self, why: str) -> None:
        """Say why it was not written down."""
        self.reason.refuse(why)

    def _decide(self) -> None:
        if len(self.reason.text()) < SHORTEST_REASON:
            self.reason.refuse(_("at least {count} characters").format(count=SHORTEST_REASON))
            self.reason.setFocus()
        elif not self.name.text():
            self.name.refuse(_("needed: whoever decides this"))
            self.name.setFocus()
        else:
            self.decided.emit(self.reason.text(), self.name.text())
