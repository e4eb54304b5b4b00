"""Between the emergency card and the open chart: who lies there, and where the time log is kept."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.actions.paper_keys import key_at_hand
from charting.dates import show_time
from charting.output.document_ids import clinic_code
from charting.records.after import After
from charting.records.house_rules import house_rules, profile_of
from charting.records.patient import Patient
from charting.records.rescue import RescueEntry
from charting.records.visit import Visit
from charting.rescue import CardClinic, LogLine, Situation
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.describe import banner_of, visit_title

Place = Callable[[], tuple[Patient | None, Visit | None]]


class RescueDesk(QWidget):
    """Shows a strip while a log stands in no chart. `place` tells which patient and visit are open."""

    def __init__(self, theme: Theme, model: ChartModel, place: Place) -> None:
        super().__init__()
        self._model, self._place = model, place
        self._pending: list[LogLine] = []
        self._strip = WarningStrip(theme, "warn", "", button=_("Add to this visit"))
        self._strip.pressed.connect(self._add_pending)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 0)
        column.addWidget(self._strip)
        self.hide()

    def situation(self) -> Situation:
        """What the chart knows for the card."""
        clinic = self._model.chart.clinic()
        patient, visit = self._place()
        weight, weighed_on = _weight_of(patient, visit, self._model)
        name = "" if patient is None else banner_of(patient, visit, self._model.now().date(), False).name
        return Situation(
            person=name,
            weight_kg=weight,
            weighed_on=weighed_on,
            chart=f"{name}, {visit_title(visit)}" if visit is not None and self._sheet() is not None else "",
            profile=profile_of(clinic),
            clinic=card_clinic(clinic),
            book=house_rules(clinic),
            paper_key=lambda: key_at_hand(self._model.chart),
        )

    def keep(self, line: LogLine) -> bool:
        """Write a line into the open visit at once; False while the file does not have it, or there is no visit."""
        sheet = self._sheet()
        if sheet is None:
            return False
        position = max((entry.position for entry in sheet.rescue_log), default=-1) + 1
        person = self._model.chart.at_work or self._model.chart.practitioners()[0]
        entry = RescueEntry(
            at=line.at.replace(microsecond=0), what=line.what, dose=line.dose or None, by=person.name, position=position
        )
        sheet.rescue_log.append(entry)
        line.entry_id = entry.id
        self._model.tell(sheet, "rescue_log")
        return self._model.save()

    def take_back(self, line: LogLine) -> None:
        """Remove a line that was written by mistake."""
        sheet = self._sheet()
        for entry in [] if sheet is None else [one for one in sheet.rescue_log if one.id == line.entry_id]:
            sheet.rescue_log.remove(entry)
            self._model.tell(sheet, "rescue_log")
            self._model.save()

    def offer(self, lines: list[LogLine]) -> None:
        """Offer lines that stand in no chart to the visit that is open, or to the next one opened."""
        self._pending = lines
        self.refresh()

    def refresh(self) -> None:
        """Another visit may be open."""
        self._pending = [line for line in self._pending if not line.entry_id]
        self.setVisible(bool(self._pending))
        if not self._pending:
            return
        count = len(self._pending)
        title = ngettext(
            "{count} line of the emergency log is in no chart",
            "{count} lines of the emergency log are in no chart",
            count,
        )
        sheet = self._sheet()
        words = _("Written from {time} on. Open the visit it belongs to, or discard it on the emergency card.")
        if sheet is not None:
            words = _("Written from {time} on. Add it only if it belongs to this patient.")
        self._strip.set_message("warn", title.format(count=count), words.format(time=show_time(self._pending[0].at)))
        self._strip.set_button(_("Add to this visit") if sheet is not None else "")

    def _add_pending(self) -> None:
        for line in self._pending:
            self.keep(line)
        self.refresh()

    def _sheet(self) -> After | None:
        """The sheet that takes the log; None without a visit, and once the visit is signed."""
        _patient, visit = self._place()
        return None if visit is None or visit.signed_at is not None else visit.after


def card_clinic(clinic) -> CardClinic:
    """The clinic as the card shows it."""
    return CardClinic(
        name=clinic.name or "",
        address=tuple(line for line in (clinic.address or "").splitlines() if line.strip()),
        emergency_number=clinic.emergency_number or "",
        code=clinic_code(clinic.id),
        practice=bool(clinic.practice),
        anaphylaxis_protocol=clinic.anaphylaxis_protocol or "",
    )


def _weight_of(patient: Patient | None, visit: Visit | None, model: ChartModel):
    """The latest weight that the chart knows, with its day."""
    if visit is not None and visit.assessment is not None and visit.assessment.weight_kg is not None:
        return visit.assessment.weight_kg, visit.assessment.weight_date
    last = patient.latest_weight(model.now().date()) if patient is not None else None
    return (None, None) if last is None else (last.weight_kg, last.date)
