"""For gloved hands, a zone that is done: put right what was tapped, take it up again, or cross it out."""

from dataclasses import replace

from charting.dates import show_time
from charting.records.applied_zone import AppliedZone
from charting.records.glove_page import (
    EMERGENCY,
    ENTER,
    LEAVE,
    NEXT,
    Answer,
    Crossed,
    Now,
    Page,
    Press,
    Write,
    asking,
    in_line,
)
from charting.records.needled_zone import ENDPOINTS, NOT_NEEDLED, NeedledZone, was_left
from charting.records.needling_results import zone_title
from charting.words import _

_HINTS = ("7", "8", "9", "1", "2", "3")


def done_zone_page(key: str, zone: NeedledZone, page: Page) -> Page:
    """The page of the zone with its dials; its endpoint stands, so that no slip ends the zone once more."""
    times = "–".join(show_time(moment) for moment in (zone.start_at, zone.end_at) if moment is not None)
    on = Press(f"{key}.on", _("Go on"), _("as it stands"), ENTER, goes=NEXT, filled=True)
    done = ENDPOINTS.label(zone.endpoint or "")
    if was_left(zone):
        page = replace(page, dials=())
    else:
        done = _("Done: {endpoint}").format(endpoint=done)
    return replace(
        page,
        detail=in_line(done, times),
        presses=(crossed(key, zone, _("Not needled: cross out")), on),
        more=_more(key, zone, page),
    )


def crossed(key: str, zone: NeedledZone | AppliedZone, words: str) -> Press:
    """Takes a zone out once somebody has said yes, as its sheet does: the history keeps it, Undo brings it back."""
    name = zone_title(zone.zone)
    did = _("{zone} crossed out").format(zone=name)
    press = Press(f"{key}.cross", words, "", "0", (Crossed(zone.parent, "zones", zone),), NEXT, did)
    why = _("It goes out of the record of this visit; the history keeps what was written.")
    return asking(press, _("Cross out {zone}?").format(zone=name), why, _("Yes, cross it out"), _("Back"))


def _more(key: str, zone: NeedledZone, page: Page) -> Page:
    rows = zone.parent.zones
    at = rows.index(zone)
    presses = [_again(key, zone)]
    if not was_left(zone):
        presses.insert(0, Press("more.endpoint", _("Another endpoint"), hint="0", ask=_endpoints(key, zone, page)))
    for words, hint, other in ((_("Previous zone"), "7", at - 1), (_("Next zone"), "9", at + 1)):
        if 0 <= other < len(rows):
            name = zone_title(rows[other].zone)
            presses.append(Press(f"more.{hint}", words, name, hint, goes=f"zone:{rows[other].id}"))
    presses += [
        Press("emergency", _("Emergency"), hint="3", goes=EMERGENCY),
        Press("leave", _("Leave glove mode"), _("back to the session"), "6", goes=LEAVE),
    ]
    return Page(f"{key}.more", _("{zone}: more").format(zone=page.title), presses=tuple(presses), zone=page.zone)


def _endpoints(key: str, zone: NeedledZone, page: Page) -> Page:
    presses = []
    reached = [choice for choice in ENDPOINTS.offered() if choice.code != NOT_NEEDLED]
    for choice, hint in zip(reached, _HINTS, strict=True):
        label = ENDPOINTS.label(choice.code)
        did = _("{zone}: {endpoint}").format(zone=page.title, endpoint=label)
        write = Answer(zone, "endpoint", choice.code)
        presses.append(Press(f"{key}.is.{choice.code}", label, hint=hint, writes=(write,), did=did))
    title = _("Endpoint of {zone}").format(zone=page.title)
    return Page(f"{key}.endpoints", title, page.detail, presses=tuple(presses), zone=page.zone)


def _again(key: str, zone: NeedledZone) -> Press:
    """Tapped as done too early: the zone goes on, not the next one, and so does a needling that had ended with it."""
    sheet = zone.parent
    writes: list[Write] = [Answer(zone, "endpoint", None), Answer(zone, "end_at", None)]
    others = (row for row in sheet.zones if row is not zone and row.endpoint is None and row.end_at is None)
    writes += [Answer(row, "start_at", None) for row in others if row.start_at is not None]
    if sheet.end_at is not None:
        writes.append(Answer(sheet, "end_at", None))
        if sheet.visit is not None and sheet.visit.ended_at is not None:
            writes.append(Answer(sheet.visit, "ended_at", None))
    if zone.start_at is None:
        writes.append(Now(zone, "start_at"))
    did = _("{zone} goes on").format(zone=zone_title(zone.zone))
    return Press(f"{key}.again", _("Not done yet"), _("go on needling it"), "1", tuple(writes), did=did)
