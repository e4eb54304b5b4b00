"""Labels of tubes and syringes for a label printer, 50 by 25 mm, one to a page."""

from charting.output.declared import Audience, Document
from charting.output.label_sheets import on_roll, prove_labels
from charting.output.papers.labels import about, expected, why_not
from charting.output.styles import Kind
from charting.words import _

DOCUMENT = Document(
    kind="labels_roll",
    title=_("Labels on a roll"),
    prefix="LR",
    audience=Audience.CLINIC,
    style=Kind.CLINICAL,
    needs=_("the sheet of the PRP"),
    about=about,
    why_not=why_not,
    draw=on_roll,
    expected=expected,
    prove=prove_labels,
)
