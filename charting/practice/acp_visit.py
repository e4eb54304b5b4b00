"""The complete M-PRP visit: every sheet filled in, with the published figures of the ACP double syringe.

Blood, anticoagulant, volumes and counts are those of clinical.md 6.6, vector V-09 (S70); red cells of the blood
are set so that the PRP holds about a hundredth of them, as S70 reports.
"""

from datetime import time

from charting.actions.visits import start_visit
from charting.practice.people import by_name
from charting.practice.platelets import SPUN, Batch, blocked, given, prepared
from charting.practice.routine import (
    WITH_PRP,
    Zone,
    appointment,
    assessed,
    begun,
    creamed,
    graded,
    looked_after,
    needled,
    photographed,
    screened,
    signed,
)
from charting.practice.signing import consent_anew, photographs_allowed, registered
from charting.practice.team import Team
from charting.practice.writing import Workday, add_row, write
from charting.records.outcome import Outcome
from charting.records.patient import Patient
from charting.records.pull_test import PullTest
from charting.records.visit import Visit

DAYS_AGO = 1
ACP = Batch(
    blood_ml="13.5",
    anticoagulant="acd_a",
    anticoagulant_ml="1.5",
    kit="Arthrex ACP double syringe",
    spins=({"rpm": "1500", "minutes": "5", "temperature_c": "22"},),
    prp_ml="4",
    counts={
        "baseline_platelets_10e9_l": "240.67",
        "baseline_wbc_10e9_l": "6.49",
        "baseline_neutrophils_10e9_l": "3.79",
        "baseline_rbc_10e12_l": "4.6",
        "baseline_hb_g_l": "138",
        "baseline_hct_l_l": "0.41",
        "prp_platelets_10e9_l": "357.33",
        "prp_wbc_10e9_l": "0.87",
        "prp_neutrophils_10e9_l": "0.87",
        "prp_rbc_10e12_l": "0.05",
    },
)
ZONES = (
    Zone("frontal_left", "12", "1", "4", ml="0.8", points="8"),
    Zone("frontal_right", "12", "1", "4", ml="0.8", points="8"),
    Zone("mid_scalp", "20", "1.25", "5", "pinpoint_bleeding", ml="1.6", points="16"),
    Zone("vertex", "12", "1.25", "5", "pinpoint_bleeding", ml="0.8", points="8"),
)


def complete_visit_of(team: Team, people: list[Patient]) -> Visit:
    """Session 1 of 4 of Ada Sample, signed yesterday."""
    workday = team.workday(DAYS_AGO, time(9, 30))
    ada = by_name(people, "Sample", "Ada")
    plan = {"planned_sessions": "4", "interval_days_mn": "28", "interval_days_prp": "28"}
    course = begun(team, ada, "M_PRP", DAYS_AGO, goals="Thicker hair along the parting.", **plan)
    visit = start_visit(team.chart, course, "M_PRP", team.doctor, workday.opens)
    write(visit, reason="First session of M-PRP.", note="Tolerated well. No faintness, no bleeding on leaving.")
    _before(team, visit, workday)
    _outcome(team, visit)
    _procedure(team, visit, workday)
    looked_after(
        team,
        visit,
        workday,
        WITH_PRP,
        nsaid_advice="None for 7 days; paracetamol instead",
        leftover_explained=True,
        advice_note="Pillow cover changed tonight, hat outdoors for a week.",
        next_session_on=appointment(workday, 28),
        assessment_on=appointment(workday, 91),
        long_term_on=workday.days(365),
        follow_up_note="Same photographs at three months.",
        home_needling_asked=True,
        home_needling_sheet=True,
        letter_agreed=True,
    )
    signed(team, visit, workday, WITH_PRP)
    return visit


