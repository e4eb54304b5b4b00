"""A clinic with its window, as the tests of forms, layout and reading aloud walk through it."""

from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.main_parts
import ui.main_view
from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.fields import fields_of, line_model, lines_of
from charting.records.clinic import Clinic, Practitioner
from charting.records.course import Course
from charting.records.patient import Patient
from charting.store.chart_session import ChartSession
from tests.ui.hands import Hands, wait_until
from tests.ui.samples import NOW
from ui.binding.layout import Checklist
from ui.chart_model import ChartModel

PASSWORD = "correct horse battery"


class Listening(ChartModel):
    """A chart model that writes down every answer that reaches it."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.heard = []

    def answer(self, record, name, value, unread, keystroke, origin=None):
        self.heard.append((type(record).__name__, name, value, unread))
        super().answer(record, name, value, unread, keystroke, origin)


class House:
    """A clinic on disk, a patient with a course, and the window on it. Its clock stands at `moment`."""

    def __init__(self, theme, folder, patch):
        patch.setattr(ui.main_parts, "ChartModel", Listening)
        self.theme, self.folder, self.moment, self.window = theme, folder, NOW, None
        chart = ChartSession.create(folder, PASSWORD)
        found_clinic(chart, *clinic_and_owner())
        patient = add_patient(chart, ada())
        self.patient_id = patient.id
        start_course(chart, patient, "M_PRP", NOW.date())
        chart.save(NOW)
        self.chart = chart
        self.show()

    def show(self):
        """Open the window on the chart in hand; one that was there before goes."""
        self.let_go()
        self.window = ui.main_view.MainView(self.theme, self.chart, lambda: self.moment)
        self.window.resize(1366, 768)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        self.hands = Hands(self.window)

    def close(self):
        """Save, close the file and let go of the window."""
        if self.window is not None:
            self.window.may_close()
            self.let_go()

    def let_go(self):
        """Close the window, which nobody would find any more."""
        if self.window is not None:
            put_away(self.window)
            self.window = self.hands = None

    def reopen(self):
        """Close everything and open it again from the file."""
        self.close()
        self.chart = ChartSession.open(self.folder, PASSWORD)
        self.show()

    @property
    def model(self):
        return self.window.model

    def patient(self, chart=None):
        return (chart or self.chart).orm.get(Patient, self.patient_id)

    def new_visit(self, kind="M_PRP"):
        """A blank visit of the patient's course, in the file and on the screen."""
        course = self.patient().courses[-1]
        visit = start_visit(self.chart, course, kind, self.chart.practitioners()[0], NOW)
        self.chart.save(NOW)
        self.window.open_visit(visit.id)
        return visit

    def record_of(self, model, visit):
        """The record of a model, on the screen."""
        if model in (Patient, Course):
            self.window.open_patient(self.patient_id)
            self.window.patient.show_plan(model is Course)
            self.hands.looking_at = self.form_of(model)
            return self.patient() if model is Patient else self.patient().courses[-1]
        if self.window._visit is not visit or not self.window.visit.isVisible():
            self.window.open_visit(visit.id)
        record = next(r for r in self.window.visit._records() if type(r) is model)

        def row():
            """The row of the record now: one that is made anew is shown by its layout a moment later."""
            return next(r for r in self.window.visit.steps._rows if r.step.key == record.id)

        assert wait_until(lambda: row().isVisible(), 5_000)
        self.hands.click(row())
        assert self.window.visit.form.model is model
        self.hands.looking_at = self.window.visit.form
        return record

    def form_of(self, model):
        """The form that is on the screen for a model."""
        if model is Patient:
            return self.window.patient.form
        return self.window.patient.course_form if model is Course else self.window.visit.form


def put_away(window):
    """Close a window and delete it now: left to Python's tidying up, its parts would go in no order."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def forget_begun(window):
    """Let nobody be left who was being typed as a new patient."""
    window.new_patient.forget()
    begun = window._new_patient_desk._begun
    for patient, _row in tuple(begun._begun):
        begun.drop(patient)


def clinic_and_owner():
    clinic = Clinic(name="Sample Clinic", address="1 Sample Street\nSample Town", phone="01632 960000")
    return clinic, Practitioner(name="Dr Rowan Sample", qualification="MBBS", registration_number="GMC 0000000")


def ada():
    return Patient(
        family_name="Sample",
        given_name="Ada",
        date_of_birth=date(1985, 3, 14),
        sex_at_birth="female",
        allergy_status="none_known",
    )


def line_places(model):
    """Each list of a record with its line's fields, and whether its rows are there from the start."""
    for name in lines_of(model):
        yield name, fields_of(line_model(model, name))


def is_checklist(form, name):
    """Whether a list's rows are all there from the start."""
    return any(isinstance(getattr(part, "_place", None), Checklist) and part.name == name for part in form._parts)
