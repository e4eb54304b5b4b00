"""What the rail says, in one line where there is no room for it: clocks, the dose ledger, and how much is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _, ngettext
from ui.parts.buttons import LinkButton
from ui.parts.dose_ledger import LedgerBar
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme
from ui.views.clocks_line import ClocksLine
from ui.views.ledger_words import LedgerShown

BAR_PX = 72


class FiguresLine(QWidget):
    """`clicked()` follows a tap on clocks or open points: the rail opens. Why a dose stops stands below, in full."""

    clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.clocks = ClocksLine(theme)
        self.clocks.clicked.connect(self.clicked)
        self._bar = LedgerBar(theme)
        self._bar.setFixedWidth(BAR_PX)
        self._share = FullLabel(theme, px=16, weight=600)
        self._room = FullLabel(theme, px=13, token="ink2")
        self._open = LinkButton(theme, "", icon="list", small=True)
        self._open.clicked.connect(self.clicked)
        self._stop = Label(theme, px=13, weight=500, token="red", wrap=True)
        self._stop.hide()
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.clocks, 1)
        for part in (self._bar, self._share, self._room, self._open):
            across.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(across)
        layout.addWidget(self._stop)

    def show_open(self, count: int) -> None:
        """Show how much of the sheet is open."""
        self._open.set_text(ngettext("{count} open", "{count} open", count).format(count=count))

    def show_ledger(self, shown: LedgerShown | None) -> None:
        """Show a ledger, or none."""
        counted = shown is not None and not shown.off
        for part in (self._bar, self._share, self._room):
            part.setVisible(counted)
        stop = "" if shown is None else shown.off or (f"{shown.stop}. {shown.stop_next}" if shown.stop else "")
        self._stop.setText(stop)
        self._stop.setVisible(bool(stop))
        if shown is None or shown.off:
            return
        self._bar.show_shares([row.part for row in shown.rows], shown.warn_at, shown.spoken)
        self._share.setText(shown.total if shown.rows else "")
        self._share.set_token("red" if shown.over else "ink")
        room = _("LA, {room} left").format(room=shown.room) if shown.room else _("LA")
        self._room.setText(room if shown.rows else _("LA, no dose"))
        for part in (self._bar, self._share, self._room):
            part.setToolTip(shown.spoken)
