"""One working day with marked words in every text field, in a process of its own: `python -m tests.ui.seeded_session`.

Marks go in through the window and the store, are saved, shown, printed, backed up, locked away and crashed on. What the
process says goes to its output: titles of windows and the report of a fault. test_no_leaks.py looks for the marks.
"""

import os
import sys
from itertools import count
from pathlib import Path

from PySide6.QtCore import QThreadPool
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from charting.actions.clinics import found_clinic
from charting.fields import fields_of, line_model, lines_of
from charting.kinds import Text
from charting.records.clinic import Clinic, Practitioner
from charting.records.signed import sheets_of
from charting.setup.core_dumps import forbid_core_dumps
from charting.store.chart_session import ChartSession
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import Clock, Walk
from ui.application import make_application
from ui.bug_report import BugDialog, watch
from ui.printing import print_pdf
from ui.shell import Shell
from ui.theme import Theme

STAFF = "zqstaff"
MOST = 500


def mark(number):
    """A word that stands nowhere by chance."""
    return f"zq{number:03d}kfw{number * 7919 % 9973:04d}"


PASSWORD = mark(0)
_numbers = count(1)


def next_mark():
    return mark(next(_numbers))


def seed(record):
    """Write a mark into every text field of a record, and into what could not be read."""
    for name, declared in fields_of(type(record)).items():
        if isinstance(declared, Text):
            setattr(record, name, next_mark()[: declared.longest])
    record.unread = {"note": next_mark()}
    for name in lines_of(type(record)):
        rows = getattr(record, name)
        if not rows:
            rows.append(line_model(type(record), name)(position=0))
        for row in rows[:2]:
            seed(row)


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def say_titles():
    for window in (window for window in QApplication.topLevelWidgets() if window.isVisible()):
        say("title:", window.windowTitle(), window.windowFilePath(), window.windowIconText())


def day_at_the_window(world):
    folder, backups = world / "clinic", world / "backups"
    backups.mkdir()
    chart = ChartSession.create(folder, PASSWORD, f"Dr {STAFF}")
    clinic = Clinic(name=next_mark(), address=next_mark(), phone=next_mark(), backup_folder=str(backups))
    found_clinic(chart, clinic, Practitioner(name=f"Dr {STAFF}", qualification=next_mark()))
    chart.save(NOW)
    chart.close()

    shell = Shell(Theme(), folder, practice=False, clock=Clock(NOW))
    watch(Theme(), shell)
    shell.resize(1366, 768)
    shell.show()
    shell.activateWindow()
    QTest.qWaitForWindowActive(shell)
    walk = Walk(shell, shell._clock)
    walk.unlock(PASSWORD)
    type_a_patient(walk)
    visit = seeded_visit(walk)
    show_papers(walk, visit)
    assert wait_until(lambda: not walk.main.backups.running, 60_000)
    assert list(backups.glob("rootline-backup-*.zip"))
    say_titles()
    fault(shell)
    walk.hands.click(walk.main.top_bar.lock)
    let_run(50)
    say_titles()


def type_a_patient(walk):
    """A patient whose every typed word is a mark, and a search for one."""
    walk.describe_patient(next_mark(), next_mark())
    walk.press("Add patient")
    walk.hands.type(walk.main.top_bar.finder.edit, next_mark())
    say_titles()


def seeded_visit(walk):
    main = walk.main
    patient = main._patient
    seed(patient)
    main._start_visit("M_PRP")
    visit = main._visit
    for record in (patient, visit.course, visit, *sheets_of(visit)):
        seed(record)
    assert main.model.save()
    used = next(_numbers)
    assert 200 < used < MOST - 10, used
    say("marks:", used)
    for place in ("patient", "visit", "sign_off", "today", "settings"):
        main.go(place)
        let_run(10)
        say_titles()
    main.open_visit(visit.id)
    return visit


def show_papers(walk, visit):
    """Two papers on the screen, and the shorter one to a printer."""
    main = walk.main
    for kind in ("chart_summary", "consent"):
        main._show_preview()
        main._set_paper(kind)
        QThreadPool.globalInstance().waitForDone()
        assert wait_until(lambda: bool(main.preview.pdf), 60_000), kind
        say_titles()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(os.devnull)
    print_pdf(main.preview.pdf, printer)
    main.open_visit(visit.id)


def fault(shell):
    """A mistake of ours, with marks in its message and in what the places it passed hold."""
    lot = next_mark()
    try:
        raise LookupError(lot)
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    let_run(20)
    (dialog,) = shell.findChildren(BugDialog)
    say("report:", dialog.findChild(QPlainTextEdit).toPlainText())
    dialog.accept()


def main():
    forbid_core_dumps()
    application = make_application(["rootline"])
    Theme().apply(application)
    day_at_the_window(Path(sys.argv[1]))
    os.abort()


if __name__ == "__main__":
    main()
