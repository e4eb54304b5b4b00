"""A day in a clinic: visits in every state, people expected, calls and sessions that are due."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtWidgets import QLabel

from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.frozen import freeze
from charting.records.canonical import SCHEME
from charting.records.patient import Patient
from charting.records.signature import VisitSignature
from charting.records.signed import digest_of
from tests.ui.samples import NOW
from tests.ui.waiting import let_run


class DayScene:
    """Puts a day into a house. Visits are signed past the board: here only the day's lists matter."""

    def __init__(self, house):
        self.house, self.main = house, house.window
        self.chart, self.hands = house.chart, house.hands
        self.adele = self.person("Sample", "Adele", date(1984, 9, 3))
        self.draft = self.visit("Okafor", "Daniel", days=0, room="1")
        self.needling = self.visit("Brandt", "Lena", days=0, room="2")
        self.needling.needling.start_at = NOW - timedelta(minutes=9)
        self.signed = self.visit("Meyer", "Jan", days=0, signed=True)
        self.expected = self.visit("Hale", "Marcus", days=28, signed=True, next_session_on=NOW + timedelta(hours=1))
        self.called = self.visit("Rossi", "Marco", days=3, signed=True, call_due=NOW.date() - timedelta(days=1))
        self.call_today = self.visit("Nguyen", "Thi", days=2, signed=True, call_due=NOW.date())
        self.missed = self.visit("Kaya", "Deniz", days=31, signed=True, next_session_on=NOW - timedelta(days=3))
        self.old_draft = self.visit("Okoro", "Ada", days=1)
        self.chart.save(NOW)

    def person(self, family, given, born=date(1990, 4, 5)):
        patient = Patient(family_name=family, given_name=given, date_of_birth=born, phone="07700 900123")
        return add_patient(self.chart, patient)

    def visit(self, family, given, *, days, room=None, signed=False, **after):
        course = start_course(self.chart, self.person(family, given), "M_PRP", NOW.date() - timedelta(days=days))
        course.planned_sessions = Decimal(4)
        opened = NOW - timedelta(days=days, hours=2)
        made = start_visit(self.chart, course, "M_PRP", self.chart.practitioners()[0], opened)
        made.room = room
        for name, value in after.items():
            setattr(made.after, name, value)
        self.chart.save(NOW)
        if signed:
            self.sign(made, opened + timedelta(hours=1))
        return made

    def sign(self, visit, at):
        """Sign a visit as it is, whatever it lacks."""
        visit.visit_signature = VisitSignature(
            signer="Dr Rowan Sample",
            signed_at=at,
            scheme=SCHEME,
            digest=digest_of(visit),
            rules_then={},
            patient_then=freeze(visit.course.patient, at.date()),
        )
        self.chart.save(NOW, last=lambda: setattr(visit, "signed_at", at))

    def show(self):
        """Go to Today, from the top."""
        self.main.go("today")
        let_run(20)
        return self.main.today

    def words(self, widget):
        """Every word a label shows in a part of the screen."""
        let_run(20)
        return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
