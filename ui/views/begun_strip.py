"""Somebody was being typed as a new patient and was not added: to be gone on with, or discarded."""

from PySide6.QtCore import Signal

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.strip import WarningStrip
from ui.theme import Theme


class BegunStrip(WarningStrip):
    """`gone_on()` follows "Go on", `discarded()` "Discard" once it was asked about.

    When it is asked the way back takes the place of what was pressed, so that a second press in haste keeps everything.
    """

    gone_on = Signal()
    discarded = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "note", "", button=_("Go on"))
        self._name = self._began = ""
        self._asking = False
        self._other = PlainButton(theme, _("Discard"), small=True)
        self._other.clicked.connect(lambda: self._ask(not self._asking))
        self.layout().addWidget(self._other)
        self.pressed.connect(self._press)
        self.hide()

    def offer(self, name: str, began: str) -> None:
        """Offer somebody who was begun at a time in words; nobody where there is no name."""
        self._name, self._began = name, began
        self._ask(False)
        self.setVisible(bool(name))

    def _press(self) -> None:
        (self.discarded if self._asking else self.gone_on).emit()

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        if asking:
            words = _("Discard what was typed of {name}? It cannot be brought back.").format(name=self._name)
            self.set_message("warn", words)
        else:
            words = _("A new patient was being typed at {time} and was not added: {name}")
            self.set_message("note", words.format(time=self._began, name=self._name))
        self.set_button(_("Discard it") if asking else _("Go on"))
        self._other.set_text(_("Keep it") if asking else _("Discard"))
