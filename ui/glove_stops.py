"""Before something starts in glove mode: what is open is shown first, and who goes on all the same is remembered."""

from charting.records.glove_page import Page, Press
from charting.records.glove_stops import PAST, open_stops, part_begun, stops_page
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel


class GloveStops:
    """Asks once for what is open before a part of the treatment, and anew when something else is."""

    def __init__(self, model: ChartModel) -> None:
        self._model = model
        self._passed: set[tuple[str, str, tuple[str, ...]]] = set()

    def before(self, visit: Visit, press: Press) -> Page | None:
        """The page to be shown before a press does what it does; None where nothing is open or it was gone past.

        The press that goes past is noted in the audit trail.
        """
        part = part_begun(press)
        lines = open_stops(visit, press, self._model.context()) if part else []
        open_now = (visit.id, part, tuple(line.words for line in lines))
        if not lines or open_now in self._passed:
            return None
        if not press.key.startswith(PAST):
            return stops_page(press, lines)
        self._passed.add(open_now)
        words = _("{part}, with open: {lines}").format(part=part, lines="; ".join(open_now[2]))
        self._model.chart.note("went_on", visit, words)
        return None
