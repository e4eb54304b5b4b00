"""The papers of a visit's pack in rows: which went out and when, to whom, and which are still to come back."""

from charting.actions.print_jobs import handed_out, handed_words
from charting.actions.scan_states import GIVEN_OUT, papers_of, title_of
from charting.actions.today import is_final, pack_of
from charting.dates import show_moment
from charting.output.documents import KINDS
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.views.pack_card import OtherPaper, PackPaper


def pack_rows(model: ChartModel, visit: Visit) -> list[PackPaper]:
    """One row for each paper a patient leaves with after such a visit."""
    titles, today = dict(KINDS), model.now().date()
    final = [one for one in visit.documents if is_final(one.kind, one.made_at, visit.signed_at)]
    last = {document.kind: document.made_at for document in final}
    states = papers_of(model.chart, visit)
    waits = {state.document.kind: state.words() for state in reversed(states) if state.waits}
    given = {one.document.kind: one for one in reversed(handed_out(model.chart, visit)) if one.document in final}
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


def other_rows(model: ChartModel, visit: Visit) -> list[OtherPaper]:
    """What is in no pack and was to be signed by hand or came back, as the blank consent: how far each has come."""
    pack = pack_of(visit)
    states = [state for state in papers_of(model.chart, visit) if state.state != GIVEN_OUT]
    return [
        OtherPaper(f"{title_of(state.document)}: {state.words()}", state.waits)
        for state in reversed(states)
        if state.document.kind not in pack
    ]
