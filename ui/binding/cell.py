"""The only bridge between a declared field and the screen: label, editor, state, and a line kept free for a note."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from charting.errors import Unreadable
from charting.fields import Field
from charting.findings import Finding, Level
from charting.kinds import Drawn, ManyOf, Number, OneOf, Text, YesNo
from charting.origins import SCANNED, Origin, origin_note, waits
from charting.records.base import Record
from charting.words import _
from ui.binding.editors import TAP_LIMIT, Clock, Editor, make_editor
from ui.binding.listed_editor import ListedEditor
from ui.binding.note_line import NoteLine, begun
from ui.parts.field_frame import FieldState
from ui.parts.labels import Label
from ui.theme import Theme

COLUMN_PX = 68
LEAST_PX, GAP = 76, 12
PIECE_PX = 34


class Cell(QWidget):
    """One answer of one record. `answered(record, name, value, unread, keystroke)` is emitted for people only."""

    answered = Signal(object, str, object, object, bool)
    restated = Signal()

    def __init__(
        self, theme: Theme, declared: Field, clock: Clock, offers: Sequence[str], *, bare: bool = False
    ) -> None:
        super().__init__()
        self.declared = declared
        self.needed_words = _("needed to sign")
        self._clock = clock
        self._record: Record | None = None
        self._findings: Sequence[Finding] = ()
        self._read_only = False
        self._answering = self._written_anew = False
        self.editor = _editor_of(theme, declared, clock, offers)
        for edit in (*self.editor.findChildren(QLineEdit), *self.editor.findChildren(QPlainTextEdit)):
            edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the window's menu has the history, too
        self._label = Label(theme, declared.title, px=13, token="ink2")
        self._label.setBuddy(self.editor)
        self._note = NoteLine(theme, lines=2)
        self._note.about = declared.title
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if not bare:
            layout.addWidget(self._label)
        layout.addWidget(self.editor)
        if not bare:
            layout.addWidget(self._note)
        layout.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.editor)
        self.editor.answered.connect(self._answer)
        self.editor.left.connect(self._leave)
        self.editor.agreed.connect(self._agree)

    @property
    def record(self) -> Record | None:
        """The record whose answer is shown."""
        return self._record

    @property
    def note(self) -> NoteLine:
        """What is said of the answer, under it."""
        return self._note

    def waits(self) -> bool:
        """Whether nothing is answered here yet."""
        return self._record is not None and self._stored() == (None, None)

    def is_late(self) -> bool:
        """Whether it is only written once something is taken back after the seal: nobody needs it before."""
        return self.stays_open() and not self.is_needed()

    def stays_open(self) -> bool:
        """Whether the seal of its sheet leaves it open."""
        return self._record is not None and self.declared.name in self._record.open_after_seal

    def is_needed(self) -> bool:
        """Whether nobody may sign without this answer, as the record stands."""
        return self._record is not None and not self._read_only and bool(self.declared.needed(self._record))

    def set_record(self, record: Record | None, read_only: bool) -> None:
        """Show the answer of another record."""
        self._record, self._findings = record, ()
        self._read_only = read_only and not self.stays_open()
        self.editor.set_read_only(self._read_only or record is None)
        self.offer_listed()
        self.show_stored()
        self._keep_room()

    def show_stored(self) -> None:
        """Show what the record holds, unless the person is giving that very answer now."""
        if self._answering:
            return
        value, unread = self._stored()
        self.editor.strayed = ""  # what was typed astray belongs to the answer that stood here then
        self.editor.show_value(value, unread)
        self._restate()

    def offer_listed(self) -> None:
        """Offer the values that go with the other answers of the record."""
        if isinstance(self.editor, ListedEditor) and isinstance(self.declared, Number) and self.declared.listed:
            self.editor.offer(self.declared.listed(self._record) if self._record is not None else ())

    def _keep_room(self) -> None:
        """Below the note is room for the longest list, so that nothing further down moves when there is one."""
        if isinstance(self.editor, ListedEditor):
            besides = self._label.sizeHint().height() + self._note.sizeHint().height() + 2 * self.layout().spacing()
            self.setMinimumHeight(besides + self.editor.room_of_longest(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the chart has to say about this answer."""
        self._findings = findings
        self._restate()

    def _stored(self) -> tuple[Any, str | None]:
        if self._record is None:
            return None, None
        return getattr(self._record, self.declared.name), (self._record.unread or {}).get(self.declared.name)

    def _answer(self, value: Any, unread: str | None, keystroke: bool) -> None:
        if self._record is None or self._read_only:
            return
        self._answering = True
        self.answered.emit(self._record, self.declared.name, value, unread, keystroke)
        self._answering = False
        self._written_anew = unread is None and self._stored() not in ((value, None), (None, None))

    def _agree(self) -> None:
        """A tap or Enter on a copied answer lets it stand: it is answered by a person from then on."""
        value, unread = self._stored()
        if waits(self._origin()) and unread is None:
            self._answer(value, None, False)
            self._restate()

    def _leave(self) -> None:
        """Show an answer as the record writes it, where that is not how it was typed."""
        if self._written_anew:
            self._written_anew = False
            self.show_stored()
        self._restate()

    def _origin(self) -> Origin | None:
        return (self._record.origins or {}).get(self.declared.name) if self._record is not None else None

    def _restate(self) -> None:
        state, note, token = self._look()
        self.editor.set_state(state)
        self._note.say(note, token)
        self.editor.speak(_spoken(state, note))
        self.restated.emit()

    def _look(self) -> tuple[FieldState, str, str]:
        value, unread = self._stored()
        origin = self._origin()
        came = origin_note(origin) if origin is not None and value is not None else ""
        if self._read_only:
            return FieldState.SIGNED, came, "ink3"
        if unread is not None and not self.is_in_hand():
            return FieldState.HARD, self._refusal(unread), "red"
        told = (finding for finding in self._findings if finding.rule != "copied")  # said by the state itself
        worst = max(told, key=lambda finding: finding.level, default=None)
        if worst is not None and worst.level in {Level.BLOCK, Level.STOP} and unread is None:
            return FieldState.HARD, begun(worst.why or worst.what), "red"
        if self.editor.strayed:
            return FieldState.SOFT, self._strayed_words(value), "amber"
        if worst is not None and worst.level is Level.WARN:
            return FieldState.SOFT, begun(worst.why or worst.what), "amber"
        if value is None and self._record is not None and self.declared.needed(self._record):
            return FieldState.MISSING, self.needed_words, "ink3"
        if value is None:
            return FieldState.EMPTY, begun(self.declared.note(value)), "ink3"
        if waits(origin):
            return FieldState.COPIED, came, "ink3"
        if remark := self.editor.remark():
            return FieldState.FILLED, remark, "amber"
        verified = origin is not None and origin[0] == SCANNED
        return (
            (FieldState.VERIFIED if verified else FieldState.FILLED),
            came or begun(self.declared.note(value)),
            "ink3",
        )

    def is_in_hand(self) -> bool:
        """Whether the cursor stands in it."""
        target = self.editor.focusWidget()
        return target is not None and target.hasFocus()

    def _strayed_words(self, value: Any) -> str:
        words = _("Nothing chosen: “{typed}” is none of these")
        if value is not None:
            words = _("Left as it was: “{typed}” is none of these")
        return words.format(typed=self.editor.strayed)

    def _refusal(self, unread: str) -> str:
        try:
            self.declared.parse(unread, self._clock())
        except Unreadable as refused:
            return str(refused)
        return _("type it again")


