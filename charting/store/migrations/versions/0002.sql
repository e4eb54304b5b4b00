DROP TRIGGER locked_adverse_event_update

DROP TRIGGER locked_anaesthesia_update

DROP TRIGGER locked_applied_zone_update

DROP TRIGGER locked_assessment_update

DROP TRIGGER locked_consent_signature_update

DROP TRIGGER locked_consent_statement_update

DROP TRIGGER locked_consent_update

DROP TRIGGER locked_day_grading_update

DROP TRIGGER locked_decision_update

DROP TRIGGER locked_dose_update

DROP TRIGGER locked_needled_zone_update

DROP TRIGGER locked_needling_update

DROP TRIGGER locked_outcome_update

DROP TRIGGER locked_photo_consent_update

DROP TRIGGER locked_photo_scope_update

DROP TRIGGER locked_photo_signature_update

DROP TRIGGER locked_photograph_update

DROP TRIGGER locked_post_procedure_update

DROP TRIGGER locked_prp_application_update

DROP TRIGGER locked_prp_update

DROP TRIGGER locked_pull_test_update

DROP TRIGGER locked_reaction_update

DROP TRIGGER locked_rescue_entry_update

DROP TRIGGER locked_screening_answer_update

DROP TRIGGER locked_screening_update

DROP TRIGGER locked_spin_update

DROP TRIGGER locked_topical_update

DROP TRIGGER locked_visit_signature_update

DROP TRIGGER locked_visit_update

CREATE TABLE begun_patient (
	begun_at TEXT NOT NULL,
	body TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_begun_patient PRIMARY KEY (id)
)
 STRICT

ALTER TABLE clinic ADD COLUMN anaphylaxis_protocol TEXT

ALTER TABLE clinic ADD COLUMN open_days TEXT

ALTER TABLE clinic ADD COLUMN lock_minutes TEXT

ALTER TABLE clinic ADD COLUMN recovery_made_at TEXT

ALTER TABLE clinic ADD COLUMN recovery_proved_at TEXT

ALTER TABLE clinic ADD COLUMN scan_folder TEXT

ALTER TABLE clinic ADD COLUMN when_signed TEXT

ALTER TABLE clinic ADD COLUMN paper_size TEXT

ALTER TABLE clinic ADD COLUMN label_stock TEXT

ALTER TABLE clinic ADD COLUMN papers_folder TEXT

ALTER TABLE clinic ADD COLUMN last_papers_folder TEXT

ALTER TABLE clinic ADD COLUMN logo BLOB

ALTER TABLE clinic ADD COLUMN origins TEXT

CREATE TABLE paper_certificate (
	made_at TEXT NOT NULL,
	certificate BLOB NOT NULL,
	wrapped_key BLOB NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_paper_certificate PRIMARY KEY (id)
)
 STRICT

ALTER TABLE patient ADD COLUMN origins TEXT

CREATE TABLE phrase (
	"key" TEXT NOT NULL,
	text TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_phrase PRIMARY KEY (id),
	CONSTRAINT uq_phrase_key UNIQUE ("key")
)
 STRICT

ALTER TABLE practitioner ADD COLUMN role TEXT

ALTER TABLE practitioner ADD COLUMN pin TEXT

ALTER TABLE practitioner ADD COLUMN left_on TEXT

ALTER TABLE practitioner ADD COLUMN origins TEXT

ALTER TABLE rule_change ADD COLUMN origins TEXT

CREATE TABLE scan_file (
	received_at TEXT NOT NULL,
	"by" TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	pages INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	content BLOB NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_scan_file PRIMARY KEY (id)
)
 STRICT

CREATE INDEX ix_scan_file_sha256 ON scan_file (sha256)

ALTER TABLE sequence ADD COLUMN origins TEXT

CREATE TABLE text_draft (
	kind TEXT NOT NULL,
	language TEXT NOT NULL,
	body TEXT NOT NULL,
	based_on TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_text_draft PRIMARY KEY (id)
)
 STRICT

CREATE TABLE text_version (
	kind TEXT NOT NULL,
	language TEXT NOT NULL,
	template TEXT NOT NULL,
	version TEXT NOT NULL,
	text TEXT NOT NULL,
	major INTEGER NOT NULL,
	shipped INTEGER NOT NULL,
	author TEXT NOT NULL,
	made_at TEXT NOT NULL,
	effective_on TEXT NOT NULL,
	note TEXT,
	based_on TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_text_version PRIMARY KEY (id)
)
 STRICT

