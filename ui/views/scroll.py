"""The only thing that scrolls: the centre."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget


class Centre(QScrollArea):
    """Scrolls one widget up and down, and keeps the field in hand in view.

    What a finger or the mouse presses stays where it is: moved away, it would not be hit at the release.
    """

    def __init__(self, inner: QWidget, name: str) -> None:
        super().__init__()
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.addWidget(inner)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(self._give_height)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def put_above(self, widget: QWidget) -> None:
        """Let a widget scroll above the inner one."""
        holder = self.widget()
        assert holder is not None
        layout = holder.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._grown.start()
        return super().eventFilter(watched, event)

    def _give_height(self) -> None:
        """What grew far inside asks for its height one layout later than the area looks for it."""
        holder = self.widget()
        if holder is not None and holder.height() < holder.heightForWidth(holder.width()):
            QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def keep_in_view(self) -> None:
        """Bring the field in hand into view again: what lies above it may have changed its height since."""
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QObject | None, new: QObject | None) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        holder = self.widget()
        if isinstance(new, QWidget) and holder is not None and holder.isAncestorOf(new):
            place = QRect(new.mapTo(holder, new.rect().topLeft()), new.size())
            self.ensureVisible(place.center().x(), place.top(), 0, 60)
            self.ensureVisible(place.center().x(), place.bottom(), 0, 40)
