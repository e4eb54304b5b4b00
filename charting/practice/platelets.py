"""PRP in the practice clinic: drawn, spun and counted as one batch, given zone by zone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from charting.practice.routine import WITH_PRP, Zone
from charting.practice.team import Team
from charting.practice.writing import Workday, add_row, write
from charting.records.applied_zone import AppliedZone
from charting.records.dose import Dose
from charting.records.spin import Spin
from charting.records.visit import Visit

READ_BACK, DRAWN, SPUN, READY = 50, 54, 58, 66
FIRST_BLOCK, SECOND_BLOCK, TESTED = 75, 79, 84
TIME_OUT, GIVEN = 107, 109
RESCUE = (
    "oxygen_ready",
    "bag_valve_mask_ready",
    "defibrillator_ready",
    "lipid_20_pct_ready",
    "adrenaline_ready",
    "als_person_present",
    "iv_kit_ready",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What went in and what came out; `spins` are rpm or force with minutes, `counts` the answers of the sheet."""

    blood_ml: str
    anticoagulant: str
    anticoagulant_ml: str
    kit: str
    spins: tuple[dict[str, str], ...]
    prp_ml: str
    counts: dict[str, str] = field(default_factory=dict)
    radius_cm: str = "14"


def prepared(team: Team, visit: Visit, workday: Workday, batch: Batch, **more: Any) -> None:
    """Blood labelled, drawn, spun, counted; nothing is left over."""
    if visit.prp is None:
        raise ValueError("this kind of visit prepares no PRP")
    prp = write(
        visit.prp,
        labelled_before_draw=True,
        two_identifiers_confirmed=True,
        label_read_back_at=workday.at(READ_BACK),
        label_read_back_by=team.nurse.name,
        one_patient_in_centrifuge=True,
        batch_id=f"B-{workday.day:%Y%m%d}-1",
        draw_at=workday.at(DRAWN),
        drawn_by=team.nurse.name,
        draw_volume_ml=batch.blood_ml,
        draw_site="Left arm, elbow",
        draw_attempts="1",
        needle_gauge_draw="21",
        anticoagulant=batch.anticoagulant,
        anticoagulant_ml=batch.anticoagulant_ml,
        kit_name=batch.kit,
        kit_lot="PR-7731",
        kit_expiry=workday.days(300),
        preparation_method="machine",
        centrifuge_id="C-2 (practice)",
        rotor_type="swing_out",
        rotor_radius_cm=batch.radius_cm,
        radius_to="r_max",
        processing_temperature_c="22",
        prp_volume_ml=batch.prp_ml,
        prp_ready_at=workday.at(READY),
        appearance="straw_clear",
        is_fibrin_clot=False,
        activator="none",
        prp_prepared_by=team.nurse.name,
        prp_prepared_by_registration=team.nurse.registration_number,
        prp_responsible_prescriber=team.doctor.name,
        prescriber_registration=team.doctor.registration_number,
        storage="Syringe at room temperature, in sight",
        leftover_ml="0",
    )
    if batch.counts:
        counted = {"baseline_sample": "edta_fresh", "prp_count_method": "analyser_direct"}
        write(prp, baseline_counted_on=workday.day, **counted, **batch.counts)
    write(prp, **more)
    for place, spin in enumerate(batch.spins):
        add_row(prp.spins, Spin, number=str(place + 1), brake=False, **spin)


def blocked(team: Team, visit: Visit, workday: Workday, first_ml: str, second_ml: str) -> None:
    """Two nerve blocks with lidocaine 1 % and adrenaline, everything for a rescue at hand."""
    if visit.anaesthesia is None:
        raise ValueError("this kind of visit has no anaesthesia")
    sheet = write(
        visit.anaesthesia,
        anaesthesia_plan=("topical", "nerve_block"),
        block_tested_at=workday.at(TESTED),
        block_test="absent",
        observation_min_after_last_la=str(WITH_PRP.leaving - SECOND_BLOCK),
        pain_nrs_la_injection="4",
        pain_nrs_mn_worst="3",
        pain_nrs_prp_injection="2",
        pain_nrs_plus15="1",
        **dict.fromkeys(RESCUE, True),
    )
    blocks = (("supraorbital", first_ml, FIRST_BLOCK), ("greater_occipital", second_ml, SECOND_BLOCK))
    for technique, volume, minutes in blocks:
        add_row(
            sheet.doses,
            Dose,
            agent="Lidocaine + adrenaline",
            concentration_pct="1",
            adrenaline="1:200000",
            volume_ml=volume,
            technique=technique,
            side="both",
            needle_gauge="30",
            needle_length_mm="13",
            aspiration_done=True,
            incremental=True,
            given_at=workday.at(minutes),
            given_by=team.doctor.name,
            second_checker=team.nurse.name,
            lot="PR-9020",
            expiry=workday.days(450),
            container="ampoule",
            preservative="free",
            drawn_up_ml=volume,
            wasted_ml="0",
            onset_min="4",
            block_test="absent",
        )


def given(
    team: Team, visit: Visit, workday: Workday, zones: Sequence[Zone], total_ml: str, points: str, **more: Any
) -> None:
    """Injected zone by zone at single points, after a time-out with the patient's own words."""
    if visit.application is None:
        raise ValueError("this kind of visit gives no PRP")
    sheet = write(
        visit.application,
        timeout_name_confirmed=True,
        timeout_dob_confirmed=True,
        syringe_label_matches=True,
        chart_matches=True,
        timeout_at=workday.at(TIME_OUT),
        timeout_by=team.nurse.name,
        injection_start_at=workday.at(GIVEN),
        applied_by=team.doctor.name,
        technique="serial_point",
        needle_gauge="30",
        needle_length_mm="4",
        depth_mm="2",
        total_injected_ml=total_ml,
        number_of_points=points,
        ml_per_point="0.1",
        point_spacing_cm="1",
        pain_nrs_prp="2",
    )
    write(sheet, **more)
    for zone in zones:
        add_row(
            sheet.zones, AppliedZone, zone=zone.zone, area_cm2=zone.area_cm2, ml=zone.ml or None, points=zone.points
        )
