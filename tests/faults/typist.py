"""Somebody who types into a real form, letter by letter: `python -m tests.faults.typist CLINIC`.

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
from ui.theme import Theme

EVERY_MS = 40


def main(folder):
    remember_argon()
    chart = ChartSession.open(Path(folder), PASSWORD)
    visit = drafts(chart)[0]
    visit.note = None
    chart.save(NOW)
    application = make_application(sys.argv[:1])
    theme = Theme(dark=False)
    theme.apply(application)
    model = ChartModel(chart, lambda: NOW)
    form = Form(theme, Visit, model, visit_form.compose)
    form.set_record(visit, False)
    form.show()
    QTest.qWaitForWindowExposed(form)
    form.activateWindow()
    form.focus_on(visit.id, "note")
    typed = [0]

    def type_on():
        QTest.keyClicks(QApplication.focusWidget(), letter(typed[0]))
        typed[0] += 1
        sys.stdout.write(f"{time.monotonic()} {typed[0]}\n")
        sys.stdout.flush()

    timer = QTimer(interval=EVERY_MS)
    timer.timeout.connect(type_on)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
