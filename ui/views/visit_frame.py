"""What stands around the sheet of a visit: steps at the left, head and foot of the centre, the rail at the right."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.binding.grid import Offers
from ui.chart_model import ChartModel
from ui.parts.buttons import IconButton, LinkButton, MainButton, PlainButton
from ui.parts.folding_row import FoldingRow
from ui.parts.labels import Label
from ui.parts.menu_button import MenuButton
from ui.parts.step_list import StepList
from ui.parts.strip import WarningStrip
from ui.parts.toast import Toast
from ui.theme import Theme
from ui.views.carry_bar import CarryBar
from ui.views.figures_line import FiguresLine
from ui.views.plan_page import PlanPage
from ui.views.rail import Rail
from ui.views.scroll import Centre
from ui.views.sealing import SealBar
from ui.views.sheet_lines import SheetLines
from ui.views.visit_progress import VisitProgress
from ui.views.visit_sheets import VisitSheets

WIDE, RAIL = 1200, 290
MARGINS, NARROW_MARGINS = (8, 10, 16, 12), (16, 6, 16, 8)


class VisitFrame(QWidget):
    """Places the parts and finds them other places where it is narrow or low; what they show is decided elsewhere.

    The plan takes the room of the rail; what the rail says stands in one line above it then.
    """

    def __init__(self, theme: Theme, model: ChartModel, offers: Offers) -> None:
        super().__init__()
        self._model = model
        self.progress = VisitProgress(model)
        self.steps = StepList(theme)
        self.steps.setFixedWidth(224)
        self._steps_button = MenuButton(theme, _("S&teps"))
        self._title = Label(theme, px=20, weight=600)
        self._subtitle = Label(theme, px=13, token="ink2", wrap=True)
        self.seal_bar = SealBar(theme, model)
        self.carry_bar = CarryBar(theme, model, self)
        self._photos = PlainButton(theme, _("Photos"), icon="camera", key_hint="F5")
        self.glove = PlainButton(theme, _("Glove mode"), icon="hand", key_hint="F11")
        self.history = LinkButton(theme, _("&History"), icon="history")
        self.deeds = IconButton(theme, "more", _("Amend, void, move or withdraw consent"))
        self._strip = WarningStrip(theme, "note", "")
        self.plan = PlanPage(theme)
        self.sheets = VisitSheets(theme, model, offers, self.progress.read_only)
        self.sheets.addWidget(self.plan)
        self._figures = FiguresLine(theme)
        self.rail = Rail(theme, model)
        self._rail_area = Centre(self.rail, _("Worked out and open"))
        self._rail_area.setFixedWidth(RAIL)
        self._toast = Toast(theme)
        self._next = MainButton(theme, _("Next"), key_hint="Ctrl+Enter")
        self._lay_out()

    def plan_shown(self) -> bool:
        """Whether the plan stands in the place of a sheet."""
        return self.sheets.currentWidget() is self.plan

    def say(self, words: str) -> None:
        """Say something at the foot, where a place is kept for it."""
        self._toast.show_message(words, undo=False)

    def minimumSizeHint(self) -> QSize:
        """Almost nothing: the wide layout must not keep the window from getting so narrow that another takes over."""
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide, was = self.width() >= WIDE, event.oldSize().width()
        self._arrange(rail_too=wide or was >= WIDE or was < 0)
        super().resizeEvent(event)

    def _arrange(self, *, rail_too: bool) -> None:
        """Find every part its place in this width; the rail keeps how it was opened in a narrow window."""
        wide = self.width() >= WIDE
        beside = wide and not self.plan_shown()
        self.steps.setVisible(wide)
        self._steps_button.setVisible(not wide)
        self._figures.setVisible(not beside)
        self.layout().setContentsMargins(*(MARGINS if wide else NARROW_MARGINS))
        self._photos.show_hint(wide)
        self.glove.show_hint(wide)
        if rail_too:
            self._rail_area.setVisible(beside)
        self._lines.place(self.height(), self._scrolling())

    def _scrolling(self) -> Centre | None:
        """What scrolls in the centre."""
        at = self.sheets.currentWidget()
        return at.area if isinstance(at, PlanPage) else at if isinstance(at, Centre) else None

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
