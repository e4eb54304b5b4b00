"""Local anaesthetic poisoning: signs, doses and the steps of both protocols side by side."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.emergency_text import PROTOCOLS, EmergencyText
from charting.rulebook import Broken, Rulebook
from charting.rules.lipid_rescue import ASSOCIATION, LipidDose, card_rows
from charting.words import _
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.lipid_grid import LipidGrid, LipidTable
from ui.parts.rescue_steps import RescueSteps
from ui.parts.rescue_weight import RescueWeight
from ui.parts.strip import WarningStrip
from ui.parts.strong_label import StrongLabel
from ui.theme import Theme
from ui.views.clearing import clear

WEIGHTS_KG = tuple(Decimal(kg) for kg in range(40, 121, 10))


class LastPage(QWidget):
    """The clinic's own protocol stands at the left, the other one beside it, each under its label."""

    def __init__(self, theme: Theme, text: EmergencyText, weight: RescueWeight) -> None:
        super().__init__()
        self._theme, self._text = theme, text
        self._card = text.card("last")
        self._first = ASSOCIATION
        self._off = WarningStrip(theme, "stop", "")
        self._off.hide()
        self._weight = weight
        self._table = QVBoxLayout()
        self._protocols = QHBoxLayout()
        self._protocols.setSpacing(12)
        self._grids: dict[str, QVBoxLayout] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(10)
        column.addWidget(StrongLabel(theme, self._card.suspect, px=14))
        column.addWidget(self._off)
        column.addWidget(weight)
        column.addLayout(self._table)
        column.addLayout(self._protocols)
        column.addStretch(1)

    def show_steps(self, number: str, first: str) -> None:
        """The steps of both protocols; `first` is the one of the clinic, `number` what to dial."""
        self._first = first
        clear(self._protocols)
        self._grids = {}
        for protocol in sorted(PROTOCOLS, key=lambda code: code != first):
            card = Card(self._theme, rail=True)
            card.body.addWidget(Label(self._theme, self._text.protocols[protocol], px=14, weight=600, wrap=True))
            self._grids[protocol] = QVBoxLayout()
            card.body.addLayout(self._grids[protocol])
            card.hairline()
            steps = [step.filled(number) for step in self._card.steps_of(protocol)]
            card.body.addWidget(RescueSteps(self._theme, steps))
            card.body.addStretch(1)
            self._protocols.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)

    def show_doses(self, doses: tuple[LipidDose, LipidDose] | None, book: Rulebook | Broken) -> None:
        """Figures for a weight, for all weights, or none: then it says that they are off, and why."""
        clear(self._table)
        for layout in self._grids.values():
            clear(layout)
        off = isinstance(book, Broken)
        self._off.setVisible(off)
        self._weight.setVisible(not off)
        if isinstance(book, Broken):
            words = _("Take the volumes from the printed sheet of your protocol. {reason}").format(reason=book.reason)
            self._off.set_message("stop", _("Numbers are off"), words)
        elif doses is None:
            self._show_table(book)
        else:
            for dose in doses:
                self._grids[dose.protocol].addWidget(LipidGrid(self._theme, dose))

    def _show_table(self, book: Rulebook) -> None:
        card = Card(self._theme, _("Lipid 20 % by weight, first dose over 2 to 3 min"), rail=True)
        pairs = [
            pair if pair[0].protocol == self._first else (pair[1], pair[0]) for pair in card_rows(book, WEIGHTS_KG)
        ]
        card.body.addWidget(LipidTable(self._theme, pairs, self._text.protocols))
        card.body.addWidget(Label(self._theme, self._text.weight_note, px=12, token="ink2", wrap=True))
        self._table.addWidget(card)
