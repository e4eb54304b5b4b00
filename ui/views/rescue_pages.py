"""The shorter cards: anaphylaxis, methaemoglobinaemia, and the faint with what tells it from poisoning."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from charting.emergency_text import EmergencyCard, EmergencyText
from charting.words import _
from ui.parts.card import Card, Hairline
from ui.parts.labels import Label
from ui.parts.rescue_steps import RescueSteps
from ui.parts.strong_label import StrongLabel
from ui.theme import Theme


def short_page(theme: Theme, card: EmergencyCard, number: str, protocol: str, below: QWidget | None = None) -> QWidget:
    """Signs and steps; `number` is to be dialled, `protocol` is what the clinic follows in anaphylaxis."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(12)
    column.addWidget(StrongLabel(theme, card.suspect, px=15))
    steps = Card(theme, rail=True)
    steps.body.addWidget(RescueSteps(theme, [step.filled(number, protocol) for step in card.steps]))
    column.addWidget(steps)
    if below is not None:
        column.addWidget(below)
    column.addStretch(1)
    return page


def comparison_of(theme: Theme, text: EmergencyText, protocol: str) -> QWidget:
    """What tells a faint from poisoning, and when it is neither."""
    card = Card(theme, _("Which is it?"), rail=True)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(2, 1)
    for column, head in enumerate(("", _("Faint"), _("Poisoning (LAST)"))):
        grid.addWidget(Label(theme, head, px=12, weight=500, token="ink3"), 0, column)
    for number, one in enumerate(text.differences):
        row = 1 + 2 * number
        grid.addWidget(Hairline(theme), row, 0, 1, 3)
        grid.addWidget(Label(theme, one.title, px=14, weight=600), row + 1, 0)
        grid.addWidget(Label(theme, one.faint, px=14), row + 1, 1)
        grid.addWidget(Label(theme, one.last, px=14), row + 1, 2)
    card.body.addLayout(grid)
    card.body.addWidget(StrongLabel(theme, text.in_anaphylaxis(protocol), px=14))
    return card
