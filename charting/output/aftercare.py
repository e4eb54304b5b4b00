"""The aftercare sheet: what to leave alone, when to start again, what is normal, whom to call (clinical.md 8.3)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from charting.dates import show_long_day, show_time
from charting.output.callouts import RedFlag, red_flags
from charting.output.headings import column_heading, heading, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.prose import prose
from charting.output.runs import Run, Words, small, strong
from charting.output.styles import MEASURE, Kind, Styles
from charting.output.tables import Column, paired, table
from charting.output.text import Text
from charting.output.visit_paper import VisitPaper
from charting.rules.aftercare_dates import Restart, day_words, pain_relief, start_again
from charting.text_files import Passage
from charting.texts import AftercareText
from charting.words import _, listed, ngettext

_ANY_DAY = datetime(2001, 1, 1, tzinfo=UTC)
_UNDER_A_RULE = 2.0
_AFTER_A_DAY, _MOST_FOR_DAYS, _MOST_IN_LARGE = 4 * mm, 50 * mm, 64 * mm
_NARROWEST = 0.4
"""The least share of the width that one of two parts side by side gets; the one with more to say gets more."""
_HOURS_BETWEEN = {"full": 4, "low": 6}


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The sheet as a story for any size of type."""
    return _Sheet(paper).story(styles, info)


def expected_of(paper: VisitPaper) -> list[str]:
    """What must stand on the sheet: the times, the numbers to call."""
    sheet = _Sheet(paper)
    return [*sheet.days(), sheet.values["clinic_phone"], sheet.values["emergency_number"]]


class _Sheet:
    """The sheet of one visit; its sentences are chosen once and laid in several sizes."""

    def __init__(self, paper: VisitPaper) -> None:
        self._paper, self._facts = paper, paper.aftercare
        self._text: AftercareText = paper.texts.aftercare
        self._relief = pain_relief(
            self._facts.weight_kg,
            self._facts.careful,
            paper.allergy_agents,
            takes_paracetamol=self._facts.takes_paracetamol,
        )
        self.values = _values(paper, self._relief)

    def story(self, styles: Styles, info: DocumentInfo) -> list[Flowable]:
        text = self._text
        story = title(styles, info, self._lead())
        story += heading(styles, text.headings["today"])
        story.append(paragraph(styles, self._sentences(self._fitting(text.today)), after=0))
        written = "" if self._facts.finished_at else _("counted from the finish, to be written in above")
        story += heading(styles, text.headings["restart"], note=written)
        rows = [[self._when(restart), self._what(restart)] for restart in self._restarts()]
        when = _room_for_days(styles, [said for said, _what in rows])
        story.append(table(styles, [Column("", when), Column("", MEASURE - when)], rows, key=None))
        given = self._facts.paracetamol_at is not None
        pain = text.pain_passages(self._relief, self._paper.kind, self._paper.allergy_agents, given_today=given)
        story += self._side_by_side(
            styles, (text.headings["pain"], pain), (text.headings["normal"], self._fitting(text.normal))
        )
        calls: list[Flowable] = [red_flags(styles, self._flags())]
        if following := [p for p in text.next if p.id in self._known_next()]:
            words = [strong(text.headings["next"]), Run(" "), *self._sentences(following)]
            calls.append(paragraph(styles, words, before=0.2, after=0))
        return [*story, KeepTogether(calls)]

    def _side_by_side(self, styles: Styles, *parts: tuple[str, Sequence[Passage]]) -> list[Flowable]:
        """Two parts beside each other; in large print, which has no columns, one under the other."""
        if styles.kind is Kind.LARGE:
            laid: list[Flowable] = []
            for head, passages in parts:
                laid += [*heading(styles, head), paragraph(styles, self._sentences(passages), after=0)]
            return laid
        said = [self._sentences(passages) for _head, passages in parts]
        left, right = (
            [column_heading(styles, head), paragraph(styles, words, after=0)]
            for (head, _passages), words in zip(parts, said, strict=True)
        )
        first, second = (Text(words, styles.body).natural_width() for words in said)
        share = min(max(first / (first + second), _NARROWEST), 1 - _NARROWEST)
        return [paired(left, right, spacing=0.5 * styles.l + _UNDER_A_RULE, share=share)]

    def days(self) -> list[str]:
        """The days on which something may start again."""
        if self._facts.finished_at is None:
            return []
        return [show_long_day(restart.day, year=False) for restart in self._restarts()]

    def _lead(self) -> Words:
        treatment = self._text.treatment[self._paper.kind]
        said: list[str | Run] = [listed((treatment, "")), strong(show_long_day(self._paper.day))]
        if self._facts.finished_at is None:
            said.append(_(", finished ___ : ___"))
        else:
            said.append(_(", finished {time}").format(time=show_time(self._facts.finished_at)))
        return said

    def _fitting(self, passages: Iterable[Passage]) -> list[Passage]:
        procedures = ("nitrous_oxide",) if self._facts.laughing_gas else ()
        return [p for p in passages if p.fits(self._paper.kind, procedures, self._paper.allergy_agents)]

    def _sentences(self, passages: Iterable[Passage]) -> list[Run]:
        return prose(" ".join(passage.filled(self.values) for passage in passages))

    def _restarts(self) -> Sequence[Restart]:
        facts = self._facts
        return start_again(
            facts.finished_at or _ANY_DAY,
            self._paper.kind,
            facts.deepest_mm,
            facts.bled,
            self._paper.allergy_agents,
            self._text.restarts,
        )

    def _when(self, restart: Restart) -> Words:
        headings = self._text.headings
        if self._facts.finished_at is None:
            return strong(_interval(restart))
        day = strong(show_long_day(restart.day, year=False))
        if restart.after is None:
            return [day, small("\n" + headings["from_morning"])]
        return [day, small("\n" + headings["after"].format(time=show_time(restart.after)))]

    def _what(self, restart: Restart) -> Words:
        said: list[Run] = []
        for row in restart.rows:
            said.append(strong(f"{row.lead} "))
            if row.text:
                said += [*prose(Passage("", row.text).filled(self.values)), Run(" ")]
        return said

    def _flags(self) -> list[RedFlag]:
        return [
            RedFlag(
                Passage("", flags.dial).filled(self.values), flags.note, self._sentences(self._fitting(flags.signs))
            )
            for flags in self._text.red_flags
        ]

    def _known_next(self) -> set[str]:
        facts = self._facts
        known = {
            "call": facts.call_due,
            "assessment": facts.assessment_on,
            "next_session": facts.next_session_on,
            "night": self._paper.night_phone or None,
        }
        return {name for name, value in known.items() if value is not None}


