"""The recovery key, shown once: large on the screen, on paper, and proved by typing two of its groups."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from charting.errors import Known
from charting.store.recovery_key import RecoveryKey
from charting.words import _
from ui.jobs import Job
from ui.loose_printing import LoosePrinting
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.paint import FIELD_RADIUS, box
from ui.parts.starting import Starting
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.preview import PreviewView
from ui.views.scroll import Centre

KINDS = [("recovery_key", _("Recovery key"))]
_ACROSS = 3


class _Group(QWidget):
    """One group of the key with its number."""

    def __init__(self, theme: Theme, number: int, group: str) -> None:
        super().__init__()
        self._theme, self._number, self._group = theme, number, group
        self.set_covered(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_covered(self, covered: bool) -> None:
        """Show the letters, or only that there are some."""
        self._covered = covered
        letters = _("covered") if covered else " ".join(self._group)
        self.setAccessibleName(_("Group {number}: {group}").format(number=self._number, group=letters))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, 42)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour, rect = self._theme.colour, QRectF(self.rect())
        with QPainter(self) as painter:
            box(painter, rect, FIELD_RADIUS, colour("sunken"), colour("line2"))
            painter.setPen(colour("ink2"))
            painter.setFont(self._theme.font(12))
            painter.drawText(rect.adjusted(10, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), str(self._number))
            painter.setPen(colour("ink"))
            painter.setFont(self._theme.font(24, 600))
            shown = "····" if self._covered else self._group
            painter.drawText(rect.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, shown)


class RecoveryView(Starting):
    """`left()` once two groups were typed as they stand on the paper, or when somebody goes on without.

    `prove` takes the key with the groups asked for and what was typed, and raises Known where that is wrong; `sheet`
    sets the page, on a worker; `require_place` raises Known for a folder in which it must not be saved. While the key
    is being proved it is covered, and only then is it said which groups are asked for: what is typed comes from the
    paper. The key is forgotten with this screen.
    """

    help_id = "recovery_key"
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        key: RecoveryKey,
        prove: Callable[[RecoveryKey, tuple[str, ...]], None],
        sheet: Callable[[], bytes],
        require_place: Callable[[Path], None] = lambda _folder: None,
    ) -> None:
        super().__init__()
        self._theme, self._key, self._try, self._sheet = theme, key, prove, sheet
        self._require_place = require_place
        self.preview: PreviewView | None = None
        self.printing: LoosePrinting | None = None
        self.groups = [Entry(theme, words, longest=12, note_lines=2) for words in _untold()]
        for entry in self.groups:
            entry.line.installEventFilter(self)
        self.groups[0].entered.connect(self.groups[1].setFocus)
        self.groups[1].entered.connect(self._prove)
        self._shown: list[_Group] = []
        self._screens = QStackedWidget()
        inner = QWidget()
        inner.setMaximumWidth(760)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(Label(theme, _("The recovery key"), px=22, weight=600))
        words = _("It opens the chart when a password is lost. It is shown this once: print it and lock it away.")
        column.addWidget(Label(theme, words, px=14, token="ink2", wrap=True))
        column.addWidget(self._key_card())
        column.addWidget(self._proof_card())
        column.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 20)
        row.addStretch(1)
        self._screens.addWidget(Centre(holder, _("The recovery key")))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._screens)
        self.start_at(self.paper_button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever begins to type from the paper does not read from the screen."""
        if event.type() == QEvent.Type.FocusIn and any(watched is entry.line for entry in self.groups):
            self._cover(True)
        return super().eventFilter(watched, event)

    def _key_card(self) -> Card:
        card = Card(self._theme, _("Nine groups"))
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, group in enumerate(self._key.groups):
            shown = _Group(self._theme, at + 1, group)
            self._shown.append(shown)
            grid.addWidget(shown, at // _ACROSS, at % _ACROSS)
        card.body.addLayout(grid)
        self.paper_button = PlainButton(self._theme, _("Print or save as PDF"), icon="printer")
        self.paper_button.clicked.connect(self._show_paper)
        self.again = PlainButton(self._theme, _("Show again"))
        self.again.clicked.connect(self._show_again)
        self.again.setEnabled(False)
        foot = QHBoxLayout()
        keep = _("Keep it away from this computer. Whoever has it and the clinic's files can read every chart.")
        foot.addWidget(Label(self._theme, keep, px=13, token="ink2", wrap=True), 1)
        foot.addWidget(self.again)
        foot.addWidget(self.paper_button)
        card.body.addLayout(foot)
        return card

    def _proof_card(self) -> Card:
        card = Card(self._theme, _("Prove the paper"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for entry in self.groups:
            row.addWidget(entry, 1)
        card.body.addLayout(row)
        later = PlainButton(self._theme, _("Later"))
        later.clicked.connect(self.left)
        go_on = MainButton(self._theme, _("Go on"), key_hint="Enter")
        go_on.clicked.connect(self._prove)
        foot = QHBoxLayout()
        words = _("The key is covered while you type. “Later” leaves a warning on Today until it is proved.")
        foot.addWidget(Label(self._theme, words, px=13, token="ink2", wrap=True), 1)
        foot.addWidget(later)
        foot.addWidget(go_on)
        card.body.addLayout(foot)
        return card

    def _cover(self, covered: bool) -> None:
        for group in self._shown:
            group.set_covered(covered)
        self.again.setEnabled(covered)
        asked = [_from_paper(at) for at in self._key.asked] if covered else _untold()
        for entry, words in zip(self.groups, asked, strict=True):
            entry.set_label(words)

    def _show_again(self) -> None:
        """Show the key, and ask for two other groups than those somebody may just have read."""
        self._key = self._key.asked_anew()
        for entry in self.groups:
            entry.line.clear()
            entry.accept()
        self.paper_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._cover(False)

    def _prove(self) -> None:
        try:
            self._try(self._key, tuple(entry.text() for entry in self.groups))
        except Known as refused:
            self.groups[0].refuse(str(refused))
            self.groups[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _show_paper(self) -> None:
        if self.again.isEnabled():
            self._show_again()
        if self.preview is None:
            self.preview = PreviewView(self._theme, KINDS)
            self.printing = LoosePrinting(self.preview)
            self.preview.after_saving = _(
                "This file lies on this computer now: print it or move it to a stick, then delete it here."
            )
            self.preview.require_place = self._require_place
            self.preview.left.connect(lambda: self._screens.setCurrentIndex(0))
            self.preview.wanted.connect(lambda _kind: self._set_paper())
            self._screens.addWidget(self.preview)
        self._screens.setCurrentWidget(self.preview)
        self._set_paper()

    def _set_paper(self) -> None:
        preview, printing = self.preview, self.printing
        assert preview is not None
        assert printing is not None
        preview.show_waiting(KINDS[0][0])
        printing.begin(KINDS[0][0])
        job = Job(self._sheet, self)
        job.done.connect(lambda pdf: preview.show_paper(KINDS[0][0], pdf, "recovery-key.pdf"))
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Known):
            raise error
        if self.preview is not None:
            self.preview.refuse(str(error))


def _from_paper(at: int) -> str:
    return _("Group {number} from the paper").format(number=at + 1)


def _untold() -> list[str]:
    return [_("One group from the paper"), _("Another group from the paper")]
