"""How large the pages of a paper are shown, and what is searched for in them."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from charting.words import _
from ui.parts.buttons import IconButton
from ui.parts.field_frame import FieldFrame
from ui.parts.labels import Label
from ui.parts.menu_button import MenuButton
from ui.theme import Theme

FIT_WIDTH, FIT_PAGE, FULL = "width", "page", "full"
LOW = 560


class PageTools(QWidget):
    """`fitted(mode)` follows the menu, `zoomed(step)` the signs, `sought(words)` typing, `turned(step)` the arrows."""

    fitted = Signal(str)
    zoomed = Signal(int)
    sought = Signal(str)
    turned = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.size_menu = MenuButton(theme, _("Size of the pages"))
        self._modes = [(FIT_WIDTH, _("Fit the width")), (FIT_PAGE, _("Whole page")), (FULL, "100 %")]
        self.size_menu.set_options(self._modes, FULL)
        self.size_menu.picked.connect(self.fitted)
        smaller = IconButton(theme, "minus", _("Smaller pages, Ctrl+−"))
        smaller.clicked.connect(lambda: self.zoomed.emit(-1))
        larger = IconButton(theme, "plus", _("Larger pages, Ctrl++"))
        larger.clicked.connect(lambda: self.zoomed.emit(1))
        self.find = QLineEdit()
        self.find.setPlaceholderText(_("Search in this paper, Ctrl+F"))
        self.find.setAccessibleName(_("Search in this paper"))
        self.find.setFont(theme.font(13))
        self.find.setMaxLength(80)
        self.find.textChanged.connect(self.sought)
        self.find.installEventFilter(self)
        self._told = Label(theme, px=13, token="ink2")
        self._told.setMinimumWidth(84)
        self.before = IconButton(theme, "chevron_up", _("The place before, Shift+Enter"))
        self.before.clicked.connect(lambda: self.turned.emit(-1))
        self.after = IconButton(theme, "chevron_down", _("The next place, Enter"))
        self.after.clicked.connect(lambda: self.turned.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        for part in (smaller, self.size_menu, larger):
            row.addWidget(part)
        row.addSpacing(12)
        frame = FieldFrame(theme, self.find)
        frame.setMaximumWidth(280)
        row.addWidget(frame, 1)
        for part in (self.before, self.after, self._told):
            row.addWidget(part)
        row.addStretch(1)
        self.tell_hits(0, 0)

    def tell_size(self, mode: str, percent: int) -> None:
        """Show how large the pages are: a mode of the menu, or a percentage of the paper's own size."""
        own = f"{percent} %"
        extra = [] if mode else [("own", own)]
        self.size_menu.set_options([*self._modes, *extra], mode or "own")

    def tell_hits(self, at: int, count: int) -> None:
        """Say which of how many places is shown; `at` counts from 1."""
        words = _("{at} of {count}").format(at=at, count=count) if count else _("not found")
        self._told.setText(words if self.find.text().strip() else "")
        for button in (self.before, self.after):
            button.setEnabled(count > 0)

    def go_in(self) -> None:
        """Put the keyboard into the search."""
        self.show()
        self.find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter and Shift+Enter go from place to place, Escape ends the search and not the preview."""
        if not isinstance(event, QKeyEvent) or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        pressed = event.type() == QEvent.Type.KeyPress
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and pressed:
            self.turned.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        if event.key() == Qt.Key.Key_Escape and self.find.text():
            event.accept()
            if pressed:
                self.find.clear()
            return True
        return False
