"""The print pack: the papers of a signed visit set together, kept in the chart, then printed or saved in one go."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from charting.actions.papers import EXPORTED, keep_paper
from charting.actions.papers_folder import warning_of, why_not_into
from charting.actions.print_choices import PrintChoice, choice_for
from charting.actions.print_jobs import PrintWish
from charting.actions.today import pack_of
from charting.errors import Known
from charting.records.clinic import PRINT, SAVE
from charting.records.print_job import PATIENT
from charting.records.visit import Visit
from charting.words import _, ngettext
from ui.bug_report import report
from ui.chart_model import ChartModel
from ui.file_dialogs import ask_for_folder
from ui.file_writing import write_whole
from ui.jobs import Job
from ui.pack_rows import other_rows, pack_rows
from ui.pack_setting import Errand, Pack, setting_of
from ui.people_desk import PeopleDesk
from ui.print_desk import PrintDesk
from ui.printers import PrinterSaid
from ui.views.pack_card import PackCard

WAIT_AT_CLOSE_S = 10.0


class PackDesk(QObject):
    """Serves the card of one visit at a time. What cannot be kept in the chart does not leave.

    `failed(visit, why)` follows where what the clinic arranged for signed visits did not come about, `gone_out(visit)`
    when the papers of a visit went their way.
    """

    failed = Signal(object, str)
    gone_out = Signal(object)

    def __init__(self, model: ChartModel, card: PackCard, people: PeopleDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._card, self._people = model, card, people
        self._visit: Visit | None = None
        self._waited_for: Errand | None = None
        self._agreed: list[Errand] = []
        self._writing: list[Errand] = []
        self.prints = PrintDesk(model, lambda: people.person.name or "", self)
        self.prints.sent.connect(lambda words: self._say(words))
        self.prints.failed.connect(lambda title, why: self._say(f"{title}. {why}", trouble=True))
        self.prints.look.changed.connect(self._show_again)
        card.print_wanted.connect(self.print_papers)
        card.save_wanted.connect(self._save_where_last)
        card.other_wanted.connect(self._ask_where)

    def show_visit(self, visit: Visit) -> None:
        """Show what went out of a visit's papers."""
        papers = pack_rows(self._model, visit)
        if visit is not self._visit:
            self._waited_for = None
            self._card.begin(papers)
        self._visit = visit
        self.prints.look.look()
        why_not = "" if self.prints.look.known != [] else _no_printer()
        signed = visit.signed_at is not None
        self._card.show_pack(papers, signed, why_not, self._last_folder(), other_rows(self._model, visit))

    def go_out(self, visit: Visit) -> None:
        """A visit was signed: do with its papers what the clinic arranged; where that is nothing, the board asks."""
        clinic = self._model.chart.clinic()
        if clinic.when_signed == SAVE:
            if not clinic.papers_folder:
                self._fail(visit, _("No folder for papers is chosen in Settings."))
                return
            self._save_into(visit, Path(clinic.papers_folder), agreed=True)
        elif clinic.when_signed == PRINT:
            self._print_all(visit, dict.fromkeys(pack_of(visit), 1), agreed=True)

    def print_papers(self, copies: Mapping[str, int]) -> None:
        """Set the papers, keep them, and print each as often as wanted, each where its kind was printed last."""
        assert self._visit is not None
        self._print_all(self._visit, copies)

    def save_to(self, folder: Path) -> None:
        """Set the papers, keep them, and write one file for each into a folder the person chose."""
        assert self._visit is not None
        self._save_into(self._visit, folder)

    def under_way(self) -> set[Visit]:
        """The visits whose papers are being set or written now."""
        return {errand.visit for errand in (*self._agreed, *self._writing)}

    def rest(self) -> None:
        """Before the chart is closed: what the clinic arranged is still done, then the printer comes to its end."""
        for errand in [*self._agreed]:
            errand.ended.wait(WAIT_AT_CLOSE_S)
            with _faults_reported():
                self._end(errand)
        for errand in [*self._writing]:
            in_time = errand.ended.wait(WAIT_AT_CLOSE_S)
            with _faults_reported():
                if errand.fault is not None:
                    self._not_saved(errand, errand.fault)
                elif not in_time:
                    self._refuse(errand, _("They were not done when Rootline was to be closed."))
        # What ends later would tell a chart that is closed by then.
        self._writing, self._waited_for = [], None
        self.prints.rest()

    def wake(self) -> None:
        """The chart stays open after all."""
        self.prints.wake()

    def _print_all(self, visit: Visit, copies: Mapping[str, int], *, agreed: bool = False) -> None:
        here: list[PrinterSaid] = []
        wanted = [kind for kind, count in copies.items() if count]
        self._set(
            Errand(visit, self._name(), lambda errand, pack: self._print(errand, pack, copies, here), agreed),
            wanted,
            lambda: here.extend(self.prints.printers.here()),
            apart=True,
        )

    def _save_into(self, visit: Visit, folder: Path, *, agreed: bool = False) -> None:
        own = self._model.chart.folder

        def look() -> None:
            if why := why_not_into(folder, own):
                raise Known(_("Not saved: {reason} Choose another folder.").format(reason=why))

        errand = Errand(visit, self._name(), lambda errand, pack: self._save(errand, pack, folder), agreed)
        self._set(errand, list(pack_of(visit)), look)

    def _set(self, errand: Errand, kinds: Sequence[str], first: Callable[[], None], *, apart: bool = False) -> None:
        """Set papers on a worker, then go on with them; a pack that is not waited for any more is dropped.

        What asks for printers is done `apart`: they may never answer.
        """
        if errand.agreed:
            self._agreed.append(errand)
        else:
            self._waited_for = errand
        self._card.print_button.setEnabled(False)
        self._card.say(_("Setting the pages"))
        try:
            work = setting_of(self._model, errand, kinds, first)
        except Known as refused:
            errand.fault = refused
            self._end(errand)
            return
        job = Job(work, self)
        job.done.connect(lambda _pack: self._end(errand))
        job.failed.connect(lambda _fault: self._end(errand))
        if apart:
            job.start_apart()
        else:
            job.start()

    def _end(self, errand: Errand) -> None:
        if errand.settled:
            return  # when the window was closed
        errand.settled = True
        if errand in self._agreed:
            self._agreed.remove(errand)
        elif errand is self._waited_for:
            self._waited_for = None
        else:
            return
        fault = errand.fault
        if isinstance(fault, Known):
            self._refuse(errand, str(fault))
        elif fault is not None:
            raise fault
        elif errand.pack is not None:
            errand.then(errand, errand.pack)
        else:
            self._refuse(errand, _("They were not done when Rootline was to be closed."))

    def _print(self, errand: Errand, pack: Pack, copies: Mapping[str, int], found: Sequence[PrinterSaid]) -> None:
        """Queue each paper as a job of its own: what one of them meets does not stop the others."""
        here = {printer.name: printer for printer in found}
        if not here:
            self._refuse(errand, _no_printer())
            return
        gone_to = set()
        for paper, _file, language in pack:
            last = choice_for(paper.kind)
            if last is None or last.printer not in here:
                last = PrintChoice(next(iter(here)), recipient=PATIENT)
            wish = PrintWish(last.printer, copies[paper.kind], last.sides, last.recipient, language)
            try:
                self.prints.print_paper(errand.visit, paper, wish)
            except Known as refused:
                self._refuse(errand, str(refused))
                self._model.save_soon()
                return
            gone_to.add(last.printer)
        self._say(_("Going to {printer}.").format(printer=", ".join(sorted(gone_to))), errand.visit)
        self.gone_out.emit(errand.visit)

    def _save(self, errand: Errand, pack: Pack, folder: Path) -> None:
        chart = self._model.chart
        try:
            for paper, _file, _language in pack:
                keep_paper(chart, errand.visit, paper, EXPORTED, errand.by, self._model.now())
        except Known as refused:
            self._refuse(errand, str(refused))
            self._model.save_soon()
            return
        self._model.saved.emit(chart.saved_at)
        errand.ended = threading.Event()

        def write() -> str:
            try:
                for paper, file, _language in pack:
                    write_whole(folder / file, paper.pdf)
                return warning_of(folder)
            except Exception as fault:
                # whatever it is: who closes the window waits for `ended` and asks here; it goes on as it is
                errand.fault = fault
                raise
            finally:
                errand.ended.set()

        self._writing.append(errand)
        job = Job(write, self)
        job.done.connect(lambda warning: self._saved(errand, len(pack), folder, warning))
        job.failed.connect(lambda fault: self._not_saved(errand, fault))
        job.start()

    def _not_saved(self, errand: Errand, fault: Exception) -> None:
        if errand not in self._writing:
            return  # when the window was closed
        self._writing.remove(errand)
        if not isinstance(fault, OSError):
            raise fault
        self._refuse(errand, _("Not saved: {reason}. Choose another folder.").format(reason=fault.strerror))

    def _saved(self, errand: Errand, count: int, folder: Path, warning: str) -> None:
        if errand not in self._writing:
            return  # when the window was closed
        self._writing.remove(errand)
        chart = self._model.chart
        if not errand.agreed and chart.clinic().last_papers_folder != str(folder):
            chart.clinic().last_papers_folder = str(folder)
            self._model.save()
        words = ngettext("{count} paper saved in {folder}.", "{count} papers saved in {folder}.", count)
        told = (words.format(count=count, folder=folder), warning)
        self._say(" ".join(part for part in told if part), errand.visit)
        self.gone_out.emit(errand.visit)

    def _refuse(self, errand: Errand, why: str) -> None:
        """Say why a pack did not go out; what had been arranged says so wherever one is as well."""
        if errand.agreed:
            self._fail(errand.visit, why)
        else:
            self._say(why, errand.visit, trouble=True)

    def _fail(self, visit: Visit, why: str) -> None:
        words = _("{why} Print or save the papers here.").format(why=why)
        self._say(words, visit, trouble=True)
        self.failed.emit(visit, why)

    def _say(self, words: str, visit: Visit | None = None, *, trouble: bool = False) -> None:
        """Show the card as it stands now with some words, where it is that visit's."""
        if self._visit is not None and visit in {None, self._visit}:
            self.show_visit(self._visit)
            self._card.say(words, trouble=trouble)

    def _show_again(self) -> None:
        if self._visit is not None and self._waited_for is None and not self._agreed:
            self._card.offer_printers("" if self.prints.look.known else _no_printer())

    def _name(self) -> str:
        return self._people.person.name or ""

    def _last_folder(self) -> str:
        clinic = self._model.chart.clinic()
        return clinic.last_papers_folder or clinic.papers_folder or ""

    def _save_where_last(self) -> None:
        if kept := self._last_folder():
            self.save_to(Path(kept))
        else:
            self._ask_where()

    def _ask_where(self) -> None:
        kept = self._last_folder()
        start = Path(kept) if kept and Path(kept).is_dir() else None
        if chosen := ask_for_folder(self._card, "papers", _("Save PDFs in"), start):
            self.save_to(chosen)


@contextmanager
def _faults_reported() -> Iterator[None]:
    """While the chart is being closed a mistake of ours is reported, and keeps nobody from closing it."""
    try:
        yield
    except Exception as fault:  # noqa: BLE001
        report(fault)


def _no_printer() -> str:
    return _("There is no printer on this computer. Save the PDFs instead.")
