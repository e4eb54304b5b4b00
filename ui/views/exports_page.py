"""All answers of the clinic in one file, and a look whether an exported file is as it was made."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.words import _
from ui.file_dialogs import ask_for_file
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.export_form import ExportForm


class CheckExport(Card):
    """`wanted(file, passphrase)` asks whether a file is as it was made."""

    wanted = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Is an exported file as it was made?"), parent=parent)
        about = _("Every part is compared with the list of hashes in the file, and the file with the disclosures here.")
        self.passphrase = Entry(theme, _("Passphrase of the file"), _("blank where it has none"), longest=200)
        self.passphrase.setMaximumWidth(420)
        self.button = PlainButton(theme, _("Choose a file and check"), icon="shield_tick", small=True)
        self.button.clicked.connect(self._ask)
        self.strip = WarningStrip(theme, "note", "")
        self.strip.hide()
        self.body.addWidget(Label(theme, about, px=13, token="ink2", wrap=True))
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def choose_file(self, file: Path) -> None:
        """Have a file checked."""
        self.button.setEnabled(False)
        self.wanted.emit(file, self.passphrase.line.text())

    def say(self, kind: str, title: str, words: str = "") -> None:
        """Say what was found."""
        self.button.setEnabled(True)
        self.strip.set_message(kind, title, words)
        self.strip.show()

    def _ask(self) -> None:
        if chosen := ask_for_file(self, "exports", _("File to check"), "ZIP (*.zip)"):
            self.choose_file(chosen)


class ExportsPage(QWidget):
    """Two cards. `opened()` follows when somebody looks at the page."""

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        about = _("Every answer of every patient as JSON and CSV, without photos and papers. Your data is yours.")
        self.form = ExportForm(theme, _("All answers of this clinic"), about, _("Choose a file and export"))
        self.check = CheckExport(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.check)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()
