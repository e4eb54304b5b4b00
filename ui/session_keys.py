"""The keys that lead through the visit in hand: to a sheet, to the map, on and back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from charting.words import _
from ui.parts.scalp_map import ScalpMap
from ui.views.visit_view import VisitView

MAPPED = ("needling", "prp_application")


class SessionKeys(QObject):
    """`go(place)` shows a screen or says why it cannot, `say(words)` stands above every screen."""

    def __init__(
        self, view: VisitView, go: Callable[[str], object], say: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._go, self._say = view, go, say

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the keys do, by their act in the table of keys."""
        return {
            "next": self.next_sheet,
            "before": self.sheet_before,
            "anaesthesia": self.anaesthesia,
            "prp": self.prp,
            "map": self.scalp_map,
            "plan": self.plan,
        }

    def next_sheet(self) -> None:
        """Turn to the next sheet; after the last one to the sign-off board."""
        if self._turns():
            self._view.go_on()

    def sheet_before(self) -> None:
        """Turn back to the sheet before."""
        if self._turns() and not self._view.go_back():
            self._say(_("This is the first sheet of the visit."))

    def anaesthesia(self) -> None:
        """Show the anaesthesia sheet."""
        self._show("anaesthesia", _("This visit has no anaesthesia sheet."))

    def prp(self) -> None:
        """Show the PRP sheet."""
        self._show("prp", _("This visit has no PRP sheet."))

    def plan(self) -> None:
        """Show the plan for today."""
        if self._reach() and not self._view.show_plan():
            self._say(_("This visit has no procedure to plan."))

    def scalp_map(self) -> None:
        """Put the focus on the map of the sheet in view, or of the first sheet with a map."""
        if not self._reach():
            return
        form = self._view.form
        if form is None or form.model.__tablename__ not in MAPPED:
            if not any(self._view.show_sheet_of(table) for table in MAPPED):
                self._say(_("This visit has no scalp map."))
                return
            form = self._view.form
        shown = [drawn for drawn in form.findChildren(ScalpMap) if drawn.isVisible()] if form is not None else []
        if shown:
            _first_inside(shown[0]).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._say(_("The window is too narrow for the map; the zones stand in the list."))

    def _turns(self) -> bool:
        if self._view.isVisible():
            return True
        self._say(_("This key turns the sheets of a visit: F4 goes to the visit in hand."))
        return False

    def _reach(self) -> bool:
        """Go to the visit; False when there is none, which has been said."""
        if not self._view.isVisible():
            self._go("visit")
        return self._view.isVisible()

    def _show(self, table: str, why_not: str) -> None:
        if self._reach() and not self._view.show_sheet_of(table):
            self._say(why_not)


def _first_inside(drawn: QWidget) -> QWidget:
    """The first part of a drawing that takes the focus, else the drawing itself."""
    inside = (part for part in drawn.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((part for part in inside if part.isVisible()), drawn)
