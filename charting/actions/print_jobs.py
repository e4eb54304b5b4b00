"""Printing as it is written down: asked for, sent or failed, printed again, handed to somebody."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from charting.actions.papers import PRINTED, Finished, keep_paper
from charting.actions.scan_states import title_of
from charting.dates import show_moment
from charting.errors import Known
from charting.languages import name_of
from charting.output.documents import KINDS
from charting.records.print_job import (
    DECLINED,
    FAILED,
    GIVEN_UP,
    ONE_SIDE,
    RECIPIENTS,
    SENT,
    WAYS,
    HandedOut,
    PrintJob,
    PrintOutcome,
)
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _, ngettext

WAITING, AGAIN, BROKEN_OFF = "waiting", "again", "broken_off"
MOST_COPIES = 20
LAST = 100


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How a person wants a paper printed; `sides` and `recipient` are codes of SIDES and RECIPIENTS.

    `language` is the one the paper is set in, None where that is not known.
    """

    printer: str
    copies: int = 1
    sides: str = ONE_SIDE
    recipient: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class JobState:
    """A print job and a code of what became of it: sent, failed or given up, or WAITING, AGAIN or BROKEN_OFF.

    AGAIN was asked for again since; BROKEN_OFF never told its end, because the program stopped before.
    """

    job: PrintJob
    state: str
    why: str = ""

    @property
    def open(self) -> bool:
        """Whether a person still has to do something about it."""
        return self.state in {FAILED, BROKEN_OFF}

    def words(self) -> str:
        """What became of it, in words."""
        said = {
            WAITING: _("waiting for {printer}"),
            SENT: _("sent to {printer}"),
            GIVEN_UP: _("given up, not printed on {printer}"),
            AGAIN: _("not printed on {printer}, printed again since"),
            FAILED: _("not printed on {printer}"),
            BROKEN_OFF: _("not known whether {printer} printed it"),
        }
        words = said[self.state].format(printer=self.job.printer)
        return _("{what}: {why}").format(what=words, why=self.why) if self.why and self.state != AGAIN else words

    def about(self) -> str:
        """Who asked for it and when, and how many copies."""
        copies = ngettext("{count} copy", "{count} copies", self.job.copies).format(count=self.job.copies)
        words = _("{copies}, {moment} by {name}")
        return words.format(copies=copies, moment=show_moment(self.job.asked_at), name=self.job.by)


def ask_to_print(
    chart: ChartSession, visit: Visit, paper: Finished, wish: PrintWish, by: str, now: datetime
) -> PrintJob:
    """Keep a paper and write down that it is to be printed, in one save, before any printer hears of it.

    Raises NotSaved, and then nothing was kept and nothing may be printed; Known for a number of copies that is none.
    """
    _require_copies(wish.copies)
    job = _job(visit, wish, by, now)
    keep_paper(chart, visit, paper, PRINTED, by, now, job)
    return job


def print_again(chart: ChartSession, job: PrintJob, wish: PrintWish, by: str, now: datetime) -> PrintJob:
    """Ask once more for a paper that was kept; the job before it is settled by that. Raises NotSaved or Known."""
    _require_copies(wish.copies)
    chart.save(now)
    again = _job(job.visit, wish, by, now)
    again.document, again.again_of = job.document, job
    chart.add(again)
    noted = chart.trail.note(PRINTED, job.visit, title_of(job.document))
    try:
        chart.save(now)
    except NotSaved:
        chart.trail.take_back(noted)
        chart.orm.expunge(again)
        raise
    return again


def note_sent(chart: ChartSession, job: PrintJob, now: datetime) -> None:
    """Write down that the printer took all of it, and who is given it.

    Where the file cannot be written that stays in memory for the next save: the paper has left, and that stays true.
    """
    chart.add(PrintOutcome(visit=job.visit, job=job, kind=SENT, at=now))
    if job.meant_for is not None:
        chart.add(
            HandedOut(
                visit=job.visit,
                document=job.document,
                job=job,
                at=now,
                by=job.by,
                recipient=job.meant_for,
                copies=job.copies,
                on_paper=1,
                language=job.language,
            )
        )
    with suppress(NotSaved):
        chart.save(now)


def note_failed(chart: ChartSession, job: PrintJob, why: str, now: datetime) -> None:
    """Write down why a job was not printed, or not to its end; kept in memory where the file cannot be written."""
    chart.add(PrintOutcome(visit=job.visit, job=job, kind=FAILED, why=why, at=now))
    with suppress(NotSaved):
        chart.save(now)


