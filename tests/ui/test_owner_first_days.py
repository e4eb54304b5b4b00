"""What an owner and her people meet in the first days: the door, accounts, Verify, and what a role may not do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from charting.actions.people import add_person
from charting.actions.proving import Proven
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, FRONT_DESK, OWNER
from tests.ui.hands import Hands
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.binding.note_line import NoteLine
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.person_tiles import Worker
from ui.parts.user_menu import VERIFY, UserMenu
from ui.views.first_start import FirstStartView
from ui.views.lock import Cover, LockView
from ui.views.staff import NewPersonPanel
from ui.views.unlock import UnlockView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def shown_words(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def note(entry):
    return entry.findChild(NoteLine).text()


@pytest.fixture
def roled(house):
    """Let whoever is at work have another role, for one test."""
    person = house.chart.practitioners()[0]

    def give(role):
        person.owner, person.role = int(role == OWNER), role
        house.window.people.tell()

    yield give
    give(OWNER)
    person.role = None
    house.chart.save(NOW)


class TestVerify:
    def test_the_menu_and_the_list_of_settings_call_it_so(self, house):
        words = {action.text() for action in UserMenu(house.window).actions()}
        assert "Verify…" in words
        house.window._follow_menu(VERIFY)
        settings = house.window.settings
        assert settings.page == "verify"
        assert settings._places.tabs["verify"].text() == "Verify"
        assert settings.check_card.isVisible() and settings.paper_card.isVisible()
        assert settings.check_card.button.text() == "Verify this clinic"

    def test_who_may_not_verify_is_told_before_it_is_done(self, house, roled):
        roled(FRONT_DESK)
        house.window._follow_menu(VERIFY)
        card = house.window.settings.check_card
        house.hands.click(card.button)
        assert card.strip.isVisible() and card.button.isEnabled()
        roled(OWNER)


class TestRoles:
    def test_exports_say_so_before_anything_is_typed(self, house, roled):
        house.window._follow_menu("settings")
        form = house.window.settings.exports.form
        roled(ASSISTANT)
        house.window.settings.open_page("exports")
        assert form.strip.isVisible()
        assert not any(part.isEnabled() for part in (form.start, form.recipient, form.purpose, form.passphrase))
        house.window.settings.open_page("house")
        roled(OWNER)
        house.window.settings.open_page("exports")
        assert form.start.isEnabled() and form.recipient.isEnabled() and not form.strip.isVisible()

    def test_the_clinics_page_says_why_it_is_read_only_and_no_other_page_does(self, house, roled):
        roled(ASSISTANT)
        house.window._follow_menu("settings")
        settings = house.window.settings
        assert settings._refusal.isVisible() and "may not change the clinic" in shown_words(settings._refusal)
        settings.open_page("audit")
        assert not settings._refusal.isVisible()
        assert "may not read the audit trail" in shown_words(settings.audit)
        roled(OWNER)
        settings.open_page("house")
        assert not settings._refusal.isVisible()


class TestNewPerson:
    @pytest.fixture
    def panel(self, house):
        house.window._follow_menu("people")
        card = house.window.settings.people.staff
        card._show("new")
        let_run(20)
        yield card.panel
        card._show("")

    def failed(self, house):
        house.chart.save(NOW)
        return house.chart.orm.query(audit_entry).filter(audit_entry.c.verb == "failed_log_in").count()

    def test_the_cursor_is_in_the_name(self, house, panel):
        assert isinstance(panel, NewPersonPanel)
        cell = panel.form._parts[0].cells["name"]
        assert cell.isAncestorOf(QApplication.focusWidget())

    def test_an_empty_form_asks_for_the_name_and_is_no_failed_log_in(self, house, panel):
        before = self.failed(house)
        house.hands.click(next(button for button in panel.findChildren(MainButton) if button.text() == "Add"))
        assert panel._why.isVisible() and panel._why.text() == "Write the name first."
        panel.person.name, panel.person.role = "Jo Sample", ASSISTANT
        panel._add()
        assert "password" in note(panel.password)
        house.hands.type(panel.password.line, "quiet lamps at noon")
        house.hands.type(panel.again.line, "quiet lamps at noon")
        panel._add()
        assert note(panel.secret) == "Type your PIN or password."
        assert self.failed(house) == before

    def test_enter_in_the_last_line_adds_and_the_keyboard_stays_here(self, house, panel, monkeypatch):
        staff = house.window.settings.people.staff
        asked = []
        monkeypatch.setattr(panel._desk, "add", lambda *said: asked.append(said))
        panel.person.name, panel.person.role = "Jo Sample", ASSISTANT
        for entry in (panel.password, panel.again):
            house.hands.type(entry.line, "quiet lamps at noon")
        house.hands.type(panel.secret.line, PASSWORD)
        QTest.keyClick(panel.secret.line, Qt.Key.Key_Return)
        assert len(asked) == 1
        assert QApplication.focusWidget() is staff.add_button

    def test_cancel_closes_it(self, house, panel):
        staff = house.window.settings.people.staff
        cancel = next(button for button in panel.findChildren(PlainButton) if button.text() == "Cancel")
        house.hands.click(cancel)
        assert staff.panel is None
        assert QApplication.focusWidget() is staff.add_button

    def test_an_assistant_needs_no_qualification_to_sign(self, house, panel):
        cell = panel.form._parts[0].cells["qualification"]
        panel._desk.hand.answer(panel.person, "role", "practitioner", None, False)
        assert "needed to sign" in cell._note.text()
        panel._desk.hand.answer(panel.person, "role", ASSISTANT, None, False)
        assert "needed to sign" not in cell._note.text()


class TestDoor:
    def test_it_says_that_it_opens(self, dressed, qtbot):
        view = UnlockView(dressed, lambda: NOW, [Worker("a", "Dr Rowan Sample")])
        qtbot.addWidget(view)
        view.show()
        view.show_opening(True)
        assert view._button.text() == "Opening…" and not view._button.isEnabled()
        view.show_opening(False)
        assert view._button.text() == "Open the clinic" and view._button.isEnabled()

    def test_the_lock_shows_people_in_the_order_of_the_door(self, house):
        owner = house.chart.practitioners()[0]
        by = Proven(owner, NOW, "password")
        for name in ("Zoe Sample", "Ben Sample"):
            add_person(house.chart, by, name, ASSISTANT, "quiet lamps at noon", NOW)
        cover = house.window.people.cover().workers
        assert [worker.key for worker in cover] == [key for key, _name in house.chart.ring().people()]
        assert [worker.name for worker in cover][-2:] == ["Zoe Sample", "Ben Sample"]

    def test_nothing_moves_where_the_next_one_has_no_pin(self, dressed, qtbot):
        workers = [Worker("a", "Ada Sample"), Worker("b", "Ben Sample")]
        view = LockView(dressed, lambda: NOW, Cover("Sample Clinic", workers, "a", lambda who: who == "a"))
        qtbot.addWidget(view)
        view.resize(1366, 768)
        view.show()
        QTest.qWaitForWindowExposed(view)
        before = view.secret.mapTo(view, view.secret.rect().topLeft())
        assert view.keypad.isVisible()
        Hands(view).click(view.people._tiles[1])
        let_run(20)
        assert not view.keypad.isVisible()
        assert view.secret.mapTo(view, view.secret.rect().topLeft()) == before

    def test_the_first_start_lands_at_the_first_line_that_is_missing(self, dressed, qtbot, tmp_path):
        view = FirstStartView(dressed, tmp_path)
        qtbot.addWidget(view)
        view.resize(1366, 500)
        view.show()
        QTest.qWaitForWindowExposed(view)
        view.activateWindow()
        view.clinic.line.setText("Sample Clinic")
        view.address[0].line.setText("1 Sample Street")
        view._answer()
        assert QApplication.focusWidget() is view.phone.line
        button = next(one for one in view.findChildren(MainButton) if one.text() == "Open the clinic")
        assert button.accessibleDescription() == ""
