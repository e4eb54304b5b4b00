"""What a scalp map is handed: the state and the numbers of each zone and of each nerve point, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from charting.catalogue_scalp import ScalpMap as Catalogue

PLANNED, DONE = "planned", "done"


@dataclass(frozen=True, slots=True)
class ZoneShown:
    """A worked zone: `figure` is its number, `unit` follows it where there is room, `detail` is the second line.

    `state` is `planned` or `done`; `words` are its numbers for a screen reader.
    """

    state: str
    figure: str
    detail: str
    words: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PointShown:
    """A dose at a nerve: its number, and its words for a screen reader."""

    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """One zone as painted. `code` is the zone the number belongs to, a composite shares one number among its parts."""

    code: str
    shown: ZoneShown
    numbered: bool


def parts_shown(catalogue: Catalogue, zones: Mapping[str, ZoneShown]) -> dict[str, Part]:
    """What each zone of the drawing shows: its own numbers, or the state of a composite it belongs to."""
    spread = catalogue.spread(zones)
    return {part: Part(code, zones[code], numbered) for part, (code, numbered) in spread.items()}
