"""Points of the sign-off board in a card. A row stays for as long as its point stands, with what is typed in it.

A row that was decided on stays too, where it stood: what comes next must not slide under the hand that decided.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from charting.actions.sign import OpenPoint
from charting.findings import Finding
from charting.records.base import Sheet
from ui.parts.card import Card, Hairline
from ui.theme import Theme
from ui.views.point_row import PointRow


class PointCard(Card):
    """`fix(finding)`, `accepted(finding)`, and with reason and secret `overridden` and `left_open`, follow its rows.

    `undone(finding)` asks to take a decision back.
    """

    fix = Signal(object)
    accepted = Signal(object)
    overridden = Signal(object, str, str)
    left_open = Signal(object, str, str)
    undone = Signal(object)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self._theme = theme
        self._said: tuple[str, str] = ("", "")
        self._rows: list[_Shown] = []
        self.body.setSpacing(0)

    @property
    def rows(self) -> list[tuple[Finding, PointRow]]:
        """The rows with what they are about, in their order."""
        return [(finding, row) for (finding, _sheet), row, _line in self._rows]

    def keeps(self, point: OpenPoint) -> bool:
        """Whether a point that is decided on has its row here still."""
        return any(_about(point) == about for about, _row, _line in self._rows)

    def show_points(
        self, points: Sequence[OpenPoint], hint: str = "", why_not: str = "", *, anew: bool = False
    ) -> None:
        """Show points, making only the rows that were not there; `anew` keeps none, as for another visit."""
        if anew or (hint, why_not) != self._said:
            self._drop(self._rows)
            self._rows, self._said = [], (hint, why_not)
        wanted = [_about(point) for point in points]
        self._hand_on(wanted)
        self._drop([kept for kept in self._rows if kept[0] not in wanted])
        left = [kept for kept in self._rows if kept[0] in wanted]
        shown = []
        for at, point in enumerate(points):
            entry = next((kept for kept in left if kept[0] == _about(point)), None)
            if entry is None:
                entry = (_about(point), self._row(point), Hairline(self._theme))
            else:
                left.remove(entry)
                entry[1].show_decision(point.decision)
            if self.body.indexOf(entry[1]) != 2 * at:
                self.body.insertWidget(2 * at, entry[1])
                self.body.insertWidget(2 * at + 1, entry[2])
            shown.append(entry)
        self._rows = shown
        self.setVisible(bool(points))
        self.set_meta(str(sum(point.decision is None for point in points)))

    def _hand_on(self, wanted: Sequence["_About"]) -> None:
        """Give the focus of a row that goes to the next one that stays, so that the board comes back where it was."""
        held = self.window().focusWidget() if self.isVisible() else self.focusWidget()
        at = next((at for at, (_about, row, _line) in enumerate(self._rows) if held and row.isAncestorOf(held)), None)
        if at is None or self._rows[at][0] in wanted:
            return
        after = [*self._rows[at + 1 :], *reversed(self._rows[:at])]
        heir = next((row for about, row, _line in after if about in wanted), None)
        if heir is not None:
            heir.take_focus()

    def _row(self, point: OpenPoint) -> PointRow:
        row, finding = PointRow(self._theme, point, *self._said), point.finding
        row.fix_pressed.connect(lambda: self.fix.emit(finding))
        row.accepted.connect(lambda: self.accepted.emit(finding))
        row.overridden.connect(lambda reason, secret: self.overridden.emit(finding, reason, secret))
        row.left_open.connect(lambda reason, secret: self.left_open.emit(finding, reason, secret))
        row.undone.connect(lambda: self.undone.emit(finding))
        return row

    def _drop(self, rows: Sequence["_Shown"]) -> None:
        for _point, row, line in rows:
            for widget in (row, line):
                self.body.removeWidget(widget)
                _free(widget)


_About = tuple[Finding, Sheet | None]
_Shown = tuple[_About, PointRow, Hairline]


def _about(point: OpenPoint) -> _About:
    """What a point is about, whatever was decided on it."""
    return point.finding, point.sheet


def _free(widget: QWidget) -> None:
    widget.hide()  # else the layout's belated show would make it a window of its own
    widget.setParent(None)
    widget.deleteLater()
