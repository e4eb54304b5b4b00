"""Papers that were to go out when a visit was signed and did not: told at once, then on Today and in the queue."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from charting.actions.today import packs_kept_back
from charting.isolate import isolated
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.pack_desk import PackDesk
from ui.queue_desk import QueueDesk
from ui.views.kept_back_card import KeptBack
from ui.views.kept_back_line import did_not_go_out
from ui.views.said import SaidStrip
from ui.views.today import TodayView


class KeptBackDesk(QObject):
    """Serves the line on Today and the card of the queue. `opened(visit id)` follows the way to a visit.

    A line that was closed comes back for another visit. What fails stands above the screen that is on show until one
    leaves it.
    """

    opened = Signal(str)

    def __init__(
        self, model: ChartModel, pack: PackDesk, today: TodayView, queue: QueueDesk, said: SaidStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._pack, self._today, self._queue, self._said = model, pack, today, queue, said
        self._why: dict[str, str] = {}
        self._closed: set[str] = set()
        pack.failed.connect(self._failed)
        pack.gone_out.connect(self._gone_out)
        today.shown.connect(self.look)
        today.kept_back.pressed.connect(queue.show)
        today.kept_back.closed.connect(self._close)
        queue.filled.connect(self.look)
        queue.view.kept_back.opened.connect(self.opened)

    def look(self) -> None:
        """Show how it stands."""
        kept = self._kept()
        told = [visit.signed_at for visit in kept if visit.id not in self._closed and visit.signed_at is not None]
        self._today.kept_back.show_signed(told)
        self._queue.view.kept_back.show_visits([self._row(visit) for visit in kept])

    def moved_on(self) -> None:
        """Another screen is on show: Today tells from now on."""
        for key in self._why:
            self._said.over(key)

    def _kept(self) -> list[Visit]:
        """The visits, earliest first: of the last days, and those that were told of since the program was started."""
        chart = self._model.chart
        kept = {visit.id: visit for visit in packs_kept_back(chart, self._model.now())}
        for key in self._why:
            visit = chart.orm.get(Visit, key)
            if visit is not None and visit.in_force:
                kept[key] = visit
        busy = self._pack.under_way()
        return sorted((visit for visit in kept.values() if visit not in busy), key=_signed_at)

    def _row(self, visit: Visit) -> KeptBack:
        patient = visit.course.patient
        why = self._why.get(visit.id) or _("Nobody has printed or saved all of them yet.")
        who = _("{name}, {number}").format(name=isolated(patient.display_name()), number=patient.number)
        return KeptBack(visit.id, who, did_not_go_out(_signed_at(visit)), why)

    def _failed(self, visit: Visit, why: str) -> None:
        self._why[visit.id] = why
        self._closed.discard(visit.id)
        self.look()
        if not self._today.kept_back.isVisible():
            self._said.stand(visit.id, did_not_go_out(_signed_at(visit)), why)

    def _gone_out(self, visit: Visit) -> None:
        self._said.over(visit.id)
        self._why.pop(visit.id, None)
        self.look()

    def _close(self) -> None:
        self._closed = {visit.id for visit in self._kept()}
        self.look()


def _signed_at(visit: Visit) -> datetime:
    assert visit.signed_at is not None
    return visit.signed_at