def _spoken(state: FieldState, note: str) -> str:
    """How the answer stands, for a screen reader."""
    words = {
        FieldState.EMPTY: _("empty"),
        FieldState.SOFT: _("to confirm"),
        FieldState.HARD: _("not accepted"),
        FieldState.COPIED: _("copied, not confirmed"),
        FieldState.VERIFIED: _("verified"),
        FieldState.SIGNED: _("signed"),
    }.get(state, "")
    return ": ".join(part for part in (words, note) if part)


def _editor_of(theme: Theme, declared: Field, clock: Clock, offers: Sequence[str]) -> Editor:
    if isinstance(declared, Number) and declared.listed is not None:
        return ListedEditor(theme, declared, clock)
    return make_editor(theme, declared, clock, offers)


def natural_span(declared: Field, theme: Theme) -> int:
    """How many of twelve columns a field needs: its label must fit, and width tells how much is expected."""
    label = QFontMetricsF(theme.font(13)).horizontalAdvance(declared.title)
    return max(_editor_span(declared, theme), min(12, int(label // COLUMN_PX) + 1))


def label_span(declared: Field, theme: Theme) -> int:
    """The columns a label takes; in another language more than the form asked for."""
    label = QFontMetricsF(theme.font(13)).horizontalAdvance(declared.title)
    return next((columns for columns in range(1, 12) if columns * LEAST_PX - GAP >= label), 12)


def _editor_span(declared: Field, theme: Theme) -> int:
    if isinstance(declared, Drawn):
        return 7
    if isinstance(declared, ManyOf | YesNo) or (isinstance(declared, OneOf) and len(declared.choices) < TAP_LIMIT):
        metrics = QFontMetricsF(theme.font(14, 500))
        width = sum(metrics.horizontalAdvance(declared.choices.label(c.code)) + PIECE_PX for c in declared.choices)
        return min(12, int((width + 14) // COLUMN_PX) + 1)
    if isinstance(declared, OneOf):
        return 4
    if isinstance(declared, Text):
        return 6 if declared.lines > 1 else 4
    return 2
