CREATE TABLE audit_entry (
	seq INTEGER NOT NULL,
	at TEXT NOT NULL,
	wall TEXT NOT NULL,
	clock_went_back INTEGER NOT NULL,
	who TEXT NOT NULL,
	verb TEXT NOT NULL,
	record TEXT,
	record_id TEXT,
	visit_id TEXT,
	field TEXT,
	said TEXT,
	content BLOB,
	mac BLOB NOT NULL,
	CONSTRAINT pk_audit_entry PRIMARY KEY (seq)
)
 STRICT

CREATE INDEX ix_audit_entry_record_id ON audit_entry (record_id)

CREATE TABLE clinic (
	practice INTEGER NOT NULL,
	name TEXT,
	descriptor TEXT,
	address TEXT,
	phone TEXT,
	night_phone TEXT,
	emergency_number TEXT,
	la_profile TEXT,
	web TEXT,
	backup_folder TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_clinic PRIMARY KEY (id)
)
 STRICT

CREATE TABLE patient (
	number TEXT NOT NULL,
	family_name TEXT,
	given_name TEXT,
	title_of_address TEXT,
	preferred_name TEXT,
	date_of_birth TEXT,
	sex_at_birth TEXT,
	gender_identity TEXT,
	pronouns TEXT,
	phone TEXT,
	email TEXT,
	address TEXT,
	emergency_contact_name TEXT,
	emergency_contact_phone TEXT,
	family_doctor_name TEXT,
	family_doctor_address TEXT,
	language TEXT,
	interpreter_needed INTEGER,
	occupation TEXT,
	blood_borne_virus TEXT,
	blood_borne_virus_on TEXT,
	allergy_status TEXT,
	allergies_asked_on TEXT,
	allergies_unavailable_reason TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_patient PRIMARY KEY (id),
	CONSTRAINT uq_patient_number UNIQUE (number)
)
 STRICT

CREATE TABLE practitioner (
	owner INTEGER NOT NULL,
	name TEXT,
	qualification TEXT,
	registration_number TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_practitioner PRIMARY KEY (id)
)
 STRICT

CREATE TABLE rule_change (
	book TEXT NOT NULL,
	rule TEXT NOT NULL,
	value TEXT NOT NULL,
	reason TEXT NOT NULL,
	"by" TEXT NOT NULL,
	at TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_rule_change PRIMARY KEY (id)
)
 STRICT

CREATE INDEX ix_rule_change_book ON rule_change (book)

CREATE TABLE sequence (
	name TEXT NOT NULL,
	last INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_sequence PRIMARY KEY (id),
	CONSTRAINT uq_sequence_name UNIQUE (name)
)
 STRICT

