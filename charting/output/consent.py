"""The consent of a visit: the template's sections, filled from the sheet."""

from collections.abc import Mapping
from itertools import groupby

from reportlab.platypus import Flowable

from charting.output.callouts import call_out
from charting.output.consent_blocks import BLOCKS, Block
from charting.output.consent_parts import likely_procedures, values_of
from charting.output.consent_signatures import DEPTH_OF, stands_as_before
from charting.output.headings import heading, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.marks import Mark
from charting.output.prose import prose
from charting.output.room import OnOnePage
from charting.output.styles import Kind, Styles
from charting.output.visit_paper import ConsentFacts, VisitPaper
from charting.text_files import Passage
from charting.texts import Section
from charting.words import _, ngettext

_MARKS = {"information": Mark.INFORMATION, "warning": Mark.WARNING}
_SIGNED_ON_ONE_PAGE = {"signatures", "reconfirm", "withdrawal"}
_AIR, _LEADING = 0.65, 0.95
_HIDDEN = {"capacity_concerns", "procedure_set"}


def story(
    styles: Styles, info: DocumentInfo, paper: VisitPaper, blocks: Mapping[str, Block] = BLOCKS
) -> list[Flowable]:
    """The consent as a story; nothing where the visit has none. `blocks` draw what a section names."""
    if paper.consent is None:
        return []
    if styles.kind is not Kind.LARGE:
        styles = styles.closer(_AIR, _LEADING, _LEADING)
    flowables = title(styles, info, _lead(paper, paper.consent))
    flowables += _state(styles, paper, paper.consent)
    numbered = enumerate(paper.texts.consent.sections, start=1)
    for signing, sections in groupby(numbered, key=lambda one: one[1].block in _SIGNED_ON_ONE_PAGE):
        laid = [made for number, section in sections if (made := _section(styles, paper, section, number, blocks))]
        flowables += [OnOnePage(*laid)] if signing and laid else [part for made in laid for part in made]
    return flowables


def expected_of(paper: VisitPaper) -> list[str]:
    """Every recorded answer but the clinician's concerns and the ticked procedures, every sentence, every signer."""
    sheet, consent = paper.sheet("consent"), paper.consent
    if sheet is None or consent is None:
        return []
    unsaid = _HIDDEN if consent.refused else {*_HIDDEN, "refused"}
    values = [answer.value for answer in sheet.answers if answer.name not in unsaid]
    if not stands_as_before(consent):
        values += [agreement.sentence for agreement in consent.agreements]
    return [*values, *(signing.name for signing in consent.signings)]


def _lead(paper: VisitPaper, consent: ConsentFacts) -> str:
    said = paper.texts.consent.treatment.get(paper.kind, paper.kind_label)
    count, every = consent.planned_sessions, _answer(paper, "interval_days")
    if count is not None:
        sessions = ngettext("{count} session", "{count} sessions", count).format(count=count)
        said = f"{said}: {sessions}"
        if every and count > 1:
            said = _("{sessions}, {interval} apart").format(sessions=said, interval=every)
    return said


def _answer(paper: VisitPaper, name: str) -> str:
    sheet = paper.sheet("consent")
    return sheet.answer(name).value if sheet else ""


def _state(styles: Styles, paper: VisitPaper, consent: ConsentFacts) -> list[Flowable]:
    """What a reader must know before anything else: refused, withdrawn."""
    if consent.refused:
        return [call_out(styles, _("Refused"), _("The patient refused this treatment."), mark=Mark.WARNING)]
    if consent.withdrawn:
        what = _answer(paper, "withdrawn_what")
        words = _("{time}: {what}. See the last section.").format(
            time=_answer(paper, "withdrawn_at"), what=what or _("what was withdrawn is not recorded")
        )
        return [call_out(styles, _("Consent withdrawn"), words, mark=Mark.WARNING)]
    return []


def _section(
    styles: Styles, paper: VisitPaper, section: Section, number: int, blocks: Mapping[str, Block]
) -> list[Flowable]:
    assert paper.consent is not None
    agreed = paper.consent.procedures or likely_procedures(paper.kind)
    passages = [p for p in section.passages if p.fits(paper.kind, agreed, paper.allergy_agents)]
    callouts = [c for c in section.callouts if c.passage.fits(paper.kind, agreed, paper.allergy_agents)]
    block = blocks[section.block](styles, paper, section) if section.block else []
    if not block and not passages and not callouts:
        return []
    remark = section.note if section.block == "signatures" and not paper.consent.sealed else ""
    flowables = heading(styles, section.title, number, remark, follows=DEPTH_OF.get(section.block))
    if section.block in {"withdrawal", "reconfirm"}:
        return [*flowables, *_passages(styles, paper, passages), *block]
    flowables += [*block, *_passages(styles, paper, passages)]
    values = values_of(paper)
    for callout in callouts:
        flowables.append(
            call_out(styles, callout.lead, prose(callout.passage.filled(values)), mark=_MARKS[callout.mark])
        )
    return flowables


def _passages(styles: Styles, paper: VisitPaper, passages: list[Passage]) -> list[Flowable]:
    """Short passages run on; those that begin with a strong lead stand alone."""
    values = values_of(paper)
    running: list[str] = []
    flowables: list[Flowable] = []
    for passage in passages:
        words = passage.filled(values)
        if words.startswith("**"):
            flowables.append(paragraph(styles, prose(words), before=0.25, after=0.25))
        else:
            running.append(words)
    if running:
        flowables.insert(0, paragraph(styles, prose(" ".join(running)), before=0.25, after=0.25))
    return flowables
