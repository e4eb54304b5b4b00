"""The forms of a visit's sheets, each built once and refilled, one of them on show."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from charting.records.base import Record
from ui.binding.form import Form
from ui.binding.grid import Offers
from ui.chart_model import ChartModel
from ui.theme import Theme
from ui.views.scroll import Centre
from ui.views.sheet_forms import compose_of


class VisitSheets(QStackedWidget):
    """`read_only(record)` says of a sheet that nobody writes in it any more. Other pages may stand beside the forms."""

    went_on = Signal()
    said_together = Signal()

    def __init__(self, theme: Theme, model: ChartModel, offers: Offers, read_only: Callable[[Record], bool]) -> None:
        super().__init__()
        self._theme, self._model, self._offers, self._read_only = theme, model, offers, read_only
        self._forms: dict[type[Record], tuple[Form, Centre]] = {}

    def form_of(self, record: Record) -> Form:
        """The form for a record of this kind, built where there is none yet."""
        model = type(record)
        if model not in self._forms:
            form = Form(self._theme, model, self._model, compose_of(model), self._offers)
            form.went_on.connect(self.went_on)
            form.said_together.connect(self.said_together)
            centre = Centre(form, model.title)
            self.addWidget(centre)
            self._forms[model] = (form, centre)
        return self._forms[model][0]

    def made(self, record: Record | None) -> Form | None:
        """The form for a record of this kind if it was built."""
        held = self._forms.get(type(record)) if record is not None else None
        return held[0] if held else None

    def centre_of(self, record: Record) -> Centre:
        """What scrolls the form of a record."""
        self.form_of(record)
        return self._forms[type(record)][1]

    def fill(self, record: Record) -> Form:
        """Put a record into its form, without showing it."""
        form = self.form_of(record)
        form.set_record(record, self._read_only(record))
        return form

    def show_record(self, record: Record) -> None:
        """Show a record in its form."""
        self.fill(record)
        self.setCurrentWidget(self.centre_of(record))
