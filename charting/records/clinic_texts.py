"""Which text stands: the clinic's own where one is confirmed and in force, else the shipped example."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session, selectinload

from charting.dates import show_day
from charting.records.text_version import TextVersion
from charting.text_markdown import read
from charting.text_source import Source
from charting.texts import CONSENT_LANGUAGE, languages, shipped, sound
from charting.words import _


@cache
def source_of(text: str) -> Source:
    """A text as far as it can be read."""
    return read(text)[0]


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of one text as it is given to patients. `state` is its line in the footer of a paper."""

    kind: str
    language: str
    template: str
    version: str
    text: str
    state: str
    confirmed: bool

    @property
    def name(self) -> str:
        """`consent-mprp-en 1.0`, as paper names it."""
        return f"{self.template} {self.version}"

    def source(self) -> Source:
        """The text read. It was checked before it was kept; rules made since do not keep it from being printed."""
        return source_of(self.text)


def versions_of(record: Any, kind: str, language: str | None = None) -> list[TextVersion]:
    """The versions of a kind of text in the chart of a record, the newest last; those of one language or of all."""
    session = record if isinstance(record, Session) else object_session(record) if record is not None else None
    if session is None:
        return []
    query = sa.select(TextVersion).where(TextVersion.kind == kind).options(selectinload(TextVersion.confirmation))
    if language is not None:
        query = query.where(TextVersion.language == language)
    with session.no_autoflush:
        kept = list(session.scalars(query))
    unsaved = [
        new
        for new in session.new
        if isinstance(new, TextVersion) and new.kind == kind and language in {None, new.language}
    ]
    return sorted([*kept, *unsaved], key=lambda version: version.made_at)


def wording_in_force(record: Any, kind: str, day: date, language: str = CONSENT_LANGUAGE) -> Wording:
    """The text that is given to patients on a day. Raises Known where a shipped text is missing."""
    standing = _in_force(versions_of(record, kind, language), day)
    return shipped_wording(kind, language) if standing is None else wording_of_version(standing)


def wording_named(record: Any, kind: str, template: str, version: str) -> Wording | None:
    """The very text that paper or consent names, whatever stands today; None where nobody has it any more."""
    for kept in versions_of(record, kind):
        if (kept.template, kept.version) == (template, version):
            return wording_of_version(kept)
    for language in languages(kind):
        found = shipped_wording(kind, language)
        if (found.template, found.version) == (template, version):
            return found
    return None


def wording_then(record: Any, kind: str, language: str, signed_at: datetime | None) -> Wording:
    """The risks or the evidence as they were told when a consent was signed; as they are told now before that."""
    kept = [one for one in versions_of(record, kind, language) if signed_at is not None and one.made_at <= signed_at]
    return wording_of_version(kept[-1]) if kept else shipped_wording(kind, language)


def major_since(record: Any, kind: str, template: str, version: str, agreed_on: date, day: date) -> str | None:
    """The text that replaced an agreed one so far that consent is asked again, by name; None where none did (3.2).

    Of the same language every later one counts that was marked so; of another language those in force since then.
    """
    kept = [one for one in versions_of(record, kind) if not one.shipped and one.in_force_from is not None]
    agreed = next((one for one in kept if (one.template, one.version) == (template, version)), None)
    for one in kept:
        begins = one.in_force_from
        if not one.major or begins is None or begins > day or one is agreed:
            continue
        if agreed is None:
            newer = begins >= agreed_on
        elif agreed.language == one.language:
            newer = one.made_at > agreed.made_at
        else:
            newer = begins > agreed_on
        if newer:
            return one.name
    if agreed is None and _in_force(kept, day) is None:
        return _major_example(kind, template, version)
    return None


def shipped_wording(kind: str, language: str = CONSENT_LANGUAGE) -> Wording:
    """The shipped text. Raises Known where it is missing or has a fault."""
    text = shipped(kind, language)
    source = sound(text, f"{kind}.md")
    return Wording(kind, language, source.template, source.version, text, _unconfirmed(source), confirmed=False)


def wording_of_version(version: TextVersion) -> Wording:
    """A kept version as it is given to patients."""
    confirmation = version.confirmation
    if confirmation is None:
        state = _unconfirmed(source_of(version.text))
    else:
        words = _("Text confirmed for this clinic by {name}, {day}")
        state = words.format(name=confirmation.confirmed_by, day=show_day(confirmation.confirmed_at.date()))
    return Wording(
        version.kind,
        version.language,
        version.template,
        version.version,
        version.text,
        state,
        confirmation is not None,
    )


def _unconfirmed(source: Source) -> str:
    if source.translation_of:
        return _("Translation not confirmed by this clinic")
    return _("Example text, not confirmed by this clinic")


def _in_force(versions: list[TextVersion], day: date) -> TextVersion | None:
    """The newest of those that are confirmed and have begun."""
    begun = [
        (version.in_force_from, version.made_at, version)
        for version in versions
        if version.in_force_from is not None and version.in_force_from <= day
    ]
    return max(begun, key=lambda one: one[:2], default=(None, None, None))[2]


def _major_example(kind: str, template: str, version: str) -> str | None:
    """Whether the shipped example itself moved on by a whole number since it was agreed to."""
    for language in languages(kind):
        now = shipped_wording(kind, language)
        if now.template == template and _whole(now.version) > _whole(version):
            return now.name
    return None


def _whole(version: str) -> int:
    before = version.partition(".")[0]
    return int(before) if before.isdecimal() else 0
