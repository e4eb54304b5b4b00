"""Writing a text: the words at the left, what becomes of them at the right; one above the other where it is narrow."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.place_tabs import PlaceTabs
from ui.theme import Theme
from ui.views.scroll import Centre
from ui.views.text_keep import TextKeep
from ui.views.text_pages import TextChanges, TextPages, TextRemarks

WIDE = 900
PAUSE_MS = 600
WRITE, PAGES, REMARKS, CHANGES, KEEP = "write", "pages", "remarks", "changes", "keep"


class _Words(QPlainTextEdit):
    """`focused(has)` tells whether the keyboard is here."""

    focused = Signal(bool)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class TextEditor(QWidget):
    """`edited(body)` follows a pause in typing. `left()` follows Back, `import_wanted()` Import."""

    edited = Signal(str)
    left = Signal()
    import_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._place = PAGES
        self._title = Label(theme, px=17, weight=600, wrap=True)
        self._state = Label(theme, px=13, token="ink2", wrap=True)
        back = PlainButton(theme, _("All texts"), small=True)
        back.clicked.connect(self._leave)
        self.import_button = PlainButton(theme, _("Import a file"), small=True)
        self.import_button.clicked.connect(self.import_wanted)
        self.body = _Words()
        self.body.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.body.setFont(theme.font(14))
        self.body.setTabChangesFocus(True)
        self._frame = Card(theme)
        self._frame.body.addWidget(self.body)
        self.body.focused.connect(lambda has: self._frame.set_edge("accent" if has else "line"))
        self.pages, self.remarks = TextPages(theme), TextRemarks(theme)
        self.changes, self.keeping = TextChanges(theme), TextKeep(theme)
        self._tabs = PlaceTabs(theme, _("Part of the text"))
        self._stack = QStackedWidget()
        self._parts = {
            PAGES: (_("Pages"), self.pages),
            REMARKS: (_("To put right"), self.remarks),
            CHANGES: (_("Changes"), self.changes),
            KEEP: (_("Keep and confirm"), self.keeping),
        }
        self._tabs.add(WRITE, _("Write"))
        for key, (title, part) in self._parts.items():
            self._tabs.add(key, title)
            self._stack.addWidget(Centre(part, title))
        self._tabs.chosen.connect(self.open_part)
        self.remarks.line_wanted.connect(self.go_to_line)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.body.textChanged.connect(self._typed)
        self._loading = False
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._state)
        head.addLayout(words, 1)
        head.addWidget(self.import_button)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._stack, 1)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(self._frame, 1)
        halves.addWidget(self._right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(head)
        outer.addWidget(self._tabs)
        outer.addLayout(halves, 1)
        self.open_part(PAGES)

    def show_text(self, title: str, state: str, body: str, *, locked: bool) -> None:
        """Begin with a text; `locked` where whoever works may only read it."""
        self._title.setText(title)
        self._state.setText(state)
        self.body.setAccessibleName(title)
        self.set_body(body)
        self.body.setReadOnly(locked)
        self.import_button.setVisible(not locked)

    def set_body(self, body: str) -> None:
        """Put other words in, as one step that Ctrl+Z takes back."""
        self._loading = True
        cursor = QTextCursor(self.body.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(body)
        cursor.setPosition(0)
        self.body.setTextCursor(cursor)
        self._loading = False

    def open_part(self, key: str) -> None:
        """Show one part; where there is room the words stay beside it."""
        self._place = key
        self._settle()
        if key == WRITE:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_state(self, state: str) -> None:
        """Say how the text in hand stands."""
        self._state.setText(state)

    def count_faults(self, count: int) -> None:
        """Say on the tab how much must be put right."""
        tab = self._tabs.tabs[REMARKS]
        tab.setText(f"{self._parts[REMARKS][0]} ({count})" if count else self._parts[REMARKS][0])
        tab.setAccessibleName(tab.text())
        tab.updateGeometry()

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line, counted from 1, and mark it."""
        if not self._wide():
            self.open_part(WRITE)
        cursor = QTextCursor(self.body.document().findBlockByNumber(line - 1))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        self.body.setTextCursor(cursor)
        self.body.centerCursor()
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self) -> None:
        """Tell what was typed so far, now."""
        if self._pause.isActive():
            self._pause.stop()
        self.edited.emit(self.body.toPlainText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle()
        super().resizeEvent(event)

    def _wide(self) -> bool:
        return self.width() >= WIDE

    def _settle(self) -> None:
        wide = self._wide()
        place = PAGES if wide and self._place == WRITE else self._place
        self._tabs.set_current(place)
        self._frame.setVisible(wide or place == WRITE)
        self._right.setVisible(place != WRITE)
        if place != WRITE:
            self._stack.setCurrentIndex(list(self._parts).index(place))

    def _typed(self) -> None:
        if not self._loading:
            self._pause.start()

    def _leave(self) -> None:
        if self._pause.isActive():
            self.tell()
        self.left.emit()
