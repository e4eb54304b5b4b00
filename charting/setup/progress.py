"""Progress of the set-up: one line per step, on the error stream so that answers stay clean."""

import shutil
import sys


class Progress:
    """Says steps: on a terminal counted steps share one line, elsewhere each has its own."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._open = 0

    def say(self, text: str) -> None:
        """Say one step on a line of its own."""
        self._end_line()
        self._write(f"{text}\n")

    def count(self, text: str) -> None:
        """Say one of many like steps; the next one may take its place."""
        if not self._terminal:
            self._write(f"  {text}\n")
            return
        shown = f"  {text}"[: shutil.get_terminal_size().columns - 1]
        self._write("\r" + shown.ljust(self._open))
        self._open = len(shown)

    def _end_line(self) -> None:
        if self._open:
            self._write("\n")
            self._open = 0

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
