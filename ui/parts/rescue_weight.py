"""By which weight the card reckons: from the chart, with its date, or typed here for the moment."""

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from charting.context import Context
from charting.dates import show_day
from charting.errors import Unreadable
from charting.records.patient_lists import weight_number
from charting.rescue import Situation
from charting.results import show_decimal
from charting.words import _
from ui.parts.buttons import LinkButton
from ui.parts.field_frame import FieldFrame, FieldState
from ui.parts.labels import Label
from ui.theme import Theme


class RescueWeight(QWidget):
    """Says which weight is used and lets a person type another; nothing typed here reaches the chart."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._declared = weight_number()
        self._situation = Situation()
        self.kg: Decimal | None = None
        self.line = QLineEdit()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaxLength(10)
        self.line.setAccessibleName(_("Weight for the doses"))
        self.line.textEdited.connect(self._read)
        self._frame = FieldFrame(theme, self.line, unit=_("kg"))
        self._frame.setFixedWidth(124)
        title = Label(theme, _("Doses for"), px=15, weight=600)
        title.setBuddy(self.line)
        self._note = Label(theme, px=13, token="ink2", wrap=True)
        self._back = LinkButton(theme, "", small=True)
        self._back.clicked.connect(self._take_from_chart)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(title)
        row.addWidget(self._frame)
        row.addWidget(self._note, 1)
        row.addWidget(self._back)

    def show_situation(self, situation: Situation, now: datetime) -> None:
        """Start from the chart's weight."""
        self._situation, self._now = situation, now
        self._take_from_chart()

    def _take_from_chart(self) -> None:
        self.kg = self._situation.weight_kg
        self.line.setText("" if self.kg is None else show_decimal(self.kg))
        self._frame.set_state(FieldState.EMPTY if self.kg is None else FieldState.FILLED)
        self._settle(typed=False)

    def _read(self, text: str) -> None:
        try:
            self.kg = self._declared.parse(text, Context.at(self._now))
        except Unreadable as refused:
            self.kg = None
            self._frame.set_state(FieldState.HARD)
            self._say(_("Not read: {why}. Doses for all weights stand below.").format(why=refused), "red")
            self._offer_chart()
            self.changed.emit()
            return
        self._frame.set_state(FieldState.EMPTY if self.kg is None else FieldState.FILLED)
        self._settle(typed=True)

    def _settle(self, *, typed: bool) -> None:
        chart = self._situation
        if self.kg is None:
            words = _("No weight. Type one, or take the row below the patient’s weight.")
        elif typed and self.kg != chart.weight_kg:
            words = _("Typed here, not in the chart. Actual weight.")
        elif chart.weighed_on is None:
            words = _("{person}\nFrom the chart, day of weighing not recorded").format(person=chart.person)
        else:
            words = _("{person}\nFrom the chart, weighed {day}").format(
                person=chart.person, day=show_day(chart.weighed_on)
            )
        self._say(words, "ink2")
        self._offer_chart()
        self.changed.emit()

    def _offer_chart(self) -> None:
        kept = self._situation.weight_kg
        self._back.setVisible(kept is not None and self.kg != kept)
        if kept is not None:
            self._back.set_text(_("Use {kg} kg of the chart").format(kg=show_decimal(kept)))

    def _say(self, words: str, token: str) -> None:
        self._note.setText(words)
        self._note.set_token(token)
