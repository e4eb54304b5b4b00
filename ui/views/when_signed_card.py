"""Settings: what becomes of a visit's papers when it is signed, and the folder they are saved into."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.actions.papers_folder import warning_of, why_not_into
from charting.fields import fields_of
from charting.records.clinic import ASK, SAVE, WHEN_SIGNED, Clinic
from charting.words import _
from ui.chart_model import ChartModel
from ui.file_dialogs import ask_for_folder
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme


class WhenSignedCard(Card):
    """Writes into the clinic itself. A folder that cannot be used is refused in words and not kept."""

    def __init__(self, theme: Theme, model: ChartModel, parent: QWidget | None = None) -> None:
        field = fields_of(Clinic)["when_signed"]
        super().__init__(theme, field.title, parent=parent)
        self._model = model
        self.choice = TapChoice(theme, [(one.code, _(one.label)) for one in WHEN_SIGNED], name=field.title)
        self.choice.picked.connect(self._pick)
        self._folder = Label(theme, px=14, wrap=True)
        self.choose = PlainButton(theme, _("Choose folder"), small=True)
        self.choose.clicked.connect(self._ask)
        self.none = PlainButton(theme, _("No folder"), small=True)
        self.none.clicked.connect(lambda: self._keep(None))
        self.strip = WarningStrip(theme, "warn", "")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._folder, 1)
        row.addWidget(self.none)
        row.addWidget(self.choose)
        self.body.addWidget(self.choice)
        self.body.addLayout(row)
        self.body.addWidget(self.strip)
        about = _(
            "The papers are kept in the chart first, always. Those in the folder name the patient inside and are not "
            "encrypted; their file names name nobody. What cannot be saved or printed says so, and asks as before."
        )
        self.body.addWidget(Label(theme, about, px=12, token="ink3", wrap=True))

    def show_clinic(self, may: bool) -> None:
        """Show what holds; `may` lets it be changed."""
        clinic = self._model.chart.clinic()
        self.choice.set_value(clinic.when_signed or ASK)
        self.choice.setEnabled(may)
        self.choose.setEnabled(may)
        self.none.setEnabled(may)
        self.none.setVisible(bool(clinic.papers_folder))
        self._folder.setText(clinic.papers_folder or _("No folder chosen yet"))
        self._doubt(clinic)

    def take(self, folder: Path) -> None:
        """Save papers into another folder from now on, unless it cannot be used."""
        if why := why_not_into(folder, self._model.chart.folder):
            self.strip.set_message("stop", _("Not chosen"), why)
            self.strip.show()
            return
        self._keep(str(folder))

    def _doubt(self, clinic: Clinic) -> None:
        saves = clinic.when_signed == SAVE
        if clinic.papers_folder is None:
            title, why = (_("Choose a folder"), _("Until then the board asks.")) if saves else ("", "")
        else:
            folder = Path(clinic.papers_folder)
            against = why_not_into(folder, self._model.chart.folder)
            title = _("This folder cannot be used now") if against else _("Others may read this folder")
            why = against or warning_of(folder)
        if why:
            self.strip.set_message("warn", title, why)
        self.strip.setVisible(bool(why))

    def _pick(self, value: object) -> None:
        clinic = self._model.chart.clinic()
        self._model.answer(clinic, "when_signed", value if isinstance(value, str) else None, None, False)
        self._model.save()
        self.show_clinic(True)

    def _keep(self, folder: str | None) -> None:
        self._model.chart.clinic().papers_folder = folder
        words = _("Papers of signed visits are saved in another folder.")
        if folder is None:
            words = _("Papers of signed visits have no folder any more.")
        self._model.chart.note("settings", words=words)
        self._model.save()
        self.show_clinic(True)

    def _ask(self) -> None:
        kept = self._model.chart.clinic().papers_folder
        if chosen := ask_for_folder(self, "papers", _("Folder for papers"), Path(kept) if kept else None):
            self.take(chosen)
