"""The dose ledger of a visit: whose, which doses count, and by which rules (clinical.md 4.6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from charting.context import Context
from charting.records.dose import Dose
from charting.records.house_rules import house_rules, profile_of
from charting.records.ledger_person import known_conditions, person_of
from charting.records.topical import Topical
from charting.records.versions import others_in_force
from charting.records.visit import Visit
from charting.results import show_decimal
from charting.rulebook import ANAESTHESIA, Broken, Rulebook
from charting.rules.given import TOPICAL, Given, applied, injected
from charting.rules.ledger import Ledger, ledger
from charting.rules.reduction import suggest_factor
from charting.words import _, ngettext

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """A dose as the ledger counts it, and the row of the chart it was read from."""

    given: Given
    row: Dose | Topical


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything one ledger is made of. `own` are the doses of this visit, `others` those of the patient's others."""

    visit: Visit
    context: Context
    book: Rulebook
    own: tuple[Counted, ...]
    others: tuple[Given, ...]

    def ledger(self, without: Counted | None = None) -> Ledger:
        """The ledger of all doses, or of all but one of this visit."""
        sheet, moment = self.visit.anaesthesia, _moment(self.visit, self.own, self.context)
        person = person_of(self.visit, moment.date())
        factor = sheet.reduction_factor if sheet is not None else None
        conditions = known_conditions(self.visit)
        return ledger(
            [*self.others, *(counted.given for counted in self.own if counted is not without)],
            person,
            visit_id=self.visit.id,
            moment=moment,
            profile=_profile(self.visit),
            book=self.book,
            factor=None if factor is None else Decimal(factor),
            suggestion=suggest_factor(person.age, conditions, self.book),
        )


def accounts_of(visit: Visit, context: Context) -> Accounts | Broken:
    """What the ledger of a visit is made of, or why the calculators are off."""
    book = _rules(visit)
    if isinstance(book, Broken):
        return book
    own = tuple(counted_doses(visit, book))
    return Accounts(visit, context, book, own, tuple(_others(visit, book)))


def ledger_of(visit: Visit, context: Context) -> Ledger | Broken:
    """The ledger of a visit: of now while it runs, of its last dose and of the rules of that day once it is signed."""
    found = accounts_of(visit, context)
    return found if isinstance(found, Broken) else found.ledger()


def calculators_off(broken: Broken) -> str:
    """What stands in place of every result while the rules cannot be used."""
    return _("Calculators are off: {reason}").format(reason=broken.reason)


def absorbed_note(found: Ledger) -> str:
    """Why a topical product counts by a part of what was applied (TR5); nothing without one."""
    if not any(line.source == TOPICAL for line in found.lines):
        return ""
    rule = found.terms.book.rule("absorbed_intact")
    return _("Topical counted at {share} of what was applied: {reason}").format(
        share=show_decimal(rule.value), reason=_(rule.note).removeprefix("TR5: ")
    )


def counted_doses(visit: Visit, book: Rulebook) -> Iterable[Counted]:
    """The doses of a visit. A row without amount and without time is still being prepared, and counts nothing."""
    sheet = visit.anaesthesia
    if sheet is None:
        return
    for row in sheet.topicals:
        if row.applied_g is None and row.applied_at is None and row.removed_at is None:
            continue
        strengths = {drug: strength for drug, strength in row.strengths().items() if strength}
        at = row.removed_at or row.applied_at
        cream = applied(
            row.product, strengths, row.applied_g, row.area_cm2, row.skin_intact, book, at=at, visit_id=visit.id
        )
        yield from (Counted(given, row) for given in cream)
    for dose in sheet.doses:
        if dose.volume_ml is None and dose.given_at is None:
            continue
        given = injected(
            dose.agent,
            dose.concentration_pct,
            dose.volume_ml,
            dose.adrenaline,
            at=dose.given_at,
            visit_id=visit.id,
        )
        yield Counted(given, dose)


def planned_note(visit: Visit) -> str:
    """How many of the rows that count have no time yet: they are planned, nobody gave them. Nothing where all have."""
    sheet = visit.anaesthesia
    if sheet is None:
        return ""
    creams = [row.applied_at for row in sheet.topicals if row.applied_g is not None or row.applied_at or row.removed_at]
    doses = [row.given_at for row in sheet.doses if row.volume_ml is not None or row.given_at]
    times = [*creams, *doses]
    planned = sum(time is None for time in times)
    if not planned:
        return ""
    if planned == len(times):
        return _("All of it is planned, none given yet.")
    return ngettext(
        "{count} of {all} is planned, not given yet.", "{count} of {all} are planned, not given yet.", planned
    ).format(count=planned, all=len(times))


def _others(visit: Visit, book: Rulebook) -> Iterable[Given]:
    """Doses of the patient's other visits; for a signed visit, none that came after it."""
    for other in others_in_force(visit):
        if visit.signed_at is not None and other.opened_at > visit.signed_at:
            continue
        for counted in counted_doses(other, book):
            given = counted.given if counted.given.at else _dated(counted.given, other.opened_at)
            if visit.signed_at is None or (given.at is not None and given.at <= visit.signed_at):
                yield given


def _dated(given: Given, at: datetime) -> Given:
    """A dose of another visit that lacks its time counts from the opening of that visit, not for ever."""
    return replace(given, at=at)


def _moment(visit: Visit, own: Iterable[Counted], context: Context) -> datetime:
    """The time doses of other visits are counted back from: the last own dose, and now while there is none.

    A visit charted late has to count what preceded its doses; a slip of the clock must not lose them.
    """
    latest = visit.signed_at or context.now
    opened = visit.opened_at or latest
    times = [c.given.at for c in own if c.given.at is not None and opened - A_DAY <= c.given.at <= latest]
    return max(times, default=latest)


def _rules(visit: Visit) -> Rulebook | Broken:
    """The house rules; for a signed visit with the values that were kept under its signature."""
    book = house_rules(visit)
    signature = visit.visit_signature
    kept = _kept(signature.rules_then) if signature is not None else None
    if isinstance(book, Broken) or kept is None:
        return book
    rules = {name: replace(rule, value=Decimal(str(kept.get(name, rule.value)))) for name, rule in book.rules.items()}
    return replace(book, version=str(kept.get("version", book.version)), rules=rules)


def _kept(rules_then: Any) -> Mapping[str, Any] | None:
    kept = rules_then.get(ANAESTHESIA) if isinstance(rules_then, Mapping) else None
    return kept if isinstance(kept, Mapping) else None


def _profile(visit: Visit) -> str:
    signature = visit.visit_signature
    kept = signature.rules_then if signature is not None else None
    then = kept.get("profile") if isinstance(kept, Mapping) else None
    return str(then) if then in {"UK", "US"} else profile_of(visit)
