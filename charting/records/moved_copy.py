"""What a visit that was written in the wrong chart brings into the right one: what was done, never what was said.

A dose, a zone or a reaction belongs to the head it was done to, and leaving it out would hide it. Whoever answered,
agreed or was measured did so under another person's name, and nobody may read it as an answer of this patient.
"""

from collections.abc import Mapping

from charting.origins import waits
from charting.records.adverse import AdverseEvent
from charting.records.after import After, Reaction
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.assessment import Assessment
from charting.records.base import Record, Sheet, slot_of
from charting.records.consent import Consent
from charting.records.copied import NOT_COPIED, copy_columns, copy_record
from charting.records.outcome import Outcome
from charting.records.photo_consent import PhotoConsent
from charting.records.prp import Prp
from charting.records.screening import Screening
from charting.records.sheets import SHEETS
from charting.records.topical import Topical
from charting.records.visit import Visit

BEGUN_ANEW: tuple[type[Sheet], ...] = (Screening, Assessment, Consent, PhotoConsent, Outcome)
"""Sheets of which nothing is brought: all of them is the person's own. Photographs stay behind as well."""

ASKED_ANEW: Mapping[type[Record], frozenset[str]] = {
    Visit: frozenset({"reason", "prose", "prose_of", "prose_at"}),
    Anaesthesia: frozenset(
        {"reducing_conditions", "reduction_factor", "nitrous_contraindications", "nitrous_consent"}
        | {"pain_nrs_baseline", "pain_nrs_la_injection", "pain_nrs_mn_worst", "pain_nrs_prp_injection"}
        | {"pain_nrs_end", "pain_nrs_plus15"}
    ),
    Topical: frozenset({"prescribed"}),
    Prp: frozenset(
        {"labelled_before_draw", "two_identifiers_confirmed", "label_read_back_at", "label_read_back_by"}
        | {"one_patient_in_centrifuge", "baseline_sample", "baseline_counted_on", "baseline_platelets_10e9_l"}
        | {"baseline_wbc_10e9_l", "baseline_neutrophils_10e9_l", "baseline_rbc_10e12_l", "baseline_hb_g_l"}
        | {"baseline_hct_l_l"}
    ),
    Application: frozenset(
        {"timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"}
        | {"timeout_at", "timeout_by", "pain_nrs_prp"}
    ),
    After: frozenset(
        {"aftercare_given", "aftercare_version", "aftercare_given_at", "aftercare_explained_by", "contact_given"}
        | {"paracetamol_advised", "paracetamol_advice", "nsaid_advice", "leftover_explained", "advice_note"}
        | {"home_needling_asked", "home_needling_sheet", "letter_agreed"}
    ),
    Reaction: frozenset({"pain_nrs"}),
    AdverseEvent: frozenset({"photo_ids"}),
}
"""Of what is brought, the answers that are not: said, agreed, scored by the patient, checked or advised by name."""


def copy_what_was_done(visit: Visit, into: Visit) -> None:
    """Copy into the new visit `into` what was done in `visit`; the sheets of BEGUN_ANEW are left to the caller.

    What "same as last time" had copied and nobody looked at was a plan for the other patient: from a draft it is not
    brought. In a signed visit somebody answered for it; there it comes along, to be confirmed again.
    """

    def left_out(record: Record) -> frozenset[str]:
        unlooked = {name for name, origin in (record.origins or {}).items() if waits(origin)}
        return ASKED_ANEW.get(type(record), frozenset()) | (unlooked if visit.signed_at is None else frozenset())

    copy_columns(visit, into, NOT_COPIED | left_out(visit))
    for model in (model for model in SHEETS if model not in BEGUN_ANEW):
        sheet = getattr(visit, slot_of(model))
        if sheet is not None:
            setattr(into, slot_of(model), copy_record(sheet, into, left_out))
