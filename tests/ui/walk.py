"""A whole M-PRP visit as a practitioner charts it: every answer typed, tapped or drawn at the window."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from charting.texts import aftercare_text
from tests.ui.hands import Hands
from tests.ui.waiting import let_run
from ui.parts.choice_piece import ChoicePiece
from ui.views.entry import Entry

PASSWORD = "fold gently 42 maps"
CLINIC = {
    "Clinic name": "Sample Hair Clinic",
    "Telephone": "01632 960000",
    "Emergency number": "999",
    "Address line 1": "1 Sample Street",
    "Address line 2": "Sampletown SA1 1AA",
    "Your name": "Dr Rowan Sample",
    "Qualification": "MBBS",
    "Registration number": "GMC 0000000",
}
DOCTOR, NURSE = "Dr Rowan Sample, GMC 0000000", "Noor Sample, NMC 00A0000A"
GOALS = "My parting shows in every photograph."
ZONES = (
    ("frontal_left", "12", "1", "4", "0.8", "8"),
    ("frontal_right", "12", "1", "4", "0.8", "8"),
    ("mid_scalp", "20", "1.25", "5", "1.6", "16"),
    ("vertex", "12", "1.25", "5", "0.8", "8"),
)


class Clock:
    """A clock the tests set."""

    def __init__(self, day: datetime):
        self.moment = day

    def __call__(self) -> datetime:
        return self.moment

    def at(self, hour: int, minute: int) -> None:
        self.moment = self.moment.replace(hour=hour, minute=minute)


class Walk:
    """One practitioner at one shell."""

    def __init__(self, shell, clock):
        self.shell, self.clock = shell, clock
        self.hands = Hands(shell)

    @property
    def main(self):
        return self.shell.screen_in_view()

    @property
    def visit(self):
        return self.main.visit.visit

    def press(self, words):
        """Press the visible button of these words."""
        let_run(0)
        for button in self.buttons():
            if button.isVisible() and button.text() == words:
                self.hands.click(button)
                let_run(20)
                return
        raise AssertionError(f"no button “{words}” on the screen")

    def buttons(self):
        return [b for b in self.shell.findChildren(QAbstractButton) if not isinstance(b, ChoicePiece)]

    def words(self):
        """Every word on the screen that a label shows."""
        let_run(0)
        return "\n".join(label.text() for label in self.shell.findChildren(QLabel) if label.isVisible())

    def enter(self, label, text):
        """Type into a line of a screen that comes before any record."""
        for entry in self.shell.findChildren(Entry):
            if entry.isVisible() and entry.line.accessibleName() == label:
                self.hands.type(entry.line, text)
                return
        raise AssertionError(f"no line “{label}” on the screen")

    def first_start(self, prove=True):
        for label, text in CLINIC.items():
            self.enter(label, text)
        self.enter("Password", PASSWORD)
        self.enter("Password again", PASSWORD)
        self.press("Open the clinic")
        if prove:
            self.prove_paper()

    def prove_paper(self):
        """Type the two groups asked for, as they stand on the recovery sheet, and go on."""
        view = self.main
        for at, entry in zip(view._key.asked, view.groups, strict=True):
            self.hands.type(entry.line, view._key.groups[at])
        self.press("Go on")

    def uncover(self, secret, name=""):
        """Give PIN or password to the covered screen, as somebody else where a name is given."""
        view = self.main
        if name:
            self.press(name)
        self.hands.type(view.secret.line, secret)
        self.hands.key(view.secret.line, Qt.Key.Key_Return)
        let_run(20)

    def unlock(self, password=PASSWORD):
        self.enter("Password", password)
        self.press("Open the clinic")

    def describe_patient(self, given, family="Sample", born="14/3/1985"):
        """Fill in a new patient, up to the button."""
        self.hands.shortcut(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self.hands.looking_at = self.main.new_patient
        patient = self.main.new_patient.patient
        self.hands.answers(
            patient,
            family_name=family,
            given_name=given,
            date_of_birth=born,
            sex_at_birth="female",
            phone="07700 900000",
        )

    def complete_patient(self):
        """Allergies, a medicine, and the diagnosis of the patient in view."""
        self.hands.looking_at = self.main.patient.form
        patient = self.main.patient.patient
        self.hands.answers(patient, title_of_address="Ms", allergy_status="known", allergies_asked_on="today")
        allergy = self.hands.add(patient, "allergies")
        self.hands.answers(allergy, agent="Penicillin", reaction="rash")
        return patient

    def start_visit(self, kind="M-PRP"):
        self.hands.looking_at = self.shell
        (piece,) = (p for p in self.main.patient.kind.findChildren(ChoicePiece) if p.text() == kind)
        if not piece.isChecked():
            self.hands.click(piece)
        self.press("Start visit")

    def sheet(self, slot):
        """Go to a sheet by its step and return its record."""
        record = getattr(self.visit, slot) if slot else self.visit
        (row,) = (r for r in self.main.visit.steps._rows if r.step.key == record.id)
        self.hands.click(row)
        self.hands.looking_at = self.main.visit.form
        return record

    def fill_every_sheet(self):
        """All sheets in the order of the procedure, with what signing needs and the numbers that matter."""
        self.clock.at(9, 30)
        self.screening()
        self.assessment()
        self.consent()
        self.photo_consent()
        self.outcome()
        self.clock.at(11, 50)
        self.anaesthesia()
        self.prp()
        self.needling()
        self.application()
        self.after()
        self.times()

    def screening(self):
        screening = self.sheet("screening")
        for answer in screening.answers:
            self.hands.answer(answer, "answer", "yes" if answer.code == "C31" else "no")
        rash = next(answer for answer in screening.answers if answer.code == "C31")
        self.hands.answer(rash, "detail", "Rash after chlorhexidine")
        self.hands.answers(screening, platelets_10e9_l="241", platelets_date="10-Nov-2026", pregnancy_test="negative")

    def assessment(self):
        assessment = self.sheet("assessment")
        self.hands.answers(
            assessment,
            weight_kg="64.5",
            weight_date="today",
            weight_source="measured_today",
            height_cm="168",
            red_flags=("none_seen",),
            diagnosis_told=True,
            photographs_refused=True,
            photographs_refused_reason="Not today",
        )
        grading = self.hands.add(assessment, "gradings")
        self.hands.answers(grading, scale="sinclair", grade="3", rater=DOCTOR, date="today")

    def consent(self):
        consent = self.sheet("consent")
        self.hands.answers(
            consent,
            basis="new",
            language="English",
            info_given_date="7-Nov-2026",
            free_text_goals=GOALS,
            procedure_set=("m_prp", "topical_anaesthetic", "anaesthetic_injections", "blood_draw"),
            planned_sessions="4",
            interval_days="28",
            blood_draw_ml="13.5",
            prp_manufactured_by=NURSE,
            prp_directed_by=DOCTOR,
            capacity_understand=True,
            capacity_retain=True,
            capacity_weigh=True,
            capacity_communicate=True,
            interpreter_used=False,
            questions_answers="Will it hurt? The scalp is numbed first.",
        )
        for statement in consent.statements:
            self.hands.answer(statement, "accepted", True)
        self.sign_and_seal(consent)

    def photo_consent(self):
        sheet = self.sheet("photo_consent")
        for scope in sheet.scopes:
            self.hands.answer(scope, "allowed", False)
        self.hands.answer(sheet, "refusal_is_free", True)
        self.sign_and_seal(sheet)

    def sign_and_seal(self, sheet):
        for signature in sheet.signatures:
            self.hands.answer(signature, "strokes", None)
        self.press("Seal as signed")

    def outcome(self):
        outcome = self.sheet("outcome")
        self.hands.answers(
            outcome,
            target_site="mid_scalp",
            distance_from_nose_tip_mm="215",
            from_midline_mm="15",
            count_area_cm2="1",
            hair_count_raw="148",
            note="Baseline before session 1.",
        )

    def anaesthesia(self):
        sheet = self.sheet("anaesthesia")
        self.hands.answers(
            sheet,
            anaesthesia_plan=("topical", "nerve_block"),
            oxygen_ready=True,
            bag_valve_mask_ready=True,
            defibrillator_ready=True,
            lipid_20_pct_ready=True,
            adrenaline_ready=True,
            als_person_present=True,
            iv_kit_ready=True,
        )
        cream = self.hands.add(sheet, "topicals")
        self.hands.answers(
            cream,
            product="LMX4 (lidocaine 4 % liposomal)",
            applied_g="8.4",
            area_cm2="56",
            applied_at="9:55",
            removed_at="10:42",
            lot="PR-4471",
            expiry="31-Dec-2027",
            applied_by=NURSE,
            skin_intact=True,
            occluded=True,
            prescribed=True,
        )
        for technique, volume, given in (("supraorbital", "3", "1045"), ("greater_occipital", "2", "1049")):
            dose = self.hands.add(sheet, "doses")
            self.hands.answers(
                dose,
                agent="Lidocaine + adrenaline",
                concentration_pct="1",
                volume_ml=volume,
                given_at=given,
                adrenaline="1:200000",
                technique=technique,
                side="both",
                lot="PR-9020",
                expiry="31-Dec-2027",
                given_by=DOCTOR,
                second_checker=NURSE,
                aspiration_done=True,
            )
        self.hands.answers(sheet, observation_min_after_last_la="73", pain_nrs_mn_worst="3")

    def prp(self):
        sheet = self.sheet("prp")
        self.hands.answers(
            sheet,
            two_identifiers_confirmed=True,
            labelled_before_draw=True,
            one_patient_in_centrifuge=True,
            label_read_back_at="10:20",
            label_read_back_by=NURSE,
            draw_at="10:24",
            draw_volume_ml="13,5",
            anticoagulant="acd_a",
            anticoagulant_ml="1.5",
            kit_name="Arthrex ACP double syringe",
            kit_lot="PR-7731",
            kit_expiry="30-Sep-2027",
            rotor_radius_cm="14",
            baseline_platelets_10e9_l="240.67",
            prp_volume_ml="4",
            prp_platelets_10e9_l="357.33",
            prp_ready_at="10:36",
            appearance="straw_clear",
            activator="none",
            prp_prepared_by="Noor Sample",
            prp_prepared_by_registration="NMC 00A0000A",
            prp_responsible_prescriber="Dr Rowan Sample",
            prescriber_registration="GMC 0000000",
        )
        spin = self.hands.add(sheet, "spins")
        self.hands.answers(spin, number="1", rpm="1500", minutes="5", started_at="10:28", ended_at="10:33")

    def needling(self):
        sheet = self.sheet("needling")
        self.hands.answers(
            sheet,
            device_type="electric_pen",
            device_name="Dermapen 4",
            cartridge_lot="PR-2291",
            cartridge_expiry="30-Jun-2028",
            needle_length_mm="1.25",
            cartridge_single_use=True,
            speed_level="4",
            skin_prep="alcohol_70",
            skin_prep_dry_s="60",
            start_at="10:57",
            end_at="11:16",
            sharps_disposed=True,
        )
        for zone, area, depth, passes, _ml, _points in ZONES:
            row = self.hands.add(sheet, "zones")
            self.hands.answers(row, zone=zone, depth_mm=depth, passes=passes, area_cm2=area, endpoint="mild_erythema")

    def application(self):
        sheet = self.sheet("application")
        self.hands.answers(
            sheet,
            timeout_name_confirmed=True,
            timeout_dob_confirmed=True,
            syringe_label_matches=True,
            chart_matches=True,
            timeout_at="11:17",
            timeout_by=NURSE,
            route="intradermal_plus_mn",
            sequence="mn_then_prp",
            technique="serial_point",
            injection_start_at="11:19",
            applied_by=DOCTOR,
            total_injected_ml="4",
            number_of_points="40",
        )
        for zone, area, _depth, _passes, ml, points in ZONES:
            row = self.hands.add(sheet, "zones")
            self.hands.answers(row, zone=zone, area_cm2=area, ml=ml, points=points)

    def after(self):
        sheet = self.sheet("after")
        for moment, at, redness, pain in (("end", "11:38", "2", "2"), ("leaving", "12:02", "1", "1")):
            row = self.hands.add(sheet, "reactions")
            self.hands.answers(
                row, moment=moment, taken_at=at, erythema=redness, bleeding="0", neuro="0", pain_nrs=pain
            )
        self.hands.answers(
            sheet,
            sedated=False,
            fit_to_leave=True,
            left_at="12:05",
            aftercare_given=True,
            aftercare_version=aftercare_text().version,
            aftercare_given_at="11:55",
            aftercare_explained_by=NURSE,
            contact_given=True,
            call_due="23-Nov-2026",
            call_by=NURSE,
            next_session_on="19-Dec-2026 10:00",
        )

    def times(self):
        visit = self.sheet("")
        self.hands.answers(visit, started_at="9:55", ended_at="11:36", note="Tolerated well; no faintness.")

    def accept_warnings(self):
        """Go to the board and accept what is only to be confirmed."""
        self.hands.looking_at = self.shell
        self.hands.shortcut(Qt.Key.Key_F9)
        let_run(20)
        for _warning in range(20):
            if not any(button.isVisible() and button.text() == "Accept" for button in self.buttons()):
                return
            self.press("Accept")

    def sign_off(self, year="1985", secret=PASSWORD):
        """Draw the signature, type the year of birth and the password or PIN, sign."""
        self.accept_warnings()
        view = self.main.sign_off
        self.hands.sign(view.pad)
        self.hands.type(view.year.line, year)
        self.hands.type(view.secret.line, secret)
        self.press("Sign and lock")
