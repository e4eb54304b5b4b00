"""Bringing a backup back for a clinic that does not open: the newest first, and what it holds before anything moves."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.actions.found_backups import FoundBackup, found_backups
from charting.actions.restoring import require_owner
from charting.dates import show_moment
from charting.errors import Known
from charting.store.rehearsal import Rehearsal
from charting.store.restore import rehearse, restore
from charting.words import _
from ui.file_dialogs import ask_for_file
from ui.jobs import Job
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Label
from ui.parts.starting import Starting
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.danger import in_the_middle, ways_out
from ui.views.entry import Entry


class RestoreView(Starting):
    """Restores into `folder` what was found for the clinic of `searched`. `restored(lines)` when it was done."""

    help_id = "danger_restore"
    restored = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, folder: Path, searched: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme, self._folder, self._clock = theme, folder, clock
        self._file: Path | None = None
        self._chosen = Label(theme, px=14, weight=500, wrap=True)
        self.password = Entry(theme, _("Password on the day of the backup"), secret=True, longest=256)
        self.password.entered.connect(self._rehearse)
        self.password.edited.connect(lambda _typed: self._hide_rehearsal())
        self._look = PlainButton(theme, _("Show what it holds"), small=True)
        self._look.clicked.connect(self._rehearse)
        self._seen = WarningStrip(theme, "note", "")
        self._restore = MainButton(theme, _("Restore this backup"))
        self._restore.clicked.connect(self._bring_back)
        back = PlainButton(theme, _("Back"))
        back.clicked.connect(self.left)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(Label(theme, _("Restore a backup"), px=20, weight=600))
        column.addWidget(self._choice_card(found_backups(searched)))
        column.addWidget(self._seen)
        column.addLayout(ways_out(self._restore, [back]))
        self._area = in_the_middle(self, column)
        self._hide_rehearsal()
        self.start_at(self.password)

    def choose_file(self, file: Path) -> None:
        """Take a backup to be looked into."""
        self._file = file
        self._chosen.setText(_("Chosen: {name}").format(name=file.name))
        self._look.setEnabled(True)
        self._hide_rehearsal()
        self.password.setFocus()

    def _choice_card(self, found: list[FoundBackup]) -> Card:
        theme = self._theme
        card = Card(theme, _("Which backup"), _("into {folder}").format(folder=self._folder))
        offers = QWidget()
        row = FlowLayout(offers, gap=10)
        for one in found:
            words = show_moment(one.made_at.astimezone())
            button = PlainButton(
                theme, _("{moment} (verified)").format(moment=words) if one.proved else words, small=True
            )
            button.clicked.connect(lambda _on=False, file=one.file: self.choose_file(file))
            row.addWidget(button)
        other = PlainButton(theme, _("Choose a file"), small=True)
        other.clicked.connect(self._ask_file)
        row.addWidget(other)
        none = _("No backup was found where the last ones went. Choose the file, for example on the stick.")
        about = _("The present files are set aside, not deleted.")
        card.body.addWidget(Label(theme, about if found else none, px=13, token="ink2", wrap=True))
        card.body.addWidget(offers)
        card.body.addWidget(self._chosen)
        card.body.addWidget(self.password)
        card.body.addWidget(self._look, 0, Qt.AlignmentFlag.AlignLeft)
        self._look.setEnabled(False)
        if found:
            self._file = found[0].file
            self._chosen.setText(_("Chosen: {name}").format(name=found[0].file.name))
            self._look.setEnabled(True)
        return card

    def _ask_file(self) -> None:
        start = self._file.parent if self._file else None
        files = _("Rootline backups (rootline-backup-*.zip)")
        if chosen := ask_for_file(self, "backups", _("Backup to bring back"), files, start):
            self.choose_file(chosen)

    def _rehearse(self) -> None:
        file = self._file
        if file is None or not self.password.text() or not self._look.isEnabled():
            return
        password, folder = self.password.text(), self._folder
        self._hide_rehearsal()
        self._look.setEnabled(False)
        job = Job(lambda: rehearse(file, password, folder), self)
        job.done.connect(lambda seen: self._show_rehearsal(file, seen))
        job.failed.connect(self._refuse)
        job.start()

    def _show_rehearsal(self, file: Path, seen: Rehearsal) -> None:
        self._look.setEnabled(True)
        if file != self._file:
            return
        first, *rest = seen.sentences()
        self._seen.set_message("warn" if seen.loses() else "note", first, "\n".join(rest))
        self._seen.show()
        self._restore.show()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self._restore))

    def _refuse(self, error: Exception) -> None:
        self._look.setEnabled(True)
        if not isinstance(error, Known):
            raise error
        self._seen.set_message("stop", _("This backup is not brought back"), str(error))
        self._seen.show()

    def _bring_back(self) -> None:
        assert self._file is not None
        try:
            done = restore(self._file, self.password.text(), self._folder, self._clock(), allow=require_owner)
        except Known as refused:
            self._restore.hide()
            self._refuse(refused)
            return
        self.restored.emit(done.lines())

    def _hide_rehearsal(self) -> None:
        self._seen.hide()
        self._restore.hide()
