"""One screen over all others of a window, which are neither seen nor reached until it is taken off."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


class ReadingCover(QObject):
    """`lay(view)` hides and disables everything else of `over` and fills the screen; `lift()` puts it back."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._view: QWidget | None = None
        self._covered: list[tuple[QWidget, bool, bool]] = []
        # A platform without a screen has no size of its own to fill.
        self._fills = QGuiApplication.platformName() != "offscreen"
        self._filled = False
        over.installEventFilter(self)

    def lay(self, view: QWidget) -> None:
        """Show a child of `over` alone."""
        children = self._over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        others = [widget for widget in children if widget is not view and not widget.isWindow()]
        forced = Qt.WidgetAttribute.WA_ForceDisabled
        self._view = view
        self._covered = [(widget, widget.isHidden(), not widget.testAttribute(forced)) for widget in others]
        view.setGeometry(self._over.rect())
        view.show()
        view.raise_()
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in others:
            widget.setEnabled(False)
            widget.hide()
        window = self._over.window()
        self._filled = self._fills and not window.isFullScreen()
        if self._filled:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)

    def lift(self) -> None:
        """Everything as it was."""
        view, self._view = self._view, None
        covered, self._covered = self._covered, []
        for widget, hidden, enabled in covered:
            widget.setEnabled(enabled)
            widget.setVisible(not hidden)
        if view is not None:
            view.hide()
        if self._filled:
            window = self._over.window()
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._view is not None:
            self._view.setGeometry(self._over.rect())
        return False
