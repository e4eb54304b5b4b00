"""Histories of the open clinic: which entries belong to a patient, a visit or one answer; and that charts were read."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget

from charting.actions.put_back import PutBack, put_back_of
from charting.actions.trail_query import Asked, Told, tables_of
from charting.actions.trail_words import models, title_of
from charting.actions.visits import sheets_of
from charting.dates import show_day
from charting.fields import fields_of
from charting.records.base import Record
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.words import _
from ui.binding.cell import Cell
from ui.chart_model import ChartModel
from ui.views.describe import visit_title
from ui.views.history import HistoryView, Subject

KEY = "Ctrl+H"


class HistoryDesk(QObject):
    """Fills one HistoryView. `shown()` follows when there is a history to be seen, `refused(words)` when not."""

    shown = Signal()
    refused = Signal(str)

    def __init__(self, model: ChartModel, view: HistoryView, why_not: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view, self._why_not = model, view, why_not
        view.chosen.connect(self._offer_put_back)
        view.put_back_wanted.connect(self._put_back)
        view.sheet_picked.connect(lambda sheet: view.offer_fields(fields_in(sheet) if sheet else ()))

    def viewed(self, record: Record, words: str = "") -> None:
        """Write down that somebody opened a chart, a visit or a paper of it."""
        self._model.chart.note("viewed", record, words)
        self._model.save()

    def show_patient(self, patient: Patient) -> None:
        """Show what was done to a patient's chart, visits included."""
        sheets = [(table, title_of(table)) for table in (Patient.__tablename__, Course.__tablename__)]
        self._show(Subject(_("History of this patient"), Asked(patient_id=patient.id), sheets))

    def show_visit(self, visit: Visit) -> None:
        """Show what was done to a visit."""
        kinds = [type(sheet).__tablename__ for sheet in (*sheets_of(visit), visit)]
        sheets = [(table, title_of(table)) for table in kinds]
        title = _("History of {visit}, {day}").format(visit=visit_title(visit), day=show_day(visit.opened_at.date()))
        self._show(Subject(title, Asked(visit_id=visit.id), sheets))

    def show_field(self, record: Record, name: str) -> None:
        """Show what was done to one answer."""
        label = fields_of(type(record))[name].title
        asked = Asked(record_id=record.id, field=name)
        self._show(Subject(_("History of “{field}”").format(field=label), asked))

    def show_focused(self) -> None:
        """Show the history of the answer that has the keyboard."""
        cell = cell_of(QApplication.focusWidget())
        if cell is None or cell.record is None:
            self.refused.emit(_("Put the cursor into a field first."))
        else:
            self.show_field(cell.record, cell.declared.name)

    def offer(self, event: QContextMenuEvent, on: QWidget) -> bool:
        """Open a menu on the answer under the pointer, after what its editor offers by itself; False off answers."""
        under = on.childAt(event.pos())
        cell = cell_of(under)
        if cell is None or cell.record is None:
            return False
        record, name = cell.record, cell.declared.name
        edit = next((e for kind in (QLineEdit, QPlainTextEdit) for e in cell.editor.findChildren(kind)), None)
        menu = edit.createStandardContextMenu() if edit is not None and edit.isVisible() else QMenu(on)
        menu.setParent(on, menu.windowFlags())
        if menu.actions():
            menu.addSeparator()
        words = _("History of “{field}”").format(field=cell.declared.title).replace("&", "&&")
        menu.addAction(f"{words}\t{KEY}").triggered.connect(lambda: self.show_field(record, name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
        event.accept()
        return True

    def _earlier(self, told: Told | None) -> PutBack | None:
        return None if told is None else put_back_of(self._model.chart, told.seq, self._model.context())

    def _offer_put_back(self, told: Told | None) -> None:
        earlier = self._earlier(told)
        self._view.offer_put_back(earlier.words if earlier is not None else "")

    def _put_back(self, told: Told) -> None:
        """Give the earlier answer once more; the trail says so in a line of its own."""
        earlier = self._earlier(told)
        if earlier is not None:
            self._model.answer(earlier.record, earlier.name, earlier.value, None, False)
            self._view.read_again()

    def _show(self, subject: Subject) -> None:
        if why := self._why_not():
            self.refused.emit(why)
            return
        self._view.show_history(subject)
        self.shown.emit()


def cell_of(widget: QWidget | None) -> Cell | None:
    """The cell a widget is part of."""
    while widget is not None and not isinstance(widget, Cell):
        widget = widget.parentWidget()
    return widget


def fields_in(sheet: str) -> list[tuple[str, str]]:
    """The fields of a sheet and its rows as pairs of `table.field` and words."""
    found = []
    for table in tables_of(sheet):
        for name, declared in fields_of(models()[table]).items():
            row = "" if table == sheet else f"{_(models()[table].title)}: "
            found.append((f"{table}.{name}", f"{row}{declared.title}"))
    return found
