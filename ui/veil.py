"""Names out of sight while a clock runs and nobody touches anything: the work stays in view (practice.md 2.3)."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPointerEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.clock_desk import ClockDesk
from ui.glove_desk import GloveDesk
from ui.held_focus import HeldFocus
from ui.parts.banner import PatientBanner
from ui.parts.finder import Finder
from ui.theme import Theme
from ui.views.veiled import VeiledView
from ui.views.visit_view import VisitView

AT_MOST_S = 7200.0
"""Nobody treats for two hours without a touch: from then on the lock covers the clinic, clock or no clock."""

NAMELESS = frozenset({"screening", "assessment", "outcome", "anaesthesia", "prp", "needling", "prp_application"})
"""The sheets of a session that have no place for a patient's name."""


class Veil(QObject):
    """`drop()` covers who the patients are, `lift()` shows it again.

    The banner says that the name is covered. A sheet of the session that names nobody, and glove mode, stay in view;
    any other screen gives its place to what runs. What is not in view is no part of the window meanwhile, so that no
    screen reader finds a name.
    """

    def __init__(
        self,
        theme: Theme,
        stack: QStackedWidget,
        visit: VisitView,
        banner: PatientBanner,
        finder: Finder,
        glove: GloveDesk,
        clocks: ClockDesk,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme, self._screens, self._visit = theme, _SetAside(stack), visit
        self._sheets = _SetAside(visit.sheets)
        self._banner, self._finder, self._glove, self._clocks = banner, finder, glove, clocks
        self._focus = HeldFocus(self)
        self._page: VeiledView | None = None
        self._sought = ""
        self.down = False

    def holds(self, untouched_s: float) -> bool:
        """Whether covered names are enough after so many seconds without a touch: somebody is being treated."""
        in_reach = self._visit.isEnabled() or self._glove.is_open()  # not while a patient reads over it
        return untouched_s < AT_MOST_S and self._clocks.treats() and in_reach

    def drop(self) -> None:
        """Cover the names."""
        if self.down:
            return
        self.down = True
        self._focus.hold()
        self._sought = self._finder.edit.text()
        self._finder.edit.clear()
        self._banner.set_covered(True)
        if self._visit.isVisible() and self._names_nobody() and not self._glove.is_open():
            self._sheets.take(self._visit.sheets.currentWidget())
            self._screens.take(self._visit)
        else:
            self._page = VeiledView(self._theme)
            self._screens.take(self._page)
            self._clocks.serve_lock(self._page.running)
        self._glove.cover_names(True)

    def lift(self, touch: QEvent | None = None) -> bool:
        """Show the names; True where the touch that did it must do nothing else, because nobody saw what it met."""
        if not self.down:
            return False
        self.down = False
        unseen = self._meets_unseen(touch)
        self._screens.put_back()
        self._sheets.put_back()
        if self._page is not None:
            self._page.deleteLater()
            self._page = None
        self._finder.edit.setText(self._sought)
        self._banner.set_covered(False)
        self._glove.cover_names(False)
        self._focus.give_back()
        return unseen

    def _meets_unseen(self, touch: QEvent | None) -> bool:
        """Whether a touch would reach what is covered. The key of the emergency card never waits."""
        if isinstance(touch, QKeyEvent) and touch.key() == Qt.Key.Key_F12:
            return False
        if self._glove.is_open():
            return self._glove.names_somebody()
        if self._page is None or not isinstance(touch, QPointerEvent) or not touch.points():
            return self._page is not None
        met = QApplication.widgetAt(touch.points()[0].globalPosition().toPoint())
        return met is None or met is self._page or self._page.isAncestorOf(met)

    def _names_nobody(self) -> bool:
        form = self._visit.form
        return form is not None and form.model.__tablename__ in NAMELESS


class _SetAside:
    """The widgets of a stack, all but one of them taken off the window until they are put back."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._all: list[QWidget] = []
        self._shown: QWidget | None = None

    def take(self, keep: QWidget) -> None:
        """Leave one on the stack, which may be a new one."""
        self._shown = self._stack.currentWidget()
        self._all = [self._stack.widget(at) for at in range(self._stack.count())]
        if keep not in self._all:
            self._stack.addWidget(keep)
        self._stack.setCurrentWidget(keep)
        for widget in self._all:
            if widget is not keep:
                self._stack.removeWidget(widget)
                widget.setParent(None)

    def put_back(self) -> None:
        """As it was."""
        taken, self._all = self._all, []
        strangers = [self._stack.widget(at) for at in range(self._stack.count())] if taken else []
        for at, widget in enumerate(taken):
            if self._stack.indexOf(widget) < 0:
                self._stack.insertWidget(at, widget)
        if self._shown is not None:
            self._stack.setCurrentWidget(self._shown)
        for widget in strangers:
            if widget not in taken:
                self._stack.removeWidget(widget)
                widget.setParent(None)
        self._shown = None
