DROP TRIGGER locked_visit_update

ALTER TABLE clinic ADD COLUMN lock_minutes TEXT

ALTER TABLE clinic ADD COLUMN recovery_made_at TEXT

ALTER TABLE clinic ADD COLUMN recovery_proved_at TEXT

ALTER TABLE practitioner ADD COLUMN role TEXT

ALTER TABLE practitioner ADD COLUMN pin TEXT

ALTER TABLE practitioner ADD COLUMN left_on TEXT

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
	CONSTRAINT pk_disclosure PRIMARY KEY (id),
	CONSTRAINT fk_disclosure_patient_id_patient FOREIGN KEY(patient_id) REFERENCES patient (id)
)
 STRICT

CREATE INDEX ix_disclosure_patient_id ON disclosure (patient_id)

ALTER TABLE visit ADD COLUMN late_reason TEXT

ALTER TABLE visit ADD COLUMN amends_id TEXT CONSTRAINT fk_visit_amends_id_visit REFERENCES visit (id)

ALTER TABLE visit ADD COLUMN amend_reason TEXT

ALTER TABLE visit ADD COLUMN moved_from_id TEXT CONSTRAINT fk_visit_moved_from_id_visit REFERENCES visit (id)

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
	CONSTRAINT pk_photo PRIMARY KEY (id),
	CONSTRAINT fk_photo_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT

CREATE INDEX ix_photo_visit_id ON photo (visit_id)

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
	CONSTRAINT pk_visit_mark PRIMARY KEY (id),
	CONSTRAINT fk_visit_mark_visit_id_visit FOREIGN KEY(visit_id) REFERENCES visit (id),
	CONSTRAINT fk_visit_mark_to_visit_id_visit FOREIGN KEY(to_visit_id) REFERENCES visit (id)
)
 STRICT

CREATE INDEX ix_visit_mark_visit_id ON visit_mark (visit_id)

CREATE TRIGGER locked_disclosure_delete BEFORE DELETE ON disclosure WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_disclosure_update BEFORE UPDATE OF patient_id, at, by, recipient, purpose, what, encrypted, sha256, id, unread ON disclosure WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_delete BEFORE DELETE ON photo WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = OLD.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_insert BEFORE INSERT ON photo WHEN EXISTS (SELECT 1 FROM visit WHERE visit.id = NEW.visit_id AND visit.signed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_photo_update BEFORE UPDATE OF visit_id, view, added_at, by, width, height, sha256, small, content, id, unread ON photo WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_stored_document_delete BEFORE DELETE ON stored_document WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_stored_document_update BEFORE UPDATE OF visit_id, kind, number, made_at, by, seal_code, pages, sha256, content, id, unread ON stored_document WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_mark_delete BEFORE DELETE ON visit_mark WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_mark_update BEFORE UPDATE OF visit_id, kind, reason, by, at, to_visit_id, id, unread ON visit_mark WHEN 1 BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END

CREATE TRIGGER locked_visit_update BEFORE UPDATE OF course_id, kind, session_number, opened_at, started_at, ended_at, practitioner, assistant, reason, note, late_reason, amends_id, amend_reason, moved_from_id, signed_at, id, unread ON visit WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'signed records cannot change'); END
