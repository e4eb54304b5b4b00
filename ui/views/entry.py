"""A labelled line to type in, for screens that come before any record: first start, password, year of birth."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.binding.note_line import NoteLine, begun
from ui.parts.field_frame import FieldFrame, FieldState
from ui.parts.labels import Label
from ui.theme import Theme


class Entry(QWidget):
    """One typed line with its label above and a note below."""

    edited = Signal(str)
    entered = Signal()

    def __init__(
        self, theme: Theme, label: str, note: str = "", *, secret: bool = False, longest: int = 80, note_lines: int = 1
    ) -> None:
        super().__init__()
        self._standing_note = note
        self.line = QLineEdit()
        self.line.setMaxLength(longest)
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(note)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._frame = FieldFrame(theme, self.line)
        self._note = NoteLine(theme, lines=note_lines)
        self._title = Label(theme, label, px=13, token="ink2")
        self._title.setBuddy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addWidget(self._frame)
        layout.addWidget(self._note)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._edit)
        self.line.returnPressed.connect(self.entered)
        self.accept()

    def text(self) -> str:
        """What was typed, trimmed; passwords are taken as they are."""
        typed = self.line.text()
        return typed if self.line.echoMode() is QLineEdit.EchoMode.Password else typed.strip()

    def set_label(self, label: str) -> None:
        """Ask for something else."""
        self._title.setText(label)
        self.line.setAccessibleName(label)

    def set_note(self, note: str) -> None:
        """Show another note while nothing is refused."""
        self._standing_note = note
        self.line.setAccessibleDescription(note)
        self.accept()

    def refuse(self, why: str) -> None:
        """Say why the text is not accepted."""
        self._frame.set_state(FieldState.HARD)
        why = begun(why)
        self._note.say(why, "red")
        self.line.setAccessibleDescription(why)

    def accept(self) -> None:
        """Take back a refusal."""
        self._frame.set_state(FieldState.FILLED if self.line.text() else FieldState.EMPTY)
        self._note.say(begun(self._standing_note), "ink3")
        self.line.setAccessibleDescription(self._standing_note)

    def _edit(self, text: str) -> None:
        self.accept()
        self.edited.emit(text)
