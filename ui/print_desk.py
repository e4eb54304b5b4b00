"""The print queue: one job after the other on a worker, each written down before it starts and when it ends."""

import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from charting.actions.papers import PRINTED, Finished, shown_again
from charting.actions.print_jobs import (
    JobState,
    PrintWish,
    ask_to_print,
    note_failed,
    note_sent,
    print_again,
    queue_of,
)
from charting.actions.scan_states import title_of
from charting.errors import Known
from charting.records.print_job import PrintJob
from charting.records.visit import Visit
from charting.store.chart_session import NotSaved
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.loose_job import LooseJob
from ui.printers import PrinterLook, Printers
from ui.printing import print_pdf

WAIT_AT_CLOSE_S = 4.0
STOP_AT_CLOSE_S = 4.0


@dataclass(eq=False, slots=True)
class _Turn:
    """A job in the queue, of a visit or of nobody: its paper, how its worker is told to stop, and how it tells that it
    is through, and why.
    """

    job: PrintJob | LooseJob
    pdf: bytes
    stop: threading.Event = field(default_factory=threading.Event)
    through: threading.Event = field(default_factory=threading.Event)
    fault: Exception | None = None


class PrintDesk(QObject):
    """`changed()` when a job began or ended, `sent(words)` and `failed(title, words)` how it ended.

    `painted(done, count)` tells the pages of the job under way. What fails stays in the queue and is printed again when
    somebody says so, never by itself.
    """

    changed = Signal()
    sent = Signal(str)
    failed = Signal(str, str)
    painted = Signal(int, int)

    def __init__(self, model: ChartModel, who: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self.printers = Printers()
        self.look = PrinterLook(lambda: self.printers.here(), self)
        self._model, self._who = model, who
        self._waiting: deque[_Turn] = deque()
        self._loose: list[LooseJob] = []
        self._under: _Turn | None = None

    def print_paper(self, visit: Visit, paper: Finished, wish: PrintWish) -> PrintJob:
        """Keep a paper, then queue it. Raises Known where it cannot be kept; then no printer hears of it."""
        job = ask_to_print(self._model.chart, visit, paper, wish, self._who(), self._model.now())
        self._queue(job, paper.pdf)
        return job

    def print_again(self, job: PrintJob, printer: str = "") -> PrintJob:
        """Queue a kept paper once more, on the same printer, on `printer`, or where its own is gone on the usual one.

        Raises Known where its bytes are damaged or no printer was found.
        """
        known = self.look.known
        if known == []:
            self.look.look()
            raise Known(_("There is no printer on this computer. Save the PDF instead."))
        names = [one.name for one in known or ()]
        if known and not printer and job.printer not in names:
            printer = names[0]
        paper = shown_again(self._model.chart, job.document)
        wish = PrintWish(printer or job.printer, job.copies, job.sides, job.meant_for, job.language)
        again = print_again(self._model.chart, job, wish, self._who(), self._model.now())
        self._queue(again, paper.pdf)
        return again

    def print_loose(self, job: LooseJob) -> None:
        """Queue a paper of nobody's; it is not filed, but written into the trail. Raises NotSaved."""
        chart = self._model.chart
        noted = chart.trail.note(PRINTED, None, f"{job.title} {job.number}")
        try:
            chart.save(self._model.now())
        except NotSaved:
            chart.trail.take_back(noted)
            raise
        if job not in self._loose:
            self._loose.append(job)
        job.failed, job.asked_at = "", self._model.now()
        self._queue(job, job.pdf)

    def loose(self) -> list[LooseJob]:
        """The papers of nobody's that wait or were not printed, newest first."""
        return self._loose[::-1]

    def let_go(self, job: LooseJob) -> None:
        """Take a paper of nobody's out of the queue."""
        self._loose.remove(job)
        self.changed.emit()

    def states(self, visit: Visit | None = None) -> list[JobState]:
        """The queue of a visit, or the last jobs of all, newest first."""
        return queue_of(self._model.chart, visit, self.running())

    def running(self) -> frozenset[str]:
        """The ids of the jobs that wait or are under way."""
        under = [self._under] if self._under is not None else []
        return frozenset(turn.job.id for turn in (*under, *self._waiting))

    def rest(self) -> None:
        """Before the chart is closed: a short job may end, a longer one stops at its page and stays in the queue.

        One whose driver does not come back is given up; it stays in the queue too.
        """
        under, self._under = self._under, None
        waiting, self._waiting = self._waiting, deque()
        if under is not None:
            under.through.wait(WAIT_AT_CLOSE_S)
            under.stop.set()
            if not under.through.wait(STOP_AT_CLOSE_S):
                under.fault = Known(_("The printer did not answer any more when Rootline was closed."))
            self._settle(under, under.fault)
            if under.fault is not None and not isinstance(under.fault, Known):
                # reported and not raised: a mistake of ours keeps nobody from closing the chart
                sys.excepthook(type(under.fault), under.fault, under.fault.__traceback__)
        for turn in waiting:
            self._settle(turn, Known(_("Rootline was closed before its turn came.")))

    def wake(self) -> None:
        """The chart stays open after all; what was stopped is printed again when somebody says so."""
        self.changed.emit()

    def _queue(self, job: PrintJob | LooseJob, pdf: bytes) -> None:
        self._waiting.append(_Turn(job, pdf))
        self._model.saved.emit(self._model.chart.saved_at)
        self._next()
        self.changed.emit()

    def _next(self) -> None:
        if self._under is not None or not self._waiting:
            return
        turn = self._under = self._waiting.popleft()
        job, printers, painted = turn.job, self.printers, self.painted
        number = job.number if isinstance(job, LooseJob) else job.document.number
        wanted, copies = (job.printer, job.sides, number), job.copies

        def watch(done: int, count: int) -> None:
            if turn.stop.is_set() and done < count:
                words = _("Rootline was closed after page {done} of {count}.")
                raise Known(words.format(done=done, count=count))
            with suppress(RuntimeError):  # the window may have been closed meanwhile
                painted.emit(done, count)

        def paint() -> None:
            try:
                print_pdf(turn.pdf, printers.ready(*wanted), copies, watch)
            except Known as refused:
                # without what it passed on its way: that holds the printer, which has to end on its own thread
                turn.fault = refused.with_traceback(None)
                raise turn.fault from None
            except Exception as fault:
                # whatever it is, `rest` has to know it where nobody waits for the job's own end; it goes on as it is
                turn.fault = fault
                raise
            finally:
                turn.through.set()

        work = Job(paint, self)
        work.done.connect(lambda _nothing: self._end(turn, None))
        work.failed.connect(lambda fault: self._end(turn, fault))
        work.start_apart()  # a long job keeps neither backup nor pages waiting, and one that hangs no end

    def _end(self, turn: _Turn, fault: Exception | None) -> None:
        if turn is not self._under:
            return  # settled when the window was closed
        self._under = None
        self._settle(turn, fault)
        self._next()
        self.changed.emit()
        if fault is not None and not isinstance(fault, Known):
            raise fault

    def _settle(self, turn: _Turn, fault: Exception | None) -> None:
        """Write down how a job ended, and say it."""
        job, chart, now = turn.job, self._model.chart, self._model.now()
        why = str(fault) if isinstance(fault, Known) else _("Rootline itself made a mistake.")
        if isinstance(job, LooseJob):
            self._settle_loose(job, "" if fault is None else why)
            return
        title = title_of(job.document)
        if fault is None:
            note_sent(chart, job, now)
            self.sent.emit(_("{paper}: sent to {printer}.").format(paper=title, printer=job.printer))
        else:
            note_failed(chart, job, why, now)
            words = _("{paper} was not printed on {printer}").format(paper=title, printer=job.printer)
            kept = _("It is kept: print it again or save it under “Papers of this visit”.")
            self.failed.emit(words, f"{why} {kept}")
        if chart.differs():
            self._model.save_soon()
        else:
            self._model.saved.emit(chart.saved_at)

    def _settle_loose(self, job: LooseJob, why: str) -> None:
        """A paper of nobody's that was sent is out of the queue; one that was not stays as long as Rootline is open."""
        job.failed = why
        if why:
            self.failed.emit(
                _("{paper} was not printed on {printer}").format(paper=job.title, printer=job.printer), why
            )
            return
        self._loose.remove(job)
        self.sent.emit(_("{paper}: sent to {printer}.").format(paper=job.title, printer=job.printer))
