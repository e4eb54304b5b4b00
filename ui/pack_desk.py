"""The print pack: the papers of a signed visit set together, kept in the chart, then printed or saved in one go."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog

from charting.actions.paper_keys import paper_key
from charting.actions.papers import EXPORTED, PRINTED, Finished, keep_paper
from charting.actions.scan_states import papers_of
from charting.actions.today import is_final, pack_of
from charting.dates import show_moment
from charting.errors import Known
from charting.output.documents import KINDS, file_name, gather, number_of
from charting.output.sealed import build_sealed
from charting.records.visit import Visit
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME, pages_of
from ui.people_desk import PeopleDesk
from ui.printing import print_pages
from ui.views.pack_card import PackCard, PackPaper

_Pack = list[tuple[Finished, str]]
COUNT_DPI = 30


class PackDesk(QObject):
    """Serves the card of one visit at a time. What cannot be kept in the chart does not leave."""

    def __init__(self, model: ChartModel, card: PackCard, people: PeopleDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._card, self._people = model, card, people
        self._visit: Visit | None = None
        self._asked = 0
        card.print_wanted.connect(self._ask_for_printer)
        card.save_wanted.connect(self._ask_where)

    def show_visit(self, visit: Visit) -> None:
        """Show what went out of a visit's papers."""
        if visit is not self._visit:
            self._asked += 1
            self._card.begin(self._papers(visit))
        self._visit = visit
        printers = bool(QPrinterInfo.availablePrinterNames())
        why_not = "" if printers else _("No printer is set up on this machine. Save the PDFs instead.")
        self._card.show_pack(self._papers(visit), visit.signed_at is not None, why_not)

    def print_to(self, printer: QPrinter, copies: Mapping[str, int]) -> None:
        """Set the papers, keep them, and print each as often as wanted, as one job."""
        wanted = [kind for kind, count in copies.items() if count]
        self._set(wanted, lambda pack: self._print(pack, printer, copies))

    def save_to(self, folder: Path) -> None:
        """Set the papers, keep them, and write one file for each into a folder the person chose."""
        assert self._visit is not None
        self._set(list(pack_of(self._visit)), lambda pack: self._save(pack, folder))

    def _papers(self, visit: Visit) -> list[PackPaper]:
        titles, today = dict(KINDS), self._model.now().date()
        final = [one for one in visit.documents if is_final(one.kind, one.made_at, visit.signed_at)]
        last = {document.kind: document.made_at for document in final}
        states = papers_of(self._model.chart, visit)
        waits = {state.document.kind: state.words() for state in reversed(states) if state.waits}
        papers = []
        for kind in pack_of(visit):
            made = last.get(kind)
            gone = _("went out {moment}").format(moment=show_moment(made, today)) if made is not None else ""
            if kind in waits:
                gone = _("{gone}, {state}").format(gone=gone, state=waits[kind])
            papers.append(PackPaper(kind, titles[kind], gone))
        return papers

    def _set(self, kinds: list[str], then: Callable[[_Pack], None]) -> None:
        """Set papers on a worker, then go on with them; a pack that is not waited for any more is dropped."""
        visit = self._visit
        assert visit is not None
        self._asked += 1
        asked = self._asked
        self._card.print_button.setEnabled(False)
        self._card.say(_("Setting the pages"))
        chart, now = self._model.chart, self._model.now()
        name = self._people.person.name or ""
        try:
            key = paper_key(chart, now)
        except Known as refused:
            self._settle(str(refused))
            return
        paper = gather(visit, chart.clinic(), now, name, chart.seal())

        def set_pages() -> _Pack:
            made = []
            for kind in kinds:
                with ONE_AT_A_TIME:
                    pdf = build_sealed(kind, paper, key, now)
                pages = len(pages_of(pdf, COUNT_DPI))
                finished = Finished(kind, pdf, pages, number_of(kind, paper), paper.seal)
                made.append((finished, file_name(kind, paper)))
            return made

        def go_on(pack: _Pack) -> None:
            if asked == self._asked:
                then(pack)

        def failed(error: Exception) -> None:
            if not isinstance(error, Known):
                raise error
            if asked == self._asked:
                self._settle(str(error))

        job = Job(set_pages, self)
        job.done.connect(go_on)
        job.failed.connect(failed)
        job.start()

    def _print(self, pack: _Pack, printer: QPrinter, copies: Mapping[str, int]) -> None:
        if not self._keep(pack, PRINTED):
            return
        pdfs = [paper.pdf for paper, _name in pack for _copy in range(copies[paper.kind])]
        if print_pages(pdfs, printer):
            self._settle(_("Sent to {printer}.").format(printer=printer.printerName()))
        else:
            self._settle(_("The printer did not take it. Nothing is lost: try again, or save the PDFs."))

    def _save(self, pack: _Pack, folder: Path) -> None:
        if not self._keep(pack, EXPORTED):
            return
        try:
            for paper, name in pack:
                (folder / name).write_bytes(paper.pdf)
        except OSError as refused:
            self._settle(_("Not saved: {reason}. Choose another folder.").format(reason=refused.strerror))
            return
        words = ngettext("{count} paper saved in {folder}.", "{count} papers saved in {folder}.", len(pack))
        self._settle(words.format(count=len(pack), folder=folder.name))

    def _keep(self, pack: _Pack, verb: str) -> bool:
        assert self._visit is not None
        try:
            for paper, _name in pack:
                by = self._people.person.name or ""
                keep_paper(self._model.chart, self._visit, paper, verb, by, self._model.now())
        except Known as refused:
            self._settle(str(refused))
            self._model.save_soon()
            return False
        self._model.saved.emit(self._model.chart.saved_at)
        return True

    def _settle(self, words: str) -> None:
        assert self._visit is not None
        self.show_visit(self._visit)
        self._card.say(words)

    def _ask_for_printer(self, copies: Mapping[str, int]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self._card).exec() == QPrintDialog.DialogCode.Accepted:
            self.print_to(printer, copies)

    def _ask_where(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._card, _("Save PDFs in"))
        if chosen:
            self.save_to(Path(chosen))
