"""Choices by keyboard: a typed digit says a number, and never a place where choices hold numbers."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.catalogue import agents
from charting.context import Context
from charting.fields import fields_of
from charting.kinds import ManyOf, OneOf
from charting.records import sheets  # noqa: F401  every record, so that all are found
from charting.records.base import Record
from charting.records.dose import Dose, listed_strengths
from tests.ui.samples import NOW
from ui.binding.editors import ChoiceEditor, make_editor
from ui.binding.listed_editor import ListedEditor
from ui.parts.tap_choice import TapChoice
from ui.parts.typed_choice import find, holds_numbers
from ui.theme import Theme


@pytest.fixture
def theme(qtbot):
    return Theme()


def all_records(base=Record):
    for kind in base.__subclasses__():
        if hasattr(kind, "__table__"):
            yield kind
        yield from all_records(kind)


def tapped_fields():
    for kind in all_records():
        for name, declared in fields_of(kind).items():
            if isinstance(declared, OneOf | ManyOf):
                yield kind, name, declared


def choice_of(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    choice = widget if isinstance(widget, TapChoice) else widget.findChild(TapChoice)
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    return choice


def press(widget, text):
    for letter in text:  # every letter, those that no test driver has a key for as well
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def test_typing_what_a_choice_says_gives_that_choice_and_no_other(theme, qtbot):
    tried = 0
    for kind, name, declared in tapped_fields():
        editor = make_editor(theme, declared, lambda: Context.at(NOW), ())
        if not isinstance(editor, ChoiceEditor):
            continue
        choice = choice_of(qtbot, editor)
        words = [declared.choices.label(one.code) for one in declared.choices.offered()]
        if not holds_numbers(words):
            continue
        for one in declared.choices.offered():
            choice.set_value(None)
            press(choice, declared.choices.label(one.code))
            QTest.keyClick(choice, Qt.Key.Key_Return)
            wanted = (one.code,) if isinstance(declared, ManyOf) else one.code
            assert choice.value() == wanted, f"{kind.__name__}.{name}: {declared.choices.label(one.code)}"
            tried += 1
    assert tried > 40


def test_a_digit_never_chooses_what_does_not_begin_with_it(theme, qtbot):
    for kind, name, declared in tapped_fields():
        editor = make_editor(theme, declared, lambda: Context.at(NOW), ())
        words = [declared.choices.label(one.code) for one in declared.choices.offered()]
        if not isinstance(editor, ChoiceEditor) or not holds_numbers(words):
            continue
        choice = choice_of(qtbot, editor)
        for digit in "0123456789":
            choice.set_value(None)
            choice.set_options([(one.code, declared.choices.label(one.code)) for one in declared.choices.offered()])
            press(choice, digit)
            chosen = choice.value()
            codes = chosen if isinstance(declared, ManyOf) else (chosen,) if chosen is not None else ()
            said = find(digit, words)
            assert not codes or (said.sure and codes[0] == declared.choices.offered()[said.said].code), (
                f"{kind.__name__}.{name} {digit} chose {codes}"
            )


@pytest.fixture
def strength(theme, qtbot):
    editor = ListedEditor(theme, fields_of(Dose)["concentration_pct"], lambda: Context.at(NOW))
    editor.offer(listed_strengths(Dose(agent="lidocaine")))
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    editor.given = []
    editor.answered.connect(lambda value, unread, _key: editor.given.append((value, unread)))
    return editor


def typed(editor, text):
    choice = editor.findChild(TapChoice)
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    for letter in text:
        target = editor.focusProxy() if editor.focusProxy() is choice else editor._line._line
        if letter == "\n":
            QTest.keyClick(target, Qt.Key.Key_Return)
        elif letter == "\t":
            QTest.keyClick(target, Qt.Key.Key_Tab)
        else:
            press(target if not editor._line.isVisible() else editor._line._line, letter)
    return editor.given[-1][0] if editor.given else None


def test_two_is_two_percent(strength):
    assert [str(value) for value, _words in strength._offered][:3] == ["0.5", "1", "1.5"]
    assert typed(strength, "2") == Decimal("2")


@pytest.mark.parametrize(
    ("keys", "value"),
    [("1", None), ("1\n", "1"), ("1.5", "1.5"), ("1,5", "1.5"), ("1 %", "1"), ("0", None), ("0.5", "0.5")],
)
def test_what_could_be_two_strengths_waits(strength, keys, value):
    assert typed(strength, keys) == (Decimal(value) if value else None)


@pytest.mark.parametrize("keys", ["20", "3", "17", "2.5"])
def test_a_strength_that_is_not_listed_is_typed_on_in_the_line(strength, keys):
    typed(strength, keys)
    assert strength._line.isVisible() and strength._line._line.text() == keys
    assert strength.given[-1] in {(Decimal(keys), None), (None, keys)}, "not accepted, or as typed"


def test_every_listed_strength_of_every_drug_is_typed_as_it_reads(theme, qtbot):
    editor = ListedEditor(theme, fields_of(Dose)["concentration_pct"], lambda: Context.at(NOW))
    choice = choice_of(qtbot, editor)
    editor.show()
    for drug in agents():
        offered = listed_strengths(Dose(agent=drug))
        editor.offer(offered)
        for percent, words in offered:
            for text in (words, str(percent), str(percent).replace(".", ",")):
                editor.show_value(None, None)
                choice.setFocus(Qt.FocusReason.TabFocusReason)
                press(choice, text)
                QTest.keyClick(choice, Qt.Key.Key_Return)
                assert choice.value() == percent, f"{drug}: {text}"


def test_places_stay_places_where_no_choice_is_a_number(theme, qtbot):
    choice = choice_of(qtbot, TapChoice(theme, [("left", "Left"), ("right", "Right")]))
    press(choice, "2")
    assert choice.value() == "right"


def test_a_key_that_comes_late_begins_anew(theme, qtbot):
    choice = choice_of(qtbot, TapChoice(theme, [(n, str(n)) for n in range(5)]))
    press(choice, "1")
    choice._pause.timeout.emit()
    press(choice, "2")
    assert choice.value() == 2
    press(choice, "3")
    assert choice.value() is None, "23 is none of them"
