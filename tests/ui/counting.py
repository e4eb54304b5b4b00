"""A hand that counts: what one person does at the window, act by act, and on which sheet.

One act is a tap, a key that is a command, a scan, a drawn signature, or one value typed into one field. Putting the
cursor into a field is a tap of its own unless the program put it there. Scrolling and looking are free. Words are what
is typed, between blanks. With ROOTLINE_TRACE_ACTS set a run ends with every act, one line each.
"""

import os
from collections import Counter

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests import counted
from tests.ui.hands import LEFT, Hands, close_popup, line_of, type_line
from tests.ui.waiting import let_run
from ui.binding.line_table import LineTable
from ui.parts.signature_pad import SignaturePad

TAP, KEY, SCAN, DRAWN, TYPED = "tap", "key", "scan", "drawn", "typed"
NONE = Qt.KeyboardModifier.NoModifier


class CountingHand(Hands):
    """Refuses what is not to be seen, not enabled or not within reach. `sheet` is where the next acts are counted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.sheet = "door"
        self.acts: Counter[tuple[str, str]] = Counter()
        self.traced: list[str] = []
        self.typed_words: Counter[str] = Counter()

    def count(self, kind: str, words: int = 0, what: str = "") -> None:
        """One act more, on the sheet in hand."""
        self.actions += 1
        self.traced.append(f"{self.actions:>4}  {self.sheet:<22}{kind:<7}{what}")
        if os.environ.get("ROOTLINE_TRACE_ACTS"):
            counted.TRACE.append(self.traced[-1])
        self.words += words
        self.acts[self.sheet, kind] += 1
        self.typed_words[self.sheet] += words

    def by_sheet(self) -> dict[str, tuple[int, int]]:
        """Acts and words of each sheet, in the order they were gone to."""
        sheets = dict.fromkeys(sheet for sheet, _kind in self.acts)
        return {
            sheet: (sum(n for (at, _kind), n in self.acts.items() if at == sheet), self.typed_words[sheet])
            for sheet in sheets
        }

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        assert widget.isEnabled(), f"{widget.accessibleName() or widget} cannot be used now"
        self.bring_into_view(widget)
        at = widget.rect().center() if at is None else at
        assert widget.isVisible(), f"{widget.accessibleName() or widget} is not to be seen"
        hit = self.window.childAt(widget.mapTo(self.window, at))
        assert hit is widget or (hit is not None and widget.isAncestorOf(hit)), (
            f"{widget.accessibleName() or widget} is covered by {hit}"
        )
        what = said(widget)
        QTest.mouseClick(hit, LEFT, pos=hit.mapFrom(widget, at))
        self.count(TAP, what=what)
        let_run(0)

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        assert widget.isEnabled() and widget.isVisible(), f"no key reaches {widget.accessibleName() or widget}"
        assert widget.hasFocus() or modifier is not NONE or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12, (
            f"{widget.accessibleName() or widget} does not have the cursor"
        )
        QTest.keyClick(widget, key, modifier)
        self.count(KEY, what=QKeySequence(modifier.value | key.value).toString())
        let_run(0)

    def press_key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key wherever the cursor is."""
        at = QApplication.focusWidget()
        self.key(at if at is not None and at.isVisible() else self.window, key, modifier)

    def type(self, edit: QLineEdit | QPlainTextEdit, text: str) -> None:
        """Type one value; what stands there is typed over, which takes a key of its own unless it is marked."""
        self._go_into(edit)
        stands = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
        marked = edit.selectedText() if isinstance(edit, QLineEdit) else edit.textCursor().selectedText()
        if stands and marked != stands:
            self.key(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(edit, Qt.Key.Key_Return)
            type_line(edit, line)
        close_popup(edit)
        self.count(TYPED, len(text.split()), f"{edit.accessibleName()}: {text}")
        let_run(0)

    def scan_into(self, record, name: str, text: str) -> None:
        """Scan a label into a field: the scanner types it and presses Enter."""
        edit = line_of(self.cell(record, name))
        self._go_into(edit)
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        self.count(SCAN, what=text)
        let_run(0)

    def scan_at(self, widget: QWidget, text: str) -> None:
        """Scan a label where the window itself takes it."""
        for sign in text:
            if sign == "\x1d":
                QTest.keyClick(widget, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
            else:
                QTest.keyClicks(widget, sign)
        QTest.keyClick(widget, Qt.Key.Key_Return)
        self.count(SCAN, what=text)
        let_run(0)

    def sign(self, pad: SignaturePad) -> None:
        assert pad.isEnabled(), "the pad takes no signature now"
        self.bring_into_view(pad)
        assert pad.isVisible(), "the pad is not to be seen"
        before = self.actions
        super().sign(pad)
        self.actions = before
        self.count(DRAWN, what=said(pad))

    def _go_into(self, edit: QLineEdit | QPlainTextEdit) -> None:
        assert edit.isEnabled() and not edit.isReadOnly(), f"{edit.accessibleName()} cannot be written"
        if edit.hasFocus():
            self.bring_into_view(edit)
            assert edit.isVisible()
            return
        self.click(edit)
        close_popup(edit)
        assert edit.hasFocus(), f"{edit.accessibleName()} did not take the cursor"

    def _select_row(self, record) -> None:
        from ui.binding.rows_editor import RowsEditor

        for editor in self.looking_at.findChildren(RowsEditor):
            lines = editor.lines()
            if editor.isVisible() and record in lines:
                table = editor.findChild(LineTable)
                self.bring_into_view(table)
                at = table.visualRect(table.model().index(lines.index(record), 0)).center()
                QTest.mouseClick(table.viewport(), LEFT, pos=at)
                self.count(TAP, what=f"row {lines.index(record) + 1} of {editor.name}")
                let_run(0)


def said(widget: QWidget) -> str:
    """What a widget is, in the words of whoever reads it out."""
    words = getattr(widget, "text", lambda: "")()
    return " / ".join(part for part in (widget.accessibleName(), words) if part) or type(widget).__name__
