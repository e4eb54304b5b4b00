"""The plan for today: what the procedure goes by, all of it in one view, before one act lets it stand."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from charting.actions.carry_forward import Copy
from charting.actions.plan_today import PlanRow, PlanSheet, held_back, to_confirm
from charting.findings import Finding, Level
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Hairline
from ui.parts.columns_layout import ColumnsLayout
from ui.parts.labels import Label
from ui.parts.plan_cell import PlanCell
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.scroll import Centre

HEAD_PX, BESIDE = 110, 620
FIELD, LINE, WHOLE = 3, 6, 12
LONG, LAYING_MS = 24, 20
UNBROKEN = "\N{NON-BREAKING HYPHEN}"


class PlanPage(QWidget):
    """`wanted(record_id, field)` follows a tap on a setting. `looked` tells that the end came into view.

    Only what is listed is confirmed, and only once the page was in view to its end.
    """

    wanted = Signal(str, str)
    looked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plan: tuple[PlanSheet, ...] = ()
        self._heads: list[QBoxLayout] = []
        self._seen = False
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.area = Centre(inner, _("Plan for today"))
        self._below = PlainButton(theme, _("More below"), icon="chevron_down", accent=True)
        self._below.clicked.connect(self._scroll_on)
        self._below.setParent(self)
        self._below.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.area, 1)
        self._look_soon = QTimer(self, singleShot=True, interval=0)
        self._look_soon.timeout.connect(self._look)
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self._look_soon.start)
        bar.rangeChanged.connect(self._look_soon.start)
        self.area.viewport().installEventFilter(self)

    @property
    def cells(self) -> list[PlanCell]:
        """The settings on show, in reading order."""
        return self.area.findChildren(PlanCell)

    @property
    def shown(self) -> tuple[PlanSheet, ...]:
        """The plan on show."""
        return self._plan

    def seen(self) -> bool:
        """Whether everything listed was in view since it last changed."""
        return self._seen

    def confirmable(self) -> list[Copy]:
        """The copied answers listed here, as they are listed."""
        return to_confirm(self._plan)

    def held(self) -> list[Copy]:
        """The copied answers listed here that something stops or warns of."""
        return held_back(self._plan)

    def show_plan(self, plan: Sequence[PlanSheet]) -> None:
        """Show a plan; one that differs from what was seen has to be looked through again."""
        if tuple(plan) == self._plan:
            return
        held = next((cell.accessibleName() for cell in self.cells if cell.hasFocus()), "")
        self._plan, self._seen = tuple(plan), False
        clear(self._column)
        self._heads = []
        for part in plan:
            self._column.addWidget(self._section(part))
            self._column.addWidget(Hairline(self._theme))
        self._column.addStretch(1)
        self._arrange()
        for cell in self.cells:
            if held and cell.accessibleName() == held:
                cell.setFocus()
        self._look_soon.start()

    def start(self) -> None:
        """Begin at the top, with the keyboard on what stands there."""
        self.area.verticalScrollBar().setValue(0)
        urgent = [cell for state in ("stop", "open", "warn") for cell in self.cells if cell.state == state]
        first = next(iter(urgent or self.cells), None)
        if first is not None:
            first.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._look_soon.start()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """Whether the end is in view now. Until everything has its place nobody can tell."""
        inner = self.area.widget()
        if not self.isVisible() or not self._plan or inner is None:
            return
        laid_out = inner.height() >= inner.heightForWidth(inner.width())
        if not laid_out:
            self._look_soon.start(LAYING_MS)
            return
        if not self._seen and inner.y() + inner.height() <= self.area.viewport().height():
            self._seen = True
            self.looked.emit()
        self._below.setVisible(not self._seen)
        self._below.raise_()

    def _scroll_on(self) -> None:
        """A page further down; what stood last stands first then."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep() - self._theme.target())

    def _arrange(self) -> None:
        """Names of the sheets beside their settings, or above them where it is narrow."""
        wide = self.width() >= BESIDE
        size = self._below.sizeHint()
        self._below.setGeometry((self.width() - size.width()) // 2, self.height() - size.height(), *size.toTuple())
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for head in self._heads:
            head.setDirection(direction)
            words = head.itemAt(0).widget()
            if words is not None:
                words.setFixedWidth(HEAD_PX) if wide else words.setMaximumWidth(16_777_215)

    def _section(self, part: PlanSheet) -> QWidget:
        section, words, cells = QWidget(), QWidget(), QWidget()
        came = list(dict.fromkeys(row.came for row in part.rows if row.came))
        named = QVBoxLayout(words)
        named.setContentsMargins(0, 6, 0, 0)
        named.setSpacing(0)
        named.addWidget(Label(self._theme, part.title, px=13, weight=600, wrap=True))
        if came:
            named.addWidget(Label(self._theme, came[0].replace("-", UNBROKEN), px=12, token="ink3", wrap=True))
        named.addStretch(1)
        grid = ColumnsLayout(cells)
        for row in part.rows:
            grid.add(self._cell(row, elsewhere=row.came not in came[:1]), _columns(row))
        for finding in part.said:
            grid.add(self._told(finding), WHOLE)
        if part.open:
            grid.add(self._open(part), WHOLE)
        across = QBoxLayout(QBoxLayout.Direction.LeftToRight, section)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(words)
        across.addWidget(cells, 1)
        self._heads.append(across)
        return section

    def _cell(self, row: PlanRow, *, elsewhere: bool) -> PlanCell:
        state = "waiting" if row.waiting else "set"
        if row.said:
            state = "stop" if row.stopped else "warn"
        said = [_in_words(finding) for finding in row.said]
        if row.held:
            said.append(_("Not confirmed with the others: change it, or confirm it in its field."))
        title = f"{row.title}, {row.came}" if row.came and elsewhere else row.title
        cell = PlanCell(self._theme, state, title, row.value, row.came, said)
        record, name = row.answers[0]
        at = (row.said[0].record_id, row.said[0].field or name) if row.said else (record.id, name)
        cell.wanted.connect(lambda: self.wanted.emit(*at))
        return cell

    def _told(self, finding: Finding) -> PlanCell:
        state = "stop" if finding.level >= Level.BLOCK else "warn"
        cell = PlanCell(self._theme, state, _in_words(finding), "")
        cell.wanted.connect(lambda: self.wanted.emit(finding.record_id, finding.field))
        return cell

    def _open(self, part: PlanSheet) -> PlanCell:
        cell = PlanCell(self._theme, "open", _("Open, to be answered"), ", ".join(part.lacking))
        first = part.open[0]
        cell.wanted.connect(lambda: self.wanted.emit(first.record_id, first.field))
        return cell


def _columns(row: PlanRow) -> int:
    return WHOLE if row.said else LINE if row.wide or len(row.value) > LONG else FIELD


def _in_words(finding: Finding) -> str:
    words = _("STOP") if finding.level >= Level.BLOCK else _("WARN")
    why = " · ".join(part for part in (finding.why, finding.next_step) if part)
    what = _("{what}: {why}").format(what=finding.what, why=why) if why else finding.what
    return f"{words} {what}"
