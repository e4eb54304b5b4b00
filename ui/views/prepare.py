"""The list to prepare the next day by, as it will be printed."""

from charting.words import _
from ui.theme import Theme
from ui.views.preview import PreviewView

LIST = "preparation"


class PrepareView(PreviewView):
    """One paper about several people: it stands on Today, where no banner is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, [(LIST, _("Prepare the next day"))])
