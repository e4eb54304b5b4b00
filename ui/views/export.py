"""Handing a patient's chart over, and what was handed over before."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.dates import show_moment
from charting.records.disclosure import Disclosure
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.export_form import ExportForm
from ui.views.scroll import Centre


class ExportView(QWidget):
    """`left()` follows Back."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        about = _("One file with a summary of every signed visit, all answers as JSON and CSV, photos and kept papers.")
        self.form = ExportForm(theme, _("Hand this chart over"), about, _("Choose a file and export"))
        self._handed = Card(theme, _("What left the clinic about this patient"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._handed.body.addLayout(self._rows)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self._handed)
        column.addStretch(1)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addWidget(Label(theme, _("Export and disclosures"), px=20, weight=600))
        outer.addWidget(Centre(inner, _("Export")), 1)
        outer.addLayout(foot)

    def show_disclosures(self, kept: Sequence[Disclosure]) -> None:
        """List what was handed over, newest first."""
        clear(self._rows)
        if not kept:
            self._rows.addWidget(Label(self._theme, _("Nothing yet."), px=13, token="ink3"))
        for disclosure in kept:
            self._rows.addWidget(self._row(disclosure))
            self._rows.addWidget(Hairline(self._theme))

    def _row(self, disclosure: Disclosure) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 7, 0, 7)
        layout.setSpacing(12)
        when = FullLabel(self._theme, show_moment(disclosure.at), px=13, token="ink2")
        words = QVBoxLayout()
        words.setSpacing(0)
        to = _("To {recipient}, for {purpose}").format(recipient=disclosure.recipient, purpose=disclosure.purpose)
        state = _("encrypted") if disclosure.encrypted else _("not encrypted")
        what = _("{what}, {state}, by {name}").format(what=disclosure.what, state=state, name=disclosure.by)
        words.addWidget(Label(self._theme, to, px=14, wrap=True))
        words.addWidget(Label(self._theme, what, px=12, token="ink2", wrap=True))
        layout.addWidget(when)
        layout.addLayout(words, 1)
        row.setAccessibleName(f"{show_moment(disclosure.at)}, {to}, {what}")
        return row
