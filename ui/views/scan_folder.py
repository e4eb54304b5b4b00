"""The folder that scans come from, in Settings."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from charting.words import _
from ui.file_dialogs import ask_for_folder
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.theme import Theme


class ScanFolderCard(Card):
    """`folder_chosen(path)` follows the folder picker, None where no folder is to be watched any more."""

    folder_chosen = Signal(object)
    scans_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Scanned papers"))
        self._folder = Label(theme, px=14, wrap=True)
        self.choose = PlainButton(theme, _("Choose folder"), small=True)
        self.choose.clicked.connect(self._ask)
        self.none = PlainButton(theme, _("Watch no folder"), small=True)
        self.none.clicked.connect(lambda: self.folder_chosen.emit(None))
        self.open = PlainButton(theme, _("Show scanned papers"), icon="scan", small=True)
        self.open.clicked.connect(self.scans_wanted)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._folder, 1)
        for button in (self.open, self.none, self.choose):
            row.addWidget(button)
        about = _(
            "What the scanner saves there is taken into the chart while Rootline is open. The files stay in the folder "
            "and name patients: let the folder be one that nobody else reads, and empty it."
        )
        self.body.addLayout(row)
        self.body.addWidget(Label(theme, about, px=12, token="ink3", wrap=True))

    def show_folder(self, folder: Path | None, *, there: bool, may: bool) -> None:
        """Show which folder is watched, whether it is there, and let it be changed by who may."""
        words = str(folder) if folder is not None else _("No folder is watched")
        if folder is not None and not there:
            words = _("{folder} is not there").format(folder=folder)
        self._folder.setText(words)
        self.choose.setEnabled(may)
        self.none.setVisible(folder is not None)
        self.none.setEnabled(may)

    def _ask(self) -> None:
        if chosen := ask_for_folder(self, "scans", _("Folder for scans")):
            self.folder_chosen.emit(chosen)
