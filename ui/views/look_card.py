"""Settings: light, dark or as the system, at once; the size of everything, from the next start."""

from PySide6.QtWidgets import QWidget

from charting.errors import Known
from charting.screen_look import COLOURS, DARK, LIGHT, SYSTEM, TEXT_SIZES, ScreenLook, choose_look, chosen_look
from charting.words import _
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme


class LookCard(Card):
    """Of this computer, not of the clinic: whoever works here may change it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Look of this screen"), parent=parent)
        self._theme = theme
        words = {LIGHT: _("Light"), DARK: _("Dark"), SYSTEM: _("As the system")}
        self.colours = TapChoice(theme, [(code, words[code]) for code in COLOURS], name=_("Colours"))
        self.text = TapChoice(theme, [(size, f"{size} %") for size in TEXT_SIZES], name=_("Text size"))
        self._note = Label(theme, px=12, token="ink3", wrap=True)
        for title, choice in ((_("Colours"), self.colours), (_("Text size"), self.text)):
            self.body.addWidget(Label(theme, title, token="ink2"))
            self.body.addWidget(choice)
        self.body.addWidget(self._note)
        self.colours.picked.connect(self._pick)
        self.text.picked.connect(self._pick)
        self.show_look()

    def show_look(self) -> None:
        """Show what holds on this computer."""
        look = chosen_look()
        self.colours.set_value(look.colours)
        self.text.set_value(look.text_percent)
        self._note.setText(_("The size of text changes when Rootline is started again."))

    def _pick(self, _value: object) -> None:
        before = chosen_look()  # a piece tapped again is given back: then what held goes on holding
        colours, size = self.colours.value(), self.text.value()
        look = ScreenLook(
            colours if isinstance(colours, str) else before.colours,
            size if isinstance(size, int) else before.text_percent,
        )
        try:
            choose_look(look)
        except Known as refused:
            self.show_look()
            self._note.setText(str(refused))
            return
        self._theme.follow(look.colours)
        self.show_look()
