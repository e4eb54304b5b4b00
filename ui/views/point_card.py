"""Points of the sign-off board in a card. A row stays for as long as its point stands, with what is typed in it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from charting.actions.sign import OpenPoint
from charting.findings import Finding
from ui.parts.card import Card, Hairline
from ui.theme import Theme
from ui.views.point_row import PointRow


class PointCard(Card):
    """`fix(finding)`, `accepted(finding)`, and with reason and secret `overridden` and `left_open`, follow its rows."""

    fix = Signal(object)
    accepted = Signal(object)
    overridden = Signal(object, str, str)
    left_open = Signal(object, str, str)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self._theme = theme
        self._said: tuple[str, str] = ("", "")
        self._rows: list[tuple[OpenPoint, PointRow, Hairline]] = []
        self.body.setSpacing(0)

    @property
    def rows(self) -> list[tuple[Finding, PointRow]]:
        """The rows with what they are about, in their order."""
        return [(point.finding, row) for point, row, _line in self._rows]

    def show_points(
        self, points: Sequence[OpenPoint], hint: str = "", why_not: str = "", *, anew: bool = False
    ) -> None:
        """Show points, making only the rows that were not there; `anew` keeps none, as for another visit."""
        if anew or (hint, why_not) != self._said:
            self._drop(self._rows)
            self._rows, self._said = [], (hint, why_not)
        wanted = list(points)
        self._drop([kept for kept in self._rows if kept[0] not in wanted])
        left = [kept for kept in self._rows if kept[0] in wanted]
        shown = []
        for at, point in enumerate(wanted):
            entry = next((kept for kept in left if kept[0] == point), None)
            if entry is None:
                entry = (point, self._row(point), Hairline(self._theme))
            else:
                left.remove(entry)
            if self.body.indexOf(entry[1]) != 2 * at:
                self.body.insertWidget(2 * at, entry[1])
                self.body.insertWidget(2 * at + 1, entry[2])
            shown.append(entry)
        self._rows = shown
        self.setVisible(bool(points))
        self.set_meta(str(len(points)))

    def _row(self, point: OpenPoint) -> PointRow:
        row, finding = PointRow(self._theme, point, *self._said), point.finding
        row.fix_pressed.connect(lambda: self.fix.emit(finding))
        row.accepted.connect(lambda: self.accepted.emit(finding))
        row.overridden.connect(lambda reason, secret: self.overridden.emit(finding, reason, secret))
        row.left_open.connect(lambda reason, secret: self.left_open.emit(finding, reason, secret))
        return row

    def _drop(self, rows: Sequence[tuple[OpenPoint, PointRow, Hairline]]) -> None:
        for _point, row, line in rows:
            for widget in (row, line):
                self.body.removeWidget(widget)
                _free(widget)


def _free(widget: QWidget) -> None:
    widget.hide()  # else the layout's belated show would make it a window of its own
    widget.setParent(None)
    widget.deleteLater()
