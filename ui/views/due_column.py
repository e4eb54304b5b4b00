"""What is due beside the day's visits: calls, follow-ups, paper that is out, and the backup."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.words import _, ngettext
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.due_row import DueRow, DueShown
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.clearing import clear

MOST_SHOWN = 12


class DueColumn(QWidget):
    """`called(visit id)`, `person_opened(patient id)` and `paper_opened(document id)` follow a tap on a row.

    A blank id asks for scanned pages that wait for a person.

    `prepare_wanted()` asks for the list of the next day, `backups_wanted()` for the backups in the settings,
    `queue_wanted()` for the print queue, `forms_wanted()` for blank forms.
    """

    called = Signal(str)
    person_opened = Signal(str)
    paper_opened = Signal(str)
    prepare_wanted = Signal()
    backups_wanted = Signal()
    queue_wanted = Signal()
    forms_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._calls = Card(theme, _("Calls due"), _("48 hours after"), rail=True)
        self._follow_ups = Card(theme, _("Follow-ups due"), rail=True)
        self._papers = Card(theme, _("Waiting for paper"), rail=True)
        self._backup = Card(theme, rail=True)
        self._backup.setAccessibleName(_("Backup"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._queue = Card(theme, rail=True)
        self._queue.setAccessibleName(_("Print queue"))
        self._queue.hide()
        for card in (self._queue, self._calls, self._follow_ups, self._papers, self._backup):
            card.body.setSpacing(2)
            layout.addWidget(card)
        self.prepare = PlainButton(theme, _("Prepare tomorrow"), icon="list")
        self.prepare.clicked.connect(self.prepare_wanted)
        layout.addWidget(self.prepare)
        self.forms = PlainButton(theme, _("Blank forms"), icon="document")
        self.forms.clicked.connect(self.forms_wanted)
        layout.addWidget(self.forms)
        layout.addStretch(1)

    def show_calls(self, rows: Sequence[DueShown]) -> None:
        """Show whom to phone, overdue first."""
        self._fill(self._calls, rows, self.called, _("No calls are due."))

    def show_follow_ups(self, rows: Sequence[DueShown]) -> None:
        """Show who was to come and did not."""
        self._fill(self._follow_ups, rows, self.person_opened, _("Nobody is overdue."))
        self._follow_ups.set_meta(str(len(rows)) if rows else "")

    def show_papers(self, rows: Sequence[DueShown]) -> None:
        """Show papers that are out to be signed, or back and not settled; the card is away while there are none."""
        self._papers.setVisible(bool(rows))
        self._fill(self._papers, rows, self.paper_opened, "")
        self._papers.set_meta(str(len(rows)) if rows else "")

    def show_queue(self, failed: int) -> None:
        """Say how many papers were not printed; nothing while there are none."""
        clear(self._queue.body)
        self._queue.setVisible(bool(failed))
        if failed:
            words = ngettext("{count} paper was not printed", "{count} papers were not printed", failed)
            shown = DueShown(
                "", "printer", words.format(count=failed), _("Print again, or give up"), token="amber_mark"
            )
            row = DueRow(self._theme, shown)
            row.pressed.connect(lambda _key: self.queue_wanted.emit())
            self._queue.body.addWidget(row)

    def show_backup(self, shown: DueShown | None, *, settings: bool = False) -> None:
        """Say how the backup stands; nothing where none is needed. With `settings` a button leads to them."""
        clear(self._backup.body)
        self._backup.setVisible(shown is not None)
        if shown is not None:
            self._backup.body.addWidget(DueRow(self._theme, shown, tapped=False))
        if shown is not None and settings:
            button = PlainButton(self._theme, _("Backups in Settings"), icon="save", small=True)
            button.clicked.connect(self.backups_wanted)
            self._backup.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill(self, card: Card, rows: Sequence[DueShown], follow: Signal, empty: str) -> None:
        clear(card.body)
        if not rows and empty:
            card.body.addWidget(Label(self._theme, empty, px=13, token="ink3", wrap=True))
        for row in rows[:MOST_SHOWN]:
            line = DueRow(self._theme, row)
            line.pressed.connect(follow)
            card.body.addWidget(line)
        more = len(rows) - MOST_SHOWN
        if more > 0:
            words = ngettext("and {count} more after these", "and {count} more after these", more)
            card.body.addWidget(Label(self._theme, words.format(count=more), px=12, token="ink3", wrap=True))
