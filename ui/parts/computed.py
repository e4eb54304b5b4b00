"""A value worked out by the chart: name, the working in small grey, and the result as the largest figure."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme


class ComputedRow(QWidget):
    """One row of the rail. The formula stands in the tool tip and in the accessible description."""

    def __init__(self, theme: Theme, name: str, formula: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_text, self._formula = name, formula
        self._name = Label(theme, name, px=13, weight=500, wrap=True)
        self._working = Label(theme, formula, px=12, token="ink3", wrap=True)
        self._result = FullLabel(theme, px=18, weight=600)
        self._unit = FullLabel(theme, px=12, token="ink3")
        left = QVBoxLayout()
        left.setSpacing(1)
        left.addWidget(self._name)
        left.addWidget(self._working)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addLayout(left, 1)
        row.addWidget(self._result, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip(formula)
        self.set_not_computable("")

    def set_result(self, text: str, unit: str = "", working: str = "") -> None:
        """Show a result with its unit, and the figures it was worked out from."""
        self._result.set_type(18, 600)
        self._result.set_token("ink")
        self._result.setText(text)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._say_working(working or self._formula)
        self._describe(f"{text} {unit}".strip(), working)

    def set_not_computable(self, reason: str) -> None:
        """Show that no result exists, and which input is missing."""
        self._result.set_type(13, 400)
        self._result.set_token("ink3")
        self._result.setText(_("not computable"))
        self._unit.hide()
        self._say_working(reason or self._formula)
        self._describe(_("not computable"), reason)

    def _say_working(self, working: str) -> None:
        self._working.setText(working)
        self._working.setVisible(bool(working))

    def _describe(self, result: str, detail: str) -> None:
        self.setAccessibleName(f"{self._name_text}: {result}")
        self.setAccessibleDescription(". ".join(part for part in (self._formula, detail) if part))
