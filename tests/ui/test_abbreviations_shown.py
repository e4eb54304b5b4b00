"""Error-prone abbreviations are underlined and named; nothing changes by itself, one key puts the better word in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from charting.actions.trail_words import models
from charting.fields import fields_of
from charting.kinds import Text
from charting.records.consent import Consent
from charting.records.patient import Patient
from charting.records.prp import Prp
from charting.records.visit import Visit
from charting.rules.abbreviations import doubtful_in, put_right
from ui.binding.doubted import DoubtedLine, DoubtedNote

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def visit(house):
    house.window.activateWindow()
    return house.new_visit()


def field(house, record, name, kind):
    house.hands.looking_at = house.window.visit.form
    cell = house.hands.cell(record, name)
    edit = cell.editor.findChild(kind)
    house.hands.bring_into_view(edit)
    edit.setFocus()
    return cell, edit


def underlined(note):
    """The words that a note has waves under."""
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    return [s.cursor.selectedText() for s in note.extraSelections() if s.format.underlineStyle() == wave]


def amber(theme, edit):
    """How many pixels of an edit are drawn in the colour of the waves."""
    image, wanted = edit.grab().toImage(), theme.colour("amber_mark").rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_note_underlines_names_and_keeps_what_was_typed(house, visit):
    cell, note = field(house, house.record_of(Visit, visit), "note", QPlainTextEdit)
    QTest.keyClicks(note, "minoxidil QD, pain @ vertex today")
    assert underlined(note) == ["QD", "@"]
    assert visit.note == "minoxidil QD, pain @ vertex today"
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert cell._note.text() == "“QD”: write daily"
    assert visit.note == "minoxidil QD, pain @ vertex today"


def test_one_key_or_tap_puts_the_better_word_in(house, visit):
    _cell, note = field(house, house.record_of(Visit, visit), "note", QPlainTextEdit)
    bar = house.window.typing.bar
    QTest.keyClicks(note, "5cc left, minoxidil QD now")
    assert bar.texts() == ["Write daily"]
    QTest.keyClick(note, Qt.Key.Key_1, ALT)
    assert visit.note == "5cc left, minoxidil daily now"
    assert bar.texts() == ["Write mL"]
    house.hands.click(bar._buttons[0])
    assert visit.note == "5 mL left, minoxidil daily now"
    assert bar.texts() == []
    QTest.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert visit.note == "5cc left, minoxidil daily now"


def test_the_word_that_is_being_typed_is_left_in_peace(house, visit):
    _cell, note = field(house, house.record_of(Visit, visit), "note", QPlainTextEdit)
    QTest.keyClicks(note, "with epi")
    assert underlined(note) == []
    assert house.window.typing.bar.texts() == []
    QTest.keyClicks(note, "nephrine")
    assert underlined(note) == []
    note.clear()
    QTest.keyClicks(note, "with epi ")
    assert underlined(note) == ["epi"]


def test_advice_that_only_the_writer_can_follow_has_no_button(house, visit):
    cell, note = field(house, house.record_of(Visit, visit), "note", QPlainTextEdit)
    QTest.keyClicks(note, "gave MS before")
    assert underlined(note) == ["MS"]
    assert house.window.typing.bar.texts() == []
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert cell._note.text() == "“MS”: write the drug's name in full"


def test_a_single_line_is_waved_under(house, visit):
    consent = house.record_of(Consent, visit)
    _cell, edit = field(house, consent, "zones", QLineEdit)
    QTest.keyClicks(edit, "cream daily now")
    assert amber(house.theme, edit) == 0
    edit.selectAll()
    QTest.keyClicks(edit, "cream QD")
    assert amber(house.theme, edit) == 0
    QTest.keyClicks(edit, " now")
    assert amber(house.theme, edit) > 5
    assert consent.zones == "cream QD now"


def test_names_lots_and_numbers_are_not_doubted(house, visit):
    prp = house.record_of(Prp, visit)
    for name in ("kit_lot", "prp_prepared_by", "draw_volume_ml"):
        _cell, edit = field(house, prp, name, QLineEdit)
        assert not isinstance(edit, DoubtedLine), name
        QTest.keyClicks(edit, "100000 QD ")
        assert house.window.typing.bar.texts() == []
    assert not fields_of(Patient)["address"].is_free
    named = ("name", "lot", "registration", "phone", "udi", "address", "serial", "_by", "initials", "email")
    free = [
        f"{table}.{name}"
        for table, model in models().items()
        for name, declared in fields_of(model).items()
        if isinstance(declared, Text) and declared.is_free and name.endswith(named)
    ]
    assert free == []


def test_a_signed_note_is_shown_without_waves(house, visit):
    record = house.record_of(Visit, visit)
    house.model.answer(record, "note", "minoxidil QD, well", None, False)
    cell, note = field(house, record, "note", QPlainTextEdit)
    assert isinstance(note, DoubtedNote)
    assert underlined(note) == ["QD"]
    cell.set_record(record, True)
    assert underlined(note) == []
    assert cell._note.text() == ""


def test_drawing_the_waves_answers_nothing(house, visit):
    record = house.record_of(Visit, visit)
    house.model.answer(record, "note", "minoxidil QD, well", None, False)
    house.model.heard.clear()
    _cell, note = field(house, record, "note", QPlainTextEdit)
    house.theme.set_dark(True)
    house.theme.set_dark(False)
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert house.model.heard == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        *(("botulinum 10U each", "botulinum 10 units each"), ("1 U", "1 unit"), ("800 IU", "800 international units")),
        *((".5mg", "0.5 mg"), ("1.0 mg", "1 mg"), ("pulse <50", "pulse less than 50"), ("3cc", "3 mL")),
        *(("250000", "250,000"), ("5@6", "5 at 6"), ("50µg", "50 mcg"), ("with epi", "with adrenaline (epinephrine)")),
    ],
)
def test_the_better_word_stands_apart_from_its_neighbours(text, better):
    assert put_right(text, doubtful_in(text)[0]) == better
