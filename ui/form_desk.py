"""Blank forms for no patient: set on a worker, looked at and printed on the one path; nothing of them is filed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from charting.actions.paper_keys import paper_key
from charting.actions.paper_wish import PaperWish, as_wished
from charting.actions.papers import EXPORTED
from charting.actions.print_choices import PrintChoice, choice_for, remember
from charting.errors import Known
from charting.output.documents import document_of, file_name, number_of
from charting.output.loose_forms import form_paper
from charting.output.sealed import build_sealed
from charting.records.visit import VISIT_KINDS
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.loose_job import LooseJob
from ui.pages import ONE_AT_A_TIME, Page, pages_of
from ui.people_desk import PeopleDesk
from ui.print_desk import PrintDesk
from ui.screen_over import ScreenOver
from ui.theme import Theme
from ui.views.blank_forms import CONSENT, BlankFormsView


class FormDesk(QObject):
    """Adds its screen to the stack of the window. `refused(words)` says what is not allowed."""

    refused = Signal(str)

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
        self._kind, self._pdf, self._number, self._asked = CONSENT, b"", "", 0
        self._wish = PaperWish()
        self.view = BlankFormsView(theme, VISIT_KINDS)
        self._screen = ScreenOver(stack, banner, self.view)
        self.view.keep = self._keep
        self.view.left.connect(self._screen.take_off)
        self.view.wanted.connect(self.set_form)
        self.view.visit_kind.picked.connect(lambda _kind: self.set_form(self._kind))
        self.view.bar.choices.changed.connect(self._set_anew)
        self.view.print_wanted.connect(self._print)
        prints.sent.connect(self._say)
        prints.failed.connect(self._tell)
        prints.look.changed.connect(self._offer_printers)

    def show(self) -> None:
        """Show the forms of the clinic."""
        if why := self._people.why_not("print"):
            self.refused.emit(why)
            return
        self._model.save()
        self._screen.lay()
        self._wish = PaperWish()
        self.set_form(self._kind)

    def set_form(self, kind: str) -> None:
        """Begin to set a form; what is not waited for any more is dropped."""
        self._kind, self._pdf = kind, b""
        self._asked += 1
        asked, chart, now = self._asked, self._model.chart, self._model.now()
        clinic = chart.clinic()
        self._prints.look.look()
        large = document_of(kind).has_large_print
        self.view.bar.choices.offer(wish=self._wish, size=clinic.paper_size or "A4", sizes=True, large=large)
        self.view.offer_kinds(kind)
        self.view.show_waiting(kind)
        try:
            key = paper_key(chart, now)
        except Known as refused:
            self.view.refuse(str(refused))
            return
        paper = form_paper(clinic, self.view.visit_kind.value(), now, self._people.person.name or "")
        paper = as_wished(paper, self._wish)
        dpi = self.view.screen_dpi()

        def set_pages() -> tuple[bytes, list[Page]]:
            with ONE_AT_A_TIME:
                pdf = build_sealed(kind, paper, key, now)
            return pdf, pages_of(pdf, dpi)

        def show(made: tuple[bytes, list[Page]]) -> None:
            if asked != self._asked:
                return
            self._pdf, pages = made
            self._number = number_of(kind, paper)
            self.view.show_paper(kind, self._pdf, file_name(kind, paper), pages)
            self._offer_printers()

        def failed(error: Exception) -> None:
            if not isinstance(error, Known):
                raise error
            if asked == self._asked:
                self.view.refuse(str(error))

        job = Job(set_pages, self)
        job.done.connect(show)
        job.failed.connect(failed)
        job.start()

    def _set_anew(self) -> None:
        self._wish = self.view.bar.choices.wish()
        self.set_form(self._kind)

    def _offer_printers(self) -> None:
        if self._pdf:
            self.view.offer_printers(self._prints.look.known, choice_for(self._kind))
            self.view.bar.recipient.hide()  # nobody is given a form: it has no patient yet

    def _title(self) -> str:
        return f"{_(document_of(self._kind).title)}: {VISIT_KINDS.label(self.view.visit_kind.value())}"

    def _print(self, choice: PrintChoice) -> None:
        name, now = self._people.person.name or "", self._model.now()
        job = LooseJob(self._title(), self._number, self._pdf, choice.printer, name, now, choice.copies, choice.sides)
        try:
            self._prints.print_loose(job)
        except Known as refused:
            self.view.refuse_to_hand_out(str(refused))
            self._model.save_soon()
            return
        remember(self._kind, choice)
        self.view.say(_("Going to {printer}.").format(printer=choice.printer))

    def _keep(self, verb: str) -> bool:
        """Nothing is filed: a form names nobody. That one left stands in the trail."""
        assert verb == EXPORTED
        trail = self._model.chart.trail
        noted = trail.note(verb, None, f"{self._title()} {self._number}")
        if self._model.save():
            return True
        trail.take_back(noted)
        self.view.refuse_to_hand_out(_("It could not be written into the trail."))
        return False

    def _say(self, words: str) -> None:
        if self.view.isVisible():
            self.view.say(words)

    def _tell(self, title: str, why: str) -> None:
        if self.view.isVisible():
            self.view.tell(title, why)
