"""Reading and replacing text in the edits of the window, as one step of their own undo."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

Edit = QLineEdit | QPlainTextEdit


def text_of(edit: Edit) -> str:
    """What stands in an edit."""
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def before_cursor(edit: Edit) -> str:
    """What stands before the cursor."""
    if isinstance(edit, QLineEdit):
        return edit.text()[: edit.cursorPosition()]
    return edit.toPlainText()[: edit.textCursor().position()]


def replace(edit: Edit, start: int, end: int, words: str) -> None:
    """Put words in the place of what stands from `start` to before `end`; it counts as typed by the person."""
    if isinstance(edit, QLineEdit):
        edit.setSelection(start, end - start)
        edit.insert(" ".join(words.splitlines()) + (" " if words.endswith("\n") else ""))
        return
    cursor = QTextCursor(edit.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(words)
    edit.setTextCursor(cursor)


def can_undo(edit: Edit) -> bool:
    """Whether the edit has typing of its own to take back."""
    return edit.isUndoAvailable() if isinstance(edit, QLineEdit) else edit.document().isUndoAvailable()


def can_redo(edit: Edit) -> bool:
    """Whether the edit has typing of its own to do again."""
    return edit.isRedoAvailable() if isinstance(edit, QLineEdit) else edit.document().isRedoAvailable()
