"""The first section of the chart summary: overridden stops, accepted warnings, and what a draft still leaves open."""

from reportlab.platypus import Flowable

from charting.findings import Level
from charting.output.headings import heading, paragraph
from charting.output.runs import Run, Words, strong, tag, warning
from charting.output.styles import Styles
from charting.output.tables import Cell, Column, table
from charting.output.visit_paper import Decided, Found, VisitPaper
from charting.words import _, ngettext

_COLUMNS = (("Decision", 31), ("What was found", 58), ("Reason, or what to do", 47), ("Who, when", 38))
_REASON = 2
_WITHOUT_REASON = (("Decision", 26), ("What was found", 78), ("Who, when", 70))


def decisions_section(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    """Heading and table. What nobody answered is counted here and named on its own sheet."""
    open_points = _open(paper)
    rows = [*map(_decided_row, paper.decisions), *map(_open_row, open_points)]
    who = {f"{one.by}, {one.at}" for one in paper.decisions}
    together = len(who) == 1 and len(rows) > 1 and not open_points
    counted = _counts(paper, open_points)
    if together:
        counted = _("{counted}, all by {who}").format(counted=counted, who=who.pop())
    flowables = heading(styles, _("Needed a decision"), 1, counted)
    if not rows:
        words = _("Nothing in this visit stopped it or asked for a second look.")
        return [*flowables, paragraph(styles, words)]
    columns = [Column(_(head), share) for head, share in _COLUMNS]
    if not any(row[_REASON] for row in rows):
        columns = [Column(_(head), share) for head, share in _WITHOUT_REASON]
        rows = [[cell for at, cell in enumerate(row) if at != _REASON] for row in rows]
    if together:
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return [*flowables, table(styles, columns, rows, key=None)]


def expected_decisions(paper: VisitPaper) -> list[str]:
    """Every word of the section that a second reader must find."""
    said = [word for one in paper.decisions for word in (one.what, _sentence(one.why), one.reason, one.by)]
    return [*said, *(found.what for found in _open(paper))]


def _open(paper: VisitPaper) -> list[Found]:
    return [found for found in paper.findings if found.level is not Level.MISSING]


def _counts(paper: VisitPaper, open_points: list[Found]) -> str:
    overridden, left_open, accepted = (
        sum(one.kind == kind for one in paper.decisions) for kind in ("overridden", "left_open", "accepted")
    )
    said = [
        ngettext("{count} overridden stop", "{count} overridden stops", overridden).format(count=overridden),
        ngettext("{count} accepted warning", "{count} accepted warnings", accepted).format(count=accepted),
    ]
    if left_open:
        said.append(ngettext("{count} left open", "{count} left open", left_open).format(count=left_open))
    if paper.signature is None:
        missing = len(paper.findings) - len(open_points)
        said.append(_("{count} open").format(count=len(open_points)))
        said.append(_("{count} unanswered").format(count=missing))
    return ", ".join(said)


def _decided_row(one: Decided) -> list[Cell]:
    tags = {"overridden": _("OVERRIDDEN"), "left_open": _("LEFT OPEN")}
    state = tag(tags[one.kind]) if one.kind in tags else strong(_("Accepted"))
    return [state, _found(one.what, one.why), f"“{one.reason}”" if one.reason else "", f"{one.by}, {one.at}"]


def _open_row(found: Found) -> list[Cell]:
    level = _("Stop, open") if found.level >= Level.BLOCK else _("Warning, open")
    return [warning(level), _found(found.what, found.why), _sentence(found.next_step), found.sheet]


def _found(what: str, why: str) -> Words:
    return [strong(what), Run(f"  {_sentence(why)}")] if why else strong(what)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
