"""People at the window: the first start proves its recovery key, accounts are made, each role does what it may."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

import charting.actions.sign
import ui.views.sign_off
from charting.actions.people import may
from charting.errors import Known
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, FRONT_DESK, PRACTITIONER
from charting.store.chart_session import ChartSession
from charting.store.recovery_key import new_recovery_key
from tests.ui.samples import NOW
from tests.ui.walk import PASSWORD, Clock, Walk
from ui.binding.cell import Cell
from ui.binding.note_line import NoteLine
from ui.main_view import MainView
from ui.shell import Shell
from ui.views.lock import LockView
from ui.views.recovery import RecoveryView
from ui.views.unlock import UnlockView

# What the offscreen platform says of windows, of menus and of lists that open under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OWNER = "Dr Rowan Sample"
STAFF = {
    "Dr Mira Sample": (PRACTITIONER, "larch under 7 bridges"),
    "Jo Sample": (ASSISTANT, "quiet lamps at noon"),
    "Sam Sample": (FRONT_DESK, "nine pale umbrellas"),
}
PIN = "4826"


class Staffed:
    """A clinic from its first start on, with four people."""

    def __init__(self, dressed, folder):
        self.dressed, self.folder = dressed, folder
        self.open()
        self.walk.first_start(prove=False)
        self.key_screen = self.walk.main
        self.refused = self.try_wrong_groups()
        self.key = self.key_screen._key
        self.walk.prove_paper()
        for name, (role, password) in STAFF.items():
            self.add(name, role, password)

    def open(self):
        self.seconds = 1000.0
        self.shell = Shell(self.dressed, self.folder, practice=False, clock=Clock(NOW), run_clock=lambda: self.seconds)
        self.shell.resize(1366, 768)
        self.shell.show()
        QTest.qWaitForWindowExposed(self.shell)
        self.shell.activateWindow()
        self.walk = Walk(self.shell, self.shell._clock)

    @property
    def main(self):
        return self.walk.main

    @property
    def chart(self):
        return self.shell._open_clinic.chart

    def try_wrong_groups(self):
        for entry in self.key_screen.groups:
            self.walk.hands.type(entry.line, "0000")
        self.walk.press("Go on")
        return self.walk.main is self.key_screen, notes(self.shell)

    def add(self, name, role, password):
        self.main._follow_menu("people")
        self.walk.press("Add somebody")
        panel = self.main.settings.people.staff.panel
        self.walk.hands.looking_at = panel
        self.walk.hands.answers(panel.person, name=name, role=role)
        if role == PRACTITIONER:
            self.walk.hands.answers(panel.person, qualification="MBBS", registration_number="GMC 0000001")
        for entry, text in ((panel.password, password), (panel.again, password), (panel.secret, PASSWORD)):
            self.walk.hands.type(entry.line, text)
        self.walk.press("Add")

    def person(self, name):
        return next(person for person in self.chart.everybody() if person.name == name)

    def work_as(self, name):
        """Whoever is at the screen leaves it to somebody else, who gives the password."""
        if isinstance(self.walk.main, LockView):
            self.walk.uncover(PASSWORD, OWNER)
        if self.chart.at_work.name != name:
            self.shell._lock(True)
            self.walk.uncover(PASSWORD if name == OWNER else STAFF[name][1], name)
        assert self.chart.at_work.name == name
        self.shell.activateWindow()
        return self.main

    def visit(self):
        """A visit on the screen of somebody who may see it."""
        main = self.work_as(OWNER)
        patients = main.chart.orm.query(charting_patient()).all()
        if not patients:
            self.walk.describe_patient("Ada")
            self.walk.press("Add patient")
        else:
            main.open_patient(patients[0].id)
        self.walk.start_visit()
        return main._visit


def charting_patient():
    from charting.records.patient import Patient

    return Patient


@pytest.fixture(scope="module")
def staffed(dressed, tmp_path_factory):
    built = Staffed(dressed, tmp_path_factory.mktemp("people") / "clinic")
    yield built
    built.shell.close()
    built.shell.deleteLater()


@pytest.fixture
def nothing_open(monkeypatch):
    """A visit of which nothing is left to do."""
    for module in (charting.actions.sign, ui.views.sign_off):
        monkeypatch.setattr(module, "points", lambda _visit, _context: [])


def notes(window):
    return " ".join(note.text() for note in window.findChildren(NoteLine) if note.isVisible())


def words(window):
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def verbs(chart):
    return [row.verb for row in chart.orm.execute(audit_entry.select())]


def draw(staffed, secret):
    """Sign on the board up to the button."""
    view = staffed.main.sign_off
    staffed.walk.hands.sign(view.pad)
    staffed.walk.hands.type(view.year.line, "1985")
    staffed.walk.hands.type(view.secret.line, secret)
    staffed.walk.press("Sign and lock")
    return view


def test_the_recovery_key_is_proved_before_the_clinic_opens(staffed):
    stayed, said = staffed.refused
    assert stayed
    assert "not what stands" in said
    clinic = staffed.chart.clinic()
    assert (clinic.recovery_made_at is not None, clinic.recovery_proved_at is not None) == (True, True)
    staffed.work_as(OWNER).go("today")
    assert not staffed.main.today.notice.isVisible()


def test_later_leaves_a_warning_on_today(dressed, tmp_path, qtbot):
    shell = Shell(dressed, tmp_path / "clinic", practice=False, clock=Clock(NOW))
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    qtbot.waitExposed(shell)
    shell.activateWindow()
    walk = Walk(shell, shell._clock)
    walk.first_start(prove=False)
    assert isinstance(walk.main, RecoveryView)
    walk.press("Print or save as PDF")
    qtbot.waitUntil(lambda: bool(walk.main.preview.pdf), timeout=20_000)
    refused = tmp_path / "clinic" / "recovery-key.pdf"
    walk.main.preview.save_to(refused)
    assert "holds the chart" in words(walk.main.preview)
    assert not refused.exists()
    walk.main.preview.save_to(tmp_path / "recovery-key.pdf")
    assert (tmp_path / "recovery-key.pdf").stat().st_mode & 0o777 == 0o600
    said = words(walk.main.preview)
    assert f"Saved as recovery-key.pdf in {tmp_path}." in said
    assert "This file lies on this computer now" in said
    walk.press("Back")
    key = walk.main._key
    walk.press("Later")
    assert walk.main.today.notice.isVisible()
    assert "not proved" in words(walk.main.today.notice)
    walk.press("Recovery key")
    card = walk.main.settings.people.recovery
    walk.hands.type(card.typed.line, key.text.lower())
    walk.press("Prove the paper")
    walk.main.go("today")
    assert not walk.main.today.notice.isVisible()
    shell.close()


def test_the_key_is_covered_while_its_paper_is_proved(dressed, qtbot):
    key, tried = new_recovery_key(), []

    def prove(asked, typed):
        tried.append((asked.asked, typed))
        raise Known("This is not what stands in these two groups. Look at the paper again.")

    view = RecoveryView(dressed, key, prove, lambda: b"")
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.paper_button.hasFocus)

    def on_screen():
        return [letters for letters in key.groups if any(" ".join(letters) in box.accessibleName() for box in boxes)]

    boxes = view._shown
    assert on_screen() == list(key.groups)
    assert not any(digit in entry.line.accessibleName() for entry in view.groups for digit in "123456789"), (
        "asked too early"
    )
    view.groups[0].setFocus()
    assert [entry.line.accessibleName() for entry in view.groups] == [
        f"Group {at + 1} from the paper" for at in key.asked
    ]
    QTest.keyClicks(view.groups[0].line, "AAAA")
    assert on_screen() == []
    view._prove()
    note = view.groups[0]._note
    room = QRect(0, 0, note.width(), 1000)
    flags = Qt.TextFlag.TextWordWrap
    assert QFontMetrics(dressed.font(12)).boundingRect(room, flags, note.text()).height() <= note.height() + 2
    view.again.click()
    assert on_screen() == list(key.groups)
    assert [entry.text() for entry in view.groups] == ["", ""]
    assert not set(view._key.asked) & set(key.asked)
    view._prove()
    assert [asked for asked, _typed in tried] == [key.asked, view._key.asked]


def test_everybody_stands_in_the_list_with_role_and_password(staffed):
    staffed.work_as(OWNER)._follow_menu("people")
    said = words(staffed.main.settings.people)
    for name, role in ((OWNER, "Owner"), ("Jo Sample", "Assistant"), ("Sam Sample", "Front desk")):
        assert name in said
        assert f"{role} · password set · no PIN" in said


def test_the_bar_and_the_trail_name_whoever_works(staffed):
    staffed.work_as("Jo Sample")
    assert (staffed.main.top_bar.user.text(), staffed.main.top_bar.user.toolTip()) == ("JS", "Jo Sample")
    assert staffed.chart.trail.who == "Jo Sample"
    staffed.work_as(OWNER)
    assert staffed.main.top_bar.user.text() == "RS"
    assert staffed.chart.trail.who == OWNER


def test_the_lock_in_the_middle_of_a_visit_and_a_colleague_signs_it_by_pin(staffed, nothing_open):
    visit = staffed.visit()
    staffed.work_as("Dr Mira Sample")._follow_menu("mine")
    own = staffed.main.settings.own_keys
    for entry, text in ((own.pin, PIN), (own.pin_again, PIN), (own.pin_password, STAFF["Dr Mira Sample"][1])):
        staffed.walk.hands.type(entry.line, text)
    staffed.walk.press("Set the PIN")
    staffed.work_as(OWNER).open_visit(visit.id)
    staffed.main.go("sign_off")
    staffed.walk.hands.sign(staffed.main.sign_off.pad)
    staffed.seconds += 301
    staffed.shell.idle.look()
    assert isinstance(staffed.walk.main, LockView)
    staffed.walk.uncover(PIN, "Dr Mira Sample")
    assert staffed.main.sign_off.isVisible()
    assert not staffed.main.sign_off.pad.is_signature(), "what another person drew is not theirs"
    draw(staffed, PIN)
    assert visit.signed_at is not None
    assert visit.visit_signature.signer.startswith("Dr Mira Sample")


def test_a_wrong_pin_signs_nothing_and_loses_nothing(staffed, nothing_open):
    visit = staffed.visit()
    staffed.main.go("sign_off")
    view = draw(staffed, "7391")
    assert visit.signed_at is None
    assert view.pad.is_signature()
    assert "Type the password" in notes(view) or "has no PIN" in notes(view)
    staffed.walk.hands.type(view.secret.line, "not my password")
    staffed.walk.press("Sign and lock")
    assert visit.signed_at is None
    assert "This is not the password of Dr Rowan Sample" in notes(view)
    assert verbs(staffed.chart)[-1] == "failed_log_in"
    staffed.walk.hands.type(view.secret.line, PASSWORD)
    staffed.walk.press("Sign and lock")
    assert visit.signed_at is not None


def test_the_assistant_writes_but_cannot_sign_nor_change_settings(staffed, nothing_open):
    visit = staffed.visit()
    main = staffed.work_as("Jo Sample")
    main.open_visit(visit.id)
    assert main.visit.isVisible()
    main.go("sign_off")
    assert not main.sign_off.sign_button.isEnabled()
    assert not main.sign_off.pad.isVisible()
    assert "Jo Sample (Assistant) may not sign" in main.sign_off._why.text()
    main._follow_menu("people")
    assert not main.settings.people.isVisible()
    assert "may not add, change or close accounts" in words(main.settings)
    main.settings.open_page("anaesthesia")
    main.settings._change("anaesthesia", "total_warn", "0.7", "because it would be so handy")
    assert "may not change the clinic" in words(main.settings)


def test_the_front_desk_sees_who_it_is_and_no_visit(staffed, nothing_open):
    visit = staffed.visit()
    main = staffed.work_as("Sam Sample")
    assert not main.visit.isVisible()
    main.open_visit(visit.id)
    assert not main.visit.isVisible()
    assert "Sam Sample (Front desk) may not open and write visits" in words(main)
    main.go("sign_off")
    assert not main.sign_off.isVisible()
    main.open_patient(visit.course.patient.id)
    assert main.patient.isVisible()
    staffed.walk.hands.looking_at = main.patient
    staffed.walk.hands.answer(visit.course.patient, "phone", "07700 900123")
    assert visit.course.patient.phone == "07700 900123"
    assert "Medicines" not in words(main.patient)
    main._start_visit("MN")
    assert not main.visit.isVisible()


@pytest.mark.parametrize("over", ["scans", "queue", "forms", "history"])
def test_what_lies_over_a_visit_does_not_lead_the_front_desk_back_into_it(staffed, nothing_open, over):
    staffed.visit()
    staffed.main.go("visit")
    if over == "history":
        staffed.main.visit.history_wanted.emit()
        view = staffed.main.records.history_view
    else:
        getattr(staffed.main, over).show()
        view = getattr(staffed.main, over).view
    assert view.isVisible()
    main = staffed.work_as("Sam Sample")
    assert main.today.isVisible()
    main.go("today")
    QTest.keyClick(main, Qt.Key.Key_Escape)
    assert not main.visit.isVisible()


def test_what_lies_over_settings_does_not_lead_an_assistant_into_open_fields(staffed):
    staffed.work_as(OWNER)._follow_menu("settings")
    staffed.main.queue.show()
    main = staffed.work_as("Jo Sample")
    assert main.today.isVisible()
    main._follow_menu("settings")
    cells = main.settings.clinic_form.findChildren(Cell)
    assert cells
    assert all(cell._read_only for cell in cells)


def test_nobody_takes_back_what_somebody_else_did(staffed, nothing_open):
    main = staffed.work_as(OWNER)
    main._follow_menu("settings")
    clinic = main.chart.clinic()
    main.model.answer(clinic, "phone", "01632 960777", None, False)
    main = staffed.work_as("Jo Sample")
    assert main.settings.isVisible()
    main.setFocus()
    QTest.keyClick(main, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert clinic.phone == "01632 960777"


def test_the_front_desk_prints_what_is_signed(staffed, nothing_open):
    visit = staffed.visit()
    staffed.main.go("sign_off")
    draw(staffed, PASSWORD)
    main = staffed.work_as("Sam Sample")
    main.open_visit(visit.id)
    assert main.preview.isVisible()
    main.preview.left.emit()
    assert main.patient.isVisible()


def test_a_role_is_changed_and_an_account_closed(staffed):
    staffed.work_as(OWNER)._follow_menu("people")
    card = staffed.main.settings.people.staff
    person = staffed.person("Sam Sample")
    card._show(person.id)
    card.panel.role.set_value(ASSISTANT)
    staffed.walk.hands.type(card.panel.secret.line, "not my password")
    staffed.walk.press("Change role")
    assert person.acting_role == FRONT_DESK
    assert "This is not the password" in notes(card)
    staffed.walk.hands.type(card.panel.secret.line, PASSWORD)
    staffed.walk.press("Change role")
    assert may(person, "draft")
    card._show(person.id)
    staffed.walk.hands.type(card.panel.secret.line, PASSWORD)
    staffed.walk.press("Close this account")
    assert person.left_on is None
    staffed.walk.press(card.panel._close.text())
    assert person.left_on == NOW.date()
    assert "Left 21-Nov-2026" in words(card)


def test_the_only_owner_cannot_leave(staffed):
    staffed.work_as(OWNER)._follow_menu("people")
    card = staffed.main.settings.people.staff
    card._show(staffed.person(OWNER).id)
    staffed.walk.hands.type(card.panel.secret.line, PASSWORD)
    for _press in range(2):
        staffed.walk.press(card.panel._close.text())
    assert staffed.person(OWNER).left_on is None


def test_the_menu_names_who_works_and_leads_on(staffed):
    main = staffed.work_as(OWNER)
    staffed.walk.hands.click(main.top_bar.user, QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert [action.text().split("\t")[0] for action in menu.actions() if action.text()] == [
        "Dr Rowan Sample, Owner",
        "Switch person",
        "Lock",
        "My PIN and password",
        "Settings",
        "Verify…",
    ]
    menu.close()
    menu.chosen.emit("switch")
    assert isinstance(staffed.walk.main, LockView)
    assert staffed.walk.main.people.chosen().name != OWNER


def test_the_door_knows_everybody_slows_down_and_takes_the_recovery_key(staffed):
    staffed.work_as(OWNER)
    staffed.shell.close()
    staffed.open()
    door = staffed.walk.main
    assert isinstance(door, UnlockView)
    for _try in range(5):
        staffed.walk.unlock("wrong and wrong")
    assert "Try again in" in notes(door)
    assert door.password.line.isEnabled()
    staffed.walk.hands.type(door.password.line, PASSWORD)
    door.password.give()
    assert isinstance(staffed.walk.main, UnlockView)
    staffed.seconds += 20
    door.password._left = 0
    staffed.walk.press("Use the recovery key")
    entry = door.recovery
    for line, text in (
        (entry.key, staffed.key.text[:-1] + "U"),
        (entry.password, PASSWORD + "2"),
        (entry.again, PASSWORD + "2"),
    ):
        staffed.walk.hands.type(line.line, text)
    line = entry.key.line
    letters = line.fontMetrics().horizontalAdvance(staffed.key.text)
    assert line.width() >= letters, "the nine groups are seen as they are typed"
    entry._give()
    assert "no U" in notes(door)
    staffed.walk.hands.type(entry.key.line, staffed.key.text.replace("-", " ").lower())
    entry._give()
    assert isinstance(staffed.main, MainView)
    assert staffed.chart.at_work.name == OWNER
    staffed.shell.close()
    ChartSession.open(staffed.folder, PASSWORD + "2", OWNER).close()
    staffed.open()
