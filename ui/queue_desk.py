"""The clinic's print queue: filled from the chart, and what its buttons do."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from charting.actions.open_prints import SHORTEST_REASON, failed_count, give_up, open_prints
from charting.actions.scan_states import title_of
from charting.errors import Known
from charting.isolate import isolated
from charting.records.patient import Patient
from charting.records.print_job import PrintJob
from charting.words import _
from ui.chart_model import ChartModel
from ui.form_desk import FormDesk
from ui.loose_job import LooseJob
from ui.people_desk import PeopleDesk
from ui.print_desk import PrintDesk
from ui.screen_over import ScreenOver
from ui.theme import Theme
from ui.views.clinic_queue import ClinicQueueView, OpenPrint
from ui.views.describe import born_with_age
from ui.views.print_card import PrintCard
from ui.views.today import TodayView


class QueueDesk(QObject):
    """Adds its screen to the stack of the window; the banner is away, since papers may be of anybody.

    It shows who and which paper, nothing of what stands on it. `refused(words)` says what is not allowed,
    `filled()` that it shows what waits now.
    """

    refused = Signal(str)
    filled = Signal()

    def __init__(
        self,
        theme: Theme,
        model: ChartModel,
        people: PeopleDesk,
        prints: PrintDesk,
        stack: QStackedWidget,
        banner: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._people, self._prints = model, people, prints
        self._today: TodayView | None = None
        self._card: PrintCard | None = None
        self.view = ClinicQueueView(theme)
        self._screen = ScreenOver(stack, banner, self.view)
        self.view.left.connect(self._screen.take_off)
        self.view.again.connect(self._print_again)
        self.view.given_up.connect(self._give_up)
        prints.changed.connect(self._look)

    def serve(self, today: TodayView, card: PrintCard, forms: FormDesk) -> None:
        """Take what Today and Settings ask for, blank forms among it."""
        today.due.forms_wanted.connect(forms.show)
        card.forms_wanted.connect(forms.show)
        self._today, self._card = today, card
        today.due.queue_wanted.connect(self.show)
        today.shown.connect(self._tell)
        card.queue_wanted.connect(self.show)
        self._tell()

    def show(self) -> None:
        """Show what waits."""
        if why := self._people.why_not("print"):
            self.refused.emit(why)
            return
        self._model.save()
        self._prints.look.look()
        self._fill()
        self.view.say("")
        self._screen.lay()
        self.view.start()

    def _fill(self) -> None:
        rows = [
            OpenPrint(
                state.job.id,
                self._who(state.job.visit.course.patient),
                title_of(state.job.document),
                _sentence(state.words()),
                state.about(),
                state.open,
            )
            for state in open_prints(self._model.chart, self._prints.running())
        ]
        rows += [
            OpenPrint(
                job.id,
                _("For nobody"),
                f"{job.title} {job.number}",
                _sentence(job.words()),
                job.about(),
                bool(job.failed),
            )
            for job in self._prints.loose()
        ]
        self.view.show_queue(rows)
        self.filled.emit()

    def _who(self, patient: Patient) -> str:
        born = born_with_age(patient, self._model.now().date())
        return _("{name}, {born}, {number}").format(
            name=isolated(patient.display_name()), born=born, number=patient.number
        )

    def _look(self) -> None:
        """Something began or ended."""
        if self.view.isVisible():
            self._fill()
        self._tell()

    def _tell(self) -> None:
        failed = failed_count(self._model.chart, self._prints.running())
        failed += sum(bool(job.failed) for job in self._prints.loose())
        if self._today is not None:
            self._today.due.show_queue(failed)
        if self._card is not None:
            self._card.show_count(failed)

    def _print_again(self, key: str) -> None:
        loose = self._loose(key)
        job = self._model.chart.orm.get(PrintJob, key)
        try:
            if loose is not None:
                self._prints.print_loose(loose)
            elif job is not None:
                self._prints.print_again(job)
        except Known as refused:
            self.view.say(str(refused))
            self._model.save_soon()

    def _give_up(self, key: str, reason: str) -> None:
        loose = self._loose(key)
        job = self._model.chart.orm.get(PrintJob, key)
        try:
            if key in self._prints.running():
                raise Known(_("It is on its way to the printer."))
            if loose is not None:
                if len(reason.strip()) < SHORTEST_REASON:
                    raise Known(_("Say in a few words why it is not to be printed."))
                self._prints.let_go(loose)
            elif job is not None:
                give_up(self._model.chart, job, reason, self._people.person, self._model.now())
        except Known as refused:
            self.view.refuse(key, str(refused))
            self._model.save_soon()
            return
        self._model.saved.emit(self._model.chart.saved_at)
        self.view.say(_("Given up. The paper stays in the chart.") if loose is None else _("Given up."))
        self._look()

    def _loose(self, key: str) -> LooseJob | None:
        return next((job for job in self._prints.loose() if job.id == key), None)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
