"""The bar that seals a consent: signed by patient and clinician, and from then on unchangeable."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.actions.carry_forward import Copy, held_back, to_confirm
from charting.actions.sealing import open_before_seal, seal
from charting.dates import show_moment
from charting.errors import Known
from charting.findings import Finding
from charting.records.base import Record, Sheet
from charting.records.signed import is_altered
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.parts.buttons import LinkButton, PlainButton
from ui.parts.labels import Label
from ui.theme import Theme


class SealBar(QWidget):
    """Shown on sheets that can be sealed before the visit is signed; `reading_wanted(sheet)` gives one to the patient.

    Where nothing but copied answers keeps the seal off, one press confirms them and seals; the button says so. A press
    that is refused says what is open; `fix(finding)` follows the way there.
    """

    changed = Signal()
    fix = Signal(object)
    reading_wanted = Signal(object)

    def __init__(self, theme: Theme, model: ChartModel) -> None:
        super().__init__()
        self._model = model
        self._sheet: Sheet | None = None
        self._words = Label(theme, px=13, token="ink2")
        self._refused: Finding | None = None
        self.way = LinkButton(theme, _("Fix"), small=True)
        self.way.clicked.connect(self._lead_there)
        self.way.hide()
        self.button = PlainButton(theme, _("Seal as signed"), icon="shield_tick", accent=True)
        self.button.clicked.connect(self._seal)
        self.reading = PlainButton(theme, _("Show to patient"), icon="person")
        self.reading.clicked.connect(lambda: self.reading_wanted.emit(self._sheet))
        model.edited.connect(lambda _record, _name: self._follow())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addWidget(self.way)
        row.addWidget(self.reading)
        row.addWidget(self.button)

    def show_sheet(self, record: Record) -> None:
        """Show how far a sheet is from being sealed."""
        self._sheet = record if isinstance(record, Sheet) and record.seal else None
        self._refuse(None)
        self.setVisible(self._sheet is not None)
        if self._sheet is None:
            return
        sealed = getattr(self._sheet, self._sheet.seal)
        over = sealed is not None or self._sheet.visit.signed_at is not None
        self.button.setVisible(not over)
        self.reading.setVisible(not over)
        self._word_button()
        words = _("Signed {time}").format(time=show_moment(sealed, sealed.date())) if sealed else ""
        self._words.setText(_("Altered after signing") if words and is_altered(self._sheet.visit) else words)

    def _seal(self) -> None:
        if self._sheet is None:
            return
        confirmed = self._only_copied()
        if confirmed:
            self._model.carry_out(self._confirming(len(confirmed)), confirmed)
        waiting = open_before_seal(self._sheet, self._model.context())
        if waiting:
            self._refuse(waiting[0])
            return
        try:
            seal(self._model.chart, self._sheet, self._model.context())
        except Known as refused:
            self._words.setText(str(refused))
            self._model.save_soon()
            return
        self._model.undo_stack.clear()  # a step back into what is sealed would be refused by the file
        self._model.save()
        self.changed.emit()

    def _refuse(self, finding: Finding | None) -> None:
        """Say what keeps the seal off, with the way there, until it is mended."""
        self._refused = finding
        self.way.setVisible(finding is not None)
        if finding is not None:
            self._words.setText(_("Open: {what}").format(what=finding.named))
            self.way.setAccessibleName(_("Fix: {what}").format(what=finding.named))

    def _lead_there(self) -> None:
        if self._refused is not None:
            self.fix.emit(self._refused)

    def _follow(self) -> None:
        """What was refused is not said any longer than it holds."""
        self._word_button()
        if self._refused is None or self._sheet is None:
            return
        if self._refused not in open_before_seal(self._sheet, self._model.context()):
            self._refuse(None)
            self._words.setText("")

    def _only_copied(self) -> list[Copy]:
        """What is to be confirmed, where nothing else keeps the seal off."""
        if self._sheet is None:
            return []
        context = self._model.context()
        waiting = open_before_seal(self._sheet, context)
        bare = bool(waiting) and all(one.rule == "copied" for one in waiting)
        return to_confirm(self._sheet) if bare and not held_back(self._sheet, context) else []

    def _word_button(self) -> None:
        if self._sheet is None or self.button.isHidden():
            return
        copied = len(self._only_copied())
        words = _("{confirmed} and seal").format(confirmed=self._confirming(copied)) if copied else _("Seal as signed")
        if self.button.text() != words:
            self.button.set_text(words)

    def _confirming(self, count: int) -> str:
        return ngettext("Confirm {count} copied", "Confirm {count} copied", count).format(count=count)
