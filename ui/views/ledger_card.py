"""The dose ledger on the screen: a card in the rail, and the open form under the doses."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.context import Context
from charting.records.anaesthesia import Anaesthesia
from charting.words import _
from ui.parts.buttons import LinkButton
from ui.parts.card import Card
from ui.parts.dose_ledger import LedgerBar, LedgerTable
from ui.parts.folding_row import FoldingRow
from ui.parts.labels import FullLabel, Icon, Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.ledger_words import LedgerShown, ledger_shown

BIG_PX = 24


class LedgerCard(Card):
    """The small form: share of the limit, room left of the drug in hand, the bar, and the sum on demand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Local anaesthetic"), rail=True)
        self._shown: LedgerShown | None = None
        self._percent = FullLabel(theme, px=BIG_PX, weight=600)
        self._of = FullLabel(theme, _("of limit"), px=13, token="ink2")
        self._room_for = FullLabel(theme, _("room for"), px=12, token="ink3")
        self._room = FullLabel(theme, px=14, weight=600)
        self.bar = LedgerBar(theme)
        self._note = Label(theme, px=12, token="ink2", wrap=True)
        self._alarm_icon = Icon(theme, "octagon", 18, "red")
        self._alarm = Label(theme, px=12, weight=500, token="red", wrap=True)
        self.sum_button = LinkButton(theme, _("Show the sum"), small=True)
        self.sum_button.clicked.connect(self._toggle)
        self._sum = QWidget()
        self._lines = QVBoxLayout(self._sum)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._sum.hide()
        self._lay_out()

    def show_ledger(self, shown: LedgerShown) -> None:
        """Show a ledger."""
        if shown == self._shown:
            return
        self._shown = shown
        self.set_meta(shown.weight)
        self._percent.setText(shown.total if shown.rows else _("No dose yet"))
        self._percent.set_type(BIG_PX if shown.rows and not shown.unknown else 15, 600)
        self._percent.set_token("red" if shown.over else "ink")
        self._room.setText(shown.room)
        for widget in (self._percent, self.bar):
            widget.setVisible(not shown.off)
        for widget in (self._of, self.sum_button):
            widget.setVisible(bool(shown.rows))
        for widget in (self._room_for, self._room):
            widget.setVisible(bool(shown.room))
        self.bar.show_shares([row.part for row in shown.rows], shown.warn_at, shown.spoken)
        self._note.setText("\n".join(filter(None, (shown.planned, self._note_of(shown)))))
        self._alarm.setText(f"{shown.stop}. {shown.stop_next}" if shown.stop else "")
        self._alarm.setVisible(bool(shown.stop))
        self._alarm_icon.setVisible(bool(shown.stop))
        clear(self._lines)
        for line in shown.sums:
            self._lines.addWidget(Label(self._theme, line, px=12, token="ink2", wrap=True))

    @staticmethod
    def _note_of(shown: LedgerShown) -> str:
        if shown.off:
            return shown.off
        if shown.unknown:
            return _("not known: {why}").format(why=shown.unknown)
        warns = _("warns at {percent}\u00a0%").format(percent=round(shown.warn_at * 100))
        if shown.room_of:
            return _("of {drug}; {warns}").format(drug=shown.room_of, warns=warns)
        return _("Choose drug and strength to see the room left; {warns}").format(warns=warns)

    def _toggle(self) -> None:
        opened = self._sum.isHidden()
        self._sum.setVisible(opened)
        self.sum_button.set_text(_("Hide the sum") if opened else _("Show the sum"))

    def _lay_out(self) -> None:
        share, room = QHBoxLayout(), QHBoxLayout()
        for row, first, second in ((share, self._percent, self._of), (room, self._room_for, self._room)):
            row.setSpacing(6)
            for widget in (first, second):
                row.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        share.addStretch(1)
        alarm = QHBoxLayout()
        alarm.setSpacing(8)
        alarm.addWidget(self._alarm_icon, 0, Qt.AlignmentFlag.AlignTop)
        alarm.addWidget(self._alarm, 1)
        self.body.setSpacing(4)
        self.body.addLayout(FoldingRow(share, room))
        self.body.addWidget(self.bar)
        self.body.addWidget(self._note)
        self.body.addLayout(alarm)
        self.body.addWidget(self.sum_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._sum)


class LedgerPanel(QWidget):
    """The open form: what is counted, from what, against which limit, with the total and the adrenaline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._worked_by = Label(theme, px=13, token="ink2", wrap=True)
        self._room = FullLabel(theme, px=16, weight=600)
        self._room_for = FullLabel(theme, _("Room for"), px=13, token="ink2")
        self._room_of = FullLabel(theme, px=13, token="ink2")
        self._stop = WarningStrip(theme, "stop", "")
        self.bar = LedgerBar(theme, tall=True)
        self._table = LedgerTable(theme)
        self._adrenaline = Label(theme, px=13, token="ink2")
        self._remark = Label(theme, px=12, token="ink3", wrap=True)
        self._empty = Label(theme, _("Nothing is counted yet."), px=13, token="ink3")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._worked_by, 1)
        for label in (self._room_for, self._room, self._room_of):
            head.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        foot = QGridLayout()
        foot.addWidget(self._adrenaline, 0, 0)
        foot.addWidget(self._remark, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._stop)
        layout.addWidget(self.bar)
        layout.addWidget(self._table)
        layout.addWidget(self._empty)
        layout.addLayout(foot)

    def show_record(self, record: Anaesthesia | None, context: Context) -> None:
        """Show the ledger of a sheet."""
        if record is None or record.visit is None:
            return
        shown = ledger_shown(record, context)
        self._worked_by.setText(shown.off or shown.worked_by)
        for label in (self._room_for, self._room, self._room_of):
            label.setVisible(bool(shown.room))
        self._room.setText(shown.room)
        self._room_of.setText(shown.room_of)
        self._stop.setVisible(bool(shown.stop))
        self._stop.set_message("stop", shown.stop, shown.stop_next)
        counted = bool(shown.rows)
        self.bar.setVisible(counted)
        self._table.setVisible(counted)
        self._empty.setVisible(not counted and not shown.off)
        self.bar.show_shares([row.part for row in shown.rows], shown.warn_at, shown.spoken)
        note = shown.unknown or _("fractions add up across drugs, no credit for time")
        self._table.show_rows(shown.rows, note, shown.total, over=shown.over)
        self._adrenaline.setText(shown.adrenaline)
        self._remark.setText(shown.remark)
