"""Somebody who types into a real form, letter by letter: `python -m tests.faults.typist CLINIC PLACE`.

PLACE is `note`, the note of a visit, or `new_patient`, the email of somebody who was never here, in the whole window.

After each letter the time (of a clock that all processes share) and how many letters there are by now are told. What
is typed reaches the file by nothing but the window's own autosave.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.records.visit import Visit
from tests.faults.clinics import NOW, PASSWORD, ChartSession, drafts, letter
from tests.remembered import remember_argon
from ui.application import make_application
from ui.binding.form import Form
from ui.chart_model import ChartModel
from ui.forms import visit as visit_form
from ui.main_view import MainView
from ui.theme import Theme

EVERY_MS = 40
KILLED = "Zwickelburg"


def typed_letter(place, number):
    """The letter that is typed as the so-manieth; an email has no blanks."""
    return letter(number).replace(" ", "-") if place == "new_patient" else letter(number)


def note(theme, chart):
    """The note of a visit in its form."""
    visit = drafts(chart)[0]
    visit.note = None
    chart.save(NOW)
    model = ChartModel(chart, lambda: NOW)
    form = Form(theme, Visit, model, visit_form.compose)
    form.set_record(visit, False)
    show(form)
    form.focus_on(visit.id, "note")
    return form


def new_patient(theme, chart):
    """The whole window, and in it the email of a new patient whose name was typed."""
    window = MainView(theme, chart, lambda: NOW)
    show(window)
    window.go("new_patient")
    view = window.new_patient
    QTest.keyClicks(QApplication.focusWidget(), KILLED)
    view._form.focus_on(view.patient.id, "email")
    return window


def show(window):
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()


def main(folder, place):
    remember_argon()
    chart = ChartSession.open(Path(folder), PASSWORD)
    application = make_application(sys.argv[:1])
    theme = Theme(dark=False)
    theme.apply(application)
    window = {"note": note, "new_patient": new_patient}[place](theme, chart)
    typed = [0]

    def type_on():
        QTest.keyClicks(QApplication.focusWidget(), typed_letter(place, typed[0]))
        typed[0] += 1
        sys.stdout.write(f"{time.monotonic()} {typed[0]}\n")
        sys.stdout.flush()

    timer = QTimer(interval=EVERY_MS)
    timer.timeout.connect(type_on)
    timer.start()
    application.exec()
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
