"""An answer given by one letter, and what is typed right behind it."""

from PySide6.QtCore import QElapsedTimer

from ui.parts.second_press import SECOND_PRESS_MS
from ui.parts.tap_choice import TapChoice


class ByLetter:
    """A letter answers where it stands alone or begins the answer's own word; the first of another word does not."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()
        self._choice: TapChoice | None = None
        self._before: object = None
        self._rest = ""

    def forget(self) -> None:
        """What is typed from now on has nothing to do with the last letter."""
        self._choice = None

    def give(self, choice: TapChoice, code: str, words: str) -> None:
        """Choose what the letter stands for."""
        self._choice, self._before = choice, choice.revertible()
        self._rest = words[1:].casefold()
        self._since.start()
        choice.choose(code)

    def goes_on(self, letter: str) -> bool:
        """Whether a letter goes on with the word. One that does not takes the answer back, where it comes at once."""
        choice = self._choice
        if choice is None or self._since.hasExpired(SECOND_PRESS_MS):
            self.forget()
            return False
        self._since.start()
        if self._rest[:1] == letter.casefold():
            self._rest = self._rest[1:]
            return True
        self.forget()
        choice.give_back(self._before)
        return False
