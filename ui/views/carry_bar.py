"""Same as last time, in the head of a sheet: copy what held then, and once it was looked at, confirm it."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.actions.carry_forward import (
    Copy,
    Source,
    Step,
    answers_in,
    held_back,
    source_of,
    to_confirm,
    to_copy,
)
from charting.dates import show_day
from charting.records.base import Record, Sheet
from charting.records.versions import is_shut
from charting.records.visit import VISIT_KINDS, Visit
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.parts.buttons import PlainButton
from ui.parts.second_press import SECOND_PRESS_MS
from ui.theme import Theme
from ui.views.further_down import out_of_view, scrolled_in

COPY_KEY, CONFIRM_KEY = "Ctrl+R", "Ctrl+Shift+R"
_IN_ITS_FIELD = _("Something stops or warns here: change it, or confirm it in its field.")
_UNSEEN = _("Look through the plan to its end first.")


class CarryBar(QWidget):
    """On the first sheet it copies the whole visit, on every other that sheet alone. `said(words)` says why nothing is.

    What is copied waits on each sheet until it is confirmed there; both are one step to undo. `confirmed` follows that,
    `emptied` when the button in hand has done its work and goes away. What something stops or warns of is left out.
    """

    said = Signal(str)
    emptied = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme, model: ChartModel, view: QWidget) -> None:
        super().__init__()
        self._model = model
        self._visit: Visit | None = None
        self._sheet: Record | None = None
        self._source: Source | None = None
        self._whole = False
        self._view = view
        self._listed: Callable[[], list[Copy]] | None = None
        self._listed_held: Callable[[], list[Copy]] | None = None
        self._held: list[Copy] = []
        self._seen = True
        self._watched: list[QWidget] = []
        self._most = ""
        self._since_confirmed = QElapsedTimer()
        self.copy_button = PlainButton(theme, _("Same as last time"), icon="history", small=True)
        self.copy_button.clicked.connect(self.copy)
        self.confirm_button = PlainButton(theme, "", icon="tick", accent=True, small=True)
        self.confirm_button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addWidget(self.confirm_button)
        for key, act in ((COPY_KEY, self.copy), (CONFIRM_KEY, self.confirm)):
            QShortcut(QKeySequence(key), view, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open_visit(self, visit: Visit) -> None:
        """Look for the visit to copy from, once."""
        self._visit, self._source = visit, source_of(visit)

    def show_sheet(self, sheet: Record, *, first: bool) -> None:
        """Offer what can be copied and confirmed on a sheet; on the `first` one, the whole visit is copied."""
        self._sheet, self._whole, self._listed, self._seen = sheet, first, None, True
        self._show()

    def show_plan(self, listed: Callable[[], list[Copy]], held: Callable[[], list[Copy]], *, seen: bool) -> None:
        """Offer to confirm what the plan for today lists without what is `held` back, once it was `seen` to its end."""
        self._sheet, self._whole, self._listed, self._seen = None, True, listed, seen
        self._listed_held = held
        self._show()

    def held(self) -> list[Copy]:
        """What is copied here and something stops or warns of, as it stands now: confirmed in its own field alone."""
        if self._visit is None or is_shut(self._visit):
            return []
        if self._listed is not None and self._listed_held is not None:
            return self._listed_held()
        return held_back(self._sheet, self._model.context()) if isinstance(self._sheet, Sheet) else []

    def _show(self) -> None:
        self._held = self.held()
        steps, waiting = self._steps(), self._waiting()
        self._put_away(steps, waiting)
        if steps:
            self.copy_button.set_text(self._words())
            self.copy_button.setAccessibleDescription(f"{self._told(steps)}, {COPY_KEY}")
            self.copy_button.setToolTip(f"{self._told(steps)}, {COPY_KEY}")
        if waiting or self._held:
            self._name_confirm(waiting)
            self._watch()
            said = self._why_grey(waiting) or CONFIRM_KEY
            self.confirm_button.setToolTip(said)
            self.confirm_button.setAccessibleDescription(said)
            self.confirm_button.setEnabled(said == CONFIRM_KEY)

    def copy(self) -> None:
        """Copy what the button offers, as one step."""
        steps = self._steps()
        if steps:
            self._model.carry_out(self._told(steps), steps)
        else:
            self.said.emit(self._why_nothing())

    def confirm(self) -> None:
        """Let what is copied on this sheet stand, as one step."""
        self._held = self.held()
        waiting = self._waiting()
        if why := self._why_grey(waiting):
            self.said.emit(why)
            return
        self._since_confirmed.start()
        words = ngettext("{count} copied answer confirmed", "{count} copied answers confirmed", len(waiting))
        self._model.carry_out(words.format(count=len(waiting)), waiting)
        self.confirmed.emit()

    def _why_grey(self, waiting: list[Step]) -> str:
        """Why nothing can be confirmed now; blank where it can."""
        if not waiting:
            return _IN_ITS_FIELD if self._held else _("Nothing on this sheet waits to be confirmed.")
        return "" if self._seen else _UNSEEN

    def _press(self) -> None:
        if self._since_confirmed.isValid() and not self._since_confirmed.hasExpired(SECOND_PRESS_MS):
            self.said.emit(_("Pressed twice. Look at this sheet before you confirm it."))
            return
        self.confirm()

    def _watch(self) -> None:
        """Follow what scrolls, so that the count is of what is in view now."""
        for area in scrolled_in(self._view):
            if area not in self._watched:
                self._watched.append(area)
                area.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _scrolled(self, _value: int) -> None:
        waiting = self._waiting()
        if waiting or self._held:
            self._name_confirm(waiting)

    def _name_confirm(self, waiting: list[Step]) -> None:
        """Say how many, how many of them nobody sees here, how many are left out, and why it is off.

        The button keeps the room of the most it can say while the sheet scrolls: nothing beside it or below it moves.
        """
        copies = [step for step in waiting if isinstance(step, Copy)]
        asked = self._listed is None
        most = self._confirming(waiting, "8" * len(str(len(copies))) if asked else "", seen=asked)
        if self._most != most:
            self._most = most
            self.confirm_button.set_text(most)
            self.confirm_button.setMinimumWidth(self.confirm_button.sizeHint().width())
        hidden = out_of_view(self._view, copies) if asked else 0
        words = self._confirming(waiting, str(hidden) if hidden else "", seen=self._seen)
        if self.confirm_button.text() != words:
            self.confirm_button.set_text(words)

    def _confirming(self, waiting: list[Step], hidden: str, *, seen: bool) -> str:
        words = ngettext("Confirm {count} copied", "Confirm {count} copied", len(waiting)).format(count=len(waiting))
        if hidden:
            words = _("{words}, {count} out of view").format(words=words, count=hidden)
        if left := len(self._held):
            stays = ngettext("{count} with a warning stays open", "{count} with a warning stay open", left)
            stays = stays.format(count=left)
            words = _("{words}, {left}").format(words=words, left=stays) if waiting else stays
        if waiting and not seen:
            words = _("{words}: look to the end first").format(words=words)
        return words

    def _put_away(self, steps: list[Step], waiting: list[Step]) -> None:
        """Show the buttons that can do something; the cursor never falls on a stranger when one goes away."""
        held = (self.copy_button.hasFocus() and not steps) or (self.confirm_button.hasFocus() and not waiting)
        if waiting or self._held:
            self.confirm_button.show()
        if held and waiting:
            self.confirm_button.setFocus()
        elif held:
            self.emptied.emit()
        self.copy_button.setVisible(bool(steps))
        self.confirm_button.setVisible(bool(waiting or self._held))

    def _steps(self) -> list[Step]:
        if self._visit is None or self._source is None:
            return []
        return to_copy(self._visit, None if self._whole else self._sheet, self._source)

    def _waiting(self) -> list[Step]:
        shut = self._visit is None or is_shut(self._visit)
        if self._listed is not None:
            return [] if shut else list(self._listed())
        if shut or self._sheet is None:
            return []
        return [copy for copy in to_confirm(self._sheet) if copy not in self._held]

    def _words(self) -> str:
        house = self._source is not None and self._source.house
        if self._whole:
            return _("Whole visit as the house does it") if house else _("Whole visit as last time")
        return _("As the house does it") if house else _("Same as last time")

    def _told(self, steps: list[Step]) -> str:
        assert self._source is not None
        count, source = answers_in(steps), self._source.visit
        words = ngettext("{count} answer copied from {source}", "{count} answers copied from {source}", count)
        day = show_day(source.opened_at.date())
        if self._source.house:
            kind = VISIT_KINDS.label(source.kind)
            return words.format(count=count, source=_("the house's last {kind}, {day}").format(kind=kind, day=day))
        return words.format(count=count, source=day)

    def _why_nothing(self) -> str:
        if self._visit is None or is_shut(self._visit) or self._visit.amends is not None:
            return _("Nothing is copied into this visit.")
        if self._source is None:
            kind = VISIT_KINDS.label(self._visit.kind)
            return _("No signed {kind} before this one to copy from.").format(kind=kind)
        return _("Nothing left to copy here.")
