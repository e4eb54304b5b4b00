"""The course of the visit in sentences made from its answers, and the way to a wording of one's own."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.carry_forward import Copy
from charting.context import Context
from charting.dates import show_time
from charting.records.account import account_of, changed_since, wording_is_behind
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _
from ui.binding.hand import Hand
from ui.parts.buttons import PlainButton
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Icon, Label
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme


class AccountPanel(QWidget):
    """Follows the answers while they change. What its buttons do goes through the hand, and is undone as one step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._visit: Visit | None = None
        self._hand: Hand | None = None
        self._focus_on: Callable[[str, str], object] | None = None
        self._account = ""
        self._title = Label(theme, px=13, token="ink2")
        self.sentences = Label(theme, px=14, wrap=True)
        self._mark = Icon(theme, "triangle", 18, "amber_mark")
        self._said = Label(theme, px=13, token="ink2", wrap=True)
        self.edit = PlainButton(theme, _("Edit the wording"), small=True)
        self.edit.clicked.connect(self._take_over)
        self.drop = PlainButton(theme, _("Drop the edited wording"), small=True)
        self.drop.clicked.connect(self._drop)
        self.fits = PlainButton(theme, _("It still fits"), small=True)
        self.fits.clicked.connect(self._let_stand)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._said, 1)
        deeds = FlowLayout(gap=8)
        for button in (self.drop, self.fits, self.edit):
            deeds.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 6)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.sentences)
        column.addLayout(foot)
        column.addLayout(deeds)
        theme.changed.connect(self.update)

    def serve(self, hand: Hand, focus_on: Callable[[str, str], object]) -> None:
        """Take the hand that keeps answers, and the way to put the cursor into one."""
        self._hand, self._focus_on = hand, focus_on

    def show_record(self, record: object, _context: Context) -> None:
        """Show the sentences of a visit as its answers stand now."""
        self._visit = record if isinstance(record, Visit) else None
        visit = self._visit
        if visit is None:
            return
        self._account = account_of(visit)
        edited, behind, shut = visit.prose is not None, wording_is_behind(visit), is_shut(visit)
        self._title.setText(
            _("Made from the answers; the edited wording below is printed instead")
            if edited
            else _("Made from the answers, and printed like this")
        )
        self.sentences.setText(self._account)
        self.sentences.set_token("ink2" if edited else "ink")
        self._mark.setVisible(behind)
        self._said.set_token("amber" if behind else "ink2")
        self._said.setText(_by_hand(visit, behind=behind))
        self.fits.setVisible(not shut and behind)
        self.edit.set_text(_("Write anew from the answers") if edited else _("Edit the wording"))
        self.edit.setVisible(not shut and (behind or not edited))
        self.drop.setVisible(not shut and edited)

    def _take_over(self) -> None:
        words = _("Wording taken from the answers, yours to edit")
        self._answer(words, self._account, self._account)
        if self._visit is not None and self._focus_on is not None:
            self._focus_on(self._visit.id, "prose")

    def _let_stand(self) -> None:
        """Somebody compared it with the answers."""
        if self._visit is not None:
            self._answer(_("Wording looked through: it still fits"), self._visit.prose, self._account)

    def _drop(self) -> None:
        self._answer(_("Edited wording dropped"), None, None)

    def _answer(self, words: str, prose: str | None, account: str | None) -> None:
        if self._hand is None or self._visit is None:
            return
        at = None if account is None else self._hand.context().now.replace(microsecond=0)
        told = (("prose", prose), ("prose_of", account), ("prose_at", at))
        self._hand.carry_out(words, [Copy(self._visit, name, value, None) for name, value in told])

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), FIELD_RADIUS, self._theme.colour("sunken"), self._theme.colour("line"))


def _by_hand(visit: Visit, *, behind: bool) -> str:
    """Since when the wording is written by hand, and what the answers say otherwise since then."""
    if visit.prose is None or visit.prose_at is None:
        return _("Editing the wording never changes the answers.")
    said = [_("Written by hand at {time}.").format(time=show_time(visit.prose_at))]
    if not behind:
        return " ".join([*said, _("Editing the wording never changes the answers.")])
    new, gone = changed_since(visit)
    if new:
        said.append(_("The answers say since then: {sentences}").format(sentences=" ".join(new)))
    if gone:
        said.append(_("They say no more: {sentences}").format(sentences=" ".join(gone)))
    return "\n".join(said)
