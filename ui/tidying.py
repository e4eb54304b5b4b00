"""Python's freeing of objects that only refer to each other, kept to the window's thread.

Python does it wherever it counts enough new objects, on a worker as well; a widget freed there ends the program.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOKS_EVERY_MS = 1000
OLDEST = 2
GENERATIONS = (OLDEST, 1, 0)


class Tidying(QObject):
    """Frees, on the thread that made it, what Python would have freed by itself: each generation at its own count.

    What is there at the first whole tidying up (modules, records' declarations) is looked through no more: it stays
    to the end, and looking through it takes a fifth of a second.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._frozen = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOKS_EVERY_MS)

    def look(self) -> None:
        """Free the oldest generation that has grown past its threshold, and the younger ones with it."""
        grown = [g for g in GENERATIONS if gc.get_count()[g] > gc.get_threshold()[g] > 0]
        if grown:
            gc.collect(grown[0])
        if OLDEST in grown and not self._frozen:
            gc.freeze()
            self._frozen = True
