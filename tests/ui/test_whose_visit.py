"""Whose visit, permission and signature it is, as the window says it: moved, taken back, the wrong chart, voided."""

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

import charting.actions.sign
from charting.actions.marks import void
from charting.actions.patients import add_patient
from charting.actions.proving import Proven
from charting.actions.sign import sign_visit
from charting.context import Context
from charting.records.audit_entry import audit_entry
from charting.records.consent import Consent
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoConsent, PhotoScope
from tests.core.versions import STROKES
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.binding.line_table import LineTable
from ui.binding.note_line import NoteLine
from ui.views.deed_words import MOVE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
REASON = "It was written in the wrong chart"


def shown_words(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def proven(house):
    return Proven(house.chart.practitioners()[0], NOW, "password")


@pytest.fixture
def visit(house):
    """A draft of Ada whose consents she has signed, both sealed."""
    made = house.new_visit()
    for sheet in (made.consent, made.photo_consent):
        row = sheet.signatures[0]
        row.strokes, row.signed_at = STROKES, NOW
    for scope in made.photo_consent.scopes:
        scope.allowed = scope.scope == "clinical_record"
    house.chart.save(NOW)
    house.chart.save(NOW, last=lambda: [setattr(one, one.seal, NOW) for one in (made.consent, made.photo_consent)])
    house.window.open_visit(made.id)
    return made


def sheet_in_view(house, visit, model):
    house.record_of(model, visit)
    house.window.visit._refresh()
    let_run(20)
    return house.window.visit


def move_to_otto(house, visit):
    otto = add_patient(house.chart, Patient(family_name="Muster", given_name="Otto"))
    house.chart.save(NOW)
    desk = house.window.deeds
    desk.begin(MOVE, visit)
    desk._choose(otto.id)
    view = desk.views[MOVE]
    house.hands.type(view.reason.line, REASON)
    house.hands.type(view.secret.line, PASSWORD)
    house.hands.click(view.button)
    return house.window._visit


class TestMoved:
    def test_neither_consent_of_another_patient_counts(self, house, visit):
        draft = move_to_otto(house, visit)
        assert draft.moved_from is visit
        for model, words in (
            (Consent, "The consent was another patient’s"),
            (PhotoConsent, "The permission for photographs was another patient’s"),
        ):
            view = sheet_in_view(house, draft, model)
            assert words in shown_words(view.rail)
            assert not view.progress.read_only(view.sheet)
            assert view.progress.standing(view.sheet) not in {"signed", "complete"}
        house.window.go("sign_off")
        board = house.window.sign_off
        assert "The consent was another patient’s" in shown_words(board._to_do)
        assert "The permission for photographs was another patient’s" in shown_words(board._to_do)
        assert "Consent" not in shown_words(board._done) and "Photographs" not in shown_words(board._done)
        assert not board.sign_button.isEnabled()

    def test_nobody_is_named_in_the_chart_of_another(self, house, visit):
        draft = move_to_otto(house, visit)
        for model in (Consent, PhotoConsent):
            said = shown_words(sheet_in_view(house, draft, model)).casefold()
            assert "ada" not in said.split() and "sample," not in said

    def test_the_right_patient_is_looked_for_first(self, house, visit):
        add_patient(house.chart, Patient(family_name="Muster", given_name="Otto"))
        house.chart.save(NOW)
        desk = house.window.deeds
        desk.begin(MOVE, visit)
        people = desk.move_people
        assert QApplication.focusWidget() is people.finder.edit
        house.hands.type(people.finder.edit, "Muster")
        assert people.people.count() >= 1
        assert people.people.current_key() == ""
        assert "Nobody chosen yet" in shown_words(people.right)
        QTest.keyClick(people.finder.edit, Qt.Key.Key_Return)
        if people.people.count() > 1:
            QTest.keyClick(people.people, Qt.Key.Key_Return)
        assert "MUSTER, Otto" in shown_words(people.right)


class TestTakenBack:
    def test_the_row_says_so_and_sign_off_does(self, house, visit):
        scope = visit.photo_consent.scopes[0]
        view = sheet_in_view(house, visit, PhotoConsent)
        table = view.form.findChild(LineTable)
        assert table.item(0, 1).text() == "Yes"
        house.model.answer(scope, "withdrawn_on", NOW.date(), None, False)
        assert table.item(0, 1).text() == "Taken back\n21-Nov-2026"
        assert not visit.photo_consent.allows("clinical_record", NOW.date())
        house.window.go("sign_off")
        board = house.window.sign_off
        assert "My own record: taken back on 21-Nov-2026" in shown_words(board._to_do)
        assert "Photographs" not in shown_words(board._done)

    def test_what_ran_out_is_not_called_allowed(self):
        scope = PhotoScope(scope="clinical_record", allowed=True, expiry=NOW.date().replace(day=1))
        assert scope.in_row("allowed", NOW.date()) == "Over since\n01-Nov-2026"

    def test_the_menu_leads_to_the_line_where_it_is_written(self, house, visit, monkeypatch):
        opened = []
        monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
        house.hands.click(house.window.visit.deeds)
        said = {action.text(): action for action in opened[0].actions()}
        assert "Amend…\tThis visit is not signed yet: correct it where it stands." in said
        said["Take back a permission for photographs…"].trigger()
        assert house.window.visit.sheet is visit.photo_consent
        cell = next(c for c in house.window.visit.form._parts[0]._grid.cells.values() if c.hasFocus() or
                    c.isAncestorOf(QApplication.focusWidget()))  # fmt: skip
        assert cell.declared.name == "withdrawn_on"


class TestWrongChart:
    @pytest.fixture
    def board(self, house):
        house.new_visit()
        house.window.go("sign_off")
        view = house.window.sign_off
        view._open = 0
        view.year.line.clear()
        return view

    def asked(self, house):
        house.chart.save(NOW)
        query = sa.select(audit_entry.c.said).where(audit_entry.c.verb == "other_year").order_by(audit_entry.c.seq)
        return [said["words"] for said in house.chart.orm.scalars(query)]

    def test_another_year_of_birth_asks_for_the_chart_and_is_written_down(self, house, board):
        before = len(self.asked(house))
        house.hands.type(board.year.line, "1984")
        words = "1984 is not this patient's year of birth. Is this the right chart?"
        assert board.year.findChild(NoteLine).text() == words
        assert board._why.text() == words
        assert self.asked(house)[before:] == ["1984"]
        board.year.line.clear()
        house.hands.type(board.year.line, "1985")
        assert "right chart" not in board.year.findChild(NoteLine).text()
        assert len(self.asked(house)) == before + 1

    def test_the_doubt_stays_with_the_visit_it_was_about(self, house, board):
        house.hands.type(board.year.line, "1984")
        house.new_visit()
        house.window.go("sign_off")
        assert board.year.text() == ""
        assert "right chart" not in board.year.findChild(NoteLine).text()

    def test_half_a_year_is_not_doubted(self, house, board):
        before = len(self.asked(house))
        house.hands.type(board.year.line, "198")
        assert board._why.text() == "Type the patient's year of birth."
        assert len(self.asked(house)) == before

    def test_clearing_the_signature_comes_after_it(self, house, board):
        button = next(b for b in board.findChildren(type(board._clear_button)) if b is board._clear_button)
        assert button.text() == "Clear signature"
        assert button.mapTo(board, button.rect().topLeft()).y() > board.pad.mapTo(board, board.pad.rect().center()).y()
        board.secret.line.setFocus()
        QTest.keyClick(board.secret.line, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is button
        assert board.year.line.nextInFocusChain() is not button


class TestShut:
    def test_a_voided_visit_needs_nothing_to_be_signed(self, house):
        visit = house.new_visit()
        void(house.chart, visit, REASON, proven(house), NOW)
        view = sheet_in_view(house, visit, type(visit))
        assert "needed to sign" not in view.rail._open._meta.text()
        assert view._next.text() == "Next: Signature and papers"

    def test_a_signed_visit_offers_no_button_that_is_not_there(self, house, monkeypatch):
        visit = house.new_visit()
        assert "Press “Add grading”" in shown_words(sheet_in_view(house, visit, type(visit.assessment)).form)
        with monkeypatch.context() as patch:
            patch.setattr(charting.actions.sign, "points", lambda *_: [])
            sign_visit(house.chart, visit, proven(house), None, Context.at(NOW))
        house.window.open_visit(visit.id)
        said = shown_words(sheet_in_view(house, visit, type(visit.assessment)).form)
        assert "None recorded." in said and "Press" not in said
