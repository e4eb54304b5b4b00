"""The prose patients read: consent, photographs, aftercare, letters, evidence; Markdown in resources/texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.errors import Known
from charting.forbidden import forbidden_in as forbidden_in
from charting.rules.aftercare_dates import RestartRow
from charting.text_checks import problems_of
from charting.text_files import RESOURCES, TEXTS, Passage, text_file
from charting.text_markdown import read, refuse_faulty
from charting.text_shapes import AFTERCARE, CONSENT, EVIDENCE, PHOTO_CONSENT, SHAPES
from charting.text_source import Item, Part, Source
from charting.words import _

CONSENT_LANGUAGE = "en"
AFTERCARE_BLANKS = SHAPES[AFTERCARE].fields
SEXES = ("male", "female")
_DEEP = re.compile(r"(\d+) hours when deep")
_WAIT = re.compile(r"(\d+) (hours|days)")


@dataclass(frozen=True, slots=True)
class Callout:
    """A marked note: `mark` is `information` or `warning`, `lead` its strong first line."""

    mark: str
    lead: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a consent. `block` names what is set from the record there; the passages follow it."""

    id: str
    title: str
    block: str
    note: str
    passages: tuple[Passage, ...]
    callouts: tuple[Callout, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another choice with one good and one bad point; `sex` is empty when it is for everybody."""

    choice: str
    benefit: str
    risk: str
    kinds: tuple[str, ...]
    sex: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The consent template. `signs` holds the sentence over each role's signature."""

    template_id: str
    version: str
    title: str
    treatment: dict[str, str]
    signs: dict[str, str]
    sections: tuple[Section, ...]
    statements: tuple[Passage, ...]
    alternatives: tuple[Alternative, ...]

    def statements_for(self, kind: str) -> tuple[Passage, ...]:
        """The statements of a kind of visit; a review has none."""
        return tuple(s for s in self.statements if s.fits(kind)) if kind in self.treatment else ()

    def alternatives_for(self, kind: str, sex: str | None) -> tuple[Alternative, ...]:
        """The other choices for a visit and a patient; where sex is not recorded, all of them."""
        return tuple(
            choice
            for choice in self.alternatives
            if (not choice.kinds or kind in choice.kinds) and (not choice.sex or sex not in SEXES or sex == choice.sex)
        )


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """One use of photographs: number, scope code, strong first words, the rest."""

    id: str
    scope: str
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoText:
    """The photograph consent template."""

    template_id: str
    version: str
    title: str
    lead: str
    statement_refusal: str
    statement_recall: str
    signs: dict[str, str]
    sections: tuple[Section, ...]
    uses: tuple[PhotoUse, ...]


@dataclass(frozen=True, slots=True)
class RedFlags:
    """Signs of one urgency: `now`, `same_day` or `soon`; `dial` stands large, `note` under it."""

    id: str
    dial: str
    note: str
    signs: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AftercareText:
    """The aftercare sheet. `pain` passages are picked by id, the others by `fits`."""

    template_id: str
    version: str
    title: str
    treatment: dict[str, str]
    headings: dict[str, str]
    today: tuple[Passage, ...]
    restarts: tuple[RestartRow, ...]
    pain: tuple[Passage, ...]
    normal: tuple[Passage, ...]
    red_flags: tuple[RedFlags, ...]
    next: tuple[Passage, ...]

    def pain_passages(
        self, relief: str, kind: str, allergies: Iterable[str], *, given_today: bool = False
    ) -> tuple[Passage, ...]:
        """What to say about pain: `relief` comes from `pain_relief`; `given_today` when paracetamol was given here."""
        known = tuple(allergies)
        wanted = {relief, "given"} if given_today and relief != "ask" else {relief}
        general = {"aspirin"} if relief == "ask" else {"check", "longer", "aspirin"}
        return tuple(p for p in self.pain if p.id in wanted | general and p.fits(kind, allergies=known))


@dataclass(frozen=True, slots=True)
class Citation:
    """One study, as cited, with what it found in words for patients."""

    id: str
    text: str
    doi: str
    pmid: str
    source: str
    finding: str


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """The evidence statement, printed as it is, and the studies behind it."""

    version: str
    statement: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class LetterText:
    """The letter to the family doctor. `block` of a section names what is set from the record there."""

    template_id: str
    version: str
    title: str
    treatment: dict[str, str]
    sections: tuple[Section, ...]

    def section(self, section_id: str) -> Section:
        """A section by its name. Raises KeyError."""
        return _by_id(self.sections, section_id)


@cache
def shipped(kind: str, language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> str:
    """A text as it was shipped, in Markdown. Raises `Known` when its file is missing or cannot be read."""
    path = folder / language / f"{kind}.md"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Known(_("The text file {file} cannot be read: {why}.").format(file=path, why=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise Known(_("{file} is not written correctly: {why}.").format(file=path.name, why=error)) from error


@cache
def sound(text: str, name: str) -> Source:
    """A text without a fault that blocks. Raises `Known` with `name`, the line and the fault."""
    source, problems = read(text)
    refuse_faulty(problems, name)
    refuse_faulty(problems_of(source), name)
    return source


def languages(kind: str = CONSENT, folder: Path = TEXTS) -> tuple[str, ...]:
    """The languages a kind of text is shipped in, English first."""
    found = sorted(path.parent.name for path in folder.glob(f"*/{kind}.md"))
    return tuple(sorted(found, key=lambda language: language != CONSENT_LANGUAGE))


@cache
def consent_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> ConsentText:
    """The shipped consent template of a language. Raises `Known` when its file is missing or wrong."""
    return consent_of(sound(shipped(CONSENT, language, folder), "consent.md"))


@cache
def photo_consent_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> PhotoText:
    """The shipped photograph consent of a language. Raises `Known` when its file is missing or wrong."""
    return photo_consent_of(sound(shipped(PHOTO_CONSENT, language, folder), "photo_consent.md"))


@cache
def aftercare_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> AftercareText:
    """The shipped aftercare template of a language. Raises `Known` when its file is missing or wrong."""
    return aftercare_of(sound(shipped(AFTERCARE, language, folder), "aftercare.md"))


def consent_of(source: Source) -> ConsentText:
    """A consent from its source, which must be sound."""
    return ConsentText(
        source.template,
        source.version,
        source.title,
        _named(_part(source, "treatment")),
        _named(_part(source, "signatures")),
        _sections(source, {"treatment"}),
        _passages(_part(source, "statements")),
        tuple(_alternative(item) for item in _part(source, "choices").items),
    )


def photo_consent_of(source: Source) -> PhotoText:
    """A photograph consent from its source, which must be sound."""
    uses, known = _part(source, "uses"), _named(_part(source, "understood"))
    return PhotoText(
        source.template,
        source.version,
        source.title,
        source.lead,
        known.get("refusal", ""),
        known.get("recall", ""),
        _named(_part(source, "signatures")),
        _sections(source, {"understood"}),
        tuple(PhotoUse(item.id, next(iter(item.words("scope")), ""), *item.led()) for item in uses.items),
    )


def aftercare_of(source: Source) -> AftercareText:
    """An aftercare sheet from its source, which must be sound."""
    titles = {name: _part(source, name).title for name in ("today", "restart", "pain", "normal", "next")}
    return AftercareText(
        source.template,
        source.version,
        source.title,
        _named(_part(source, "treatment")),
        {**titles, **_named(_part(source, "times"))},
        _passages(_part(source, "today")),
        tuple(_restart(item) for item in _part(source, "restart").items),
        _passages(_part(source, "pain")),
        _passages(_part(source, "normal")),
        tuple(
            RedFlags(part.id, part.title, part.instruction, _passages(part))
            for part in _part(source, "red_flags").parts
        ),
        _passages(_part(source, "next")),
    )


def letter_of(source: Source) -> LetterText:
    """A letter from its source, which must be sound."""
    named = _named(_part(source, "treatment"))
    return LetterText(source.template, source.version, source.title, named, _sections(source, {"treatment"}))


@cache
def evidence_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> EvidenceText:
    """The evidence statement and citations of a language. Raises `Known` when a file is missing or wrong."""
    return evidence_of(sound(shipped(EVIDENCE, language, folder), "evidence.md"))


def evidence_of(source: Source) -> EvidenceText:
    """The evidence in the words of one text; a study that it does not name is left out."""
    top, findings = text_file(RESOURCES / "catalogue" / "studies.toml"), _named(_part(source, "studies"))
    citations = tuple(
        Citation(
            e.text("id"),
            e.text("text"),
            e.text("doi", ""),
            e.text("pmid", ""),
            e.text("source"),
            findings[e.text("id")],
        )
        for e in top.entries("citation")
        if e.text("id") in findings
    )
    statement = _named(_part(source, "statement")).get("statement", "")
    return EvidenceText(top.text("evidence_version"), statement, citations)


def _part(source: Source, part_id: str) -> Part:
    """A section by its name; a version from before the section was asked for has an empty one."""
    return next((part for part in source.every_part() if part.id == part_id), Part(part_id, ""))


def _by_id(sections: Iterable[Section], section_id: str) -> Section:
    for section in sections:
        if section.id == section_id:
            return section
    raise KeyError(section_id)


def _named(part: Part) -> dict[str, str]:
    return {item.id: item.text for item in part.items}


def _passage(item: Item, text: str | None = None) -> Passage:
    return Passage(
        item.id,
        item.text if text is None else text,
        item.words("only"),
        item.words("with"),
        item.words("if allergic"),
        item.words("unless allergic"),
    )


def _passages(part: Part) -> tuple[Passage, ...]:
    return tuple(_passage(item) for item in part.items)


_SET_ELSEWHERE = {"statements", "choices", "signatures", "uses"}
"""Sections whose items are no running text: they are answered, chosen or signed."""


def _sections(source: Source, apart: set[str]) -> tuple[Section, ...]:
    found = []
    for part in source.parts:
        if part.id in apart:
            continue
        items = () if part.id in _SET_ELSEWHERE else part.items
        plain = tuple(_passage(item) for item in items if not item.sign)
        called = tuple(Callout(item.sign, item.led()[0], _passage(item, item.led()[1])) for item in items if item.sign)
        found.append(Section(part.id, part.title, part.record, part.instruction, plain, called))
    return tuple(found)


def _alternative(item: Item) -> Alternative:
    benefit, risk = (*item.cells, "", "")[:2]
    return Alternative(item.text, benefit, risk, item.words("only"), next(iter(item.words("for")), ""))


def _restart(item: Item) -> RestartRow:
    lead, text = item.led()
    hours: int | None = None
    deep: int | None = None
    days: int | None = None
    for words in item.words("after"):
        if found := _DEEP.fullmatch(words):
            deep = int(found[1])
        elif found := _WAIT.fullmatch(words):
            hours, days = (int(found[1]), days) if found[2] == "hours" else (hours, int(found[1]))
    return RestartRow(item.id, lead, text, hours, deep, days, item.words("only"), item.words("unless allergic"))
