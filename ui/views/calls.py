"""The call after a visit: who, what was done, four questions, and what an answer asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.calls import LONGEST_NOTE, QUESTIONS, CallAnswers, flagged
from charting.context import Context
from charting.dates import parse_day, show_day
from charting.errors import Unreadable
from charting.words import _, ngettext
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import FullLabel, Label
from ui.parts.strip import WarningStrip
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.entry import Entry
from ui.views.scroll import Centre

WIDE = 1000
YES_NO = ((True, _("Yes")), (False, _("No")))


@dataclass(frozen=True, slots=True)
class CallShown:
    """Whom to phone: `number` large, `born` to be sure of the person, `done` line by line, `tries` made so far.

    `asked` are warning signs to ask for on every call, `what_to_do` by the field of a question.
    """

    who: str
    born: str
    number: str
    allergies: str
    visit: str
    done: Sequence[str]
    tries: Sequence[str]
    asked: Sequence[str]
    what_to_do: Mapping[str, str] = field(default_factory=dict)


class CallView(QWidget):
    """`kept(answers)` follows the button, `left()` Back, `event_wanted()` the offer of a review visit.

    Nothing is answered beforehand, and nothing is asked of somebody who was not reached.
    """

    kept = Signal(object)
    left = Signal()
    event_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._context: Context | None = None
        self._shown: CallShown | None = None
        self._who = FullLabel(theme, px=18, weight=700, wrap=True)
        self._born = Label(theme, px=13, token="ink2", wrap=True)
        self._number = FullLabel(theme, px=22, weight=600, wrap=True)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(2)
        person = Card(theme, _("Who and what"))
        for part in (self._who, self._born, self._number):
            person.body.addWidget(part)
        person.body.addLayout(self._facts)
        person.body.addStretch(1)

        self.reached = TapChoice(theme, YES_NO, name=_("Reached"))
        self.reached.picked.connect(lambda _value: self._settle())
        self.choices = {name: TapChoice(theme, YES_NO, name=_(words)) for name, words in QUESTIONS.items()}
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(4)
        for name, choice in self.choices.items():
            choice.picked.connect(lambda _value: self._settle())
            asking.addLayout(_line(theme, _(QUESTIONS[name]), choice))
        self.note = Entry(theme, _("Note"), _("may stay blank"), longest=LONGEST_NOTE)
        self.again = Entry(theme, _("Try again on"), longest=20)
        self.again.edited.connect(lambda _text: self._settle())
        self.again.entered.connect(self._keep)
        questions = Card(theme, _("The call"))
        questions.body.addLayout(_line(theme, _("Reached"), self.reached, weight=600))
        questions.hairline()
        questions.body.addWidget(self._asking)
        self._asked = QVBoxLayout()
        self._asked.setSpacing(2)
        questions.body.addLayout(self._asked)
        questions.body.addWidget(self.again)
        questions.body.addWidget(self.note)
        self._strip = WarningStrip(theme, "stop", "")
        self._strip.hide()
        questions.body.addWidget(self._strip)
        questions.body.addStretch(1)

        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(12)
        self._columns.addWidget(person, 2)
        self._columns.addWidget(questions, 3)
        holder = QWidget()
        holder.setLayout(self._columns)
        self._title = Label(theme, px=20, weight=600)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        self._why = Label(theme, px=13, token="ink2", wrap=True)
        self.event_button = MainButton(theme, _("Open a review visit"))
        self.event_button.clicked.connect(self.event_wanted)
        self.keep_button = MainButton(theme, _("Keep the call"))
        self.keep_button.clicked.connect(self._keep)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(back)
        foot.addWidget(self._why, 1)
        foot.addWidget(self.event_button)
        foot.addWidget(self.keep_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.setSpacing(10)
        outer.addWidget(self._title)
        outer.addWidget(Centre(holder, _("Call")), 1)
        outer.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= WIDE
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def ask(self, shown: CallShown, context: Context) -> None:
        """Begin a call: nothing is answered."""
        self._shown, self._context = shown, context
        self._title.setText(_("Call"))
        self._who.setText(shown.who)
        self._born.setText(_("Born {day}").format(day=shown.born))
        self._number.setText(shown.number or _("No telephone number is kept."))
        clear(self._facts)
        facts = [(shown.visit, "ink"), *((line, "ink2") for line in shown.done), (shown.allergies, "ink2")]
        for words, token in facts:
            self._facts.addWidget(Label(self._theme, words, px=13, token=token, wrap=True))
        if shown.tries:
            self._facts.addWidget(Label(self._theme, _("Tries so far"), px=12, weight=600, token="ink2"))
        for words in shown.tries:
            self._facts.addWidget(Label(self._theme, words, px=13, token="ink2", wrap=True))
        clear(self._asked)
        for words in shown.asked:
            self._asked.addWidget(Label(self._theme, words, px=12, token="ink2", wrap=True))
        self.reached.set_value(None)
        for choice in self.choices.values():
            choice.set_value(None)
        self.note.line.clear()
        self.again.line.clear()
        tomorrow = show_day(context.now.date() + timedelta(days=1))
        self.again.set_note(_("such as {day}, or +1d").format(day=tomorrow))
        self._set_kept(False)
        self._settle()
        self.reached.setFocus()

    def show_kept(self) -> None:
        """The call is in the chart and asks for something: what to do stays in view."""
        self._set_kept(True)
        self.event_button.setFocus()

    def refuse(self, why: str) -> None:
        """Say why the call is not kept."""
        self._why.setText(why)

    def _set_kept(self, kept: bool) -> None:
        for choice in (self.reached, *self.choices.values()):
            choice.set_read_only(kept)
        for entry in (self.note, self.again):
            entry.line.setReadOnly(kept)
        self.keep_button.setVisible(not kept)
        self.event_button.setVisible(kept)
        self._why.setText(_("The call is kept.") if kept else "")

    def _answers(self) -> dict[str, bool | None]:
        found = {name: choice.value() for name, choice in self.choices.items()}
        return {name: value if isinstance(value, bool) else None for name, value in found.items()}

    def _settle(self) -> None:
        reached = self.reached.value()
        self._asking.setEnabled(reached is not False)
        self.again.setVisible(reached is False)
        answers = self._answers() if reached else {}
        signs = flagged(answers) if reached else []
        self._strip.setVisible(bool(signs))
        if signs and self._shown is not None:
            to_do = self._shown.what_to_do
            self._strip.set_message("stop", _("What to do"), "\n".join(to_do[name] for name in signs if name in to_do))
        why = self._why_not(reached, answers)
        self.keep_button.setEnabled(not why)
        self._why.setText(why)

    def _why_not(self, reached: object, answers: dict[str, bool | None]) -> str:
        if reached is None:
            return _("Was anybody reached?")
        if reached:
            open_ = sum(value is None for value in answers.values())
            words = ngettext(
                "Ask all four; {count} question is open.", "Ask all four; {count} questions are open.", open_
            )
            return words.format(count=open_) if open_ else ""
        try:
            return "" if self._again_on() is not None else _("Name the day of the next try.")
        except Unreadable as refused:
            return str(refused)

    def _again_on(self) -> date | None:
        assert self._context is not None
        return parse_day(self.again.text(), self._context) if self.again.text() else None

    def _keep(self) -> None:
        if self.keep_button.isEnabled() and not self.keep_button.isHidden():
            reached = bool(self.reached.value())
            again = None if reached else self._again_on()
            self.kept.emit(CallAnswers(reached, self._answers() if reached else {}, self.note.text(), again))


def _line(theme: Theme, words: str, choice: TapChoice, weight: int = 400) -> QHBoxLayout:
    """A question with its pieces at the right."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Label(theme, words, px=14, weight=weight, wrap=True), 1)
    choice.setFixedWidth(150)
    row.addWidget(choice)
    return row
