"""Where the answers of the anaesthesia sheet stand."""

from charting.actions.same_again import same_again
from charting.records.anaesthesia import Anaesthesia as A
from charting.records.dose import Dose as D
from charting.records.topical import Topical as T
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import panel, rows, span
from ui.forms.said_once import ready_panel
from ui.forms.zone_picture import BlockPicture
from ui.views.ledger_card import LedgerPanel


def compose(form: Form) -> None:
    """Plan, topicals, rescue kit, doses, pain, comfort: in the order of work."""
    form.section(_("Plan"), A.anaesthesia_plan)
    form.section(
        _("Topicals"),
        rows(
            A.topicals,
            table=(T.product, T.applied_g, T.area_cm2, T.applied_at, T.removed_at, T.lot),
            fields=(
                span(T.product, 6),
                T.applied_g,
                T.area_cm2,
                T.applied_at,
                T.removed_at,
                span(T.lot, 4),
                span(T.expiry, 3),
                span(T.udi_raw, 5),
                span(T.applied_by, 3),
                span(T.skin_intact, 3),
                span(T.occluded, 3),
                span(T.shaved, 3),
                span(T.prescribed, 3),
                span(T.lidocaine_mg_per_g, 3),
                span(T.prilocaine_mg_per_g, 3),
                span(T.tetracaine_mg_per_g, 3),
                span(T.benzocaine_mg_per_g, 3),
            ),
        ),
    )
    form.section(
        _("Rescue kit at hand"),
        span(A.oxygen_ready, 3),
        span(A.bag_valve_mask_ready, 3),
        span(A.defibrillator_ready, 3),
        span(A.lipid_20_pct_ready, 3),
        span(A.adrenaline_ready, 3),
        span(A.als_person_present, 3),
        span(A.iv_kit_ready, 3),
        ready_panel(),
    )
    form.section(
        _("Doses"),
        rows(
            A.doses,
            table=(D.given_at, D.agent, D.concentration_pct, D.adrenaline, D.technique, D.volume_ml, D.lot),
            fields=(
                span(D.agent, 6),
                span(D.concentration_pct, 12),
                span(D.adrenaline, 12),
                D.volume_ml,
                span(D.buffered_with_ml, 2),
                D.given_at,
                span(D.technique, 3),
                span(D.site_nerve, 4),
                span(D.side, 5),
                span(D.lot, 3),
                span(D.expiry, 3),
                span(D.udi_raw, 6),
                span(D.given_by, 3),
                span(D.second_checker, 3),
                D.needle_gauge,
                D.needle_length_mm,
                D.drawn_up_ml,
                D.wasted_ml,
                D.onset_min,
                span(D.aspiration_done, 3),
                span(D.incremental, 3),
                span(D.block_test, 5),
                span(D.container, 6),
                span(D.preservative, 6),
            ),
            picture=BlockPicture,
            under_table=True,
            again=same_again,
        ),
    )
    form.section(
        _("Ledger"),
        panel(LedgerPanel),
        span(A.reducing_conditions, 12),
        span(A.reduction_factor, 4),
    )
    form.section(
        _("Block and observation"), A.block_tested_at, span(A.block_test, 4), span(A.observation_min_after_last_la, 3)
    )
    form.section(
        _("Pain, 0 to 10"),
        A.pain_nrs_baseline,
        A.pain_nrs_la_injection,
        A.pain_nrs_mn_worst,
        A.pain_nrs_prp_injection,
        A.pain_nrs_end,
        A.pain_nrs_plus15,
    )
    form.section(
        _("Cold and vibration"),
        A.cooling_min,
        A.cooling_temperature_c,
        span(A.cooling_barrier, 3),
        span(A.vibration_device, 3),
        A.vibration_hz,
    )
    form.section(
        _("Nitrous oxide"),
        A.nitrous_contraindications,
        span(A.nitrous_consent, 3),
        span(A.nitrous_ventilation, 3),
        A.nitrous_start_at,
        A.nitrous_end_at,
        span(A.nitrous_given_by, 4),
        span(A.nitrous_recovered, 3),
    )
    form.section(
        _("By mouth, and comfort"),
        A.paracetamol_mg,
        A.paracetamol_at,
        span(A.oral_analgesic_note, 8),
        span(A.comfort_note, 12),
    )
