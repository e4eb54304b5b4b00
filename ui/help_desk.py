"""F1: which screen is on show, and the help that belongs to it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from charting.help_text import help_screens
from ui.glove_desk import GloveDesk
from ui.keys import glove_keys_of
from ui.theme import Theme
from ui.views.blank_forms import BlankFormsView
from ui.views.clinic_queue import ClinicQueueView
from ui.views.deed import DeedView
from ui.views.export import ExportView
from ui.views.help import BesideHelp, HelpPanel
from ui.views.history import HistoryView
from ui.views.moved import MovedView
from ui.views.new_patient import NewPatientView
from ui.views.patient_view import PatientView
from ui.views.photos import PhotosView
from ui.views.preview import PreviewView
from ui.views.scans import ScansView
from ui.views.settings import SettingsView
from ui.views.sign_off import SignOffView
from ui.views.today import TodayView
from ui.views.visit_view import VisitView

SCREENS: dict[type[QWidget], str] = {
    TodayView: "today",
    NewPatientView: "new_patient",
    PatientView: "patient",
    VisitView: "visit",
    PhotosView: "photos",
    SignOffView: "sign_off",
    PreviewView: "preview",
    SettingsView: "settings",
    HistoryView: "history",
    ExportView: "export",
    DeedView: "deed",
    MovedView: "moved",
    ScansView: "scans",
    BlankFormsView: "forms",
    ClinicQueueView: "print_queue",
}


class HelpDesk(QObject):
    """Keeps the help on the screen that is on show; `beside` holds both and takes the place of the screens."""

    def __init__(self, theme: Theme, stack: QStackedWidget, visit: VisitView, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self.panel = HelpPanel(theme, help_screens())
        self.panel.closed.connect(self.close)
        self.beside = BesideHelp(stack, self.panel)
        self._theme = theme
        self._before: QWidget | None = None
        self._glove: GloveDesk | None = None
        self.over_glove: HelpPanel | None = None
        stack.currentChanged.connect(self.follow)
        visit.sheet_shown.connect(self.follow)

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the keys do, by their act in the table of keys."""
        return {"help": self.toggle, "search_help": self.search}

    def screen(self) -> str:
        """The screen on show: its key, or the table of the sheet in hand."""
        view = self._stack.currentWidget()
        if isinstance(view, VisitView) and view.plan_shown():
            return "visit.plan"
        if isinstance(view, VisitView) and view.form is not None:
            return view.form.model.__tablename__
        key = SCREENS.get(type(view), "")
        part = view.page if isinstance(view, SettingsView) else view.part() if isinstance(view, TodayView) else ""
        return f"{key}.{part}" if part else key

    def serve(self, today: TodayView, settings: SettingsView, glove: GloveDesk) -> None:
        """Follow the pages inside a screen, and explain glove mode over it."""
        today.turned.connect(self.follow)
        settings.page_shown.connect(self.follow)
        glove.help_wanted.connect(self._explain_glove)
        glove.went.connect(lambda _place: self._leave_glove())
        self._glove = glove
        glove.close_over = self._leave_glove

    def _explain_glove(self) -> None:
        """Open the help beside the buttons of glove mode, or close it; the next press closes it too."""
        view = self._glove.view if self._glove is not None else None
        if view is None:
            return
        if self.over_glove is None:
            self.over_glove = HelpPanel(self._theme, help_screens(), glove_keys_of)
            self.over_glove.setParent(view)
            self.over_glove.hide()
            self.over_glove.closed.connect(self._leave_glove)
            view.pressed.connect(lambda _press, _button: self._leave_glove())
        if self.over_glove.isVisible():
            self._leave_glove()
            return
        self.over_glove.show_screen("glove")
        view.show_help(self.over_glove)

    def _leave_glove(self) -> bool:
        """Close the help of glove mode; False where it was not open."""
        view = self._glove.view if self._glove is not None else None
        if self.over_glove is None or self._glove is None or view is None or self.over_glove.isHidden():
            return False
        view.show_help(None)
        if self._glove.is_open():
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def toggle(self) -> None:
        """Open the help, or close it. The cursor stays where it is."""
        if self.panel.isVisible():
            self.close()
        else:
            self.panel.show()
            self.follow()

    def search(self) -> None:
        """Open the help with the cursor in its search."""
        if not self.panel.isAncestorOf(QApplication.focusWidget()):
            self._before = QApplication.focusWidget()
        self.panel.show()
        self.follow()
        self.panel.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.search.edit.selectAll()

    def close(self) -> None:
        """Close the help; the cursor goes back where it was before the search."""
        inside = self.panel.isAncestorOf(QApplication.focusWidget())
        self.panel.hide()
        if inside and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Explain the screen on show, once somebody looks."""
        if self.panel.isVisible():
            self.panel.show_screen(self.screen())
