"""A screen that speaks of no patient in hand, laid over the one on show and taken off again."""

from PySide6.QtWidgets import QStackedWidget, QWidget


class ScreenOver:
    """Puts `view` into the window's stack. While it is on show the patient's banner is away."""

    def __init__(self, stack: QStackedWidget, banner: QWidget, view: QWidget) -> None:
        self._stack, self._banner, self._view = stack, banner, view
        self._before: QWidget | None = None
        self._had_banner = False
        stack.addWidget(view)

    def is_laid(self) -> bool:
        """Whether the screen is the one in the stack that is on show."""
        return self._stack.currentWidget() is self._view

    def lay(self) -> None:
        """Show the screen; laid twice it still goes back to what was there first."""
        if not self.is_laid():
            self._before, self._had_banner = self._stack.currentWidget(), not self._banner.isHidden()
        self._banner.hide()
        self._stack.setCurrentWidget(self._view)

    def take_off(self) -> None:
        """Show what was there before."""
        if self._before is not None:
            self._stack.setCurrentWidget(self._before)
            self._banner.setVisible(self._had_banner)
