"""Papers of a visit: set on a worker, kept in the chart before they leave, shown again as they left."""

from dataclasses import replace

from PySide6.QtCore import QObject

from charting.actions.paper_keys import paper_key
from charting.actions.paper_wish import PaperWish, as_wished, place_after
from charting.actions.papers import Finished, file_name_of, keep_paper, shown_again
from charting.actions.print_choices import (
    PrintChoice,
    choice_for,
    first_label_place,
    remember,
    remember_label_place,
)
from charting.actions.print_jobs import PrintWish, handed_words, language_of_print
from charting.actions.scan_states import GIVEN_OUT, papers_of
from charting.actions.unprinted import Given, give_unprinted
from charting.dates import show_moment
from charting.errors import Known
from charting.output.declared import Audience
from charting.output.documents import KINDS, document_of, file_name, gather, number_of
from charting.output.further_facts import LabelWish
from charting.output.paper_languages import TO_PATIENTS, has_original, in_the_original, paper_for
from charting.output.sealed import build_sealed
from charting.records.clinic import ROLL, SHEET
from charting.records.print_job import FAMILY_DOCTOR, FILE, PATIENT
from charting.records.scan import COMES_BACK
from charting.records.spoken_texts import unspoken
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
LABELS = {SHEET: "labels", ROLL: "labels_roll"}
"""The kinds of paper that labels are, by their stock."""


class PaperDesk(QObject):
    """Sets one paper of a visit at a time and hands it to the preview; what is not waited for any more is dropped."""

    def __init__(self, model: ChartModel, preview: PreviewView, prints: PrintDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._preview, self._prints = model, preview, prints
        self._language: str | None = None
        self._visit: Visit | None = None
        self._by = ""
        self._original = False
        self._kind = self._offered = ""
        self._shown: Finished | None = None
        self._wish = PaperWish()
        self._wished_by = ""
        self._asked = 0
        preview.keep = self._keep
        preview.offer_kept()
        preview.kept_chosen.connect(self._show_again)
        preview.original_wanted.connect(self._turn_over)
        preview.print_wanted.connect(self._print)
        preview.bar.choices.changed.connect(self._set_anew)
        preview.bar.choices.stock_picked.connect(lambda stock: self._preview.wanted.emit(LABELS[stock]))
        preview.given.given.connect(self._write_given)
        prints.sent.connect(preview.say)
        prints.failed.connect(preview.tell)
        prints.changed.connect(self._list_anew)
        prints.look.changed.connect(self._offer_anew)
        self._queue = QueueCards(model, preview, prints, self)

    def set_paper(self, kind: str, visit: Visit, printed_by: str, *, original: bool = False) -> None:
        """Begin to set a paper, or list those that were kept; the preview shows it, or why there is none.

        `original` asks for the English original of a paper in the patient's language.
        """
        if (
            kind == LABELS[SHEET]
            and self._kind not in LABELS.values()
            and self._model.chart.clinic().label_stock == ROLL
        ):
            kind = LABELS[ROLL]
        self._kind, self._original = kind, original
        self._begin_wish(visit)
        self._offer_choices(kind)
        self._preview.offer_original(False, False)
        self._preview.offer_given(kind in RECIPIENT_OF, RECIPIENT_OF.get(kind))
        self._visit, self._by, self._shown = visit, printed_by, None
        self._asked += 1
        if kind == KEPT:
            self._list_kept()
            return
        asked = self._asked
        self._prints.look.look()
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
        paper = as_wished(paper, self._wish)
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
            if kind in TO_PATIENTS and not original:
                self._preview.remark(unspoken(visit, self._language))

        job = Job(set_pages, self)
        job.done.connect(show)
        job.failed.connect(lambda error: self._failed(error, asked))
        job.start()

    def _offer_printers(self, kind: str) -> None:
        """Offer the printers found last, and look whether others came; those are offered once they are found."""
        self._offered = kind
        self._preview.offer_printers(self._prints.look.known, choice_for(kind), RECIPIENT_OF.get(kind))
        self._prints.look.look()

    def _offer_anew(self) -> None:
        if self._shown is not None and self._offered:
            self._preview.offer_printers(
                self._prints.look.known, choice_for(self._offered), RECIPIENT_OF.get(self._offered)
            )

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
        if self._shown.kind == LABELS[SHEET] and self._kind != KEPT:
            size = self._page_size()
            remember_label_place(size, place_after(self._wish.labels, size))
        self._preview.say(_("Going to {printer}.").format(printer=choice.printer))

    def _begin_wish(self, visit: Visit) -> None:
        """Large print and another page are wished for one visit; the next begins with what the clinic has."""
        if visit.id != self._wished_by:
            self._wished_by = visit.id
            self._wish = PaperWish(labels=LabelWish(first_place=first_label_place(self._page_size(None))))

    def _page_size(self, wished: str | None = "") -> str:
        return (self._wish.page_size if wished == "" else wished) or self._model.chart.clinic().paper_size or "A4"

    def _offer_choices(self, kind: str) -> None:
        stock = next((stock for stock, labels in LABELS.items() if labels == kind), "")
        declared = document_of(kind) if kind != KEPT else None
        self._preview.bar.choices.offer(
            wish=self._wish,
            size=self._page_size(None),
            sizes=declared is not None and stock != ROLL and declared.audience is not Audience.WALL,
            large=declared is not None and declared.has_large_print,
            stock=stock,
        )

    def _set_anew(self) -> None:
        """The same paper, set as it is wanted now."""
        before, self._wish = self._wish, self._preview.bar.choices.wish()
        if before.page_size != self._wish.page_size:
            place = first_label_place(self._page_size())
            self._wish = replace(self._wish, labels=replace(self._wish.labels, first_place=place))
        if self._visit is not None and self._kind != KEPT:
            self.set_paper(self._kind, self._visit, self._by, original=self._original)

    def _write_given(self, way: str, reason: str, recipient: str) -> None:
        """Write down how the paper on show was given; it is kept with that, as a printed one is."""
        chart, person = self._model.chart, self._model.chart.at_work
        if self._visit is None or self._shown is None or person is None:
            return
        given = Given(way, reason, recipient, self._language)
        try:
            row = give_unprinted(chart, self._visit, self._shown, given, person, self._model.now())
        except Known as refused:
            self._preview.given.refuse(str(refused))
            self._model.save_soon()
            return
        self._model.saved.emit(chart.saved_at)
        self._preview.ask_given(False)
        self._preview.given.begin(recipient)
        words = handed_words(row)
        self._preview.say(_("Written down: {what}.").format(what=words))

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
                    state.words() if document.kind in COMES_BACK or state.state != GIVEN_OUT else "",
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
        self._asked += 1
        asked, shown, name, dpi = self._asked, self._shown, file_name_of(document), self._preview.screen_dpi()

        def show(pages: list[Page]) -> None:
            if asked == self._asked:
                self._preview.show_paper(KEPT, shown.pdf, name, pages, about)
                self._offer_printers(document.kind)

        job = Job(lambda: pages_of(shown.pdf, dpi), self)
        job.done.connect(show)
        job.start()
