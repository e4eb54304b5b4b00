"""The screens and looks that pictures are taken in."""

from dataclasses import dataclass

SCREEN = (1366, 768)
"""The screen of a common clinic laptop, in its own dots."""


@dataclass(frozen=True, slots=True)
class Look:
    """One scale of the system in per cent, and light or dark."""

    percent: int
    dark: bool

    @property
    def name(self) -> str:
        """How its folder is called."""
        return f"{'dark' if self.dark else 'light'}-{self.percent}"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height that a window over the whole screen has, in logical pixels."""
        return round(SCREEN[0] * 100 / self.percent), round(SCREEN[1] * 100 / self.percent)


LOOKS = tuple(Look(percent, dark) for percent in (100, 150, 200) for dark in (False, True))


def look_named(name: str) -> Look:
    """The look of a folder's name. Raises StopIteration for an unknown one."""
    return next(look for look in LOOKS if look.name == name)
