"""Rows that are all there from the start: a question, its answer, and what belongs beside it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from charting.fields import fields_of
from charting.findings import Finding
from charting.kinds import Text
from charting.records.base import Line, Record
from ui.binding.by_letter import ByLetter
from ui.binding.cell import Cell
from ui.binding.editors import Clock, NoteEditor
from ui.binding.layout import Checklist, Together
from ui.binding.row_said import RowSaid
from ui.binding.together_bar import TogetherBar
from ui.parts.card import Hairline
from ui.parts.labels import Label
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class ChecklistEditor(QWidget):
    """The rows of a checklist under their group titles. `wanted(words, steps)` answers several of them by one act."""

    answered = Signal(object, str, object, object, bool)
    wanted = Signal(str, object)

    def __init__(self, theme: Theme, place: Checklist, clock: Clock) -> None:
        super().__init__()
        self.name = place.attribute.key
        self._theme, self._place, self._clock = theme, place, clock
        self._record: Record | None = None
        self._cells: list[dict[str, Cell]] = []
        self._asked: list[tuple[str, str]] = []
        self._before: list[Label] = []
        self._said: list[RowSaid] = []
        self._bars: list[tuple[TogetherBar, Callable[[], Sequence[Together]]]] = []
        self._read_only = False
        self._letter = ByLetter()
        self._stops: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._body: QWidget | None = None
        self._place_in_tab_order = QWidget(self)
        self._place_in_tab_order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._place_in_tab_order.hide()

    def places(self) -> list[tuple[str, str]]:
        """Record and field of every row, in reading order."""
        return [(line.id, name) for line, cells in zip(self.lines(), self._cells, strict=True) for name in cells]

    def lines(self) -> list[Line]:
        """The rows on show."""
        return [] if self._record is None else list(getattr(self._record, self.name))

    def set_record(self, record: Record | None, read_only: bool) -> None:
        """Show the rows of another record; widgets are made anew only when the questions differ."""
        self._record, self._read_only = record, read_only
        self._letter.forget()
        lines = self.lines()
        if self._questions(lines) != self._asked:
            self._build(lines)
        for cells, before, line in zip(self._cells, self._before, lines, strict=True):
            words = self._place.last(line)
            before.setMinimumHeight(0)
            before.setText(words)
            before.setVisible(bool(words))
            for cell in cells.values():
                cell.set_record(line, read_only)
            self._keep_in_tab_order(cells)
            self._give_room(cells)
        for said in self._said:
            said.clear()
        for bar, _offers in self._bars:
            bar.hide()
        self._offer()

    def _offer(self) -> None:
        """Offer what may be answered together; a bar that was offered once keeps its room."""
        for bar, offers in self._bars:
            bar.show_offers(offers() if self._record is not None else ())
            if bar.offered() and not self._read_only:
                bar.show()

    def show_findings(self, findings: dict[tuple[str, str], list[Finding]]) -> None:
        """Hand every cell what is said about it."""
        for cells, said in zip(self._cells, self._said, strict=True):
            for name, cell in cells.items():
                if cell.record is not None:
                    cell.show_findings(findings.get((cell.record.id, name), ()))
            answer = self._answer_of(cells)
            if answer.record is not None and not self._read_only:
                said.show_findings(findings.get((answer.record.id, self._place.answer.key), ()))

    def show_stored(self, record: Record, name: str) -> None:
        """An answer changed."""
        for cells, before in zip(self._cells, self._before, strict=True):
            cell = cells.get(name)
            if cell is not None and cell.record is record:
                cell.show_stored()
                self._keep_in_tab_order(cells)
                if name == self._place.answer.key:
                    self._give_room(cells)  # never while somebody types beside it
                    before.setMinimumHeight(before.height())  # fewer words give no room back under the finger
                    before.setText(self._place.last(record))
                self._offer()

    def focus_on(self, record_id: str, name: str) -> bool:
        """Put the cursor into an answer."""
        for cells in self._cells:
            for field, cell in cells.items():
                if cell.record is not None and cell.record.id == record_id and name in {field, ""}:
                    cell.setFocus()
                    return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in _PLAIN and not self._read_only
        code = self._by_letter(event.text()) if plain else None
        if plain and code is None and event.text().isprintable() and event.text():
            event.setAccepted(self._goes_on(event.text()))
            return
        answers = [self._answer_of(cells) for cells in self._cells]
        hand = QApplication.focusWidget()
        at = next((at for at, cell in enumerate(answers) if hand is not None and cell.isAncestorOf(hand)), None)
        if code is None or at is None:
            super().keyPressEvent(event)
            return
        choice = answers[at].editor.findChild(TapChoice)
        assert isinstance(choice, TapChoice)
        self._letter.give(choice, code, answers[at].declared.choices.label(code))
        following = next((cell for cell in answers[at + 1 :] if cell.waits()), None)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _goes_on(self, letter: str) -> bool:
        """Whether a letter goes on with the word whose first letter gave the answer before."""
        goes_on = self._letter.goes_on(letter)
        hand = QApplication.focusWidget()
        if goes_on and isinstance(hand, TapChoice):
            hand.forget_stray()
        return goes_on

    def _by_letter(self, letter: str) -> str | None:
        """The choice whose words begin with a letter; None where it is none of them, or more than one."""
        if not self._place.by_key:
            return None
        choices = fields_of(self._place.answer.class_)[self._place.answer.key].choices
        found = [c for c in self._place.by_key if letter and choices.label(c)[:1].casefold() == letter.casefold()]
        return found[0] if len(found) == 1 else None

    def _answer_of(self, cells: dict[str, Cell]) -> Cell:
        return cells[self._place.answer.key]

    def _keep_in_tab_order(self, cells: dict[str, Cell]) -> None:
        """What stands beside an answer is on the way only where the answer asks for it, or where it holds something."""
        record = self._answer_of(cells).record
        if not self._place.more_for or self._read_only or record is None:
            return
        asked = getattr(record, self._place.answer.key) == self._place.more_for
        for attribute in self._place.more:
            cell = cells[attribute.key]
            on_the_way = asked or not cell.waits()
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on_the_way else Qt.FocusPolicy.ClickFocus)

    def _give_room(self, cells: dict[str, Cell]) -> None:
        """Words beside an answer have several lines where the answer asks for them, or where there are some."""
        asked = (
            bool(self._place.more_for)
            and getattr(self._answer_of(cells).record, self._place.answer.key, None) == self._place.more_for
        )
        for attribute in self._place.more:
            cell = cells[attribute.key]
            if isinstance(cell.editor, NoteEditor):
                cell.editor.set_room(whole=not cell.waits() or (asked and not self._read_only))

    def _is_free(self, attribute: Any) -> bool:
        declared = fields_of(attribute.class_)[attribute.key]
        return isinstance(declared, Text) and declared.lines > 1

    def _questions(self, lines: Sequence[Line]) -> list[tuple[str, str]]:
        return [(self._place.group(line), self._place.label(line)) for line in lines]

    def _build(self, lines: Sequence[Line]) -> None:
        if self._body is not None:
            self._body.setParent(None)
            self._body.deleteLater()
        self._cells, self._before, self._bars, self._stops, self._said = [], [], [], [], []
        self._asked = self._questions(lines)
        self._body = QWidget()
        self._layout.addWidget(self._body)
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 5)
        for column in range(2, 2 + len(self._place.more)):
            grid.setColumnStretch(column, 3 if self._is_free(self._place.more[column - 2]) else 2)
        before, at = None, 0
        for number, (line, (group, question)) in enumerate(zip(lines, self._asked, strict=True)):
            if group != before:
                at = self._add_group_bar(grid, at, before)
                at = self._add_head(grid, at, group)
                before = group
            at = self._add_line(grid, at, line, question)
            if self._place.after(self._record, line) is not None:
                at = self._add_bar(grid, at, group, 1, lambda number=number: self._after(number))
        at = self._add_group_bar(grid, at, before)
        for number in range(len(self._place.at_end(self._record))):
            title = fields_of(self._place.answer.class_)[self._place.answer.key].title
            at = self._add_bar(grid, at, title, 1, lambda number=number: self._at_end(number))
        self._keep_tab_order()

    def _add_group_bar(self, grid: QGridLayout, at: int, group: str | None) -> int:
        """Under a group that was read to its end: what may be answered together there."""
        count = len(self._place.together(self._record, group)) if group is not None else 0
        if group is None or not count:
            return at
        return self._add_bar(grid, at, group, count, lambda: self._place.together(self._record, group))

    def _add_bar(
        self,
        grid: QGridLayout,
        at: int,
        title: str,
        count: int,
        offers: Callable[[], Sequence[Together]],
    ) -> int:
        bar = TogetherBar(self._theme, title, count)
        bar.wanted.connect(self.wanted)
        self._bars.append((bar, offers))
        self._stops += bar.buttons
        grid.addWidget(bar, at, 0, 1, 2 + len(self._place.more))
        return at + 1

    def _after(self, number: int) -> Sequence[Together]:
        offer = self._place.after(self._record, self.lines()[number])
        return () if offer is None else (offer,)

    def _at_end(self, number: int) -> Sequence[Together]:
        return (self._place.at_end(self._record)[number],)

    def _keep_tab_order(self) -> None:
        """Rows made later stand where they are read, not behind everything that was there before them."""
        before = self._place_in_tab_order
        for stop in self._stops:
            stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            QWidget.setTabOrder(before, stop)
            before = stop

    def _add_head(self, grid: QGridLayout, at: int, group: str) -> int:
        bottom = Qt.AlignmentFlag.AlignBottom
        grid.addWidget(Label(self._theme, group, px=13, weight=600, token="ink2"), at, 0, bottom)
        for column, attribute in enumerate(self._place.more, start=2):
            title = fields_of(attribute.class_)[attribute.key].title
            grid.addWidget(Label(self._theme, title, px=12, weight=500, token="ink3"), at, column, bottom)
        grid.setRowMinimumHeight(at, 30)
        return at + 1

    def _add_line(self, grid: QGridLayout, at: int, line: Line, question: str) -> int:
        label = Label(self._theme, question, px=14, wrap=True)
        label.setToolTip(self._place.hint(line))
        cells: dict[str, Cell] = {}
        before = Label(self._theme, px=12, token="ink3", wrap=True)
        before.hide()
        self._before.append(before)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(label)
        words.addWidget(before)
        words.addStretch(1)
        grid.addLayout(words, at, 0)
        for column, attribute in enumerate((self._place.answer, *self._place.more), start=1):
            cells[attribute.key] = cell = self._cell(attribute)
            self._stops.append(cell)
            cell.editor.setAccessibleName(f"{question} {cell.declared.title}" if column > 1 else question)
            grid.addWidget(cell, at, column, Qt.AlignmentFlag.AlignVCenter)
        said = RowSaid(self._theme)
        self._said.append(said)
        across = 2 + len(self._place.more)
        grid.addWidget(said, at + 1, 0, 1, across)
        grid.addWidget(Hairline(self._theme), at + 2, 0, 1, across)
        self._cells.append(cells)
        return at + 3

    def _cell(self, attribute: Any) -> Cell:
        declared = fields_of(attribute.class_)[attribute.key]
        cell = Cell(self._theme, declared, self._clock, (), bare=True)
        cell.answered.connect(self.answered)
        return cell
