"""Where the answers of the PRP preparation sheet stand."""

from charting.records.prp import Prp as P
from charting.records.spin import Spin as S
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import rows, span


def compose(form: Form) -> None:
    """Identity, draw, kit, spins, counts, product, activator, people, leftovers: in the order of work."""
    form.section(
        _("Whose blood"),
        span(P.two_identifiers_confirmed, 4),
        span(P.labelled_before_draw, 4),
        span(P.one_patient_in_centrifuge, 4),
        P.label_read_back_at,
        span(P.label_read_back_by, 4),
        span(P.batch_id, 4),
    )
    form.section(
        _("Draw"),
        P.draw_at,
        span(P.draw_volume_ml, 3),
        P.draw_attempts,
        P.needle_gauge_draw,
        span(P.drawn_by, 3),
        span(P.anticoagulant, 4),
        P.anticoagulant_ml,
        span(P.draw_site, 6),
    )
    form.section(
        _("Kit"),
        span(P.kit_name, 4),
        span(P.kit_lot, 3),
        span(P.kit_expiry, 3),
        span(P.preparation_method, 4),
        span(P.kit_udi, 8),
    )
    form.section(
        _("Centrifuge"),
        span(P.centrifuge_id, 4),
        P.rotor_radius_cm,
        P.processing_temperature_c,
        span(P.rotor_type, 4),
        span(P.radius_to, 6),
    )
    form.section(
        _("Spins"),
        rows(
            P.spins,
            table=(S.number, S.rpm, S.rcf_g, S.minutes, S.started_at, S.ended_at),
            fields=(S.number, S.rpm, S.rcf_g, S.minutes, S.temperature_c, S.started_at, S.ended_at, span(S.brake, 3)),
        ),
    )
    form.section(
        _("Blood count"),
        span(P.baseline_platelets_10e9_l, 3),
        span(P.baseline_wbc_10e9_l, 3),
        span(P.baseline_neutrophils_10e9_l, 3),
        span(P.baseline_rbc_10e12_l, 3),
        span(P.baseline_hb_g_l, 3),
        span(P.baseline_hct_l_l, 3),
        span(P.baseline_counted_on, 3),
        span(P.baseline_sample, 9),
    )
    form.section(
        _("Product"),
        span(P.prp_volume_ml, 3),
        span(P.prp_ready_at, 3),
        span(P.appearance, 4),
        span(P.is_fibrin_clot, 3),
        span(P.prp_count_method, 8),
        span(P.prp_platelets_10e9_l, 3),
        span(P.prp_wbc_10e9_l, 3),
        span(P.prp_neutrophils_10e9_l, 3),
        span(P.prp_rbc_10e12_l, 3),
        span(P.prp_dilution_factor, 3),
        span(P.growth_factors, 9),
    )
    form.section(_("Activator"), span(P.activator, 12), P.activator_ml, span(P.activator_other, 4))
    form.section(
        _("Responsible"),
        span(P.prp_prepared_by, 3),
        span(P.prp_prepared_by_registration, 3),
        span(P.prp_responsible_prescriber, 3),
        span(P.prescriber_registration, 3),
    )
    form.section(
        _("For other classifications"),
        span(P.isth_product, 12),
        span(P.isth_activation, 6),
        span(P.isth_preparation, 12),
        span(P.image_guided, 4),
        span(P.light_activated, 4),
        span(P.prp_red_volume_pct, 3),
    )
    form.section(_("Kept and left over"), span(P.storage, 4), P.leftover_ml, P.discarded_at, span(P.discarded_by, 4))
