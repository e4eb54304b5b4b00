"""The visit in words: sentences follow the answers, an edited wording never changes one, and says when it is behind."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from charting.records.account import account_of
from charting.records.visit import Visit
from tests.ui.hands import wait_until
from tests.ui.waiting import let_run
from ui.forms.account_panel import AccountPanel

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Prose:
    """The sheet "Times and note" of a visit."""

    def __init__(self, house):
        house.window.activateWindow()
        self.house, self.visit = house, house.new_visit("MN")
        house.record_of(Visit, self.visit)
        self.panel = house.window.visit.form.findChild(AccountPanel)

    def shows(self, words):
        return wait_until(lambda: words in self.panel.sentences.text(), 2000)

    def says(self, words):
        return wait_until(lambda: words in self.panel._said.text(), 2000)

    def answers(self):
        return account_of(self.visit)


@pytest.fixture
def prose(house):
    return Prose(house)


def test_the_sentences_follow_the_answers(prose):
    assert "Microneedling, session" in prose.panel.sentences.text()
    prose.house.hands.answer(prose.visit, "assistant", "Noor Sample")
    assert prose.shows("Assisted by Noor Sample.")
    assert prose.visit.prose is None


def test_editing_the_wording_changes_no_answer_and_is_one_step(prose):
    house, visit = prose.house, prose.visit
    before = prose.answers()
    assert prose.panel._said.text() == "Editing the wording never changes the answers."
    house.hands.click(prose.panel.edit)
    assert visit.prose == visit.prose_of == before
    edit = house.hands.cell(visit, "prose").editor.findChild(QPlainTextEdit)
    assert QApplication.focusWidget() is edit
    QTest.keyClicks(edit, "She came on foot. ")
    assert visit.prose == f"She came on foot. {before}"
    assert prose.answers() == before
    assert house.model.save()
    house.model.undo_stack.undo()
    house.model.undo_stack.undo()
    assert (visit.prose, visit.prose_of) == (None, None)


def test_taking_it_over_offers_to_undo(prose):
    house, visit = prose.house, prose.visit
    house.hands.click(prose.panel.edit)
    toast = house.window.visit._toast
    assert toast.isVisible()
    house.hands.click(toast._undo)
    assert (visit.prose, visit.prose_of) == (None, None)


def test_answers_that_change_later_are_told_and_taken_over_by_a_button(prose):
    house, visit = prose.house, prose.visit
    house.hands.click(prose.panel.edit)
    edit = house.hands.cell(visit, "prose").editor.findChild(QPlainTextEdit)
    QTest.keyClicks(edit, "Own words. ")
    house.hands.answer(visit, "assistant", "Noor Sample")
    assert prose.says("Written by hand at 14:02.")
    assert prose.says("The answers say since then: Assisted by Noor Sample.")
    assert visit.prose.startswith("Own words.")
    assert prose.panel._mark.isVisible()
    house.hands.click(prose.panel.edit)
    assert visit.prose == prose.answers()
    assert prose.says("Editing the wording never changes the answers.")


def typed(prose, words):
    """Type straight into the box, without taking the sentences over."""
    edit = prose.house.hands.cell(prose.visit, "prose").editor.findChild(QPlainTextEdit)
    prose.house.hands.bring_into_view(edit)
    edit.setFocus()
    QTest.keyClicks(edit, words)


def test_words_typed_straight_into_the_box_are_told_what_changed_since(prose):
    house, visit = prose.house, prose.visit
    house.hands.answer(visit, "assistant", "Noor Sample")
    before = prose.answers()
    typed(prose, "She came on foot.")
    assert (visit.prose, visit.prose_of) == ("She came on foot.", before)
    assert prose.says("Written by hand at 14:02.")
    assert not prose.panel._mark.isVisible()
    house.hands.answer(visit, "assistant", "Ira Sample")
    assert prose.says("The answers say since then: Assisted by Ira Sample.")
    assert prose.says("They say no more: Assisted by Noor Sample.")
    assert prose.panel._mark.isVisible()
    assert prose.panel.edit.text() == "Write anew from the answers"


def test_whoever_compared_it_lets_it_stand(prose):
    house, visit = prose.house, prose.visit
    typed(prose, "She came on foot.")
    house.hands.answer(visit, "assistant", "Noor Sample")
    assert wait_until(prose.panel.fits.isVisible, 2000)
    house.hands.click(prose.panel.fits)
    assert visit.prose == "She came on foot."
    assert visit.prose_of == prose.answers()
    assert wait_until(lambda: not prose.panel._mark.isVisible(), 2000)


def test_a_box_that_was_emptied_and_filled_again_starts_from_the_answers_of_then(prose):
    house, visit = prose.house, prose.visit
    typed(prose, "First.")
    edit = house.hands.cell(visit, "prose").editor.findChild(QPlainTextEdit)
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert visit.prose is None
    house.hands.answer(visit, "assistant", "Noor Sample")
    typed(prose, "Second.")
    assert visit.prose_of == prose.answers()
    assert prose.says("Written by hand at 14:02.")
    assert not prose.panel._mark.isVisible()


def test_the_edited_wording_can_be_dropped(prose):
    house, visit = prose.house, prose.visit
    house.hands.click(prose.panel.edit)
    let_run(200)
    house.hands.click(prose.panel.drop)
    assert (visit.prose, visit.prose_of) == (None, None)
    assert wait_until(lambda: not prose.panel.drop.isVisible(), 2000)


def test_a_visit_that_is_shut_has_no_buttons(prose):
    prose.visit.signed_at = prose.house.model.now()
    try:
        prose.panel.show_record(prose.visit, prose.house.model.context())
        assert not prose.panel.edit.isVisible()
        assert not prose.panel.drop.isVisible()
    finally:
        prose.visit.signed_at = None
