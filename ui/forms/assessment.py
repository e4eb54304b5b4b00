"""The assessment: body, diagnosis, scales, history, laboratory, photographs."""

from charting.records.assessment import Assessment as A
from charting.records.assessment import DayGrading as G
from charting.records.photograph import Photograph as F
from charting.words import _
from ui.binding.layout import rows, span


def compose(form):
    """Arrange the assessment sheet."""
    form.section(
        _("Body"),
        A.weight_kg,
        span(A.weight_date, 3),
        span(A.weight_source, 7, leads=True),
        A.height_cm,
        A.bp_systolic_mmhg,
        A.bp_diastolic_mmhg,
        A.pulse_bpm,
        A.spo2_pct,
        A.temp_c,
        span(A.fitzpatrick, 8),
    )
    form.section(
        _("Findings"),
        A.red_flags,
        span(A.red_flags_referred_to, 8),
        span(A.diagnosis_told, 4),
        span(A.examination, 12),
    )
    form.section(
        _("Scales"),
        rows(
            A.gradings,
            table=(G.scale, G.grade, G.rater, G.rater_blinded, G.date),
            fields=(
                span(G.scale, 12, leads=True),
                span(G.grade, 3),
                span(G.rater, 4),
                span(G.rater_blinded, 3),
                G.date,
            ),
        ),
        A.salt_top_pct,
        A.salt_back_pct,
        A.salt_right_pct,
        A.salt_left_pct,
        span(A.olsen_christmas_tree, 4),
        span(A.areata_modifiers, 12),
    )
    form.section(
        _("History"),
        A.age_at_onset,
        A.duration_months,
        A.progression,
        span(A.family_history_maternal, 3),
        span(A.family_history_paternal, 3),
        span(A.weight_loss_over_5kg, 3),
        span(A.weight_loss_kg, 3),
        span(A.recent_events, 7),
        span(A.recent_event_on, 2),
        span(A.diet, 3),
        span(A.hair_practices, 12),
    )
    form.section(
        _("Laboratory"),
        span(A.ferritin_ug_l, 3),
        span(A.ferritin_date, 3),
        span(A.tsh_mu_l, 3),
        span(A.tsh_date, 3),
        span(A.vit_d_nmol_l, 3),
        span(A.vit_d_date, 3),
        span(A.testosterone_nmol_l, 3),
        span(A.testosterone_date, 3),
        note=_("platelets and haemoglobin stand in Screening"),
    )
    _compose_photographs(form)
    form.section(_("Note"), span(A.note, 12))


def _compose_photographs(form):
    form.section(
        _("Photographs"),
        rows(
            A.photographs,
            table=(F.view, F.taken_at, F.taken_by, F.hair_state, F.file_name),
            fields=(
                span(F.view, 4),
                F.taken_at,
                span(F.taken_by, 6),
                span(F.camera, 4),
                F.distance_cm,
                span(F.lighting, 6),
                span(F.hair_state, 8),
                span(F.hours_since_wash, 4),
                span(F.head_position_device, 8),
                span(F.hours_since_dye, 4),
                span(F.consent_scope, 12),
                span(F.file_name, 4),
                span(F.sha256, 8),
            ),
        ),
        span(A.photographs_refused, 4),
        span(A.photographs_refused_reason, 8),
    )
