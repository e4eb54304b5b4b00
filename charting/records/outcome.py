"""Outcome: hairs counted in a target area, pull tests, ratings by clinician and patient (clinical.md 1.3, 1.4)."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from charting.choices import Choices
from charting.context import Context
from charting.fields import Lines, field, lines
from charting.kinds import Day, Number, OneOf, Text, YesNo
from charting.ranges import at_least, between, over
from charting.records import outcome_checks as rules
from charting.records.base import Sheet
from charting.records.outcome_results import outcome_results
from charting.records.pull_test import PULL_RULES, PullTest
from charting.records.scales import BASP_BASIC
from charting.records.zones import ZONES
from charting.results import Result
from charting.units import CM2, HAIRS, HOURS, MM, PER_CM2, PERCENT, UM, EntryUnit

SQUARE_INCHES = EntryUnit(("in²", "sq in"), "6.4516")
MILLIMETRES = EntryUnit(("mm",), "1000")
SITE_MARKERS = Choices(
    "site_marker",
    ("tattoo_dot", "Tattoo dot"),
    ("measured_coordinates", "Measured coordinates"),
    ("template", "Template"),
    ("photo_landmarks", "Landmarks on a photograph"),
    ("none", "None"),
)
GLOBAL_SCORES = Choices(
    "global_photographic_assessment",
    ("-3", "−3 greatly decreased"),
    ("-2", "−2 moderately decreased"),
    ("-1", "−1 slightly decreased"),
    ("0", "0 no change"),
    ("+1", "+1 slightly increased"),
    ("+2", "+2 moderately increased"),
    ("+3", "+3 greatly increased"),
)
SATISFACTION = Choices(
    "satisfaction",
    ("1", "Very dissatisfied"),
    ("2", "Dissatisfied"),
    ("3", "Neither"),
    ("4", "Satisfied"),
    ("5", "Very satisfied"),
)
BASP_BASICS = Choices("basp_basic", *((code, code) for code in BASP_BASIC))
BASP_FRONTALS = Choices("basp_frontal", ("none", "None"), *((code, code) for code in ("F1", "F2", "F3")))
BASP_VERTICES = Choices("basp_vertex", ("none", "None"), *((code, code) for code in ("V1", "V2", "V3")))


def _counted(outcome: Any) -> bool:
    counts = (outcome.hair_count_raw, outcome.terminal_count, outcome.vellus_count)
    return any(count is not None for count in counts)


def _rated(outcome: Any) -> bool:
    return outcome.gpa_score is not None


class Outcome(Sheet):
    """What can be compared with the visits before and after."""

    __tablename__ = "outcome"
    title: ClassVar[str] = "Outcome measures"
    checks: ClassVar = rules.CHECKS

    target_site: Mapped[str | None] = field(OneOf("Target site", choices=ZONES, required=_counted))
    distance_from_nose_tip_mm: Mapped[Decimal | None] = field(
        Number("From the tip of the nose", unit=MM, places=1, hard=at_least(0))
    )
    from_midline_mm: Mapped[Decimal | None] = field(
        Number("From the midline", unit=MM, places=1, hard=at_least(0), help="write the side under Site note")
    )
    site_note: Mapped[str | None] = field(Text("Site note", longest=200, free=True))
    site_marker: Mapped[str | None] = field(
        OneOf("Site marked by", choices=SITE_MARKERS, warns={"none": "not comparable"}, source="S01")
    )
    hair_clip_length_mm: Mapped[Decimal | None] = field(
        Number("Hair clipped to", unit=MM, places=1, hard=at_least(0), source="S01", help="about 1 mm")
    )
    measurement_device: Mapped[str | None] = field(Text("Device", longest=120))
    magnification: Mapped[str | None] = field(Text("Magnification", longest=60))
    software: Mapped[str | None] = field(Text("Software", longest=120))

    count_area_cm2: Mapped[Decimal | None] = field(
        Number(
            "Area counted",
            unit=CM2,
            places=4,
            soft=between("0.5", 2),
            hard=over(0, to=10),
            also=(SQUARE_INCHES,),
            required=lambda outcome: outcome.hair_count_raw is not None,
            source="S04",
        )
    )
    hair_count_raw: Mapped[Decimal | None] = field(
        Number("Hair count", unit=HAIRS, hard=between(0, 2000), source="1.4")
    )
    terminal_count: Mapped[Decimal | None] = field(Number("Terminal", unit=HAIRS, hard=between(0, 2000), source="K"))
    vellus_count: Mapped[Decimal | None] = field(Number("Vellus", unit=HAIRS, hard=between(0, 2000), source="K"))
    terminal_threshold_um: Mapped[Decimal | None] = field(
        Number(
            "Terminal from",
            unit=UM,
            places=1,
            hard=over(0),
            required=lambda outcome: outcome.terminal_count is not None,
            source="K",
            help="60 µm by definition; much software uses 40 µm",
        )
    )
    mean_shaft_um: Mapped[Decimal | None] = field(
        Number(
            "Mean shaft",
            unit=UM,
            places=1,
            soft=between(40, 100),
            hard=between(5, 200),
            also=(MILLIMETRES,),
            source="S16",
        )
    )
    diameter_diversity_pct: Mapped[Decimal | None] = field(
        Number("Diameter diversity", unit=PERCENT, places=1, hard=between(0, 100), source="K")
    )
    anagen_pct: Mapped[Decimal | None] = field(
        Number("Anagen", unit=PERCENT, places=1, soft=between(60, 95), hard=between(0, 100), source="K")
    )
    units_per_cm2: Mapped[Decimal | None] = field(
        Number("Follicular units", unit=PER_CM2, places=1, hard=at_least(0), source="K")
    )
    hairs_per_unit: Mapped[Decimal | None] = field(
        Number("Hairs per unit", places=2, soft=between("1.0", "3.0"), hard=between("0.5", 5), source="K")
    )
    part_width_mm: Mapped[Decimal | None] = field(
        Number("Part width", unit=MM, places=1, hard=between(0, 100), source="D")
    )

    pull_tests: Mapped[list[PullTest]] = lines(Lines("Pull tests", row="Pull test"), "PullTest", "PullTest.position")
    pull_test_rule: Mapped[str | None] = field(OneOf("Rule of the pull test", choices=PULL_RULES))
    last_hair_wash_hours: Mapped[Decimal | None] = field(
        Number("Since the last wash", unit=HOURS, places=1, hard=at_least(0))
    )

    gpa_score: Mapped[str | None] = field(OneOf("Against the baseline photograph", choices=GLOBAL_SCORES, source="S01"))
    gpa_compared_with: Mapped[date | None] = field(Day("Photograph of", past=True))
    gpa_rater: Mapped[str | None] = field(Text("Rater", suggest="staff", longest=120, required=_rated))
    gpa_rater_blinded: Mapped[bool | None] = field(YesNo("Rater blinded", required=_rated))
    basp_basic: Mapped[str | None] = field(OneOf("BASP basic", choices=BASP_BASICS))
    basp_frontal: Mapped[str | None] = field(OneOf("BASP frontal", choices=BASP_FRONTALS))
    basp_vertex: Mapped[str | None] = field(OneOf("BASP vertex", choices=BASP_VERTICES))

    pct_improvement: Mapped[Decimal | None] = field(
        Number("Improvement", unit=PERCENT, hard=between(0, 100), source="S01", help="as the patient sees it")
    )
    satisfaction: Mapped[str | None] = field(OneOf("Satisfaction", choices=SATISFACTION))
    dlqi: Mapped[Decimal | None] = field(Number("DLQI", hard=between(0, 30), help="0 to 30"))
    note: Mapped[str | None] = field(Text("Note", lines=4, longest=4000))

    def worked_out(self, context: Context) -> list[Result]:
        """Density, terminal to vellus, pull tests, the BASP type."""
        return outcome_results(self)
