"""The clinic's own texts: written as versions, confirmed by the responsible practitioner, never changed afterwards."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from charting.actions.people import Proven, require
from charting.dates import show_day
from charting.errors import Known, MissingGlyph
from charting.output.fonts import Face, font_for
from charting.reading_age import Readability, readability, reading_problems
from charting.records.clinic import SIGNING_ROLES, Practitioner
from charting.records.clinic_texts import Wording, shipped_wording, versions_of, wording_in_force, wording_of_version
from charting.records.text_version import TextConfirmation, TextDraft, TextVersion
from charting.store.chart_session import ChartSession
from charting.text_checks import problems_of
from charting.text_markdown import read
from charting.text_shapes import OWNED
from charting.text_source import Problem, Source
from charting.text_translation import translation_problems
from charting.texts import CONSENT_LANGUAGE, languages
from charting.words import _

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """One text of the list: what is in force, and a newer version that waits for its confirmation or its day."""

    kind: str
    language: str
    now: Wording
    waiting: TextVersion | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that somebody is writing. `problems` name the lines of the body, without the head."""

    source: Source
    problems: tuple[Problem, ...]
    reading: Readability

    @property
    def usable(self) -> bool:
        """Whether nothing keeps it from use."""
        return not any(problem.blocks for problem in self.problems)


def texts_of_clinic(chart: ChartSession, day: date) -> list[Standing]:
    """Every kind of text in every language there is, as it stands on a day."""
    found = []
    for kind in OWNED:
        kept = [version for version in versions_of(chart.orm, kind) if not version.shipped]
        others = sorted({version.language for version in kept} - set(languages(kind)))
        for language in (*languages(kind), *others):
            now = wording_in_force(chart.orm, kind, day, language)
            own = [version for version in kept if version.language == language]
            newest = own[-1] if own else None
            waiting = newest if newest is not None and newest.name != now.name and _waits(newest, day) else None
            found.append(Standing(kind, language, now, waiting))
    return found


def history_of(chart: ChartSession, kind: str, language: str) -> list[TextVersion]:
    """The clinic's own versions of a text, the newest first."""
    return [version for version in reversed(versions_of(chart.orm, kind, language)) if not version.shipped]


def body_of(text: str) -> str:
    """A text without its head, which the program writes."""
    return re.sub(r"\A\ufeff?---\n.*?\n---\n+", "", text.replace("\r\n", "\n"), count=1, flags=re.DOTALL)


def check_body(kind: str, language: str, body: str, translation_of: str = "") -> Checked:
    """What is wrong with a text as somebody is writing it: what blocks first, then by line."""
    text = _with_head(kind, language, "1.0", body, translation_of)
    shift = text.count("\n") - body.count("\n") - (0 if body.endswith("\n") else 1)
    source, problems = read(text)
    if source.title or source.parts:
        problems += [*problems_of(source), *_unprintable(source), *reading_problems(source)]
        problems += _beside_the_original(source)
    told = [replace(problem, line=max(0, problem.line - shift)) for problem in dict.fromkeys(problems)]
    return Checked(source, tuple(sorted(told, key=lambda one: (not one.blocks, one.line))), readability(source))


def _beside_the_original(source: Source) -> list[Problem]:
    """What a translation lost or added beside its original: a remark, for a clinic may mean it so."""
    if not source.translation_of or source.kind not in OWNED:
        return []
    example = shipped_wording(source.kind)
    if f"{example.template} {example.version}" != source.translation_of:
        return []  # of a text that is not shipped any more
    found = translation_problems(source, example.source())
    return [replace(problem, blocks=False, about=_("Differs from the original")) for problem in found]


def save_version(
    chart: ChartSession,
    by: Practitioner,
    based_on: Wording,
    body: str,
    *,
    major: bool,
    effective_on: date,
    note: str,
    now: datetime,
) -> TextVersion:
    """Keep another version of a text; patients get it once it is confirmed and its day has come.

    Raises NotAllowed, or Known for a fault that blocks, a text that changed nothing, a day that is past.
    """
    require(by, "texts")
    kind, language = based_on.kind, based_on.language
    checked = check_body(kind, language, body, based_on.source().translation_of)
    if not checked.usable:
        first = checked.problems[0]
        raise Known(_("Line {line}: {what}").format(line=first.line, what=first.words) if first.line else first.words)
    if body_of(based_on.text).split() == body.split():
        raise Known(_("Nothing was changed."))
    drop_draft(chart, kind, language)
    return _keep(chart, by, based_on, body, major=major, effective_on=effective_on, note=note, now=now)


def draft_of(chart: ChartSession, kind: str, language: str) -> TextDraft | None:
    """What somebody was writing and did not keep as a version yet."""
    query = sa.select(TextDraft).where(TextDraft.kind == kind, TextDraft.language == language)
    unsaved = (new for new in chart.orm.new if isinstance(new, TextDraft))
    known = next((draft for draft in unsaved if (draft.kind, draft.language) == (kind, language)), None)
    with chart.orm.no_autoflush:
        return known or chart.orm.scalars(query).first()


