"""The bar that seals a consent: signed by patient and clinician, and from then on unchangeable."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.actions.carry_forward import Copy, to_confirm
from charting.actions.sealing import open_before_seal, seal
from charting.dates import show_moment
from charting.records.base import Record, Sheet
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.parts.buttons import PlainButton
from ui.parts.labels import Label
from ui.theme import Theme


class SealBar(QWidget):
    """Shown on sheets that can be sealed before the visit is signed; `reading_wanted(sheet)` gives one to the patient.

    Where nothing but copied answers keeps the seal off, one press confirms them and seals; the button says so.
    """

    changed = Signal()
    reading_wanted = Signal(object)

    def __init__(self, theme: Theme, model: ChartModel) -> None:
        super().__init__()
        self._model = model
        self._sheet: Sheet | None = None
        self._words = Label(theme, px=13, token="ink2")
        self.button = PlainButton(theme, _("Seal as signed"), icon="shield_tick", accent=True)
        self.button.clicked.connect(self._seal)
        self.reading = PlainButton(theme, _("Show to patient"), icon="person")
        self.reading.clicked.connect(lambda: self.reading_wanted.emit(self._sheet))
        model.edited.connect(lambda _record, _name: self._word_button())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addWidget(self.reading)
        row.addWidget(self.button)

    def show_sheet(self, record: Record) -> None:
        """Show how far a sheet is from being sealed."""
        self._sheet = record if isinstance(record, Sheet) and record.seal else None
        self.setVisible(self._sheet is not None)
        if self._sheet is None:
            return
        sealed = getattr(self._sheet, self._sheet.seal)
        over = sealed is not None or self._sheet.visit.signed_at is not None
        self.button.setVisible(not over)
        self.reading.setVisible(not over)
        self._word_button()
        self._words.setText(_("Signed {time}").format(time=show_moment(sealed, sealed.date())) if sealed else "")

    def _seal(self) -> None:
        if self._sheet is None:
            return
        confirmed = self._only_copied()
        if confirmed:
            self._model.carry_out(self._confirming(len(confirmed)), confirmed)
        waiting = open_before_seal(self._sheet, self._model.context())
        if waiting:
            self._words.setText(_("Open: {what}").format(what=waiting[0].what))
            return
        seal(self._model.chart, self._sheet, self._model.context())
        self._model.save()
        self.changed.emit()

    def _only_copied(self) -> list[Copy]:
        """What is to be confirmed, where nothing else keeps the seal off."""
        if self._sheet is None:
            return []
        waiting = open_before_seal(self._sheet, self._model.context())
        return to_confirm(self._sheet) if waiting and all(one.rule == "copied" for one in waiting) else []

    def _word_button(self) -> None:
        if self._sheet is None or self.button.isHidden():
            return
        copied = len(self._only_copied())
        words = _("{confirmed} and seal").format(confirmed=self._confirming(copied)) if copied else _("Seal as signed")
        if self.button.text() != words:
            self.button.set_text(words)

    def _confirming(self, count: int) -> str:
        return ngettext("Confirm {count} copied", "Confirm {count} copied", count).format(count=count)
