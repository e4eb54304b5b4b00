"""The visit: steps at the left, the current sheet in the centre, what is worked out and open at the right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charting.actions.visits import sheets_of
from charting.context import Context
from charting.dates import show_time
from charting.findings import Finding, Level
from charting.records.base import Record, findings
from charting.records.clocks import clocks_of
from charting.records.decision import decision_on
from charting.records.house_rules import results_of
from charting.records.steps import sensible_next
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _
from ui.binding.form import Form
from ui.binding.grid import Offers
from ui.chart_model import ChartModel
from ui.parts.buttons import IconButton, LinkButton, MainButton, PlainButton
from ui.parts.folding_row import FoldingRow
from ui.parts.labels import Label
from ui.parts.menu_button import MenuButton
from ui.parts.step_list import Step, StepList
from ui.parts.strip import WarningStrip
from ui.parts.toast import Toast
from ui.theme import Theme
from ui.views.carry_bar import CarryBar
from ui.views.describe import ended_words, visit_title
from ui.views.figures_line import FiguresLine
from ui.views.first_open import put_cursor
from ui.views.ledger_words import ledger_shown
from ui.views.rail import Rail
from ui.views.scroll import Centre
from ui.views.sealing import SealBar
from ui.views.sheet_forms import compose_of
from ui.views.sheet_lines import SheetLines
from ui.views.standing_words import strip_of

WIDE = 1200
MARGINS, NARROW_MARGINS = (8, 10, 16, 12), (16, 6, 16, 8)
REFRESH_MS = 120


class VisitView(QWidget):
    """Runs one visit. Every sheet's form is built once and refilled; `sheets` holds them."""

    finished = Signal()
    photos_wanted = Signal()
    history_wanted = Signal()
    deeds_wanted = Signal(str, QPoint)
    sheet_shown = Signal()
    said_together = Signal()

    def __init__(self, theme: Theme, model: ChartModel, offers: Offers) -> None:
        super().__init__()
        self._theme, self._model, self._offers = theme, model, offers
        self._visit: Visit | None = None
        self._sheet: Record | None = None
        self._forms: dict[type[Record], tuple[Form, Centre]] = {}
        self.steps = StepList(theme)
        self.steps.setFixedWidth(224)
        self.steps.chosen.connect(self._choose)
        self._steps_button = MenuButton(theme, _("S&teps"))
        self._steps_button.picked.connect(self._choose)
        self._title = Label(theme, px=20, weight=600)
        self._subtitle = Label(theme, px=13, token="ink2", wrap=True)
        self.seal_bar = SealBar(theme, model)
        self.seal_bar.changed.connect(self._reload)
        self.carry_bar = CarryBar(theme, model, self)
        self.carry_bar.said.connect(lambda words: self._toast.show_message(words, undo=False))
        self.carry_bar.emptied.connect(self._focus_first)
        self._photos = PlainButton(theme, _("Photos"), icon="camera", key_hint="F5")
        self._photos.clicked.connect(self.photos_wanted)
        self.glove = PlainButton(theme, _("Glove mode"), icon="hand", key_hint="F11")
        self.history = LinkButton(theme, _("&History"), icon="history")
        self.history.clicked.connect(self.history_wanted)
        self.deeds = IconButton(theme, "more", _("Amend, void, move or withdraw consent"))
        self.deeds.clicked.connect(self._ask_for_deeds)
        self._strip = WarningStrip(theme, "note", "")
        self.sheets = QStackedWidget()
        self._figures = FiguresLine(theme)
        self._figures.clicked.connect(self._toggle_rail)
        self.rail = Rail(theme, model)
        self.rail.clocks.done.connect(self._offer_take_back)
        self.rail.fix.connect(self.land)
        self._rail_area = Centre(self.rail, _("Worked out and open"))
        self._rail_area.setFixedWidth(290)
        self._toast = Toast(theme)
        self._take_back: Callable[[], None] = model.undo_stack.undo
        self._toast.undo_pressed.connect(lambda: self._take_back())
        self._next = MainButton(theme, _("Next"), key_hint="Ctrl+Enter")
        self._next.clicked.connect(self.go_on)
        self._refresh_timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh_timer.timeout.connect(self._refresh)
        model.edited.connect(self._edited)
        model.removed.connect(lambda what: self._offer_undo(_("{what} removed").format(what=_(what))))
        model.carried_out.connect(self._offer_undo)
        model.undo_stack.indexChanged.connect(self._overtaken)
        self._undone_from = -1
        self._lay_out()

    @property
    def visit(self) -> Visit | None:
        """The visit on show."""
        return self._visit

    @property
    def form(self) -> Form | None:
        """The form in the centre."""
        held = self._forms.get(type(self._sheet)) if self._sheet is not None else None
        return held[0] if held else None

    @property
    def sheet(self) -> Record | None:
        """The sheet on show."""
        return self._sheet

    def is_done(self) -> bool:
        """Whether nothing is open on the sheet on show."""
        return self._sheet is not None and self._standing(self._sheet) == "complete"

    def open_visit(self, visit: Visit) -> None:
        """Show a visit from its first sheet that is not complete."""
        self._visit = visit
        self.carry_bar.open_visit(visit)
        records = self._records()
        context = self._model.context()
        waiting = [r for r in records if any(f.blocks for f in findings(r, context))]
        self._show_sheet((waiting or records)[0])
        if self.isVisible():
            self._focus_first()
        elif (kept := self.focusWidget()) is not None:
            kept.clearFocus()  # a field of the visit before

    def land(self, finding: Finding) -> bool:
        """Show the field a finding speaks of. False when it is not on a sheet of this visit."""
        for record in self._records():
            form = self._form_of(record)
            before = self._sheet
            if record is not before:
                form.set_record(record, self._read_only(record))
            if form.focus_on(finding.record_id, finding.field):
                self._show_sheet(record)
                form.focus_on(finding.record_id, finding.field)
                return True
        return False

    def go_on(self, *, swift: bool = False) -> None:
        """Show the sheet that makes sense next, or finish where none does; `swift` passes what asks for nothing."""
        following = self.next_sheet(swift=swift)
        if following is not None:
            self._show_sheet(following)
            self._focus_first()
        else:
            self.finished.emit()

    def go_back(self) -> bool:
        """Show the sheet before. False on the first one."""
        records = self._records()
        at = records.index(self._sheet) if self._sheet in records else 0
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

    def tick(self, now: datetime) -> None:
        """Let the clocks show the time that has gone by."""
        if self._visit is not None:
            self.rail.clocks.tick(now)
            self._figures.clocks.show_clocks(self.rail.clocks.running(), now)

    def show_clock(self, key: str) -> None:
        """Bring a clock of this visit into view."""
        self._rail_area.show()
        self.rail.clocks.focus_clock(key)

    def minimumSizeHint(self) -> QSize:
        """Almost nothing: the wide layout must not keep the window from getting so narrow that another takes over."""
        return QSize(1, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if (kept := self.focusWidget()) is None or not kept.isVisible():
            self._focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE
        self.steps.setVisible(wide)
        self._steps_button.setVisible(not wide)
        self._figures.setVisible(not wide)
        self.layout().setContentsMargins(*(MARGINS if wide else NARROW_MARGINS))
        self._photos.show_hint(wide)
        self.glove.show_hint(wide)
        if wide or event.oldSize().width() >= WIDE or event.oldSize().width() < 0:
            self._rail_area.setVisible(wide)
        self._lines.place(self.height(), self._forms[type(self._sheet)][1] if self._sheet is not None else None)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addLayout(words, 1)
        for widget in (self._photos, self.glove, self._steps_button, self.deeds):
            second.addWidget(widget)
        self._head = FoldingRow(first, second)
        foot = QHBoxLayout()
        foot.addWidget(self.history)
        foot.addWidget(self._toast)
        foot.addStretch(1)
        foot.addWidget(self._next)
        centre = QVBoxLayout()
        centre.setSpacing(8)
        centre.addLayout(self._head)
        bars, lines = (self.seal_bar, self.carry_bar), (self._strip, self._figures)
        self._lines = SheetLines(centre, self.sheets, first, words, self._subtitle, bars, lines)
        centre.addWidget(self.sheets, 1)
        centre.addLayout(foot)
        steps = QVBoxLayout()
        steps.addWidget(self.steps)
        steps.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*MARGINS)
        outer.setSpacing(12)
        outer.addLayout(steps)
        outer.addLayout(centre, 1)
        outer.addWidget(self._rail_area)

    def _records(self) -> list[Record]:
        return [] if self._visit is None else [*sheets_of(self._visit), self._visit]

    def _read_only(self, record: Record) -> bool:
        shut = self._visit is not None and is_shut(self._visit)
        return shut or bool(record.seal and getattr(record, record.seal) is not None)

    def _form_of(self, record: Record) -> Form:
        model = type(record)
        if model not in self._forms:
            form = Form(self._theme, model, self._model, compose_of(model), self._offers)
            form.went_on.connect(self.go_on)
            form.said_together.connect(self.said_together)
            centre = Centre(form, model.title)
            self.sheets.addWidget(centre)
            self._forms[model] = (form, centre)
        return self._forms[model][0]

    def _show_sheet(self, record: Record) -> None:
        form = self._form_of(record)
        self._sheet = record
        form.set_record(record, self._read_only(record))
        self.sheets.setCurrentWidget(self._forms[type(record)][1])
        self._lines.place(self.height(), self._forms[type(record)][1])
        self._title.setText(_(record.title))
        self.seal_bar.show_sheet(record)
        self._refresh()
        self.sheet_shown.emit()

    def _reload(self) -> None:
        if self._sheet is not None:
            self._show_sheet(self._sheet)

    def _choose(self, key: str) -> None:
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
            put_cursor(form, sheet, self._model.context(), read_only=self._read_only(sheet))

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
        if form is not None and self.isVisible():
            form.show_stored(record, name)
            self._refresh_timer.start()

    def _refresh(self) -> None:
        if self._visit is None or self._sheet is None:
            return
        context = self._model.context()
        found = findings(self._sheet, context)
        form = self.form
        if form is not None:
            form.show_findings(found)
        undecided = self._undecided(found)
        self.rail.show_sheet(results_of(self._sheet, context), undecided)
        self._show_ledger(context)
        self.rail.clocks.show_visit(self._visit)
        self.tick(context.now)
        count = len(undecided)
        self._figures.show_open(count)
        self.carry_bar.show_sheet(self._sheet, first=self._sheet is self._records()[0])
        self._show_steps()
        self._show_subtitle()

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
        said = strip_of(visit)
        self._strip.setVisible(said is not None)
        if said is not None:
            self._strip.set_message(*said)
        words = visit_title(visit)
        if visit.signed_at is not None:
            words = _("{visit} · signed {time}, read only").format(visit=words, time=show_time(visit.signed_at))
        self._subtitle.setText(words)

    def _show_steps(self) -> None:
        records = self._records()
        standing = {record.id: self._standing(record) for record in records}
        shown = {**standing, self._sheet.id: "here"} if self._sheet is not None else standing
        steps = [Step(record.id, _(record.title), shown[record.id], ended_words(record)) for record in records]
        done = sum(state in {"complete", "signed"} for state in standing.values())
        self.steps.set_steps(steps)
        self.steps.set_summary(_("{done} of {count} done").format(done=done, count=len(steps)))
        at = records.index(self._sheet) + 1 if self._sheet in records else 0
        self._steps_button.set_options([(step.key, step.title) for step in steps])
        self._steps_button.set_text(_("Step {at} of {count}").format(at=at, count=len(steps)))
        following = self.next_sheet(standing)
        self._next.set_text(_("Next: {step}").format(step=_(following.title) if following else _("Sign off")))

    def next_sheet(self, standing: Mapping[str, str] | None = None, *, swift: bool = False) -> Record | None:
        """The sheet that makes sense next; in a visit nobody writes any more simply the one after this."""
        records, visit = self._records(), self._visit
        if visit is None or self._sheet is None or is_shut(visit):
            at = records.index(self._sheet) if self._sheet in records else -1
            return records[at + 1] if at + 1 < len(records) else None
        known = standing or {record.id: self._standing(record) for record in records}
        whole, now = [r for r in records if known[r.id] in {"complete", "signed"}], self._model.now()
        return sensible_next(records, self._sheet, whole.__contains__, clocks_of(visit), now, swift=swift)

    def _standing(self, record: Record) -> str:
        if self._visit is not None and self._visit.signed_at is not None:
            return "signed"
        if record.seal and getattr(record, record.seal) is not None:
            return "signed"
        if record.is_blank():
            return "todo"
        levels = {finding.level for finding in self._undecided(findings(record, self._model.context()))}
        if levels & {Level.BLOCK, Level.STOP}:
            return "attention"
        return "draft" if Level.MISSING in levels else "complete"

    def _undecided(self, found: Sequence[Finding]) -> list[Finding]:
        visit = self._visit
        return [finding for finding in found if visit is None or decision_on(visit, finding) is None]
