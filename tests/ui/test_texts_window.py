"""Settings, Texts: a text is read, written, imported, looked at as paper, kept as a version and confirmed."""

import pytest
import sqlalchemy as sa
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from charting.actions.texts import body_of, draft_of, history_of
from charting.records.clinic_texts import wording_in_force
from charting.records.text_version import TextConfirmation, TextDraft, TextVersion
from charting.texts import shipped
from tests.ui.house import PASSWORD, House
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.parts.page_picture import PagePicture
from ui.parts.place_tab import PlaceTab
from ui.views.text_editor import CHANGES, KEEP, PAGES, REMARKS, WRITE
from ui.views.text_keep import MAJOR, WORDING

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WAS, NOW_SAID = "We numb the scalp first.", "We numb your scalp first."


@pytest.fixture
def house(dressed, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        built = House(dressed, tmp_path / "clinic", patch)
        built.window.go("settings")
        built.window.settings.open_page("texts")
        yield built
        wait_for_pages(built)
        built.close()


def page(house):
    return house.window.settings.texts


def wait_for_pages(house):
    """Until the worker has nothing of this text left to tell."""
    desk = page(house).desk
    for _turn in range(200):
        let_run(25)
        if not [child for child in desk.children() if type(child).__name__ == "Job"]:
            return
    raise AssertionError("the pages were never set")


def opened(house, kind="consent", language="en"):
    """A text in hand, by the tap a person makes."""
    row = next(
        button
        for button in page(house).list.findChildren(QAbstractButton)
        if button.accessibleName() == f"Open {'Consent' if kind == 'consent' else kind}, English"
    )
    assert language == "en"
    row.click()
    wait_for_pages(house)
    return page(house).editor


def type_over(house, was, now):
    """Replace words as a person does: find them, type over them, wait a moment."""
    editor = page(house).editor
    assert editor.body.find(was) or was in editor.body.toPlainText()
    cursor = editor.body.document().find(was)
    editor.body.setTextCursor(cursor)
    editor.body.setFocus()
    QTest.keyClicks(editor.body, now)
    editor.tell()
    wait_for_pages(house)
    return editor


def said(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_every_text_is_listed_with_how_it_stands(house):
    words = said(page(house).list)
    for title in ("Consent", "Photographs", "Aftercare", "Letter to the doctor", "Needling at home"):
        assert title in words
    assert words.count("Example text, not confirmed by this clinic") == 5


def test_the_pages_stand_beside_the_words(house):
    editor = opened(house)
    assert editor.body.toPlainText().startswith("# Your consent to treatment")
    assert "template" not in editor.body.toPlainText()
    pictures = editor.pages.findChildren(PagePicture)
    assert len(pictures) >= 4
    assert "Your consent to treatment" in pictures[0].accessibleName()
    assert "Specimen" in pictures[0].accessibleName()


def test_what_is_typed_shows_on_the_page_and_survives_the_program(house):
    opened(house)
    editor = type_over(house, WAS, NOW_SAID)
    assert any(NOW_SAID in " ".join(p.accessibleName().split()) for p in editor.pages.findChildren(PagePicture))
    editor.open_part(CHANGES)
    assert "1 word gone" in said(editor.changes)
    house.window.settings._model.save()
    house.reopen()
    house.window.go("settings")
    house.window.settings.open_page("texts")
    editor = opened(house)
    assert NOW_SAID in editor.body.toPlainText()
    assert "Being written" in said(editor)


def test_a_fault_is_told_with_its_line_and_nothing_is_kept(house):
    opened(house)
    editor = type_over(house, "No offer ends today.", "Needling is painless.")
    editor.open_part(REMARKS)
    words = said(editor.remarks)
    assert "1 thing must be put right" in words
    assert "No patient may read “painless”: absolute, some people feel pain" in words
    line = next(n for n, text in enumerate(editor.body.toPlainText().split("\n"), 1) if "painless" in text)
    link = next(b for b in editor.remarks.findChildren(QAbstractButton) if f"line {line}" in b.text())
    link.click()
    assert editor.body.textCursor().blockNumber() == line - 1
    assert not editor.keeping.keep.isEnabled()
    tabs = [tab.text() for tab in editor.findChildren(PlaceTab)]
    assert "To put right (1)" in tabs


def keep(house, sort, note="Plainer words"):
    editor = page(house).editor
    editor.open_part(KEEP)
    keeping = editor.keeping
    keeping.sort.set_value(sort)
    keeping.note.line.setText(note)
    keeping.keep.click()
    wait_for_pages(house)
    return keeping


def confirm(house, secret):
    keeping = page(house).editor.keeping
    keeping.secret.line.setText(secret)
    keeping.confirm.click()
    wait_for_pages(house)


def test_a_version_is_kept_confirmed_and_in_force(house):
    opened(house)
    type_over(house, WAS, NOW_SAID)
    keeping = keep(house, WORDING)
    (version,) = history_of(house.chart, "consent", "en")
    assert (version.version, version.major, version.note) == ("1.0", 0, "Plainer words")
    assert draft_of(house.chart, "consent", "en") is None
    assert not wording_in_force(house.chart.orm, "consent", NOW.date()).confirmed
    confirm(house, "wrong password")
    assert version.confirmation is None
    assert "not" in said(keeping).lower()
    confirm(house, PASSWORD)
    assert NOW_SAID in wording_in_force(house.chart.orm, "consent", NOW.date()).text
    assert "confirmed" in said(keeping)
    page(house).editor.left.emit()
    assert "clinic-consent-en 1.0: Text confirmed for this clinic by" in said(page(house).list)


def test_what_kind_of_change_it_is_has_to_be_said(house):
    opened(house)
    type_over(house, WAS, NOW_SAID)
    keeping = keep(house, None)
    assert "Choose" in said(keeping)
    assert history_of(house.chart, "consent", "en") == []
    keep(house, MAJOR)
    assert history_of(house.chart, "consent", "en")[0].major == 1


@pytest.mark.parametrize(("typed", "told"), [("20-Nov-2026", "past"), ("someday", "")])
def test_a_day_that_cannot_be_is_refused_in_words(house, typed, told):
    opened(house)
    editor = type_over(house, WAS, NOW_SAID)
    editor.keeping.day.line.setText(typed)
    keeping = keep(house, WORDING)
    assert history_of(house.chart, "consent", "en") == []
    assert told in said(keeping)


def test_the_example_is_confirmed_as_it_is(house):
    opened(house)
    page(house).editor.open_part(KEEP)
    confirm(house, PASSWORD)
    wording = wording_in_force(house.chart.orm, "consent", NOW.date())
    assert wording.confirmed
    assert body_of(wording.text) == body_of(shipped("consent"))


def test_a_file_of_ones_own_is_placed_and_the_rest_listed(house, tmp_path):
    editor = opened(house)
    own = tmp_path / "own.txt"
    own.write_bytes(
        "What will be done\r\n•\tWe numb your scalp first.\r\n\r\nParking\r\nBehind the house.".encode("cp1252")
    )
    page(house).desk.import_file(own)
    wait_for_pages(house)
    assert NOW_SAID in editor.body.toPlainText()
    assert "1 paragraph placed, 2 not placed" in said(editor.remarks)
    assert editor.remarks.unplaced.toPlainText() == "Parking\n\nBehind the house."
    own.write_bytes(b"\x00\x01\x02")
    page(house).desk.import_file(own)
    assert "holds no text" in said(editor.remarks)
    page(house).desk.import_file(tmp_path / "gone.txt")
    assert "cannot be read" in said(editor.remarks)
    assert NOW_SAID in editor.body.toPlainText()


def test_who_may_not_write_texts_reads_them(house):
    person = house.chart.practitioners()[0]
    person.owner, person.role = 0, "assistant"
    try:
        editor = opened(house)
        assert editor.body.isReadOnly()
        assert not editor.keeping.keep.isEnabled()
        editor.open_part(KEEP)
        assert not editor.keeping.confirm.isVisibleTo(editor.keeping)
        assert "may not confirm" in said(editor.keeping)
    finally:
        person.owner, person.role = 1, "owner"


def test_a_narrow_window_shows_one_thing_at_a_time(house):
    editor = opened(house)
    house.window.resize(683, 384)
    let_run(50)
    for part in (WRITE, PAGES, REMARKS, CHANGES, KEEP):
        editor.open_part(part)
        let_run(20)
        assert editor.body.isVisibleTo(editor) == (part == WRITE)
        assert editor.width() <= 683
    house.window.resize(1366, 768)
    let_run(50)
    assert editor.body.isVisibleTo(editor)


def test_nothing_is_written_by_only_looking(house):
    before = house.chart.orm.scalar(sa.text("SELECT count(*) FROM audit_entry"))
    opened(house)
    page(house).editor.left.emit()
    assert not house.chart.differs()
    for record in (TextDraft, TextVersion, TextConfirmation):
        assert house.chart.orm.scalar(sa.select(sa.func.count()).select_from(record)) == 0
    assert house.chart.orm.scalar(sa.text("SELECT count(*) FROM audit_entry")) == before
