"""The texts that the papers of one visit are set in: the very versions its sheets name, else those in force then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from charting.home_text import HomeText, home_of
from charting.records.clinic_texts import (
    Wording,
    shipped_wording,
    versions_of,
    wording_in_force,
    wording_named,
    wording_then,
)
from charting.records.visit import Visit
from charting.risks import Risks, risks_of
from charting.text_shapes import AFTERCARE, CONSENT, EVIDENCE, HOME_NEEDLING, LETTER, OWNED, PHOTO_CONSENT, RISKS
from charting.text_source import Source
from charting.texts import (
    CONSENT_LANGUAGE,
    AftercareText,
    ConsentText,
    EvidenceText,
    LetterText,
    PhotoText,
    aftercare_of,
    consent_of,
    evidence_of,
    languages,
    letter_of,
    photo_consent_of,
)
from charting.words import SOURCE, _, in_language

Text = TypeVar("Text")


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """`states` is the line of the footer for each kind of text, `missing` why a text that was signed is not there.

    `made_from` names what a translation was made from.
    """

    consent: ConsentText
    photos: PhotoText
    aftercare: AftercareText
    letter: LetterText
    home: HomeText
    evidence: EvidenceText
    risks: Risks
    states: Mapping[str, str]
    missing: Mapping[str, str] = field(default_factory=dict)
    made_from: Mapping[str, str] = field(default_factory=dict)


def texts_of(visit: Visit, language: str | None = None) -> PaperTexts:
    """The texts for the papers of a visit; with a `language`, all of them in that one as far as they are there.

    Raises Known where a shipped text is missing or wrong.
    """
    day, missing = visit.opened_at.date(), dict[str, str]()
    named = _names(visit)
    wordings = {kind: _wording(visit, kind, day, named.get(kind, ""), missing) for kind in OWNED}
    if language is not None:
        wordings = {kind: _in_language(visit, wording, day, language) for kind, wording in wordings.items()}
    signed = visit.consent.when_signed() if visit.consent is not None else None
    return _gathered(wordings, missing, visit, signed)


def texts_in_force(record: Any, day: date) -> PaperTexts:
    """The texts given on a day, for forms that no visit stands behind; `record` is any of the chart's."""
    return _gathered({kind: wording_in_force(record, kind, day) for kind in OWNED}, {})


def named_texts(visit: Visit) -> dict[str, Wording]:
    """The texts that the sheets of the visit name, as far as anybody still has them."""
    parts = {kind: name.rpartition(" ") for kind, name in _names(visit).items()}
    found = {kind: wording_named(visit, kind, part[0], part[2]) for kind, part in parts.items()}
    return {kind: wording for kind, wording in found.items() if wording is not None}


@cache
def example_texts() -> PaperTexts:
    """The shipped examples, for papers that no visit stands behind."""
    return _gathered({kind: shipped_wording(kind) for kind in OWNED}, {})


def _names(visit: Visit) -> dict[str, str]:
    """What the sheets of the visit name: template and version, as they stand on paper."""
    consent, photos, after = visit.consent, visit.photo_consent, visit.after
    named = {}
    if consent is not None and consent.template_id:
        named[CONSENT] = f"{consent.template_id} {consent.template_version}"
    if photos is not None and photos.template_id:
        named[PHOTO_CONSENT] = f"{photos.template_id} {photos.template_version}"
    if after is not None and after.aftercare_version:
        named[AFTERCARE] = after.aftercare_version
    return named


def _wording(visit: Visit, kind: str, day: date, named: str, missing: dict[str, str]) -> Wording:
    template, _space, version = named.rpartition(" ")
    found = wording_named(visit, kind, template, version) if template else None
    if template and found is None and kind in {CONSENT, PHOTO_CONSENT}:
        words = _("The text {name} is not in this chart. Show the paper that was kept when it was signed.")
        missing[kind] = words.format(name=named)
    return found or wording_in_force(visit, kind, day)


def _in_language(visit: Visit, wording: Wording, day: date, language: str) -> Wording:
    """The same kind of text in a language, as it stands on a day; unchanged where there is none in it."""
    if wording.language == language:
        return wording
    there = language in languages(wording.kind) or versions_of(visit, wording.kind, language)
    return wording_in_force(visit, wording.kind, day, language) if there else wording


def _gathered(
    wordings: Mapping[str, Wording],
    missing: Mapping[str, str],
    visit: Visit | None = None,
    signed_at: datetime | None = None,
) -> PaperTexts:
    language = wordings[AFTERCARE].language
    sources = {kind: wording.source() for kind, wording in wordings.items()}
    for kind in (RISKS, EVIDENCE):
        known = language if language in languages(kind) else CONSENT_LANGUAGE
        sources[kind] = wording_then(visit, kind, known, signed_at).source()
    return PaperTexts(
        _read(wordings[CONSENT], consent_of),
        _read(wordings[PHOTO_CONSENT], photo_consent_of),
        _read(wordings[AFTERCARE], aftercare_of),
        _read(wordings[LETTER], letter_of),
        _read(wordings[HOME_NEEDLING], home_of),
        evidence_of(sources[EVIDENCE]),
        risks_of(sources[RISKS]),
        {kind: _state(wording) for kind, wording in wordings.items()},
        missing,
        {kind: source.translation_of for kind, source in sources.items()},
    )


def _state(wording: Wording) -> str:
    return wording.state if wording.confirmed else unconfirmed(wording.language)


def unconfirmed(language: str) -> str:
    """That nobody here has confirmed a shipped text; of a translation, in its language and in English."""
    if language == SOURCE:
        return _("Example text, not confirmed by this clinic")
    said = []
    for one in (language, SOURCE):
        with in_language(one):
            said.append(_("Translation not confirmed by this clinic"))
    return " · ".join(dict.fromkeys(said))


def _read(wording: Wording, into: Callable[[Source], Text]) -> Text:
    return into(wording.source())
