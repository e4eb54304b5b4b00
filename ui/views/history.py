"""What was done to a patient's chart, a visit or one answer: every deed by time, with what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.trail_query import Asked, Told, TrailReport
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.parts.buttons import PlainButton
from ui.parts.labels import FullLabel, Label
from ui.parts.menu_button import MenuButton
from ui.parts.trail_table import TrailColumn, TrailTable, about, when
from ui.theme import Theme

_LONGEST_OFFER = 48


@dataclass(frozen=True, slots=True)
class Subject:
    """What a history is about: a title, what is asked of the trail, and the sheets that may be picked from."""

    title: str
    asked: Asked
    sheets: Sequence[tuple[str, str]] = ()
    fields: Sequence[tuple[str, str]] = ()


class HistoryView(QWidget):
    """`left()` follows Back. `fields_wanted(sheet)` asks for the fields of a sheet that was picked.

    `chosen(told)` follows the entry in hand, `put_back_wanted(told)` the button that an earlier answer is put back by.
    """

    left = Signal()
    chosen = Signal(object)
    put_back_wanted = Signal(object)
    sheet_picked = Signal(str)

    def __init__(self, theme: Theme, model: ChartModel) -> None:
        super().__init__()
        self._model = model
        self._subject = Subject("", Asked())
        self._title = Label(theme, px=20, weight=600, wrap=True)
        self._count = FullLabel(theme, px=13, token="ink2")
        self.sheets = MenuButton(theme, _("Sheet"))
        self.sheets.picked.connect(self._pick_sheet)
        self.fields = MenuButton(theme, _("Field"))
        self.fields.picked.connect(lambda _field: self._read())
        self.table = TrailTable(
            theme,
            _("History"),
            [
                TrailColumn(_("When"), when, 178),
                TrailColumn(_("Who"), lambda told: told.who, 130, may_go=True),
                TrailColumn(_("Where"), self._where, 280, may_go=True),
                TrailColumn(_("What was done"), lambda told: told.words),
            ],
        )
        self.table.chosen.connect(self._show_whole)
        self._whole = Label(theme, px=14, wrap=True)
        self._told: Told | None = None
        self.put_back = PlainButton(theme, "", icon="undo")
        self.put_back.clicked.connect(lambda: self.put_back_wanted.emit(self._told))
        self.put_back.hide()
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        head.addWidget(self.sheets)
        head.addWidget(self.fields)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(back)
        foot.addWidget(self._whole, 1)
        foot.addWidget(self.put_back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(self.table, 1)
        outer.addLayout(foot)

    def show_history(self, subject: Subject) -> None:
        """Show what was done to a subject, the newest deed first."""
        self._subject = subject
        self._title.setText(subject.title)
        self.sheets.set_options([("", _("All sheets")), *subject.sheets])
        self.sheets.setVisible(bool(subject.sheets))
        self.offer_fields(subject.fields)
        self._read()
        self.table.setFocus()

    def offer_put_back(self, words: str) -> None:
        """Offer to put the answer before the entry in hand back, in these words; blank offers nothing."""
        self.put_back.setVisible(bool(words))
        if words:
            self.put_back.set_text(_short(_("Put back {what}").format(what=words)))

    def read_again(self) -> None:
        """Show what was written since."""
        self._read()

    def offer_fields(self, fields: Sequence[tuple[str, str]]) -> None:
        """Offer the fields of the sheet that was picked; none hides the offer."""
        self.fields.set_options([("", _("All fields")), *fields])
        self.fields.setVisible(bool(fields))

    def _pick_sheet(self, sheet: str) -> None:
        self.offer_fields(())
        self.sheet_picked.emit(sheet)
        self._read()

    def _read(self) -> None:
        asked = self._subject.asked
        sheet, field = self.sheets.value(), self.fields.value()
        table, _dot, name = field.partition(".")
        asked = replace(asked, sheet=table or sheet or asked.sheet, field=name or asked.field, rows=not table)
        self._model.save()
        report = TrailReport(self._model.chart.orm, asked)
        count = ngettext("{count} entry", "{count} entries", len(report)).format(count=len(report))
        self._count.setText(count)
        self.table.show_report(report)
        self._whole.setText("" if len(report) else _("Nothing was written here yet."))

    def _where(self, told: Told) -> str:
        """The place of an entry; the visit is not said again in its own history."""
        return told.where if self._subject.asked.visit_id else about(told)

    def _show_whole(self, told: Told | None) -> None:
        """The entry in full, as a sentence."""
        self._told = told
        self.put_back.hide()
        self.chosen.emit(told)
        if told is not None:
            place = about(told)
            self._whole.setText(f"{told.sentence()}{f' ({place})' if place else ''}"[:4000])
        else:
            self._whole.setText("")


def _short(words: str) -> str:
    """What fits a button: long answers are cut."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_OFFER else f"{line[:_LONGEST_OFFER]}…"
