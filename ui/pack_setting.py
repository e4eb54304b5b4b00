"""Setting the papers of a pack on a worker: what they are made of is read at once, their pages are laid meanwhile."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from charting.actions.paper_keys import paper_key
from charting.actions.papers import Finished
from charting.output.documents import file_name, gather, number_of
from charting.output.paper_languages import paper_for
from charting.output.sealed import build_sealed
from charting.records.visit import Visit
from ui.chart_model import ChartModel
from ui.pages import ONE_AT_A_TIME, page_count

Pack = list[tuple[Finished, str, str]]
"""Papers with the names of their files and the languages they are set in."""


@dataclass(eq=False, slots=True)
class Errand:
    """A pack under way: of which visit, for whom it is done, and what follows on the window's own thread.

    `agreed` was arranged beforehand, so it goes on whichever screen is in view; another is dropped when its visit is
    left. `ended` is set once `pack` or `fault` is there, so that closing the window can wait for it.
    """

    visit: Visit
    by: str
    then: Callable[["Errand", Pack], None]
    agreed: bool = False
    pack: Pack | None = None
    fault: Exception | None = None
    settled: bool = False
    ended: threading.Event = field(default_factory=threading.Event)


def setting_of(
    model: ChartModel, errand: Errand, kinds: Sequence[str], first: Callable[[], None] = lambda: None
) -> Callable[[], Pack]:
    """Read what the papers need, and return what lays them on any thread. Raises Known.

    `first` runs before them, on that thread, and may raise Known.
    """
    chart, now = model.chart, model.now()
    key = paper_key(chart, now)
    paper = gather(errand.visit, chart.clinic(), now, errand.by, chart.seal())

    def lay() -> Pack:
        made = []
        for kind in kinds:
            with ONE_AT_A_TIME:
                pdf = build_sealed(kind, paper, key, now)
            finished = Finished(kind, pdf, page_count(pdf), number_of(kind, paper), paper.seal)
            made.append((finished, file_name(kind, paper), paper_for(kind, paper).language))
        return made

    def lay_pack() -> Pack:
        try:
            first()
            errand.pack = lay()
        except Exception as fault:
            # whatever it is: who closes the window waits for `ended` and asks here; it goes on as it is
            errand.fault = fault
            raise
        finally:
            errand.ended.set()
        return errand.pack

    return lay_pack