def _room_for_days(styles: Styles, days: Sequence[Words]) -> float:
    """As much of the measure as the longest day takes on its line, in points: what starts again has the rest."""
    widest = max((Text(day, styles.body).natural_width() for day in days), default=0.0)
    return min(widest + _AFTER_A_DAY, _MOST_IN_LARGE if styles.kind is Kind.LARGE else _MOST_FOR_DAYS)


def _values(paper: VisitPaper, relief: str) -> Mapping[str, str]:
    facts = paper.aftercare
    taken = facts.paracetamol_at
    pause = timedelta(hours=_HOURS_BETWEEN.get(relief, 6))
    return {
        **(day_words(facts.finished_at) if facts.finished_at else _uncounted()),
        "clinic_phone": paper.phone or _("the clinic"),
        "night_phone": paper.night_phone,
        "emergency_number": paper.emergency_number or _("the emergency number"),
        "paracetamol_time": show_time(taken) if taken else "",
        "paracetamol_next": show_time(taken + pause) if taken else "",
        "call_day": show_long_day(facts.call_due, year=False) if facts.call_due else "",
        "assessment": _appointment(facts.assessment_on),
        "next_session": _appointment(facts.next_session_on),
    }


def _appointment(at: datetime | None) -> str:
    return "" if at is None else f"{show_long_day(at.date())}, {show_time(at)}"


def _uncounted() -> dict[str, str]:
    """Words in the place of dates while nobody knows when the procedure ended."""
    hours: dict[str, Any] = {f"in_{n}_hours": _("the end of {count} hours").format(count=n) for n in (24, 48, 72)}
    days: dict[str, Any] = {f"in_{n}_days": _("the end of {count} days").format(count=n) for n in (7, 14)}
    return {**hours, **days, "time": _("counted from the finish")}


def _interval(restart: Restart) -> str:
    if restart.after is None:
        count = (restart.day - _ANY_DAY.date()).days
        return ngettext("{count} day later", "{count} days later", count).format(count=count)
    count = int((restart.after - _ANY_DAY).total_seconds()) // 3600
    return ngettext("{count} hour later", "{count} hours later", count).format(count=count)
