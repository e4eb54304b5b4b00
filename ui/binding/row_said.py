"""What stops or warns because of an answer, in words under its row."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.findings import Finding, Level
from charting.words import _
from ui.parts.labels import Icon, Label
from ui.theme import Theme

_LOOKS = {Level.WARN: ("triangle", "amber_mark", "amber")}
_SAID = (Level.WARN, Level.BLOCK, Level.STOP)
_STOP_LOOK = ("octagon", "red", "red")


class RowSaid(QWidget):
    """Takes no room until there is something to say, and keeps what it took until `clear()`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = Icon(theme, "triangle", 14, "amber_mark")
        self._words = Label(theme, px=13, weight=500, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """The words on show."""
        return self._words.text()

    def clear(self) -> None:
        """Say nothing and give the room back, as for another record."""
        self._words.clear()
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say in full what warns or stops, the worst first. What is copied is said by the answer's own look."""
        told = [one for one in findings if one.level in _SAID and one.rule != "copied"]
        told.sort(key=lambda finding: -finding.urgency)
        icon, mark, token = _LOOKS.get(told[0].level, _STOP_LOOK) if told else ("", "", "ink")
        words = "\n".join(_in_words(finding) for finding in told)
        if words != self._words.text():
            self._icon.set_icon(icon, mark)
            self._icon.setVisible(bool(told))
            self._words.set_token(token)
            self._words.setMinimumHeight(0 if told else self._words.height())
            self._words.setText(words)
            self.setAccessibleName(words)
        if told:
            self.show()


def _in_words(finding: Finding) -> str:
    head = _("WARN: {what}") if finding.level is Level.WARN else _("STOP: {what}")
    parts = (head.format(what=finding.what), finding.why, finding.next_step)
    return " · ".join(part for part in parts if part)
