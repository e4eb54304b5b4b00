"""How often something went wrong: adverse events per 100 sessions by depth, device and lot (clinical.md 8.2).

Sessions without an event count as well, and what nobody recorded has a group of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.words import _, ngettext

BANDS_MM = (Decimal("0.5"), Decimal("1.0"), Decimal("1.5"), Decimal("2.0"))


@dataclass(frozen=True, slots=True)
class Treated:
    """One treatment session: deepest depth in mm, device, lots of cartridge, kit and drugs; None is not recorded."""

    session: str
    depth_mm: Decimal | None
    device: str | None
    lots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One adverse event of a session, with its CTCAE grade if known."""

    session: str
    grade: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Events of one group. `per_100` are events per 100 sessions; `affected` counts sessions with any event."""

    group: str
    sessions: int
    events: int
    affected: int
    severe: int

    @property
    def per_100(self) -> Decimal:
        """Events for each 100 sessions of this group, unrounded; several events of one session all count."""
        return Decimal(100 * self.events) / self.sessions

    def words(self) -> str:
        """The rate with the numbers it comes from: few sessions make it mean little."""
        words = ngettext(
            "{rate} per 100 ({events} in {sessions} session)",
            "{rate} per 100 ({events} in {sessions} sessions)",
            self.sessions,
        )
        return words.format(rate=show_decimal(self.per_100, 1), events=self.events, sessions=self.sessions)


def depth_band(depth_mm: Decimal | None) -> str:
    """The band of a depth in mm, its upper bound included; the bands are a decision, in steps of 0.5 mm."""
    if depth_mm is None:
        return _("not recorded")
    low: Decimal | None = None
    for high in BANDS_MM:
        if depth_mm <= high:
            if low is None:
                return _("up to {high} mm").format(high=show_decimal(high))
            return _("above {low} to {high} mm").format(low=show_decimal(low), high=show_decimal(high))
        low = high
    return _("above {low} mm").format(low=show_decimal(BANDS_MM[-1]))


def by_depth(sessions: Iterable[Treated], events: Iterable[Happened]) -> tuple[Rate, ...]:
    """Rates by depth band, shallow first, not recorded last. Raises ValueError as `rates`."""
    known = sorted(sessions, key=lambda s: (s.depth_mm is None, s.depth_mm or Decimal(0)))
    return rates(known, events, lambda s: (depth_band(s.depth_mm),))


def by_device(sessions: Iterable[Treated], events: Iterable[Happened]) -> tuple[Rate, ...]:
    """Rates by device, in alphabetical order. Raises ValueError as `rates`."""
    known = sorted(sessions, key=lambda s: (s.device is None, (s.device or "").casefold()))
    return rates(known, events, lambda s: (s.device or _("not recorded"),))


def by_lot(sessions: Iterable[Treated], events: Iterable[Happened]) -> tuple[Rate, ...]:
    """Rates by lot; a session counts once for each of its lots. Raises ValueError as `rates`."""
    found = rates(sessions, events, lambda s: tuple(dict.fromkeys(s.lots)) or (_("not recorded"),))
    return tuple(sorted(found, key=lambda rate: (rate.group == _("not recorded"), rate.group)))


def rates(
    sessions: Iterable[Treated], events: Iterable[Happened], groups: Callable[[Treated], tuple[str, ...]]
) -> tuple[Rate, ...]:
    """One rate for each group, in the order first met. Voided sessions and events are left out by the caller.

    Raises ValueError for a session that stands twice, and for an event of a session that is not among them: its
    rate would be too low or too high without anybody noticing.
    """
    members: dict[str, list[Treated]] = defaultdict(list)
    known: set[str] = set()
    for session in sessions:
        if session.session in known:
            raise ValueError("a session stands twice")
        known.add(session.session)
        for group in groups(session):
            members[group].append(session)
    grades: dict[str, list[int | None]] = defaultdict(list)
    for event in events:
        if event.session not in known:
            raise ValueError("an event of a session that is not counted")
        grades[event.session].append(event.grade)
    return tuple(_rate(group, [grades.get(s.session, []) for s in found]) for group, found in members.items())


def _rate(group: str, grades: list[list[int | None]]) -> Rate:
    each = [grade for of_session in grades for grade in of_session]
    severe = sum(grade is not None and grade >= 3 for grade in each)
    return Rate(group, len(grades), len(each), sum(bool(of_session) for of_session in grades), severe)
