"""PRP preparation: whose blood, how drawn, how spun, what came out (clinical.md 6.1 to 6.4)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from charting.catalogue import kit
from charting.context import Context
from charting.fields import TO_SIGN, Lines, field, lines
from charting.kinds import Day, Moment, Number, OneOf, Text, YesNo
from charting.ranges import Range, at_least, at_most, between, over
from charting.records.base import Sheet
from charting.records.blood_count import Count
from charting.records.prp_checks import KIT_LABEL, PRP_CHECKS
from charting.records.prp_choices import (
    ACTIVATORS,
    ANTICOAGULANTS,
    APPEARANCES,
    COUNTINGS,
    METHODS,
    RADIUS_TO,
    ROTORS,
    SAMPLES,
)
from charting.records.prp_results import prp_results
from charting.records.scanned import choices, filled
from charting.records.spin import Spin
from charting.results import Result
from charting.rules.isth import ACTIVATION, PREPARATION, PRODUCTS
from charting.units import (
    CELLS_10E9_PER_L,
    CELLS_10E12_PER_L,
    CELSIUS,
    CM,
    G_PER_L,
    GAUGE,
    L_PER_L,
    ML,
    PERCENT,
    TIMES,
    EntryUnit,
)

PER_MICROLITRE = (
    EntryUnit(("10³/µL", "10^3/uL", "/nL", "K/µL"), "1"),
    EntryUnit(("/µL", "/uL"), "0.001"),
    EntryUnit(("10¹²/L",), "1000"),
)
RED_PER_MICROLITRE = (EntryUnit(("10⁶/µL", "10^6/uL", "M/µL"), "1"), EntryUnit(("/µL", "/uL"), "0.000001"))


def _cells(label: str, soft: Range | None, hard: Range, *, source: str = "") -> Number:
    return Number(label, unit=CELLS_10E9_PER_L, places=2, soft=soft, hard=hard, also=PER_MICROLITRE, source=source)


def _counted(label: str, analyte: str, soft: Range, hard: Range, *, source: str = "") -> Count:
    return Count(
        label,
        analyte=analyte,
        unit=CELLS_10E9_PER_L,
        places=2,
        soft=soft,
        hard=hard,
        also=PER_MICROLITRE,
        source=source,
    )


def _has_lot(sheet: Any) -> bool:
    """Methods from plain tubes have no kit lot; anything else that is named has one."""
    listed = kit(sheet.kit_name)
    return sheet.kit_name is not None and (listed is None or listed.kind == "kit")


def _activated(sheet: Any) -> bool:
    return sheet.activator not in {None, "none"}


def _anticoagulated(sheet: Any) -> bool:
    return sheet.anticoagulant not in {None, "none"}


class Prp(Sheet):
    """The preparation of one batch of PRP for one patient."""

    __tablename__ = "prp"
    title: ClassVar[str] = "PRP preparation"
    scanned_into: ClassVar[str] = "kit_udi"
    stamps: ClassVar = {"label_read_back_by": "label_read_back_at"}
    named: ClassVar = {"label_read_back_at": "label_read_back_by"}
    begins: ClassVar[frozenset[str]] = frozenset({"draw_at"})

    labelled_before_draw: Mapped[bool | None] = field(
        YesNo("Tubes labelled before the draw", required=TO_SIGN, source="S73")
    )
    two_identifiers_confirmed: Mapped[bool | None] = field(
        YesNo("Two identifiers confirmed", required=TO_SIGN, help="Full name and date of birth, from the patient.")
    )
    label_read_back_at: Mapped[datetime | None] = field(Moment("Label read back at", required=TO_SIGN))
    label_read_back_by: Mapped[str | None] = field(Text("Read back by", suggest="staff", required=TO_SIGN))
    one_patient_in_centrifuge: Mapped[bool | None] = field(
        YesNo("Only this patient's tubes in the run", required=TO_SIGN, source="S73")
    )
    batch_id: Mapped[str | None] = field(Text("Batch number"))

    draw_at: Mapped[datetime | None] = field(Moment("Blood out", required=TO_SIGN))
    drawn_by: Mapped[str | None] = field(Text("Drawn by", suggest="staff"))
    draw_volume_ml: Mapped[Decimal | None] = field(
        Number(
            "Blood",
            unit=ML,
            places=2,
            hard=over(0, to=200),
            required=TO_SIGN,
            help="Without anticoagulant.",
        )
    )
    draw_site: Mapped[str | None] = field(
        Text("Draw site", help="Never an arm with a fistula or lymphoedema.", free=True)
    )
    draw_attempts: Mapped[Decimal | None] = field(Number("Tries", soft=at_most(2), hard=at_least(1)))
    needle_gauge_draw: Mapped[Decimal | None] = field(
        Number(
            "Draw needle",
            unit=GAUGE,
            soft=between(18, 23),
            hard=between(14, 27),
            help="21 G is usual.",
            carried=True,
            house=True,
        )
    )
    anticoagulant: Mapped[str | None] = field(
        OneOf(
            "Anticoagulant",
            choices=ANTICOAGULANTS,
            required=TO_SIGN,
            warns={
                "edta": "not recommended for PRP: it damages platelets",
                "heparin": "not recommended for PRP: it activates platelets",
            },
            carried=True,
            house=True,
        )
    )
    anticoagulant_ml: Mapped[Decimal | None] = field(
        Number("Anticoagulant volume", unit=ML, places=2, hard=over(0), required=_anticoagulated, carried=True)
    )

    kit_name: Mapped[str | None] = field(
        Text("Kit or method", suggest="kits", listed=True, required=TO_SIGN, carried=True, house=True)
    )
    kit_lot: Mapped[str | None] = field(Text("Kit lot", required=_has_lot, may_lack=True))
    kit_expiry: Mapped[date | None] = field(Day("Kit expiry", required=_has_lot, may_lack=True, by_month=True))
    kit_udi: Mapped[str | None] = field(Text("UDI as scanned", longest=400))
    preparation_method: Mapped[str | None] = field(OneOf("Preparation", choices=METHODS, carried=True, house=True))

    centrifuge_id: Mapped[str | None] = field(Text("Centrifuge", carried=True, house=True))
    rotor_type: Mapped[str | None] = field(OneOf("Rotor", choices=ROTORS, carried=True, house=True))
    rotor_radius_cm: Mapped[Decimal | None] = field(
        Number(
            "Rotor radius",
            unit=CM,
            places=2,
            soft=between(7, 20),
            hard=between(3, 40),
            also=(EntryUnit(("mm",), "0.1"),),
            help="Centre to tube bottom.",
            carried=True,
            house=True,
        )
    )
    radius_to: Mapped[str | None] = field(OneOf("Radius measured to", choices=RADIUS_TO, carried=True, house=True))
    processing_temperature_c: Mapped[Decimal | None] = field(
        Number("Room temperature", unit=CELSIUS, places=1, soft=between(18, 26), hard=between(1, 45), source="S97")
    )
    spins: Mapped[list[Spin]] = lines(Lines("Spins", row="Spin"), "Spin", "Spin.position")

    baseline_sample: Mapped[str | None] = field(OneOf("Blood counted from", choices=SAMPLES))
    baseline_counted_on: Mapped[date | None] = field(Day("Counted on", past=True, help="The same day is best."))
    baseline_platelets_10e9_l: Mapped[Decimal | None] = field(
        _counted("Blood platelets", "platelets", between(150, 450), between(1, 2000))
    )
    baseline_wbc_10e9_l: Mapped[Decimal | None] = field(
        _counted("Blood white cells", "wbc", between(4, 11), between("0.1", 100))
    )
    baseline_neutrophils_10e9_l: Mapped[Decimal | None] = field(
        _cells("Blood neutrophils", between(2, "7.5"), at_least(0))
    )
    baseline_rbc_10e12_l: Mapped[Decimal | None] = field(
        Count(
            "Blood red cells",
            analyte="rbc",
            unit=CELLS_10E12_PER_L,
            places=2,
            soft=between("3.8", "6.0"),
            hard=between(1, 10),
            also=RED_PER_MICROLITRE,
        )
    )
    baseline_hb_g_l: Mapped[Decimal | None] = field(
        Count(
            "Haemoglobin",
            analyte="hb",
            unit=G_PER_L,
            places=1,
            soft=between(120, 180),
            hard=between(30, 250),
            also=(EntryUnit(("g/dL",), "10"),),
        )
    )
    baseline_hct_l_l: Mapped[Decimal | None] = field(
        Count(
            "Haematocrit",
            analyte="hct",
            unit=L_PER_L,
            places=3,
            soft=between("0.36", "0.54"),
            hard=between("0.1", "0.8"),
            also=(EntryUnit(("%",), "0.01"),),
        )
    )

    prp_volume_ml: Mapped[Decimal | None] = field(
        Number("PRP volume", unit=ML, places=2, soft=between(1, 15), hard=over(0), required=TO_SIGN)
    )
    prp_ready_at: Mapped[datetime | None] = field(Moment("Ready", required=TO_SIGN))
    appearance: Mapped[str | None] = field(
        OneOf(
            "Looks",
            choices=APPEARANCES,
            required=TO_SIGN,
            warns={
                "pink": "red cells: injections hurt more",
                "red": "red cells: injections hurt more",
            },
        )
    )
    is_fibrin_clot: Mapped[bool | None] = field(YesNo("Fibrin clot (PRF)"))
    prp_count_method: Mapped[str | None] = field(OneOf("PRP counted by", choices=COUNTINGS))
    prp_dilution_factor: Mapped[Decimal | None] = field(
        Number(
            "Diluted",
            unit=TIMES,
            places=2,
            hard=at_least(1),
            required=lambda s: s.prp_count_method == "analyser_diluted",
            help="Counts include it.",
        )
    )
    prp_platelets_10e9_l: Mapped[Decimal | None] = field(
        _counted("PRP platelets", "prp_platelets", between(300, 2000), between(10, 6000), source="S20")
    )
    prp_wbc_10e9_l: Mapped[Decimal | None] = field(
        _cells("PRP white cells", between(0, 40), between(0, 300), source="S70, S71")
    )
    prp_neutrophils_10e9_l: Mapped[Decimal | None] = field(
        _cells("PRP neutrophils", between(0, 40), between(0, 300), source="S70, S71")
    )
    prp_rbc_10e12_l: Mapped[Decimal | None] = field(
        Number(
            "PRP red cells",
            unit=CELLS_10E12_PER_L,
            places=2,
            soft=between(0, "3.5"),
            hard=between(0, 10),
            also=RED_PER_MICROLITRE,
        )
    )
    growth_factors: Mapped[str | None] = field(Text("Growth factors", lines=2, longest=1000, help="If measured."))

    activator: Mapped[str | None] = field(
        OneOf(
            "Activator",
            choices=ACTIVATORS,
            source="S20, S69",
            warns={"bovine_thrombin": "bovine thrombin can cause antibodies; none is needed for hair loss"},
            help="None is needed for pattern hair loss.",
            carried=True,
            house=True,
        )
    )
    activator_other: Mapped[str | None] = field(
        Text("Other activator", required=lambda s: s.activator == "other", carried=True, house=True)
    )
    activator_ml: Mapped[Decimal | None] = field(
        Number("Activator volume", unit=ML, places=2, hard=over(0), required=_activated, carried=True)
    )

    image_guided: Mapped[bool | None] = field(YesNo("Given with image guidance"))
    light_activated: Mapped[bool | None] = field(YesNo("Activated by light"))
    prp_red_volume_pct: Mapped[Decimal | None] = field(
        Number("Red cells by volume", unit=PERCENT, places=2, hard=between(0, 100), help="For PLRA.")
    )
    isth_product: Mapped[str | None] = field(OneOf("ISTH product", choices=PRODUCTS, source="S65, K"))
    isth_activation: Mapped[str | None] = field(OneOf("ISTH activation", choices=ACTIVATION, source="S65, K"))
    isth_preparation: Mapped[str | None] = field(OneOf("ISTH preparation", choices=PREPARATION, source="S65, K"))

    prp_prepared_by: Mapped[str | None] = field(Text("Prepared by", suggest="staff", required=TO_SIGN, source="S35"))
    prp_prepared_by_registration: Mapped[str | None] = field(Text("Preparer's registration"))
    prp_responsible_prescriber: Mapped[str | None] = field(
        Text("Responsible prescriber", suggest="staff", required=TO_SIGN, source="S35")
    )
    prescriber_registration: Mapped[str | None] = field(Text("Prescriber's registration"))
    storage: Mapped[str | None] = field(Text("Kept until use", help="Where, and how warm.", free=True))
    leftover_ml: Mapped[Decimal | None] = field(
        Number("Left over", unit=ML, places=2, hard=at_least(0), help="Never stored for later.", source="S73")
    )
    discarded_at: Mapped[datetime | None] = field(Moment("Discarded at"))
    discarded_by: Mapped[str | None] = field(Text("Discarded by", suggest="staff"))

    checks: ClassVar = PRP_CHECKS

    def worked_out(self, context: Context) -> list[Result]:
        """Ratio, forces, concentration, recovery, dose, purity, activator, times (F0 to F9); classes; completeness."""
        return prp_results(self)

    def filled_from_scan(self, day: date) -> dict[str, Any]:
        """Lot and expiry off the scanned label where nobody typed them, by field; `day` decides their century."""
        return filled(self, KIT_LABEL, day)

    def scan_choices(self, day: date) -> list[tuple[str, dict[str, Any]]]:
        """The ways to read a label whose separator is lost, while nobody has chosen one."""
        return choices(self, KIT_LABEL, day)
