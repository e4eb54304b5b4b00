"""What opens under the initials in the top bar: who is working, and the ways on from there."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from charting.words import _

SWITCH, LOCK, MINE, SETTINGS, VERIFY = "switch", "lock", "mine", "settings", "verify"


class UserMenu(QMenu):
    """`chosen(key)` carries SWITCH, LOCK, MINE, SETTINGS or VERIFY."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._who = self.addAction("")
        self._who.setEnabled(False)
        self.addSeparator()
        for key, words in (
            (SWITCH, _("Switch person")),
            (LOCK, _("Lock")),
            (MINE, _("My PIN and password")),
            (SETTINGS, _("Settings")),
            (VERIFY, _("Verify…")),
        ):
            action = self.addAction(words)
            action.triggered.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            if key == LOCK:
                action.setText(f"{words}\t{QKeySequence('Ctrl+L').toString()}")

    def open_under(self, widget: QWidget, name: str, role: str) -> None:
        """Open at the right edge of a widget of the top bar."""
        self._who.setText(_("{name}, {role}").format(name=name, role=role) if name else role)
        self.ensurePolished()
        place = widget.mapToGlobal(QPoint(widget.width() - self.sizeHint().width(), widget.height()))
        self.popup(place)
