"""From one sheet to the next without a press that only goes there: after what ends a sheet, the next step is shown.

What ends a sheet is confirming what was copied on it, sealing it, or a spoken check that leaves nothing open; on a
sheet of the plan for today, a check that leaves open only what is asked as the visit goes on. After the plan and the
last sheet of it the next step is glove mode; after glove mode it is what is written once they are off.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from charting.actions.plan_today import PREPARED, to_prepare, unprepared
from charting.records.after import After
from charting.records.glove_steps import DONE, place_now
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.glove_desk import GloveDesk
from ui.views.patient_view import PatientView
from ui.views.visit_view import VisitView


class OnwardDesk(QObject):
    """Listens to the session and to glove mode, and takes the person along."""

    def __init__(self, model: ChartModel, view: VisitView, glove: GloveDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view, self._glove = model, view, glove
        view.carry_bar.confirmed.connect(self._confirmed)
        view.seal_bar.changed.connect(self._sealed)
        view.said_together.connect(self._said)
        glove.done.connect(lambda: view.show_sheet_of(After.__tablename__))

    def serve(self, patient: PatientView, start: Callable[[str], object]) -> None:
        """Let a visit be started with the answers of the last one; `start(kind)` starts and shows it."""
        patient.same_wanted.connect(lambda kind: self._start_same(start, kind))

    def _start_same(self, start: Callable[[str], object], kind: str) -> None:
        before = self._view.visit
        start(kind)
        if self._view.visit is not before:
            self._view.carry_bar.copy()

    def _sealed(self) -> None:
        sheet = self._view.sheet
        self._view.lead_on(_("{sheet} sealed").format(sheet=_(sheet.title)) if sheet is not None else "")

    def _confirmed(self) -> None:
        """A sheet that still has to be sealed is stayed on: somebody signs it first. So is what something warns of."""
        if self._view.carry_bar.held():
            return
        if self._view.plan_shown():
            self._prepared()
            return
        sheet = self._view.sheet
        if sheet is None or (sheet.seal and getattr(sheet, sheet.seal) is None):
            return
        if self._gloves_next():
            self._glove.open()
        else:
            self._view.lead_on()

    def _said(self) -> None:
        sheet = self._view.sheet
        if isinstance(sheet, PREPARED) and not to_prepare(sheet, self._model.context()):
            self._prepared()
        elif self._view.is_done():
            self._view.lead_on()

    def _prepared(self) -> None:
        """To the first thing of the plan that is not settled, else into glove mode."""
        visit = self._view.visit
        assert visit is not None
        open_ = unprepared(visit, self._model.context())
        if open_ is not None:
            self._view.land(open_)
        elif not is_shut(visit) and place_now(visit, self._model.now(), left_open=self._glove.left_open) != DONE:
            self._glove.open()
        else:
            self._view.lead_on()

    def _gloves_next(self) -> bool:
        """Whether all that is prepared was gone through, and the procedure has steps to be taken."""
        visit, following = self._view.visit, self._view.next_sheet(swift=True)
        if visit is None or is_shut(visit) or visit.kind == "review":
            return False
        prepared = following is None or isinstance(following, After | Visit)
        return prepared and place_now(visit, self._model.now(), left_open=self._glove.left_open) != DONE
