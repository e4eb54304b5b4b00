"""Wrong PINs and passwords while a clinic is open, in memory: nothing of it outlives the program."""

import math
from collections.abc import Callable

from charting.store.delay import delay_after
from charting.store.door import MustWait

WRONG_PINS = 3


class Tries:
    """Whose PIN counts now, and how long the next try waits. `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong_pins: dict[str, int] = {}
        self._known: set[str] = set()
        self._failures = 0
        self._since = clock()

    def pin_counts(self, person_id: str) -> bool:
        """Whether this person gave the password since the program started, and three wrong PINs not since then."""
        return person_id in self._known and self._wrong_pins.get(person_id, 0) < WRONG_PINS

    def waiting(self) -> int:
        """Whole seconds until the next try counts; 0 when it counts now."""
        return max(0, math.ceil(delay_after(self._failures) - (self._clock() - self._since)))

    def require_open(self) -> None:
        """Raise MustWait while a try does not count."""
        if seconds := self.waiting():
            raise MustWait(seconds)

    def wrong(self, person_id: str, *, pin: bool) -> None:
        """Count a wrong try."""
        if pin:
            self._wrong_pins[person_id] = self._wrong_pins.get(person_id, 0) + 1
        self._failures += 1
        self._since = self._clock()

    def right(self, person_id: str, *, pin: bool) -> None:
        """A right one: the count begins anew, and after a password the PIN counts again."""
        self._failures = 0
        self._wrong_pins.pop(person_id, None)
        if not pin:
            self._known.add(person_id)

    def forget(self, person_id: str) -> None:
        """This person has to give the password again."""
        self._known.discard(person_id)
