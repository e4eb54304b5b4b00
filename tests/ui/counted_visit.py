"""A first visit and a repeat visit four weeks later, by one counting hand: from the locked door to the papers."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.people import add_person, set_pin
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.visits import start_visit
from charting.records.canonical import SCHEME
from charting.records.clinic import ASSISTANT, SAVE, Clinic, Practitioner
from charting.records.dose import Dose
from charting.records.patient import Patient
from charting.records.signature import VisitSignature
from charting.records.signed import digest_of
from charting.records.spin import Spin
from charting.records.topical import Topical
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from tests.ui.counting import CountingHand
from tests.ui.hands import type_line, wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import Clock
from ui.binding.together_bar import TogetherBar
from ui.parts.choice_piece import ChoicePiece
from ui.parts.glove_button import GloveButton
from ui.shell import Shell

PAPERS = 3
PASSWORD, PIN = "fold gently 42 maps", "4826"
DOCTOR, NURSE = "Dr Rowan Sample", "Noor Sample"
FIRST_DAY = NOW.replace(hour=9, minute=0)
REPEAT_DAY = FIRST_DAY + timedelta(days=28)
HOUSE_DAY = FIRST_DAY - timedelta(days=7)
GOALS = "My parting shows in every photograph."
ZONES = {
    "frontal_hairline": "1",
    "frontal_left": "1.25",
    "frontal_right": "1.25",
    "mid_scalp": "1.25",
    "vertex": "1.25",
}
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def label(lot, serial="", expiry="280630"):
    """What a scanner sends of a GS1 label."""
    end = f"\x1d21{serial}" if serial else ""
    return f"010950600013435217{expiry}10{lot}{end}"


class Kept(NamedTuple):
    """One visit of the story: the hand with its counts, the visit, what was open at signing, its papers."""

    hand: CountingHand
    visit: Visit
    open_points: list
    papers: list[Path]


class Visited:
    """The clinic, its window and the one hand at it. `hand` is a new one for each visit."""

    def __init__(self, theme, folder):
        self.folder = folder
        chart = ChartSession.create(folder, PASSWORD, DOCTOR)
        owner = Practitioner(name=DOCTOR, qualification="MBBS", registration_number="GMC 0000000")
        clinic = Clinic(name="Sample Clinic", address="1 Sample Street\nSample Town", phone="01632 960000")
        self.saved_papers = folder.parent / "papers"
        self.saved_papers.mkdir()
        clinic.when_signed, clinic.papers_folder = SAVE, str(self.saved_papers)
        found_clinic(chart, clinic, owner)
        chart.save(HOUSE_DAY)
        set_pin(chart, owner, PIN, PASSWORD, HOUSE_DAY)
        proven = Proven(owner, HOUSE_DAY, BY_PASSWORD)
        add_person(chart, proven, NURSE, ASSISTANT, "quiet lamps at noon", HOUSE_DAY)
        house_visit(chart, owner)
        chart.close()
        self.clock = Clock(FIRST_DAY)
        self.seconds = 1000.0
        self.shell = Shell(theme, folder, practice=False, clock=self.clock, run_clock=lambda: self.seconds)
        self.shell.resize(1366, 768)
        self.shell.show()
        QTest.qWaitForWindowExposed(self.shell)
        self.shell.activateWindow()
        view = self.shell.screen_in_view()
        view.people.choose(view.people.chosen().key)
        type_line(view.password.line, PASSWORD)
        view.password.give()
        let_run(20)
        self.main = self.shell.screen_in_view()
        self.main.glove._run_clock = lambda: self.seconds
        self.hand = CountingHand(self.shell)
        self.kept = {}

    @property
    def visit(self):
        return self.main.visit.visit

    @property
    def form(self):
        return self.main.visit.form

    def close(self):
        self.shell.close()
        self.shell.deleteLater()

    def at(self, hour, minute):
        self.clock.at(hour, minute)
        self.seconds += 60
        self.main.glove.tick()

    def settle(self):
        """Let the window say what it would say a moment later."""
        let_run(0)
        if self.main.visit.isVisible():
            self.main.visit._refresh()
            let_run(0)

    def later(self, minutes):
        """So many minutes go by."""
        self.clock.moment += timedelta(minutes=minutes)
        self.seconds += 60

    def begin(self, day):
        """Another day, the clinic locked since yesterday; a fresh count."""
        self.shell._lock()
        self.clock.moment = day
        self.seconds += 1000
        let_run(20)
        self.hand = CountingHand(self.shell)

    def keep(self, which):
        """Keep what a visit took, and what came of it, for later."""
        self.kept[which] = Kept(self.hand, self.visit, self.open_points, self.papers)

    def press(self, words, inside=None):
        """Tap the visible button of these words."""
        let_run(0)
        found = [
            b
            for b in (inside or self.shell).findChildren(QAbstractButton)
            if b.isVisible() and b.text() == words and not isinstance(b, ChoicePiece)
        ]
        assert found, f"no button “{words}”"
        self.hand.click(found[0])
        self.settle()

    def enter(self, entry, text):
        self.hand.type(entry.line, text)

    def keys(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.hand.press_key(key, modifier)
        self.settle()

    def next_sheet(self, slot):
        """Ctrl+Enter to the next sheet, by the step where it does not lead there."""
        self.hand.sheet = slot or "times and note"
        wanted = getattr(self.visit, slot) if slot else self.visit
        if self.main.visit._sheet is not wanted:
            if self.main.visit._next.text() == f"Next: {wanted.title}":
                self.keys(Qt.Key.Key_Return, CONTROL)
            else:
                (row,) = (r for r in self.main.visit.steps._rows if r.step.key == wanted.id)
                self.hand.click(row)
        assert self.main.visit._sheet is wanted, slot
        self.hand.looking_at = self.form
        self.settle()
        return wanted

    def give(self, record, **values):
        """Give what is not there yet."""
        for name, value in values.items():
            if getattr(record, name) is None:
                self.hand.answer(record, name, value)

    def confirm(self):
        """Let what was copied on this sheet stand, after a look at it; that leads to the next step."""
        self.settle()
        if self.main.visit.carry_bar.confirm_button.isVisible():
            self.keys(Qt.Key.Key_R, CONTROL | SHIFT)

    def confirm_plan(self):
        """Let what was copied stand, after a look at the whole plan."""
        self.hand.sheet = "plan for today"
        view = self.main.visit
        if not view.plan_shown():
            self.keys(Qt.Key.Key_Return, CONTROL)
        self.settle()
        assert view.plan_shown(), view.sheet
        self.hand.click(view.carry_bar.confirm_button)
        self.settle()

    # -- the visit, step by step

    def come_in(self):
        self.hand.sheet = "door"
        view = self.shell.screen_in_view()
        self.enter(view.secret, PIN)
        self.keys(Qt.Key.Key_Return)
        assert self.shell.screen_in_view() is self.main
        self.shell.activateWindow()
        let_run(20)

    def open_expected(self, name):
        """Tap the row of Today on which somebody is expected."""
        self.hand.sheet = "finder and patient"
        rows = self.main.today._visits._lines
        (row,) = (line for line in rows if name in line.accessibleName() and "Expected" in line.accessibleName())
        self.hand.click(row)
        assert not self.main.today.finding._confirm.isVisible()

    def register(self):
        """A new patient: looked for in the finder and not there, so that name and birth date come along."""
        self.hand.sheet = "finder and patient"
        self.hand.type(self.main.today.finder.edit, "Sample, Ada 14/3/1985")
        self.keys(Qt.Key.Key_N, CONTROL)
        self.hand.looking_at = self.main.new_patient
        patient = self.main.new_patient.patient
        assert (patient.family_name, patient.given_name) == ("Sample", "Ada")
        self.give(patient, date_of_birth="14/3/1985", sex_at_birth="female", phone="07700 900000")
        self.press("Add patient")
        self.hand.looking_at = self.main.patient.form
        self.give(self.main.patient.patient, allergy_status="none_known", allergies_asked_on="t")

    def start(self):
        """A new visit with the answers of the last one, or as the house does it."""
        self.hand.looking_at = self.shell
        pieces = self.main.patient.kind.findChildren(ChoicePiece)
        (piece,) = (p for p in pieces if p.text() == "M-PRP")
        if not piece.isChecked():
            self.hand.click(piece)
        self.hand.click(self.main.patient.start_same)
        self.settle()

    def screening(self):
        """The spoken questions first; then what was read to its end, by group or for the whole list."""
        sheet = self.next_sheet("screening")
        wanted = ("No to every one of these", "Nothing else has changed", "No to the rest", "No to all of these")
        for words in wanted:
            for bar in self.form.findChildren(TogetherBar):
                for button in bar.buttons:
                    if button.isVisible() and button.text().startswith(words):
                        self.hand.click(button)
                        let_run(0)
        for answer in sheet.answers:
            if answer.answer is None and answer.code != "C19":  # no count was spoken of, and none is needed
                self.hand.answer(answer, "answer", "no")
        self.confirm()

    def together(self, words):
        """Tap the button of this sheet that answers several, by the first of its words."""
        self.settle()
        bars = [bar for bar in self.form.findChildren(TogetherBar) if bar.isVisible()]
        (found,) = (b for bar in bars for b in bar.buttons if b.isVisible() and b.text().startswith(words))
        self.hand.click(found)
        self.settle()

    def sign_and_seal(self, sheet, roles):
        for signature in sheet.signatures:
            if signature.role in roles:
                self.hand.answer(signature, "strokes", None)
        self.settle()
        self.hand.click(self.main.visit.seal_bar.button)
        self.settle()
        assert getattr(sheet, sheet.seal) is not None, self.main.visit.seal_bar._words.text()

    def gloves(self, words):
        """Tap the visible button of glove mode that begins with these words."""
        self.seconds += 5
        self.clock.moment += timedelta(seconds=20)
        let_run(0)
        view = self.main.glove.view
        found = [b for b in view.findChildren(GloveButton) if b.isVisible() and b.text().startswith(words)]
        seen = [b.text() for b in view.findChildren(GloveButton) if b.isVisible()]
        assert found, (words, seen, self.main.glove._at)
        self.hand.click(found[0])

    def scan(self, text):
        self.seconds += 5
        self.hand.scan_at(self.main.glove.view, text)
        self.main.glove.view.keys.settle()

    def wait_for_papers(self):
        """The papers of the visit lie in the clinic's folder, without an act of anybody."""
        before = {path for kept in self.kept.values() for path in kept.papers}
        new = set()

        def are_there():
            new.update(set(self.saved_papers.glob("*.pdf")) - before)
            return len(new) == PAPERS

        assert wait_until(are_there, 30_000), self.main.sign_off.pack._note.text()
        self.papers = sorted(new)

    def tap_map(self, drawn, code):
        self.seconds += 5
        self.hand.click(drawn, drawn.label_point(code).toPoint())
        let_run(20)


