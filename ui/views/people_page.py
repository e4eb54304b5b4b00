"""Settings, People: accounts and the recovery key; a new recovery key is shown in their place."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from charting.store.recovery_key import RecoveryKey
from ui.staff_desk import StaffDesk
from ui.theme import Theme
from ui.views.recovery import RecoveryView
from ui.views.recovery_card import RecoveryCard
from ui.views.staff import StaffCard


class PeoplePage(QWidget):
    """For owners."""

    def __init__(self, theme: Theme, desk: StaffDesk) -> None:
        super().__init__()
        self._theme, self._desk = theme, desk
        self.staff = StaffCard(theme, desk)
        self.recovery = RecoveryCard(theme, desk)
        self.recovery.made.connect(self._show_key)
        self.key: RecoveryView | None = None
        usual = QWidget()
        column = QVBoxLayout(usual)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.staff)
        column.addWidget(self.recovery)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(usual)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def show_people(self) -> None:
        """Show the accounts; a recovery key that was on show is forgotten."""
        self._leave_key()
        self.staff.show_people()
        self.recovery.show_standing()

    def _show_key(self, key: RecoveryKey) -> None:
        self._leave_key()
        self.key = self._desk.people.recovery_view(self._theme, key)
        self.key.left.connect(self.show_people)
        self._stack.addWidget(self.key)
        self._stack.setCurrentWidget(self.key)
        self.key.setFocus()

    def _leave_key(self) -> None:
        if self.key is not None:
            self._stack.removeWidget(self.key)
            self.key.deleteLater()
            self.key = None
