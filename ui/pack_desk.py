"""The print pack: the papers of a signed visit set together, kept in the chart, then printed or saved in one go."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from charting.actions.paper_keys import paper_key
from charting.actions.papers import EXPORTED, Finished, keep_paper
from charting.actions.print_choices import PrintChoice, choice_for
from charting.actions.print_jobs import PrintWish, handed_out, handed_words
from charting.actions.scan_states import papers_of
from charting.actions.today import is_final, pack_of
from charting.dates import show_moment
from charting.errors import Known
from charting.output.documents import KINDS, file_name, gather, number_of
from charting.output.paper_languages import paper_for
from charting.output.sealed import build_sealed
from charting.records.print_job import PATIENT
from charting.records.visit import Visit
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.file_dialogs import ask_for_folder
from ui.file_writing import write_whole
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME, page_count
from ui.people_desk import PeopleDesk
from ui.print_desk import PrintDesk
from ui.views.pack_card import PackCard, PackPaper

_Pack = list[tuple[Finished, str, str]]
"""Papers with the names of their files and the languages they are set in."""


class PackDesk(QObject):
    """Serves the card of one visit at a time. What cannot be kept in the chart does not leave."""

    def __init__(self, model: ChartModel, card: PackCard, people: PeopleDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._card, self._people = model, card, people
        self._visit: Visit | None = None
        self._asked = 0
        self.prints = PrintDesk(model, lambda: people.person.name or "", self)
        self.prints.sent.connect(self._say)
        self.prints.failed.connect(lambda title, why: self._say(f"{title}. {why}"))
        card.print_wanted.connect(self.print_papers)
        card.save_wanted.connect(self._ask_where)

    def show_visit(self, visit: Visit) -> None:
        """Show what went out of a visit's papers."""
        if visit is not self._visit:
            self._asked += 1
            self._card.begin(self._papers(visit))
        self._visit = visit
        printers = bool(self.prints.printers.here())
        why_not = "" if printers else _("There is no printer on this computer. Save the PDFs instead.")
        self._card.show_pack(self._papers(visit), visit.signed_at is not None, why_not)

    def print_papers(self, copies: Mapping[str, int]) -> None:
        """Set the papers, keep them, and print each as often as wanted, each where its kind was printed last."""
        wanted = [kind for kind, count in copies.items() if count]
        self._set(wanted, lambda pack: self._print(pack, copies))

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
        given = {
            one.document.kind: one for one in reversed(handed_out(self._model.chart, visit)) if one.document in final
        }
        papers = []
        for kind in pack_of(visit):
            made = last.get(kind)
            gone = _("went out {moment}").format(moment=show_moment(made, today)) if made is not None else ""
            if kind in given:
                gone = handed_words(given[kind])
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
                finished = Finished(kind, pdf, page_count(pdf), number_of(kind, paper), paper.seal)
                made.append((finished, file_name(kind, paper), paper_for(kind, paper).language))
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

    def _print(self, pack: _Pack, copies: Mapping[str, int]) -> None:
        """Queue each paper as a job of its own: what one of them meets does not stop the others."""
        assert self._visit is not None
        here = {printer.name: printer for printer in self.prints.printers.here()}
        if not here:
            self._settle(_("There is no printer on this computer. Save the PDFs instead."))
            return
        for paper, _name, language in pack:
            last = choice_for(paper.kind)
            if last is None or last.printer not in here:
                last = PrintChoice(next(iter(here)), recipient=PATIENT)
            wish = PrintWish(last.printer, copies[paper.kind], last.sides, last.recipient, language)
            try:
                self.prints.print_paper(self._visit, paper, wish)
            except Known as refused:
                self._settle(str(refused))
                self._model.save_soon()
                return
        printers = ", ".join(sorted({state.job.printer for state in self.prints.states(self._visit)[: len(pack)]}))
        self._settle(_("Going to {printer}.").format(printer=printers))

    def _save(self, pack: _Pack, folder: Path) -> None:
        if not self._keep(pack):
            return
        try:
            for paper, name, _language in pack:
                write_whole(folder / name, paper.pdf)
        except OSError as refused:
            self._settle(_("Not saved: {reason}. Choose another folder.").format(reason=refused.strerror))
            return
        words = ngettext("{count} paper saved in {folder}.", "{count} papers saved in {folder}.", len(pack))
        self._settle(words.format(count=len(pack), folder=folder))

    def _keep(self, pack: _Pack) -> bool:
        assert self._visit is not None
        try:
            for paper, _name, _language in pack:
                by = self._people.person.name or ""
                keep_paper(self._model.chart, self._visit, paper, EXPORTED, by, self._model.now())
        except Known as refused:
            self._settle(str(refused))
            self._model.save_soon()
            return False
        self._model.saved.emit(self._model.chart.saved_at)
        return True

    def _say(self, words: str) -> None:
        if self._visit is not None:
            self._settle(words)

    def _settle(self, words: str) -> None:
        assert self._visit is not None
        self.show_visit(self._visit)
        self._card.say(words)

    def _ask_where(self) -> None:
        if chosen := ask_for_folder(self._card, "papers", _("Save PDFs in")):
            self.save_to(chosen)
