"""The scalp maps of the sheets: which row a zone or a nerve point stands for, and what its row shows on the map."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.catalogue_scalp import scalp_map
from charting.dates import show_day
from charting.records.anaesthesia import Anaesthesia
from charting.records.base import Sheet, slot_of
from charting.records.dose import NERVE_BLOCKS, TECHNIQUES, Dose
from charting.records.zone_map import ZoneFigures, nerve_figures, visit_beneath
from charting.records.zones import ZONES
from charting.words import _
from ui.parts.labels import Label
from ui.parts.scalp_map import ScalpMap
from ui.parts.scalp_panel import ScalpPanel
from ui.parts.scalp_shown import DONE, PLANNED, PointShown, ZoneShown
from ui.theme import Theme

Figures = Callable[[Iterable[Any]], Mapping[str, ZoneFigures]]


class ZonePicture(ScalpPanel):
    """The map of a sheet's zones. `figures` says what the rows show, zone by zone."""

    chosen = Signal(int)
    wanted = Signal(object)

    def __init__(self, theme: Theme, figures: Figures) -> None:
        composites = scalp_map().composites
        offered = {choice.code: ZONES.label(choice.code) for choice in ZONES.offered()}
        names = {code: words for code, words in offered.items() if code not in composites}
        super().__init__(theme, names, {code: offered[code] for code in composites})
        self._figures = figures
        self._record: Sheet | None = None
        self._lines: Sequence[Any] = ()
        self.zone_chosen.connect(self._pick)

    def show_rows(self, record: Sheet | None, lines: Sequence[Any], current: int) -> None:
        """Show the rows of a sheet, and which of them is in hand."""
        if record is not self._record:
            self._record = record
            self._show_before(record)
        self._lines = lines
        in_hand = lines[current] if 0 <= current < len(lines) else None
        code = (in_hand.zone or "") if in_hand is not None else ""
        shown = {zone: _zone_shown(found, here=zone == code) for zone, found in self._figures(lines).items()}
        self.show_zones(shown, code)

    def _show_before(self, record: Sheet | None) -> None:
        before = visit_beneath(record.visit, slot_of(type(record))) if record is not None else None
        if before is None:
            self.offer_beneath("", {})
            return
        day, sheet = before
        shown = {code: _zone_shown(found) for code, found in self._figures(sheet.zones).items()}
        self.offer_beneath(_("{day} beneath").format(day=show_day(day)), shown)

    def _pick(self, code: str) -> None:
        rows = [at for at, line in enumerate(self._lines) if line.zone == code]
        if rows:
            self.chosen.emit(rows[-1])
        else:
            self.wanted.emit({"zone": code})


class BlockPicture(QWidget):
    """The nerve points of a sheet, on either side, with the mL of their doses."""

    chosen = Signal(int)
    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        nerves = {code: TECHNIQUES.label(code) for code in NERVE_BLOCKS}
        self.map = ScalpMap(theme, {}, nerves=nerves, small_views=False, side=248)
        self.map.point_chosen.connect(self._pick)
        self._lines: Sequence[Dose] = ()
        self.setFixedWidth(self.map.sizeHint().width())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.map)
        layout.addWidget(
            Label(theme, _("Tap a nerve to record a block. Not injection landmarks."), px=12, token="ink3", wrap=True)
        )
        layout.addStretch(1)

    def show_rows(self, record: Anaesthesia | None, lines: Sequence[Dose], current: int) -> None:
        """Show the doses of a sheet, and which of them is in hand."""
        self._lines = lines
        found = nerve_figures(record) if record is not None else {}
        shown = {
            place: PointShown(figures.ml, ", ".join(words for words in (figures.ml, figures.mg) if words))
            for place, figures in found.items()
        }
        dose = lines[current] if 0 <= current < len(lines) else None
        here = (dose.technique or "", dose.side or "") if dose is not None else ("", "")
        self.map.show_points(shown, here)

    def fit(self) -> None:
        """It has one view, whatever room there is."""

    def _pick(self, nerve: str, side: str) -> None:
        for wanted in (side, "both"):
            rows = [at for at, dose in enumerate(self._lines) if (dose.technique, dose.side) == (nerve, wanted)]
            if rows:
                self.chosen.emit(rows[-1])
                return
        self.wanted.emit({"technique": nerve, "side": side})


def _zone_shown(found: ZoneFigures, *, here: bool = False) -> ZoneShown:
    waiting = found.going if here and found.going else _("planned")
    detail = found.detail if found.done else waiting
    return ZoneShown(DONE if found.done else PLANNED, found.figure, detail, found.words, found.unit)