CREATE TABLE allergy (
	parent_id TEXT NOT NULL,
	agent TEXT,
	reaction TEXT,
	severity TEXT,
	noted_on TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_allergy PRIMARY KEY (id),
	CONSTRAINT fk_allergy_parent_id_patient FOREIGN KEY(parent_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_allergy_parent_id ON allergy (parent_id)

CREATE TABLE course (
	patient_id TEXT NOT NULL,
	modality TEXT,
	started_on TEXT,
	planned_sessions TEXT,
	interval_days_mn TEXT,
	interval_days_prp TEXT,
	maintenance_interval_months TEXT,
	goals TEXT,
	baseline_refusal_reason TEXT,
	decision TEXT,
	decided_on TEXT,
	stop_rule_note TEXT,
	ended_on TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_course PRIMARY KEY (id),
	CONSTRAINT fk_course_patient_id_patient FOREIGN KEY(patient_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_course_patient_id ON course (patient_id)

CREATE TABLE grading (
	parent_id TEXT NOT NULL,
	scale TEXT,
	grade TEXT,
	rater TEXT,
	date TEXT,
	is_baseline INTEGER,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_grading PRIMARY KEY (id),
	CONSTRAINT fk_grading_parent_id_patient FOREIGN KEY(parent_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_grading_parent_id ON grading (parent_id)

CREATE TABLE hair_diagnosis (
	parent_id TEXT NOT NULL,
	diagnosis TEXT,
	is_primary INTEGER,
	since TEXT,
	resolved_on TEXT,
	made_by TEXT,
	note TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_hair_diagnosis PRIMARY KEY (id),
	CONSTRAINT fk_hair_diagnosis_parent_id_patient FOREIGN KEY(parent_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_hair_diagnosis_parent_id ON hair_diagnosis (parent_id)

CREATE TABLE medicine (
	parent_id TEXT NOT NULL,
	drug TEXT,
	dose TEXT,
	frequency TEXT,
	reason TEXT,
	since TEXT,
	prescriber TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_medicine PRIMARY KEY (id),
	CONSTRAINT fk_medicine_parent_id_patient FOREIGN KEY(parent_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_medicine_parent_id ON medicine (parent_id)

CREATE TABLE past_treatment (
	parent_id TEXT NOT NULL,
	kind TEXT,
	last_on TEXT,
	sessions TEXT,
	place TEXT,
	result TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_past_treatment PRIMARY KEY (id),
	CONSTRAINT fk_past_treatment_parent_id_patient FOREIGN KEY(parent_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_past_treatment_parent_id ON past_treatment (parent_id)

CREATE TABLE patient_word (
	word TEXT NOT NULL,
	patient_id TEXT NOT NULL,
	CONSTRAINT pk_patient_word PRIMARY KEY (word, patient_id),
	CONSTRAINT fk_patient_word_patient_id_patient FOREIGN KEY(patient_id) REFERENCES patient (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE therapy (
	parent_id TEXT NOT NULL,
	drug TEXT,
	form TEXT,
	strength_pct TEXT,
	daily_dose_mg TEXT,
	dose TEXT,
	frequency TEXT,
	started_on TEXT,
	stopped_on TEXT,
	response TEXT,
	adverse_effects TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_therapy PRIMARY KEY (id),
	CONSTRAINT fk_therapy_parent_id_patient FOREIGN KEY(parent_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_therapy_parent_id ON therapy (parent_id)

CREATE TABLE weight (
	parent_id TEXT NOT NULL,
	weight_kg TEXT,
	date TEXT,
	source TEXT,
	height_cm TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_weight PRIMARY KEY (id),
	CONSTRAINT fk_weight_parent_id_patient FOREIGN KEY(parent_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_weight_parent_id ON weight (parent_id)

CREATE TABLE visit (
	course_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	session_number INTEGER NOT NULL,
	opened_at TEXT NOT NULL,
	started_at TEXT,
	ended_at TEXT,
	practitioner TEXT,
	assistant TEXT,
	reason TEXT,
	note TEXT,
	signed_at TEXT,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_visit PRIMARY KEY (id),
	CONSTRAINT fk_visit_course_id_course FOREIGN KEY(course_id) REFERENCES course (id)
)
 STRICT

CREATE INDEX ix_visit_course_id ON visit (course_id)

CREATE TABLE anaesthesia (
	anaesthesia_plan TEXT,
	oxygen_ready INTEGER,
	bag_valve_mask_ready INTEGER,
	defibrillator_ready INTEGER,
	lipid_20_pct_ready INTEGER,
	adrenaline_ready INTEGER,
	als_person_present INTEGER,
	iv_kit_ready INTEGER,
	reducing_conditions TEXT,
	reduction_factor TEXT,
	block_tested_at TEXT,
	block_test TEXT,
	observation_min_after_last_la TEXT,
	pain_nrs_baseline TEXT,
	pain_nrs_la_injection TEXT,
	pain_nrs_mn_worst TEXT,
	pain_nrs_prp_injection TEXT,
	pain_nrs_end TEXT,
	pain_nrs_plus15 TEXT,
	cooling_min TEXT,
	cooling_temperature_c TEXT,
	cooling_barrier INTEGER,
	vibration_device TEXT,
	vibration_hz TEXT,
	nitrous_contraindications TEXT,
	nitrous_consent INTEGER,
	nitrous_ventilation INTEGER,
	nitrous_start_at TEXT,
	nitrous_end_at TEXT,
	nitrous_given_by TEXT,
	nitrous_recovered INTEGER,
	paracetamol_mg TEXT,
	paracetamol_at TEXT,
	oral_analgesic_note TEXT,
	comfort_note TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_anaesthesia PRIMARY KEY (id),
	CONSTRAINT uq_anaesthesia_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_anaesthesia_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE assessment (
	weight_kg TEXT,
	weight_source TEXT,
	weight_date TEXT,
	height_cm TEXT,
	bp_systolic_mmhg TEXT,
	bp_diastolic_mmhg TEXT,
	pulse_bpm TEXT,
	spo2_pct TEXT,
	temp_c TEXT,
	fitzpatrick TEXT,
	red_flags TEXT,
	red_flags_referred_to TEXT,
	diagnosis_told INTEGER,
	examination TEXT,
	olsen_christmas_tree INTEGER,
	salt_top_pct TEXT,
	salt_back_pct TEXT,
	salt_right_pct TEXT,
	salt_left_pct TEXT,
	areata_modifiers TEXT,
	age_at_onset TEXT,
	duration_months TEXT,
	progression TEXT,
	family_history_maternal INTEGER,
	family_history_paternal INTEGER,
	weight_loss_over_5kg INTEGER,
	weight_loss_kg TEXT,
	diet TEXT,
	recent_events TEXT,
	recent_event_on TEXT,
	hair_practices TEXT,
	ferritin_ug_l TEXT,
	ferritin_date TEXT,
	tsh_mu_l TEXT,
	tsh_date TEXT,
	vit_d_nmol_l TEXT,
	vit_d_date TEXT,
	testosterone_nmol_l TEXT,
	testosterone_date TEXT,
	photographs_refused INTEGER,
	photographs_refused_reason TEXT,
	note TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_assessment PRIMARY KEY (id),
	CONSTRAINT uq_assessment_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_assessment_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE consent (
	template_id TEXT,
	template_version TEXT,
	signed_at TEXT,
	basis TEXT,
	confirms_consent_of TEXT,
	reconfirm_change TEXT,
	reconfirm_detail TEXT,
	language TEXT,
	info_given_date TEXT,
	written_info_version TEXT,
	same_day_reason TEXT,
	procedure_set TEXT,
	zones TEXT,
	planned_sessions TEXT,
	interval_days TEXT,
	blood_draw_ml TEXT,
	helpers TEXT,
	prp_manufactured_by TEXT,
	prp_directed_by TEXT,
	free_text_goals TEXT,
	regret TEXT,
	matters_most TEXT,
	diagnosis_told TEXT,
	uncertain TEXT,
	tests_offered TEXT,
	questions_answers TEXT,
	price_per_session TEXT,
	price_of_course TEXT,
	refund_rule TEXT,
	financial_interest TEXT,
	capacity_understand INTEGER,
	capacity_retain INTEGER,
	capacity_weigh INTEGER,
	capacity_communicate INTEGER,
	capacity_concerns TEXT,
	adjusted_format TEXT,
	interpreter_used INTEGER,
	interpreter_name TEXT,
	interpreter_id TEXT,
	interpreter_mode TEXT,
	witness_name TEXT,
	witness_role TEXT,
	guardian_name TEXT,
	guardian_relationship TEXT,
	guardian_authority TEXT,
	refused INTEGER,
	withdrawn_at TEXT,
	withdrawn_by TEXT,
	withdrawn_what TEXT,
	withdrawal_received_by TEXT,
	withdrawal_explained TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_consent PRIMARY KEY (id),
	CONSTRAINT uq_consent_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_consent_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE decision (
	visit_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	rule TEXT NOT NULL,
	fingerprint TEXT NOT NULL,
	what TEXT NOT NULL,
	why TEXT NOT NULL,
	reason TEXT,
	"by" TEXT NOT NULL,
	at TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_decision PRIMARY KEY (id),
	CONSTRAINT fk_decision_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE INDEX ix_decision_visit_id ON decision (visit_id)

CREATE TABLE needling (
	device_type TEXT,
	device_name TEXT,
	device_serial TEXT,
	last_service_date TEXT,
	last_function_check TEXT,
	cartridge_lot TEXT,
	cartridge_expiry TEXT,
	udi_raw TEXT,
	cartridge_single_use INTEGER,
	needle_length_mm TEXT,
	needle_gauge TEXT,
	needle_count TEXT,
	speed_level TEXT,
	speed_rpm TEXT,
	stroke_hz TEXT,
	rf_energy_mj TEXT,
	rf_power_w TEXT,
	rf_pulse_ms TEXT,
	rf_coagulation_level TEXT,
	rf_insulated INTEGER,
	rf_passes TEXT,
	rf_cooling INTEGER,
	rf_tip_id TEXT,
	skin_prep TEXT,
	skin_prep_other TEXT,
	skin_prep_dry_s TEXT,
	hair_prep TEXT,
	glide TEXT,
	start_at TEXT,
	end_at TEXT,
	sharps_disposed INTEGER,
	incident TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_needling PRIMARY KEY (id),
	CONSTRAINT uq_needling_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_needling_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE outcome (
	target_site TEXT,
	distance_from_nose_tip_mm TEXT,
	from_midline_mm TEXT,
	site_note TEXT,
	site_marker TEXT,
	hair_clip_length_mm TEXT,
	measurement_device TEXT,
	magnification TEXT,
	software TEXT,
	count_area_cm2 TEXT,
	hair_count_raw TEXT,
	terminal_count TEXT,
	vellus_count TEXT,
	terminal_threshold_um TEXT,
	mean_shaft_um TEXT,
	diameter_diversity_pct TEXT,
	anagen_pct TEXT,
	units_per_cm2 TEXT,
	hairs_per_unit TEXT,
	part_width_mm TEXT,
	pull_test_rule TEXT,
	last_hair_wash_hours TEXT,
	gpa_score TEXT,
	gpa_compared_with TEXT,
	gpa_rater TEXT,
	gpa_rater_blinded INTEGER,
	basp_basic TEXT,
	basp_frontal TEXT,
	basp_vertex TEXT,
	pct_improvement TEXT,
	satisfaction TEXT,
	dlqi TEXT,
	note TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_outcome PRIMARY KEY (id),
	CONSTRAINT uq_outcome_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_outcome_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE photo_consent (
	template_id TEXT,
	template_version TEXT,
	signed_at TEXT,
	refusal_is_free INTEGER,
	cannot_be_recalled INTEGER,
	note TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_photo_consent PRIMARY KEY (id),
	CONSTRAINT uq_photo_consent_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_photo_consent_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE post_procedure (
	sedated INTEGER,
	escort INTEGER,
	discharge_reviewed_by TEXT,
	fit_to_leave INTEGER,
	left_at TEXT,
	leaving_note TEXT,
	aftercare_given INTEGER,
	aftercare_version TEXT,
	aftercare_given_at TEXT,
	aftercare_explained_by TEXT,
	contact_given INTEGER,
	paracetamol_advised INTEGER,
	paracetamol_advice TEXT,
	nsaid_advice TEXT,
	leftover_explained INTEGER,
	advice_note TEXT,
	call_due TEXT,
	call_by TEXT,
	next_session_on TEXT,
	assessment_on TEXT,
	long_term_on TEXT,
	follow_up_note TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_post_procedure PRIMARY KEY (id),
	CONSTRAINT uq_post_procedure_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_post_procedure_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE prp (
	labelled_before_draw INTEGER,
	two_identifiers_confirmed INTEGER,
	label_read_back_at TEXT,
	label_read_back_by TEXT,
	one_patient_in_centrifuge INTEGER,
	batch_id TEXT,
	draw_at TEXT,
	drawn_by TEXT,
	draw_volume_ml TEXT,
	draw_site TEXT,
	draw_attempts TEXT,
	needle_gauge_draw TEXT,
	anticoagulant TEXT,
	anticoagulant_ml TEXT,
	kit_name TEXT,
	kit_lot TEXT,
	kit_expiry TEXT,
	kit_udi TEXT,
	preparation_method TEXT,
	centrifuge_id TEXT,
	rotor_type TEXT,
	rotor_radius_cm TEXT,
	radius_to TEXT,
	processing_temperature_c TEXT,
	baseline_sample TEXT,
	baseline_counted_on TEXT,
	baseline_platelets_10e9_l TEXT,
	baseline_wbc_10e9_l TEXT,
	baseline_neutrophils_10e9_l TEXT,
	baseline_rbc_10e12_l TEXT,
	baseline_hb_g_l TEXT,
	baseline_hct_l_l TEXT,
	prp_volume_ml TEXT,
	prp_ready_at TEXT,
	appearance TEXT,
	is_fibrin_clot INTEGER,
	prp_count_method TEXT,
	prp_dilution_factor TEXT,
	prp_platelets_10e9_l TEXT,
	prp_wbc_10e9_l TEXT,
	prp_neutrophils_10e9_l TEXT,
	prp_rbc_10e12_l TEXT,
	growth_factors TEXT,
	activator TEXT,
	activator_other TEXT,
	activator_ml TEXT,
	image_guided INTEGER,
	light_activated INTEGER,
	prp_red_volume_pct TEXT,
	isth_product TEXT,
	isth_activation TEXT,
	isth_preparation TEXT,
	prp_prepared_by TEXT,
	prp_prepared_by_registration TEXT,
	prp_responsible_prescriber TEXT,
	prescriber_registration TEXT,
	storage TEXT,
	leftover_ml TEXT,
	discarded_at TEXT,
	discarded_by TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_prp PRIMARY KEY (id),
	CONSTRAINT uq_prp_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_prp_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE prp_application (
	timeout_name_confirmed INTEGER,
	timeout_dob_confirmed INTEGER,
	syringe_label_matches INTEGER,
	chart_matches INTEGER,
	timeout_at TEXT,
	timeout_by TEXT,
	route TEXT,
	sequence TEXT,
	injection_start_at TEXT,
	applied_by TEXT,
	technique TEXT,
	needle_gauge TEXT,
	needle_length_mm TEXT,
	depth_mm TEXT,
	total_injected_ml TEXT,
	topical_ml TEXT,
	ml_per_point TEXT,
	number_of_points TEXT,
	point_spacing_cm TEXT,
	injectate_temperature_c TEXT,
	massage_min TEXT,
	pain_nrs_prp TEXT,
	immediate_reaction TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_prp_application PRIMARY KEY (id),
	CONSTRAINT uq_prp_application_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_prp_application_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE screening (
	site_treated_on TEXT,
	skin_lesion TEXT,
	keloid_history TEXT,
	keloid_site TEXT,
	active_alopecia TEXT,
	scalp_hardware TEXT,
	platelets_10e9_l TEXT,
	platelets_date TEXT,
	hb_g_l TEXT,
	hb_date TEXT,
	inr TEXT,
	inr_date TEXT,
	anticoagulant_name TEXT,
	anticoagulant_last_dose_at TEXT,
	dual_antiplatelet INTEGER,
	nsaid_name TEXT,
	nsaid_last_dose_at TEXT,
	blood_donation_on TEXT,
	cancer_kind TEXT,
	cancer_ended_on TEXT,
	isotretinoin_use TEXT,
	isotretinoin_stopped_on TEXT,
	hba1c_mmol_mol TEXT,
	hba1c_date TEXT,
	cd4_per_ul TEXT,
	prednisolone_mg_day TEXT,
	systemic_steroid_last_on TEXT,
	local_steroid_injection_on TEXT,
	liver_decompensated INTEGER,
	adrenaline_risks TEXT,
	letter_from TEXT,
	lmp TEXT,
	pregnancy_test TEXT,
	cigarettes_per_day TEXT,
	pack_years TEXT,
	cessation_offered INTEGER,
	recent_procedure TEXT,
	recent_procedure_on TEXT,
	hair_dye_on TEXT,
	transplant_on TEXT,
	vaccine_on TEXT,
	note TEXT,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_screening PRIMARY KEY (id),
	CONSTRAINT uq_screening_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_screening_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE visit_signature (
	signer TEXT NOT NULL,
	registration TEXT,
	strokes TEXT,
	signed_at TEXT NOT NULL,
	scheme TEXT NOT NULL,
	digest TEXT NOT NULL,
	rules_then TEXT NOT NULL,
	patient_then TEXT NOT NULL,
	visit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_visit_signature PRIMARY KEY (id),
	CONSTRAINT uq_visit_signature_visit_id UNIQUE (visit_id),
	CONSTRAINT fk_visit_signature_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE TABLE adverse_event (
	parent_id TEXT NOT NULL,
	term TEXT,
	term_other TEXT,
	grade TEXT,
	ctcae_version TEXT,
	onset_at TEXT,
	reported_at TEXT,
	reported_by TEXT,
	seriousness TEXT,
	relatedness TEXT,
	expectedness TEXT,
	from_device INTEGER,
	action TEXT,
	treatment TEXT,
	outcome TEXT,
	resolved_at TEXT,
	reported_externally TEXT,
	external_reference TEXT,
	root_cause TEXT,
	photo_ids TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_adverse_event PRIMARY KEY (id),
	CONSTRAINT fk_adverse_event_parent_id_post_procedure FOREIGN KEY(parent_id) REFERENCES post_procedure (id)
)
 STRICT

CREATE INDEX ix_adverse_event_parent_id ON adverse_event (parent_id)

CREATE TABLE applied_zone (
	parent_id TEXT NOT NULL,
	zone TEXT,
	area_cm2 TEXT,
	ml TEXT,
	points TEXT,
	topical_ml TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_applied_zone PRIMARY KEY (id),
	CONSTRAINT fk_applied_zone_parent_id_prp_application FOREIGN KEY(parent_id) REFERENCES prp_application (id)
)
 STRICT

CREATE INDEX ix_applied_zone_parent_id ON applied_zone (parent_id)

CREATE TABLE consent_signature (
	parent_id TEXT NOT NULL,
	role TEXT,
	printed_name TEXT,
	registration TEXT,
	method TEXT,
	signed_at TEXT,
	strokes TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_consent_signature PRIMARY KEY (id),
	CONSTRAINT fk_consent_signature_parent_id_consent FOREIGN KEY(parent_id) REFERENCES consent (id)
)
 STRICT

CREATE INDEX ix_consent_signature_parent_id ON consent_signature (parent_id)

CREATE TABLE consent_statement (
	parent_id TEXT NOT NULL,
	statement_id TEXT NOT NULL,
	sentence TEXT NOT NULL,
	accepted INTEGER,
	initials TEXT,
	accepted_at TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_consent_statement PRIMARY KEY (id),
	CONSTRAINT fk_consent_statement_parent_id_consent FOREIGN KEY(parent_id) REFERENCES consent (id)
)
 STRICT

CREATE INDEX ix_consent_statement_parent_id ON consent_statement (parent_id)

CREATE TABLE day_grading (
	parent_id TEXT NOT NULL,
	scale TEXT,
	grade TEXT,
	rater TEXT,
	rater_blinded INTEGER,
	date TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_day_grading PRIMARY KEY (id),
	CONSTRAINT fk_day_grading_parent_id_assessment FOREIGN KEY(parent_id) REFERENCES assessment (id)
)
 STRICT

CREATE INDEX ix_day_grading_parent_id ON day_grading (parent_id)

CREATE TABLE dose (
	parent_id TEXT NOT NULL,
	agent TEXT,
	concentration_pct TEXT,
	adrenaline TEXT,
	volume_ml TEXT,
	buffered_with_ml TEXT,
	technique TEXT,
	site_nerve TEXT,
	side TEXT,
	needle_gauge TEXT,
	needle_length_mm TEXT,
	aspiration_done INTEGER,
	incremental INTEGER,
	given_at TEXT,
	given_by TEXT,
	second_checker TEXT,
	lot TEXT,
	expiry TEXT,
	container TEXT,
	preservative TEXT,
	drawn_up_ml TEXT,
	wasted_ml TEXT,
	onset_min TEXT,
	block_test TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_dose PRIMARY KEY (id),
	CONSTRAINT fk_dose_parent_id_anaesthesia FOREIGN KEY(parent_id) REFERENCES anaesthesia (id)
)
 STRICT

CREATE INDEX ix_dose_parent_id ON dose (parent_id)

CREATE TABLE needled_zone (
	parent_id TEXT NOT NULL,
	zone TEXT,
	area_cm2 TEXT,
	depth_mm TEXT,
	passes TEXT,
	direction TEXT,
	pressure TEXT,
	endpoint TEXT,
	start_at TEXT,
	end_at TEXT,
	incident TEXT,
	note TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_needled_zone PRIMARY KEY (id),
	CONSTRAINT fk_needled_zone_parent_id_needling FOREIGN KEY(parent_id) REFERENCES needling (id)
)
 STRICT

CREATE INDEX ix_needled_zone_parent_id ON needled_zone (parent_id)

CREATE TABLE photo_scope (
	parent_id TEXT NOT NULL,
	scope TEXT,
	allowed INTEGER,
	identifiable INTEGER,
	face_or_tattoo_masked INTEGER,
	expiry TEXT,
	withdrawn_on TEXT,
	initials TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_photo_scope PRIMARY KEY (id),
	CONSTRAINT fk_photo_scope_parent_id_photo_consent FOREIGN KEY(parent_id) REFERENCES photo_consent (id)
)
 STRICT

CREATE INDEX ix_photo_scope_parent_id ON photo_scope (parent_id)

CREATE TABLE photo_signature (
	parent_id TEXT NOT NULL,
	role TEXT,
	printed_name TEXT,
	registration TEXT,
	method TEXT,
	signed_at TEXT,
	strokes TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_photo_signature PRIMARY KEY (id),
	CONSTRAINT fk_photo_signature_parent_id_photo_consent FOREIGN KEY(parent_id) REFERENCES photo_consent (id)
)
 STRICT

CREATE INDEX ix_photo_signature_parent_id ON photo_signature (parent_id)

CREATE TABLE photograph (
	parent_id TEXT NOT NULL,
	"view" TEXT,
	taken_at TEXT,
	taken_by TEXT,
	camera TEXT,
	distance_cm TEXT,
	lighting TEXT,
	hair_state TEXT,
	head_position_device TEXT,
	hours_since_wash TEXT,
	hours_since_dye TEXT,
	consent_scope TEXT,
	file_name TEXT,
	sha256 TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_photograph PRIMARY KEY (id),
	CONSTRAINT fk_photograph_parent_id_assessment FOREIGN KEY(parent_id) REFERENCES assessment (id)
)
 STRICT

CREATE INDEX ix_photograph_parent_id ON photograph (parent_id)

CREATE TABLE pull_test (
	parent_id TEXT NOT NULL,
	site TEXT,
	hairs_grasped TEXT,
	hairs_extracted TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_pull_test PRIMARY KEY (id),
	CONSTRAINT fk_pull_test_parent_id_outcome FOREIGN KEY(parent_id) REFERENCES outcome (id)
)
 STRICT

CREATE INDEX ix_pull_test_parent_id ON pull_test (parent_id)

CREATE TABLE reaction (
	parent_id TEXT NOT NULL,
	moment TEXT,
	taken_at TEXT,
	erythema TEXT,
	oedema TEXT,
	bleeding TEXT,
	pain_nrs TEXT,
	itch TEXT,
	bruising TEXT,
	exudate TEXT,
	tightness TEXT,
	vasovagal TEXT,
	allergic TEXT,
	neuro TEXT,
	bp_systolic_mmhg TEXT,
	bp_diastolic_mmhg TEXT,
	pulse_bpm TEXT,
	spo2_pct TEXT,
	note TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_reaction PRIMARY KEY (id),
	CONSTRAINT fk_reaction_parent_id_post_procedure FOREIGN KEY(parent_id) REFERENCES post_procedure (id)
)
 STRICT

CREATE INDEX ix_reaction_parent_id ON reaction (parent_id)

CREATE TABLE rescue_entry (
	parent_id TEXT NOT NULL,
	at TEXT,
	what TEXT,
	dose TEXT,
	"by" TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_rescue_entry PRIMARY KEY (id),
	CONSTRAINT fk_rescue_entry_parent_id_post_procedure FOREIGN KEY(parent_id) REFERENCES post_procedure (id)
)
 STRICT

CREATE INDEX ix_rescue_entry_parent_id ON rescue_entry (parent_id)

CREATE TABLE screening_answer (
	parent_id TEXT NOT NULL,
	code TEXT NOT NULL,
	question TEXT NOT NULL,
	answer TEXT,
	detail TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_screening_answer PRIMARY KEY (id),
	CONSTRAINT fk_screening_answer_parent_id_screening FOREIGN KEY(parent_id) REFERENCES screening (id)
)
 STRICT

CREATE INDEX ix_screening_answer_parent_id ON screening_answer (parent_id)

CREATE TABLE spin (
	parent_id TEXT NOT NULL,
	number TEXT,
	rpm TEXT,
	rcf_g TEXT,
	minutes TEXT,
	temperature_c TEXT,
	brake INTEGER,
	started_at TEXT,
	ended_at TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_spin PRIMARY KEY (id),
	CONSTRAINT fk_spin_parent_id_prp FOREIGN KEY(parent_id) REFERENCES prp (id)
)
 STRICT

CREATE INDEX ix_spin_parent_id ON spin (parent_id)

CREATE TABLE topical (
	parent_id TEXT NOT NULL,
	product TEXT,
	lidocaine_mg_per_g TEXT,
	prilocaine_mg_per_g TEXT,
	tetracaine_mg_per_g TEXT,
	benzocaine_mg_per_g TEXT,
	prescribed INTEGER,
	applied_g TEXT,
	area_cm2 TEXT,
	applied_at TEXT,
	removed_at TEXT,
	occluded INTEGER,
	skin_intact INTEGER,
	shaved INTEGER,
	applied_by TEXT,
	lot TEXT,
	expiry TEXT,
	position INTEGER NOT NULL,
	id TEXT NOT NULL,
	unread TEXT,
	CONSTRAINT pk_topical PRIMARY KEY (id),
	CONSTRAINT fk_topical_parent_id_anaesthesia FOREIGN KEY(parent_id) REFERENCES anaesthesia (id)
)
 STRICT

CREATE INDEX ix_topical_parent_id ON topical (parent_id)

CREATE TRIGGER appended_audit_entry_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit trail is only appended to'); END

CREATE TRIGGER appended_audit_entry_insert BEFORE INSERT ON audit_entry WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entry) BEGIN SELECT RAISE(ABORT, 'the audit trail is only appended to'); END

CREATE TRIGGER appended_audit_entry_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit trail is only appended to'); END

CREATE TRIGGER locked_adverse_event_delete BEFORE DELETE ON adverse_event WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_adverse_event_insert BEFORE INSERT ON adverse_event WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_adverse_event_update BEFORE UPDATE OF parent_id, term, term_other, grade, ctcae_version, onset_at, reported_at, reported_by, seriousness, relatedness, expectedness, from_device, action, treatment, outcome, resolved_at, reported_externally, external_reference, root_cause, photo_ids, position, id, unread ON adverse_event WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_anaesthesia_delete BEFORE DELETE ON anaesthesia WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_anaesthesia_insert BEFORE INSERT ON anaesthesia WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_anaesthesia_update BEFORE UPDATE OF anaesthesia_plan, oxygen_ready, bag_valve_mask_ready, defibrillator_ready, lipid_20_pct_ready, adrenaline_ready, als_person_present, iv_kit_ready, reducing_conditions, reduction_factor, block_tested_at, block_test, observation_min_after_last_la, pain_nrs_baseline, pain_nrs_la_injection, pain_nrs_mn_worst, pain_nrs_prp_injection, pain_nrs_end, pain_nrs_plus15, cooling_min, cooling_temperature_c, cooling_barrier, vibration_device, vibration_hz, nitrous_contraindications, nitrous_consent, nitrous_ventilation, nitrous_start_at, nitrous_end_at, nitrous_given_by, nitrous_recovered, paracetamol_mg, paracetamol_at, oral_analgesic_note, comfort_note, visit_id, id, unread ON anaesthesia WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_applied_zone_delete BEFORE DELETE ON applied_zone WHEN EXISTS (SELECT 1 FROM prp_application JOIN visit ON visit.id = prp_application.visit_id WHERE prp_application.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_applied_zone_insert BEFORE INSERT ON applied_zone WHEN EXISTS (SELECT 1 FROM prp_application JOIN visit ON visit.id = prp_application.visit_id WHERE prp_application.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_applied_zone_update BEFORE UPDATE OF parent_id, zone, area_cm2, ml, points, topical_ml, position, id, unread ON applied_zone WHEN EXISTS (SELECT 1 FROM prp_application JOIN visit ON visit.id = prp_application.visit_id WHERE prp_application.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_assessment_delete BEFORE DELETE ON assessment WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_assessment_insert BEFORE INSERT ON assessment WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_assessment_update BEFORE UPDATE OF weight_kg, weight_source, weight_date, height_cm, bp_systolic_mmhg, bp_diastolic_mmhg, pulse_bpm, spo2_pct, temp_c, fitzpatrick, red_flags, red_flags_referred_to, diagnosis_told, examination, olsen_christmas_tree, salt_top_pct, salt_back_pct, salt_right_pct, salt_left_pct, areata_modifiers, age_at_onset, duration_months, progression, family_history_maternal, family_history_paternal, weight_loss_over_5kg, weight_loss_kg, diet, recent_events, recent_event_on, hair_practices, ferritin_ug_l, ferritin_date, tsh_mu_l, tsh_date, vit_d_nmol_l, vit_d_date, testosterone_nmol_l, testosterone_date, photographs_refused, photographs_refused_reason, note, visit_id, id, unread ON assessment WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_delete BEFORE DELETE ON consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_insert BEFORE INSERT ON consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_signature_delete BEFORE DELETE ON consent_signature WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_signature_insert BEFORE INSERT ON consent_signature WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = NEW.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_signature_update BEFORE UPDATE OF parent_id, role, printed_name, registration, method, signed_at, strokes, position, id, unread ON consent_signature WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_statement_delete BEFORE DELETE ON consent_statement WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_statement_insert BEFORE INSERT ON consent_statement WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = NEW.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_statement_update BEFORE UPDATE OF parent_id, statement_id, sentence, accepted, initials, accepted_at, position, id, unread ON consent_statement WHEN EXISTS (SELECT 1 FROM consent JOIN visit ON visit.id = consent.visit_id WHERE consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_consent_update BEFORE UPDATE OF template_id, template_version, signed_at, basis, confirms_consent_of, reconfirm_change, reconfirm_detail, language, info_given_date, written_info_version, same_day_reason, procedure_set, zones, planned_sessions, interval_days, blood_draw_ml, helpers, prp_manufactured_by, prp_directed_by, free_text_goals, regret, matters_most, diagnosis_told, uncertain, tests_offered, questions_answers, price_per_session, price_of_course, refund_rule, financial_interest, capacity_understand, capacity_retain, capacity_weigh, capacity_communicate, capacity_concerns, adjusted_format, interpreter_used, interpreter_name, interpreter_id, interpreter_mode, witness_name, witness_role, guardian_name, guardian_relationship, guardian_authority, refused, visit_id, id ON consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR OLD.signed_at IS NOT NULL OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_day_grading_delete BEFORE DELETE ON day_grading WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_day_grading_insert BEFORE INSERT ON day_grading WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_day_grading_update BEFORE UPDATE OF parent_id, scale, grade, rater, rater_blinded, date, position, id, unread ON day_grading WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_decision_delete BEFORE DELETE ON decision WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_decision_insert BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_decision_update BEFORE UPDATE OF visit_id, kind, rule, fingerprint, what, why, reason, by, at, id, unread ON decision WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_dose_delete BEFORE DELETE ON dose WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_dose_insert BEFORE INSERT ON dose WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_dose_update BEFORE UPDATE OF parent_id, agent, concentration_pct, adrenaline, volume_ml, buffered_with_ml, technique, site_nerve, side, needle_gauge, needle_length_mm, aspiration_done, incremental, given_at, given_by, second_checker, lot, expiry, container, preservative, drawn_up_ml, wasted_ml, onset_min, block_test, position, id, unread ON dose WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needled_zone_delete BEFORE DELETE ON needled_zone WHEN EXISTS (SELECT 1 FROM needling JOIN visit ON visit.id = needling.visit_id WHERE needling.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needled_zone_insert BEFORE INSERT ON needled_zone WHEN EXISTS (SELECT 1 FROM needling JOIN visit ON visit.id = needling.visit_id WHERE needling.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needled_zone_update BEFORE UPDATE OF parent_id, zone, area_cm2, depth_mm, passes, direction, pressure, endpoint, start_at, end_at, incident, note, position, id, unread ON needled_zone WHEN EXISTS (SELECT 1 FROM needling JOIN visit ON visit.id = needling.visit_id WHERE needling.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needling_delete BEFORE DELETE ON needling WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needling_insert BEFORE INSERT ON needling WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_needling_update BEFORE UPDATE OF device_type, device_name, device_serial, last_service_date, last_function_check, cartridge_lot, cartridge_expiry, udi_raw, cartridge_single_use, needle_length_mm, needle_gauge, needle_count, speed_level, speed_rpm, stroke_hz, rf_energy_mj, rf_power_w, rf_pulse_ms, rf_coagulation_level, rf_insulated, rf_passes, rf_cooling, rf_tip_id, skin_prep, skin_prep_other, skin_prep_dry_s, hair_prep, glide, start_at, end_at, sharps_disposed, incident, visit_id, id, unread ON needling WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_outcome_delete BEFORE DELETE ON outcome WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_outcome_insert BEFORE INSERT ON outcome WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_outcome_update BEFORE UPDATE OF target_site, distance_from_nose_tip_mm, from_midline_mm, site_note, site_marker, hair_clip_length_mm, measurement_device, magnification, software, count_area_cm2, hair_count_raw, terminal_count, vellus_count, terminal_threshold_um, mean_shaft_um, diameter_diversity_pct, anagen_pct, units_per_cm2, hairs_per_unit, part_width_mm, pull_test_rule, last_hair_wash_hours, gpa_score, gpa_compared_with, gpa_rater, gpa_rater_blinded, basp_basic, basp_frontal, basp_vertex, pct_improvement, satisfaction, dlqi, note, visit_id, id, unread ON outcome WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_consent_delete BEFORE DELETE ON photo_consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_consent_insert BEFORE INSERT ON photo_consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_consent_update BEFORE UPDATE OF template_id, template_version, signed_at, refusal_is_free, cannot_be_recalled, note, visit_id, id, unread ON photo_consent WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR OLD.signed_at IS NOT NULL OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_scope_delete BEFORE DELETE ON photo_scope WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_scope_insert BEFORE INSERT ON photo_scope WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = NEW.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_scope_update BEFORE UPDATE OF parent_id, scope, allowed, identifiable, face_or_tattoo_masked, expiry, initials, position, id ON photo_scope WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_signature_delete BEFORE DELETE ON photo_signature WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_signature_insert BEFORE INSERT ON photo_signature WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = NEW.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_signature_update BEFORE UPDATE OF parent_id, role, printed_name, registration, method, signed_at, strokes, position, id, unread ON photo_signature WHEN EXISTS (SELECT 1 FROM photo_consent JOIN visit ON visit.id = photo_consent.visit_id WHERE photo_consent.id = OLD.parent_id AND (visit.signed_at IS NOT NULL OR photo_consent.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photograph_delete BEFORE DELETE ON photograph WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photograph_insert BEFORE INSERT ON photograph WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photograph_update BEFORE UPDATE OF parent_id, view, taken_at, taken_by, camera, distance_cm, lighting, hair_state, head_position_device, hours_since_wash, hours_since_dye, consent_scope, file_name, sha256, position, id, unread ON photograph WHEN EXISTS (SELECT 1 FROM assessment JOIN visit ON visit.id = assessment.visit_id WHERE assessment.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_post_procedure_delete BEFORE DELETE ON post_procedure WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_post_procedure_insert BEFORE INSERT ON post_procedure WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_post_procedure_update BEFORE UPDATE OF sedated, escort, discharge_reviewed_by, fit_to_leave, left_at, leaving_note, aftercare_given, aftercare_version, aftercare_given_at, aftercare_explained_by, contact_given, paracetamol_advised, paracetamol_advice, nsaid_advice, leftover_explained, advice_note, call_due, call_by, next_session_on, assessment_on, long_term_on, follow_up_note, visit_id, id, unread ON post_procedure WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_application_delete BEFORE DELETE ON prp_application WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_application_insert BEFORE INSERT ON prp_application WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_application_update BEFORE UPDATE OF timeout_name_confirmed, timeout_dob_confirmed, syringe_label_matches, chart_matches, timeout_at, timeout_by, route, sequence, injection_start_at, applied_by, technique, needle_gauge, needle_length_mm, depth_mm, total_injected_ml, topical_ml, ml_per_point, number_of_points, point_spacing_cm, injectate_temperature_c, massage_min, pain_nrs_prp, immediate_reaction, visit_id, id, unread ON prp_application WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_delete BEFORE DELETE ON prp WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_insert BEFORE INSERT ON prp WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_prp_update BEFORE UPDATE OF labelled_before_draw, two_identifiers_confirmed, label_read_back_at, label_read_back_by, one_patient_in_centrifuge, batch_id, draw_at, drawn_by, draw_volume_ml, draw_site, draw_attempts, needle_gauge_draw, anticoagulant, anticoagulant_ml, kit_name, kit_lot, kit_expiry, kit_udi, preparation_method, centrifuge_id, rotor_type, rotor_radius_cm, radius_to, processing_temperature_c, baseline_sample, baseline_counted_on, baseline_platelets_10e9_l, baseline_wbc_10e9_l, baseline_neutrophils_10e9_l, baseline_rbc_10e12_l, baseline_hb_g_l, baseline_hct_l_l, prp_volume_ml, prp_ready_at, appearance, is_fibrin_clot, prp_count_method, prp_dilution_factor, prp_platelets_10e9_l, prp_wbc_10e9_l, prp_neutrophils_10e9_l, prp_rbc_10e12_l, growth_factors, activator, activator_other, activator_ml, image_guided, light_activated, prp_red_volume_pct, isth_product, isth_activation, isth_preparation, prp_prepared_by, prp_prepared_by_registration, prp_responsible_prescriber, prescriber_registration, storage, leftover_ml, discarded_at, discarded_by, visit_id, id, unread ON prp WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_pull_test_delete BEFORE DELETE ON pull_test WHEN EXISTS (SELECT 1 FROM outcome JOIN visit ON visit.id = outcome.visit_id WHERE outcome.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_pull_test_insert BEFORE INSERT ON pull_test WHEN EXISTS (SELECT 1 FROM outcome JOIN visit ON visit.id = outcome.visit_id WHERE outcome.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_pull_test_update BEFORE UPDATE OF parent_id, site, hairs_grasped, hairs_extracted, position, id, unread ON pull_test WHEN EXISTS (SELECT 1 FROM outcome JOIN visit ON visit.id = outcome.visit_id WHERE outcome.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_reaction_delete BEFORE DELETE ON reaction WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_reaction_insert BEFORE INSERT ON reaction WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_reaction_update BEFORE UPDATE OF parent_id, moment, taken_at, erythema, oedema, bleeding, pain_nrs, itch, bruising, exudate, tightness, vasovagal, allergic, neuro, bp_systolic_mmhg, bp_diastolic_mmhg, pulse_bpm, spo2_pct, note, position, id, unread ON reaction WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_rescue_entry_delete BEFORE DELETE ON rescue_entry WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_rescue_entry_insert BEFORE INSERT ON rescue_entry WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_rescue_entry_update BEFORE UPDATE OF parent_id, at, what, dose, by, position, id, unread ON rescue_entry WHEN EXISTS (SELECT 1 FROM post_procedure JOIN visit ON visit.id = post_procedure.visit_id WHERE post_procedure.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_answer_delete BEFORE DELETE ON screening_answer WHEN EXISTS (SELECT 1 FROM screening JOIN visit ON visit.id = screening.visit_id WHERE screening.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_answer_insert BEFORE INSERT ON screening_answer WHEN EXISTS (SELECT 1 FROM screening JOIN visit ON visit.id = screening.visit_id WHERE screening.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_answer_update BEFORE UPDATE OF parent_id, code, question, answer, detail, position, id, unread ON screening_answer WHEN EXISTS (SELECT 1 FROM screening JOIN visit ON visit.id = screening.visit_id WHERE screening.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_delete BEFORE DELETE ON screening WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_insert BEFORE INSERT ON screening WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_screening_update BEFORE UPDATE OF site_treated_on, skin_lesion, keloid_history, keloid_site, active_alopecia, scalp_hardware, platelets_10e9_l, platelets_date, hb_g_l, hb_date, inr, inr_date, anticoagulant_name, anticoagulant_last_dose_at, dual_antiplatelet, nsaid_name, nsaid_last_dose_at, blood_donation_on, cancer_kind, cancer_ended_on, isotretinoin_use, isotretinoin_stopped_on, hba1c_mmol_mol, hba1c_date, cd4_per_ul, prednisolone_mg_day, systemic_steroid_last_on, local_steroid_injection_on, liver_decompensated, adrenaline_risks, letter_from, lmp, pregnancy_test, cigarettes_per_day, pack_years, cessation_offered, recent_procedure, recent_procedure_on, hair_dye_on, transplant_on, vaccine_on, note, visit_id, id, unread ON screening WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_spin_delete BEFORE DELETE ON spin WHEN EXISTS (SELECT 1 FROM prp JOIN visit ON visit.id = prp.visit_id WHERE prp.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_spin_insert BEFORE INSERT ON spin WHEN EXISTS (SELECT 1 FROM prp JOIN visit ON visit.id = prp.visit_id WHERE prp.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_spin_update BEFORE UPDATE OF parent_id, number, rpm, rcf_g, minutes, temperature_c, brake, started_at, ended_at, position, id, unread ON spin WHEN EXISTS (SELECT 1 FROM prp JOIN visit ON visit.id = prp.visit_id WHERE prp.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_topical_delete BEFORE DELETE ON topical WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_topical_insert BEFORE INSERT ON topical WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = NEW.parent_id AND (visit.signed_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_topical_update BEFORE UPDATE OF parent_id, product, lidocaine_mg_per_g, prilocaine_mg_per_g, tetracaine_mg_per_g, benzocaine_mg_per_g, prescribed, applied_g, area_cm2, applied_at, removed_at, occluded, skin_intact, shaved, applied_by, lot, expiry, position, id, unread ON topical WHEN EXISTS (SELECT 1 FROM anaesthesia JOIN visit ON visit.id = anaesthesia.visit_id WHERE anaesthesia.id = OLD.parent_id AND (visit.signed_at IS NOT NULL)) OR NEW.parent_id IS NOT OLD.parent_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_delete BEFORE DELETE ON visit WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_signature_delete BEFORE DELETE ON visit_signature WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_signature_insert BEFORE INSERT ON visit_signature WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_signature_update BEFORE UPDATE OF signer, registration, strokes, signed_at, scheme, digest, rules_then, patient_then, visit_id, id, unread ON visit_signature WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) OR NEW.visit_id IS NOT OLD.visit_id BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_update BEFORE UPDATE OF course_id, kind, session_number, opened_at, started_at, ended_at, practitioner, assistant, reason, note, signed_at, id, unread ON visit WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END
