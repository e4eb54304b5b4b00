"""The screening sheet: the checklist, then what its answers ask for, in the order of its groups."""

from charting.records.screening import Screening as S
from charting.records.screening import ScreeningAnswer as A
from charting.words import _
from ui.binding.layout import checklist, span


def compose(form):
    """Arrange the screening sheet."""
    form.section(
        _("Checklist"),
        checklist(
            S.answers,
            group=A.group,
            label=A.caption,
            hint=A.hint,
            answer=A.answer,
            more=(A.detail,),
            last=A.last_time,
        ),
        note=_("asked anew at every session"),
    )
    form.section(
        _("Blood"),
        span(S.platelets_10e9_l, 3),
        span(S.platelets_date, 3),
        span(S.hb_g_l, 3),
        span(S.hb_date, 3),
        span(S.inr, 3),
        span(S.inr_date, 3),
        span(S.anticoagulant_name, 3),
        span(S.anticoagulant_last_dose_at, 3),
        span(S.nsaid_name, 3),
        span(S.nsaid_last_dose_at, 3),
        span(S.dual_antiplatelet, 3),
        span(S.blood_donation_on, 3),
    )
    form.section(
        _("Skin"),
        span(S.skin_lesion, 8),
        span(S.site_treated_on, 4),
        span(S.keloid_history, 5),
        span(S.keloid_site, 7),
        span(S.active_alopecia, 12),
        span(S.scalp_hardware, 12),
    )
    form.section(
        _("Illness and medicines"),
        span(S.cancer_kind, 8),
        span(S.cancer_ended_on, 4),
        span(S.isotretinoin_use, 8),
        span(S.isotretinoin_stopped_on, 4),
        span(S.hba1c_mmol_mol, 3),
        span(S.hba1c_date, 3),
        span(S.cd4_per_ul, 3),
        span(S.prednisolone_mg_day, 3),
        span(S.systemic_steroid_last_on, 4),
        span(S.local_steroid_injection_on, 4),
        span(S.liver_decompensated, 4),
        span(S.letter_from, 12),
        span(S.adrenaline_risks, 12),
    )
    form.section(
        _("Pregnancy and lately"),
        span(S.pregnancy_test, 7),
        span(S.lmp, 5),
        span(S.cigarettes_per_day, 3),
        span(S.pack_years, 3),
        span(S.cessation_offered, 6),
        span(S.recent_procedure, 9),
        span(S.recent_procedure_on, 3),
        span(S.hair_dye_on, 4),
        span(S.transplant_on, 4),
        span(S.vaccine_on, 4),
        span(S.note, 12),
    )
