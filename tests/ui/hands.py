"""What a person does at the window: finds a field, types, taps, signs. Nothing here sets a value past the window."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from charting.dates import show_day
from charting.fields import fields_of, line_model
from charting.kinds import Day, Drawn, ManyOf, Moment, Number, YesNo
from tests.ui.waiting import let_run
from ui.binding.cell import Cell
from ui.binding.line_table import LineTable
from ui.binding.listed_editor import ListedEditor
from ui.binding.rows_editor import RowsEditor
from ui.parts.choice_piece import ChoicePiece
from ui.parts.signature_pad import SignaturePad
from ui.parts.tap_choice import TapChoice

LEFT = Qt.MouseButton.LeftButton


class Hands:
    """One person at one window. `actions` counts clicks, keys and typed entries; `words` the words typed.

    `looking_at` is the part of the window in which fields are looked for.
    """

    def __init__(self, window: QWidget) -> None:
        self.window = self.looking_at = window
        self.actions = 0
        self.words = 0

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press a visible widget with the mouse. Fails when something else lies over it."""
        self.bring_into_view(widget)
        at = widget.rect().center() if at is None else at
        assert widget.isVisible(), f"{widget.accessibleName() or widget} is not to be seen"
        hit = self.window.childAt(widget.mapTo(self.window, at))
        assert hit is widget or (hit is not None and widget.isAncestorOf(hit)), (
            f"{widget.accessibleName()} is covered by {hit}"
        )
        QTest.mouseClick(hit, LEFT, pos=hit.mapFrom(widget, at))
        self.actions += 1

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in a widget."""
        QTest.keyClick(widget, key, modifier)
        self.actions += 1

    def shortcut(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        self.key(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, edit: QLineEdit | QPlainTextEdit, text: str) -> None:
        """Put the cursor into an edit, replace what stands there, and go on typing somewhere else."""
        self.bring_into_view(edit)
        edit.setFocus(Qt.FocusReason.MouseFocusReason)
        if edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText():
            QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(edit, Qt.Key.Key_Delete)
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(edit, Qt.Key.Key_Return)
            type_line(edit, line)
        close_popup(edit)
        self.actions += 1
        self.words += len(text.split())

    def cell(self, record, name: str) -> Cell:
        """The visible cell of a field; a row of a table is selected first, as a person would."""
        for cell in self.looking_at.findChildren(Cell):
            if cell.record is record and cell.declared.name == name and cell.isVisible():
                return cell
        self._select_row(record)
        for cell in self.looking_at.findChildren(Cell):
            if cell.record is record and cell.declared.name == name and cell.isVisible():
                return cell
        raise AssertionError(f"{type(record).__name__}.{name} is nowhere on the screen")

    def answer(self, record, name: str, value) -> None:
        """Give one answer as a person does: typed, tapped or drawn."""
        cell = self.cell(record, name)
        edit = line_of(cell)
        if isinstance(cell.editor, ListedEditor) and not edit.isVisible():
            self.tap_listed(cell, value)
        elif edit is not None:
            self.type(edit, typed(cell.declared, value))
        elif isinstance(cell.declared, Drawn):
            self.sign(cell.editor.findChild(SignaturePad))
        else:
            self.tap(cell, value)

    def answers(self, record, **values) -> None:
        """Give several answers to one record."""
        for name, value in values.items():
            self.answer(record, name, value)

    def tap(self, cell: Cell, value) -> None:
        """Tap the pieces that make `value`; pieces that are chosen already stay."""
        choice = cell.editor.findChild(TapChoice)
        wanted = set(value) if isinstance(cell.declared, ManyOf) else {value}
        words = {words_of(cell.declared, one) for one in wanted}
        for piece in choice.findChildren(ChoicePiece):
            if piece.isVisible() and piece.text() in words and not piece.isChecked():
                self.click(piece)

    def tap_listed(self, cell: Cell, value) -> None:
        """Tap the piece of a listed number."""
        wanted = f"{value if isinstance(value, str) else format(value, 'f')} "
        (piece,) = (p for p in cell.editor.findChildren(ChoicePiece) if p.isVisible() and p.text().startswith(wanted))
        self.click(piece)

    def sign(self, pad: SignaturePad) -> None:
        """Draw a name of one long stroke and a short one."""
        self.bring_into_view(pad)
        start = QPoint(60, 90)
        QTest.mousePress(pad, LEFT, pos=start)
        for step in range(1, 24):
            QTest.mouseMove(pad, start + QPoint(10 * step, (step % 4) * 9 - 14))
        QTest.mouseRelease(pad, LEFT, pos=start + QPoint(240, 0))
        QTest.mousePress(pad, LEFT, pos=QPoint(310, 70))
        for step in range(1, 6):
            QTest.mouseMove(pad, QPoint(310 + 4 * step, 70 + 8 * step))
        QTest.mouseRelease(pad, LEFT, pos=QPoint(330, 110))
        self.actions += 1

    def add(self, record, name: str):
        """Press "Add ..." of a list and return the new row."""
        before = list(getattr(record, name))
        self.click(self.rows(record, name).add_button)
        (made,) = (row for row in getattr(record, name) if row not in before)
        return made

    def rows(self, record, name: str) -> RowsEditor:
        """The visible editor of a list."""
        target = line_model(type(record), name)
        for editor in self.looking_at.findChildren(RowsEditor):
            if editor.name == name and editor.isVisible() and all(isinstance(r, target) for r in editor.lines()):
                return editor
        raise AssertionError(f"{type(record).__name__}.{name} is nowhere on the screen")

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll until a widget is to be seen, once everything has its place."""
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget, 0, 30)
            around = around.parentWidget()

    def _select_row(self, record) -> None:
        for editor in self.looking_at.findChildren(RowsEditor):
            lines = editor.lines()
            if editor.isVisible() and record in lines:
                table = editor.findChild(LineTable)
                place = table.visualRect(table.model().index(lines.index(record), 0)).center()
                self.bring_into_view(table)
                QTest.mouseClick(table.viewport(), LEFT, pos=place)
                self.actions += 1


