"""The chart summary: what needed a decision first, then the visit in the order of its work, then the signature."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from charting.dates import show_day, show_long_day
from charting.output.headings import heading, note, title
from charting.output.info import DocumentInfo
from charting.output.marks import Mark
from charting.output.runs import Run, not_recorded, strong, tag
from charting.output.signature import Signature, signature_block
from charting.output.signings import STROKE_UNIT
from charting.output.styles import Styles
from charting.output.summary_account import IN_WORDS, account_section
from charting.output.summary_amendments import amendments_section, expected_amendments, standing_notes
from charting.output.summary_decisions import decisions_section, expected_decisions
from charting.output.summary_sheets import sheet_section
from charting.output.visit_paper import SheetPaper, VisitPaper
from charting.words import _

_SIGNATURE_DEPTH = 34 * mm


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The summary as a story."""
    flowables = title(styles, info, _lead(paper))
    flowables += standing_notes(styles, paper)
    flowables += decisions_section(styles, paper)
    sections: list[list[Flowable]] = []
    for sheet, remark in _in_order(paper):
        if sheet is paper.visit:
            sections.append(account_section(styles, paper, len(sections) + 2))
        sections.append(sheet_section(styles, paper, sheet, len(sections) + 2, remark))
    if amendments := amendments_section(styles, paper, len(sections) + 2):
        sections.append(amendments)
    flowables += [flowable for section in sections[:-1] for flowable in section]
    last = [*sections[-1], *_signature(styles, paper), _key(styles)]
    # A signature never stands alone on a page: the last section goes with it.
    return [*flowables, KeepTogether([flowable for flowable in last if not isinstance(flowable, CondPageBreak)])]


def expected_of(paper: VisitPaper) -> list[str]:
    """Every recorded word and every computed value of the visit."""
    values: list[str] = []
    for sheet, _remark in _in_order(paper):
        values += [answer.value for answer in sheet.answers]
        values += [answer.value for table in sheet.tables for row in table.rows for answer in row]
        values += [result.shown() for result in sheet.results if result.value is not None or result.text]
        values += [answer.label for answer in sheet.answers if answer.name != IN_WORDS]
    values += paper.account.splitlines()
    values += expected_decisions(paper)
    values += expected_amendments(paper)
    values += [question.question for question in paper.questions]
    return values


def _in_order(paper: VisitPaper) -> Iterator[tuple[SheetPaper, str]]:
    yield paper.patient, ""
    live = _("as it stands on {day}").format(day=paper.printed_at) if paper.signature else ""
    yield paper.course, live
    for sheet in paper.sheets:
        yield sheet, ""
    yield paper.visit, ""


def _lead(paper: VisitPaper) -> str:
    weekday = show_long_day(paper.day).split()[0]
    said = [
        _("{kind}, session {number}").format(kind=paper.kind_label, number=paper.session_number)
        if paper.kind != "review"
        else paper.kind_label,
        f"{weekday} {show_day(paper.day)}" + (f", {paper.times}" if paper.times else ""),
    ]
    if paper.signature:
        said.append(_("Signed {time} and locked").format(time=f"{paper.signature.day} {paper.signature.time}"))
    else:
        said.append(_("Not signed"))
    return "  ·  ".join(said)


def _signature(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    signed = paper.signature
    declaration = _("I treated this patient and this record is complete.")
    if signed is None:
        blank = Signature(_("Responsible practitioner"), declaration)
        return [*heading(styles, _("Signature"), follows=_SIGNATURE_DEPTH), signature_block(styles, blank)]
    drawn = Signature(
        signed.role_label, declaration, signed.name, signed.day, signed.time, signed.strokes, unit=STROKE_UNIT
    )
    return [*heading(styles, _("Signature"), follows=_SIGNATURE_DEPTH), signature_block(styles, drawn)]


def _key(styles: Styles) -> Flowable:
    return note(
        styles,
        [
            strong(_("How to read this paper.")),
            Run(" "),
            Run("", mark=Mark.WARNING),
            Run(" " + _("outside the usual range, which stands beside it, or a warning nobody has decided on.") + " "),
            tag(_("OVERRIDDEN")),
            Run(" " + _("a stop that a prescriber went past, with the reason given.") + " "),
            strong(_("Calculated")),
            Run(": " + _("worked out from recorded values, with its working.") + " "),
            not_recorded(),
            Run(": " + _("nobody answered; it does not mean no or zero.")),
        ],
    )
