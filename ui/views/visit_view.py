"""The visit: which sheet is on show, what is said of it, and where one goes from it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QShowEvent

from charting.actions.plan_today import PREPARED, PlanSheet, plan_of
from charting.context import Context
from charting.dates import show_moment
from charting.findings import Finding, Level
from charting.records.base import Record, findings
from charting.records.house_rules import results_of
from charting.records.signed import is_altered
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _
from ui.binding.form import Form
from ui.binding.grid import Offers
from ui.chart_model import ChartModel
from ui.parts.step_list import Step
from ui.theme import Theme
from ui.views.describe import dated_title, ended_words
from ui.views.first_open import put_cursor
from ui.views.ledger_words import ledger_shown
from ui.views.standing_words import not_copied_from, strip_of
from ui.views.visit_frame import VisitFrame
from ui.views.visit_plan import PLAN, open_in, plan_state, unanswered_in, wants_a_look

REFRESH_MS = 120
SAID_S, UNDO_S = 6, 10


class VisitView(VisitFrame):
    """Runs one visit. In the place of a sheet stands the plan for today, which is a step without a sheet of its own."""

    finished = Signal()
    photos_wanted = Signal()
    history_wanted = Signal()
    deeds_wanted = Signal(str, QPoint)
    sheet_shown = Signal()
    said_together = Signal()

    def __init__(self, theme: Theme, model: ChartModel, offers: Offers) -> None:
        super().__init__(theme, model, offers)
        self._visit: Visit | None = None
        self._beside = ""
        self._sheet: Record | None = None
        self._from_plan = False
        self.steps.chosen.connect(self._choose)
        self._steps_button.picked.connect(self._choose)
        self.seal_bar.changed.connect(self.reload)
        self.carry_bar.said.connect(self.say)
        self.carry_bar.emptied.connect(self._focus_first)
        self._photos.clicked.connect(self.photos_wanted)
        self.history.clicked.connect(self.history_wanted)
        self.deeds.clicked.connect(self._ask_for_deeds)
        self.sheets.went_on.connect(self.go_on)
        self.sheets.said_together.connect(self.said_together)
        self.plan.wanted.connect(self._land_from_plan)
        self.plan.looked.connect(self._refresh)
        self._figures.clicked.connect(self._toggle_rail)
        self.rail.clocks.done.connect(self._offer_take_back)
        self.rail.fix.connect(self.land)
        self._take_back: Callable[[], None] = model.undo_stack.undo
        self._toast.undo_pressed.connect(lambda: self._take_back())
        self._next.clicked.connect(self.go_on)
        self._refresh_timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh_timer.timeout.connect(self._refresh)
        self._landed = QTimer(self, singleShot=True, interval=2 * REFRESH_MS)
        self._landed.timeout.connect(self._keep_in_view)
        model.edited.connect(self._edited)
        model.removed.connect(lambda what: self._offer_undo(_("{what} removed").format(what=_(what))))
        model.carried_out.connect(self._offer_undo)
        model.undo_stack.indexChanged.connect(self._overtaken)
        self._undone_from = -1

    @property
    def visit(self) -> Visit | None:
        """The visit on show."""
        return self._visit

    @property
    def form(self) -> Form | None:
        """The form in the centre; none while the plan is shown."""
        return self.sheets.made(self._sheet)

    @property
    def sheet(self) -> Record | None:
        """The sheet on show; none while the plan is."""
        return self._sheet

    def is_done(self) -> bool:
        """Whether nothing is open on the sheet on show."""
        return self._sheet is not None and self.progress.standing(self._sheet) == "complete"

    def open_visit(self, visit: Visit) -> None:
        """Show a visit from its first sheet that is not complete."""
        self._visit = self.progress.visit = visit
        self._from_plan = False
        self._beside = not_copied_from(visit)
        self.carry_bar.open_visit(visit)
        records = self._records()
        context = self._model.context()
        waiting = [r for r in records if any(f.blocks for f in findings(r, context))]
        self._show_sheet((waiting or records)[0])
        if self.isVisible():
            self._focus_first()
        elif (kept := self.focusWidget()) is not None:
            kept.clearFocus()  # a field of the visit before

    def land(self, finding: Finding, *, meant: bool = False) -> bool:
        """Show the field a finding speaks of. False when it is not on a sheet of this visit.

        The cursor goes into one that takes something back after the seal only if it is `meant`.
        """
        for record in self._records():
            form = self.sheets.form_of(record)
            if record is not self._sheet:
                form = self.sheets.fill(record)
            if form.focus_on(finding.record_id, finding.field, meant=meant):
                self._show_sheet(record)
                form.focus_on(finding.record_id, finding.field, meant=meant)
                self._landed.start()
                return True
        whole = next((record for record in self._records() if record.id == finding.record_id), None)
        if whole is None:
            return False
        self._show_sheet(whole)  # what is said of a sheet as a whole, or of what no field of it shows
        self._focus_first()
        return True

    def go_on(self, *, swift: bool = False) -> None:
        """Show the step that makes sense next, or finish where none does; `swift` passes what asks for nothing."""
        following = self.next_sheet(swift=swift)
        if self._by_the_plan(following, self._plan()):
            self.show_plan()
        elif following is not None:
            self._show_sheet(following)
            self._focus_first()
        else:
            self.finished.emit()

    def lead_on(self, done: str = "") -> None:
        """Go on by itself after what ended a sheet, and say where to: the key to go on is not pressed once more."""
        before = self._sheet
        undoable = not done and self._toast.isVisible()
        self.go_on(swift=True)
        if not self.isVisible() or (self._sheet is before and not self.plan_shown()):
            return
        said = done or (self._toast.toolTip() if undoable else "")
        words = _("{done}. Now: {step}") if said else _("Now: {step}")
        undo = undoable and self._undone_from != -1
        self._toast.show_message(
            words.format(done=said, step=self._title.text()), undo=undo, seconds=UNDO_S if undo else SAID_S
        )

    def go_back(self) -> bool:
        """Show the step before. False on the first one."""
        records = self._records()
        prepared = [record for record in records if isinstance(record, PREPARED)]
        if prepared and self._sheet is prepared[0]:
            self.show_plan()
            return True
        here = prepared[0] if self.plan_shown() and prepared else self._sheet
        at = records.index(here) if here in records else 0
        if at == 0:
            return False
        self._show_sheet(records[at - 1])
        self._focus_first()
        return True

    def show_sheet_of(self, table: str) -> bool:
        """Show the sheet kept in a table. False when the visit has none such."""
        found = next((record for record in self._records() if record.__tablename__ == table), None)
        if found is None:
            return False
        if found is not self._sheet:
            self._show_sheet(found)
        self._focus_first()
        return True

    def show_plan(self) -> bool:
        """Show the plan for today. False for a visit without a procedure."""
        if not self._plan():
            return False
        self._sheet, self._from_plan = None, False
        self.sheets.setCurrentWidget(self.plan)
        self._title.setText(_("Plan for today"))
        if self._visit is not None:
            self.seal_bar.show_sheet(self._visit)
        self._arrange(rail_too=True)
        self._refresh()
        self.plan.start()
        self.sheet_shown.emit()
        return True

    def tick(self, now: datetime) -> None:
        """Let the clocks show the time that has gone by."""
        if self._visit is not None:
            self.rail.clocks.tick(now)
            self._figures.clocks.show_clocks(self.rail.clocks.running(), now)

    def show_clock(self, key: str) -> None:
        """Bring a clock of this visit into view."""
        self._rail_area.show()
        self.rail.clocks.focus_clock(key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (kept := self.focusWidget()) is None or not kept.isVisible():
            self._focus_first()

    def _records(self) -> list[Record]:
        return self.progress.records()

    def _plan(self) -> tuple[PlanSheet, ...]:
        return plan_of(self._visit, self._model.context()) if self._visit is not None else ()

    def _by_the_plan(self, following: Record | None, plan: Sequence[PlanSheet]) -> bool:
        """Whether the plan comes before this step: at its first sheet, or back from a field it led to."""
        if not isinstance(following, PREPARED) or self.plan_shown() or self._visit is None or is_shut(self._visit):
            return False
        arriving = self._from_plan or not isinstance(self._sheet, PREPARED)
        return arriving and wants_a_look(plan)

    def _show_sheet(self, record: Record) -> None:
        was_plan = self.plan_shown()
        self._sheet, self._from_plan = record, False
        self.sheets.show_record(record)
        if was_plan:
            self._arrange(rail_too=True)
        self._lines.place(self.height(), self.sheets.centre_of(record))
        self._title.setText(_(record.title))
        self.seal_bar.show_sheet(record)
        self._refresh()
        self.sheet_shown.emit()

    def _keep_in_view(self) -> None:
        """Where one was led to stays in view, once rows above it have opened or folded."""
        area = self._scrolling()
        if area is not None and self.isVisible():
            area.keep_in_view()

    def _land_from_plan(self, record_id: str, field: str) -> None:
        """Into the field of a setting; the next step from there is the plan again, while something in it waits."""
        self.land(Finding(Level.NOTE, "", field=field, record_id=record_id))
        self._from_plan = not self.plan_shown()

    def reload(self) -> None:
        """Show the sheet in hand as it stands now."""
        if self._sheet is not None:
            self._show_sheet(self._sheet)

    def _choose(self, key: str) -> None:
        if key == PLAN:
            self.show_plan()
        for record in self._records():
            if record.id == key:
                self._show_sheet(record)

    def _offer_undo(self, words: str) -> None:
        if self.isVisible():
            self._take_back = self._model.undo_stack.undo
            self._undone_from = self._model.undo_stack.index()
            self._toast.show_message(words)

    def _focus_first(self) -> None:
        """Put the cursor where something is missing."""
        form, sheet = self.form, self._sheet
        if form is not None and sheet is not None:
            put_cursor(form, sheet, self._model.context(), read_only=self.progress.read_only(sheet))
        elif self.plan_shown():
            self.plan.start()

    def _overtaken(self, index: int) -> None:
        """Something else was done since: what the toast offers to undo is no longer the last step."""
        if self._undone_from not in {-1, index}:
            self._undone_from = -1
            self._toast.dismiss()

    def _offer_take_back(self, words: str, take_back: Callable[[], None]) -> None:
        self._take_back, self._undone_from = take_back, -1
        self._toast.show_message(words)

    def _toggle_rail(self) -> None:
        self._rail_area.setVisible(not self._rail_area.isVisible())

    def _edited(self, record: Record, name: str) -> None:
        form = self.form
        if self.isVisible() and (form is not None or self.plan_shown()):
            if form is not None:
                form.show_stored(record, name)
            self._refresh_timer.start()

    def _refresh(self) -> None:
        visit, sheet = self._visit, self._sheet
        if visit is None or (sheet is None and not self.plan_shown()):
            return
        context, plan = self._model.context(), self._plan()
        if sheet is not None:
            self._show_findings(sheet, context)
        else:
            self._show_plan_page(plan)
        self._show_ledger(context)
        self.rail.clocks.show_visit(visit)
        self.tick(context.now)
        self._show_steps(plan)
        self._show_subtitle()

    def _show_findings(self, sheet: Record, context: Context) -> None:
        found = findings(sheet, context)
        if (form := self.form) is not None:
            form.show_findings(found)
        undecided = self.progress.undecided(found)
        shut = self._visit is not None and is_shut(self._visit)
        self.rail.show_sheet(results_of(sheet, context), undecided, shut=shut)
        self._figures.show_open(len(undecided))
        self.carry_bar.show_sheet(sheet, first=sheet is self._records()[0])

    def _show_plan_page(self, plan: Sequence[PlanSheet]) -> None:
        self.plan.show_plan(plan)
        self._figures.show_open(unanswered_in(plan))
        self.carry_bar.show_plan(self.plan.confirmable, self.plan.held, seen=self.plan.seen())

    def _show_ledger(self, context: Context) -> None:
        """The dose ledger belongs to the visit: it stands on every sheet."""
        sheet = self._visit.anaesthesia if self._visit is not None else None
        self.rail.ledger.setVisible(sheet is not None)
        shown = ledger_shown(sheet, context) if sheet is not None else None
        self._figures.show_ledger(shown)
        if shown is not None:
            self.rail.ledger.show_ledger(shown)

    def _ask_for_deeds(self) -> None:
        if self._visit is not None:
            self.deeds_wanted.emit(self._visit.id, self.deeds.mapToGlobal(self.deeds.rect().bottomLeft()))

    def _show_subtitle(self) -> None:
        visit = self._visit
        assert visit is not None
        said = strip_of(visit, self._beside)
        self._strip.setVisible(said is not None)
        if said is not None:
            self._strip.set_message(*said)
        words = dated_title(visit, self._model.now().date())
        if is_altered(visit):
            words = _("{visit} · altered after signing").format(visit=words)
        elif visit.signed_at is not None:
            words = _("{visit} · signed {time}, read only").format(
                visit=words, time=show_moment(visit.signed_at, visit.opened_at.date())
            )
        self._subtitle.setText(words)

    def _show_steps(self, plan: Sequence[PlanSheet]) -> None:
        records = self._records()
        standing = self.progress.standings()
        shown = {**standing, self._sheet.id: "here"} if self._sheet is not None else standing
        steps = [Step(record.id, _(record.title), shown[record.id], ended_words(record)) for record in records]
        done = sum(state in {"complete", "signed"} for state in standing.values())
        self.steps.set_summary(_("{done} of {count} done").format(done=done, count=len(steps)))
        at = records.index(self._sheet) + 1 if self._sheet in records else 0
        where = _("Step {at} of {count}").format(at=at, count=len(steps)) if at else _("Plan for today")
        if plan and self._visit is not None:
            first = next(number for number, record in enumerate(records) if isinstance(record, PREPARED))
            state = "here" if self.plan_shown() else plan_state(self._visit, plan)
            steps.insert(first, Step(PLAN, _("Plan for today"), state))
        self.steps.set_steps(steps)
        self._steps_button.set_options([(step.key, step.title) for step in steps])
        self._steps_button.set_text(where)
        following = self.next_sheet(standing)
        last = _("Signature and papers") if self._visit is not None and is_shut(self._visit) else _("Sign off")
        words = _(following.title) if following is not None else last
        if self._by_the_plan(following, plan):
            words = _("Plan for today")
        self._next.set_text(_("Next: {step}").format(step=words))

    def next_sheet(self, standing: Mapping[str, str] | None = None, *, swift: bool = False) -> Record | None:
        """The sheet that makes sense next; from the plan the first one it speaks of that has something open."""
        if not self.plan_shown():
            return self.progress.next_sheet(self._sheet, standing, swift=swift)
        sheets = [part.sheet for part in self.plan.shown]
        return next((part.sheet for part in self.plan.shown if open_in([part])), sheets[0] if sheets else None)
