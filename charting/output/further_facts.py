"""What only some papers of a visit say: the labels of blood and PRP, and the report of a whole course."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of a course in words; empty where it is not recorded or cannot be worked out."""

    number: str
    day: date
    deepest_mm: str
    passes: str
    prp_ml: str
    platelets: str
    ratio: str
    share_pct: str
    pain: str
    reaction: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What was measured on one day of a course: the counts in hairs per cm², the shaft in µm, both as decimals."""

    day: date
    all_hairs: Decimal | None
    terminal: Decimal | None
    shaft_um: Decimal | None
    scale: str
    score: str
    blinded: bool | None
    satisfaction: str
    improvement_pct: str
    site: str
    how: str


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph of a pair: its day, how it was taken in words, and the JPEG as it is kept."""

    day: date
    taken: str
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShotPair:
    """One view at its first and at its latest visit. `unlike` says what differs, `unknown` what nobody knows."""

    view: str
    first: Shot
    last: Shot
    unlike: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoursePhotos:
    """The photographs of a report: `agreed` says to which uses the patient agreed, `why_none` why there is no pair,
    `left_out` which photographs of the course are not printed, and why; in words, else empty."""

    pairs: tuple[ShotPair, ...] = ()
    agreed: str = ""
    why_none: str = ""
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A whole course in words: its sessions in their order, its measurements, what was decided.

    `platelets_known` counts the sessions whose platelet dose is known, `sum_*` add up what is recorded.
    """

    label: str
    started: str
    diagnosis: str
    sessions: tuple[SessionRow, ...]
    measures: tuple[MeasureRow, ...]
    therapies: tuple[str, ...]
    planned: str
    sum_passes: str
    sum_prp_ml: str
    sum_platelets: str
    platelets_known: int
    decision: str
    decided_on: str
    reason: str
    until: str
    unsigned: int
    photos: CoursePhotos = field(default_factory=CoursePhotos)


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """What the labels of blood and PRP say beside name and number; in words, empty where it has not happened yet."""

    born: str
    batch: str
    anticoagulant: str
    prp_ml: str
    drawn_at: str
    drawn_by: str
    ready_at: str
    use_before: str


@dataclass(frozen=True, slots=True)
class LabelWish:
    """How labels are wanted: how many of each, and the first free place of the sheet, counted from 1.

    `right_mm` and `down_mm` shift the print on a sheet, for the printer; `crosses` mark the corners on plain paper.
    """

    tubes: int = 4
    syringes: int = 3
    first_place: int = 1
    right_mm: Decimal = Decimal(0)
    down_mm: Decimal = Decimal(0)
    crosses: bool = False
