"""The cards of a visit's print queue and of what was handed out, and what their buttons do."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from charting.actions.papers import EXPORTED, file_name_of, keep_paper, shown_again
from charting.actions.print_jobs import WAITING, handed_out, handed_words
from charting.actions.scan_states import title_of
from charting.errors import Known
from charting.records.print_job import PrintJob
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.file_dialogs import ask_where_to_save, saved_words
from ui.file_writing import write_whole
from ui.print_desk import PrintDesk
from ui.views.preview import PreviewView
from ui.views.print_queue import GOES, OPEN, WENT, HandedPapers, HandedRow, PrintQueue, QueueRow


class QueueCards(QObject):
    """Serves the cards that stand under the papers of a visit."""

    def __init__(self, model: ChartModel, preview: PreviewView, prints: PrintDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._preview, self._prints = model, preview, prints

    def cards(self, visit: Visit) -> list[QWidget]:
        """The print queue and what was handed out; neither while nothing was printed."""
        states, given = self._prints.states(visit), handed_out(self._model.chart, visit)
        if not states and not given:
            return []
        theme = self._preview.theme
        rows = [
            QueueRow(
                state.job.id,
                title_of(state.job.document),
                state.words(),
                state.about(),
                OPEN if state.open else GOES if state.state == WAITING else WENT,
            )
            for state in states
        ]
        queue = PrintQueue(theme, rows)
        queue.again.connect(self.print_again)
        queue.save.connect(self._ask_where)
        return [queue, HandedPapers(theme, [HandedRow(title_of(one.document), handed_words(one)) for one in given])]

    def print_again(self, key: str) -> None:
        """Queue a job once more: on its printer, or on the usual one where that was seen to be gone."""
        job = self._model.chart.orm.get(PrintJob, key)
        if job is None:
            return
        try:
            self._prints.print_again(job)
        except Known as refused:
            self._preview.tell(_("Not printed"), str(refused))
            self._model.save_soon()

    def save_to(self, key: str, path: Path) -> None:
        """Write the kept paper of a job to a file a person chose."""
        chart, job = self._model.chart, self._model.chart.orm.get(PrintJob, key)
        if job is None:
            return
        try:
            paper = shown_again(chart, job.document)
            keep_paper(chart, job.visit, paper, EXPORTED, chart.trail.who, self._model.now())
            write_whole(path, paper.pdf)
        except Known as refused:
            self._preview.tell(_("Not saved"), str(refused))
        except OSError as refused:
            self._preview.tell(_("Not saved"), _("{reason}. Choose another folder.").format(reason=refused.strerror))
        else:
            self._preview.say(saved_words(path))

    def _ask_where(self, key: str) -> None:
        job = self._model.chart.orm.get(PrintJob, key)
        if job is None:
            return
        name = file_name_of(job.document)
        if chosen := ask_where_to_save(self._preview, "papers", _("Save PDF"), name, "PDF (*.pdf)"):
            self.save_to(key, chosen)
