"""What to do when the audit trail does not fit its seal: look for the cause, and only then go on, in writing."""

from PySide6.QtCore import Qt, Signal

from charting.actions.resealing import go_on_in_writing
from charting.errors import Known
from charting.store.places import SHORTEST_REASON
from charting.words import _
from ui.chart_model import ChartModel
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.people_desk import PeopleDesk
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry


class SealCard(Card):
    """Shown while something does not fit. `sealed()` once an owner wrote why the clinic goes on."""

    sealed = Signal()

    def __init__(self, theme: Theme, model: ChartModel, people: PeopleDesk) -> None:
        super().__init__(theme, _("The audit trail does not fit its seal"))
        self._model, self._people = model, people
        self.strip = WarningStrip(theme, "stop", "")
        note = _("At least {count} characters; kept in the audit trail").format(count=SHORTEST_REASON)
        self.reason = Entry(theme, _("What happened, and why the clinic goes on"), note, longest=300, note_lines=2)
        self.secret = SecretEntry(theme, _("Your PIN or password"), _("To be sure that it is you"))
        self.secret.setMaximumWidth(320)
        self._button = PlainButton(theme, _("Go on and seal anew"), small=True)
        self._button.clicked.connect(self._go_on)
        self.reason.entered.connect(self.secret.setFocus)
        self.secret.given.connect(lambda _secret: self._go_on())
        self._why_not = Label(theme, px=13, token="ink2", wrap=True)
        about = _(
            "First make a backup, verify the clinic below, and compare the newest printed pages: each has its seal. "
            "Until somebody goes on in writing the old seal stays as evidence, and this is said at every opening."
        )
        self.body.addWidget(self.strip)
        self.body.addWidget(Label(theme, about, px=13, token="ink2", wrap=True))
        for part in (self._why_not, self.reason, self.secret):
            self.body.addWidget(part)
        self.body.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_standing(self) -> None:
        """Show what does not fit, if anything, and who may go on."""
        trouble = self._model.chart.seal_trouble
        self.setVisible(bool(trouble))
        if not trouble:
            return
        self.strip.set_message("stop", trouble)
        why = self._people.why_not("settings")
        self._why_not.setText(why)
        self._why_not.setVisible(bool(why))
        for part in (self.reason, self.secret, self._button):
            part.setVisible(not why)
        for entry in (self.reason, self.secret):
            entry.line.clear()
            entry.accept()

    def _go_on(self) -> None:
        reason = self.reason.text()
        if len(reason) < SHORTEST_REASON:
            self.reason.refuse(_("at least {count} characters").format(count=SHORTEST_REASON))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            go_on_in_writing(self._model.chart, self._people.prove(self.secret.text()), reason, self._model.now())
        except Known as refused:
            self.secret.refuse_for(str(refused), self._people.waiting())
            return
        self.show_standing()
        self.sealed.emit()
