"""What is written beside an answer of the checklist can be read: its words wrap, and have room where they are asked."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from charting.records.screening import Screening
from tests.ui.hands import wait_until
from tests.ui.waiting import let_run
from ui.binding.editors import NoteEditor

WORDS = "Cold sores on the lip twice a year, the last one in May"


def test_the_detail_of_a_yes_shows_its_words(house):
    screening = house.record_of(Screening, house.new_visit())
    rows = house.window.visit.form._parts[0]._cells
    first, other = rows[2], rows[5]
    low = other["detail"].height()
    house.model.answer(screening.answers[2], "answer", "yes", None, False)
    house.model.answer(screening.answers[2], "detail", WORDS, None, False)
    editor = first["detail"].editor
    assert isinstance(editor, NoteEditor)
    assert wait_until(lambda: first["detail"].height() >= editor._frame.sizeHint().height() > low, 3000)
    assert wait_until(lambda: not editor._edit.verticalScrollBar().isVisible(), 3000)
    assert not editor._edit.horizontalScrollBar().isVisible()
    assert other["detail"].height() == low
    editor._edit.setFocus()
    QTest.keyClick(editor._edit, Qt.Key.Key_Return)
    assert screening.answers[2].detail == WORDS


def test_nothing_moves_while_a_detail_is_typed_beside_a_no(house):
    screening = house.record_of(Screening, house.new_visit())
    row = house.window.visit.form._parts[0]._cells[2]
    house.model.answer(screening.answers[2], "answer", "no", None, False)
    low = row["detail"].height()
    QTest.keyClicks(row["detail"].editor._edit, WORDS)
    let_run(100)
    assert screening.answers[2].detail == WORDS
    assert row["detail"].height() == low
