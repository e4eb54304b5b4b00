"""A consent as pages for the patient's eyes at the screen: the same text and the same facts as its paper."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from charting.dates import show_long_day
from charting.output.consent_blocks import answers_of
from charting.output.consent_parts import (
    GOALS,
    HOW,
    MONEY,
    PLAN,
    TOLD,
    WHO,
    likely_procedures,
    quoted,
    treating,
    values_of,
)
from charting.output.consent_signatures import stands_as_before
from charting.output.visit_paper import Answer, VisitPaper
from charting.records.consent import PROCEDURES
from charting.records.consent_signature import ROLES
from charting.text_files import Passage
from charting.texts import Callout, Section
from charting.words import _

TEXT, STATEMENTS, USES, SIGNATURE = "text", "statements", "uses", "signature"


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; what stands between double stars is strong."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers of the record, each with its label."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a row names it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What was chosen, one line each."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A marked note: `mark` is `information` or `warning`."""

    mark: str
    lead: str
    text: str


Part = Prose | Facts | Grid | Listed | Notice


@dataclass(frozen=True, slots=True)
class Page:
    """One section. `kind` says what is asked on it; a signature has its `role` and the sentence that is signed."""

    title: str
    parts: tuple[Part, ...] = ()
    kind: str = TEXT
    role: str = ""
    sentence: str = ""


def consent_pages(paper: VisitPaper, roles: Sequence[str]) -> tuple[Page, ...]:
    """The sections of a consent, then a page for each role that signs. `paper` is in the language it is set in."""
    consent, text = paper.consent, paper.texts.consent
    if consent is None:
        return ()
    agreed = consent.procedures or likely_procedures(paper.kind)
    values, read, asked = values_of(paper), list[Page](), list[Page]()
    for section in text.sections:
        if section.block == "signatures":
            continue
        if section.block == "statements" and not stands_as_before(consent):
            asked.append(Page(section.title, kind=STATEMENTS))
            continue
        passages = [p for p in section.passages if p.fits(paper.kind, agreed, paper.allergy_agents)]
        callouts = [c for c in section.callouts if c.passage.fits(paper.kind, agreed, paper.allergy_agents)]
        parts = (*_block(paper, section), *_prose(passages, values), *_notices(callouts, values))
        if parts:
            read.append(Page(section.title, parts))
    return (*read, *asked, *_signatures(roles, text.signs))


def photo_pages(paper: VisitPaper, roles: Sequence[str]) -> tuple[Page, ...]:
    """The sections of the consent to photographs, then a page for each role that signs."""
    text = paper.texts.photos
    if paper.photos is None:
        return ()
    values, read, asked = values_of(paper), list[Page](), list[Page]()
    for section in text.sections:
        parts = _prose(section.passages, values)
        if section.block == "uses":
            asked.append(Page(section.title, parts, USES))
        elif section.block != "signatures" and parts:
            lead = (Prose(text.lead),) if text.lead and not read else ()
            read.append(Page(section.title, (*lead, *parts)))
    return (*read, *asked, *_signatures(roles, text.signs))


def _signatures(roles: Sequence[str], sentences: dict[str, str]) -> tuple[Page, ...]:
    return tuple(
        Page(_("Signature: {role}").format(role=ROLES.label(role)), (), SIGNATURE, role, sentences.get(role, ""))
        for role in roles
    )


def _prose(passages: Iterable[Passage], values: dict[str, str]) -> tuple[Part, ...]:
    return tuple(Prose(passage.filled(values)) for passage in passages)


def _notices(callouts: Iterable[Callout], values: dict[str, str]) -> tuple[Part, ...]:
    return tuple(Notice(one.mark, one.lead, one.passage.filled(values)) for one in callouts)


def _block(paper: VisitPaper, section: Section) -> tuple[Part, ...]:
    drawn = _BLOCKS.get(section.block)
    return drawn(paper) if drawn is not None else ()


def _facts(answers: Iterable[Answer]) -> tuple[Part, ...]:
    """What was answered; a blank is the clinician's to fill and is not put before the patient."""
    rows = tuple((answer.label, answer.value) for answer in answers if answer.value)
    return (Facts(rows),) if rows else ()


def _who(paper: VisitPaper) -> tuple[Part, ...]:
    return _facts([treating(paper), *answers_of(paper, (*WHO, *HOW))])


def _goals(paper: VisitPaper) -> tuple[Part, ...]:
    said = [Answer(a.name, a.label, quoted(a.value)) for a in answers_of(paper, GOALS)]
    return _facts([*said, *answers_of(paper, TOLD)])


def _procedures(paper: VisitPaper) -> tuple[Part, ...]:
    chosen = (paper.consent.procedures if paper.consent else None) or ()
    items = tuple(PROCEDURES.label(choice.code) for choice in PROCEDURES if choice.code in chosen)
    return (*((Listed(items),) if items else ()), *_facts(answers_of(paper, PLAN)))


def _evidence(paper: VisitPaper) -> tuple[Part, ...]:
    return tuple(Prose(words) for words in paper.texts.evidence.statement.splitlines() if words.strip())


def _risks(part: str) -> Callable[[VisitPaper], tuple[Part, ...]]:
    def risks(paper: VisitPaper) -> tuple[Part, ...]:
        consent = paper.consent
        agreed = (consent.procedures if consent else None) or likely_procedures(paper.kind)
        rows = paper.texts.risks.rows(part, paper.kind, agreed, consent.device_type if consent else None)
        told = tuple(
            ("\n".join(p for p in (often.label, often.range) if p), " ".join(texts).replace("**", ""))
            for often, texts in rows
        )
        return (Grid((_("How often"), _("What can happen")), told),)

    return risks


def _alternatives(paper: VisitPaper) -> tuple[Part, ...]:
    choices = paper.texts.consent.alternatives_for(paper.kind, paper.patient_sex)
    rows = tuple((one.choice, one.benefit, one.risk) for one in choices)
    return (Grid((_("Choice"), _("A good point"), _("A bad point")), rows),)


def _money(paper: VisitPaper) -> tuple[Part, ...]:
    return _facts(answers_of(paper, MONEY))


def _questions(paper: VisitPaper) -> tuple[Part, ...]:
    return tuple(Prose(answer.value) for answer in answers_of(paper, ("questions_answers",)) if answer.value)


def _reconfirmed(paper: VisitPaper) -> tuple[Part, ...]:
    names = ("basis", "confirms_consent_of", "reconfirm_change", "reconfirm_detail")
    return _facts(answers_of(paper, names)) if paper.consent and paper.consent.basis == "reconfirmed" else ()


def _as_before(paper: VisitPaper) -> tuple[Part, ...]:
    first = paper.consent.first_signed_on if paper.consent else None
    day = show_long_day(first) if first else _("an earlier day")
    return (Prose(_("Agreed to in the consent of {day}, which stands.").format(day=day)),)


_BLOCKS: dict[str, Callable[[VisitPaper], tuple[Part, ...]]] = {
    "who": _who,
    "goals": _goals,
    "procedures": _procedures,
    "evidence": _evidence,
    "risks_expected": _risks("expected"),
    "risks_serious": _risks("serious"),
    "alternatives": _alternatives,
    "money": _money,
    "statements": _as_before,
    "questions": _questions,
    "reconfirm": _reconfirmed,
}
