"""Editors of one answer. They listen to people, never to widgets: showing a value emits nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from charting.context import Context
from charting.dates import show_day
from charting.errors import Unreadable
from charting.fields import Field
from charting.kinds import Day, Drawn, ManyOf, Number, OneOf, Text, YesNo
from charting.words import _
from ui.binding.begun import begun
from ui.binding.doubted import DoubtedLine, DoubtedNote, said_of
from ui.parts.field_frame import FieldFrame, FieldState
from ui.parts.signature_pad import SignaturePad
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme

TAP_LIMIT = 8
SAMPLE_DAY = date(2028, 11, 28)
Clock = Callable[[], Context]
_GOING_ON = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_PASSING = frozenset({Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason})


class Editor(QWidget):
    """An editor of one answer.

    `answered(value, unread, keystroke)` carries what a person gave: a value, or None with the text that could not
    be read. `left` follows when the person has gone on. `agreed` follows a tap or Enter on the answer as it stands.
    `tapped` follows one of several pieces that a finger or the mouse has chosen.
    """

    answered = Signal(object, object, bool)
    left = Signal()
    agreed = Signal()
    tapped = Signal()
    strayed = ""
    """What was typed on its pieces and is said by none of them, until something is chosen."""

    def show_value(self, value: Any, unread: str | None) -> None:
        """Show a stored answer."""

    def set_state(self, state: FieldState) -> None:
        """Show how the answer stands."""

    def speak(self, words: str) -> None:
        """Say to a screen reader how the answer stands."""
        self.setAccessibleDescription(words)

    def remark(self) -> str:
        """What deserves a second look in what was typed; blank when nothing does."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Show the answer without letting anybody change it."""

    def is_typed(self) -> bool:
        """Whether a cursor stands in it."""
        return False

    def fill(self, widget: QWidget) -> None:
        """Let one widget be the whole editor."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widget)
        self.setFocusProxy(widget)


class LineEditor(Editor):
    """One typed line: words, numbers, days, times, and choices too many to tap."""

    def __init__(self, theme: Theme, declared: Field, clock: Clock, offers: Sequence[str]) -> None:
        super().__init__()
        self._declared, self._clock = declared, clock
        self._line = DoubtedLine(theme) if isinstance(declared, Text) and declared.is_free else QLineEdit()
        self._meant: list[str] = []
        self._offers: Sequence[str] = ()
        self._kept_as_typed = ""
        self._watches_list = False
        self._line.setAccessibleName(declared.title)
        if isinstance(declared, Number):
            self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
        sample = show_day(SAMPLE_DAY) if isinstance(declared, Day) else ""
        unit = declared.unit.label if declared.unit else ""
        self._frame = FieldFrame(theme, self._line, unit=unit, sample=sample)
        self.fill(self._frame)
        self._frame.tapped.connect(self.agreed)
        self._line.textEdited.connect(self._read)
        self._line.returnPressed.connect(self.agreed)
        self._line.editingFinished.connect(self._leave)
        if offers:
            self._offer(list(offers))

    def _offer(self, offers: list[str]) -> None:
        self._offers = offers
        completer = QCompleter(QStringListModel(offers, self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(9)
        completer.activated.connect(self._choose)
        self._line.setCompleter(completer)
        self._line.installEventFilter(self)
        self._line.textEdited.connect(self._watch_list)

    def is_typed(self) -> bool:
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._line:
            return self._go_on_from_list(event) or super().eventFilter(watched, event)
        opens = event.type() == QEvent.Type.MouseButtonRelease or (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        )
        if opens and not self._line.isReadOnly():
            self._open_list("" if not self._line.hasSelectedText() else self._line.text())
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._ask_again(event.reason())
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _GOING_ON:
            self._complete()
        return super().eventFilter(watched, event)

    def _watch_list(self) -> None:
        """The list is made only once somebody types or opens it."""
        if not self._watches_list:
            self._watches_list = True
            self._line.completer().popup().installEventFilter(self)

    def _go_on_from_list(self, event: QEvent) -> bool:
        """Tab in the open list takes what is marked there, or what was typed, and goes on as it does without a list."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS):
            return False
        popup = self._line.completer().popup()
        marked = popup.currentIndex()
        popup.hide()
        if marked.isValid():
            self._choose(str(marked.data()))
        QApplication.sendEvent(self._line, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
        return True

    def _open_list(self, typed: str = "") -> None:
        self._watch_list()
        completer = self._line.completer()
        if not completer.popup().isVisible():
            completer.setCompletionPrefix(typed)
            completer.complete()

    def _ask_again(self, reason: Qt.FocusReason) -> None:
        """Whoever comes back to a choice that could not be read sees all there is to choose from."""
        if isinstance(self._declared, OneOf) and reason not in _PASSING and not self._line.isReadOnly():
            try:
                self._declared.parse(self._line.text(), self._clock())
            except Unreadable:
                QTimer.singleShot(0, self, self._open_list)

    def _complete(self) -> None:
        """Take the choice that was begun to be typed; who types the same once more is taken at his word.

        Words that may be any stay as they were typed.
        """
        if isinstance(self._declared, Text) and not self._declared.listed:
            return
        text = self._line.text()
        found = begun(text, self._offers)
        if found is not None and text != self._kept_as_typed and not self._line.isReadOnly():
            self._kept_as_typed = text
            self._choose(found)

    def _choose(self, text: str) -> None:
        self._line.setText(text)
        self._read(text)

    def type_in(self, text: str) -> None:
        """Go on from what a person began to type elsewhere."""
        self._choose(text)

    def _read(self, text: str) -> None:
        self._meant = []
        try:
            self.answered.emit(self._declared.parse(text, self._clock()), None, True)
        except Unreadable:
            self.answered.emit(None, text, True)

    def _leave(self) -> None:
        self._complete()
        text = self._line.text()
        try:
            value = self._declared.parse(text, self._clock())
        except Unreadable:
            pass
        else:
            shown = self._declared.edit_text(value, self._clock())
            if shown != text:
                self._meant = self.meant()
                self._line.setText(shown)
        self.left.emit()

    def meant(self) -> list[str]:
        """What was typed, in each way it can be read, where there is more than one or none is accepted."""
        if self._meant:
            return self._meant
        text, context = self._line.text(), self._clock()
        values = self._declared.readings(text, context)
        try:
            self._declared.parse(text, context)
        except Unreadable:
            pass
        else:
            values = values if len(values) > 1 else ()
        return [self._declared.edit_text(value, context) for value in values]

    def remark(self) -> str:
        others = [one for one in self._meant if one != self._line.text()]
        if others:
            return _("or {day}?").format(day=others[0])
        found = self._line.doubtful() if isinstance(self._line, DoubtedLine) else []
        return said_of(found[0]) if found else ""

    def show_value(self, value: Any, unread: str | None) -> None:
        shown = unread if unread is not None else self._declared.edit_text(value, self._clock())
        self._meant = []
        if shown != self._line.text():
            self._line.setText(shown)
            self._line.setCursorPosition(0)

    def speak(self, words: str) -> None:
        super().speak(words)
        self._line.setAccessibleDescription(words)

    def set_state(self, state: FieldState) -> None:
        self._frame.set_state(state)
        unit = self._declared.unit.label if self._declared.unit else ""
        unanswered = state is FieldState.SIGNED and not self._line.text()
        self._frame.set_unit("" if unanswered else unit)
        self._line.setPlaceholderText(_("Not recorded") if unanswered else "")

    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)
        self._line.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)


