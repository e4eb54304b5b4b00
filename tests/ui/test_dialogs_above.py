"""Dialogues above the window are found by the windows in view, and by what the system shows in a dialogue's place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

import ui
from ui.dialogs_above import dialogs_in_view, reject_modal

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(qtbot):
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_everything_that_asks_is_rejected_the_last_first(window):
    ended = []
    for name in ("file", "overwrite"):
        dialog = QDialog(window)
        dialog.finished.connect(lambda _result, name=name: ended.append(name))
        dialog.open()
    assert reject_modal()
    assert ended == ["overwrite", "file"]
    assert not reject_modal()


def test_what_the_system_shows_in_the_place_of_a_dialogue_is_rejected_too(window):
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dialog.open()
    assert dialogs_in_view() == []
    assert reject_modal()
    assert not dialog.isVisible()


def test_a_dialogue_that_stays_is_asked_once(window):
    class Stays(QDialog):
        asked = 0

        def reject(self):
            self.asked += 1

    dialog = Stays(window)
    dialog.open()
    assert reject_modal()
    assert dialog.asked == 1
    dialog.hide()


def test_a_dialogue_beside_is_in_view_until_it_is_closed_and_keeps_no_window_waiting(window):
    dialog = QDialog(window)
    dialog.show()
    assert dialogs_in_view() == [dialog]
    assert not reject_modal()
    dialog.close()
    assert dialogs_in_view() == []


def test_nobody_asks_for_all_widgets():
    asking = [
        file.name for file in Path(ui.__file__).parent.rglob("*.py") if "topLevelWidgets(" in file.read_text("utf-8")
    ]
    assert asking == []