def _before(team: Team, visit: Visit, workday: Workday) -> None:
    screened(
        visit,
        {"C31": "Rash after chlorhexidine, two years ago. Alcohol is used instead."},
        platelets_10e9_l="241",
        platelets_date=workday.days(-12),
        hb_g_l="138",
        hb_date=workday.days(-12),
        lmp=workday.days(-11),
        pregnancy_test="negative",
        cigarettes_per_day="0",
        hair_dye_on=workday.days(-40),
        note="Asked in person. Nothing has changed since the first talk.",
    )
    assessment = assessed(
        visit,
        workday,
        "64",
        "168",
        bp_systolic_mmhg="124",
        bp_diastolic_mmhg="78",
        pulse_bpm="72",
        spo2_pct="98",
        temp_c="36.7",
        fitzpatrick="II",
        diagnosis_told=True,
        examination="Parting widened over the mid-scalp and vertex. Hairline kept. Follicular openings visible.",
        age_at_onset="33",
        duration_months="48",
        progression="slow",
        family_history_maternal=True,
        family_history_paternal=False,
        weight_loss_over_5kg=False,
        diet="Mixed, no exclusions",
        recent_events=("none",),
        hair_practices="Coloured every two months, no tight styles.",
        ferritin_ug_l="52",
        ferritin_date=workday.days(-49),
        tsh_mu_l="1.8",
        tsh_date=workday.days(-49),
        vit_d_nmol_l="68",
        vit_d_date=workday.days(-49),
    )
    graded(team, assessment, workday, "sinclair", "3")
    graded(team, assessment, workday, "ludwig", "I")
    consent_anew(
        team,
        visit,
        workday,
        at=WITH_PRP.consent,
        goals="“My parting shows in every photograph. I would like it to look fuller.”",
        regret="“If I lost more hair, or had marks I cannot hide.”",
        matters_most="“No time off work.”",
        diagnosis_told="Female pattern hair loss, Sinclair grade 3. Iron store and thyroid test were normal.",
        uncertain="Whether PRP adds to needling, and how long a gain would last.",
        tests_offered="Blood count, ferritin, TSH and vitamin D. All were done.",
        questions_answers="Will it hurt? – The scalp is numbed first.\nWhen may I wash my hair? – It is on the sheet.",
        zones="Frontal, mid-scalp and vertex",
        interval_days="28",
        blood_draw_ml="13.5",
        helpers=registered(team.nurse),
        price_of_course="£0 (practice)",
        financial_interest="None beyond the price of the session.",
    )
    uses = ("clinical_record", "share_with_other_clinician")
    photographs_allowed(team, visit, workday, at=WITH_PRP.photographs, uses=uses)
    photographed(team, assessment, workday, WITH_PRP.photographs + 2, ("close_up_target",))


def _outcome(team: Team, visit: Visit) -> None:
    assert visit.outcome is not None
    outcome: Outcome = write(
        visit.outcome,
        target_site="mid_scalp",
        distance_from_nose_tip_mm="215",
        from_midline_mm="15",
        site_note="Left of the parting",
        site_marker="measured_coordinates",
        hair_clip_length_mm="1",
        measurement_device="Practice videodermatoscope",
        magnification="× 20",
        software="Counted by hand",
        count_area_cm2="1",
        hair_count_raw="148",
        terminal_count="118",
        vellus_count="30",
        terminal_threshold_um="60",
        mean_shaft_um="58",
        diameter_diversity_pct="24",
        anagen_pct="78",
        units_per_cm2="82",
        hairs_per_unit="1.8",
        part_width_mm="9",
        pull_test_rule="traditional",
        last_hair_wash_hours="14",
        dlqi="6",
        note="Baseline before the first session.",
    )
    add_row(outcome.pull_tests, PullTest, site="vertex", hairs_grasped="60", hairs_extracted="2")
    add_row(outcome.pull_tests, PullTest, site="occipital", hairs_grasped="60", hairs_extracted="1")


def _procedure(team: Team, visit: Visit, workday: Workday) -> None:
    assert visit.prp is not None
    creamed(team, visit, workday, WITH_PRP, "8.4", "56")
    blocked(team, visit, workday, "3", "2")
    prepared(team, visit, workday, ACP)
    write(visit.prp.spins[0], started_at=workday.at(SPUN), ended_at=workday.at(SPUN + 5))
    needled(
        visit,
        workday,
        WITH_PRP,
        ZONES,
        device_type="electric_pen",
        device_name="Dermapen 4",
        device_serial="PRACTICE-30177",
        last_service_date=workday.days(-120),
        last_function_check=workday.day,
        needle_gauge="33",
        needle_count="16",
        speed_level="4",
        stroke_hz="90",
    )
    given(
        team,
        visit,
        workday,
        ZONES,
        total_ml="4",
        points="40",
        route="intradermal_plus_mn",
        sequence="mn_then_prp",
        injectate_temperature_c="22",
        massage_min="0",
        immediate_reaction="Small wheals, gone within minutes.",
    )
