"""Verify in the window: one press checks signatures, audit trail and file, and says in words what it found."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from charting.errors import Known
from charting.store.verify import Report, verify
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme


class CheckCard(Card):
    """Works beside the open clinic; everything unsaved is saved first. `why_not()` says why somebody may not check."""

    def __init__(
        self, theme: Theme, model: ChartModel, why_not: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, _("Verify: was anything altered?"), parent=parent)
        self._theme, self._model, self._why_not = theme, model, why_not
        self.button = PlainButton(theme, _("Verify this clinic"), icon="shield_tick", accent=True)
        self.button.clicked.connect(self.check)
        self.strip = WarningStrip(theme, "note", "")
        self.strip.hide()
        words = _("Checks every signature, the audit trail and the file itself. It changes nothing.")
        self.body.addWidget(Label(theme, words, px=13, token="ink2", wrap=True))
        self.body.addWidget(self.strip)
        self.body.addWidget(self.button)

    def check(self) -> None:
        """Begin to check."""
        if why := self._why_not():
            self.strip.set_message("stop", _("Not checked"), why)
            self.strip.show()
            return
        self._model.save()
        source, now = self._model.chart.source, self._model.now()
        self.button.setEnabled(False)
        job = Job(lambda: verify(source, now), self)
        job.done.connect(self._tell)
        job.failed.connect(self._refuse)
        job.start()

    def _tell(self, report: Report) -> None:
        self.button.setEnabled(True)
        kind, title = ("verified", _("Nothing was altered")) if report.whole else ("stop", _("Something was altered"))
        self.strip.set_message(kind, title, "\n".join(report.lines()))
        self.strip.show()

    def _refuse(self, error: Exception) -> None:
        self.button.setEnabled(True)
        if not isinstance(error, Known):
            raise error
        self.strip.set_message("stop", _("Not checked"), str(error))
        self.strip.show()
