"""Glove mode over the session: what lies beneath takes no press, and the window fills the screen meanwhile."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


class GloveCover(QObject):
    """Lays a view over all of `window_part`, and takes it off again."""

    def __init__(self, window_part: QWidget) -> None:
        super().__init__(window_part)
        self._over = window_part
        self._view: QWidget | None = None
        self._covered: list[QWidget] = []
        # A platform without a screen has no size of its own to fill.
        self._fills = QGuiApplication.platformName() != "offscreen"
        self._filled = False
        window_part.installEventFilter(self)

    def lay(self, view: QWidget) -> None:
        """Show the view over everything, with the keyboard in it."""
        self._view = view
        self._covered = [
            widget
            for widget in self._over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if widget is not view and not widget.isWindow() and widget.isEnabled()
        ]
        for widget in self._covered:
            widget.setEnabled(False)
        window = self._over.window()
        self._filled = self._fills and not window.isFullScreen()
        if self._filled:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        view.setGeometry(self._over.rect())
        view.show()
        view.raise_()
        view.setFocus()

    def take_off(self) -> None:
        """Give what lay beneath back as it was."""
        view, self._view = self._view, None
        for widget in self._covered:
            widget.setEnabled(True)
        if view is not None:
            view.hide()  # now there is somewhere for the focus to go
        if self._filled:
            window = self._over.window()
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over and self._view is not None:
            self._view.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)
