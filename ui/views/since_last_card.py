"""What is not as it was last time, as the sign-off board lists it: old in grey, new in strong words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.carry_forward import Difference, differences, last_of_its_kind
from charting.dates import show_day
from charting.records.visit import Visit
from charting.words import _
from ui.parts.card import Card
from ui.parts.labels import FullLabel, Icon, Label
from ui.theme import Theme
from ui.views.clearing import clear

WHAT_COLUMN = 172


class SinceLastCard(Card):
    """Hidden for the first visit of a kind, for an amendment, and where nothing is different."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Changed since last time"))
        self._theme = theme
        self.body.setSpacing(0)

    def show_visit(self, visit: Visit) -> None:
        """List where a visit differs from the last one of its kind."""
        clear(self.body)
        last = last_of_its_kind(visit) if visit.amends is None else None
        found = differences(visit) if last is not None else []
        self.setVisible(bool(found))
        if last is None or not found:
            return
        self.set_meta(_("{count}, since {day}").format(count=len(found), day=show_day(last.opened_at.date())))
        for difference in found:
            self.body.addWidget(self._row(difference))
            self.hairline()

    def _row(self, difference: Difference) -> QWidget:
        before, after = difference.before or "—", difference.after or _("not recorded")
        made = QWidget()
        made.setMinimumHeight(self._theme.target())
        made.setAccessibleName(
            _("{sheet}, {what}: was {before}, now {after}").format(
                sheet=difference.sheet, what=difference.what, before=before, after=after
            )
        )
        what = FullLabel(self._theme, difference.what, px=14, weight=500, wrap=True)
        what.setFixedWidth(WHAT_COLUMN)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(what)
        words.addWidget(Label(self._theme, difference.sheet, px=12, token="ink3"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(Icon(self._theme, "history", 18, "ink3"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words)
        row.addWidget(Label(self._theme, before, px=13, token="ink3", wrap=True), 1)
        row.addWidget(Icon(self._theme, "chevron_right", 14, "ink3"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Label(self._theme, after, px=13, weight=600, wrap=True), 1)
        return made
