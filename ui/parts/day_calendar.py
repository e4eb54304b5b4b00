"""A month to pick a day from, for whoever would rather tap than type."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from charting.words import _
from ui.icons import icon_pixmap
from ui.parts.buttons import PlainButton
from ui.theme import Theme


class DayCalendar(QFrame):
    """Arrows move by a day, Page Up and Down by a month, Enter or a tap picks, Esc leaves. `picked(day)` follows."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, day: date | None, today: date, latest: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("calendar")
        self.month = QCalendarWidget()
        self.month.setAccessibleName(_("Calendar"))
        self.month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._dress(theme)
        if latest is not None:
            self.month.setMaximumDate(_qdate(latest))
        self.month.setSelectedDate(_qdate(day or today))
        self.month.activated.connect(lambda chosen: self._pick(chosen.toPython()))
        self.month.clicked.connect(lambda chosen: self._pick(chosen.toPython()))
        today_button = PlainButton(theme, _("Today"), icon="calendar", key_hint="t")
        today_button.clicked.connect(lambda: self._pick(today))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.month)
        column.addWidget(today_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.month.setFocus()

    def open_at(self, place: QPoint) -> None:
        """Show it at a place of the screen, moved as far as it takes to be seen whole."""
        self.adjustSize()
        screen = self.parentWidget().screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = min(place.y(), screen.bottom() - self.height())
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.month.setFocus()

    def _dress(self, theme: Theme) -> None:
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme.colour("ink"))
        head.setForeground(theme.colour("ink3"))
        head.setFont(theme.font(12, 500))
        self.month.setFont(theme.font(14))
        for name, icon in (("prevmonth", "chevron_left"), ("nextmonth", "chevron_right")):
            turn = self.month.findChild(QToolButton, f"qt_calendar_{name}")
            turn.setIcon(QIcon(icon_pixmap(icon, 18, theme.colour("ink2"), self.devicePixelRatioF())))
            turn.setAccessibleName(_("Month before") if name == "prevmonth" else _("Next month"))
        self.month.setMinimumSize(7 * theme.target(), 8 * theme.target())
        self.month.setHeaderTextFormat(head)
        for weekday in Qt.DayOfWeek:
            self.month.setWeekdayTextFormat(weekday, plain)

    def _pick(self, day: date) -> None:
        self.picked.emit(day)
        self.close()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
