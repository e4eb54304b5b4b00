"""Anaesthesia of a visit: plan, doses, topicals, gas and cold, pain on the way (clinical.md 4.1, 4.9)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from charting.choices import Choices
from charting.context import Context
from charting.fields import TO_SIGN, Lines, field, lines
from charting.findings import Finding, Level
from charting.kinds import ManyOf, Moment, Number, OneOf, Text, YesNo
from charting.ranges import at_least, at_most, between, over
from charting.records.anaesthesia_checks import ledger_findings
from charting.records.anaesthesia_ledger import ledger_of
from charting.records.anaesthesia_results import anaesthesia_results
from charting.records.base import Sheet
from charting.records.dose import BLOCK_TESTS, Dose
from charting.records.time_order import times_in_order
from charting.records.topical import Topical
from charting.records.weight import weight_of
from charting.results import Result, show_decimal
from charting.rules.ledger import Ledger
from charting.units import CELSIUS, GRADE, HZ, MG, MINUTES
from charting.words import _

PLAN = Choices(
    "anaesthesia_plan",
    ("none", "None"),
    ("cooling", "Cooling"),
    ("vibration", "Vibration"),
    ("topical", "Topical"),
    ("infiltration", "Infiltration"),
    ("ring_block", "Ring block"),
    ("nerve_block", "Nerve block"),
    ("nitrous_oxide", "Nitrous oxide"),
    ("oral_analgesic", "Oral analgesic"),
)
INJECTED = frozenset({"infiltration", "ring_block", "nerve_block"})
NITROUS_CONTRAINDICATIONS = Choices(
    "nitrous_contraindications",
    ("none_found", "Asked, none"),
    ("pneumothorax", "Pneumothorax"),
    ("intraocular_gas", "Recent gas in the eye"),
    ("bowel_obstruction", "Bowel obstruction"),
    ("b12_deficiency", "B12 deficiency"),
    ("first_trimester", "First trimester"),
    ("head_injury", "Head injury"),
    ("otitis_media", "Otitis media"),
)
REDUCING_CONDITIONS = Choices(
    "reducing_condition",
    ("cardiac_disease", "Heart disease"),
    ("renal_disease", "Kidney disease"),
    ("late_pregnancy", "Late pregnancy"),
    ("debility", "Debility"),
    ("hepatic_failure", "Liver failure"),
    ("severe_heart_failure", "Severe heart failure"),
    ("none", "None of these"),
)
REDUCTION_FACTORS = Choices("reduction_factor", ("1", "1, full"), ("0.8", "0.8"), ("0.5", "0.5"))
READY = (
    "oxygen_ready",
    "bag_valve_mask_ready",
    "defibrillator_ready",
    "lipid_20_pct_ready",
    "adrenaline_ready",
    "als_person_present",
    "iv_kit_ready",
)
PARACETAMOL_MG_PER_KG = Decimal(15)


def _planned(*codes: str) -> Any:
    """Whether the plan holds one of these, as a condition for signing."""
    return lambda sheet: not set(codes).isdisjoint(sheet.anaesthesia_plan or ())


def none_means_none(sheet: "Anaesthesia", context: Context) -> Iterator[Finding]:
    """`None` cannot stand beside a method."""
    plan = sheet.anaesthesia_plan or ()
    if "none" in plan and (len(plan) > 1 or sheet.doses or sheet.topicals):
        yield Finding(
            Level.STOP,
            _("Plan says none"),
            why=_("another method, a dose or a topical is recorded"),
            next_step=_("Take “None” out of the plan, or remove the rest."),
            field="anaesthesia_plan",
        )


def none_of_these_stands_alone(sheet: "Anaesthesia", context: Context) -> Iterator[Finding]:
    """`None of these` cannot stand beside a condition."""
    conditions = sheet.reducing_conditions or ()
    if "none" in conditions and len(conditions) > 1:
        yield Finding(Level.STOP, _("“None of these” beside a condition"), field="reducing_conditions")


def rescue_is_at_hand(sheet: "Anaesthesia", context: Context) -> Iterator[Finding]:
    """Labels ask for resuscitation equipment to be immediately available."""
    blocks = "nerve_block" in (sheet.anaesthesia_plan or ())
    found = None if blocks or sheet.visit is None else ledger_of(sheet.visit, context)
    if not blocks and not (isinstance(found, Ledger) and found.rescue_needed):
        return
    why = _("needed for a nerve block") if blocks else _("needed with this much local anaesthetic")
    for name in READY:
        if getattr(sheet, name) is False:
            label = Anaesthesia.__table__.c[name].info["field"].title
            yield Finding(
                Level.WARN,
                _("{item}: no").format(item=label),
                why=why,
                next_step=_("Fetch it first."),
                rule=f"rescue.{name}",
                field=name,
            )


def nitrous_contraindicated(sheet: "Anaesthesia", context: Context) -> Iterator[Finding]:
    """Gas expands in closed spaces; B12 deficiency and early pregnancy are reasons of their own."""
    found = sheet.nitrous_contraindications or ()
    reasons = [code for code in found if code != "none_found"]
    if reasons and "none_found" in found:
        yield Finding(Level.STOP, _("Nitrous oxide: “none” beside a reason"), field="nitrous_contraindications")
    elif reasons:
        shown = ", ".join(NITROUS_CONTRAINDICATIONS.label(code) for code in reasons)
        yield Finding(
            Level.WARN,
            _("Nitrous oxide is contraindicated"),
            why=shown,
            next_step=_("Choose another method."),
            field="nitrous_contraindications",
        )


def paracetamol_by_weight(sheet: "Anaesthesia", context: Context) -> Iterator[Finding]:
    """15 mg/kg, and never more than 1 g; the latter is the field's own range."""
    given, weight = sheet.paracetamol_mg, weight_of(sheet.visit)
    if given is None or weight is None:
        return
    most = PARACETAMOL_MG_PER_KG * weight
    if given > most:
        yield Finding(
            Level.WARN,
            _("Paracetamol {given} mg").format(given=show_decimal(given)),
            why=_("15 mg/kg × {kg} kg = {most} mg").format(kg=show_decimal(weight), most=show_decimal(most, 1)),
            field="paracetamol_mg",
        )


