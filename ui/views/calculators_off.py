"""The start-up check, and the strip that stays while the calculators are off."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.records.house_rules import check_calculators
from charting.words import _
from ui.parts.strip import WarningStrip
from ui.theme import Theme


class CalculatorsOff(QWidget):
    """Runs the check once, when the clinic opens. Nothing dismisses the strip: it stands until a start goes well."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        failures = check_calculators()
        words = _("The check at the start failed: {what}. Work out doses by hand, and report this.").format(
            what="; ".join(failures)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 0)
        column.addWidget(WarningStrip(theme, "stop", _("Calculators are off"), words))
        if not failures:
            self.hide()
