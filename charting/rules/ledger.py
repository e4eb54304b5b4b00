"""The dose ledger: every local anaesthetic of the last 24 hours as shares of its limit, added up (clinical.md 4.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from charting.catalogue import version
from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.adrenaline_limits import AdrenalineTotal, adrenaline_total
from charting.rules.dosing import mg_per_ml
from charting.rules.dosing_weight import DosingWeight, Person, dosing_weight
from charting.rules.exact import decimal_of, round_down, show_share
from charting.rules.given import Given, still_counting
from charting.rules.ledger_lines import Line, ledger_lines
from charting.rules.ledger_verdicts import ledger_verdicts
from charting.rules.max_dose import Maximum, Terms, limiting_agent, max_ml, maximum
from charting.rules.reduction import Suggestion, factor_verdicts
from charting.rules.verdict import Verdict, most_severe_first
from charting.words import _


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of an agent at a strength, in mL rounded down to 0.1; None with `missing` in words."""

    agent: str
    percent: Decimal
    ml: Decimal | None
    working: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that counts, with its verdicts, most severe first.

    `total` is a plain ratio, None while a line cannot be worked out: `missing` says why, and `at_least` is certain.
    """

    lines: tuple[Line, ...]
    terms: Terms
    total: Decimal | None
    exact: Fraction | None
    at_least: Decimal
    missing: str
    by_drug: tuple[tuple[str, Decimal | None], ...]
    adrenaline: AdrenalineTotal
    rescue_needed: bool
    verdicts: tuple[Verdict, ...]
    rules_version: str
    catalogue_version: str

    @property
    def weight(self) -> DosingWeight:
        """The weight the limits were worked out by, and why it is that one."""
        return self.terms.weight

    def total_text(self) -> str:
        """The total in per cent, or words with what is certain."""
        if self.total is None and self.at_least == 0:
            return _("not computable ({why})").format(why=self.missing)
        if self.total is None:
            return _("not computable ({why}), at least {share}").format(
                why=self.missing, share=show_share(self.at_least)
            )
        return show_share(self.total)

    def sums(self) -> tuple[str, ...]:
        """The whole sum, line by line, for a pocket calculator. Limits are rounded down to 0.1 mg."""
        added = " + ".join(show_decimal(line.share, 4) for line in self.lines if line.share is not None)
        shown = [line.sum_text() for line in self.lines]
        if self.total is None:
            return (*shown, _("Total: {text}").format(text=self.total_text()))
        if added:
            total = show_decimal(self.total, 4)
            shown.append(_("Total: {sum} = {total}, {share}").format(sum=added, total=total, share=self.total_text()))
        return tuple(shown)

    def room(self, name: str, percent: Decimal, with_adrenaline: bool | None) -> Room:
        """What is left of an agent: (1 − total) × its maximum in mL. Raises ValueError unless percent is above 0."""
        mg_per_ml(percent)
        listed = limiting_agent(name, with_adrenaline)
        most = maximum(listed, self.terms) if listed else None
        if most is None or most.mg is None:
            missing = most.missing if most else _("{drug} is no drug of the list").format(drug=name)
            return Room(name, percent, None, "", missing)
        if self.exact is None or self.total is None:
            return Room(name, percent, None, "", self.missing)
        whole = max_ml(most.mg, percent)
        block = self.terms.book.value("total_block")
        left = max(Fraction(block) - self.exact, Fraction(0)) * Fraction(whole)
        ml = round_down(decimal_of(left))
        working = _(
            "({limit} − {total}) × {most} mL = {ml} mL; all of it: {mg} mg ÷ {strength} mg/mL = {most} mL"
        ).format(
            limit=show_decimal(block),
            total=show_decimal(self.total, 4),
            most=show_decimal(whole),
            ml=show_decimal(ml),
            mg=show_decimal(most.mg),
            strength=show_decimal(mg_per_ml(percent)),
        )
        return Room(most.agent, percent, ml, working)

    def maximum_of(self, name: str, with_adrenaline: bool | None) -> Maximum | None:
        """The maximum of an agent by itself; None if it is not in the catalogue."""
        listed = limiting_agent(name, with_adrenaline)
        return maximum(listed, self.terms) if listed else None


def ledger(
    doses: Iterable[Given],
    person: Person,
    *,
    visit_id: str,
    moment: datetime,
    profile: str,
    book: Rulebook,
    factor: Decimal | None = None,
    suggestion: Suggestion | None = None,
) -> Ledger:
    """The ledger of one visit at a moment: now while it runs, its last dose afterwards.

    `factor` is the chosen reduction, 1.0 unless given. Raises ValueError for a time without offset, for an unknown
    profile and for a factor that the rules do not offer.
    """
    chosen = book.value("factor_full") if factor is None else factor
    weight = dosing_weight(person, moment.date(), book)
    terms = Terms(profile, weight, person.age, chosen, book)
    counting = still_counting(doses, visit_id, moment, book)
    lines = ledger_lines(counting, visit_id, terms)
    exact = _total(lines)
    floor = sum((line.floor for line in lines), Fraction(0))
    adrenaline = adrenaline_total(counting, weight.kg, person.cardiac, person.phaeochromocytoma, book)
    verdicts = [*weight.verdicts] if lines else []
    verdicts += [*ledger_verdicts(lines, exact, floor, terms), *adrenaline.verdicts]
    verdicts += factor_verdicts(chosen, suggestion) if suggestion and lines else ()
    return Ledger(
        lines=lines,
        terms=terms,
        total=None if exact is None else decimal_of(exact),
        exact=exact,
        at_least=decimal_of(floor),
        missing="; ".join(dict.fromkeys(line.missing for line in lines if line.missing)),
        by_drug=_by_drug(lines),
        adrenaline=adrenaline,
        rescue_needed=(floor if exact is None else exact) > Fraction(book.value("rescue_share")),
        verdicts=most_severe_first(verdicts),
        rules_version=book.version,
        catalogue_version=version("agents.toml"),
    )


def _total(lines: Iterable[Line]) -> Fraction | None:
    total = Fraction(0)
    for line in lines:
        if line.exact is None:
            return None
        total += line.exact
    return total


def _by_drug(lines: Iterable[Line]) -> tuple[tuple[str, Decimal | None], ...]:
    """mg of each drug, plain, with adrenaline and topical together; None as soon as one of them is unknown."""
    found: dict[str, Decimal | None] = {}
    for line in lines:
        so_far = found.get(line.drug, Decimal(0))
        found[line.drug] = None if so_far is None or line.counts_mg is None else so_far + line.counts_mg
    return tuple(found.items())
