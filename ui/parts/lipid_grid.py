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
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBaseline
_NAME, _ML, _RATE = 0, 1, 2
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
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(_NAME, 1)
        for column, unit in ((_ML, _("mL")), (_RATE, rate_unit(dose.protocol))):
            grid.addWidget(Label(theme, unit, px=12, weight=500, token="ink3"), 0, column, _RIGHT)
        for place, (name, volume, rate) in enumerate(rows_of(dose), start=1):
            first = place == 1
            grid.addWidget(Label(theme, name, px=14, weight=600 if first else 400), place, _NAME, _LEFT)
            for column, figure in ((_ML, volume), (_RATE, rate)):
                figures = FullLabel(theme, figure, px=28 if first else 18, weight=600)
                grid.addWidget(figures, place, column, _RIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
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
    """Both protocols for a row of weights. `pairs` hold the clinic's own protocol first."""

    def __init__(self, theme: Theme, pairs: Sequence[tuple[LipidDose, LipidDose]], labels: dict[str, str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        grid.addWidget(Label(theme, _("Weight"), px=12, weight=500, token="ink3"), 1, 0, _RIGHT)
        grid.addWidget(Label(theme, _("kg"), px=12, token="ink3"), 2, 0, _RIGHT)
        for place, dose in enumerate(pairs[0]):
            column = 1 + 4 * place
            grid.addWidget(Label(theme, labels[dose.protocol], px=12, weight=600, wrap=True), 0, column, 1, 4)
            heads = (
                (_("First dose"), _("mL")),
                (_("Infusion"), rate_unit(dose.protocol)),
                (_("Doubled"), rate_unit(dose.protocol)),
                (_("Never more"), _("mL in all")),
            )
            for at, (head, unit) in enumerate(heads):
                grid.addWidget(Label(theme, head, px=12, weight=500, token="ink3"), 1, column + at, _RIGHT)
                grid.addWidget(Label(theme, unit, px=12, token="ink3"), 2, column + at, _RIGHT)
        for number, pair in enumerate(pairs):
            row = 3 + 2 * number
            grid.addWidget(Hairline(theme), row, 0, 1, 9)
            grid.addWidget(FullLabel(theme, show_decimal(pair[0].weight_kg), px=15, weight=600), row + 1, 0, _RIGHT)
            for place, dose in enumerate(pair):
                for at, figure in enumerate(_figures(dose)):
                    label = FullLabel(theme, figure, px=15, weight=600 if at == 0 else 400)
                    grid.addWidget(label, row + 1, 1 + 4 * place + at, _RIGHT)
        for column in range(9):
            grid.setColumnStretch(column, 1)


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


def _rate(dose: LipidDose, *, doubled: bool) -> str:
    per_hour = dose.doubled_ml_per_h if doubled else dose.infusion_ml_per_h
    per_minute = dose.doubled_ml_per_min if doubled else dose.infusion_ml_per_min
    rate = per_minute if dose.protocol == ASRA else per_hour
    return "" if rate is None else show_decimal(rate, 2 if dose.protocol == ASRA else 1)


def _figures(dose: LipidDose) -> tuple[str, ...]:
    fixed = "" if dose.infusion_ml is None else "–"
    return (
        show_decimal(dose.bolus_ml),
        _rate(dose, doubled=False) or fixed,
        _rate(dose, doubled=True) or fixed,
        show_decimal(dose.cap_ml),
    )
