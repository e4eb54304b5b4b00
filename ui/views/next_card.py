"""What is agreed on before a patient leaves: the next session and the call. Both are signed with the visit."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.next_visit import (
    closed_words,
    how_far,
    proposed_call,
    proposed_session,
    read_session,
    session_title,
)
from charting.dates import parse_day, show_day, show_long_day, show_time
from charting.errors import Unreadable
from charting.records.after import After
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.menu_button import MenuButton
from ui.theme import Theme
from ui.views.entry import Entry

SETTLE_MS = 400
_ASKED = frozenset({"next_session_on", "call_due", "call_by"})


class NextCard(Card):
    """Asked on the board before signing, shown there afterwards. `settled()` follows once nobody types any more.

    `staff()` are the names of those who may phone, whoever works now first. In an empty line Enter takes what is
    proposed.
    """

    settled = Signal()

    def __init__(self, theme: Theme, model: ChartModel, staff: Callable[[], Sequence[str]]) -> None:
        super().__init__(theme, _("Next"), rail=True)
        self._model, self._staff = model, staff
        self._visit: Visit | None = None
        self.session = Entry(theme, _("Next session"), longest=40)
        self.session.edited.connect(self._type_session)
        self.session.entered.connect(self._enter_session)
        self.session.line.editingFinished.connect(self._restate)
        self.take_session = PlainButton(theme, _("Take it"), small=True)
        self.take_session.clicked.connect(self._propose_session)
        self.call = Entry(theme, _("Wellbeing call"), longest=20, note_lines=2)
        self.call.edited.connect(self._type_call)
        self.call.entered.connect(self._enter_call)
        self.call.line.editingFinished.connect(self._restate)
        self.take_call = PlainButton(theme, _("Take it"), small=True)
        self.take_call.clicked.connect(self._propose_call)
        self.who = MenuButton(theme, _("Who phones"))
        self.who.picked.connect(lambda name: self._answer("call_by", name or None, None))
        self.take_both = PlainButton(theme, _("Take both"), small=True, accent=True)
        self.take_both.clicked.connect(self._propose_both)
        self._asking, self._shown = QWidget(), QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(4)
        for entry, button in ((self.session, self.take_session), (self.call, self.take_call)):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(entry, 1)
            line.addWidget(button)
            if entry is self.call:
                line.addWidget(self.who)
            asking.addLayout(line)
        asking.addWidget(self.take_both, 0, Qt.AlignmentFlag.AlignRight)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(2)
        self._said = [
            Label(theme, px=px, weight=weight, token=token, wrap=True)
            for px, weight, token in ((13, 400, "ink2"), (14, 600, "ink"), (13, 400, "ink2"), (14, 600, "ink"))
        ]
        for label in self._said:
            shown.addWidget(label)
        for widget in (self._asking, self._shown):
            self.body.addWidget(widget)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.settled)
        model.edited.connect(self._edited)

    def show_visit(self, visit: Visit) -> None:
        """Ask for what comes next after a visit, or show what was agreed on."""
        self._visit = visit
        after = visit.after
        self.setVisible(after is not None)
        if after is None:
            return
        signed = visit.signed_at is not None
        self._asking.setVisible(not signed)
        self._shown.setVisible(signed)
        if signed:
            for entry in (self.session, self.call):
                entry.line.clearFocus()  # else the board gives the keyboard back to what is hidden
            self._show_agreed(visit, after)
        else:
            self._ask(visit, after)

    def _ask(self, visit: Visit, after: After) -> None:
        context = self._model.context()
        self.session.set_label(session_title(visit))
        session, call = proposed_session(visit, context), proposed_call(visit)
        self.take_session.setVisible(session is not None and after.next_session_on is None)
        self.take_call.setVisible(call is not None and after.call_due is None)
        self.who.setVisible(after.call_due is not None)
        self.take_both.setVisible(not self.take_session.isHidden() and not self.take_call.isHidden())
        if session is not None:
            words = f"{_weekday(session)} {show_day(session.date())} {show_time(session)}"
            self._offer(self.session, self.take_session, words)
        if call is not None:
            self._offer(self.call, self.take_call, f"{_weekday(call)} {show_day(call)}")
        proposed = (self.session.line.placeholderText(), self.call.line.placeholderText())
        self.take_both.setAccessibleName(
            _("Take both: {session}; {call}").format(session=proposed[0], call=proposed[1])
        )
        if not self.session.line.hasFocus():
            self._fill(self.session, after, "next_session_on")
        if not self.call.line.hasFocus():
            self._fill(self.call, after, "call_due")
        self._note_session(visit, after)
        names = [name for name in self._staff() if name]
        kept = after.call_by or ""
        if kept and kept not in names:
            names.append(kept)
        self.who.set_options([("", _("Who phones")), *((name, name) for name in names)], kept)

    def _offer(self, entry: Entry, button: PlainButton, words: str) -> None:
        entry.line.setPlaceholderText(words)
        button.setAccessibleName(_("Take it: {what}, {when}").format(what=entry.line.accessibleName(), when=words))

    def _show_agreed(self, visit: Visit, after: After) -> None:
        at, call = after.next_session_on, after.call_due
        self._said[0].setText(session_title(visit))
        self._said[1].setText(
            f"{_weekday(at)} {show_day(at.date())}, {show_time(at)}" if at is not None else _("Not agreed on")
        )
        self._said[2].setText(_("Wellbeing call"))
        called = (
            ", ".join(part for part in (f"{_weekday(call)} {show_day(call)}", after.call_by) if part) if call else ""
        )
        self._said[3].setText(called or _("Not agreed on"))
        self.set_meta(how_far(visit, at) if at is not None else "")

    def _fill(self, entry: Entry, after: After, name: str) -> None:
        unread = (after.unread or {}).get(name)
        text = after.shown(name) if unread is None else unread
        if entry.line.text() != text:
            entry.line.setText(text)
            entry.accept()

    def _note_session(self, visit: Visit, after: After) -> None:
        at = after.next_session_on
        self.set_meta(how_far(visit, at) if at is not None else "")
        if "next_session_on" not in (after.unread or {}):
            closed = closed_words(visit, at.date()) if at is not None else ""
            self.session.set_note(closed or _("+4w, or a day and a time"))
        if "call_due" not in (after.unread or {}):
            closed = closed_words(visit, after.call_due) if after.call_due is not None else ""
            self.call.set_note(closed or _("Both are signed with the visit."))

    def _type_session(self, text: str) -> None:
        visit = self._visit
        if visit is None:
            return
        try:
            value, unread = read_session(text, visit, self._model.context()), None
        except Unreadable as refused:
            value, unread = None, text
            self.session.refuse(str(refused))
        self._answer("next_session_on", value, unread, keystroke=True)

    def _type_call(self, text: str) -> None:
        context = self._model.context()
        try:
            value, unread = (parse_day(text, context) if text.strip() else None), None
            if value is not None and value < context.now.date():
                raise Unreadable(_("this lies in the past"))
        except Unreadable as refused:
            value, unread = None, text
            self.call.refuse(str(refused))
        self._answer("call_due", value, unread, keystroke=True)

    def _enter_session(self) -> None:
        if not self.session.text():
            self._propose_session()
        self._restate()
        self.call.setFocus()

    def _enter_call(self) -> None:
        if not self.call.text():
            self._propose_call()
        self._restate()
        (self.who if self.who.isVisible() else self.take_call).setFocus()

    def _propose_session(self) -> None:
        if self._visit is not None and (at := proposed_session(self._visit, self._model.context())) is not None:
            self._answer("next_session_on", at, None)
            self._restate()

    def _propose_both(self) -> None:
        """What stands proposed in both lines, as one step."""
        self._model.undo_stack.beginMacro(_("Next session and call"))
        self._propose_session()
        self._propose_call()
        self._model.undo_stack.endMacro()

    def _propose_call(self) -> None:
        """The usual day, and whoever works now where nobody was named."""
        visit = self._visit
        if visit is None or visit.after is None or (day := proposed_call(visit)) is None:
            return
        self._answer("call_due", day, None)
        names = self._staff()
        if visit.after.call_by is None and names:
            self._answer("call_by", names[0], None)
        self._restate()

    def _answer(self, name: str, value: object, unread: str | None, *, keystroke: bool = False) -> None:
        if self._visit is not None and self._visit.after is not None and self._visit.signed_at is None:
            self._model.answer(self._visit.after, name, value, unread, keystroke)

    def _edited(self, record: object, name: str) -> None:
        if self._visit is not None and record is self._visit.after and name in _ASKED and self.isVisible():
            self._ask(self._visit, self._visit.after)
            self._timer.start()

    def _restate(self) -> None:
        """Show what stands in the chart, as it is kept."""
        visit = self._visit
        if visit is not None and visit.after is not None and visit.signed_at is None:
            self._fill(self.session, visit.after, "next_session_on")
            self._fill(self.call, visit.after, "call_due")
            self._ask(visit, visit.after)


def _weekday(day: date) -> str:
    """`Sat`, of a day or a time."""
    return show_long_day(day)[:3]
