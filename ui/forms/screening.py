"""The screening sheet: the checklist, then what its answers ask for, in the order of its groups."""

from charting.records.screening import Screening as S
from charting.records.screening import ScreeningAnswer as A
from charting.words import _
from ui.binding.layout import checklist, span


def compose(form):
    """Arrange the screening sheet."""
    form.section(
        _("Checklist"),
        checklist(S.answers, group=A.group, label=A.caption, hint=A.hint, answer=A.answer, more=(A.detail,)),
        note=_("asked anew at every session"),
    )
    form.section(
        _("Blood"),
        S.platelets_10e9_l,
        S.platelets_date,
        S.hb_g_l,
        S.hb_date,
        S.inr,
        S.inr_date,
        span(S.anticoagulant_name, 4),
        span(S.anticoagulant_last_dose_at, 3),
        span(S.dual_antiplatelet, 5),
        span(S.nsaid_name, 4),
        span(S.nsaid_last_dose_at, 3),
        span(S.blood_donation_on, 5),
    )
    form.section(
        _("Skin"),
        S.skin_lesion,
        S.site_treated_on,
        S.keloid_history,
        span(S.keloid_site, 6),
        span(S.active_alopecia, 12),
        span(S.scalp_hardware, 12),
    )
    form.section(
        _("Illness and medicines"),
        span(S.cancer_kind, 8),
        span(S.cancer_ended_on, 4),
        span(S.isotretinoin_use, 8),
        span(S.isotretinoin_stopped_on, 4),
        S.hba1c_mmol_mol,
        S.hba1c_date,
        S.cd4_per_ul,
        S.prednisolone_mg_day,
        span(S.systemic_steroid_last_on, 4),
        span(S.local_steroid_injection_on, 4),
        span(S.liver_decompensated, 4),
        span(S.letter_from, 4),
        span(S.adrenaline_risks, 12),
    )
    form.section(
        _("Pregnancy and lately"),
        span(S.pregnancy_test, 7),
        span(S.lmp, 3),
        S.cigarettes_per_day,
        S.pack_years,
        span(S.cessation_offered, 3),
        span(S.recent_procedure, 5),
        S.recent_procedure_on,
        span(S.hair_dye_on, 3),
        span(S.transplant_on, 3),
        span(S.vaccine_on, 3),
        span(S.note, 12),
    )
