"""The deeds that change how a visit counts, in words: menu, consequence, button."""

from charting.words import _
from ui.views.deed import Deed

AMEND, VOID, MOVE, WITHDRAW = "amend", "void", "move", "withdraw"
MENU = (
    (AMEND, _("Amend…"), "draft"),
    (VOID, _("Void…"), "sign"),
    (MOVE, _("Move to another patient…"), "sign"),
    (WITHDRAW, _("Withdraw consent…"), "draft"),
)
"""What the menu of a visit offers: the deed, its words, and what whoever works has to be allowed."""

DEEDS = {
    AMEND: Deed(
        _("Amend this visit"),
        _("A new version opens with everything this one says. This one counts until the new one is signed."),
        _("Write the next version"),
        proves=False,
    ),
    VOID: Deed(
        _("Void this visit"),
        _("It stays readable, struck through, and counts nowhere any more. This cannot be undone."),
        _("Void it"),
    ),
    MOVE: Deed(
        _("Move to another patient"),
        _(
            "The right chart gets a draft with what was done. Answers, measures, both consents and photographs stay "
            "here and are asked anew there."
        ),
        _("Move it"),
    ),
    WITHDRAW: Deed(
        _("Withdraw consent"),
        _("Nothing more may be done at this visit. What was done before stays recorded."),
        _("Write it down"),
        reason=False,
    ),
}
