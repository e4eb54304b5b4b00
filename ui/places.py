"""The places of the top bar, each with its key."""

from charting.words import _
from ui.parts.top_bar import Place

PLACES = (
    Place("today", _("Today"), "F3"),
    Place("patient", _("Patient")),
    Place("visit", _("Session"), "F4"),
    Place("sign_off", _("Sign off"), "F9"),
)
