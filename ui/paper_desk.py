"""Papers of a visit: set on a worker, kept in the chart before they leave, shown again as they left."""

from PySide6.QtCore import QObject

from charting.actions.paper_keys import paper_key
from charting.actions.papers import Finished, file_name_of, keep_paper, shown_again
from charting.actions.print_choices import PrintChoice, choice_for, remember
from charting.actions.print_jobs import PrintWish, language_of_print
from charting.actions.scan_states import COMES_BACK, papers_of
from charting.dates import show_moment
from charting.errors import Known
from charting.output.documents import KINDS, document_of, file_name, gather, number_of
from charting.output.paper_languages import has_original, in_the_original, paper_for
from charting.output.sealed import build_sealed
from charting.records.print_job import FAMILY_DOCTOR, FILE, PATIENT
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME, Page, pages_of
from ui.print_desk import PrintDesk
from ui.queue_cards import QueueCards
from ui.views.kept_papers import KeptRow
from ui.views.preview import KEPT, PreviewView

_Set = tuple[bytes, list[Page]]
RECIPIENT_OF = {
    **dict.fromkeys(("consent", "photo_consent", "aftercare", "evidence", "home_needling"), PATIENT),
    **{"chart_summary": FILE, "doctor_letter": FAMILY_DOCTOR},
}
"""Who a kind of paper is for, as proposed until somebody printed it differently on this computer."""


class PaperDesk(QObject):
    """Sets one paper of a visit at a time and hands it to the preview; what is not waited for any more is dropped."""

    def __init__(self, model: ChartModel, preview: PreviewView, prints: PrintDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._preview, self._prints = model, preview, prints
        self._language: str | None = None
        self._visit: Visit | None = None
        self._by = ""
        self._kind = ""
        self._shown: Finished | None = None
        self._asked = 0
        preview.keep = self._keep
        preview.offer_kept()
        preview.kept_chosen.connect(self._show_again)
        preview.original_wanted.connect(self._turn_over)
        preview.print_wanted.connect(self._print)
        prints.sent.connect(preview.say)
        prints.failed.connect(preview.tell)
        prints.changed.connect(self._list_anew)
        self._queue = QueueCards(model, preview, prints, self)

    def set_paper(self, kind: str, visit: Visit, printed_by: str, *, original: bool = False) -> None:
        """Begin to set a paper, or list those that were kept; the preview shows it, or why there is none.

        `original` asks for the English original of a paper in the patient's language.
        """
        self._kind = kind
        self._preview.offer_original(False, False)
        self._visit, self._by, self._shown = visit, printed_by, None
        self._asked += 1
        if kind == KEPT:
            self._list_kept()
            return
        asked = self._asked
        self._preview.show_waiting(kind)
        chart, now = self._model.chart, self._model.now()
        try:
            key = paper_key(chart, now)
        except Known as refused:
            self._preview.refuse(str(refused))
            return
        paper = gather(visit, chart.clinic(), now, printed_by, chart.seal(), course=document_of(kind).reads_course)
        self._preview.offer_original(has_original(kind, paper), original)
        if original:
            paper = in_the_original(paper)
        dpi = self._preview.screen_dpi()

        def set_pages() -> _Set:
            with ONE_AT_A_TIME:
                pdf = build_sealed(kind, paper, key, now)
            return pdf, pages_of(pdf, dpi)

        def show(made: _Set) -> None:
            if asked != self._asked:
                return  # another paper, perhaps of another patient, was asked for meanwhile
            pdf, pages = made
            self._shown = Finished(kind, pdf, len(pages), number_of(kind, paper), paper.seal)
            self._language = paper_for(kind, paper).language
            self._preview.show_paper(kind, pdf, file_name(kind, paper), pages)
            self._offer_printers(kind)

        job = Job(set_pages, self)
        job.done.connect(show)
        job.failed.connect(lambda error: self._failed(error, asked))
        job.start()

    def _offer_printers(self, kind: str) -> None:
        self._preview.offer_printers(self._prints.printers.here(), choice_for(kind), RECIPIENT_OF.get(kind))

    def _print(self, choice: PrintChoice) -> None:
        """Keep the paper on show and queue it; what cannot be kept goes to no printer."""
        if self._visit is None or self._shown is None:
            return
        wish = PrintWish(choice.printer, choice.copies, choice.sides, choice.recipient, self._language)
        try:
            self._prints.print_paper(self._visit, self._shown, wish)
        except Known as refused:
            self._preview.refuse_to_hand_out(str(refused))
            self._model.save_soon()
            return
        remember(self._shown.kind, choice)
        self._preview.say(_("Going to {printer}.").format(printer=choice.printer))

    def _turn_over(self, original: bool) -> None:
        if self._visit is not None:
            self.set_paper(self._kind, self._visit, self._by, original=original)

    def _failed(self, error: Exception, asked: int) -> None:
        if not isinstance(error, Known):
            raise error
        if asked == self._asked:
            self._preview.refuse(str(error))

    def _keep(self, verb: str) -> bool:
        """Keep the paper on show, and say so in the audit trail; False where it cannot be kept."""
        if self._visit is None or self._shown is None:
            return False
        try:
            keep_paper(self._model.chart, self._visit, self._shown, verb, self._by, self._model.now())
        except Known as refused:
            self._preview.refuse_to_hand_out(str(refused))
            self._model.save_soon()
            return False
        self._model.saved.emit(self._model.chart.saved_at)
        return True

    def _list_anew(self) -> None:
        if self._kind == KEPT and self._shown is None and self._visit is not None and self._preview.isVisible():
            self._list_kept()

    def _list_kept(self) -> None:
        assert self._visit is not None
        titles = dict(KINDS)
        newest_first = papers_of(self._model.chart, self._visit)
        self._preview.show_kept(
            [
                KeptRow(
                    document.id,
                    f"{titles.get(document.kind, document.kind)}  {document.number}",
                    _("{moment} by {name}").format(moment=show_moment(document.made_at), name=document.by),
                    document.pages,
                    document.seal_code,
                    state.words() if document.kind in COMES_BACK else "",
                    state.waits,
                )
                for state in newest_first
                for document in (state.document,)
            ],
            self._queue.cards(self._visit),
        )

    def _show_again(self, key: str) -> None:
        document = self._model.chart.orm.get(StoredDocument, key)
        if document is None or document.visit is not self._visit:
            return
        self._preview.show_waiting(KEPT)
        try:
            self._shown = shown_again(self._model.chart, document)
        except Known as refused:
            self._preview.refuse(str(refused))
            return
        title = dict(KINDS).get(document.kind, document.kind)
        self._model.chart.note("viewed", document.visit, f"{title} {document.number}")
        self._model.save()
        about = _("{title} as it left on {moment}").format(title=title, moment=show_moment(document.made_at))
        self._language = language_of_print(self._model.chart, document)
        self._preview.show_paper(KEPT, self._shown.pdf, file_name_of(document), about=about)
        self._offer_printers(document.kind)
