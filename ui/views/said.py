"""What is said above every screen: what went wrong, why a key does nothing here."""

from charting.words import _
from ui.parts.strip import WarningStrip
from ui.theme import Theme


class SaidStrip(WarningStrip):
    """One strip; what is said next takes the place of what was said before.

    What has to be taken note of comes back until somebody closes it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "stop", "")
        self._standing: tuple[str, str] | None = None
        self.pressed.connect(self.drop)
        self.hide()

    def say(self, words: str) -> None:
        """Say why something is not done here."""
        self._show("note", words)

    def stop(self, title: str, words: str) -> None:
        """Say what went wrong."""
        self._show("stop", title, words)

    def stand(self, title: str, words: str) -> None:
        """Say what is wrong until somebody closes it, whatever is said or done meanwhile."""
        self._standing = (title, words)
        self.let_go()

    def let_go(self) -> None:
        """What was said last is over: go back to what still stands, if anything."""
        if self._standing is None:
            self.hide()
            return
        self._show("stop", *self._standing)
        self.set_button(_("Close this note"))

    def drop(self) -> None:
        """Say nothing any more."""
        self._standing = None
        self.hide()

    def _show(self, kind: str, title: str, words: str = "") -> None:
        self.set_message(kind, title, words)
        self.set_button("")
        self.show()
