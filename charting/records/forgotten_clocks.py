"""Clocks that somebody forgot to end: a later step has begun and an earlier clock still runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from charting.records.clocks import Clock
from charting.records.visit import Visit
from charting.words import _


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A clock that still runs, the later step in words, and when that step was."""

    clock: Clock
    step: str
    at: datetime


def forgotten_of(visit: Visit, clocks: Sequence[Clock]) -> list[Forgotten]:
    """The clocks of a visit that run on after a later step, each with the earliest such step."""
    found = []
    for clock in clocks:
        if clock.running and clock.started is not None:
            steps = [(at, words) for words, at in _later(visit, clock, clocks) if at is not None and at > clock.started]
            if steps:
                at, words = min(steps)
                found.append(Forgotten(clock, words, at))
    return found


def _later(visit: Visit, clock: Clock, clocks: Sequence[Clock]) -> Iterator[tuple[str, datetime | None]]:
    needling, prp, given, after = visit.needling, visit.prp, visit.application, visit.after
    if clock.kind in {"topical", "block"}:
        yield _("needling began"), needling.start_at if needling is not None else None
    if clock.kind == "spin":
        yield _("the PRP was ready"), prp.prp_ready_at if prp is not None else None
        yield from _next_of_its_kind(clock, clocks)
    if clock.kind == "zone":
        yield _("needling ended"), needling.end_at if needling is not None else None
        yield from _next_of_its_kind(clock, clocks)
    if clock.kind == "draw":
        yield _("PRP was given"), given.injection_start_at if given is not None else None
    if clock.kind != "observation":
        yield _("the patient left"), after.left_at if after is not None else None


def _next_of_its_kind(clock: Clock, clocks: Sequence[Clock]) -> Iterator[tuple[str, datetime | None]]:
    for other in clocks:
        if other.kind == clock.kind and other.key != clock.key:
            yield _("{title} began").format(title=other.title), other.started
