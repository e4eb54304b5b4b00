"""Before somebody signs a consent: how many statements have no answer yet, and the way to the first of them."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.context import Context
from charting.records.consent import Consent
from charting.words import _, ngettext
from ui.binding.hand import Hand
from ui.parts.strip import WarningStrip
from ui.theme import Theme


class OpenStatements(QWidget):
    """Says it above the place to sign, and keeps its room once all are answered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._consent: Consent | None = None
        self._focus_on: Callable[[str, str], object] | None = None
        self.strip = WarningStrip(theme, "note", "", button=_("Fix"))
        self.strip.pressed.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)

    def serve(self, _hand: Hand, focus_on: Callable[[str, str], object]) -> None:
        """Take the way to put the cursor into an answer."""
        self._focus_on = focus_on

    def show_record(self, record: object, _context: Context) -> None:
        """Count what is open. A consent that is sealed, refused or stands as it was has nothing to answer."""
        consent = self._consent = record if isinstance(record, Consent) else None
        over = consent is None or consent.signed_at is not None or bool(consent.refused)
        self.strip.setHidden(over or not consent.statements or consent.basis == "reconfirmed")
        if consent is None:
            return
        count = sum(1 for line in consent.statements if line.accepted is None)
        title = ngettext("{count} statement is not answered yet", "{count} statements are not answered yet", count)
        if count:
            why = _("A signature counts for what was read and answered.")
            self.strip.set_message("warn", title.format(count=count), why)
        else:
            refused = ", ".join(line.statement_id for line in consent.statements if line.accepted is False)
            said = _("The patient said No to {lines}.").format(lines=refused) if refused else ""
            self.strip.set_message("warn" if refused else "note", _("Every statement is answered"), said)
        self.strip.set_button(_("Fix") if count else "")

    def _go(self) -> None:
        lines = self._consent.statements if self._consent is not None else []
        first = next((line for line in lines if line.accepted is None), None)
        if first is not None and self._focus_on is not None:
            self._focus_on(first.id, "accepted")
