"""Which answers of a sheet stand in the grid of the chart summary; the others run on below it in small type."""

KEYS: dict[str, tuple[str, ...]] = {
    "patient": (),
    "course": ("modality", "started_on", "planned_sessions", "interval_days_mn", "interval_days_prp"),
    "screening": (),
    "assessment": (
        "weight_kg",
        "height_cm",
        "bp_systolic_mmhg",
        "bp_diastolic_mmhg",
        "pulse_bpm",
        "spo2_pct",
        "temp_c",
        "fitzpatrick",
    ),
    "consent": (
        "basis",
        "info_given_date",
        "procedure_set",
        "refused",
        "withdrawn_at",
        "withdrawn_what",
    ),
    "photo_consent": (),
    "outcome": ("target_site", "count_area_cm2", "hair_count_raw", "terminal_count", "mean_shaft_um", "gpa_score"),
    "anaesthesia": (
        "anaesthesia_plan",
        "block_test",
        "block_tested_at",
        "observation_min_after_last_la",
        "pain_nrs_mn_worst",
        "pain_nrs_prp_injection",
    ),
    "prp": (
        "batch_id",
        "draw_at",
        "draw_volume_ml",
        "anticoagulant",
        "anticoagulant_ml",
        "kit_name",
        "kit_lot",
        "kit_expiry",
        "centrifuge_id",
        "prp_ready_at",
        "prp_volume_ml",
        "prp_prepared_by",
        "prp_responsible_prescriber",
    ),
    "needling": (
        "device_type",
        "device_name",
        "cartridge_lot",
        "cartridge_expiry",
        "needle_length_mm",
        "start_at",
        "end_at",
    ),
    "application": (
        "timeout_at",
        "timeout_by",
        "route",
        "injection_start_at",
        "applied_by",
        "total_injected_ml",
        "topical_ml",
    ),
    "after": (
        "fit_to_leave",
        "left_at",
        "aftercare_given",
        "aftercare_given_at",
        "call_due",
        "next_session_on",
    ),
    "visit": ("reason", "note"),
}
"""The names by the sheet's slot. What is outside its range, was amended or had to be answered stands there as well."""


def in_grid(slot: str, name: str) -> bool:
    """Whether an answer has a place in the grid of its sheet; of a sheet that is not listed, every answer has."""
    return slot not in KEYS or name in KEYS[slot]
