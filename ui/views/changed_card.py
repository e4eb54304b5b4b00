"""What an amendment changes in the version before it: before → after, in the order of the sheets."""

from charting.records.changes import amendment_changes
from charting.records.versions import version_number
from charting.records.visit import Visit
from charting.words import _
from ui.parts.card import Card
from ui.parts.finding_row import FindingRow
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.clearing import clear


class ChangedCard(Card):
    """Hidden for a first version."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Changed"))
        self._theme = theme
        self.body.setSpacing(0)

    def show_visit(self, visit: Visit) -> None:
        """List what a version changed."""
        clear(self.body)
        self.setVisible(visit.amends is not None)
        if visit.amends is None:
            return
        changes = amendment_changes(visit)
        self.set_title(_("Changed since version {number}").format(number=version_number(visit.amends)))
        self.set_meta(str(len(changes)) if changes else "")
        if not changes:
            self.body.addWidget(Label(self._theme, _("Nothing was changed yet."), px=13, token="ink2", wrap=True))
        for change in changes:
            where = f"{change.sheet}, {change.row}" if change.row else change.sheet
            words = f"{change.before or _('nothing')} → {change.after or _('nothing')}"
            row = FindingRow(self._theme, "note", change.label, f"{where}: {words}", fix=False, wide=True)
            self.body.addWidget(row)
            self.hairline()
