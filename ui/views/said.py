"""What is said above every screen: what went wrong, why a key does nothing here."""

from ui.parts.strip import WarningStrip
from ui.theme import Theme


class SaidStrip(WarningStrip):
    """One strip; what is said next takes the place of what was said before."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "stop", "")
        self.pressed.connect(self.hide)
        self.hide()

    def say(self, words: str) -> None:
        """Say why something is not done here."""
        self._show("note", words)

    def stop(self, title: str, words: str) -> None:
        """Say what went wrong."""
        self._show("stop", title, words)

    def _show(self, kind: str, title: str, words: str = "") -> None:
        self.set_message(kind, title, words)
        self.show()
