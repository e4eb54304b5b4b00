"""The first minute: a clinic is made, a password opens it, the practice clinic says what it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from charting.records.visit import Visit
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import CLINIC, PASSWORD, Clock, Walk
from ui.binding.note_line import NoteLine
from ui.main_view import MainView
from ui.parts.banner import PatientBanner
from ui.shell import Shell
from ui.views.first_start import FirstStartView
from ui.views.lock import LockView
from ui.views.unlock import UnlockView

# What the offscreen platform says of a list of suggestions that opens under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def open_shell(dressed, qtbot, tmp_path):
    """Open a shell on the clinic's folder, as often as asked."""
    opened = []

    def open_it(practice=False):
        shell = Shell(dressed, tmp_path / "clinic", practice=practice, clock=Clock(NOW))
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        shell.show()
        qtbot.waitExposed(shell)
        shell.activateWindow()
        opened.append(shell)
        return Walk(shell, shell._clock)

    yield open_it
    for shell in opened:
        shell.close()


def notes(walk):
    return " ".join(note.text() for note in walk.shell.findChildren(NoteLine) if note.isVisible())


@pytest.mark.parametrize("password, again", [("", ""), ("short", "short"), (PASSWORD, PASSWORD + "x")])
def test_no_clinic_without_a_good_password(open_shell, tmp_path, password, again):
    walk = open_shell()
    for label, text in CLINIC.items():
        walk.enter(label, text)
    walk.enter("Password", password)
    walk.enter("Password again", again)
    walk.press("Open the clinic")
    assert isinstance(walk.main, FirstStartView)
    assert "At least 10 characters" in notes(walk) or "Not the same as the first" in notes(walk)
    assert not (tmp_path / "clinic").exists()


def test_no_clinic_without_a_name(open_shell):
    walk = open_shell()
    walk.enter("Password", PASSWORD)
    walk.enter("Password again", PASSWORD)
    walk.press("Open the clinic")
    assert isinstance(walk.main, FirstStartView)
    assert "Needed on every paper" in notes(walk)


def test_first_start_makes_the_clinic_and_the_second_asks_for_its_password(open_shell):
    walk = open_shell()
    walk.first_start()
    assert isinstance(walk.main, MainView)
    clinic = walk.main.chart.clinic()
    assert (clinic.name, clinic.phone) == (CLINIC["Clinic name"], CLINIC["Telephone"])
    assert clinic.address == "1 Sample Street\nSampletown SA1 1AA"
    assert walk.main.chart.practitioners()[0].name == CLINIC["Your name"]
    walk.shell.close()
    walk = open_shell()
    assert isinstance(walk.main, UnlockView)
    walk.unlock("not the password")
    assert isinstance(walk.main, UnlockView)
    assert "does not open the clinic" in notes(walk)
    walk.unlock()
    assert isinstance(walk.main, MainView)
    assert walk.main.today.finder.edit.hasFocus()


def test_the_lock_covers_the_clinic_until_the_password(open_shell):
    walk = open_shell()
    walk.first_start()
    covered = walk.main
    walk.hands.click(covered.top_bar.lock)
    let_run(20)
    assert isinstance(walk.main, LockView)
    assert not covered.isVisible()
    walk.uncover(PASSWORD)
    assert walk.main is covered
    assert covered.isVisible()


def test_the_practice_clinic_opens_by_itself_and_says_practice_everywhere(open_shell):
    walk = open_shell(practice=True)
    assert wait_until(lambda: isinstance(walk.main, MainView), 60_000)
    main = walk.main
    assert "practice" in walk.shell.windowTitle()
    assert main.chart.clinic().practice
    visit = main.chart.orm.scalars(select(Visit)).first()
    silent = []
    for place in ("today", "new_patient", "patient", "visit", "sign_off"):
        if place == "patient":
            main.open_patient(visit.course.patient.id)
        elif place == "visit":
            main.open_visit(visit.id)
        else:
            main.go(place)
        let_run(20)
        if not says_practice(walk.shell):
            silent.append(place)
    main._show_preview()
    wait_until(lambda: bool(main.preview.pdf), 20_000)
    if not says_practice(walk.shell):
        silent.append("preview")
    assert silent == []


def says_practice(shell: QWidget) -> bool:
    """Whether a visible part of the window shows PRACTICE."""
    labels = any("PRACTICE" in label for label in visible_words(shell))
    return labels or any(b.isVisible() and b.data().practice for b in shell.findChildren(PatientBanner))


def visible_words(shell):
    for widget in shell.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively):
        if widget.isVisible():
            text = getattr(widget, "text", None)
            yield str(text()) if callable(text) else ""
            yield widget.accessibleName()