def hand_out(
    chart: ChartSession, document: StoredDocument, recipient: str, by: str, now: datetime, *, on_paper: bool
) -> HandedOut:
    """Write down that a kept paper was given to somebody, on paper or as a file. Raises NotSaved."""
    chart.save(now)
    given = HandedOut(
        visit=document.visit,
        document=document,
        at=now,
        by=by,
        recipient=recipient,
        copies=1,
        on_paper=int(on_paper),
        language=language_of_print(chart, document),
    )
    chart.add(given)
    try:
        chart.save(now)
    except NotSaved:
        chart.orm.expunge(given)
        raise
    return given


def language_of_print(chart: ChartSession, document: StoredDocument) -> str | None:
    """The language a kept paper is set in, as its last print job tells; None where none does."""
    return next((job.language for job in _jobs(chart, document.visit) if job.document is document), None)


def queue_of(chart: ChartSession, visit: Visit | None = None, running: Collection[str] = ()) -> list[JobState]:
    """The print jobs of a visit, or the last of all, newest first. `running` are the ids of those under way."""
    return states_of(chart, _jobs(chart, visit), running)


def states_of(chart: ChartSession, jobs: list[PrintJob], running: Collection[str] = ()) -> list[JobState]:
    """What became of some jobs, in their order."""
    ids = [job.id for job in jobs]
    ends = sa.select(PrintOutcome).where(PrintOutcome.job_id.in_(ids)).order_by(PrintOutcome.at, PrintOutcome.id)
    ended: dict[str, PrintOutcome] = {}
    for outcome in chart.orm.scalars(ends):
        if outcome.job_id not in ended or ended[outcome.job_id].kind != GIVEN_UP:
            ended[outcome.job_id] = outcome
    repeats = sa.select(PrintJob.again_of_id).where(PrintJob.again_of_id.in_(ids))
    repeated = set(chart.orm.scalars(repeats))
    found = []
    for job in jobs:
        end = ended.get(job.id)
        state = end.kind if end is not None else WAITING if job.id in running else BROKEN_OFF
        if state in {FAILED, BROKEN_OFF} and job.id in repeated:
            state = AGAIN
        found.append(JobState(job, state, (end.why if end is not None else "") or ""))
    return found


def handed_out(chart: ChartSession, visit: Visit) -> list[HandedOut]:
    """What was handed out of a visit's papers, newest first."""
    query = sa.select(HandedOut).where(HandedOut.visit_id == visit.id)
    return list(chart.orm.scalars(query.order_by(HandedOut.at.desc(), HandedOut.id)))


def handed_line(chart: ChartSession, visit: Visit) -> str:
    """`handed out: Consent, Aftercare`, for a list of visits; blank where nothing was."""
    titles = dict(KINDS)
    held = [one for one in reversed(handed_out(chart, visit)) if one.way != DECLINED]
    given = dict.fromkeys(titles.get(one.document.kind, "") for one in held)
    papers = ", ".join(_(title) for title in given if title)
    return _("handed out: {papers}").format(papers=papers) if papers else ""


def handed_words(given: HandedOut) -> str:
    """`1 copy to the patient, in German, 21-Nov-2026 14:02 by Dr Sample`."""
    copies = ngettext("{count} copy", "{count} copies", given.copies).format(count=given.copies)
    who = _("{moment} by {name}").format(moment=show_moment(given.at), name=given.by)
    if not given.on_paper:
        copies = _("as a file")
    if given.way is not None:
        way = WAYS.label(given.way)
        copies = f"{way[:1].lower()}{way[1:]}"
        who = _("{who}: “{reason}”").format(who=who, reason=given.reason) if given.reason else who
    if given.way == DECLINED:
        return f"{copies}, {who}"
    spoken = _("in {language}").format(language=name_of(given.language)) if given.language else ""
    to = _("{copies} to {recipient}").format(copies=copies, recipient=_(RECIPIENTS.label(given.recipient)))
    return ", ".join(part for part in (to, spoken, who) if part)


_WRITTEN: sa.ColumnElement[int] = sa.literal_column("print_job.rowid")
"""The order in which jobs were written, for those of the same minute."""


def _jobs(chart: ChartSession, visit: Visit | None) -> list[PrintJob]:
    query = sa.select(PrintJob).order_by(PrintJob.asked_at.desc(), _WRITTEN.desc()).limit(LAST)
    return list(chart.orm.scalars(query if visit is None else query.where(PrintJob.visit_id == visit.id)))


def _job(visit: Visit, wish: PrintWish, by: str, now: datetime) -> PrintJob:
    return PrintJob(
        visit=visit,
        asked_at=now,
        by=by,
        printer=wish.printer,
        copies=wish.copies,
        sides=wish.sides,
        meant_for=wish.recipient,
        language=wish.language,
    )


def _require_copies(count: int) -> None:
    if not 1 <= count <= MOST_COPIES:
        raise Known(_("Choose 1 to {most} copies.").format(most=MOST_COPIES))
