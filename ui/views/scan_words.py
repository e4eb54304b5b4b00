"""What became of scanned pages, and how far papers have come, in the words of the screens."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from charting.actions.scan_states import BACK, PARTLY, PaperState, listed, title_of
from charting.actions.scans import AGAIN, BLANK, FILED, KNOWN, Told
from charting.dates import show_moment
from charting.isolate import isolated
from charting.output.documents import KINDS
from charting.records.scan import ScanPage
from charting.records.stored_document import StoredDocument
from charting.words import _, ngettext
from ui.parts.due_row import DueShown


def whose(document: StoredDocument) -> str:
    """`SAMPLE, Ada (Ms), RL-00001`: names may be alike."""
    patient = document.visit.course.patient
    return f"{isolated(patient.display_name())}, {patient.number}"


def told_lines(name: str, told: Sequence[Told]) -> list[str]:
    """What became of a file, one line for each paper and each page that was not filed."""
    if [one.became for one in told] == [KNOWN]:
        return [f"{name}: {told[0].words}"]
    lines = []
    filed = sorted((one for one in told if one.became in {FILED, AGAIN}), key=_by_document)
    for _key, pages in groupby(filed, key=_by_document):
        lines.append(_filed(list(pages)))
    for one in told:
        if one.became not in {FILED, AGAIN, BLANK}:
            lines.append(_("Page {place} of {name}: {words}").format(place=one.place, name=name, words=one.words))
    if backs := sum(one.became == BLANK for one in told):
        words = ngettext("{count} blank side was left out.", "{count} blank sides were left out.", backs)
        lines.append(words.format(count=backs))
    return lines


def missing_lines(states: Sequence[PaperState]) -> list[str]:
    """The papers that came in with pages missing, one line each."""
    said = _("{who}, {paper}: {said}.")
    return [
        said.format(who=whose(state.document), paper=title_of(state.document), said=state.words())
        for state in states
        if state.state == PARTLY
    ]


def needs_a_look(told: Sequence[Told]) -> bool:
    """Whether anything in a file was not filed by itself, blank sides aside."""
    return any(one.became not in {FILED, BLANK, KNOWN} for one in told)


def page_row(page: ScanPage) -> DueShown:
    """A page that waits for a person."""
    who = _("Page {place} of {name}").format(place=page.place, name=page.file.name)
    said = page.filings[-1].reason if page.filings else page.why
    when = _("Came in {moment}.").format(moment=show_moment(page.file.received_at))
    return DueShown(page.id, "question", who, " ".join(part for part in (said, when) if part))


def paper_row(state: PaperState) -> DueShown:
    """A paper that is out, partly back, or back and not looked at."""
    document = state.document
    printed = _("{paper}, printed {moment}").format(paper=title_of(document), moment=show_moment(document.made_at))
    late = state.words() if state.state in {PARTLY, BACK} else ""
    return DueShown(document.id, "document", whose(document), printed, late)


def short_row(state: PaperState, today: date) -> DueShown:
    """The same in the narrow column of Today, where a paper of today has its time alone."""
    row = paper_row(state)
    title = dict(KINDS).get(state.document.kind, state.document.kind)
    printed = _("{paper} printed {moment}").format(paper=title, moment=show_moment(state.document.made_at, today))
    return DueShown(row.key, row.icon, row.who, printed, row.late)


def document_row(document: StoredDocument) -> DueShown:
    """A paper that a page may be of."""
    printed = _("{paper}, printed {moment}").format(paper=title_of(document), moment=show_moment(document.made_at))
    return DueShown(document.id, "document", whose(document), printed)


def _by_document(one: Told) -> str:
    return one.document.number if one.document is not None else ""


def _filed(pages: list[Told]) -> str:
    document = pages[0].document
    assert document is not None
    numbers = tuple(sorted({one.page for one in pages if one.page is not None}))
    words = ngettext("page {pages} filed", "pages {pages} filed", len(numbers)).format(pages=listed(numbers))
    seconds = sum(one.became == AGAIN for one in pages)
    again = ngettext("{count} of them a second scan", "{count} of them second scans", seconds).format(count=seconds)
    said = f"{words}, {again}" if seconds else words
    return _("{who}, {paper}: {said}.").format(who=whose(document), paper=title_of(document), said=said)
