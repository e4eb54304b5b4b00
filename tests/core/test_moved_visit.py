"""A visit moved to the right patient: what was done comes along, nothing that was said under the other name does."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from charting.actions.marks import move
from charting.actions.photos import refusal
from charting.actions.sign import points
from charting.fields import fields_of, lines_of
from charting.findings import Level
from charting.origins import copied_from
from charting.records.after import After
from charting.records.audit_entry import audit_entry
from charting.records.base import findings, slot_of
from charting.records.moved_copy import ASKED_ANEW, BEGUN_ANEW
from charting.records.patient_lists import Weight
from charting.records.sheets import SHEETS
from charting.records.signed import SIGNED, signature_state
from charting.records.visit import Visit
from charting.store.chart_session import NotSaved
from tests.core.versions import CONTEXT, NOW, STROKES, full_visit, new_clinic, new_course, photo, proven, sign

WRONG = "It was written in the wrong chart"
DAYS = NOW - timedelta(days=9)

DONE = {
    "Visit": "started_at ended_at practitioner assistant room note late_reason",
    "Anaesthesia": """anaesthesia_plan oxygen_ready bag_valve_mask_ready defibrillator_ready lipid_20_pct_ready
        adrenaline_ready als_person_present iv_kit_ready block_tested_at block_test observation_min_after_last_la
        cooling_min cooling_temperature_c cooling_barrier vibration_device vibration_hz nitrous_ventilation
        nitrous_start_at nitrous_end_at nitrous_given_by nitrous_recovered paracetamol_mg paracetamol_at
        oral_analgesic_note comfort_note""",
    "Topical": """product lidocaine_mg_per_g prilocaine_mg_per_g tetracaine_mg_per_g benzocaine_mg_per_g applied_g
        area_cm2 applied_at removed_at occluded skin_intact shaved applied_by lot expiry udi_raw""",
    "Dose": """agent concentration_pct adrenaline volume_ml buffered_with_ml technique site_nerve side needle_gauge
        needle_length_mm aspiration_done incremental given_at given_by second_checker lot expiry udi_raw container
        preservative drawn_up_ml wasted_ml onset_min block_test""",
    "Prp": """batch_id draw_at drawn_by draw_volume_ml draw_site draw_attempts needle_gauge_draw anticoagulant
        anticoagulant_ml kit_name kit_lot kit_expiry kit_udi preparation_method centrifuge_id rotor_type
        rotor_radius_cm radius_to processing_temperature_c prp_volume_ml prp_ready_at appearance is_fibrin_clot
        prp_count_method prp_dilution_factor prp_platelets_10e9_l prp_wbc_10e9_l prp_neutrophils_10e9_l
        prp_rbc_10e12_l growth_factors activator activator_other activator_ml image_guided light_activated
        prp_red_volume_pct isth_product isth_activation isth_preparation prp_prepared_by
        prp_prepared_by_registration prp_responsible_prescriber prescriber_registration storage leftover_ml
        discarded_at discarded_by""",
    "Spin": "number rpm rcf_g minutes temperature_c brake started_at ended_at",
    "Needling": """device_type device_name device_serial last_service_date last_function_check cartridge_lot
        cartridge_expiry udi_raw cartridge_single_use needle_length_mm needle_gauge needle_count speed_level speed_rpm
        stroke_hz rf_energy_mj rf_power_w rf_pulse_ms rf_coagulation_level rf_insulated rf_passes rf_cooling rf_tip_id
        skin_prep skin_prep_other skin_prep_dry_s hair_prep glide start_at end_at sharps_disposed incident""",
    "NeedledZone": "zone area_cm2 depth_mm passes direction pressure endpoint start_at end_at incident note",
    "Application": """route sequence injection_start_at applied_by technique needle_gauge needle_length_mm depth_mm
        total_injected_ml topical_ml ml_per_point number_of_points point_spacing_cm injectate_temperature_c massage_min
        immediate_reaction""",
    "AppliedZone": "zone area_cm2 ml points topical_ml",
    "After": """sedated escort discharge_reviewed_by fit_to_leave left_at leaving_note call_due call_by
        next_session_on assessment_on long_term_on follow_up_note""",
    "Reaction": """moment taken_at erythema oedema bleeding itch bruising exudate tightness vasovagal allergic neuro
        bp_systolic_mmhg bp_diastolic_mmhg pulse_bpm spo2_pct note""",
    "AdverseEvent": """term term_other grade ctcae_version onset_at reported_at reported_by seriousness relatedness
        expectedness from_device action treatment outcome resolved_at reported_externally external_reference
        root_cause""",
    "RescueEntry": "at what dose by",
}
"""Every declared answer that comes along, decided one by one (docs/decisions/0011): a new field is decided here."""


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = new_clinic(tmp_path_factory.mktemp("moved"))
    yield made
    made.close()


def signed_by_the_patient(sheet, at=NOW):
    row = sheet.signatures[0]
    row.role, row.printed_name, row.method, row.strokes, row.signed_at = "patient", "Ada Sample", "drawn", STROKES, at


def sealed_visit(chart, course, at=DAYS):
    """A visit that says something in every field, with both consents signed and sealed, and a photograph."""
    visit = full_visit(chart, course, at=at)
    for sheet in (visit.consent, visit.photo_consent):
        signed_by_the_patient(sheet, at)
    visit.photos.append(photo())
    chart.save(at)
    chart.save(at, last=lambda: [setattr(sheet, sheet.seal, at) for sheet in (visit.consent, visit.photo_consent)])
    return visit


@pytest.fixture(scope="module")
def there(chart, patch):
    """The signed visit in the wrong chart."""
    visit = sealed_visit(chart, new_course(chart, "Wrong"))
    sign(chart, visit, patch, DAYS)
    return visit


@pytest.fixture(scope="module")
def here(chart, there):
    """The draft in the right one."""
    return move(chart, there, new_course(chart, "Right").patient, WRONG, proven(chart), NOW)


def pairs(before, after):
    """A record and its copy, with all their rows."""
    yield before, after
    for name in lines_of(type(before)):
        rows = list(zip(getattr(before, name), getattr(after, name), strict=True))
        assert rows, f"{type(before).__name__}.{name} has no row to try"
        yield from rows


BROUGHT = [model for model in SHEETS if model not in BEGUN_ANEW]


def brought(there, here):
    yield there, here
    for model in BROUGHT:
        yield from pairs(getattr(there, slot_of(model)), getattr(here, slot_of(model)))


def test_every_declared_answer_was_decided_upon(there, here):
    tried = 0
    for before, after in brought(there, here):
        name = type(before).__name__
        comes, stays = set(DONE[name].split()), ASKED_ANEW.get(type(before), frozenset())
        assert comes.isdisjoint(stays)
        assert comes | (stays & set(fields_of(type(before)))) == set(fields_of(type(before))), name
        for field in fields_of(type(before)):
            assert getattr(before, field) is not None, f"{name}.{field} says nothing that could come along"
            if field in comes:
                assert getattr(after, field) == getattr(before, field), f"{name}.{field} was done and is lost"
            elif (type(before), field) != (After, "aftercare_version"):
                assert getattr(after, field) is None, f"{name}.{field} is told as if this patient had said it"
            tried += 1
    assert tried > 200


@pytest.mark.parametrize("model", BEGUN_ANEW, ids=lambda model: model.__name__)
def test_what_is_the_persons_own_begins_empty(there, here, model):
    before, after = getattr(there, slot_of(model)), getattr(here, slot_of(model))
    assert not before.is_blank()
    assert after.is_blank()
    assert after.id != before.id
    assert after.unread is None and after.origins is None
    if model.seal:
        assert getattr(before, model.seal) == DAYS
        assert getattr(after, model.seal) is None
    for name in lines_of(model):
        assert not {row.id for row in getattr(before, name)} & {row.id for row in getattr(after, name)}
    assert not [name for name in fields_of(model) if name not in model.prefilled and getattr(after, name) is not None]


def test_the_consents_are_laid_out_for_the_right_patient(there, here):
    for sheet in (here.consent, here.photo_consent):
        assert [(row.role, row.printed_name, row.strokes, row.signed_at, row.image_sha256) for row in sheet.signatures]
        assert not any(row.is_given() or row.strokes or row.signed_at for row in sheet.signatures)
        assert sheet.signatures[0].printed_name == "Ada Right"
        assert (sheet.template_id, sheet.template_version) != (None, None)
    assert [row.sentence for row in here.consent.statements]
    assert {row.accepted for row in here.consent.statements} == {None}
    assert {row.allowed for row in here.photo_consent.scopes} == {None}


def test_the_other_patients_visit_keeps_all_of_it(there, here):
    assert signature_state(there) == SIGNED
    assert (there.consent.signed_at, there.photo_consent.signed_at) == (DAYS, DAYS)
    assert there.consent.signatures[0].strokes == STROKES
    assert [found.content for found in there.photos] == [b"large"]


def test_no_photograph_comes_along_and_none_may_be_added(there, here):
    assert here.photos == []
    assert here.assessment.photographs == []
    assert "not agreed to photographs" in refusal(here, NOW.date())


def test_the_weight_is_the_right_patients_own(chart):
    visit = full_visit(chart, new_course(chart, "Wrong"), at=DAYS)
    right = new_course(chart, "Right").patient
    for day, kilograms in ((DAYS.date(), 58), (NOW.date(), 61)):
        right.weights.append(Weight(date=day, weight_kg=Decimal(kilograms), source="measured_today"))
    chart.save(NOW)
    draft = move(chart, visit, right, WRONG, proven(chart), NOW)
    assert (draft.assessment.weight_kg, draft.assessment.weight_date) == (58, DAYS.date())


def test_nothing_says_that_a_consent_is_complete(there, here):
    found = {(point.sheet, point.finding.rule): point for point in points(here, CONTEXT)}
    treatment, photographs = found[here.consent, "moved-consent"], found[here.photo_consent, "moved-consent"]
    assert (treatment.finding.level, photographs.finding.level) == (Level.STOP, Level.BLOCK)
    for point in (treatment, photographs):
        assert point.open
        assert "12-Nov-2026" in point.finding.why
        assert "WRONG" not in f"{point.finding.what} {point.finding.why} {point.finding.next_step}".upper().split()
    for rule in ("moved-done", "moved-blood"):
        assert found[None, rule].open and found[None, rule].finding.level is Level.WARN


def test_the_stop_goes_with_this_patients_own_signature(chart, there):
    draft = move(chart, sealed_visit(chart, new_course(chart, "Wrong")), new_course(chart, "Right"), WRONG,
                 proven(chart), NOW)  # fmt: skip
    for sheet in (draft.consent, draft.photo_consent):
        assert "moved-consent" in {found.rule for found in findings(sheet, CONTEXT)}
        signed_by_the_patient(sheet)
        assert "moved-consent" not in {found.rule for found in findings(sheet, CONTEXT)}
    too_late = [found for found in findings(draft.consent, CONTEXT) if found.rule == "consent-before-start"]
    assert too_late and all("page this patient signed" in found.next_step for found in too_late)


def test_a_visit_without_any_consent_is_asked_for_one_as_every_visit(chart):
    visit = full_visit(chart, new_course(chart, "Wrong"))
    visit.consent.signatures.clear()
    chart.save(NOW)
    draft = move(chart, visit, new_course(chart, "Right"), WRONG, proven(chart), NOW)
    assert "moved-consent" not in {found.rule for found in findings(draft.consent, CONTEXT)}
    assert any(found.blocks for found in findings(draft.consent, CONTEXT))


def test_what_nobody_looked_at_is_left_with_the_draft_of_the_other(chart, patch):
    drafted, signed = (full_visit(chart, new_course(chart, "Wrong")) for _ in range(2))
    for visit in (drafted, signed):
        visit.needling.origins = {"device_name": copied_from(DAYS.date())}
        visit.needling.unread = {"speed_rpm": "a lot"}
        visit.prp.unread = {"baseline_hb_g_l": "low"}
        visit.needling.zones[0].origins = {"depth_mm": copied_from(DAYS.date())}
    chart.save(NOW)
    sign(chart, signed, patch)
    plan, done = (move(chart, v, new_course(chart, "Right"), WRONG, proven(chart), NOW) for v in (drafted, signed))
    assert (plan.needling.device_name, plan.needling.origins) == (None, None)
    assert (plan.needling.zones[0].depth_mm, plan.needling.zones[0].origins) == (None, None)
    assert done.needling.device_name == signed.needling.device_name
    assert done.needling.origins == signed.needling.origins
    for draft in (plan, done):
        assert draft.needling.unread == {"speed_rpm": "a lot"}
        assert draft.prp.unread is None


def test_the_trail_names_whose_they_were(chart):
    visit = sealed_visit(chart, new_course(chart, "Wrong"))
    draft = move(chart, visit, new_course(chart, "Right"), WRONG, proven(chart), NOW)
    query = sa.select(audit_entry.c.visit_id, audit_entry.c.said).where(audit_entry.c.verb == "left_behind")
    told = {}
    for visit_id, said in chart.orm.execute(query):
        told.setdefault(visit_id, []).append(said["words"])
    names = ["Screening", "Assessment", "Consent", "Photographs", "Outcome measures"]
    assert [words.split(" of ")[0] for words in told[visit.id]] == [*names, "1 photograph"]
    signed = "signed by Patient 12-Nov-2026 14:02"
    assert any(words.startswith(f"Consent of WRONG, Ada, {signed}") for words in told[visit.id])
    assert [words.split(" of ")[0] for words in told[draft.id]] == names
    number = visit.course.patient.number
    assert any(words.startswith(f"Consent of patient {number}, {signed}") for words in told[draft.id])
    assert not any("WRONG" in words for words in told[draft.id])


def test_on_a_full_disk_the_trail_does_not_say_that_it_was_moved(tmp_path, patch):
    chart = new_clinic(tmp_path)
    visit, right = full_visit(chart, new_course(chart, "Wrong")), new_course(chart, "Right")

    def refuse(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO visit_mark"):
            raise sa.exc.OperationalError(statement, None, Exception("database or disk is full"))

    sa.event.listen(chart.orm.get_bind(), "before_cursor_execute", refuse)
    with pytest.raises(NotSaved):
        move(chart, visit, right, WRONG, proven(chart), NOW)
    sa.event.remove(chart.orm.get_bind(), "before_cursor_execute", refuse)
    chart.save(NOW)
    count = sa.select(sa.func.count()).select_from(audit_entry).where(audit_entry.c.verb == "left_behind")
    assert chart.orm.scalar(count) == 0
    assert [found.id for found in chart.orm.scalars(sa.select(Visit))] == [visit.id]
    chart.close()
