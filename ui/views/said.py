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
        self._standing: dict[str, tuple[str, str]] = {}
        self._on_show = ""
        self.pressed.connect(lambda: self.over(self._on_show))
        self.hide()

    def say(self, words: str) -> None:
        """Say why something is not done here."""
        self._show("note", words)

    def stop(self, title: str, words: str) -> None:
        """Say what went wrong."""
        self._show("stop", title, words)

    def stand(self, what: str, title: str, words: str) -> None:
        """Say what is wrong until somebody closes it or it is `over`, whatever is said or done meanwhile.

        Of several the last is shown first; `what` names it for `over`.
        """
        self._standing.pop(what, None)
        self._standing[what] = (title, words)
        self.let_go()

    def let_go(self) -> None:
        """What was said last is over: go back to what still stands, if anything."""
        if not self._standing:
            self.hide()
            return
        what, said = list(self._standing.items())[-1]
        self._show("stop", *said)
        self._on_show = what
        self.set_button(_("Close this note"))

    def over(self, what: str) -> None:
        """Something that stood here is so no more, or was taken note of."""
        self._standing.pop(what, None)
        if what == self._on_show:
            self.let_go()

    def _show(self, kind: str, title: str, words: str = "") -> None:
        self._on_show = ""
        self.set_message(kind, title, words)
        self.set_button("")
        self.show()
