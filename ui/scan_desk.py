"""Scanned files into the chart: read on a worker one by one, filed, and told; from folders without being asked."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from charting.actions import scans
from charting.actions.scan_files import ScanRead, load_scan
from charting.actions.scan_search import papers_for_a_page
from charting.actions.scan_states import state_of, waiting_papers
from charting.errors import Known
from charting.records.scan import ScanFile, ScanPage
from charting.records.stored_document import StoredDocument
from charting.words import _
from ui.chart_model import ChartModel
from ui.dropped import DroppedFiles
from ui.jobs import Job
from ui.people_desk import PeopleDesk
from ui.scan_looks import ScanLooks
from ui.scan_pictures import show_scan
from ui.scan_watch import ScanWatch
from ui.screen_over import ScreenOver
from ui.theme import Theme
from ui.today_desk import TodayDesk
from ui.views.scan_folder import ScanFolderCard
from ui.views.scan_words import document_row, missing_lines, needs_a_look, page_row, paper_row, told_lines
from ui.views.scans import ScansView
from ui.views.today import TodayView
from ui.visit_desk import VisitDesk


@dataclass(frozen=True, slots=True)
class _File:
    """A file that waits to be read; `asked` tells one that a person brought from one that a folder brought."""

    path: Path
    asked: bool


class ScanDesk(QObject):
    """Adds its screen to the stack of the window. `refused(words)` says what is not done, and what a folder brought.

    `changed()` follows whenever papers came nearer to their end. The banner is away: a scan may be of anybody.
    """

    refused = Signal(str)
    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        model: ChartModel,
        people: PeopleDesk,
        stack: QStackedWidget,
        banner: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model, self._people = model, people
        self._resting = False
        self._files: deque[_File] = deque()
        self._reading = False
        self._lines: list[str] = []
        self._wrong = False
        self._came: dict[str, StoredDocument] = {}
        self._page: ScanPage | None = None
        self._card: ScanFolderCard | None = None
        self.view = ScansView(theme)
        self._screen = ScreenOver(stack, banner, self.view)
        self.looks = ScanLooks(model, people, self.view.check, self)
        self.watch = ScanWatch(self, parent.isVisible)
        self.watch.arrived.connect(lambda paths: self._queue(paths, asked=False))
        self.view.left.connect(self._screen.take_off)
        self.view.files_chosen.connect(self.take)
        self.view.page_chosen.connect(self._ask_where)
        self.view.paper_chosen.connect(self.show_paper)
        place = self.view.place
        place.searched.connect(self._search)
        place.filed.connect(self._assign)
        place.discarded.connect(self._discard)
        self.looks.done.connect(self._after_look)
        self._watch_folder()

    def serve(
        self, today: TodayView, day: TodayDesk, card: ScanFolderCard, dropped: DroppedFiles, visits: VisitDesk
    ) -> None:
        """Take what Today, Settings and files that are dropped ask for."""
        self._card = card
        today.paper_opened.connect(self.show_paper)
        self.changed.connect(day.papers_changed)
        dropped.scans.connect(self.take)
        self.looks.visit_wanted.connect(visits.open)
        card.folder_chosen.connect(self._set_folder)
        card.scans_wanted.connect(self.show)
        self._tell_folder()

    def show(self) -> None:
        """Show what waits."""
        if why := self._people.why_not("scan"):
            self.refused.emit(why)
            return
        self._fill()
        self.view.show_overview()
        self._screen.lay()

    def show_paper(self, key: str) -> None:
        """Show a paper beside its scan."""
        document = self._model.chart.orm.get(StoredDocument, key)
        if document is None:
            self.show()
            return
        if why := self._people.why_not("scan"):
            self.refused.emit(why)
            return
        self._fill()
        self.looks.show(document)
        self.view.setCurrentWidget(self.view.check)
        self._screen.lay()

    def take(self, paths: list[Path]) -> None:
        """Read files that a person dropped or chose, and show what becomes of them."""
        self.show()
        if not self._people.why_not("scan"):
            self._queue(paths, asked=True)

    def rest(self) -> None:
        """Begin nothing more, before the chart is let go of."""
        self._resting = True
        self.watch.watch(None)
        self._files.clear()

    def wake(self) -> None:
        """Go on after `rest`, where the chart stayed open after all."""
        self._resting = False
        self._watch_folder()

    def _queue(self, paths: list[Path], *, asked: bool) -> None:
        self._files.extend(_File(path, asked) for path in paths)
        if not self._reading:
            self._lines, self._wrong, self._came = [], False, {}
            self._next()

    def _next(self) -> None:
        if not self._files or not self._people.may("scan"):
            self._reading = False
            return
        self._reading = True
        file = self._files.popleft()
        if file.asked:
            self.view.say_reading(len(self._files) + 1)
        known = set() if file.asked else set(self._model.chart.orm.scalars(sa.select(ScanFile.sha256)))
        job = Job(lambda: load_scan(file.path, known), self)
        job.done.connect(lambda read: self._file(file, read))
        job.failed.connect(lambda error: self._refuse(file, error))
        job.start()

    def _file(self, file: _File, read: ScanRead | None) -> None:
        if self._resting:
            return
        if read is not None:
            try:
                told = scans.take_in(self._model.chart, read, self._people.person, self._model.now())
            except Known as refused:
                self._refuse(file, refused)
                return
            self._model.saved.emit(self._model.chart.saved_at)
            self._lines += told_lines(read.name, told)
            self._wrong |= needs_a_look(told)
            self._came.update({one.document.id: one.document for one in told if one.document is not None})
            if not file.asked and needs_a_look(told):
                self.refused.emit(_("{name} came in and needs a look: Scanned papers.").format(name=read.name))
        self._end(file)

    def _refuse(self, file: _File, error: Exception) -> None:
        if not isinstance(error, Known):
            self._reading = False
            raise error
        if self._resting:
            return
        self._lines.append(str(error))
        self._wrong = True
        if not file.asked:
            self.refused.emit(str(error))
        self._end(file)

    def _end(self, file: _File) -> None:
        if not self._files and (file.asked or self._lines):
            missing = missing_lines([state_of(self._model.chart, document) for document in self._came.values()])
            title = _("Filed, with pages missing") if missing else _("Filed")
            title = _("Not everything was filed") if self._wrong else title
            self.view.say("warn" if self._wrong or missing else "verified", title, [*self._lines, *missing])
            self.view.choose.setEnabled(True)
        if self.view.isVisible():
            self._fill()
        self.changed.emit()
        self._next()

    def _fill(self) -> None:
        chart = self._model.chart
        self._model.save()
        pages = [page_row(page) for page in scans.waiting_pages(chart)]
        papers = [paper_row(state) for state in waiting_papers(chart, self._model.now().date())]
        self.view.show_lists(pages, papers)

    def _ask_where(self, key: str) -> None:
        page = self._model.chart.orm.get(ScanPage, key)
        if page is None:
            return
        self._page = page
        place = self.view.place
        row = page_row(page)
        place.ask(row.who, row.about)
        self._search("")
        show_scan(self._model.chart, page, place.frame, self)
        self.view.setCurrentWidget(place)

    def _search(self, typed: str) -> None:
        found = papers_for_a_page(self._model.chart, typed, self._model.now().date())
        rows = [(document_row(document), document.pages) for document in found.papers]
        self.view.place.show_found(rows, more=found.more)

    def _assign(self, key: str, number: int) -> None:
        document, page = self._model.chart.orm.get(StoredDocument, key), self._page
        if document is not None and page is not None:
            self._settle(
                lambda: scans.assign(self._model.chart, page, document, number, self._people.person, self._model.now())
            )

    def _discard(self, reason: str) -> None:
        page = self._page
        if page is not None:
            self._settle(lambda: scans.discard(self._model.chart, page, reason, self._people.person, self._model.now()))

    def _settle(self, deed: Callable[[], None]) -> None:
        """Do what a person decided about a page, and go on to the next one that waits."""
        try:
            deed()
        except Known as refused:
            self.view.place.refuse(str(refused))
            return
        self._model.saved.emit(self._model.chart.saved_at)
        self._fill()
        self.changed.emit()
        waiting = scans.waiting_pages(self._model.chart)
        if waiting:
            self._ask_where(waiting[0].id)
        else:
            self.view.show_overview()

    def _after_look(self, words: str) -> None:
        self._fill()
        self.view.say("verified", words)
        self.view.show_overview()
        self.changed.emit()

    def _watch_folder(self) -> None:
        kept = self._model.chart.clinic().scan_folder
        self.watch.watch(Path(kept) if kept else None)

    def _set_folder(self, folder: Path | None) -> None:
        if why := self._people.why_not("settings"):
            self.refused.emit(why)
            return
        self._model.chart.clinic().scan_folder = None if folder is None else str(folder)
        self._model.save()
        self._watch_folder()
        self._tell_folder()

    def _tell_folder(self) -> None:
        if self._card is not None:
            kept = self._model.chart.clinic().scan_folder
            folder = Path(kept) if kept else None
            there = folder is not None and folder.is_dir()
            self._card.show_folder(folder, there=there, may=self._people.may("settings"))
