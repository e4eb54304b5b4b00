"""For gloved hands, the end of the needling: what becomes of the zones that are not done, and leaving a zone out."""

from collections.abc import Sequence
from dataclasses import replace

from charting.records.glove_page import (
    ENTER,
    NEXT,
    Answer,
    Crossed,
    Now,
    Press,
    Write,
    asking,
    confirmed,
    ends_procedure,
)
from charting.records.needled_zone import NEEDLED_WITH, NOT_NEEDLED, NeedledZone
from charting.records.needling import Needling
from charting.records.needling_results import zone_title
from charting.words import _


def end_press(key: str, sheet: Needling, hint: str) -> Press:
    """Ends the needling; what is not done is asked about first."""
    press = Press(key, _("End needling"), "", hint, ending(sheet), NEXT, _("Needling ended"), filled=hint == ENTER)
    return asked_of_undone(press, sheet)


def ending(sheet: Needling) -> tuple[Write, ...]:
    """The needling ends, and the procedure with it where no PRP is still to be given."""
    given = sheet.visit.application if sheet.visit is not None else None
    over = given is None or given.total_injected_ml is not None or given.topical_ml is not None
    return (Now(sheet, "end_at"), *(ends_procedure(sheet.visit) if over else ()))


def asked_of_undone(press: Press, sheet: Needling) -> Press:
    """Asks what became of the zones without an endpoint: not needled, or the one in hand needled in part.

    The tap that ends a zone starts the next one, so a start says nothing of whether a needle touched it.
    """
    open_still = [zone for zone in sheet.zones if zone.endpoint is None]
    if not open_still:
        return press
    waiting = [zone for zone in open_still if zone.end_at is None]
    begun = [zone for zone in waiting if zone.start_at is not None]
    none = replace(press, writes=(*_left(waiting), *press.writes))
    title = _("Not done: {zones}").format(zones=_titles(open_still))
    why = _("Not needled: then no time, depth or pass of it stays. The history keeps what was written.")
    asked = asking(none, title, why if waiting else "", _("End, not needled") if waiting else press.words, _("Back"))
    if not begun or asked.ask is None:
        return asked
    others = [zone for zone in waiting if zone not in begun]
    ended = (*(Now(zone, "end_at") for zone in begun), *_left(others), *press.writes)
    words, detail = _("End, needled in part"), _titles(begun)
    part = replace(press, key=f"part.{press.key}", words=words, detail=detail, hint="1", writes=ended, filled=False)
    keep, back = asked.ask.presses
    return replace(asked, ask=replace(asked.ask, presses=(keep, part, back)))


def leave_out(key: str, zone: NeedledZone, following: NeedledZone | None) -> Press:
    """Takes a zone out that was planned by mistake, as its sheet does; Undo brings it back."""
    writes: list[Write] = [Crossed(zone.parent, "zones", zone)]
    if following is not None and following.start_at is None:
        writes.append(Now(following, "start_at"))
    did = _("{zone} left out").format(zone=zone_title(zone.zone))
    return Press(f"{key}.out", _("Leave this zone out"), _("not needled"), "0", tuple(writes), NEXT, did)


def _left(zones: Sequence[NeedledZone]) -> tuple[Write, ...]:
    """Each of them was not needled: it keeps its name and area, and nothing that a needle would have left."""
    writes: list[Write] = []
    for zone in zones:
        writes += [Answer(zone, name, None) for name in NEEDLED_WITH if getattr(zone, name) is not None]
        writes += [Answer(zone, "endpoint", NOT_NEEDLED), *confirmed(zone, "zone", "area_cm2")]
    return tuple(writes)


def _titles(zones: Sequence[NeedledZone]) -> str:
    return ", ".join(zone_title(zone.zone) for zone in zones)
