"""One line on Today: papers that were to go out by themselves when a visit was signed, and did not."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal

from charting.dates import show_moment
from charting.words import _, ngettext
from ui.parts.buttons import PlainButton
from ui.parts.strip import WarningStrip
from ui.theme import Theme


class KeptBackLine(WarningStrip):
    """`closed()` follows "Close this note"; the button of the strip leads to the print queue."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warn", "", button=_("Print queue"))
        close = PlainButton(theme, _("Close this note"), small=True)
        close.clicked.connect(self.closed)
        self.layout().addWidget(close)
        self.layout().setContentsMargins(12, 2, 12, 2)  # one line, no higher than its buttons
        self.hide()

    def show_signed(self, moments: Sequence[datetime]) -> None:
        """Say of the visits signed at some moments that their papers stayed behind; nothing where there are none."""
        self.setVisible(bool(moments))
        if len(moments) == 1:
            self.set_message("warn", did_not_go_out(moments[0]))
        elif moments:
            words = ngettext(
                "The papers of {count} signed visit did not go out",
                "The papers of {count} signed visits did not go out",
                len(moments),
            )
            self.set_message("warn", words.format(count=len(moments)))


def did_not_go_out(signed_at: datetime) -> str:
    """What is said of one visit, which names nobody."""
    words = _("The papers of the visit signed {moment} did not go out")
    return words.format(moment=show_moment(signed_at))
