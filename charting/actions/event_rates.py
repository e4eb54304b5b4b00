"""How often adverse events happened in this clinic, by depth, device and lot, counted from the signed visits (8.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from charting.records.needled_zone import needled_zones
from charting.records.visit import Visit
from charting.rules.areas import deepest
from charting.rules.event_rates import Happened, Rate, Treated, by_depth, by_device, by_lot
from charting.store.chart_session import ChartSession
from charting.words import _


@dataclass(frozen=True, slots=True)
class EventRates:
    """Rates per 100 sessions in three tables. `unplaced` counts events of patients without any session before."""

    sessions: int
    events: int
    by_depth: tuple[Rate, ...]
    by_device: tuple[Rate, ...]
    by_lot: tuple[Rate, ...]
    unplaced: int


def rates(chart: ChartSession) -> EventRates:
    """The rates over all signed treatments of the file.

    An event told at a review belongs to the patient's last treatment that was begun before it.
    """
    with chart.orm.no_autoflush:
        signed = chart.orm.scalars(sa.select(Visit).where(Visit.signed_at.is_not(None)).order_by(Visit.opened_at)).all()
    signed = [visit for visit in signed if visit.in_force]
    treated = [visit for visit in signed if visit.kind != "review"]
    placed: list[Happened] = []
    unplaced = 0
    for visit in signed:
        session = _session_of(visit, treated)
        for event in visit.after.adverse_events if visit.after is not None else ():
            if session is None:
                unplaced += 1
            else:
                placed.append(Happened(session.id, None if event.grade is None else int(event.grade)))
    sessions = [Treated(v.id, _depth(v), v.needling.device_name if v.needling else None, lots_of(v)) for v in treated]
    tables = (by_depth(sessions, placed), by_device(sessions, placed), by_lot(sessions, placed))
    return EventRates(len(sessions), len(placed), *tables, unplaced)


def lots_of(visit: Visit) -> tuple[str, ...]:
    """The lots of cartridge, kit and drugs of a visit, each with what it is."""
    return tuple(dict.fromkeys(f"{what} {lot}" for what, lot in _lots(visit) if lot))


def _lots(visit: Visit) -> Iterator[tuple[str, str | None]]:
    if visit.needling is not None:
        yield _("cartridge"), visit.needling.cartridge_lot
    if visit.prp is not None:
        yield _("kit"), visit.prp.kit_lot
    if visit.anaesthesia is not None:
        for dose in visit.anaesthesia.doses:
            yield dose.agent or _("anaesthetic"), dose.lot
        for cream in visit.anaesthesia.topicals:
            yield cream.product or _("numbing cream"), cream.lot


def _depth(visit: Visit) -> Decimal | None:
    return deepest(zone.depth_mm for zone in needled_zones(visit.needling))


def _session_of(visit: Visit, treated: list[Visit]) -> Visit | None:
    if visit.kind != "review":
        return visit
    patient = visit.course.patient_id
    before = [v for v in treated if v.course.patient_id == patient and v.opened_at < visit.opened_at]
    return before[-1] if before else None
