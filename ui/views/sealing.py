"""The bar that seals a consent: signed by patient and clinician, and from then on unchangeable."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.actions.sealing import open_before_seal, seal
from charting.dates import show_moment
from charting.records.base import Record, Sheet
from charting.words import _
from ui.chart_model import ChartModel
from ui.parts.buttons import PlainButton
from ui.parts.labels import Label
from ui.theme import Theme


class SealBar(QWidget):
    """Shown on sheets that can be sealed before the visit is signed."""

    changed = Signal()

    def __init__(self, theme: Theme, model: ChartModel) -> None:
        super().__init__()
        self._model = model
        self._sheet: Sheet | None = None
        self._words = Label(theme, px=13, token="ink2")
        self.button = PlainButton(theme, _("Seal as signed"), icon="shield_tick", accent=True)
        self.button.clicked.connect(self._seal)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
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
        self._words.setText(_("Signed {time}").format(time=show_moment(sealed, sealed.date())) if sealed else "")

    def _seal(self) -> None:
        if self._sheet is None:
            return
        waiting = open_before_seal(self._sheet, self._model.context())
        if waiting:
            self._words.setText(_("Open: {what}").format(what=waiting[0].what))
            return
        seal(self._model.chart, self._sheet, self._model.context())
        self._model.save()
        self.changed.emit()
