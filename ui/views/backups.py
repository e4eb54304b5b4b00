"""Settings of backups: how the last one proved itself, where they go, and bringing one back after a rehearsal."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.dates import show_moment
from charting.errors import Known
from charting.findings import Level
from charting.store.rehearsal import Rehearsal
from charting.store.restore import rehearse
from charting.store.series import DAYS, MONTHS, MOST_YOUNG, WEEKS
from charting.words import _
from ui.backup_desk import BackupDesk
from ui.chart_model import ChartModel
from ui.file_dialogs import ask_for_file, ask_for_folder
from ui.jobs import Job
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.entry import Entry


class BackupsView(QWidget):
    """Two cards: backups, and restoring. `restore_wanted(file, password)` follows a rehearsal somebody has read.

    Everybody may make a backup; where they go, and restoring, is for owners, and says so before anything is asked.
    """

    restore_wanted = Signal(object, str)

    def __init__(self, theme: Theme, model: ChartModel, desk: BackupDesk) -> None:
        super().__init__()
        self._theme, self._model, self._desk = theme, model, desk
        self._file: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._backup_card())
        column.addWidget(self._restore_card())
        column.addStretch(1)
        desk.changed.connect(self._tell)

    def show_backups(self) -> None:
        """Show how things stand, with no backup chosen for a restore."""
        self._forget_file()
        self._tell()

    def choose_file(self, file: Path) -> None:
        """Take a backup to be looked into, where whoever works may restore one."""
        if self._desk.why_not("restore"):
            return
        self._file = file
        self._chosen.setText(file.name)
        self._password.line.clear()
        for part in (self._chosen, self._password, self._look):
            part.show()
        self._hide_rehearsal()
        self._password.setFocus()

    def _backup_card(self) -> Card:
        theme = self._theme
        card = Card(theme, _("Backups"))
        self.strip = WarningStrip(theme, "note", "")
        self._folder = Label(theme, px=14, wrap=True)
        self._choose_folder = PlainButton(theme, _("Choose folder"), small=True)
        self._choose_folder.clicked.connect(self._ask_folder)
        self.now = PlainButton(theme, _("Back up now"), small=True)
        self.now.clicked.connect(self._start)
        self._folder_for_owners = Label(theme, px=13, token="ink2", wrap=True)
        self.near = WarningStrip(theme, "warn", _("The backups lie on the same disk as the chart"))
        self.near.set_message("warn", _("The backups lie on the same disk as the chart"), _near_words())
        card.body.addWidget(self.strip)
        card.body.addWidget(self.near)
        card.body.addLayout(_row(self._folder, self._choose_folder, self.now))
        card.body.addWidget(self._folder_for_owners)
        card.body.addWidget(Label(theme, _kept_words(), px=12, token="ink3", wrap=True))
        return card

    def _restore_card(self) -> Card:
        theme = self._theme
        card = Card(theme, _("Bring a backup back"))
        about = _("First you see what the backup holds and what would change. The present chart is kept.")
        self._choose_file = PlainButton(theme, _("Choose a backup"), small=True)
        self._choose_file.clicked.connect(self._ask_file)
        self._restore_for_owners = Label(theme, px=13, token="ink2", wrap=True)
        self._chosen = Label(theme, px=14, weight=500, wrap=True)
        self._password = Entry(theme, _("Password on the day of the backup"), secret=True, longest=256)
        self._password.setMaximumWidth(420)
        self._look = PlainButton(theme, _("Show what would change"), small=True)
        self._look.clicked.connect(self._rehearse)
        self._password.entered.connect(self._rehearse)
        self._password.edited.connect(self._hide_rehearsal)
        self._seen = WarningStrip(theme, "note", "")
        self.restore = PlainButton(theme, _("Close the clinic and restore"), accent=True)
        self.restore.clicked.connect(self._restore)
        card.body.addLayout(_row(Label(theme, about, px=13, token="ink2", wrap=True), self._choose_file))
        card.body.addWidget(self._restore_for_owners)
        card.body.addWidget(self._chosen)
        card.body.addWidget(self._password)
        for part in (self._look, self._seen, self.restore):
            button = part is not self._seen
            card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if button else Qt.AlignmentFlag(0))
        return card

    def _tell(self) -> None:
        kept, findings = self._desk.standing(), self._desk.findings()
        folder = self._desk.folder()
        self._folder.setText(str(folder) if folder else _("No folder chosen yet"))
        self.now.setEnabled(folder is not None)  # also while one is made: the focus stays where it was pressed
        self.near.setVisible(self._desk.on_the_same_disk())
        ways = ((self._choose_folder, self._folder_for_owners, "backup_folder"),)
        for button, words, deed in (*ways, (self._choose_file, self._restore_for_owners, "restore")):
            why = self._desk.why_not(deed)
            button.setEnabled(not why)
            words.setText(why)
            words.setVisible(bool(why))
        last = ""
        if kept.last_good is not None:
            name = kept.file.name if kept.file is not None else ""
            last = _("Last good backup: {moment}, {name}").format(moment=show_moment(kept.last_good), name=name)
        if self._desk.running:
            self.strip.set_message("note", _("A backup is being made and checked"), last)
        elif findings:
            more = [f"{finding.what}. {finding.next_step}" for finding in findings[1:]]
            told = [findings[0].next_step, *more, last]
            kind = "stop" if findings[0].level >= Level.STOP else "warn"
            self.strip.set_message(kind, findings[0].what, "\n".join(line for line in told if line))
        elif kept.failed:
            moment = show_moment(kept.failed_at) if kept.failed_at is not None else ""
            words = _("The backup of {moment} failed").format(moment=moment)
            self.strip.set_message("stop", words, "\n".join(line for line in (kept.failed, last) if line))
        elif kept.last_good is not None:
            self.strip.set_message("verified", kept.words, last)
        else:
            self.strip.set_message("note", _("No backup has been made yet"))

    def _ask_folder(self) -> None:
        if chosen := ask_for_folder(self, "backups", _("Folder for backups"), self._desk.folder()):
            try:
                self._desk.set_folder(chosen)
            except Known as refused:
                self.strip.set_message("stop", _("Not chosen"), str(refused))

    def _start(self) -> None:
        try:
            self._desk.start()
        except Known as refused:
            self.strip.set_message("stop", _("No backup was made"), str(refused))

    def _ask_file(self) -> None:
        files = _("Rootline backups (rootline-backup-*.zip)")
        if chosen := ask_for_file(self, "backups", _("Backup to bring back"), files, self._desk.folder()):
            self.choose_file(chosen)

    def _rehearse(self) -> None:
        file, chart = self._file, self._model.chart
        if file is None or not self._look.isEnabled():
            return
        self._model.save()
        password, folder, source = self._password.text(), chart.folder, chart.source
        self._hide_rehearsal()
        self._look.setEnabled(False)
        job = Job(lambda: rehearse(file, password, folder, source), self)
        job.done.connect(lambda seen: self._show_rehearsal(file, seen))
        job.failed.connect(self._refuse)
        job.start()

    def _show_rehearsal(self, file: Path, seen: Rehearsal) -> None:
        self._look.setEnabled(True)
        if file != self._file:  # another one was chosen meanwhile
            return
        first, *rest = seen.sentences()
        self._seen.set_message("warn" if seen.loses() else "note", first, "\n".join(rest))
        self._seen.show()
        self.restore.show()

    def _refuse(self, error: Exception) -> None:
        self._look.setEnabled(True)
        if not isinstance(error, Known):
            raise error
        self._seen.set_message("stop", _("This backup is not brought back"), str(error))
        self._seen.show()

    def _restore(self) -> None:
        if self._file is not None:
            self.restore_wanted.emit(self._file, self._password.text())

    def _hide_rehearsal(self, _typed: str = "") -> None:
        self._seen.hide()
        self.restore.hide()

    def _forget_file(self) -> None:
        self._file = None
        self._password.line.clear()
        for part in (self._chosen, self._password, self._look):
            part.hide()
        self._hide_rehearsal()


def _kept_words() -> str:
    """The rule of the series, as charting/store/series.py keeps it."""
    words = _(
        "One a day while Rootline is open and one when it closes. All of the last 24 hours are kept (up to {most}, "
        "those made by hand first), then the newest of each of {days} days, {weeks} weeks and {months} months. "
        "Never deleted: copies that know more than a restored, older chart, those of early versions, which do not say "
        "how much they know, and those of another clinic."
    )
    return words.format(most=MOST_YOUNG, days=DAYS, weeks=WEEKS, months=MONTHS)


def _near_words() -> str:
    return _("They help against mistakes, not when this disk fails or is stolen. A stick or another disk is safer.")


def _row(label: Label, *buttons: PlainButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(label, 1)
    for button in buttons:
        row.addWidget(button)
    return row
