"""A patient's language through the window: texts follow it until something is answered, the original is a key away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.actions.given_texts import keep_named
from charting.findings import Level
from charting.output.proof import read_back, says
from charting.records.base import findings
from charting.records.clinic_texts import versions_of
from charting.records.consent import Consent
from tests.ui.hands import line_of, wait_until
from tests.ui.samples import NOW
from tests.ui.test_papers_window import PAPER_MS, Desk
from tests.ui.waiting import let_run
from ui.reading_record import ReadingRecord

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SPANISH = "He leído este papel, o me lo han leído. Lo he entendido."
ENGLISH = "I have read this paper, or it was read to me. I understood it."


@pytest.fixture(autouse=True)
def _nobody_has_said_a_language(house):
    house.patient().language = None


def test_the_texts_follow_the_language_and_undo_takes_all_of_it_back(house):
    visit = house.new_visit()
    consent = visit.consent
    house.model.answer(consent, "language", "Español", None, False)
    assert (consent.template_id, consent.statements[0].sentence) == ("consent-mprp-es", SPANISH)
    assert visit.photo_consent.template_id == "photo-consent-es"
    assert visit.after.aftercare_version == "aftercare-es 1.0"
    house.model.undo_stack.undo()
    assert (consent.template_id, consent.statements[0].sentence) == ("consent-mprp-en", ENGLISH)
    assert (consent.language, visit.after.aftercare_version) == (None, "aftercare-en 1.0")
    house.model.undo_stack.redo()
    assert visit.photo_consent.template_id == "photo-consent-es"
    assert house.model.save()


def test_the_language_can_be_typed_on_the_form(house):
    visit = house.new_visit()
    consent = house.record_of(Consent, visit)
    house.model.answer(consent, "language", "German", None, False)
    let_run(20)
    assert consent.template_id == "consent-mprp-de"
    house.record_of(Consent, visit)


def test_what_was_answered_stays_in_the_words_it_was_answered_in(house):
    visit = house.new_visit()
    consent = visit.consent
    house.model.answer(consent.statements[0], "accepted", True, None, False)
    house.model.answer(consent, "language", "Spanish", None, False)
    assert (consent.template_id, consent.statements[0].sentence) == ("consent-mprp-en", ENGLISH)
    assert visit.photo_consent.template_id == "photo-consent-es"


def test_a_visit_begins_in_the_language_of_its_patient(house):
    house.patient().language = "Arabic"
    visit = house.new_visit()
    assert visit.consent.template_id == "consent-mprp-ar"
    assert [one.template for one in versions_of(house.chart.orm, "consent", "ar")] == ["consent-mprp-ar"]


def test_a_text_that_is_signed_is_kept_for_ever(house):
    visit = house.new_visit()
    house.model.answer(visit.consent, "language", "fr", None, False)
    assert versions_of(house.chart.orm, "consent", "fr") == []
    for _twice in range(2):
        keep_named(house.chart, "consent", visit.consent.template_id, visit.consent.template_version, NOW)
    assert [one.template for one in versions_of(house.chart.orm, "consent", "fr")] == ["consent-mprp-fr"]


def test_the_english_original_is_one_key_away(house):
    house.patient().language = "Spanish"
    desk = Desk(house)
    view = desk.view
    assert view.original_button.isVisible()
    assert says("".join(read_back(view.pdf)), SPANISH)
    spanish = view.pdf
    QTest.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert wait_until(lambda: view.pdf not in (b"", spanish), PAPER_MS)
    text = "".join(read_back(view.pdf))
    assert says(text, ENGLISH) and says(text, "The version to sign is in Spanish.")
    house.hands.click(view.original_button)
    assert wait_until(lambda: bool(view.pdf) and says("".join(read_back(view.pdf)), SPANISH), PAPER_MS)
    desk.show("chart_summary")
    assert not view.original_button.isVisible()


def test_an_english_paper_offers_no_original(house):
    assert not Desk(house).view.original_button.isVisible()


POLISH = "There is no text in Polish: the text is English"
ASKED = f"{POLISH}; note the interpreter"


def _said_of(consent, house):
    found = [one for one in findings(consent, house.model.context()) if one.rule == "consent-language"]
    return [(one.level, one.what) for one in found]


def test_a_language_without_a_text_is_said_at_its_field_until_an_interpreter_is_noted(house):
    consent = house.record_of(Consent, house.new_visit())
    cell = house.hands.cell(consent, "language")
    house.hands.answer(consent, "language", "Polish")
    house.hands.key(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert not line_of(cell).hasFocus()
    assert wait_until(lambda: cell.note.text() == ASKED, 5_000)
    assert _said_of(consent, house) == [(Level.WARN, ASKED)]
    house.hands.answer(consent, "interpreter_used", True)
    assert _said_of(consent, house) == [(Level.NOTE, POLISH)]
    house.hands.answer(consent, "language", "English")
    assert _said_of(consent, house) == []


def test_a_text_that_kept_its_language_is_said_as_well(house):
    consent = house.new_visit().consent
    house.model.answer(consent.statements[0], "accepted", True, None, False)
    house.model.answer(consent, "language", "Spanish", None, False)
    words = "The language is Spanish, but the text is English; note the interpreter"
    assert _said_of(consent, house) == [(Level.WARN, words)]


def test_a_language_without_a_text_is_said_where_the_text_is_printed(house):
    house.patient().language = "Polish"
    desk = Desk(house)
    assert wait_until(lambda: desk.view._note.text() == ASKED, PAPER_MS)
    desk.show("aftercare")
    assert wait_until(lambda: desk.view._note.text() == ASKED, PAPER_MS)
    desk.show("chart_summary")
    assert wait_until(lambda: desk.view._note.text() == "", PAPER_MS)


def test_a_language_without_a_text_is_said_where_the_text_is_read(house):
    visit = house.new_visit()
    house.model.answer(visit.consent, "language", "Polish", None, False)
    desk = house.window.deeds.reading
    desk.open(visit.consent)
    assert desk.view._said.text() == ASKED
    desk.close()


def test_a_language_said_before_its_texts_followed_can_be_tapped_all_the_same(house):
    """As drafts of before hold it: the language is written down, and its texts are not there."""
    visit = house.new_visit()
    consent = visit.consent
    consent.language = "Arabic"
    assert consent.template_id == "consent-mprp-en"
    ReadingRecord(house.model, visit, consent).speak("ar")
    assert consent.template_id == "consent-mprp-ar"
    house.model.undo_stack.undo()
    assert (consent.language, consent.template_id) == ("Arabic", "consent-mprp-en")
