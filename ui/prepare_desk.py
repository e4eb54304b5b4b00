"""The list to prepare the next day by: set on a worker, shown in the place of Today, printed or saved from there."""

from datetime import timedelta

from PySide6.QtCore import QObject

from charting.actions.paper_keys import key_at_hand
from charting.actions.prepare import next_day, preparation_of
from charting.dates import show_long_day
from charting.errors import Known
from charting.output.pdf_seal import seal_loose
from charting.output.preparation import preparation_pdf
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.loose_printing import LoosePrinting
from ui.pages import ONE_AT_A_TIME, Page, pages_of
from ui.people_desk import PeopleDesk
from ui.views.prepare import LIST
from ui.views.today import TodayView


class PrepareDesk(QObject):
    """Serves the button on Today."""

    def __init__(self, model: ChartModel, view: TodayView, people: PeopleDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view, self._people = model, view, people
        self._asked = 0
        view.due.prepare_wanted.connect(self.prepare)
        view.prepare.keep = self._keep
        self.printing = LoosePrinting(view.prepare)
        view.shown.connect(self._name_the_day)

    def prepare(self) -> None:
        """Set the list of the next open day; what is not waited for any more is dropped."""
        if why := self._people.why_not("print"):
            self._view.say(why)
            return
        self._model.save()
        now, preview = self._model.now(), self._view.prepare
        day = next_day(self._model.chart, now.date())
        paper = preparation_of(self._model.chart, day, now, self._people.person.name or "")
        dpi, key = preview.screen_dpi(), key_at_hand(self._model.chart)
        self._asked += 1
        asked = self._asked
        preview.show_waiting(LIST)
        self.printing.begin(LIST)
        self._view.show_prepare()

        def work() -> tuple[bytes, list[Page]]:
            with ONE_AT_A_TIME:
                pdf = seal_loose(LIST, paper.document_id, preparation_pdf(paper), key, now)
            return pdf, pages_of(pdf, dpi)

        def show(made: tuple[bytes, list[Page]]) -> None:
            if asked == self._asked:
                preview.show_paper(LIST, made[0], f"rootline-prepare-{day.isoformat()}.pdf", made[1])

        job = Job(work, self)
        job.done.connect(show)
        job.failed.connect(lambda error: self._failed(error, asked))
        job.start()

    def _name_the_day(self) -> None:
        """The button says which day is next: tomorrow, or the first open one after it."""
        today = self._model.now().date()
        day = next_day(self._model.chart, today)
        weekday = show_long_day(day).partition(" ")[0]
        tomorrow = day == today + timedelta(days=1)
        words = _("Prepare tomorrow") if tomorrow else _("Prepare {weekday}").format(weekday=weekday)
        self._view.due.prepare.set_text(words)

    def _failed(self, error: Exception, asked: int) -> None:
        if not isinstance(error, Known):
            raise error
        if asked == self._asked:
            self._view.prepare.refuse(str(error))

    def _keep(self, verb: str) -> bool:
        """Write into the trail that a list of names left."""
        trail = self._model.chart.trail
        noted = trail.note(verb, None, _("list to prepare the next day"))
        if self._model.save():
            return True
        trail.take_back(noted)
        self._view.prepare.refuse_to_hand_out(_("It could not be written into the trail."))
        return False