CREATE INDEX ix_text_version_kind ON text_version (kind)

ALTER TABLE allergy ADD COLUMN origins TEXT

ALTER TABLE course ADD COLUMN origins TEXT

CREATE TABLE disclosure (
	patient_id TEXT NOT NULL,
	at TEXT NOT NULL,
	"by" TEXT NOT NULL,
	recipient TEXT NOT NULL,
	purpose TEXT NOT NULL,
	what TEXT NOT NULL,
	encrypted INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_disclosure PRIMARY KEY (id),
	CONSTRAINT fk_disclosure_patient_id_patient FOREIGN KEY(patient_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_disclosure_patient_id ON disclosure (patient_id)

ALTER TABLE grading ADD COLUMN origins TEXT

ALTER TABLE hair_diagnosis ADD COLUMN origins TEXT

ALTER TABLE medicine ADD COLUMN origins TEXT

ALTER TABLE past_treatment ADD COLUMN origins TEXT

CREATE TABLE scan_page (
	file_id TEXT NOT NULL,
	place INTEGER NOT NULL,
	code TEXT,
	why TEXT,
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	content BLOB NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_scan_page PRIMARY KEY (id),
	CONSTRAINT fk_scan_page_file_id_scan_file FOREIGN KEY(file_id) REFERENCES scan_file (id)
)
 STRICT

CREATE INDEX ix_scan_page_file_id ON scan_page (file_id)

CREATE TABLE text_confirmation (
	version_id TEXT NOT NULL,
	confirmed_by TEXT NOT NULL,
	confirmed_at TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_text_confirmation PRIMARY KEY (id),
	CONSTRAINT uq_text_confirmation_version_id UNIQUE (version_id),
	CONSTRAINT fk_text_confirmation_version_id_text_version FOREIGN KEY(version_id) REFERENCES text_version (id)
)
 STRICT

ALTER TABLE therapy ADD COLUMN origins TEXT

ALTER TABLE weight ADD COLUMN origins TEXT

ALTER TABLE visit ADD COLUMN room TEXT

ALTER TABLE visit ADD COLUMN prose TEXT

ALTER TABLE visit ADD COLUMN prose_of TEXT

ALTER TABLE visit ADD COLUMN prose_at TEXT

ALTER TABLE visit ADD COLUMN late_reason TEXT

ALTER TABLE visit ADD COLUMN amends_id TEXT CONSTRAINT fk_visit_amends_id_visit REFERENCES visit (id)

ALTER TABLE visit ADD COLUMN amend_reason TEXT

ALTER TABLE visit ADD COLUMN moved_from_id TEXT CONSTRAINT fk_visit_moved_from_id_visit REFERENCES visit (id)

ALTER TABLE visit ADD COLUMN origins TEXT

ALTER TABLE anaesthesia ADD COLUMN origins TEXT

ALTER TABLE assessment ADD COLUMN origins TEXT

CREATE TABLE call (
	visit_id TEXT NOT NULL,
	at TEXT NOT NULL,
	"by" TEXT NOT NULL,
	reached INTEGER NOT NULL,
	pain_or_swelling INTEGER,
	fever_or_pus INTEGER,
	still_bleeding INTEGER,
	aftercare_kept INTEGER,
	note TEXT,
	again_on TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_call PRIMARY KEY (id),
	CONSTRAINT fk_call_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE INDEX ix_call_visit_id ON call (visit_id)

ALTER TABLE consent ADD COLUMN origins TEXT

ALTER TABLE decision ADD COLUMN origins TEXT

ALTER TABLE needling ADD COLUMN origins TEXT

ALTER TABLE outcome ADD COLUMN origins TEXT

CREATE TABLE photo (
	visit_id TEXT NOT NULL,
	"view" TEXT NOT NULL,
	added_at TEXT NOT NULL,
	"by" TEXT NOT NULL,
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	small BLOB NOT NULL,
	content BLOB NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_photo PRIMARY KEY (id),
	CONSTRAINT fk_photo_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE INDEX ix_photo_visit_id ON photo (visit_id)

ALTER TABLE photo_consent ADD COLUMN origins TEXT

ALTER TABLE post_procedure ADD COLUMN home_needling_asked INTEGER

ALTER TABLE post_procedure ADD COLUMN home_needling_sheet INTEGER

ALTER TABLE post_procedure ADD COLUMN letter_agreed INTEGER

ALTER TABLE post_procedure ADD COLUMN origins TEXT

ALTER TABLE prp ADD COLUMN origins TEXT

ALTER TABLE prp_application ADD COLUMN origins TEXT

ALTER TABLE screening ADD COLUMN origins TEXT

CREATE TABLE stored_document (
	visit_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	made_at TEXT NOT NULL,
	"by" TEXT NOT NULL,
	seal_code TEXT NOT NULL,
	pages INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	content BLOB NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_stored_document PRIMARY KEY (id),
	CONSTRAINT fk_stored_document_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE INDEX ix_stored_document_visit_id ON stored_document (visit_id)

CREATE TABLE visit_mark (
	visit_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	reason TEXT NOT NULL,
	"by" TEXT NOT NULL,
	at TEXT NOT NULL,
	to_visit_id TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_visit_mark PRIMARY KEY (id),
	CONSTRAINT fk_visit_mark_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
	CONSTRAINT fk_visit_mark_to_visit_id_visit FOREIGN KEY(to_visit_id) REFERENCES visit (id)
)
 STRICT

CREATE INDEX ix_visit_mark_visit_id ON visit_mark (visit_id)

ALTER TABLE visit_signature ADD COLUMN origins TEXT

ALTER TABLE adverse_event ADD COLUMN origins TEXT

ALTER TABLE applied_zone ADD COLUMN origins TEXT

ALTER TABLE consent_signature ADD COLUMN image_sha256 TEXT

ALTER TABLE consent_signature ADD COLUMN origins TEXT

ALTER TABLE consent_statement ADD COLUMN origins TEXT

ALTER TABLE day_grading ADD COLUMN origins TEXT

ALTER TABLE dose ADD COLUMN udi_raw TEXT

ALTER TABLE dose ADD COLUMN origins TEXT

ALTER TABLE needled_zone ADD COLUMN origins TEXT

ALTER TABLE photo_scope ADD COLUMN origins TEXT

ALTER TABLE photo_signature ADD COLUMN image_sha256 TEXT

ALTER TABLE photo_signature ADD COLUMN origins TEXT

ALTER TABLE photograph ADD COLUMN origins TEXT

CREATE TABLE print_job (
	visit_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	asked_at TEXT NOT NULL,
	"by" TEXT NOT NULL,
	printer TEXT NOT NULL,
	copies INTEGER NOT NULL,
	sides TEXT NOT NULL,
	meant_for TEXT,
	language TEXT,
	again_of_id TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_print_job PRIMARY KEY (id),
	CONSTRAINT fk_print_job_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
	CONSTRAINT fk_print_job_document_id_stored_document FOREIGN KEY(document_id) REFERENCES stored_document (id),
	CONSTRAINT fk_print_job_again_of_id_print_job FOREIGN KEY(again_of_id) REFERENCES print_job (id)
)
 STRICT

CREATE INDEX ix_print_job_document_id ON print_job (document_id)

CREATE INDEX ix_print_job_visit_id ON print_job (visit_id)

ALTER TABLE pull_test ADD COLUMN origins TEXT

ALTER TABLE reaction ADD COLUMN origins TEXT

ALTER TABLE rescue_entry ADD COLUMN origins TEXT

CREATE TABLE scan_check (
	visit_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	digest TEXT NOT NULL,
	signed_by TEXT NOT NULL,
	reason TEXT,
	"by" TEXT NOT NULL,
	at TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_scan_check PRIMARY KEY (id),
	CONSTRAINT fk_scan_check_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
	CONSTRAINT fk_scan_check_document_id_stored_document FOREIGN KEY(document_id) REFERENCES stored_document (id)
)
 STRICT

CREATE INDEX ix_scan_check_document_id ON scan_check (document_id)

CREATE INDEX ix_scan_check_visit_id ON scan_check (visit_id)

CREATE TABLE scan_filing (
	scan_page_id TEXT NOT NULL,
	visit_id TEXT,
	document_id TEXT,
	kind TEXT NOT NULL,
	page INTEGER,
	reason TEXT,
	"by" TEXT NOT NULL,
	at TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_scan_filing PRIMARY KEY (id),
	CONSTRAINT fk_scan_filing_scan_page_id_scan_page FOREIGN KEY(scan_page_id) REFERENCES scan_page (id),
	CONSTRAINT fk_scan_filing_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
	CONSTRAINT fk_scan_filing_document_id_stored_document FOREIGN KEY(document_id) REFERENCES stored_document (id)
)
 STRICT

CREATE INDEX ix_scan_filing_document_id ON scan_filing (document_id)

CREATE INDEX ix_scan_filing_scan_page_id ON scan_filing (scan_page_id)

ALTER TABLE screening_answer ADD COLUMN origins TEXT

ALTER TABLE spin ADD COLUMN origins TEXT

ALTER TABLE topical ADD COLUMN udi_raw TEXT

ALTER TABLE topical ADD COLUMN origins TEXT

CREATE TABLE handed_out (
	visit_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	job_id TEXT,
	at TEXT NOT NULL,
	"by" TEXT NOT NULL,
	recipient TEXT NOT NULL,
	copies INTEGER NOT NULL,
	on_paper INTEGER NOT NULL,
	language TEXT,
	way TEXT,
	reason TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_handed_out PRIMARY KEY (id),
	CONSTRAINT fk_handed_out_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
	CONSTRAINT fk_handed_out_document_id_stored_document FOREIGN KEY(document_id) REFERENCES stored_document (id),
	CONSTRAINT fk_handed_out_job_id_print_job FOREIGN KEY(job_id) REFERENCES print_job (id)
)
 STRICT

CREATE INDEX ix_handed_out_document_id ON handed_out (document_id)

CREATE INDEX ix_handed_out_visit_id ON handed_out (visit_id)

CREATE TABLE print_outcome (
	visit_id TEXT NOT NULL,
	job_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	why TEXT,
	"by" TEXT,
	at TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	origins TEXT,
	CONSTRAINT pk_print_outcome PRIMARY KEY (id),
	CONSTRAINT fk_print_outcome_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
	CONSTRAINT fk_print_outcome_job_id_print_job FOREIGN KEY(job_id) REFERENCES print_job (id)
)
 STRICT

CREATE INDEX ix_print_outcome_job_id ON print_outcome (job_id)

CREATE INDEX ix_print_outcome_visit_id ON print_outcome (visit_id)

CREATE TRIGGER locked_adverse_event_update BEFORE UPDATE OF parent_id, term, term_other, grade, ctcae_version, onset_at, reported_at, reported_by, seriousness, relatedness, expectedness, from_device, action, treatment, outcome, resolved_at, reported_externally, external_reference, root_cause, photo_ids, position, id, unread, origins ON adverse_event WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_anaesthesia_update BEFORE UPDATE OF anaesthesia_plan, oxygen_ready, bag_valve_mask_ready, defibrillator_ready, lipid_20_pct_ready, adrenaline_ready, als_person_present, iv_kit_ready, reducing_conditions, reduction_factor, block_tested_at, block_test, observation_min_after_last_la, pain_nrs_baseline, pain_nrs_la_injection, pain_nrs_mn_worst, pain_nrs_prp_injection, pain_nrs_end, pain_nrs_plus15, cooling_min, cooling_temperature_c, cooling_barrier, vibration_device, vibration_hz, nitrous_contraindications, nitrous_consent, nitrous_ventilation, nitrous_start_at, nitrous_end_at, nitrous_given_by, nitrous_recovered, paracetamol_mg, paracetamol_at, oral_analgesic_note, comfort_note, visit_id, id, unread, origins ON anaesthesia WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_applied_zone_update BEFORE UPDATE OF parent_id, zone, area_cm2, ml, points, topical_ml, position, id, unread, origins ON applied_zone WHEN EXISTS (SELECT 1 FROM prp_application JOIN visit ON visit.id = prp_application.visit_id WHERE prp_application.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_assessment_update BEFORE UPDATE OF weight_kg, weight_source, weight_date, height_cm, bp_systolic_mmhg, bp_diastolic_mmhg, pulse_bpm, spo2_pct, temp_c, fitzpatrick, red_flags, red_flags_referred_to, diagnosis_told, examination, olsen_christmas_tree, salt_top_pct, salt_back_pct, salt_right_pct, salt_left_pct, areata_modifiers, age_at_onset, duration_months, progression, family_history_maternal, family_history_paternal, weight_loss_over_5kg, weight_loss_kg, diet, recent_events, recent_event_on, hair_practices, ferritin_ug_l, ferritin_date, tsh_mu_l, tsh_date, vit_d_nmol_l, vit_d_date, testosterone_nmol_l, testosterone_date, photographs_refused, photographs_refused_reason, note, visit_id, id, unread, origins ON assessment WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_call_delete BEFORE DELETE ON call WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_call_update BEFORE UPDATE OF visit_id, at, by, reached, pain_or_swelling, fever_or_pus, still_bleeding, aftercare_kept, note, again_on, id, unread, origins ON call WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_signature_update BEFORE UPDATE OF parent_id, role, printed_name, registration, method, signed_at, strokes, image_sha256, position, id, unread, origins ON consent_signature WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_statement_update BEFORE UPDATE OF parent_id, statement_id, sentence, accepted, initials, accepted_at, position, id, unread, origins ON consent_statement WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_update BEFORE UPDATE OF template_id, template_version, signed_at, basis, confirms_consent_of, reconfirm_change, reconfirm_detail, language, info_given_date, written_info_version, same_day_reason, procedure_set, zones, planned_sessions, interval_days, blood_draw_ml, helpers, prp_manufactured_by, prp_directed_by, free_text_goals, regret, matters_most, diagnosis_told, uncertain, tests_offered, questions_answers, price_per_session, price_of_course, refund_rule, financial_interest, capacity_understand, capacity_retain, capacity_weigh, capacity_communicate, capacity_concerns, adjusted_format, interpreter_used, interpreter_name, interpreter_id, interpreter_mode, witness_name, witness_role, guardian_name, guardian_relationship, guardian_authority, refused, visit_id, id, origins ON consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR OLD.signed_at IS NOT NULL OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_day_grading_update BEFORE UPDATE OF parent_id, scale, grade, rater, rater_blinded, date, position, id, unread, origins ON day_grading WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_decision_update BEFORE UPDATE OF visit_id, kind, rule, fingerprint, what, why, reason, by, at, id, unread, origins ON decision WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_disclosure_delete BEFORE DELETE ON disclosure WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_disclosure_update BEFORE UPDATE OF patient_id, at, by, recipient, purpose, what, encrypted, sha256, id, unread, origins ON disclosure WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_dose_update BEFORE UPDATE OF parent_id, agent, concentration_pct, adrenaline, volume_ml, buffered_with_ml, technique, site_nerve, side, needle_gauge, needle_length_mm, aspiration_done, incremental, given_at, given_by, second_checker, lot, expiry, udi_raw, container, preservative, drawn_up_ml, wasted_ml, onset_min, block_test, position, id, unread, origins ON dose WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_handed_out_delete BEFORE DELETE ON handed_out WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_handed_out_update BEFORE UPDATE OF visit_id, document_id, job_id, at, by, recipient, copies, on_paper, language, way, reason, id, unread, origins ON handed_out WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needled_zone_update BEFORE UPDATE OF parent_id, zone, area_cm2, depth_mm, passes, direction, pressure, endpoint, start_at, end_at, incident, note, position, id, unread, origins ON needled_zone WHEN EXISTS (SELECT 1 FROM needling JOIN visit ON visit.id = needling.visit_id WHERE needling.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needling_update BEFORE UPDATE OF device_type, device_name, device_serial, last_service_date, last_function_check, cartridge_lot, cartridge_expiry, udi_raw, cartridge_single_use, needle_length_mm, needle_gauge, needle_count, speed_level, speed_rpm, stroke_hz, rf_energy_mj, rf_power_w, rf_pulse_ms, rf_coagulation_level, rf_insulated, rf_passes, rf_cooling, rf_tip_id, skin_prep, skin_prep_other, skin_prep_dry_s, hair_prep, glide, start_at, end_at, sharps_disposed, incident, visit_id, id, unread, origins ON needling WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_outcome_update BEFORE UPDATE OF target_site, distance_from_nose_tip_mm, from_midline_mm, site_note, site_marker, hair_clip_length_mm, measurement_device, magnification, software, count_area_cm2, hair_count_raw, terminal_count, vellus_count, terminal_threshold_um, mean_shaft_um, diameter_diversity_pct, anagen_pct, units_per_cm2, hairs_per_unit, part_width_mm, pull_test_rule, last_hair_wash_hours, gpa_score, gpa_compared_with, gpa_rater, gpa_rater_blinded, basp_basic, basp_frontal, basp_vertex, pct_improvement, satisfaction, dlqi, note, visit_id, id, unread, origins ON outcome WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_paper_certificate_delete BEFORE DELETE ON paper_certificate WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_paper_certificate_update BEFORE UPDATE OF made_at, certificate, wrapped_key, id, unread, origins ON paper_certificate WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_consent_update BEFORE UPDATE OF template_id, template_version, signed_at, refusal_is_free, cannot_be_recalled, note, visit_id, id, unread, origins ON photo_consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR OLD.signed_at IS NOT NULL OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_delete BEFORE DELETE ON photo WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_insert BEFORE INSERT ON photo WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_scope_update BEFORE UPDATE OF parent_id, scope, allowed, identifiable, face_or_tattoo_masked, expiry, initials, position, id, origins ON photo_scope WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_signature_update BEFORE UPDATE OF parent_id, role, printed_name, registration, method, signed_at, strokes, image_sha256, position, id, unread, origins ON photo_signature WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_update BEFORE UPDATE OF visit_id, view, added_at, by, width, height, sha256, small, content, id, unread, origins ON photo WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photograph_update BEFORE UPDATE OF parent_id, view, taken_at, taken_by, camera, distance_cm, lighting, hair_state, head_position_device, hours_since_wash, hours_since_dye, consent_scope, file_name, sha256, position, id, unread, origins ON photograph WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_post_procedure_update BEFORE UPDATE OF sedated, escort, discharge_reviewed_by, fit_to_leave, left_at, leaving_note, aftercare_given, aftercare_version, aftercare_given_at, aftercare_explained_by, contact_given, paracetamol_advised, paracetamol_advice, nsaid_advice, leftover_explained, advice_note, home_needling_asked, home_needling_sheet, call_due, call_by, next_session_on, assessment_on, long_term_on, letter_agreed, follow_up_note, visit_id, id, unread, origins ON post_procedure WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_print_job_delete BEFORE DELETE ON print_job WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_print_job_update BEFORE UPDATE OF visit_id, document_id, asked_at, by, printer, copies, sides, meant_for, language, again_of_id, id, unread, origins ON print_job WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_print_outcome_delete BEFORE DELETE ON print_outcome WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_print_outcome_update BEFORE UPDATE OF visit_id, job_id, kind, why, by, at, id, unread, origins ON print_outcome WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_application_update BEFORE UPDATE OF timeout_name_confirmed, timeout_dob_confirmed, syringe_label_matches, chart_matches, timeout_at, timeout_by, route, sequence, injection_start_at, applied_by, technique, needle_gauge, needle_length_mm, depth_mm, total_injected_ml, topical_ml, ml_per_point, number_of_points, point_spacing_cm, injectate_temperature_c, massage_min, pain_nrs_prp, immediate_reaction, visit_id, id, unread, origins ON prp_application WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_update BEFORE UPDATE OF labelled_before_draw, two_identifiers_confirmed, label_read_back_at, label_read_back_by, one_patient_in_centrifuge, batch_id, draw_at, drawn_by, draw_volume_ml, draw_site, draw_attempts, needle_gauge_draw, anticoagulant, anticoagulant_ml, kit_name, kit_lot, kit_expiry, kit_udi, preparation_method, centrifuge_id, rotor_type, rotor_radius_cm, radius_to, processing_temperature_c, baseline_sample, baseline_counted_on, baseline_platelets_10e9_l, baseline_wbc_10e9_l, baseline_neutrophils_10e9_l, baseline_rbc_10e12_l, baseline_hb_g_l, baseline_hct_l_l, prp_volume_ml, prp_ready_at, appearance, is_fibrin_clot, prp_count_method, prp_dilution_factor, prp_platelets_10e9_l, prp_wbc_10e9_l, prp_neutrophils_10e9_l, prp_rbc_10e12_l, growth_factors, activator, activator_other, activator_ml, image_guided, light_activated, prp_red_volume_pct, isth_product, isth_activation, isth_preparation, prp_prepared_by, prp_prepared_by_registration, prp_responsible_prescriber, prescriber_registration, storage, leftover_ml, discarded_at, discarded_by, visit_id, id, unread, origins ON prp WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_pull_test_update BEFORE UPDATE OF parent_id, site, hairs_grasped, hairs_extracted, position, id, unread, origins ON pull_test WHEN EXISTS (SELECT 1 FROM outcome JOIN visit ON visit.id = outcome.visit_id WHERE outcome.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_reaction_update BEFORE UPDATE OF parent_id, moment, taken_at, erythema, oedema, bleeding, pain_nrs, itch, bruising, exudate, tightness, vasovagal, allergic, neuro, bp_systolic_mmhg, bp_diastolic_mmhg, pulse_bpm, spo2_pct, note, position, id, unread, origins ON reaction WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_rescue_entry_update BEFORE UPDATE OF parent_id, at, what, dose, by, position, id, unread, origins ON rescue_entry WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_check_delete BEFORE DELETE ON scan_check WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_check_update BEFORE UPDATE OF visit_id, document_id, digest, signed_by, reason, by, at, id, unread, origins ON scan_check WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_file_delete BEFORE DELETE ON scan_file WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_file_update BEFORE UPDATE OF received_at, by, name, kind, pages, sha256, content, id, unread, origins ON scan_file WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_filing_delete BEFORE DELETE ON scan_filing WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_filing_update BEFORE UPDATE OF scan_page_id, visit_id, document_id, kind, page, reason, by, at, id, unread, origins ON scan_filing WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_page_delete BEFORE DELETE ON scan_page WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_scan_page_update BEFORE UPDATE OF file_id, place, code, why, width, height, sha256, content, id, unread, origins ON scan_page WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_answer_update BEFORE UPDATE OF parent_id, code, question, answer, detail, position, id, unread, origins ON screening_answer WHEN EXISTS (SELECT 1 FROM screening JOIN visit ON visit.id = screening.visit_id WHERE screening.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_update BEFORE UPDATE OF site_treated_on, skin_lesion, keloid_history, keloid_site, active_alopecia, scalp_hardware, platelets_10e9_l, platelets_date, hb_g_l, hb_date, inr, inr_date, anticoagulant_name, anticoagulant_last_dose_at, dual_antiplatelet, nsaid_name, nsaid_last_dose_at, blood_donation_on, cancer_kind, cancer_ended_on, isotretinoin_use, isotretinoin_stopped_on, hba1c_mmol_mol, hba1c_date, cd4_per_ul, prednisolone_mg_day, systemic_steroid_last_on, local_steroid_injection_on, liver_decompensated, adrenaline_risks, letter_from, lmp, pregnancy_test, cigarettes_per_day, pack_years, cessation_offered, recent_procedure, recent_procedure_on, hair_dye_on, transplant_on, vaccine_on, note, visit_id, id, unread, origins ON screening WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_spin_update BEFORE UPDATE OF parent_id, number, rpm, rcf_g, minutes, temperature_c, brake, started_at, ended_at, position, id, unread, origins ON spin WHEN EXISTS (SELECT 1 FROM prp JOIN visit ON visit.id = prp.visit_id WHERE prp.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_stored_document_delete BEFORE DELETE ON stored_document WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_stored_document_update BEFORE UPDATE OF visit_id, kind, number, made_at, by, seal_code, pages, sha256, content, id, unread, origins ON stored_document WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_text_confirmation_delete BEFORE DELETE ON text_confirmation WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_text_confirmation_update BEFORE UPDATE OF version_id, confirmed_by, confirmed_at, id, unread, origins ON text_confirmation WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_text_version_delete BEFORE DELETE ON text_version WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_text_version_update BEFORE UPDATE OF kind, language, template, version, text, major, shipped, author, made_at, effective_on, note, based_on, id, unread, origins ON text_version WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_topical_update BEFORE UPDATE OF parent_id, product, lidocaine_mg_per_g, prilocaine_mg_per_g, tetracaine_mg_per_g, benzocaine_mg_per_g, prescribed, applied_g, area_cm2, applied_at, removed_at, occluded, skin_intact, shaved, applied_by, lot, expiry, udi_raw, position, id, unread, origins ON topical WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_mark_delete BEFORE DELETE ON visit_mark WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_mark_update BEFORE UPDATE OF visit_id, kind, reason, by, at, to_visit_id, id, unread, origins ON visit_mark WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_signature_update BEFORE UPDATE OF signer, registration, strokes, signed_at, scheme, digest, rules_then, patient_then, visit_id, id, unread, origins ON visit_signature WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_update BEFORE UPDATE OF course_id, kind, session_number, opened_at, started_at, ended_at, practitioner, assistant, room, reason, note, prose, prose_of, prose_at, late_reason, amends_id, amend_reason, moved_from_id, signed_at, id, unread, origins ON visit WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END