def keep_draft(chart: ChartSession, by: Practitioner, based_on: Wording, body: str) -> None:
    """Let the next save keep what is being written; the words it began with leave no draft. Raises NotAllowed."""
    require(by, "texts")
    draft = draft_of(chart, based_on.kind, based_on.language)
    if body_of(based_on.text).split() == body.split():
        drop_draft(chart, based_on.kind, based_on.language)
    elif draft is None:
        chart.add(TextDraft(kind=based_on.kind, language=based_on.language, body=body, based_on=based_on.name))
    else:
        draft.body, draft.based_on = body, based_on.name


def drop_draft(chart: ChartSession, kind: str, language: str) -> None:
    """Throw away what was being written."""
    draft = draft_of(chart, kind, language)
    if draft in chart.orm.new:
        chart.orm.expunge(draft)
    elif draft is not None:
        chart.orm.delete(draft)


def confirm(chart: ChartSession, by: Proven, version: TextVersion, now: datetime) -> None:
    """The responsible practitioner confirms a version for this clinic. Raises Known where it may not be confirmed."""
    if why := why_not_confirm(by.person):
        raise Known(why)
    if version.confirmation is not None:
        raise Known(_("This version is confirmed already."))
    checked = check_body(version.kind, version.language, body_of(version.text))
    if not checked.usable:
        raise Known(checked.problems[0].words)
    version.confirmation = TextConfirmation(confirmed_by=by.person.signature_line(), confirmed_at=now)
    chart.add(version.confirmation)


def confirm_example(chart: ChartSession, by: Proven, kind: str, language: str, now: datetime) -> TextVersion:
    """Take the shipped example over as it is, and confirm it. Raises Known where it may not be confirmed."""
    if why := why_not_confirm(by.person):
        raise Known(why)
    example = shipped_wording(kind, language)
    body, note = body_of(example.text), _("The example, taken over as it is.")
    version = _keep(chart, by.person, example, body, major=False, effective_on=now.date(), note=note, now=now)
    confirm(chart, by, version, now)
    return version


def why_not_confirm(person: Practitioner) -> str:
    """Why somebody may not confirm a text; blank for a practitioner who signs and has a registration number."""
    if person.left_on is None and person.acting_role in SIGNING_ROLES and person.registration_number:
        return ""
    words = _("{name} may not confirm texts: that is for a practitioner who signs, with a registration number.")
    return words.format(name=person.name or _("Somebody"))


def _keep(
    chart: ChartSession,
    by: Practitioner,
    based_on: Wording,
    body: str,
    *,
    major: bool,
    effective_on: date,
    note: str,
    now: datetime,
) -> TextVersion:
    if effective_on < now.date():
        raise Known(_("A text cannot begin on {day}, which is past.").format(day=show_day(effective_on)))
    kind, language = based_on.kind, based_on.language
    number = _next_number(history_of(chart, kind, language), major)
    translation_of = based_on.source().translation_of
    version = TextVersion(
        kind=kind,
        language=language,
        template=_template(kind, language),
        version=number,
        text=_with_head(kind, language, number, body, translation_of),
        major=int(major),
        author=by.signature_line() or by.name or "",
        made_at=now,
        effective_on=effective_on,
        note=" ".join(note.split())[:LONGEST_NOTE] or None,
        based_on=based_on.name,
    )
    chart.add(version)
    return version


def _next_number(kept: list[TextVersion], major: bool) -> str:
    if not kept:
        return "1.0"
    whole, _point, part = kept[0].version.partition(".")
    return f"{int(whole) + 1}.0" if major else f"{whole}.{int(part) + 1}"


def _template(kind: str, language: str) -> str:
    return f"clinic-{kind.replace('_', '-')}-{language}"


def _with_head(kind: str, language: str, version: str, body: str, translation_of: str) -> str:
    lines = ["---", f"text: {kind}", f"template: {_template(kind, language)}", f"language: {language}"]
    lines.append(f"version: {version}")
    if translation_of:
        lines.append(f"translation_of: {translation_of}")
    return "\n".join((*lines, "---", "", body.replace("\r\n", "\n").strip("\n"), ""))


def _waits(version: TextVersion, day: date) -> bool:
    return version.in_force_from is None or version.in_force_from > day


def _unprintable(source: Source) -> list[Problem]:
    """Characters that no bundled font has, each told once a line."""
    found = []
    for line, text in source.texts():
        for character in sorted(set(text)):
            try:
                font_for(character, Face.REGULAR)
                font_for(character, Face.SEMIBOLD)
            except MissingGlyph as missing:
                found.append(Problem(line, str(missing)))
    return found


def newest(chart: ChartSession, kind: str, day: date, language: str = CONSENT_LANGUAGE) -> Wording:
    """The text one goes on writing: the newest version, confirmed or not, else the shipped example."""
    kept = history_of(chart, kind, language)
    return wording_of_version(kept[0]) if kept else wording_in_force(chart.orm, kind, day, language)