def house_visit(chart, owner):
    """What the house did a week before to somebody else; nobody counts that."""
    patient = add_patient(
        chart, Patient(family_name="Muster", given_name="Otto", sex_at_birth="male", allergy_status="none_known")
    )
    visit = start_visit(chart, start_course(chart, patient, "M_PRP", HOUSE_DAY.date()), "M_PRP", owner, HOUSE_DAY)
    sheet = visit.anaesthesia
    sheet.anaesthesia_plan = ("topical", "nerve_block")
    sheet.topicals.append(Topical(product="LMX4 (lidocaine 4 % liposomal)", applied_g=Decimal(9), position=0))
    for at, technique in enumerate(("supraorbital", "greater_occipital")):
        sheet.doses.append(
            Dose(
                agent="Lidocaine + adrenaline",
                concentration_pct=Decimal(1),
                adrenaline="1:200000",
                technique=technique,
                position=at,
            )
        )
    prp = visit.prp
    prp.prp_prepared_by, prp.prp_responsible_prescriber = NURSE, DOCTOR
    prp.kit_name, prp.anticoagulant, prp.activator = "EmCyte Genesis CS / PurePRP", "acd_a", "none"
    prp.rotor_radius_cm = Decimal(14)
    prp.spins.append(Spin(number=Decimal(1), rpm=Decimal(1200), minutes=Decimal(10), position=0))
    prp.spins.append(Spin(number=Decimal(2), rpm=Decimal(2200), minutes=Decimal(10), position=1))
    needling = visit.needling
    needling.device_type, needling.device_name = "electric_pen", "Dermapen 4"
    needling.speed_level, needling.skin_prep = Decimal(4), "alcohol_70"
    given = visit.application
    given.route, given.sequence, given.technique = "intradermal_plus_mn", "mn_then_prp", "serial_point"
    chart.save(HOUSE_DAY)
    then = HOUSE_DAY + timedelta(hours=3)
    signature = VisitSignature(signer=owner.signature_line(), signed_at=then, scheme=SCHEME, digest=digest_of(visit))
    signature.rules_then, signature.patient_then = {}, {}
    visit.visit_signature = signature
    chart.save(then, last=lambda: setattr(visit, "signed_at", then))