class NoteEditor(Editor):
    """Several typed lines."""

    def __init__(self, theme: Theme, declared: Text, clock: Clock) -> None:
        super().__init__()
        self._declared, self._clock = declared, clock
        self._showing = False
        self._edit = DoubtedNote(theme) if declared.is_free else QPlainTextEdit()
        self._known = ""
        self._edit.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # its words wrap
        self._edit.setAccessibleName(declared.title)
        self._frame = FieldFrame(theme, self._edit, lines=min(declared.lines, 6))
        self.fill(self._frame)
        self._frame.tapped.connect(self.agreed)
        self._edit.textChanged.connect(self._read)
        self._edit.installEventFilter(self)

    def is_typed(self) -> bool:
        return True

    def set_room(self, *, whole: bool) -> None:
        """Room for all of its lines, or for one while nobody is expected to write here."""
        self._frame.set_lines(min(self._declared.lines, 6) if whole else 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        if self._showing:
            return
        text = self._edit.toPlainText()
        if text == self._known:
            return
        self._known = text
        try:
            self.answered.emit(self._declared.parse(text, self._clock()), None, True)
        except Unreadable:
            self.answered.emit(None, text, True)

    def show_value(self, value: Any, unread: str | None) -> None:
        shown = unread if unread is not None else value or ""
        if shown != self._edit.toPlainText():
            self._showing = True
            self._edit.setPlainText(shown)
            self._showing = False
        self._known = shown

    def remark(self) -> str:
        found = self._edit.doubtful() if isinstance(self._edit, DoubtedNote) else []
        return said_of(found[0]) if found else ""

    def speak(self, words: str) -> None:
        super().speak(words)
        self._edit.setAccessibleDescription(words)

    def set_state(self, state: FieldState) -> None:
        self._frame.set_state(state)

    def set_read_only(self, read_only: bool) -> None:
        self._edit.setReadOnly(read_only)
        if isinstance(self._edit, DoubtedNote):
            self._edit.underline()
        self._edit.setPlaceholderText(_("Not recorded") if read_only else "")


class ChoiceEditor(Editor):
    """Pieces to tap. A stored choice that is no longer offered is still shown."""

    def __init__(self, theme: Theme, declared: OneOf | ManyOf | YesNo) -> None:
        super().__init__()
        self._declared = declared
        self._multiple = isinstance(declared, ManyOf)
        self._tap = TapChoice(theme, self._options(None), name=declared.title, multiple=self._multiple)
        self.fill(self._tap)
        self._tap.picked.connect(self._pick)
        self._tap.agreed.connect(self.agreed)
        self._tap.unmatched.connect(self._refuse)
        if not self._multiple:
            self._tap.tapped.connect(self.tapped)

    def _options(self, stored: Any) -> list[tuple[object, str]]:
        if isinstance(self._declared, YesNo):
            return [(True, self._declared.show(True)), (False, self._declared.show(False))]
        choices = self._declared.choices
        options: list[tuple[object, str]] = [(c.code, choices.label(c.code)) for c in choices.offered()]
        kept = stored if self._multiple else (stored,)
        offered = {code for code, _label in options}
        return options + [(code, choices.label(code)) for code in kept or () if code and code not in offered]

    def _refuse(self, typed: str) -> None:
        self.strayed = typed
        self.left.emit()

    def _pick(self, value: Any) -> None:
        self.strayed = ""
        self.answered.emit((value or None) if self._multiple else value, None, False)
        self.left.emit()

    def show_value(self, value: Any, unread: str | None) -> None:
        if value is not None:
            options = self._options(value)
            if len(options) != len(self._options(None)):
                self._tap.set_options(options)
        self._tap.set_value(value)

    def set_state(self, state: FieldState) -> None:
        self._tap.set_copied(state is FieldState.COPIED)
        self._tap.set_told({FieldState.SOFT: "warn", FieldState.HARD: "stop"}.get(state, ""))

    def set_read_only(self, read_only: bool) -> None:
        self._tap.set_read_only(read_only)


class DrawnEditor(Editor):
    """A pad to sign on."""

    def __init__(self, theme: Theme, declared: Field) -> None:
        super().__init__()
        self._pad = SignaturePad(theme, name=declared.title)
        self.fill(self._pad)
        self._pad.changed.connect(self._drawn)

    def _drawn(self) -> None:
        strokes = tuple(tuple(tuple(point) for point in stroke) for stroke in self._pad.strokes())
        self.answered.emit(strokes or None, None, False)

    def show_value(self, value: Any, unread: str | None) -> None:
        shown = tuple(tuple(tuple(point) for point in stroke) for stroke in self._pad.strokes()) or None
        if shown != value:
            self._pad.set_strokes(value)

    def set_read_only(self, read_only: bool) -> None:
        self._pad.set_read_only(read_only)


def make_editor(theme: Theme, declared: Field, clock: Clock, offers: Sequence[str]) -> Editor:
    """The editor that fits a kind of answer."""
    if isinstance(declared, Drawn):
        return DrawnEditor(theme, declared)
    if isinstance(declared, ManyOf | YesNo) or (isinstance(declared, OneOf) and len(declared.choices) < TAP_LIMIT):
        return ChoiceEditor(theme, declared)
    if isinstance(declared, OneOf):
        return LineEditor(theme, declared, clock, [declared.choices.label(c.code) for c in declared.choices.offered()])
    if isinstance(declared, Text) and declared.lines > 1:
        return NoteEditor(theme, declared, clock)
    return LineEditor(theme, declared, clock, offers)
