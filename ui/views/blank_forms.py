"""Forms to be filled by pen, for a patient who is not in the chart yet, or for a day without electricity."""

from collections.abc import Iterable

from charting.choices import Choice
from charting.words import _
from ui.parts.menu_button import MenuButton
from ui.theme import Theme
from ui.views.preview import PreviewView

CONSENT, VISIT = "blank_consent", "blank_visit"
WITHOUT_CONSENT = frozenset({"review"})


class BlankFormsView(PreviewView):
    """The preview of forms; `visit_kind` chooses which kind of visit they are for."""

    def __init__(self, theme: Theme, kinds: Iterable[Choice]) -> None:
        super().__init__(theme, [(CONSENT, _("Blank consent")), (VISIT, _("Blank visit"))])
        self._kinds = [(one.code, _(one.label)) for one in kinds]
        self.visit_kind = MenuButton(theme, _("Kind of visit"))
        self.bar.lead(self.visit_kind)
        self.offer_kinds(CONSENT)

    def offer_kinds(self, form: str) -> None:
        """Offer the kinds of visit that have such a form; the one chosen stays where it has."""
        offered = [one for one in self._kinds if form != CONSENT or one[0] not in WITHOUT_CONSENT]
        self.visit_kind.set_options(offered, self.visit_kind.value())
