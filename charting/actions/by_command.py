"""Coming in by command: the same passwords and the same roles as in the window, without opening the clinic."""

from pathlib import Path

from charting.actions.roles import require
from charting.records.clinic import Practitioner
from charting.store.backup import Source
from charting.store.files import CHART, KEYS
from charting.store.inspection import looking
from charting.store.key_ring import open_ring
from charting.store.wrapping import WrongPassword


def source_for(folder: Path, password: str, who: str | None, deed: str) -> Source:
    """The clinic in `folder` for a deed of DEEDS. `who` is an id or a name; without it everybody's password is tried.

    Raises WrongPassword, also for somebody who left, DamagedKeys, NotAChart, and NotAllowed for a role without it.
    """
    source, person = entered_for(folder, password, who)
    if person is not None:
        require(person, deed)
    return source


def entered_for(folder: Path, password: str, who: str | None) -> tuple[Source, Practitioner | None]:
    """The clinic in `folder` and whose password was given; nobody in a file from before there were accounts.

    Raises WrongPassword, also for somebody who left, DamagedKeys and NotAChart.
    """
    entered = open_ring(folder / KEYS).unwrap(who, password)
    source = Source(folder, entered.key)
    return source, _person(source, entered.slot_id) if entered.slot_id else None


def _person(source: Source, slot_id: str) -> Practitioner | None:
    with looking(source.folder / CHART, source.key) as chart:
        if "left_on" not in {row[1] for row in chart.execute("PRAGMA table_info(practitioner)")}:
            return None
        query = "SELECT owner, role, name FROM practitioner WHERE id = ? AND left_on IS NULL"
        found = chart.execute(query, [slot_id]).fetchone()
    if found is None:
        raise WrongPassword
    owner, role, name = found
    return Practitioner(owner=owner, role=role, name=name)
