"""How a paper reached somebody without our printer, or that the patient did not want it, with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.records.print_job import DECLINED, PATIENT, RECIPIENTS, WAYS
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.flow_layout import FlowLayout
from ui.parts.menu_button import MenuButton
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme
from ui.views.entry import Entry

LONGEST_REASON = 200


class GivenBar(QWidget):
    """`given(way, reason, recipient)` follows “Write it down”, `left()` “Not now”."""

    given = Signal(str, str, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.ways = TapChoice(theme, [(one.code, _(one.label)) for one in WAYS], name=_("How it was given"))
        self.ways.picked.connect(self._pick)
        self.recipient = MenuButton(theme, _("Given to"))
        self.recipient.set_options([(one.code, _("To {whom}").format(whom=_(one.label))) for one in RECIPIENTS])
        across = QWidget()
        flow = FlowLayout(across, gap=8)
        flow.addWidget(self.ways)
        flow.addWidget(self.recipient)
        note = _("Printed it says so by itself. This is for what left another way, or was not wanted.")
        self.reason = Entry(theme, _("How or why"), note, longest=LONGEST_REASON)
        self.reason.entered.connect(self._write)
        self.write = PlainButton(theme, _("Write it down"), icon="tick", accent=True)
        self.write.clicked.connect(self._write)
        not_now = PlainButton(theme, _("Not now"))
        not_now.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(not_now)
        row.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(across)
        column.addLayout(row)
        self.setFocusProxy(self.ways)
        self.begin(None)

    def begin(self, recipient: str | None) -> None:
        """Another paper: nothing is chosen; `recipient` is whom it is for as a rule."""
        self.ways.set_value(None)
        self.reason.line.clear()
        self.reason.accept()
        self.recipient.set_value(recipient or PATIENT)
        self.recipient.setEnabled(True)

    def refuse(self, why: str) -> None:
        """Say under the reason why it was not written down; what was typed stays."""
        self.reason.refuse(why)

    def _pick(self, way: object) -> None:
        self.recipient.setEnabled(way != DECLINED)
        if way == DECLINED:
            self.recipient.set_value(PATIENT)

    def _write(self) -> None:
        way = self.ways.value()
        self.given.emit(way if isinstance(way, str) else "", self.reason.text(), self.recipient.value())
