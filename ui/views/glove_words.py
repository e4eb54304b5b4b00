"""Figures above the step in glove mode: the clocks that run, the share of the anaesthetic, the PRP that is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from charting.records.clocks import NEAR, OVER, Clock
from charting.records.glove_giving import left_ml
from charting.records.glove_page import Page
from charting.records.glove_steps import takes_zones
from charting.records.prp_numbers import prepared_ml
from charting.records.visit import Visit, context_of
from charting.records.zone_map import ZoneFigures, applied_figures, needled_figures
from charting.results import show_decimal
from charting.words import _
from ui.parts.scalp_shown import DONE, PLANNED, ZoneShown
from ui.views.clock_words import by_need, figures_of, icon_of, line_of
from ui.views.ledger_words import ledger_shown

MOST_CLOCKS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the strip: icon, number, and a line of words. `amber` where it is due."""

    icon: str
    number: str
    words: str
    amber: bool = False

    @property
    def spoken(self) -> str:
        """Number and words in one sentence."""
        return f"{self.words}: {self.number}"


def clock_figures(clocks: Sequence[Clock], now: datetime) -> list[Figure]:
    """The running clocks, those that need somebody first."""
    found = []
    for clock in by_need(clocks, now)[:MOST_CLOCKS]:
        due = clock.state(now) in {NEAR, OVER}
        words = _("{clock}, {until}").format(clock=clock.title, until=line_of(clock, now))
        found.append(Figure(icon_of(clock), figures_of(clock, now), words, due))
    return found


def amount_figures(visit: Visit, now: datetime) -> list[Figure]:
    """The anaesthetic as a share of its limit, and the PRP that is left, where there is any."""
    found = []
    sheet = visit.anaesthesia
    if sheet is not None and (sheet.doses or sheet.topicals):
        shown = ledger_shown(sheet, context_of(visit, now))
        if shown.off:
            found.append(Figure("triangle", "—", _("calculators are off"), True))
        else:
            room = _("anaesthetic, {room} left").format(room=shown.room) if shown.room else _("anaesthetic")
            found.append(Figure("syringe", shown.total or "—", room, shown.over))
    left = left_ml(visit.application) if visit.application is not None else None
    prepared = prepared_ml(visit.prp)
    if left is not None and prepared is not None:
        number = _("{ml} mL").format(ml=show_decimal(left))
        words = _("PRP left of {prepared} mL").format(prepared=show_decimal(prepared))
        found.append(Figure("drop", number, words, left < 0))
    return found


def zones_shown(visit: Visit, page: Page, at: str) -> dict[str, ZoneShown]:
    """The zones of the sheet in hand for the map: depth or mL where done, and which is next."""
    giving = takes_zones(at) == "applied"
    if giving and visit.application is not None:
        figures = applied_figures(visit.application.zones)
    else:
        rows = visit.needling.zones if visit.needling is not None else []
        depths = {row.zone: f"{row.depth_mm:.2f}" for row in rows if row.depth_mm is not None}
        figures = {code: replace(f, figure=depths.get(code, "")) for code, f in needled_figures(rows).items()}
    order = list(figures)
    here = order.index(page.zone) if page.zone in order else -1
    following = next((code for code in order[here + 1 :] if not figures[code].done), "") if page.zone else ""
    return {code: _shown(found, code == page.zone, code == following) for code, found in figures.items()}


def _shown(found: ZoneFigures, here: bool, following: bool) -> ZoneShown:
    if found.done or here:
        return ZoneShown(DONE if found.done else PLANNED, found.figure, "", found.words)
    return ZoneShown(PLANNED, "", _("next") if following else _("planned"), found.words)
