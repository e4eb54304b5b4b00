"""Lipid emulsion by weight: one protocol for one weight, or a table of weights while none is known."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from charting.results import show_decimal
from charting.rules.lipid_rescue import ASRA, LipidDose
from charting.words import _
from ui.parts.card import Hairline
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBaseline
_NAME, _ML, _RATE = 0, 1, 2
_PER_PROTOCOL = 3
_LIMIT = 1 + 2 * _PER_PROTOCOL
Row = tuple[str, str, str]
"""Name, mL, and the rate; a volume and a rate never share a column."""


def rate_unit(protocol: str) -> str:
    """In which unit a protocol gives its infusion."""
    return _("mL/min") if protocol == ASRA else _("mL/h")


class LipidGrid(QWidget):
    """What one protocol gives at one weight. The weight used and the working stand below the figures."""

    def __init__(self, theme: Theme, dose: LipidDose) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(_NAME, 1)
        for column, unit in ((_ML, _("mL")), (_RATE, rate_unit(dose.protocol))):
            grid.addWidget(FullLabel(theme, unit, px=13, weight=600, token="ink2"), 0, column, _RIGHT)
        for place, (name, volume, rate) in enumerate(rows_of(dose), start=1):
            first = place == 1
            grid.addWidget(Label(theme, name, px=14, weight=600 if first else 400, wrap=True), place, _NAME)
            for column, figure in ((_ML, volume), (_RATE, rate)):
                figures = FullLabel(theme, figure, px=28 if first else 18, weight=600)
                grid.addWidget(figures, place, column, _RIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        if same := same_rate(dose):
            column.addWidget(Label(theme, same, px=13, weight=500, wrap=True))
        used = _("Weight used: {weight}").format(weight=dose.weight_used)
        column.addWidget(Label(theme, used, px=13, weight=500, wrap=True))
        column.addWidget(Label(theme, "  ·  ".join(dose.formulas), px=12, token="ink2", wrap=True))
        said = [note[:1].upper() + note[1:] for note in dose.notes]
        if dose.protocol == ASRA:
            most = show_decimal(dose.arrest_adrenaline_mcg)
            said.append(_("In arrest: adrenaline, at most {mcg} mcg at a time").format(mcg=most))
        if said:
            column.addWidget(Label(theme, ". ".join(said) + ".", px=13, token="ink2", wrap=True))


class LipidTable(QWidget):
    """Both protocols for a row of weights. `pairs` hold the clinic's own protocol first; the limit is that of both."""

    def __init__(self, theme: Theme, pairs: Sequence[tuple[LipidDose, LipidDose]], labels: dict[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._head(0, _("Weight"), _("kg"))
        self._head(_LIMIT, _("Never more"), _("mL in all"))
        for place, dose in enumerate(pairs[0]):
            column = 1 + _PER_PROTOCOL * place
            label = Label(theme, labels[dose.protocol], px=12, weight=600, wrap=True)
            self._grid.addWidget(label, 0, column, 1, _PER_PROTOCOL)
            self._head(column, _("First dose"), _("mL"))
            self._head(column + 1, _("Infusion"), rate_unit(dose.protocol))
            self._head(column + 2, _("Doubled"), rate_unit(dose.protocol))
        for number, pair in enumerate(pairs):
            self._row(3 + 2 * number, pair)
        for column in range(_LIMIT + 1):
            self._grid.setColumnStretch(column, 1)

    def _head(self, column: int, words: str, unit: str) -> None:
        self._grid.addWidget(Label(self._theme, words, px=12, weight=500, token="ink3"), 1, column, _RIGHT)
        self._grid.addWidget(Label(self._theme, unit, px=12, token="ink3"), 2, column, _RIGHT)

    def _row(self, row: int, pair: tuple[LipidDose, LipidDose]) -> None:
        self._grid.addWidget(Hairline(self._theme), row, 0, 1, _LIMIT + 1)
        self._figure(show_decimal(pair[0].weight_kg), row + 1, 0, 600)
        self._figure(show_decimal(min(dose.cap_ml for dose in pair)), row + 1, _LIMIT, 400)
        for place, dose in enumerate(pair):
            column = 1 + _PER_PROTOCOL * place
            self._figure(show_decimal(dose.bolus_ml), row + 1, column, 600)
            if dose.infusion_ml is None:
                self._figure(_rate(dose, doubled=False), row + 1, column + 1, 400)
                self._figure(_rate(dose, doubled=True), row + 1, column + 2, 400)
            else:
                fixed = _("{ml} mL in 15–20 min").format(ml=show_decimal(dose.infusion_ml))
                label = Label(self._theme, fixed, px=12, token="ink2")
                self._grid.addWidget(label, row + 1, column + 1, 1, 2, _RIGHT)

    def _figure(self, figure: str, row: int, column: int, weight: int) -> None:
        self._grid.addWidget(FullLabel(self._theme, figure, px=15, weight=weight), row, column, _RIGHT)


def rows_of(dose: LipidDose) -> tuple[Row, ...]:
    """The rows of one protocol; a figure that a protocol does not give is left out, never nought."""
    first = (_("First dose, over 2 to 3 min"), show_decimal(dose.bolus_ml), "")
    most = (_("Never more in all"), show_decimal(dose.cap_ml), "")
    if dose.infusion_ml is not None:
        return (first, (_("Then, over 15 to 20 min, about"), show_decimal(dose.infusion_ml), ""), most)
    return (
        first,
        (_("Then the infusion"), "", _rate(dose, doubled=False)),
        (_("Doubled, if not stable"), "", _rate(dose, doubled=True)),
        most,
    )


def same_rate(dose: LipidDose) -> str:
    """The infusion in the other unit, for a pump that is set in it; empty where no rate is given."""
    if dose.infusion_ml_per_h is None or dose.infusion_ml_per_min is None:
        return ""
    hourly = _("{ml} mL/h").format(ml=show_decimal(dose.infusion_ml_per_h, 1))
    each_minute = _("{ml} mL/min").format(ml=show_decimal(dose.infusion_ml_per_min, 2))
    one, other = (each_minute, hourly) if dose.protocol == ASRA else (hourly, each_minute)
    return _("Infusion {rate}, which is the same as {other}").format(rate=one, other=other)


def _rate(dose: LipidDose, *, doubled: bool) -> str:
    per_hour = dose.doubled_ml_per_h if doubled else dose.infusion_ml_per_h
    per_minute = dose.doubled_ml_per_min if doubled else dose.infusion_ml_per_min
    rate = per_minute if dose.protocol == ASRA else per_hour
    return "" if rate is None else show_decimal(rate, 2 if dose.protocol == ASRA else 1)
