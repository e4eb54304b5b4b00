"""The chart summary: what needed a decision first, then the visit in the order of its work, then the signature."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.dates import show_day, show_long_day
from charting.output.callouts import call_out
from charting.output.headings import heading, note, title
from charting.output.info import DocumentInfo
from charting.output.marks import Mark
from charting.output.room import OnOnePage
from charting.output.run_on import Entry, run_on
from charting.output.runs import Run, not_recorded, strong, tag
from charting.output.signature import Signature, signature_block
from charting.output.signings import BY_SECRET, STROKE_UNIT
from charting.output.styles import Styles
from charting.output.summary_account import IN_WORDS, account
from charting.output.summary_amendments import amendments_section, expected_amendments, standing_notes
from charting.output.summary_checklist import expected_questions
from charting.output.summary_decisions import decisions_section, expected_decisions
from charting.output.summary_sheets import sheet_section, stated
from charting.output.visit_paper import SheetPaper, VisitPaper
from charting.records.signed import altered_words
from charting.words import _

_LISTED = 7.0
"""The size of the names of what nobody answered, in points: the smallest on paper."""
_AIR, _LEADING, _SMALL_LEADING = 0.58, 0.93, 0.89
_UNDER = 16 * mm
"""A heading has at least a row of the grid and a line under it."""


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The summary as a story, set tight: it is looked things up in."""
    styles = styles.closer(_AIR, _LEADING, _SMALL_LEADING)
    flowables = title(styles, info, _lead(paper))
    flowables += standing_notes(styles, paper)
    flowables += decisions_section(styles, paper)
    sections: list[list[Flowable]] = []
    silent: list[tuple[str, list[str]]] = []
    for sheets, remark in _in_order(paper):
        section = heading(styles, _heading(sheets), len(sections) + 2, remark, follows=_UNDER)
        for sheet in sheets:
            laid, labels = sheet_section(styles, paper, sheet)
            section += laid
            silent.append((sheet.title, labels))
        if paper.visit in sheets:
            section += account(styles, paper)
        sections.append(section)
    if amendments := amendments_section(styles, paper, len(sections) + 2):
        sections.append(amendments)
    flowables += [flowable for section in sections for flowable in section]
    # A signature never stands alone on a page: what nobody answered goes with it, where that fits a page.
    unanswered = _nobody_answered(styles, silent)
    last = [*unanswered, *_signature(styles, paper), _key(styles, told=bool(unanswered))]
    return [*flowables, OnOnePage(last)]


def expected_of(paper: VisitPaper) -> list[str]:
    """Every recorded word and every computed value of the visit."""
    values: list[str] = []
    for sheet in (sheet for sheets, _remark in _in_order(paper) for sheet in sheets):
        values += [answer.value for answer in sheet.answers]
        values += [answer.value for table in sheet.tables for row in stated(table).rows for answer in row]
        values += [result.shown() for result in sheet.results if result.value is not None or result.text]
        values += [answer.label for answer in sheet.answers if answer.name != IN_WORDS]
    values += paper.account.splitlines()
    values += expected_decisions(paper)
    values += expected_amendments(paper)
    values += expected_questions(paper.questions)
    return values


def _in_order(paper: VisitPaper) -> Iterator[tuple[list[SheetPaper], str]]:
    """The sheets that stand under one heading, and the remark beside it."""
    live = _("course as it stands on {day}").format(day=paper.printed_at) if paper.signature else ""
    yield [paper.patient, paper.course], live
    together: list[SheetPaper] = []
    for sheet in paper.sheets:
        if sheet.slot == "photo_consent" and together:
            together.append(sheet)
            continue
        if together:
            yield together, ""
        together = [sheet]
    if together:
        yield together, ""
    edited = paper.visit.answer(IN_WORDS).value
    yield [paper.visit], _("edited by hand; the answers stand as recorded") if edited else _("made from the answers")


def _heading(sheets: Sequence[SheetPaper]) -> str:
    if sheets[0].slot == "visit":
        return _("Course of the visit")
    if len(sheets) == 1:
        return sheets[0].title
    first, second = sheets[0].title, sheets[1].title
    return _("{first} and {second}").format(first=first, second=second[:1].lower() + second[1:])


def _nobody_answered(styles: Styles, silent: Sequence[tuple[str, list[str]]]) -> list[Flowable]:
    """Everything that nobody answered and nobody had to, sheet by sheet, in one place."""
    entries: list[Entry] = []
    for title_of_sheet, labels in silent:
        for at, label in enumerate(labels, start=1):
            words = f"{label}." if at == len(labels) else f"{label},"
            begun = [strong(f"{title_of_sheet}: ")] if at == 1 else []
            entries.append(Entry([*begun, words], before="   " if begun else " "))
    lead = _("Not recorded: nobody answered, which does not mean no or zero.")
    return run_on(replace(styles, small=styles.small.sized(_LISTED)), entries, lead)


def _lead(paper: VisitPaper) -> str:
    weekday = show_long_day(paper.day).split()[0]
    said = [
        _("{kind}, session {number}").format(kind=paper.kind_label, number=paper.session_number)
        if paper.kind != "review"
        else paper.kind_label,
        f"{weekday} {show_day(paper.day)}" + (f", {paper.times}" if paper.times else ""),
    ]
    if paper.standing.altered:
        said.append(altered_words())
    elif paper.signature:
        said.append(_("Signed {time} and locked").format(time=f"{paper.signature.day} {paper.signature.time}"))
    else:
        said.append(_("Not signed"))
    return "  ·  ".join(said)


def _signature(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    signed = paper.signature
    if paper.standing.altered:
        words = _("The signature is not shown: it does not fit.")
        return [call_out(styles, altered_words(), words, mark=Mark.WARNING)]
    declaration = _("I treated this patient and this record is complete.")
    if signed is None:
        blank = Signature(_("Responsible practitioner"), declaration)
        return [signature_block(styles, blank)]
    drawn = Signature(
        signed.role_label, declaration, signed.name, signed.day, signed.time, signed.strokes, STROKE_UNIT, _(BY_SECRET)
    )
    return [signature_block(styles, drawn)]


def _key(styles: Styles, told: bool) -> Flowable:
    """What the marks mean; what is not recorded was `told` above, where there is anything."""
    silence = [not_recorded(), Run(": " + _("nobody answered; it does not mean no or zero."))]
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
            *([] if told else silence),
        ],
    )
