"""The patient's own sheet: identity, allergies, contact, medicines, hair, weights."""

from charting.records.patient import Allergy, Grading, HairDiagnosis, Medicine, PastTreatment, Therapy, Weight
from charting.records.patient import Patient as P
from charting.words import _
from ui.binding.layout import rows, span


def compose(form):
    """Arrange the patient sheet."""
    _compose_names(form)
    form.section(
        _("Allergies"),
        span(P.allergy_status, 12),
        span(P.allergies_asked_on, 4),
        span(P.allergies_unavailable_reason, 8, asked=lambda patient: patient.allergy_status == "unavailable"),
        rows(
            P.allergies,
            table=(Allergy.agent, Allergy.reaction, Allergy.severity, Allergy.noted_on),
            fields=(
                span(Allergy.agent, 5),
                span(Allergy.reaction, 5),
                span(Allergy.noted_on, 2),
                span(Allergy.severity, 12),
            ),
        ),
    )
    _compose_contact(form)
    _compose_medicines(form)
    _compose_hair(form)
    form.section(
        _("Body"),
        rows(
            P.weights,
            table=(Weight.date, Weight.weight_kg, Weight.source, Weight.height_cm),
            fields=(
                span(Weight.weight_kg, 3),
                span(Weight.date, 3),
                span(Weight.height_cm, 3),
                span(Weight.source, 12),
            ),
        ),
        P.blood_borne_virus,
        P.blood_borne_virus_on,
    )


def compose_identity(form):
    """Arrange what the front desk writes: who somebody is, and how to reach them."""
    _compose_names(form)
    _compose_contact(form)


def _compose_names(form):
    form.section(
        _("Identity"),
        span(P.family_name, 4),
        span(P.given_name, 4),
        span(P.title_of_address, 2),
        P.date_of_birth,
        P.sex_at_birth,
        span(P.preferred_name, 3),
        span(P.gender_identity, 3),
        span(P.pronouns, 4),
        span(P.occupation, 8),
    )


def _compose_contact(form):
    form.section(
        _("Contact"),
        span(P.phone, 4),
        span(P.email, 4),
        span(P.language, 4),
        span(P.address, 6),
        span(P.interpreter_needed, 6),
        span(P.emergency_contact_name, 6),
        span(P.emergency_contact_phone, 6),
        span(P.family_doctor_name, 6),
        span(P.family_doctor_address, 6),
    )


def _compose_medicines(form):
    form.section(
        _("Medicines"),
        rows(
            P.medicines,
            table=(Medicine.drug, Medicine.dose, Medicine.frequency, Medicine.reason, Medicine.since),
            fields=(
                span(Medicine.drug, 4),
                span(Medicine.dose, 3),
                span(Medicine.frequency, 3),
                Medicine.since,
                span(Medicine.reason, 6),
                span(Medicine.prescriber, 6),
            ),
        ),
    )
    form.section(
        _("Hair therapies"),
        rows(
            P.therapies,
            table=(Therapy.drug, Therapy.form, Therapy.dose, Therapy.frequency, Therapy.started_on, Therapy.stopped_on),
            fields=(
                span(Therapy.drug, 5),
                span(Therapy.form, 4),
                span(Therapy.strength_pct, 3),
                span(Therapy.dose, 4),
                span(Therapy.daily_dose_mg, 4),
                span(Therapy.frequency, 4),
                span(Therapy.started_on, 3),
                span(Therapy.stopped_on, 3),
                span(Therapy.response, 6),
                span(Therapy.adverse_effects, 12),
            ),
        ),
    )


def _compose_hair(form):
    form.section(
        _("Diagnoses"),
        rows(
            P.diagnoses,
            table=(HairDiagnosis.diagnosis, HairDiagnosis.is_primary, HairDiagnosis.since, HairDiagnosis.made_by),
            fields=(
                span(HairDiagnosis.diagnosis, 5),
                span(HairDiagnosis.is_primary, 3),
                HairDiagnosis.since,
                HairDiagnosis.resolved_on,
                span(HairDiagnosis.made_by, 4),
                span(HairDiagnosis.note, 8),
            ),
        ),
    )
    form.section(
        _("Gradings"),
        rows(
            P.gradings,
            table=(Grading.scale, Grading.grade, Grading.date, Grading.rater, Grading.is_baseline),
            fields=(
                span(Grading.scale, 12),
                span(Grading.grade, 3),
                span(Grading.rater, 4),
                Grading.date,
                span(Grading.is_baseline, 3),
            ),
        ),
    )
    form.section(
        _("Earlier treatments"),
        rows(
            P.past_treatments,
            table=(PastTreatment.kind, PastTreatment.last_on, PastTreatment.sessions, PastTreatment.result),
            fields=(
                span(PastTreatment.kind, 8),
                PastTreatment.last_on,
                PastTreatment.sessions,
                span(PastTreatment.place, 4),
                span(PastTreatment.result, 8),
            ),
        ),
    )
