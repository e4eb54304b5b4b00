"""What the chart summary says about versions: notes that come first, and the table of every change."""

from reportlab.platypus import Flowable

from charting.output.callouts import call_out
from charting.output.headings import heading, note, paragraph
from charting.output.marks import Mark
from charting.output.runs import Run, small, strong
from charting.output.styles import Styles
from charting.output.tables import Cell, Column, table
from charting.output.visit_paper import Amended, VersionPaper, VisitPaper
from charting.words import _

_COLUMNS = (("", 12), ("Where", 52), ("Was", 55), ("Now", 55))


def standing_notes(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    """What a reader has to know before anything else; nothing for a first version in force."""
    return [
        call_out(styles, title, words, mark=Mark.WARNING if warns else Mark.INFORMATION)
        for title, words, warns in paper.standing.notes
    ]


def amendments_section(styles: Styles, paper: VisitPaper, number: int) -> list[Flowable]:
    """Every change of every version up to this one, the words before it struck through; nothing without versions."""
    versions = paper.standing.versions
    if not versions:
        return []
    flowables = heading(styles, _("Amendments"), number)
    first = _("Version 1 was signed {signed}.").format(signed=paper.standing.first_signed)
    flowables.append(note(styles, first))
    for version in versions:
        flowables.append(paragraph(styles, _about(version), before=0.4, after=0.2))
        if version.changes:
            columns = [Column(_(head) if head else "", share) for head, share in _COLUMNS]
            flowables.append(table(styles, columns, [_row(change) for change in version.changes], key=None))
        else:
            flowables.append(note(styles, _("Nothing was changed.")))
    return flowables


def expected_amendments(paper: VisitPaper) -> list[str]:
    """Every word about versions that a second reader must find."""
    said = [words for title, text, _warns in paper.standing.notes for words in (title, text)]
    for version in paper.standing.versions:
        said += [version.reason, version.signed]
        for change in version.changes:
            said += [change.reference, change.label, change.where, change.was, change.now]
    return said


def _about(version: VersionPaper) -> list[Run]:
    state = _("signed {signed}").format(signed=version.signed) if version.signed else _("not signed yet")
    head = _("Version {number}, {state}.").format(number=version.number, state=state)
    return [strong(head), Run(" " + _("Reason: {reason}").format(reason=version.reason))]


def _row(change: Amended) -> list[Cell]:
    was = Run(change.was, struck=True) if change.was else small(_("nothing"))
    now = strong(change.now) if change.now else small(_("taken out"))
    return [strong(change.reference), [Run(change.label), small(f"\n{change.where}")], was, now]
