"""The consent to photographs: a choice of its own, with its own scopes and signatures."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from charting.choices import YES_NO
from charting.output.answers import answer_grid
from charting.output.headings import heading, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.prose import prose
from charting.output.runs import Run, Words, not_recorded, strong
from charting.output.signature import signature_block
from charting.output.signings import signatures_of
from charting.output.statements import Statement, statements, tick_list
from charting.output.styles import Kind, Styles
from charting.output.visit_paper import PhotoFacts, PhotoUseAnswer, VisitPaper
from charting.records.consent_signature import ROLES
from charting.records.photo_consent import SCOPES
from charting.texts import PhotoText
from charting.words import _, listed

_SIGNATURES = 50 * mm


def photo_story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The photograph consent; nothing where the visit has none."""
    photos, text = paper.photos, paper.texts.photos
    if photos is None:
        return []
    flowables = title(styles, info, text.lead)
    for number, section in enumerate(text.sections, start=1):
        signing = section.block == "signatures"
        depth = (2 * _SIGNATURES if styles.kind is Kind.LARGE else _SIGNATURES) if signing else None
        remark = section.note if section.block == "uses" and not photos.sealed else ""
        flowables += heading(styles, section.title, number, remark, follows=depth)
        for passage in section.passages:
            words = passage.filled({"clinic_phone": paper.phone or _("the clinic")})
            flowables.append(paragraph(styles, prose(words)))
        if section.block == "uses":
            flowables += _uses(styles, paper, photos, text)
        elif section.block == "signatures":
            roles = [(role, ROLES.label(role)) for role in ("patient", "clinician")]
            boxes = signatures_of(photos.signings, roles, text.signs, paper.patient_name)
            flowables += [signature_block(styles, box) for box in boxes]
    return flowables


def expected_of(paper: VisitPaper) -> list[str]:
    """Every recorded answer and every signer."""
    sheet, photos = paper.sheet("photo_consent"), paper.photos
    if sheet is None or photos is None:
        return []
    return [*(answer.value for answer in sheet.answers), *(signing.name for signing in photos.signings)]


def _uses(styles: Styles, paper: VisitPaper, photos: PhotoFacts, text: PhotoText) -> list[Flowable]:
    known = {use.scope: use for use in text.uses}
    lines = []
    for at, answer in enumerate(photos.uses, start=1):
        use = known.get(answer.scope)
        sentence: Words = [strong(f"{use.lead} "), Run(use.text)] if use else SCOPES.label(answer.scope)
        lines.append(
            Statement(
                use.id if use else f"P{at}",
                sentence,
                None if answer.allowed is None else 0 if answer.allowed else 1,
                answer.initials,
                extra=(_shown(answer, photos), _until(answer, photos)),
            )
        )
    uses = statements(
        styles, lines, instruction=_("Use"), choices=[_("Yes"), _("No")], extra=[_("What is shown"), _("Until")]
    )
    return [uses, *_understood(styles, paper, photos, text)]


def _shown(answer: PhotoUseAnswer, photos: PhotoFacts) -> Words:
    if answer.allowed is False:
        return _("Nothing")
    said = []
    if answer.recognisable is not None:
        said.append(_("Recognisable") if answer.recognisable else _("Not recognisable"))
    if answer.masked is not None:
        said.append(_("masked") if answer.masked else _("not masked"))
    return listed(said) if said else _open(photos)


def _until(answer: PhotoUseAnswer, photos: PhotoFacts) -> Words:
    if answer.taken_back:
        return _("Taken back on {day}").format(day=answer.taken_back)
    if answer.allowed is False:
        return _("Not allowed")
    if answer.until:
        return answer.until
    return _("No end is set") if answer.allowed else _open(photos)


def _open(photos: PhotoFacts) -> Words:
    """A cell nobody answered: said so on a signed paper, left for a pen before."""
    return not_recorded() if photos.sealed else ""


def _understood(styles: Styles, paper: VisitPaper, photos: PhotoFacts, text: PhotoText) -> list[Flowable]:
    sheet = paper.sheet("photo_consent")
    if sheet is None:
        return []
    sentences = {"refusal_is_free": text.statement_refusal, "cannot_be_recalled": text.statement_recall}
    ticks: list[tuple[Words, bool]] = []
    for name, sentence in sentences.items():
        said = sheet.answer(name)
        if photos.sealed and not said.value and not said.needed:
            continue
        denied: Words = [sentence, strong(f" {said.value}")]
        ticks.append((denied if said.value == YES_NO.label("no") else sentence, said.value == YES_NO.label("yes")))
    others = [answer for answer in sheet.answers if answer.name not in sentences and answer.value]
    boxes = [Spacer(1, 0.3 * styles.l), tick_list(styles, ticks, columns=1)] if ticks else []
    return [*boxes, *answer_grid(styles, others)]
