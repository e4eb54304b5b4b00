"""PySide6 6.12.0 on Python 3.11 loses a reference to None with each of these calls, and then aborts."""

import sys

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

CALLS = 200
DRIFT = CALLS // 10
MANY = 50_000


class Stage:
    """One of each widget the program calls."""

    def __init__(self):
        self.label, self.line, self.note = QLabel(), QLineEdit(), QPlainTextEdit()
        self.table, self.plain = QTableWidget(1, 1), QWidget()
        self.layout = QVBoxLayout(self.plain)
        self.layout.addWidget(self.label)
        self.pixmap = QPixmap(40, 40)
        self.painter = QPainter(self.pixmap)


ACTS = {
    "QLabel.setText": lambda s: s.label.setText("a"),
    "QLabel.setToolTip": lambda s: s.label.setToolTip("a"),
    "QLineEdit.setText": lambda s: s.line.setText("a"),
    "QLineEdit.setReadOnly": lambda s: s.line.setReadOnly(False),
    "QPlainTextEdit.setPlainText": lambda s: s.note.setPlainText("a"),
    "QTableWidget.setItem": lambda s: s.table.setItem(0, 0, QTableWidgetItem("a")),
    "QTableWidget.selectRow": lambda s: s.table.selectRow(0),
    "QWidget.setEnabled": lambda s: s.plain.setEnabled(True),
    "QWidget.setVisible": lambda s: s.label.setVisible(False),
    "QWidget.setAccessibleName": lambda s: s.plain.setAccessibleName("a"),
    "QWidget.update": lambda s: s.plain.update(),
    "QWidget.setFocusPolicy": lambda s: s.plain.setFocusPolicy(s.plain.focusPolicy()),
    "QLayout.setSpacing": lambda s: s.layout.setSpacing(2),
    "QPainter.drawText": lambda s: s.painter.drawText(QRect(0, 0, 40, 40), 0, "a"),
    "QPainter.drawLine": lambda s: s.painter.drawLine(0, 0, 9, 9),
    "QPainter.fillRect": lambda s: s.painter.fillRect(QRect(0, 0, 4, 4), s.painter.pen().color()),
    "QPainter.setPen": lambda s: s.painter.setPen(s.painter.pen()),
    "QPainter.setFont": lambda s: s.painter.setFont(s.painter.font()),
    "QPainter.save": lambda s: (s.painter.save(), s.painter.restore()),
}


@pytest.fixture(scope="module")
def stage(qapp):
    made = Stage()
    yield made
    made.painter.end()


@pytest.mark.parametrize("name", ACTS)
def test_no_call_takes_a_reference_to_none_along(stage, name):
    act = ACTS[name]
    act(stage)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        act(stage)
    assert abs(sys.getrefcount(None) - before) < DRIFT


def test_fifty_thousand_texts_are_survived(stage):
    for number in range(MANY):
        stage.label.setText(str(number))
    assert stage.label.text() == str(MANY - 1)