def _ready(label: str) -> YesNo:
    return YesNo(label, required=_planned("ring_block", "nerve_block"), source="S46, S50")


def _pain(label: str) -> Number:
    return Number(label, unit=GRADE, soft=at_most(6), hard=between(0, 10), help="0 none, 10 the worst imaginable.")


class Anaesthesia(Sheet):
    """The anaesthesia of one visit."""

    __tablename__ = "anaesthesia"
    title: ClassVar[str] = "Anaesthesia"

    anaesthesia_plan: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Plan", choices=PLAN, required=TO_SIGN, carried=True, house=True)
    )

    oxygen_ready: Mapped[bool | None] = field(_ready("Oxygen"))
    bag_valve_mask_ready: Mapped[bool | None] = field(_ready("Bag-valve-mask"))
    defibrillator_ready: Mapped[bool | None] = field(_ready("Defibrillator"))
    lipid_20_pct_ready: Mapped[bool | None] = field(_ready("Lipid 20 %, 500 mL or more"))
    adrenaline_ready: Mapped[bool | None] = field(_ready("Adrenaline for anaphylaxis"))
    als_person_present: Mapped[bool | None] = field(_ready("ALS-trained person"))
    iv_kit_ready: Mapped[bool | None] = field(_ready("IV kit"))

    reducing_conditions: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Conditions that reduce the dose", choices=REDUCING_CONDITIONS, source="4.6")
    )
    reduction_factor: Mapped[str | None] = field(
        OneOf("Reduction factor", choices=REDUCTION_FACTORS, source="4.6", help="Unanswered counts as 1.")
    )

    topicals: Mapped[list[Topical]] = lines(
        Lines("Topicals", row="Topical", required=_planned("topical")), "Topical", "Topical.position"
    )
    doses: Mapped[list[Dose]] = lines(Lines("Doses", row="Dose", required=_planned(*INJECTED)), "Dose", "Dose.position")
    block_tested_at: Mapped[datetime | None] = field(Moment("Block tested at"))
    block_test: Mapped[str | None] = field(OneOf("Sharp or dull", choices=BLOCK_TESTS))
    observation_min_after_last_la: Mapped[Decimal | None] = field(
        Number(
            "Observed after last dose",
            unit=MINUTES,
            soft=at_least(15),
            hard=at_least(0),
            help="Aim at 30 minutes or more: toxicity can come late.",
        )
    )

    pain_nrs_baseline: Mapped[Decimal | None] = field(_pain("Before"))
    pain_nrs_la_injection: Mapped[Decimal | None] = field(_pain("Anaesthetic injection"))
    pain_nrs_mn_worst: Mapped[Decimal | None] = field(_pain("Needling, worst"))
    pain_nrs_prp_injection: Mapped[Decimal | None] = field(_pain("PRP injection"))
    pain_nrs_end: Mapped[Decimal | None] = field(_pain("At the end"))
    pain_nrs_plus15: Mapped[Decimal | None] = field(_pain("15 min later"))

    cooling_min: Mapped[Decimal | None] = field(
        Number("Cooled for", unit=MINUTES, soft=at_most(10), hard=at_least(0), help="At most 10 min per site.")
    )
    cooling_temperature_c: Mapped[Decimal | None] = field(Number("Cold at", unit=CELSIUS, places=1))
    cooling_barrier: Mapped[bool | None] = field(
        YesNo("Cloth between", warns={False: "cold needs a cloth between it and the skin"})
    )
    vibration_device: Mapped[str | None] = field(Text("Vibration device", carried=True, house=True))
    vibration_hz: Mapped[Decimal | None] = field(Number("Vibration", unit=HZ, hard=over(0), carried=True, house=True))
    nitrous_contraindications: Mapped[tuple[str, ...] | None] = field(
        ManyOf(
            "Contraindications to nitrous oxide",
            choices=NITROUS_CONTRAINDICATIONS,
            required=_planned("nitrous_oxide"),
        )
    )
    nitrous_consent: Mapped[bool | None] = field(YesNo("Agreed to gas", required=_planned("nitrous_oxide")))
    nitrous_ventilation: Mapped[bool | None] = field(
        YesNo("Room ventilated", warns={False: "the gas needs ventilation or scavenging"})
    )
    nitrous_start_at: Mapped[datetime | None] = field(Moment("Gas from", required=_planned("nitrous_oxide")))
    nitrous_end_at: Mapped[datetime | None] = field(Moment("Gas until", required=_planned("nitrous_oxide")))
    nitrous_given_by: Mapped[str | None] = field(
        Text("Gas given by", suggest="staff", required=_planned("nitrous_oxide"))
    )
    nitrous_recovered: Mapped[bool | None] = field(YesNo("Recovery checked", help="Drive after 30 min."))
    paracetamol_mg: Mapped[Decimal | None] = field(
        Number("Paracetamol", unit=MG, soft=at_most(1000), hard=over(0), source="S36")
    )
    paracetamol_at: Mapped[datetime | None] = field(Moment("Taken at"))
    oral_analgesic_note: Mapped[str | None] = field(
        Text("Other oral analgesic", help="Drug, amount and time.", free=True)
    )
    comfort_note: Mapped[str | None] = field(
        Text("Comfort", lines=2, longest=1000, help="Stress ball, music, talking: what helped.")
    )

    checks: ClassVar = (
        none_means_none,
        none_of_these_stands_alone,
        ledger_findings,
        rescue_is_at_hand,
        nitrous_contraindicated,
        times_in_order,
        paracetamol_by_weight,
    )

    def worked_out(self, context: Context) -> list[Result]:
        """mg and mg/kg of each dose, shares of the limits, what is left, adrenaline, topicals, worst pain."""
        return anaesthesia_results(self, context)
