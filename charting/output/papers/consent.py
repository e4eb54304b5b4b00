"""The consent to treatment, as the patient reads and signs it."""

from charting.output import consent
from charting.output.papers.signed_text import signed_text
from charting.text_shapes import CONSENT
from charting.words import _

DOCUMENT = signed_text(
    CONSENT,
    _("Consent"),
    "CN",
    needs=_("the consent sheet"),
    none_here=_("This visit has no consent sheet. Print the consent of the treatment it follows."),
    text=lambda paper: paper.texts.consent,
    facts=lambda paper: paper.consent,
    lay=consent.story,
    expected=consent.expected_of,
)
