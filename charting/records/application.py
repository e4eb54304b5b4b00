"""PRP application: whose syringe, which way, where and how much (clinical.md 7)."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from charting.choices import Choices
from charting.context import Context
from charting.fields import TO_SIGN, Lines, field, lines
from charting.kinds import Moment, Number, OneOf, Text, YesNo
from charting.ranges import at_least, at_most, between, over
from charting.records.application_checks import APPLICATION_CHECKS
from charting.records.application_results import application_results
from charting.records.applied_zone import AppliedZone
from charting.records.base import Sheet
from charting.results import Result
from charting.units import CELSIUS, CM, GAUGE, GRADE, MINUTES, ML, MM

ROUTES = Choices(
    "route",
    ("intradermal", "Intradermal"),
    ("subdermal", "Subdermal"),
    ("intradermal_plus_mn", "Intradermal and needling"),
    ("topical_before_mn", "On the skin before needling"),
    ("topical_during_mn", "On the skin during needling"),
    ("topical_after_mn", "On the skin after needling"),
)
INJECTED = frozenset({"intradermal", "subdermal", "intradermal_plus_mn"})
SEQUENCES = Choices(
    "sequence",
    ("prp_then_mn", "PRP first"),
    ("mn_then_prp", "Needling first"),
    ("alternate", "Alternate"),
)
TECHNIQUES = Choices(
    "prp_technique",
    ("nappage", "Nappage"),
    ("serial_point", "Serial points"),
    ("linear_retrograde", "Linear, retrograde"),
    ("mesogun", "Mesogun"),
)


def _injected(sheet: Any) -> bool:
    return sheet.route in INJECTED


def _topical(sheet: Any) -> bool:
    return sheet.route is not None and sheet.route not in INJECTED


class Application(Sheet):
    """PRP given to one patient at one visit."""

    __tablename__ = "prp_application"
    title: ClassVar[str] = "PRP application"
    begins: ClassVar[frozenset[str]] = frozenset({"injection_start_at"})

    timeout_name_confirmed: Mapped[bool | None] = field(
        YesNo("Name, said by the patient", required=TO_SIGN, source="S73")
    )
    timeout_dob_confirmed: Mapped[bool | None] = field(
        YesNo("Birth date, said by the patient", required=TO_SIGN, source="S73")
    )
    syringe_label_matches: Mapped[bool | None] = field(YesNo("Syringe label matches", required=TO_SIGN, source="S73"))
    chart_matches: Mapped[bool | None] = field(YesNo("Chart matches", required=TO_SIGN, source="S73"))
    timeout_at: Mapped[datetime | None] = field(Moment("Time-out at", required=TO_SIGN))
    timeout_by: Mapped[str | None] = field(Text("Time-out by", suggest="staff", required=TO_SIGN))

    route: Mapped[str | None] = field(OneOf("Route", choices=ROUTES, required=TO_SIGN, carried=True, house=True))
    sequence: Mapped[str | None] = field(OneOf("Order", choices=SEQUENCES, carried=True, house=True))
    injection_start_at: Mapped[datetime | None] = field(Moment("First given at", required=TO_SIGN))
    applied_by: Mapped[str | None] = field(Text("Given by", suggest="staff", required=TO_SIGN))
    technique: Mapped[str | None] = field(OneOf("Technique", choices=TECHNIQUES, carried=True, house=True))
    needle_gauge: Mapped[Decimal | None] = field(
        Number(
            "Needle",
            unit=GAUGE,
            soft=between(27, 32),
            hard=at_least(23),
            help="30 to 32, also 27.",
            carried=True,
            house=True,
        )
    )
    needle_length_mm: Mapped[Decimal | None] = field(
        Number("Needle length", unit=MM, places=1, soft=between(4, 13), hard=over(0), carried=True, house=True)
    )
    depth_mm: Mapped[Decimal | None] = field(
        Number(
            "Depth",
            unit=MM,
            places=2,
            soft=between(1, 4),
            hard=over(0, to=6),
            help="Intradermal 1 to 2, subdermal 2.5 to 4.",
            carried=True,
        )
    )

    total_injected_ml: Mapped[Decimal | None] = field(
        Number(
            "Injected",
            unit=ML,
            places=2,
            soft=between(3, 8),
            hard=over(0, to=15),
            required=_injected,
            source="S20",
            help="Usual 5 to 7 mL.",
        )
    )
    topical_ml: Mapped[Decimal | None] = field(
        Number(
            "On the skin",
            unit=ML,
            places=2,
            soft=between("0.5", 5),
            hard=over(0, to=10),
            required=_topical,
            help="Left on, not washed off.",
        )
    )
    ml_per_point: Mapped[Decimal | None] = field(
        Number("At each point", unit=ML, places=3, soft=between("0.05", "0.2"), hard=over(0, to="0.5"), carried=True)
    )
    number_of_points: Mapped[Decimal | None] = field(Number("Points", hard=at_least(1)))
    point_spacing_cm: Mapped[Decimal | None] = field(
        Number(
            "Spacing",
            unit=CM,
            places=2,
            soft=between("0.5", "1.5"),
            hard=between("0.2", 5),
            help="1 cm is usual.",
            carried=True,
        )
    )
    zones: Mapped[list[AppliedZone]] = lines(
        Lines("Zones", row="Zone", required=TO_SIGN), "AppliedZone", "AppliedZone.position"
    )

    injectate_temperature_c: Mapped[Decimal | None] = field(Number("PRP temperature", unit=CELSIUS, places=1))
    massage_min: Mapped[Decimal | None] = field(
        Number("Massage", unit=MINUTES, places=1, hard=at_least(0), help="Avoid force.")
    )
    pain_nrs_prp: Mapped[Decimal | None] = field(
        Number("Pain", unit=GRADE, soft=at_most(6), hard=between(0, 10), help="Cold air and vibration help.")
    )
    immediate_reaction: Mapped[str | None] = field(
        Text("Reaction at once", lines=2, longest=1000, help="Graded on the post-procedure sheet.")
    )

    checks: ClassVar = APPLICATION_CHECKS

    def worked_out(self, context: Context) -> list[Result]:
        """Areas, volumes, mL and platelets per cm², times, days since the last PRP."""
        return application_results(self)