def wait_until(holds, milliseconds: int) -> bool:
    """Let the window run until something holds; False when it never did."""
    waited = 0
    while not holds() and waited < milliseconds:
        let_run(20)
        waited += 20
    return bool(holds())


def type_line(edit: QWidget, text: str) -> None:
    """Type one line: keys where a keyboard has them, else as an input method does."""
    if text.isascii():
        QTest.keyClicks(edit, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(edit, event)


def close_popup(edit: QWidget) -> None:
    """Close the list of suggestions that typing may have opened."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
        edit.activateWindow()
        edit.setFocus()


def line_of(cell: Cell) -> QLineEdit | QPlainTextEdit | None:
    """What a cell is typed into; None where it is tapped or drawn."""
    return cell.editor.findChild(QLineEdit) or cell.editor.findChild(QPlainTextEdit)


def words_of(declared, value) -> str:
    """The words of one choice."""
    if isinstance(declared, YesNo):
        return "Yes" if value else "No"
    return declared.choices.label(value)


def typed(declared, value) -> str:
    """A value in the words of somebody who types it; text is typed as it is, a code as its label."""
    if isinstance(value, str):
        return declared.choices.label(value) if hasattr(declared, "choices") else value
    if isinstance(declared, Number):
        return f"{value:f}"
    if isinstance(declared, Day):
        return show_day(value)
    if isinstance(declared, Moment):
        return f"{show_day(value.date())} {value:%H:%M}"
    raise TypeError(f"{value!r} is not typed into {declared.label}")


def text_of(cell: Cell) -> object:
    """What a cell shows: typed text, the chosen value or values, or the drawn strokes."""
    edit = line_of(cell)
    if isinstance(edit, QLineEdit):
        return edit.text()
    if isinstance(edit, QPlainTextEdit):
        return edit.toPlainText()
    if isinstance(cell.declared, Drawn):
        strokes = cell.editor.findChild(SignaturePad).strokes()
        return tuple(tuple(tuple(point) for point in stroke) for stroke in strokes) or None
    value = cell.editor.findChild(TapChoice).value()
    return (value or None) if isinstance(cell.declared, ManyOf) else value


def fields_with_cells(window: QWidget, record) -> list[str]:
    """The fields of a record that are on the screen now."""
    on_show = {cell.declared.name for cell in window.findChildren(Cell) if cell.record is record and cell.isVisible()}
    return [name for name in fields_of(type(record)) if name in on_show]
