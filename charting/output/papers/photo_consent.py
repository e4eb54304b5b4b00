"""The consent to photographs: a sheet of its own, signed and taken back on its own (clinical.md 3.6)."""

from charting.output import photographs
from charting.output.papers.signed_text import signed_text
from charting.text_shapes import PHOTO_CONSENT
from charting.words import _

DOCUMENT = signed_text(
    PHOTO_CONSENT,
    _("Photographs"),
    "PH",
    needs=_("the sheet on photographs"),
    none_here=_("This visit has no sheet on photographs."),
    text=lambda paper: paper.texts.photos,
    facts=lambda paper: paper.photos,
    lay=photographs.photo_story,
    expected=photographs.expected_of,
    copy=_("Patient’s copy"),
    on_one_page=True,
)
