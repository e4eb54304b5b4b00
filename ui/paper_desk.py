"""Setting papers for the preview: frozen data to a worker, finished pages back."""

from PySide6.QtCore import QObject

from charting.errors import Known
from charting.output.documents import build, file_name, gather
from charting.records.visit import Visit
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME
from ui.views.preview import PreviewView


class PaperDesk(QObject):
    """Sets one paper of a visit at a time and hands it to the preview."""

    def __init__(self, model: ChartModel, preview: PreviewView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._preview = model, preview

    def set_paper(self, kind: str, visit: Visit, printed_by: str) -> None:
        """Begin to set a paper; the preview shows it, or why there is none."""
        self._preview.show_waiting(kind)
        chart = self._model.chart
        paper = gather(visit, chart.clinic(), self._model.now(), printed_by, chart.seal())

        def set_pages() -> bytes:
            with ONE_AT_A_TIME:
                return build(kind, paper)

        job = Job(set_pages, self)
        job.done.connect(lambda pdf: self._preview.show_paper(kind, pdf, file_name(kind, paper)))
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Known):
            raise error
        self._preview.refuse(str(error))
